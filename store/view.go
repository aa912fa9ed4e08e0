package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// view is one transaction: what was true at one moment.
type view struct {
	ctx     context.Context
	store   *Store
	tx      *bbolt.Tx
	buckets [bucketCount]*bbolt.Bucket
	state   state
	recent  recent
	next    model.ID // the next id that NewID gives
}

// read runs a function on what the file holds now.
func (s *Store) read(ctx context.Context, use func(*view) error) error {
	return s.session(ctx, false, func(f *file) error {
		return f.read(func(tx *bbolt.Tx) error {
			v, err := s.viewOf(ctx, tx)
			if err != nil {
				return err
			}
			return use(v)
		})
	})
}

// viewOf checks that the transaction is one of this store and reads its state.
func (s *Store) viewOf(ctx context.Context, tx *bbolt.Tx) (*view, error) {
	v := &view{ctx: ctx, store: s, tx: tx}
	v.buckets[bucketMeta] = tx.Bucket(bucketNames[bucketMeta])
	version, err := s.schema.versionIn(tx, v.buckets[bucketMeta])
	if err != nil {
		return nil, err
	}
	if version < s.schema.version {
		return nil, ErrOlder
	}
	if err := v.checkOrigin(); err != nil {
		return nil, err
	}
	payload, err := v.need(bucketMeta, metaState)
	if err != nil {
		return nil, err
	}
	if err := v.state.decode(payload); err != nil {
		return nil, bucketMeta.damaged(metaState, err.Error())
	}
	v.next = v.state.next
	if payload, err = v.need(bucketMeta, metaRecent); err != nil {
		return nil, err
	}
	v.recent = payload
	return v, nil
}

// checkOrigin learns the store's origin at first, and compares it later.
func (v *view) checkOrigin() error {
	payload, err := v.need(bucketMeta, metaStore)
	if err != nil {
		return err
	}
	v.store.mu.Lock()
	defer v.store.mu.Unlock()
	if bytes.Equal(payload, v.store.originRead) {
		return nil
	}
	var found origin
	if err := json.Unmarshal(payload, &found); err != nil || found.ID == "" {
		return bucketMeta.damaged(metaStore, "is not readable")
	}
	if v.store.origin.ID != "" && v.store.origin.ID != found.ID {
		return ErrReplaced
	}
	v.store.origin, v.store.originRead = found, bytes.Clone(payload)
	return nil
}

// checkEnd compares the end of the log with the state: a log that lost its end
// is noticed without walking it.
func (v *view) checkEnd() error {
	last, err := v.descend(bucketLog, nil)
	if err != nil {
		return err
	}
	key, value := last.key, last.value
	if key == nil {
		if v.state.sequence != 0 {
			return bucketLog.damaged(nil, "has lost its entries")
		}
		return nil
	}
	payload, err := bucketLog.open(key, value)
	if err != nil {
		return err
	}
	if !bytes.Equal(key, sequenceKey(v.state.sequence)) || !bytes.HasPrefix(payload, v.state.head[:]) {
		return bucketLog.damaged(nil, "does not end with the entry that the state names")
	}
	return nil
}

func (v *view) bucket(b bucket) (*bbolt.Bucket, error) {
	if v.buckets[b] == nil {
		v.buckets[b] = v.tx.Bucket(bucketNames[b])
		if v.buckets[b] == nil {
			return nil, b.damaged(nil, "is missing")
		}
	}
	return v.buckets[b], nil
}

// get reads the payload under a key. It lies in the memory map: what outlives
// the transaction must be copied.
func (v *view) get(b bucket, key []byte) (payload []byte, found bool, err error) {
	in, err := v.bucket(b)
	if err != nil {
		return nil, false, err
	}
	var value []byte
	if i, recently := v.recent.search(b, key); recently {
		_, _, value = v.recent.at(i)
	} else {
		value = in.Get(key)
	}
	if value == nil {
		return nil, false, nil
	}
	payload, err = b.open(key, value)
	return payload, err == nil, err
}

// need is get for what every store has.
func (v *view) need(b bucket, key []byte) ([]byte, error) {
	payload, found, err := v.get(b, key)
	if err == nil && !found {
		err = b.damaged(key, fmt.Sprintf("has lost its %s", key))
	}
	return payload, err
}

var errStop = errors.New("stop")

// scan gives the entries from a key on whose keys have a prefix. The function
// ends it with errStop.
func (v *view) scan(b bucket, from, prefix []byte, each func(key, payload []byte) error) error {
	c, err := v.ascend(b, from)
	if err != nil {
		return err
	}
	n := 0
	for ; c.key != nil && bytes.HasPrefix(c.key, prefix); c.next() {
		if n++; n%1024 == 0 && v.ctx.Err() != nil {
			return v.ctx.Err()
		}
		payload, err := b.open(c.key, c.value)
		if err == nil {
			err = each(c.key, payload)
		}
		if errors.Is(err, errStop) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// revision of the store as the view sees it.
func (v *view) revision() model.Revision { return model.Revision(v.state.sequence) }
