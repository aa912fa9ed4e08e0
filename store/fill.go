package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// fillBatch is how many records or index entries a transaction of Fill writes.
const fillBatch = 100_000

// Fill writes records with ascending ids into a store that has none. It builds
// a new file beside the store and puts it in its place at the end, so a crash
// or cancelling leaves the store as it was. Memory grows with the index, some
// 600 bytes a record. Errors:
// ErrNotEmpty, ErrDangling for a reference to no record, model.ErrChanged when
// the store was written meanwhile.
func (s *Store) Fill(ctx context.Context, actor model.Actor, today model.Date, records iter.Seq[model.Record]) error {
	temp, err := tempBeside(s.path)
	if err != nil {
		return explain(err)
	}
	defer os.Remove(temp)
	var from state
	err = s.read(ctx, func(v *view) error {
		if from = v.state; from.records() > 0 {
			return ErrNotEmpty
		}
		return copyTo(ctx, v.tx, temp)
	})
	if err != nil {
		return err
	}
	aside := &Store{path: temp, identities: s.identities, clock: s.clock, wait: s.wait, schema: s.schema, commit: s.commit, scratch: true}
	entry := model.Entry{Actor: actor, Day: today, Verb: model.VerbImport}
	err = aside.session(ctx, true, func(f *file) error { return f.fill(ctx, records, entry) })
	if err != nil {
		return err
	}
	return s.takePlace(ctx, temp, from)
}

// takePlace puts a finished file in the place of the store, which must still
// be as it was.
func (s *Store) takePlace(ctx context.Context, temp string, from state) error {
	if err := syncFile(temp); err != nil {
		return explain(err)
	}
	return s.session(ctx, true, func(f *file) error {
		return f.read(func(tx *bbolt.Tx) error {
			v, err := s.viewOf(ctx, tx)
			if err != nil {
				return err
			}
			if v.state != from {
				return model.ErrChanged
			}
			return errors.Join(os.Rename(temp, s.path), syncFile(filepath.Dir(s.path)))
		})
	})
}

// filler is the state of a Fill between its transactions.
type filler struct {
	*file
	ctx   context.Context
	index *index // written sorted at the end
	sum   *changeSum
	kinds []model.Kind // by id, to check references
	links []model.Ref  // references to ids that have not come yet
	last  model.ID
}

func (f *file) fill(ctx context.Context, records iter.Seq[model.Record], entry model.Entry) error {
	fl := &filler{file: f, ctx: ctx, index: newIndex(), sum: newChangeSum()}
	next, stop := iter.Pull(records)
	defer stop()
	for more := true; more; {
		err := f.fillStep(ctx, func(w *writer) (err error) {
			more, err = fl.records(w, next)
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := fl.checkRefs(); err != nil {
		return err
	}
	if err := fl.writeIndex(); err != nil {
		return err
	}
	return f.fillStep(ctx, func(w *writer) error {
		entry.Detail = fl.sum.detail(nil)
		return w.log(entry, nil, model.RequestID{}, digest{})
	})
}

// fillStep is one transaction of Fill.
func (f *file) fillStep(ctx context.Context, use func(*writer) error) error {
	_, failed, err := f.transact(ctx, func(w *writer) error {
		w.fill = 1
		return use(w)
	})
	return errors.Join(err, failed)
}

// records writes one batch of records and keeps their index entries.
func (fl *filler) records(w *writer, next func() (model.Record, bool)) (more bool, err error) {
	for range fillBatch {
		record, ok := next()
		if !ok {
			return false, fl.ctx.Err()
		}
		if err := checkAscending(fl.last, record); err != nil {
			return false, err
		}
		fl.last = record.Ref().ID
		w.next = fl.last + 1
		payload, err := encodeRecord(record)
		if err != nil {
			return false, err
		}
		own := fl.index.add(record, payload)
		w.add(own.bucket, own.key, own.payload)
		fl.sum.add(record.Ref(), nil, payload)
		fl.note(record)
		if err := w.stageSecret(nil, record); err != nil {
			return false, err
		}
	}
	return true, fl.ctx.Err()
}

// note remembers a record, and those of its references that come later.
func (fl *filler) note(record model.Record) {
	ref := record.Ref()
	for model.ID(len(fl.kinds)) <= ref.ID {
		fl.kinds = append(fl.kinds, 0)
	}
	fl.kinds[ref.ID] = ref.Kind
	for _, target := range record.Refs() {
		if !fl.has(target) {
			fl.links = append(fl.links, target)
		}
	}
}

func (fl *filler) has(ref model.Ref) bool {
	return ref.ID < model.ID(len(fl.kinds)) && fl.kinds[ref.ID] == ref.Kind
}

func (fl *filler) checkRefs() error {
	for _, target := range fl.links {
		if !fl.has(target) {
			return fmt.Errorf("%w: %s", ErrDangling, target)
		}
	}
	return nil
}

// writeIndex writes the index entries in order.
func (fl *filler) writeIndex() error {
	fl.index.sort()
	for b := range bucketCount {
		r := &fl.index.runs[b]
		for start := 0; start < len(r.items); start += fillBatch {
			part := r.items[start:min(start+fillBatch, len(r.items))]
			err := fl.fillStep(fl.ctx, func(w *writer) error {
				in, err := w.bucket(b)
				if err != nil {
					return err
				}
				in.FillPercent = 1
				w.state.counts[b] += uint64(len(part))
				return r.write(in, part)
			})
			if err != nil {
				return err
			}
		}
		*r = run{}
	}
	return nil
}
