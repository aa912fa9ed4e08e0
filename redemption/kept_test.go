package redemption_test

import (
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
	{model.Term{Licenses: 10, Ends: date("2026-11-19")}, redemption.Goals{Licenses: 10}, 30, redemption.KeptNoCloser},
	{model.Term{Licenses: 10, Ends: date(later)}, redemption.Goals{Licenses: 11}, 31, redemption.KeptTooLarge},
	{model.Term{Licenses: 10, Ends: date(later)}, redemption.Goals{Licenses: 11}, 30, redemption.KeptNoCloser},
}

func TestWhyAPlanKeepsAKey(t *testing.T) {
	for _, row := range keptRows {
		d := redemption.Drawer{On: date(today), Months: 12, Keys: []int64{1, row.licenses}, Want: row.want}
		if got := (redemption.Plan{After: row.after, Kept: []int{1}}).WhyKept(d, 1); got.Code != row.why {
			t.Errorf("%+v: %v", row, got)
		}
	}
}
