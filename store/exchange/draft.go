package exchange

import (
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"slices"

	"benefitdesk/model"
)

// draft is what is known while an import is decided: the facts, and over them
// what earlier rows and files add and change.
type draft struct {
	facts   model.Facts
	touched map[model.Ref]*change
	order   []model.Ref
	index   map[indexKey][]model.Ref // of what was added or got a new identity
	kept    map[model.ID]bool        // ids that a portfolio brought into an empty store
	keys    map[string][]model.Ref   // of keys with text, by their last group
}

type change struct{ before, after model.Record }

type indexKey struct {
	kind     model.Kind
	identity string
}

func newDraft(facts model.Facts) *draft {
	return &draft{
		facts: facts, touched: map[model.Ref]*change{}, index: map[indexKey][]model.Ref{},
		kept: map[model.ID]bool{}, keys: map[string][]model.Ref{},
	}
}

func (d *draft) get(ref model.Ref) (model.Record, error) {
	if c, ok := d.touched[ref]; ok {
		return c.after, nil
	}
	return d.facts.Get(ref)
}

// put keeps a record that is new or changed.
func (d *draft) put(before, after model.Record) {
	ref := after.Ref()
	c, again := d.touched[ref]
	if !again {
		c = &change{before: before}
		d.touched[ref] = c
		d.order = append(d.order, ref)
	}
	c.after = after
	if k, ok := after.(model.ProductKey); ok && !k.Text.IsZero() {
		d.keys[k.Text.Tail()] = append(d.keys[k.Text.Tail()], ref)
	}
	had := map[string]bool{}
	if before != nil {
		for _, identity := range indexed(before) {
			had[identity] = true
		}
	}
	for _, identity := range indexed(after) {
		if !had[identity] {
			key := indexKey{ref.Kind, identity}
			d.index[key] = append(d.index[key], ref)
		}
	}
}

// indexed are the identities of a record, and its references as such.
func indexed(record model.Record) []string {
	found := record.Identities()
	for _, ref := range record.Refs() {
		found = append(found, refersTo(ref))
	}
	return found
}

func refersTo(ref model.Ref) string { return "refers to\x1f" + ref.String() }

// lookup gives the records of a kind that have an identity by now, by ascending
// id.
func (d *draft) lookup(kind model.Kind, identity string) ([]model.Record, error) {
	known, err := d.facts.Lookup(kind, identity)
	found := d.with(known, indexKey{kind, identity})
	return slices.DeleteFunc(found, func(r model.Record) bool { return !slices.Contains(r.Identities(), identity) }), err
}

// referring gives the records of a kind that refer to a record.
func (d *draft) referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	if to.ID == 0 {
		return nil, nil
	}
	known, err := d.facts.Referring(to, kind)
	return d.with(known, indexKey{kind, refersTo(to)}), err
}

// with brings known records up to date and adds those of the draft.
func (d *draft) with(known []model.Record, key indexKey) []model.Record {
	found := make([]model.Record, 0, len(known))
	for _, record := range known {
		if c, ok := d.touched[record.Ref()]; ok {
			record = c.after
		}
		found = append(found, record)
	}
	for _, ref := range d.index[key] {
		if !slices.ContainsFunc(known, func(r model.Record) bool { return r.Ref() == ref }) {
			found = append(found, d.touched[ref].after)
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int { return cmp.Compare(a.Ref().ID, b.Ref().ID) })
	return found
}

// all gives every record of a kind, as far as the facts can list them.
func (d *draft) all(kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		if lister, ok := d.facts.(model.Lister); ok {
			for record, err := range lister.All(kind) {
				if err == nil {
					if c, ok := d.touched[record.Ref()]; ok {
						record = c.after
					}
				}
				if !yield(record, err) {
					return
				}
			}
		}
		for _, ref := range d.order {
			if c := d.touched[ref]; ref.Kind == kind && c.before == nil && !yield(c.after, nil) {
				return
			}
		}
	}
}

// empty tells whether the facts are known to hold nothing.
func (d *draft) empty() (bool, error) {
	lister, ok := d.facts.(model.Lister)
	if !ok || len(d.order) > 0 {
		return false, nil
	}
	for _, kind := range model.Kinds() {
		for _, err := range lister.All(kind) {
			return false, err
		}
	}
	return true, nil
}

// findKey finds the record of a key by its text.
func (d *draft) findKey(key model.Key) (model.ProductKey, bool, error) {
	for _, ref := range d.keys[key.Tail()] {
		if k := d.touched[ref].after.(model.ProductKey); k.Text.Equal(key) {
			return k, true, nil
		}
	}
	known, found, err := d.facts.FindKey(key)
	if err != nil || !found {
		return known, false, err
	}
	if c, ok := d.touched[known.Ref()]; ok {
		known = c.after.(model.ProductKey)
	}
	return known, true, nil
}

// newID allocates an id that no record of a portfolio has brought.
func (d *draft) newID() model.ID {
	for {
		if id := d.facts.NewID(); !d.kept[id] {
			return id
		}
	}
}

// changes lists what differs from the facts, each record once.
func (d *draft) changes() []model.Change {
	var changes []model.Change
	for _, ref := range d.order {
		c := d.touched[ref]
		if c.before == nil || !reflect.DeepEqual(c.before, c.after) {
			changes = append(changes, model.Change{Ref: ref, Before: c.before, After: c.after})
		}
	}
	return changes
}

// name is a record's label; for a subscription without one that of its product.
func (d *draft) name(record model.Record) string {
	s, ok := record.(model.Subscription)
	if !ok || s.Name != "" || s.Product == 0 {
		return shown(record.Label())
	}
	product, err := d.get(model.Ref{Kind: model.KindProduct, ID: s.Product})
	if err != nil {
		return s.PortalID
	}
	return shown(product.Label())
}

// label names a referred record in a diff.
func (d *draft) label(ref model.Ref) string {
	if ref.ID == 0 {
		return ""
	}
	record, err := d.get(ref)
	if err != nil {
		return ref.String()
	}
	return fmt.Sprintf("%s (%d)", d.name(record), ref.ID)
}

// bareLabel is label without the id, which a new record has not got yet.
func (d *draft) bareLabel(ref model.Ref) string {
	record, err := d.get(ref)
	if err != nil {
		return ref.String()
	}
	return d.name(record)
}
