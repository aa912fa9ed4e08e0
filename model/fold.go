package model

import (
	"strings"
	"unicode"
)

// FoldWidth gives the narrow form of the full-width letters, digits and signs
// that Chinese and Japanese input methods type; other runes stay.
func FoldWidth(r rune) rune {
	switch {
	case r >= '\uff01' && r <= '\uff5e': // full-width ASCII
		return r - '\uff01' + '!'
	case r == '\u3000': // ideographic space
		return ' '
	case r == '\uffe5': // full-width yen sign
		return '¥'
	case r == '\uffe1': // full-width pound sign
		return '£'
	}
	return r
}

// Fold is the form in which names are compared and searched: narrow, lower
// case, runs of white space as one blank, none at the ends.
func Fold(text string) string {
	if folded, ok := foldASCII(text); ok {
		return folded
	}
	var b strings.Builder
	b.Grow(len(text))
	blank := false
	for _, r := range text {
		r = unicode.ToLower(FoldWidth(r))
		if unicode.IsSpace(r) {
			blank = b.Len() > 0
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// foldASCII folds the common case without decoding runes; ok is false when
// the text is not plain ASCII.
func foldASCII(text string) (folded string, ok bool) {
	out := make([]byte, 0, len(text))
	blank := false
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= 0x80:
			return "", false
		case c == ' ' || c >= '\t' && c <= '\r':
			blank = len(out) > 0
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if blank {
			out = append(out, ' ')
			blank = false
		}
		out = append(out, c)
	}
	return string(out), true
}

// FoldContains tells whether a text contains a part, both folded.
func FoldContains(text, part string) bool { return strings.Contains(Fold(text), Fold(part)) }
