package redemption

import (
	"slices"

	"benefitdesk/model"
)

// ReplacementUntil is the last day on which a replacement can be requested, when
// a key was redeemed in the wrong tenant or added instead of extended.
func ReplacementUntil(r model.Redemption) model.Date { return r.On.AddDays(model.ReplacementDays) }

// Replace records the key that Microsoft gave for one that was redeemed
// wrongly. The old redemption stays; the benefit can be redeemed again.
type Replace struct {
	Redemption model.ID
	Wrong      model.ID // which of its keys, where several were redeemed together; 0: the only one
	Key        model.Key
	Requested  model.Date // zero: today
}

// Decide refuses a request after the last day, a second replacement, and a key
// that is known already.
func (c Replace) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	p, err := lookBack(facts, c.Redemption)
	if err == nil {
		err = c.check(facts, p, today)
	}
	if err != nil {
		return model.Receipt{}, nil, err
	}
	if c.Key.IsZero() {
		return model.Receipt{}, nil, model.Refuse(KeyMissing)
	}
	if err := model.NewKey(facts, c.Key); err != nil {
		return model.Receipt{}, nil, err
	}
	wrong := p.keys[c.index(p.redemption)]
	benefit := p.benefits[max(0, slices.IndexFunc(p.benefits, func(b model.Benefit) bool { return b.ID == wrong.Benefit }))]
	key := model.ProductKey{
		ID: facts.NewID(), Benefit: benefit.ID, Product: wrong.Product, Licenses: p.redemption.KeyLicenses, Months: p.redemption.KeyMonths,
		ActivateBy: benefit.ActivateBy, Tail: c.Key.Tail(), Status: model.NotRedeemed, Replaces: p.redemption.ID, Text: c.Key,
	}
	if benefit.ActivateBy < today {
		key.ActivateBy = 0 // Microsoft gives a key that can be used, and its day is not known
	}
	if len(p.keys) > 1 {
		key.Licenses, key.Months, key.Instead = wrong.Licenses, wrong.Months, wrong.ID
	}
	open := benefit
	open.Status, open.StatusOn = model.NotRedeemed, today
	return p.receipt(model.VerbReplace, nil), []model.Change{model.Created(key), model.Changed(benefit, open)}, nil
}

// index is the place of the wrong key among those of the redemption, -1 where
// it is none of them, or not said of several.
func (c Replace) index(r model.Redemption) int {
	if c.Wrong == 0 && len(r.Keys) == 1 {
		return 0
	}
	return slices.Index(r.Keys, c.Wrong)
}

func (c Replace) check(facts model.Facts, p past, today model.Date) error {
	requested := c.Requested
	if requested.IsZero() {
		requested = today
	}
	keys, err := keysOf(facts, p.redemption)
	if err == nil {
		err = WhyNotReplaced(p.redemption, keys)
	}
	switch {
	case err != nil:
		return err
	case requested > today:
		return model.Refuse(ReplacementLater, requested, today)
	case c.index(p.redemption) < 0:
		return model.Refuse(ReplacementWhich, len(p.keys))
	}
	if given := ReplacementAmong(keys, p.redemption, p.redemption.Keys[c.index(p.redemption)]); given.ID != 0 {
		return model.Refuse(ReplacementOnce, given.Label())
	}
	return WhyNotRequested(p.redemption, keys, requested)
}

// keysOf are the keys of a redemption, and those that replaced them.
func keysOf(facts model.Facts, r model.Redemption) (keys []model.ProductKey, err error) {
	found, err := facts.Referring(r.Ref(), model.KindProductKey)
	for _, record := range found {
		keys = append(keys, record.(model.ProductKey))
	}
	return keys, err
}

// WhyNotRequested refuses to ask on a day for a replacement of a redemption's
// key, given its keys and those that replaced them.
func WhyNotRequested(r model.Redemption, keys []model.ProductKey, day model.Date) error {
	err := WhyNotReplaced(r, keys)
	switch {
	case err != nil:
		return err
	case day < r.On:
		return model.Refuse(ReplacementBefore, r.On)
	case day > ReplacementUntil(r):
		return model.Refuse(ReplacementOver, ReplacementUntil(r))
	}
	return nil
}

// WhyNotReplaced refuses a redemption of which no key is replaced on any day,
// given its keys and those that replaced them.
func WhyNotReplaced(r model.Redemption, keys []model.ProductKey) error {
	switch {
	case r.Status != model.Redeemed:
		return model.Refuse(NotRecorded, r.Action, r.Effective)
	case len(r.Keys) == 0:
		return model.Refuse(NoKeyToReplace, r.Action, r.Effective)
	}
	for _, id := range r.Keys {
		if ReplacementAmong(keys, r, id).ID == 0 {
			return nil
		}
	}
	return model.Refuse(ReplacementOnce, ReplacementAmong(keys, r, r.Keys[0]).Label())
}

// Replacements are those of keys that Microsoft gave for a redemption's.
func Replacements(keys []model.ProductKey, r model.Redemption) (given []model.ProductKey) {
	for _, k := range keys {
		if k.Replaces == r.ID {
			given = append(given, k)
		}
	}
	return given
}

// ReplacementAmong is the key that Microsoft gave for one of a redemption's, if
// it did.
func ReplacementAmong(keys []model.ProductKey, r model.Redemption, wrong model.ID) (replacement model.ProductKey) {
	for _, k := range Replacements(keys, r) {
		if k.Instead == wrong || k.Instead == 0 {
			return k
		}
	}
	return replacement
}

// Replaceable tells whether Microsoft may still be asked to replace a key of a
// redemption, given its keys and those that replaced them.
func Replaceable(r model.Redemption, keys []model.ProductKey, today model.Date) bool {
	return WhyNotRequested(r, keys, today) == nil
}
