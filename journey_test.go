package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// The journeys follow a person through the real program in a real terminal.
// The partner of most of them holds 100 licenses of Power BI Pro until
// 2027-03-31, 10 of Visio Plan 2 until 2027-04-20, and benefits for both.

const (
	tenant   = "contoso.onmicrosoft.com"
	firstKey = "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE5"
	otherKey = "ZXCVB-NMASD-FGHJK-QWERT-7777F"
	masked   = "•••••-•••••-•••••-•••••-EEEE5"
)

// contoso is a person whose store holds the partner of the journeys.
func contoso(t *testing.T, env ...string) *person {
	t.Helper()
	p := newPerson(t, env...)
	p.must("import", p.fixture("portfolio.json"))
	return p
}

// later is a day some months after another, clamped to the month's length:
// what the tests expect of extensions, without the program's own calendar.
func later(t *testing.T, day string, months int) string {
	t.Helper()
	from, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	first := time.Date(from.Year(), from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1)
	return first.AddDate(0, 0, min(from.Day(), last.Day())-1).Format(time.DateOnly)
}

// row is a row of the list command.
type row struct {
	Name    string `json:"name"`
	Source  string `json:"source"`
	Status  string `json:"status"`
	EndDate string `json:"end_date"`
}

func (p *person) rows(list string) []row {
	p.t.Helper()
	var rows []row
	if err := json.Unmarshal([]byte(p.must("list", list, "--json")), &rows); err != nil {
		p.t.Fatal(err)
	}
	return rows
}

// expect checks what is recorded of a benefit and of the subscription of its
// product.
func (p *person) expect(name, source, status, ends string) {
	p.t.Helper()
	found := false
	for _, r := range p.rows("cloud") {
		if r.Name == name && strings.HasPrefix(r.Source, source) {
			found = true
			if r.Status != status {
				p.t.Errorf("%s (%s) is %s, want %s", name, source, r.Status, status)
			}
		}
	}
	if !found {
		p.t.Errorf("there is no benefit %s (%s)", name, source)
	}
	for _, r := range p.rows("subscriptions") {
		if r.Name == name && r.EndDate != ends {
			p.t.Errorf("the subscription of %s ends %s, want %s", name, r.EndDate, ends)
		}
	}
}

// nothingRecorded checks that no key and no redemption is in the store.
func (p *person) nothingRecorded() {
	p.t.Helper()
	if rows := p.rows("keys"); len(rows) != 0 {
		p.t.Errorf("keys were recorded: %v", rows)
	}
	p.expect("Power BI Pro", "MAPS", "not-redeemed", "2027-03-31")
	p.expect("Power BI Pro", "Solutions", "not-redeemed", "2027-03-31")
	p.expect("Visio Plan 2", "MAPS", "not-redeemed", "2027-04-20")
}

// choose filters the list down to one row.
func (x *terminal) choose(words, row string) {
	x.t.Helper()
	x.waitFor("[All ")
	x.press("/")
	x.write(words)
	x.press("enter")
	x.waitUntil("one row, "+row, func(s seen) bool {
		return s.has("▌ "+row) && s.filtered(words, 1)
	})
}

// filtered tells whether a list is filtered by words, and so many rows are
// found.
func (s seen) filtered(words string, rows int) bool {
	return strings.Contains(strings.Join(strings.Fields(s.String()), " "), fmt.Sprintf("/%s %d ", words, rows))
}

// toKey walks the wizard from its first page to the product key.
func (x *terminal) toKey() {
	x.t.Helper()
	x.press("r")
	x.waitFor("Redeem · ", "step 1 of 8")
	x.press("enter")
	x.waitFor("step 2 of 8", "private or incognito window")
	x.press("enter")
	x.waitFor("step 3 of 8", "Which subscription")
	x.press("enter")
	x.waitFor("step 4 of 8", tenant)
	x.press("enter")
	x.waitFor("step 5 of 8", "does the portal show the tenant "+tenant)
	x.press("down", "enter")
	x.waitFor("step 6 of 8", "25-character product key")
}

// typeKey fills the page of the key in and leaves it.
func (x *terminal) typeKey(key string) {
	x.t.Helper()
	x.write(key)
	x.waitFor("-" + key[len(key)-5:])
	x.press("enter", "enter", "enter", "enter")
	x.waitFor("step 7 of 8", "What should this key do?")
}

func TestFirstRun(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	x := p.open(usual)
	x.waitFor("Nothing here yet. Three ways", "▸ Import files", "Look at the demo partner", "Type a first benefit")

	// Import files: what would change is shown before anything is written.
	x.press("enter")
	x.waitFor("paths of the files")
	x.write(p.fixture("benefits.tsv") + " " + p.fixture("subscriptions.json"))
	x.press("enter")
	x.waitFor("3 new, 0 changed", "+ benefit Power BI Pro", "+ benefit Visio Plan 2", "+ product POWER_BI_PRO")
	if rows := p.rows("cloud"); len(rows) != 0 {
		t.Errorf("before writing the store holds %v", rows)
	}
	x.press("enter")
	x.waitFor("All 2", "Power BI Pro", "Visio Plan 2", "2027-10-31")
	x.press("2")
	x.waitFor("Azure credits", "Microsoft Azure", "$100")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "not-redeemed", "")
	p.expect("Visio Plan 2", "MAPS", "not-redeemed", "")
}

func TestFirstRunDemo(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	x := p.open(usual)
	x.waitFor("Three ways")
	x.press("down", "enter")
	x.waitFor("[All ", "Cloud")
	x.quit()
}

func TestFirstRunTyped(t *testing.T) {
	t.Parallel()
	p := newPerson(t)
	x := p.open(usual)
	x.waitFor("Three ways")
	x.press("down", "down", "enter")
	x.waitFor("Benefit · Cloud")
	x.write("Power BI Pro")
	x.press("enter")
	x.write("MAPS - Core")
	x.press("enter")
	x.write("25")
	x.press("enter")
	x.write("2027-09-30")
	x.press("enter", "enter", "enter", "enter", "enter", "enter", "enter")
	x.waitFor("[All 1]", "▌ Power BI Pro")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "not-redeemed", "")
}

func TestRedeemStepByStep(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	ends := later(t, "2027-03-31", 25*12/100)
	double := later(t, "2027-03-31", 50*12/100)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.waitFor("Extend the end date", ends, "25 licenses × 12 months ÷ 100 licenses = 3 months")

	// The preview follows what is typed.
	x.write(firstKey)
	x.waitFor(masked)
	x.press("tab", "ctrl+u")
	x.write("50")
	x.waitFor(double, "= 6 months")
	x.press("ctrl+u")
	x.write("25")
	x.waitFor(ends, "= 3 months")
	x.press("tab", "tab", "enter")
	x.waitFor("step 7 of 8", "Add licenses", "Wait and renew", "Activate a new subscription")
	x.press("down")
	x.waitFor("125") // adding gives more licenses
	x.press("up")
	x.waitFor("= 3 months")
	x.press("enter")
	x.waitFor("step 8 of 8", "Type the end date that the portal's review page shows",
		"Tenant "+tenant+" · Power BI Pro · Extend the end date · 100 licenses until "+ends)
	x.write(ends)
	x.waitFor("the same as calculated")
	p.nothingRecorded()
	x.press("enter")
	x.waitFor("Redeemed and recorded", "100 licenses until "+ends, "Next, assign the 100 licenses")
	x.press("enter")
	x.waitFor("Redeemed", "▌ Power BI Pro")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "redeemed", ends)

	// The day after the program was closed it is still so.
	x = p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.waitFor(ends, "EEEE5", "Redeemed")
	x.press("r")
	x.waitFor("it was redeemed on " + testDay)

	// The same key on another benefit is refused, with when and where.
	x.press("/", "ctrl+u")
	x.write("power solutions")
	x.press("enter")
	x.waitUntil("the other benefit", func(s seen) bool { return s.filtered("power solutions", 1) })
	x.toKey()
	x.write(firstKey)
	x.waitFor("already redeemed on "+testDay+" by adele on Power BI Pro", "a key can be redeemed once")
	x.press("enter", "enter", "enter", "enter")
	x.waitFor("step 7 of 8")
	x.press("enter")
	x.waitFor("step 7 of 8", "already redeemed on "+testDay)
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("y")
	x.waitFor("[All ")
	x.quit()
	p.expect("Power BI Pro", "Solutions", "not-redeemed", ends)
}

// redeeming are the keys that redeem the first key on Power BI Pro, from the
// list to the result.
func redeeming(key, ends string) []string {
	return []string{
		"/", "power maps", "enter", "r", "enter", "enter", "enter", "enter", "down", "enter",
		key, "enter", "enter", "enter", "enter", "enter", ends, "enter",
	}
}

func TestRedeemInOneBurst(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	ends := later(t, "2027-03-31", 3)
	x := p.open(usual)
	x.waitFor("[All 4]")
	x.burst(redeeming(firstKey, ends)...)
	x.waitFor("Redeemed and recorded", "100 licenses until "+ends)
	x.press("enter")
	x.waitFor("▌ Power BI Pro")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "redeemed", ends)
	p.expect("Power BI Pro", "Solutions", "not-redeemed", ends)
	p.expect("Visio Plan 2", "MAPS", "not-redeemed", "2027-04-20")
}

// An earlier page goes on with its answers kept when one comes back to it.
func TestGoingBackKeepsAnswers(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.typeKey(firstKey)
	x.press("shift+tab")
	x.waitFor("step 6 of 8", masked)
	x.press("shift+tab")
	x.waitFor("step 5 of 8", "▸ I have verified the tenant")
	x.press("enter")
	x.waitFor("step 6 of 8", masked)
	p.nothingRecorded()
}

func TestPastedKeys(t *testing.T) {
	t.Parallel()
	ends := later(t, "2027-03-31", 3)
	for name, pasted := range map[string]string{
		"blanks and line breaks": " QWXYZ JKVBN\r\nTRPLM  GHDSC\n\tEEEE5\r\n",
		"lower case, no dashes":  "qwxyzjkvbntrplmghdsceeee5",
		"odd dashes":             "QWXYZ–JKVBN—TRPLM‑GHDSC－EEEE5",
		"full width":             "ＱＷＸＹＺ－ＪＫＶＢＮ－ＴＲＰＬＭ－ＧＨＤＳＣ－ＥＥＥＥ５",
	} {
		t.Run(name, func(t *testing.T) {
			p := contoso(t)
			x := p.open(usual)
			x.choose("power maps", "Power BI Pro")
			x.toKey()
			x.paste(pasted)
			x.waitFor(masked)
			x.press("enter", "enter", "enter", "enter")
			x.waitFor("step 7 of 8")
			x.press("enter")
			x.waitFor("step 8 of 8")
			x.paste(ends + "\r\n")
			x.waitFor("the same as calculated")
			x.press("enter")
			x.waitFor("Redeemed and recorded")
			x.press("enter")
			x.waitFor("[All ")
			x.quit()
			p.expect("Power BI Pro", "MAPS", "redeemed", ends)
		})
	}
}

// A terminal that doesn't bracket pastes turns their line breaks into Enter.
func TestUnbracketedPaste(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.burst(firstKey, "enter", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "enter")
	x.waitFor("step 8 of 8", "Enter alone never redeems")
	p.nothingRecorded()
}

func TestEnterAloneNeverRedeems(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.typeKey(firstKey)
	x.press("enter")
	x.waitFor("step 8 of 8")
	x.press("enter")
	x.waitFor("Enter alone never redeems", "step 8 of 8")
	x.write("2027-06-3")
	x.press("enter")
	x.waitFor("step 8 of 8", "is not a date")
	p.nothingRecorded()
}

// What the portal shows is recorded, and counts from then on.
func TestPortalShowsAnotherDate(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	calculated, portal := later(t, "2027-03-31", 3), "2027-07-15"
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.typeKey(firstKey)
	x.press("enter")
	x.waitFor("step 8 of 8")
	x.write(portal)
	x.waitFor("+ 15 days against the calculation")
	x.press("enter")
	x.waitFor("The portal shows another date", "The rules give "+calculated+", the portal shows "+portal, "Record what the portal shows?")
	x.press("n")
	x.waitGone("Record what the portal shows?")
	p.nothingRecorded()
	x.press("enter")
	x.waitFor("Record what the portal shows?")
	x.paste("y")
	x.burst("enter") // neither a paste nor Enter answers yes
	x.waitGone("Record what the portal shows?")
	p.nothingRecorded()
	x.press("enter")
	x.waitFor("Record what the portal shows?")
	x.press("y")
	x.waitFor("Redeemed and recorded", "until "+portal)
	x.press("enter")
	x.waitFor("▌ Power BI Pro")
	p.expect("Power BI Pro", "MAPS", "redeemed", portal)

	// 10 licenses × 12 months ÷ 100 licenses are 1 month and a fifth of the next.
	month, next := later(t, portal, 1), later(t, portal, 2)
	x.press("/", "ctrl+u")
	x.write("power solutions")
	x.press("enter")
	x.waitUntil("the other benefit", func(s seen) bool { return s.filtered("power solutions", 1) })
	x.press("r")
	x.waitFor("step 1 of 8", portal, share(t, month, next, 1, 5))
}

// share is the day that lies a share of the way between two days, rounded.
func share(t *testing.T, from, to string, part, of int) string {
	t.Helper()
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	days := int(b.Sub(a).Hours() / 24)
	return a.AddDate(0, 0, (2*days*part+of)/(2*of)).Format(time.DateOnly)
}

func TestNotDoneYetHoldsTheKey(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.typeKey(firstKey)
	x.press("enter")
	x.waitFor("step 8 of 8", "not done yet: reserve it")
	x.press("ctrl+n")
	x.waitFor("Reserved, not redeemed yet", "Redeem it in the portal on "+testDay)
	x.press("enter")
	x.waitFor("Reserved", "▌ Power BI Pro")
	p.expect("Power BI Pro", "MAPS", "reserved", "2027-03-31")

	// The wizard takes the held key up again.
	ends := later(t, "2027-03-31", 3)
	x.press("r")
	x.waitFor("step 1 of 8")
	x.press("g", "enter", "enter")
	x.waitFor("step 5 of 8")
	x.press("down", "enter")
	x.waitFor("step 6 of 8", "The key "+masked+" is recorded with this benefit")
	x.press("enter", "enter")
	x.waitFor("step 7 of 8")
	x.press("enter")
	x.waitFor("step 8 of 8")
	x.write(ends)
	x.press("enter")
	x.waitFor("Redeemed and recorded")
	x.press("enter")
	x.waitFor("[All ")
	x.quit()
	p.expect("Power BI Pro", "MAPS", "redeemed", ends)
	if keys := p.rows("keys"); len(keys) != 1 || keys[0].Status != "redeemed" {
		t.Errorf("keys: %v", keys)
	}
}

func TestEscAsksBeforeTypedTextIsLost(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.write("QWXYZ")
	x.press("esc")
	x.waitFor("What you typed here is not recorded. Leave it?")
	x.press("n")
	x.waitGone("Leave it?")
	x.waitFor("step 6 of 8", "•••••", "this is not a 25-character product key")
	x.press("esc")
	x.waitFor("Leave it?")
	x.press("y")
	x.waitFor("[All 4]")
	p.nothingRecorded()

	// ctrl+c asks as well.
	x.toKey()
	x.press("ctrl+c")
	x.waitFor("Leave it?")
	x.press("y")
	if code := x.exit(); code != exitDone {
		t.Errorf("exit %d", code)
	}
	x.restored()
	p.nothingRecorded()
}

func TestRefusedInTheWizard(t *testing.T) {
	t.Parallel()
	t.Run("wrong tenant", func(t *testing.T) {
		p := contoso(t)
		x := p.open(usual)
		x.choose("power maps", "Power BI Pro")
		x.press("r")
		x.waitFor("step 1 of 8")
		x.press("g", "enter")
		x.waitFor("step 4 of 8", tenant)
		x.press("ctrl+u")
		x.write("fabrikam.onmicrosoft.com")
		x.waitFor("belongs to tenant "+tenant, "not to fabrikam.onmicrosoft.com")
		p.nothingRecorded()
	})
	t.Run("no tenant", func(t *testing.T) {
		p := contoso(t)
		x := p.open(usual)
		x.choose("power maps", "Power BI Pro")
		x.press("r")
		x.waitFor("step 1 of 8")
		x.press("g", "enter")
		x.waitFor("step 4 of 8", tenant)
		x.press("ctrl+u")
		x.write("💥")
		x.waitFor("neither a domain like contoso.onmicrosoft.com nor a tenant id")
		x.press("enter")
		x.waitFor("step 4 of 8")
		p.nothingRecorded()
	})
	t.Run("tenant not verified", func(t *testing.T) {
		p := contoso(t)
		x := p.open(usual)
		x.choose("power maps", "Power BI Pro")
		x.press("r")
		x.waitFor("step 1 of 8")
		x.press("g", "enter", "enter")
		x.waitFor("step 5 of 8")
		x.press("enter")
		x.waitFor("step 5 of 8", "check in the portal that you are signed in to this tenant")
		p.nothingRecorded()
	})
	t.Run("wrong product", func(t *testing.T) {
		p := contoso(t)
		x := p.open(usual)
		x.choose("power maps", "Power BI Pro")
		x.press("r")
		x.waitFor("step 1 of 8")
		x.press("g")
		x.waitFor("step 3 of 8")
		x.press("o")
		x.waitFor("[All 2]", "choose this one")
		x.choose("visio", "Visio Plan 2")
		x.waitFor("2027-04-20", tenant)
		x.press("enter")
		x.waitFor("Visio Plan 2", "Power BI Pro", "the key is for Power BI Pro, the subscription is of Visio Plan 2")
		p.nothingRecorded()
	})
	for _, c := range []struct{ name, text, why string }{
		{"24 characters", "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE", "24 characters, 25 needed"},
		{"26 characters", "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE56", "26 characters, 25 needed"},
		{"emoji", "QWXYZ-JKVBN-TRPLM-GHDSC-EEE🔑5", "is “🔑”"},
		{"punctuation", "QWXYZ-JKVBN-TRPLM-GHDSC-EEE!5", "character 28 is “!”"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := contoso(t)
			x := p.open(usual)
			x.choose("power maps", "Power BI Pro")
			x.toKey()
			x.paste(c.text)
			x.waitFor(c.why)
			x.press("tab", "tab", "tab", "enter")
			x.waitFor("step 6 of 8", c.why)
			p.nothingRecorded()
		})
	}
	t.Run("past its activate-by date", func(t *testing.T) {
		p := contoso(t)
		x := p.open(usual)
		x.choose("planner", "Planner Plan 3")
		x.press("r")
		x.waitFor("step 1 of 8", "this key had to be redeemed by 2026-11-19, and this redemption takes effect on "+testDay)
		p.nothingRecorded()
	})
}

// sizes are the windows in which every screen has to fit.
var sizes = []size{{60, 16}, {80, 24}, {140, 40}, {200, 50}}

// everyScreen opens every screen and calls check with its name and a word on it.
func (x *terminal) everyScreen(check func(screen, word string)) {
	x.t.Helper()
	for _, title := range []string{"1 Cloud", "2 Azure credits", "3 Software", "4 Visual Studio", "5 Technical", "6 Go-To-Market"} {
		x.press(title[:1])
		x.waitFor(title)
		check(title, title[2:])
	}
	x.press("1")
	x.waitFor("▌ Planner Plan 3")
	for _, screen := range []struct {
		keys []string
		word string
		gone string
	}{
		{[]string{"t"}, "Product", "Benefit"},
		{[]string{"t"}, "Benefit", ""},
		{[]string{"/", "visio", "enter"}, "/visio", ""},
		{[]string{"?"}, "Keys of this screen", ""},
		{[]string{"esc"}, "/visio", "Keys of this screen"},
		{[]string{"enter"}, "Visio Plan 2", "/visio"},
		{[]string{"esc"}, "/visio", ""},
		{[]string{"e"}, "Benefit · Cloud", ""},
		{[]string{"esc"}, "/visio", "Benefit · Cloud"},
		{[]string{"+"}, "Product key · Visio Plan 2", ""},
		{[]string{"esc"}, "/visio", "Product key · Visio Plan 2"},
		{[]string{"i"}, "paths of the files", ""},
		{[]string{"esc"}, "/visio", "paths of the files"},
		{[]string{"r"}, "step 1 of 8", ""},
		{[]string{"enter"}, "step 2 of 8", ""},
		{[]string{"enter"}, "step 3 of 8", ""},
		{[]string{"enter"}, "step 4 of 8", ""},
		{[]string{"enter"}, "step 5 of 8", ""},
		{[]string{"down", "enter"}, "step 6 of 8", ""},
		{[]string{firstKey}, "EEEE5", ""},
		{[]string{"enter", "enter", "enter", "enter"}, "step 7 of 8", ""},
		{[]string{"enter"}, "step 8 of 8", ""},
		{[]string{"esc"}, "Leave it?", ""},
		{[]string{"y"}, "/visio", "Leave it?"},
	} {
		x.press(screen.keys...)
		x.waitFor(screen.word)
		if screen.gone != "" {
			x.waitGone(screen.gone)
		}
		check(strings.Join(screen.keys, " "), screen.word)
	}
}

func TestEveryScreenInEverySize(t *testing.T) {
	t.Parallel()
	for _, s := range sizes {
		p := contoso(t)
		x := p.open(s)
		x.waitWhole(s, "Planner Plan 3")
		x.everyScreen(func(screen, word string) { x.waitWhole(s, word) })
		x.quit()
		x.inTheWindow(s)
		p.nothingRecorded()
	}
}

func TestTooSmallAWindow(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	small := size{20, 5}
	x := p.open(small)
	now := x.waitFor("The window has 20×5 cells; benefitdesk needs 60×16.")
	if len(now.cells) != small.h {
		t.Errorf("%d lines", len(now.cells))
	}
	x.resize(size{60, 16})
	x.waitWhole(size{60, 16}, "Planner Plan 3")
	for _, s := range []size{{1, 1}, {1, 200}, {200, 1}, {59, 16}, {60, 15}} {
		x.resize(s)
		x.waitUntil(fmt.Sprintf("sentence in a window of %d×%d", s.w, s.h), func(now seen) bool {
			return !now.has("▌") && (s.w < 20 || now.has(fmt.Sprintf("The window has %d×%d", s.w, s.h)))
		})
	}
	x.resize(size{80, 24})
	x.waitWhole(size{80, 24}, "Planner Plan 3")
	x.quit()
}

func TestResizeStorms(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.waitWhole(usual, "Planner Plan 3")
	widest := usual.w
	storm := func() {
		for i := range 60 {
			s := size{1 + (i*37)%180, 1 + (i*23)%60}
			widest = max(widest, s.w)
			x.resize(s)
		}
	}
	x.everyScreen(func(screen, word string) {
		storm()
		for _, s := range []size{{60, 16}, {161, 43}, usual} {
			x.resize(s)
			x.waitWhole(s, word)
		}
	})
	x.quit()
	for _, w := range widths(x.said()) {
		if w > widest {
			t.Errorf("a line of %d cells was written, the widest window had %d", w, widest)
		}
	}
	p.nothingRecorded()
}

// TestResizedWhileItStarts: a window may change before the program looks out
// for that. Most often it does so too late to matter, hence several starts.
func TestResizedWhileItStarts(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	for i := range 10 {
		x := p.start(usual, p.command())
		x.waitUntil("first frame", func(now seen) bool { return now.alt })
		s := size{100 + i, 30}
		x.resize(s)
		x.waitWhole(s, "Planner Plan 3")
		x.ready()
		x.quit()
	}
}

// files are all files below a folder with what they hold.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		found[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// stepKeys lead from the list to each of the wizard's pages.
var stepKeys = []struct {
	step string
	keys []string
}{
	{"step 1 of 8", []string{"r"}},
	{"step 2 of 8", []string{"enter"}},
	{"step 3 of 8", []string{"enter"}},
	{"step 4 of 8", []string{"enter"}},
	{"step 5 of 8", []string{"enter"}},
	{"step 6 of 8", []string{"down", "enter"}},
	{"step 7 of 8", []string{firstKey, "enter", "enter", "enter", "enter"}},
	{"step 8 of 8", []string{"enter", "2027-06-30"}},
}

// atStep opens the wizard on Power BI Pro and walks to a page.
func (p *person) atStep(last int) *terminal {
	p.t.Helper()
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	for _, s := range stepKeys[:last+1] {
		x.burst(s.keys...)
		x.waitFor(s.step)
	}
	return x
}

func TestSignals(t *testing.T) {
	t.Parallel()
	signals := []struct {
		name   string
		signal syscall.Signal
		code   int
	}{{"HUP", syscall.SIGHUP, 129}, {"INT", syscall.SIGINT, 130}, {"QUIT", syscall.SIGQUIT, 131}, {"TERM", syscall.SIGTERM, 143}}
	p := contoso(t)
	for i, s := range stepKeys {
		for _, sig := range signals {
			x := p.atStep(i)
			x.signal(sig.signal)
			if code := x.exit(); code != sig.code {
				t.Errorf("%s at %s: exit %d, want %d", sig.name, s.step, code, sig.code)
			}
			x.restored()
			if said := x.said(); strings.Contains(said, "goroutine") || strings.Contains(said, "panic") {
				t.Errorf("%s at %s: %s", sig.name, s.step, said)
			}
		}
	}
	p.nothingRecorded()
}

// A terminal that closes takes the program with it, within a second.
func TestClosedTerminal(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	for i, s := range stepKeys {
		x := p.atStep(i)
		if err := x.control.Close(); err != nil {
			t.Fatal(err)
		}
		select {
		case <-x.ended:
		case <-time.After(time.Second):
			t.Fatalf("%s: the program is still there a second after its terminal closed", s.step)
		}
		if code := x.cmd.ProcessState.ExitCode(); code != 129 {
			t.Errorf("%s: exit %d", s.step, code)
		}
	}
	p.nothingRecorded()
}

// ctrl+z gives the terminal back to the shell, and fg takes the wizard up
// where it was.
func TestSuspend(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	program := p.command()
	script := `set -m; "$@"; echo "[stopped]"; read -r go; fg >/dev/null; echo "[ended $?]"`
	program.Args = append([]string{"sh", "-c", script, "sh", program.Path}, program.Args[1:]...)
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	program.Path = shell
	x := p.start(usual, program)
	x.ready()
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.write("QWXYZ")
	x.waitFor("•••••")
	x.press("ctrl+z")
	x.waitUntil("shell", func(s seen) bool { return !s.alt && !s.hidden && s.has("[stopped]") && x.isCooked() })
	x.press("enter")
	x.waitUntil("wizard again", func(s seen) bool { return s.alt && s.has("step 6 of 8") && s.has("•••••") && !x.isCooked() })
	x.write("-JKVBN-TRPLM-GHDSC-EEEE5")
	x.waitFor(masked)
	x.press("ctrl+c")
	x.waitFor("Leave it?")
	x.press("y")
	if code := x.exit(); code != exitDone {
		t.Errorf("exit %d", code)
	}
	x.waitFor("[ended 0]")
	x.restored()
	p.nothingRecorded()
}

// Answers for a list that was left must not end up in the next one.
func TestSwitchingQuickly(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	for range 20 {
		x.burst("6", "5", "2", "6", "1")
		x.waitFor("▌ Planner Plan 3")
		x.burst("/", "visio", "enter")
		x.waitUntil("one row", func(s seen) bool { return s.filtered("visio", 1) && s.has("▌ Visio Plan 2") })
	}
	x.quit()
}

func TestTwoProgramsOnOneStore(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x, y := p.open(usual), p.open(size{80, 24})
	x.waitFor("[All 4]")
	y.waitFor("[All 4]")
	// What a command imports appears in both.
	p.must("import", p.fixture("benefits.tsv"))
	for _, both := range []*terminal{x, y} {
		both.waitUntil("two benefits with later days", func(s seen) bool { return strings.Count(s.String(), "2027-10-31") >= 3 })
	}
	// One redeems while the other has the wizard open on the same benefit.
	for _, both := range []*terminal{x, y} {
		both.choose("power maps", "Power BI Pro")
	}
	y.press("r")
	y.waitFor("step 1 of 8")
	x.press("r")
	x.waitFor("step 1 of 8")
	x.burst("enter", "enter", "enter", "enter", "down", "enter", firstKey, "enter", "enter", "enter", "enter", "enter", "2027-06-30", "enter")
	x.waitFor("Redeemed and recorded")
	y.burst("enter", "enter", "enter", "enter", "down", "enter", firstKey)
	y.waitFor("step 6 of 8")
	y.burst("enter", "enter", "enter", "enter", "enter", "enter")
	y.waitFor("already redeemed on " + testDay)
	x.press("enter")
	x.waitFor("● Redeemed")
	x.quit()
	p.expect("Power BI Pro", "Solutions", "not-redeemed", "2027-06-30")
	if keys := p.rows("keys"); len(keys) != 1 {
		t.Errorf("keys: %v", keys)
	}
}

func TestDemoLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*terminal) int{
		"quit":   func(x *terminal) int { x.press("q"); return x.exit() },
		"TERM":   func(x *terminal) int { x.signal(syscall.SIGTERM); return x.exit() - 143 },
		"HUP":    func(x *terminal) int { x.signal(syscall.SIGHUP); return x.exit() - 129 },
		"closed": func(x *terminal) int { x.control.Close(); return x.exit() - 129 },
	} {
		for _, args := range [][]string{{"--demo"}, {"demo"}} {
			t.Run(name+" "+args[0], func(t *testing.T) {
				p := contoso(t)
				before := files(t, p.home)
				x := p.open(usual, args...)
				x.waitFor("[All ", "Contoso")
				if code := leave(x); code != 0 {
					t.Errorf("exit code is off by %d", code)
				}
				after := files(t, p.home)
				for path := range after {
					if after[path] != before[path] {
						t.Errorf("%s was made or changed", path)
					}
				}
				if len(after) != len(before) {
					t.Errorf("%d files, before there were %d", len(after), len(before))
				}
			})
		}
	}
}

func TestWithoutColours(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]func(*testing.T) *terminal{
		"NO_COLOR":   func(t *testing.T) *terminal { return contoso(t, "NO_COLOR=1").open(usual) },
		"--no-color": func(t *testing.T) *terminal { return contoso(t).open(usual, "--no-color") },
	} {
		t.Run(name, func(t *testing.T) {
			x := start(t)
			x.waitFor("[All 4]", "▌ Planner Plan 3")
			x.choose("visio", "Visio Plan 2")
			x.toKey()
			x.press("esc")
			for _, sequence := range coloured.FindAllString(x.said(), 3) {
				t.Errorf("a colour was set: %q", sequence)
			}
		})
	}
	x := contoso(t).open(usual)
	x.waitFor("[All 4]")
	if !coloured.MatchString(x.said()) {
		t.Error("no colour was set where there may be some; the test sees none")
	}
}

// coloured matches a sequence that sets a foreground or background colour.
var coloured = regexp.MustCompile("\x1b\\[([0-9;:]*;)?(3[0-8]|4[0-8]|9[0-7]|10[0-7])([;:][0-9;:]*)?m")

func TestASCII(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	s := size{100, 30}
	x := p.open(s, "--ascii")
	x.waitWhole(s, "Planner Plan 3")
	x.everyScreenInASCII()
	for i, r := range x.said() {
		if r >= 0x80 {
			t.Fatalf("%q was drawn: %q", r, x.said()[max(0, i-60):i+8])
		}
	}
}

// everyScreenInASCII goes through some screens whose marks differ in ASCII.
func (x *terminal) everyScreenInASCII() {
	x.t.Helper()
	x.press("/")
	x.write("visio")
	x.press("enter")
	x.waitUntil("one row", func(s seen) bool { return s.filtered("visio", 1) })
	x.press("?")
	x.waitFor("Keys of this screen")
	x.press("esc")
	x.waitGone("Keys of this screen")
	x.press("r")
	x.waitFor("step 1 of 8")
	x.burst("enter", "enter", "enter", "enter", "down", "enter", firstKey)
	x.waitFor("step 6 of 8", "-EEEE5")
	x.burst("enter", "enter", "enter", "enter")
	x.waitFor("step 7 of 8")
	x.burst("enter")
	x.waitFor("step 8 of 8")
}

// In Chinese and Japanese every frame fits its window, too.
func TestWideLanguages(t *testing.T) {
	t.Parallel()
	for _, language := range []locale.Language{locale.Japanese, locale.Chinese} {
		say := words.Words{Language: language}
		for _, s := range sizes {
			p := contoso(t)
			x := p.open(s, "--lang", language.Tag())
			x.waitWhole(s, "Planner Plan 3")
			for _, w := range model.Workspaces() {
				x.press(fmt.Sprint(int(w)))
				x.waitWhole(s, fmt.Sprintf("%d %s", w, say.List(model.ListOf(w))))
			}
			x.press("1")
			x.waitWhole(s, "▌ Planner Plan 3")
			x.press("/")
			x.write("visio")
			x.press("enter")
			x.waitUntil("one row", func(now seen) bool { return now.filtered("visio", 1) && now.has("▌ Visio Plan 2") })
			for _, screen := range []struct {
				key  string
				word locale.Message
			}{{"?", locale.HelpTitle}, {"i", locale.ImportTitle}, {"+", locale.FieldKeyMonths}} {
				x.press(screen.key)
				x.waitWhole(s, say.Text(screen.word))
				x.press("esc")
				x.waitGone(say.Text(screen.word))
				x.waitWhole(s, "/visio")
			}
			for i, step := range stepKeys {
				x.burst(step.keys...)
				x.waitWhole(s, say.Text(locale.StepOf, i+1, 8))
			}
			x.signal(syscall.SIGTERM)
			x.exit()
			x.inTheWindow(s)
		}
	}
}

// inTheWindow checks that no line that was written is wider than the window.
func (x *terminal) inTheWindow(s size) {
	x.t.Helper()
	for _, w := range widths(x.said()) {
		if w > s.w {
			x.t.Errorf("%d×%d: a line of %d cells was written", s.w, s.h, w)
		}
	}
}

// A key that was redeemed is found nowhere but where it was asked for.
func TestSecretCanary(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.toKey()
	x.typeKey(firstKey)
	x.press("enter")
	x.waitFor("step 8 of 8")
	x.write("2027-06-30")
	x.press("enter")
	x.waitFor("Redeemed and recorded")
	x.press("enter")
	x.waitFor("[All ")
	x.waitFor("▌ Power BI Pro")
	said := x.said()
	p.without("the screens", said)

	// A second key, by the commands.
	redeem := []string{"redeem", "Visio Plan 2", "--subscription", "Visio Plan 2", "--tenant", tenant, "--action", "add", "--confirm-end", "2027-08-05", "--key", "-"}
	a := p.run(otherKey+"\n", redeem...)
	if a.code != exitDone {
		t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	p.without("redeem", a.out+a.err)
	again := p.run(otherKey+"\n", append(redeem, "--json")...)
	if again.code != exitRefused {
		t.Errorf("exit %d", again.code)
	}
	p.without("redeem again", again.out+again.err)
	wrong := p.run("junk "+otherKey+"\n", redeem...)
	p.without("redeem with junk", wrong.out+wrong.err)
	for _, args := range [][]string{
		{"list", "keys"}, {"list", "keys", "--json"}, {"list", "cloud", "--csv"}, {"export", "--json", "-"}, {"export", "--json", "masked.json"},
		{"list", "--filter", firstKey}, {"list", "keys", "--filter", otherKey},
	} {
		a := p.run("", args...)
		p.without(strings.Join(args, " "), a.out+a.err)
	}
	for path, content := range files(t, p.home) {
		p.without(path, content)
	}

	// Asked for, it is shown.
	if out := p.must("export", "--json", "-", "--reveal-keys"); !strings.Contains(out, firstKey) || !strings.Contains(out, otherKey) {
		t.Error("the export does not hold the keys that were asked for")
	}
	x.press("v")
	x.waitFor(firstKey, "hides after 15 seconds")
	x.press("q")
	x.exit()
	for path, content := range files(t, p.home) {
		p.without(path, content)
	}
}

// without checks that neither key is in a text, in any spelling.
func (p *person) without(where, text string) {
	p.t.Helper()
	text = strings.ToUpper(text)
	for _, key := range []string{firstKey, otherKey} {
		spellings := []string{key, strings.ReplaceAll(key, "-", ""), key[:11], base64.StdEncoding.EncodeToString([]byte(key))}
		for _, spelling := range append(spellings, strings.Split(key, "-")[:2]...) {
			if strings.Contains(text, strings.ToUpper(spelling)) {
				p.t.Errorf("%s holds %s", where, spelling)
			}
		}
	}
}
