package tui

import (
	"testing"

	"benefitdesk/model"
)

// TestActivityOpensTheNearestScreen: whatever an entry is about, Enter leads
// somewhere or says why not.
func TestActivityOpensTheNearestScreen(t *testing.T) {
	desk := newMemory(append(contoso(),
		model.Customer{ID: 70, Name: "Fabrikam"},
		model.ProductKey{ID: 71, Tenant: contosoID, Tail: "2222B"}, model.ProductKey{ID: 72, Tail: "3333C"},
		model.Redemption{ID: 73, Subscription: heldVisio},
	)...)
	var abouts []model.Ref
	for _, c := range []struct {
		about model.Ref
		see   string
	}{
		{model.Ref{Kind: model.KindPartner, ID: 1}, "partner id 0000001"},
		{model.Ref{Kind: model.KindProduct, ID: 15}, "/Power BI Pro"},
		{model.Ref{Kind: model.KindCustomer, ID: 70}, "benefitdesk list customers does"},
		{model.Ref{Kind: model.KindBenefit, ID: 52}, "Windows Server 2025"},
		{model.Ref{Kind: model.KindSubscription, ID: heldVisio}, "Deleted from"},
		{model.Ref{Kind: model.KindProductKey, ID: powerBIKey}, "Benefit expiry"},
		{model.Ref{Kind: model.KindProductKey, ID: 71}, "Tenant id"},
		{model.Ref{Kind: model.KindProductKey, ID: 72}, "benefitdesk list keys does"},
		{model.Ref{Kind: model.KindRedemption, ID: 73}, "Visio Plan 2"},
		{model.Ref{Kind: model.KindUser, ID: 5}, "taro@contoso.com"},
		{model.Ref{Kind: model.KindMembership, ID: 3}, "Microsoft Action Pack"},
		{model.Ref{Kind: model.KindTenant, ID: 11}, "Contoso Test"},
	} {
		abouts = append(abouts, c.about)
		desk.log = []model.Entry{{Sequence: 1, Time: logTime, Verb: model.VerbEdit, Object: c.about}}
		onDesk(t, desk, 140, 40, func(d *driver) {
			d.press("a", "enter")
			d.see(c.see)
		})
	}
	for _, kind := range model.Kinds() {
		found := false
		for _, about := range abouts {
			found = found || about.Kind == kind
		}
		if !found {
			t.Errorf("nobody looks what opens for a %s", kind)
		}
	}
}
