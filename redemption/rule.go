package redemption

import (
	"slices"

	"benefitdesk/model"
)

// The refusals, in the order in which they are reported.
const (
	BadInput                model.Code = "bad_input" // reason (a Code), value; nothing for an unknown action
	NotForPurchase          model.Code = "not_for_purchase"
	KeyMalformed            model.Code = "key_malformed"
	KeyAlreadyRedeemed      model.Code = "key_already_redeemed"       // day, person, subscription; ByPurchase, where there is no key
	KeyPastActivateBy       model.Code = "key_past_activate_by"       // last day, day it takes effect; ByPurchase, where there is no key
	WrongProduct            model.Code = "wrong_product"              // key's product, subscription's product
	WrongTenant             model.Code = "wrong_tenant"               // recorded tenant, chosen tenant
	NotActive               model.Code = "not_active"                 // end date; what the portal says, where the end is still ahead
	AlreadyActive           model.Code = "already_active"             // end date; ByPurchase, where there is no key
	NothingToRenew          model.Code = "nothing_to_renew"           //
	ExtensionOverThreeYears model.Code = "extension_over_three_years" // largest key in licenses; number of keys, where there are several
	BeforeTheLatest         model.Code = "before_the_latest"          // day, day on which the latest redemption took effect
)

// The reasons of BadInput.
const (
	OnMissing             model.Code = "on_missing"
	EndsMissing           model.Code = "ends_missing"
	LicensesOutOfRange    model.Code = "licenses_out_of_range"     // value
	KeyLicensesOutOfRange model.Code = "key_licenses_out_of_range" // value
	KeyMonthsOutOfRange   model.Code = "key_months_out_of_range"   // value
	DateOutOfRange        model.Code = "date_out_of_range"         // value as typed, or as a day number
	ResultOutOfRange      model.Code = "result_out_of_range"
	MembershipEndMissing  model.Code = "membership_end_missing"
)

// The warnings, in the order in which they are shown.
const (
	Irreversible         model.Code = "irreversible"
	LessThanTwelveMonths model.Code = "less_than_twelve_months"       // days left, months of the key
	EndDateMovesEarlier  model.Code = "end_date_moves_earlier"        // days
	EndDateMovesLater    model.Code = "end_date_moves_later"          // days
	EndDateUnchanged     model.Code = "end_date_unchanged"            //
	BeyondThreeYears     model.Code = "beyond_three_years_from_today" // the day three years from On
	PortalMayCap         model.Code = "portal_may_cap_at_twelve_months"
	GapWithoutService    model.Code = "gap_without_service"    // days, first day, last day
	LicensesDrop         model.Code = "licenses_drop"          // fewer licenses, people who lose theirs
	DiscontinuedProduct  model.Code = "discontinued_product"   // product, replacement
	BenefitExpiryDiffers model.Code = "benefit_expiry_differs" // benefit expiry, new end date
	Rounding             model.Code = "rounding"               // part of a day moved
	limitMonths                     = 36
	publishedCapMonths              = 12
	maxComputedLicenses  int64      = 1 << 40 // keeps every product of the arithmetic in 64 bits
)

type refusal struct {
	code  model.Code
	holds func(*Request) bool
	args  func(*Request) []any // of the words; nil: none
}

// refusals in the order in which they are reported; the first that holds
// decides. badInput comes before them all.
var refusals = []refusal{
	{NotForPurchase, func(r *Request) bool { return r.Purchase && r.Action != Activate }, nil},
	{
		KeyAlreadyRedeemed, func(r *Request) bool { return r.Used != Use{} },
		func(r *Request) []any { return r.about(r.Used.On, r.Used.By, r.Used.Subscription) },
	},
	{
		KeyPastActivateBy, keyPastActivateBy,
		func(r *Request) []any { return r.about(r.Key.ActivateBy, r.effective()) },
	},
	{
		WrongProduct, func(r *Request) bool { return r.Products.Differ },
		func(r *Request) []any { return []any{r.Products.Key, r.Products.Subscription} },
	},
	{
		WrongTenant, func(r *Request) bool { return r.Tenants.Differ },
		func(r *Request) []any { return []any{r.Tenants.Key, r.Tenants.Subscription} },
	},
	{NotActive, func(r *Request) bool { return (r.Action == Add || r.Action == Extend) && !r.active() }, whyNotActive},
	{AlreadyActive, func(r *Request) bool { return r.Action == Activate && r.active() }, theEnd},
	{NothingToRenew, func(r *Request) bool { return r.Action == Renew && !r.exists() }, nil},
	{ExtensionOverThreeYears, extensionOverThreeYears, largestKey},
	// Behind those of the contract: each redemption is calculated on the one before.
	{BeforeTheLatest, func(r *Request) bool { return r.On < r.Latest }, func(r *Request) []any { return []any{r.On, r.Latest} }},
}

// whyNotActive: a portal may say of a subscription that it is over before its
// end.
func whyNotActive(r *Request) []any {
	if r.exists() && r.Before.Ends >= r.On {
		return []any{r.Before.Ends, r.Status}
	}
	return []any{r.Before.Ends}
}

func theEnd(r *Request) []any { return r.about(r.Before.Ends) }

// about are the arguments of a refusal, and last model.ByPurchase where there
// is no key that it could be about.
func (r *Request) about(args ...any) []any {
	if r.Purchase {
		args = append(args, model.ByPurchase)
	}
	return args
}

// refusedBy gives the first refusal that holds, nil when none does.
func refusedBy(r *Request) error {
	if args, bad := badInput(r); bad {
		return model.Refuse(BadInput, args...)
	}
	for i := range refusals {
		rule := &refusals[i]
		if !rule.holds(r) {
			continue
		}
		if rule.args == nil {
			return model.Refuse(rule.code)
		}
		return model.Refuse(rule.code, rule.args(r)...)
	}
	return nil
}

// rankOf is the place of a refusal in the order in which they are reported, -1
// for other errors.
func rankOf(err error) int {
	code := model.CodeOf(err)
	if code == BadInput {
		return 0
	}
	i := slices.IndexFunc(refusals, func(r refusal) bool { return r.code == code })
	return i + min(1, i+1)
}

// firstRefusal picks from refusals of several keys the one to report; errors
// that are none come first.
func firstRefusal(errs ...error) (first error) {
	for _, err := range errs {
		if err != nil && (first == nil || rankOf(err) < rankOf(first)) {
			first = err
		}
	}
	return first
}

// badInput finds actions, numbers and dates that no calculation can start from.
func badInput(r *Request) ([]any, bool) {
	for _, date := range [...]model.Date{r.On, r.Before.Ends, r.Key.ActivateBy, r.MembershipEnds, r.BenefitExpires} {
		if date < 0 || date > model.Never {
			return []any{DateOutOfRange, int64(date)}, true
		}
	}
	limit := int64(model.MaxCount)
	if r.Computed {
		limit = maxComputedLicenses
	}
	switch {
	case r.Action < Extend || r.Action > Activate:
		return nil, true
	case r.On.IsZero():
		return []any{OnMissing}, true
	case r.Before.Licenses < 0 || r.Before.Licenses > limit || r.Before.Licenses == 0 && !r.Before.Ends.IsZero():
		return []any{LicensesOutOfRange, r.Before.Licenses}, true
	case r.Before.Licenses > 0 && r.Before.Ends.IsZero():
		return []any{EndsMissing}, true
	case r.Key.Licenses < 1 || r.Key.Licenses > model.MaxCount*int64(max(1, len(r.Parts))):
		return []any{KeyLicensesOutOfRange, r.Key.Licenses}, true
	case r.Purchase && (r.MembershipEnds.IsZero() || r.MembershipEnds < r.On):
		return []any{MembershipEndMissing}, true
	case !r.Purchase && (r.Key.Months < 1 || r.Key.Months > model.MaxMonths):
		return []any{KeyMonthsOutOfRange, int64(r.Key.Months)}, true
	}
	return nil, false
}

// extensionOverThreeYears: one redemption extends by three years at most.
func extensionOverThreeYears(r *Request) bool {
	return r.Action == Extend && r.Key.Licenses*int64(r.Key.Months) > limitMonths*r.Before.Licenses
}

// largestKey is the largest one that this subscription could take; that several
// keys are over the limit together does not keep them from going one by one.
func largestKey(r *Request) []any {
	largest := limitMonths * r.Before.Licenses / int64(r.Key.Months)
	if len(r.Parts) > 1 {
		return []any{largest, int64(len(r.Parts))}
	}
	return []any{largest}
}

// keyPastActivateBy checks the key on the day the redemption takes effect; the
// activate-by day itself still counts (rulings).
func keyPastActivateBy(r *Request) bool {
	return !r.Key.ActivateBy.IsZero() && r.Key.ActivateBy < r.effective()
}
