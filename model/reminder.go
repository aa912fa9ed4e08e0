package model

// Reminder is something that needs attention.
type Reminder struct {
	Kind Code
	List List // where it is dealt with
	Ref  Ref  // what it is about
	At   Ref  // the record of List to look at: of keys and redemptions the benefit
	Date Date // the last day for it, or the day on which it happens
	Name string
	// Product has the name of what has none of its own: Row.Product.
	Product ID
	// Args are what the words of the kind need.
	Args []any
}

// Days are those from today to the date, negative when that has passed.
func (r Reminder) Days(today Date) int { return int(r.Date) - int(today) }

// The kinds of reminders, as workspaces ask for them on Home.
const (
	// Until the date it can be done; after it, it can't be any more.
	BenefitToActivate Code = "benefit_activate"
	KeyToActivate     Code = "key_activate"      // its benefit does not say the same
	CreditToAssign    Code = "credit_unassigned" // an Azure credit that nobody holds
	RefundCloses      Code = "refund_closes"     // of a membership
	ReplacementCloses Code = "replacement_closes"
	// On the date something ends.
	SubscriptionEnds     Code = "subscription_ends"
	SubscriptionExpired  Code = "subscription_expired"  // until it is disabled
	SubscriptionDisabled Code = "subscription_disabled" // until it is deleted
	MembershipEnds       Code = "membership_ends"
	BenefitExpires       Code = "benefit_expires" // of what is in use
	CreditLapses         Code = "credit_lapses"   // what is left of a month's credit
	// Somebody is waited for since the date.
	ReservationDue   Code = "reservation_due"
	ActivationLate   Code = "activation_late"   // the portal has not answered
	CreditWaiting    Code = "credit_waiting"    // its user has not redeemed it
	ProvisioningLate Code = "provisioning_late" // a membership has no benefits yet
	SeatFree         Code = "seat_free"         // a seat may move to another person
	ReassignmentsFew Code = "reassignments_few" // moves, MaxReassignments
)

// ReminderKinds lists the kinds, the graver first.
func ReminderKinds() []Code {
	return []Code{
		SubscriptionDisabled, SubscriptionExpired, ReservationDue, BenefitToActivate, KeyToActivate, CreditToAssign,
		SubscriptionEnds, MembershipEnds, BenefitExpires, CreditLapses, ReplacementCloses, RefundCloses,
		ActivationLate, CreditWaiting, ProvisioningLate, ReassignmentsFew, SeatFree,
	}
}

// The days of the rules, from Microsoft's published text where it has them and
// from this program's rulings otherwise.
const (
	// ReminderDays is how far ahead reminders look unless asked otherwise.
	ReminderDays = 90
	// HistoryDays is how long what lapsed stays a reminder: as long after its
	// last day as before it. Later it is history, which the lists tell. That is
	// only for what nobody can do any more: activate a benefit or key, assign a
	// credit, renew a membership that is over. What somebody can still do or waits
	// for stays overdue until it is done (rulings): answers of a portal, benefits
	// that have not arrived, keys that are held, subscriptions until they are
	// deleted.
	HistoryDays = ReminderDays

	ReplacementDays = 30 // after the redemption, the last included; once (published beyond the seeds)
	WaitingDays     = 7  // that a person may take to redeem a credit
	TechnicalDays   = 5  // that the portal may take to activate
	MarketDays      = 10 // the same for Go-To-Market offers
	SeatDays        = 90 // that a seat stays with its holder
	LapseDays       = 10 // before a month's end, the last day included
	CreditMonths    = 13 // that a monthly credit lasts from its activation

	MaxReassignments = 5 // of a monthly credit, never reset (seed 001)
	FewReassignments = 4 // from which that is worth a reminder
)

// Outlook is what needs attention, and when more will.
type Outlook struct {
	Reminders []Reminder      // most urgent first
	Left      map[Code]int    // how many more of a kind there are
	Overdue   int             // how many of all have a date that has passed
	Total     int             // with those left out
	Weeks     [StripWeeks]int // the number of dates in each week from this one on
	Next      Date            // the first date beyond the reminders; 0: none in those weeks
}

// StripWeeks is how many weeks an Outlook counts: a year, with this week.
const StripWeeks = 53

// WeekOf is the Monday of a day's week.
func WeekOf(day Date) Date { return day - Date((int(day)-1)%7) }
