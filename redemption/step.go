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
