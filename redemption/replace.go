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
	wrong, benefit := p.keys[0], p.benefits[0]
	key := model.ProductKey{
		ID: facts.NewID(), Benefit: benefit.ID, Product: wrong.Product, Licenses: p.redemption.KeyLicenses, Months: p.redemption.KeyMonths,
		ActivateBy: benefit.ActivateBy, Tail: c.Key.Tail(), Status: model.NotRedeemed, Replaces: p.redemption.ID, Text: c.Key,
	}
	open := benefit
	open.Status, open.StatusOn = model.NotRedeemed, today
	return p.receipt(model.VerbReplace, nil), []model.Change{model.Created(key), model.Changed(benefit, open)}, nil
}

func (c Replace) check(facts model.Facts, p past, today model.Date) error {
	requested := c.Requested
	if requested.IsZero() {
		requested = today
	}
	replacement, err := ReplacementOf(facts, p.redemption)
	if err == nil {
		err = WhyNotReplaced(p.redemption, replacement)
	}
	switch {
	case err != nil:
		return err
	case requested > today:
		return model.Refuse(ReplacementLater, requested, today)
	}
	return WhyNotRequested(p.redemption, replacement, requested)
}

// WhyNotRequested refuses to ask on a day for a replacement of a redemption's
// key, given the key that already replaced it, if one did.
func WhyNotRequested(r model.Redemption, replacement model.ProductKey, day model.Date) error {
	err := WhyNotReplaced(r, replacement)
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

// WhyNotReplaced refuses a redemption whose key is not replaced on any day,
// given the key that already replaced it, if one did.
func WhyNotReplaced(r model.Redemption, replacement model.ProductKey) error {
	switch {
	case r.Status != model.Redeemed:
		return model.Refuse(NotRecorded, r.Action, r.Effective)
	case len(r.Keys) == 0:
		return model.Refuse(NoKeyToReplace, r.Action, r.Effective)
	case replacement.ID != 0:
		return model.Refuse(ReplacementOnce, replacement.Label())
	}
	return nil
}

// ReplacementOf is the key that Microsoft gave for a redemption's, if it did.
func ReplacementOf(facts model.Facts, r model.Redemption) (model.ProductKey, error) {
	found, err := facts.Referring(r.Ref(), model.KindProductKey)
	keys := make([]model.ProductKey, len(found))
	for i, record := range found {
		keys[i] = record.(model.ProductKey)
	}
	return ReplacementAmong(keys, r), err
}

// ReplacementAmong is the one of a benefit's keys that replaced a redemption's,
// if one did.
func ReplacementAmong(keys []model.ProductKey, r model.Redemption) (replacement model.ProductKey) {
	if i := slices.IndexFunc(keys, func(k model.ProductKey) bool { return k.Replaces == r.ID }); i >= 0 {
		replacement = keys[i]
	}
	return replacement
}

// Replaceable tells whether Microsoft may still be asked to replace the key of a
// redemption, given the keys of its benefit.
func Replaceable(r model.Redemption, keys []model.ProductKey, today model.Date) bool {
	return WhyNotRequested(r, ReplacementAmong(keys, r), today) == nil
}
