// Package clean is the one sanitiser of foreign text: what came from a file,
// the clipboard or a file name passes it before it is stored, and again before
// it reaches a terminal.
package clean

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxMarks is how many combining marks one character keeps. More are dropped:
// they serve only to smear over the lines above and below.
const MaxMarks = 4

const (
	joiner       = '\u200d' // zero-width joiner
	textStyle    = '\ufe0e' // variation selector 15
	emojiStyle   = '\ufe0f' // variation selector 16
	keycap       = '\u20e3' // makes a keycap of the digit before it
	dottedCircle = '\u25cc' // carries a mark that has no character before it
)

// Text makes visible everything in a text that a terminal would obey or hide:
// invalid UTF-8 (‹xE9›), control characters (␛, ‹U+009B›), bidirectional
// overrides, zero-width and tag characters. Tabs and line breaks become blanks.
// The result is one line, and cleaning it again changes nothing.
func Text(s string) string {
	if plain(s) {
		return s
	}
	c := cleaner{}
	c.out.Grow(len(s) + 8)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			c.show(fmt.Sprintf("‹x%02X›", s[i]))
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			// the line feed that follows becomes the blank
		case r == joiner && c.emoji && startsWithEmoji(s[i+size:]):
			c.out.WriteRune(r)
		case variation(r) && !c.styled(r, s[i+size:]):
			c.show(fmt.Sprintf("‹U+%04X›", r))
		default:
			c.rune(r)
		}
		i += size
	}
	return c.out.String()
}

// plain tells whether a text is printable ASCII, which nearly all of it is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

type cleaner struct {
	out   strings.Builder
	marks int  // combining marks on the present character
	emoji bool // the present character is an emoji that a joiner may follow
	// symbol: it has a form as emoji; digit: it may stand in a keycap.
	symbol, digit bool
}

func (c *cleaner) rune(r rune) {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
		c.show(" ")
	case r < ' ':
		c.show(string('␀' + r))
	case r == '\u007f':
		c.show("␡")
	case hidden(r):
		c.show(fmt.Sprintf("‹U+%04X›", r))
	case unicode.Is(unicode.M, r):
		c.mark(r)
	default:
		c.out.WriteRune(r)
		c.marks, c.emoji, c.symbol, c.digit = 0, isEmoji(r), strings.ContainsRune(symbols, r), strings.ContainsRune("0123456789#*", r)
	}
}

func (c *cleaner) mark(r rune) {
	if c.out.Len() == 0 {
		c.out.WriteRune(dottedCircle)
	}
	if c.marks++; c.marks <= MaxMarks {
		c.out.WriteRune(r)
		c.emoji = c.emoji && r == emojiStyle
		c.symbol, c.digit = false, false
	}
}

// variation tells whether a rune only chooses a form of the one before it.
func variation(r rune) bool { return r >= '\ufe00' && r <= emojiStyle }

// styled tells whether a variation selector stands where it can be seen: behind
// an emoji or symbol, or in a keycap.
func (c *cleaner) styled(r rune, rest string) bool {
	return (r == emojiStyle || r == textStyle) && (c.emoji || c.symbol) || r == emojiStyle && c.digit && strings.HasPrefix(rest, string(keycap))
}

func (c *cleaner) show(text string) {
	c.out.WriteString(text)
	c.marks, c.emoji, c.symbol, c.digit = 0, false, false, false
}

// hidden tells whether a rune steers the terminal or takes no room on it.
func hidden(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		return true
	case r == '\u034f', r == '\u115f', r == '\u1160', r == '\u3164', r == '\uffa0': // fillers
		return true
	case r >= '\u17b4' && r <= '\u17b5', r >= '\u180b' && r <= '\u180f':
		return true
	case r >= '\U000e0000' && r <= '\U000e0fff': // tags and their neighbours
		return true
	case r >= '\ufdd0' && r <= '\ufdef': // noncharacters, as are the last two of each plane
		return true
	}
	return r&0xfffe == 0xfffe
}

func startsWithEmoji(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isEmoji(r)
}

// symbols are the characters outside those blocks that have a form as emoji.
const symbols = "©®‼⁉™ℹⓂ〰〽㊗㊙"

// isEmoji is true in the blocks from which joined emoji are made.
func isEmoji(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf ||
		r >= 0x2190 && r <= 0x21ff || r >= 0x2300 && r <= 0x23ff || r >= 0x2b00 && r <= 0x2bff
}
