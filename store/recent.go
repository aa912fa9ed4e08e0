package store

import (
	"bytes"
	"encoding/binary"
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
const recentLimit = 24 << 10

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
	table := r[len(r)-recentFoot-r.count()*recentIndex:]
	e := r[binary.BigEndian.Uint32(table[i*recentIndex:]):]
	size := binary.BigEndian.Uint32(e[2:])
	b, key, e = bucket(e[6]), e[recentEntry:recentEntry+int(binary.BigEndian.Uint16(e))], e[recentEntry:]
	if size == deletedSize {
		return b, key, nil
	}
	return b, key, e[len(key) : len(key)+int(size) : len(key)+int(size)]
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

func (r *recentBuilder) add(b bucket, key, value []byte) {
	r.offsets = append(r.offsets, uint32(len(r.value)-envelopeSize))
	r.value = binary.BigEndian.AppendUint16(r.value, uint16(len(key)))
	size := uint32(deletedSize)
	if value != nil {
		size = uint32(len(value))
	}
	r.value = binary.BigEndian.AppendUint32(r.value, size)
	r.value = append(append(append(r.value, byte(b)), key...), value...)
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

// cursor walks the entries of a bucket, those in "recent" included, in one
// direction.
type cursor struct {
	key, value []byte // nil at the end

	bucket   bucket
	recent   recent
	at       int // in recent
	base     *bbolt.Cursor
	baseKey  []byte
	baseData []byte
	step     int  // 1 or -1
	fromBase bool // where key and value come from
	shadowed int  // entries of the bucket for which others stand, up to here
}

// ascend begins with the first key that is not below one.
func (v *view) ascend(b bucket, from []byte) (*cursor, error) {
	in, err := v.bucket(b)
	if err != nil {
		return nil, err
	}
	c := &cursor{bucket: b, recent: v.recent, base: in.Cursor(), step: 1}
	c.at, _ = v.recent.search(b, from)
	c.baseKey, c.baseData = c.base.Seek(from)
	c.settle()
	return c, nil
}

// descend begins with the last key that is not above one; nil is above all.
func (v *view) descend(b bucket, to []byte) (*cursor, error) {
	in, err := v.bucket(b)
	if err != nil {
		return nil, err
	}
	c := &cursor{bucket: b, recent: v.recent, base: in.Cursor(), step: -1}
	found := false
	if to == nil {
		c.at, _ = v.recent.search(b+1, nil)
		c.baseKey, c.baseData = c.base.Last()
	} else {
		c.at, found = v.recent.search(b, to)
		c.baseKey, c.baseData = c.base.Seek(to)
		switch {
		case c.baseKey == nil:
			c.baseKey, c.baseData = c.base.Last()
		case !bytes.Equal(c.baseKey, to):
			c.baseKey, c.baseData = c.base.Prev()
		}
	}
	if !found {
		c.at--
	}
	c.settle()
	return c, nil
}

// next moves on.
func (c *cursor) next() {
	if c.fromBase {
		c.moveBase()
	} else {
		c.at += c.step
	}
	c.settle()
}

func (c *cursor) moveBase() {
	if c.step > 0 {
		c.baseKey, c.baseData = c.base.Next()
	} else {
		c.baseKey, c.baseData = c.base.Prev()
	}
}

// settle chooses between the two places.
func (c *cursor) settle() {
	for {
		var key, value []byte
		if c.at >= 0 && c.at < c.recent.count() {
			b, k, v := c.recent.at(c.at)
			if b == c.bucket {
				key, value = k, v
			}
		}
		order := 1 // of the base key, which is first
		switch {
		case key == nil:
		case c.baseKey == nil:
			order = -1
		default:
			order = bytes.Compare(key, c.baseKey) * c.step
		}
		switch {
		case order > 0:
			c.key, c.value, c.fromBase = c.baseKey, c.baseData, true
			return
		case order == 0:
			c.shadowed++
			c.moveBase()
		case value == nil: // deleted
			c.at += c.step
		default:
			c.key, c.value, c.fromBase = key, value, false
			return
		}
	}
}

// merge gives the entries of "recent" and of a batch in order; the batch, whose
// runs are sorted, stands for what was there before. A value of nil deletes.
func (b *batch) merge(old recent, each func(b bucket, key, value []byte) error) error {
	at, count := 0, old.count()
	for name := range bucketCount {
		r := &b.runs[name]
		for n, i := range r.items {
			if n+1 < len(r.items) && bytes.Equal(r.key(i), r.key(r.items[n+1])) {
				continue // the later one counts
			}
			key := r.key(i)
			for ; at < count; at++ {
				in, before, value := old.at(at)
				order := int(in) - int(name)
				if order == 0 {
					order = bytes.Compare(before, key)
				}
				if order > 0 {
					break
				}
				if order == 0 {
					continue
				}
				if err := each(in, before, value); err != nil {
					return err
				}
			}
			var value []byte
			if i.size >= 0 {
				value = r.value(i)
			}
			if err := each(name, key, value); err != nil {
				return err
			}
		}
	}
	for ; at < count; at++ {
		in, key, value := old.at(at)
		if err := each(in, key, value); err != nil {
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
	old := recent(bytes.Clone(payload))
	err = (&batch{}).merge(old, func(b bucket, key, value []byte) error {
		return putOrDelete(tx.Bucket(bucketNames[b]), key, value)
	})
	if err != nil {
		return err
	}
	return putMeta(tx, metaRecent, nil)
}

func putOrDelete(in *bbolt.Bucket, key, value []byte) error {
	if value == nil {
		return in.Delete(key)
	}
	return in.Put(key, value)
}
