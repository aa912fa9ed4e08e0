package redemption

import "benefitdesk/model"

// Redeem is the command behind the redeem wizard: a key of a benefit is
// redeemed on a subscription of a tenant, or held for a later day.
type Redeem struct {
	Benefit      model.ID
	Subscription model.ID   // 0: none, the key activates a new one
	Stored       model.ID   // the recorded key to take; 0: the one that KeyToUse picks
	Together     []model.ID // recorded keys of the same product and term that count as one with it
	Key          model.Key  // as typed; zero: the key that the store has for the benefit
	Recorded     bool       // a typed key has to be one that is recorded, where the benefit has any
	Licenses     int64      // of a typed key; 0: the benefit's quantity
	Months       int        // of a typed key; 0: 12
	Tenant       string     // domain, tenant id, or both separated by a blank
	Verified     bool       // the person has verified the tenant
	SameProduct  bool       // the person says that two differently named products are one
	SameTenant   [2]string  // two tenants as wrong_tenant named them, known by id and by domain, that the person says are one
	Action       Action
	On           model.Date // zero: today
	PortalEnds   model.Date // the end date that the portal showed; zero: not yet seen
	Reserve      bool       // only hold the key, the portal has not been visited yet
	By           string     // the person, for the record
	// Estimate calculates what is known so far, for a preview while one still
	// types: a key, tenant or verification that is missing is no refusal, and
	// nothing changes.
	Estimate bool
	// Queue, of an estimate, has the keys of Together redeemed in redemptions
	// after the first: the action of each, 0: Action. Nil: together.
	Queue []Action
	Sizes []int // how many keys each redemption of the queue takes; beyond it one
}

// Refusals of the command itself, beside those of Preview.
const (
	KeyMissing         model.Code = "key_missing"
	KeyDiffers         model.Code = "key_differs" // recorded key, benefit
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
	Further    []string   `json:"further,omitzero"` // last groups of the keys that were redeemed together with it
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
	if c.Queue != nil {
		if err := s.usable(c); err != nil {
			return model.Receipt{}, nil, err
		}
		return c.queue(s), nil, nil
	}
	outcome, err := c.outcome(facts, s, today)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	if c.Estimate {
		return model.Receipt{Verb: model.VerbRedeem, Object: s.benefit.Ref(), Tenant: s.tenancy.tenant.ID, Detail: Summary{Outcome: outcome}}, nil, nil
	}
	if err := c.check(s, outcome); err != nil {
		return model.Receipt{}, nil, err
	}
	summary := c.summary(s, outcome, today)
	verb := model.VerbRedeem
	if summary.Reserved {
		verb = model.VerbReserve
	}
	receipt := model.Receipt{Verb: verb, Object: s.benefit.Ref(), Label: s.benefit.Name, Tenant: s.tenancy.tenant.ID, Detail: summary}
	changes, err := s.changes(facts, c, summary, today)
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

// outcome calculates the redemption, with what is said of it beside the rules.
func (c Redeem) outcome(facts model.Facts, s situation, today model.Date) (Outcome, error) {
	request := s.joined(s.request(c))
	o, err := Preview(request)
	err = firstRefusal(append(s.pending, s.inTime(request.effective()), err)...)
	if err == nil {
		err = s.usable(c)
	}
	if err != nil {
		return Outcome{}, err
	}
	notices, err := s.notices(facts, c, o, today)
	o.Warnings = append(o.Warnings, notices...)
	return o, err
}

// reserves tells whether the key is only held.
func (c Redeem) reserves(o Outcome, today model.Date) bool { return c.Reserve || o.Effective > today }

func (c Redeem) summary(s situation, outcome Outcome, today model.Date) Summary {
	reserved := c.reserves(outcome, today)
	summary := Summary{
		Outcome: outcome, Benefit: s.benefit.Name, Product: s.productName(), Tenant: s.tenancy.tenant.Label(),
		KeyTail: s.key.Tail, Reserved: reserved,
	}
	for _, g := range s.further {
		summary.Further = append(summary.Further, g.key.Tail)
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
// give. A day more or less is rounding, of a limit as of the whole.
func LikelyReason(o Outcome, portal model.Date) model.Code {
	switch earlier := portal < o.After.Ends; {
	case withinADay(portal, o.After.Ends):
		return Rounding
	case earlier && o.Action == Extend && withinADay(portal, o.Before.Ends.AddMonths(publishedCapMonths)):
		return PortalMayCap
	case earlier && withinADay(portal, o.On.AddMonths(limitMonths)):
		return BeyondThreeYears
	}
	return PortalUnexplained
}

func withinADay(a, b model.Date) bool { return a-b <= 1 && b-a <= 1 }

// PortalUnexplained says that no known rule explains the portal's end date.
const PortalUnexplained model.Code = "portal_unexplained"
