package redemption_test

import (
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// TestLedger follows a subscription: activated, added to with a portal that
// showed a day more, changed in the portal, extended, and changed again.
func TestLedger(t *testing.T) {
	redemptions := []model.Redemption{
		{ID: 3, Keys: []model.ID{1}, Action: "extend", On: date("2026-12-01"), Effective: date("2026-12-01"), KeyLicenses: 30, KeyMonths: 12,
			Before: term("30, 2027-09-01"), After: term("30, 2028-09-01"), Status: model.Redeemed},
		{ID: 1, Keys: []model.ID{1}, Action: "activate", On: date("2026-01-01"), Effective: date("2026-01-01"), KeyLicenses: 10, KeyMonths: 12,
			After: term("10, 2027-01-01"), Status: model.Redeemed},
		{ID: 2, Keys: []model.ID{1}, Action: "add", On: date("2026-05-01"), Effective: date("2026-05-01"), KeyLicenses: 10, KeyMonths: 12,
			Before: term("10, 2027-01-01"), After: term("20, 2027-03-02"), PortalEnds: date("2027-03-03"), Status: model.Redeemed},
		{ID: 4, Keys: []model.ID{1}, Action: "add", Status: model.Cancelled},
	}
	got := redemption.Ledger(model.Subscription{Licenses: 31, Ends: date("2028-09-01")}, redemptions, date("2026-12-10"))
	want := []struct {
		day            string
		id             model.ID
		in, left, rest int64
		reason         model.Code
	}{
		{"2026-01-01", 1, 3650, 3650, 0, ""},
		{"2026-05-01", 2, 3650, 6100, 0, ""}, // 10 × 245 were left
		{"2026-05-01", 0, 0, 6120, 20, redemption.Rounding},
		{"2026-12-01", 0, 0, 8220, 6380, redemption.PortalUnexplained}, // 20 × 92 were left
		{"2026-12-01", 3, 10950, 19200, 30, ""},                        // 2028 has a leap day
		{"2026-12-10", 0, 0, 19561, 631, redemption.PortalUnexplained},
	}
	if len(got) != len(want) {
		t.Fatalf("%d postings: %+v", len(got), got)
	}
	for i, w := range want {
		p := got[i]
		if p.Day != date(w.day) || p.Redemption.ID != w.id || p.Drift() != (w.id == 0) || p.In != w.in || p.Left != w.left || p.Rest != w.rest || p.Reason != w.reason {
			t.Errorf("posting %d: %s, redemption %d, in %d, left %d, rest %d, %s; want %+v", i, p.Day, p.Redemption.ID, p.In, p.Left, p.Rest, p.Reason, w)
		}
	}
	if none := redemption.Ledger(model.Subscription{Licenses: 5, Ends: date(later)}, nil, date(today)); len(none) > 0 {
		t.Errorf("of no redemption: %+v", none)
	}
}

// TestLedgerBalances: postings follow on each other, end with what the
// subscription is, and an add brings in what its key holds but for rounding.
func TestLedgerBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) redemption.Stage {
			return redemption.Stage{
				Action: rapid.SampledFrom([]redemption.Action{redemption.Add, redemption.Extend}).Draw(t, "action"),
				Key:    redemption.Key{Licenses: rapid.Int64Range(1, 20).Draw(t, "key"), Months: 12},
			}
		}), 0, 5).Draw(t, "stages")
		stages = append([]redemption.Stage{{Action: redemption.Activate, Key: redemption.Key{Licenses: 20, Months: 12}}}, stages...)
		outcomes, err := redemption.Chain(redemption.Request{On: date(today)}, stages)
		if err != nil {
			t.Fatal(err)
		}
		var redemptions []model.Redemption
		for i, o := range outcomes {
			redemptions = append(redemptions, model.Redemption{
				ID: model.ID(i + 1), Keys: []model.ID{1}, Action: o.Action.String(), On: o.On, Effective: o.Effective,
				KeyLicenses: o.Key.Licenses, KeyMonths: o.Key.Months, Before: o.Before, After: o.After, Status: model.Redeemed,
			})
		}
		last := outcomes[len(outcomes)-1].After
		s := model.Subscription{Licenses: last.Licenses, Ends: last.Ends + model.Date(rapid.IntRange(0, 1).Draw(t, "drift"))}
		var stands model.Term
		for i, p := range redemption.Ledger(s, redemptions, date(today)) {
			if p.Before != stands {
				t.Fatalf("posting %d begins with %+v, not %+v", i, p.Before, stands)
			}
			if p.Redemption.Action == "add" && 2*max(p.Rest, -p.Rest) > p.After.Licenses {
				t.Fatalf("posting %d: %d license-days from nowhere", i, p.Rest)
			}
			stands = p.After
		}
		if stands != (model.Term{Licenses: s.Licenses, Ends: s.Ends}) {
			t.Fatalf("the ledger ends with %+v, the subscription with %+v", stands, s)
		}
	})
}
