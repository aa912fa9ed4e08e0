package model

import (
	"fmt"
	"strconv"
	"strings"
)

// ID names one record of a store. Ids are allocated by the store, ascend, are
// never used twice, and mean nothing else.
type ID uint64

// Kind is the kind of a record.
type Kind uint8

// The kinds of records.
const (
	KindPartner Kind = iota + 1
	KindMembership
	KindTenant
	KindUser
	KindCustomer
	KindProduct
	KindBenefit
	KindProductKey
	KindSubscription
	KindRedemption
)

var kindNames = []string{
	"partner", "membership", "tenant", "user", "customer", "product",
	"benefit", "key", "subscription", "redemption",
}

// Kinds lists all kinds, each before those that refer to it.
func Kinds() []Kind {
	kinds := make([]Kind, len(kindNames))
	for i := range kinds {
		kinds[i] = Kind(i + 1)
	}
	return kinds
}

func (k Kind) String() string               { return nameOf(kindNames, k) }
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads the name that String gives.
func (k *Kind) UnmarshalText(text []byte) (err error) {
	*k, err = valueOf[Kind](kindNames, string(text), "kind")
	return err
}

// Ref points to a record.
type Ref struct {
	Kind Kind `json:"kind"`
	ID   ID   `json:"id"`
}

// String gives "benefit 12", the form in which a record is named on the
// command line and in the activity log.
func (r Ref) String() string {
	if r == (Ref{}) {
		return ""
	}
	return r.Kind.String() + " " + strconv.FormatUint(uint64(r.ID), 10)
}

// Record is a fact of the store. Records are values: a change makes a new one.
type Record interface {
	// Ref names the record; its ID is 0 until the store has allocated one.
	Ref() Ref
	// Label is the short text by which people know the record.
	Label() string
	// Identities are the texts under which the record can be found again in
	// a file, the surest first.
	Identities() []string
	// Refs are the records that this one refers to.
	Refs() []Ref
	// Valid tells what is wrong with the record itself, as a *Refusal.
	Valid() error
}

// Grouped is a record that is also found under what many may share. Unlike
// identities, groups never tell that two records are one.
type Grouped interface {
	Groups() []string
}

// Finders are the texts under which Facts.Lookup finds a record: its
// identities and its groups.
func Finders(record Record) []string {
	found := record.Identities()
	if grouped, ok := record.(Grouped); ok {
		found = append(found, grouped.Groups()...)
	}
	return found
}

// New returns an empty record of a kind as a pointer that can be decoded into,
// nil for an unknown kind. Value gives the record it points to.
func New(kind Kind) any {
	switch kind {
	case KindPartner:
		return new(Partner)
	case KindMembership:
		return new(Membership)
	case KindTenant:
		return new(Tenant)
	case KindUser:
		return new(User)
	case KindCustomer:
		return new(Customer)
	case KindProduct:
		return new(Product)
	case KindBenefit:
		return new(Benefit)
	case KindProductKey:
		return new(ProductKey)
	case KindSubscription:
		return new(Subscription)
	case KindRedemption:
		return new(Redemption)
	}
	return nil
}

// Value gives the record that a pointer from New points to.
func Value(pointer any) Record {
	switch p := pointer.(type) {
	case *Partner:
		return *p
	case *Membership:
		return *p
	case *Tenant:
		return *p
	case *User:
		return *p
	case *Customer:
		return *p
	case *Product:
		return *p
	case *Benefit:
		return *p
	case *ProductKey:
		return *p
	case *Subscription:
		return *p
	case *Redemption:
		return *p
	}
	return nil
}

// WithID returns the record under another id.
func WithID(record Record, id ID) Record {
	switch r := record.(type) {
	case Partner:
		r.ID = id
		return r
	case Membership:
		r.ID = id
		return r
	case Tenant:
		r.ID = id
		return r
	case User:
		r.ID = id
		return r
	case Customer:
		r.ID = id
		return r
	case Product:
		r.ID = id
		return r
	case Benefit:
		r.ID = id
		return r
	case ProductKey:
		r.ID = id
		return r
	case Subscription:
		r.ID = id
		return r
	case Redemption:
		r.ID = id
		return r
	}
	return record
}

// identity joins the parts of an identity so that no part can pass for two.
func identity(kind string, parts ...string) string {
	return kind + "\x1f" + strings.Join(parts, "\x1f")
}

// refs keeps the references that are set.
func refs(candidates ...Ref) []Ref {
	set := candidates[:0]
	for _, ref := range candidates {
		if ref.ID != 0 {
			set = append(set, ref)
		}
	}
	return set
}

// ParseRef reads what Ref.String gives; "12" alone is of the kind given.
func ParseRef(text string, kind Kind) (Ref, error) {
	name, number, found := strings.Cut(text, " ")
	if !found {
		name, number = kind.String(), text
	}
	var parsed Kind
	if err := parsed.UnmarshalText([]byte(name)); err != nil {
		return Ref{}, err
	}
	id, err := strconv.ParseUint(number, 10, 64)
	if err != nil || parsed == 0 || id == 0 {
		return Ref{}, fmt.Errorf("%w: %q is not a record's number", ErrUnknownName, text)
	}
	return Ref{parsed, ID(id)}, nil
}
