package redemption_test

import (
	"cmp"
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

// bruteForce tries every assignment of a small drawer, written anew from the
// rules: 0 adds, 1 extends, 2 is kept back.
type bruteForce struct {
	d       redemption.Drawer
	results map[string]result // by how the keys are used
}

type result struct {
	after model.Term
	used  int
}

func tryAll(d redemption.Drawer, ways int) bruteForce {
	b := bruteForce{d, map[string]result{}}
	uses := make([]int, len(d.Keys))
	var at func(i int)
	at = func(i int) {
		if i == len(uses) {
			b.try(uses)
			return
		}
		for uses[i] = range ways {
			at(i + 1)
		}
	}
	at(0)
	return b
}

func (b bruteForce) try(uses []int) {
	var added, extending []int64
	for i, use := range uses {
		switch use {
		case 0:
			added = append(added, b.d.Keys[i])
		case 1:
			extending = append(extending, b.d.Keys[i])
		}
	}
	r := redemption.Request{On: b.d.On, Before: b.d.Before}
	run := func(action redemption.Action, licenses int64) bool {
		r.Action, r.Key = action, redemption.Key{Licenses: licenses, Months: b.d.Months}
		o, err := redemption.Preview(r)
		r.Before, r.Computed = o.After, true
		return err == nil
	}
	if len(added) > 0 {
		total := int64(0)
		for _, licenses := range added {
			total += licenses
		}
		action := redemption.Add
		if b.d.Before.Ends < b.d.On {
			action = redemption.Activate
		}
		if !run(action, total) {
			return
		}
	}
	slices.SortFunc(extending, func(x, y int64) int { return cmp.Compare(y, x) })
	var loads []int64
	for _, licenses := range extending {
		fits := func(load int64) bool {
			together := load + licenses
			return together <= model.MaxCount && together*int64(b.d.Months) <= 36*r.Before.Licenses
		}
		if i := slices.IndexFunc(loads, fits); i >= 0 {
			loads[i] += licenses
		} else {
			loads = append(loads, licenses)
		}
	}
	for _, load := range loads {
		if !run(redemption.Extend, load) {
			return
		}
	}
	slices.Sort(added)
	b.results[fmt.Sprint(added, extending)] = result{r.Before, len(added) + len(extending)}
}

// front are the results that nothing beats, by licenses.
func (b bruteForce) front() []model.Term {
	var front []model.Term
	for _, r := range b.results {
		beaten := slices.Contains(front, r.after)
		for _, other := range b.results {
			if other.after != r.after && other.after.Licenses >= r.after.Licenses && other.after.Ends >= r.after.Ends {
				beaten = true
			}
		}
		if !beaten {
			front = append(front, r.after)
		}
	}
	slices.SortFunc(front, func(x, y model.Term) int { return cmp.Compare(x.Licenses, y.Licenses) })
	return front
}

func smallDrawer(t *rapid.T) redemption.Drawer {
	d := redemption.Drawer{On: date(today), Months: rapid.SampledFrom([]int{12, 12, 12, 1, 7, 36}).Draw(t, "months"), Limit: 100_000}
	d.Keys = rapid.SliceOfN(rapid.Int64Range(1, 30), 1, 6).Draw(t, "keys")
	if rapid.Bool().Draw(t, "some") {
		d.Before.Licenses = rapid.Int64Range(1, 40).Draw(t, "licenses")
		d.Before.Ends = d.On.AddDays(rapid.IntRange(-30, 900).Draw(t, "ends"))
	}
	return d
}

// TestSmallDrawersEqualBruteForce: what nothing beats, without goals.
func TestSmallDrawersEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := smallDrawer(t)
		found, err := redemption.MakePlans(context.Background(), d, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []model.Term
		for _, plan := range found.Plans {
			got = append(got, plan.After)
			replay(t, d, plan)
		}
		want := tryAll(d, 2).front()
		if diff := gocmp.Diff(want, got); diff != "" || !found.Exact || found.Total != len(want) {
			t.Fatalf("%d in all\n%s", found.Total, diff)
		}
	})
}

// TestGoalsEqualBruteForce: the number of plans that meet the goals, the best
// of them, or what the closest lacks and which further key is enough.
func TestGoalsEqualBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := smallDrawer(t)
		d.Want = redemption.Goals{Licenses: rapid.Int64Range(0, 120).Draw(t, "want")}
		if d.Want.Licenses == 0 || rapid.Bool().Draw(t, "date") {
			d.Want.Ends = d.On.AddDays(rapid.IntRange(1, 2500).Draw(t, "until"))
		}
		found, err := redemption.MakePlans(context.Background(), d, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range found.Plans {
			replay(t, d, plan)
		}
		meeting, best, lacks := meets(tryAll(d, 3), d.Want)
		if !found.Exact || found.Meets != (meeting > 0) {
			t.Fatalf("%d meet the goals, found %+v", meeting, found)
		}
		if !found.Meets {
			key := found.Missing.Key
			found.Missing.Key = 0
			if found.Missing != lacks {
				t.Fatalf("lacks %+v, found %+v", lacks, found.Missing)
			}
			checkFurtherKey(t, d, key)
			return
		}
		first := result{found.Plans[0].After, found.Plans[0].Used()}
		if found.Total != meeting || first != best {
			t.Fatalf("%d of %d, first %+v, best %+v", found.Total, meeting, first, best)
		}
	})
}

func meets(b bruteForce, want redemption.Goals) (meeting int, best result, lacks redemption.Missing) {
	lacks = redemption.Missing{Licenses: 1 << 60}
	for _, r := range b.results {
		l := redemption.Missing{Licenses: max(0, want.Licenses-r.after.Licenses), Days: max(0, int(want.Ends)-int(r.after.Ends))}
		if cmp.Or(cmp.Compare(l.Licenses, lacks.Licenses), cmp.Compare(l.Days, lacks.Days)) < 0 {
			lacks = l
		}
		if l != (redemption.Missing{}) {
			continue
		}
		meeting++
		if meeting == 1 || cmp.Or(cmp.Compare(best.used, r.used), cmp.Compare(r.after.Ends, best.after.Ends), cmp.Compare(r.after.Licenses, best.after.Licenses)) > 0 {
			best = r
		}
	}
	return meeting, best, lacks
}

// checkFurtherKey: it is enough, and one license less is not.
func checkFurtherKey(t *rapid.T, d redemption.Drawer, key int64) {
	enough := func(licenses int64) bool {
		with := d
		with.Keys = append(slices.Clone(d.Keys), licenses)
		meeting, _, _ := meets(tryAll(with, 2), d.Want)
		return meeting > 0
	}
	switch {
	case key > 0 && !enough(key):
		t.Fatalf("a further key of %d is not enough", key)
	case key > 1 && enough(key-1):
		t.Fatalf("a further key of %d is enough, found %d", key-1, key)
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

func TestSumsBeyondOneRedemptionAreLeftOut(t *testing.T) {
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 1, Ends: date(later)}, Keys: slices.Repeat([]int64{model.MaxCount}, 9)}
	found := plans(t, d)
	if !found.LeftOut || len(found.Plans) == 0 {
		t.Errorf("%+v", found)
	}
	for _, plan := range found.Plans {
		replay(t, d, plan)
	}
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		d := mixed(n, 1000)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				plans(b, d)
			}
		})
	}
}
