package main

import (
	"fmt"
	"testing"
)

// TestQueueOfThreeKeys: 15 licenses each on a subscription of 5. Together they
// are over three years, one by one each extends by 36 months; the portal shows
// another date for the second, and the third builds on it.
func TestQueueOfThreeKeys(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	first := later(t, "2027-03-31", 36)
	second, portal := later(t, first, 36), "2033-04-02"
	third := later(t, portal, 36)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("r")
	x.waitFor("Redeem · ", "step 1 of 9")
	x.press("g", "enter", "enter")
	x.waitFor("does the portal show the tenant " + tenant)
	x.press("down", "enter")
	x.waitFor("is recorded with this benefit")
	x.press("enter", "enter")
	x.waitFor("[ ] •••••-7777F", "Solutions Partner -", "4444D", "15 licenses × 12 months")
	x.press("space", "down", "space")
	x.waitFor("[x] •••••-4444D", "3 keys, 45 licenses", "3 keys count as one, and an extension")
	x.press("enter")
	x.waitFor("Together, as one key of 45 licenses", "One by one, 3 redemptions")
	x.press("down")
	x.waitFor("5 licenses until "+later(t, second, 36), second)
	x.press("enter", "enter")
	x.waitFor("1 · •••••-EEEE5 · Extend the end date", "3 · •••••-4444D")
	x.press("enter")
	x.waitFor("Redemption 1 of 3: key " + masked)
	x.write(first)
	x.waitFor("the same as calculated")
	x.press("enter")
	x.waitFor("Redemption 2 of 3", "1 of 3 done. Next: •••••-•••••-•••••-•••••-7777F")
	p.expect("Power BI Pro", "MAPS", "redeemed", first)
	x.write(portal)
	x.press("enter")
	x.waitFor("The rules give "+second+", the portal shows "+portal, "Record what the portal shows?")
	x.press("y")
	x.waitFor("Redemption 3 of 3", third)
	p.expect("Power BI Pro", "Solutions", "redeemed", portal)
	p.expect("Power BI Pro", "Legacy", "not-redeemed", portal)
	x.write(third)
	x.press("enter")
	x.waitFor("3 of 3 redemptions recorded", "until "+third)
	x.press("enter")
	x.waitFor("[All 3")
	x.quit()
	p.expect("Power BI Pro", "Legacy", "redeemed", third)
	if got := fmt.Sprint(p.rows("keys")); len(p.rows("keys")) != 3 {
		t.Errorf("the keys are %s", got)
	}
}

// TestTogetherOnTheCommandLine is refused over three years, and recorded as one
// redemption where the sum is within them.
func TestTogetherOnTheCommandLine(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	redeem := func(action, end string) answer {
		return p.run("", "redeem", "7", "--with", "8,9", "--subscription", "Power BI Pro", "--tenant", tenant, "--action", action, "--confirm-end", end, "--json")
	}
	if a := redeem("extend", "2036-03-31"); a.code != exitRefused {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	p.expect("Power BI Pro", "Solutions", "not-redeemed", "2027-03-31")
	// 131 days of 5 licenses and 365 of 45 are 341.6 days of 50.
	if a := redeem("add", "2027-10-28"); a.code != exitDone {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	for _, source := range []string{"MAPS", "Solutions", "Legacy"} {
		p.expect("Power BI Pro", source, "redeemed", "2027-10-28")
	}
}
