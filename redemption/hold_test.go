package redemption_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

func TestSaveSubscription(t *testing.T) {
	typed := model.Subscription{Name: "Visio", Licenses: 5, Ends: date(later)}
	saved := func(id, tenant model.ID) model.Subscription {
		s := typed
		s.ID, s.Tenant = id, tenant
		return s
	}
	known := theSubscription()
	longer := known
	longer.Ends, longer.Estimated, longer.Reported, longer.ReportedOn = known.Ends+1, false, 0, 0
	edited := known
	edited.Ends++
	renamed := known
	renamed.Name = "Power BI Premium"
	for _, c := range []struct {
		what    string
		command redemption.SaveSubscription
		verb    model.Verb
		changes []model.Change
		code    model.Code
	}{
		{"new, tenant known", redemption.SaveSubscription{Record: typed, Tenant: "Contoso.com"}, model.VerbAdd,
			[]model.Change{model.Created(saved(firstNew, contoso))}, ""},
		{"new, tenant new", redemption.SaveSubscription{Record: typed, Tenant: "new.example"}, model.VerbAdd,
			[]model.Change{model.Created(model.Tenant{ID: firstNew, Domain: "new.example"}), model.Created(saved(firstNew+1, firstNew))}, ""},
		{"the id of a tenant known by its domain", redemption.SaveSubscription{Record: typed, Tenant: "fabrikam.com " + guid2}, model.VerbAdd,
			[]model.Change{
				model.Changed(model.Tenant{ID: fabrikam, Domain: "fabrikam.com"}, model.Tenant{ID: fabrikam, Domain: "fabrikam.com", TenantID: guid2}),
				model.Created(saved(firstNew, fabrikam)),
			}, ""},
		{"new, no tenant", redemption.SaveSubscription{Record: typed}, model.VerbAdd, []model.Change{model.Created(saved(firstNew, 0))}, ""},
		{"another end: the report no longer holds", redemption.SaveSubscription{Record: edited, Tenant: guid}, model.VerbEdit,
			[]model.Change{model.Changed(known, longer)}, ""},
		{"another name: it still holds", redemption.SaveSubscription{Record: renamed, Tenant: guid}, model.VerbEdit,
			[]model.Change{model.Changed(known, renamed)}, ""},
		{"of nothing", redemption.SaveSubscription{Tenant: guid}, "", nil, model.CodeMissing},
		{"no tenant's name", redemption.SaveSubscription{Record: typed, Tenant: "contoso"}, "", nil, redemption.TenantMalformed},
	} {
		receipt, changes, err := c.command.Decide(desk(), date(today))
		if model.CodeOf(err) != c.code || receipt.Verb != c.verb {
			t.Errorf("%s: %v, %+v", c.what, err, receipt)
		}
		if diff := cmp.Diff(c.changes, changes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
	if _, _, err := (redemption.SaveSubscription{Record: saved(99, 0)}).Decide(desk(), date(today)); err == nil {
		t.Error("a subscription that does not exist is edited")
	}
}

func TestCompareProducts(t *testing.T) {
	own := model.Product{ID: powerBI, Name: "Power BI Pro", SKU: "F8A1"}
	for _, c := range []struct {
		what             string
		name             string
		held             model.Product
		same, mayConfirm bool
	}{
		{"the same", "", own, true, false},
		{"ids differ", "Power BI Pro", model.Product{ID: 60, SKU: "OTHER"}, false, false},
		{"names differ", "Visio", model.Product{}, false, true},
		{"a cut name", "Power B...", model.Product{}, false, true},
		{"nothing known", "", model.Product{}, false, true},
	} {
		same, mayConfirm := redemption.CompareProducts(theBenefit(), own, model.Subscription{Name: c.name}, c.held)
		if same != c.same || mayConfirm != c.mayConfirm {
			t.Errorf("%s: same %v, may be confirmed %v", c.what, same, mayConfirm)
		}
	}
}
