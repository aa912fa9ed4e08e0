package main

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestLogOfCommands: what commands did is in the log, with the day of the rules
// where --today set another, and the head is the end of the whole log.
func TestLogOfCommands(t *testing.T) {
	t.Parallel()
	s := filled(t)
	s.want(exitDone, "export", "--json", "-", "--reveal-keys", "--today", "2027-01-01")
	a := s.want(exitDone, "log")
	lines := strings.Split(strings.TrimRight(a.out, "\n"), "\n")
	if len(lines) != 3 || a.err != "" || !strings.HasPrefix(lines[0], "2026-11-20 23:30  adele       key revealed") ||
		!strings.HasSuffix(lines[0], "rules of 2027-01-01") || !strings.Contains(lines[0], "0 product keys, in an export") || !strings.HasSuffix(lines[1], "imported                  portfolio.json") || !strings.HasPrefix(lines[2], "Head of the log: entry 2, SHA-256 ") {
		t.Errorf("%s%s", a.out, a.err)
	}
	entries := object[[]struct {
		Sequence  int
		Verb, Day string
	}](t, s.want(exitDone, "log", "--json", "--action", "reveal", "--lang", "ja").out)
	if len(entries) != 1 || entries[0].Sequence != 2 || entries[0].Day != "2027-01-01" {
		t.Errorf("%+v", entries)
	}
	rows, err := csv.NewReader(strings.NewReader(s.want(exitDone, "log", "--csv").out)).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][4] != "0 product keys, in an export" || rows[2][4] != "portfolio.json" {
		t.Errorf("%v, %q", err, rows)
	}
	if found := s.want(exitDone, "log", "--object", "PORTFOLIO").out; strings.Count(found, "\n") != 2 {
		t.Errorf("an import is not found by its file: %s", found)
	}
	a = s.want(exitDone, "log", "--from", "2026-11-21")
	if a.err != "No entry of the log is like that.\n" {
		t.Errorf("standard error is %q", a.err)
	}
	s.want(exitUsage, "log", "--action", "fly").sentence(t, "identify, redeem, reserve")
	s.want(exitUsage, "log", "--to", "2026-13-01").sentence(t, "2026-13-01")
}
