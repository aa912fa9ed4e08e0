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
	switch {
	case err != nil:
		return err
	case p.redemption.Status != model.Redeemed:
		return model.Refuse(NotRecorded, p.redemption.Action, p.redemption.Effective)
	case len(p.keys) == 0:
		return model.Refuse(NoKeyToReplace, p.redemption.Action, p.redemption.Effective)
	case replacement.ID != 0:
		return model.Refuse(ReplacementOnce, replacement.Label())
	case requested > today:
		return model.Refuse(RedeemedLater, requested, today)
	case requested < p.redemption.On:
		return model.Refuse(ReplacementBefore, p.redemption.On)
	case requested > ReplacementUntil(p.redemption):
		return model.Refuse(ReplacementOver, ReplacementUntil(p.redemption))
	}
	return nil
}

// ReplacementOf is the key that Microsoft gave for a redemption's, if it did.
func ReplacementOf(facts model.Facts, r model.Redemption) (model.ProductKey, error) {
	found, err := facts.Referring(r.Ref(), model.KindProductKey)
	for _, record := range found {
		if key := record.(model.ProductKey); key.Replaces == r.ID {
			return key, err
		}
	}
	return model.ProductKey{}, err
}

// Replaceable tells whether Microsoft may still replace the key of a
// redemption: one with a key that was carried out, and not replaced by any of
// the benefit's keys.
func Replaceable(r model.Redemption, keys []model.ProductKey, today model.Date) bool {
	replaced := slices.ContainsFunc(keys, func(k model.ProductKey) bool { return k.Replaces == r.ID })
	return r.Status == model.Redeemed && len(r.Keys) > 0 && !replaced && r.On <= today && today <= ReplacementUntil(r)
}
