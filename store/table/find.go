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
	words []string
	phase model.Phase
	day   model.Date
}

// narrows tells whether everything that passes f also passes old: its words
// are longer or more.
func (f filter) narrows(old filter) bool {
	if old.phase != 0 && (f.phase != old.phase || f.day != old.day) {
		return false
	}
	for _, word := range old.words {
		if !slices.ContainsFunc(f.words, func(w string) bool { return strings.Contains(w, word) }) {
			return false
		}
	}
	return true
}

// Find gives the rows in which every word of the query occurs, in any of the
// texts that a row shows, and whose phase on a day passes a quick filter (0:
// every phase). They keep the order of the view. When the query has grown only
// the rows of this view are looked at. The error is that of the context.
func (t *Table) Find(ctx context.Context, query string, phase model.Phase, day model.Date) (*Table, error) {
	wanted := filter{words: strings.FieldsFunc(model.Fold(query), endsWord), phase: phase, day: day}
	from := t
	if !wanted.narrows(t.filter) {
		from = t.all()
	}
	found := &Table{columns: t.columns, order: t.order, filter: wanted, whole: t.all()}
	if len(wanted.words) == 0 && phase == 0 {
		found.visible = from.visible
		return found, ctx.Err()
	}
	test := t.tester(ctx, wanted, len(from.visible))
	found.visible = from.pass(ctx, test)
	return found, ctx.Err()
}

// endsWord keeps the separator of the texts out of the words.
func endsWord(r rune) bool { return r == ' ' || r == separator }

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
	inPhase := func(row uint32) bool { return f.phase == 0 || t.phase(row, f.day).Meets(f.phase) }
	if rows < len(t.id)/sparse {
		return func(row uint32) bool { return t.contains(row, f.words) && inPhase(row) }
	}
	hits := make([][]bool, len(f.words))
	for i, word := range f.words {
		hits[i] = t.texts.find(ctx, []byte(word))
	}
	return func(row uint32) bool {
		for _, hit := range hits {
			if !hit[t.name[row]] && !hit[t.source[row]] &&
				!hit[t.refs[t.product[row]].name] && !hit[t.refs[t.link[row]].name] {
				return false
			}
		}
		return inPhase(row)
	}
}

func (c *columns) phase(row uint32, day model.Date) model.Phase {
	return model.Row{Status: c.state[row].status, Due: c.due[row], Expires: c.expires[row]}.PhaseOn(c.list, day)
}

func (c *columns) contains(row uint32, words []string) bool {
	texts := [...]uint32{c.name[row], c.source[row], c.refs[c.product[row]].name, c.refs[c.link[row]].name}
	for _, word := range words {
		if !slices.ContainsFunc(texts[:], func(n uint32) bool { return strings.Contains(shared(c.texts.fold(n)), word) }) {
			return false
		}
	}
	return true
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
