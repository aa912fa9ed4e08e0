// Package exchange turns files into records and records into files: what a
// partner admin can save or copy from Microsoft's portals and services, and
// the program's own portfolio. It decides what importing a file would change;
// it writes nothing to a store.
//
// A file is read into a little portfolio of its own: records that refer to
// each other by ids which mean something in that file only. Plan then finds
// each record among the known facts and tells what is new and what changes.
package exchange

import (
	"io"

	"benefitdesk/model"
)

// Limits of what is read; a file beyond them is refused with a *FormatError.
const (
	MaxRecord  = 1 << 20       // bytes of one record or line
	MaxCell    = model.MaxText // characters of one cell or value
	MaxColumns = 256
	MaxDepth   = 64 // of nested JSON
)

// DateOrder tells how 3/7/2023 is to be read.
type DateOrder uint8

// The date orders. Unknown is decided by the file, or not at all.
const (
	Unknown DateOrder = iota
	DayFirst
	MonthFirst
)

// Options say how a file is read.
type Options struct {
	Today     model.Date // the day on which what the file reports holds
	DateOrder DateOrder  // for files that don't tell by themselves
	SkipBad   bool       // take the good rows of a file that has bad ones
}

// File is what a file holds.
type File struct {
	Name  string         // as it may be shown
	Kind  string         // what it was taken for, one of Kinds
	Bad   []model.BadRow // rows that can't be used
	Notes []model.Notice

	source  *source
	entries []entry // ascending lines
	skipBad bool
	part    bool // one page of several
	today   model.Date
}

// entry is one record of a file. Its ids, and those it refers to, are the
// file's own.
type entry struct {
	line   int
	record model.Record
	told   []string // fields that the file states although they are zero
	side   bool     // a record that others refer to; not a row of its own
	cut    bool     // the portal cut the name short
	counts bool     // counts of a SKU: its id is a subscription's in either system, its total a stopgap
}

// Read reads a whole file, whatever it is called. Its error is a *SyntaxError,
// *FormatError, *UnsupportedError, *ErrDateOrder or what the reader returned;
// bad rows of a good file are no error here but in File.Bad.
func Read(name string, r io.Reader, opts Options) (File, error) {
	in, err := open(name, r)
	if err != nil {
		return File{}, err
	}
	b := newBuilder(in, opts)
	if in.startsJSON() {
		err = readJSON(in, b)
	} else {
		err = readTable(in, b)
	}
	if err != nil {
		return File{}, err
	}
	return b.finish()
}
