package main

import "testing"

// TestGivingUpIsRefused: what is not to be activated can't be given up, nor by
// somebody whose roles don't allow it; and who answers no gives nothing up.
func TestGivingUpIsRefused(t *testing.T) {
	t.Parallel()
	p := withRoles(t, `[{"role":"global-admin"}]`, `[{"role":"referral-admin"}]`)
	before := p.kept()
	x := p.open(usual, "--today", "2027-03-20")
	x.waitFor("[All ")
	x.press("0")
	x.waitFor("▌ ◐ Subscription ends", "Power BI Pro", "2027-03-31")
	x.press("x")
	x.waitFor("give it up: only what is still to be activated can be given up")
	x.quit()

	for _, c := range []struct{ as, shown, says string }{
		{"adele", "Adele Vance · Global admin", "Planner Plan 3 leaves what is open and is marked as cancelled."},
		{"Alex Wilber", "Alex Wilber · Referral admin", "give it up: this needs Partner admin (MPN) or Global admin; ask Adele Vance"},
	} {
		x = p.open(usual, "--as", c.as)
		x.waitFor("[All ", c.shown)
		x.press("0")
		x.waitFor("! Activate the benefit")
		x.press("/")
		x.write("planner")
		x.press("enter")
		x.waitFor("Planner Plan 3", "its last day has passed")
		x.press("x")
		x.waitFor(c.says)
		x.press("n")
		x.waitGone("Give it up?")
		x.quit()
		p.unchanged(before)
	}
}
