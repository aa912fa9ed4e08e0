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
	listing bool   // the whole list was not read yet, or not again
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
	w.ticket, w.finding = w.newTicket(), true
	return tea.Batch(w.readPage(w.ticket, w.spec.list), w.reload())
}

// reload reads the table and the selected record again.
func (w *workspace) reload() tea.Cmd {
	w.listing = true
	return tea.Batch(w.readTable(w.ticket, w.spec.list), w.readSelected())
}

// show puts rows on the grid and keeps the selected record selected.
func (w *workspace) show(t model.Table) {
	selected := w.grid.Selected()
	if i, ok := t.IndexOf(w.want); ok && w.want != 0 {
		selected = i
	} else if w.filter.Focused() {
		selected = 0
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
		return w.pageRead(msg)
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

// pageRead shows the first rows as long as nothing else is asked for.
func (w *workspace) pageRead(msg pageRead) tea.Cmd {
	if msg.ticket != w.ticket || w.full != nil || w.seek != 0 || msg.err != nil {
		return nil
	}
	w.finding = w.query != (gridQuery{})
	w.show(firstRows{msg.page})
	return w.readSelected()
}

func (w *workspace) tableRead(msg tableRead) tea.Cmd {
	if msg.list != w.spec.list || msg.ticket > w.ticket || msg.table == nil && msg.err == nil {
		return nil
	}
	if msg.err == nil && msg.revision < w.as {
		return nil // overtaken by a table that was read later
	}
	w.listing = false
	if msg.err != nil {
		return tea.Batch(w.Fail(msg.err), w.notRead())
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

// notRead goes on with the list as it was read before, if it was.
func (w *workspace) notRead() tea.Cmd {
	w.seek = 0
	if w.finding {
		return w.ask()
	}
	return nil
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
	w.finding = w.listing // asked again once the list is read
	if w.listing || w.full == nil {
		return nil
	}
	w.finding, w.ticket = true, w.newTicket()
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
// screen for the moment that takes; nothing acts on it any more. While a filter
// is typed the record stays wanted that was selected before, so that it does not
// matter which of the rows that fit half a word were shown.
func (w *workspace) readSelected() tea.Cmd {
	id := w.selected()
	if !w.filter.Focused() {
		w.want = id
	}
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

// Waits holds back the keys that act on the selected record until it is known
// which that is, and read, and those that ask for other rows until the ones that
// were asked for are there: what is selected then depends on them. Movement goes
// over the rows that are shown, as soon as there are any; only the end is that of
// the whole list.
func (w *workspace) Waits(key tea.KeyMsg) bool {
	finding := w.finding || w.seek != 0 || w.listing && w.awaits
	switch {
	case w.doing != 0, w.use.then != nil, w.reveal.asked:
		return true
	case w.Owns(key):
		return false
	case slices.Contains([]string{"end", "G"}, key.String()):
		return finding || w.listing && w.full == nil
	case needs(key, w.movement()):
		return finding && w.shown.Len() == 0
	case w.filter.Focused():
		return finding && !leaves(key)
	case slices.Contains(append(w.showingAll(), "f", "s", "S"), key.String()):
		return finding
	}
	return (finding || w.asked != 0) && needs(key, w.using(), w.editing(), w.pastActions(true), []action{w.undoing()})
}

// needs tells whether a key means one of some actions.
func needs(key tea.KeyMsg, actions ...[]action) bool {
	return slices.ContainsFunc(slices.Concat(actions...), func(a action) bool { return a.matches(key) })
}

// Owns tells whether the filter has the keyboard and uses the key.
func (w *workspace) Owns(key tea.KeyMsg) bool {
	return w.filter.Focused() && w.filter.Owns(key)
}

func (w *workspace) move(n int) tea.Cmd {
	w.grid.Move(n)
	return w.moved()
}

// moved reads the record that a person has selected.
func (w *workspace) moved() tea.Cmd {
	w.want = w.selected()
	return w.readSelected()
}
