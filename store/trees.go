package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unsafe"
)

// bbolt follows page numbers without looking: one wrong bit in a branch page
// can send it round in circles until the stack is full, which no recover
// catches. So the pages are walked here first, in the memory map that bbolt made
// and before it follows them.

// guardPages is how many pages Open looks at, from the roots down: all of a
// small store, and the levels near the roots of a large one. Of a large one it
// reads only the heads of the leaves: they lead nowhere else, and their values
// have checksums.
const guardPages = 128

// Kinds of pages, and the sizes of their parts in bytes.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	bucketFlag   = 0x01

	pageHeaderSize = 16
	elementSize    = 16
	bucketSize     = 16
)

// visit is a page to be looked at, with the range its keys must lie in; nil is
// without end.
type visit struct {
	id          uint64
	low, high   []byte
	belowBucket bool // a page of a bucket, not of the root's list of buckets
	child       bool // not the root of its tree; such a page is never empty
}

// trees walks the pages of a file, those near the roots first.
type trees struct {
	data   []byte // every page below the high-water mark
	header header
	limit  int // of pages to be looked at
	queue  []visit
	seen   []uint64 // a bit for each page
}

// once notes that a page is used; false: it was already.
func (t *trees) once(id uint64) bool {
	word, bit := &t.seen[id/64], uint64(1)<<(id%64)
	first := *word&bit == 0
	*word |= bit
	return first
}

// guardTrees looks at the upper pages.
func (f *file) guardTrees() error { return f.walkTrees(guardPages) }

// checkTrees looks at every page.
func (f *file) checkTrees() error { return f.walkTrees(int(f.header.pages)) }

func (f *file) walkTrees(limit int) error {
	t := &trees{
		data: f.mapped(), header: f.header, limit: limit,
		queue: make([]visit, 0, min(limit, guardPages)), seen: make([]uint64, f.header.pages/64+1),
	}
	if err := t.checkFreelist(); err != nil {
		return err
	}
	t.queue = append(t.queue, visit{id: f.header.root})
	for n := 0; n < len(t.queue); n++ {
		if err := t.look(t.queue[n]); err != nil {
			return err
		}
		t.queue[n] = visit{}
	}
	return nil
}

// mapped is the memory map of the pages. The header was checked to lie within
// the file, and bbolt maps all of the file.
func (f *file) mapped() []byte {
	start := f.db.Info().Data
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&start)), int64(f.header.pages)*f.header.pageSize)
}

func (t *trees) damaged(id uint64, why string) error {
	return &DamagedError{Part: "structure", Detail: fmt.Sprintf("is broken: page %d %s", id, why)}
}

// page gives a page with its overflow, once.
func (t *trees) page(id uint64) (page []byte, flags uint16, err error) {
	if id < 2 || id >= t.header.pages {
		return nil, 0, t.damaged(id, "lies outside the file")
	}
	size := uint64(t.header.pageSize)
	page = t.data[id*size : (id+1)*size]
	overflow := uint64(binary.NativeEndian.Uint32(page[12:]))
	if binary.NativeEndian.Uint64(page) != id || overflow >= t.header.pages-id {
		return nil, 0, t.damaged(id, "is not the page it should be")
	}
	for i := range overflow + 1 {
		if !t.once(id + i) {
			return nil, 0, t.damaged(id+i, "is used twice")
		}
	}
	page = t.data[id*size : (id+overflow+1)*size]
	return page, binary.NativeEndian.Uint16(page[8:]), nil
}

func (t *trees) look(v visit) error {
	page, flags, err := t.page(v.id)
	if err != nil {
		return err
	}
	return t.elements(page, flags, v)
}

// elements checks the elements of a branch or leaf page, which may lie inside
// another page as the whole of a small bucket.
func (t *trees) elements(page []byte, flags uint16, v visit) error {
	if flags != branchPage && flags != leafPage {
		return t.damaged(v.id, "is neither branch nor leaf")
	}
	count := int(binary.NativeEndian.Uint16(page[10:]))
	if count == 0 && (flags == branchPage || v.child) || pageHeaderSize+count*elementSize > len(page) {
		return t.damaged(v.id, "has an impossible number of elements")
	}
	if flags == leafPage && v.belowBucket && t.limit < int(t.header.pages) {
		return nil
	}
	before := v.low
	for i := range count {
		e, ok := elementAt(page, pageHeaderSize+i*elementSize, flags)
		if !ok {
			return t.damaged(v.id, "has an element outside itself")
		}
		// bbolt looks below the first key of a branch for smaller ones too.
		order := bytes.Compare(before, e.key)
		if i > 0 && order >= 0 || i == 0 && flags == leafPage && order > 0 ||
			v.high != nil && bytes.Compare(e.key, v.high) >= 0 {
			return t.damaged(v.id, "has keys out of order")
		}
		before = e.key
		if flags == leafPage {
			if err := t.leaf(e, v); err != nil {
				return err
			}
		}
	}
	if flags == branchPage {
		t.descend(page, count, v)
	}
	return nil
}

// descend queues the children of a branch page, as many as will be looked at.
func (t *trees) descend(page []byte, count int, v visit) {
	key := func(i int) []byte {
		e, _ := elementAt(page, pageHeaderSize+i*elementSize, branchPage)
		return e.key
	}
	for i := range min(count, t.limit-len(t.queue)) {
		child := visit{low: key(i), high: v.high, belowBucket: v.belowBucket, child: true}
		if i == 0 {
			child.low = v.low
		}
		if i+1 < count {
			child.high = key(i + 1)
		}
		child.id = binary.NativeEndian.Uint64(page[pageHeaderSize+i*elementSize+8:])
		t.queue = append(t.queue, child)
	}
}

// leaf checks one element of a leaf: only the root lists buckets.
func (t *trees) leaf(e element, v visit) error {
	switch {
	case e.flags == 0 && v.belowBucket:
		return nil
	case e.flags != bucketFlag || v.belowBucket || len(e.value) < bucketSize:
		return t.damaged(v.id, "has an element of the wrong kind")
	}
	if root := binary.NativeEndian.Uint64(e.value); root != 0 {
		t.queue = append(t.queue, visit{id: root, belowBucket: true})
		return nil
	}
	inside := e.value[bucketSize:]
	if len(inside) < pageHeaderSize || binary.NativeEndian.Uint16(inside[8:]) != leafPage {
		return t.damaged(v.id, "has a small bucket that is no leaf")
	}
	return t.elements(inside, leafPage, visit{id: v.id, belowBucket: true})
}

type element struct {
	flags      uint32
	key, value []byte
}

func elementAt(page []byte, at int, kind uint16) (e element, ok bool) {
	head := page[at : at+elementSize]
	first, second := binary.NativeEndian.Uint32(head), binary.NativeEndian.Uint32(head[4:])
	if kind == branchPage {
		start, size := uint64(at)+uint64(first), uint64(second)
		if start+size > uint64(len(page)) {
			return e, false
		}
		return element{key: page[start : start+size]}, true
	}
	start, key := uint64(at)+uint64(second), uint64(binary.NativeEndian.Uint32(head[8:]))
	value := uint64(binary.NativeEndian.Uint32(head[12:]))
	if start+key+value > uint64(len(page)) {
		return e, false
	}
	return element{first, page[start : start+key], page[start+key : start+key+value]}, true
}

// checkFreelist checks that the free list names pages of the file, each once.
// A wrong one would let bbolt write over what is in use.
func (t *trees) checkFreelist() error {
	id := t.header.freelist
	page, flags, err := t.page(id)
	if err != nil {
		return err
	}
	count, at := uint64(binary.NativeEndian.Uint16(page[10:])), pageHeaderSize
	if count == 0xFFFF { // the number is too large for the header
		count, at = binary.NativeEndian.Uint64(page[at:]), at+8
	}
	if flags != freelistPage || count > uint64(len(page)-at)/8 {
		return t.damaged(id, "is not a free list")
	}
	last := uint64(1)
	for i := range int(count) {
		free := binary.NativeEndian.Uint64(page[at+i*8:])
		if free <= last || free >= t.header.pages || !t.once(free) {
			return t.damaged(id, "lists free pages that can't be free")
		}
		last = free
	}
	return nil
}
