package exchange

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
)

// foundDate is a date as a text writes it. Where the order of day and month is
// open, they are first and second; otherwise first is the month.
type foundDate struct {
	year, first, second int
	open                bool
	text                string // as written
	from, to            int    // where, in the text that was searched
}

// find finds the first date in a text: 2023-12-06T06: 41: 12Z, 2023/12/6,
// /Date(1696118400000)/, Dec 6, 2023, 6 Dec 2023, 6/12/2023, 6.12.2023,
// 2023 年 12 月 6 日. Times are left out: an instant is the day as written.
func (d *dates) find(text string) (foundDate, bool) {
	tokens := tokensOf(text, d.tokens[:0])
	d.tokens = tokens
	for i := range tokens {
		found, used := dateAt(tokens[i:])
		if used > 0 {
			last := tokens[i+used-1]
			found.from, found.to = tokens[i].from, last.to
			found.text = strings.TrimSpace(text[found.from:found.to])
			return found, true
		}
	}
	return foundDate{}, false
}

// findAll finds every date in a text.
func (d *dates) findAll(text string) (all []foundDate) {
	for at := 0; ; {
		found, ok := d.find(text[at:])
		if !ok {
			return all
		}
		found.from, found.to = found.from+at, found.to+at
		all, at = append(all, found), found.to
	}
}

// token is a number, a word or a sign of a text. Blanks are no tokens.
type token struct {
	word     string // a word in lower case, or a sign
	number   int64
	digits   int // 0: not a number
	from, to int // in the text
}

const (
	maxTokens = 512 // how far into a text dates are looked for
	maxWord   = 16  // how much of a word is kept; no month is as long
)

// tokensOf cuts a text into tokens, in the room of those given.
func tokensOf(text string, tokens []token) []token {
	joined := false // the last token is a number or word that may go on
	for at, r := range text {
		r = unicode.ToLower(model.FoldWidth(r))
		last := len(tokens) - 1
		digit, letter := r >= '0' && r <= '9', unicode.IsLetter(r)
		_, size := utf8.DecodeRuneInString(text[at:])
		end := at + size
		switch {
		case unicode.IsSpace(r):
			joined = false
			continue
		case digit && joined && tokens[last].digits > 0:
			tokens[last].number = min(tokens[last].number*10+int64(r-'0'), 1<<50)
			tokens[last].digits++
			tokens[last].to = end
			continue
		case letter && joined && tokens[last].word != "" && r < 0x2e80:
			if len(tokens[last].word) < maxWord {
				tokens[last].word += string(r)
			}
			tokens[last].to = end
			continue
		}
		if len(tokens) == maxTokens {
			return tokens
		}
		next := token{word: string(r), from: at, to: end}
		if digit {
			next = token{number: int64(r - '0'), digits: 1, from: at, to: end}
		}
		tokens = append(tokens, next)
		joined = digit || letter && r < 0x2e80
	}
	return tokens
}

// dateAt reads a date that begins with the first token, and tells of how many
// tokens it consists.
func dateAt(t []token) (found foundDate, used int) {
	switch {
	case fits(t, 4, '-', 2, '-', 2), fits(t, 4, '/', 2, '/', 2), fits(t, 4, '.', 2, '.', 2), fits(t, 4, '年', 2, '月', 2):
		return dateOf(t[0], t[2], t[4], false), 5
	case fits(t, 2, '/', 2, '/', 4), fits(t, 2, '-', 2, '-', 4):
		return dateOf(t[4], t[0], t[2], true), 5
	case fits(t, 2, '.', 2, '.', 4):
		return dateOf(t[4], t[2], t[0], false), 5
	case len(t) >= 3 && t[0].word == "date" && t[1].word == "(":
		return unixDate(t[2:])
	}
	return namedDate(t)
}

// fits tells whether tokens are numbers of so many digits (4 means exactly
// four, 2 one or two) with signs between.
func fits(t []token, pattern ...rune) bool {
	if len(t) < len(pattern) {
		return false
	}
	for i, want := range pattern {
		switch {
		case i%2 == 1 && t[i].word != string(want):
			return false
		case i%2 == 0 && want == 4 && t[i].digits != 4:
			return false
		case i%2 == 0 && want == 2 && (t[i].digits < 1 || t[i].digits > 2):
			return false
		}
	}
	return true
}

func dateOf(year, first, second token, open bool) foundDate {
	return foundDate{year: int(year.number), first: int(first.number), second: int(second.number), open: open}
}

// noYear is the year of the first day of .NET, which stands for no date; it is
// over netNone days after 1970-01-01.
const (
	noYear  = 1
	netNone = -719_162 + 365
)

// unixDate reads the milliseconds of /Date(1696118400000)/.
func unixDate(t []token) (foundDate, int) {
	const day = 24 * 60 * 60 * 1000
	sign, used := int64(1), 3
	if t[0].word == "-" && len(t) > 1 {
		sign, used, t = -1, 4, t[1:]
	}
	if t[0].digits == 0 {
		return foundDate{}, 0
	}
	ms := sign * t[0].number
	days := ms / day
	if ms%day < 0 {
		days--
	}
	if days < netNone {
		return foundDate{year: noYear, first: 1, second: 1}, used
	}
	epoch, _ := model.NewDate(1970, 1, 1)
	date := epoch.AddDays(int(days))
	if date.IsZero() {
		return foundDate{}, used
	}
	year, month, dayOfMonth := date.Civil()
	return foundDate{year: year, first: month, second: dayOfMonth}, used
}

// namedDate reads Dec 6, 2023, December 6 2023, 6 Dec 2023 and 6th-Dec-2023.
func namedDate(t []token) (found foundDate, used int) {
	c := cursor{tokens: t}
	day, dayFirst := c.day()
	c.skip("-", ".")
	if c.at == len(t) || c.at > 0 && !dayFirst || monthOf(t[c.at].word) == 0 {
		return foundDate{}, 0
	}
	month := monthOf(t[c.at].word)
	c.at++
	c.skip(".", ",", "-")
	if !dayFirst {
		var ok bool
		if day, ok = c.day(); !ok {
			return foundDate{}, 0
		}
		c.skip(",")
	}
	if c.at == len(t) || t[c.at].digits != 4 {
		return foundDate{}, 0
	}
	return foundDate{year: int(t[c.at].number), first: month, second: day}, c.at + 1
}

// cursor is a place among tokens.
type cursor struct {
	tokens []token
	at     int
}

// skip passes one of the words, if it comes next.
func (c *cursor) skip(words ...string) {
	if c.at < len(c.tokens) && slices.Contains(words, c.tokens[c.at].word) {
		c.at++
	}
}

// day passes the day of a month: 6, 06, 6th.
func (c *cursor) day() (day int, ok bool) {
	if c.at == len(c.tokens) || c.tokens[c.at].digits < 1 || c.tokens[c.at].digits > 2 {
		return 0, false
	}
	c.at++
	day = int(c.tokens[c.at-1].number)
	c.skip("st", "nd", "rd", "th")
	return day, true
}

func monthOf(word string) int {
	if len(word) < 3 {
		return 0
	}
	months := [...]string{"january", "february", "march", "april", "may", "june", "july",
		"august", "september", "october", "november", "december"}
	for i, month := range months {
		if strings.HasPrefix(month, word) {
			return i + 1
		}
	}
	return 0
}
