package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

// TestRightsAreThoseOfTheTable repeats the table of roles as the portals'
// documentation has it.
func TestRightsAreThoseOfTheTable(t *testing.T) {
	const (
		p, g, u, a = model.PartnerAdmin, model.GlobalAdmin, model.UserAdmin, model.AdminAgent
		c, r, m, b = model.AccountAdmin, model.ReferralAdmin, model.MarketingAdmin, model.BillingAdmin
	)
	table := map[model.Right][]model.Role{
		model.ViewBenefits:     {p, g, u, a, c, r, m, b},
		model.ActivateBenefits: {p, g},
		model.AddUsers:         {g, u},
		model.AssignBenefits:   {p, g},
		model.ArrangeMarketing: {p, g},
		model.ServeCustomers:   {a},
		model.SellToCustomers:  {a, g},
		model.ReadPortalLog:    {g, c, r, m},
		model.RedeemKeys:       {g, b},
	}
	if len(table) != len(model.Rights()) {
		t.Fatalf("%d rights in the table, %d in the model", len(table), len(model.Rights()))
	}
	for _, right := range model.Rights() {
		for _, role := range model.Roles() {
			person := model.User{Name: "Adele Vance", Roles: []model.Grant{{Role: role}}}
			if may := person.May(right, 0); may != slices.Contains(table[right], role) {
				t.Errorf("%s may %s: %v", role, right, may)
			}
		}
	}
}

func TestARoleForOneTenantHoldsThereOnly(t *testing.T) {
	person := model.User{Name: "Alex Wilber", Roles: []model.Grant{{Role: model.BillingAdmin, Tenant: 7}}}
	if !person.May(model.RedeemKeys, 7) || person.May(model.RedeemKeys, 8) || person.May(model.RedeemKeys, 0) {
		t.Error("the tenant of a role is not minded")
	}
	if !person.May(model.ViewBenefits, 0) {
		t.Error("who has a role may view")
	}
	person.Retired = 1
	if person.May(model.RedeemKeys, 7) {
		t.Error("somebody who left still may")
	}
}

// TestEveryVerbHasARule: what can be done has a role rule, and is undone or
// says why not.
func TestEveryVerbHasARule(t *testing.T) {
	for _, verb := range model.Verbs() {
		for _, kind := range model.Kinds() {
			if len(model.RuleOf(verb, kind).Rights) == 0 {
				t.Errorf("%s of a %s has no role rule", verb, kind)
			}
		}
	}
	if len(model.RuleOf("dance", model.KindBenefit).Rights) > 0 {
		t.Error("what is not known has a rule")
	}
}

func TestPermit(t *testing.T) {
	people := []model.User{
		{ID: 1, Name: "Adele Vance", Email: "adele@contoso.com", Roles: []model.Grant{{Role: model.GlobalAdmin}}},
		{ID: 2, Name: "Alex Wilber", Account: "alex", Roles: []model.Grant{{Role: model.BillingAdmin, Tenant: 7}}},
		{ID: 3, Name: "Megan Bowen", Roles: []model.Grant{{Role: model.PartnerAdmin}}},
	}
	redeem := model.RuleOf(model.VerbRedeem, model.KindBenefit)
	for _, c := range []struct {
		actor  string
		tenant model.ID
		want   model.Code
	}{
		{"adele vance", 7, ""},
		{"ADELE@contoso.com", 8, ""},
		{"alex", 7, ""},
		{"alex", 8, model.CodeRoleMissing},
		{"Megan Bowen", 8, ""},
		{"somebody whom the accounts do not name", 8, ""},
		{"", 8, ""},
	} {
		err := model.Permit(people, model.Actor{Name: c.actor}, redeem, c.tenant)
		if model.CodeOf(err) != c.want {
			t.Errorf("%s in tenant %d: %v", c.actor, c.tenant, err)
		}
	}
	err := model.Permit(people, model.Actor{Name: "alex"}, redeem, 8)
	if want := "role_missing [activate-benefits redeem-keys] Adele Vance, Megan Bowen"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestPeopleAreThoseWithARoleOrAnAccount(t *testing.T) {
	facts := modeltest.New(
		model.User{ID: 1, Name: "holds a seat"},
		model.User{ID: 2, Name: "has a role", Roles: []model.Grant{{Role: model.AdminAgent}}},
		model.User{ID: 3, Name: "has an account", Account: "ana"},
	)
	people, err := model.People(facts)
	if err != nil || len(people) != 2 || people[0].ID != 2 || people[1].ID != 3 {
		t.Errorf("%v, %v", people, err)
	}
	facts.Broken = modeltest.ErrBroken
	if _, err := model.People(facts); err == nil {
		t.Error("an error got lost")
	}
}

// TestActAs: whom the accounts know, with a role or without one; a name that
// they do not know would be free of roles, so it is refused where there are any.
func TestActAs(t *testing.T) {
	admin := model.User{ID: 1, Name: "Adele Vance", Roles: []model.Grant{{Role: model.GlobalAdmin}}}
	guest := model.User{ID: 2, Name: "Lidia Holloway", Email: "lidia@contoso.com"}
	users := func(yield func(model.Record, error) bool) { _ = yield(admin, nil) && yield(guest, nil) }
	broken := func(yield func(model.Record, error) bool) { yield(nil, modeltest.ErrBroken) }
	people := []model.User{admin}
	for _, c := range []struct {
		name   string
		people []model.User
		want   model.Code
	}{
		{"adele vance", people, ""},
		{"LIDIA@contoso.com", people, ""},
		{"Lidia Holloway", people, ""},
		{"Megan Bowen", people, model.CodeNoPerson},
		{"Megan Bowen", nil, ""},
		{strings.Repeat("x", model.MaxText+1), nil, model.CodeTooLong},
	} {
		actor, err := model.ActAs(c.people, users, c.name)
		if model.CodeOf(err) != c.want || c.want == "" && (err != nil || actor.Name != c.name) {
			t.Errorf("%.20s: %v, %v", c.name, actor, err)
		}
	}
	if _, err := model.ActAs(people, broken, "Lidia Holloway"); !errors.Is(err, modeltest.ErrBroken) {
		t.Errorf("an error got lost: %v", err)
	}
}

// TestPeopleOfOneName are told apart by what the refusal names, and by their
// record in the log.
func TestPeopleOfOneName(t *testing.T) {
	admin := model.User{ID: 21, Name: "Same Name", Email: "s1@contoso.com", Roles: []model.Grant{{Role: model.GlobalAdmin}}}
	agent := model.User{ID: 22, Name: "same name", Roles: []model.Grant{{Role: model.AdminAgent}}}
	guest := model.User{ID: 23, Name: "Same Name", Account: "same"}
	all := []model.User{admin, agent, guest}
	users := func(yield func(model.Record, error) bool) {
		for _, u := range all {
			if !yield(u, nil) {
				return
			}
		}
	}
	for people, want := range map[int]string{2: "several_persons Same Name s1@contoso.com, user 22, same", 1: "several_persons Same Name s1@contoso.com, user 22, same"} {
		if _, err := model.ActAs(all[:people], users, "Same Name"); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	for name, want := range map[string]model.ID{"s1@contoso.com": 21, "USER 22": 22, "same": 23} {
		actor, err := model.ActAs(all, users, name)
		if me, known := model.Me(all, actor); err != nil || actor.Person != want || !known || me.ID != want {
			t.Errorf("%s: %+v, %v, is %+v", name, actor, err, me)
		}
	}
	first, second := model.Actor{Name: "a", Person: 1}, model.Actor{Name: "a", Person: 2}
	if first.Is(second) || !first.Is(model.Actor{Name: "a"}) || first.Is(model.Actor{Name: "b", Person: 1}) {
		t.Error("actors are compared wrongly")
	}
}

// TestANameThatIsTooLong is written by nobody.
func TestANameThatIsTooLong(t *testing.T) {
	err := model.Permit(nil, model.Actor{Name: strings.Repeat("x", model.MaxText+1)}, model.RuleOf(model.VerbEdit, model.KindBenefit), 0)
	if model.CodeOf(err) != model.CodeTooLong {
		t.Error(err)
	}
}

// TestOnlyOf: the rights that leave with a person, for the tenant or the whole
// account that they are for.
func TestOnlyOf(t *testing.T) {
	user := func(id model.ID, grants ...model.Grant) model.User {
		return model.User{ID: id, Name: "n", Roles: grants}
	}
	admin, adminThere := model.Grant{Role: model.GlobalAdmin}, model.Grant{Role: model.GlobalAdmin, Tenant: 7}
	agent, billing := model.Grant{Role: model.AdminAgent}, model.Grant{Role: model.BillingAdmin, Tenant: 7}
	gone := user(2, admin)
	gone.Retired = today
	adminOnly := slices.DeleteFunc(model.Rights(), func(r model.Right) bool { return !slices.Contains(r.Roles(), model.GlobalAdmin) })
	for _, c := range []struct {
		what   string
		leaves model.User
		others []model.User
		want   []model.Right
	}{
		{"nobody else", user(1, admin), nil, adminOnly},
		{"without a role", user(1), nil, nil},
		{"there is another", user(1, admin), []model.User{user(2, admin)}, nil},
		{"the other has left", user(1, admin), []model.User{gone}, adminOnly},
		{"another for a tenant only", user(1, admin), []model.User{user(2, adminThere)}, adminOnly[1:]},
		{"of a tenant, beside one of the account", user(1, adminThere), []model.User{user(2, admin)}, nil},
		{"of two roles one", user(1, agent, billing), []model.User{user(2, adminThere)}, []model.Right{model.ServeCustomers, model.SellToCustomers}},
	} {
		got := model.OnlyOf(append(c.others, c.leaves), c.leaves)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}
