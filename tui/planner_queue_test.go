package tui

import (
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// handed takes plan n of the list to the redeem wizard.
func (d *driver) handed(n int) (*redeemWizard, redemption.Plan) {
	d.t.Helper()
	p := d.plans()
	p.grid.Select(n)
	plan, _ := p.selected()
	d.press("r")
	return top[*redeemWizard](d), plan
}

// upTo goes on in a wizard until a step.
func (d *driver) upTo(r *redeemWizard, step locale.Message) {
	d.t.Helper()
	for range 20 {
		switch r.flow.step().name {
		case step:
			return
		case locale.StepVerify:
			d.press("down")
		}
		d.press("enter")
	}
	d.t.Fatalf("never there:\n%s", d.frame())
}

// TestAPlanIsRedeemedToItsEnd: every plan of the drawer, step by step, each with
// the licenses and the end date that the plan gave.
func TestAPlanIsRedeemedToItsEnd(t *testing.T) {
	for name, held := range map[string]model.Subscription{
		"active":  {ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 7, Ends: model.MustDate("2027-03-17")},
		"ends":    {ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 7, Ends: today},
		"expired": {ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 7, Ends: today - 9},
	} {
		for n, total := 0, 1; n < total; n++ {
			onDesk(t, drawer(held), 160, 40, func(d *driver) {
				r, plan := d.handed(n)
				total = len(r.planner().found.Plans)
				d.upTo(r, locale.StepConfirm)
				for i, step := range plan.Steps {
					after := step.Outcome.After
					if top[*redeemWizard](d) != r {
						t.Fatalf("%s, plan %d: no step %d:\n%s", name, n, i+1, d.frame())
					}
					d.press("text:"+after.Ends.String(), "enter")
					d.wantTerm(after.Licenses, after.Ends.String())
				}
				d.see(locale.English.Text(locale.ResultAssign, plan.After.Licenses, "")[:30])
				if got := d.record(model.KindSubscription, 32).(model.Subscription); got.Ends != plan.After.Ends {
					t.Errorf("%s, plan %d ends on %v, not on %v", name, n, got.Ends, plan.After.Ends)
				}
				for _, id := range []model.ID{powerBIKey, secondBIKey, thirdBIKey} {
					if key := d.record(model.KindProductKey, id).(model.ProductKey); key.Status != model.Redeemed {
						t.Errorf("%s, plan %d: key %d is %v", name, n, id, key.Status)
					}
				}
			})
		}
	}
}

// planner is the one that the wizard came from.
func (r *redeemWizard) planner() *planner { return r.stack[len(r.stack)-2].(*planner) }

// TestStepsOfAPlanKeepTheirKeys: what a plan redeems together goes together, and
// the wizard says so everywhere.
func TestStepsOfAPlanKeepTheirKeys(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r, plan := d.handed(1)
		if got := r.draft; len(plan.Steps) != 2 || !slices.Equal(got.sizes, []int{1, 2}) || got.subscription.ID != 32 {
			t.Errorf("%+v", got)
		}
		d.upTo(r, locale.StepHow)
		d.see("Together, as one key of 45 licenses", "One by one, 3 redemptions", "▸ As planned, 2 redemptions", "20 licenses until 2029-03-23")
		d.upTo(r, locale.StepQueue)
		d.see("1 · •••••-EEEE5 · Add licenses", "2 · 2 keys · Extend the end date", "2029-03-23  •••••-2222B + •••••-3333C")
		d.upTo(r, locale.StepConfirm)
		d.see("Redemption 1 of 2: key •••••-•••••-•••••-•••••-EEEE5")
		d.press("text:2027-09-23", "enter")
		d.see("1 of 2 done. Next: •••••-2222B + •••••-3333C, Extend", "Redemption 2 of 2: key •••••-2222B + •••••-3333C", "As planned, 2 redemptions")
		d.press("ctrl+y", "ctrl+y", "esc")
		d.see("Still free: •••••-2222B + •••••-3333C")
		d.press("n", "text:2029-03-23", "enter")
		d.see("2 of 2 redemptions recorded")
		d.wantVerbs(model.VerbRedeem, model.VerbCopy, model.VerbCopy, model.VerbRedeem)
		d.wantTerm(20, "2029-03-23")
		d.press("enter")
		d.see("No keys yet", "Now 20 licenses until 2029-03-23")
	})
}

// TestAPlanMayBeRedeemedOtherwise, and as planned again; without one of its keys
// it is no plan.
func TestAPlanMayBeRedeemedOtherwise(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r, _ := d.handed(1)
		d.upTo(r, locale.StepHow)
		d.press("up", "enter")
		if got := r.draft; got.sizes != nil || len(got.each()) != 3 || len(got.actions) != 2 {
			t.Errorf("one by one: %+v", got)
		}
		d.press("shift+tab")
		d.see("As planned, 2 redemptions")
		d.press("up", "enter")
		if got := r.draft; got.queued() || len(got.beside()) != 2 {
			t.Errorf("together: %+v", got)
		}
		d.press("shift+tab", "down", "down", "enter")
		if got := r.draft; !slices.Equal(got.sizes, []int{1, 2}) || got.action != redemption.Add || !slices.Equal(got.actions, []redemption.Action{redemption.Extend}) {
			t.Errorf("as planned: %+v", got)
		}
		d.press("shift+tab", "shift+tab", " ", "enter")
		if got := r.draft; got.sizes != nil || len(got.each()) != 2 {
			t.Errorf("without a key: %+v", got)
		}
		d.dontSee("As planned")
	})
}

// TestTheRestOfAPlanIsHeld with the keys of each step together, and taken up so.
func TestTheRestOfAPlanIsHeld(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		r, plan := d.handed(2)
		d.upTo(r, locale.StepConfirm)
		d.press("ctrl+n")
		d.wantVerbs(model.VerbReserve, model.VerbReserve)
		d.see("•••••-EEEE5 + •••••-2222B is held", "3333C is held")
		d.press("enter", "1")
		again := d.redeem(powerBI, locale.StepQueue)
		d.see("1 · 2 keys · Add", "2 · •••••-3333C · Extend")
		if got := again.draft; !slices.Equal(got.sizes, []int{2, 1}) {
			t.Errorf("%+v", got)
		}
		d.upTo(again, locale.StepConfirm)
		for _, step := range plan.Steps {
			d.press("text:"+step.Outcome.After.Ends.String(), "enter")
		}
		d.wantTerm(plan.After.Licenses, plan.After.Ends.String())
	})
}
