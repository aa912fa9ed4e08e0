package tui

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// How many entries are read at once, and how near the last one that was read
// the selection comes before more are.
const (
	activityPage = 200
	activityNear = 50
)

// activity is the screen of the activity log, newest entries first. Entries
// are read as far as one goes back.
type activity struct {
	*App
	grid    *kit.Grid
	filter  *kit.Field
	query   model.ActivityQuery // what is asked for; Before and Limit are not set
	shown   model.Activity      // as far as it was read
	ticket  ticket
	asking  bool // for the newest entries
	reading bool // older entries
	opening ticket
	opens   bool // the record of an entry is read to be opened
	scroll  int  // of the detail
	size    kit.Size
}

func newActivity(a *App) *activity {
	s := &activity{App: a, grid: kit.NewGrid(a.Theme), filter: kit.NewField(a.Theme)}
	s.grid.SetColumns([]kit.Column{
		{Title: a.Words.Text(locale.LogColumnTime), Min: len(minute), Ideal: len(minute)},
		{Title: a.Words.Text(locale.LogColumnWho), Min: 8, Ideal: 14},
		{Title: a.Words.Text(locale.LogColumnWhat), Min: 11, Ideal: 22, Grow: 1},
		{Title: a.Words.Text(locale.LogColumnObject), Min: 12, Ideal: 26, Grow: 3},
	})
	s.filter.SetPlaceholder(a.Words.Text(locale.FilterPlaceholder))
	return s
}

// Init reads the newest entries.
func (s *activity) Init() tea.Cmd { return s.reload() }

// reload reads the newest entries again, as many as are shown.
func (s *activity) reload() tea.Cmd {
	s.ticket, s.asking, s.reading = s.newTicket(), true, false
	query := s.query
	query.Limit = max(activityPage, len(s.shown.Entries))
	return s.readActivity(s.ticket, query)
}

// ask shows what another query asks for.
func (s *activity) ask(query model.ActivityQuery) tea.Cmd {
	if query == s.query {
		return nil
	}
	s.query, s.shown.Entries, s.scroll = query, nil, 0
	s.grid.SetRows(activityRows{s}, 0)
	return s.reload()
}

// readOlder goes on behind the last entry that was read, when one comes near.
func (s *activity) readOlder() tea.Cmd {
	n := len(s.shown.Entries)
	if s.reading || !s.shown.More || n == 0 || s.grid.Selected() < n-activityNear {
		return nil
	}
	s.ticket, s.reading = s.newTicket(), true
	query := s.query
	query.Before, query.Limit = s.shown.Entries[n-1].Sequence, activityPage
	return s.readActivity(s.ticket, query)
}

// Update takes up answers and typed text.
func (s *activity) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if s.filter.Update(msg) {
			return s.filterBy(s.filter.Value())
		}
	case activityRead:
		if msg.ticket == s.ticket {
			return s.read(msg)
		}
	case dossierRead:
		if msg.ticket == s.opening && s.opens {
			return s.openRecord(msg)
		}
	case factsChanged:
		return s.reload()
	}
	return nil
}

func (s *activity) read(msg activityRead) tea.Cmd {
	s.asking = false
	selected := s.selected()
	switch {
	case msg.err != nil:
		s.reading = false
		return s.Fail(msg.err)
	case s.reading:
		s.reading = false
		msg.activity.Entries = append(s.shown.Entries, msg.activity.Entries...)
		maps.Copy(msg.activity.Names, s.shown.Names)
	}
	s.shown = msg.activity
	at := s.grid.Selected()
	if i := slices.IndexFunc(s.shown.Entries, func(e model.Entry) bool { return e.Sequence == selected.Sequence }); i >= 0 {
		at = i
	}
	s.grid.SetEmpty(s.nothing())
	s.grid.SetRows(activityRows{s}, at)
	return s.readOlder()
}

func (s *activity) nothing() string {
	if s.query == (model.ActivityQuery{}) {
		return s.Words.Text(locale.ActivityEmpty)
	}
	return s.Words.Text(locale.ActivityNothing)
}

// selected is the selected entry, without a sequence where there is none.
func (s *activity) selected() model.Entry {
	if i := s.grid.Selected(); i < len(s.shown.Entries) {
		return s.shown.Entries[i]
	}
	return model.Entry{}
}

// Waits holds keys back while a record is read to be opened, and those that need
// the entries that were asked for until they are there; movement only where there
// are none, or no older ones yet.
func (s *activity) Waits(key tea.KeyMsg) bool {
	last := len(s.shown.Entries) - 1
	switch {
	case s.opens:
		return true
	case s.Owns(key):
		return false
	case needs(key, s.movement(), s.scrolling()):
		return s.asking && last < 0 || s.reading && s.grid.Selected() == last
	}
	return s.asking && !s.Filtering() && slices.Contains([]string{"enter", "u", "y"}, key.String())
}

// Filtering tells whether the filter is being typed.
func (s *activity) Filtering() bool { return s.filter.Focused() }

// Owns tells whether the filter has the keyboard and uses the key.
func (s *activity) Owns(key tea.KeyMsg) bool { return s.filter.Focused() && s.filter.Owns(key) }

func (s *activity) filterBy(text string) tea.Cmd {
	query := s.query
	query.Text = text
	return s.ask(query)
}

// Actions are what can be done on the log and the selected entry.
func (s *activity) Actions() []action {
	if s.Filtering() {
		return append([]action{
			{keys: []string{"enter", "tab", "shift+tab"}, name: locale.ActionKeepFilter, perform: func() tea.Cmd { s.filter.Blur(); return nil }},
			{keys: []string{"esc"}, name: locale.ActionClearFilter, perform: s.clear},
		}, s.movement()...)
	}
	why := ""
	if s.selected().Sequence == 0 {
		why = s.Words.Text(locale.WhyNothingSelected)
	}
	actions := []action{
		{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: cmp.Or(why, s.whyNotOpen()), perform: s.open},
		{keys: []string{"u"}, name: locale.ActionUndo, whyNot: why, perform: func() tea.Cmd { return s.undo(undoTarget{sequence: s.selected().Sequence}) }},
		{keys: []string{"/"}, name: locale.ActionFilter, perform: func() tea.Cmd { s.filter.Focus(); return nil }},
		{keys: []string{"f"}, name: locale.ActionFilterForm, perform: func() tea.Cmd { return s.Push(newActivityFilter(s)) }},
		{keys: []string{"x"}, name: locale.ActionExportLog, whyNot: s.whyNotMay(model.VerbExport, 0), perform: func() tea.Cmd { return s.Push(newLogExport(s.App, s.query)) }},
		{keys: []string{"y"}, name: locale.ActionCopyHead, perform: func() tea.Cmd { return s.copyText(fmt.Sprintf("%x", s.shown.Head.Hash)) }},
	}
	if s.query != (model.ActivityQuery{}) {
		actions = append(actions, action{keys: []string{"esc", "backspace"}, name: locale.ActionShowAll, perform: s.clear})
	}
	return slices.Concat(actions, s.movement(), s.scrolling())
}

func (s *activity) scrolling() []action {
	return []action{
		{keys: []string{"right", "l"}, name: locale.DetailDown, quiet: true, perform: func() tea.Cmd { return s.scrollBy(1) }},
		{keys: []string{"left", "h"}, name: locale.DetailUp, quiet: true, perform: func() tea.Cmd { return s.scrollBy(-1) }},
	}
}

func (s *activity) movement() []action {
	return moving(s.grid, func() tea.Cmd { s.scroll = 0; return s.readOlder() })
}

// clear shows everything again.
func (s *activity) clear() tea.Cmd {
	s.filter.Blur()
	s.filter.SetValue("")
	return s.ask(model.ActivityQuery{})
}
