package tui

import (
	"crypto/rand"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// home is one list of what needs attention anywhere, and the year ahead as a
// strip of weeks.
type home struct {
	*App
	grid   *kit.Grid
	filter *kit.Field
	list   model.List // the quick filter; 0: all
	shown  []model.Reminder
	week   int // the selected one of the strip; -1: none
	hinted int // lines that the longest hint takes
	size   kit.Size

	ticket ticket // of a benefit that is being given up
	giving model.GiveUp
	busy   bool
}

func newHome(a *App) *home {
	h := &home{App: a, grid: kit.NewGrid(a.Theme), filter: kit.NewField(a.Theme), week: -1}
	where := 0
	for _, list := range model.Lists() {
		where = max(where, kit.Width(a.Words.List(list)))
	}
	h.grid.SetColumns([]kit.Column{
		{Title: a.Words.Text(locale.ColumnReason), Min: 27, Ideal: 30, Tight: 22},
		{Title: a.Words.Text(locale.ColumnWhat), Min: 20, Ideal: 30, Grow: 1, Tight: 12},
		{Title: a.Words.Text(locale.ColumnWhere), Min: where, Ideal: where, Drop: 1},
		{Title: a.Words.Text(locale.ColumnDate), Min: 18, Ideal: 18},
	})
	h.filter.SetPlaceholder(a.Words.Text(locale.FilterPlaceholder))
	h.show()
	return h
}

// Init asks for what is not known yet.
func (h *home) Init() tea.Cmd { return h.askDue() }

// Waits holds keys back that depend on the list until it is up to date, movement
// only until there is one, and all until an answer.
func (h *home) Waits(key tea.KeyMsg) bool {
	switch {
	case h.busy:
		return true
	case h.filter.Focused() || !h.counts && !h.due.asking:
		return false
	}
	return slices.Contains([]string{"enter", "r", "x", "f"}, key.String()) || h.due.today == 0 && needs(key, h.movement())
}

// Owns tells whether the filter has the keyboard and uses the key.
func (h *home) Owns(key tea.KeyMsg) bool { return h.filter.Focused() && h.filter.Owns(key) }

// Update takes up answers and typed text.
func (h *home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if h.filter.Update(msg) {
			h.show()
		}
	case remindersRead:
		h.show()
	case attemptsMade:
		return h.tried(msg)
	case commandDone:
		return h.gaveUp(msg)
	}
	return nil
}

// show puts the reminders on the grid that fit the filters, and keeps the
// selected one selected.
func (h *home) show() {
	before, _ := h.selected()
	words := strings.Fields(h.filter.Value())
	h.shown = nil
	for _, r := range h.due.outlook.Reminders {
		text := h.Words.Reminder(r) + "\n" + r.Name + "\n" + h.Words.List(r.List)
		missing := slices.ContainsFunc(words, func(word string) bool { return !model.FoldContains(text, word) })
		if (h.list == 0 || h.list == r.List) && !missing {
			h.shown = append(h.shown, r)
		}
	}
	at := slices.IndexFunc(h.shown, func(r model.Reminder) bool { return r.Kind == before.Kind && r.Ref == before.Ref })
	if at < 0 {
		at = h.grid.Selected()
	}
	h.grid.SetEmpty(h.nothing())
	h.grid.SetRows(homeRows{h.Session, h.shown}, at)
	h.Resize(h.size)
}

// nothing says why no reminders are shown.
func (h *home) nothing() string {
	switch {
	case h.filtered():
		return h.Words.Text(locale.NothingFits)
	case h.due.today == 0 && h.overview.Records > 0:
		return ""
	case h.due.outlook.Next.IsZero():
		return h.Words.Text(locale.NothingDue, h.Today.AddDays(model.ReminderDays)) + " " + h.Words.Text(locale.NoNextDate)
	}
	return h.Words.Text(locale.NothingDue, h.due.today.AddDays(model.ReminderDays)) + " " + h.Words.Text(locale.NextDate, h.due.outlook.Next)
}

func (h *home) filtered() bool { return h.list != 0 || h.filter.Value() != "" }

func (h *home) selected() (r model.Reminder, ok bool) {
	if len(h.shown) == 0 {
		return r, false
	}
	return h.shown[h.grid.Selected()], true
}

// lists are those that have reminders, in the order of the screens.
func (h *home) lists() []model.List {
	var lists []model.List
	for _, r := range h.due.outlook.Reminders {
		if !slices.Contains(lists, r.List) {
			lists = append(lists, r.List)
		}
	}
	slices.Sort(lists)
	return lists
}

// filterNext goes on to the next list, and back to all after the last.
func (h *home) filterNext() tea.Cmd {
	all := append([]model.List{0}, h.lists()...)
	h.list = all[(slices.Index(all, h.list)+1)%len(all)]
	h.show()
	return nil
}

func (h *home) showAll() tea.Cmd {
	h.list, h.week = 0, -1
	h.filter.Blur()
	h.filter.SetValue("")
	h.show()
	return nil
}

// openSelected leads to the record on the screen of its list.
func (h *home) openSelected() tea.Cmd {
	r, _ := h.selected()
	return h.openRecord(r.List, r.At.ID)
}

// stepWeek selects the week before or after, from none the first or the last.
func (h *home) stepWeek(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n := model.StripWeeks + 1 // with none
		h.week = (h.week+1+by+n)%n - 1
		h.Resize(h.size) // the caption comes and goes
		return nil
	}
}

// giveUp asks whether to give the selected benefit up.
func (h *home) giveUp() tea.Cmd {
	r, _ := h.selected()
	h.giving = model.GiveUp{Benefit: r.At.ID}
	h.ticket, h.busy = h.newTicket(), true
	return h.try(h.ticket, h.giving)
}

func (h *home) tried(msg attemptsMade) tea.Cmd {
	if !h.busy || msg.ticket != h.ticket {
		return nil
	}
	h.busy = false
	tried := msg.attempts[0]
	if tried.err != nil {
		return h.Fail(tried.err)
	}
	h.ask(locale.GiveUpTitle, []string{h.Words.Text(locale.GiveUpQuestion, cleanText(tried.receipt.Label))}, func() tea.Cmd {
		var request model.RequestID
		rand.Read(request[:]) // never fails
		h.busy = true
		return h.do(h.ticket, h.giving, tried.receipt, request)
	})
	return nil
}

func (h *home) gaveUp(msg commandDone) tea.Cmd {
	if !h.busy || msg.ticket != h.ticket {
		return nil
	}
	h.busy = false
	if msg.err != nil {
		return h.Fail(msg.err)
	}
	return tea.Batch(h.refresh(), h.Toast(theme.Good, h.Words.Text(locale.Saved)))
}
