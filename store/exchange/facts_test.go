package exchange_test

import (
	"fmt"
	"iter"
	"slices"

	"benefitdesk/model"
)

// fataler is what tests and property tests have in common.
type fataler interface {
	Helper()
	Fatal(...any)
}

// memory is facts in memory. Like the store it keeps the text of keys apart.
type memory struct {
	records map[model.Ref]model.Record
	keys    map[model.Ref]model.Key
	last    model.ID
}

func newMemory() *memory {
	return &memory{records: map[model.Ref]model.Record{}, keys: map[model.Ref]model.Key{}}
}

func (m *memory) Get(ref model.Ref) (model.Record, error) {
	if record, ok := m.records[ref]; ok {
		return record, nil
	}
	return nil, fmt.Errorf("%s: %w", ref, model.ErrNotFound)
}

func (m *memory) All(kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		for _, record := range m.where(kind, func(model.Record) bool { return true }) {
			if !yield(record, nil) {
				return
			}
		}
	}
}

func (m *memory) where(kind model.Kind, is func(model.Record) bool) (found []model.Record) {
	for ref, record := range m.records {
		if ref.Kind == kind && is(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int { return int(a.Ref().ID) - int(b.Ref().ID) })
	return found
}

func (m *memory) Lookup(kind model.Kind, identity string) ([]model.Record, error) {
	return m.where(kind, func(r model.Record) bool { return slices.Contains(model.Finders(r), identity) }), nil
}

func (m *memory) Referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	return m.where(kind, func(r model.Record) bool { return slices.Contains(r.Refs(), to) }), nil
}

func (m *memory) FindKey(key model.Key) (model.ProductKey, bool, error) {
	for ref, text := range m.keys {
		if text.Equal(key) {
			return m.records[ref].(model.ProductKey), true, nil
		}
	}
	return model.ProductKey{}, false, nil
}

func (m *memory) NewID() model.ID {
	m.last++
	return m.last
}

func (m *memory) reveal(key model.ProductKey) (model.Key, error) { return m.keys[key.Ref()], nil }

// apply does what a plan says, and refuses what a store would refuse.
func (m *memory) apply(plan model.ImportPlan) error {
	seen := map[model.Ref]bool{}
	for _, change := range plan.Changes {
		ref := change.After.Ref()
		switch {
		case seen[ref]:
			return fmt.Errorf("%s changes twice", ref)
		case ref != change.Ref || ref.ID == 0:
			return fmt.Errorf("%s is changed as %s", ref, change.Ref)
		case (change.Before == nil) != (m.records[ref] == nil):
			return fmt.Errorf("%s: wrong record before", ref)
		}
		if err := change.After.Valid(); err != nil {
			return fmt.Errorf("%s: %w", ref, err)
		}
		seen[ref] = true
		record := change.After
		if key, ok := record.(model.ProductKey); ok {
			if !key.Text.IsZero() {
				m.keys[ref] = key.Text
			}
			key.Text = model.Key{}
			record = key
		}
		m.records[ref] = record
		m.last = max(m.last, ref.ID)
	}
	for ref, record := range m.records {
		for _, to := range record.Refs() {
			if m.records[to] == nil {
				return fmt.Errorf("%s refers to %s, which is not there", ref, to)
			}
		}
	}
	return nil
}
