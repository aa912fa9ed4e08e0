package table

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"benefitdesk/model"
)

// filter is what the rows of a view have passed.
type filter struct {
	words []word
	phase model.Phase
	day   model.Date
}

// narrows tells whether everything that passes f also passes old: its words
// go on where the old ones end, or are more.
func (f filter) narrows(old filter) bool {
	if old.phase != 0 && (f.phase != old.phase || f.day != old.day) {
		return false
	}
	for _, before := range old.words {
		if !slices.ContainsFunc(f.words, before.continuedBy) {
			return false
		}
	}
	return true
}

// Find gives the rows that a search fits on a day. They keep the order of the
// view. When the text has grown only the rows of this view are looked at. The
// error is that of the context.
func (t *Table) Find(ctx context.Context, search model.Search, day model.Date) (*Table, error) {
	wanted := filter{words: wordsOf(search), phase: search.Phase, day: day}
	from := t
	if !wanted.narrows(t.filter) {
		from = t.all()
	}
	found := &Table{columns: t.columns, order: t.order, filter: wanted, whole: t.all()}
	if len(wanted.words) == 0 && wanted.phase == 0 {
		found.visible = from.visible
		return found, ctx.Err()
	}
	test := t.tester(ctx, wanted, len(from.visible))
	found.visible = from.pass(ctx, test)
	return found, ctx.Err()
}

// all gives all rows in the order of this view.
func (t *Table) all() *Table {
	switch {
	case t.whole == nil:
		return t
	case t.whole.order == t.order:
		return t.whole
	}
	return t.whole.sorted(t.order)
}

// chunk is how many rows or texts are looked at between two looks at the
// context.
const chunk = 1 << 16

// parallel runs a function on the parts of a range, on all processors; a part
// is at least a chunk.
func parallel(n int, run func(part, start, end int)) (parts int) {
	parts = max(1, min(runtime.GOMAXPROCS(0), n/chunk))
	var all sync.WaitGroup
	for part := range parts {
		all.Go(func() { run(part, n*part/parts, n*(part+1)/parts) })
	}
	all.Wait()
	return parts
}

// pass gives the rows that pass a test, in order.
func (t *Table) pass(ctx context.Context, test func(row uint32) bool) []uint32 {
	found := make([][]uint32, runtime.GOMAXPROCS(0))
	parts := parallel(len(t.visible), func(part, start, end int) {
		for ; start < end && ctx.Err() == nil; start += chunk {
			for _, row := range t.visible[start:min(start+chunk, end)] {
				if test(row) {
					found[part] = append(found[part], row)
				}
			}
		}
	})
	return slices.Concat(found[:parts]...)
}

// sparse is the share of all rows up to which looking at the texts of each row
// is faster than looking through all texts first.
const sparse = 16

// tester makes the test of one row.
func (t *Table) tester(ctx context.Context, f filter, rows int) func(row uint32) bool {
	hits := make([]func(row uint32) bool, len(f.words))
	for i, word := range f.words {
		hits[i] = t.inTexts(ctx, word, rows)
	}
	return func(row uint32) bool {
		for i, word := range f.words {
			if !hits[i](row) && !word.inValues(t.columns, row, f.day) {
				return false
			}
		}
		return f.phase == 0 || t.dated(row).PhaseOn(t.list, f.day).Meets(f.phase)
	}
}

// inTexts makes the test whether a word occurs in the texts of a row, for some
// rows.
func (t *Table) inTexts(ctx context.Context, w word, rows int) func(row uint32) bool {
	if rows < len(t.id)/sparse {
		return func(row uint32) bool {
			return slices.ContainsFunc(t.textsOf(row), func(n uint32) bool { return strings.Contains(shared(t.texts.fold(n)), w.text) })
		}
	}
	hit := t.texts.find(ctx, []byte(w.text))
	return func(row uint32) bool {
		return hit[t.name[row]] || hit[t.source[row]] || hit[t.refs[t.product[row]].name] || hit[t.refs[t.link[row]].name]
	}
}

// textsOf are the numbers of the texts of a row.
func (c *columns) textsOf(row uint32) []uint32 {
	return []uint32{c.name[row], c.source[row], c.refs[c.product[row]].name, c.refs[c.link[row]].name}
}

// dated is what of a row its status on a day depends on.
func (c *columns) dated(row uint32) model.Row {
	return model.Row{Status: c.state[row].status, Due: c.due[row], Expires: c.expires[row], Since: c.since[row]}
}

// find tells of each text whether a word occurs in it.
func (d *dictionary) find(ctx context.Context, word []byte) []bool {
	hit := make([]bool, d.len())
	parallel(d.len(), func(_, start, end int) {
		for ; start < end && ctx.Err() == nil; start += chunk {
			d.findIn(hit, word, start, min(start+chunk, end))
		}
	})
	return hit
}

// findIn searches some texts as one piece of memory, and goes on behind a text
// once the word was found in it.
func (d *dictionary) findIn(hit []bool, word []byte, start, end int) {
	at := uint32(0)
	if start > 0 {
		at = d.foldedEnd[start-1]
	}
	limit := d.foldedEnd[end-1]
	for n := start; at < limit; {
		found := bytes.Index(d.folded[at:limit], word)
		if found < 0 {
			return
		}
		at += uint32(found)
		n += after(d.foldedEnd[n:end], at)
		hit[n] = true
		at = d.foldedEnd[n]
		n++
	}
}

// after counts the ends up to a place: a few steps, then halving.
func after(ends []uint32, at uint32) int {
	const steps = 8
	for i, end := range ends[:min(steps, len(ends))] {
		if end > at {
			return i
		}
	}
	i, _ := slices.BinarySearch(ends, at+1)
	return i
}
