package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"benefitdesk/model"
)

// writer is a writing transaction: a view, and what it will write.
type writer struct {
	*view
	batch   batch
	grown   *recentBuilder // what "recent" becomes
	fill    float64        // how full pages become
	tallies map[tallyKey]int64
	touched map[model.Ref]bool // records of this transaction; true: exists afterwards
	marks   map[[32]byte]bool  // fingerprints that are added
	proof   entry              // what is in the file if and only if this was saved
}

// Pages of a bulk write are filled, those of single changes leave room.
const (
	fillSingle = 0.5
	fillBulk   = 0.95
)

// write runs a function in a writing transaction and commits. An error of the
// function rolls back. errStop ends without writing and without an error.
func (s *Store) write(ctx context.Context, use func(*writer) error) error {
	if err := s.settleDoubt(ctx); err != nil {
		return err
	}
	var failed error
	var w *writer
	err := s.session(ctx, true, func(f *file) (err error) {
		w, failed, err = f.transact(ctx, use)
		return err
	})
	switch {
	case failed != nil:
		return s.settle(ctx, w.proof, explain(failed))
	case errors.Is(err, errStop):
		return nil
	}
	return err
}

// transact runs one writing transaction; failed is the error of its commit.
func (f *file) transact(ctx context.Context, use func(*writer) error) (w *writer, failed, err error) {
	grown := newRecentBuilder()
	defer builders.Put(grown) // once the transaction has ended
	tx, err := f.begin(true)
	if err != nil {
		return nil, nil, err
	}
	defer f.end(tx)
	v, err := f.store.viewOf(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	w = newWriter(v, grown)
	if err := use(w); err != nil {
		return w, nil, err
	}
	if err := w.flush(); err != nil {
		return w, nil, err
	}
	failed = guarded(func() error { return f.store.commit(tx) })
	f.failed = failed != nil
	return w, failed, nil
}

func newWriter(v *view, grown *recentBuilder) *writer {
	return &writer{
		view: v, grown: grown, fill: fillSingle, tallies: map[tallyKey]int64{},
		touched: map[model.Ref]bool{}, marks: map[[32]byte]bool{},
	}
}

// flush writes the collected entries, the tallies and the state.
func (w *writer) flush() error {
	for key, change := range w.tallies {
		if err := w.tally(key[:], change); err != nil {
			return err
		}
	}
	w.state.next = max(w.state.next, w.next)
	return w.batch.flush(w.view, w.grown, w.fill)
}

func (w *writer) tally(key []byte, change int64) error {
	if change == 0 {
		return nil
	}
	payload, found, err := w.get(bucketTally, key)
	if err != nil {
		return err
	}
	was, size := binary.Uvarint(payload)
	now := int64(was) + change
	switch {
	case found && size <= 0, now < 0:
		return bucketTally.damaged(key, "does not fit its list")
	case now == 0:
		w.remove(bucketTally, key)
	case found:
		w.batch.put(bucketTally, key, binary.AppendUvarint(nil, uint64(now)))
	default:
		w.add(bucketTally, key, binary.AppendUvarint(nil, uint64(now)))
	}
	return nil
}

// add puts a new entry and counts it.
func (w *writer) add(to bucket, key, payload []byte) {
	w.batch.put(to, key, payload)
	w.state.counts[to]++
}

// remove deletes an entry that is there and counts it off.
func (w *writer) remove(from bucket, key []byte) {
	w.batch.remove(from, key)
	w.state.counts[from]--
}

// settle finds out what a failed commit left behind: after an error of the
// disk the change may be there or not. Success is nil, a change that is not
// there is ErrNotSaved, and what can't be told is model.ErrUnknownOutcome.
func (s *Store) settle(ctx context.Context, proof entry, failed error) error {
	ctx = context.WithoutCancel(ctx)
	saved := false
	err := s.session(ctx, false, func(f *file) error {
		tx, err := f.begin(false)
		if err != nil {
			return err
		}
		defer f.end(tx)
		v, err := s.viewOf(ctx, tx)
		if err != nil {
			return err
		}
		saved, err = v.holds(proof)
		if err != nil || !saved {
			return err
		}
		return syncFile(s.path) // it is only saved once the disk says so
	})
	switch {
	case err != nil:
		s.mu.Lock()
		s.doubt = true
		s.mu.Unlock()
		return fmt.Errorf("%w: %w", model.ErrUnknownOutcome, errors.Join(failed, err))
	case saved:
		return nil
	}
	return fmt.Errorf("%w: %w", ErrNotSaved, failed)
}

// holds tells whether an entry is there; one without payload is one removed.
func (v *view) holds(proof entry) (bool, error) {
	payload, found, err := v.get(proof.bucket, proof.key)
	if proof.payload == nil {
		return !found, err
	}
	return found && string(payload) == string(proof.payload), err
}

// settleDoubt stops writing after an unknown outcome until the file could be
// read again.
func (s *Store) settleDoubt(ctx context.Context) error {
	s.mu.Lock()
	doubt := s.doubt
	s.mu.Unlock()
	if !doubt {
		return nil
	}
	err := s.read(ctx, (*view).checkEnd)
	if err != nil {
		return fmt.Errorf("%w, and the store can't be read again: %w", model.ErrUnknownOutcome, err)
	}
	s.mu.Lock()
	s.doubt = false
	s.mu.Unlock()
	return nil
}
