package redemption

import "benefitdesk/model"

type warning struct {
	code    model.Code
	applies func(*Request, *Outcome) (args []any, warned bool)
}

// warnings in the order in which they are shown.
var warnings = []warning{
	{Irreversible, func(*Request, *Outcome) ([]any, bool) { return nil, true }},
	{LessThanTwelveMonths, lessThanTerm},
	{EndDateMovesEarlier, func(_ *Request, o *Outcome) ([]any, bool) {
		return endMoved(o, o.After.Ends < o.Before.Ends)
	}},
	{EndDateMovesLater, func(_ *Request, o *Outcome) ([]any, bool) {
		return endMoved(o, o.After.Ends > o.Before.Ends)
	}},
	{EndDateUnchanged, func(_ *Request, o *Outcome) ([]any, bool) {
		return nil, o.Action == Add && o.After.Ends == o.Before.Ends
	}},
	{BeyondThreeYears, func(_ *Request, o *Outcome) ([]any, bool) {
		limit := o.On.AddMonths(limitMonths)
		if limit.IsZero() || o.After.Ends <= limit {
			return nil, false
		}
		return []any{limit}, true
	}},
	{PortalMayCap, func(r *Request, o *Outcome) ([]any, bool) {
		return nil, o.Action == Extend && r.Key.Licenses*int64(r.Key.Months) > publishedCapMonths*r.Before.Licenses
	}},
	{GapWithoutService, gap},
	{LicensesDrop, licensesDrop},
	{DiscontinuedProduct, func(r *Request, _ *Outcome) ([]any, bool) {
		product, replacement, found := Discontinued(append([]string{r.Product}, r.Also...)...)
		if !found {
			return nil, false
		}
		return []any{product, replacement}, true
	}},
	{BenefitExpiryDiffers, func(r *Request, o *Outcome) ([]any, bool) {
		if r.BenefitExpires.IsZero() || r.BenefitExpires == o.After.Ends {
			return nil, false
		}
		return []any{r.BenefitExpires, o.After.Ends}, true
	}},
	{Rounding, func(_ *Request, o *Outcome) ([]any, bool) {
		if o.Moved.IsZero() {
			return nil, false
		}
		return []any{o.Moved}, true
	}},
}

func lessThanTerm(r *Request, o *Outcome) ([]any, bool) {
	if o.Action != Add || o.After.Ends >= o.On.AddMonths(r.Key.Months) {
		return nil, false
	}
	return []any{int64(o.After.Ends) - int64(o.On), int64(r.Key.Months)}, true
}

func endMoved(o *Outcome, moved bool) ([]any, bool) {
	if o.Action != Add || !moved {
		return nil, false
	}
	days := int64(o.After.Ends) - int64(o.Before.Ends)
	return []any{max(days, -days)}, true
}

// gap counts the days without service between an earlier subscription and the
// day a renewal or activation takes effect.
func gap(r *Request, o *Outcome) ([]any, bool) {
	days := int64(o.Effective) - int64(o.Before.Ends) - 1
	if !startsAnew(r) || days <= 0 {
		return nil, false
	}
	return []any{days, o.Before.Ends.AddDays(1), o.Effective.AddDays(-1)}, true
}

func licensesDrop(r *Request, o *Outcome) ([]any, bool) {
	fewer := o.Before.Licenses - o.After.Licenses
	if !startsAnew(r) || fewer <= 0 {
		return nil, false
	}
	return []any{fewer, max(r.Assigned, o.After.Licenses) - o.After.Licenses}, true
}

// startsAnew tells whether an earlier subscription is replaced by a new term.
func startsAnew(r *Request) bool {
	return r.exists() && (r.Action == Renew || r.Action == Activate)
}

// The benefits that are no longer part of the packages (seed 000), by every
// name they are known under, and what replaces them.
var discontinued = map[string]string{
	"office 365 e3":                     "Microsoft 365 E3",
	"microsoft office 365 e3":           "Microsoft 365 E3",
	"office 365 e5":                     "Microsoft 365 E5",
	"microsoft office 365 e5":           "Microsoft 365 E5",
	"enterprise mobility + security":    eitherSuite,
	"enterprise mobility + security e3": "Microsoft 365 E3",
	"enterprise mobility + security e5": "Microsoft 365 E5",
	"enterprise mobility suite":         eitherSuite,
	"microsoft intune":                  eitherSuite,
	"intune":                            eitherSuite,
	"windows 10 enterprise":             eitherSuite,
	"windows 10 enterprise e3":          "Microsoft 365 E3",
	"windows 10 enterprise e5":          "Microsoft 365 E5",
}

const eitherSuite = "Microsoft 365 E3 / E5"

// Discontinued finds among the names of a product one that is discontinued, and
// what replaces it; only whole names count (rulings).
func Discontinued(names ...string) (product, replacement string, found bool) {
	for _, name := range names {
		if replacement, found = discontinued[model.Fold(name)]; found {
			return name, replacement, true
		}
	}
	return "", "", false
}
