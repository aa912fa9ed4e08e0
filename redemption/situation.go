package redemption

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// situation is what the store knows about the things that a Redeem names.
type situation struct {
	benefit      model.Benefit
	membership   model.Membership
	key          model.ProductKey
	subscription model.Subscription
	latest       model.Redemption // of the subscription, which gave what it is now
	redemption   model.Redemption // the reservation that this redemption carries out, if any
	further      []grant          // what is redeemed beside the key
	held         []past           // reservations whose place this redemption takes
	tenancy      tenancy
	own          model.Product // of the benefit
	product      model.Product // of the subscription
	products     productMatch
	used         Use
	pending      []error // refusals of further keys that wait for their turn
}

func (c Redeem) gather(facts model.Facts) (situation, error) {
	var s situation
	steps := []func(model.Facts, Redeem) error{
		s.findBenefit, s.findKey, s.findHeld, s.findSubscription, s.findTenant, s.findFurther,
	}
	for _, step := range steps {
		if err := step(facts, c); err != nil {
			return situation{}, err
		}
	}
	return s, nil
}

func (s *situation) findBenefit(facts model.Facts, c Redeem) error {
	if err := fetch(facts, &s.benefit, model.Ref{Kind: model.KindBenefit, ID: c.Benefit}); err != nil {
		return err
	}
	if s.benefit.Workspace != model.Cloud {
		return model.Refuse(NotACloudBenefit, s.benefit.Name)
	}
	if err := fetch(facts, &s.own, model.Ref{Kind: model.KindProduct, ID: s.benefit.Product}); err != nil {
		return err
	}
	membership, err := model.MembershipOf(facts, s.benefit)
	if errors.Is(err, model.ErrNotFound) {
		return model.Refuse(model.CodeNoRecord, model.Ref{Kind: model.KindMembership, ID: s.benefit.Membership})
	}
	s.membership = membership
	return err
}

// findHeld looks up the reservation that this redemption carries out, and
// those of the benefit's other keys unless the person says which key to take.
func (s *situation) findHeld(facts model.Facts, c Redeem) error {
	var ids []model.ID
	if s.redemption.ID != 0 {
		ids = append(ids, s.redemption.ID)
	}
	if s.benefit.Status == model.Reserved && c.Stored == 0 {
		records, err := facts.Referring(s.benefit.Ref(), model.KindProductKey)
		if err != nil {
			return err
		}
		for _, record := range records {
			if key := record.(model.ProductKey); key.Status == model.Reserved && !slices.Contains(ids, key.Redemption) {
				ids = append(ids, key.Redemption)
			}
		}
	}
	for _, id := range ids {
		held, err := lookBack(facts, id)
		if err != nil {
			return err
		}
		if held.redemption.Status == model.Reserved {
			s.held = append(s.held, held)
		}
	}
	return nil
}

// findUse looks up the redemption that a key was used for or is held by.
func (s *situation) findUse(facts model.Facts) (err error) {
	if s.key.Status == model.Redeemed {
		s.used, err = useOf(facts, s.key)
		return err
	}
	var held model.Redemption
	if err := fetch(facts, &held, model.Ref{Kind: model.KindRedemption, ID: s.key.Redemption}); err != nil {
		return err
	}
	if held.Status == model.Reserved {
		s.redemption = held
	}
	return nil
}

// useOf tells for what a key was redeemed.
func useOf(facts model.Facts, key model.ProductKey) (Use, error) {
	var earlier model.Redemption
	if err := fetch(facts, &earlier, model.Ref{Kind: model.KindRedemption, ID: key.Redemption}); err != nil {
		return Use{}, err
	}
	return useBy(facts, earlier)
}

// useBy is the use that an earlier redemption made of a key, or of a benefit
// without one.
func useBy(facts model.Facts, earlier model.Redemption) (Use, error) {
	where, err := whereOf(facts, earlier)
	return Use{Known: true, On: earlier.On, By: earlier.By, Subscription: where}, err
}

// whereOf names the subscription of a redemption, and its tenant.
func whereOf(facts model.Facts, r model.Redemption) (string, error) {
	var on model.Subscription
	if err := fetch(facts, &on, model.Ref{Kind: model.KindSubscription, ID: r.Subscription}); err != nil {
		return "", err
	}
	var product model.Product
	if err := fetch(facts, &product, model.Ref{Kind: model.KindProduct, ID: on.Product}); err != nil {
		return "", err
	}
	var tenant model.Tenant
	if err := fetch(facts, &tenant, model.Ref{Kind: model.KindTenant, ID: r.Tenant}); err != nil {
		return "", err
	}
	name := on.Label()
	if name == "" {
		name = product.Label()
	}
	if tenant.ID != 0 {
		name += " (" + tenant.Label() + ")"
	}
	return name, nil
}

func (s *situation) findSubscription(facts model.Facts, c Redeem) error {
	if c.Subscription == 0 {
		return nil
	}
	if err := fetch(facts, &s.subscription, model.Ref{Kind: model.KindSubscription, ID: c.Subscription}); err != nil {
		return err
	}
	if err := fetch(facts, &s.latest, model.Ref{Kind: model.KindRedemption, ID: s.subscription.Redemption}); err != nil {
		return err
	}
	if err := fetch(facts, &s.product, model.Ref{Kind: model.KindProduct, ID: s.subscription.Product}); err != nil {
		return err
	}
	s.products = matchProducts(s.benefit.Name, s.own, s.subscription.Name, s.product)
	return nil
}

// findTenant puts the tenant together from those that the key and the
// subscription are recorded for and what was typed.
func (s *situation) findTenant(facts model.Facts, c Redeem) error {
	s.tenancy.confirmed = c.SameTenant
	for _, id := range []model.ID{s.key.Tenant, s.subscription.Tenant} {
		var recorded model.Tenant
		if err := fetch(facts, &recorded, model.Ref{Kind: model.KindTenant, ID: id}); err != nil {
			return err
		}
		s.tenancy.join(recorded)
	}
	if s.tenancy.match.Differ {
		return nil
	}
	return s.tenancy.joinTyped(facts, c.Tenant)
}

// request puts the situation into the form that Preview calculates with.
func (s situation) request(c Redeem) Request {
	r := Request{
		Action: c.Action, On: c.On,
		Key:      grant{key: s.key}.counts(),
		Computed: s.subscription.Redemption != 0, Latest: s.latest.Effective,
		Used:     s.used,
		Products: Match{Key: s.benefit.Name, Subscription: s.productName(), Differ: s.products == differentProducts || s.products == differentNames && !c.SameProduct},
		Tenants:  s.tenancy.match,
		Product:  s.benefit.Name, Also: slices.Concat(s.own.Names(), []string{s.subscription.Name}, s.product.Names()),
		Assigned: s.subscription.Assigned, BenefitExpires: s.benefit.Expires,
		Purchase: s.benefit.ByPurchase(), MembershipEnds: s.membership.Ends,
	}
	if s.benefit.ByPurchase() {
		r.Key = Key{Licenses: s.benefit.Quantity.Amount, ActivateBy: s.benefit.ActivateBy}
	}
	if s.subscription.ID != 0 {
		r.Before = model.Term{Licenses: s.subscription.Licenses, Ends: s.subscription.Ends}
		r.Status = s.subscription.StatusOn(c.On)
	}
	return r
}

func (s situation) productName() string {
	if s.subscription.ID == 0 {
		return cmp.Or(s.product.Name, s.benefit.Name)
	}
	return cmp.Or(s.product.Name, s.subscription.Name, s.product.Label())
}

// fetch gets a record into its place; an id of 0 is none.
func fetch[R model.Record](facts model.Facts, to *R, ref model.Ref) error {
	if ref.ID == 0 {
		return nil
	}
	record, err := facts.Get(ref)
	if errors.Is(err, model.ErrNotFound) {
		return model.Refuse(model.CodeNoRecord, ref)
	}
	if err != nil {
		return fmt.Errorf("redeem: %w", err)
	}
	*to = record.(R)
	return nil
}
