package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestCancelAMembershipAndUndoIt: a reason is needed, nothing is recorded
// before the request is said to be sent, the log tells of it, and it is undone.
func TestCancelAMembershipAndUndoIt(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.press("c")
	x.waitFor("Memberships", "MAPS - Core")
	x.press("x")
	x.waitFor("step 1 of 3", "service request to Microsoft")
	x.press("enter")
	x.waitFor("step 2 of 3")
	x.press("enter")
	x.waitFor("reason is missing")
	x.write("bought twice")
	x.press("enter")
	x.waitFor("step 3 of 3", "Reason: bought twice", "▸ Not sent yet")
	x.press("down", "enter")
	x.waitFor("Cancelled")
	x.press("a")
	x.waitFor("Head of the log", "cancelled the membership")
	x.press("u")
	x.waitGone("Head of the log")
	x.press("enter")
	x.waitFor("undone")
	x.press("c")
	x.waitGone("Cancelled")
	x.quit()
	log := p.must("log")
	for _, want := range []string{"undone", "cancelled the membership"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not tell %q:\n%s", want, log)
		}
	}
}

// TestCancelledOnce: a request that was not sent is not recorded, and a
// cancellation that was is not recorded again.
func TestCancelledOnce(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("c")
	x.waitFor("▌ Microsoft Action Pack", "● Active")
	before := p.kept()
	x.press("x")
	x.waitFor("step 1 of 3")
	x.press("enter")
	x.waitFor("step 2 of 3")
	x.write("bought twice")
	x.press("enter")
	x.waitFor("step 3 of 3", "▸ Not sent yet")
	x.press("enter")
	x.waitFor("send the request first, then say so here; nothing was recorded")
	p.unchanged(before)
	x.press("down", "enter")
	x.waitFor("Saved.", "× Cancelled", "bought twice")

	cancelled := p.kept()
	x.press("x")
	x.waitFor("the cancellation of Microsoft Action Pack was recorded on " + testDay + " already; nothing was changed")
	x.quit()
	p.unchanged(cancelled)
	p.keeps(`"ends":"2027-09-30","cancelled":"` + testDay + `","reason":"bought twice"`)
	p.didLast("cancel Microsoft Action Pack")
}

// TestTheThirtiethDayIsRefunded: the membership was bought on 2026-10-01. The
// request asks for the refund on day 30, and no longer on day 31.
func TestTheThirtiethDayIsRefunded(t *testing.T) {
	t.Parallel()
	const asked = "Please refund the purchase."
	for _, c := range []struct{ day, says, after, asks string }{
		{"2026-10-31", "yes, if cancelled by 2026-10-31", "is 30 days after it", asked},
		{"2026-11-01", "no: the 30 days ended on 2026-10-31", "is 31 days after it", ""},
	} {
		p := contoso(t)
		x := p.open(usual, "--today", c.day)
		x.waitFor("[All ")
		x.press("c")
		x.waitFor("▌ Microsoft Action Pack", c.says)
		x.press("x")
		x.waitFor("step 1 of 3", "Refund — "+c.says)
		x.press("enter")
		x.waitFor("step 2 of 3")
		x.write("not needed")
		x.press("enter")
		now := x.waitFor("step 3 of 3", "Bought on 2026-10-01; today, "+c.day+", "+c.after, c.asks)
		if c.asks == "" && now.has(asked) {
			t.Errorf("on %s the request asks for a refund\n%s", c.day, now)
		}
		x.press("down", "enter")
		x.waitFor("Saved.", "× Cancelled")
		x.quit()
		p.keeps(`"cancelled":"` + c.day + `","reason":"not needed"`)
		if log, want := p.must("log", "--json"), fmt.Sprintf(`"refundable":%v`, c.asks != ""); !strings.Contains(log, want) {
			t.Errorf("on %s the log does not say %s:\n%s", c.day, want, log)
		}
	}
}

// TestARevealedKeyEndsTheRefund: before a key of the membership is shown for
// the first time, the screens ask; shown, it ends the right to the refund.
func TestARevealedKeyEndsTheRefund(t *testing.T) {
	t.Parallel()
	const day = "2026-10-20"
	p := contoso(t)
	x := p.open(usual, "--today", day)
	x.choose("visio", "Visio Plan 2")
	x.press("+")
	x.waitFor("Product key · Visio Plan 2")
	x.paste(firstKey)
	x.waitFor(masked)
	x.press("enter", "enter", "enter")
	x.waitFor("Saved.", "▌ Visio Plan 2")
	before := p.kept()

	x.press("v")
	x.waitFor("This ends the right to a refund", "can still be cancelled with a refund until 2026-10-31 (11 days left)", "Go on all the same?")
	x.press("n")
	x.waitGone("Go on all the same?")
	p.unchanged(before)
	x.press("v")
	x.waitFor("Go on all the same?")
	x.press("y")
	x.waitFor(firstKey)

	x.press("c")
	x.waitFor("no, although the 30 days last until 2026-10-31:", "a key of Visio Plan 2 was shown "+masked+" "+day+" adele")
	x.press("x")
	x.waitFor("step 1 of 3", "Refund — no, although the 30 days last until 2026-10-31:")
	x.press("enter")
	x.waitFor("step 2 of 3")
	x.write("not needed")
	x.press("enter")
	if now := x.waitFor("step 3 of 3", "Reason: not needed"); now.has("Please refund") {
		t.Errorf("the request asks for a refund\n%s", now)
	}
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("y")
	x.waitFor("▌ Microsoft Action Pack", "● Active")
	x.quit()
	p.keeps(`"revealed_on":"` + day + `","revealed_by":"adele"`)
	p.didLast("reveal " + masked)
}
