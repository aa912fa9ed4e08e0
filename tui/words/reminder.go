package words

import (
	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

var reminderMessages = map[model.Code]locale.Message{
	model.SubscriptionDisabled: locale.RemindDisabled,
	model.SubscriptionExpired:  locale.RemindExpired,
	model.ReservationDue:       locale.RemindReservation,
	model.BenefitToActivate:    locale.RemindActivate,
	model.KeyToActivate:        locale.RemindKey,
	model.CreditToAssign:       locale.RemindAssign,
	model.SubscriptionEnds:     locale.RemindSubscription,
	model.MembershipEnds:       locale.RemindMembership,
	model.BenefitExpires:       locale.RemindExpiry,
	model.CreditLapses:         locale.RemindLapse,
	model.ReplacementCloses:    locale.RemindReplacement,
	model.RefundCloses:         locale.RemindRefund,
	model.ActivationLate:       locale.RemindPending,
	model.CreditWaiting:        locale.RemindWaiting,
	model.ProvisioningLate:     locale.RemindProvisioning,
	model.ReassignmentsFew:     locale.RemindReassignments,
	model.SeatFree:             locale.RemindSeat,
}

// Reminder says why something needs attention.
func (w Words) Reminder(r model.Reminder) string {
	return w.coded(reminderMessages, model.Notice{Code: r.Kind, Args: r.Args})
}
