package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// workspace is the grid screen of one list with the detail of the selected
// record.
type workspace struct {
	*App
	spec    *spec
	grid    *kit.Grid
	filter  *kit.Field
	query   gridQuery
	full    model.Table    // the whole list; nil until it is read
	as      model.Revision // what full was read at
	shown   model.Table
	ticket  ticket // of the latest question about rows
	finding bool   // it was not answered yet
	asked   ticket // about the selected record; 0: it is known
	want    model.ID
	seek    model.ID // to be selected once the list is read
	awaits  bool     // a record that was just added is to be selected
	last    model.ID // the newest record before it
	dossier model.Dossier
	reveal  reveal
	use     keyUse
	doing   ticket // of the command that is being carried out
	size    kit.Size

	// pick is set where a row is only to be chosen.
	pick func(model.Dossier) tea.Cmd
}

func newWorkspace(a *App, s *spec, first model.Page) *workspace {
	w := &workspace{App: a, spec: s, grid: kit.NewGrid(a.Theme), filter: kit.NewField(a.Theme)}
	columns := make([]kit.Column, len(s.columns))
	for i, c := range s.columns {
		columns[i] = c.width
		columns[i].Title = a.Words.Text(c.title)
		if c.short != 0 {
			columns[i].Short = a.Words.Text(c.short)
		}
	}
	w.grid.SetColumns(columns)
	w.query = s.query()
	w.sorted()
	w.filter.SetPlaceholder(a.Words.Text(locale.FilterPlaceholder))
	w.show(firstRows{first})
	return w
}

// Init reads the list: its first page at once, the whole table behind it.
func (w *workspace) Init() tea.Cmd {
	if w.shown.Len() > 0 {
		return w.reload()
	}
	w.ticket = w.newTicket()
	return tea.Batch(w.readPage(w.ticket, w.spec.list), w.reload())
}

// reload reads the table and the selected record again.
func (w *workspace) reload() tea.Cmd {
	return tea.Batch(w.readTable(w.ticket, w.spec.list), w.readSelected())
}

// show puts rows on the grid and keeps the selected record selected.
func (w *workspace) show(t model.Table) {
	selected := w.grid.Selected()
	if w.want != 0 {
		if i, ok := t.IndexOf(w.want); ok {
			selected = i
		}
	}
	w.shown = t
	w.grid.SetEmpty(w.nothingShown())
	w.grid.SetRows(gridRows{t, w.spec, &cellView{w.Session, w.spec.list, t.Name}}, selected)
}

// nothingShown says why no rows are shown.
func (w *workspace) nothingShown() string {
	switch {
	case w.query != w.spec.query():
		return w.Words.Text(locale.NothingFits)
	case w.full != nil && w.spec.list.Kind() == model.KindBenefit:
		return w.noBenefits()
	case w.full != nil:
		return w.Words.Text(locale.NothingHere)
	}
	return ""
}

// Update takes up answers and typed text.
func (w *workspace) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return w.typed(msg)
	case pageRead:
		if msg.ticket == w.ticket && w.full == nil && w.seek == 0 && msg.err == nil {
			w.show(firstRows{msg.page})
			return w.readSelected()
		}
	case tableRead:
		return w.tableRead(msg)
	case viewFound:
		return w.found(msg)
	case dossierRead:
		return w.dossierRead(msg)
	case keyRevealed:
		return w.revealed(msg)
	case commandDone:
		return w.done(msg)
	case revealEnded:
		if msg.ticket == w.reveal.ticket {
			return w.hideKey()
		}
	case refundsRead:
		return w.refundsKnown(msg)
	case factsChanged:
		return w.reload()
	}
	return nil
}

func (w *workspace) tableRead(msg tableRead) tea.Cmd {
	if msg.list != w.spec.list || msg.ticket > w.ticket || msg.table == nil && msg.err == nil {
		return nil
	}
	if msg.err == nil && msg.revision < w.as {
		return nil // overtaken by a table that was read later
	}
	if msg.err != nil {
		w.finding, w.seek = false, 0
		return w.Fail(msg.err)
	}
	w.full, w.as = msg.table, msg.revision
	if w.seek != 0 {
		w.want, w.seek = w.seek, 0
	}
	if w.awaits {
		if id := newest(w.full); id > w.last {
			w.awaits, w.want = false, id
		}
	}
	if w.query == (gridQuery{}) {
		w.finding = false
		w.ticket = w.newTicket() // an answer still to come is from the table before
		w.show(msg.table)
		return w.readSelected()
	}
	return w.ask()
}

// Filtering tells whether the filter is being typed.
func (w *workspace) Filtering() bool { return w.filter.Focused() }

// awaitNew selects the record that was just added, once the list is read.
func (w *workspace) awaitNew() { w.awaits, w.last = true, newest(w.full) }

// newest is the id of the record that was added last: ids ascend.
func newest(t model.Table) (id model.ID) {
	if t == nil {
		return 0
	}
	for i := range t.Len() {
		id = max(id, t.Row(i).ID)
	}
	return id
}

func (w *workspace) found(msg viewFound) tea.Cmd {
	if msg.ticket != w.ticket {
		return nil
	}
	w.finding = false
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	w.show(msg.table)
	return w.readSelected()
}

func (w *workspace) dossierRead(msg dossierRead) tea.Cmd {
	switch {
	case msg.ticket != w.asked || msg.err == nil && msg.dossier.Record.Ref() != w.ref():
		return nil // another screen may have asked under the same number
	case msg.err != nil:
		w.dossier, w.asked = model.Dossier{}, 0
		return w.Fail(msg.err)
	}
	w.dossier, w.asked = msg.dossier, 0
	return nil
}

// ask filters and sorts the list by the query.
func (w *workspace) ask() tea.Cmd {
	w.finding = true
	if w.full == nil {
		return nil // asked again once the list is read
	}
	w.ticket = w.newTicket()
	return w.findRows(w.ticket, w.full, w.spec.list, w.query)
}

// selected is the id of the selected row, 0 where there is none.
func (w *workspace) selected() model.ID {
	if w.shown.Len() == 0 {
		return 0
	}
	return w.shown.Row(w.grid.Selected()).ID
}

func (w *workspace) ref() model.Ref {
	return model.Ref{Kind: w.spec.list.Kind(), ID: w.selected()}
}

// readSelected reads the selected record. The one shown before stays on the
// screen for the moment that takes; nothing acts on it any more.
func (w *workspace) readSelected() tea.Cmd {
	id := w.selected()
	w.want = id
	if w.record() == nil {
		w.reveal = reveal{ticket: w.reveal.ticket}
	}
	if id == 0 {
		w.dossier, w.asked = model.Dossier{}, 0
		return nil
	}
	w.asked = w.newTicket()
	return w.readDossier(w.asked, w.ref())
}

// record is the selected record, nil until it is read.
func (w *workspace) record() model.Record {
	if w.dossier.Record == nil || w.dossier.Record.Ref() != w.ref() {
		return nil
	}
	return w.dossier.Record
}

// keys are the product keys of the selected record.
func (w *workspace) keys() []model.ProductKey {
	if w.record() == nil {
		return nil
	}
	return w.dossier.Keys
}

// Waits holds back the keys that act on the selected record until it is read,
// and all but typing until the rows that were asked for are there.
func (w *workspace) Waits(key tea.KeyMsg) bool {
	if w.filter.Focused() {
		return false
	}
	if w.finding || w.doing != 0 || w.seek != 0 || w.use.then != nil {
		return true
	}
	if w.asked == 0 {
		return false
	}
	needsRecord := slices.Concat(w.using(), w.editing(), w.pastActions(true))
	return slices.ContainsFunc(needsRecord, func(a action) bool { return a.matches(key) })
}

// Owns tells whether the filter has the keyboard and uses the key.
func (w *workspace) Owns(key tea.KeyMsg) bool {
	return w.filter.Focused() && w.filter.Owns(key)
}

func (w *workspace) move(n int) tea.Cmd {
	w.grid.Move(n)
	return w.readSelected()
}
