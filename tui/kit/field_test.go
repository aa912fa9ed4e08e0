package kit_test

import (
	"strings"
	"testing"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/theme"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func newField(w, h int) *kit.Field {
	f := kit.NewField(mono)
	f.Resize(kit.Size{W: w, H: h})
	f.Focus()
	return f
}

func runes(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

func paste(s string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true}
}

func press(f *kit.Field, kinds ...tea.KeyType) {
	for _, k := range kinds {
		msg := tea.KeyMsg{Type: k}
		if k == tea.KeySpace {
			msg.Runes = []rune{' '}
		}
		f.Update(msg)
	}
}

func TestFieldEdits(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*kit.Field)
		want string
	}{
		{"typing", func(f *kit.Field) { f.Update(runes("a")); press(f, tea.KeySpace); f.Update(runes("b")) }, "a b"},
		{"typing in the middle", func(f *kit.Field) { f.SetValue("ac"); press(f, tea.KeyLeft); f.Update(runes("b")) }, "abc"},
		{"backspace", func(f *kit.Field) { f.SetValue("日本語"); press(f, tea.KeyBackspace) }, "日本"},
		{"delete at the start", func(f *kit.Field) { f.SetValue("日本語"); press(f, tea.KeyHome, tea.KeyDelete) }, "本語"},
		{"kill the line", func(f *kit.Field) { f.SetValue("abc"); press(f, tea.KeyCtrlU) }, ""},
		{"a paste of lines", func(f *kit.Field) { f.Update(paste("a\r\nb\tc\x00\x1b[31md\ne\u202e")) }, "a b c[31md e"},
		{"a paste of a key's name", func(f *kit.Field) { f.Update(paste("left")); f.Update(runes("end")) }, "leftend"},
		{"a paste of controls", func(f *kit.Field) { f.Update(paste("\x01\x02")) }, ""},
		{"enter", func(f *kit.Field) { f.SetValue("abc"); press(f, tea.KeyEnter, tea.KeyTab, tea.KeyUp, tea.KeyEsc) }, "abc"},
		{"alt and a letter", func(f *kit.Field) { f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x"), Alt: true}) }, ""},
		{"the limit", func(f *kit.Field) { f.SetLimit(3); f.Update(paste("日本語日本語")); f.Update(runes("x")) }, "日本語"},
		{"setting lines", func(f *kit.Field) { f.SetValue("a\r\nb") }, "a b"},
		{"without the keyboard", func(f *kit.Field) { f.Blur(); f.Update(runes("x")) }, ""},
	} {
		f := newField(20, 1)
		if c.do(f); f.Value() != c.want {
			t.Errorf("%s: %q, want %q", c.name, f.Value(), c.want)
		}
	}
}

func TestFieldTellsWhatChanged(t *testing.T) {
	f := newField(20, 1)
	f.SetLimit(1)
	for _, c := range []struct {
		msg     tea.KeyMsg
		changed bool
		owned   bool
	}{
		{runes("q"), true, true}, {runes("q"), false, true}, {tea.KeyMsg{Type: tea.KeyLeft}, false, true},
		{tea.KeyMsg{Type: tea.KeyEnter}, false, false}, {tea.KeyMsg{Type: tea.KeyEsc}, false, false},
		{tea.KeyMsg{Type: tea.KeyTab}, false, false}, {tea.KeyMsg{Type: tea.KeyDown}, false, false},
		{tea.KeyMsg{Type: tea.KeyCtrlP}, false, false}, {tea.KeyMsg{Type: tea.KeyCtrlV}, false, false},
	} {
		if got := f.Owns(c.msg); got != c.owned {
			t.Errorf("%q: owned %v", c.msg, got)
		}
		if got := f.Update(c.msg); got != c.changed {
			t.Errorf("%q: changed %v", c.msg, got)
		}
	}
}

func TestFieldScrolls(t *testing.T) {
	f := newField(8, 1)
	f.SetValue("日本語日本語")
	for _, c := range []struct {
		keys []tea.KeyType
		want string // the cursor cell in brackets
	}{
		{nil, " 日本語[ ]"},
		{[]tea.KeyType{tea.KeyHome}, "[日]本語日"},
		{[]tea.KeyType{tea.KeyRight, tea.KeyRight, tea.KeyRight}, "日本語[日]"},
		{[]tea.KeyType{tea.KeyRight}, "本語日[本]"},
		{[]tea.KeyType{tea.KeyLeft}, "本語[日]本"},
	} {
		press(f, c.keys...)
		if got := cursorIn(f.View()); got != c.want {
			t.Errorf("after %v: %q, want %q", c.keys, got, c.want)
		}
	}
}

// cursorIn puts the cell under the cursor into brackets and drops the styles.
func cursorIn(view string) string {
	before, rest, _ := strings.Cut(view, "\x1b[7;4m")
	under, after, _ := strings.Cut(rest, "\x1b[m")
	return ansi.Strip(before) + "[" + under + "]" + ansi.Strip(after)
}

func TestFieldNotes(t *testing.T) {
	f := newField(20, 2)
	f.SetPlaceholder("YYYY-MM-DD")
	f.SetHint("the day of redemption")
	if got := ansi.Strip(f.View()); got != " YYYY-MM-DD         \nthe day of          " {
		t.Errorf("empty: %q", got)
	}
	f.SetError("not a date")
	if got := ansi.Strip(f.View()); !strings.HasSuffix(got, "\n! not a date        ") || f.Error() != "not a date" {
		t.Errorf("with an error: %q", got)
	}
	f.Resize(kit.Size{W: 20, H: 3})
	f.SetError("aaaaaaaaaaaaaaaaaaaaaa is no date")
	if got := ansi.Strip(f.View()); !strings.HasSuffix(got, "\n! aaaaaaaaaaaaaaaaaa\n  aaaa is no date   ") {
		t.Errorf("with a word longer than the line: %q", got)
	}
	f.Resize(kit.Size{W: 20, H: 1})
	if got := ansi.Strip(f.View()); !strings.HasSuffix(got, " !") {
		t.Errorf("without a line for the error: %q", got)
	}
}

func TestFieldHidesSecrets(t *testing.T) {
	f := newField(20, 1)
	f.SetSecret(true)
	f.SetValue("pass日")
	if got := strings.TrimRight(ansi.Strip(f.View()), " "); got != "•••••" {
		t.Errorf("drawn as %q", got)
	}
}

func TestFieldIsExact(t *testing.T) {
	kinds := []tea.KeyType{tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyBackspace, tea.KeyDelete, tea.KeyCtrlW, tea.KeySpace}
	rapid.Check(t, func(t *rapid.T) {
		f := kit.NewField(themeGen.Draw(t, "theme"))
		size := sizeGen.Draw(t, "size")
		f.SetPlaceholder(textGen.Draw(t, "placeholder"))
		f.SetError(textGen.Draw(t, "error"))
		f.SetSecret(rapid.Bool().Draw(t, "secret"))
		if rapid.Bool().Draw(t, "focus") {
			f.Focus()
		}
		f.Resize(size)
		exactly(t, f.View(), size)
		for range 6 {
			f.Update(paste(textGen.Draw(t, "paste")))
			exactly(t, f.View(), size)
			press(f, rapid.SampledFrom(kinds).Draw(t, "key"))
			exactly(t, f.View(), size)
		}
		if strings.ContainsAny(f.Value(), "\r\n\t\x00\x1b") {
			t.Fatalf("the value is %q", f.Value())
		}
	})
}

func TestFieldCursorStaysVisible(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := newField(rapid.IntRange(2, 12).Draw(t, "w"), 1)
		f.SetValue(rapid.StringOf(rapid.SampledFrom([]rune("ab日本"))).Draw(t, "value"))
		for range rapid.IntRange(0, 30).Draw(t, "moves") {
			press(f, rapid.SampledFrom([]tea.KeyType{tea.KeyLeft, tea.KeyRight}).Draw(t, "key"))
			if !strings.Contains(f.View(), "\x1b[7;4m") {
				t.Fatalf("no cursor in %q", f.View())
			}
		}
	})
}

func TestSplit(t *testing.T) {
	if got := kit.Split(runes("jj k")); len(got) != 4 || got[0].String() != "j" || got[2].Type != tea.KeySpace || got[3].String() != "k" {
		t.Errorf("got %v", got)
	}
	alt := runes("ab")
	alt.Alt = true
	if got := kit.Split(alt); len(got) != 2 || got[1].String() != "alt+b" {
		t.Errorf("with alt: %v", got)
	}
	for _, whole := range []tea.KeyMsg{paste("jj"), runes("j"), {Type: tea.KeyEnter}} {
		if got := kit.Split(whole); len(got) != 1 || got[0].String() != whole.String() {
			t.Errorf("%q became %v", whole, got)
		}
	}
}

func TestChoice(t *testing.T) {
	c := kit.NewChoice(mono)
	c.Resize(kit.Size{W: 32, H: 4})
	c.SetOptions([]kit.Option{
		{Label: "Extend", Help: "same licenses, later end"}, {Label: "Wait", Help: "a new year"},
		{Label: "Activate", Help: "anew", Disabled: "not possible: it is Active"},
	}, 0)
	want := "▸ Extend                        \n    same licenses, later end    \n  Wait                          \n    a new year                 ↓"
	if got := ansi.Strip(c.View()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	c.Move(2)
	if c.Selected() != 2 || c.WhyNot() != "not possible: it is Active" {
		t.Errorf("selected %d, why not %q", c.Selected(), c.WhyNot())
	}
	view := ansi.Strip(c.View())
	if !strings.Contains(view, "▸ Activate") || !strings.HasSuffix(view, "not possible: it is Active  ") || !strings.HasPrefix(view, "  Wait                         ↑") || strings.Contains(view, "anew") {
		t.Errorf("the last option is not in view:\n%s", view)
	}
	if o, ok := c.OptionAt(0); o != 1 || !ok {
		t.Errorf("option %d, %v on the first line", o, ok)
	}
	if c.Move(5); c.Selected() != 2 {
		t.Errorf("moved beyond the end: %d", c.Selected())
	}
	if c.Move(-9); c.Selected() != 0 || c.WhyNot() != "" || !strings.HasPrefix(ansi.Strip(c.View()), "▸ Extend") {
		t.Errorf("back at the top:\n%s", ansi.Strip(c.View()))
	}
}

func TestGaugeAndSparkline(t *testing.T) {
	for _, c := range []struct {
		used, total int
		want        string
	}{
		{0, 10, "┄┄┄┄┄┄┄┄┄┄"}, {10, 10, "━━━━━━━━━━"}, {5, 10, "━━━━━┄┄┄┄┄"}, {1, 1000, "╸┄┄┄┄┄┄┄┄┄"},
		{999, 1000, "━━━━━━━━━╸"}, {20, 10, "━━━━━━━━━━"}, {3, 0, "┄┄┄┄┄┄┄┄┄┄"},
	} {
		if got := ansi.Strip(kit.Gauge(mono, theme.Plain, c.used, c.total, 10)); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.used, c.total, got, c.want)
		}
	}
	if got := kit.Gauge(ascii, theme.Plain, 5, 20, 8); got != "==......" {
		t.Errorf("in ASCII: %s", got)
	}
	if got := kit.Sparkline(mono, theme.Plain, []int{1, 2, 3, 4, 5, 6, 7, 8}, 10); got != "▁▂▃▄▅▆▇█  " {
		t.Errorf("sparkline %q", got)
	}
	if got := kit.Sparkline(mono, theme.Plain, []int{0, 0, 7, 7}, 2); got != "▁█" {
		t.Errorf("of means %q", got)
	}
}
