package tui

import (
	"maps"

	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// places are ways to every screen and every state that looks different.
func places() map[string]func(*driver) {
	all := map[string]func(*driver){
		"cloud":          func(*driver) {},
		"subscriptions":  func(d *driver) { d.press("t") },
		"home":           func(d *driver) { d.press("0") },
		"home week":      func(d *driver) { d.press("0", "right", "right", "right", "right", "f", "/", "text:activate", "enter") },
		"home give up":   func(d *driver) { d.press("0", "/", "text:activate visio", "enter", "x") },
		"azure credits":  func(d *driver) { d.press("2") },
		"software":       func(d *driver) { d.press("3") },
		"visual studio":  func(d *driver) { d.press("4") },
		"technical":      func(d *driver) { d.press("5") },
		"go-to-market":   func(d *driver) { d.press("6") },
		"detail":         func(d *driver) { d.goTo(powerBI); d.press("enter") },
		"revealed":       func(d *driver) { d.goTo(powerBI); d.press("v") },
		"lifecycle":      func(d *driver) { d.press("t", "enter") },
		"links":          func(d *driver) { d.goTo(powerBI); d.press("o") },
		"filter":         func(d *driver) { d.press("/", "text:solutions") },
		"nothing found":  func(d *driver) { d.press("/", "text:nowhere", "enter") },
		"sorted":         func(d *driver) { d.press("f", "s", "S") },
		"help":           func(d *driver) { d.press("?") },
		"import":         func(d *driver) { d.press("i") },
		"import diff":    func(d *driver) { d.press("i", "text:good.csv", "enter") },
		"import bad":     func(d *driver) { d.press("i", "text:bad.csv", "enter") },
		"import failed":  func(d *driver) { d.press("i", "text:broken.json", "enter") },
		"import order":   func(d *driver) { d.press("i", "text:order.csv", "enter") },
		"benefit form":   func(d *driver) { d.goTo(powerBI); d.press("e") },
		"new benefit":    func(d *driver) { d.press("n", "enter") },
		"key form":       func(d *driver) { d.goTo(visio); d.press("+", "text:QWXYZ!") },
		"subscription":   func(d *driver) { d.press("t", "e") },
		"other one":      func(d *driver) { d.redeem(powerBI, locale.StepSubscription); d.press("o") },
		"form in picker": func(d *driver) { d.redeem(powerBI, locale.StepSubscription); d.press("o", "n", "text:x") },
		"leaving":        func(d *driver) { d.press("n", "text:x", "esc") },
		"undecided":      func(d *driver) { d.goTo(exchange); d.press("r", "enter", "enter") },
		"not possible":   func(d *driver) { d.redeem(exchange, locale.StepAction) },
		"purchase":       func(d *driver) { d.redeem(purchased, locale.StepConfirm) },
		"portal differs": func(d *driver) { d.redeem(powerBI, locale.StepConfirm); d.press("text:2027-07-01", "enter") },
		"result":         func(d *driver) { d.redeem(powerBI, locale.StepConfirm); d.press("text:2027-06-30", "enter") },
		"reserved":       func(d *driver) { d.redeem(powerBI, locale.StepConfirm); d.press("ctrl+n") },
		"redeemed":       func(d *driver) { d.hasPast(); d.goTo(powerBI); d.press("enter") },
		"correct which":  func(d *driver) { d.hasPast(later()...); d.press("t"); d.goTo(32); d.press("C") },
		"correct what":   func(d *driver) { d.hasPast(); d.goTo(powerBI); d.press("C") },
		"correct action": func(d *driver) { d.hasPast(); d.correct(wrongAction); d.press("down") },
		"correct day":    func(d *driver) { d.hasPast(); d.correct(wrongDay); d.empty(); d.press("text:2026-11-21") },
		"correct end":    func(d *driver) { d.hasPast(); d.correct(wrongEnd); d.press("text:2027-07-01", "enter") },
		"corrected":      func(d *driver) { d.hasPast(); d.correct(neverHappened); d.press("text:typo", "enter") },
		"replace":        func(d *driver) { d.hasPast(); d.goTo(powerBI); d.press("R") },
		"replace which":  func(d *driver) { d.jointly(); d.goTo(powerBI); d.press("R") },
		"replace key":    func(d *driver) { d.replace(newKey) },
		"not replaced":   func(d *driver) { d.replace(firstKey); d.press("up"); d.empty(); d.press("text:2026-12-11") },
		"replaced":       func(d *driver) { d.replace(newKey); d.press("enter") },
		"release":        func(d *driver) { d.hasPast(); d.goTo(visio); d.press("X") },
	}
	for name, place := range accountPlaces() {
		all[name] = place
	}
	maps.Copy(all, logPlaces())
	maps.Copy(all, queuePlaces())
	maps.Copy(all, whatIfPlaces())
	maps.Copy(all, plannerPlaces())
	for name, step := range redeemSteps {
		all["redeem "+name] = func(d *driver) { d.redeem(powerBI, step) }
	}
	all["redeem same product"] = func(d *driver) {
		d.redeem(premium, locale.StepSubscription)
		d.press("o")
		d.goTo(heldOffice)
		d.press("enter", "enter")
	}
	return all
}

var redeemSteps = map[string]locale.Message{
	"introduction": locale.StepIntroduction, "walkthrough": locale.StepWalkthrough, "subscription": locale.StepSubscription,
	"tenant": locale.StepTenant, "verify": locale.StepVerify, "key": locale.StepKey, "action": locale.StepAction, "confirm": locale.StepConfirm,
}

// withImports is the tests' partner with files to import.
func withImports() *memory {
	m := newMemory(contoso()...)
	before := m.records[model.Ref{Kind: model.KindBenefit, ID: visio}]
	after := before.(model.Benefit)
	after.Quantity.Amount = 15
	good := model.FileDiff{
		Name: "good.csv", Kind: "benefits page", New: 1, Changed: 1, Unchanged: 4, Missing: 1,
		Notes: []model.Notice{{Code: "not_guessed", Args: []any{3, "Power BI Pro"}}},
		Rows: []model.RowDiff{
			{Label: "Dynamics 365 Sales"},
			{Ref: after.Ref(), Label: after.Name, Fields: []model.FieldDiff{{Field: "quantity", Old: int64(10), New: int64(15)}}},
		},
	}
	m.imports["good.csv"] = model.ImportPlan{Files: []model.FileDiff{good}, Changes: []model.Change{model.Changed(before, after)}}
	bad := good
	bad.Name, bad.Bad = "bad.csv", []model.BadRow{{Line: 4, Reason: model.Notice{Code: "bad_day", Args: []any{"2027-02-30"}}}}
	m.imports["bad.csv"] = model.ImportPlan{Files: []model.FileDiff{bad}, Changes: m.imports["good.csv"].Changes}
	order := good
	order.Name, order.Kind = "order.csv", "undecided"
	m.imports["order.csv"] = model.ImportPlan{Files: []model.FileDiff{order}, Changes: m.imports["good.csv"].Changes}
	m.imports["same.csv"] = model.ImportPlan{Files: []model.FileDiff{{Name: "same.csv", Kind: "benefits page", Unchanged: 6}}}
	return m
}

// begins opens a place; the welcome screen has an empty store.
func begins(t fataler, place string, w, h int, setups ...setup) *driver {
	if place == "welcome" {
		return begin(t, newMemory(), w, h, setups...)
	}
	d := begin(t, withImports(), w, h, setups...)
	places()[place](d)
	return d
}

// names are all places, in an order that stays the same.
func names() []string {
	return append([]string{"welcome"}, sortedKeys(places())...)
}

// keys that are pressed at random, those that mean much more often.
var keys = []string{
	"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "tab", "shift+tab", "enter", "enter", "enter", "esc", "backspace", "delete", " ",
	"ctrl+a", "ctrl+b", "ctrl+d", "ctrl+e", "ctrl+f", "ctrl+g", "ctrl+k", "ctrl+l", "ctrl+n", "ctrl+o", "ctrl+p", "ctrl+u", "ctrl+w", "ctrl+y", "ctrl+z", "f1",
	"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
	"C", "G", "R", "S", "X", "Y", "?", "/", ":", "+", "0", "1", "2", "3", "4", "5", "6", "9", "-", ".", "é", "日", "👩‍💻", "\u0301",
}

// someInput is anything that may come from outside.
func someInput(t *rapid.T) tea.Msg {
	switch rapid.IntRange(0, 19).Draw(t, "kind of input") {
	case 0:
		return tea.WindowSizeMsg{Width: rapid.IntRange(1, 220).Draw(t, "width"), Height: rapid.IntRange(1, 60).Draw(t, "height")}
	case 1:
		text := rapid.SampledFrom([]string{typedKey, "2027-06-30", "2027-06-30\n", "contoso.com\r\n", "a\tb\nc", "12\n", "y", "日本語\n", "\x1b[31m", " "}).Draw(t, "paste")
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true}
	case 2:
		return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(rapid.StringMatching(`[a-z0-9 /?-]{2,6}`).Draw(t, "burst"))}
	case 3:
		return tea.FocusMsg{}
	}
	key := keyOf(rapid.SampledFrom(keys).Draw(t, "key"))
	key.Alt = rapid.IntRange(0, 30).Draw(t, "alt") == 0
	return key
}

// TestEveryFrameFillsItsWindow: whatever is pressed, in whatever window, and in
// whatever order answers come, nothing panics and every frame has the window's
// size. That is checked after every message.
func TestEveryFrameFillsItsWindow(t *testing.T) {
	all := names()
	synctest.Test(t, func(t *testing.T) {
		// rapid may not ask for the deadline in a bubble, whose time is another
		rapid.Check(struct{ rapid.TB }{t}, func(t *rapid.T) {
			place := rapid.SampledFrom(all).Draw(t, "place")
			language := rapid.SampledFrom(locale.Languages()).Draw(t, "language")
			ascii := rapid.Bool().Draw(t, "ascii")
			d := begins(t, place, 100, 30, speaking(language), painted256(theme.Options{Dark: true, Color: true, ASCII: ascii}))
			defer d.finish()
			d.resize(rapid.IntRange(1, 220).Draw(t, "width"), rapid.IntRange(1, 60).Draw(t, "height"))
			for range rapid.IntRange(0, 25).Draw(t, "inputs") {
				d.randomStep(t)
			}
			d.release()
			d.resize(80, 24)
		})
	})
}

// randomStep is one thing that happens: input, time, another program, or
// answers that come late and in another order.
func (d *driver) randomStep(t *rapid.T) {
	switch rapid.IntRange(0, 24).Draw(t, "what") {
	case 0:
		d.wait(time.Duration(rapid.IntRange(1, 40).Draw(t, "seconds")) * time.Second)
	case 1:
		d.setClock(d.day() + 1)
		d.desk.byOther(model.User{ID: 4, Name: "Adele Vance"})
	case 2:
		d.hold = true
	case 3:
		d.held = rapid.Permutation(d.held).Draw(t, "order")
		d.release()
	default:
		d.send(someInput(t))
	}
}

// TestEveryKeyInEveryPlace: each letter, digit and sign in every place, in the
// smallest window, which then becomes a wide one. The driver checks the frame
// after every message.
func TestEveryKeyInEveryPlace(t *testing.T) {
	all := append([]string{"enter", "esc", "tab"}, strings.Split("0123456789abcdefghijklmnopqrstuvwxyzCGRSXY?/:+", "")...)
	for _, place := range names() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { everyKey(t, place, all) })
		})
	}
}

// everyKey presses each of some keys at a place.
func everyKey(t *testing.T, place string, keys []string) {
	d := begins(t, place, 60, 16)
	start := d.frame()
	for _, key := range keys {
		if d.press(key); d.frame() == start {
			continue
		}
		d.resize(140, 40)
		d.finish()
		d = begins(t, place, 60, 16)
	}
	d.finish()
}

// TestEveryPlaceFitsEveryUsualWindow draws each place at the sizes that people
// have, in every language.
func TestEveryPlaceFitsEveryUsualWindow(t *testing.T) {
	for _, language := range locale.Languages() {
		synctest.Test(t, func(t *testing.T) {
			for _, place := range names() {
				d := begins(t, place, 120, 40, speaking(language))
				for w := 56; w <= 204; w += 9 {
					d.resize(w, 14+w%23)
				}
				d.finish()
			}
		})
	}
}

// TestBothEndDatesAreSeen: the one number that matters is never cut, however
// small the window.
func TestBothEndDatesAreSeen(t *testing.T) {
	for _, language := range locale.Languages() {
		for _, place := range []string{"redeem action", "redeem confirm", "purchase"} {
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, place, 120, 40, speaking(language))
				defer d.finish()
				dates := []string{"2027-03-31", "2027-06-30"}
				if place == "purchase" {
					dates = []string{"2027-06-15"}
				}
				for _, h := range []int{16, 24, 30, 50} {
					for w := 60; w <= 200; w += 3 {
						d.resize(w, h)
						frame := d.frame()
						for _, date := range dates {
							if !strings.Contains(frame, date) {
								t.Fatalf("%s is not to be seen at %d×%d in %s:\n%s", date, w, h, language.Tag(), d.frame())
							}
						}
					}
				}
			})
		}
	}
}

// TestWhatIsTypedIsSeen: in the smallest window, on every page with fields.
func TestWhatIsTypedIsSeen(t *testing.T) {
	fields := map[string]int{"benefit form": 10, "new benefit": 10, "subscription": 4, "redeem tenant": 1, "redeem confirm": 1, "correct day": 3, "correct end": 2, "import": 1, "filter": 1, "what-if empty": 5, "what-if name": 1}
	for _, place := range sortedKeys(fields) {
		synctest.Test(t, func(t *testing.T) {
			d := begins(t, place, 60, 16)
			defer d.finish()
			for i := range fields[place] {
				if i > 0 {
					d.press("tab")
				}
				if form, ok := d.app.top().(interface{ picks() bool }); ok && form.picks() {
					continue
				}
				d.empty()
				d.press("text:2q7")
				d.see("2q7")
			}
		})
	}
}
