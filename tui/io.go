package tui

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// All reading, writing and waiting happens in the commands of this file, of
// io_write.go, io_documents.go, io_plan.go and io_host.go. Each captures values, never a
// screen, and answers with a message that carries the number of who asked, so
// that a stale answer can be dropped.

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
func (s *Session) findRows(t ticket, table model.Table, list model.List, q gridQuery) tea.Cmd {
	ctx, search := s.Context, s.Words.Search(list, q.text, q.phase)
	return func() tea.Msg {
		view, err := table.Find(ctx, search)
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

func (s *Session) readDrawer(t ticket, of model.Ref) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg {
		drawer, err := desk.Drawer(ctx, of)
		return drawerRead{t, drawer, err}
	}
}

type subjectRead struct {
	ticket  ticket
	subject subject
	drawer  []model.DrawerKey
	err     error
}

// readSubject looks up what a scenario refers to; what is not recorded any more
// is no error.
func (s *Session) readSubject(t ticket, c scenario) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() (msg tea.Msg) {
		var found [2]model.Dossier
		var drawer []model.DrawerKey
		for i, ref := range []model.Ref{{Kind: model.KindBenefit, ID: c.Benefit}, {Kind: model.KindSubscription, ID: c.Subscription.ID}} {
			if ref.ID == 0 {
				continue
			}
			var err error
			if found[i], err = desk.Dossier(ctx, ref, 0); err == nil && drawer == nil {
				drawer, err = desk.Drawer(ctx, ref)
			}
			if err != nil && !errors.Is(err, model.ErrNotFound) {
				return subjectRead{ticket: t, err: err}
			}
		}
		return subjectRead{t, c.refersTo(found[0], found[1]), drawer, nil}
	}
}

type refundsRead struct {
	ticket ticket
	rights []refundRight
	err    error
}

func (s *Session) readRefunds(t ticket, memberships []model.Membership) tea.Cmd {
	desk, ctx, today := s.Desk, s.Context, s.Today
	return func() tea.Msg {
		read := refundsRead{ticket: t}
		for _, m := range memberships {
			refund, err := desk.Refund(ctx, today, m.ID)
			if err != nil {
				return refundsRead{ticket: t, err: err}
			}
			read.rights = append(read.rights, refundRight{m, refund})
		}
		return read
	}
}

type activityRead struct {
	ticket   ticket
	activity model.Activity
	err      error
}

func (s *Session) readActivity(t ticket, query model.ActivityQuery) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	query.Words = s.Words
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

// readUndo reads what is to be undone, and tells what undoing it would do. What
// changed nothing is passed over unless that entry is meant.
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
		for err == nil && len(found.Entries) > 0 {
			entry := found.Entries[0]
			if query.Person == "" || entry.Actor.Is(actor) { // others' names may have the same part
				receipt, err := desk.Try(ctx, actor, today, model.Undo{Sequence: entry.Sequence})
				if target.sequence != 0 || model.CodeOf(err) != model.CodeNothingToUndo {
					return undoRead{t, found, receipt, err}
				}
			}
			query.Before = entry.Sequence
			found, err = desk.Activity(ctx, query)
		}
		if err == nil {
			err = model.Refuse(model.CodeNothingToUndo)
		}
		return undoRead{ticket: t, err: err}
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
