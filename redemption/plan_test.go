package redemption_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

func plans(t testing.TB, d redemption.Drawer) redemption.Plans {
	t.Helper()
	if d.Months == 0 {
		d.Months = 12
	}
	if d.On.IsZero() {
		d.On = date(today)
	}
	found, err := redemption.MakePlans(context.Background(), d, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestPlanOfTheContract is the example of the command line's contract.
func TestPlanOfTheContract(t *testing.T) {
	found := plans(t, redemption.Drawer{
		Before: model.Term{Licenses: 100, Ends: date(later)}, Keys: []int64{25, 25, 100},
		Want: redemption.Goals{Licenses: 150, Ends: date("2028-01-31")},
	})
	if !found.Meets || !found.Exact || found.Total != 1 || len(found.Plans) != 1 || found.Missing != (redemption.Missing{}) {
		t.Fatalf("%+v", found)
	}
	plan := found.Plans[0]
	got := fmt.Sprint(plan.After, plan.Used(), plan.Kept)
	for _, step := range plan.Steps {
		got += fmt.Sprint(" ", step.Outcome.Action, step.Keys, step.Outcome.Key.Licenses, step.Outcome.After)
	}
	want := "{150 2028-02-17} 3 [] add [0 1] 50 {150 2027-06-17} extend [2] 100 {150 2028-02-17}"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// TestPlanWithoutASubscriptionActivates: also when it has expired.
func TestPlanWithoutASubscriptionActivates(t *testing.T) {
	for _, before := range []model.Term{{}, {Licenses: 7, Ends: date("2026-11-19")}} {
		for _, plan := range plans(t, redemption.Drawer{Before: before, Keys: []int64{5, 10}}).Plans {
			if plan.Steps[0].Outcome.Action != redemption.Activate {
				t.Errorf("%v begins with %v", before, plan.Steps[0].Outcome.Action)
			}
		}
	}
	ends := plans(t, redemption.Drawer{Before: model.Term{Licenses: 7, Ends: date(today)}, Keys: []int64{5}})
	if action := ends.Plans[len(ends.Plans)-1].Steps[0].Outcome.Action; action != redemption.Add {
		t.Errorf("on its last day the key does %v", action)
	}
}

func TestDrawersThatNoPlanCanStartFrom(t *testing.T) {
	fine := func() redemption.Drawer {
		return redemption.Drawer{On: date(today), Months: 12, Keys: []int64{5}, Before: model.Term{Licenses: 7, Ends: date(later)}}
	}
	for name, alter := range map[string]func(*redemption.Drawer){
		"no key":          func(d *redemption.Drawer) { d.Keys = nil },
		"too many keys":   func(d *redemption.Drawer) { d.Keys = slices.Repeat([]int64{1}, redemption.MaxKeys+1) },
		"a key of none":   func(d *redemption.Drawer) { d.Keys = []int64{5, 0} },
		"a key too large": func(d *redemption.Drawer) { d.Keys = []int64{model.MaxCount + 1} },
		"no term":         func(d *redemption.Drawer) { d.Months = 0 },
		"no day":          func(d *redemption.Drawer) { d.On = 0 },
		"no end":          func(d *redemption.Drawer) { d.Before.Ends = 0 },
		"negative goal":   func(d *redemption.Drawer) { d.Want.Licenses = -1 },
	} {
		d := fine()
		alter(&d)
		if _, err := redemption.MakePlans(context.Background(), d, nil); model.CodeOf(err) != redemption.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := fine()
	d.Keys = make([]int64, 500)
	for i := range d.Keys {
		d.Keys[i] = int64(i + 1)
	}
	if _, err := redemption.MakePlans(ctx, d, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// replay runs a plan step by step: every key is used once or kept, and each
// step is what Preview gives.
func replay(t rapid.TB, d redemption.Drawer, plan redemption.Plan) {
	r := redemption.Request{On: d.On, Before: d.Before}
	seen := slices.Clone(plan.Kept)
	for i, step := range plan.Steps {
		licenses := int64(0)
		for _, k := range step.Keys {
			licenses += d.Keys[k]
		}
		seen = append(seen, step.Keys...)
		r.Action, r.Key, r.Computed = step.Outcome.Action, redemption.Key{Licenses: licenses, Months: d.Months}, i > 0
		o, err := redemption.Preview(r)
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
		if diff := gocmp.Diff(o, step.Outcome); diff != "" {
			t.Fatalf("step %d:\n%s", i, diff)
		}
		r.Before = o.After
	}
	slices.Sort(seen)
	for i := range d.Keys {
		if i >= len(seen) || seen[i] != i {
			t.Fatalf("keys %v of %d", seen, len(d.Keys))
		}
	}
	if len(seen) != len(d.Keys) || r.Before != plan.After {
		t.Fatalf("%v, then %+v instead of %+v", seen, r.Before, plan.After)
	}
}

// mixed is a drawer of n keys of mixed sizes.
func mixed(n int, largest int) redemption.Drawer {
	dice := rand.New(rand.NewPCG(7, uint64(n)))
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 100, Ends: date(later)}}
	for range n {
		d.Keys = append(d.Keys, int64(1+dice.IntN(largest)))
	}
	return d
}

// TestLargeDrawersAreReplayedAndIrreducible: plans of many keys are their
// steps, nothing that is listed beats anything else, and of the first that
// meets the goals no key can be kept back.
func TestLargeDrawersAreReplayedAndIrreducible(t *testing.T) {
	for _, n := range []int{9, 40, 300} {
		d := mixed(n, 120)
		found := plans(t, d)
		if found.Exact || found.Total < len(found.Plans) || len(found.Plans) == 0 || len(found.Plans) > 20 {
			t.Errorf("%d keys: %d of %d plans", n, len(found.Plans), found.Total)
		}
		for i, plan := range found.Plans {
			replay(t, d, plan)
			if i > 0 && (plan.After.Licenses <= found.Plans[i-1].After.Licenses || plan.After.Ends >= found.Plans[i-1].After.Ends) {
				t.Errorf("%d keys: %+v follows %+v", n, plan.After, found.Plans[i-1].After)
			}
		}
		d.Want = redemption.Goals{Licenses: 160, Ends: date("2028-03-01")}
		found = plans(t, d)
		if !found.Meets {
			t.Fatalf("%d keys do not meet the goals: %+v", n, found.Missing)
		}
		for _, plan := range found.Plans {
			replay(t, d, plan)
			if plan.After.Licenses < d.Want.Licenses || plan.After.Ends < d.Want.Ends {
				t.Errorf("%+v does not meet the goals", plan.After)
			}
		}
		irreducible(t, d, found.Plans[0])
	}
}

// irreducible keeps back each key in turn; no step may then still reach the
// goals with the others as they are.
func irreducible(t *testing.T, d redemption.Drawer, plan redemption.Plan) {
	for _, step := range plan.Steps {
		for _, without := range step.Keys {
			r := redemption.Request{On: d.On, Before: d.Before}
			refused := false
			for _, s := range plan.Steps {
				licenses := int64(0)
				for _, k := range s.Keys {
					if k != without {
						licenses += d.Keys[k]
					}
				}
				if licenses == 0 {
					continue
				}
				r.Action, r.Key = s.Outcome.Action, redemption.Key{Licenses: licenses, Months: d.Months}
				o, err := redemption.Preview(r)
				refused = refused || err != nil
				r.Before, r.Computed = o.After, true
			}
			if !refused && r.Before.Licenses >= d.Want.Licenses && r.Before.Ends >= d.Want.Ends {
				t.Errorf("key %d could be kept back", without)
			}
		}
	}
}

// TestGoalsOutOfReachSayWhatIsMissing, also for a large drawer.
func TestGoalsOutOfReachSayWhatIsMissing(t *testing.T) {
	d := mixed(30, 20)
	d.Want = redemption.Goals{Licenses: 100, Ends: date("2032-01-01")}
	found := plans(t, d)
	if found.Meets || found.Missing.Licenses != 0 || found.Missing.Days == 0 || found.Missing.Key == 0 {
		t.Errorf("%+v", found.Missing)
	}
	d.Keys = append(d.Keys, found.Missing.Key)
	if again := plans(t, d); !again.Meets {
		t.Errorf("a further key of %d is not enough: %+v", found.Missing.Key, again.Missing)
	}
}

// TestSumsBeyondOneRedemptionAreLeftOut, and it is said, however many keys
// there are.
func TestSumsBeyondOneRedemptionAreLeftOut(t *testing.T) {
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 1, Ends: date(later)}}
	for _, n := range []int{1, 2, 9} {
		d.Keys = slices.Repeat([]int64{model.MaxCount}, n)
		found := plans(t, d)
		if found.LeftOut != (n > 1) || len(found.Plans) == 0 {
			t.Errorf("%d keys: %+v", n, found)
		}
		for _, plan := range found.Plans {
			replay(t, d, plan)
		}
	}
}

// TestAFurtherKeyBesideOneThatIsKept: adding the key that can't extend would
// dilute what the further one brings.
func TestAFurtherKeyBesideOneThatIsKept(t *testing.T) {
	d := redemption.Drawer{Before: model.Term{Licenses: 1, Ends: date(today).AddDays(1000)}, Keys: []int64{100}, Want: redemption.Goals{Ends: date(today).AddDays(2000)}}
	if found := plans(t, d); found.Missing.Key != 3 {
		t.Errorf("%+v", found.Missing)
	}
}

// TestDrawersOfTheLargestKeys: hundreds of redemptions are one another's noise,
// so that not every day between the latest and the earliest end is tried.
func TestDrawersOfTheLargestKeys(t *testing.T) {
	d := mixed(redemption.MaxKeys, model.MaxCount)
	found := plans(t, d)
	if len(found.Plans) != 20 || found.Total > 5000 {
		t.Errorf("%d of %d plans", len(found.Plans), found.Total)
	}
	replay(t, d, found.Plans[0])
	d.Want = redemption.Goals{Licenses: 500_000, Ends: date("2100-01-01")}
	found = plans(t, d)
	if !found.Meets {
		t.Fatalf("%+v", found.Missing)
	}
	irreducible(t, d, found.Plans[0])
}

// TestASubscriptionThatEndedMeetsNoGoal: its licenses serve nobody, so that
// leaving it alone is no plan.
func TestASubscriptionThatEndedMeetsNoGoal(t *testing.T) {
	d := redemption.Drawer{Before: model.Term{Licenses: 10, Ends: date("2026-11-19")}, Keys: []int64{4, 6}, Want: redemption.Goals{Licenses: 6}}
	found := plans(t, d)
	if first := found.Plans[0]; !found.Meets || found.Total != 3 || first.Used() != 1 || first.Steps[0].Outcome.Action != redemption.Activate {
		t.Errorf("%d plans, the first %+v", found.Total, first)
	}
	d.Want.Licenses = 11
	found = plans(t, d)
	if found.Missing != (redemption.Missing{Licenses: 1, Key: 1}) {
		t.Errorf("lacks %+v", found.Missing)
	}
	nothing := found.Plans[len(found.Plans)-1]
	if nothing.Used() != 0 || nothing.After != d.Before {
		t.Errorf("the last is %+v", nothing)
	}
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		for _, largest := range []int{1000, model.MaxCount} {
			d := mixed(n, largest)
			b.Run(fmt.Sprint(n, "/", largest), func(b *testing.B) {
				for b.Loop() {
					plans(b, d)
				}
			})
		}
	}
}
