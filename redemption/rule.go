package redemption

import "benefitdesk/model"

// The refusals, in the order in which they are reported.
const (
	BadInput                model.Code = "bad_input" // reason (a Code), value; nothing for an unknown action
	NotForPurchase          model.Code = "not_for_purchase"
	KeyMalformed            model.Code = "key_malformed"
	KeyAlreadyRedeemed      model.Code = "key_already_redeemed"       // day, person, subscription
	KeyPastActivateBy       model.Code = "key_past_activate_by"       // last day, day it takes effect
	WrongProduct            model.Code = "wrong_product"              // key's product, subscription's product
	WrongTenant             model.Code = "wrong_tenant"               // recorded tenant, chosen tenant
	NotActive               model.Code = "not_active"                 // end date
	AlreadyActive           model.Code = "already_active"             // end date
	NothingToRenew          model.Code = "nothing_to_renew"           //
	ExtensionOverThreeYears model.Code = "extension_over_three_years" // largest key in licenses
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
	code    model.Code
	applies func(*Request) (args []any, refused bool)
}

// refusals in the order in which they are reported; the first that holds
// decides.
var refusals = []refusal{
	{BadInput, badInput},
	{NotForPurchase, func(r *Request) ([]any, bool) { return nil, r.Purchase && r.Action != Activate }},
	{KeyAlreadyRedeemed, func(r *Request) ([]any, bool) {
		return []any{r.Used.On, r.Used.By, r.Used.Subscription}, r.Used != Use{}
	}},
	{KeyPastActivateBy, keyPastActivateBy},
	{WrongProduct, func(r *Request) ([]any, bool) {
		return []any{r.Products.Key, r.Products.Subscription}, r.Products.Differ
	}},
	{WrongTenant, func(r *Request) ([]any, bool) {
		return []any{r.Tenants.Key, r.Tenants.Subscription}, r.Tenants.Differ
	}},
	{NotActive, func(r *Request) ([]any, bool) {
		return []any{r.Before.Ends}, (r.Action == Add || r.Action == Extend) && !r.active()
	}},
	{AlreadyActive, func(r *Request) ([]any, bool) {
		return []any{r.Before.Ends}, r.Action == Activate && r.active()
	}},
	{NothingToRenew, func(r *Request) ([]any, bool) { return nil, r.Action == Renew && !r.exists() }},
	{ExtensionOverThreeYears, extensionOverThreeYears},
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
	case r.Key.Licenses < 1 || r.Key.Licenses > model.MaxCount:
		return []any{KeyLicensesOutOfRange, r.Key.Licenses}, true
	case r.Purchase && (r.MembershipEnds.IsZero() || r.MembershipEnds < r.On):
		return []any{MembershipEndMissing}, true
	case !r.Purchase && (r.Key.Months < 1 || r.Key.Months > model.MaxMonths):
		return []any{KeyMonthsOutOfRange, int64(r.Key.Months)}, true
	}
	return nil, false
}

// extensionOverThreeYears: one redemption extends by three years at most; the
// largest key that this subscription could take is named.
func extensionOverThreeYears(r *Request) ([]any, bool) {
	limit := limitMonths * r.Before.Licenses
	if r.Action != Extend || r.Key.Licenses*int64(r.Key.Months) <= limit {
		return nil, false
	}
	return []any{limit / int64(r.Key.Months)}, true
}

// keyPastActivateBy checks the key on the day the redemption takes effect; the
// activate-by day itself still counts (rulings).
func keyPastActivateBy(r *Request) ([]any, bool) {
	on := r.effective()
	return []any{r.Key.ActivateBy, on}, !r.Key.ActivateBy.IsZero() && r.Key.ActivateBy < on
}
