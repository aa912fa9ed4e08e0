package redemption

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"benefitdesk/model"
)

// planner searches the assignments of one drawer.
type planner struct {
	Drawer
	ctx      context.Context //nolint:containedctx // it lives for one call
	progress func(float64)
	bySize   []int // positions, the largest key first
	total    int64 // licenses on all keys
	active   bool  // keys add to the subscription; else they activate one
	exact    bool
	leftOut  bool

	// The redemptions of the assignment that was packed last, and into which
	// of them each key goes; kept to be used again.
	stages []Stage
	into   []int
}

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
	p := &planner{Drawer: d, ctx: ctx, progress: progress, exact: len(d.Keys) <= exactKeys, into: make([]int, len(d.Keys))}
	for _, licenses := range d.Keys {
		first := p.request(Add, licenses)
		if args, bad := badInput(&first); bad {
			return nil, model.Refuse(BadInput, args...)
		}
		p.total += licenses
	}
	first := p.request(Add, 1)
	if first.Status == 0 {
		first.Status = first.statusByDate()
	}
	p.active = first.active()
	p.bySize = make([]int, len(d.Keys))
	for i := range p.bySize {
		p.bySize[i] = i
	}
	slices.SortStableFunc(p.bySize, func(a, b int) int { return cmp.Compare(d.Keys[b], d.Keys[a]) })
	return p, nil
}

// KeysOutOfRange is the reason of BadInput for a drawer with no or too many
// keys; its arguments are how many there are and may be.
const KeysOutOfRange model.Code = "keys_out_of_range"

func (p *planner) request(action Action, licenses int64) Request {
	return Request{Action: action, On: p.On, Before: p.Before, Status: p.Status, Key: Key{Licenses: licenses, Months: p.Months}}
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
// also be kept back. Of ways that differ only in which of two equal keys is
// used it takes the first.
func (p *planner) everyAssignment(keeping bool) []candidate {
	ways := 2
	if keeping {
		ways = 3
	}
	var found []candidate
	uses := make([]use, len(p.Keys))
	seen := map[string]bool{}
	for {
		if sizes := p.sizes(uses); !seen[sizes] {
			seen[sizes] = true
			if after, ok := p.result(uses); ok {
				found = append(found, candidate{slices.Clone(uses), after, p.used(uses)})
			}
		}
		i := len(uses) - 1
		for i >= 0 && int(uses[i]) == ways-1 {
			uses[i] = adds
			i--
		}
		if i < 0 || p.ctx.Err() != nil {
			return found
		}
		uses[i]++
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

func (p *planner) used(uses []use) int {
	n := 0
	for _, u := range uses {
		if u != keeps {
			n++
		}
	}
	return n
}

// result is what an assignment comes to; ok is false when the rules refuse it.
func (p *planner) result(uses []use) (after model.Term, ok bool) {
	if !p.pack(uses) {
		return model.Term{}, false
	}
	outcomes, err := Chain(p.request(0, 0), p.stages)
	switch {
	case err != nil:
		return model.Term{}, false
	case len(outcomes) == 0:
		return p.Before, true
	}
	return outcomes[len(outcomes)-1].After, true
}

// replay is the plan of an assignment, step by step.
func (p *planner) replay(uses []use) (Plan, error) {
	p.pack(uses)
	outcomes, err := Chain(p.request(0, 0), p.stages)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{After: p.Before, Steps: make([]PlanStep, len(outcomes))}
	for i, outcome := range outcomes {
		plan.Steps[i].Outcome, plan.After = outcome, outcome.After
	}
	for i, u := range uses {
		if u == keeps {
			plan.Kept = append(plan.Kept, i)
			continue
		}
		step := &plan.Steps[p.into[i]]
		step.Keys = append(step.Keys, i)
	}
	return plan, nil
}

// pack makes the redemptions of an assignment: one for all keys that add or
// activate, then those that extend, as few as first-fit decreasing needs under
// the three-year limit. It is false when a key alone is over the limit.
func (p *planner) pack(uses []use) bool {
	p.stages = p.stages[:0]
	licenses := p.Before.Licenses
	first := Stage{Action: Add, Key: Key{Months: p.Months}}
	if !p.active {
		first.Action, licenses = Activate, 0
	}
	for i, u := range uses {
		if u == adds {
			first.Key.Licenses += p.Keys[i]
			p.into[i] = 0
		}
	}
	if first.Key.Licenses > 0 {
		p.stages = append(p.stages, first)
		licenses += first.Key.Licenses
	}
	extending := len(p.stages)
	limit := min(limitMonths*licenses/int64(p.Months), model.MaxCount)
	for _, i := range p.bySize {
		if uses[i] != extends {
			continue
		}
		at := extending
		for at < len(p.stages) && p.stages[at].Key.Licenses+p.Keys[i] > limit {
			at++
		}
		if at == len(p.stages) {
			if p.Keys[i] > limit {
				return false
			}
			p.stages = append(p.stages, Stage{Action: Extend, Key: Key{Months: p.Months}})
		}
		p.stages[at].Key.Licenses += p.Keys[i]
		p.into[i] = at
	}
	return true
}
