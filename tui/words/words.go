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

// Phase names a quick filter of a list; 0 is all rows. What is under Accounts
// has the words of its statuses.
func (w Words) Phase(list model.List, p model.Phase) string {
	retires := list == model.ListTenants || list == model.ListUsers
	switch {
	case retires && p == model.PhaseActive:
		return w.Status(list, model.Active)
	case retires && p == model.PhaseExpired:
		return w.Status(list, model.Disabled)
	case list == model.ListMemberships && p == model.PhaseExpired:
		return w.Status(list, model.Expired)
	}
	return w.Text(locale.FilterAll + locale.Message(p))
}

// PhaseShort names a quick filter where room is short.
func (w Words) PhaseShort(list model.List, p model.Phase) string {
	if p == model.PhaseExpiring {
		return w.Text(locale.FilterExpiringShort)
	}
	return w.Phase(list, p)
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
// redeemed offer is active, who is disabled has retired.
func (w Words) Status(list model.List, s model.Status) string {
	switch {
	case s == model.Redeemed && list == model.ListOf(model.VisualStudio):
		return w.Text(locale.StatusTaken)
	case s == model.Redeemed && (list == model.ListOf(model.Technical) || list == model.ListOf(model.GoToMarket)):
		return w.Text(locale.StatusInUse)
	case s == model.Disabled && (list == model.ListTenants || list == model.ListUsers):
		return w.Text(locale.RetiredShort)
	case s == model.Active && list == model.ListTenants:
		return w.Text(locale.InUseShort)
	case s == model.Expired && list == model.ListMemberships:
		return w.MembershipState(model.MembershipEnded)
	}
	message, known := statusMessages[s]
	if !known {
		message = locale.StatusUnknown
	}
	return w.Text(message)
}

// StatusShort names a status in the cells of a narrow column, where its name is
// longer than that; empty for the others.
func (w Words) StatusShort(s model.Status) string {
	switch s {
	case model.Assigned:
		return w.Text(locale.StatusAssignedShort)
	case model.Cancelled:
		return w.Text(locale.StatusCancelledShort)
	}
	return ""
}

// RowStatus names the status of a row on a day: what was not redeemed in time
// has lapsed, and what was in use and ended has expired.
func (w Words) RowStatus(list model.List, r model.Row, day model.Date) string {
	return w.rowStatus(list, r.StatusOn(list, day), r.PhaseOn(list, day) == model.PhaseExpired)
}

// Search is what a text and a quick filter look for in a list, with what it
// calls its statuses and units.
func (w Words) Search(list model.List, text string, phase model.Phase) model.Search {
	return model.Search{
		Text: text, Phase: phase,
		Called: func(status model.Status, expired bool) string { return w.rowStatus(list, status, expired) },
		Unit:   w.Unit,
	}
}

func (w Words) rowStatus(list model.List, status model.Status, expired bool) string {
	if list.Kind() == model.KindBenefit && expired && status != model.Cancelled {
		if status == model.Redeemed || status == model.Expired {
			return w.Text(locale.StatusExpired)
		}
		return w.Text(locale.StatusLapsed)
	}
	return w.Status(list, status)
}

// Used says how much of a row's quantity is used, of unlimited ones without it.
func (w Words) Used(r model.Row) string {
	if r.Quantity.Amount == model.Unlimited || r.Quantity.Amount == 0 {
		return w.Number(r.Used)
	}
	return w.Text(locale.UsedOf, r.Used, r.Quantity.Amount)
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

// BenefitType names a benefit type, and nothing for none.
func (w Words) BenefitType(t model.BenefitType) string {
	switch t {
	case model.Core:
		return w.Text(locale.BenefitCore)
	case model.Incremental:
		return w.Text(locale.BenefitIncremental)
	}
	return ""
}

// RedemptionModel says how a Cloud benefit is redeemed, where that is worth
// saying.
func (w Words) RedemptionModel(b model.Benefit) string {
	if b.ByPurchase() {
		return w.Text(locale.ModelPurchase)
	}
	return ""
}

// ActionNamed names an action by its stored name.
func (w Words) ActionNamed(name string) string {
	var action redemption.Action
	if action.UnmarshalText([]byte(name)) != nil {
		return name
	}
	return w.Action(action)
}

var verbMessages = map[model.Verb]locale.Message{
	model.VerbAdd:      locale.VerbAdd,
	model.VerbEdit:     locale.VerbEdit,
	model.VerbRetire:   locale.VerbRetire,
	model.VerbRestore:  locale.VerbRestore,
	model.VerbIdentify: locale.VerbIdentify,
	model.VerbRedeem:   locale.VerbRedeem,
	model.VerbReserve:  locale.VerbReserve,
	model.VerbRelease:  locale.VerbRelease,
	model.VerbCorrect:  locale.VerbCorrect,
	model.VerbReplace:  locale.VerbReplace,
	model.VerbGiveUp:   locale.VerbGiveUp,
	model.VerbCancel:   locale.VerbCancel,
	model.VerbReveal:   locale.VerbReveal,
	model.VerbCopy:     locale.VerbCopy,
	model.VerbUndo:     locale.VerbUndo,
	model.VerbImport:   locale.VerbImport,
	model.VerbExport:   locale.VerbExport,
}

// Verb says what an entry of the activity log records.
func (w Words) Verb(v model.Verb) string {
	message, known := verbMessages[v]
	if !known {
		return string(v)
	}
	return w.Text(message)
}
