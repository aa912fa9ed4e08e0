// Package kit draws the parts that screens are made of: text in exact cells,
// blocks, a grid, a text field, a choice, charts and overlays. It knows no
// domain words. What a View returns fills exactly its rectangle, and a View
// changes nothing.
package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// ellipsis ends text that was cut; the theme's Encode gives its ASCII form.
const ellipsis = "…"

// Width is the number of cells the text takes: the one measure of this package.
// Escape sequences and control characters take none.
func Width(s string) int {
	w := 0
	for i := 0; i < len(s); {
		n, cells := next(s[i:])
		i += n
		w += cells
	}
	return w
}

// next measures the first piece of a text that is not empty: one character with
// what combines with it, one escape sequence, or one control character. It
// returns the piece's length in bytes and its cells.
func next(s string) (n, cells int) {
	c := s[0]
	switch {
	case c >= ' ' && c < 0x7f: // a mark after an ASCII letter is a piece of no cells
		return 1, 1
	case c == ansi.ESC:
		return escape(s), 0
	case c < utf8.RuneSelf:
		return 1, 0
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1, unicode.Is(unicode.Cf, r):
		return n, 0 // a format character with nothing before it to act on
	case plainWide(r) && alone(s[n:]):
		return n, 2
	}
	cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	for i, r := range cluster {
		if i > 0 && (r < utf8.RuneSelf || r == utf8.RuneError) { // always a piece of its own
			cluster = cluster[:i]
			cells = ansi.StringWidth(cluster)
			break
		}
	}
	// Half-width voicing marks combine in Unicode, but terminals give them a cell.
	if base := voicing.Replace(cluster); base != cluster {
		cells = ansi.StringWidth(base) + (len(cluster)-len(base))/len("ﾞ")
	}
	return len(cluster), cells
}

var voicing = strings.NewReplacer("ﾞ", "", "ﾟ", "")

// escape is the length of the escape sequence that s starts with: a style or an
// operating system command such as a link. Of anything else, and of one that does
// not end, only the escape character counts, as a control character like any
// other: it would move the cursor or swallow what follows.
func escape(s string) int {
	i := 2
	switch {
	case strings.HasPrefix(s, "\x1b["):
		for i < len(s) && s[i] >= '0' && s[i] <= ';' {
			i++
		}
		if i < len(s) && s[i] == 'm' {
			return i + 1
		}
	case strings.HasPrefix(s, "\x1b]"):
		for i < len(s) && s[i] >= ' ' && s[i] < 0x7f {
			i++
		}
		if rest := s[i:]; strings.HasPrefix(rest, "\a") {
			return i + 1
		} else if strings.HasPrefix(rest, "\x1b\\") {
			return i + 2
		}
	}
	return 1
}

// plainWide reports the common ideographs and kana, which need no table.
func plainWide(r rune) bool {
	return r >= 0x4e00 && r < 0x9fff || r >= 0x3041 && r < 0x3097 || r >= 0x30a1 && r < 0x30fb
}

// alone reports that nothing at the start of s can combine with what precedes.
func alone(s string) bool {
	if s == "" || s[0] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s)
	return plainWide(r)
}

// isASCII reports that every byte is a printable ASCII character.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// isControl reports a piece that must not reach the terminal: a control
// character that is not part of an escape sequence, a format character that
// stands alone, or a broken byte.
func isControl(piece string) bool {
	if c := piece[0]; c < utf8.RuneSelf {
		return (c < ' ' || c == 0x7f) && (c != ansi.ESC || len(piece) == 1)
	}
	r, n := utf8.DecodeRuneInString(piece)
	return r == utf8.RuneError && n == 1 || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// Fit cuts the text, ending it with an ellipsis, or pads it on the right, to
// exactly w cells. Styles and links are kept, wide characters never split; line
// breaks and tabs become spaces and other control characters are dropped.
func Fit(s string, w int) string { return fit(s, w, Left) }

// FitRight is Fit with the padding on the left.
func FitRight(s string, w int) string { return fit(s, w, Right) }

// FitCenter is Fit with the padding on both sides.
func FitCenter(s string, w int) string { return fit(s, w, Center) }

// Align says where a text stands in its cells.
type Align uint8

// The alignments. The zero Align is Left too.
const (
	Left Align = iota + 1
	Right
	Center
)

func fit(s string, w int, a Align) string {
	if w <= 0 {
		return ""
	}
	cells := len(s)
	if !isASCII(s) {
		s, cells = cut(s, w)
	} else if cells > w {
		s, cells = s[:w-1]+ellipsis, w
	}
	switch gap := w - cells; {
	case gap == 0:
		return s
	case a == Right:
		return blank(gap) + s
	case a == Center:
		return blank(gap/2) + s + blank(gap-gap/2)
	default:
		return s + blank(gap)
	}
}

// cut returns at most w cells of the text, with an ellipsis when some is left
// out, and how many cells there are. Escape sequences after the cut are kept,
// they may end a style.
func cut(s string, w int) (string, int) {
	out := make([]byte, 0, len(s)+len(ellipsis))
	cells := 0
	keep, kept, since := 0, 0, "" // what precedes an ellipsis, its cells, escape sequences after it
	full := false
	for i := 0; i < len(s); {
		n, c := next(s[i:])
		piece := s[i : i+n]
		i += n
		switch {
		case isControl(piece):
			return cut(tame(s), w) // what remains may combine, so it is measured anew
		case piece[0] == ansi.ESC:
			since += piece
		case full:
			continue
		case cells+c > w:
			if cells < w {
				keep, kept, since = len(out), cells, ""
			}
			out = append(append(out[:keep], ellipsis...), since...)
			cells, full = kept+1, true
			continue
		case c > 0:
			keep, kept, since = len(out), cells, ""
			cells += c
		}
		out = append(out, piece...)
	}
	return string(out), cells
}

// tame turns line breaks and tabs into spaces and drops what must not reach the
// terminal.
func tame(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		n, _ := next(s[i:])
		piece := s[i : i+n]
		i += n
		if piece == "\n" || piece == "\t" {
			b.WriteByte(' ')
		} else if !isControl(piece) {
			b.WriteString(piece)
		}
	}
	return b.String()
}

const spaces = "                                                                                                                                "

// blank is a line of w empty cells.
func blank(w int) string {
	if w <= 0 {
		return ""
	}
	if w <= len(spaces) {
		return spaces[:w]
	}
	return strings.Repeat(" ", w)
}
