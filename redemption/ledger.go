package redemption

import (
	"cmp"
	"slices"

	"benefitdesk/model"
)

// PostingKind is what a posting of a ledger tells.
type PostingKind int

// The kinds of postings.
const (
	PostedOpening    PostingKind = iota // what there was before the first redemption that is recorded
	PostedRedemption                    // what a redemption brought
	PostedDrift                         // a difference that a portal showed
	PostedNow                           // what is left today, or that it has ended
)

// Posting is one line of a subscription's license-time ledger. What was left
// before, less Used, plus In and Rest, is Left.
type Posting struct {
	Kind       PostingKind
	Day        model.Date
	Redemption model.Redemption
	Before     model.Term
	After      model.Term
	Used       int64 // license-days that passed since the posting before
	In         int64 // license-days on the key: its licenses times the days of its term
	Left       int64 // license-days left on Day, afterwards
	// Rest is what the calendar and rounding made of a redemption. Of an opening
	// and of drift it is all that changed.
	Rest   int64
	Reason model.Code // likely one, of drift
}

// PortalEstimated says that an end date was worked back from a later state.
const PortalEstimated model.Code = "portal_estimated"

// Ledger posts what became of a subscription's license-time, from its first
// redemption to today. Where a portal's figures differ from what the redemption
// before gave, the difference is a posting of its own: on the day of the
// redemption where it was shown there, else on the day of the next one, or on
// that of the portal's latest report.
func Ledger(s model.Subscription, redemptions []model.Redemption, today model.Date) []Posting {
	done := slices.DeleteFunc(slices.Clone(redemptions), func(r model.Redemption) bool { return r.Status != model.Redeemed })
	slices.SortStableFunc(done, func(a, b model.Redemption) int {
		return cmp.Or(cmp.Compare(a.Effective, b.Effective), cmp.Compare(a.ID, b.ID))
	})
	var l ledger
	for i, r := range done {
		switch {
		case i == 0:
			l.open(r.Effective, r.Before)
		case LicenseDays(r.Before, r.Effective) > 0 || LicenseDays(l.stands, r.Effective) > 0: // else it has ended either way
			l.drift(r.Effective, r.Before, PortalUnexplained)
		}
		l.redeemed(r)
	}
	stands := model.Term{Licenses: s.Licenses, Ends: s.Ends}
	switch {
	case s.Ends.IsZero():
	case len(done) == 0:
		l.open(today, stands)
	default:
		day := today
		if s.ReportedOn >= l.day && s.ReportedOn <= today {
			day = s.ReportedOn
		}
		l.drift(day, stands, reasonNow(s, done[len(done)-1]))
	}
	if len(l.postings) > 0 {
		l.post(Posting{Kind: PostedNow, Day: max(l.day, min(today, l.stands.Ends)), After: l.stands})
	}
	return l.postings
}

// ledger is one that is being written: what stands on the day of its last
// posting.
type ledger struct {
	postings []Posting
	day      model.Date
	stands   model.Term
}

// post adds a posting; what is left today is told only once.
func (l *ledger) post(p Posting) {
	before := LicenseDays(l.stands, p.Day)
	if len(l.postings) > 0 {
		if p.Kind == PostedNow && p.Day == l.day {
			return
		}
		p.Used = LicenseDays(l.stands, l.day) - before
	}
	p.Before, p.Left = l.stands, LicenseDays(p.After, p.Day)
	p.Rest = p.Left - before - p.In
	l.postings, l.day, l.stands = append(l.postings, p), p.Day, p.After
}

// open posts what is there before anything is recorded.
func (l *ledger) open(day model.Date, t model.Term) {
	if LicenseDays(t, day) > 0 {
		l.post(Posting{Kind: PostedOpening, Day: day, After: t})
	}
}

func (l *ledger) drift(day model.Date, to model.Term, reason model.Code) {
	if to != l.stands {
		l.post(Posting{Kind: PostedDrift, Day: day, After: to, Reason: reason})
	}
}

func (l *ledger) redeemed(r model.Redemption) {
	in := r.KeyLicenses * int64(r.Effective.AddMonths(r.KeyMonths)-r.Effective)
	if len(r.Keys) == 0 { // a purchase: what it is good for is all it brings
		in = LicenseDays(r.After, r.Effective)
	}
	l.post(Posting{Kind: PostedRedemption, Day: r.Effective, Redemption: r, After: r.After, In: in})
	if !r.PortalEnds.IsZero() {
		l.drift(r.Effective, model.Term{Licenses: r.After.Licenses, Ends: r.PortalEnds}, likelyReasonOf(r))
	}
}

// reasonNow is why a subscription may be another than its latest redemption made
// it.
func reasonNow(s model.Subscription, latest model.Redemption) model.Code {
	switch {
	case s.Estimated:
		return PortalEstimated
	case s.Licenses == latest.After.Licenses && latest.PortalEnds.IsZero():
		return LikelyReason(outcomeOf(latest), s.Ends)
	}
	return PortalUnexplained
}

// likelyReasonOf is LikelyReason for a redemption that was recorded.
func likelyReasonOf(r model.Redemption) model.Code { return LikelyReason(outcomeOf(r), r.PortalEnds) }

// outcomeOf is what was recorded of a redemption, for LikelyReason.
func outcomeOf(r model.Redemption) Outcome {
	var action Action
	_ = action.UnmarshalText([]byte(r.Action)) // one that is not known is explained by its dates alone
	return Outcome{Action: action, On: r.On, Before: r.Before, After: r.After}
}
