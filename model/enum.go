package model

import (
	"errors"
	"fmt"
	"slices"
)

// ErrUnknownName is wrapped when a text names no value of an enumeration.
var ErrUnknownName = errors.New("unknown name")

// UnknownName is the error for such a text. It wraps ErrUnknownName.
type UnknownName struct {
	What string // the enumeration
	Text string
}

func (e *UnknownName) Error() string {
	return fmt.Sprintf("%v for %s: %q", ErrUnknownName, e.What, e.Text)
}

func (e *UnknownName) Unwrap() error { return ErrUnknownName }

// nameOf and valueOf connect an enumeration that starts at 1 with its names,
// which are the stored and exported form.
func nameOf[E ~uint8](names []string, value E) string {
	if value < 1 || int(value) > len(names) {
		return ""
	}
	return names[value-1]
}

func valueOf[E ~uint8](names []string, text, what string) (E, error) {
	if text == "" {
		return 0, nil
	}
	i := slices.Index(names, text)
	if i < 0 {
		return 0, &UnknownName{what, text}
	}
	return E(i + 1), nil
}

// Workspace is one of the six groups of benefits.
type Workspace uint8

// The six workspaces, in the order of the screens.
const (
	Cloud Workspace = iota + 1
	AzureCredits
	Software
	VisualStudio
	Technical
	GoToMarket
)

var workspaceNames = []string{"cloud", "azure-credits", "software", "visual-studio", "technical", "go-to-market"}

// Workspaces lists all workspaces in the order of the screens.
func Workspaces() []Workspace {
	return []Workspace{Cloud, AzureCredits, Software, VisualStudio, Technical, GoToMarket}
}

func (w Workspace) String() string               { return nameOf(workspaceNames, w) }
func (w Workspace) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads the name that String gives.
func (w *Workspace) UnmarshalText(text []byte) (err error) {
	*w, err = valueOf[Workspace](workspaceNames, string(text), "workspace")
	return err
}

// Status is what was recorded of a benefit, key or subscription. What holds on
// a day also depends on dates: see Row.PhaseOn and Subscription.StatusOn.
type Status uint8

// The statuses of benefits and keys, then those that portals report of
// subscriptions.
const (
	NotRedeemed Status = iota + 1
	Reserved           // planned for a day; the key is held
	Assigned           // a credit that waits for its user
	Pending            // requested, the portal has not answered yet
	Redeemed           // for seats and offers: assigned, active
	Cancelled
	Active
	Expired
	Disabled
	LockedOut
	Deleted
)

var statusNames = []string{
	"not-redeemed", "reserved", "assigned", "pending", "redeemed", "cancelled",
	"active", "expired", "disabled", "locked-out", "deleted",
}

// Statuses lists all statuses.
func Statuses() []Status {
	all := make([]Status, len(statusNames))
	for i := range all {
		all[i] = Status(i + 1)
	}
	return all
}

func (s Status) String() string               { return nameOf(statusNames, s) }
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name that String gives.
func (s *Status) UnmarshalText(text []byte) (err error) {
	*s, err = valueOf[Status](statusNames, string(text), "status")
	return err
}

// BenefitType tells whether a benefit came with the membership or beyond it.
type BenefitType uint8

// The two benefit types.
const (
	Core BenefitType = iota + 1
	Incremental
)

var benefitTypeNames = []string{"core", "incremental"}

func (t BenefitType) String() string               { return nameOf(benefitTypeNames, t) }
func (t BenefitType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads the name that String gives.
func (t *BenefitType) UnmarshalText(text []byte) (err error) {
	*t, err = valueOf[BenefitType](benefitTypeNames, string(text), "benefit type")
	return err
}

// RedemptionModel tells how a Cloud benefit is redeemed.
type RedemptionModel uint8

// The redemption models: a product key (the default), or a purchase at no
// price that some countries use instead.
const (
	ByKey RedemptionModel = iota + 1
	ByPurchase
)

var redemptionModelNames = []string{"key", "purchase"}

func (m RedemptionModel) String() string               { return nameOf(redemptionModelNames, m) }
func (m RedemptionModel) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the name that String gives.
func (m *RedemptionModel) UnmarshalText(text []byte) (err error) {
	*m, err = valueOf[RedemptionModel](redemptionModelNames, string(text), "redemption model")
	return err
}

// Unit says what a quantity counts.
type Unit uint8

// The units that the portals show. The money units count hundredths of their
// currency.
const (
	Licenses Unit = iota + 1
	Activations
	Users
	Incidents
	Hours
	MoneyPerMonth
	MoneyPerYear
)

var unitNames = []string{"licenses", "activations", "users", "incidents", "hours", "money-per-month", "money-per-year"}

// Units lists all units.
func Units() []Unit {
	all := make([]Unit, len(unitNames))
	for i := range all {
		all[i] = Unit(i + 1)
	}
	return all
}

func (u Unit) String() string               { return nameOf(unitNames, u) }
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads the name that String gives.
func (u *Unit) UnmarshalText(text []byte) (err error) {
	*u, err = valueOf[Unit](unitNames, string(text), "unit")
	return err
}

// Unlimited is the amount of a quantity without a limit.
const Unlimited = -1

// Quantity is an amount with its unit: 5 licenses, $100 per month, unlimited
// incidents.
type Quantity struct {
	Amount   int64  `json:"amount,omitzero"` // count, hundredths for money, or Unlimited
	Unit     Unit   `json:"unit,omitzero"`
	Currency string `json:"currency,omitzero"` // ISO code, for the money units
}
