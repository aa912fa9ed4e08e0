package redemption

import "benefitdesk/model"

// Refusals of what is not in use any more, after those of Preview.
const (
	BenefitClosed model.Code = "benefit_closed" // benefit, its status
	TenantRetired model.Code = "tenant_retired" // tenant, since when
)

// MembershipCancelled tells that a benefit came with a membership that was
// cancelled. A key that was given out may still work: of it this is a notice
// beside the warnings of Preview. A purchase is refused, since it would end with
// the membership. Its arguments are membership and day.
const MembershipCancelled model.Code = "membership_cancelled"

// BenefitRedeemed is the notice that a benefit is recorded as redeemed, by a
// portal's grid for one, while its key is not: the key may have been used. Its
// argument is the benefit.
const BenefitRedeemed model.Code = "benefit_redeemed"

// cancelledBy tells whether a membership was cancelled by a day: what was
// redeemed before that may still be recorded.
func cancelledBy(m model.Membership, day model.Date) bool {
	return !m.Cancelled.IsZero() && m.Cancelled <= day
}

// usable refuses benefits that were cancelled, given up or that a portal calls
// expired, a purchase whose membership was cancelled, and a tenant that is no
// longer the partner's on the day.
func (s situation) usable(c Redeem) error {
	for _, g := range s.grants() {
		if g.benefit.Status == model.Cancelled || g.benefit.Status == model.Expired {
			return model.Refuse(BenefitClosed, g.benefit.Name, g.benefit.Status)
		}
	}
	if m := s.membership; s.benefit.ByPurchase() && cancelledBy(m, c.On) {
		return model.Refuse(MembershipCancelled, m.Label(), m.Cancelled)
	}
	if t := s.tenancy.tenant; !t.Retired.IsZero() && t.Retired <= c.On {
		return model.Refuse(TenantRetired, t.Label(), t.Retired)
	}
	return nil
}

// notices are what is said beside the warnings of Preview.
func (s situation) notices(facts model.Facts, c Redeem, o Outcome, today model.Date) ([]model.Notice, error) {
	notices, err := s.reservations(facts, c, o, today)
	told := map[model.ID]bool{}
	for _, g := range s.grants() {
		if err != nil {
			return nil, err
		}
		if b := g.benefit; b.Status == model.Redeemed && g.key.Replaces == 0 {
			notices = append(notices, model.Notice{Code: BenefitRedeemed, Args: []any{b.Name}})
		}
		m := s.membership
		if g.benefit.ID != s.benefit.ID {
			m, err = model.MembershipOf(facts, g.benefit)
		}
		if err == nil && cancelledBy(m, c.On) && !told[m.ID] {
			told[m.ID] = true
			notices = append(notices, model.Notice{Code: MembershipCancelled, Args: []any{m.Label(), m.Cancelled}})
		}
	}
	return notices, err
}
