package tui

import (
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// TestToTheWizard opens it with what was chosen on the board.
func TestToTheWizard(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "home", "up", "r")
		d.see(locale.English.Text(locale.WhyNoAction))
		d.press("down", "down", "down", "r")
		d.see("had to be redeemed by")
		d.press("up", "right", "r")
		r := top[*redeemWizard](d)
		if got := r.draft; got.action != redemption.Add || got.subscription.ID != 32 || got.on != today+1 {
			t.Errorf("the wizard has %v on %v, subscription %d", got.action, got.on, got.subscription.ID)
		}
		d.see("Add licenses", "2027-05-17")
	})
}

// TestOtherSubscriptions of the product are taken in turn.
func TestOtherSubscriptions(t *testing.T) {
	desk := newMemory(append(contoso(), model.Subscription{ID: 90, Tenant: 11, Product: 15, Name: "Power BI Pro", Licenses: 8, Ends: model.MustDate("2027-01-31")})...)
	onDesk(t, desk, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		first := d.board().shown.Before
		d.press("t")
		if got := d.board().shown.Before; got == first || got.Licenses != 8 && got.Licenses != 100 {
			t.Errorf("the other subscription is %+v", got)
		}
		d.press("t")
		if got := d.board().shown.Before; got != first {
			t.Errorf("the first one is not back: %+v", got)
		}
	})
}

// TestWhatAPortalReportedCounts as long as its numbers stand.
func TestWhatAPortalReportedCounts(t *testing.T) {
	sub := model.Subscription{Licenses: 5, Ends: today + 100, Reported: model.Disabled, ReportedOn: today}
	s := subjectOf(model.Dossier{Record: sub})
	c := s.scenario(today)
	if got := c.request().Status; got != model.Disabled {
		t.Errorf("the portal said %v", got)
	}
	c.Before.Licenses++
	if got := c.request().Status; got != 0 {
		t.Errorf("what was typed is %v", got)
	}
}

// TestKeysOfTheDrawer: how many fit is said, and their numbers are taken in
// turn, also where the board was opened from a subscription.
func TestKeysOfTheDrawer(t *testing.T) {
	desk := drawer(
		model.Benefit{ID: 70, Workspace: model.Cloud, Name: "Power BI Pro", Product: 15, Quantity: model.Quantity{Amount: 7, Unit: model.Licenses}, Status: model.NotRedeemed},
		model.ProductKey{ID: 71, Benefit: 70, Product: 15, Licenses: 7, Months: 24, ActivateBy: today + 3, Tail: "7777G", Status: model.NotRedeemed},
		model.ProductKey{ID: 72, Benefit: 70, Product: 15, Licenses: 8, Months: 12, ActivateBy: today - 1, Tail: "8888H", Status: model.NotRedeemed},
		model.ProductKey{ID: 73, Benefit: 70, Product: 15, Licenses: 9, Months: 12, Tenant: 11, Tail: "9999J", Status: model.NotRedeemed},
		model.ProductKey{ID: 74, Benefit: 70, Product: 15, Licenses: 10, Months: 12, Tail: "TTTTK", Status: model.Redeemed},
	)
	onDesk(t, desk, 140, 40, func(d *driver) {
		d.press("t")
		d.goTo(32)
		d.press("w", "enter")
		d.see("4 keys in the drawer fit")
		for seen := map[string]bool{}; len(seen) < 4; {
			d.press("d")
			w := d.board()
			mask := w.drawerText()
			if seen[mask] || !strings.Contains(d.frame(), mask) {
				t.Fatalf("%q after %v:\n%s", mask, seen, d.frame())
			}
			if seen[mask] = true; strings.Contains(mask, "7777G") {
				if got := w.shown.request().Key; got != (redemption.Key{Licenses: 7, Months: 24, ActivateBy: today + 3}) {
					t.Errorf("it calculates with %+v", got)
				}
				d.press("down", "r")
				if got := top[*redeemWizard](d).draft; got.benefit.ID != 70 || got.stored.ID != 71 || got.subscription.ID != 32 || got.action != redemption.Add {
					t.Errorf("the wizard has key %d of %d, subscription %d, %v", got.stored.ID, got.benefit.ID, got.subscription.ID, got.action)
				}
				d.press("esc", "y")
			}
		}
		d.press("shift+right") // a month later one of them is past its day
		d.see("3 keys in the drawer fit")
	})
}

// TestNoKeyOfTheDrawer says why there is none to take.
func TestNoKeyOfTheDrawer(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		d.see("1 key in the drawer fits", "•••••-EEEE5")
		d.press("d")
		d.see(locale.English.Text(locale.WhyOnlyKey))
		d.press("esc")
		d.goTo(visio)
		d.press("w", "d")
		d.see(locale.English.Text(locale.DrawerFitsNone))
		d.press("0", "w", "esc", "d")
		d.see(locale.English.Text(locale.WhyNoProduct))
	})
}

// TestAnOpenedScenarioKnowsItsRecords: the product's name, and the way to the
// wizard.
func TestAnOpenedScenarioKnowsItsRecords(t *testing.T) {
	keep := func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "s", "text:Mine", "enter", "0", "w", "enter", "o")
		d.see("Mine", "Power BI Pro")
	}
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		drive(t, size[0], size[1], func(d *driver) {
			keep(d)
			d.press("enter")
			d.see("Mine", "Power BI Pro", "1 key")
			d.press("down", "r")
			if got := top[*redeemWizard](d).draft; got.benefit.ID != powerBI || got.subscription.ID != 32 || got.stored.ID != powerBIKey || got.action != redemption.Add {
				t.Errorf("the wizard has %d on %d, key %d, %v", got.benefit.ID, got.subscription.ID, got.stored.ID, got.action)
			}
			d.dontSee(locale.English.Text(locale.WizardRecorded))
		})
	}
	gone := func(message locale.Message, ref model.Ref) {
		drive(t, 140, 40, func(d *driver) {
			keep(d)
			delete(d.desk.records, ref)
			d.press("enter")
			said := locale.English.Text(message)
			d.see("Mine · Power BI Pro", said, "2027-06-30")
			d.press("r")
			d.see(locale.English.Text(locale.WhyNot, locale.ActionToWizard, said))
		})
	}
	gone(locale.BenefitGone, model.Ref{Kind: model.KindBenefit, ID: powerBI})
	gone(locale.SubscriptionGone, model.Ref{Kind: model.KindSubscription, ID: 32})
}

// TestTheBoardFollowsTheRecords, but no record goes over what was typed or kept.
func TestTheBoardFollowsTheRecords(t *testing.T) {
	more := model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 120, Ends: model.MustDate("2027-05-01")}
	drive(t, 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "s", "text:Mine", "enter", "esc", "w")
		d.desk.put(more)
		d.app.Update(factsChanged{})
		d.run(d.app.broadcast(factsChanged{}))
		d.settle()
		if got := d.board().shown.Before; got != termOf(more) {
			t.Errorf("the board has %+v", got)
		}
		d.press("o", "enter")
		d.see(locale.English.Text(locale.WhatIfMovedOn, 120, more.Ends), "100")
		if got := d.board().shown.Before.Licenses; got != 100 {
			t.Errorf("the kept scenario has %d", got)
		}
		d.press("r")
		d.see(locale.English.Text(locale.WizardRecorded))
	})
}

// TestARedeemedBenefitIsNotTakenToTheWizard: the list says so too.
func TestARedeemedBenefitIsNotTakenToTheWizard(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.goTo(25)
		d.press("w", "r")
		d.see(locale.English.Text(locale.WhyRedeemed, "2026-11-06"))
	})
}

// TestLicensesBeyondWhatCanBeTyped: the result of redemptions counts, a count
// that was imported or typed is refused in place.
func TestLicensesBeyondWhatCanBeTyped(t *testing.T) {
	large := model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 1_200_000, Ends: model.MustDate("2027-03-31")}
	refused := locale.English.Text(locale.BadLicenses, "1200000")
	onDesk(t, newMemory(append(contoso(), large)...), 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		d.see(refused, locale.English.Text(locale.WhatIfWrong))
	})
	large.Redemption = 80
	done := model.Redemption{ID: 80, Benefit: 25, Subscription: 32, Action: "add", On: today - 9, Effective: today - 9, After: termOf(large), Status: model.Redeemed}
	onDesk(t, newMemory(append(contoso(), large, done)...), 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		if o := d.outcome(redemption.Add); o.After.Licenses != 1_200_025 {
			t.Errorf("%+v", o.After)
		}
		d.press("e", "text:1200001")
		d.see(locale.English.Text(locale.BadLicenses, "1200001"))
		d.press("backspace", "text:0")
		if w := d.board(); w.stale {
			t.Errorf("what is recorded is refused:\n%s", d.frame())
		}
		d.press("up")
		if got := d.board().shown.Before.Licenses; got != 1_200_000 {
			t.Errorf("one more than recorded is %d", got)
		}
		d.press("down")
		if got := d.board().shown.Before.Licenses; got != model.MaxCount {
			t.Errorf("one fewer than recorded is %d", got)
		}
		d.empty()
		d.press("text:1200000", "enter", "s", "text:Large", "enter", "0", "w", "enter", "o", "enter")
		if o := d.outcome(redemption.Add); o.After.Licenses != 1_200_025 {
			t.Errorf("kept and opened: %+v", o.After)
		}
	})
}
