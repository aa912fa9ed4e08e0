package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// apply stages changes with all their index entries. Each Before must be what
// is stored, else nothing may be written: model.ErrChanged.
func (w *writer) apply(changes []model.Change) error {
	for _, c := range changes {
		if err := w.stands(c); err != nil {
			return err
		}
		if err := w.stage(c.Before, c.After); err != nil {
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

// stands checks that a change begins with what is stored.
func (w *writer) stands(c model.Change) error {
	_, twice := w.touched[c.Ref]
	if twice || c.Ref.ID == 0 || c.Before == nil && c.After == nil ||
		c.Before != nil && c.Before.Ref() != c.Ref || c.After != nil && c.After.Ref() != c.Ref {
		return fmt.Errorf("change of %s: the change is not well formed", c.Ref)
	}
	w.touched[c.Ref] = c.After != nil
	payload, found, err := w.get(recordsOf(c.Ref.Kind), idKey(c.Ref.ID))
	if err != nil {
		return err
	}
	if found != (c.Before != nil) {
		return fmt.Errorf("change of %s: %w", c.Ref, model.ErrChanged)
	}
	if !found {
		w.next = max(w.next, c.Ref.ID+1)
		return nil
	}
	stored, err := w.decode(recordsOf(c.Ref.Kind), idKey(c.Ref.ID), payload)
	if err != nil {
		return err
	}
	equal, err := same(stored, c.Before)
	if err == nil && !equal {
		err = fmt.Errorf("change of %s: %w", c.Ref, model.ErrChanged)
	}
	return err
}

// stage collects the difference between a record's old and new entries.
func (w *writer) stage(before, after model.Record) error {
	var old, current []entry
	var err error
	if before != nil {
		if old, err = entriesOf(nil, before); err != nil {
			return err
		}
		if key, ok := tallyOf(before); ok {
			w.tallies[key]--
		}
	}
	if after != nil {
		if current, err = entriesOf(nil, after); err != nil {
			return err
		}
		if key, ok := tallyOf(after); ok {
			w.tallies[key]++
		}
	}
	w.replace(old, current)
	return w.stageSecret(before, after)
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
	for _, target := range c.After.Refs() {
		exists, here := w.touched[target]
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
