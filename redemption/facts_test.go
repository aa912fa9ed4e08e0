package redemption_test

import (
	stdcmp "cmp"
	"errors"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// facts is a store in memory. Keys are found by what they reveal.
type facts struct {
	records map[model.Ref]model.Record
	keys    map[string]model.ID
	next    model.ID
	broken  error // returned by everything, when set
}

func newFacts(records ...model.Record) *facts {
	f := &facts{records: map[model.Ref]model.Record{}, keys: map[string]model.ID{}, next: 100}
	for _, record := range records {
		if key, ok := record.(model.ProductKey); ok && !key.Text.IsZero() {
			f.keys[key.Text.Reveal()] = key.ID
			key.Text = model.Key{}
			record = key
		}
		f.records[record.Ref()] = record
	}
	return f
}

func (f *facts) Get(ref model.Ref) (model.Record, error) {
	if f.broken != nil {
		return nil, f.broken
	}
	record, found := f.records[ref]
	if !found {
		return nil, fmt.Errorf("%w: %v", model.ErrNotFound, ref)
	}
	return record, nil
}

func (f *facts) Lookup(kind model.Kind, identity string) ([]model.Record, error) {
	return f.where(kind, func(r model.Record) bool { return slices.Contains(r.Identities(), identity) })
}

func (f *facts) Referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	return f.where(kind, func(r model.Record) bool { return slices.Contains(r.Refs(), to) })
}

func (f *facts) where(kind model.Kind, passes func(model.Record) bool) ([]model.Record, error) {
	var found []model.Record
	for ref, record := range f.records {
		if ref.Kind == kind && passes(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int { return stdcmp.Compare(a.Ref().ID, b.Ref().ID) })
	return found, f.broken
}

func (f *facts) FindKey(key model.Key) (model.ProductKey, bool, error) {
	id, found := f.keys[key.Reveal()]
	if !found || f.broken != nil {
		return model.ProductKey{}, false, f.broken
	}
	return f.records[model.Ref{Kind: model.KindProductKey, ID: id}].(model.ProductKey), true, nil
}

func (f *facts) NewID() model.ID {
	f.next++
	return f.next
}

var errBroken = errors.New("the disk is on fire")
