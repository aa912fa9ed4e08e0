package redemption

import "benefitdesk/model"

// Why a plan keeps a key back.
const (
	KeptNotNeeded model.Code = "kept_not_needed" // the goals are met without it
	KeptTooLarge  model.Code = "kept_too_large"  // its licenses; the largest key that can extend
	KeptNoCloser  model.Code = "kept_no_closer"  // neither adding nor extending brings the goals closer
)

// WhyKept tells why a plan of a drawer keeps the key at a position back.
func (p Plan) WhyKept(d Drawer, position int) model.Notice {
	largest := limitMonths * p.After.Licenses / int64(d.Months)
	switch licenses := d.Keys[position]; {
	case d.Want.met(p.After):
		return model.Notice{Code: KeptNotNeeded}
	case licenses > largest:
		return model.Notice{Code: KeptTooLarge, Args: []any{licenses, largest}}
	}
	return model.Notice{Code: KeptNoCloser}
}

// Singly is a plan as a queue that redeems every key by itself: the positions
// of the keys in their order, what each does, and what they give. What a plan
// redeems together may be a few days off then. The error is that of the first
// redemption that the rules refuse.
func (p Plan) Singly(d Drawer) (keys []int, actions []Action, after model.Term, err error) {
	var stages []Stage
	for _, step := range p.Steps {
		for i, position := range step.Keys {
			action := step.Outcome.Action
			if action == Activate && i > 0 { // the first one has activated it
				action = Add
			}
			keys, actions = append(keys, position), append(actions, action)
			stages = append(stages, Stage{action, Key{Licenses: d.Keys[position], Months: d.Months}})
		}
	}
	outcomes, err := Chain(Request{On: d.On, Before: d.Before, Status: d.Status}, stages)
	if after = d.Before; len(outcomes) > 0 {
		after = outcomes[len(outcomes)-1].After
	}
	return keys, actions, after, err
}
