package words

import (
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// ActionShort names an action in a table.
func (w Words) ActionShort(a redemption.Action) string {
	return w.Text(locale.ShortExtend + locale.Message(a) - 1)
}

var remedyMessages = map[model.Code]locale.Message{
	redemption.RemedyActivate:   locale.RemedyActivate,
	redemption.RemedyByTheEnd:   locale.RemedyByTheEnd,
	redemption.RemedyUseActive:  locale.RemedyUseActive,
	redemption.RemedyBeforeEnd:  locale.RemedyBeforeEnd,
	redemption.RemedySmallerKey: locale.RemedySmallerKey,
	redemption.RemedyEarlierDay: locale.RemedyEarlierDay,
	redemption.RemedyLaterKey:   locale.RemedyLaterKey,
	redemption.RemedyOtherKey:   locale.RemedyOtherKey,
}

// Remedy says what would make a refused action possible; nothing where that is
// not known.
func (w Words) Remedy(n model.Notice) string {
	if n.Code == "" {
		return ""
	}
	return w.Text(locale.WouldMakePossible, w.coded(remedyMessages, n))
}

// Change says what an outcome changes: how far the end date moves, in months
// where they are whole ones, and how many licenses more or fewer.
func (w Words) Change(o redemption.Outcome) string {
	var text string
	switch days, ended := o.DaysMoved(); {
	case o.Action == redemption.Extend && o.Exact.IsWhole():
		text = w.Text(locale.MonthsMoved, o.Exact.Num)
	case ended:
		text = w.DaysMoved(days)
	}
	return Joined(text, w.LicensesMoved(o.After.Licenses-o.Before.Licenses))
}

// LicensesMoved says how many licenses more or fewer there are; nothing where
// there are as many.
func (w Words) LicensesMoved(n int64) string {
	switch {
	case n > 0:
		return w.Text(locale.LicensesMore, n)
	case n < 0:
		return w.Text(locale.LicensesFewer, -n)
	}
	return ""
}

// Joined puts a dot between texts that are not empty.
func Joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), " · ")
}

// Listed joins texts as the language lists them.
func (w Words) Listed(texts ...string) string {
	if len(texts) == 0 {
		return ""
	}
	list := texts[0]
	for _, text := range texts[1:] {
		list = w.Text(locale.ListedWith, list, text)
	}
	return list
}

// Signed writes a number with its sign.
func (w Words) Signed(n int64) string {
	switch {
	case n > 0:
		return "+ " + w.Number(n)
	case n < 0:
		return "− " + w.Number(-n)
	}
	return w.Number(n)
}
