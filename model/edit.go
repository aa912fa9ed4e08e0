package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Save adds a record, or replaces the one with its id. It is the command
// behind every form in which a person types facts.
type Save struct{ Record Record }

// Decide refuses a record that is not valid in itself.
func (c Save) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	return save(facts, c.Record)
}

func save(facts Facts, record Record) (Receipt, []Change, error) {
	if err := cmp.Or(record.Valid(), NoKeyInTexts(record)); err != nil {
		return Receipt{}, nil, err
	}
	ref := record.Ref()
	if ref.ID == 0 {
		created := WithID(record, facts.NewID())
		return Receipt{Verb: VerbAdd, Object: Ref{Kind: ref.Kind}, Label: created.Label()}, []Change{Created(created)}, nil
	}
	before, err := facts.Get(ref)
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("save %s: %w", ref, err)
	}
	return Receipt{Verb: VerbEdit, Object: ref, Label: record.Label()}, []Change{Changed(before, record)}, nil
}

// SaveBenefit is Save for a benefit with its product as typed: a name, or the
// SKU or part number of one that is known. A name that is new makes a product.
type SaveBenefit struct {
	Record  Benefit
	Product string
}

// Decide refuses what Save refuses.
func (c SaveBenefit) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	if err := cmp.Or(c.Record.Valid(), NoKeyInTexts(Product{Name: c.Product})); err != nil {
		return Receipt{}, nil, err
	}
	product, changes, err := productTyped(facts, c.Product, c.Record.Product)
	if err != nil {
		return Receipt{}, nil, err
	}
	c.Record.Product = product
	receipt, saved, err := save(facts, c.Record)
	if err != nil {
		return receipt, changes, err
	}
	changes = append(changes, saved...)
	if before, ok := saved[0].Before.(Benefit); ok {
		moved, err := KeysMoved(facts.Referring, before, c.Record)
		if len(changes)+len(moved) > MaxChanges {
			moved = nil
		}
		return receipt, append(changes, moved...), err
	}
	return receipt, changes, nil
}

// KeysMoved moves the last day of a benefit's keys with the benefit's own, or a
// corrected day would never reach them. Keys that are used, or had another day,
// stay as they are.
func KeysMoved(referring func(Ref, Kind) ([]Record, error), before, after Benefit) (changes []Change, err error) {
	if before.ActivateBy == after.ActivateBy {
		return nil, nil
	}
	keys, err := referring(after.Ref(), KindProductKey)
	for _, record := range keys {
		key := record.(ProductKey)
		if key.Benefit != after.ID || key.Status == Redeemed || key.ActivateBy != before.ActivateBy {
			continue
		}
		moved := key
		moved.ActivateBy = after.ActivateBy
		changes = append(changes, Changed(key, moved))
	}
	return changes, err
}

// productTyped finds the product that was typed, the one before where several
// are called so, or makes one.
func productTyped(facts Facts, typed string, before ID) (ID, []Change, error) {
	name := strings.TrimSpace(typed)
	var all []ID
	for _, identity := range (Product{Name: name, SKU: name, Part: name}).Identities() {
		found, err := facts.Lookup(KindProduct, identity)
		if err != nil {
			return 0, nil, err
		}
		for _, product := range found {
			all = append(all, product.Ref().ID)
		}
	}
	switch {
	case Fold(name) == "":
		return 0, nil, nil
	case slices.Contains(all, before):
		return before, nil, nil
	case len(all) > 0:
		return all[0], nil, nil
	}
	product := Product{ID: facts.NewID(), Name: name}
	return product.ID, []Change{Created(product)}, product.Valid()
}

// AddKey records a product key that came with a benefit. The key was never
// seen before, and belongs to nothing else from then on.
type AddKey struct {
	Benefit  ID
	Key      Key
	Licenses int64
	Months   int
	Tenant   ID
}

// CodeKeyKnown refuses a key that the store already has; its arguments are the
// masked key and the label of the benefit that has it.
const CodeKeyKnown Code = "key_known"

// CodeTakesNoKey refuses a key of a benefit that is redeemed by a purchase; its
// argument is the benefit.
const CodeTakesNoKey Code = "takes_no_key"

// NewKey refuses a key that the store already has.
func NewKey(facts Facts, key Key) error {
	known, exists, err := facts.FindKey(key)
	if err != nil || !exists {
		return err
	}
	var owner Record = Benefit{}
	if known.Benefit != 0 {
		if owner, err = facts.Get(Ref{KindBenefit, known.Benefit}); err != nil {
			return fmt.Errorf("look for key: %w", err)
		}
	}
	return Refuse(CodeKeyKnown, key.String(), owner.Label())
}

// Decide refuses a key that the store already has, and one of a benefit that is
// redeemed without a key.
func (c AddKey) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	found, err := facts.Get(Ref{KindBenefit, c.Benefit})
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("add key: %w", err)
	}
	benefit := found.(Benefit)
	if benefit.ByPurchase() {
		return Receipt{}, nil, Refuse(CodeTakesNoKey, benefit.Name)
	}
	if err := NewKey(facts, c.Key); err != nil {
		return Receipt{}, nil, err
	}
	key := ProductKey{
		ID: facts.NewID(), Benefit: c.Benefit, Product: benefit.Product, Licenses: c.Licenses, Months: c.Months,
		ActivateBy: benefit.ActivateBy, Tenant: c.Tenant, Tail: c.Key.Tail(), Status: NotRedeemed, Text: c.Key,
	}
	if err := key.Valid(); err != nil {
		return Receipt{}, nil, err
	}
	return Receipt{Verb: VerbAdd, Object: benefit.Ref(), Label: key.Label()}, []Change{Created(key)}, nil
}

// Reveal records that a person looked at a key's text, or copied it.
type Reveal struct {
	Key    ID
	Copied bool
	By     string // the person, for the record
}

// Decide sets the day of the first reveal, which ends the refund right of the
// membership (rulings).
func (c Reveal) Decide(facts Facts, today Date) (Receipt, []Change, error) {
	found, err := facts.Get(Ref{KindProductKey, c.Key})
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("reveal key: %w", err)
	}
	key := found.(ProductKey)
	receipt := Receipt{Verb: VerbReveal, Object: key.Ref(), Label: key.Label()}
	if c.Copied {
		receipt.Verb = VerbCopy
	}
	if !key.RevealedOn.IsZero() {
		return receipt, nil, nil
	}
	revealed := key
	revealed.RevealedOn, revealed.RevealedBy = today, c.By
	return receipt, []Change{Changed(key, revealed)}, nil
}
