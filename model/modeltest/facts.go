// Package modeltest has facts in memory, for the tests of what decides on facts.
package modeltest

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"benefitdesk/model"
)

// ErrBroken stands for a store that can't be read.
var ErrBroken = errors.New("the disk is on fire")

// Facts is a store in memory.
type Facts struct {
	Records map[model.Ref]model.Record
	Last    model.ID // the ID given last
	Log     []model.Entry
	Broken  error // returned by everything, when set

	keys map[string]model.ID // by what they reveal
}

// New holds records; the text of a key is kept apart, as a store does.
func New(records ...model.Record) *Facts {
	f := &Facts{Records: map[model.Ref]model.Record{}, keys: map[string]model.ID{}, Last: 100}
	for _, record := range records {
		if key, ok := record.(model.ProductKey); ok && !key.Text.IsZero() {
			f.keys[key.Text.Reveal()] = key.ID
			key.Text = model.Key{}
			record = key
		}
		f.Records[record.Ref()] = record
	}
	return f
}

// Get gives a record, or model.ErrNotFound.
func (f *Facts) Get(ref model.Ref) (model.Record, error) {
	if f.Broken != nil {
		return nil, f.Broken
	}
	record, found := f.Records[ref]
	if !found {
		return nil, fmt.Errorf("%w: %v", model.ErrNotFound, ref)
	}
	return record, nil
}

// Lookup gives the records of an identity or group, by ID.
func (f *Facts) Lookup(kind model.Kind, identity string) ([]model.Record, error) {
	return f.where(kind, func(r model.Record) bool { return slices.Contains(model.Finders(r), identity) })
}

// Referring gives the records that refer to another, by ID.
func (f *Facts) Referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	return f.where(kind, func(r model.Record) bool { return slices.Contains(r.Refs(), to) })
}

func (f *Facts) where(kind model.Kind, passes func(model.Record) bool) ([]model.Record, error) {
	var found []model.Record
	for ref, record := range f.Records {
		if ref.Kind == kind && passes(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int { return cmp.Compare(a.Ref().ID, b.Ref().ID) })
	return found, f.Broken
}

// All gives the records of a kind, by ID.
func (f *Facts) All(kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		found, err := f.where(kind, func(model.Record) bool { return true })
		if err != nil {
			yield(nil, err)
			return
		}
		for _, record := range found {
			if !yield(record, nil) {
				return
			}
		}
	}
}

// FindKey gives the record of a key, without its text.
func (f *Facts) FindKey(key model.Key) (model.ProductKey, bool, error) {
	id, found := f.keys[key.Reveal()]
	if !found || f.Broken != nil {
		return model.ProductKey{}, false, f.Broken
	}
	return f.Records[model.Ref{Kind: model.KindProductKey, ID: id}].(model.ProductKey), true, nil
}

// NewID gives IDs from 101 on.
func (f *Facts) NewID() model.ID {
	f.Last++
	return f.Last
}

// Entry gives an entry of Log, or model.ErrNotFound.
func (f *Facts) Entry(sequence uint64) (model.Entry, error) {
	i := slices.IndexFunc(f.Log, func(e model.Entry) bool { return e.Sequence == sequence })
	switch {
	case f.Broken != nil:
		return model.Entry{}, f.Broken
	case i < 0:
		return model.Entry{}, fmt.Errorf("%w: entry %d", model.ErrNotFound, sequence)
	}
	return f.Log[i], nil
}

// LastChange gives the last entry of Log with a change of a record.
func (f *Facts) LastChange(ref model.Ref) (model.Entry, bool, error) {
	for _, e := range slices.Backward(f.Log) {
		if slices.ContainsFunc(e.Changes, func(c model.EntryChange) bool { return c.Ref == ref }) {
			return e, true, f.Broken
		}
	}
	return model.Entry{}, false, f.Broken
}

// Do decides a command and takes its changes over, with an entry of Log.
func (f *Facts) Do(today model.Date, command model.Command) (model.Receipt, error) {
	receipt, changes, err := command.Decide(f, today)
	if err != nil {
		return receipt, err
	}
	entry := model.Entry{
		Sequence: uint64(len(f.Log) + 1), Day: today, Verb: receipt.Verb, Object: receipt.Object, Label: receipt.Label,
		Tenant: receipt.Tenant, Detail: receipt.Detail,
	}
	for _, c := range changes {
		if key, ok := c.After.(model.ProductKey); ok {
			if !key.Text.IsZero() {
				f.keys[key.Text.Reveal()] = key.ID
			}
			key.Text = model.Key{}
			c.After = key
		}
		if f.Records[c.Ref] = c.After; c.After == nil {
			delete(f.Records, c.Ref)
			maps.DeleteFunc(f.keys, func(_ string, id model.ID) bool { return id == c.Ref.ID })
		}
		entry.Changes = append(entry.Changes, model.EntryChange(c))
	}
	f.Log = append(f.Log, entry)
	return receipt, nil
}
