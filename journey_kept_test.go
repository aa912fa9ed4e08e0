package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a journey leaves behind, as the commands tell it.

// kept is everything that the store holds, a record a line.
func (p *person) kept() string {
	p.t.Helper()
	return p.must("export", "--json", "-")
}

// keeps checks that each text is in what the store holds: fields of a record
// as they follow one another.
func (p *person) keeps(texts ...string) {
	p.t.Helper()
	kept := p.kept()
	for _, text := range texts {
		if !strings.Contains(kept, text) {
			p.t.Errorf("the store does not hold %s:\n%s", text, kept)
		}
	}
}

// unchanged checks that the store holds what it held before.
func (p *person) unchanged(before string) {
	p.t.Helper()
	if after := p.kept(); after != before {
		p.t.Errorf("the store changed from\n%s\nto\n%s", before, after)
	}
}

// logged are the verbs of the activity log with what each was done to, the
// latest first.
func (p *person) logged() []string {
	p.t.Helper()
	var entries []struct{ Verb, Label string }
	if err := json.Unmarshal([]byte(p.must("log", "--json")), &entries); err != nil {
		p.t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, strings.TrimSpace(entry.Verb+" "+entry.Label))
	}
	return all
}

// didLast checks what the latest entry of the log says.
func (p *person) didLast(want string) {
	p.t.Helper()
	if all := p.logged(); len(all) == 0 || all[0] != want {
		p.t.Errorf("the log says %q, want %q first", all, want)
	}
}

// changed is a person whose store holds a file of the journeys in which texts
// were put in the place of others.
func changed(t *testing.T, name string, pairs ...string) *person {
	t.Helper()
	p := newPerson(t)
	file, err := os.ReadFile(p.fixture(name))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(file), pairs[i]) {
			t.Fatalf("%s does not say %s", name, pairs[i])
		}
	}
	path := filepath.Join(p.home, name)
	if err := os.WriteFile(path, []byte(strings.NewReplacer(pairs...).Replace(string(file))), 0o600); err != nil {
		t.Fatal(err)
	}
	p.must("import", path)
	return p
}

// quitAnyway leaves the screens where something was typed that is not recorded.
func (x *terminal) quitAnyway() {
	x.t.Helper()
	x.press("ctrl+c")
	x.waitFor("Leave it?")
	x.press("y")
	if code := x.exit(); code != exitDone {
		x.t.Errorf("exit %d", code)
	}
	x.restored()
}
