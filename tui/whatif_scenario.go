package tui

import (
	"encoding/json"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// scenario is the numbers of a What-if board as they are kept. It holds no key
// and names nobody.
type scenario struct {
	Before         model.Term `json:"before"`
	KeyLicenses    int64      `json:"key_licenses"`
	KeyMonths      int        `json:"key_months"`
	On             model.Date `json:"on"`
	ActivateBy     model.Date `json:"activate_by,omitzero"`
	BenefitExpires model.Date `json:"benefit_expires,omitzero"`
	Assigned       int64      `json:"assigned,omitzero"`
	Purchase       bool       `json:"purchase,omitzero"`
	MembershipEnds model.Date `json:"membership_ends,omitzero"`
}

// scenarioKind is the kind of document that scenarios are kept as.
const scenarioKind = "scenario"

func (c scenario) document(name string) document {
	data, _ := json.Marshal(c) // numbers and dates never fail
	return document{name, data}
}

// scenarioOf reads what is kept; ok is false where that can't be calculated
// with.
func scenarioOf(d document) (c scenario, ok bool) {
	if json.Unmarshal(d.data, &c) != nil {
		return scenario{}, false
	}
	_, err := redemption.Preview(redemption.Request{Action: redemption.Activate, On: c.On, Before: c.Before, Key: c.key()})
	return c, model.CodeOf(err) != redemption.BadInput
}

func (c scenario) key() redemption.Key {
	return redemption.Key{Licenses: c.KeyLicenses, Months: c.KeyMonths, ActivateBy: c.ActivateBy}
}

// subject is what a board was opened from; the zero value is nothing.
type subject struct {
	dossier      model.Dossier
	subscription model.Subscription // the one that the key would go to
}

// benefit is the one that the board was opened from, if any.
func (s subject) benefit() (model.Benefit, bool) {
	benefit, ok := s.dossier.Record.(model.Benefit)
	return benefit, ok
}

// subjectOf takes up a benefit with the first subscription of its product, or a
// subscription.
func subjectOf(d model.Dossier) subject {
	s := subject{dossier: d}
	switch r := d.Record.(type) {
	case model.Benefit:
		if len(d.Subscriptions) > 0 {
			s.subscription = d.Subscriptions[0]
		}
	case model.Subscription:
		s.subscription = r
	}
	return s
}

// other is the subject with the next subscription of the product.
func (s subject) other() subject {
	for i, sub := range s.dossier.Subscriptions {
		if sub.ID == s.subscription.ID {
			s.subscription = s.dossier.Subscriptions[(i+1)%len(s.dossier.Subscriptions)]
			break
		}
	}
	return s
}

// scenario is the numbers that the records give.
func (s subject) scenario(today model.Date) scenario {
	c := scenario{KeyMonths: redemption.DefaultMonths, On: today}
	if sub := s.subscription; sub.Licenses > 0 && !sub.Ends.IsZero() && sub.StatusOn(today) != model.Deleted {
		c.Before, c.Assigned = model.Term{Licenses: sub.Licenses, Ends: sub.Ends}, sub.Assigned
	}
	benefit, ok := s.benefit()
	if !ok {
		return c
	}
	c.KeyLicenses, c.ActivateBy, c.BenefitExpires = max(1, benefit.Quantity.Amount), benefit.ActivateBy, benefit.Expires
	c.Purchase, c.MembershipEnds = benefit.ByPurchase(), s.dossier.Membership.Ends
	if key, found := redemption.KeyToUse(benefit, s.dossier.Keys); found && key.Status != model.Redeemed {
		c.KeyLicenses, c.KeyMonths, c.ActivateBy = key.Licenses, key.Months, key.ActivateBy
	}
	return c
}

// request is what the numbers of a scenario ask for. What a portal reported of
// the subscription counts as long as its numbers were not changed.
func (s subject) request(c scenario) redemption.Request {
	r := redemption.Request{
		On: c.On, Before: c.Before, Key: c.key(), Assigned: c.Assigned, BenefitExpires: c.BenefitExpires,
		Purchase: c.Purchase, MembershipEnds: c.MembershipEnds, Product: s.dossier.Product.Name,
	}
	if benefit, ok := s.benefit(); ok {
		r.Product = benefit.Name
	}
	if sub := s.subscription; c.Before == (model.Term{Licenses: sub.Licenses, Ends: sub.Ends}) {
		r.Status = sub.StatusOn(c.On)
	}
	return r
}

// outcomes are what a scenario gives.
type outcomes struct {
	scenario
	options []redemption.Option
	from    model.Date   // first redeem day of ends
	ends    []model.Date // end date by redeem day
}

// plotMonths is how far ahead the end date is shown by redeem day where no key
// says until when it can be used; most is the farthest.
const (
	plotMonths     = 12
	mostPlotMonths = 36
)

// outcomes calculates a scenario.
func (s subject) outcomes(c scenario, today model.Date) outcomes {
	r := s.request(c)
	o := outcomes{scenario: c, options: redemption.Board(r), from: today}
	if c.On < today || c.On > today.AddMonths(plotMonths) {
		o.from = c.On
	}
	last := o.from.AddMonths(plotMonths)
	if !c.ActivateBy.IsZero() {
		last = min(max(c.ActivateBy, c.On), o.from.AddMonths(mostPlotMonths))
	}
	r.On = o.from
	o.ends = redemption.EndsByDay(r, last)
	return o
}

// endsOn is the end date for a redeem day, none where there is none.
func (o outcomes) endsOn(day model.Date) model.Date {
	if i := int(day - o.from); i >= 0 && i < len(o.ends) {
		return o.ends[i]
	}
	return 0
}

// first is the row of the first action that is possible, that of the present
// state where none is.
func (o outcomes) first() int {
	for i, option := range o.options {
		if option.Refused == nil {
			return i + 1
		}
	}
	return 0
}
