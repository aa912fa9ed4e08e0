package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// atPlanner is the planner on the subscription of three keys with 15 licenses
// each.
func (p *person) atPlanner() *terminal {
	p.t.Helper()
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("p")
	x.waitFor("3 keys with 45 licenses", "4 plans, every way was looked at")
	return x
}

// TestPlannerForm: wrong numbers, days and sizes of keys are told beside their
// fields, goals that can't be reached with what is lacking, and none of it is
// recorded.
func TestPlannerForm(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	before := p.kept()
	x := p.atPlanner()
	x.press("e")
	x.waitFor("step 1 of 3", "Licenses on keys that are not recorded")
	for _, wrong := range []string{"many", "-5", "1,000,001"} {
		x.retype(wrong)
		x.beside(wrong, "licenses: "+wrong+" is not a count from 1 to 1,000,000")
		x.press("enter")
		x.waitFor("step 1 of 3", "licenses: "+wrong)
	}
	x.retype("5")
	x.press("enter")
	x.retype("2027-02-30")
	x.beside("2027-02-30", noDate)
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("n")
	x.waitGone("Leave it?")
	x.retype("2027-03-31")
	x.press("enter")
	x.retype("")
	x.waitFor("is not a date")
	x.press("enter")
	x.waitFor("step 1 of 3", "is not a date")
	x.retype(testDay)
	x.press("enter")
	for _, wrong := range []string{"0", "5, x", "3x", "1001x5"} {
		x.retype(wrong)
		x.waitFor("! ")
		x.press("enter")
		x.waitFor("step 1 of 3", "! ")
	}
	x.retype("2x5")
	x.waitGone("! ")
	x.press("enter")
	x.waitFor("step 2 of 3", "[x] •••••-EEEE5")
	x.press("enter")
	x.waitFor("step 3 of 3", "What is to be reached?")
	x.write("none")
	x.beside("none", "licenses: none is not a count from 1 to 1,000,000")
	x.press("enter")
	x.waitFor("step 3 of 3")
	x.retype("50")
	x.press("enter")
	x.write("2040-02-30")
	x.beside("2040-02-30", "2040-02-30 is not a date")
	x.retype("2040-01-01")
	x.press("enter")
	x.waitFor("Goals: at least 50 licenses, not before 2040-01-01", "These keys can't reach the goals.", "5 keys with 55 licenses; 3 in the drawer")
	x.press("r")
	x.waitFor("redeem: this plan uses keys that were typed as numbers; record them first")
	x.press("esc")
	x.waitFor("[All 3]")
	x.quit()
	p.unchanged(before)
}

// TestPlanIsWrittenToAFile: without a plan there is nothing to write; with one,
// a name is needed, and files of another kind are left alone.
func TestPlanIsWrittenToAFile(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	note, plan := filepath.Join(p.home, "note.csv"), filepath.Join(p.home, "plan.md")
	if err := os.WriteFile(note, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	x := p.atPlanner()
	x.press("d")
	x.waitFor("Which keys may be used?")
	x.press("a")
	x.waitFor("[ ] •••••-EEEE5", "[ ] •••••-4444D")
	x.press("esc")
	x.waitGone("Which keys may be used?")
	x.waitFor("None of the keys in the drawer is used.")
	for _, c := range []struct{ key, name string }{{"x", "write to a file"}, {"enter", "open"}} {
		x.press(c.key)
		x.waitFor(c.name + ": there is no plan yet")
	}
	x.press("d", "a")
	x.waitFor("[x] •••••-EEEE5", "[x] •••••-4444D")
	x.press("esc")
	x.waitGone("Which keys may be used?")
	x.waitFor("4 plans, every way was looked at")

	x.press("x")
	x.waitFor("Write the plan to a file", "File (.md is written as markdown)")
	x.press("enter")
	x.waitFor("! file is missing")
	x.write(note)
	x.press("enter")
	x.waitFor("is there already and does not end in .md, .markdown, .txt; nothing was written; name another file")
	x.retype(plan)
	x.press("enter")
	x.waitFor("Written to ", "4 plans, every way was looked at")
	x.press("x")
	x.waitFor("Write the plan to a file")
	x.write(plan)
	x.press("enter")
	x.waitFor("There is a file ", "Overwrite it?")
	x.press("n")
	x.waitGone("Overwrite it?")
	x.press("esc")
	x.waitGone("Write the plan to a file")
	x.press("esc")
	x.waitFor("[All 3]")
	x.quit()
	if content, err := os.ReadFile(note); err != nil || string(content) != "mine" {
		t.Errorf("note.csv holds %q (%v)", content, err)
	}
	content, err := os.ReadFile(plan)
	for _, want := range []string{"# Planner: Power BI Pro, " + tenant, "## 5 licenses until 2036-03-31, 3 keys used", masked} {
		if err != nil || !strings.Contains(string(content), want) {
			t.Errorf("plan.md does not say %q (%v):\n%s", want, err, content)
		}
	}
	p.without("plan.md", string(content))
}

// TestWhichKeysForm: goals and sizes that are none are told beside their
// fields, then the answer is there; nothing is recorded of either.
func TestWhichKeysForm(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	p.must("import", p.fixture("drawer.json"))
	before := p.kept()
	x := p.atPlanner()
	x.press("b")
	x.waitFor("Which keys would do?", "Type the goals")
	x.write("many")
	x.beside("many", "licenses: many is not a count from 1 to 1,000,000")
	x.press("enter")
	x.waitFor("Which keys would do?", "licenses: many")
	x.retype("50")
	x.press("enter")
	x.write("2027-02-30")
	x.beside("2027-02-30", noDate)
	x.retype("2028-01-01")
	x.press("enter")
	x.retype("0")
	x.beside("0", "licenses of the key: 0 is not a count from 1 to 1,000,000")
	x.press("enter")
	x.waitFor("Which keys would do?", "licenses of the key: 0")
	x.retype("15")
	x.waitFor("4 keys would do: 4 × 15", "50 licenses until 2028-02-16")
	x.press("enter")
	x.waitGone("Which keys would do?")
	x.waitFor("4 plans, every way was looked at")
	x.quit()
	p.unchanged(before)
}
