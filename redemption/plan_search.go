package redemption

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"sort"

	"benefitdesk/model"
)

// planner searches the assignments of one drawer.
type planner struct {
	Drawer
	ctx      context.Context //nolint:containedctx // it lives for one call
	progress func(float64)
	active   bool    // keys add to the subscription; else they activate one
	had      int64   // licenses of the active subscription
	left     int64   // license-days that are left of it
	full     int64   // days of a key's term from the day on
	bySize   []int   // positions, the largest key first
	largest  []int64 // by n: licenses on the n largest keys
	exact    bool

	// The redemptions of the assignment that was packed last, what those that
	// extend have room for, and into which of all each key goes; kept to be
	// used again.
	stages []Stage
	room   []int64
	into   []int
}

// KeysOutOfRange is the reason of BadInput for a drawer with no or too many
// keys; its arguments are how many there are and may be.
const KeysOutOfRange model.Code = "keys_out_of_range"

func newPlanner(ctx context.Context, d Drawer, progress func(float64)) (*planner, error) {
	if d.Limit <= 0 {
		d.Limit = defaultPlans
	}
	if len(d.Keys) == 0 || len(d.Keys) > MaxKeys {
		return nil, model.Refuse(BadInput, KeysOutOfRange, int64(len(d.Keys)), int64(MaxKeys))
	}
	if d.Want.Licenses < 0 {
		return nil, model.Refuse(BadInput, LicensesOutOfRange, d.Want.Licenses)
	}
	p := &planner{Drawer: d, ctx: ctx, progress: progress, exact: len(d.Keys) <= exactKeys}
	for _, licenses := range d.Keys {
		first := p.request(Add, licenses)
		if args, bad := badInput(&first); bad {
			return nil, model.Refuse(BadInput, args...)
		}
	}
	first := p.request(Add, 1)
	if first.Status == 0 {
		first.Status = first.statusByDate()
	}
	if p.active = first.active(); p.active {
		p.had, p.left = d.Before.Licenses, LicenseDays(d.Before, d.On)
	}
	p.full = int64(d.On.AddMonths(d.Months) - d.On)
	p.order()
	return p, nil
}

// order sorts the keys by size.
func (p *planner) order() {
	p.into, p.bySize, p.largest = make([]int, len(p.Keys)), make([]int, len(p.Keys)), make([]int64, len(p.Keys)+1)
	for i := range p.bySize {
		p.bySize[i] = i
	}
	slices.SortStableFunc(p.bySize, func(a, b int) int { return cmp.Compare(p.Keys[b], p.Keys[a]) })
	for n, i := range p.bySize {
		p.largest[n+1] = p.largest[n] + p.Keys[i]
	}
}

// total is the licenses on all keys.
func (p *planner) total() int64 { return p.largest[len(p.Keys)] }

func (p *planner) request(action Action, licenses int64) Request {
	return Request{Action: action, On: p.On, Before: p.Before, Status: p.Status, Key: Key{Licenses: licenses, Months: p.Months}}
}

func (p *planner) tell(done float64) {
	if p.progress != nil {
		p.progress(done)
	}
}

// search finds the candidates among which answer chooses.
func (p *planner) search() []candidate {
	switch {
	case p.exact:
		return p.everyAssignment(p.Want != Goals{})
	case p.Want != Goals{}:
		return p.towardsGoals()
	}
	return p.everySum()
}

// everyAssignment looks at all ways to use the keys; with keeping, keys may
// also be kept back.
func (p *planner) everyAssignment(keeping bool) []candidate {
	ways := 2
	if keeping {
		ways = 3
	}
	var found []candidate
	for uses := range p.assignments(ways) {
		if c, ok := p.candidate(uses); ok {
			found = append(found, c)
		}
	}
	return found
}

// assignments gives all ways to use the keys with the first uses there are. Of
// ways that differ only in which of two equal keys is used it gives the first.
func (p *planner) assignments(ways int) iter.Seq[[]use] {
	return func(yield func([]use) bool) {
		uses := make([]use, len(p.Keys))
		seen := map[string]bool{}
		for p.ctx.Err() == nil {
			if sizes := p.sizes(uses); !seen[sizes] {
				seen[sizes] = true
				if !yield(uses) {
					return
				}
			}
			i := len(uses) - 1
			for i >= 0 && int(uses[i]) == ways-1 {
				uses[i] = adds
				i--
			}
			if i < 0 {
				return
			}
			uses[i]++
		}
	}
}

// sizes names an assignment by the sizes of the keys in each use.
func (p *planner) sizes(uses []use) string {
	var name []byte
	for _, u := range []use{adds, extends} {
		for _, i := range p.bySize {
			if uses[i] == u {
				name = fmt.Appendf(name, "%d ", p.Keys[i])
			}
		}
		name = append(name, '/')
	}
	return string(name)
}

// candidate is an assignment with its result; ok is false when the rules
// refuse it.
func (p *planner) candidate(uses []use) (c candidate, ok bool) {
	after, ok := p.result(uses)
	if !ok {
		return candidate{}, false
	}
	kept := 0
	for _, u := range uses {
		if u == keeps {
			kept++
		}
	}
	return candidate{slices.Clone(uses), after, len(uses) - kept}, true
}

// result is what an assignment comes to; ok is false when the rules refuse it.
func (p *planner) result(uses []use) (after model.Term, ok bool) {
	if !p.pack(uses) {
		return model.Term{}, false
	}
	next := p.request(0, 0)
	for _, stage := range p.stages {
		var o Outcome // without the steps that explain it
		next.Action, next.Key = stage.Action, stage.Key
		if err := calculate(&next, &o); err != nil {
			return model.Term{}, false
		}
		next.follow(&o)
	}
	return next.Before, true
}

// replay is the plan of a candidate, step by step.
func (p *planner) replay(c candidate) (Plan, error) {
	p.pack(c.uses)
	outcomes, err := Chain(p.request(0, 0), p.stages)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{After: c.after, Steps: make([]PlanStep, len(outcomes))}
	for i, outcome := range outcomes {
		plan.Steps[i].Outcome = outcome
	}
	for i, u := range c.uses {
		if u == keeps {
			plan.Kept = append(plan.Kept, i)
			continue
		}
		step := &plan.Steps[p.into[i]]
		step.Keys = append(step.Keys, i)
	}
	return plan, nil
}

// mostExtended is how many licenses one redemption extends with after others
// were added.
func (p *planner) mostExtended(added int64) int64 {
	return min(limitMonths*(p.had+added)/int64(p.Months), model.MaxCount)
}

// firstExtending is where in bySize the keys begin that can extend after
// licenses were added.
func (p *planner) firstExtending(added int64) int {
	most := p.mostExtended(added)
	return sort.Search(len(p.bySize), func(n int) bool { return p.Keys[p.bySize[n]] <= most })
}
