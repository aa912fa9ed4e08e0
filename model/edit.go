package model

import "fmt"

// Save adds a record, or replaces the one with its id. It is the command
// behind every form in which a person types facts.
type Save struct{ Record Record }

// Decide refuses a record that is not valid in itself.
func (c Save) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	return save(facts, c.Record)
}

func save(facts Facts, record Record) (Receipt, []Change, error) {
	if err := record.Valid(); err != nil {
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

// Decide refuses a key that the store already has.
func (c AddKey) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	found, err := facts.Get(Ref{KindBenefit, c.Benefit})
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("add key: %w", err)
	}
	benefit := found.(Benefit)
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
