package table

import (
	"sort"
	"strconv"
	"strings"

	"benefitdesk/model"
)

// word is a word that is searched for, and the values that it stands for
// besides the texts that it occurs in.
type word struct {
	text        string
	from, until model.Date // the dates that begin with it; none: both 0
	number      string     // digits that a quantity may begin with
	units       uint32     // set of those that have it in what they are called
	current     statuses   // that have it in what they are called
	expired     statuses   // the same of rows whose phase is Expired
}

// statuses is a set of them.
type statuses uint32

func (s statuses) has(status model.Status) bool { return s>>status&1 != 0 }

// wordsOf cuts the text of a search at its blanks.
func wordsOf(search model.Search) (words []word) {
	for _, text := range strings.FieldsFunc(model.Fold(search.Text), endsWord) {
		w := word{text: text, number: numberOf(text)}
		if len(text) >= len("2027") && strings.Trim(text, digits+"-") == "" {
			w.from, w.until = datesFrom(text)
		}
		if search.Called != nil {
			w.current, w.expired = statusesWith(text, false, search.Called), statusesWith(text, true, search.Called)
		}
		for _, unit := range model.Units() {
			if search.Unit != nil && strings.Contains(model.Fold(search.Unit(unit)), text) {
				w.units |= 1 << unit
			}
		}
		words = append(words, w)
	}
	return words
}

// numberOf gives the digits of a number as lists write it, "$6,000", else "".
func numberOf(text string) string {
	text = strings.ReplaceAll(strings.TrimLeft(text, "$€£¥"), ",", "")
	if strings.Trim(text, digits) != "" {
		return ""
	}
	return text
}

const digits = "0123456789"

// endsWord keeps the separator of the texts out of the words.
func endsWord(r rune) bool { return r == ' ' || r == separator }

// statusesWith are the statuses that have a text in what they are called.
func statusesWith(text string, expired bool, called func(model.Status, bool) string) (found statuses) {
	for _, status := range model.Statuses() {
		if strings.Contains(model.Fold(called(status, expired)), text) {
			found |= 1 << status
		}
	}
	return found
}

// datesFrom gives the first date whose written form begins with a text, and
// the date behind the last. Written, dates have the order of the days.
func datesFrom(text string) (from, until model.Date) {
	first := func(least string) model.Date {
		return 1 + model.Date(sort.Search(int(model.Never), func(day int) bool { return model.Date(day+1).String() >= least }))
	}
	const behindDigits = ":"
	return first(text), first(text + behindDigits)
}

// continuedBy tells whether all rows that have a longer word have this one.
// Fewer than four digits are no beginning of a date, and a sign is none of a
// quantity, so more of them may be.
func (w word) continuedBy(longer word) bool {
	return strings.HasPrefix(longer.text, w.text) && (longer.from == longer.until || w.from != w.until) &&
		(longer.number == "" || w.number != "")
}

// inValues tells whether a row has the word in its dates, quantity or status.
func (w word) inValues(c *columns, row uint32, day model.Date) bool {
	if w.from < w.until && (w.has(c.due[row]) || w.has(c.expires[row])) {
		return true
	}
	if unit := c.units[c.state[row].unit]; c.amount[row] > 0 && (w.units>>unit.unit&1 != 0 ||
		w.number != "" && strings.HasPrefix(strconv.FormatInt(unit.whole(c.amount[row]), 10), w.number)) {
		return true
	}
	if w.current|w.expired == 0 {
		return false
	}
	dated := c.dated(row)
	called := w.current
	if dated.PhaseOn(c.list, day) == model.PhaseExpired {
		called = w.expired
	}
	return called.has(dated.StatusOn(c.list, day))
}

func (w word) has(d model.Date) bool { return w.from <= d && d < w.until }

// whole is an amount without the hundredths of money.
func (u unit) whole(amount int64) int64 {
	if u.unit == model.MoneyPerMonth || u.unit == model.MoneyPerYear {
		return amount / 100
	}
	return amount
}
