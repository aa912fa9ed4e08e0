package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// apply stages changes with all their index entries. Each Before must be what
// is stored, else nothing may be written: model.ErrChanged. What the records
// are encoded as, nil for none, is given to a function, which must copy what it
// keeps.
func (w *writer) apply(changes []model.Change, each func(c model.Change, before, after []byte) error) error {
	for _, c := range changes {
		before, err := w.stands(c)
		if err != nil {
			return err
		}
		var after []byte
		if c.After != nil {
			if after, err = encodeRecord(c.After); err != nil {
				return err
			}
		}
		if err := w.stage(c, before, after); err != nil {
			return err
		}
		if err := each(c, before, after); err != nil {
			return err
		}
	}
	for _, c := range changes {
		if err := w.checkRefs(c); err != nil {
			return err
		}
	}
	return nil
}

// stands checks that a change begins with what is stored, and encodes that.
func (w *writer) stands(c model.Change) (before []byte, err error) {
	_, twice := w.touched[c.Ref]
	if twice || c.Ref.ID == 0 || c.Before == nil && c.After == nil ||
		c.Before != nil && c.Before.Ref() != c.Ref || c.After != nil && c.After.Ref() != c.Ref {
		return nil, fmt.Errorf("change of %s: the change is not well formed", c.Ref)
	}
	w.touched[c.Ref] = c.After != nil
	var payload []byte
	found := false
	if c.Before != nil || c.Ref.ID < w.state.next { // no record has a later id
		if payload, found, err = w.get(recordsOf(c.Ref.Kind), idKey(c.Ref.ID)); err != nil {
			return nil, err
		}
	}
	if found != (c.Before != nil) {
		return nil, fmt.Errorf("change of %s: %w", c.Ref, model.ErrChanged)
	}
	if !found {
		w.next = max(w.next, c.Ref.ID+1)
		return nil, nil
	}
	before, err = encodeRecord(c.Before)
	if err != nil || bytes.Equal(before, payload) {
		return before, err
	}
	// It may have been written before a field existed.
	stored, err := w.decode(recordsOf(c.Ref.Kind), idKey(c.Ref.ID), payload)
	if err != nil {
		return nil, err
	}
	equal, err := same(stored, c.Before)
	if err == nil && !equal {
		err = fmt.Errorf("change of %s: %w", c.Ref, model.ErrChanged)
	}
	return before, err
}

// stage collects the difference between a record's old and new entries.
func (w *writer) stage(c model.Change, before, after []byte) error {
	var old, current []entry
	if c.Before != nil {
		old = entriesOf(nil, c.Before, before)
		if key, ok := tallyOf(c.Before); ok {
			w.tallies[key]--
		}
	}
	if c.After != nil {
		current = entriesOf(nil, c.After, after)
		if key, ok := tallyOf(c.After); ok {
			w.tallies[key]++
		}
	}
	w.replace(old, current)
	return w.stageSecret(c.Before, c.After)
}

func (w *writer) replace(old, current []entry) {
	find := func(in []entry, e entry) int {
		return slices.IndexFunc(in, func(o entry) bool { return o.bucket == e.bucket && bytes.Equal(o.key, e.key) })
	}
	for _, e := range old {
		if find(current, e) < 0 {
			w.remove(e.bucket, e.key)
		}
	}
	for _, e := range current {
		switch i := find(old, e); {
		case i < 0:
			w.add(e.bucket, e.key, e.payload)
		case !bytes.Equal(old[i].payload, e.payload):
			w.batch.put(e.bucket, e.key, e.payload)
		}
	}
}

// stageSecret seals the text that a key record brings, and removes that of one
// that goes. A record without text leaves the sealed one as it is.
func (w *writer) stageSecret(before, after model.Record) error {
	key, ok := after.(model.ProductKey)
	if _, was := before.(model.ProductKey); was && after == nil {
		return w.dropSecret(before.Ref().ID)
	}
	if !ok || key.Text.IsZero() {
		return nil
	}
	vault, err := w.store.unlock()
	if err != nil {
		return err
	}
	mark := vault.mark(key.Text)
	owner, known, err := w.findKey(key.Text)
	if err != nil {
		return err
	}
	if known && owner == key.ID {
		return nil
	}
	if known || w.marks[[32]byte(mark)] {
		return fmt.Errorf("%w: %s", ErrKeyExists, key.Text)
	}
	if before != nil {
		if err := w.dropSecret(key.ID); err != nil {
			return err
		}
	}
	w.marks[[32]byte(mark)] = true
	at := idKey(key.ID)
	w.add(bucketSecret, at, seal(vault.secrets, bucketSecret, at, []byte(key.Text.Reveal())))
	w.add(bucketFingerprint, mark, at)
	return nil
}

// dropSecret removes the text of a key record, if it has one.
func (w *writer) dropSecret(id model.ID) error {
	at := idKey(id)
	_, found, err := w.get(bucketSecret, at)
	if err != nil || !found {
		return err
	}
	text, err := w.secret(id)
	if err != nil {
		return err
	}
	vault, err := w.store.unlock()
	if err != nil {
		return err
	}
	w.remove(bucketSecret, at)
	w.remove(bucketFingerprint, vault.mark(text))
	return nil
}

// checkRefs refuses a reference to a record that does not exist afterwards.
func (w *writer) checkRefs(c model.Change) error {
	if c.After == nil {
		return w.checkUnreferred(c.Ref)
	}
	var known []model.Ref // they exist, for the record referred to them before
	if c.Before != nil {
		known = c.Before.Refs()
	}
	for _, target := range c.After.Refs() {
		exists, here := w.touched[target]
		if !here && slices.Contains(known, target) {
			continue
		}
		if !here {
			_, found, err := w.get(recordsOf(target.Kind), idKey(target.ID))
			if err != nil {
				return err
			}
			exists = found
		}
		if !exists {
			return fmt.Errorf("%w: %s refers to %s", ErrDangling, c.Ref, target)
		}
	}
	return nil
}

// checkUnreferred refuses to remove a record that others still refer to. Those
// that this transaction changes are checked by their own references.
func (w *writer) checkUnreferred(ref model.Ref) error {
	prefix := appendRefKey(nil, ref)
	return w.scan(bucketLink, prefix, prefix, func(key, _ []byte) error {
		from := model.Ref{Kind: model.Kind(key[9]), ID: model.ID(binary.BigEndian.Uint64(key[10:]))}
		if _, here := w.touched[from]; here {
			return nil
		}
		return fmt.Errorf("%w: %s refers to %s", ErrDangling, from, ref)
	})
}
