package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// activityBatch is how many entries Activity reads while the file is open.
const activityBatch = 4096

// Activity gives the entries of the log that a query asks for, newest first,
// with times in the zone of the store's clock. The file is open only while a
// batch is read; what is logged meanwhile is newer than all that is given. The
// Detail of an entry is a json.RawMessage.
func (s *Store) Activity(ctx context.Context, query model.ActivityQuery) (found model.Activity, err error) {
	found.Names = map[model.Ref]string{}
	last, more := query.Before-1, true // before 0, the newest, is the highest there can be
	for first := true; more; first = false {
		err := s.read(ctx, func(v *view) error {
			if first {
				found.Head = v.head()
			}
			more = false
			n := 0
			return v.newest(query.Ref, last, func(e model.Entry) error {
				if n++; n > activityBatch {
					more = true
					return errStop
				}
				last = e.Sequence - 1
				return v.take(&found, query, e)
			})
		})
		if err == nil && more {
			err = ctx.Err()
		}
		if err != nil {
			return model.Activity{}, err
		}
	}
	return found, nil
}

// take adds an entry that is asked for, with the labels of what its changes
// refer to.
func (v *view) take(to *model.Activity, query model.ActivityQuery, e model.Entry) error {
	switch {
	case !query.Meets(e):
		return nil
	case query.Limit > 0 && len(to.Entries) == query.Limit:
		to.More = true
		return errStop
	}
	to.Entries = append(to.Entries, e)
	for _, c := range e.Changes {
		for _, record := range [...]model.Record{c.Before, c.After} {
			if record == nil {
				continue
			}
			for _, ref := range record.Refs() {
				if _, known := to.Names[ref]; known {
					continue
				}
				label, err := v.label(ref)
				if err != nil {
					return err
				}
				to.Names[ref] = label
			}
		}
	}
	return nil
}

// newest gives entries from a sequence downwards: all, or those that are about
// a record or changed it. The function ends it with errStop.
func (v *view) newest(about model.Ref, last uint64, each func(model.Entry) error) error {
	from, under := bucketLog, []byte(nil)
	if about.ID != 0 {
		from, under = bucketHistory, appendRefKey(nil, about)
	}
	c, err := v.descend(from, binary.BigEndian.AppendUint64(slices.Clone(under), last))
	if err != nil {
		return err
	}
	for ; c.key != nil && bytes.HasPrefix(c.key, under); c.next() {
		payload, err := from.open(c.key, c.value)
		sequence := c.key[len(under):]
		if err == nil && from == bucketHistory {
			payload, err = v.need(bucketLog, sequence)
		}
		if err != nil {
			return err
		}
		item, err := entryOf(sequence, payload)
		if err != nil {
			return err
		}
		item.Time = item.Time.In(v.store.clock().Location())
		if err = each(item.Entry); errors.Is(err, errStop) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// History gives up to limit entries that concern a record, newest first, with
// times in the zone of the store's clock.
func (s *Store) History(ctx context.Context, ref model.Ref, limit int) (entries []model.Entry, err error) {
	err = s.read(ctx, func(v *view) error {
		entries, err = v.history(ref, limit)
		return err
	})
	return entries, err
}

func (v *view) history(ref model.Ref, limit int) (entries []model.Entry, err error) {
	err = v.newest(ref, ^uint64(0), func(e model.Entry) error {
		if len(entries) >= limit {
			return errStop
		}
		entries = append(entries, e)
		return nil
	})
	return entries, err
}

// Entry implements model.Journal.
func (f facts) Entry(sequence uint64) (entry model.Entry, err error) {
	err = guarded(func() error {
		key := sequenceKey(sequence)
		payload, found, err := f.get(bucketLog, key)
		if err == nil && !found {
			err = fmt.Errorf("%w: entry %d of the log", model.ErrNotFound, sequence)
		}
		if err != nil {
			return err
		}
		item, err := entryOf(key, payload)
		entry = item.Entry
		return err
	})
	return entry, err
}

// LastChange implements model.Journal.
func (f facts) LastChange(ref model.Ref) (entry model.Entry, found bool, err error) {
	err = guarded(func() error {
		return f.newest(ref, ^uint64(0), func(e model.Entry) error {
			if found = slices.ContainsFunc(e.Changes, func(c model.EntryChange) bool { return c.Ref == ref }); !found {
				return nil
			}
			entry = e
			return errStop
		})
	})
	return entry, found, err
}

// head names the last entry.
func (v *view) head() model.Head {
	return model.Head{Sequence: v.state.sequence, Hash: v.state.head}
}
