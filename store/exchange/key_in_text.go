package exchange

import (
	"reflect"
	"unicode"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// keyStandsHere is shown in place of a text that may hold a product key.
const keyStandsHere = "(a product key)"

// shown is text of a file as it may stand in a message: visible, and without
// product keys. When in doubt nothing of it is shown.
func shown(text string) string {
	if l := lettersOf(text); l.holdKey() || l.mayHoldKey() {
		return keyStandsHere
	}
	return clean.Text(text)
}

// holdsKey tells whether a text holds what can hardly be anything else than a
// product key.
func holdsKey(text string) bool { return lettersOf(text).holdKey() }

// keyAmongTexts names the first field of a record whose text holds a key, which
// would be shown and exported with it; "" for none. Ids of portals may be as
// long, and are none of those that people write.
func keyAmongTexts(record model.Record) string {
	v := reflect.ValueOf(record)
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.String {
			continue
		}
		switch name := model.FieldName(v.Type(), i); name {
		case "name", "source", "level", "paid_with", "channel", "note", "access_id", "contract_id":
			if holdsKey(v.Field(i).String()) {
				return name
			}
		}
	}
	return ""
}

// letters are the letters and digits of a text without what stands between
// them, for people paste keys with anything in between.
type letters struct {
	text   []rune
	starts []bool // a word of letters and digits begins here; one more than text has
	dashed []bool // a dash stands before
}

func lettersOf(text string) letters {
	if len(text) < model.KeyLength {
		return letters{}
	}
	l := letters{}
	apart, dashed, invisible := true, false, false
	for _, r := range text {
		r = unicode.ToUpper(model.FoldWidth(r))
		invisible = (invisible || r == '‹') && r != '›' // ‹U+200B›, as clean.Text makes visible
		if r > unicode.MaxASCII || invisible || !unicode.IsLetter(r) && !isDigit(r) {
			apart, dashed = true, dashed || unicode.Is(unicode.Pd, r) || r == 'ー' || r == '−'
			continue
		}
		l.text, l.starts, l.dashed = append(l.text, r), append(l.starts, apart), append(l.dashed, dashed)
		apart, dashed = false, false
	}
	l.starts = append(l.starts, true)
	return l
}

// holdKey finds a key as portals write it, in five groups or in one word.
func (l letters) holdKey() bool {
	return l.any(func(from, to int) bool {
		return l.whole(from, to) && (l.grouped(from, to) || l.digitRuns(from, to) > 1)
	})
}

// mayHoldKey finds as many letters and digits in what is hardly words: a key
// that was cut at odd places, or that something sticks to.
func (l letters) mayHoldKey() bool {
	return l.any(func(from, to int) bool {
		digits := l.digits(from, to)
		mixed := digits > 0 && digits < model.KeyLength
		return l.grouped(from, to) || l.digitRuns(from, to) > 1 || mixed && l.whole(from, to) && l.plain(from, to) < model.KeyLength/2
	})
}

// any tries every stretch that is as long as a key.
func (l letters) any(is func(from, to int) bool) bool {
	for from := range max(0, len(l.text)-model.KeyLength+1) {
		if is(from, from+model.KeyLength) {
			return true
		}
	}
	return false
}

func (l letters) whole(from, to int) bool { return l.starts[from] && l.starts[to] }

// grouped tells whether a stretch is five groups of five. Without digits they
// have to have dashes between: words may be as long.
func (l letters) grouped(from, to int) bool {
	const group = model.KeyLength / 5
	dashes := 0
	for i := from + 1; i < to; i++ {
		if l.starts[i] != ((i-from)%group == 0) {
			return false
		}
		if l.dashed[i] {
			dashes++
		}
	}
	return dashes == 4 || l.digits(from, to) > 0
}

func (l letters) digits(from, to int) (n int) {
	for _, r := range l.text[from:to] {
		if isDigit(r) {
			n++
		}
	}
	return n
}

// plain counts what stands in words of three or more letters, or three or more
// digits, as a text has them.
func (l letters) plain(from, to int) (n int) {
	for from < to {
		end := from + 1
		for end < to && !l.starts[end] {
			end++
		}
		if digits := l.digits(from, end); end-from >= 3 && (digits == 0 || digits == end-from) {
			n += end - from
		}
		from = end
	}
	return n
}

// digitRuns counts the runs of digits within one word; 0 where several words
// are in the range.
func (l letters) digitRuns(from, to int) (n int) {
	for i := from; i < to; i++ {
		if i > from && l.starts[i] {
			return 0
		}
		if isDigit(l.text[i]) && (i == from || !isDigit(l.text[i-1])) {
			n++
		}
	}
	return n
}

// maxExcerpt is how much is shown of a text that is wrong, in characters.
const maxExcerpt = 200

// excerpt is the beginning of such a text as it may be shown.
func excerpt(text string) string {
	runes := []rune(shown(text))
	if len(runes) > maxExcerpt {
		return string(runes[:maxExcerpt]) + "…"
	}
	return string(runes)
}
