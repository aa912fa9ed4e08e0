package table

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sync"

	"benefitdesk/model"
)

// Column is what a view is sorted by.
type Column uint8

// The columns.
const (
	ByDue Column = iota
	ByName
	BySource
	ByProduct
	ByLink
	ByQuantity
	ByUsed
	ByExpires
	BySince
	ByStatus
)

// Columns lists all columns.
func Columns() []Column {
	return []Column{ByDue, ByName, BySource, ByProduct, ByLink, ByQuantity, ByUsed, ByExpires, BySince, ByStatus}
}

// Sort gives the same rows in the order of a column. Rows that are equal in it
// are ordered by due date and id, ascending; what is missing comes last either
// way. Unlimited is more than any number. The status is that of the day of the
// last Find, or the recorded one when there was none.
func (t *Table) Sort(by Column, descending bool) *Table {
	o := order{by: by, descending: descending}
	if by == ByStatus {
		o.day = t.filter.day
	}
	return t.sorted(o)
}

func (t *Table) sorted(o order) *Table {
	view := &Table{columns: t.columns, order: o, filter: t.filter, whole: t.whole}
	rows := t.ascending()
	if o != (order{}) {
		rows = sortByKey(rows, t.keys(rows, o))
	}
	view.visible = rows
	return view
}

// ascending gives the visible rows by number, which is by due date and id.
func (t *Table) ascending() []uint32 {
	if len(t.visible) < len(t.id)/64 {
		rows := slices.Clone(t.visible)
		slices.Sort(rows)
		return rows
	}
	here := make([]bool, len(t.id))
	for _, row := range t.visible {
		here[row] = true
	}
	rows := make([]uint32, 0, len(t.visible))
	for row, is := range here {
		if is {
			rows = append(rows, uint32(row))
		}
	}
	return rows
}

// Keys above all others: what is missing comes last in either direction, and
// Unlimited is more than any number.
const (
	missing   = math.MaxUint64
	unlimited = missing - 1
)

// keys gives a number for each row that sorts as its column does. The numbers
// are as small as can be, so that few of their digits differ.
func (t *Table) keys(rows []uint32, o order) []uint64 {
	value := t.value(o)
	keys := make([]uint64, len(rows))
	low, high := uint64(unlimited), uint64(0)
	for i, row := range rows {
		key := value(row)
		keys[i] = key
		if key < unlimited {
			low, high = min(low, key), max(high, key)
		}
	}
	span := max(high, low) - low + 1 // the place of unlimited
	for i, key := range keys {
		switch {
		case key == missing:
			keys[i] = span + 1
			continue
		case key == unlimited:
			key = span
		default:
			key -= low
		}
		if o.descending {
			key = span - key
		}
		keys[i] = key
	}
	return keys
}

// value gives the function from a row to its ascending key.
func (t *Table) value(o order) func(row uint32) uint64 {
	switch o.by {
	case ByName:
		rank := t.ranks.of(t.texts)
		return func(row uint32) uint64 { return rank[t.shownName(row)] }
	case BySource:
		rank := t.ranks.of(t.texts)
		return func(row uint32) uint64 { return rank[t.source[row]] }
	case ByProduct:
		rank := t.ranks.of(t.texts)
		return func(row uint32) uint64 { return rank[t.refs[t.product[row]].name] }
	case ByLink:
		rank := t.ranks.of(t.texts)
		return func(row uint32) uint64 { return rank[t.refs[t.link[row]].name] }
	case ByQuantity:
		return func(row uint32) uint64 { return amountKey(t.amount[row]) }
	case ByUsed:
		return func(row uint32) uint64 { return amountKey(t.used[row]) }
	case ByExpires:
		return func(row uint32) uint64 { return dateKey(t.expires[row]) }
	case BySince:
		return func(row uint32) uint64 { return dateKey(t.since[row]) }
	case ByStatus:
		return func(row uint32) uint64 { return t.statusKey(row, o.day) }
	}
	return func(row uint32) uint64 { return dateKey(t.due[row]) }
}

func dateKey(d model.Date) uint64 {
	if d.IsZero() {
		return missing
	}
	return uint64(uint32(d))
}

// amountKey moves the numbers so that negative ones come first.
func amountKey(n int64) uint64 {
	if n == model.Unlimited {
		return unlimited
	}
	return min(uint64(n)^1<<63, unlimited-1)
}

func (c *columns) statusKey(row uint32, day model.Date) uint64 {
	status := c.state[row].status
	if day != 0 && c.list > model.ListOf(model.GoToMarket) {
		status = model.Row{Status: status, Due: c.due[row], Since: c.since[row]}.StatusOn(c.list, day)
	}
	if status == 0 {
		return missing
	}
	return uint64(status)
}

// ranks are the places of the texts in their folded order; made when first
// needed.
type ranks struct {
	once  sync.Once
	ranks []uint64
}

func (r *ranks) of(d *dictionary) []uint64 {
	r.once.Do(func() { r.ranks = d.rank() })
	return r.ranks
}

// rank orders the texts by their folded form. Equal ones share a rank, and the
// empty text is missing.
func (d *dictionary) rank() []uint64 {
	type place struct {
		prefix uint64 // the first eight bytes decide most comparisons
		n      uint32
	}
	places := make([]place, d.len())
	for n := range places {
		var first [8]byte
		copy(first[:], d.fold(uint32(n)))
		places[n] = place{binary.BigEndian.Uint64(first[:]), uint32(n)}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.prefix != b.prefix {
			return cmp.Compare(a.prefix, b.prefix)
		}
		return bytes.Compare(d.fold(a.n), d.fold(b.n))
	})
	ranks := make([]uint64, len(places))
	for i, p := range places {
		switch {
		case len(d.fold(p.n)) == 0:
			ranks[p.n] = missing
		case i > 0 && bytes.Equal(d.fold(p.n), d.fold(places[i-1].n)):
			ranks[p.n] = ranks[places[i-1].n]
		default:
			ranks[p.n] = uint64(i)
		}
	}
	return ranks
}

// sortByKey sorts rows by their keys and leaves equal ones as they are: a
// radix sort that skips the digits in which all keys agree.
func sortByKey(rows []uint32, keys []uint64) []uint32 {
	const digit, digits = 11, 6
	from := pairs{rows, keys}
	var to pairs
	for shift := range digits {
		var starts [1 << digit]uint32
		for _, key := range from.keys {
			starts[key>>(shift*digit)&(1<<digit-1)]++
		}
		if len(keys) == 0 || starts[keys[0]>>(shift*digit)&(1<<digit-1)] == uint32(len(keys)) {
			continue
		}
		if to.rows == nil {
			to = pairs{make([]uint32, len(rows)), make([]uint64, len(rows))}
		}
		sum := uint32(0)
		for i, n := range starts {
			starts[i], sum = sum, sum+n
		}
		for i, key := range from.keys {
			at := &starts[key>>(shift*digit)&(1<<digit-1)]
			to.rows[*at], to.keys[*at] = from.rows[i], key
			*at++
		}
		from, to = to, from
	}
	return from.rows
}

type pairs struct {
	rows []uint32
	keys []uint64
}
