package model

import "errors"

// Partner is the company whose benefits the store keeps. There is one.
type Partner struct {
	ID        ID     `json:"id"`
	Name      string `json:"name"`
	PartnerID string `json:"partner_id,omitzero"` // Microsoft's partner id (MPN id)
}

// Membership is a membership or offer that provisions benefits.
type Membership struct {
	ID     ID     `json:"id"`
	Name   string `json:"name"`            // "Solutions Partner", "Microsoft Action Pack"
	Source string `json:"source,omitzero"` // as benefits name it: "MAPS - Core"
	Bought Date   `json:"bought,omitzero"`
	Starts Date   `json:"starts,omitzero"`
	Ends   Date   `json:"ends,omitzero"`
	// Cancelled is the day on which we asked Microsoft to cancel it.
	Cancelled Date   `json:"cancelled,omitzero"`
	Reason    string `json:"reason,omitzero"` // of the cancellation
}

// Tenant is a Microsoft Entra tenant in which keys are redeemed.
type Tenant struct {
	ID       ID     `json:"id"`
	Domain   string `json:"domain,omitzero"`
	TenantID string `json:"tenant_id,omitzero"` // GUID
	Name     string `json:"name,omitzero"`
	Retired  Date   `json:"retired,omitzero"` // no longer in use from this day on
}

// User is a person of the partner's organization.
type User struct {
	ID    ID     `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email,omitzero"`
	// Account is the person's account on the system that runs this program.
	Account string  `json:"account,omitzero"`
	Roles   []Grant `json:"roles,omitzero"`
	Retired Date    `json:"retired,omitzero"` // no longer with the partner from this day on
}

// Customer is a CSP customer of the partner.
type Customer struct {
	ID       ID     `json:"id"`
	Name     string `json:"name"`
	TenantID string `json:"tenant_id,omitzero"`
	Domain   string `json:"domain,omitzero"`
	Country  string `json:"country,omitzero"`
}

// Product is something that can be subscribed to, as Microsoft's product-name
// list knows it.
type Product struct {
	ID      ID       `json:"id"`
	Name    string   `json:"name,omitzero"`
	SKU     string   `json:"sku,omitzero"`  // GUID of the SKU
	Part    string   `json:"part,omitzero"` // SKU part number, "POWER_BI_PRO"
	Aliases []string `json:"aliases,omitzero"`
}

func (p Partner) Ref() Ref    { return Ref{KindPartner, p.ID} }
func (m Membership) Ref() Ref { return Ref{KindMembership, m.ID} }
func (t Tenant) Ref() Ref     { return Ref{KindTenant, t.ID} }
func (u User) Ref() Ref       { return Ref{KindUser, u.ID} }
func (c Customer) Ref() Ref   { return Ref{KindCustomer, c.ID} }
func (p Product) Ref() Ref    { return Ref{KindProduct, p.ID} }

func (p Partner) Label() string    { return p.Name }
func (m Membership) Label() string { return m.Name }
func (u User) Label() string       { return firstOf(u.Name, u.Email) }
func (c Customer) Label() string   { return firstOf(c.Name, c.Domain, c.TenantID) }

// Label is the domain where known, since that is what portals show.
func (t Tenant) Label() string { return firstOf(t.Domain, t.TenantID, t.Name) }

// Label is the display name, or the part number until a name is known.
func (p Product) Label() string { return firstOf(p.Name, p.Part, p.SKU) }

// Names are all that the product is called.
func (p Product) Names() []string { return append([]string{p.Name}, p.Aliases...) }

func (p Partner) Identities() []string { return []string{identity("partner")} }

func (m Membership) Identities() []string {
	return []string{identity("name", Fold(m.Name), Fold(m.Source), m.Starts.String())}
}

func (t Tenant) Identities() []string {
	return identities("guid", Fold(t.TenantID), "domain", Fold(t.Domain))
}

func (u User) Identities() []string {
	if u.Email == "" {
		return identities("name", Fold(u.Name))
	}
	return identities("email", Fold(u.Email))
}

// groupPeople is the group of the users that People gives.
var groupPeople = identity("group", "people")

// Groups puts users with a role or an account among those that People gives.
func (u User) Groups() []string {
	if len(u.Roles) == 0 && u.Account == "" {
		return nil
	}
	return []string{groupPeople}
}

func (c Customer) Identities() []string {
	return identities("guid", Fold(c.TenantID), "domain", Fold(c.Domain), "name", Fold(c.Name))
}

func (p Product) Identities() []string {
	found := identities("sku", Fold(p.SKU), "part", Fold(p.Part), "name", Fold(p.Name))
	for _, alias := range p.Aliases {
		found = append(found, identities("name", Fold(alias))...)
	}
	return found
}

func (Partner) Refs() []Ref    { return nil }
func (Membership) Refs() []Ref { return nil }
func (Tenant) Refs() []Ref     { return nil }

// Refs are the tenants in which the person has a role.
func (u User) Refs() []Ref {
	var found []Ref
	for _, g := range u.Roles {
		found = append(found, refs(Ref{KindTenant, g.Tenant})...)
	}
	return found
}

func (Customer) Refs() []Ref { return nil }
func (Product) Refs() []Ref  { return nil }

// The records of this file are not valid without a name or what stands for
// one, nor with a text that is too long.

func (p Partner) Valid() error {
	return errors.Join(needText("name", p.Name), needShort("name", p.Name, "partner_id", p.PartnerID))
}

func (m Membership) Valid() error {
	return errors.Join(needText("name", m.Name), needShort("name", m.Name, "source", m.Source, "reason", m.Reason))
}

func (t Tenant) Valid() error {
	return errors.Join(needText("tenant", t.Label()), needShort("domain", t.Domain, "tenant_id", t.TenantID, "name", t.Name))
}

func (u User) Valid() error {
	err := errors.Join(needText("name", u.Label()), needShort("name", u.Name, "email", u.Email, "account", u.Account))
	for _, g := range u.Roles {
		err = errors.Join(err, needText("role", g.Role.String()))
	}
	return err
}

func (c Customer) Valid() error {
	return errors.Join(needText("name", c.Label()),
		needShort("name", c.Name, "tenant_id", c.TenantID, "domain", c.Domain, "country", c.Country))
}

func (p Product) Valid() error {
	err := errors.Join(needText("name", p.Label()), needShort("name", p.Name, "sku", p.SKU, "part", p.Part))
	for _, alias := range p.Aliases {
		err = errors.Join(err, needShort("aliases", alias))
	}
	return err
}

// identities makes one identity of each pair of kind and text whose text is
// not empty.
func identities(pairs ...string) []string {
	found := make([]string, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			found = append(found, identity(pairs[i], pairs[i+1]))
		}
	}
	return found
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
