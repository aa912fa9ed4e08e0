package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// attention is what needs attention, as far as it was read.
type attention struct {
	outlook  model.Outlook
	today    model.Date // the day it is for; 0: it was not read yet
	revision model.Revision
	asking   bool
}

// askDue reads what needs attention unless it is known, or being read.
func (a *App) askDue() tea.Cmd {
	known := a.due.today == a.Today && a.due.revision >= a.overview.Revision
	if known || a.due.asking || a.overview.Records == 0 {
		return nil
	}
	a.due.asking = true
	return a.readReminders()
}

// tookDue takes an answer up, and asks again where it is out of date already.
func (a *App) tookDue(msg remindersRead) tea.Cmd {
	a.due.asking = false
	if msg.err != nil {
		return a.Fail(msg.err)
	}
	a.due.outlook, a.due.today, a.due.revision = msg.outlook, msg.today, msg.revision
	return a.askDue()
}

func (a *App) atHome() bool {
	_, home := a.place().(*home)
	return home
}

func (a *App) openHome() tea.Cmd { return a.Replace(newHome(a)) }

// specOf is how the list of a reminder is shown, nil where no screen does.
func specOf(list model.List) *spec {
	switch {
	case list <= model.ListOf(model.GoToMarket):
		return specs()[list]
	case list == model.ListSubscriptions:
		return cloudSpec().beside
	case list == model.ListMemberships:
		return accountsSpec()
	}
	return nil
}

// openRecord shows a record in its list, from where one comes back.
func (a *App) openRecord(list model.List, id model.ID) tea.Cmd {
	w := newWorkspace(a, specOf(list), model.Page{})
	w.seek = id
	return a.Push(w)
}

// hints say what is to be done about a reminder on its screen.
var hints = map[model.Code]locale.Message{
	model.SubscriptionDisabled: locale.HintReactivate,
	model.SubscriptionExpired:  locale.HintReactivate,
	model.ReservationDue:       locale.HintRedeem,
	model.BenefitToActivate:    locale.HintRecord,
	model.KeyToActivate:        locale.HintRedeem,
	model.CreditToAssign:       locale.HintAssign,
	model.SubscriptionEnds:     locale.HintRenew,
	model.MembershipEnds:       locale.HintMembership,
	model.BenefitExpires:       locale.HintUse,
	model.CreditLapses:         locale.HintUse,
	model.ReplacementCloses:    locale.HintReplacement,
	model.RefundCloses:         locale.HintRefund,
	model.ActivationLate:       locale.HintRecord,
	model.CreditWaiting:        locale.HintRemindUser,
	model.ProvisioningLate:     locale.HintSupport,
	model.ReassignmentsFew:     locale.HintMoves,
	model.SeatFree:             locale.HintSeat,
}

func hintOf(r model.Reminder, today model.Date) locale.Message {
	switch r.Kind {
	case model.BenefitToActivate, model.KeyToActivate, model.CreditToAssign:
		if r.Date < today {
			return locale.HintLapsed
		}
	}
	if r.Kind == model.BenefitToActivate && r.List == model.ListOf(model.Cloud) {
		return locale.HintRedeem
	}
	return hints[r.Kind]
}
