// Package words turns facts into the words of a language: statuses,
// quantities, dates, refusals, warnings and the lines of the arithmetic. It is
// the one place where a code becomes a sentence, for screens and lines alike.
package words

import (
	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// Words speaks one language.
type Words struct{ locale.Language }

// List names a list or workspace.
func (w Words) List(l model.List) string {
	return w.Text(locale.WorkspaceCloud + locale.Message(l) - 1)
}

// Phase names a quick filter; 0 is all rows.
func (w Words) Phase(p model.Phase) string {
	return w.Text(locale.FilterAll + locale.Message(p))
}

var statusMessages = map[model.Status]locale.Message{
	model.NotRedeemed: locale.StatusNotRedeemed,
	model.Reserved:    locale.StatusReserved,
	model.Assigned:    locale.StatusAssigned,
	model.Pending:     locale.StatusPending,
	model.Redeemed:    locale.StatusRedeemed,
	model.Cancelled:   locale.StatusCancelled,
	model.Active:      locale.StatusActive,
	model.Expired:     locale.StatusExpired,
	model.Disabled:    locale.StatusDisabled,
	model.LockedOut:   locale.StatusLockedOut,
	model.Deleted:     locale.StatusDeleted,
}

// Status names a status as the list shows it: a redeemed seat is assigned, a
// redeemed offer is active.
func (w Words) Status(list model.List, s model.Status) string {
	switch {
	case s == model.Redeemed && list == model.ListOf(model.VisualStudio):
		return w.Text(locale.StatusTaken)
	case s == model.Redeemed && (list == model.ListOf(model.Technical) || list == model.ListOf(model.GoToMarket)):
		return w.Text(locale.StatusInUse)
	}
	message, known := statusMessages[s]
	if !known {
		message = locale.StatusUnknown
	}
	return w.Text(message)
}

// Action names what a key does; ActionHelp says it in a few more words.
func (w Words) Action(a redemption.Action) string {
	return w.Text(locale.ActionExtend + locale.Message(a) - 1)
}

// ActionHelp explains an action in a few words.
func (w Words) ActionHelp(a redemption.Action) string {
	return w.Text(locale.ActionExtendHelp + locale.Message(a) - 1)
}

// Date is the ISO form, "never" for the last representable day.
func (w Words) Date(d model.Date) string {
	if d == model.Never {
		return w.Text(locale.DateNever)
	}
	return d.String()
}

// DaysLeft says how far a date is from today in a few cells: "16 d".
func (w Words) DaysLeft(d, today model.Date) string {
	days := int(d) - int(today)
	switch {
	case d.IsZero() || d == model.Never:
		return ""
	case days == 0:
		return w.Text(locale.DayToday)
	case days < 0:
		return w.Text(locale.DaysAgo, -days)
	}
	return w.Text(locale.DaysLeft, days)
}

// DaysMoved says how far an end date moved.
func (w Words) DaysMoved(days int) string {
	switch {
	case days == 0:
		return w.Text(locale.SameDay)
	case days < 0:
		return w.Text(locale.MinusDays, -days)
	}
	return w.Text(locale.PlusDays, days)
}
