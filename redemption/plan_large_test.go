package redemption_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// drawerOfFew is a drawer of many keys of few sizes, which brute force still
// gets through.
func drawerOfFew(dice *rand.Rand) redemption.Drawer {
	d := redemption.Drawer{On: date(today).AddDays(dice.IntN(400)), Months: 12, Limit: 100_000}
	if dice.IntN(6) > 0 {
		d.Before = model.Term{Licenses: []int64{1, 2, 5, 10, 100}[dice.IntN(5)], Ends: d.On.AddDays(dice.IntN(1200) - 100)}
	}
	largest := []int{10, 60, 1500}[dice.IntN(3)]
	sizes := []int64{1 + int64(dice.IntN(3))}
	for range 2 + dice.IntN(2) {
		sizes = append(sizes, 1+int64(dice.IntN(largest)))
	}
	for range 9 + dice.IntN(3) {
		d.Keys = append(d.Keys, sizes[dice.IntN(len(sizes))])
	}
	return d
}

// TestLargeDrawersComeCloseToBruteForce: without goals there is a plan for every
// number of licenses, and none ends more than three days too early for each
// redemption after the first. The dice are the same every time.
func TestLargeDrawersComeCloseToBruteForce(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 3))
	for range 60 {
		d := drawerOfFew(dice)
		found := plans(t, d)
		brute := tryAll(d, 2)
		for _, r := range brute.results {
			close := func(plan redemption.Plan) bool {
				return plan.After.Licenses >= r.after.Licenses && plan.After.Ends >= r.after.Ends.AddDays(-3*max(0, r.steps-1))
			}
			if !slices.ContainsFunc(found.Plans, close) {
				t.Errorf("%+v: no plan comes close to %+v", d, r)
			}
		}
		if all := len(brute.front()); len(found.Plans) != all {
			t.Errorf("%+v: %d plans of %d", d, len(found.Plans), all)
		}
	}
}

// TestLargeDrawersReachWhatBruteForceReaches: goals are met where they can be,
// with as few keys; else as little is missing, and a further key is enough.
func TestLargeDrawersReachWhatBruteForceReaches(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 5))
	met := 0
	for range 150 {
		d := drawerOfFew(dice)
		d.Want = redemption.Goals{Licenses: d.Before.Licenses + int64(dice.IntN(100)), Ends: d.On.AddDays(dice.IntN(3000))}
		found := plans(t, d)
		want, lacks := tryAll(d, 3).ordered()
		first := result{after: found.Plans[0].After, used: found.Plans[0].Used()}
		switch {
		case found.Exact:
			t.Errorf("%+v is said to be exact", d)
		case lacks != (redemption.Missing{}):
			if found.Meets || found.Missing.Licenses != lacks.Licenses || found.Missing.Days != lacks.Days {
				t.Errorf("%+v: lacks %+v, found %+v", d, lacks, found.Missing)
			}
		case !found.Meets || first.used != want[0].used:
			t.Errorf("%+v: found %+v %+v, want %+v", d, found.Missing, first, want[0])
		default:
			met++
			irreducible(t, d, found.Plans[0])
		}
		if d.Limit = 1; plans(t, d).Plans[0].After != first.after {
			t.Errorf("%+v: another plan is the first of one", d)
		}
		if key := found.Missing.Key; key > 0 {
			if d.Keys = append(d.Keys, key); !plans(t, d).Meets {
				t.Errorf("%+v: the further key is not enough", d)
			}
		}
	}
	if met < 50 || met > 130 {
		t.Errorf("%d of 150 drawers meet the goals", met)
	}
}

// largeRows are drawers that have to be looked at closely.
var largeRows = map[string]struct {
	before   model.Term
	keys     []int64
	want     redemption.Goals
	smallest int64 // further key; 0: the goals can be met
}{
	"one of the largest has to be added before the others extend": {
		before: model.Term{Licenses: 1, Ends: date(today)}, keys: append(slices.Repeat([]int64{300}, 12), 1, 2, 4, 8, 16, 32),
		want: redemption.Goals{Ends: date("2037-11-20")},
	},
	"one key is fewer than many with a smaller sum": {
		before: model.Term{Licenses: 10, Ends: date(later)}, keys: append(slices.Repeat([]int64{1}, 50), 60),
		want: redemption.Goals{Licenses: 20},
	},
	"the largest are of no use": {
		before: model.Term{Licenses: 10, Ends: date("2029-01-20")}, keys: []int64{68, 1, 1, 1, 1, 68, 1, 1, 1, 1},
		want: redemption.Goals{Licenses: 11, Ends: date("2029-02-20")},
	},
	"everything is there": {
		before: model.Term{Licenses: 10, Ends: date("2029-01-20")}, keys: []int64{650, 1026, 1026, 1083, 1083, 650, 650, 1026, 650},
		want: redemption.Goals{Ends: date("2028-08-20")},
	},
	"a further key lets the larger ones extend": {
		before: model.Term{Licenses: 5, Ends: date("2027-08-02")}, keys: []int64{2, 52, 2, 52, 2, 52, 2, 52, 52, 2, 2, 52},
		want: redemption.Goals{Ends: date("2034-01-02")}, smallest: 1,
	},
	"a further key lets the only size extend": {
		before: model.Term{Licenses: 5, Ends: date("2029-11-16")}, keys: slices.Repeat([]int64{25}, 10),
		want: redemption.Goals{Ends: date("2041-09-30")}, smallest: 4,
	},
	"a further key activates and lets others extend": {
		keys: []int64{1, 291, 291, 291, 291, 1, 291, 291, 1}, want: redemption.Goals{Ends: date("2043-01-31")}, smallest: 94,
	},
}

func TestLargeDrawersThatNeedCare(t *testing.T) {
	for name, row := range largeRows {
		d := redemption.Drawer{On: date(today), Months: 12, Before: row.before, Keys: row.keys, Want: row.want}
		found := plans(t, d)
		best, _ := tryAll(d, 3).ordered()
		if found.Meets != (row.smallest == 0) || found.Missing.Key != row.smallest || found.Plans[0].Used() != best[0].used {
			t.Errorf("%s: %v, %d keys, %+v, best %+v", name, found.Meets, found.Plans[0].Used(), found.Missing, best[0])
		}
	}
}
