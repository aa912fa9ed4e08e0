package main

import "testing"

// TestAPlanIsCarriedOut: the planner opens on the subscription of a benefit,
// and the wizard takes the steps of the chosen plan as they were planned: one
// key adds, two extend together.
func TestAPlanIsCarriedOut(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	const added, extended = "2027-09-23", "2029-03-23"
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("p")
	x.waitFor("3 keys with 45 licenses", "4 plans, every way was looked at")
	x.press("down")
	x.waitFor("20 licenses until "+extended+", 3 keys used", "6,130 license-days ÷ 20 licenses = 306 1/2 days")
	x.press("r")
	x.waitFor("Redeem · ", "step 1 of 11")
	x.press("g", "enter", "enter")
	x.waitFor("does the portal show the tenant " + tenant)
	x.press("down", "enter")
	x.waitFor("is recorded with this benefit")
	x.press("enter", "enter")
	x.waitFor("[x] •••••-7777F", "[x] •••••-4444D")
	x.press("enter")
	x.waitFor("▸ As planned, 2 redemptions", "20 licenses until "+extended)
	x.press("enter", "enter")
	x.waitFor("1 · •••••-EEEE5 · Add licenses", "2 · 2 keys · Extend the end date", "•••••-7777F + •••••-4444D")
	x.press("enter")
	x.waitFor("Redemption 1 of 2: key " + masked)
	x.write(added)
	x.waitFor("the same as calculated")
	x.press("enter")
	x.waitFor("Redemption 2 of 2")
	p.expect("Power BI Pro", "MAPS", "redeemed", added)
	p.expect("Power BI Pro", "Legacy", "not-redeemed", added)
	x.write(extended)
	x.press("enter")
	x.waitFor("2 of 2 redemptions recorded")
	x.press("enter")
	x.waitFor("Now 20 licenses until "+extended, "0 in the drawer")
	x.quit()
	for _, source := range []string{"MAPS", "Solutions", "Legacy"} {
		p.expect("Power BI Pro", source, "redeemed", extended)
	}
}

// TestAScenarioIsTakenToTheWizard: kept under a name, found again after a
// restart with what it is about, and redeemed with the recorded numbers.
func TestAScenarioIsTakenToTheWizard(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("w")
	x.waitFor("What-if", "extend")
	x.press("s")
	x.write("spring")
	x.press("enter")
	x.waitFor("Kept as “spring”")
	x.press("esc")
	x.waitFor("[All ")
	x.quit()

	x = p.open(usual)
	x.waitFor("[All ")
	x.press("0", "w")
	x.waitFor("enter to the rows")
	x.press("enter")
	x.waitFor("o scenarios")
	x.press("o")
	x.waitFor("spring")
	x.press("enter")
	x.waitFor("Power BI Pro", "extend")
	x.press("r")
	x.waitFor("Redeem · Power BI Pro", "step 1 of 8")
	x.press("esc")
	x.waitFor("spring · Power BI Pro", "q quit")
	x.quit()
	p.nothingRecorded()
}
