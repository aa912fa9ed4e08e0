package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// The redemptions of past.
const (
	extended model.ID = 70 // Power BI Pro's key, ten days ago
	planned  model.ID = 71 // Visio Plan 2's key, for the day after the end
	heldKey  model.ID = 41
)

// past is what happened to contoso: Power BI Pro's key extended 100 licenses to
// 2027-06-30, and a key of Visio Plan 2 is held for a renewal.
func past() []model.Record {
	day := model.MustDate
	return []model.Record{
		model.Benefit{ID: powerBI, Workspace: model.Cloud, Name: "Power BI Pro", Product: 15, Source: "Solutions Partner - Core", Membership: 2, Type: model.Core,
			Quantity: model.Quantity{Amount: 25, Unit: model.Licenses}, ActivateBy: day("2027-03-31"), Status: model.Redeemed, StatusOn: day("2026-11-10"), Subscription: 32},
		model.ProductKey{ID: powerBIKey, Benefit: powerBI, Product: 15, Licenses: 25, Months: 12, ActivateBy: day("2027-03-31"), Tail: "EEEE5",
			Status: model.Redeemed, Redemption: extended, Text: key(firstKey)},
		model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 100, Ends: day("2027-06-30"), Redemption: extended},
		model.Redemption{ID: extended, Benefit: powerBI, Keys: []model.ID{powerBIKey}, Subscription: 32, Tenant: contosoID, Action: "extend",
			On: day("2026-11-10"), Effective: day("2026-11-10"), KeyLicenses: 25, KeyMonths: 12,
			Before: model.Term{Licenses: 100, Ends: day("2027-03-31")}, After: model.Term{Licenses: 100, Ends: day("2027-06-30")}, Status: model.Redeemed, By: "Adele Vance"},

		model.Benefit{ID: visio, Workspace: model.Cloud, Name: "Visio Plan 2", Product: 16, Source: "Solutions Partner - Core", Membership: 2,
			Quantity: model.Quantity{Amount: 10, Unit: model.Licenses}, ActivateBy: day("2027-06-06"), Status: model.Reserved, StatusOn: day("2026-11-12")},
		model.ProductKey{ID: heldKey, Benefit: visio, Product: 16, Licenses: 10, Months: 12, ActivateBy: day("2027-06-06"), Tail: "7777F",
			Status: model.Reserved, Redemption: planned, Text: key(typedKey)},
		model.Redemption{ID: planned, Benefit: visio, Keys: []model.ID{heldKey}, Subscription: heldVisio, Tenant: contosoID, Action: "renew",
			On: day("2026-11-12"), Effective: day("2027-04-21"), KeyLicenses: 10, KeyMonths: 12,
			Before: model.Term{Licenses: 10, Ends: day("2027-04-20")}, After: model.Term{Licenses: 10, Ends: day("2028-04-21")}, Status: model.Reserved},
	}
}

// onPast drives the screens of contoso with that past, changed by more records.
func onPast(t *testing.T, w, h int, test func(*driver), more ...model.Record) {
	t.Helper()
	onDesk(t, newMemory(append(append(contoso(), past()...), more...)...), w, h, test)
}

// hasPast gives the open screens that past.
func (d *driver) hasPast(more ...model.Record) {
	d.desk.byOther(append(past(), more...)...)
	d.wait(2 * lookAround)
}

// later is a redemption that builds on the one of Power BI Pro.
func later() []model.Record {
	day := model.MustDate
	return []model.Record{
		model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 100, Ends: day("2027-09-30"), Redemption: 72},
		model.Redemption{ID: 72, Benefit: premium, Subscription: 32, Tenant: contosoID, Action: "extend", On: day("2026-11-18"), Effective: day("2026-11-18"),
			KeyLicenses: 25, KeyMonths: 12, Before: model.Term{Licenses: 100, Ends: day("2027-06-30")}, After: model.Term{Licenses: 100, Ends: day("2027-09-30")}, Status: model.Redeemed},
	}
}

// correct opens the correction of Power BI Pro at what was wrong.
func (d *driver) correct(m mistake) *correctWizard {
	d.t.Helper()
	d.goTo(powerBI)
	d.press("C")
	for range m - wrongEnd {
		d.press("down")
	}
	d.press("enter")
	return top[*correctWizard](d)
}

func (d *driver) subscriptionOf(id model.ID) model.Subscription {
	d.t.Helper()
	return d.record(model.KindSubscription, id).(model.Subscription)
}

func TestAnotherEndDateInThePortalIsRecordedWithAReason(t *testing.T) {
	onPast(t, 160, 50, func(d *driver) {
		d.correct(wrongEnd)
		d.see("Recorded so far: 2026-11-10")
		d.press("enter")
		d.see("end date in the portal is missing")
		d.press("text:2027-07-01")
		d.see("licenses until 2027-07-01", "The rules give 2027-06-30, the portal shows 2027-07-01.")
		d.press("enter", "enter")
		d.see(locale.English.Text(locale.RefusedMissing, locale.English.Text(locale.FieldNameReason)))
		d.press("text: the portal rounds ", "enter")
		d.see("Reason: the portal rounds", "The portal is not touched")
		d.wantVerbs()
		d.press("enter")
		d.wantVerbs(model.VerbCorrect)
		if s := d.subscriptionOf(32); s.Ends != model.MustDate("2027-07-01") {
			t.Errorf("the subscription is %+v", s)
		}
		d.see("corrected on 2026-11-20: the portal rounds")
	})
}

// The same from the subscription, where an earlier redemption says why it
// can't be corrected.
func TestOnlyTheLatestRedemptionOfASubscriptionIsCorrected(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.press("t")
		d.goTo(32)
		d.press("enter", "C")
		refused := locale.English.Text(locale.RefusedBuiltOn, "Extend the end date", model.MustDate("2026-11-18"))
		d.see("▸ 2026-11-18  Extend the end date", "a later redemption builds on this one")
		d.press("down", "enter")
		d.see(refused)
		d.press("up", "enter", "down", "down", "down", "enter", "text:typed twice", "enter", "enter")
		d.wantVerbs(model.VerbCorrect)
		if s := d.subscriptionOf(32); s.Ends != model.MustDate("2027-06-30") || s.Redemption != extended {
			t.Errorf("the subscription is %+v", s)
		}
	}, later()...)
}

func TestAnActionIsCorrectedWithItsPreview(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.correct(wrongAction)
		d.see("is recorded like this already", "the subscription is active until 2027-03-31")
		d.press("down", "enter")
		want, _ := redemption.Preview(redemption.Request{
			Action: redemption.Add, On: model.MustDate("2026-11-10"), Before: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-31")},
			Key: redemption.Key{Licenses: 25, Months: 12},
		})
		d.see("Add licenses: 125 licenses", "until "+want.After.Ends.String())
		d.press("enter", "text:added by mistake", "enter", "enter")
		d.wantVerbs(model.VerbCorrect)
		if s := d.subscriptionOf(32); s.Licenses != 125 || s.Ends != want.After.Ends {
			t.Errorf("the subscription is %+v", s)
		}
	})
}

// At every keystroke the field says what the rules refuse, and the preview what
// they give.
func TestADayIsCorrectedLive(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		c := d.correct(wrongDay)
		d.see("! Extend the end date of 2026-11-10 is recorded like this")
		d.press("backspace")
		d.see("! 2026-11-1 is not a date")
		d.press("text:2")
		d.see("Recorded from now on: 2026-11-12 ")
		d.empty()
		d.press("text:2026-11-21")
		d.see("! 2026-11-21 is after today, 2026-11-20")
		d.press("backspace", "text:0", "enter", "text:2026-01-31")
		d.see("! " + locale.English.Text(locale.RefusedPortalEndTooEarly, today)[:30])
		d.press("enter", "text:why", "enter")
		if c.flow.step().name != locale.StepCorrection {
			t.Errorf("a refused date passes:\n%s", d.frame())
		}
		d.press("tab", "tab")
		d.empty()
		d.press("enter", "enter", "enter")
		d.wantVerbs(model.VerbCorrect)
		if r := d.record(model.KindRedemption, extended).(model.Redemption); r.On != today || r.Reason != "why" || r.Ends() != model.MustDate("2027-06-30") {
			t.Errorf("the redemption is %+v", r)
		}
	})
}

func TestWhatNeverHappenedFreesTheKey(t *testing.T) {
	onPast(t, 160, 50, func(d *driver) {
		d.correct(neverHappened)
		d.see("the subscription is as", "100 licenses until 2027-03-31")
		d.press("text:typed by mistake", "enter", "enter")
		d.wantVerbs(model.VerbCorrect)
		d.see("○ Not redeemed", "corrected on 2026-11-20: typed by mistake", "Cancelled")
		d.press("C")
		d.see(locale.English.Text(locale.WhyNotRedeemed))
		d.press("r")
		top[*redeemWizard](d)
	})
}

// What another program changes meanwhile is seen before it is recorded.
func TestACorrectionIsRecordedAsItWasSeen(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.correct(wrongEnd)
		d.press("text:2027-07-01", "enter", "text:why", "enter")
		d.desk.beforeDo = func() {
			d.desk.beforeDo = nil
			moved := d.desk.records[model.Ref{Kind: model.KindRedemption, ID: extended}].(model.Redemption)
			moved.On, moved.Effective = moved.On-1, moved.Effective-1
			d.desk.byOther(moved)
		}
		d.press("enter")
		d.wantVerbs()
		d.see(locale.English.Text(locale.FactsChanged))
		d.press("enter")
		d.wantVerbs(model.VerbCorrect)
	})
}

func TestAReservationIsReleased(t *testing.T) {
	onPast(t, 100, 30, func(d *driver) {
		d.goTo(visio)
		d.press("enter", "X")
		d.see("•••••-7777F", "Visio Plan 2", "2027-04-21")
		d.press("n")
		d.wantVerbs()
		d.press("X", "y")
		d.wantVerbs(model.VerbRelease)
		d.see("○ Not redeemed", locale.English.Text(locale.Saved))
		if k := d.record(model.KindProductKey, heldKey).(model.ProductKey); k.Status != model.NotRedeemed {
			t.Errorf("the key is %v", k.Status)
		}
		d.press("X")
		d.see(locale.English.Text(locale.WhyNotReserved))
	})
}

// A reservation that another program carried out meanwhile is not released.
func TestAReleaseThatComesTooLateIsRefused(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.goTo(visio)
		d.press("X")
		gone := d.record(model.KindRedemption, planned).(model.Redemption)
		gone.Status = model.Cancelled
		d.desk.byOther(gone)
		d.press("y")
		d.wantVerbs()
		d.see(locale.English.Text(locale.RefusedNotReserved, "Wait and renew", model.MustDate("2027-04-21")))
	})
}

// Who may not correct or release sees who can.
func TestThePastNeedsARole(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		for id, key := range map[model.ID]string{powerBI: "C", visio: "X"} {
			d.goTo(id)
			d.press(key)
			d.see("this needs", "ask Adele Vance")
		}
		d.wantVerbs()
	},
		model.User{ID: 5, Name: "ada", Roles: []model.Grant{{Role: model.ReferralAdmin}}},
		model.User{ID: 4, Name: "Adele Vance", Roles: []model.Grant{{Role: model.GlobalAdmin}}})
}
