package main

import (
	"path/filepath"
	"testing"
)

// importFile is the path of a file of the import tests, free of blanks.
func importFile(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "import", name))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImportScreenRefuses: no file, one that is not there, a folder, and one
// that is damaged; each says so, and nothing is recorded.
func TestImportScreenRefuses(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	before := p.kept()
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("i")
	x.waitFor("Import files", "These can be read:")
	x.press("enter")
	x.waitFor("paths of the files, with blanks between them")
	for _, c := range []struct{ path, why string }{
		{"nowhere.json", "nothing was imported; there is no file nowhere.json; check its path"},
		{p.home, "is a folder; name the files in it"},
		{importFile(t, "portfolio.malformed.json"), "nothing was imported; portfolio.malformed.json, line "},
		{importFile(t, "benefits.malformed.csv"), "nothing was imported; benefits.malformed.csv, line "},
	} {
		x.retype(c.path)
		x.press("enter")
		x.waitFor(c.why)
	}
	x.press("esc") // a path that was typed is no loss
	x.waitFor("[All 4]")
	x.quit()
	p.unchanged(before)
	p.didLast("import")
}

// TestImportScreenAsks: whether a date is day-first, and what becomes of rows
// that are bad. What would change is shown before it is written; the same once
// more is nothing new.
func TestImportScreenAsks(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	before := p.kept()
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("i")
	x.waitFor("Import files")
	x.write(importFile(t, "your-products-undecided.tsv"))
	x.press("enter")
	x.waitFor("does not tell whether 9/8/2027 is day-first or month-first", "day first (31/12/2027)", "month first (12/31/2027)")
	x.press("ctrl+o")
	x.waitFor("Your products", "2027-09-08")
	x.press("b")
	x.waitFor("read the files")
	x.press("enter")
	x.waitFor("day first (31/12/2027)")
	x.press("ctrl+d")
	x.waitFor("0 new, 2 changed", "2027-08-09")
	p.unchanged(before)

	x.press("b")
	x.waitFor("read the files")
	x.retype(importFile(t, "benefits-bad-rows.tsv"))
	x.press("enter")
	x.waitFor("1 new, 0 changed", "line 3: the name is missing", "line 5: there is no day 2027-02-30", "+ benefit Good one")
	x.press("enter")
	x.waitFor("write it: some rows are bad; leave them out with x, or correct the file")
	p.unchanged(before)
	x.press("x")
	x.waitGone("leave bad rows out")
	x.press("enter")
	x.waitFor("Imported.", "[All 5]", "Good one")
	p.keeps(`"name":"Good one"`)
	p.didLast("import")

	imported := p.kept()
	x.press("i")
	x.waitFor("Import files")
	x.write(p.fixture("portfolio.json"))
	x.press("enter")
	x.waitFor("0 new, 0 changed")
	x.press("enter")
	x.waitFor("write it: the store already knows all of it")
	x.press("esc")
	x.waitFor("[All 5]")
	x.quit()
	p.unchanged(imported)
}

// TestImportGivesNoRoles: a file may not give roles that the person at the
// screens may not give.
func TestImportGivesNoRoles(t *testing.T) {
	t.Parallel()
	p := withRoles(t, `[{"role":"referral-admin"}]`, `[{"role":"user-admin"}]`)
	before := p.kept()
	other := changed(t, "portfolio.json", `"users": []`, `"users": [{"id":20,"name":"Megan Bowen","roles":[{"role":"global-admin"}]}]`)
	x := p.open(usual)
	x.waitFor("[All ")
	x.press("i")
	x.waitFor("Import files")
	x.write(filepath.Join(other.home, "portfolio.json"))
	x.press("enter")
	x.waitFor("1 new, 0 changed", "+ user Megan Bowen")
	x.press("enter")
	x.waitFor("write it: this needs Global admin or User management admin; ask Alex Wilber")
	x.press("esc")
	x.waitFor("[All 4]")
	x.quit()
	p.unchanged(before)
}
