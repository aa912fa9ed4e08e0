// Package modeltest has facts in memory, for the tests of what decides on facts.
package modeltest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// ErrBroken stands for a store that can't be read.
var ErrBroken = errors.New("the disk is on fire")

// Facts is a store in memory.
type Facts struct {
	Records map[model.Ref]model.Record
	Last    model.ID // the ID given last
	Broken  error    // returned by everything, when set

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
