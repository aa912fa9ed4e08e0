package redemption_test

import (
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// keptRows are plans that keep a key back, and why.
var keptRows = []struct {
	after    model.Term
	want     redemption.Goals
	licenses int64
	why      model.Code
}{
	{model.Term{Licenses: 10, Ends: date(later)}, redemption.Goals{Licenses: 10}, 500, redemption.KeptNotNeeded},
	{model.Term{Licenses: 10, Ends: date(later)}, redemption.Goals{Licenses: 11}, 31, redemption.KeptTooLarge},
	{model.Term{Licenses: 10, Ends: date(later)}, redemption.Goals{Licenses: 11}, 30, redemption.KeptNoCloser},
}

func TestWhyAPlanKeepsAKey(t *testing.T) {
	for _, row := range keptRows {
		d := redemption.Drawer{Months: 12, Keys: []int64{1, row.licenses}, Want: row.want}
		if got := (redemption.Plan{After: row.after, Kept: []int{1}}).WhyKept(d, 1); got.Code != row.why {
			t.Errorf("%+v: %v", row, got)
		}
	}
}

// TestSingly: every key of a plan once, in the order of its steps, and what
// they give as a queue is near what they give together.
func TestSingly(t *testing.T) {
	for name, before := range map[string]model.Term{"active": {Licenses: 100, Ends: date("2027-03-31")}, "none": {}} {
		d := redemption.Drawer{On: date(today), Months: 12, Before: before, Keys: []int64{25, 25, 100}, Want: redemption.Goals{Licenses: before.Licenses + 50, Ends: date("2027-12-31")}}
		plan := plans(t, d).Plans[0]
		keys, actions, after, err := plan.Singly(d)
		first := redemption.Add
		if before.Licenses == 0 {
			first = redemption.Activate
		}
		if err != nil || len(keys) != plan.Used() || actions[0] != first || slices.Contains(actions[1:], redemption.Activate) {
			t.Errorf("%s: %v, %v, %v", name, keys, actions, err)
		}
		if days := after.Ends - plan.After.Ends; after.Licenses != plan.After.Licenses || days > 9 || days < -9 {
			t.Errorf("%s: %+v, together %+v", name, after, plan.After)
		}
	}
}
