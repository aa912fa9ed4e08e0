package redemption

import "benefitdesk/model"

// Release gives a reservation up: the key is free again, and its benefit
// unless another reservation holds it.
type Release struct{ Redemption model.ID }

// Decide refuses what is not reserved, or no longer.
func (c Release) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	p, err := lookBack(facts, c.Redemption)
	switch {
	case err != nil:
		return model.Receipt{}, nil, err
	case p.redemption.Status != model.Reserved:
		return model.Receipt{}, nil, model.Refuse(NotReserved, p.redemption.Action, p.redemption.Effective)
	}
	changes, err := p.freed(facts, today, p.redemption)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	return p.receipt(model.VerbRelease, nil), changes, nil
}
