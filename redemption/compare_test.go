package redemption_test

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// An extension by 10 months that took effect on 2026-11-20, and what the
// portal showed at that time or later.
func TestCompare(t *testing.T) {
	const id = 7
	day := model.MustDate
	var (
		on    = day("2026-11-20")
		rules = day("2027-06-30")
	)
	extended := model.Redemption{
		ID: id, Action: "extend", On: on, Effective: on, KeyLicenses: 25, KeyMonths: 12, Status: model.Redeemed,
		Before: model.Term{Licenses: 100, Ends: day("2027-03-31")}, After: model.Term{Licenses: 100, Ends: rules},
	}
	for _, row := range []struct {
		what  string
		alter func(*model.Subscription, *model.Redemption)
		want  redemption.Comparison
		known bool
	}{
		{"not reported since", func(*model.Subscription, *model.Redemption) {}, redemption.Comparison{}, false},
		{"reported on the same day", func(s *model.Subscription, _ *model.Redemption) { s.ReportedOn = on },
			redemption.Comparison{Rules: rules, Portal: rules, Seen: on}, true},
		{"reported later", func(s *model.Subscription, _ *model.Redemption) { s.ReportedOn = on + 9 },
			redemption.Comparison{Rules: rules, Portal: rules, Seen: on + 9}, true},
		{"reported before", func(s *model.Subscription, _ *model.Redemption) { s.ReportedOn = on - 1 }, redemption.Comparison{}, false},
		{"a day later at the redemption", func(s *model.Subscription, r *model.Redemption) { s.Ends, r.PortalEnds = rules+1, rules+1 },
			redemption.Comparison{Rules: rules, Portal: rules + 1, Seen: on, Reason: redemption.Rounding}, true},
		{"a day later, reported again", func(s *model.Subscription, r *model.Redemption) {
			s.Ends, r.PortalEnds, s.ReportedOn = rules+1, rules+1, on+9
		}, redemption.Comparison{Rules: rules, Portal: rules + 1, Seen: on + 9, Reason: redemption.Rounding}, true},
		{"another one later", func(s *model.Subscription, r *model.Redemption) { s.Ends, r.PortalEnds = rules+90, rules+1 },
			redemption.Comparison{Rules: rules, Portal: rules + 90, Reason: redemption.PortalUnexplained}, true},
		{"at last what the rules gave", func(s *model.Subscription, r *model.Redemption) { s.ReportedOn, r.PortalEnds = on+9, rules+1 },
			redemption.Comparison{Rules: rules, Portal: rules, Seen: on + 9}, true},
		{"twelve months at most", func(s *model.Subscription, r *model.Redemption) {
			s.Ends, r.After.Ends = day("2028-03-31"), day("2029-03-31")
		}, redemption.Comparison{Rules: day("2029-03-31"), Portal: day("2028-03-31"), Reason: redemption.PortalMayCap}, true},
		{"worked back", func(s *model.Subscription, _ *model.Redemption) { s.Ends, s.Estimated = rules+1, true }, redemption.Comparison{}, false},
		{"no end", func(s *model.Subscription, _ *model.Redemption) { s.Ends = 0 }, redemption.Comparison{}, false},
		{"not the latest", func(s *model.Subscription, _ *model.Redemption) { s.Ends, s.Redemption = rules+1, id+1 }, redemption.Comparison{}, false},
		{"only reserved", func(s *model.Subscription, r *model.Redemption) { s.Ends, r.Status = rules+1, model.Reserved }, redemption.Comparison{}, false},
		{"none", func(s *model.Subscription, r *model.Redemption) { s.Redemption, *r = 0, model.Redemption{} }, redemption.Comparison{}, false},
	} {
		s, r := model.Subscription{Ends: rules, Redemption: id}, extended
		row.alter(&s, &r)
		got, known := redemption.Compare(s, r)
		if got != row.want || known != row.known {
			t.Errorf("%s: %+v %v, want %+v %v", row.what, got, known, row.want, row.known)
		}
		if known && got.Agree() != (got.Reason == "") {
			t.Errorf("%s: agree %v, reason %q", row.what, got.Agree(), got.Reason)
		}
	}
}
