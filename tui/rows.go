package tui

import (
	"context"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
)

// gridRows lets a grid draw a table by a spec.
type gridRows struct {
	table model.Table
	spec  *spec
	view  *cellView
}

func (g gridRows) Len() int { return g.table.Len() }

func (g gridRows) Cells(i int, into []kit.Cell) []kit.Cell {
	row := g.table.Row(i)
	for _, c := range g.spec.columns {
		into = append(into, c.cell(g.view, row))
	}
	return into
}

// firstRows is the table of a list's first page, shown until the whole list is
// in memory.
type firstRows struct{ page model.Page }

func (f firstRows) Len() int                { return len(f.page.Rows) }
func (f firstRows) Row(i int) model.Row     { return f.page.Rows[i] }
func (f firstRows) Name(id model.ID) string { return f.page.Names[id] }

func (f firstRows) IndexOf(id model.ID) (int, bool) {
	for i, row := range f.page.Rows {
		if row.ID == id {
			return i, true
		}
	}
	return 0, false
}

// Find and Sort wait for the whole list.
func (f firstRows) Find(context.Context, model.Search) (model.Table, error) { return f, nil }
func (f firstRows) Sort(model.Column, bool) model.Table                     { return f }
