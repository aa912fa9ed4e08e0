package kit_test

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/tui/kit"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

func TestFit(t *testing.T) {
	for _, c := range []struct {
		fit  func(string, int) string
		in   string
		w    int
		want string
	}{
		{kit.Fit, "abc", 5, "abc  "}, {kit.Fit, "abc", 3, "abc"}, {kit.Fit, "abcd", 3, "ab…"},
		{kit.Fit, "abc", 1, "…"}, {kit.Fit, "abc", 0, ""}, {kit.Fit, "abc", -1, ""}, {kit.Fit, "", 2, "  "},
		{kit.FitRight, "abc", 5, "  abc"}, {kit.FitRight, "abcd", 3, "ab…"},
		{kit.FitCenter, "abc", 6, " abc  "},
		{kit.Fit, "日本語", 6, "日本語"}, {kit.Fit, "日本語", 5, "日本…"}, {kit.Fit, "日本語", 4, "日… "},
		{kit.FitRight, "日本語", 4, " 日…"}, {kit.Fit, "日", 1, "…"},
		{kit.Fit, "a\nb\tc\r\nd\x00e", 9, "a b c de "},
		{kit.Fit, "e\u0301e\u0301e\u0301", 2, "e\u0301…"}, {kit.Fit, "e\u0301e\u0301", 2, "e\u0301e\u0301"},
		{kit.Fit, "👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"},
		{kit.Fit, "\x1b[31mabc\x1b[m", 2, "\x1b[31ma…\x1b[m"},
		{kit.Fit, "\x1b[31ma\x1b[mb", 1, "\x1b[31m…\x1b[m"},
		{kit.Fit, "\x1b[31mab\x1b[m", 3, "\x1b[31mab\x1b[m "},
		{kit.Fit, "x\x1b[31", 5, "x[31 "},   // an unfinished sequence would swallow the padding
		{kit.Fit, "a\x1b[2Jb", 6, "a[2Jb "}, // nor may text move the cursor or clear the screen
		{kit.Fit, "\x1b]8;;http://x\x1b\\ab\x1b]8;;\x1b\\", 3, "\x1b]8;;http://x\x1b\\ab\x1b]8;;\x1b\\ "},
		{kit.Fit, "ｶﾞｶﾞ", 4, "ｶﾞｶﾞ"},
	} {
		if got := c.fit(c.in, c.w); got != c.want {
			t.Errorf("%q in %d cells: got %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

// What Fit leaves of a text is a prefix of whole characters.
func TestFitNeverSplits(t *testing.T) {
	characters := []string{"a", "日", "👨‍👩‍👧", "👍🏽", "🇯🇵", "e\u0301", "ｶﾞ", "⚠️", "한"}
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom(characters), 0, 20).Draw(t, "characters")
		w := rapid.IntRange(1, 30).Draw(t, "w")
		got := strings.TrimRight(kit.Fit(strings.Join(parts, ""), w), " ")
		left, isCut := strings.CutSuffix(got, "…")
		for i := 0; i <= len(parts); i++ {
			if left == strings.Join(parts[:i], "") {
				if isCut && i < len(parts) && kit.Width(left+parts[i]) < w {
					t.Fatalf("%q in %d cells: %q leaves room for %q", parts, w, got, parts[i])
				}
				return
			}
		}
		t.Fatalf("%q in %d cells became %q", parts, w, got)
	})
}

func TestFitIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := textGen.Draw(t, "text"), rapid.IntRange(0, 80).Draw(t, "w")
		for _, fit := range []func(string, int) string{kit.Fit, kit.FitRight, kit.FitCenter} {
			exactly(t, fit(s, w), kit.Size{W: w, H: 1})
		}
	})
}

func TestCutKeepsStyles(t *testing.T) {
	for _, c := range []struct {
		line     string
		from, to int
		want     string
	}{
		{"abcdef", 2, 4, "cd"}, {"ab", 1, 4, "b  "}, {"ab", 5, 7, "  "}, {"ab", 2, 2, ""},
		{"\x1b[31mabc\x1b[mdef", 1, 2, "\x1b[31mb\x1b[m"},
		{"\x1b[31mabc\x1b[mdef", 2, 5, "\x1b[31mc\x1b[mde"},
		{"\x1b[31mabc\x1b[mdef", 3, 5, "de"},
		{"\x1b[1m\x1b[31mabc", 1, 2, "\x1b[1m\x1b[31mb\x1b[m"},
		{"日本語", 1, 5, " 本 "}, {"日本語", 2, 4, "本"}, {"ae\u0301b", 0, 2, "ae\u0301"}, {"ae\u0301b", 2, 3, "b"},
	} {
		if got := kit.Cut(c.line, c.from, c.to); got != c.want {
			t.Errorf("%q from %d to %d: got %q, want %q", c.line, c.from, c.to, got, c.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	background := "\x1b[31mabcdef\x1b[m\n日本語\nuvwxyz"
	got := kit.Overlay(background, "12\n34", 3, 0)
	want := "\x1b[31mabc\x1b[m12\x1b[31mf\x1b[m\n日 34 \nuvwxyz"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := kit.Overlay("abc\ndef", "123\n456", -1, 1); got != "abc\n23f" {
		t.Errorf("outside on the left and below: %q", got)
	}
	if got := kit.Overlay("abc", "12", 5, 0); got != "abc" {
		t.Errorf("outside on the right: %q", got)
	}
}

func TestBox(t *testing.T) {
	got := ansi.Strip(kit.Box(mono, "title", []string{"日本語", "b"}, kit.Size{W: 12, H: 4}))
	want := "╭─ title ──╮\n│ 日本語   │\n│ b        │\n╰──────────╯"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if x, y := kit.Centered(kit.Size{W: 80, H: 24}, kit.Size{W: 20, H: 30}); x != 30 || y != 0 {
		t.Errorf("centered at %d, %d", x, y)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in   string
		w    int
		want []string
	}{
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 5, []string{"one", "two", "three"}},
		{"abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"a\n\nb", 9, []string{"a", "", "b"}},
		{"日本語の文章", 6, []string{"日本語", "の文章"}},
		{"日本語。文", 6, []string{"日本", "語。文"}},
		{"日本「語」", 6, []string{"日本", "「語」"}},
		{"使うkeyを3つ", 6, []string{"使う", "keyを3", "つ"}},
		{"日", 1, []string{"…"}}, {"", 5, []string{""}}, {"abc", 0, nil},
	} {
		got := kit.Wrap(c.in, c.w)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%q at %d: got %q, want %q", c.in, c.w, got, c.want)
		}
	}
}

func TestHang(t *testing.T) {
	got := kit.Hang("1. ", "日本語 two three", 9)
	if want := []string{"1. 日本語", "   two", "   three"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWrapKeepsEverything(t *testing.T) {
	characters := []string{"a", "bc", " ", "日", "本", "、", "「", "e\u0301", "👨‍👩‍👧", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(characters), 0, 60).Draw(t, "text"), "")
		w := rapid.IntRange(2, 20).Draw(t, "w")
		lines := kit.Wrap(s, w)
		for _, l := range lines {
			if kit.Width(l) > w {
				t.Fatalf("%q is wider than %d", l, w)
			}
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := letters(strings.Join(lines, "")); got != letters(s) {
			t.Fatalf("%q became %q", s, lines)
		}
	})
}

func BenchmarkFit(b *testing.B) {
	for name, s := range map[string]string{"ascii": "Microsoft 365 E5", "kanji": "日本語の製品名", "emoji": "製品 🙂 naïve"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				kit.Fit(s, 24)
			}
		})
	}
}

// Parts stay together as far as they fit a line.
func TestWrapParts(t *testing.T) {
	for _, c := range []struct {
		text string
		w    int
		want []string
	}{
		{"EEEE5  25 licenses  Active", 30, []string{"EEEE5  25 licenses  Active"}},
		{"EEEE5  25 licenses  Active", 16, []string{"EEEE5", "25 licenses", "Active"}},
		{"EEEE5  25 licenses  Active", 20, []string{"EEEE5  25 licenses", "Active"}},
		{"2027-03-31   131 d", 18, []string{"2027-03-31   131 d"}},
		{"a b c d  e", 4, []string{"a b", "c d", "e"}},
		{"", 4, []string{""}},
	} {
		if got := kit.WrapParts(c.text, c.w); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d cells: %q, want %q", c.text, c.w, got, c.want)
		}
	}
}
