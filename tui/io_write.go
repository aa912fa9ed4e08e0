package tui

import (
	"crypto/rand"
	"io"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// The commands that change the store or write a file.

// attempt is one command tried.
type attempt struct {
	receipt model.Receipt
	err     error
}

type attemptsMade struct {
	ticket   ticket
	attempts []attempt
}

// try tells what each command would do.
func (s *Session) try(t ticket, commands ...model.Command) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	return func() tea.Msg {
		attempts := make([]attempt, len(commands))
		for i, command := range commands {
			attempts[i].receipt, attempts[i].err = desk.Try(ctx, actor, today, command)
		}
		return attemptsMade{t, attempts}
	}
}

type commandDone struct {
	ticket  ticket
	receipt model.Receipt
	err     error
}

// do carries a command out that was tried with the receipt the person saw.
func (s *Session) do(t ticket, command model.Command, want model.Receipt, id model.RequestID) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	return func() tea.Msg {
		receipt, err := desk.Do(ctx, actor, today, command, want, id)
		return commandDone{t, receipt, err}
	}
}

// carryOut tries a command and does it at once: for what a dialog has told.
func (s *Session) carryOut(t ticket, command model.Command) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	var id model.RequestID
	rand.Read(id[:]) // never fails
	return func() tea.Msg {
		receipt, err := desk.Try(ctx, actor, today, command)
		if err == nil {
			receipt, err = desk.Do(ctx, actor, today, command, receipt, id)
		}
		return commandDone{t, receipt, err}
	}
}

type fileWritten struct {
	ticket ticket
	exists bool // a file, which was not asked to be overwritten
	err    error
}

// writeText writes a text to a file.
func (s *Session) writeText(t ticket, path, text string, overwrite bool) tea.Cmd {
	host := s.Host
	return func() tea.Msg {
		if !overwrite && host.Exists(path) {
			return fileWritten{t, true, nil}
		}
		return fileWritten{t, false, host.WriteWhole(path, func(file io.Writer) error {
			_, err := io.WriteString(file, text)
			return err
		})}
	}
}

// writeLog logs that the activity log is exported, and writes what a query asks
// for to a file.
func (s *Session) writeLog(t ticket, path string, query model.ActivityQuery, overwrite bool) tea.Cmd {
	desk, ctx, actor, today, host, words := s.Desk, s.Context, s.Actor, s.Today, s.Host, s.Words
	query.Words = words
	return func() tea.Msg {
		if !overwrite && host.Exists(path) {
			return fileWritten{t, true, nil}
		}
		newest, err := desk.Activity(ctx, model.ActivityQuery{Limit: 1})
		query.Before = newest.Head.Sequence + 1 // not the export itself
		command := model.Export{File: filepath.Base(path)}
		var receipt model.Receipt
		if err == nil {
			receipt, err = desk.Try(ctx, actor, today, command)
		}
		if err == nil {
			_, err = desk.Do(ctx, actor, today, command, receipt, model.RequestID{})
		}
		if err == nil {
			entries := model.Entries(query, func(q model.ActivityQuery) (model.Activity, error) { return desk.Activity(ctx, q) })
			err = host.WriteWhole(path, func(file io.Writer) error { return words.LogCSV(file, entries) })
		}
		return fileWritten{t, false, err}
	}
}

type keyRevealed struct {
	ticket ticket
	key    model.Key
	copied bool
	err    error
}

func (s *Session) revealKey(t ticket, id model.ID, copied bool) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	return func() tea.Msg {
		key, err := desk.Key(ctx, actor, today, id, copied)
		return keyRevealed{t, key, copied, err}
	}
}

type importWritten struct {
	ticket ticket
	err    error
}

func (s *Session) writeImport(t ticket, plan model.ImportPlan) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	return func() tea.Msg {
		return importWritten{t, desk.Import(ctx, actor, today, plan)}
	}
}
