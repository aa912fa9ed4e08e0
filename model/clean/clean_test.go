package clean_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"benefitdesk/model/clean"
)

func TestText(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Office 365 E3", "Office 365 E3"},
		{"letters of other scripts", "権益 – É", "権益 – É"},
		{"escape", "\x1b[2J", "␛[2J"},
		{"null and delete", "a\x00b\x7f", "a␀b␡"},
		{"C1", "a\u009b31m", "a‹U+009B›31m"},
		{"invalid UTF-8", "a\xe9b", "a‹xE9›b"},
		{"the replacement character itself", "a\ufffd", "a\ufffd"},
		{"right-to-left override", "a\u202eb", "a‹U+202E›b"},
		{"Arabic letter mark", "\u061c", "‹U+061C›"},
		{"isolates", "\u2066x\u2069", "‹U+2066›x‹U+2069›"},
		{"zero width", "a\u200bb\u2060", "a‹U+200B›b‹U+2060›"},
		{"byte order mark", "\ufeffa", "‹U+FEFF›a"},
		{"line separator", "a\u2028b", "a‹U+2028›b"},
		{"noncharacters", "a\ufdd0\ufdef\uffff", "a‹U+FDD0›‹U+FDEF›‹U+FFFF›"},
		{"tags", "a\U000e0041", "a‹U+E0041›"},
		{"breaks", "a\r\nb\tc\nd\re", "a b c d e"},
		{"family", "👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"},
		{"heart with style", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"},
		{"styles of symbols", "™\ufe0f ☎\ufe0e 1\ufe0f\u20e3", "™\ufe0f ☎\ufe0e 1\ufe0f\u20e3"},
		{"styles of nothing that has any", "A\ufe0f1\ufe0f\ufe00\ufe0f", "A‹U+FE0F›1‹U+FE0F›‹U+FE00›‹U+FE0F›"},
		{"style upon style", "❤\ufe0f\u0301\ufe0f", "❤\ufe0f\u0301‹U+FE0F›"},
		{"joiner between letters", "a\u200db", "a‹U+200D›b"},
		{"joiner at the end", "👩\u200d", "👩‹U+200D›"},
		{"marks", "e" + strings.Repeat("\u0301", 9) + "x", "e" + strings.Repeat("\u0301", 4) + "x"},
		{"mark first", "\u0301a", "◌\u0301a"},
		{"hyperlink", "\x1b]8;;https://x\x07", "␛]8;;https://x␇"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := clean.Text(test.in); got != test.want {
				t.Errorf("Text(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestTextOfPlainTextAllocatesNothing(t *testing.T) {
	text := "Dynamics 365 Team Members IUR for Partners"
	if n := testing.AllocsPerRun(100, func() { clean.Text(text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTextTwiceIsTextOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkText(t, string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")))
		odd := rapid.SampledFrom([]rune("a1™\u0301\ufe0f\ufe0e\u20e3\u200d👩❤\u202e\x1b\r\n\U000e0041"))
		checkText(t, string(rapid.SliceOf(rapid.OneOf(rapid.Rune(), odd)).Draw(t, "runes")))
	})
}

func FuzzText(f *testing.F) {
	f.Add("\x1b[31m\u202e\u0301👩\u200d👩\xff")
	f.Fuzz(func(t *testing.T, text string) { checkText(t, text) })
}

type failer interface {
	Fatalf(format string, args ...any)
}

func checkText(t failer, text string) {
	once := clean.Text(text)
	if twice := clean.Text(once); twice != once {
		t.Fatalf("Text(%q) = %q, again %q", text, once, twice)
	}
	if !utf8.ValidString(once) {
		t.Fatalf("Text(%q) = %q is not UTF-8", text, once)
	}
	for _, r := range once {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r == 0x2028 {
			t.Fatalf("Text(%q) = %q keeps %U", text, once, r)
		}
	}
}
