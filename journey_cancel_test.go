package main

import (
	"strings"
	"testing"
)

// TestCancelAMembershipAndUndoIt: a reason is needed, nothing is recorded
// before the request is said to be sent, the log tells of it, and it is undone.
func TestCancelAMembershipAndUndoIt(t *testing.T) {
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
