package main

import "testing"

// TestWhoMayWhatFromTheFirstPersonOn adds two people, gives each a role, says
// "this is me" of one, and finds an action greyed that the other may do.
func TestWhoMayWhatFromTheFirstPersonOn(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("c")
	x.waitFor("Microsoft Action Pack", "MAPS - Core")
	x.press("t")
	x.waitFor("Tenant")
	x.press("t")
	x.waitFor("E-mail")
	for _, who := range []struct {
		name string
		down int // to the role in the list of eight
		role string
	}{{"Alex Wilber", 1, "Global admin"}, {"Megan Bowen", 5, "Referral admin"}} {
		x.press("n")
		x.waitFor("● new")
		x.write(who.name)
		x.press("enter", "enter", "enter")
		x.waitFor("▌ " + who.name)
		x.press("R")
		x.waitFor("Roles of " + who.name)
		for range who.down {
			x.press("down")
		}
		x.press(" ")
		x.waitFor("the whole account")
		x.press("enter")
		x.waitFor("▌ "+who.name, who.role)
	}
	x.press("m")
	x.waitFor("Megan Bowen · Referral admin")
	x.press("1")
	x.choose("visio", "Visio Plan 2")
	x.press("r")
	x.waitFor("this needs", "ask Alex Wilber")
	x.press("c", "d")
	x.waitFor("Who may do what", "Here: Alex Wilber")
	x.press("esc")
	x.waitGone("Here: Alex Wilber")
	x.quit()

	a := p.run(otherKey, "redeem", "Visio Plan 2", "--subscription", "Visio Plan 2", "--tenant", tenant, "--action", "extend",
		"--confirm-end", "2028-04-20", "--key", "-")
	if a.code != exitRefused {
		t.Errorf("exit %d as Referral admin\n%s%s", a.code, a.out, a.err)
	}
	p.nothingRecorded()
}
