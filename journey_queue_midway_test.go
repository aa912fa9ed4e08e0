package main

import (
	"fmt"
	"testing"
)

// queueAtFirst is the wizard at the first of three redemptions, one by one, of
// 15 licenses each on a subscription of 5: each extends by 36 months. The
// second does what a number of turns through the actions leads to.
func (p *person) queueAtFirst(turns int) *terminal {
	p.t.Helper()
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("r")
	x.waitFor("Redeem · ", "step 1 of 9")
	x.press("g", "enter", "enter")
	x.waitFor("does the portal show the tenant " + tenant)
	x.press("down", "enter")
	x.waitFor("is recorded with this benefit")
	x.press("enter", "enter")
	x.waitFor("[ ] •••••-7777F")
	x.press("space", "down", "space")
	x.waitFor("[x] •••••-4444D")
	x.press("enter")
	x.waitFor("One by one, 3 redemptions")
	x.press("down", "enter")
	x.waitFor("What should this key do?")
	x.press("enter")
	x.waitFor("1 · •••••-EEEE5 · Extend the end date", "2 · •••••-7777F · Extend the end date")
	x.press("down")
	for range turns {
		x.press("x")
	}
	return x
}

// first redeems the first key of the queue.
func (x *terminal) first() {
	x.t.Helper()
	x.press("enter")
	x.waitFor("Redemption 1 of 3: key " + masked)
	x.write(later(x.t, "2027-03-31", 36))
	x.waitFor("the same as calculated")
	x.press("enter")
	x.waitFor("1 of 3 done. Next: •••••-•••••-•••••-•••••-7777F")
}

// statuses are those of the keys in the store, in the order of the queue.
func (p *person) statuses() string {
	p.t.Helper()
	var all []string
	for _, key := range p.rows("keys") {
		all = append(all, key.Name[len(key.Name)-len("EEEE5"):]+" "+key.Status)
	}
	return fmt.Sprint(all)
}

// TestQueueRefusedInTheMiddle: the second key is to activate while the first
// still runs. The page says that before and after the first is redeemed, and
// records nothing; with another action the queue goes on.
func TestQueueRefusedInTheMiddle(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	first := later(t, "2027-03-31", 36)
	second := later(t, first, 36)
	third := later(t, second, 36)
	refused := "the subscription is active until " + first + "; add, extend or renew it instead"

	x := p.queueAtFirst(3)
	x.waitFor("▸ 2 · •••••-7777F · Activate a new subscription", "not possible: "+refused)
	x.first()
	x.waitFor("not possible: " + refused)
	before := p.kept()
	x.write("2027-11-20")
	x.waitFor("! the subscription is active until " + first)
	x.press("enter")
	x.waitFor("step 11 of 11", refused)
	p.unchanged(before)

	x.press("shift+tab")
	x.waitFor("2 · •••••-7777F · Activate a new subscription")
	x.press("x")
	x.waitFor("2 · •••••-7777F · Extend the end date")
	x.press("enter")
	x.waitFor("Redemption 2 of 3")
	x.write("2026-11-01")
	x.waitFor("the portal can't show an end before " + testDay)
	x.press("enter")
	x.waitFor("Redemption 2 of 3", "the portal can't show an end before "+testDay)
	p.unchanged(before)
	x.press("ctrl+u")
	x.write(second)
	x.waitFor("the same as calculated")
	x.press("enter")
	x.waitFor("Redemption 3 of 3")
	x.write(third)
	x.press("enter")
	x.waitFor("3 of 3 redemptions recorded", "until "+third)
	x.press("enter")
	x.waitFor("[All 3")
	x.quit()
	for _, source := range []string{"MAPS", "Solutions", "Legacy"} {
		p.expect("Power BI Pro", source, "redeemed", third)
	}
}

// TestQueueLeftInTheMiddle: what is recorded stays, the others stay free.
func TestQueueLeftInTheMiddle(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	x := p.queueAtFirst(0)
	x.first()
	x.press("esc")
	x.waitFor("1 of 3 redemptions are recorded and stay so. Still free: ", "7777F", "4444D", "Leave?")
	x.press("n")
	x.waitGone("Leave?")
	x.waitFor("Redemption 2 of 3")
	x.press("esc")
	x.waitFor("Leave?")
	x.press("y")
	x.waitFor("[All 3", "● Redeemed")
	x.quit()
	if got := p.statuses(); got != "[EEEE5 redeemed 7777F not-redeemed 4444D not-redeemed]" {
		t.Errorf("the keys: %s", got)
	}
	p.expect("Power BI Pro", "Solutions", "not-redeemed", later(t, "2027-03-31", 36))
}

// TestRestOfAQueueIsHeld: the first is redeemed, the others are reserved, and
// the wizard takes one of them up again.
func TestRestOfAQueueIsHeld(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	first := later(t, "2027-03-31", 36)
	x := p.queueAtFirst(0)
	x.first()
	x.waitFor("hold the remaining keys")
	x.press("ctrl+n")
	x.waitFor("1 of 3 redemptions recorded", "•••••-•••••-•••••-•••••-7777F is held; open this wizard again to go on with it.",
		"•••••-•••••-•••••-•••••-4444D is held")
	x.press("enter")
	x.waitFor("[All 3")
	if got := p.statuses(); got != "[EEEE5 redeemed 7777F reserved 4444D reserved]" {
		t.Errorf("the keys: %s", got)
	}
	p.expect("Power BI Pro", "Legacy", "reserved", first)
	p.didLast("reserve Power BI Pro")

	x.press("/", "ctrl+u")
	x.write("power solutions")
	x.press("enter")
	x.waitUntil("the held benefit", func(s seen) bool { return s.filtered("power solutions", 1) })
	x.press("r")
	x.waitFor("Redeem · ")
	x.press("g", "enter", "enter")
	x.waitFor("does the portal show the tenant " + tenant)
	x.press("down", "enter")
	x.waitFor("•••••-7777F is recorded with this benefit")
	x.quitAnyway()
	p.expect("Power BI Pro", "Solutions", "reserved", first)
}

// TestQueueHoldsOnlyWhatTheRulesLet: a key that can't be held stays free, and
// the result says why; the next one is held all the same.
func TestQueueHoldsOnlyWhatTheRulesLet(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	x := p.queueAtFirst(3)
	x.first()
	x.press("ctrl+n")
	x.waitFor("1 of 3 redemptions recorded", "7777F is not held and stays free: the subscription is active until "+later(t, "2027-03-31", 36), "4444D is held")
	x.press("enter")
	x.waitFor("[All 3")
	x.quit()
	if got := p.statuses(); got != "[EEEE5 redeemed 7777F not-redeemed 4444D reserved]" {
		t.Errorf("the keys: %s", got)
	}
}
