package table

import (
	"hash/maphash"
	"math"
	"unsafe"

	"benefitdesk/model"
)

// noText is the number of the empty text.
const noText = 0

// separator ends each folded text. No word that is searched for has it, so a
// match never reaches over two texts.
const separator = 0

// dictionary numbers texts, and has each of them once as it is shown and once
// as it is searched, in one piece of memory each.
type dictionary struct {
	shown     []byte
	shownEnd  []uint32
	folded    []byte
	foldedEnd []uint32 // behind the separator
	slots     []uint32 // hash table of numbers + 1, dropped when all is built
	seed      maphash.Seed
}

func newDictionary() *dictionary {
	d := &dictionary{slots: make([]uint32, 1024), seed: maphash.MakeSeed()}
	d.number("")
	return d
}

// number gives the number of a text, a new one for a text not seen before. It
// is false when the texts are too large for their numbers (4 GiB in all).
func (d *dictionary) number(text string) (n uint32, ok bool) {
	if len(d.shown)+len(text) > math.MaxUint32/4 || len(d.folded) > math.MaxUint32/4 {
		return 0, false
	}
	at := d.slot(text)
	if d.slots[at] != 0 {
		return d.slots[at] - 1, true
	}
	n = uint32(len(d.shownEnd))
	d.slots[at] = n + 1
	d.shown = append(d.shown, text...)
	d.shownEnd = append(d.shownEnd, uint32(len(d.shown)))
	d.folded = append(append(d.folded, model.Fold(text)...), separator)
	d.foldedEnd = append(d.foldedEnd, uint32(len(d.folded)))
	if len(d.shownEnd)*2 > len(d.slots) {
		d.grow()
	}
	return n, true
}

// slot is the place of a text in the hash table: its own, or a free one.
func (d *dictionary) slot(text string) uint64 {
	mask := uint64(len(d.slots) - 1)
	for at := maphash.String(d.seed, text) & mask; ; at = (at + 1) & mask {
		if n := d.slots[at]; n == 0 || d.text(n-1) == text {
			return at
		}
	}
}

func (d *dictionary) grow() {
	d.slots = make([]uint32, 2*len(d.slots))
	for n := range d.shownEnd {
		d.slots[d.slot(d.text(uint32(n)))] = uint32(n) + 1
	}
}

// finish gives back what only building needs.
func (d *dictionary) finish() {
	d.slots = nil
	d.shown, d.shownEnd = clip(d.shown), clip(d.shownEnd)
	d.folded, d.foldedEnd = clip(d.folded), clip(d.foldedEnd)
}

// clip copies a column that has much unused room.
func clip[E any](s []E) []E {
	if cap(s)-len(s) > len(s)/16 {
		return append(make([]E, 0, len(s)), s...)
	}
	return s
}

func (d *dictionary) len() int { return len(d.shownEnd) }

// text shares the dictionary's memory, which never changes once written.
func (d *dictionary) text(n uint32) string { return shared(between(d.shown, d.shownEnd, n)) }

// fold is the folded form of a text, without its separator.
func (d *dictionary) fold(n uint32) []byte {
	folded := between(d.folded, d.foldedEnd, n)
	return folded[:len(folded)-1]
}

func between(all []byte, ends []uint32, n uint32) []byte {
	start := uint32(0)
	if n > 0 {
		start = ends[n-1]
	}
	return all[start:ends[n]]
}

func shared(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
