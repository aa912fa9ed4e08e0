package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

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
		"what-if":              open,
		"what-if subscription": func(d *driver) { d.press("t"); d.goTo(32); d.press("w") },
		"what-if empty":        func(d *driver) { d.press("0", "w") },
		"what-if wrong":        func(d *driver) { open(d); d.press("e", "tab", "text:2027-02-30") },
		"what-if refused":      func(d *driver) { open(d); d.press("e", "text:5", "enter") },
		"what-if scrolled":     func(d *driver) { open(d); d.press("pgdown") },
		"what-if name":         func(d *driver) { open(d); d.press("s") },
		"what-if replace":      func(d *driver) { two(d); d.press("esc", "s"); d.empty(); d.press("text:As it is", "enter") },
		"what-if scenarios":    func(d *driver) { two(d); d.press(" ") },
		"what-if none":         func(d *driver) { open(d); d.press("o") },
		"what-if compare":      func(d *driver) { two(d); d.press("down", " ", "up", "=") },
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
		d.see("What would make it possible: a key that can still be", "redeemed on 2027-04-01; or extend or add instead.")
	})
}

// TestWhatIfOfASubscription knows it, and asks for the key.
func TestWhatIfOfASubscription(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("t")
		d.goTo(32)
		d.press("w")
		d.see("Type the licenses of the key.", locale.English.Text(locale.WhatIfDrawer))
		d.press("text:25")
		if o := d.outcome(redemption.Extend); o.After != (model.Term{Licenses: 100, Ends: model.MustDate("2027-06-30")}) {
			t.Errorf("%+v", o.After)
		}
		d.press("enter", "r")
		d.see("no benefit is behind this board")
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
				for _, line := range w.below() {
					if line != w.Theme.Paint(theme.Muted, ansi.Strip(line)) {
						t.Errorf("not grey: %q", line)
					}
				}
				d.press("enter", "s")
				d.see(locale.English.Text(locale.WhyNoNumbers))
			})
		})
	}
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

// BenchmarkWhatIfHeldDigit is what each key costs until its frame is drawn while
// a digit is held: licenses from 2 to 222,222, and none again.
func BenchmarkWhatIfHeldDigit(b *testing.B) {
	keys := append(slices.Repeat([]string{"2"}, 6), "ctrl+u")
	for _, size := range []kit.Size{{W: 80, H: 24}, {W: 140, H: 40}, {W: 200, H: 50}} {
		b.Run(fmt.Sprint(size.W, "x", size.H), func(b *testing.B) {
			s := newSession(newMemory(contoso()...), &clipboard{})
			s.Theme = theme.New(theme.Options{Dark: true, Color: true})
			app := NewApp(s, model.Overview{Records: 1}, model.Page{})
			app.Resize(size)
			sub := model.Subscription{ID: 1, Licenses: 100, Ends: model.MustDate("2027-03-31")}
			app.Push(newWhatIf(app, subjectOf(model.Dossier{Record: sub})))
			app.Update(keyOf("2"))
			app.Update(keyOf("5"))
			app.top().(*whatIf).focusOn(fieldLicenses)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				app.Update(keyOf(keys[i%len(keys)]))
				app.View()
			}
		})
	}
}
