package tui

import (
	"fmt"
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// queued opens the wizard on the first key of the drawer, marks the others and
// chooses to redeem them one by one.
func (d *driver) queued() *redeemWizard {
	d.t.Helper()
	r := d.redeem(powerBI, locale.StepFurther)
	d.press(" ", "down", " ", "enter", "down", "enter")
	if r.flow.step().name != locale.StepAction {
		d.t.Fatalf("no action is asked for:\n%s", d.frame())
	}
	return r
}

// ends are when the subscription of the drawer ends, and what it grants.
func (d *driver) wantTerm(licenses int64, ends string) {
	d.t.Helper()
	if s := d.record(model.KindSubscription, 32).(model.Subscription); s.Licenses != licenses || s.Ends.String() != ends {
		d.t.Errorf("the subscription has %d licenses until %v", s.Licenses, s.Ends)
	}
}

// TestFurtherKeysTogetherOrOneByOne: 15 and 15 on 5 licenses are over three
// years together, and 36 months twice one by one; the page says both.
func TestFurtherKeysTogetherOrOneByOne(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepFurther)
		d.see("[ ] •••••-2222B  15 licenses × 12 months", "3333C", "MAPS - Core", "2027-06-30", "Not redeemed")
		d.press(" ")
		d.see("[x] •••••-2222B", "2 keys, 30 licenses")
		d.press("enter")
		d.see("Together, as one key of 30 licenses", "2 keys count as one, and an extension", "One by one, 2 redemptions", "5 licenses until 2033-03-31")
		d.press("down", "enter")
		d.see("One by one, 2 redemptions", "2030-03-31", "2033-03-31")
		for r.flow.step().name != locale.StepFurther {
			d.press("shift+tab")
		}
		d.press(" ", "enter")
		if r.flow.step().name != locale.StepAction {
			t.Errorf("nothing is marked, and yet it is asked how:\n%s", d.frame())
		}
	})
}

// TestKeysTogetherAreOneRedemption that says so everywhere.
func TestKeysTogetherAreOneRedemption(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepFurther)
		d.press(" ", "enter", "enter", "down", "enter") // add: the sum is no extension
		d.see("2 keys, 30 licenses", "2027-10-18")
		d.dontSee("2 keys count as one") // one by one they give the same
		ends := top[*redeemWizard](d).final().receipt.Detail.(redemption.Summary).Outcome.After.Ends.String()
		d.press("ctrl+y", "ctrl+y", "text:"+ends, "enter")
		d.wantVerbs(model.VerbCopy, model.VerbCopy, model.VerbRedeem)
		d.wantTerm(35, ends)
		for _, id := range []model.ID{powerBIKey, secondBIKey} {
			if k := d.record(model.KindProductKey, id).(model.ProductKey); k.Status != model.Redeemed || k.RevealedOn.IsZero() {
				t.Errorf("%+v", k)
			}
		}
		d.see(locale.English.Text(locale.ResultRedeemed))
	})
}

// TestKeysThatCantBeMarkedSayWhy: past their day, held for another
// subscription, of another tenant.
func TestKeysThatCantBeMarkedSayWhy(t *testing.T) {
	late := model.ProductKey{ID: secondBIKey, Benefit: secondBI, Product: 15, Licenses: 15, Months: 12, ActivateBy: today - 1, Tail: "2222B", Status: model.NotRedeemed}
	elsewhere := model.ProductKey{ID: thirdBIKey, Benefit: thirdBI, Product: 15, Licenses: 15, Months: 12, Tail: "3333C", Status: model.Reserved, Redemption: 64}
	foreign := model.ProductKey{ID: 65, Benefit: thirdBI, Product: 15, Licenses: 15, Months: 24, Tenant: 11, Tail: "4444D", Status: model.NotRedeemed}
	held := model.Redemption{ID: 64, Benefit: thirdBI, Keys: []model.ID{thirdBIKey}, Subscription: 33, Action: "renew", Effective: today + 9, Status: model.Reserved}
	onDesk(t, drawer(late, elsewhere, foreign, held), 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepFurther)
		d.see("had to be redeemed by", "is held for another", "belongs to tenant")
		for range 3 {
			d.press(" ", "down")
		}
		if len(r.draft.marked) > 0 {
			t.Errorf("%v are marked", r.draft.marked)
		}
	})
	other := foreign
	other.Tenant, other.Licenses = 0, 5
	onDesk(t, drawer(other), 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepFurther)
		d.press("down", "down", " ", "enter")
		d.see("keys of different terms are redeemed one by one", "One by one, 2 redemptions", "until 2032-03-31")
		if at := r.choice.Selected(); at != 1 {
			t.Errorf("option %d is selected, of which only one by one is possible", at)
		}
		d.press("up", "enter") // together is not possible
		if r.flow.step().name != locale.StepHow {
			t.Errorf("keys of different terms go together:\n%s", d.frame())
		}
		d.press("down", "enter")
		if r.flow.step().name != locale.StepAction || !r.draft.oneByOne {
			t.Errorf("one by one leads to %v", r.flow.step().name)
		}
	})
}

// TestQueueOfThree is carried out one after another, each on what the portal
// showed for the one before, each in a transaction of its own.
func TestQueueOfThree(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r := d.queued()
		d.press("enter")
		d.see("1 · •••••-EEEE5 · Extend the end date", "3 · •••••-3333C", "2036-03-31")
		d.press("down", "down", " ")
		d.see("3 · •••••-3333C · Add licenses", "20 licenses")
		d.press("enter")
		d.see("Redemption 1 of 3: key •••••-•••••-•••••-•••••-EEEE5")
		d.press("text:2030-03-31", "enter")
		d.see("1 of 3 done. Next: •••••-•••••-•••••-•••••-2222B", "Redemption 2 of 3")
		d.wantVerbs(model.VerbRedeem)
		d.wantTerm(5, "2030-03-31")
		d.press("text:2033-04-01", "enter", "y")
		d.wantTerm(5, "2033-04-01")
		d.see("Redemption 3 of 3", "2033-04-01", "Add licenses")
		ends := r.final().receipt.Detail.(redemption.Summary).Outcome.After.Ends.String()
		d.press("text:"+ends, "enter")
		d.wantVerbs(model.VerbRedeem, model.VerbRedeem, model.VerbRedeem)
		d.wantTerm(20, ends)
		d.see("3 of 3 redemptions recorded", "5 licenses until 2030-03-31", "5 licenses until 2033-04-01", "20 licenses until "+ends)
	})
}

// TestLeavingAQueueKeepsWhatIsDone and says what stays free.
func TestLeavingAQueueKeepsWhatIsDone(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.queued()
		d.press("enter", "enter", "text:2030-03-31", "enter", "esc")
		d.see("1 of 3 redemptions are recorded and stay so", "2222B", "3333C")
		d.press("n")
		d.see("Redemption 2 of 3")
		d.press("esc", "y")
		d.wantVerbs(model.VerbRedeem)
		d.wantTerm(5, "2030-03-31")
		if k := d.record(model.KindProductKey, secondBIKey).(model.ProductKey); k.Status != model.NotRedeemed {
			t.Errorf("the next key is %v", k.Status)
		}
	})
}

// TestHoldingTheRestOfAQueue reserves each key by itself; the wizard goes on
// with them later.
func TestHoldingTheRestOfAQueue(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r := d.queued()
		d.press("enter")
		d.press("down", "down", " ", "enter") // the last adds
		d.press("text:2030-03-31", "enter", "ctrl+n")
		d.wantVerbs(model.VerbRedeem, model.VerbReserve, model.VerbReserve)
		d.see("1 of 3 redemptions recorded", "2222B is held", "3333C is held")
		d.press("enter")
		again := d.redeem(secondBI, locale.StepQueue)
		d.see("1 · •••••-2222B · Extend", "2 · •••••-3333C · Add")
		if again == r || !again.draft.oneByOne {
			t.Errorf("%+v", again.draft)
		}
		d.press("enter", "text:2033-03-31", "enter")
		d.see("1 of 2 done", "Redemption 2 of 2")
		d.wantTerm(5, "2033-03-31")
	})
}

// TestHoldingSaysWhatStaysFree: a key that can't be held by itself.
func TestHoldingSaysWhatStaysFree(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r := d.queued()
		d.press("enter")
		d.press("down", "down", " ", " ", " ", "enter") // the last would activate
		if r.flow.step().name != locale.StepConfirm {
			t.Fatal(d.frame())
		}
		d.press("ctrl+n")
		d.wantVerbs(model.VerbReserve, model.VerbReserve)
		d.see("EEEE5 is held", "3333C is not held and stays free")
	})
}

// TestTheDrawerCanFail, and one key can be redeemed all the same.
func TestTheDrawerCanFail(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.desk.breaks("Drawer", errDisk)
		d.goTo(powerBI)
		d.press("r")
		d.see(errDisk.Error(), locale.English.Text(locale.IntroPromise)[:20])
		for r := top[*redeemWizard](d); r.flow.step().name != locale.StepTenant; {
			d.press("enter")
			if r.flow.step().name == locale.StepFurther {
				t.Error("keys of no drawer are offered")
			}
		}
	})
}

// TestARenewalOnItsDay: what waits is refused before its day, carried out on
// it, and calculated again after it.
func TestARenewalOnItsDay(t *testing.T) {
	effective := model.MustDate("2027-04-01")
	for day, ends := range map[model.Date]string{effective - 1: "", effective: "2028-04-01", effective + 1: "2028-04-02"} {
		onDesk(t, drawer(), 160, 40, func(d *driver) {
			d.redeem(powerBI, locale.StepAction)
			d.press("down", "down", "enter", "ctrl+n", "enter")
			d.wantVerbs(model.VerbReserve)
			d.setClock(day)
			d.wait(lookAround)
			r := d.redeem(powerBI, locale.StepConfirm)
			if r.draft.action != redemption.Renew || r.draft.tenant == "" {
				t.Errorf("%v: not filled in: %+v", day, r.draft)
			}
			if ends == "" {
				d.press("enter")
				d.see("The renewal waits for 2027-04-01")
				d.wantVerbs(model.VerbReserve)
				return
			}
			planned := locale.English.Text(locale.PlannedFor, effective, day)
			if day > effective {
				d.see(planned[:40])
			} else {
				d.dontSee(planned[:30])
			}
			d.press("text:"+ends, "enter")
			d.wantVerbs(model.VerbReserve, model.VerbRedeem)
			d.wantTerm(15, ends)
		})
	}
}

// TestAPlannedPurchaseIsCarriedOut as the reservation that it is; a drawer has
// nothing to add to it.
func TestAPlannedPurchaseIsCarriedOut(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.redeem(purchased, locale.StepConfirm)
		d.press("ctrl+n", "enter")
		d.setClock(today + 1)
		d.wait(lookAround)
		r := d.redeem(purchased, locale.StepConfirm)
		if r.draft.tenant == "" {
			t.Error("the tenant is forgotten")
		}
		d.press("text:2027-06-15", "enter")
		d.wantVerbs(model.VerbReserve, model.VerbRedeem)
		for _, record := range d.desk.where(model.KindRedemption, func(model.Record) bool { return true }) {
			if held := record.(model.Redemption); held.Status != model.Redeemed || held.After.Ends.String() != "2027-06-15" {
				t.Errorf("%+v", held)
			}
		}
	})
}

// TestHomeCarriesOutWhatIsReserved, and redeems nothing that is no benefit.
func TestHomeCarriesOutWhatIsReserved(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepAction)
		d.press("down", "down", "enter", "ctrl+n", "enter")
		d.setClock(model.MustDate("2027-04-01"))
		d.wait(lookAround)
		d.press("0")
		held := d.record(model.KindProductKey, powerBIKey).(model.ProductKey).Redemption
		d.toDue("reservation_due " + model.Ref{Kind: model.KindRedemption, ID: held}.String())
		d.press("r")
		if draft := top[*redeemWizard](d).draft; draft.action != redemption.Renew || draft.benefit.ID != powerBI || draft.tenant == "" {
			t.Errorf("%+v", draft)
		}
		d.press("esc")
		for i, r := range top[*home](d).shown {
			if r.Kind == model.SubscriptionEnds || r.Kind == model.SubscriptionDisabled || r.Kind == model.SubscriptionExpired {
				top[*home](d).grid.Select(i)
				d.press("r")
				d.see(locale.English.Text(locale.WhyNotRedeemHere))
				return
			}
		}
		t.Errorf("no subscription is due:\n%s", d.frame())
	})
}

// TestAThousandFurtherKeys can all be reached: the list scrolls, and is
// filtered.
func TestAThousandFurtherKeys(t *testing.T) {
	records := withDrawer()
	for i := range 1000 {
		id := model.ID(1000 + i)
		records = append(records, model.ProductKey{ID: id, Benefit: secondBI, Product: 15, Licenses: 15, Months: 12,
			ActivateBy: today.AddDays(100 + i), Tail: fmt.Sprintf("K%04d", i), Status: model.NotRedeemed})
	}
	onDesk(t, newMemory(records...), 60, 16, func(d *driver) {
		r := d.redeem(powerBI, locale.StepFurther)
		d.see("▸ [ ] •••••-K0000", "1,002 keys, 0 marked", "↓")
		d.press("pgdown", "pgdown", "pgdown", "down")
		d.see("▸ [ ] •••••-K0004", "↑")
		d.press("pgup")
		d.see("▸ [ ] •••••-K0003")
		d.press("home")
		d.see("▸ [ ] •••••-K0000")
		d.press("end")
		d.see("▸ [ ] •••••-K0999")
		d.press(" ")
		d.see("[x] •••••-K0999", "1,002 keys, 1 marked", "↑")
		d.press("/", "text:k0500")
		d.see("▸ [ ] •••••-K0500", "/k0500", "1 key, 1 marked")
		d.press("enter", " ", "backspace")
		d.see("1,002 keys, 2 marked")
		if !slices.Equal(r.draft.marked, []model.ID{1999, 1500}) {
			t.Errorf("%v are marked", r.draft.marked)
		}
		d.press("/", "text:nothing")
		d.see("0 keys, 2 marked")
		d.press("enter", " ")
		d.see("0 keys, 2 marked")
		d.press("backspace", "enter", "enter")
		if r.flow.step().name != locale.StepAction {
			t.Errorf("the keys lead to %v:\n%s", r.flow.step().name, d.frame())
		}
	})
}
