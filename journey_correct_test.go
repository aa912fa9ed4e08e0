package main

import (
	"path/filepath"
	"testing"
)

// builtOn is a person who extended Power BI Pro twice on one day: by the
// Action Pack's key to 2027-06-30, and from there by the other one's.
func builtOn(t *testing.T) (p *person, first, second string) {
	t.Helper()
	p = contoso(t)
	first = later(t, "2027-03-31", 3)
	second = share(t, later(t, first, 1), later(t, first, 2), 1, 5)
	for _, r := range []struct{ key, benefit, ends string }{{firstKey, "7", first}, {otherKey, "8", second}} {
		a := p.run(r.key, "redeem", r.benefit, "--subscription", "Power BI Pro", "--tenant", tenant, "--action", "extend", "--confirm-end", r.ends, "--key", "-")
		if a.code != exitDone {
			t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
		}
	}
	return p, first, second
}

// TestCorrectWhatOthersBuildOn: the earlier redemption can't be corrected, the
// page says on which day the later one took effect; the later one can be, and
// then the earlier.
func TestCorrectWhatOthersBuildOn(t *testing.T) {
	t.Parallel()
	refused := "a later redemption builds on this one (Extend the end date of " + testDay + "); correct that one first"
	p, first, second := builtOn(t)
	before := p.kept()
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("C")
	x.waitFor("Correct · Power BI Pro", "Which redemption was recorded wrongly?", refused)
	x.press("enter")
	x.waitFor("Which redemption was recorded wrongly?", refused)
	x.press("esc")
	x.waitFor("▌ Power BI Pro")
	p.unchanged(before)

	// From the subscription both are offered, the later one first.
	x.press("t")
	x.waitFor("[All 2]")
	x.choose("power", "Power BI Pro")
	x.press("C")
	x.waitFor("Which redemption was recorded wrongly?", "100 licenses until "+second, refused)
	x.press("enter")
	x.waitFor("What was wrong?")
	x.press("down", "down", "down")
	x.waitFor("▸ It never happened")
	x.press("enter")
	x.waitFor("What is right, and why was it recorded otherwise?")
	x.press("enter")
	x.waitFor("! reason is missing")
	x.write("only previewed")
	x.press("enter")
	x.waitFor("From now on it never happened: the subscription is as before, 100 licenses until "+first, "Reason: only previewed")
	p.expect("Power BI Pro", "Solutions", "redeemed", second)
	x.press("enter")
	x.waitFor("Saved.", "▌ Power BI Pro")
	p.expect("Power BI Pro", "Solutions", "not-redeemed", first)
	p.didLast("correct Power BI Pro")

	// Nothing builds on the earlier one any more.
	x.press("C")
	x.waitFor("Correct · Power BI Pro", "What was wrong?")
	x.press("esc")
	x.waitFor("▌ Power BI Pro")
	x.quit()
}

// TestCorrectNothing: what is recorded like this already, a day to come, a day
// that is none, and an end before the redemption are refused beside the field.
func TestCorrectNothing(t *testing.T) {
	t.Parallel()
	p := extended(t)
	before := p.kept()
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("C")
	x.waitFor("Correct · Visio Plan 2", "What was wrong?")
	x.press("enter")
	x.waitFor("End date that the portal shows")
	for _, c := range []struct{ end, why string }{
		{later(t, "2027-04-20", 12), "Extend the end date of " + testDay + " is recorded like this already; change the action, day or end date"},
		{"2026-11-19", "the portal can't show an end before " + testDay},
		{"2027-02-30", noDate},
	} {
		x.retype(c.end)
		x.beside(c.end, c.why)
		x.press("tab")
		x.retype("a slip")
		x.press("enter")
		x.waitFor("Correct · Visio Plan 2", "step 2 of 3", c.why)
		x.press("tab")
	}
	p.unchanged(before)

	// Another day changes nothing before it is another one, and none to come.
	x.press("shift+tab")
	x.waitFor("step 1 of 3")
	x.press("down", "down", "enter")
	x.waitFor("Redeem day", "empty: as calculated")
	for _, c := range []struct{ on, why string }{
		{"2026-11-21", "2026-11-21 is after today, " + testDay + "; what is still to come is reserved, not recorded"},
		{"2027-04-31", "2027-04-31 is not a date"},
		{testDay, "Extend the end date of " + testDay + " is recorded like this already"},
	} {
		x.retype(c.on)
		x.beside(c.on, c.why)
	}
	x.quitAnyway()
	p.unchanged(before)
	p.didLast("redeem Visio Plan 2")
}

// TestCorrectTheAction: an action that was not possible then is greyed with the
// reason, another is recorded with what it gives.
func TestCorrectTheAction(t *testing.T) {
	t.Parallel()
	p := extended(t)
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("C")
	x.waitFor("What was wrong?")
	x.press("down", "enter")
	x.waitFor("What was really done?", "the subscription is active until 2027-04-20")
	x.press("down")
	x.waitFor("▸ Add licenses", "20 licenses until 2027-08-05")
	x.press("enter")
	x.waitFor("What is right, and why was it recorded otherwise?")
	x.press("enter")
	x.write("the wrong button")
	x.press("enter")
	x.waitFor("Recorded from now on: "+testDay+"  Add licenses: 20 licenses", "Reason: the wrong button")
	p.expect("Visio Plan 2", "MAPS", "redeemed", later(t, "2027-04-20", 12))
	x.press("enter")
	x.waitFor("corrected on "+testDay+": the wrong button", "▌ Visio Plan 2")
	x.quit()
	p.expect("Visio Plan 2", "MAPS", "redeemed", "2027-08-05")
	p.keeps(`"name":"Visio Plan 2","licenses":20,"ends":"2027-08-05"`)
	p.didLast("correct Visio Plan 2")
}

// TestTypedAheadAnswersNothing: what was typed before ctrl+c, and waits for an
// answer of the rules, is no answer to the question whether to leave.
func TestTypedAheadAnswersNothing(t *testing.T) {
	t.Parallel()
	p := extended(t)
	before := p.kept()
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("C")
	x.waitFor("What was wrong?")
	x.press("enter")
	x.waitFor("End date that the portal shows")
	x.press("tab")
	x.write("typo") // so that there is something to ask about
	x.waitFor("typo")
	x.burst("yyyyyyyyyyyyyyyy", "ctrl+c")
	x.waitFor("Leave it?")
	x.press("n")
	x.waitGone("Leave it?")
	x.waitFor("step 2 of 3")
	x.quitAnyway()
	p.unchanged(before)
}

// TestCorrectAPurchase: without a key the end is the membership's; another one
// that the portal shows is recorded with its reason.
func TestCorrectAPurchase(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	demo, err := filepath.Abs("testdata/demo.json")
	if err != nil {
		t.Fatal(err)
	}
	p.must("import", demo)
	x := p.open(usual)
	x.choose("sandbox", "Dynamics 365 Partner Sandbox")
	x.press("C")
	x.waitFor("What was wrong?")
	x.press("down", "enter")
	x.waitFor("What was really done?", "which only activates; add, extend and renew need a")
	x.press("shift+tab", "up", "enter")
	x.waitFor("What is right, and why was it recorded otherwise?")
	x.write("2027-02-30")
	x.waitFor("2027-02-30 is not a date")
	x.retype("2027-08-30")
	x.press("tab")
	x.write("the portal counts the last day off")
	x.press("enter")
	x.waitFor("step 3 of 3", "2027-08-30", "Reason: the portal counts the last day off")
	x.press("enter")
	x.waitFor("Saved.")
	x.quit()
	p.expect("Dynamics 365 Partner Sandbox", "ISV", "redeemed", "2027-08-30")
	p.didLast("correct Dynamics 365 Partner Sandbox")
}
