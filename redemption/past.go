package redemption

import "benefitdesk/model"

// past is a redemption of the store with the records that it was about.
type past struct {
	redemption   model.Redemption
	keys         []model.ProductKey
	benefits     []model.Benefit // of the keys, each once; the redemption's own first
	subscription model.Subscription
	before       model.Redemption // the one that it builds on, where that matters
}

// Refusals of what comes after a redemption.
const (
	NotRecorded       model.Code = "not_recorded"       // action and day of the redemption: it was not carried out
	NotReserved       model.Code = "not_reserved"       // action and day of the redemption
	BuiltOn           model.Code = "built_on"           // action and day of the redemption that came later
	Replaced          model.Code = "replaced"           // action and day of the redemption, the key that replaced its
	NothingCorrected  model.Code = "nothing_corrected"  // action and day of the redemption
	RedeemedLater     model.Code = "redeemed_later"     // day of the redemption, today
	ReplacementOver   model.Code = "replacement_over"   // last day
	ReplacementOnce   model.Code = "replacement_once"   // tail of the replacement
	ReplacementLater  model.Code = "replacement_later"  // day of the request, today
	ReplacementBefore model.Code = "replacement_before" // day of the redemption
	ReplacementWhich  model.Code = "replacement_which"  // number of keys that were redeemed together
	NoKeyToReplace    model.Code = "no_key_to_replace"  // action and day of the redemption
)

func lookBack(facts model.Facts, id model.ID) (p past, err error) {
	if err := fetch(facts, &p.redemption, model.Ref{Kind: model.KindRedemption, ID: id}); err != nil {
		return past{}, err
	}
	if p.redemption.ID == 0 {
		return past{}, model.Refuse(model.CodeNoRecord, model.Ref{Kind: model.KindRedemption})
	}
	subscription := model.Ref{Kind: model.KindSubscription, ID: p.redemption.Subscription}
	if err := fetch(facts, &p.subscription, subscription); err != nil {
		return past{}, err
	}
	benefits := []model.ID{p.redemption.Benefit}
	for _, id := range p.redemption.Keys {
		var key model.ProductKey
		if err := fetch(facts, &key, model.Ref{Kind: model.KindProductKey, ID: id}); err != nil {
			return past{}, err
		}
		p.keys = append(p.keys, key)
		benefits = append(benefits, key.Benefit)
	}
	seen := map[model.ID]bool{0: true}
	for _, id := range benefits {
		if seen[id] {
			continue
		}
		seen[id] = true
		var benefit model.Benefit
		if err := fetch(facts, &benefit, model.Ref{Kind: model.KindBenefit, ID: id}); err != nil {
			return past{}, err
		}
		p.benefits = append(p.benefits, benefit)
	}
	return p, nil
}

// receipt is of a command on the redemption.
func (p past) receipt(verb model.Verb, detail any) model.Receipt {
	return model.Receipt{
		Verb: verb, Object: p.benefits[0].Ref(), Label: p.benefits[0].Name, Tenant: p.redemption.Tenant, Detail: detail,
	}
}

// freed are the keys and benefits of the redemption as they are when it no
// longer counts, and the redemption itself.
func (p past) freed(facts model.Facts, today model.Date, cancelled model.Redemption) (changes changeList, err error) {
	cancelled.Status = model.Cancelled
	changes.add(p.redemption, cancelled, false)
	if err := p.free(facts, &changes, today); err != nil {
		return nil, err
	}
	return changes, nil
}

// free makes the keys and benefits of the redemption available again, but for
// those that are among the changes and benefits that another reservation holds.
func (p past) free(facts model.Facts, changes *changeList, today model.Date) error {
	for _, key := range p.keys {
		free := key
		free.Status, free.Redemption = model.NotRedeemed, 0
		if !changes.has(key) {
			changes.add(key, free, false)
		}
	}
	for _, benefit := range p.benefits {
		held, err := isHeld(facts, benefit, *changes)
		if err != nil {
			return err
		}
		open := benefit
		if !held {
			open.Status, open.StatusOn = model.NotRedeemed, today
		}
		if p.redemption.Status == model.Redeemed {
			open.Subscription = 0
		}
		if open != benefit && !changes.has(benefit) {
			changes.add(benefit, open, false)
		}
	}
	return nil
}

// isHeld tells whether a reservation that is not among the changes holds a
// benefit: as its own, or together with another one's key.
func isHeld(facts model.Facts, benefit model.Benefit, changes changeList) (bool, error) {
	for _, kind := range []model.Kind{model.KindRedemption, model.KindProductKey} {
		found, err := facts.Referring(benefit.Ref(), kind)
		if err != nil {
			return false, err
		}
		for _, record := range found {
			key, _ := record.(model.ProductKey)
			r, _ := record.(model.Redemption)
			if (key.Status == model.Reserved || r.Status == model.Reserved) && !changes.has(record) {
				return true, nil
			}
		}
	}
	return false, nil
}
