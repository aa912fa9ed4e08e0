package model_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"benefitdesk/model"
)

const (
	cloudKey   = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"
	maskedKey  = "•••••-•••••-•••••-•••••-EEEE5"
	plainCloud = "AAAA1BBBB2CCCC3DDDD4EEEE5"
)

func parseKey(t testing.TB, text string) model.Key {
	t.Helper()
	key, err := model.ParseKey(text)
	if err != nil {
		t.Fatalf("ParseKey: %v", err)
	}
	return key
}

func TestParseKeyAcceptsWhatPeoplePaste(t *testing.T) {
	with := func(separator string) string { return strings.ReplaceAll(cloudKey, "-", separator) }
	for name, text := range map[string]string{
		"as shown":                cloudKey,
		"no dashes":               plainCloud,
		"lower case":              strings.ToLower(cloudKey),
		"blanks":                  with(" "),
		"blanks around":           "  \t" + cloudKey + " \n",
		"line breaks":             with("\r\n"),
		"a line break in a group": "AAA\nA1-BBBB2-CCCC3-DDDD4-EEEE5",
		"no-break space":          with("\u00a0"),
		"ideographic space":       with("\u3000"),
		"narrow space":            with("\u202f"),
		"zero width space":        with("\u200b"),
		"zero width joiner":       with("\u200d"),
		"byte order mark":         "\ufeff" + cloudKey,
		"soft hyphen":             with("\u00ad"),
		"word joiner":             with("\u2060"),
		"en dash –":               with("–"),
		"em dash —":               with("—"),
		"no-break hyphen ‑":       with("‑"),
		"figure dash ‒":           with("‒"),
		"bar ―":                   with("―"),
		"minus −":                 with("−"),
		"full-width －":            with("－"),
		"long vowel ー":            with("ー"),
		"half-width long vowel ｰ": with("ｰ"),
		"small ﹣":                 with("﹣"),
		"doubled dashes":          with("--"),
		"odd groups":              "A-AAA1BBBB2CC-CC3DDDD4EEEE-5-",
		"full-width":              fullWidth(cloudKey),
		"full-width lower case":   fullWidth(strings.ToLower(cloudKey)),
	} {
		key, err := model.ParseKey(text)
		if err != nil || key.Reveal() != cloudKey {
			t.Errorf("%s: %q, %v", name, key.Reveal(), err)
		}
	}
}

func fullWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r <= '~' {
			return r - '!' + '\uff01'
		}
		return r
	}, text)
}

func TestParseKeyRefusesWithPositionAndReason(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "0 characters, 25 needed"},
		{" \n- ", "0 characters, 25 needed"},
		{"AAAA1-BBBB2-CCCC3-DDDD4-EEEE", "24 characters, 25 needed"},
		{"AAAA1-BBBB2-CCCC3-DDDD4-EEEE55", "26 characters, 25 needed"},
		{plainCloud + plainCloud, "50 characters, 25 needed"},
		{"AAAA1-!BBB2-CCCC3-DDDD4-EEEE5", "character 7 is '!'"},
		{"!", "character 1 is '!'"},
		{"  AAAA1!", "character 8 is '!'"}, // counted in the text, blanks included
		{"AAAA1\n\nBBBB2?", "character 13 is '?'"},
		{"AAAA1–BBBB2é", "character 12 is 'é'"}, // characters, not bytes; as typed
		{"ＡＡＡＡ１！", "character 6 is '！'"},
		{plainCloud[:24] + "😀", "character 25 is '😀'"},
		{"•••••-•••••-•••••-•••••-EEEE5", "character 1 is '•'"},
		{"AAAA1_BBBB2", "character 6 is '_'"},
		{"AAAA1/BBBB2", "character 6 is '/'"},
		{"AAAA1.BBBB2", "character 6 is '.'"},
		{plainCloud[:24] + "ı", "character 25 is 'ı'"}, // its capital is I, but it is not the letter of the key
		{plainCloud[:24] + "ſ", "character 25 is 'ſ'"},
		{plainCloud[:24] + "\u212a", "character 25 is '\u212a'"}, // the Kelvin sign
		{plainCloud[:24] + "А", "character 25 is 'А'"},           // Cyrillic
		{plainCloud[:24] + "٣", "character 25 is '٣'"},           // an Arabic digit
		{"AAAA1\x1b[31m", `character 6 is '\x1b'`},
		{"AAAA1\x00", `character 6 is '\x00'`},
		{"AAAA1\u202eBBBB2", `character 6 is '\u202e'`},
		{"AAAA1\xff", "character 6 is '�'"},
	} {
		key, err := model.ParseKey(c.text)
		var reason *model.KeyError
		if !errors.As(err, &reason) || err.Error() != c.want || !key.IsZero() {
			t.Errorf("ParseKey(%q): %v; want %s", c.text, err, c.want)
		}
	}
}

func TestOpaqueKey(t *testing.T) {
	for _, c := range []struct{ text, reveal, masked string }{
		{"ab-CD-1234-wxyz", "ab-CD-1234-wxyz", "•••••-•••••-•••••-•••••-xyz"},
		{"  spaced key 123456  ", "spaced key 123456", "•••••-•••••-•••••-•••••-3456"},
		{"12345678901234567890123456789012", "12345678901234567890123456789012", "•••••-•••••-•••••-•••••-89012"},
		{"abcdefghijklmnopqrstuvwxy", "abcdefghijklmnopqrstuvwxy", "•••••-•••••-•••••-•••••-uvwxy"}, // 25, kept as it is
		{"ééééééééééééa", "ééééééééééééa", "•••••-•••••-•••••-•••••-ééa"},                           // 25 bytes
		{strings.Repeat("é", 64), strings.Repeat("é", 64), "•••••-•••••-•••••-•••••-ééééé"},
		{"abcd", "abcd", "•••••-•••••-•••••-•••••-d"},
	} {
		key, err := model.ParseOpaqueKey(c.text)
		if err != nil || key.Reveal() != c.reveal || key.String() != c.masked {
			t.Errorf("%q: reveals %q, shows %s, %v", c.text, key.Reveal(), key, err)
		}
	}
	for text, want := range map[string]string{
		"":                      "0 characters, 1 to 64 possible",
		" \t":                   "0 characters, 1 to 64 possible",
		strings.Repeat("x", 65): "65 characters, 1 to 64 possible",
		"ab\ncd":                `character 3 is '\n'`,
		"ab\x1b[0m":             `character 3 is '\x1b'`,
		"ab\u202ecd":            `character 3 is '\u202e'`,
	} {
		if key, err := model.ParseOpaqueKey(text); err == nil || err.Error() != want || !key.IsZero() {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	for n := 1; n < 4; n++ { // a short key shows nothing of itself
		if key, err := model.ParseOpaqueKey("abc"[:n]); err != nil || strings.ContainsAny(key.String(), "abc") {
			t.Errorf("%d characters: shows %s, %v", n, key, err)
		}
	}
}

func TestKeyEqual(t *testing.T) {
	a, same, other := parseKey(t, cloudKey), parseKey(t, strings.ToLower(plainCloud)), parseKey(t, "B"+plainCloud[1:])
	for _, c := range []struct {
		a, b model.Key
		want bool
	}{{a, same, true}, {a, a, true}, {a, other, false}, {a, model.Key{}, false}, {model.Key{}, a, false}, {model.Key{}, model.Key{}, true}} {
		if c.a.Equal(c.b) != c.want {
			t.Errorf("%s = %s: %v", c.a, c.b, !c.want)
		}
	}
	if (model.Key{}).Reveal() != "" || (model.Key{}).Tail() != "" || (model.Key{}).String() != "" || !(model.Key{}).IsZero() {
		t.Error("no key shows something")
	}
	if a.Tail() != "EEEE5" || a.IsZero() || model.MaskTail("") != "" {
		t.Error("the tail is the last group")
	}
}

// FuzzParseKey: an accepted key is 25 capital letters and digits and comes
// back from what Reveal shows; an error says nothing but counts and one
// character.
func FuzzParseKey(f *testing.F) {
	for _, text := range []string{cloudKey, plainCloud, fullWidth(cloudKey), "AAAA1–BBBB2é", "", plainCloud[:24] + "ı", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, err := model.ParseKey(text)
		if err != nil {
			var reason *model.KeyError
			if !errors.As(err, &reason) || !key.IsZero() {
				t.Fatalf("%q: %v", text, err)
			}
			want := fmt.Sprintf("%d characters, 25 needed", reason.Length)
			if reason.Position > 0 {
				at := []rune(text)[reason.Position-1]
				want = fmt.Sprintf("character %d is %q", reason.Position, at)
			}
			if err.Error() != want || reason.Length == model.KeyLength {
				t.Fatalf("%q: %v, want %s", text, err, want)
			}
			return
		}
		revealed := key.Reveal()
		if len(revealed) != 29 || !utf8.ValidString(revealed) {
			t.Fatalf("%q reveals %q", text, revealed)
		}
		for i, r := range revealed {
			dash, letter := i%6 == 5, r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
			if dash && r != '-' || !dash && !letter {
				t.Fatalf("%q reveals %q", text, revealed)
			}
		}
		if again := parseKey(t, revealed); !again.Equal(key) {
			t.Fatalf("%q comes back as %q", revealed, again.Reveal())
		}
		if key.String() != "•••••-•••••-•••••-•••••-"+revealed[24:] {
			t.Fatalf("%q shows %s", revealed, key)
		}
	})
}

func BenchmarkParseKey(b *testing.B) {
	for b.Loop() {
		_, _ = model.ParseKey(cloudKey)
	}
}
