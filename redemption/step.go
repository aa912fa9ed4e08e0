package redemption

import "benefitdesk/model"

// StepKind names one line of the arithmetic.
type StepKind uint8

// The lines of the arithmetic and the fields of Step that each uses.
const (
	StepExtension     StepKind = iota + 1 // Licenses × Months ÷ Divisor = Exact months
	StepPlusMonths                        // From + Months = To
	StepShareOfMonth                      // Share of the Span days to To = Exact days, rounded to Days
	StepPlusDays                          // From + Days = To
	StepTimeLeft                          // Licenses × Days left = Product license-days
	StepKeyTime                           // Licenses × Days of the key's term (From to To) = Product license-days
	StepAverage                           // Product ÷ Divisor = Exact days, rounded to Days
	StepDayAfterEnd                       // the day after From is To, when it takes effect
	StepMembershipEnd                     // the membership ends on To
)

// Step is one line of the arithmetic as data; words and numerals are put
// together where it is shown.
type Step struct {
	Kind     StepKind   `json:"kind"`
	Licenses int64      `json:"licenses,omitzero"`
	Months   int64      `json:"months,omitzero"`
	Days     int64      `json:"days,omitzero"`
	Span     int64      `json:"span,omitzero"`
	Divisor  int64      `json:"divisor,omitzero"`
	Product  int64      `json:"product,omitzero"`
	Share    Ratio      `json:"share,omitzero"`
	Exact    Ratio      `json:"exact,omitzero"`
	From     model.Date `json:"from,omitzero"`
	To       model.Date `json:"to,omitzero"`
}

// PortalStep names one thing that a person does or chooses in a portal.
type PortalStep uint8

// The steps of the ways through the portals.
const (
	PortalSignIn PortalStep = iota + 1
	PortalVerifyTenant
	PortalTypeKey
	PortalNext
	PortalCheckProduct // product, licenses, duration
	PortalYourProducts
	PortalTheProduct
	PortalExtendEndDate
	PortalAddLicenses
	PortalRedeemKey
	PortalValidate
	PortalReview
	PortalRedeem
	PortalCloudBenefits // of Partner Center
	PortalTheBenefit
	PortalBillingTenant // one under the purchasing billing account
	PortalCheckPrice    // that it is 0, and the end the membership's
	PortalPlaceOrder
)

// Guide is the way through a portal: the page to open, and the steps there in
// their order.
type Guide struct {
	Link  Link
	Steps []PortalStep
}

// GuideFor gives the way to redeem with a key (rulings), or by the purchase at
// no price that took the place of keys.
func GuideFor(action Action, purchase bool) Guide {
	switch {
	case purchase:
		return Guide{LinkPurchase, []PortalStep{
			PortalCloudBenefits, PortalTheBenefit, PortalRedeem, PortalBillingTenant, PortalCheckPrice, PortalPlaceOrder,
		}}
	case action == Extend:
		return yourProducts(PortalExtendEndDate)
	case action == Add:
		return yourProducts(PortalAddLicenses)
	}
	return Guide{LinkActivate, []PortalStep{
		PortalSignIn, PortalVerifyTenant, PortalTypeKey, PortalNext, PortalCheckProduct, PortalRedeem,
	}}
}

// yourProducts is the way to change a subscription in the admin center.
func yourProducts(change PortalStep) Guide {
	return Guide{LinkAdminCenter, []PortalStep{
		PortalYourProducts, PortalTheProduct, change, PortalRedeemKey, PortalValidate, PortalReview, PortalRedeem,
	}}
}
