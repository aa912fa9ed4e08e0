package redemption

// calculations holds the arithmetic of each action. Each fills in After,
// Exact, Moved and Steps; an end date out of range is left zero.
var calculations = [...]func(*Request, *Outcome){
	Extend:   extend,
	Add:      add,
	Renew:    start,
	Activate: start,
}

// extend moves the end date by C·T/A months: whole months by the calendar from
// the old end date, the fraction as that share of the days of the next month.
func extend(r *Request, o *Outcome) {
	o.Exact, o.Unit = NewRatio(r.Key.Licenses*int64(r.Key.Months), r.Before.Licenses), Months
	o.After.Licenses = r.Before.Licenses
	o.explain(Step{
		Kind: StepExtension, Licenses: r.Key.Licenses, Months: int64(r.Key.Months), Divisor: r.Before.Licenses, Exact: o.Exact,
	})
	months := o.Exact.Floor()
	whole := r.Before.Ends.AddMonths(int(months))
	if months > 0 {
		o.explain(Step{Kind: StepPlusMonths, From: r.Before.Ends, Months: months, To: whole})
	}
	if o.Exact.IsWhole() {
		o.After.Ends = whole
		return
	}
	next := r.Before.Ends.AddMonths(int(months) + 1)
	if next.IsZero() {
		return
	}
	share := o.Exact.Plus(-months)
	span := int64(next) - int64(whole)
	exact := share.Times(span)
	days := exact.Round()
	o.Moved = NewRatio(days*exact.Den-exact.Num, exact.Den)
	o.After.Ends = whole.AddDays(int(days))
	o.explain(
		Step{Kind: StepShareOfMonth, Share: share, Span: span, To: next, Exact: exact, Days: days},
		Step{Kind: StepPlusDays, From: whole, Days: days, To: o.After.Ends})
}

// add averages the two remaining times, weighted by licenses, so that no
// license-day is added or lost.
func add(r *Request, o *Outcome) {
	term := r.On.AddMonths(r.Key.Months)
	if term.IsZero() {
		return
	}
	left := int64(r.Before.Ends) - int64(r.On)
	full := int64(term) - int64(r.On)
	a, c := r.Before.Licenses, r.Key.Licenses
	o.After.Licenses = a + c
	o.Exact, o.Unit = NewRatio(a*left+c*full, a+c), Days
	days := o.Exact.Round()
	o.Moved = NewRatio(days*o.Exact.Den-o.Exact.Num, o.Exact.Den)
	o.After.Ends = r.On.AddDays(int(days))
	o.explain(
		Step{Kind: StepTimeLeft, Licenses: a, Days: left, Product: a * left},
		Step{Kind: StepKeyTime, Licenses: c, Days: full, Product: c * full, From: r.On, To: term},
		Step{Kind: StepAverage, Product: a*left + c*full, Divisor: a + c, Exact: o.Exact, Days: days},
		Step{Kind: StepPlusDays, From: r.On, Days: days, To: o.After.Ends})
}

// start gives the key's licenses a new term from the day it takes effect.
func start(r *Request, o *Outcome) {
	o.After.Licenses = r.Key.Licenses
	o.Exact, o.Unit = Whole(int64(r.Key.Months)), Months
	if o.Effective.IsZero() {
		return
	}
	o.After.Ends = o.Effective.AddMonths(r.Key.Months)
	if o.Effective > r.On {
		o.explain(Step{Kind: StepDayAfterEnd, From: r.Before.Ends, To: o.Effective})
	}
	o.explain(Step{Kind: StepPlusMonths, From: o.Effective, Months: int64(r.Key.Months), To: o.After.Ends})
}

// untilMembershipEnds is the modernized model: whatever the day, the
// subscription ends with the membership.
func untilMembershipEnds(r *Request, o *Outcome) {
	o.After.Licenses, o.After.Ends = r.Key.Licenses, r.MembershipEnds
	o.Exact, o.Unit = Whole(int64(r.MembershipEnds)-int64(r.On)), Days
	o.explain(Step{Kind: StepMembershipEnd, To: r.MembershipEnds})
}

// explain takes down steps of the arithmetic, where there is a list for them.
func (o *Outcome) explain(steps ...Step) {
	if o.Steps != nil {
		o.Steps = append(o.Steps, steps...)
	}
}
