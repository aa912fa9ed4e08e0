package redemption

import "benefitdesk/model"

// Stage is one redemption of a queue or plan: what is done with keys that
// count as one.
type Stage struct {
	Action Action
	Key    Key
}

// Chain calculates redemptions that are done one after another, each on what
// the one before gave and on the day that one takes effect. It ends with the
// first that is refused: the outcomes are those before it.
func Chain(first Request, stages []Stage) ([]Outcome, error) {
	outcomes := make([]Outcome, 0, len(stages))
	for _, stage := range stages {
		first.Action, first.Key = stage.Action, stage.Key
		outcome, err := Preview(first)
		if err != nil {
			return outcomes, err
		}
		outcomes = append(outcomes, outcome)
		first.follow(&outcome)
	}
	return outcomes, nil
}

// follow makes the request one on what another redemption gave.
func (r *Request) follow(o *Outcome) {
	r.On, r.Before, r.Status, r.Computed = o.Effective, o.After, 0, true
}

// Queued is the detail of the estimate of a queue.
type Queued struct {
	Outcomes []Outcome
	Refused  error // of the redemption after Outcomes; nil: all are possible
}

// queue estimates redemptions of one key or of several that count as one. The
// keys of different redemptions may have different terms, and those that are
// reserved may be carried out.
func (c Redeem) queue(s situation) model.Receipt {
	var stages []Stage
	for grants := s.grants(); len(grants) > 0; {
		stage, n := Stage{c.Action, grants[0].counts()}, 1
		if i := len(stages); i < len(c.Queue) && c.Queue[i] != 0 {
			stage.Action = c.Queue[i]
		}
		if i := len(stages); i < len(c.Sizes) {
			n = min(max(1, c.Sizes[i]), len(grants))
		}
		for _, g := range grants[1:n] {
			stage.Key = stage.Key.with(g.counts())
		}
		stages, grants = append(stages, stage), grants[n:]
	}
	outcomes, err := Chain(s.request(c), stages)
	return model.Receipt{Verb: model.VerbRedeem, Object: s.benefit.Ref(), Tenant: s.tenancy.tenant.ID, Detail: Queued{outcomes, err}}
}
