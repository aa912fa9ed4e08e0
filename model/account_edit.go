package model

import (
	"cmp"
	"fmt"
	"strings"
)

// SaveAccount is Save for the records of an account, of which no two may be the
// same: memberships, tenants and persons.
type SaveAccount struct{ Record Record }

// CodeKnown refuses a record that there is already; its argument is its label.
const CodeKnown Code = "known"

// Refusals of facts of an account that can't be: files may hold old oddities, a
// person who types them would rather know.
const (
	CodeEndsBefore   Code = "ends_before"   // end, field of the day before which that is, that day
	CodeNoEmail      Code = "no_email"      // what was typed
	CodeAccountTaken Code = "account_taken" // account of the system, the person who has it
)

// Decide refuses what Save refuses, what can't be, and a record that there is
// already.
func (c SaveAccount) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	if err := plausible(facts, c.Record); err != nil {
		return Receipt{}, nil, err
	}
	ref := c.Record.Ref()
	for _, identity := range c.Record.Identities() {
		found, err := facts.Lookup(ref.Kind, identity)
		if err != nil {
			return Receipt{}, nil, err
		}
		for _, other := range found {
			if other.Ref() != ref {
				return Receipt{}, nil, Refuse(CodeKnown, other.Label())
			}
		}
	}
	return save(facts, c.Record)
}

// plausible refuses a membership that ends before it begins, or before it was
// bought, and of a person an address that is none and an account that another
// one has. A membership may begin before it was bought: one that is renewed late
// keeps its day.
func plausible(facts Facts, record Record) error {
	switch r := record.(type) {
	case Membership:
		switch {
		case r.Ends.IsZero():
		case r.Ends < r.Starts:
			return Refuse(CodeEndsBefore, r.Ends, Field("starts"), r.Starts)
		case r.Ends < r.Bought:
			return Refuse(CodeEndsBefore, r.Ends, Field("bought"), r.Bought)
		}
	case User:
		if r.Email != "" && !isEmail(r.Email) {
			return Refuse(CodeNoEmail, r.Email)
		}
		return accountFree(facts, r)
	}
	return nil
}

// isEmail asks for no more than something on both sides of one @.
func isEmail(text string) bool {
	name, domain, found := strings.Cut(strings.TrimSpace(text), "@")
	return found && name != "" && strings.Contains(domain, ".") && !strings.ContainsAny(domain, "@ ") && !strings.Contains(name, " ")
}

func accountFree(facts Facts, u User) error {
	if Fold(u.Account) == "" {
		return nil
	}
	people, err := People(facts)
	if err != nil {
		return err
	}
	for _, other := range people {
		if other.ID != u.ID && Fold(other.Account) == Fold(u.Account) {
			return Refuse(CodeAccountTaken, u.Account, other.Label())
		}
	}
	return nil
}

// Retire says that a tenant or person is no longer in use from today on. The
// record stays: history and redemptions refer to it.
type Retire struct{ Ref Ref }

// Restore takes a retirement back.
type Restore struct{ Ref Ref }

// Refusals of what can't be done to an account's records.
const (
	CodeRetired    Code = "retired"     // label, since when
	CodeNotRetired Code = "not_retired" // label
)

// Decide refuses what is retired already. The error wraps ErrNotFound for a
// record that nobody can retire.
func (c Retire) Decide(facts Facts, today Date) (Receipt, []Change, error) {
	return retire(facts, c.Ref, VerbRetire, today)
}

// Decide refuses what was never retired.
func (c Restore) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	return retire(facts, c.Ref, VerbRestore, 0)
}

func retire(facts Facts, ref Ref, verb Verb, since Date) (Receipt, []Change, error) {
	before, err := facts.Get(ref)
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("%s: %w", verb, err)
	}
	var was Date
	var after Record
	switch r := before.(type) {
	case Tenant:
		was, r.Retired = r.Retired, since
		after = r
	case User:
		was, r.Retired = r.Retired, since
		after = r
	default:
		return Receipt{}, nil, fmt.Errorf("%s %s: %w", verb, ref, ErrNotFound)
	}
	switch {
	case verb == VerbRetire && !was.IsZero():
		return Receipt{}, nil, Refuse(CodeRetired, before.Label(), was)
	case verb == VerbRestore && was.IsZero():
		return Receipt{}, nil, Refuse(CodeNotRetired, before.Label())
	}
	return Receipt{Verb: verb, Object: ref, Label: before.Label()}, []Change{Changed(before, after)}, nil
}

// Identify says which person the user of the system is. Whoever had that
// account no longer has it. Without a User nobody has it from then on: the
// owner of the file can always step out of a role (rulings).
type Identify struct {
	User    ID
	Account string // of the system
}

// CodeOtherAccount refuses to be somebody whom another account of the system
// is; its arguments are the person and that account.
const CodeOtherAccount Code = "other_account"

// Decide refuses an empty account, a person who left, and one who is somebody
// else already: who may edit people can take the account off them first.
func (c Identify) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	if err := needText("account", c.Account); err != nil {
		return Receipt{}, nil, err
	}
	people, err := People(facts)
	if err != nil {
		return Receipt{}, nil, err
	}
	receipt := Receipt{Verb: VerbIdentify, Object: Ref{Kind: KindUser, ID: c.User}, Label: c.Account}
	var changes []Change
	for _, person := range people {
		if person.ID != c.User && Fold(person.Account) == Fold(c.Account) {
			left := person
			left.Account = ""
			changes = append(changes, Changed(person, left))
			if c.User == 0 {
				receipt.Object, receipt.Label = person.Ref(), person.Label()
			}
		}
	}
	if c.User == 0 {
		return receipt, changes, nil
	}
	record, err := facts.Get(receipt.Object)
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("identify: %w", err)
	}
	me := record.(User)
	if !me.Retired.IsZero() {
		return Receipt{}, nil, Refuse(CodeRetired, me.Label(), me.Retired)
	}
	if me.Account != "" && Fold(me.Account) != Fold(c.Account) {
		return Receipt{}, nil, Refuse(CodeOtherAccount, me.Label(), me.Account)
	}
	known := me
	known.Account = c.Account
	receipt.Label = me.Label()
	return receipt, append(changes, Changed(me, known)), nil
}

// CancelMembership records that Microsoft was asked to cancel a membership.
// Whether it is refunded is another question: see RefundOn.
type CancelMembership struct {
	Membership ID
	Reason     string
}

// Refusals to cancel a membership of which nothing is left to cancel; their
// arguments are the membership and the day.
const (
	CodeCancelled Code = "cancelled" // already, on the day
	CodeEnded     Code = "ended"     // the day was its last
)

// Cancellable refuses one that is cancelled or has ended on a day.
func (m Membership) Cancellable(day Date) error {
	switch m.StateOn(day) {
	case MembershipCancelled:
		return Refuse(CodeCancelled, m.Label(), m.Cancelled)
	case MembershipEnded:
		return Refuse(CodeEnded, m.Label(), m.Ends)
	}
	return nil
}

// Cancellation is the detail of the receipt of a CancelMembership.
type Cancellation struct {
	Reason     string `json:"reason"`
	Refundable bool   `json:"refundable"`
}

// Decide refuses a cancellation without a reason, and of what is over.
func (c CancelMembership) Decide(facts Facts, today Date) (Receipt, []Change, error) {
	record, err := facts.Get(Ref{KindMembership, c.Membership})
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("cancel: %w", err)
	}
	m := record.(Membership)
	if err := m.Cancellable(today); err != nil {
		return Receipt{}, nil, err
	}
	if err := cmp.Or(needText("reason", c.Reason), needShort("reason", c.Reason), NoKeyInTexts(Membership{Reason: c.Reason})); err != nil {
		return Receipt{}, nil, err
	}
	refund, err := RefundOn(facts, m, today)
	if err != nil {
		return Receipt{}, nil, err
	}
	cancelled := m
	cancelled.Cancelled, cancelled.Reason = today, c.Reason
	detail := Cancellation{Reason: c.Reason, Refundable: refund.Stands()}
	return Receipt{Verb: VerbCancel, Object: m.Ref(), Label: m.Label(), Detail: detail}, []Change{Changed(m, cancelled)}, nil
}
