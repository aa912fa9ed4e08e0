package tui

import (
	"cmp"
	"encoding/json"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// scenario is the numbers of a What-if board as they are kept, and what they
// are about: the product's name, and references to records that may have gone
// since. It holds no key and names nobody.
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

	Product      string             `json:"product,omitzero"`
	Benefit      model.ID           `json:"benefit,omitzero"`
	Key          model.ID           `json:"key,omitzero"`          // the recorded one that the numbers are of
	Subscription model.Subscription `json:"subscription,omitzero"` // its numbers and state as they were recorded
}

// scenarioKind is the kind of document that scenarios are kept as.
const scenarioKind = "scenario"

func (c scenario) document(name string) document {
	data, _ := json.Marshal(c) // numbers, dates and a name never fail
	return document{name, data}
}

// scenarioOf reads what is kept; ok is false where that can't be calculated
// with.
func scenarioOf(d document) (c scenario, ok bool) {
	if json.Unmarshal(d.data, &c) != nil {
		return scenario{}, false
	}
	r := c.request()
	r.Action = redemption.Activate
	_, err := redemption.Preview(r)
	return c, model.CodeOf(err) != redemption.BadInput
}

// refers tells whether there are records to be looked up.
func (c scenario) refers() bool { return c.Benefit != 0 || c.Subscription.ID != 0 }

// request is what the numbers ask for. What a portal reported of the
// subscription counts as long as its numbers were not changed, and that its
// licenses are the result of a redemption as long as they were not.
func (c scenario) request() redemption.Request {
	return redemption.Request{
		On: c.On, Before: c.Before, Assigned: c.Assigned, BenefitExpires: c.BenefitExpires,
		Key:      redemption.Key{Licenses: c.KeyLicenses, Months: c.KeyMonths, ActivateBy: c.ActivateBy},
		Purchase: c.Purchase, MembershipEnds: c.MembershipEnds, Product: c.Product,
		Status: c.statusOn(c.On), Computed: c.computed(c.Before.Licenses),
	}
}

// statusOn is the status of the subscription on a day, 0: what its end date
// says.
func (c scenario) statusOn(day model.Date) model.Status {
	if c.Before != termOf(c.Subscription) {
		return 0
	}
	return c.Subscription.StatusOn(day)
}

// computed tells whether so many licenses are what redemptions made of the
// subscription: the limit of typed counts is not for them.
func (c scenario) computed(licenses int64) bool {
	return c.Subscription.Redemption != 0 && c.Subscription.Licenses == licenses
}

func termOf(s model.Subscription) model.Term {
	return model.Term{Licenses: s.Licenses, Ends: s.Ends}
}

// outcomes are what a scenario gives.
type outcomes struct {
	scenario
	options []redemption.Option
	from    model.Date          // first redeem day of ends
	ends    []redemption.DayEnd // end date by redeem day
}

// plotMonths is how far ahead the end date is shown by redeem day where no key
// says until when it can be used; most is the farthest.
const (
	plotMonths     = 12
	mostPlotMonths = 36
)

// outcomes calculates a scenario.
func (c scenario) outcomes(today model.Date) outcomes {
	r := c.request()
	o := outcomes{scenario: c, options: redemption.Board(r, today), from: today}
	if c.On < today || c.On > today.AddMonths(plotMonths) {
		o.from = c.On
	}
	last := cmp.Or(o.from.AddMonths(plotMonths), model.Never)
	if !c.ActivateBy.IsZero() {
		last = min(max(c.ActivateBy, c.On), cmp.Or(o.from.AddMonths(mostPlotMonths), model.Never))
	}
	r.On = o.from
	o.ends = redemption.EndsByDay(r, last, c.statusOn)
	return o
}

// endOn is what redeeming on a day gives, none outside of what was looked at.
func (o outcomes) endOn(day model.Date) redemption.DayEnd {
	if i := int(day - o.from); i >= 0 && i < len(o.ends) {
		return o.ends[i]
	}
	return redemption.DayEnd{}
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
