package model

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// HoldsKey tells whether a text holds what can hardly be anything else than a
// Cloud product key, wherever in it and with anything between its groups.
func HoldsKey(text string) bool { return lettersOf(text).holdKey() }

// MayHoldKey tells whether a text holds a product key or what may be one, cut at
// odd places or with something that sticks to it. No message may repeat such a
// text.
func MayHoldKey(text string) bool {
	l := lettersOf(text)
	return l.holdKey() || l.mayHoldKey()
}

// Hidden stands in a message for a text that may hold a key.
const Hidden = "•••••"

// CodeKeyInText refuses a record with a product key in one of its texts, which
// are shown, logged and exported; its argument is the Field.
const CodeKeyInText Code = "key_in_text"

// NoKeyInTexts refuses a record with a product key in a text that people write.
// Ids of portals may be as long, and are none of those.
func NoKeyInTexts(record Record) error {
	var texts []string // each behind the name of its field
	switch r := record.(type) {
	case Benefit:
		texts = []string{"name", r.Name, "source", r.Source, "level", r.Level, "note", r.Note}
	case Subscription:
		texts = []string{"name", r.Name, "paid_with", r.PaidWith, "channel", r.Channel, "note", r.Note}
	case Membership:
		texts = []string{"name", r.Name, "source", r.Source, "reason", r.Reason}
	case Redemption:
		texts = []string{"reason", r.Reason}
	case User:
		texts = []string{"name", r.Name, "email", r.Email, "account", r.Account}
	case Product:
		texts = []string{"name", r.Name}
		for _, alias := range r.Aliases {
			texts = append(texts, "aliases", alias)
		}
	case Partner:
		texts = []string{"name", r.Name}
	case Tenant:
		texts = []string{"name", r.Name}
	case Customer:
		texts = []string{"name", r.Name}
	}
	for i := 0; i < len(texts); i += 2 {
		if HoldsKey(texts[i+1]) {
			return Refuse(CodeKeyInText, Field(texts[i]))
		}
	}
	return nil
}

// letters are the letters and digits of a text without what stands between
// them, for people paste keys with anything in between.
type letters struct {
	text   []rune
	before []gap // what stands before each; one more than text has
}

// gap is what stands before a letter or digit: nothing, within a word.
type gap struct {
	any    bool
	dashed bool // a dash is in it
	sign   bool // a sign is in it with which nobody pastes a key
}

func lettersOf(text string) letters {
	if len(text) < KeyLength {
		return letters{}
	}
	if strings.Contains(text, "‹") {
		text = madeVisible().ReplaceAllString(text, " ")
	}
	l := letters{text: make([]rune, 0, len(text)), before: make([]gap, 0, len(text)+1)}
	between := gap{any: true}
	for _, r := range text {
		r = unicode.ToUpper(FoldWidth(r))
		switch {
		case r <= unicode.MaxASCII && (unicode.IsLetter(r) || isDigit(r)):
			l.text, l.before = append(l.text, r), append(l.before, between)
			between = gap{}
			continue
		case unicode.Is(unicode.Pd, r) || r == 'ー' || r == '−':
			between.dashed = true
		case !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r):
			between.sign = true
		}
		between.any = true
	}
	l.before = append(l.before, gap{any: true})
	return l
}

// madeVisible finds what clean.Text has made of a character, such as ‹U+200B›.
var madeVisible = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`‹(U\+[0-9A-F]{4,6}|x[0-9A-F]{2})›`) })

// holdKey finds a key as portals write it: in five groups with dashes, whatever
// sticks to it, or with blanks, where some mix letters and digits as no row of
// words or numbers does, or in one word.
func (l letters) holdKey() bool {
	return l.any(func(from, to int) bool {
		switch {
		case !l.grouped(from, to):
			return l.whole(from, to) && l.digitRuns(from, to) > 1
		case l.dashes(from, to) == groups-1:
			return l.digits(from, to) < KeyLength
		}
		return l.whole(from, to) && !l.odd(from, to) && l.mixed(from, to)+min(1, l.dashes(from, to)) > 1
	})
}

// mayHoldKey finds as many letters and digits in what is hardly words: a key
// that was cut at odd places, or that something sticks to.
func (l letters) mayHoldKey() bool {
	return l.any(func(from, to int) bool {
		digits := l.digits(from, to)
		mixed := digits > 0 && digits < KeyLength
		pasted := mixed && !l.odd(from, to) && l.whole(from, to)
		return l.grouped(from, to) || l.digitRuns(from, to) > 1 || pasted && l.plain(from, to) < KeyLength/2
	})
}

// any tries every stretch that is as long as a key.
func (l letters) any(is func(from, to int) bool) bool {
	for from := range max(0, len(l.text)-KeyLength+1) {
		if is(from, from+KeyLength) {
			return true
		}
	}
	return false
}

func (l letters) whole(from, to int) bool { return l.before[from].any && l.before[to].any }

// grouped tells whether a stretch is five groups of five. Without digits they
// have to have dashes between: words may be as long.
func (l letters) grouped(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if l.before[i].any != ((i-from)%keyGroup == 0) {
			return false
		}
	}
	return l.dashes(from, to) == groups-1 || l.digits(from, to) > 0
}

// groups is how many a key has.
const groups = KeyLength / keyGroup

func (l letters) dashes(from, to int) (n int) {
	for _, between := range l.before[from+1 : to] {
		if between.dashed {
			n++
		}
	}
	return n
}

// odd tells whether a sign stands in a stretch with which nobody pastes a key.
func (l letters) odd(from, to int) bool {
	return slices.ContainsFunc(l.before[from+1:to], func(g gap) bool { return g.sign })
}

// mixed counts the groups of a stretch that have letters and digits.
func (l letters) mixed(from, to int) (n int) {
	for ; from < to; from += keyGroup {
		if digits := l.digits(from, from+keyGroup); digits > 0 && digits < keyGroup {
			n++
		}
	}
	return n
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
		for end < to && !l.before[end].any {
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
		if i > from && l.before[i].any {
			return 0
		}
		if isDigit(l.text[i]) && (i == from || !isDigit(l.text[i-1])) {
			n++
		}
	}
	return n
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
