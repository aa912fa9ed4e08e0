package model

import "fmt"

// GiveUp marks a benefit that nobody will redeem any more, so that it leaves the
// lists of what is open. It is our record only, and can be undone.
type GiveUp struct{ Benefit ID }

// CodeNotOpen refuses to give up what is not open; its arguments are the name
// and the status.
const CodeNotOpen Code = "not_open"

// Decide refuses a benefit that is in use, held for a day or by a person, or
// over already.
func (c GiveUp) Decide(facts Facts, today Date) (Receipt, []Change, error) {
	found, err := facts.Get(Ref{KindBenefit, c.Benefit})
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("give up: %w", err)
	}
	before := found.(Benefit)
	if before.Status != NotRedeemed && before.Status != Pending && before.Status != 0 {
		return Receipt{}, nil, Refuse(CodeNotOpen, before.Name, before.Status)
	}
	keys, err := facts.Referring(before.Ref(), KindProductKey)
	if err != nil {
		return Receipt{}, nil, fmt.Errorf("give up: %w", err)
	}
	for _, record := range keys {
		if key := record.(ProductKey); key.Status == Reserved || key.Status == Redeemed {
			return Receipt{}, nil, Refuse(CodeNotOpen, before.Name, key.Status)
		}
	}
	after := before
	after.Status, after.StatusOn = Cancelled, today
	return Receipt{Verb: VerbGiveUp, Object: before.Ref(), Label: before.Name}, []Change{Changed(before, after)}, nil
}
