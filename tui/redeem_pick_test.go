package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// TestTheSubscriptionThatSurelyFits is preselected, and no other.
func TestTheSubscriptionThatSurelyFits(t *testing.T) {
	const own, other model.ID = 10, 11
	sub := func(id, tenant model.ID, ends int) model.Subscription {
		return model.Subscription{ID: id, Tenant: tenant, Product: 15, Name: "Power BI Pro", Licenses: 5, Ends: today.AddDays(ends)}
	}
	for _, c := range []struct {
		what     string
		redeemed model.ID // the benefit's subscription
		tenant   model.ID // of the key
		subs     []model.Subscription
		want     model.ID // 0: a person has to choose
	}{
		{"one that is Active", 0, 0, []model.Subscription{sub(1, own, 0)}, 1},
		{"the Active one beside one that ends earlier", 0, 0, []model.Subscription{sub(1, own, -1), sub(2, other, 200)}, 2},
		{"none that is Active", 0, 0, []model.Subscription{sub(1, own, -1)}, 0},
		{"several that are Active", 0, 0, []model.Subscription{sub(1, own, 10), sub(2, other, 20)}, 0},
		{"the one of the key's tenant", 0, other, []model.Subscription{sub(1, own, 10), sub(2, other, 20)}, 2},
		{"none of the key's tenant", 0, other, []model.Subscription{sub(1, own, 10)}, 0},
		{"one whose tenant nobody knows", 0, own, []model.Subscription{sub(1, 0, 10)}, 0},
		{"the one of the benefit among several", 2, 0, []model.Subscription{sub(1, own, 10), sub(2, other, 20)}, 2},
		{"the one of the benefit, which ended", 2, 0, []model.Subscription{sub(1, own, 10), sub(2, other, -2)}, 1},
		{"none at all", 0, 0, nil, 0},
	} {
		d := model.Dossier{Record: model.Benefit{Name: "Power BI Pro", Product: 15, Subscription: c.redeemed}, Product: model.Product{ID: 15, Name: "Power BI Pro"}, Subscriptions: c.subs}
		if got := bestSubscription(d, c.tenant, today).ID; got != c.want {
			t.Errorf("%s: %d, want %d", c.what, got, c.want)
		}
	}
}

// TestWhatRedeemingNowWouldGive is told of the subscription that the wizard
// takes, not of one of the same product that has ended.
func TestWhatRedeemingNowWouldGive(t *testing.T) {
	ended := model.Subscription{ID: 29, Tenant: 11, Product: 15, Name: "Power BI Pro", Licenses: 7, Ends: today - 9}
	onDesk(t, newMemory(append(contoso(), ended)...), 200, 50, func(d *driver) {
		d.goTo(powerBI)
		d.see("2027-06-30", "Extend the end date")
		few := d.record(model.KindProductKey, powerBIKey).(model.ProductKey)
		few.Licenses = 50
		d.desk.byOther(few)
		d.wait(2 * lookAround)
		d.see("2027-09-30") // by the key, not by the benefit's quantity
	})
}

// TestAPersonChoosesTheSubscription where none surely fits: Enter takes none,
// and nothing is previewed that nobody asked for.
func TestAPersonChoosesTheSubscription(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		choose := locale.English.Text(locale.ChooseSubscription)
		d.goTo(exchange)
		d.press("r")
		d.see("Product subscription status: Expired, 5 licenses", choose)
		d.press("enter", "enter")
		d.dontSee("▸")
		d.press("enter")
		r := top[*redeemWizard](d)
		if r.flow.step().name != locale.StepSubscription || r.draft.subscription.ID != 0 {
			t.Fatalf("Enter alone chose:\n%s", d.frame())
		}
		d.see(choose)
		d.press("down")
		d.see("▸ Exchange Online Plan 1")
		if r.draft.subscription.ID != 33 {
			t.Errorf("subscription %d is chosen", r.draft.subscription.ID)
		}
		d.press("down", "enter", "shift+tab")
		d.see("▸ No subscription yet")
		if r.draft.undecided || r.draft.subscription.ID != 0 {
			t.Error("none is no answer")
		}
	})
}
