package store

import (
	"bytes"
	"encoding/binary"

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

// recent is the payload of "recent", sorted by bucket and key: the number of
// entries (4 bytes), the offset of each (4), then the entries.
//
// An entry is the length of its key (2), the length of its value (4,
// deletedSize when it deletes the key), its bucket (1), its key and its value
// as it will stand in the bucket, with its envelope. An empty payload has no
// entries.
type recent []byte

const (
	recentHead  = 4
	recentIndex = 4
	recentEntry = 7
	deletedSize = 0xFFFFFFFF
)

func (r recent) count() int {
	if len(r) < recentHead {
		return 0
	}
	return int(binary.BigEndian.Uint32(r))
}

// at gives an entry; a value of nil deletes the key.
func (r recent) at(i int) (b bucket, key, value []byte) {
	e := r[binary.BigEndian.Uint32(r[recentHead+i*recentIndex:]):]
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

// recentBuilder makes a payload from entries in order.
type recentBuilder struct {
	offsets []uint32
	data    []byte
}

func (r *recentBuilder) add(b bucket, key, value []byte) {
	r.offsets = append(r.offsets, uint32(len(r.data)))
	r.data = binary.BigEndian.AppendUint16(r.data, uint16(len(key)))
	size := uint32(deletedSize)
	if value != nil {
		size = uint32(len(value))
	}
	r.data = binary.BigEndian.AppendUint32(r.data, size)
	r.data = append(append(append(r.data, byte(b)), key...), value...)
}

func (r *recentBuilder) payload() recent {
	if len(r.offsets) == 0 {
		return nil
	}
	start := uint32(recentHead + recentIndex*len(r.offsets))
	to := make(recent, 0, int(start)+len(r.data))
	to = binary.BigEndian.AppendUint32(to, uint32(len(r.offsets)))
	for _, offset := range r.offsets {
		to = binary.BigEndian.AppendUint32(to, start+offset)
	}
	return append(to, r.data...)
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
		b, key, value := c.bucket, []byte(nil), []byte(nil)
		inRecent := c.at >= 0 && c.at < c.recent.count()
		if inRecent {
			b, key, value = c.recent.at(c.at)
			inRecent = b == c.bucket
		}
		if !inRecent {
			c.key, c.value, c.fromBase = c.baseKey, c.baseData, true
			return
		}
		order := -1
		if c.baseKey != nil {
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
