package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// graphID is a tenant of which an import from Graph told only the id.
const graphID = "11111111-2222-4333-8444-555555555555"

// byGraph is a partner whose subscriptions are in a tenant known by its id.
func byGraph(more ...model.Record) *memory {
	desk := newMemory(contoso()...)
	desk.put(model.Tenant{ID: contosoID, TenantID: graphID})
	desk.put(more...)
	return desk
}

func (d *driver) typeTenant(text string) *redeemWizard {
	d.t.Helper()
	r := d.redeem(powerBI, locale.StepTenant)
	d.empty()
	d.press("text:"+text, "enter")
	return r
}

func TestADomainForAnIDIsAskedAboutAndJoined(t *testing.T) {
	onDesk(t, byGraph(), 160, 40, func(d *driver) {
		r := d.typeTenant("contoso.onmicrosoft.com")
		d.see(locale.English.Text(locale.StepSameTenant), "Is contoso.onmicrosoft.com the tenant", graphID, "not possible")
		d.press("down")
		d.dontSee("not possible")
		d.press("enter")
		if r.flow.step().name != locale.StepVerify {
			t.Fatalf("after yes:\n%s", d.frame())
		}
		d.press("down", "enter", "enter", "enter", "enter", "text:2027-06-30", "enter")
		d.wantVerbs(model.VerbRedeem)
		want := model.Tenant{ID: contosoID, TenantID: graphID, Domain: "contoso.onmicrosoft.com"}
		if got := d.record(model.KindTenant, contosoID); got != want {
			t.Errorf("the tenant is %+v", got)
		}
	})
}

func TestADomainOfAnotherTenantIsRefused(t *testing.T) {
	onDesk(t, byGraph(), 160, 40, func(d *driver) {
		r := d.typeTenant("fabrikam.onmicrosoft.com")
		d.press("enter")
		d.see(locale.English.Text(locale.RefusedWrongTenant, graphID, "fabrikam.onmicrosoft.com"))
		if r.flow.step().name != locale.StepSameTenant {
			t.Errorf("“not sure” was enough:\n%s", d.frame())
		}
		d.press("down", "shift+tab")
		d.empty()
		d.press("text:"+graphID, "enter")
		if r.flow.step().name != locale.StepVerify || r.draft.uncompared != [2]string{} {
			t.Errorf("with the id typed:\n%s", d.frame())
		}
		d.wantVerbs()
	})
}

// Two records of one tenant become one.
func TestTwoRecordsOfOneTenantAreJoined(t *testing.T) {
	desk := byGraph(model.Tenant{ID: 90, Domain: "contoso.onmicrosoft.com"}, model.Subscription{ID: 91, Tenant: 90, Name: "Planner", Licenses: 1, Ends: today})
	onDesk(t, desk, 160, 40, func(d *driver) {
		d.typeTenant("contoso.onmicrosoft.com")
		d.press("down", "enter", "down", "enter", "enter", "enter", "enter", "text:2027-06-30", "enter")
		d.wantVerbs(model.VerbRedeem)
		if s := d.record(model.KindSubscription, 91).(model.Subscription); s.Tenant != contosoID {
			t.Errorf("another subscription stays in tenant %d", s.Tenant)
		}
		if _, err := d.desk.Get(model.Ref{Kind: model.KindTenant, ID: 90}); err == nil {
			t.Error("the second record is still there")
		}
	})
}

// A key that turns out to be recorded for a tenant with another sort of name is
// asked about as well, before the action.
func TestAKeysTenantIsAskedAboutWhenItIsTyped(t *testing.T) {
	desk := byGraph(model.ProductKey{ID: 92, Benefit: powerBI, Product: 15, Licenses: 25, Months: 12, Tenant: 11, Tail: "7777F", Status: model.NotRedeemed, Text: key(typedKey)})
	onDesk(t, desk, 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepKey)
		d.paste(typedKey)
		d.press("enter", "enter", "enter", "enter")
		if r.flow.step().name != locale.StepSameTenant {
			t.Fatalf("not asked:\n%s", d.frame())
		}
		d.see("contosotest.onmicrosoft.com", graphID)
		d.press("down", "enter")
		d.press("enter", "enter", "enter", "enter", "enter")
		if r.flow.step().name != locale.StepAction || r.final().err != nil {
			t.Errorf("after yes: %v\n%s", r.final().err, d.frame())
		}
	})
}
