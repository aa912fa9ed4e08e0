package redemption

import "benefitdesk/model"

// findKey takes the key that was typed, else the one that the store has for
// the benefit.
func (s *situation) findKey(facts model.Facts, c Redeem) error {
	if s.benefit.ByPurchase() {
		return s.findPurchase(facts, c)
	}
	known, found, err := c.storedKey(facts, s.benefit)
	switch {
	case err != nil:
		return err
	case found && known.Benefit != s.benefit.ID && known.Status != model.Redeemed:
		var owner model.Benefit
		if err := fetch(facts, &owner, model.Ref{Kind: model.KindBenefit, ID: known.Benefit}); err != nil {
			return err
		}
		return model.Refuse(model.CodeKeyKnown, known.Label(), owner.Name)
	case found:
		s.key = known
	case c.Key.IsZero() && !c.Estimate:
		return model.Refuse(KeyMissing)
	default:
		if err := c.another(facts, s.benefit); err != nil {
			return err
		}
		s.key = model.ProductKey{
			Benefit: s.benefit.ID, Product: s.benefit.Product, Licenses: c.Licenses, Months: c.Months,
			ActivateBy: s.benefit.ActivateBy, Tail: c.Key.Tail(), Text: c.Key,
		}
		if s.key.Licenses == 0 {
			s.key.Licenses = s.benefit.Quantity.Amount
		}
		if s.key.Months == 0 {
			s.key.Months = DefaultMonths
		}
	}
	return s.findUse(facts)
}

// findPurchase looks up the purchase that was planned before, or carried out: a
// benefit is purchased once, as a key is redeemed once.
func (s *situation) findPurchase(facts model.Facts, c Redeem) error {
	if !c.Key.IsZero() {
		return model.Refuse(model.CodeTakesNoKey, s.benefit.Name)
	}
	records, err := facts.Referring(s.benefit.Ref(), model.KindRedemption)
	if err != nil {
		return err
	}
	var done model.Redemption
	for _, record := range records {
		switch r := record.(model.Redemption); {
		case r.Benefit != s.benefit.ID:
		case r.Status == model.Reserved:
			s.redemption = r
		case r.Status == model.Redeemed:
			done = r
		}
	}
	switch {
	case done.ID != 0:
		s.used, err = useBy(facts, done)
	case s.benefit.Status == model.Redeemed: // a portal said so
		s.used = Use{Known: true, On: s.benefit.StatusOn}
	}
	return err
}

func (c Redeem) storedKey(facts model.Facts, benefit model.Benefit) (model.ProductKey, bool, error) {
	if !c.Key.IsZero() {
		return facts.FindKey(c.Key)
	}
	if c.Stored != 0 {
		var key model.ProductKey
		err := fetch(facts, &key, model.Ref{Kind: model.KindProductKey, ID: c.Stored})
		return key, true, err
	}
	records, err := facts.Referring(benefit.Ref(), model.KindProductKey)
	if err != nil {
		return model.ProductKey{}, false, err
	}
	keys := make([]model.ProductKey, len(records))
	for i, record := range records {
		keys[i] = record.(model.ProductKey)
	}
	key, found := KeyToUse(benefit, keys)
	return key, found, nil
}

// another refuses a key that is not recorded where another one is: often it is
// that one with a typing error.
func (c Redeem) another(facts model.Facts, benefit model.Benefit) error {
	if !c.Recorded {
		return nil
	}
	recorded, found, err := Redeem{}.storedKey(facts, benefit)
	if err == nil && found {
		err = model.Refuse(KeyDiffers, recorded.Label(), benefit.Name)
	}
	return err
}

// KeyToUse picks the key that a redemption of a benefit takes when none is
// typed: the one that a reservation holds, else the first that is not
// redeemed, else the last that was.
func KeyToUse(benefit model.Benefit, keys []model.ProductKey) (key model.ProductKey, found bool) {
	for _, status := range []model.Status{model.Reserved, model.NotRedeemed} {
		for _, k := range keys {
			if k.Status == status && (status != model.Reserved || benefit.Status == model.Reserved) {
				return k, true
			}
		}
	}
	if len(keys) == 0 {
		return model.ProductKey{}, false
	}
	return keys[len(keys)-1], true
}
