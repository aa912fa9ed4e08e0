package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// gridQuery is what a person asks of a list.
type gridQuery struct {
	text       string
	phase      model.Phase
	sort       model.Column
	descending bool
}

// workspace is the grid screen of one list with the detail of the selected
// record.
type workspace struct {
	*App
	spec    *spec
	grid    *kit.Grid
	filter  *kit.Field
	query   gridQuery
	full    model.Table // the whole list; nil until it is read
	shown   model.Table
	ticket  ticket // of the latest question about rows
	asked   ticket // of the latest question about a record
	want    model.ID
	dossier model.Dossier
	reveal  reveal
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
	}
	w.grid.SetColumns(columns)
	w.grid.SetSort(w.columnOf(model.ByDue), false)
	w.filter.SetPlaceholder(a.Words.Text(locale.FilterPlaceholder))
	w.show(firstRows{first})
	return w
}

// Init reads the list: its first page at once, the whole table behind it.
func (w *workspace) Init() tea.Cmd {
	if w.shown.Len() > 0 {
		return w.reload()
	}
	w.ticket++
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
	w.grid.SetRows(gridRows{t, w.spec, &cellView{w.Session, w.spec.list, t.Name}}, selected)
}

// Update takes up answers and typed text.
func (w *workspace) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return w.typed(msg)
	case pageRead:
		if msg.ticket == w.ticket && w.full == nil && msg.err == nil {
			w.show(firstRows{msg.page})
			return w.readSelected()
		}
	case tableRead:
		return w.tableRead(msg)
	case viewFound:
		if msg.ticket == w.ticket && msg.err == nil {
			w.show(msg.table)
			return w.readSelected()
		}
	case dossierRead:
		if msg.ticket == w.asked && msg.err == nil {
			w.dossier = msg.dossier
		}
	case keyRevealed:
		return w.revealed(msg)
	case revealEnded:
		if msg.ticket == w.reveal.ticket {
			w.reveal = reveal{ticket: w.reveal.ticket}
		}
	case factsChanged:
		return w.reload()
	}
	return nil
}

func (w *workspace) tableRead(msg tableRead) tea.Cmd {
	if msg.ticket > w.ticket || msg.table == nil && msg.err == nil {
		return nil
	}
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	w.full = msg.table
	if w.query == (gridQuery{}) {
		w.show(msg.table)
		return w.readSelected()
	}
	return w.ask()
}

// ask filters and sorts the list by the query.
func (w *workspace) ask() tea.Cmd {
	if w.full == nil {
		return nil
	}
	w.ticket++
	return w.findRows(w.ticket, w.full, w.query)
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

// readSelected reads the selected record, and drops the one shown when the
// selection moved.
func (w *workspace) readSelected() tea.Cmd {
	id := w.selected()
	w.want = id
	if w.dossier.Record != nil && w.dossier.Record.Ref() != w.ref() {
		w.dossier = model.Dossier{}
		w.reveal = reveal{ticket: w.reveal.ticket}
	}
	if id == 0 {
		return nil
	}
	w.asked++
	return w.readDossier(w.asked, w.ref())
}

// record is the selected record as far as it was read.
func (w *workspace) record() model.Record { return w.dossier.Record }

// Owns tells whether the filter has the keyboard and uses the key.
func (w *workspace) Owns(key tea.KeyMsg) bool {
	if !w.filter.Focused() {
		return false
	}
	switch key.String() {
	case "esc", "enter", "up", "down":
		return true
	}
	return w.filter.Owns(key)
}

// typed is a key for the filter: Enter keeps it, Esc clears it.
func (w *workspace) typed(key tea.KeyMsg) tea.Cmd {
	switch key.String() {
	case "enter":
		w.filter.Blur()
		return nil
	case "esc":
		w.filter.Blur()
		w.filter.SetValue("")
	case "up":
		return w.move(-1)
	case "down":
		return w.move(1)
	default:
		if !w.filter.Update(key) {
			return nil
		}
	}
	if w.query.text == w.filter.Value() {
		return nil
	}
	w.query.text = w.filter.Value()
	return w.ask()
}

func (w *workspace) move(n int) tea.Cmd {
	w.grid.Move(n)
	return w.readSelected()
}

// columnOf is the place of the first column with a sort order, -1 for none.
func (w *workspace) columnOf(sort model.Column) int {
	for i, c := range w.spec.columns {
		if c.sort == sort {
			return i
		}
	}
	return -1
}

// sortNext sorts by the column after the present one.
func (w *workspace) sortNext() tea.Cmd {
	current := w.query.sort
	if current == 0 {
		current = model.ByDue
	}
	at := w.columnOf(current)
	for range w.spec.columns {
		at = (at + 1) % len(w.spec.columns)
		if next := w.spec.columns[at].sort; next != 0 {
			w.query.sort, w.query.descending = next, false
			break
		}
	}
	w.grid.SetSort(at, false)
	return w.ask()
}

func (w *workspace) sortReverse() tea.Cmd {
	if w.query.sort == 0 {
		w.query.sort = model.ByDue
	}
	w.query.descending = !w.query.descending
	w.grid.SetSort(w.columnOf(w.query.sort), w.query.descending)
	return w.ask()
}

// filterNext goes on to the next quick filter, and back to all after the last.
func (w *workspace) filterNext() tea.Cmd {
	phases := append([]model.Phase{0}, w.phases()...)
	w.query.phase = phases[(slices.Index(phases, w.query.phase)+1)%len(phases)]
	return w.ask()
}
