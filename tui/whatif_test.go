package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// whatIfPlaces are the ways to the What-if board and what belongs to it.
func whatIfPlaces() map[string]func(*driver) {
	open := func(d *driver) { d.goTo(powerBI); d.press("w") }
	two := func(d *driver) {
		open(d)
		d.press("s", "text:As it is", "enter", "e", "tab", "tab", "text:100", "enter", "s")
		d.empty()
		d.press("text:A larger key", "enter", "o")
	}
	return map[string]func(*driver){
		"what-if":           open,
		"what-if empty":     func(d *driver) { d.press("0", "w") },
		"what-if wrong":     func(d *driver) { open(d); d.press("e", "tab", "text:2027-02-30") },
		"what-if refused":   func(d *driver) { open(d); d.press("e", "text:5", "enter") },
		"what-if scrolled":  func(d *driver) { open(d); d.press("pgdown") },
		"what-if name":      func(d *driver) { open(d); d.press("s") },
		"what-if replace":   func(d *driver) { two(d); d.press("esc", "s"); d.empty(); d.press("text:As it is", "enter") },
		"what-if scenarios": func(d *driver) { two(d); d.press(" ") },
		"what-if none":      func(d *driver) { open(d); d.press("o") },
		"what-if compare":   func(d *driver) { two(d); d.press("down", " ", "up", "=") },
	}
}

func (w *whatIf) text() string { return w.typing().Value() }

// board is the present board.
func (d *driver) board() *whatIf {
	d.t.Helper()
	return top[*whatIf](d)
}

// outcome is what the board shows for an action.
func (d *driver) outcome(action redemption.Action) redemption.Outcome {
	d.t.Helper()
	w := d.board()
	if !w.calculated() {
		d.t.Fatalf("nothing is calculated:\n%s", d.frame())
	}
	return w.shown.options[action-1].Outcome
}

// TestWhatIfOfABenefit takes the numbers of its key and its subscription.
func TestWhatIfOfABenefit(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		d.see("2027-03-31", "2027-06-30", "+ 3 months", "22,200", "2027-05-17", "+ 47 days · 25 more", "22,250", "13,100", "25 licenses × 12 months ÷ 100 licenses = 3 months")
		d.see("not possible: the subscription is active", "not possible: this key had to be redeemed by 2027-03-31")
		d.press("down", "down")
		d.see("What would make it possible: it has to take effect")
	})
}

// TestWhatIfOfASubscription knows it, and asks for the key.
func TestWhatIfOfASubscription(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("t")
		d.goTo(32)
		d.press("w")
		d.see("Type the licenses of the key.")
		d.press("text:25")
		if o := d.outcome(redemption.Extend); o.After != (model.Term{Licenses: 100, Ends: model.MustDate("2027-06-30")}) {
			t.Errorf("%+v", o.After)
		}
		d.press("enter", "r")
		d.see("was not opened from a benefit")
	})
}

// TestWhatIfMovesAtOnce: typing replaces, arrows step, pastes work, and every
// key is calculated without asking the desk.
func TestWhatIfMovesAtOnce(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.press("0", "w")
		d.hold = true // nothing that is asked for from now on is answered
		d.press("text:100", "tab")
		d.paste(" 2027-03-31\n")
		d.press("tab", "text:25")
		if o := d.outcome(redemption.Add); o.After != (model.Term{Licenses: 125, Ends: model.MustDate("2027-05-17")}) {
			t.Errorf("typed: %+v", o.After)
		}
		d.press("up", "pgup", "down")
		if got := d.board().shown.KeyLicenses; got != 35 {
			t.Errorf("25 and 1 and 10 less 1 is %d", got)
		}
		d.press("text:７")
		if got := d.board().shown.KeyLicenses; got != 7 {
			t.Errorf("typed over 35: %d", got)
		}
		d.press("shift+tab", "up", "shift+up")
		if got := d.board().shown.Before.Ends; got != model.MustDate("2027-05-01") {
			t.Errorf("a day and a month after 2027-03-31 is %v", got)
		}
		d.press("shift+tab", "text:1", "down", "down", "down")
		if got := d.board().fields[fieldLicenses].Value(); got != "" {
			t.Errorf("below 1 there are %q licenses", got)
		}
		d.press("text:100", "tab", "tab", "tab", "text:36", "up", "pgdown")
		if got := d.board().shown.KeyMonths; got != 26 {
			t.Errorf("%d months", got)
		}
	})
}

// TestAHeldDigitEndsInTheRightState: keys that arrive in one read.
func TestAHeldDigitEndsInTheRightState(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "e")
		d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(strings.Repeat("2", 20))})
		w := d.board()
		if got := w.fields[fieldLicenses].Value(); got != strings.Repeat("2", 20) {
			t.Errorf("the field has %q", got)
		}
		if got := w.shown.Before.Licenses; got != 222_222 || !w.stale {
			t.Errorf("the board has %d licenses, grey: %t", got, w.stale)
		}
		d.see("is not a count from 1 to 1,000,000", "222,222")
		d.press(slices.Repeat([]string{"backspace"}, 17)...)
		if got := w.shown.Before.Licenses; got != 222 || w.stale {
			t.Errorf("%d licenses, grey: %t", got, w.stale)
		}
		d.press(slices.Repeat([]string{"up"}, 20)...)
		if got := w.shown.Before.Licenses; got != 242 {
			t.Errorf("%d licenses after 20 steps from 222", got)
		}
	})
}

// TestWhatIsWrongStandsBesideItsField and the last board stays, grey.
func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	for _, c := range []struct {
		name  string
		keys  []string
		field int
		says  string
	}{
		{"no such day", []string{"tab", "text:2027-02-30"}, fieldEnds, "2027-02-30"},
		{"no end date", []string{"tab", " ", "backspace"}, fieldEnds, locale.English.Text(locale.BadEndsMissing)},
		{"no licenses", []string{"text:0"}, fieldLicenses, "is not a count from 1"},
		{"months", []string{"tab", "tab", "tab", "text:37"}, fieldKeyMonths, "37"},
		{"no redeem day", []string{"tab", "tab", "tab", "tab", "text:x"}, fieldOn, "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			drive(t, 120, 40, func(d *driver) {
				d.goTo(powerBI)
				d.press("w", "e")
				d.press(c.keys...)
				w := d.board()
				for i, field := range w.fields {
					if (field.Error() != "") != (i == c.field) {
						t.Errorf("field %d says %q", i, field.Error())
					}
				}
				if !w.stale || !w.calculated() {
					t.Errorf("grey: %t, calculated: %t", w.stale, w.calculated())
				}
				d.see(c.says)
				d.press("enter", "s")
				d.see(locale.English.Text(locale.WhyNoNumbers))
			})
		})
	}
}

// TestArrowsMoveTheRedeemDay, and the plot's mark with it.
func TestArrowsMoveTheRedeemDay(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "right", "right", "left")
		if got := d.board().shown.On; got != today+1 {
			t.Errorf("it is redeemed on %v", got)
		}
		d.see("Redeemed on 2026-11-21, it ends on 2027-05-17.", "A week's wait:")
		d.press("shift+right", "shift+right", "shift+right", "shift+right")
		d.see("Redeemed on 2027-03-21", locale.English.Text(locale.WeekMoves, "+ 2 days", model.MustDate("2027-06-12")))
		d.press("shift+right")
		d.see("Redeemed on 2027-04-21, it gives nothing")
		d.press("shift+left", "right", "right", "right", "right")
		d.see(locale.English.Text(locale.WeekTooLate))
	})
}

// TestTheMarkOfThePlotIsOnTheRedeemDay at any day and any width.
func TestTheMarkOfThePlotIsOnTheRedeemDay(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	c := scenario{Before: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-31")}, KeyLicenses: 25, KeyMonths: 12}
	for _, w := range []int{20, 60, 110} {
		at := -1
		for day := today; day <= today+365; day += 73 {
			c.On = day
			lines := s.plotLines(subject{}.outcomes(c, today), w, 3, false)
			mark := -1
			for _, line := range lines {
				mark = max(mark, strings.Index(line, s.Theme.Glyphs.Up))
			}
			if mark <= at && w > 20 || mark < 0 {
				t.Errorf("%d cells: on %v the mark is at %d, before at %d", w, day, mark, at)
			}
			at = mark
			for _, line := range lines {
				if kit.Width(line) > w {
					t.Errorf("%q is wider than %d cells", line, w)
				}
			}
		}
	}
}

// TestFarRedeemDaysCostNoMore: however far a date lies, the plot has an end.
func TestFarRedeemDaysCostNoMore(t *testing.T) {
	for _, c := range []scenario{
		{On: model.MustDate("1900-01-01")}, {On: model.Never}, {On: model.Never - 1}, {On: today, ActivateBy: model.Never}, {On: today, ActivateBy: today - 1},
	} {
		c.KeyLicenses, c.KeyMonths = model.MaxCount, 12
		o := subject{}.outcomes(c, today)
		if n := len(o.ends); n > 1100 {
			t.Errorf("%+v: %d days", c, n)
		}
		s := newSession(newMemory(), &clipboard{})
		s.plotLines(o, 60, 3, false)
		s.boardTable(o, 60, 0, false)
	}
}

// TestToTheWizard opens it with what was chosen on the board.
func TestToTheWizard(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "home", "up", "r")
		d.see(locale.English.Text(locale.WhyNoAction))
		d.press("down", "down", "down", "r")
		d.see("had to be redeemed by")
		d.press("up", "right", "r")
		r := top[*redeemWizard](d)
		if got := r.flow.draft; got.action != redemption.Add || got.subscription.ID != 32 || got.on != today+1 {
			t.Errorf("the wizard has %v on %v, subscription %d", got.action, got.on, got.subscription.ID)
		}
		d.see("Add licenses", "2027-05-17")
	})
}

// TestScenarios are kept by name, opened, replaced and deleted, and hold
// nothing but numbers.
func TestScenarios(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		whatIfPlaces()["what-if scenarios"](d)
		if len(d.desk.kept) != 2 || len(d.desk.log) > 0 {
			t.Fatalf("%d documents, %d entries", len(d.desk.kept), len(d.desk.log))
		}
		want := `{"before":{"licenses":100,"end_date":"2027-03-31"},"key_licenses":25,"key_months":12,"on":"2026-11-20","activate_by":"2027-03-31","benefit_expires":"2027-06-15","membership_ends":"2027-06-15"}`
		if got := string(d.desk.kept["scenario/As it is"]); got != want {
			t.Errorf("kept is\n%s", got)
		}
		d.press("down", "enter") // "As it is" comes after "A larger key"
		w := d.board()
		if w.title != "As it is" || w.shown.KeyLicenses != 25 || w.Unsaved() {
			t.Errorf("%q with %d licenses is on the board", w.title, w.shown.KeyLicenses)
		}
		d.press("e", "text:50", "esc", "o", "enter")
		d.see(locale.English.Text(locale.LeaveQuestion))
		d.press("n", "x")
		d.see("“A larger key” is deleted for good")
		d.press("n", "x", "y")
		if _, left := d.desk.kept["scenario/A larger key"]; left || len(d.desk.kept) != 1 {
			t.Errorf("%d are left", len(d.desk.kept))
		}
		d.dontSee("A larger key")
	})
}

// TestReplacingAScenarioIsAsked, unless it is the one that was opened.
func TestReplacingAScenarioIsAsked(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		whatIfPlaces()["what-if replace"](d)
		d.see("“As it is” is kept already")
		d.press("n")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":25`) {
			t.Error("it was replaced all the same")
		}
		d.press("enter", "y")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":100`) {
			t.Error("it was not replaced")
		}
		d.press("e", "tab", "tab", "text:7", "enter", "s", "enter")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":7`) {
			t.Errorf("the one that is open is not kept at once:\n%s", d.frame())
		}
	})
}

// TestWhatCanNotBeKept says so, and nothing is lost.
func TestWhatCanNotBeKept(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "s", "enter")
		d.see("name")
		d.desk.breaks("SaveDocument", errDisk)
		d.press("text:Mine", "enter")
		d.see(errDisk.Error(), "Mine")
		d.desk.breaks("SaveDocument", nil)
		d.press("enter")
		d.see("Kept as “Mine”.")
	})
}

// TestAnUnreadableScenarioCanOnlyBeDeleted.
func TestAnUnreadableScenarioCanOnlyBeDeleted(t *testing.T) {
	for _, data := range []string{"nonsense", `{}`, `{"before":{"licenses":-3,"end_date":"2027-03-31"},"key_licenses":25,"key_months":12,"on":"2026-11-20"}`} {
		drive(t, 120, 40, func(d *driver) {
			d.desk.kept["scenario/Old"] = []byte(data)
			d.press("0", "w", "esc", "o", "enter")
			d.see(locale.English.Text(locale.ScenarioUnreadable))
			top[*keptPage](d)
			d.press("x", "y")
			d.see(locale.English.Text(locale.ScenariosNone))
		})
	}
}

// TestTwoScenariosCompared: side by side where there is room, below each other
// where there is not, with the same differences.
func TestTwoScenariosCompared(t *testing.T) {
	besides := func(d *driver) bool {
		return slices.ContainsFunc(strings.Split(d.frame(), "\n"), func(line string) bool {
			return strings.Contains(line, "As it is") && strings.Contains(line, "A larger key")
		})
	}
	drive(t, 140, 40, func(d *driver) {
		whatIfPlaces()["what-if compare"](d)
		const extended = "+ 275 days · + 27,500 license-days"
		d.see(extended, "possible in neither")
		if !besides(d) {
			t.Errorf("not side by side:\n%s", d.frame())
		}
		d.resize(100, 40)
		d.see(extended)
		if besides(d) {
			t.Errorf("side by side without room:\n%s", d.frame())
		}
		d.resize(60, 16)
		d.press("pgdown")
		d.see(extended)
	})
}

// TestLeavingAsksForTypedNumbers once something was typed.
func TestLeavingAsksForTypedNumbers(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "esc")
		top[*workspace_](d)
		d.press("w", "e", "text:5", "esc", "esc")
		d.see(locale.English.Text(locale.LeaveQuestion))
		d.press("n")
		d.board()
	})
}

// TestSmallWindowsKeepFieldsAndRows: the plot is on the second page.
func TestSmallWindowsKeepFieldsAndRows(t *testing.T) {
	for _, language := range locale.Languages() {
		drive(t, minWidth, minHeight, func(d *driver) {
			d.goTo(powerBI)
			d.press("w")
			w := d.board()
			plot := w.Words.Text(locale.PlotTitle)
			d.see("100", "2027-03-31", "2027-06-30", "2027-05-17", w.Words.Text(locale.ShortActivate), w.Words.Text(locale.ShortRenew))
			d.dontSee(plot)
			for range 2 {
				d.press("pgdown")
			}
			d.see("2027-03-31", w.Words.Text(locale.PlotOn, today, model.MustDate("2027-05-17")))
			d.press("pgup", "pgup", "pgup")
			d.see("2027-06-30")
		}, speaking(language))
	}
}

// TestOtherSubscriptions of the product are taken in turn.
func TestOtherSubscriptions(t *testing.T) {
	desk := newMemory(append(contoso(), model.Subscription{ID: 90, Tenant: 11, Product: 15, Name: "Power BI Pro", Licenses: 8, Ends: model.MustDate("2027-01-31")})...)
	onDesk(t, desk, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w")
		first := d.board().shown.Before
		d.press("t")
		if got := d.board().shown.Before; got == first || got.Licenses != 8 && got.Licenses != 100 {
			t.Errorf("the other subscription is %+v", got)
		}
		d.press("t")
		if got := d.board().shown.Before; got != first {
			t.Errorf("the first one is not back: %+v", got)
		}
	})
}

// TestWhatAPortalReportedCounts as long as its numbers stand.
func TestWhatAPortalReportedCounts(t *testing.T) {
	sub := model.Subscription{Licenses: 5, Ends: today + 100, Reported: model.Disabled, ReportedOn: today}
	s := subjectOf(model.Dossier{Record: sub})
	c := s.scenario(today)
	if got := s.request(c).Status; got != model.Disabled {
		t.Errorf("the portal said %v", got)
	}
	c.Before.Licenses++
	if got := s.request(c).Status; got != 0 {
		t.Errorf("what was typed is %v", got)
	}
}

// BenchmarkWhatIfKey is what one key costs until its frame is drawn.
func BenchmarkWhatIfKey(b *testing.B) {
	for _, size := range []kit.Size{{W: 80, H: 24}, {W: 140, H: 40}} {
		b.Run(fmt.Sprint(size.W, "x", size.H), func(b *testing.B) {
			s := newSession(newMemory(contoso()...), &clipboard{})
			s.Theme = theme.New(theme.Options{Dark: true, Color: true})
			app := NewApp(s, model.Overview{Records: 1}, model.Page{})
			app.Resize(size)
			sub := model.Subscription{ID: 1, Licenses: 100, Ends: model.MustDate("2027-03-31")}
			app.Push(newWhatIf(app, subjectOf(model.Dossier{Record: sub})))
			app.Update(keyOf("2"))
			app.Update(keyOf("5"))
			keys := []string{"up", "down", "5", "backspace"}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				app.Update(keyOf(keys[i%len(keys)]))
				app.View()
			}
		})
	}
}
