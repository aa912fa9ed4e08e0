package redemption

import "benefitdesk/model"

// Release gives a reservation up: the key and its benefit are free again.
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
	return p.receipt(model.VerbRelease, nil), p.freed(today, p.redemption), nil
}
