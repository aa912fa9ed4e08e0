// Package table keeps the rows of a list as columns in memory, so that
// searching and sorting a million of them takes milliseconds. It is derived
// data: the store stays the truth, and a table is built anew when that changes.
package table

import (
	"cmp"
	"slices"

	"benefitdesk/model"
)

// Table is a view of the rows of a list: some of them, in some order. Find and
// Sort give new views, which share the columns and differ in a list of row
// numbers. A view never changes, so several goroutines may use it.
type Table struct {
	*columns
	visible []uint32 // row numbers in the order of the view
	order   order
	filter  filter
	whole   *Table // all rows, in an order of its own; nil: this is it
}

// order is how a view is sorted; the zero value is by due date and id.
type order struct {
	by         Column
	descending bool
	day        model.Date // of the status shown; 0 for other columns
}

// columns are the rows of a list, by ascending due date and id, those without
// a due date last. Texts are numbers of a dictionary, since most occur often.
type columns struct {
	list    model.List
	texts   *dictionary
	refs    []reference // of product and link; the first is none
	id      []model.ID
	name    []uint32 // in texts
	source  []uint32 // in texts
	product []uint32 // in refs
	link    []uint32 // in refs
	amount  []int64
	used    []int64
	due     []model.Date
	expires []model.Date
	since   []model.Date
	state   []state
	units   []unit
	ranks   ranks
}

// reference is a record that rows refer to, and its name.
type reference struct {
	id   model.ID
	name uint32 // in texts
}

// state is the status of a row, and the number of its unit in units.
type state struct {
	status model.Status
	unit   uint8
}

type unit struct {
	unit     model.Unit
	currency string
}

// List is the list whose rows these are.
func (t *Table) List() model.List { return t.list }

// Len is the number of visible rows.
func (t *Table) Len() int { return len(t.visible) }

// Row gives the visible row with an index from 0 to Len-1.
func (t *Table) Row(i int) model.Row { return t.row(t.visible[i]) }

// Name gives the name of a record that rows refer to by Product or Link, as
// it was when the table was built; "" when there is none.
func (t *Table) Name(id model.ID) string {
	i, found := slices.BinarySearchFunc(t.refs, id, func(r reference, id model.ID) int { return cmp.Compare(r.id, id) })
	if !found {
		return ""
	}
	return t.texts.text(t.refs[i].name)
}

// IndexOf gives the index of the visible row of a record, or -1.
func (t *Table) IndexOf(id model.ID) int {
	row := slices.Index(t.id, id)
	if row < 0 {
		return -1
	}
	return slices.Index(t.visible, uint32(row))
}

func (c *columns) row(n uint32) model.Row {
	u := c.units[c.state[n].unit]
	return model.Row{
		ID: c.id[n], Name: c.texts.text(c.name[n]), Source: c.texts.text(c.source[n]),
		Product: c.refs[c.product[n]].id, Link: c.refs[c.link[n]].id,
		Quantity: model.Quantity{Amount: c.amount[n], Unit: u.unit, Currency: u.currency}, Used: c.used[n],
		Due: c.due[n], Expires: c.expires[n], Since: c.since[n], Status: c.state[n].status,
	}
}

// shownName is the text that the name column shows: a row without a name of
// its own has that of its product.
func (c *columns) shownName(n uint32) uint32 {
	if c.name[n] != noText {
		return c.name[n]
	}
	return c.refs[c.product[n]].name
}
