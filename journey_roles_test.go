package main

import "testing"

// The people of these journeys: adele, who is at the screens, with a role, and
// Alex Wilber with another.
func withRoles(t *testing.T, adele, alex string) *person {
	t.Helper()
	return changed(t, "portfolio.json", `"users": []`,
		`"users": [{"id":20,"name":"Adele Vance","account":"adele","roles":`+adele+`},{"id":21,"name":"Alex Wilber","roles":`+alex+`}]`)
}

// users opens the list of users with one selected.
func (x *terminal) users(name string) {
	x.t.Helper()
	x.waitFor("[All ")
	x.press("c")
	x.waitFor("▌ Microsoft Action Pack")
	x.press("t")
	x.waitFor("▌ " + tenant)
	x.press("t")
	x.waitFor("E-mail", "▌ Adele Vance")
	if name != "Adele Vance" {
		x.press("down")
		x.waitFor("▌ " + name)
	}
}

// TestRolesAreGivenByWhoMayAddUsers: without that right every way to change
// people is greyed, and says who can; the store stays as it is.
func TestRolesAreGivenByWhoMayAddUsers(t *testing.T) {
	t.Parallel()
	const refused = "this needs Global admin or User management admin; ask Alex Wilber, or change the roles under Accounts"
	p := withRoles(t, `[{"role":"referral-admin"}]`, `[{"role":"user-admin"}]`)
	before := p.kept()
	x := p.open(usual)
	x.users("Alex Wilber")
	x.waitFor("Adele Vance · Referral admin")
	for _, c := range []struct{ key, name string }{{"R", "roles"}, {"e", "edit"}, {"n", "new"}, {"x", "retire"}} {
		x.press(c.key)
		x.waitFor(c.name + ": " + refused)
	}
	x.press("?")
	x.waitFor("Keys of this screen", "roles — "+refused)
	x.press("esc")
	x.waitGone("Keys of this screen")
	x.quit()
	p.unchanged(before)
}

// TestRolesForm: a role that the person has not is for no tenant, Esc asks, and
// what is ticked is recorded for the one tenant, and found again.
func TestRolesForm(t *testing.T) {
	t.Parallel()
	p := withRoles(t, `[{"role":"global-admin"}]`, `[]`)
	before := p.kept()
	x := p.open(usual)
	x.users("Alex Wilber")
	x.press("R")
	x.waitFor("Roles of Alex Wilber", "▸ [ ] Partner admin (MPN)")
	for range 7 {
		x.press("down")
	}
	x.waitFor("▸ [ ] Billing admin")
	x.press("right")
	x.waitFor("the person does not have this role; give it first")
	x.press("space")
	x.waitFor("▸ [x] Billing admin", "the whole account")
	x.press("right")
	x.waitFor("only in " + tenant)

	x.press("esc")
	x.waitFor("What you typed here is not recorded. Leave it?")
	x.press("y")
	x.waitFor("▌ Alex Wilber", "no role: unrestricted here")
	p.unchanged(before)

	x.press("R")
	x.waitFor("Roles of Alex Wilber", "[ ] Billing admin")
	for range 7 {
		x.press("down")
	}
	x.press("space", "right")
	x.waitFor("▸ [x] Billing admin", "only in "+tenant)
	x.press("enter")
	x.waitFor("Saved.", "Billing admin only in "+tenant)
	x.quit()
	p.keeps(`"name":"Alex Wilber","roles":[{"role":"billing-admin","tenant":3}]`)
	p.didLast("edit Alex Wilber")

	x = p.open(usual)
	x.users("Alex Wilber")
	x.press("R")
	x.waitFor("[x] Billing admin", "only in "+tenant)
	x.press("esc")
	x.waitFor("▌ Alex Wilber")
	x.quit()
}

// TestTheLastRightIsTakenAway: who takes the right to change people away from
// the only one who has it can't give it back as that person, nor undo it, but
// the owner of the file can say that it is somebody else at the screens.
func TestTheLastRightIsTakenAway(t *testing.T) {
	t.Parallel()
	const refused = "this needs Global admin or User management admin, and nobody under Accounts has that role; add it there"
	p := withRoles(t, `[{"role":"user-admin"},{"role":"referral-admin"}]`, `[{"role":"referral-admin"}]`)
	x := p.open(usual)
	x.users("Adele Vance")
	x.press("R")
	x.waitFor("Roles of Adele Vance", "[x] User management admin", "[x] Referral admin")
	x.press("down", "down", "space")
	x.waitFor("▸ [ ] User management admin")
	x.press("enter")
	x.waitFor("Saved.", "Adele Vance · Referral admin")
	p.keeps(`"account":"adele","roles":[{"role":"referral-admin"}]`)
	taken := p.kept()
	x.press("R")
	x.waitFor("roles: " + refused)
	x.press("u")
	x.waitFor("Undoing it would change", refused)
	x.press("enter")
	x.waitFor("undo: " + refused)
	p.unchanged(taken)
	x.press("esc")
	x.waitFor("▌ Adele Vance")

	x.press("m")
	x.waitFor("adele · may do everything")
	x.press("R")
	x.waitFor("Roles of Adele Vance", "[ ] User management admin")
	x.press("down", "down", "space")
	x.waitFor("▸ [x] User management admin")
	x.press("enter")
	x.waitFor("Saved.")
	x.press("m")
	x.waitFor("Adele Vance · ")
	x.quit()
	p.keeps(`"account":"adele","roles":[{"role":"user-admin"},{"role":"referral-admin"}]`)
}

// TestTheLastAdminIsRetired: it is asked before, with what nobody may do then;
// history keeps the name.
func TestTheLastAdminIsRetired(t *testing.T) {
	t.Parallel()
	p := withRoles(t, `[]`, `[{"role":"global-admin"}]`)
	before := p.kept()
	x := p.open(usual)
	x.users("Alex Wilber")
	x.press("x")
	x.waitFor("Retire?", "Alex Wilber is retired from today on", "Nobody else here has these rights: View benefits", "only people without a role could give roles")
	x.press("n")
	x.waitGone("Retire?")
	p.unchanged(before)
	x.press("x")
	x.waitFor("Retire?")
	x.press("y")
	x.waitFor("Saved.", "× Retired")
	x.quit()
	p.keeps(`"name":"Alex Wilber"`, `"retired":"`+testDay+`"`)
	p.didLast("retire Alex Wilber")
}
