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
		first.On, first.Before, first.Status, first.Computed = outcome.Effective, outcome.After, 0, true
	}
	return outcomes, nil
}

// Queue previews redemptions one after another on the facts: the first as its
// Redeem says, and then one for each key of Together. Nothing changes; each is
// carried out by a Redeem of its own.
type Queue struct {
	Redeem
	Actions []Action // of the redemptions; 0, or missing: as Redeem's
}

// Queued is the detail of a queue's receipt.
type Queued struct {
	Outcomes []Outcome
	Refused  error // of the redemption after Outcomes; nil: all are possible
}

// Decide calculates the chain. The keys may have different terms, and those
// that are reserved may be carried out.
func (c Queue) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	if c.On.IsZero() {
		c.On = today
	}
	c.Estimate, c.apart = true, true
	s, err := c.gather(facts)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	var stages []Stage
	for i, g := range s.grants() {
		stage := Stage{c.Action, g.counts()}
		if i < len(c.Actions) && c.Actions[i] != 0 {
			stage.Action = c.Actions[i]
		}
		stages = append(stages, stage)
	}
	outcomes, err := Chain(s.request(c.Redeem), stages)
	return model.Receipt{Verb: model.VerbRedeem, Object: s.benefit.Ref(), Detail: Queued{outcomes, err}}, nil, nil
}
