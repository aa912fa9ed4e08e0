package clean

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// formula are the first characters, full-width forms too, for which a
// spreadsheet takes a cell for something to calculate.
const formula = "=+-@\t\r＝＋－＠"

// Cell puts an apostrophe before a text that a spreadsheet would calculate
// (reliability 3), and before one that looks as if that had been done, so that
// Uncell gives back every text as it was.
func Cell(s string) string {
	if defused(s) {
		return "'" + s
	}
	return s
}

// Uncell takes the apostrophe off that Cell put before a text.
func Uncell(s string) string {
	if strings.HasPrefix(s, "'") && defused(s) {
		return s[1:]
	}
	return s
}

// defused tells whether a text is a formula but for apostrophes before it.
func defused(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "'"))
	return first != utf8.RuneError && strings.ContainsRune(formula, first)
}

// JSON escapes in encoded JSON what Text would make visible. The JSON means the
// same afterwards, and a terminal finds nothing in it to obey. It returns text
// itself where there is nothing to escape.
func JSON(text []byte) []byte {
	var escaped []byte
	from := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r >= '\u007f' && hidden(r) {
			escaped = appendEscape(append(escaped, text[from:i]...), r)
			from = i + size
		}
		i += size
	}
	if from == 0 {
		return text
	}
	return append(escaped, text[from:]...)
}

func appendEscape(text []byte, r rune) []byte {
	if high, low := utf16.EncodeRune(r); high != utf8.RuneError {
		return fmt.Appendf(text, `\u%04x\u%04x`, high, low)
	}
	return fmt.Appendf(text, `\u%04x`, r)
}
