package model

import "errors"

// Subscription is what a tenant holds of a product.
type Subscription struct {
	ID         ID     `json:"id"`
	Tenant     ID     `json:"tenant,omitzero"`
	Product    ID     `json:"product,omitzero"`
	Name       string `json:"name,omitzero"` // as a portal showed it, possibly cut
	Licenses   int64  `json:"licenses"`
	Assigned   int64  `json:"assigned,omitzero"`    // as of AssignedOn
	AssignedOn Date   `json:"assigned_on,omitzero"` // zero: not known
	Ends       Date   `json:"ends,omitzero"`
	Estimated  bool   `json:"estimated,omitzero"`   // Ends was worked back from a later state
	Reported   Status `json:"reported,omitzero"`    // what a portal said on ReportedOn
	ReportedOn Date   `json:"reported_on,omitzero"` // zero: it was said of the SKU as a whole
	Trial      bool   `json:"trial,omitzero"`
	PaidWith   string `json:"paid_with,omitzero"`
	Channel    string `json:"channel,omitzero"`
	PortalID   string `json:"portal_id,omitzero"`   // id of the directory subscription
	CommerceID string `json:"commerce_id,omitzero"` // id in the commerce system
	Redemption ID     `json:"redemption,omitzero"`  // the latest
	Note       string `json:"note,omitzero"`
}

// Days of the lifecycle after the end date (published beyond the seeds).
const (
	ExpiredDays  = 30
	DisabledDays = 90
)

func (s Subscription) Ref() Ref      { return Ref{KindSubscription, s.ID} }
func (s Subscription) Label() string { return s.Name }

// Identities: the portals' ids, else product or name within the tenant.
func (s Subscription) Identities() []string {
	found := identities("id", Fold(s.PortalID), "commerce", Fold(s.CommerceID))
	if s.Name == "" {
		return found
	}
	tenant := Ref{KindTenant, s.Tenant}.String()
	return append(found, identity("name", tenant, Fold(s.Name)), identity("called", Fold(s.Name)))
}

// Refs are its tenant, product and latest redemption.
func (s Subscription) Refs() []Ref {
	return refs(Ref{KindTenant, s.Tenant}, Ref{KindProduct, s.Product}, Ref{KindRedemption, s.Redemption})
}

// Valid refuses impossible counts, a subscription of nothing, and texts that
// are too long.
func (s Subscription) Valid() error {
	if s.Name == "" && s.Product == 0 {
		return needText("name", s.Name)
	}
	return errors.Join(
		NeedTotal("licenses", s.Licenses),
		NeedTotal("assigned", s.Assigned),
		needShort("name", s.Name, "paid_with", s.PaidWith, "channel", s.Channel, "portal_id", s.PortalID, "commerce_id", s.CommerceID, "note", s.Note),
	)
}

// StatusOn tells in which state the subscription is on a day. A state that a
// portal reported holds until the next boundary of the lifecycle after the
// report; from then on the dates decide. Without an end date only the report
// is known.
func (s Subscription) StatusOn(day Date) Status {
	if s.Ends.IsZero() {
		return s.Reported
	}
	status, since := s.byDates(day)
	if s.Reported != 0 && !s.ReportedOn.IsZero() && since <= s.ReportedOn && s.ReportedOn <= day {
		return s.Reported
	}
	return status
}

// byDates gives the state that the end date alone implies, and the first day
// of that state.
func (s Subscription) byDates(day Date) (status Status, since Date) {
	after := int(day) - int(s.Ends)
	switch {
	case after <= 0:
		return Active, 0
	case after <= ExpiredDays:
		return Expired, s.Ends + 1
	case after <= ExpiredDays+DisabledDays:
		return Disabled, s.Ends + ExpiredDays + 1
	}
	return Deleted, s.Ends + ExpiredDays + DisabledDays + 1
}

// Redemption is one redemption of keys on a subscription: reserved for a day,
// or recorded as done.
type Redemption struct {
	ID           ID     `json:"id"`
	Benefit      ID     `json:"benefit"`
	Keys         []ID   `json:"keys,omitzero"`
	Subscription ID     `json:"subscription,omitzero"`
	Tenant       ID     `json:"tenant,omitzero"`
	Action       string `json:"action"` // add, extend, renew or activate
	On           Date   `json:"on"`     // the day it was or will be redeemed
	Effective    Date   `json:"effective"`
	KeyLicenses  int64  `json:"key_licenses"`
	KeyMonths    int    `json:"key_months"`
	Before       Term   `json:"before"`
	After        Term   `json:"after"`
	PortalEnds   Date   `json:"portal_ends,omitzero"` // what the portal showed, where it differs
	Status       Status `json:"status"`               // Reserved, Redeemed or Cancelled
	By           string `json:"by,omitzero"`
	// Reason is why it was corrected, Corrected the day of that.
	Reason    string `json:"reason,omitzero"`
	Corrected Date   `json:"corrected,omitzero"`
}

// Term is what a subscription grants: licenses until a day, that day included.
type Term struct {
	Licenses int64 `json:"licenses"`
	Ends     Date  `json:"end_date"`
}

func (r Redemption) Ref() Ref      { return Ref{KindRedemption, r.ID} }
func (r Redemption) Label() string { return r.Action + " " + r.Effective.String() }

// Identities: what was done with which benefit on which day.
func (r Redemption) Identities() []string {
	return []string{identity("of", Ref{KindBenefit, r.Benefit}.String(), r.On.String(), r.Action)}
}

// Refs are its benefit, keys, subscription and tenant.
func (r Redemption) Refs() []Ref {
	found := refs(Ref{KindBenefit, r.Benefit}, Ref{KindSubscription, r.Subscription}, Ref{KindTenant, r.Tenant})
	for _, key := range r.Keys {
		found = append(found, Ref{KindProductKey, key})
	}
	return found
}

// Valid refuses a redemption of nothing, impossible counts and terms, and texts
// that are too long.
func (r Redemption) Valid() error {
	return errors.Join(
		needText("action", r.Action),
		NeedTotal("key_licenses", r.KeyLicenses), needUpTo(MaxMonths, "key_months", int64(r.KeyMonths)),
		NeedTotal("before", r.Before.Licenses), NeedTotal("after", r.After.Licenses),
		needShort("action", r.Action, "by", r.By, "reason", r.Reason),
	)
}

// Ends is the end date that later calculations build on: what the portal
// showed where that differs from the rules.
func (r Redemption) Ends() Date {
	if !r.PortalEnds.IsZero() {
		return r.PortalEnds
	}
	return r.After.Ends
}
