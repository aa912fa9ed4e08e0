package tui

import (
	"crypto/rand"
	"errors"
	"io"
	"path/filepath"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// All reading, writing and waiting happens in the commands of this file. Each
// captures values, never a screen, and answers with a message that carries the
// number of who asked, so that a stale answer can be dropped.

// ticket numbers the questions of a session: every screen gets every answer,
// so no two screens may ask under the same number.
type ticket uint64

func (s *Session) newTicket() ticket {
	s.tickets++
	return s.tickets
}

type overviewRead struct {
	overview model.Overview
	err      error
}

func (s *Session) readOverview() tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		overview, err := desk.Overview(ctx, today)
		return overviewRead{overview, err}
	}
}

// shownOfAKind is how many reminders of one kind a screen has at most.
const shownOfAKind = 1000

type remindersRead struct {
	today    model.Date
	outlook  model.Outlook
	revision model.Revision
	err      error
}

func (s *Session) readReminders() tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		outlook, revision, err := desk.Reminders(ctx, today, today.AddDays(model.ReminderDays), shownOfAKind)
		return remindersRead{today, outlook, revision, err}
	}
}

type tableRead struct {
	ticket   ticket
	list     model.List
	table    model.Table
	revision model.Revision
	err      error
}

func (s *Session) readTable(t ticket, list model.List) tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		table, revision, err := desk.Table(ctx, list, today)
		return tableRead{t, list, table, revision, err}
	}
}

type pageRead struct {
	ticket ticket
	page   model.Page
	err    error
}

func (s *Session) readPage(t ticket, list model.List) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg {
		page, err := desk.Page(ctx, FirstPage(list))
		return pageRead{t, page, err}
	}
}

// FirstPage is the query for the rows that a list shows before its table is
// read.
func FirstPage(list model.List) model.PageQuery {
	return model.PageQuery{List: list, Limit: 200}
}

type viewFound struct {
	ticket ticket
	table  model.Table
	err    error
}

// findRows filters and sorts a table.
func (s *Session) findRows(t ticket, table model.Table, q gridQuery) tea.Cmd {
	ctx := s.Context
	return func() tea.Msg {
		view, err := table.Find(ctx, q.text, q.phase)
		if err == nil && q.sort != 0 {
			view = view.Sort(q.sort, q.descending)
		}
		return viewFound{t, view, err}
	}
}

type dossierRead struct {
	ticket  ticket
	dossier model.Dossier
	err     error
}

const historyShown = 50

func (s *Session) readDossier(t ticket, ref model.Ref) tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		dossier, err := desk.Dossier(ctx, ref, historyShown)
		if _, ok := dossier.Record.(model.Membership); ok && err == nil {
			dossier.Refund, err = desk.Refund(ctx, today, ref.ID)
		}
		return dossierRead{t, dossier, err}
	}
}

type drawerRead struct {
	ticket ticket
	drawer []model.DrawerKey
	err    error
}

func (s *Session) readDrawer(t ticket, benefit model.ID) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg {
		drawer, err := desk.Drawer(ctx, benefit)
		return drawerRead{t, drawer, err}
	}
}

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

type refundRead struct {
	ticket ticket
	refund model.Refund
	err    error
}

func (s *Session) readRefund(t ticket, membership model.ID) tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		refund, err := desk.Refund(ctx, today, membership)
		return refundRead{t, refund, err}
	}
}

type activityRead struct {
	ticket   ticket
	activity model.Activity
	err      error
}

func (s *Session) readActivity(t ticket, query model.ActivityQuery) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg {
		activity, err := desk.Activity(ctx, query)
		return activityRead{t, activity, err}
	}
}

type undoRead struct {
	ticket   ticket
	activity model.Activity // the entry to be undone, if there is one
	receipt  model.Receipt
	err      error
}

// readUndo reads what is to be undone, and tells what undoing it would do.
func (s *Session) readUndo(t ticket, target undoTarget) tea.Cmd {
	desk, ctx, actor, today := s.Desk, s.Context, s.Actor, s.Today
	return func() tea.Msg {
		query := model.ActivityQuery{Ref: target.ref, Limit: 1}
		switch {
		case target.sequence != 0:
			query.Before = target.sequence + 1
		case target.ref.ID == 0:
			query.Person = actor.Name
		}
		found, err := desk.Activity(ctx, query)
		for err == nil && query.Person != "" && len(found.Entries) > 0 && found.Entries[0].Actor != actor {
			query.Before = found.Entries[0].Sequence // of somebody whose name has the same part
			found, err = desk.Activity(ctx, query)
		}
		switch {
		case err == nil && len(found.Entries) == 0:
			err = model.Refuse(model.CodeNothingToUndo)
		case err == nil:
			var receipt model.Receipt
			receipt, err = desk.Try(ctx, actor, today, model.Undo{Sequence: found.Entries[0].Sequence})
			return undoRead{t, found, receipt, err}
		}
		return undoRead{ticket: t, err: err}
	}
}

type logWritten struct {
	ticket ticket
	exists bool // a file, which was not asked to be overwritten
	err    error
}

// writeLog logs that the activity log is exported, and writes what a query asks
// for to a file.
func (s *Session) writeLog(t ticket, path string, query model.ActivityQuery, overwrite bool) tea.Cmd {
	desk, ctx, actor, today, host, words := s.Desk, s.Context, s.Actor, s.Today, s.Host, s.Words
	return func() tea.Msg {
		if !overwrite && host.Exists(path) {
			return logWritten{t, true, nil}
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
		return logWritten{t, false, err}
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

type importRead struct {
	ticket ticket
	plan   model.ImportPlan
	err    error
}

func (s *Session) readImport(t ticket, source model.ImportSource) tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		plan, err := desk.ReadImport(ctx, today, source)
		return importRead{t, plan, err}
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

type demoOpened struct {
	ticket ticket
	desk   Desk
	name   string
	err    error
}

func (s *Session) openDemo(t ticket) tea.Cmd {
	open, ctx, today := s.OpenDemo, s.Context, s.Today
	return func() tea.Msg {
		desk, name, err := open(ctx, today)
		return demoOpened{t, desk, name, err}
	}
}

type copied struct {
	sent bool
	err  error
}

func (s *Session) copyText(text string) tea.Cmd {
	host := s.Host
	return func() tea.Msg {
		sent, err := host.Copy(text)
		return copied{sent, err}
	}
}

type browsersFound struct {
	ticket ticket
	names  []string
}

func (s *Session) findBrowsers(t ticket) tea.Cmd {
	host := s.Host
	return func() tea.Msg { return browsersFound{t, host.Browsers()} }
}

// pageOpened tells in which browser a page was opened, or that none could and
// the address was copied instead.
type pageOpened struct {
	browser string // the one that was tried; empty: there is none
	opened  bool
	err     error // of a page that is refused, or of copying
}

func (s *Session) openPage(page string) tea.Cmd {
	host, wanted := s.Host, s.browser
	return func() tea.Msg {
		var tried string
		if installed := host.Browsers(); len(installed) > 0 {
			tried = chosenBrowser(installed, wanted)
			err := host.Open(page, tried)
			var refused *model.Refusal
			if err == nil || errors.As(err, &refused) {
				return pageOpened{tried, err == nil, err}
			}
		}
		_, err := host.Copy(page)
		return pageOpened{browser: tried, err: err}
	}
}

// clipboardTime is how long a copied key stays on the clipboard, revealTime how
// long a revealed one stays on the screen.
const (
	clipboardTime = 30 * time.Second
	revealTime    = 15 * time.Second
)

type clipboardCleared struct{}

func (s *Session) clearClipboard(text string) tea.Cmd {
	host := s.Host
	return tea.Tick(clipboardTime, func(time.Time) tea.Msg {
		host.Clear(text)
		return clipboardCleared{}
	})
}

type revealEnded struct{ ticket ticket }

func endReveal(t ticket) tea.Cmd {
	return tea.Tick(revealTime, func(time.Time) tea.Msg { return revealEnded{t} })
}

// lookAround is how often the app looks for a new day and for changes that
// other programs made.
const lookAround = 2 * time.Second

type lookedAround struct {
	today    model.Date
	revision model.Revision
	err      error
}

func (s *Session) look() tea.Cmd {
	desk, ctx, clock := s.Desk, s.Context, s.Clock
	return tea.Tick(lookAround, func(time.Time) tea.Msg {
		revision, err := desk.Revision(ctx)
		return lookedAround{clock(), revision, err}
	})
}

type toastEnded struct{ ticket ticket }

const toastTime = 6 * time.Second

func endToast(t ticket) tea.Cmd {
	return tea.Tick(toastTime, func(time.Time) tea.Msg { return toastEnded{t} })
}
