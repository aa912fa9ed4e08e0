package exchange

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"benefitdesk/model"
)

// builder collects the records of a file.
type builder struct {
	in      *input
	opts    Options
	dates   dates
	source  *source
	file    File
	pending []row  // rows whose dates can't be read yet
	heading string // the tab that was named last
	open    []int  // lines of rows that do not tell their workspace
	lastID  model.ID
	seen    map[string]seen   // by an identity that may occur once only
	refs    map[model.Ref]int // lines of a portfolio's records
	keys    keysRead          // of a portfolio
}

type seen struct {
	id   model.ID
	line int
}

func newBuilder(in *input, opts Options) *builder {
	return &builder{in: in, opts: opts, file: File{Name: in.name, skipBad: opts.SkipBad, today: opts.Today}, seen: map[string]seen{}, refs: map[model.Ref]int{}, keys: newKeysRead()}
}

// row has the source read a row; what is wrong with the row alone is noted.
func (b *builder) row(r row) error {
	if b.source.row == nil {
		return &UnsupportedError{b.in.name, b.source.kind}
	}
	err := b.read(r)
	if errors.Is(err, errUndecided) {
		r.cells = slices.Clone(r.cells)
		b.pending = append(b.pending, r)
		return nil
	}
	return b.unusable(r.line, err)
}

func (b *builder) read(r row) error {
	if err := r.check(b.source.reads); err != nil {
		return err
	}
	if err := b.witness(r); err != nil {
		return err
	}
	return b.source.row(b, r)
}

// unusable lists a bad row, and gives back any other error.
func (b *builder) unusable(line int, err error) error {
	var reason *badRow
	if errors.As(err, &reason) {
		b.file.Bad = append(b.file.Bad, model.BadRow{Line: line, Reason: reason.reason})
		return nil
	}
	return err
}

// finish reads the rows that waited for the order of day and month.
func (b *builder) finish() (File, error) {
	if len(b.pending) > 0 && b.dates.order == Unknown {
		if b.opts.DateOrder == Unknown {
			return File{}, &ErrDateOrder{b.in.name, shown(b.dates.example)}
		}
		b.dates.order = b.opts.DateOrder
	}
	for _, r := range b.pending {
		if err := b.unusable(r.line, b.source.row(b, r)); err != nil {
			return File{}, err
		}
	}
	if len(b.file.entries)+len(b.file.Bad) == 0 && !b.portfolio() {
		return File{}, b.in.wrong(CodeNoRecords)
	}
	slices.SortStableFunc(b.file.entries, func(x, y entry) int { return x.line - y.line })
	slices.SortStableFunc(b.file.Bad, func(x, y model.BadRow) int { return x.Line - y.Line })
	if b.source.finish != nil {
		if err := b.source.finish(b); err != nil {
			return File{}, err
		}
	}
	b.uniteProducts()
	b.file.Kind, b.file.source = string(b.source.kind), b.source
	return b.file, nil
}

// add adds a row's record under a new id of the file.
func (b *builder) add(line int, record model.Record, told ...string) (model.ID, error) {
	if err := cmp.Or(record.Valid(), model.NoKeyInTexts(record)); err != nil {
		return 0, &badRow{reasonOf(err)}
	}
	b.lastID++
	b.file.entries = append(b.file.entries, entry{line: line, record: model.WithID(record, b.lastID), told: told})
	return b.lastID, nil
}

// once is add for records of which a file has one for an identity.
func (b *builder) once(line int, identity string, record model.Record, told ...string) error {
	if first, ok := b.seen[identity]; ok {
		return bad(SameRow, first.line)
	}
	id, err := b.add(line, record, told...)
	if err == nil {
		b.seen[identity] = seen{id, line}
	}
	return err
}

// refer gives the id of a record that a row refers to, and adds it when it is
// the first to do so; 0 for a record that is not valid.
func (b *builder) refer(line int, record model.Record) model.ID {
	if record.Valid() != nil {
		return 0
	}
	identity := fmt.Sprint(record.Ref().Kind, "\x1f", strings.Join(record.Identities(), "\x1e"))
	if first, ok := b.seen[identity]; ok {
		return first.id
	}
	b.lastID++
	b.file.entries = append(b.file.entries, entry{line: line, record: model.WithID(record, b.lastID), side: true})
	b.seen[identity] = seen{b.lastID, line}
	return b.lastID
}

// asOf is the day for which a file speaks: today, but not after the change of
// state that it announces as still to come.
func (b *builder) asOf(next model.Date) model.Date {
	if next.IsZero() {
		return b.opts.Today
	}
	return min(b.opts.Today, next)
}

// statusNote begins a note that keeps a status which is not known.
const statusNote = "status: "

// unknownStatus tells of such a status, and gives the note that keeps it.
func (b *builder) unknownStatus(line int, text string) string {
	b.note(CodeUnknownValue, line, model.Field("status"), shown(text))
	return statusNote + text
}

func (b *builder) note(code model.Code, args ...any) {
	b.file.Notes = append(b.file.Notes, notice(code, args...))
}
