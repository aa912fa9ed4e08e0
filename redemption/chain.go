package redemption

// Stage is one redemption of a queue or plan: what is done with keys that
// count as one.
type Stage struct {
	Action Action
	Key    Key
}

// Chain calculates redemptions that are done on one day, one after another,
// each on what the one before gave. It ends with the first that is refused:
// the outcomes are those before it.
func Chain(first Request, stages []Stage) ([]Outcome, error) {
	outcomes := make([]Outcome, 0, len(stages))
	for _, stage := range stages {
		first.Action, first.Key = stage.Action, stage.Key
		outcome, err := Preview(first)
		if err != nil {
			return outcomes, err
		}
		outcomes = append(outcomes, outcome)
		first.Before, first.Status, first.Computed = outcome.After, 0, true
	}
	return outcomes, nil
}
