package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// dueOn is what the due command says on a day, by kind and name.
func (p *person) dueOn(day string, args ...string) (due map[string]int, code int) {
	p.t.Helper()
	a := p.run("", append([]string{"due", "--json", "--today", day}, args...)...)
	var objects []struct {
		Date, Kind, Workspace, Ref, Text string
		Days                             *int
	}
	if err := json.Unmarshal([]byte(a.out), &objects); err != nil || a.err != "" {
		p.t.Fatalf("%v: %q, %q", err, a.out, a.err)
	}
	due = map[string]int{}
	for i, o := range objects {
		if o.Date == "" || o.Days == nil || o.Workspace == "" || o.Text == "" {
			p.t.Errorf("on %s: %+v", day, o)
		}
		if i > 0 && objects[i-1].Date > o.Date {
			p.t.Errorf("on %s %s comes after %s", day, o.Date, objects[i-1].Date)
		}
		_, name, _ := strings.Cut(o.Text, ": ")
		due[o.Kind+" "+name] = *o.Days
	}
	return due, a.code
}

// TestJourneyDue: a cron job asks every day what is due; the screens may be
// open meanwhile.
func TestJourneyDue(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	const ends, expired, disabled = "subscription_ends Power BI Pro", "subscription_expired Power BI Pro", "subscription_disabled Power BI Pro"
	for _, c := range []struct {
		day, kind string
		days      int
		there     bool
	}{
		{"2026-12-30", ends, 91, false},
		{"2026-12-31", ends, 90, true},
		{"2027-03-31", ends, 0, true},
		{"2027-04-01", ends, -1, false},
		{"2027-04-01", expired, 29, true},
		{"2027-04-30", expired, 0, true},
		{"2027-05-01", disabled, 89, true},
		{"2027-07-29", disabled, 0, true},
		{"2027-07-30", disabled, -1, false},
	} {
		due, code := p.dueOn(c.day)
		days, there := due[c.kind]
		if there != c.there || there && days != c.days || (code == exitDue) != (len(due) > 0) {
			t.Errorf("on %s: %v, exit %d; want %s in %d days: %v", c.day, due, code, c.kind, c.days, c.there)
		}
	}
	if due, code := p.dueOn("2027-03-24", "--within", "1w"); code != exitDue || due[ends] != 7 {
		t.Errorf("within a week: %v, exit %d", due, code)
	}
	if due, code := p.dueOn("2027-03-24", "--within", "6d"); len(due) != 0 || code != exitDone {
		t.Errorf("within six days: %v, exit %d", due, code)
	}
	if due, code := p.dueOn("2027-05-15", "--within", "4d"); len(due) != 0 || code != exitDone {
		t.Errorf("expired in 5 days, deleted in 75: %v, exit %d", due, code)
	}
	if due, code := p.dueOn("2027-05-15", "--within", "5d"); len(due) != 1 || code != exitDue {
		t.Errorf("within five days: %v, exit %d", due, code)
	}
	if due, code := p.dueOn("2020-01-01"); len(due) != 0 || code != exitDone {
		t.Errorf("years before: %v, exit %d", due, code)
	}
	if a := p.run("", "due", "--within", "soon"); a.code != exitUsage || a.out != "" {
		t.Errorf("rubbish: exit %d, %q", a.code, a.out)
	}
	x := p.open(usual)
	if due, code := p.dueOn("2027-03-31"); code != exitDue || len(due) < 2 {
		t.Errorf("while the screens are open: %v, exit %d", due, code)
	}
	x.quit()
}

// TestJourneyHome: Home leads to what is due, and the command and the rail tell
// the same number of it.
func TestJourneyHome(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	due, _ := p.dueOn(testDay)
	x := p.open(usual)
	x.waitFor(fmt.Sprintf("0 Home %16d", len(due)))
	x.burst("0", "/", "p", "l", "a", "n", "n", "e", "r", "enter")
	x.waitFor("! Activate the benefit", "Planner Plan 3", "2026-11-19", "−1 d", "its last day has passed")
	x.press("enter")
	x.waitFor("▌1 Cloud", "▌ Planner Plan 3")
	x.burst("0", "x", "y")
	x.waitFor("Saved.", "Nothing is due until 2027-02-18.")
	x.quit()
	if after, code := p.dueOn(testDay); len(after) != 0 || code != exitDone {
		t.Errorf("%v is due after giving %v up, exit %d", after, due, code)
	}
}
