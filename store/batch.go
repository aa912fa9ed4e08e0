package store

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"go.etcd.io/bbolt"
)

// batch collects what a transaction writes and writes it in the order of the
// keys, bucket by bucket: bbolt is eight times slower in random order.
type batch struct{ runs [bucketCount]run }

// run is what is written into one bucket. Keys and values lie in one piece of
// memory, since there may be millions.
type run struct {
	data  []byte
	items []item
}

// item is one key with its value behind it; a size of -1 deletes the key.
type item struct {
	at   int
	key  uint16
	size int32
}

func (r *run) key(i item) []byte { return r.data[i.at : i.at+int(i.key)] }

// value is nil for a key that is deleted.
func (r *run) value(i item) []byte {
	if i.size < 0 {
		return nil
	}
	at := i.at + int(i.key)
	return r.data[at : at+int(i.size) : at+int(i.size)]
}

func (b *batch) put(to bucket, key, payload []byte) {
	r := &b.runs[to]
	r.items = append(r.items, item{len(r.data), uint16(len(key)), int32(envelopeSize + len(payload))})
	r.data = append(r.data, key...)
	r.data = to.appendEnvelope(r.data, key, payload)
}

func (b *batch) remove(from bucket, key []byte) {
	r := &b.runs[from]
	r.items = append(r.items, item{len(r.data), uint16(len(key)), -1})
	r.data = append(r.data, key...)
}

// sort sorts by key; of the items with one key the later one stays the later.
func (r *run) sort() {
	byKey := func(a, b item) int { return cmp.Or(bytes.Compare(r.key(a), r.key(b)), cmp.Compare(a.at, b.at)) }
	if !slices.IsSortedFunc(r.items, byKey) {
		slices.SortFunc(r.items, byKey)
	}
}

// flush writes everything into the transaction, into "recent" while that is
// small; the memory must stay as it is until the commit, that of the builder
// too.
func (b *batch) flush(v *view, grown *recentBuilder, fill float64) error {
	size, old := len(v.recent), v.recent
	for name := range bucketCount {
		r := &b.runs[name]
		size += len(r.data) + len(r.items)*(recentIndex+recentEntry)
		r.sort()
	}
	moved := size > v.store.recent
	if moved {
		old = bytes.Clone(old)
	}
	err := b.merge(old, func(name bucket) (target, error) {
		if !moved {
			return grown, nil
		}
		in, err := v.bucket(name)
		if err != nil {
			return nil, err
		}
		in.FillPercent = fill
		return settled{in}, nil
	})
	if err != nil {
		return err
	}
	in, err := v.bucket(bucketMeta)
	if err != nil {
		return err
	}
	return errors.Join(
		in.Put(metaState, bucketMeta.appendEnvelope(nil, metaState, v.state.append(nil))),
		in.Put(metaRecent, grown.finish()),
	)
}

func (r *run) write(in *bbolt.Bucket, items []item) error {
	for _, i := range items {
		if err := in.Put(r.key(i), r.value(i)); err != nil {
			return err
		}
	}
	return nil
}
