package redemption

import "benefitdesk/model"

// Redeem is the command behind the redeem wizard: a key of a benefit is
// redeemed on a subscription of a tenant, or held for a later day.
type Redeem struct {
	Benefit      model.ID
	Subscription model.ID  // 0: none, the key activates a new one
	Key          model.Key // as typed; zero: the key that the store has for the benefit
	Licenses     int64     // of a typed key; 0: the benefit's quantity
	Months       int       // of a typed key; 0: 12
	Tenant       string    // domain, tenant id, or both separated by a blank
	Verified     bool      // the person has verified the tenant
	SameProduct  bool      // the person says that two differently named products are one
	SameTenant   [2]string // two tenants as wrong_tenant named them, known by id and by domain, that the person says are one
	Action       Action
	On           model.Date // zero: today
	PortalEnds   model.Date // the end date that the portal showed; zero: not yet seen
	Reserve      bool       // only hold the key, the portal has not been visited yet
	By           string     // the person, for the record
	// Estimate calculates what is known so far, for a preview while one still
	// types: a key, tenant or verification that is missing is no refusal, and
	// nothing changes.
	Estimate bool
}

// Refusals of the command itself, beside those of Preview.
const (
	KeyMissing         model.Code = "key_missing"
	TenantMissing      model.Code = "tenant_missing"
	TenantMalformed    model.Code = "tenant_malformed" // what was typed
	TenantNotVerified  model.Code = "tenant_not_verified"
	ProductUnconfirmed model.Code = "product_unconfirmed" // benefit's product, subscription's product
	PortalEndsTooEarly model.Code = "portal_end_too_early"
	NotACloudBenefit   model.Code = "not_a_cloud_benefit" // benefit
	ConfirmDiffers     model.Code = "confirm_differs"     // date typed, date calculated
)

// Summary is the detail of a redemption's receipt.
type Summary struct {
	Outcome    Outcome    `json:"outcome"`
	Benefit    string     `json:"benefit"`
	Product    string     `json:"product"`
	Tenant     string     `json:"tenant"`
	KeyTail    string     `json:"key_tail"`
	PortalEnds model.Date `json:"portal_ends,omitzero"`
	Reason     model.Code `json:"reason,omitzero"` // likely one, where the portal's date differs
	Reserved   bool       `json:"reserved"`
	EnteredOn  model.Date `json:"entered_on,omitzero"` // the day of the record, where it came after the redemption
}

// DefaultMonths is the term of a key unless something else is known.
const DefaultMonths = 12

// Decide calculates the redemption on the facts and tells every record that
// it changes. Nothing is refused that Preview allows but for missing or
// unverified tenants, unknown products and keys of other benefits.
func (c Redeem) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	if c.On.IsZero() {
		c.On = today
	}
	s, err := c.gather(facts)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	outcome, err := Preview(s.request(c))
	if err != nil {
		return model.Receipt{}, nil, err
	}
	if c.Estimate {
		return model.Receipt{Verb: model.VerbRedeem, Object: s.benefit.Ref(), Detail: Summary{Outcome: outcome}}, nil, nil
	}
	if err := c.check(s, outcome); err != nil {
		return model.Receipt{}, nil, err
	}
	summary := c.summary(s, outcome, today)
	verb := model.VerbRedeem
	if summary.Reserved {
		verb = model.VerbReserve
	}
	receipt := model.Receipt{Verb: verb, Object: s.benefit.Ref(), Label: s.benefit.Name, Detail: summary}
	changes, err := s.changes(facts, c, summary)
	for _, change := range changes {
		if change.After != nil && err == nil {
			err = change.After.Valid()
		}
	}
	if err != nil {
		return model.Receipt{}, nil, err
	}
	return receipt, changes, nil
}

func (c Redeem) summary(s situation, outcome Outcome, today model.Date) Summary {
	reserved := c.Reserve || outcome.Effective > today
	summary := Summary{
		Outcome: outcome, Benefit: s.benefit.Name, Product: s.productName(), Tenant: s.tenancy.tenant.Label(),
		KeyTail: s.key.Tail, Reserved: reserved,
	}
	if c.PortalEnds != outcome.After.Ends && !c.PortalEnds.IsZero() {
		summary.PortalEnds, summary.Reason = c.PortalEnds, LikelyReason(outcome, c.PortalEnds)
	}
	if !reserved && outcome.On < today {
		summary.EnteredOn = today
	}
	return summary
}

// check holds what only the command can know, after the rules of Preview.
func (c Redeem) check(s situation, o Outcome) error {
	switch {
	case s.products == unknownProduct && !c.SameProduct:
		return model.Refuse(ProductUnconfirmed, s.benefit.Name, s.productName())
	case s.tenancy.tenant.Label() == "":
		return model.Refuse(TenantMissing)
	case !c.Verified && !c.Reserve:
		return model.Refuse(TenantNotVerified)
	case !c.PortalEnds.IsZero() && c.PortalEnds < o.Effective:
		return model.Refuse(PortalEndsTooEarly, o.Effective)
	}
	return nil
}

// LikelyReason names why a portal may show another end date than the rules
// give.
func LikelyReason(o Outcome, portal model.Date) model.Code {
	diff := int(portal) - int(o.After.Ends)
	switch {
	case o.Action == Extend && diff < 0 && portal == o.Before.Ends.AddMonths(publishedCapMonths):
		return PortalMayCap
	case diff < 0 && portal == o.On.AddMonths(limitMonths):
		return BeyondThreeYears
	case diff == 1 || diff == -1:
		return Rounding
	}
	return PortalUnexplained
}

// PortalUnexplained says that no known rule explains the portal's end date.
const PortalUnexplained model.Code = "portal_unexplained"

// changes lists the records after the redemption: tenant, subscription, key,
// benefit and the redemption itself.
func (s situation) changes(facts model.Facts, c Redeem, summary Summary) ([]model.Change, error) {
	var changes changeList
	status := model.Redeemed
	if summary.Reserved {
		status = model.Reserved
	}
	redemption := s.redemption
	tenant := s.tenancy.save(facts, &changes)
	newRedemption := ensureID(facts, &redemption.ID)
	subscription := s.subscription
	if !summary.Reserved {
		isNew := ensureID(facts, &subscription.ID)
		if isNew {
			subscription.Product, subscription.Name = s.benefit.Product, s.benefit.Name
		}
		subscription = extended(subscription, tenant, redemption.ID, summary)
		changes.add(s.subscription, subscription, isNew)
	}
	key := s.key
	if !s.benefit.ByPurchase() {
		isNew := ensureID(facts, &key.ID)
		key.Status, key.Redemption, key.Tenant = status, redemption.ID, tenant
		changes.add(s.key, key, isNew)
	}
	benefit := s.benefit
	benefit.Status, benefit.StatusOn = status, c.On
	if subscription.ID != 0 {
		benefit.Subscription = subscription.ID
	}
	changes.add(s.benefit, benefit, false)
	s.release(&changes)
	changes.add(s.redemption, c.record(redemption.ID, benefit.ID, key, subscription.ID, tenant, summary, status), newRedemption)
	return changes, s.tenancy.absorb(facts, &changes)
}

// release gives another key of the benefit free that was held until now: one
// redemption takes the place of the other.
func (s situation) release(changes *changeList) {
	for _, held := range s.held {
		cancelled := held.redemption
		cancelled.Status = model.Cancelled
		changes.add(held.redemption, cancelled, false)
		free := held.key
		free.Status, free.Redemption = model.NotRedeemed, 0
		changes.add(held.key, free, false)
	}
}

// record is the redemption as it is kept.
func (c Redeem) record(id, benefit model.ID, key model.ProductKey, subscription, tenant model.ID, s Summary, status model.Status) model.Redemption {
	o := s.Outcome
	return model.Redemption{
		ID: id, Benefit: benefit, Keys: keyIDs(key), Subscription: subscription, Tenant: tenant,
		Action: o.Action.String(), On: c.On, Effective: o.Effective, KeyLicenses: o.Key.Licenses, KeyMonths: o.Key.Months,
		Before: o.Before, After: o.After, PortalEnds: s.PortalEnds, Status: status, By: c.By,
	}
}

// changeList collects changes of records that may be new.
type changeList []model.Change

func (l *changeList) add(before, after model.Record, isNew bool) {
	if isNew {
		*l = append(*l, model.Created(after))
		return
	}
	*l = append(*l, model.Changed(before, after))
}

// alter changes a record, also one that is among the changes.
func (l *changeList) alter(stored model.Record, change func(model.Record) model.Record) {
	for i, c := range *l {
		if c.Ref == stored.Ref() {
			(*l)[i].After = change(c.After)
			return
		}
	}
	l.add(stored, change(stored), false)
}

// ensureID allocates the id of a record that has none, and tells that it is
// new.
func ensureID(facts model.Facts, id *model.ID) (isNew bool) {
	if *id != 0 {
		return false
	}
	*id = facts.NewID()
	return true
}

// extended is the subscription after the redemption. What a portal reported
// before no longer says anything about it.
func extended(s model.Subscription, tenant, redemption model.ID, summary Summary) model.Subscription {
	s.Tenant, s.Redemption = tenant, redemption
	s.Licenses, s.Ends = summary.Outcome.After.Licenses, summary.Outcome.After.Ends
	if !summary.PortalEnds.IsZero() {
		s.Ends = summary.PortalEnds
	}
	s.Estimated, s.Reported, s.ReportedOn = false, 0, 0
	return s
}

func keyIDs(key model.ProductKey) []model.ID {
	if key.ID == 0 {
		return nil
	}
	return []model.ID{key.ID}
}
