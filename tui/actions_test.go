package tui

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// offered are the actions of the top screen and those of every screen.
func (d *driver) offered() []action { return d.app.offered() }

// atEveryPlace runs a test on every screen.
func atEveryPlace(t *testing.T, test func(t *testing.T, d *driver, again func() *driver)) {
	t.Helper()
	for _, place := range names() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, place, 120, 30)
				defer d.finish()
				test(t, d, func() *driver { return begins(t, place, 120, 30) })
			})
		})
	}
}

func TestNoTwoActionsOfAScreenShareAKey(t *testing.T) {
	atEveryPlace(t, func(t *testing.T, d *driver, _ func() *driver) {
		taken := map[string]locale.Message{}
		for _, a := range d.app.top().Actions() {
			for _, key := range a.keys {
				if other, twice := taken[key]; twice {
					t.Errorf("%s means %q and %q", key, locale.English.Text(other), locale.English.Text(a.name))
				}
				taken[key] = a.name
			}
		}
	})
}

func TestEveryActionHasWords(t *testing.T) {
	atEveryPlace(t, func(t *testing.T, d *driver, _ func() *driver) {
		for _, a := range d.offered() {
			for _, language := range locale.Languages() {
				if text := (words.Words{Language: language}).Text(a.name); text == "" || strings.ContainsAny(text, "{}") {
					t.Errorf("%s: %v is called %q", language.Tag(), a.keys, text)
				}
			}
		}
	})
}

// owned tells whether the focused field uses a key, so that no action gets it.
func (d *driver) owned(key string) bool {
	owner, ok := d.app.top().(typist)
	return ok && owner.Owns(keyOf(key))
}

// TestEveryActionCanBeReached: an action in the footer has a key that the
// focused field does not take for text.
func TestEveryActionCanBeReached(t *testing.T) {
	atEveryPlace(t, func(t *testing.T, d *driver, _ func() *driver) {
		if w, ok := d.app.top().(*workspace); d.app.dialog != nil || ok && w.filter.Focused() {
			t.Skip("a dialog or the filter has the keyboard")
		}
		for _, a := range d.app.top().Actions() {
			reachable := false
			for _, key := range a.keys {
				reachable = reachable || !d.owned(key)
			}
			if !reachable && !a.quiet {
				t.Errorf("%q (%v) is never reached while the field has the keyboard", locale.English.Text(a.name), a.keys)
			}
		}
	})
}

// state is what an action may change.
func (d *driver) state() string {
	return fmt.Sprintln(d.app.View(), len(d.app.stack), len(d.host.copies), len(d.desk.log))
}

// TestEveryActionDoesSomethingOrSaysWhyNot presses every key of every action
// of every screen.
func TestEveryActionDoesSomethingOrSaysWhyNot(t *testing.T) {
	// where there is nothing to move to, movement does nothing
	still := map[locale.Message]bool{
		locale.MoveUp: true, locale.MoveDown: true, locale.MovePageUp: true, locale.MovePageDown: true, locale.MoveHome: true, locale.MoveEnd: true,
		locale.PreviousRecord: true, locale.NextRecord: true, locale.ActionChoose: true, locale.WorkspaceCloud: true, locale.Home: true,
		locale.DetailUp: true, locale.DetailDown: true, locale.ActivityTitle: true,
	}
	// an error that is on the screen already says why Enter does nothing
	still[locale.PlannerTitle], still[locale.TabAccounts] = true, true // where one is in it
	still[locale.WhatIf] = true
	still[locale.ActionStepDown], still[locale.ActionBigStepDown] = true, true // no licenses are the fewest
	still[locale.ActionReadFiles] = true                                       // a file that can't be read stays so
	for i := range 6 {                                                         // the workspace one is in
		still[locale.WorkspaceCloud+locale.Message(i)] = true
	}
	atEveryPlace(t, func(t *testing.T, d *driver, again func() *driver) {
		if d.app.dialog != nil {
			t.Skip("a dialog has the keyboard")
		}
		seen := map[string]bool{}
		offered := d.app.top().Actions()
		if len(d.app.stack) < 2 { // those of every screen do the same everywhere
			offered = d.offered()
		}
		for _, a := range offered {
			for _, key := range a.keys {
				if d.owned(key) || seen[key] {
					continue
				}
				seen[key] = true
				d := again()
				before := d.state()
				d.press(key)
				switch after := d.state(); {
				case a.whyNot != "" && !strings.Contains(d.app.notice.text, a.whyNot):
					t.Errorf("%s does not say %q:\n%s", key, a.whyNot, after)
				case after == before && !d.ended && !still[a.name] && !(a.name == locale.ActionCommit && strings.Contains(after, "! ")):
					t.Errorf("%s (%s) does nothing", key, locale.English.Text(a.name))
				}
				d.finish()
			}
		}
	})
}

// TestFieldsOwnThePrintableKeys: where a field has the keyboard, what means
// something elsewhere is text.
func TestFieldsOwnThePrintableKeys(t *testing.T) {
	const typed = "q1?/rf:yn 2"
	for _, place := range []string{"filter", "import", "new benefit", "subscription", "form in picker", "redeem tenant", "redeem confirm", "redeem key", "key form", "what-if empty", "what-if name"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, place, 120, 30)
				defer d.finish()
				screens := len(d.app.stack)
				d.empty()
				d.press("text:" + typed)
				if got := d.typedText(); got != typed {
					t.Errorf("typed %q, the field has %q", typed, got)
				}
				if d.app.dialog != nil || len(d.app.stack) != screens || d.ended {
					t.Errorf("a key of the text meant something else:\n%s", d.frame())
				}
			})
		})
	}
}

// typedText is what the focused field holds.
func (d *driver) typedText() string {
	switch s := d.app.top().(type) {
	case *workspace:
		return s.filter.Value()
	case *importScreen:
		return s.field.Value()
	case *redeemWizard:
		return s.fields[s.focus].Value()
	case interface{ text() string }:
		return s.text()
	}
	return ""
}

// text is what the focused field of any form holds.
func (w *wizard) text() string { return w.fields[w.focus].Value() }

// TestPastesBecomeOneLine: a line break in a paste is no Enter.
func TestPastesBecomeOneLine(t *testing.T) {
	for _, place := range []string{"filter", "import", "new benefit", "benefit form", "subscription", "redeem tenant", "redeem confirm", "redeem key", "key form", "what-if empty", "what-if name"} {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, place, 120, 30)
				defer d.finish()
				before := d.app.top()
				d.empty()
				d.paste("one\r\ntwo\nthree\t\x1b[31mfour\n")
				got := d.typedText()
				if strings.ContainsAny(got, "\r\n\t\x1b") || !strings.HasPrefix(got, "one two three") {
					t.Errorf("the field has %q", got)
				}
				if d.app.top() != before || len(d.desk.log) > 0 {
					t.Errorf("the paste pressed Enter:\n%s", d.frame())
				}
			})
		})
	}
}

// TestPasteIsNoAnswer: pasted text that begins with y agrees to nothing.
func TestPasteIsNoAnswer(t *testing.T) {
	for _, place := range []string{"portal differs", "leaving"} {
		synctest.Test(t, func(t *testing.T) {
			d := begins(t, place, 120, 30)
			defer d.finish()
			d.paste("y")
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("yes"), Paste: true})
			if d.app.dialog == nil || len(d.desk.log) > 0 {
				t.Errorf("%s: a paste answered the question:\n%s", place, d.frame())
			}
		})
	}
}
