package model

import (
	"errors"
	"unicode/utf8"
)

// Benefit is one line of a portal's Benefits page: what a membership gave.
type Benefit struct {
	ID         ID              `json:"id"`
	Workspace  Workspace       `json:"workspace"`
	Name       string          `json:"name"`
	Product    ID              `json:"product,omitzero"`
	Source     string          `json:"source,omitzero"` // program name and specialization
	Membership ID              `json:"membership,omitzero"`
	Type       BenefitType     `json:"type,omitzero"`
	Quantity   Quantity        `json:"quantity,omitzero"`
	Used       int64           `json:"used,omitzero"`    // of Quantity, as of UsedOn
	UsedOn     Date            `json:"used_on,omitzero"` // zero: not known
	ActivateBy Date            `json:"activate_by,omitzero"`
	Expires    Date            `json:"expires,omitzero"` // last day to exercise the usage rights
	Status     Status          `json:"status,omitzero"`
	StatusOn   Date            `json:"status_on,omitzero"`
	Model      RedemptionModel `json:"model,omitzero"`

	// What a Cloud benefit was redeemed on.
	Subscription ID `json:"subscription,omitzero"`

	// Who holds an Azure credit or a Visual Studio seat.
	Holder        ID     `json:"holder,omitzero"`
	HeldSince     Date   `json:"held_since,omitzero"`
	Reassignments int    `json:"reassignments,omitzero"`
	Level         string `json:"level,omitzero"` // of a Visual Studio subscription
	PortalID      string `json:"portal_id,omitzero"`

	// What Technical benefits are used with.
	AccessID   string `json:"access_id,omitzero"`
	ContractID string `json:"contract_id,omitzero"`

	Note string `json:"note,omitzero"`
}

func (b Benefit) Ref() Ref      { return Ref{KindBenefit, b.ID} }
func (b Benefit) Label() string { return b.Name }

// Identities: the portal's own id where there is one, else workspace, name and
// source. Several benefits may share the latter; they are then told apart by
// their order of Activate by.
func (b Benefit) Identities() []string {
	found := identities("id", Fold(b.PortalID))
	return append(found, identity("name", b.Workspace.String(), Fold(b.Name), Fold(b.Source)))
}

// Refs are its product, membership, subscription and holder.
func (b Benefit) Refs() []Ref {
	return refs(Ref{KindProduct, b.Product}, Ref{KindMembership, b.Membership},
		Ref{KindSubscription, b.Subscription}, Ref{KindUser, b.Holder})
}

// Valid refuses a benefit without a name or workspace, impossible amounts, and
// texts that are too long.
func (b Benefit) Valid() error {
	return errors.Join(
		needText("name", b.Name),
		needText("workspace", b.Workspace.String()),
		b.Quantity.Valid(),
		needUpTo(MaxMoney, "used", b.Used),
		needCount("reassignments", int64(b.Reassignments)),
		needShort("name", b.Name, "source", b.Source, "currency", b.Quantity.Currency, "level", b.Level, "portal_id", b.PortalID,
			"access_id", b.AccessID, "contract_id", b.ContractID, "note", b.Note),
	)
}

// Valid refuses negative amounts (but Unlimited), and those over the limits.
func (q Quantity) Valid() error {
	switch {
	case q.Amount == Unlimited:
		return nil
	case q.Unit == MoneyPerMonth || q.Unit == MoneyPerYear:
		return needUpTo(MaxMoney, "quantity", q.Amount)
	}
	return needCount("quantity", q.Amount)
}

// ByPurchase tells whether the benefit is redeemed by a purchase at no price.
func (b Benefit) ByPurchase() bool { return b.Model == ByPurchase }

// ProductKey is a key of a benefit. Its text is sealed apart from the record.
type ProductKey struct {
	ID         ID     `json:"id"`
	Benefit    ID     `json:"benefit,omitzero"`
	Product    ID     `json:"product,omitzero"`
	Licenses   int64  `json:"licenses"`
	Months     int    `json:"months"`
	ActivateBy Date   `json:"activate_by,omitzero"`
	Tenant     ID     `json:"tenant,omitzero"` // the only tenant it may be redeemed in; 0: any
	Tail       string `json:"tail"`            // last group, the part that may be shown
	Status     Status `json:"status"`          // NotRedeemed, Reserved or Redeemed
	Redemption ID     `json:"redemption,omitzero"`
	RevealedOn Date   `json:"revealed_on,omitzero"` // the first reveal; ends the refund right
	RevealedBy string `json:"revealed_by,omitzero"`
	Replaces   ID     `json:"replaces,omitzero"` // the redemption that went wrong and for which Microsoft gave this key
	Instead    ID     `json:"instead,omitzero"`  // the key of that redemption that this one replaces; 0: its only one

	// Text is set only on a record on its way into the store, which seals it.
	Text Key `json:"-"`
}

func (k ProductKey) Ref() Ref      { return Ref{KindProductKey, k.ID} }
func (k ProductKey) Label() string { return MaskTail(k.Tail) }

// Identities: the last group within the benefit, since files hold no key.
func (k ProductKey) Identities() []string {
	return []string{identity("tail", Ref{KindBenefit, k.Benefit}.String(), k.Tail)}
}

// Refs are its benefit, product, tenant, redemption and the one it replaces.
func (k ProductKey) Refs() []Ref {
	return refs(Ref{KindBenefit, k.Benefit}, Ref{KindProduct, k.Product},
		Ref{KindTenant, k.Tenant}, Ref{KindRedemption, k.Redemption}, Ref{KindRedemption, k.Replaces}, Ref{KindProductKey, k.Instead})
}

// Valid refuses impossible counts and terms, and a tail that is more than the
// last group: it is shown and exported as it is.
func (k ProductKey) Valid() error {
	return errors.Join(needText("key", k.Tail), needTail(k.Tail), needShort("revealed_by", k.RevealedBy),
		needCount("licenses", k.Licenses), needTerm(k.Months))
}

func needTail(tail string) error {
	if utf8.RuneCountInString(tail) > keyGroup {
		return Refuse(CodeTooLong, "tail", int64(keyGroup))
	}
	return nil
}

// MaxMonths is the longest term of a key, in months.
const MaxMonths = 36

func needTerm(months int) error {
	if months < 1 || months > MaxMonths {
		return Refuse(CodeTooMany, "months", int64(months), int64(MaxMonths))
	}
	return nil
}
