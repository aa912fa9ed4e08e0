package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"

	"benefitdesk/model"
)

// facts is a view as commands see it. Unlike the rest of the view it may be
// called by other code, so each call catches what a damaged file does.
type facts struct{ *view }

var (
	_ model.Facts   = facts{}
	_ model.Lister  = facts{}
	_ model.Journal = facts{}
)

// Get implements model.Facts.
func (f facts) Get(ref model.Ref) (record model.Record, err error) {
	err = guarded(func() error {
		record, err = f.record(ref)
		return err
	})
	return record, err
}

// record reads one record, or gives an error that wraps model.ErrNotFound.
func (v *view) record(ref model.Ref) (model.Record, error) {
	if model.New(ref.Kind) == nil {
		return nil, fmt.Errorf("%w: %s", model.ErrNotFound, ref)
	}
	b := recordsOf(ref.Kind)
	key := idKey(ref.ID)
	payload, found, err := v.get(b, key)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%w: %s", model.ErrNotFound, ref)
	}
	return v.decode(b, key, payload)
}

func (v *view) decode(b bucket, key, payload []byte) (model.Record, error) {
	record, err := decodeRecord(b.kind(), payload)
	if err != nil || record.Ref() != b.ref(key) {
		return nil, b.damaged(key, "is not readable")
	}
	return record, nil
}

// label reads the label of a record without decoding it; "" when there is no
// such record.
func (v *view) label(ref model.Ref) (string, error) {
	b, key := recordsOf(ref.Kind), idKey(ref.ID)
	payload, found, err := v.get(b, key)
	if err != nil || !found {
		return "", err
	}
	label, _, err := splitRecord(payload)
	if err != nil {
		return "", b.damaged(key, "is not readable")
	}
	return string(label), nil
}

// Lookup implements model.Facts.
func (f facts) Lookup(kind model.Kind, identity string) (found []model.Record, err error) {
	prefix := appendIdentityPrefix(nil, kind, identity)
	err = guarded(func() error {
		return f.each(bucketIdentity, prefix, kind, func(record model.Record) {
			if slices.Contains(model.Finders(record), identity) {
				found = append(found, record)
			}
		})
	})
	return found, err
}

// Referring implements model.Facts.
func (f facts) Referring(to model.Ref, kind model.Kind) (found []model.Record, err error) {
	prefix := append(appendRefKey(nil, to), byte(kind))
	err = guarded(func() error {
		return f.each(bucketLink, prefix, kind, func(record model.Record) { found = append(found, record) })
	})
	return found, err
}

// All implements model.Lister. The records are read in batches, so that no
// code of the caller runs while the file is guarded.
func (f facts) All(kind model.Kind) iter.Seq2[model.Record, error] {
	return inBatches(kind, func(after model.ID) (records []model.Record, err error) {
		err = guarded(func() error {
			records, err = f.records(kind, after)
			return err
		})
		return records, err
	})
}

// each reads the records whose ids end the index keys with a prefix.
func (v *view) each(index bucket, prefix []byte, kind model.Kind, use func(model.Record)) error {
	return v.scan(index, prefix, prefix, func(key, _ []byte) error {
		id := model.ID(binary.BigEndian.Uint64(key[len(key)-8:]))
		record, err := v.record(model.Ref{Kind: kind, ID: id})
		if err != nil {
			return index.damaged(key, "points to a record that can't be read: "+err.Error())
		}
		use(record)
		return nil
	})
}

// FindKey implements model.Facts. It needs the data key: ErrKeysLocked.
func (f facts) FindKey(key model.Key) (record model.ProductKey, found bool, err error) {
	err = guarded(func() error {
		id, known, err := f.findKey(key)
		if err != nil || !known {
			return err
		}
		got, err := f.record(model.Ref{Kind: model.KindProductKey, ID: id})
		if err != nil {
			return err
		}
		record, found = got.(model.ProductKey)
		return nil
	})
	return record, found, err
}

// NewID implements model.Facts.
func (f facts) NewID() model.ID {
	id := f.next
	f.view.next++
	return id
}

// View gives a function the facts of one moment and their revision. Ids that
// it takes are not kept. The file is locked meanwhile: be brief.
func (s *Store) View(ctx context.Context, use func(model.Facts, model.Revision) error) error {
	return s.read(ctx, func(v *view) error {
		return outside(func() error { return use(facts{v}, v.revision()) })
	})
}

// Get reads one record; an error wraps model.ErrNotFound when there is none.
func (s *Store) Get(ctx context.Context, ref model.Ref) (record model.Record, err error) {
	err = s.read(ctx, func(v *view) error {
		record, err = v.record(ref)
		return err
	})
	return record, err
}

// Revision is the number of the last change.
func (s *Store) Revision(ctx context.Context) (revision model.Revision, err error) {
	err = s.read(ctx, func(v *view) error {
		revision = v.revision()
		return nil
	})
	return revision, err
}
