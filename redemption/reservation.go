package redemption

import (
	"cmp"

	"benefitdesk/model"
)

// What is said of renewals of the same subscription that are held, beside the
// warnings of Preview.
const (
	MovesReservation   model.Code = "moves_reservation"    // benefit, day before, day after
	ReservationTooLate model.Code = "reservation_too_late" // benefit, day after, last day of its key
	ReservedAlready    model.Code = "reserved_already"     // benefit, day
)

// reservations tells of the renewals that are held for the same subscription:
// they wait for its end, so that whatever moves the end moves them, and of two
// for one day the second waits for what the first gives.
func (s situation) reservations(facts model.Facts, c Redeem, o Outcome, today model.Date) (notices []model.Notice, err error) {
	others, err := s.heldBeside(facts)
	if err != nil {
		return nil, err
	}
	after := s.subscription
	after.Ends = cmp.Or(c.PortalEnds, o.After.Ends)
	for _, held := range others {
		name := held.benefits[0].Name
		from, to := held.redemption.TakesEffect(s.subscription), held.redemption.TakesEffect(after)
		last := held.firstActivateBy()
		switch {
		case c.reserves(o, today):
			if o.Action == Renew && held.redemption.Action == Renew.String() {
				notices = append(notices, model.Notice{Code: ReservedAlready, Args: []any{name, from}})
			}
		case from != to && !last.IsZero() && last < to:
			notices = append(notices, model.Notice{Code: ReservationTooLate, Args: []any{name, to, last}})
		case from != to:
			notices = append(notices, model.Notice{Code: MovesReservation, Args: []any{name, from, to}})
		}
	}
	return notices, nil
}

// heldBeside are the reservations of the subscription whose place this
// redemption does not take.
func (s situation) heldBeside(facts model.Facts) (others []past, err error) {
	if s.subscription.ID == 0 {
		return nil, nil
	}
	found, err := facts.Referring(s.subscription.Ref(), model.KindRedemption)
	if err != nil {
		return nil, err
	}
	own := map[model.ID]bool{s.redemption.ID: true}
	for _, held := range s.held {
		own[held.redemption.ID] = true
	}
	for _, record := range found {
		r := record.(model.Redemption)
		if r.Status != model.Reserved || own[r.ID] {
			continue
		}
		held, err := lookBack(facts, r.ID)
		if err != nil {
			return nil, err
		}
		others = append(others, held)
	}
	return others, nil
}
