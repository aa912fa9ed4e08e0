package redemption

import (
	"cmp"
	"slices"

	"benefitdesk/model"
)

// Posting is one line of a subscription's license-time ledger: what a
// redemption brought in, or a difference that a portal showed.
type Posting struct {
	Day        model.Date
	Redemption model.Redemption // the zero value for drift
	Before     model.Term
	After      model.Term
	In         int64 // license-days on the key: its licenses times the days of its term
	Left       int64 // license-days left on Day, afterwards
	// Rest is what the calendar and rounding made of it: what is left, less
	// what was left before and In. Of drift it is all that changed.
	Rest   int64
	Reason model.Code // likely one, of drift
}

// Drift tells whether the posting is a difference that a portal showed.
func (p Posting) Drift() bool { return p.Redemption.ID == 0 }

// Ledger posts what became of a subscription's license-time, from its first
// redemption to its present end. Where a portal's figures differ from what the
// redemption before gave, the difference is a posting of its own: on the day
// of the redemption where it was shown there, else on the day of the next
// redemption, or today's.
func Ledger(s model.Subscription, redemptions []model.Redemption, today model.Date) []Posting {
	done := slices.DeleteFunc(slices.Clone(redemptions), func(r model.Redemption) bool { return r.Status != model.Redeemed })
	slices.SortStableFunc(done, func(a, b model.Redemption) int {
		return cmp.Or(cmp.Compare(a.Effective, b.Effective), cmp.Compare(a.ID, b.ID))
	})
	var postings []Posting
	var stands model.Term
	post := func(p Posting, before int64) {
		p.Left = LicenseDays(p.After, p.Day)
		p.Rest = p.Left - before - p.In
		stands = p.After
		postings = append(postings, p)
	}
	drift := func(day model.Date, to model.Term, reason model.Code) {
		if to != stands {
			post(Posting{Day: day, Before: stands, After: to, Reason: reason}, LicenseDays(stands, day))
		}
	}
	for i, r := range done {
		if i > 0 {
			drift(r.Effective, r.Before, PortalUnexplained)
		}
		in := r.KeyLicenses * int64(r.Effective.AddMonths(r.KeyMonths)-r.Effective)
		if len(r.Keys) == 0 { // a purchase: what it is good for is all it brings
			in = LicenseDays(r.After, r.Effective)
		}
		before := LicenseDays(r.Before, r.Effective)
		post(Posting{Day: r.Effective, Redemption: r, Before: r.Before, After: r.After, In: in}, before)
		if !r.PortalEnds.IsZero() {
			drift(r.Effective, model.Term{Licenses: r.After.Licenses, Ends: r.PortalEnds}, likelyReasonOf(r))
		}
	}
	if len(done) > 0 {
		drift(today, model.Term{Licenses: s.Licenses, Ends: s.Ends}, PortalUnexplained)
	}
	return postings
}

// likelyReasonOf is LikelyReason for a redemption that was recorded.
func likelyReasonOf(r model.Redemption) model.Code {
	var action Action
	_ = action.UnmarshalText([]byte(r.Action)) // one that is not known is explained by its dates alone
	return LikelyReason(Outcome{Action: action, On: r.On, Before: r.Before, After: r.After}, r.PortalEnds)
}
