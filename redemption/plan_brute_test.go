package redemption_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// bruteForce tries every assignment of a small drawer, written anew from the
// rules: 0 adds, 1 extends, 2 is kept back. Of equal keys the first come first.
type bruteForce struct {
	d       redemption.Drawer
	results map[string]result // by how the keys are used
}

type result struct {
	after model.Term
	used  int
	steps int
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
		from := 0
		if equal := slices.Index(d.Keys[:i], d.Keys[i]); equal >= 0 {
			for j := equal; j < i; j++ {
				if d.Keys[j] == d.Keys[i] {
					from = uses[j]
				}
			}
		}
		for use := from; use < ways; use++ {
			uses[i] = use
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
	steps := 0
	run := func(action redemption.Action, licenses int64) bool {
		steps++
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
	for _, load := range b.loads(extending, r.Before.Licenses) {
		if !run(redemption.Extend, load) {
			return
		}
	}
	slices.Sort(added)
	b.results[fmt.Sprint(added, extending)] = result{r.Before, len(added) + len(extending), steps}
}

// loads packs keys, the largest first, each where it first fits.
func (b bruteForce) loads(keys []int64, active int64) []int64 {
	var loads []int64
	for _, licenses := range keys {
		fits := func(load int64) bool {
			together := load + licenses
			return together <= model.MaxCount && together*int64(b.d.Months) <= 36*active
		}
		if i := slices.IndexFunc(loads, fits); i >= 0 {
			loads[i] += licenses
		} else {
			loads = append(loads, licenses)
		}
	}
	return loads
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
		want, lacks := tryAll(d, 3).ordered()
		meets := lacks == redemption.Missing{}
		var got []result
		for _, plan := range found.Plans {
			got = append(got, result{after: plan.After, used: plan.Used()})
		}
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(result{})); diff != "" || !found.Exact || found.Meets != meets || found.Total != len(want) {
			t.Fatalf("%v %v, %d in all\n%s", found.Exact, found.Meets, found.Total, diff)
		}
		key := found.Missing.Key
		if found.Missing.Key = 0; found.Missing != lacks {
			t.Fatalf("lacks %+v, found %+v", lacks, found.Missing)
		}
		if !meets {
			checkFurtherKey(t, d, key)
		}
	})
}

// lacks is what a result lacks of the goals. What is left alone when it has
// ended lacks everything.
func (b bruteForce) lacks(r result) redemption.Missing {
	want := b.d.Want
	if r.used == 0 && b.d.Before.Ends < b.d.On {
		return redemption.Missing{Licenses: max(1, want.Licenses), Days: max(0, int(want.Ends-b.d.On))}
	}
	return redemption.Missing{Licenses: max(0, want.Licenses-r.after.Licenses), Days: max(0, int(want.Ends)-int(r.after.Ends))}
}

// ordered are the results that meet the goals, or all where none does, as they
// are to be listed, and what the first lacks.
func (b bruteForce) ordered() ([]result, redemption.Missing) {
	results := slices.SortedFunc(maps.Values(b.results), func(x, y result) int {
		lacksX, lacksY := b.lacks(x), b.lacks(y)
		return cmp.Or(
			cmp.Compare(lacksX.Licenses, lacksY.Licenses), cmp.Compare(lacksX.Days, lacksY.Days), cmp.Compare(x.used, y.used),
			cmp.Compare(y.after.Ends, x.after.Ends), cmp.Compare(y.after.Licenses, x.after.Licenses))
	})
	for i := range results {
		results[i].steps = 0
	}
	first := b.lacks(results[0])
	if (first == redemption.Missing{}) {
		results = slices.DeleteFunc(results, func(r result) bool { return b.lacks(r) != redemption.Missing{} })
	}
	return results, first
}

// checkFurtherKey: it is enough, and no smaller one is; for a few keys all are
// tried, also where none is enough.
func checkFurtherKey(t *rapid.T, d redemption.Drawer, key int64) {
	enough := func(licenses int64) bool {
		with := d
		with.Keys = append(slices.Clone(d.Keys), licenses)
		_, lacks := tryAll(with, 3).ordered()
		return lacks == redemption.Missing{}
	}
	if key > 0 && !enough(key) {
		t.Fatalf("a further key of %d is not enough", key)
	}
	below := key
	if key == 0 {
		below = 300
	}
	from := max(1, below-1)
	if len(d.Keys) <= 2 {
		from = 1
	}
	for smaller := from; smaller < below; smaller++ {
		if enough(smaller) {
			t.Fatalf("a further key of %d is enough, found %d", smaller, key)
		}
	}
}
