package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// onLedger opens the detail of the subscription with some redemptions.
func onLedger(t *testing.T, records []model.Record, test func(*driver)) {
	t.Helper()
	drive(t, 85, 70, func(d *driver) {
		d.desk.byOther(records...)
		d.press("t")
		d.goTo(32)
		d.press("enter")
		test(d)
	})
}

func postedOn(day string, r model.Redemption) model.Redemption {
	r.Subscription, r.Tenant, r.On, r.Effective, r.KeyMonths = 32, contosoID, model.MustDate(day), model.MustDate(day), 12
	return r
}

// TestTheLedgerOfASubscription shows what each redemption brought, what was used
// of it, and what the portal made of it.
func TestTheLedgerOfASubscription(t *testing.T) {
	onLedger(t, []model.Record{postedOn("2026-03-31", model.Redemption{ID: 90, Keys: []model.ID{91}, KeyLicenses: 100, Action: "activate",
		After: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-30")}, Status: model.Redeemed})}, func(d *driver) {
		d.see("License-time", "2026-03-31  Activate a new subscription  100 licenses until 2027-03-30",
			"+ 36,500 in − 100 rounding = 36,400 license-days ÷ 100 licenses =",
			"2026-11-20  Portal  100 licenses until 2027-03-31", "36,400 − 23,400 used + 100 in the portal = 13,100", "A day of rounding would explain it")
		d.dontSee(locale.English.Text(locale.LedgerHeld))
		d.resize(60, 70)
		d.see("+ 36,500 in − 100 rounding = 36,400")
	})
}

// TestALedgerWithoutHistory begins with what was there, and says that it is not
// known how that came about.
func TestALedgerWithoutHistory(t *testing.T) {
	onLedger(t, nil, func(d *driver) {
		d.see("2026-11-20  Opening  100 licenses until 2027-03-31", "= 13,100 license-days ÷ 100 licenses = 131 days", "It was there before")
	})
	onLedger(t, []model.Record{postedOn("2026-11-19", model.Redemption{ID: 90, Keys: []model.ID{91}, KeyLicenses: 100, Action: "extend",
		Before: model.Term{Licenses: 100, Ends: model.MustDate("2026-12-31")}, After: model.Term{Licenses: 100, Ends: model.MustDate("2027-12-31")}, Status: model.Redeemed,
		PortalEnds: model.MustDate("2027-03-31")})}, func(d *driver) {
		d.see("2026-11-19  Opening  100 licenses until 2026-12-31", "= 4,200 license-days", "4,200 + 36,500 in = 40,700 license-days ÷ 100 licenses = 407 days",
			"40,700 − 27,500 in the portal = 13,200", "2026-11-20  Today  100 licenses until 2027-03-31", "13,200 − 100 used = 13,100 license-days ÷ 100 licenses = 131 days")
	})
}

// TestALedgerCountsWhatWasRedeemed: what is held counts later, what was given up
// never, and a replaced key is named.
func TestALedgerCountsWhatWasRedeemed(t *testing.T) {
	activated := postedOn("2026-03-31", model.Redemption{ID: 90, Keys: []model.ID{91}, KeyLicenses: 100, Action: "activate",
		After: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-31")}, Status: model.Redeemed})
	held := postedOn("2027-04-01", model.Redemption{ID: 92, Keys: []model.ID{93}, KeyLicenses: 77, Action: "renew",
		Before: activated.After, After: model.Term{Licenses: 77, Ends: model.MustDate("2028-04-01")}, Status: model.Reserved})
	voided := postedOn("2026-10-01", model.Redemption{ID: 94, Keys: []model.ID{95}, KeyLicenses: 55, Action: "add",
		Before: activated.After, After: model.Term{Licenses: 155, Ends: model.MustDate("2027-06-01")}, Status: model.Cancelled, Reason: "typed twice", Corrected: today})
	replaced := model.ProductKey{ID: 96, Benefit: thirdBI, Replaces: 90, Tail: "ZZZZ9", Licenses: 100, Months: 12, Status: model.NotRedeemed}
	onLedger(t, []model.Record{activated, held, voided, replaced}, func(d *driver) {
		d.see("+ 36,500 in = 36,500 license-days ÷ 100 licenses = 365 days", "Microsoft replaced this key with •••••-•••••-•••••-•••••-ZZZZ9.",
			"2026-11-20  Today", "36,500 − 23,400 used = 13,100", locale.English.Text(locale.LedgerHeld), "typed twice")
		d.dontSee("28,105", "20,075", "Portal  ")
	})
}

// TestTheLedgerOfAnEndedSubscription ends with it.
func TestTheLedgerOfAnEndedSubscription(t *testing.T) {
	ended := model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 5, Ends: model.MustDate("2026-11-10")}
	onLedger(t, []model.Record{ended, postedOn("2025-11-10", model.Redemption{ID: 90, Keys: []model.ID{91}, KeyLicenses: 5, Action: "activate",
		After: model.Term{Licenses: 5, Ends: ended.Ends}, Status: model.Redeemed})}, func(d *driver) {
		d.see("2026-11-10  Ended  5 licenses until 2026-11-10", "1,825 − 1,825 used = 0 license-days")
	})
	onLedger(t, []model.Record{ended}, func(d *driver) { d.dontSee("License-time") })
}
