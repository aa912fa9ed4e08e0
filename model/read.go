package model

import (
	"fmt"
	"slices"
)

// PageQuery asks for the rows of a list by ascending Due, rows without one
// last, from a cursor on.
type PageQuery struct {
	List    List
	Classes []Class // none: all
	From    Date    // first Due, 0: from the start
	After   Cursor  // continue behind this row
	Limit   int
}

// Cursor is a place in a list.
type Cursor struct {
	Due Date
	ID  ID
}

// Page is a part of a list, with the names of the records its rows refer to.
type Page struct {
	Rows     []Row
	Names    map[ID]string
	Next     Cursor // of the last row
	More     bool
	Revision Revision
}

// Overview is what every screen shows around its own content.
type Overview struct {
	Partner     Partner
	People      []User                      // with a role or an account, see People
	Memberships []Membership                // by ascending id, at most a thousand
	Counts      [ListRedemptions + 1]Counts // indexed by List
	Revision    Revision
	Records     int
}

// Dossier is a record with everything that belongs to it.
type Dossier struct {
	Record        Record
	Product       Product
	Membership    Membership
	Holder        User
	Tenant        Tenant
	Keys          []ProductKey
	Beside        []ProductKey   // of other benefits, redeemed together with Keys, and what replaced those
	Subscriptions []Subscription // that a key of this benefit may be redeemed on
	Redemptions   []Redemption
	Benefits      []Benefit     // that a membership gave, or a person holds
	Users         []User        // with a role in a tenant
	Refund        Refund        // of a membership; filled by who knows the day
	Tenants       map[ID]Tenant // of Subscriptions, Keys, Redemptions and roles
	History       []Entry       // newest first; filled by the store
}

// Title is the text by which people know the record: a subscription without a
// name of its own has its product's.
func (d Dossier) Title() string {
	if d.Record == nil {
		return ""
	}
	return firstOf(d.Record.Label(), d.Product.Label())
}

// DossierOf gathers what belongs to a record.
func DossierOf(facts Facts, ref Ref) (Dossier, error) {
	record, err := facts.Get(ref)
	if err != nil {
		return Dossier{}, err
	}
	g := gatherer{facts: facts, dossier: Dossier{Record: record, Tenants: map[ID]Tenant{}}}
	switch r := record.(type) {
	case Benefit:
		g.benefit(r)
	case Subscription:
		get(&g, &g.dossier.Product, Ref{KindProduct, r.Product})
		get(&g, &g.dossier.Tenant, Ref{KindTenant, r.Tenant})
		referring(&g, &g.dossier.Redemptions, ref, KindRedemption)
		g.keys()
	case ProductKey:
		get(&g, &g.dossier.Product, Ref{KindProduct, r.Product})
		get(&g, &g.dossier.Tenant, Ref{KindTenant, r.Tenant})
		referring(&g, &g.dossier.Redemptions, ref, KindRedemption)
	case Membership, User:
		referring(&g, &g.dossier.Benefits, ref, KindBenefit)
	case Tenant:
		referring(&g, &g.dossier.Subscriptions, ref, KindSubscription)
		referring(&g, &g.dossier.Keys, ref, KindProductKey)
		referring(&g, &g.dossier.Redemptions, ref, KindRedemption)
		referring(&g, &g.dossier.Users, ref, KindUser)
	}
	g.reservations()
	g.tenants()
	return g.dossier, g.err
}

// gatherer keeps the first error so that the steps read as a list.
type gatherer struct {
	facts   Facts
	dossier Dossier
	err     error
}

func (g *gatherer) benefit(b Benefit) {
	get(g, &g.dossier.Product, Ref{KindProduct, b.Product})
	if g.err == nil {
		g.dossier.Membership, g.err = MembershipOf(g.facts, b)
	}
	get(g, &g.dossier.Holder, Ref{KindUser, b.Holder})
	referring(g, &g.dossier.Keys, b.Ref(), KindProductKey)
	referring(g, &g.dossier.Redemptions, b.Ref(), KindRedemption)
	for _, key := range g.dossier.Keys {
		g.redemptions(key)
	}
	g.beside(b)
	if b.Workspace == Cloud {
		g.subscriptions(b)
	}
}

// keys adds those of the redemptions, and those that replaced them.
func (g *gatherer) keys() {
	for _, r := range g.dossier.Redemptions {
		var found []ProductKey
		referring(g, &found, r.Ref(), KindProductKey)
		for _, key := range found {
			if !slices.ContainsFunc(g.dossier.Keys, func(known ProductKey) bool { return known.ID == key.ID }) {
				g.dossier.Keys = append(g.dossier.Keys, key)
			}
		}
	}
}

// redemptions adds those that took a key of the benefit together with keys of
// others.
func (g *gatherer) redemptions(key ProductKey) {
	var found []Redemption
	referring(g, &found, key.Ref(), KindRedemption)
	for _, r := range found {
		if !slices.ContainsFunc(g.dossier.Redemptions, func(known Redemption) bool { return known.ID == r.ID }) {
			g.dossier.Redemptions = append(g.dossier.Redemptions, r)
		}
	}
}

// reservations are given the day on which they take effect now.
func (g *gatherer) reservations() {
	for i, r := range g.dossier.Redemptions {
		if g.err == nil {
			g.dossier.Redemptions[i], g.err = r.AsNow(g.facts.Get)
		}
	}
}

// beside finds the keys of other benefits that were redeemed together with
// those of the benefit, and their replacements.
func (g *gatherer) beside(b Benefit) {
	var found []ProductKey
	for _, r := range g.dossier.Redemptions {
		if len(r.Keys) > 1 {
			referring(g, &found, r.Ref(), KindProductKey)
		}
	}
	for _, key := range found {
		if key.Benefit != b.ID {
			g.dossier.Beside = append(g.dossier.Beside, key)
		}
	}
}

// subscriptions finds those that the benefit was redeemed on, and those of the
// same product: by id, or by name where an id is missing.
func (g *gatherer) subscriptions(b Benefit) {
	seen := map[ID]bool{}
	take := func(found []Subscription) {
		for _, s := range found {
			if !seen[s.ID] {
				seen[s.ID] = true
				if s.Name == "" {
					var product Product
					get(g, &product, Ref{KindProduct, s.Product})
					s.Name = product.Label()
				}
				g.dossier.Subscriptions = append(g.dossier.Subscriptions, s)
			}
		}
	}
	var own Subscription
	if get(g, &own, Ref{KindSubscription, b.Subscription}); own.ID != 0 {
		take([]Subscription{own})
	}
	products := []ID{b.Product}
	for _, p := range g.lookup(KindProduct, identity("name", Fold(b.Name))) {
		products = append(products, p.Ref().ID)
	}
	for _, id := range products {
		var found []Subscription
		referring(g, &found, Ref{KindProduct, id}, KindSubscription)
		take(found)
	}
	for _, s := range g.lookup(KindSubscription, identity("called", Fold(b.Name))) {
		take([]Subscription{s.(Subscription)})
	}
}

func (g *gatherer) tenants() {
	want := map[ID]bool{}
	for _, s := range g.dossier.Subscriptions {
		want[s.Tenant] = true
	}
	for _, k := range g.dossier.Keys {
		want[k.Tenant] = true
	}
	for _, r := range g.dossier.Redemptions {
		want[r.Tenant] = true
	}
	if person, ok := g.dossier.Record.(User); ok {
		for _, grant := range person.Roles {
			want[grant.Tenant] = true
		}
	}
	for id := range want {
		var tenant Tenant
		if get(g, &tenant, Ref{KindTenant, id}); tenant.ID != 0 {
			g.dossier.Tenants[id] = tenant
		}
	}
}

func (g *gatherer) lookup(kind Kind, identity string) []Record {
	if g.err != nil {
		return nil
	}
	found, err := g.facts.Lookup(kind, identity)
	g.err = err
	return found
}

// get fetches one record into its place; an id of 0 is none.
func get[R Record](g *gatherer, to *R, ref Ref) {
	if g.err != nil || ref.ID == 0 {
		return
	}
	record, err := g.facts.Get(ref)
	if err != nil {
		g.err = fmt.Errorf("gather: %w", err)
		return
	}
	*to = record.(R)
}

func referring[R Record](g *gatherer, to *[]R, ref Ref, kind Kind) {
	if g.err != nil || ref.ID == 0 {
		return
	}
	found, err := g.facts.Referring(ref, kind)
	if err != nil {
		g.err = err
		return
	}
	for _, record := range found {
		*to = append(*to, record.(R))
	}
}
