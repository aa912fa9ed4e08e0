package redemption_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// TestBoard is the board of the mock-up: 25 licenses on a subscription of 100.
func TestBoard(t *testing.T) {
	request := redemption.Request{
		On: date("2026-11-20"), Before: model.Term{Licenses: 100, Ends: date("2027-03-31")}, Key: redemption.Key{Licenses: 25, Months: 12},
	}
	if now := redemption.LicenseDays(request.Before, request.On); now != 13_100 {
		t.Errorf("now %d license-days", now)
	}
	want := map[redemption.Action]struct {
		ends        string
		licenses    int64
		licenseDays int64
	}{
		redemption.Extend: {"2027-06-30", 100, 22_200},
		redemption.Add:    {"2027-05-17", 125, 22_250},
		redemption.Renew:  {"2028-04-01", 25, 9_150 + 13_100},
	}
	board := redemption.Board(request, request.On)
	if len(board) != 4 {
		t.Fatalf("%d options", len(board))
	}
	for _, option := range board {
		expected, possible := want[option.Action]
		o := option.Outcome
		switch {
		case possible != (option.Refused == nil):
			t.Errorf("%s: %v", option.Action, option.Refused)
		case possible && (o.After != model.Term{Licenses: expected.licenses, Ends: date(expected.ends)} || o.LicenseDays() != expected.licenseDays):
			t.Errorf("%s: %+v, %d license-days", option.Action, o.After, o.LicenseDays())
		case !possible && option.Remedy.Code != redemption.RemedyUseActive:
			t.Errorf("%s: %+v", option.Action, option.Remedy)
		}
	}
	if ended := redemption.LicenseDays(request.Before, date("2027-04-01")); ended != 0 {
		t.Errorf("ended, and yet %d license-days", ended)
	}
}

// TestRemedies: what is told to make a refused action possible does.
func TestRemedies(t *testing.T) {
	base := redemption.Request{
		On: date("2026-11-20"), Before: model.Term{Licenses: 5, Ends: date("2027-03-31")}, Key: redemption.Key{Licenses: 16, Months: 12},
	}
	today := base.On
	remedyOf := func(r redemption.Request, action redemption.Action) model.Notice {
		for _, option := range redemption.Board(r, today) {
			if option.Action == action {
				return option.Remedy
			}
		}
		return model.Notice{}
	}
	allowed := func(r redemption.Request, action redemption.Action) bool {
		r.Action = action
		_, err := redemption.Preview(r)
		return err == nil
	}
	over := remedyOf(base, redemption.Extend)
	if over.Code != redemption.RemedySmallerKey || len(over.Args) != 2 || over.Args[0] != int64(15) || over.Args[1] != int64(6) {
		t.Fatalf("%+v", over)
	}
	smaller, more := base, base
	smaller.Key.Licenses, more.Before.Licenses = 15, 6
	if !allowed(smaller, redemption.Extend) || !allowed(more, redemption.Extend) {
		t.Error("neither a smaller key nor more licenses help")
	}
	expired := base
	expired.Before.Ends = date("2026-11-19")
	if remedyOf(expired, redemption.Extend).Code != redemption.RemedyActivate || !allowed(expired, redemption.Activate) {
		t.Error("an expired subscription is not led to activate")
	}
	if remedyOf(redemption.Request{On: base.On, Key: base.Key}, redemption.Renew).Code != redemption.RemedyActivate {
		t.Error("nothing to renew is not led to activate")
	}
	afterEnd := base
	afterEnd.On = base.Before.Ends + 1
	if n := remedyOf(afterEnd, redemption.Add); n.Code != redemption.RemedyByTheEnd || n.Args[0] != base.Before.Ends {
		t.Errorf("%+v", n)
	}
	late := base
	late.On, late.Key.ActivateBy = today+9, today+8
	if n := remedyOf(late, redemption.Add); n.Code != redemption.RemedyEarlierDay || n.Args[0] != late.Key.ActivateBy {
		t.Errorf("%+v", n)
	}
	if n := remedyOf(late, redemption.Renew); n.Code != redemption.RemedyOtherKey || n.Args[0] != base.Before.Ends+1 {
		t.Errorf("%+v", n)
	}
	late.Key.ActivateBy = today - 1
	if n := remedyOf(late, redemption.Add); n.Code != redemption.RemedyOtherKey || n.Args[0] != late.On {
		t.Errorf("a day that has passed is advised: %+v", n)
	}
	if n := remedyOf(base, redemption.Activate); n.Code != redemption.RemedyUseActive || n.Args[0] != base.Before.Ends {
		t.Errorf("%+v", n)
	}
	lapsing := base
	lapsing.Key.ActivateBy = base.Before.Ends
	if n := remedyOf(lapsing, redemption.Activate); n.Code != redemption.RemedyBeforeEnd {
		t.Errorf("a key that can't wait for the end is told to: %+v", n)
	}
	if n := remedyOf(lapsing, redemption.Renew); n.Code != redemption.RemedyLaterKey || n.Args[0] != base.Before.Ends+1 {
		t.Errorf("%+v", n)
	}
	lapsing.Key.ActivateBy++
	if !allowed(lapsing, redemption.Renew) || remedyOf(lapsing, redemption.Activate).Code != redemption.RemedyUseActive {
		t.Error("a key of the day after the end can't be waited with")
	}
	if n := remedyOf(base, redemption.Renew); n.Code != "" {
		t.Errorf("a possible action has the remedy %+v", n)
	}
}

// TestEndsByDay: adding up to the end, activating after it, nothing once the
// key is past its day, each as a preview of that day gives it.
func TestEndsByDay(t *testing.T) {
	r := redemption.Request{
		On: date("2027-03-30"), Before: model.Term{Licenses: 100, Ends: date("2027-03-31")},
		Key: redemption.Key{Licenses: 25, Months: 12, ActivateBy: date("2027-04-02")},
	}
	byDate := func(model.Date) model.Status { return 0 }
	want := []string{"add 2027-06-12", "add 2027-06-12", "activate 2028-04-01", "activate 2028-04-02", "activate "}
	if got := endsByDay(r, date("2027-04-03"), byDate); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	disabled := func(model.Date) model.Status { return model.Disabled }
	want = []string{"activate 2028-03-30", "activate 2028-03-31", "activate 2028-04-01"}
	if got := endsByDay(r, date("2027-04-01"), disabled); !slices.Equal(got, want) {
		t.Errorf("reported as disabled: %q, want %q", got, want)
	}
}

func endsByDay(r redemption.Request, last model.Date, status func(model.Date) model.Status) (texts []string) {
	for _, day := range redemption.EndsByDay(r, last, status) {
		texts = append(texts, day.Action.String()+" "+day.Ends.String())
	}
	return texts
}

func TestDaysEnough(t *testing.T) {
	r := redemption.Request{
		Action: redemption.Add, On: date("2026-11-20"), Before: model.Term{Licenses: 10, Ends: date("2027-04-20")},
		Key: redemption.Key{Licenses: 10, Months: 12, ActivateBy: date("2027-12-31")},
	}
	want := redemption.Goals{Licenses: 20, Ends: date("2027-08-15")}
	first, last, ok := redemption.DaysEnough(r, want, r.Key.ActivateBy)
	if !ok || last != r.Before.Ends {
		t.Fatalf("%v %v %v", first, last, ok)
	}
	for _, day := range []model.Date{first - 1, first, last, last + 1} {
		on := r
		on.On = day
		o, err := redemption.Preview(on)
		enough := err == nil && o.After.Ends >= want.Ends
		if enough != (day >= first && day <= last) {
			t.Errorf("on %v it ends on %v, %v", day, o.After.Ends, err)
		}
	}
	want.Licenses = 21
	if _, _, ok := redemption.DaysEnough(r, want, r.Key.ActivateBy); ok {
		t.Error("20 licenses are enough for 21")
	}
}

// TestKeysForIsTheSmallestSet compares with trying all sets of up to four keys.
func TestKeysForIsTheSmallestSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{
			Licenses: rapid.Int64Range(1, 30).Draw(t, "licenses"), Ends: date(today).AddDays(rapid.IntRange(0, 400).Draw(t, "ends")),
		}}
		sizes := rapid.SliceOfN(rapid.SampledFrom([]int64{1, 5, 10, 25}), 1, 3).Draw(t, "sizes")
		d.Want = redemption.Goals{
			Licenses: d.Before.Licenses + rapid.Int64Range(0, 20).Draw(t, "more"), Ends: date(today).AddDays(rapid.IntRange(200, 700).Draw(t, "until")),
		}
		keys, plan, found, err := redemption.KeysFor(context.Background(), d, sizes, nil)
		if err != nil || !found {
			t.Fatalf("%v %v", found, err)
		}
		if plan.After.Licenses < d.Want.Licenses || plan.After.Ends < d.Want.Ends || plan.Used() != len(keys) {
			t.Fatalf("%v does not meet the goals: %+v", keys, plan.After)
		}
		if fewest := fewestKeys(d, sizes, 4); fewest <= 4 && fewest < len(keys) {
			t.Fatalf("%v, and %d keys are enough", keys, fewest)
		}
	})
}

// fewestKeys tries all sets of up to most keys.
func fewestKeys(d redemption.Drawer, sizes []int64, most int) int {
	if d.Before.Licenses >= d.Want.Licenses && d.Before.Ends >= d.Want.Ends {
		return 0
	}
	sets := [][]int64{nil}
	for n := 1; n <= most; n++ {
		var next [][]int64
		for _, set := range sets {
			for _, size := range sizes {
				if len(set) > 0 && size > set[len(set)-1] {
					continue
				}
				with := append(slices.Clone(set), size)
				next = append(next, with)
				d.Keys = with
				if _, lacks := tryAll(d, 3).ordered(); lacks == (redemption.Missing{}) {
					return n
				}
			}
		}
		sets = next
	}
	return most + 1
}

func TestKeysForSaysWhenNoneAreEnough(t *testing.T) {
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 10, Ends: date(later)}, Want: redemption.Goals{Licenses: 100_000}}
	if _, _, found, err := redemption.KeysFor(context.Background(), d, []int64{5}, nil); found || err != nil {
		t.Errorf("%v, %v", found, err)
	}
	if _, _, _, err := redemption.KeysFor(context.Background(), d, nil, nil); model.CodeOf(err) != redemption.BadInput {
		t.Errorf("without sizes: %v", err)
	}
	d.Want = redemption.Goals{Licenses: 10}
	if keys, plan, found, err := redemption.KeysFor(context.Background(), d, []int64{5}, nil); !found || len(keys) > 0 || plan.Used() > 0 || err != nil {
		t.Errorf("nothing to do: %v %v", keys, err)
	}
}

// TestKeysForTakesMostOfTheLargest where as many of each size are not enough,
// and tells its progress without going back.
func TestKeysForTakesMostOfTheLargest(t *testing.T) {
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 100, Ends: date("2027-03-31")},
		Want: redemption.Goals{Licenses: 20_000, Ends: date("2030-01-01")}}
	told, last := 0, 0.0
	keys, plan, found, err := redemption.KeysFor(context.Background(), d, []int64{5, 10, 15, 25, 35, 100}, func(done float64) {
		if told++; done < last || done > 1 {
			t.Errorf("%v after %v", done, last)
		}
		last = done
	})
	if err != nil || !found || plan.After.Licenses < 20_000 || plan.After.Ends < date("2030-01-01") || plan.Used() != len(keys) {
		t.Fatalf("%d keys, %v, %v: %+v", len(keys), found, err, plan.After)
	}
	if len(keys) < 600 || len(keys) > 640 || told < 10 {
		t.Errorf("%d keys, told %d times", len(keys), told)
	}
}

func TestKeysForStopsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	d := redemption.Drawer{On: date(today), Months: 12, Before: model.Term{Licenses: 100, Ends: date("2027-03-31")},
		Want: redemption.Goals{Licenses: 400, Ends: date("2030-01-01")}}
	if _, _, found, err := redemption.KeysFor(ctx, d, []int64{10, 25}, func(done float64) {
		if done >= 0.5 {
			stop()
		}
	}); found || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", found, err)
	}
}
