package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// gridQuery is what a person asks of a list.
type gridQuery struct {
	text       string
	phase      model.Phase
	sort       model.Column
	descending bool
}

// typed is a key for the filter.
func (w *workspace) typed(key tea.KeyMsg) tea.Cmd {
	if !w.filter.Update(key) {
		return nil
	}
	return w.filterBy(w.filter.Value())
}

// filterBy shows the rows that a text fits.
func (w *workspace) filterBy(text string) tea.Cmd {
	if w.query.text == text {
		return nil
	}
	w.query.text = text
	return w.ask()
}

// keepFilter gives the keyboard back to the list.
func (w *workspace) keepFilter() tea.Cmd {
	w.filter.Blur()
	w.want = w.selected()
	return nil
}

func (w *workspace) clearFilter() tea.Cmd {
	w.filter.Blur()
	w.filter.SetValue("")
	return w.filterBy("")
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

// sorted marks the column that the rows are sorted by.
func (w *workspace) sorted() {
	by := w.query.sort
	if by == 0 {
		by = model.ByDue
	}
	w.grid.SetSort(w.columnOf(by), w.query.descending)
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
