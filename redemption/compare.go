package redemption

import "benefitdesk/model"

// Comparison is what the rules gave a subscription at its latest redemption,
// beside what its portal shows. Where they differ, later calculations build on
// the portal's.
type Comparison struct {
	Rules, Portal model.Date // end dates
	Seen          model.Date // the day on which the portal showed it; zero: not known
	Reason        model.Code // the likely one, where they differ
}

// Agree tells whether the portal confirmed what the rules gave.
func (c Comparison) Agree() bool { return c.Rules == c.Portal }

// Compare gives the comparison for a subscription and its latest redemption. It
// is not known when the portal has not shown an end date since, or one that was
// worked back from a later state.
func Compare(s model.Subscription, latest model.Redemption) (c Comparison, known bool) {
	if latest.ID == 0 || latest.ID != s.Redemption || latest.Status != model.Redeemed || s.Ends.IsZero() || s.Estimated {
		return Comparison{}, false
	}
	c = Comparison{Rules: latest.After.Ends, Portal: s.Ends}
	switch {
	case s.ReportedOn >= latest.Effective:
		c.Seen = s.ReportedOn
	case latest.PortalEnds == s.Ends:
		c.Seen = latest.On
	}
	if c.Agree() {
		if c.Seen.IsZero() {
			return Comparison{}, false
		}
		return c, true
	}
	o := Outcome{On: latest.On, Before: latest.Before, After: latest.After}
	if o.Action.UnmarshalText([]byte(latest.Action)) == nil {
		c.Reason = LikelyReason(o, c.Portal)
	}
	return c, true
}
