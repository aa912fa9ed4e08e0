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
	checkPostings(t, got, []wantPosting{
		{"2026-01-01", redemption.PostedRedemption, 1, 0, 3650, 0, 3650, ""},
		{"2026-05-01", redemption.PostedRedemption, 2, 1200, 3650, 0, 6100, ""},
		{"2026-05-01", redemption.PostedDrift, 0, 0, 0, 20, 6120, redemption.Rounding},
		{"2026-12-01", redemption.PostedDrift, 0, 20 * 214, 0, 6380, 8220, redemption.PortalUnexplained},
		{"2026-12-01", redemption.PostedRedemption, 3, 0, 10950, 30, 19200, ""}, // 2028 has a leap day
		{"2026-12-10", redemption.PostedDrift, 0, 270, 0, 631, 19561, redemption.PortalUnexplained},
	})
}

type wantPosting struct {
	day                  string
	kind                 redemption.PostingKind
	id                   model.ID
	used, in, rest, left int64
	reason               model.Code
}

func checkPostings(t *testing.T, got []redemption.Posting, want []wantPosting) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d postings, want %d: %+v", len(got), len(want), got)
		return
	}
	for i, w := range want {
		p := got[i]
		if g := (wantPosting{p.Day.String(), p.Kind, p.Redemption.ID, p.Used, p.In, p.Rest, p.Left, p.Reason}); g != w {
			t.Errorf("posting %d: %+v, want %+v", i, g, w)
		}
	}
}

// TestLedgerOf subscriptions that are not as their redemptions made them.
func TestLedgerOf(t *testing.T) {
	activated := model.Redemption{ID: 1, Keys: []model.ID{1}, Action: "activate", On: date("2026-01-01"), Effective: date("2026-01-01"),
		KeyLicenses: 10, KeyMonths: 12, After: term("10, 2027-01-01"), Status: model.Redeemed}
	extended := model.Redemption{ID: 2, Keys: []model.ID{2}, Action: "extend", On: date("2026-09-01"), Effective: date("2026-09-01"),
		KeyLicenses: 10, KeyMonths: 12, Before: term("5, 2026-12-31"), After: term("5, 2028-12-31"), Status: model.Redeemed}
	reserved := model.Redemption{ID: 3, Keys: []model.ID{3}, Action: "renew", On: date("2026-11-01"), Effective: date("2027-01-02"),
		KeyLicenses: 10, KeyMonths: 12, Before: term("10, 2027-01-01"), After: term("10, 2028-01-02"), Status: model.Reserved}
	again := model.Redemption{ID: 4, Keys: []model.ID{4}, Action: "activate", On: date("2027-03-01"), Effective: date("2027-03-01"),
		KeyLicenses: 3, KeyMonths: 12, After: term("3, 2028-03-01"), Status: model.Redeemed}
	unexplained, first := redemption.PortalUnexplained, wantPosting{"2026-01-01", redemption.PostedRedemption, 1, 0, 3650, 0, 3650, ""}
	for name, row := range map[string]struct {
		held        model.Subscription
		redemptions []model.Redemption
		today       string
		want        []wantPosting
	}{
		"no history": {model.Subscription{Licenses: 100, Ends: date("2027-03-31")}, nil, "2026-11-20",
			[]wantPosting{{"2026-11-20", redemption.PostedOpening, 0, 0, 0, 13100, 13100, ""}}},
		"no history, ended": {model.Subscription{Licenses: 100, Ends: date("2026-11-19")}, nil, "2026-11-20", nil},
		"no end":            {model.Subscription{Licenses: 100}, nil, "2026-11-20", nil},
		"imported before its first redemption": {model.Subscription{Licenses: 5, Ends: date("2028-12-31")}, []model.Redemption{extended}, "2026-09-02", []wantPosting{
			{"2026-09-01", redemption.PostedOpening, 0, 0, 0, 605, 605, ""},
			{"2026-09-01", redemption.PostedRedemption, 2, 0, 3650, 5, 4260, ""},
			{"2026-09-02", redemption.PostedNow, 0, 5, 0, 0, 4255, ""}}},
		"only held": {model.Subscription{Licenses: 10, Ends: date("2027-01-01")}, []model.Redemption{reserved, activated}, "2026-12-31", []wantPosting{
			first, {"2026-12-31", redemption.PostedNow, 0, 3640, 0, 0, 10, ""}}},
		"ended": {model.Subscription{Licenses: 10, Ends: date("2027-01-01")}, []model.Redemption{activated}, "2027-05-05", []wantPosting{
			first, {"2027-01-01", redemption.PostedNow, 0, 3650, 0, 0, 0, ""}}},
		"activated again": {model.Subscription{Licenses: 3, Ends: date("2028-03-01")}, []model.Redemption{activated, again}, "2027-03-01", []wantPosting{
			first, {"2027-03-01", redemption.PostedRedemption, 4, 3650, 1098, 0, 1098, ""}}},
		"a day more, reported": {model.Subscription{Licenses: 10, Ends: date("2027-01-02"), ReportedOn: date("2026-02-01")}, []model.Redemption{activated}, "2026-02-02", []wantPosting{
			first, {"2026-02-01", redemption.PostedDrift, 0, 310, 0, 10, 3350, redemption.Rounding}, {"2026-02-02", redemption.PostedNow, 0, 10, 0, 0, 3340, ""}}},
		"reported before": {model.Subscription{Licenses: 11, Ends: date("2027-01-01"), ReportedOn: date("2025-12-31")}, []model.Redemption{activated}, "2026-02-02", []wantPosting{
			first, {"2026-02-02", redemption.PostedDrift, 0, 320, 0, 333, 3663, unexplained}}},
		"estimated": {model.Subscription{Licenses: 10, Ends: date("2026-12-20"), Estimated: true}, []model.Redemption{activated}, "2026-12-10", []wantPosting{
			first, {"2026-12-10", redemption.PostedDrift, 0, 3430, 0, -120, 100, redemption.PortalEstimated}}},
		"ended earlier than the rules gave": {model.Subscription{Licenses: 10, Ends: date("2026-06-01")}, []model.Redemption{activated}, "2026-07-01", []wantPosting{
			first, {"2026-07-01", redemption.PostedDrift, 0, 1810, 0, -1840, 0, unexplained}}},
	} {
		t.Run(name, func(t *testing.T) {
			checkPostings(t, redemption.Ledger(row.held, row.redemptions, date(row.today)), row.want)
		})
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
		left := int64(0)
		for i, p := range redemption.Ledger(s, redemptions, date(today).AddDays(rapid.IntRange(0, 1000).Draw(t, "later"))) {
			if left += p.In + p.Rest - p.Used; left != p.Left {
				t.Fatalf("posting %d leaves %d, not %d", i, p.Left, left)
			}
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
