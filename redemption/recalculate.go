package redemption

import "benefitdesk/model"

// held is what a subscription had.
type held struct {
	subscription model.ID
	term         model.Term
}

// Recalculate gives redemptions that were moved by some days what the rules give
// on their new days, one after another, and their subscriptions what the latest
// gave: months and years differ in days. A portal that rounded still does.
func Recalculate(changes []model.Change) error {
	keys := map[model.ID]model.ProductKey{}
	for _, c := range changes {
		if key, ok := c.After.(model.ProductKey); ok {
			keys[key.ID] = key
		}
	}
	became := map[held]model.Term{}
	for i, c := range changes {
		r, ok := c.After.(model.Redemption)
		if !ok {
			continue
		}
		again, err := recalculated(r, keys, became)
		if err != nil {
			return err
		}
		if r.Status == model.Redeemed {
			became[held{r.Subscription, term(r)}] = term(again)
		}
		changes[i].After = again
	}
	for i, c := range changes {
		s, ok := c.After.(model.Subscription)
		if to, known := became[held{s.ID, model.Term{Licenses: s.Licenses, Ends: s.Ends}}]; ok && known {
			s.Ends = to.Ends
			changes[i].After = s
		}
	}
	return nil
}

func term(r model.Redemption) model.Term {
	return model.Term{Licenses: r.After.Licenses, Ends: RecordOf(r).Ends()}
}

func recalculated(r model.Redemption, keys map[model.ID]model.ProductKey, became map[held]model.Term) (model.Redemption, error) {
	if before, known := became[held{r.Subscription, r.Before}]; known {
		r.Before = before
	}
	p := past{redemption: r}
	for _, id := range r.Keys {
		p.keys = append(p.keys, keys[id])
	}
	outcome, err := Correct{}.again(p, model.Never)
	if err != nil {
		return r, err
	}
	if r.PortalEnds != 0 && likelyReasonOf(r) == Rounding {
		r.PortalEnds += outcome.After.Ends - r.After.Ends
	}
	r.After, r.Effective = outcome.After, outcome.Effective
	return r, nil
}
