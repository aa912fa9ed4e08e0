package kit

import (
	"strings"
	"unicode/utf8"
)

// Closing marks and small kana never begin a line, opening marks never end one.
const (
	notFirst = "、。，．・：；！？ー々〻ゝゞヽヾ）］｝」』】〕〉》〗〙’”…‥・,.:;!?)]}%" +
		"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
	notLast = "（［｛「『【〔〈《〖〘‘“([{"
)

// Wrap breaks plain text into lines of at most w cells: at spaces, and between
// wide characters where Chinese and Japanese typesetting allows it. A word
// longer than a line is cut. Line breaks in the text are kept. Paint the lines
// afterwards, a style would not survive the break.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		if isASCII(paragraph) && len(paragraph) <= w {
			lines = append(lines, paragraph)
			continue
		}
		lines = wrapParagraph(lines, paragraph, w)
	}
	return lines
}

// WrapParts wraps plain text whose parts two blanks separate: between them as
// far as each fits a line, and only then within one.
func WrapParts(s string, w int) []string {
	var lines []string
	for part := range strings.SplitSeq(s, "  ") {
		if n := len(lines) - 1; n >= 0 && Width(lines[n])+2+Width(part) <= w {
			lines[n] += "  " + part
			continue
		}
		lines = append(lines, Wrap(part, w)...)
	}
	return lines
}

// Hang wraps plain text behind a prefix; the lines after the first begin below
// it.
func Hang(prefix, text string, w int) []string {
	indent := Width(prefix)
	lines := Wrap(text, max(1, w-indent))
	for i := range lines {
		lines[i] = prefix + lines[i]
		prefix = blank(indent)
	}
	return lines
}

// wrapParagraph appends the paragraph's lines. It remembers the last place where
// the current line may break and returns to it when the line is full.
func wrapParagraph(lines []string, s string, w int) []string {
	start, cells := 0, 0            // of the current line
	stop, resume, past := -1, -1, 0 // where it may break: end, next start, cells up to next start
	previous := ""
	for i := 0; i < len(s); {
		n, c := next(s[i:])
		piece := s[i : i+n]
		if previous != "" && breaks(previous, piece) {
			stop, resume, past = i, i, cells
		}
		for cells+c > w && cells > 0 && piece != " " {
			if stop <= start {
				stop, resume, past = i, i, cells
			}
			lines = append(lines, line(s[start:stop], w))
			start, cells, stop = resume, cells-past, -1
		}
		i += n
		cells += c
		if piece == " " {
			if previous != " " {
				stop = i - 1
			}
			resume, past = i, cells
		}
		previous = piece
	}
	return append(lines, line(s[start:], w))
}

// line drops trailing spaces, and the wide character that no line can hold.
func line(s string, w int) string {
	s = strings.TrimRight(s, " ")
	if Width(s) > w {
		return Fit(s, w)
	}
	return s
}

// breaks reports that a line may end after the character a and the next begin
// with b, without a space between them.
func breaks(a, b string) bool {
	_, wide := next(a)
	_, wideNext := next(b)
	if b == " " || a == " " || wide < 2 && wideNext < 2 || wideNext == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b)
	last, _ := utf8.DecodeRuneInString(a)
	return !strings.ContainsRune(notFirst, first) && !strings.ContainsRune(notLast, last)
}
