package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLogIsFiltered: the form of the filter refuses a day that is none and an
// action that nobody logs, beside their fields, and then finds what was asked.
func TestLogIsFiltered(t *testing.T) {
	t.Parallel()
	p := extended(t)
	before := p.logged()
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("a")
	x.waitFor("2 entries", "redeemed", "imported")
	x.press("f")
	x.waitFor("Filter the log")
	x.write("2027-02-30")
	x.beside("2027-02-30", noDate)
	x.press("enter")
	x.waitFor("Filter the log", noDate)
	x.retype("2000-01-01")
	x.press("enter")
	x.waitGone("is not a date")
	x.write("2026-11-31")
	x.beside("2026-11-31", "2026-11-31 is not a date")
	x.retype("2199-12-31")
	x.press("enter", "enter")
	x.write("stolen")
	x.waitFor("! stolen is none of the actions below")
	x.press("enter")
	x.waitFor("Filter the log", "! stolen is none of the actions below")
	x.retype("redeemed")
	x.waitGone("there is no stolen")
	x.press("enter", "enter")
	x.waitFor("1 entry", "2000-01-01 – 2199-12-31", "Visio Plan 2")

	// Of earlier years nothing is found; Esc shows everything again.
	x.press("f")
	x.waitFor("Filter the log")
	x.press("tab")
	x.retype("2009-12-31")
	x.press("enter", "enter", "enter", "enter")
	x.waitFor("0 entries", "No entry fits the filter.")
	x.press("esc")
	x.waitFor("2 entries", "imported")
	x.quit()
	if after := p.logged(); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Errorf("looking at the log made it %q of %q", after, before)
	}
}

// TestLogIsWrittenToAFile: a name is needed; a file of another kind is left
// alone, one of the same kind is asked about.
func TestLogIsWrittenToAFile(t *testing.T) {
	t.Parallel()
	p := extended(t)
	note, log := filepath.Join(p.home, "note.txt"), filepath.Join(p.home, "log.csv")
	for _, path := range []string{note, log} {
		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	holds := func(path, want string) {
		t.Helper()
		if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), want) {
			t.Errorf("%s holds %q (%v), want %q", path, content, err, want)
		}
	}
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("a")
	x.waitFor("2 entries")
	x.press("x")
	x.waitFor("Write the log to a file", "File (CSV)")
	x.press("enter")
	x.waitFor("! file is missing")
	x.write(note)
	x.press("enter")
	x.waitFor("is there already and does not end in .csv; nothing was written; name another file")
	x.retype(p.home)
	x.press("enter")
	x.waitFor("Write the log to a file", p.home+" is there already and does not end in .csv")
	x.retype(p.store())
	x.press("enter")
	x.waitFor("Write the log to a file", "benefits.db is there already and does not end in .csv")
	x.retype(log)
	x.press("enter")
	x.waitFor("There is a file ", "Overwrite it?")
	x.press("n")
	x.waitGone("Overwrite it?")
	holds(note, "mine")
	holds(log, "mine")
	p.didLast("redeem Visio Plan 2")
	x.press("enter")
	x.waitFor("Overwrite it?")
	x.press("y")
	x.waitFor("Written to ", "3 entries", "exported")
	x.quit()
	p.didLast("export log.csv")
	if content, err := os.ReadFile(log); err != nil || strings.Count(string(content), "\n") < 3 || !strings.Contains(string(content), "Visio Plan 2") {
		t.Errorf("%v\n%s", err, content)
	}
}
