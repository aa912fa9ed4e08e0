package main

import "testing"

// extended is a person who extended Visio Plan 2 to 2028-04-20 with the first
// key.
func extended(t *testing.T) *person {
	t.Helper()
	p := contoso(t)
	a := p.run(firstKey, "redeem", "Visio Plan 2", "--subscription", "Visio Plan 2", "--tenant", tenant, "--action", "extend",
		"--confirm-end", later(t, "2027-04-20", 12), "--key", "-")
	if a.code != exitDone {
		t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	return p
}

func TestCorrectARedemption(t *testing.T) {
	t.Parallel()
	p := extended(t)
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("C")
	x.waitFor("Correct · Visio Plan 2", "What was wrong?", "Recorded so far: "+testDay)
	x.press("enter")
	x.waitFor("End date that the portal shows")
	x.write("2028-04-30")
	x.waitFor("Recorded from now on: "+testDay, "until 2028-04-30")
	x.press("enter", "enter")
	x.waitFor("reason is missing")
	x.write("the portal's page says so")
	x.press("enter")
	x.waitFor("Reason: the portal's page says so", "Enter records this")
	p.expect("Visio Plan 2", "MAPS", "redeemed", later(t, "2027-04-20", 12))
	x.press("enter")
	x.waitFor("corrected on "+testDay+": the portal's page says so", "▌ Visio Plan 2")
	x.quit()
	p.expect("Visio Plan 2", "MAPS", "redeemed", "2028-04-30")
}

func TestReleaseAReservation(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.toKey()
	x.typeKey(firstKey)
	x.press("enter")
	x.waitFor("step 8 of 8")
	x.press("ctrl+n")
	x.waitFor("Reserved, not redeemed yet")
	x.press("enter")
	x.waitFor("▌ Visio Plan 2", "Reserved")
	x.press("X")
	x.waitFor(masked+" and the benefit Visio Plan 2", "It was planned for "+testDay)
	x.press("n")
	x.waitGone("It was planned for")
	p.expect("Visio Plan 2", "MAPS", "reserved", "2027-04-20")
	x.press("X", "y")
	x.waitFor("Saved.", "Not redeemed")
	x.quit()
	p.expect("Visio Plan 2", "MAPS", "not-redeemed", "2027-04-20")
}

// A replacement is requested until the thirtieth day, that day included.
func TestReplacementKey(t *testing.T) {
	t.Parallel()
	p := extended(t)
	const last = "2026-12-20"
	x := p.open(usual, "--today", "2026-12-21")
	x.replacing()
	x.paste(otherKey)
	x.waitFor("had to be requested by "+last, "•••••-7777F")
	x.press("enter", "enter")
	x.waitFor("step 2 of 2", "had to be requested by "+last)
	x.press("esc")
	x.waitFor("Leave?")
	x.press("y")
	x.waitFor("▌ Visio Plan 2")
	x.quit()
	p.expect("Visio Plan 2", "MAPS", "redeemed", later(t, "2027-04-20", 12))

	x = p.open(usual, "--today", last)
	x.replacing()
	x.paste(" zxcvb–nmasd fghjk\tqwert-7777f ")
	x.waitFor("•••••-7777F")
	x.press("enter", "enter")
	x.waitFor("The new key is recorded", "replaces "+masked, "Not redeemed")
	x.press("R")
	x.waitFor("replaced the key already")
	x.toKey()
	x.waitFor("•••••-7777F")
	p.expect("Visio Plan 2", "MAPS", "not-redeemed", later(t, "2027-04-20", 12))
}

// replacing goes to the page of the new key.
func (x *terminal) replacing() {
	x.t.Helper()
	x.choose("visio", "Visio Plan 2")
	x.press("R")
	x.waitFor("Microsoft replaces a key once", "step 1 of 2")
	x.press("enter")
	x.waitFor("Paste the key", "Day on which it was requested")
}
