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

// Board calculates all four actions for the same numbers. What would make one
// possible is never a day before today.
func Board(r Request, today model.Date) []Option {
	options := make([]Option, 0, len(actionNames))
	for _, action := range Actions() {
		r.Action = action
		outcome, err := Preview(r)
		option := Option{Action: action, Outcome: outcome, Refused: err}
		if err != nil {
			option.Remedy = remedy(r, model.CodeOf(err), today)
		}
		options = append(options, option)
	}
	return options
}

// What would make a refused action possible.
const (
	RemedyActivate   model.Code = "remedy_activate"    // activate instead
	RemedyByTheEnd   model.Code = "remedy_by_the_end"  // redeem on this day at the latest, or activate instead
	RemedyUseActive  model.Code = "remedy_use_active"  // extend, add or renew; or wait until the day after this one
	RemedyBeforeEnd  model.Code = "remedy_before_end"  // extend or add: the key can't wait for the end
	RemedySmallerKey model.Code = "remedy_smaller_key" // largest key; or so many licenses on the subscription
	RemedyEarlierDay model.Code = "remedy_earlier_day" // last day of the key
	RemedyLaterKey   model.Code = "remedy_later_key"   // day on which a key would have to be valid; or extend or add
	RemedyOtherKey   model.Code = "remedy_other_key"   // day on which a key would have to be valid
)

// remedy finds what would make a refused action possible.
func remedy(r Request, refused model.Code, today model.Date) model.Notice {
	ends, lapses := r.Before.Ends, r.Key.ActivateBy
	switch refused {
	case NotActive:
		if today <= ends && ends < r.On {
			return model.Notice{Code: RemedyByTheEnd, Args: []any{ends}}
		}
		return model.Notice{Code: RemedyActivate}
	case NothingToRenew:
		return model.Notice{Code: RemedyActivate}
	case AlreadyActive:
		if !lapses.IsZero() && lapses <= ends {
			return model.Notice{Code: RemedyBeforeEnd}
		}
		return model.Notice{Code: RemedyUseActive, Args: []any{ends}}
	case ExtensionOverThreeYears:
		needed := (r.Key.Licenses*int64(r.Key.Months) + limitMonths - 1) / limitMonths
		return model.Notice{Code: RemedySmallerKey, Args: append(largestKey(&r), needed)}
	case KeyPastActivateBy:
		return remedyForKey(lapses, r.On, r.effective(), today)
	}
	return model.Notice{}
}

// remedyForKey is for a key that is past its last day when a redemption takes
// effect: no earlier redeem day helps a renewal that waits.
func remedyForKey(lapses, on, effective, today model.Date) model.Notice {
	switch waits := effective > on; {
	case waits && on <= lapses:
		return model.Notice{Code: RemedyLaterKey, Args: []any{effective}}
	case !waits && today <= lapses:
		return model.Notice{Code: RemedyEarlierDay, Args: []any{lapses}}
	}
	return model.Notice{Code: RemedyOtherKey, Args: []any{effective}}
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

// DayEnd is what redeeming on a day gives: the end date, by adding or by
// activating. A day on which neither is possible has no date.
type DayEnd struct {
	Action Action
	Ends   model.Date
}

// EndsByDay is the end date by redeem day, beginning with r.On, up to a last
// day: what adding gives while the subscription is active, and activating
// otherwise. Status tells the subscription's on a day, 0: what its end date
// says.
func EndsByDay(r Request, last model.Date, status func(model.Date) model.Status) []DayEnd {
	var ends []DayEnd
	for day := r.On; day <= last; day++ {
		on := r
		on.On, on.Action = day, Activate
		if on.Status = status(day); on.Status == 0 {
			on.Status = on.statusByDate()
		}
		if on.active() {
			on.Action = Add
		}
		o, _ := outcome(&on)
		ends = append(ends, DayEnd{on.Action, o.After.Ends})
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
