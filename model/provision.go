package model

import "strings"

// ProvisionDays is how long after the purchase the payment may still be
// confirmed; the last of them counts.
const ProvisionDays = 4

// qualifying are what memberships and offers are called that come with
// benefits (seeds 002 and 004, and the benefits packages that partners buy
// since): whole words of name or source, and the same in Chinese and Japanese.
var qualifying = []string{
	" gold ", " silver ", " action pack ", " maps ", " solutions partner ",
	" partner launch ", " success core ", " success expanded ",
	"金级", "银级", "解决方案合作伙伴", "ゴールド", "シルバー", "ソリューション パートナー",
}

// Qualifies tells whether a membership is one that comes with benefits, of its
// name and source alone.
func (m Membership) Qualifies() bool {
	apart := strings.NewReplacer("-", " ", "/", " ", ",", " ", "(", " ", ")", " ", ":", " ")
	text := " " + strings.Join(strings.Fields(apart.Replace(Fold(m.Name)+" "+Fold(m.Source))), " ") + " "
	for _, name := range qualifying {
		if strings.Contains(text, name) {
			return true
		}
	}
	return false
}

// MembershipState is what a membership is on a day.
type MembershipState uint8

// The states of a membership.
const (
	MembershipProvisioning MembershipState = iota + 1 // bought; the payment is being confirmed
	MembershipActive
	MembershipUpcoming
	MembershipEnded
	MembershipCancelled
)

// MembershipStates lists all states.
func MembershipStates() []MembershipState {
	return []MembershipState{MembershipProvisioning, MembershipActive, MembershipUpcoming, MembershipEnded, MembershipCancelled}
}

// Status is the nearest of the statuses, which exports have: what has not begun
// is pending, like what is not confirmed.
func (s MembershipState) Status() Status {
	switch s {
	case MembershipActive:
		return Active
	case MembershipEnded:
		return Expired
	case MembershipCancelled:
		return Cancelled
	}
	return Pending
}

// StateOn gives the state on a day.
func (m Membership) StateOn(day Date) MembershipState {
	switch {
	case !m.Cancelled.IsZero():
		return MembershipCancelled
	case !m.Ends.IsZero() && m.Ends < day:
		return MembershipEnded
	case !m.Bought.IsZero() && m.Bought <= day && day <= m.Bought.AddDays(ProvisionDays):
		return MembershipProvisioning
	case m.Bought > day || m.Starts > day:
		return MembershipUpcoming
	}
	return MembershipActive
}

// Over is the day on which a membership was cancelled, or the last one of one
// that has ended; zero while it is neither on a day.
func (m Membership) Over(day Date) Date {
	switch m.StateOn(day) {
	case MembershipCancelled:
		return m.Cancelled
	case MembershipEnded:
		return m.Ends
	}
	return 0
}

// BenefitsFrom is the day from which a membership's benefits are expected: once
// it has started and its payment is confirmed.
func (m Membership) BenefitsFrom() Date { return max(m.Starts, m.Bought.AddDays(ProvisionDays)) }

// BenefitsOn tells what the membership is whose benefits an account may expect
// on a day, and from which day they are expected: MembershipEnded where it has
// none that comes with benefits. One whose payment is being confirmed comes
// first, then one that is active.
func BenefitsOn(memberships []Membership, day Date) (state MembershipState, expected Date) {
	state = MembershipEnded
	for _, m := range memberships {
		found, ready := m.StateOn(day), m.BenefitsFrom()
		if m.Qualifies() && found < MembershipEnded && (found < state || found == state && ready < expected) {
			state, expected = found, ready
		}
	}
	return state, expected
}
