package clean_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"benefitdesk/model/clean"
)

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Power BI": "Power BI", "a=b": "a=b", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "'=1": "''=1", "''=1": "'''=1", "'": "'", "'90s": "'90s", "\xe9": "\xe9", "日本": "日本",
	} {
		if got := clean.Cell(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestUncellIsTheInverseOfCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringOf(rapid.SampledFrom([]rune("'=+-@\t\r＝＋－＠a"))), rapid.String()).Draw(t, "text")
		cell := clean.Cell(text)
		if got := clean.Uncell(cell); got != text {
			t.Fatalf("%q became %q and then %q", text, cell, got)
		}
		if first, _ := utf8.DecodeRuneInString(cell); strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
			t.Fatalf("%q became %q", text, cell)
		}
	})
}

func TestJSON(t *testing.T) {
	for text, want := range map[string]string{
		"日本 é 👩": `"日本 é 👩"`, "a\u009b31m": `"a\u009b31m"`, "\u202e\u200b": `"\u202e\u200b"`, "\u007f": `"\u007f"`,
		"\U000e0041": `"\udb40\udc41"`, "\x1b[2J": `"\u001b[2J"`,
	} {
		encoded, _ := json.Marshal(text)
		got := clean.JSON(encoded)
		var back string
		if err := json.Unmarshal(got, &back); err != nil || back != text || string(got) != want {
			t.Errorf("%q became %s, want %s, and then %q, %v", text, got, want, back, err)
		}
	}
}
