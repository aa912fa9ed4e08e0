package tui

import (
	"crypto/rand"
	"errors"
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
