package tui

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// withRole is the tests' partner with a person at the screens who has one
// role, and Grace, who has those that she lacks.
func withRole(role model.Role, tenant model.ID) *memory {
	m := withImports()
	grace := model.User{ID: 7, Name: "Grace", Email: "grace@contoso.com"}
	for _, other := range model.Roles() {
		grace.Roles = append(grace.Roles, model.Grant{Role: other})
	}
	m.put(model.User{ID: 6, Name: "Ada", Account: "ada", Roles: []model.Grant{{Role: role, Tenant: tenant}}}, grace)
	return m
}

// TestActionsByRole goes over each action that a role may forbid, for each
// role: it is greyed, says which role it needs and who has it, and says the
// same when it is pressed.
func TestActionsByRole(t *testing.T) {
	const (
		p, g, u = model.PartnerAdmin, model.GlobalAdmin, model.UserAdmin
		b       = model.BillingAdmin
	)
	users := func(d *driver) { d.press("c", "t", "t"); d.goTo(4) }
	cloud := func(d *driver) { d.goTo(powerBI) }
	all := model.Roles()
	for _, c := range []struct {
		what, key string
		place     func(*driver)
		may       []model.Role
	}{
		{"redeem", "r", cloud, []model.Role{p, g, b}},
		{"add a key", "+", cloud, all},
		{"reveal", "v", cloud, []model.Role{p, g}},
		{"copy", "y", cloud, []model.Role{p, g}},
		{"edit a benefit", "e", cloud, all},
		{"new benefit", "n", cloud, all},
		{"import", "i", cloud, all},
		{"reveal in the detail", "v", func(d *driver) { cloud(d); d.press("enter") }, []model.Role{p, g}},
		{"edit a subscription", "e", func(d *driver) { d.press("t"); d.goTo(heldOffice) }, all},
		{"cancel a membership", "x", func(d *driver) { d.press("c"); d.goTo(2) }, []model.Role{p, g}},
		{"edit a membership", "e", func(d *driver) { d.press("c"); d.goTo(2) }, all},
		{"edit the partner", "E", func(d *driver) { d.press("c") }, all},
		{"retire a tenant", "x", func(d *driver) { d.press("c", "t"); d.goTo(contosoID) }, all},
		{"new user", "n", users, []model.Role{g, u}},
		{"edit a user", "e", users, []model.Role{g, u}},
		{"roles of a user", "R", users, []model.Role{g, u}},
		{"retire a user", "x", users, []model.Role{g, u}},
		{"this is me", "m", users, all},
	} {
		for _, role := range all {
			onDesk(t, withRole(role, 0), 120, 30, func(d *driver) {
				c.place(d)
				at := slices.IndexFunc(d.offered(), func(a action) bool { return slices.Contains(a.keys, c.key) })
				why := d.offered()[at].whyNot
				d.press(c.key)
				switch may := slices.Contains(c.may, role); {
				case may && why != "":
					t.Errorf("%s as %s: %s", c.what, role, why)
				case !may && (!strings.Contains(why, "Grace") || !strings.Contains(d.app.notice.text, why) || len(d.desk.log) > 0):
					t.Errorf("%s as %s: %q, and when it is pressed %q", c.what, role, why, d.app.notice.text)
				}
			})
		}
	}
}

// TestWhoRedeemsMayHold: a billing admin redeems keys of a tenant, and holds one
// there to redeem it another day.
func TestWhoRedeemsMayHold(t *testing.T) {
	onDesk(t, withRole(model.BillingAdmin, contosoID), 120, 30, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("ctrl+n")
		d.wantVerbs(model.VerbReserve)
	})
}

// TestWhoCanIsSaidInASmallWindow, whose footer is shorter than the sentence.
func TestWhoCanIsSaidInASmallWindow(t *testing.T) {
	onDesk(t, withRole(model.ReferralAdmin, 0), 60, 16, func(d *driver) {
		d.goTo(powerBI)
		d.press("v")
		d.see("ask Grace", "Accounts")
	})
}

// TestImportingPeopleByRole: a file gives no role that one could not give by
// hand.
func TestImportingPeopleByRole(t *testing.T) {
	for role, may := range map[model.Role]bool{model.UserAdmin: true, model.GlobalAdmin: true, model.PartnerAdmin: false} {
		m := withRole(role, 0)
		promoted := model.User{ID: 90, Name: "Alan", Roles: []model.Grant{{Role: model.GlobalAdmin}}}
		m.imports["people.csv"] = model.ImportPlan{Files: make([]model.FileDiff, 1), Changes: []model.Change{model.Created(promoted)}}
		onDesk(t, m, 120, 30, func(d *driver) {
			d.press("i", "text:people.csv", "enter", "enter")
			if written := len(d.desk.log) > 0; written != may {
				t.Errorf("%s wrote people: %v\n%s", role, written, d.frame())
			}
			if !may {
				d.see("User management admin; ask Grace")
			}
		})
	}
}

// TestAnActionOfTheWizardByRole: the same key as in the list.
func TestAnActionOfTheWizardByRole(t *testing.T) {
	for role, may := range map[model.Role]bool{model.PartnerAdmin: true, model.BillingAdmin: false} {
		onDesk(t, withRole(role, 0), 120, 30, func(d *driver) {
			d.redeem(powerBI, locale.StepKey)
			d.press("ctrl+y")
			if copied := len(d.host.copies) > 0; copied != may {
				t.Errorf("%s copied a key: %v", role, copied)
			}
		})
	}
}

// TestWhoActivatesButDoesNotRedeem: the wizard says who redeems in the tenant.
func TestWhoActivatesButDoesNotRedeem(t *testing.T) {
	warning := "redeeming a key in the admin center needs"
	for _, c := range []struct {
		role   model.Role
		tenant model.ID
		warned bool
	}{
		{model.PartnerAdmin, 0, true},
		{model.GlobalAdmin, 0, false},
		{model.GlobalAdmin, contosoID, false},
	} {
		onDesk(t, withRole(c.role, c.tenant), 140, 40, func(d *driver) {
			d.redeem(powerBI, locale.StepTenant)
			if warned := strings.Contains(strings.Join(strings.Fields(d.frame()), " "), warning); warned != c.warned {
				t.Errorf("%s in %d is warned: %v\n%s", c.role, c.tenant, warned, d.frame())
			}
			if c.warned {
				d.see("Grace")
			}
		})
	}
}

// TestABillingAdminOfOneTenantRedeemsThere, and nowhere else.
func TestABillingAdminOfOneTenantRedeemsThere(t *testing.T) {
	for tenant, may := range map[model.ID]bool{contosoID: true, 11: false} {
		onDesk(t, withRole(model.BillingAdmin, tenant), 140, 40, func(d *driver) {
			r := d.redeem(powerBI, locale.StepAction)
			refused := r.final().err
			if may != (refused == nil || model.CodeOf(refused) != model.CodeRoleMissing) {
				t.Errorf("billing admin of %d in contoso: %v", tenant, refused)
			}
		})
	}
}

func TestTheHeaderSaysWhoOneIs(t *testing.T) {
	onDesk(t, withRole(model.GlobalAdmin, 0), 120, 30, func(d *driver) {
		d.see("Contoso Consulting", "Ada · Global admin · benefits.db")
		d.resize(60, 16)
		d.see("Ada · 2026-11-20")
	})
	drive(t, 120, 30, func(d *driver) { d.see("ada · " + locale.English.Text(locale.Unrestricted)) })
}

// TestWhoMayDoWhat: the table names people, and says where the sources differ.
func TestWhoMayDoWhat(t *testing.T) {
	onDesk(t, withRole(model.ReferralAdmin, 0), 140, 60, func(d *driver) {
		d.press("c", "d")
		d.see("Here: Ada, Grace", "Here: Grace", locale.English.Text(locale.RightActivateBenefits), "two others the Global admin")
		d.press("esc")
		d.see(locale.English.Text(locale.ListMemberships))
	})
}
