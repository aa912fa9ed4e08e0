package redemption

import (
	"cmp"
	"context"
	"slices"

	"benefitdesk/model"
)

// Drawer is what a plan is made for: keys of one product and term, and the
// subscription that they are to be redeemed on.
type Drawer struct {
	On     model.Date
	Before model.Term
	Status model.Status // of the subscription on the day; 0: what its end date says
	Keys   []int64      // the licenses on each
	Months int          // of every key
	Want   Goals
	Limit  int // of the plans that are listed; 0: 20
}

// MaxKeys is the largest number of keys that a plan is made of.
const MaxKeys = 1000

// Goals are what a plan is to reach; zero values ask for nothing.
type Goals struct {
	Licenses int64      `json:"licenses"` // at least
	Ends     model.Date `json:"end_date"` // not before
}

// met tells whether a result reaches the goals.
func (g Goals) met(by model.Term) bool { return g.missing(by) == Missing{} }

// missing is what a result lacks.
func (g Goals) missing(by model.Term) Missing {
	return Missing{Licenses: max(0, g.Licenses-by.Licenses), Days: max(0, int(g.Ends)-int(by.Ends))}
}

// Missing is what the closest plan lacks of the goals.
type Missing struct {
	Licenses int64 `json:"licenses"`
	Days     int   `json:"days"`
	// Key is the smallest further key with which the goals would be met; 0: no
	// single one would do.
	Key int64 `json:"key,omitzero"`
}

// Plan is a way to use the keys of a drawer: redemptions on one day, one after
// another.
type Plan struct {
	Steps []PlanStep
	Kept  []int // positions of keys that are kept back
	After model.Term
}

// PlanStep is one redemption of a plan, of all its keys together.
type PlanStep struct {
	Keys    []int // positions in the drawer
	Outcome Outcome
}

// Used is how many keys the plan redeems.
func (p Plan) Used() int {
	n := 0
	for _, step := range p.Steps {
		n += len(step.Keys)
	}
	return n
}

// Plans is what a drawer can do, the best first.
type Plans struct {
	Plans   []Plan
	Total   int  // how many there are; Plans may be fewer
	Exact   bool // every assignment was looked at
	Meets   bool // the goals, where there are any
	Missing Missing
	// LeftOut says that sums of more licenses than one redemption takes were
	// not looked at.
	LeftOut bool
}

const (
	exactKeys    = 8  // up to so many every assignment is looked at
	defaultPlans = 20 // listed unless something else is asked for
)

// MakePlans finds the best uses of a drawer's keys, see the package's comment.
// The error is a *model.Refusal of numbers and dates that no plan can start
// from, or that of a context that ended. Progress is told between 0 and 1.
func MakePlans(ctx context.Context, d Drawer, progress func(done float64)) (Plans, error) {
	p, err := newPlanner(ctx, d, progress)
	if err != nil {
		return Plans{}, err
	}
	found := p.search()
	if err := ctx.Err(); err != nil {
		return Plans{}, err
	}
	return p.answer(found)
}

// bestPlan is the first of the plans of a drawer with goals; ok is false when
// none meets them.
func bestPlan(ctx context.Context, d Drawer, progress func(done float64)) (plan Plan, ok bool, err error) {
	p, err := newPlanner(ctx, d, progress)
	if err != nil {
		return Plan{}, false, err
	}
	found := p.search()
	if err := ctx.Err(); err != nil || len(found) == 0 {
		return Plan{}, false, err
	}
	best := slices.MinFunc(found, p.closer)
	if !p.meets(best) {
		return Plan{}, false, nil
	}
	plan, err = p.replay(best)
	return plan, err == nil, err
}

// candidate is an assignment with its result.
type candidate struct {
	uses  []use // by position
	after model.Term
	used  int
}

// use is what is done with one key.
type use uint8

const (
	adds use = iota
	extends
	keeps
)

// answer sorts what was found and replays the plans that are listed.
func (p *planner) answer(found []candidate) (Plans, error) {
	plans := Plans{Exact: p.exact, LeftOut: p.total() > model.MaxCount}
	listed := found
	if p.Want != (Goals{}) {
		slices.SortStableFunc(listed, p.closer)
		if plans.Meets = p.meets(listed[0]); plans.Meets {
			listed = slices.DeleteFunc(listed, func(c candidate) bool { return !p.meets(c) })
		} else {
			plans.Missing = p.missing(listed[0])
			plans.Missing.Key = p.furtherKey()
		}
		plans.Total = len(listed)
		listed = listed[:min(len(listed), p.Limit)]
	} else {
		listed = unbeaten(listed)
		plans.Total = len(listed)
		listed = spread(listed, p.Limit)
	}
	for _, c := range listed {
		plan, err := p.replay(c)
		if err != nil {
			return Plans{}, err
		}
		plans.Plans = append(plans.Plans, plan)
	}
	return plans, p.ctx.Err()
}

// better orders plans that meet their goals: fewer keys, later end, more
// licenses; then as they were found, by position.
func better(a, b candidate) int {
	return cmp.Or(cmp.Compare(a.used, b.used), cmp.Compare(b.after.Ends, a.after.Ends), cmp.Compare(b.after.Licenses, a.after.Licenses))
}

// closer orders plans by what they miss of the goals: fewer licenses, then
// days. Those that meet them come first, the better before the others.
func (p *planner) closer(a, b candidate) int {
	lacksA, lacksB := p.missing(a), p.missing(b)
	return cmp.Or(cmp.Compare(lacksA.Licenses, lacksB.Licenses), cmp.Compare(lacksA.Days, lacksB.Days), better(a, b))
}

// meets tells whether a candidate reaches the goals.
func (p *planner) meets(c candidate) bool { return p.missing(c) == Missing{} }

// missing is what a candidate lacks of the goals. A subscription that has ended
// and is left alone serves nobody.
func (p *planner) missing(c candidate) Missing {
	if c.used == 0 && !p.active {
		return Missing{Licenses: max(1, p.Want.Licenses), Days: max(0, int(p.Want.Ends-p.On))}
	}
	return p.Want.missing(c.after)
}

// unbeaten keeps the results than which none has more licenses and a later
// end, by ascending licenses, each once.
func unbeaten(found []candidate) []candidate {
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.after.Licenses, a.after.Licenses), cmp.Compare(b.after.Ends, a.after.Ends))
	})
	var front []candidate
	for _, c := range found {
		if len(front) == 0 || c.after.Ends > front[len(front)-1].after.Ends {
			front = append(front, c)
		}
	}
	slices.Reverse(front)
	return front
}

// spread takes both ends and what lies evenly between them by rank.
func spread(front []candidate, limit int) []candidate {
	if len(front) <= limit {
		return front
	}
	if limit == 1 {
		return front[:1]
	}
	taken := make([]candidate, limit)
	for i := range taken {
		taken[i] = front[i*(len(front)-1)/(limit-1)]
	}
	return taken
}

// passing are warnings of a single redemption that say nothing of the plan as
// a whole: a later step may undo what they tell.
var passing = []model.Code{Irreversible, LessThanTwelveMonths, EndDateMovesEarlier, EndDateMovesLater, EndDateUnchanged, Rounding}

// Warnings are those of the steps that concern the plan as a whole, each once.
func (p Plan) Warnings() []model.Notice {
	var found []model.Notice
	for _, step := range p.Steps {
		for _, warning := range step.Outcome.Warnings {
			known := func(n model.Notice) bool { return n.Code == warning.Code }
			if !slices.Contains(passing, warning.Code) && !slices.ContainsFunc(found, known) {
				found = append(found, warning)
			}
		}
	}
	return found
}
