package model

import "context"

// Table is a whole list in memory, or a filtered or sorted view of one. It is
// derived data and never changes.
type Table interface {
	Len() int
	Row(i int) Row
	// Name is the name of a product, person or tenant that rows refer to.
	Name(id ID) string
	IndexOf(id ID) (i int, ok bool)
	// Find keeps the rows that a search fits. The error is the context's.
	Find(ctx context.Context, search Search) (Table, error)
	Sort(by Column, descending bool) Table
}

// Search is what rows are looked for by. Every word of the text occurs in a
// name, program, product or holder of the row, or in what its status or its unit
// is called; or a date, written from the year on, or the quantity begins with it.
type Search struct {
	Text  string
	Phase Phase // of a quick filter; 0: all
	// Called is what the reader's language calls a status, of rows whose phase
	// is Expired or of others; nil: no text finds a status.
	Called func(status Status, expired bool) string
	Unit   func(Unit) string // what it calls a unit; nil as well
}

// Column is a column that a table can be sorted by.
type Column uint8

// The columns.
const (
	ByDue Column = iota + 1
	ByName
	BySource
	ByLink
	ByQuantity
	ByUsed
	ByExpires
	BySince
	ByStatus
)

var columnNames = []string{"due", "name", "source", "link", "quantity", "used", "expires", "since", "status"}

func (c Column) String() string               { return nameOf(columnNames, c) }
func (c Column) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the name that String gives.
func (c *Column) UnmarshalText(text []byte) (err error) {
	*c, err = valueOf[Column](columnNames, string(text), "column")
	return err
}
