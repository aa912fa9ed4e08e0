package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"

	"benefitdesk/model"
)

// Overview gives the partner and the exact number of rows of each list by
// phase on a day.
func (s *Store) Overview(ctx context.Context, day model.Date) (overview model.Overview, err error) {
	err = s.read(ctx, func(v *view) error {
		overview = model.Overview{Revision: v.revision(), Records: v.state.records()}
		if err := v.partner(&overview.Partner); err != nil {
			return err
		}
		if overview.People, err = model.People(facts{v}); err != nil {
			return err
		}
		memberships, err := v.records(model.KindMembership, 0)
		if err != nil {
			return err
		}
		for _, m := range memberships {
			overview.Memberships = append(overview.Memberships, m.(model.Membership))
		}
		return v.scan(bucketTally, nil, nil, func(key, payload []byte) error {
			count, size := binary.Uvarint(payload)
			if len(key) != tallyKeySize || int(key[0]) >= len(overview.Counts) || size <= 0 {
				return bucketTally.damaged(key, "is not readable")
			}
			overview.Counts[key[0]].Add(model.Class(key[1]).PhaseOn(dateAt(key[2:]), day), int(count))
			return nil
		})
	})
	return overview, err
}

// partner reads the first partner record, of which there is one at most.
func (v *view) partner(to *model.Partner) error {
	b := recordsOf(model.KindPartner)
	return v.scan(b, nil, nil, func(key, payload []byte) error {
		record, err := v.decode(b, key, payload)
		if err != nil {
			return err
		}
		*to = record.(model.Partner)
		return errStop
	})
}

// Refund tells whether a membership would be refunded on a day, and what ended
// the right.
func (s *Store) Refund(ctx context.Context, day model.Date, membership model.ID) (refund model.Refund, err error) {
	err = s.read(ctx, func(v *view) error {
		record, err := v.record(model.Ref{Kind: model.KindMembership, ID: membership})
		if err != nil {
			return err
		}
		refund, err = model.RefundOn(facts{v}, record.(model.Membership), day)
		return err
	})
	return refund, err
}

// Dossier gives a record with all that belongs to it, and up to historyLimit
// log entries about it, newest first.
func (s *Store) Dossier(ctx context.Context, ref model.Ref, historyLimit int) (dossier model.Dossier, err error) {
	err = s.read(ctx, func(v *view) error {
		if dossier, err = model.DossierOf(facts{v}, ref); err != nil {
			return err
		}
		dossier.History, err = v.history(ref, historyLimit)
		return err
	})
	return dossier, err
}

// Records gives all records of a kind by ascending id. Like Rows it opens the
// file for a batch at a time, since an export may be written to a slow place,
// and ends with model.ErrChanged when the store was written in between.
func (s *Store) Records(ctx context.Context, kind model.Kind) iter.Seq2[model.Record, error] {
	var revision model.Revision
	return inBatches(kind, func(after model.ID) (records []model.Record, err error) {
		err = s.read(ctx, func(v *view) error {
			if after == 0 {
				revision = v.revision()
			}
			if v.revision() != revision {
				return model.ErrChanged
			}
			records, err = v.records(kind, after)
			return err
		})
		return records, err
	})
}

// recordBatch is how many records are read at once.
const recordBatch = 1000

// inBatches gives the records of a kind from what reads a batch of those
// after an id.
func inBatches(kind model.Kind, read func(after model.ID) ([]model.Record, error)) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		var after model.ID
		for more := true; more; {
			records, err := read(after)
			if err != nil {
				yield(nil, fmt.Errorf("records of kind %s: %w", kind, err))
				return
			}
			more = len(records) == recordBatch
			for _, record := range records {
				if !yield(record, nil) {
					return
				}
				after = record.Ref().ID
			}
		}
	}
}

// records reads a batch of the records of a kind after an id.
func (v *view) records(kind model.Kind, after model.ID) (records []model.Record, err error) {
	b := recordsOf(kind)
	err = v.scan(b, idKey(after+1), nil, func(key, payload []byte) error {
		if len(records) == recordBatch {
			return errStop
		}
		record, err := v.decode(b, key, payload)
		records = append(records, record)
		return err
	})
	return records, err
}
