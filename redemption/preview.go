package redemption

import "benefitdesk/model"

// Key is what a product key grants: licenses of one product for months. Keys
// that are redeemed together count as one with the sum of their licenses.
type Key struct {
	Licenses   int64      `json:"licenses"`
	Months     int        `json:"months"`
	ActivateBy model.Date `json:"-"` // last day, that day included; zero: none known
}

// Request is a redemption to be calculated. Only Action, On, Key and Before
// are needed; the rest adds refusals and warnings where it is known.
type Request struct {
	Action Action
	On     model.Date
	Before model.Term // no licenses and no end date: no subscription
	Key    Key

	// Parts are the keys that are redeemed together, of which Key is the sum;
	// none: Key is one key.
	Parts []Key

	// Status of the subscription on the day; 0: what its end date says.
	Status model.Status
	// Latest is the day on which the redemption that gave Before took effect;
	// zero: none is known. Nothing is redeemed before what it builds on.
	Latest model.Date
	// Computed says that Before is the result of an earlier calculation, to
	// which the limit for typed counts does not apply.
	Computed bool

	Used     Use      // of the key, if it was redeemed before
	Products Match    // the key's product and the subscription's
	Tenants  Match    // the tenant recorded for key or subscription, and the one chosen
	Product  string   // name, to recognise discontinued products
	Also     []string // what else the product is called

	Assigned       int64      // licenses that people hold; 0: none or not known
	BenefitExpires model.Date // the benefit's own expiry, zero: not known

	// Purchase is the modernized model without a key: the subscription ends
	// with the membership.
	Purchase       bool
	MembershipEnds model.Date
}

// Use is the earlier redemption of a key; the zero value is none.
type Use struct {
	Known        bool // only that there was one, when nothing else is recorded
	On           model.Date
	By           string
	Subscription string
}

// Match names two things that have to be the same; Differ says that they are
// not.
type Match struct {
	Key, Subscription string
	Differ            bool
}

// Unit is what an exact result counts.
type Unit uint8

// The units of exact results.
const (
	Days Unit = iota + 1
	Months
)

// Outcome is what a redemption makes of a subscription.
type Outcome struct {
	Action    Action         `json:"action"`
	On        model.Date     `json:"on"`
	Effective model.Date     `json:"effective"` // after On only for a renewal that waits
	Before    model.Term     `json:"before"`
	Key       Key            `json:"key"`
	After     model.Term     `json:"after"`
	Exact     Ratio          `json:"exact"` // unrounded: days after On, or months after the old end
	Unit      Unit           `json:"unit"`  // of Exact
	Moved     Ratio          `json:"moved"` // part of a day that rounding moved the end date
	Steps     []Step         `json:"steps"`
	Warnings  []model.Notice `json:"warnings"`
}

// Reserved tells whether the redemption takes effect later and only holds the
// key until then.
func (o Outcome) Reserved() bool { return o.Effective > o.On }

// DaysMoved is the change of the end date in days; ok is false where there was
// no subscription before.
func (o Outcome) DaysMoved() (days int, ok bool) {
	if o.Before.Ends.IsZero() {
		return 0, false
	}
	return int(o.After.Ends) - int(o.Before.Ends), true
}

// Preview calculates a redemption by the published rules. The error is a
// *model.Refusal with the first rule that does not allow it; nothing else can
// fail.
func Preview(r Request) (Outcome, error) {
	o, err := outcome(&r)
	if err != nil {
		return Outcome{}, err
	}
	o.Warnings = make([]model.Notice, 0, 4)
	for _, rule := range warnings {
		if args, warned := rule.applies(&r, &o); warned {
			o.Warnings = append(o.Warnings, model.Notice{Code: rule.code, Args: args})
		}
	}
	if len(r.Parts) > 1 {
		if after := oneByOne(r); after != o.After {
			o.Warnings = append(o.Warnings, model.Notice{Code: TogetherDiffers, Args: []any{int64(len(r.Parts)), after.Licenses, after.Ends}})
		}
	}
	return o, nil
}

// outcome is a preview without its warnings. It completes the request.
func outcome(r *Request) (Outcome, error) {
	o := Outcome{Steps: make([]Step, 0, 4)}
	if err := calculate(r, &o); err != nil {
		return Outcome{}, err
	}
	return o, nil
}

// calculate fills in an outcome without its warnings, or gives the refusal.
func calculate(r *Request, o *Outcome) error {
	if r.Status == 0 {
		r.Status = r.statusByDate()
	}
	if r.Status == model.Deleted {
		r.Before = model.Term{}
	}
	if refused := refusedBy(r); refused != nil {
		return refused
	}
	o.Action, o.On, o.Effective, o.Before, o.Key = r.Action, r.On, r.effective(), r.Before, r.Key
	calculation := calculations[r.Action]
	if r.Purchase {
		calculation = untilMembershipEnds
	}
	calculation(r, o)
	if o.After.Ends.IsZero() {
		return model.Refuse(BadInput, ResultOutOfRange)
	}
	return nil
}

// statusByDate: the end date itself is still a day of service.
func (r *Request) statusByDate() model.Status {
	switch {
	case r.Before == model.Term{}:
		return 0
	case r.Before.Ends < r.On:
		return model.Expired
	}
	return model.Active
}

// effective is the day on which the redemption takes effect: a renewal waits
// for the end of an active subscription.
func (r *Request) effective() model.Date {
	if r.Action == Renew && r.Before.Ends >= r.On {
		return r.Before.Ends.AddDays(1)
	}
	return r.On
}

// active: a portal may still call a subscription active after its end date, but
// then there is no time left to average or extend.
func (r *Request) active() bool { return r.Status == model.Active && r.Before.Ends >= r.On }

// exists tells whether there is a subscription, in whatever state.
func (r *Request) exists() bool { return r.Before != model.Term{} }
