package redemption

import "benefitdesk/model"

// Option is one action on the what-if board: its outcome, or why it is not
// possible and what would make it so.
type Option struct {
	Action  Action
	Outcome Outcome
	Refused error        // nil: possible
	Remedy  model.Notice // of the refusal; no code: none is known
}

// Board calculates all four actions for the same numbers.
func Board(r Request) []Option {
	options := make([]Option, 0, len(actionNames))
	for _, action := range Actions() {
		r.Action = action
		outcome, err := Preview(r)
		option := Option{Action: action, Outcome: outcome, Refused: err}
		if err != nil {
			option.Remedy = remedy(r, model.CodeOf(err))
		}
		options = append(options, option)
	}
	return options
}

// What would make a refused action possible.
const (
	RemedyActivate   model.Code = "remedy_activate"    // activate instead
	RemedyUseActive  model.Code = "remedy_use_active"  // extend, add or renew; or wait until the day after this one
	RemedySmallerKey model.Code = "remedy_smaller_key" // largest key; or so many licenses on the subscription
	RemedyEarlierDay model.Code = "remedy_earlier_day" // last day of the key
)

// remedy finds what would make a refused action possible.
func remedy(r Request, refused model.Code) model.Notice {
	switch refused {
	case NotActive, NothingToRenew:
		return model.Notice{Code: RemedyActivate}
	case AlreadyActive:
		return model.Notice{Code: RemedyUseActive, Args: []any{r.Before.Ends}}
	case ExtensionOverThreeYears:
		needed := (r.Key.Licenses*int64(r.Key.Months) + limitMonths - 1) / limitMonths
		return model.Notice{Code: RemedySmallerKey, Args: append(largestKey(&r), needed)}
	case KeyPastActivateBy:
		return model.Notice{Code: RemedyEarlierDay, Args: []any{r.Key.ActivateBy}}
	}
	return model.Notice{}
}

// LicenseDays is what people can use from the redeem day on: licenses times
// days. A renewal that waits adds what the present subscription still runs
// (rulings).
func (o Outcome) LicenseDays() int64 {
	days := o.After.Licenses * int64(o.After.Ends-o.Effective)
	if o.Reserved() {
		days += LicenseDays(o.Before, o.On)
	}
	return days
}

// LicenseDays is what is left of a term on a day: 0 when it has ended.
func LicenseDays(t model.Term, on model.Date) int64 {
	return t.Licenses * max(0, int64(t.Ends-on))
}

// EndsByDay is the end date by redeem day, beginning with r.On, up to a last
// day: what adding gives while the subscription is active, and activating
// afterwards. Days on which neither is possible have no date.
func EndsByDay(r Request, last model.Date) []model.Date {
	var ends []model.Date
	for day := r.On; day <= last; day++ {
		on := r
		on.On, on.Status, on.Action = day, 0, Add
		if on.Before.Ends < day {
			on.Action = Activate
		}
		outcome, _ := Preview(on)
		ends = append(ends, outcome.After.Ends)
	}
	return ends
}

// DaysEnough gives the first and last redeem day between r.On and a last day
// on which one key meets the goals with r.Action; ok is false where none does.
func DaysEnough(r Request, want Goals, until model.Date) (first, last model.Date, ok bool) {
	for day := r.On; day <= until; day++ {
		on := r
		on.On, on.Status = day, 0
		outcome, err := Preview(on)
		if err != nil || !want.met(outcome.After) {
			continue
		}
		if !ok {
			first, ok = day, true
		}
		last = day
	}
	return first, last, ok
}
