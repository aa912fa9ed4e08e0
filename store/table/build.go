package table

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"

	"benefitdesk/model"
)

// ErrTooLarge means that a list has more text than a table takes, 1 GiB.
var ErrTooLarge = errors.New("the list is too large to be searched")

// Build makes a table of the rows of a list, with room for the number of them
// that is expected. The names of products and links are looked up once each. An
// error of the rows, or of the context, ends it.
func Build(ctx context.Context, list model.List, expected int, rows iter.Seq2[model.Row, error], names func(model.ID) string) (*Table, error) {
	b := &builder{
		columns: newColumns(list, expected),
		names:   names, refs: map[model.ID]uint32{}, units: map[unit]uint8{},
	}
	b.reference(0)
	for row, err := range rows {
		if err == nil && len(b.id)%1024 == 0 {
			err = ctx.Err()
		}
		if err == nil {
			err = b.add(row)
		}
		if err != nil {
			return nil, err
		}
	}
	b.finish()
	return &Table{columns: b.columns, visible: numbers(len(b.id))}, nil
}

// builder fills the columns.
type builder struct {
	*columns
	names func(model.ID) string
	refs  map[model.ID]uint32
	units map[unit]uint8
}

// newColumns makes room for n rows: a column that grows as it is filled is
// copied each time, and a key has to wait while the runtime copies.
func newColumns(list model.List, n int) *columns {
	return &columns{
		list: list, texts: newDictionary(),
		id: make([]model.ID, 0, n), state: make([]state, 0, n),
		name: make([]uint32, 0, n), source: make([]uint32, 0, n),
		product: make([]uint32, 0, n), link: make([]uint32, 0, n),
		amount: make([]int64, 0, n), used: make([]int64, 0, n),
		due: make([]model.Date, 0, n), expires: make([]model.Date, 0, n), since: make([]model.Date, 0, n),
	}
}

func (b *builder) add(row model.Row) error {
	name, ok1 := b.texts.number(row.Name)
	source, ok2 := b.texts.number(row.Source)
	product, ok3 := b.reference(row.Product)
	link, ok4 := b.reference(row.Link)
	unit, ok5 := b.unit(unit{row.Quantity.Unit, row.Quantity.Currency})
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 {
		return ErrTooLarge
	}
	b.id = append(b.id, row.ID)
	b.name = append(b.name, name)
	b.source = append(b.source, source)
	b.product = append(b.product, product)
	b.link = append(b.link, link)
	b.amount = append(b.amount, row.Quantity.Amount)
	b.used = append(b.used, row.Used)
	b.due = append(b.due, row.Due)
	b.expires = append(b.expires, row.Expires)
	b.since = append(b.since, row.Since)
	b.state = append(b.state, state{row.Status, unit})
	return nil
}

func (b *builder) reference(id model.ID) (n uint32, ok bool) {
	if n, ok := b.refs[id]; ok {
		return n, true
	}
	name := ""
	if id != 0 {
		name = b.names(id)
	}
	text, ok := b.texts.number(name)
	n = uint32(len(b.columns.refs))
	b.refs[id] = n
	b.columns.refs = append(b.columns.refs, reference{id, text})
	return n, ok
}

func (b *builder) unit(u unit) (n uint8, ok bool) {
	if n, ok := b.units[u]; ok {
		return n, true
	}
	if len(b.columns.units) > 255 {
		return 0, false
	}
	n = uint8(len(b.columns.units))
	b.units[u] = n
	b.columns.units = append(b.columns.units, u)
	return n, true
}

// finish brings rows and references into their order, and gives back memory.
func (b *builder) finish() {
	b.texts.finish()
	b.sortRefs()
	if order := b.outOfOrder(); order != nil {
		b.reorder(order)
	}
	c := b.columns
	c.id, c.name, c.source, c.product, c.link = clip(c.id), clip(c.name), clip(c.source), clip(c.product), clip(c.link)
	c.amount, c.used, c.state = clip(c.amount), clip(c.used), clip(c.state)
	c.due, c.expires, c.since = clip(c.due), clip(c.expires), clip(c.since)
}

// sortRefs orders the references by id, so that Name finds them.
func (b *builder) sortRefs() {
	c := b.columns
	order := numbers(len(c.refs))
	slices.SortFunc(order, func(i, j uint32) int { return cmp.Compare(c.refs[i].id, c.refs[j].id) })
	place := make([]uint32, len(order))
	sorted := make([]reference, len(order))
	for to, from := range order {
		place[from], sorted[to] = uint32(to), c.refs[from]
	}
	c.refs = sorted
	for n := range c.id {
		c.product[n], c.link[n] = place[c.product[n]], place[c.link[n]]
	}
}

// outOfOrder gives the right order of the rows, nil when they came in it.
func (b *builder) outOfOrder() []uint32 {
	c := b.columns
	byDue := func(i, j uint32) int {
		// Without a date the unsigned number before it is the largest.
		if d := cmp.Compare(uint32(c.due[i])-1, uint32(c.due[j])-1); d != 0 {
			return d
		}
		return cmp.Compare(c.id[i], c.id[j])
	}
	sorted := true
	for n := 1; n < len(c.id) && sorted; n++ {
		sorted = byDue(uint32(n-1), uint32(n)) < 0
	}
	if sorted {
		return nil
	}
	order := numbers(len(c.id))
	slices.SortFunc(order, byDue)
	return order
}

func (b *builder) reorder(order []uint32) {
	c := b.columns
	c.id, c.name, c.source = pick(c.id, order), pick(c.name, order), pick(c.source, order)
	c.product, c.link = pick(c.product, order), pick(c.link, order)
	c.amount, c.used, c.state = pick(c.amount, order), pick(c.used, order), pick(c.state, order)
	c.due, c.expires, c.since = pick(c.due, order), pick(c.expires, order), pick(c.since, order)
}

func pick[E any](from []E, order []uint32) []E {
	to := make([]E, len(order))
	for i, n := range order {
		to[i] = from[n]
	}
	return to
}

func numbers(n int) []uint32 {
	all := make([]uint32, n)
	for i := range all {
		all[i] = uint32(i)
	}
	return all
}
