package main

import (
	"os"
	"testing"
)

// TestWelcomeIsLeftAndComeBackTo: who breaks the first benefit off is asked,
// and back at the three ways; nothing was recorded.
func TestWelcomeIsLeftAndComeBackTo(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	x := p.open(usual)
	x.waitFor("Three ways to begin")
	x.press("down", "down", "enter")
	x.waitFor("Benefit · Cloud")
	x.press("enter")
	x.waitFor("! the name is missing")
	x.write("Power BI")
	x.press("esc")
	x.waitFor("What you typed here is not recorded. Leave it?")
	x.press("n")
	x.waitGone("Leave it?")
	x.waitFor("Benefit · Cloud", "Power BI")
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("y")
	x.waitFor("Three ways to begin", "▸ Type a first benefit")

	// The import screen has nothing to lose.
	x.press("i")
	x.waitFor("paths of the files")
	x.write("nowhere.json")
	x.press("enter")
	x.waitFor("there is no file nowhere.json")
	x.press("esc")
	x.waitFor("Three ways to begin")
	x.quit()
	if rows := p.rows("cloud"); len(rows) != 0 {
		t.Errorf("the store holds %v", rows)
	}
	if log := p.logged(); len(log) != 0 {
		t.Errorf("the log says %q", log)
	}
}

// TestWelcomeToTheDemo: the demo is another store, in which everything can be
// tried; one's own stays as it was, and the demo is gone with the program.
func TestWelcomeToTheDemo(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	x := p.open(usual)
	x.waitFor("Three ways to begin")
	x.press("down", "enter")
	x.waitFor("Contoso Consulting", "Adele Vance · Partner admin (MPN), Global admin", "demo.db", "[All 47]")
	x.press("n")
	x.waitFor("Benefit · Cloud", "● new")
	x.write("Power BI")
	x.press("esc")
	x.waitFor("What you typed here is not recorded. Leave it?")
	x.press("y")
	x.waitFor("[All 47]")

	// A wizard of the demo refuses, and asks before it is left.
	x.choose("rooms isv", "Microsoft Teams Rooms Pro")
	x.press("r")
	x.waitFor("Redeem · Microsoft Teams Rooms Pro", "step 1 of ")
	x.press("g", "enter")
	x.waitFor("In which tenant is it redeemed?")
	x.retype("nowhere")
	x.waitFor("“nowhere” is neither a domain like contoso.onmicrosoft.com nor a tenant id")
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("y")
	x.waitFor("▌ Microsoft Teams Rooms Pro")
	x.quit()

	if rows := p.rows("cloud"); len(rows) != 0 {
		t.Errorf("one's own store holds %v", rows)
	}
	if entries, err := os.ReadDir(p.home + "/tmp"); err != nil || len(entries) != 0 {
		t.Errorf("the demo left %v (%v)", entries, err)
	}
}
