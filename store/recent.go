package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"sync"

	"go.etcd.io/bbolt"
)

// A change of one record touches a dozen entries in as many places of the
// file, and every place is a page to be written, with the pages above it. So
// what single changes write is first kept together in one value, "recent", and
// moved into the buckets when it has grown to recentLimit. All reads see both;
// an entry in "recent" stands for the one of its bucket.

// recentLimit is how large "recent" grows, in bytes. A change that would make
// it larger moves it into the buckets, together with what it writes itself.
const recentLimit = 32 << 10

// recent is the payload of "recent": entries sorted by bucket and key, then
// the offset of each (4 bytes), then their number (4). An empty payload has none.
//
// An entry is the length of its key (2), the length of its value (4,
// deletedSize when it deletes the key), its bucket (1), its key and its value
// as it will stand in the bucket, with its envelope.
type recent []byte

const (
	recentFoot  = 4
	recentIndex = 4
	recentEntry = 7
	deletedSize = 0xFFFFFFFF
)

func (r recent) count() int {
	if len(r) < recentFoot {
		return 0
	}
	return int(binary.BigEndian.Uint32(r[len(r)-recentFoot:]))
}

// at gives an entry; a value of nil deletes the key.
func (r recent) at(i int) (b bucket, key, value []byte) {
	e := r[r.offset(i):]
	size := binary.BigEndian.Uint32(e[2:])
	b, key, e = bucket(e[6]), e[recentEntry:recentEntry+int(binary.BigEndian.Uint16(e))], e[recentEntry:]
	if size == deletedSize {
		return b, key, nil
	}
	return b, key, e[len(key) : len(key)+int(size) : len(key)+int(size)]
}

// offset is where an entry begins; the one after the last begins where that ends.
func (r recent) offset(i int) int {
	table := len(r) - recentFoot - r.count()*recentIndex
	if i == r.count() {
		return max(table, 0)
	}
	return int(binary.BigEndian.Uint32(r[table+i*recentIndex:]))
}

// search gives the index of the first entry from a key of a bucket on, and
// whether it is that key.
func (r recent) search(b bucket, key []byte) (i int, found bool) {
	low, high := 0, r.count()
	for low < high {
		middle := (low + high) / 2
		other, at, _ := r.at(middle)
		order := int(other) - int(b)
		if order == 0 {
			order = bytes.Compare(at, key)
		}
		switch {
		case order == 0:
			return middle, true
		case order < 0:
			low = middle + 1
		default:
			high = middle
		}
	}
	return low, false
}

// openAll checks the envelopes of the entries.
func (r recent) openAll() error {
	for i := range r.count() {
		b, key, value := r.at(i)
		if value == nil {
			continue
		}
		if _, err := b.open(key, value); err != nil {
			return err
		}
	}
	return nil
}

// recentBuilder makes the value of "recent", with its envelope, from entries
// in order.
type recentBuilder struct {
	value   []byte
	offsets []uint32
}

// builders keeps the memory of builders for the next change.
var builders = sync.Pool{New: func() any { return new(recentBuilder) }}

func newRecentBuilder() *recentBuilder {
	r := builders.Get().(*recentBuilder)
	var envelope [envelopeSize]byte
	r.value, r.offsets = append(r.value[:0], envelope[:]...), r.offsets[:0]
	return r
}

func (r *recentBuilder) put(b bucket, key, value []byte) error {
	r.offsets = append(r.offsets, uint32(len(r.value)-envelopeSize))
	r.value = binary.BigEndian.AppendUint16(r.value, uint16(len(key)))
	size := uint32(deletedSize)
	if value != nil {
		size = uint32(len(value))
	}
	r.value = binary.BigEndian.AppendUint32(r.value, size)
	r.value = append(append(append(r.value, byte(b)), key...), value...)
	return nil
}

func (r *recentBuilder) keep(old recent, from, to int) error {
	start, end := old.offset(from), old.offset(to)
	moved := len(r.value) - envelopeSize - start
	for i := from; i < to; i++ {
		r.offsets = append(r.offsets, uint32(old.offset(i)+moved))
	}
	r.value = append(r.value, old[start:end]...)
	return nil
}

// finish gives the value.
func (r *recentBuilder) finish() []byte {
	if len(r.offsets) > 0 {
		for _, offset := range r.offsets {
			r.value = binary.BigEndian.AppendUint32(r.value, offset)
		}
		r.value = binary.BigEndian.AppendUint32(r.value, uint32(len(r.offsets)))
	}
	bucketMeta.seal(metaRecent, r.value)
	return r.value
}

// target takes the entries of a bucket in order.
type target interface {
	// put takes one entry; a value of nil deletes the key.
	put(b bucket, key, value []byte) error
	// keep takes entries of "recent" as they are.
	keep(old recent, from, to int) error
}

// merge gives the entries of "recent" and of a batch to the target of their
// bucket; the batch, whose runs are sorted, stands for what was there before.
func (b *batch) merge(old recent, into func(bucket) (target, error)) error {
	at := 0
	for name := range bucketCount {
		r := &b.runs[name]
		end, _ := old.search(name+1, nil)
		if at == end && len(r.items) == 0 {
			continue
		}
		to, err := into(name)
		if err != nil {
			return err
		}
		for n, i := range r.items {
			if n+1 < len(r.items) && bytes.Equal(r.key(i), r.key(r.items[n+1])) {
				continue // the later one counts
			}
			next, found := old.search(name, r.key(i))
			if err := errors.Join(to.keep(old, at, next), to.put(name, r.key(i), r.value(i))); err != nil {
				return err
			}
			if at = next; found {
				at++
			}
		}
		if err := to.keep(old, at, end); err != nil {
			return err
		}
		at = end
	}
	return nil
}

// settled is a bucket that entries of "recent" are moved into.
type settled struct{ in *bbolt.Bucket }

func (s settled) put(_ bucket, key, value []byte) error {
	if value == nil {
		return s.in.Delete(key)
	}
	return s.in.Put(key, value)
}

func (s settled) keep(old recent, from, to int) error {
	for i := from; i < to; i++ {
		if err := s.put(old.at(i)); err != nil {
			return err
		}
	}
	return nil
}

// settleRecent moves what a transaction finds in "recent" into the buckets.
func settleRecent(tx *bbolt.Tx) error {
	in := tx.Bucket(bucketNames[bucketMeta])
	payload, err := bucketMeta.open(metaRecent, in.Get(metaRecent))
	if err != nil {
		return err
	}
	err = (&batch{}).merge(bytes.Clone(payload), func(b bucket) (target, error) {
		return settled{tx.Bucket(bucketNames[b])}, nil
	})
	if err != nil {
		return err
	}
	return putMeta(tx, metaRecent, nil)
}
