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
	// Find keeps the rows in which every word of a query occurs and whose
	// phase passes a quick filter (0: all). The error is the context's.
	Find(ctx context.Context, query string, phase Phase) (Table, error)
	Sort(by Column, descending bool) Table
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
