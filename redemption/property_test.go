package redemption_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

func drawCount(t *rapid.T, name string) int64 {
	return rapid.OneOf(rapid.Int64Range(1, 60), rapid.Int64Range(1, 1_000_000)).Draw(t, name)
}

func drawDate(t *rapid.T, from, to, name string) model.Date {
	return model.Date(rapid.Int32Range(int32(date(from)), int32(date(to))).Draw(t, name))
}

// drawActive is an action on an active subscription.
func drawActive(t *rapid.T, action redemption.Action) redemption.Request {
	on := drawDate(t, "2020-01-01", "2032-12-31", "day")
	return redemption.Request{
		Action: action, On: on,
		Before: model.Term{Licenses: drawCount(t, "A"), Ends: on + model.Date(rapid.Int32Range(0, 2500).Draw(t, "B"))},
		Key:    redemption.Key{Licenses: drawCount(t, "C"), Months: rapid.IntRange(1, 36).Draw(t, "T")},
	}
}

func mustPreview(t *rapid.T, r redemption.Request) redemption.Outcome {
	o, err := redemption.Preview(r)
	if err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return o
}

// TestAddConservesLicenseDays up to half a day of every license, and ends
// between the two dates it averages.
func TestAddConservesLicenseDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawActive(t, add)
		o := mustPreview(t, r)
		term := r.On.AddMonths(r.Key.Months)
		days := func(d model.Date) int64 { return int64(d) - int64(r.On) }
		before := r.Before.Licenses*days(r.Before.Ends) + r.Key.Licenses*days(term)
		after := o.After.Licenses * days(o.After.Ends)
		if o.After.Licenses != r.Before.Licenses+r.Key.Licenses {
			t.Fatalf("%d licenses", o.After.Licenses)
		}
		if off := after - before; 2*off > o.After.Licenses || 2*off <= -o.After.Licenses {
			t.Fatalf("%+v: %d license-days before, %d after", r, before, after)
		}
		if o.After.Ends < min(r.Before.Ends, term) || o.After.Ends > max(r.Before.Ends, term) {
			t.Fatalf("%v is not between %v and %v", o.After.Ends, r.Before.Ends, term)
		}
	})
}

// TestAddIsSymmetric: add(A, B, C, F) = add(C, F, A, B), for dates that are
// both reached by a key.
func TestAddIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawActive(t, add)
		other := rapid.IntRange(1, 36).Draw(t, "other T")
		r.Before.Ends = r.On.AddMonths(other)
		swapped := r
		swapped.Before = model.Term{Licenses: r.Key.Licenses, Ends: r.On.AddMonths(r.Key.Months)}
		swapped.Key = redemption.Key{Licenses: r.Before.Licenses, Months: other}
		a, b := mustPreview(t, r), mustPreview(t, swapped)
		if a.After != b.After || a.Exact != b.Exact || a.Moved != b.Moved {
			t.Fatalf("%+v: %v %v and %v %v", r, a.After, a.Exact, b.After, b.Exact)
		}
	})
}

// drawExtension draws an extension that is allowed.
func drawExtension(t *rapid.T) redemption.Request {
	r := drawActive(t, extend)
	limit := 36 * r.Before.Licenses / int64(r.Key.Months)
	r.Key.Licenses = rapid.Int64Range(1, min(limit, 1_000_000)).Draw(t, "fitting C")
	return r
}

// TestExtendIsMonotone: never earlier than before, later with a larger key,
// earlier with more licenses.
func TestExtendIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawExtension(t)
		o := mustPreview(t, r)
		if o.After.Ends < r.Before.Ends || o.After.Licenses != r.Before.Licenses {
			t.Fatalf("%+v: %v", r, o.After)
		}
		fewer := r
		fewer.Key.Licenses = rapid.Int64Range(1, r.Key.Licenses).Draw(t, "smaller C")
		if less := mustPreview(t, fewer); less.After.Ends > o.After.Ends {
			t.Fatalf("%+v: %v, with a smaller key %v", r, o.After.Ends, less.After.Ends)
		}
		more := r
		more.Before.Licenses = rapid.Int64Range(r.Before.Licenses, 1_000_000).Draw(t, "larger A")
		if less := mustPreview(t, more); less.After.Ends > o.After.Ends {
			t.Fatalf("%+v: %v, with more licenses %v", r, o.After.Ends, less.After.Ends)
		}
	})
}

// TestTwoExtensionsAreOne within four days; equal when every step is of whole
// months and no month is too short for the day.
func TestTwoExtensionsAreOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawExtension(t)
		if r.Key.Licenses < 2 {
			t.Skip("a key can't be split")
		}
		first, second := r, r
		first.Key.Licenses = rapid.Int64Range(1, r.Key.Licenses-1).Draw(t, "C1")
		second.Key.Licenses = r.Key.Licenses - first.Key.Licenses
		together, one := mustPreview(t, r), mustPreview(t, first)
		second.Before = one.After
		two := mustPreview(t, second)
		apart := int(two.After.Ends) - int(together.After.Ends)
		if apart < -4 || apart > 4 {
			t.Fatalf("%+v: together %v, apart %v", r, together.After.Ends, two.After.Ends)
		}
		_, _, dom := r.Before.Ends.Civil()
		if whole := one.Exact.IsWhole() && two.Exact.IsWhole(); whole && dom <= 28 && apart != 0 {
			t.Fatalf("%+v: whole months, together %v, apart %v", r, together.After.Ends, two.After.Ends)
		}
	})
}

// TestTwoExtensionsOfWholeMonths makes sure that the equal case comes up.
func TestTwoExtensionsOfWholeMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(1, 1000).Draw(t, "A")
		m1, m2 := rapid.Int64Range(1, 18).Draw(t, "m1"), rapid.Int64Range(1, 18).Draw(t, "m2")
		ends, _ := model.NewDate(2027, rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
		run := func(before model.Term, m int64) model.Term {
			return mustPreview(t, redemption.Request{
				Action: extend, On: date("2026-11-20"), Before: before, Key: redemption.Key{Licenses: a * m, Months: 1},
			}).After
		}
		start := model.Term{Licenses: a, Ends: ends}
		if one, two := run(start, m1+m2), run(run(start, m1), m2); one != two {
			t.Fatalf("%v by %d + %d months: %v and %v", start, m1, m2, one, two)
		}
	})
}

// TestAnyInput: whatever comes in, nothing panics, the same comes out twice,
// and what comes out is either a refusal and nothing else, or a possible date.
func TestAnyInput(t *testing.T) {
	count := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-2, 40), rapid.SampledFrom([]int64{
		math.MinInt64, math.MaxInt64, math.MaxInt64 / 36, 1_000_000, 1_000_001, 1 << 40, 1<<40 + 1,
	}))
	day := rapid.Custom(func(t *rapid.T) model.Date {
		return model.Date(rapid.OneOf(rapid.Int32(), rapid.Int32Range(-2, 2), rapid.Int32Range(46_000, 47_000),
			rapid.Int32Range(int32(model.Never)-1200, int32(model.Never)+2)).Draw(t, "day"))
	})
	rapid.Check(t, func(t *rapid.T) {
		r := redemption.Request{
			Action: redemption.Action(rapid.Uint8Range(0, 6).Draw(t, "action")),
			On:     day.Draw(t, "on"),
			Before: model.Term{Licenses: count.Draw(t, "A"), Ends: day.Draw(t, "E")},
			Key: redemption.Key{
				Licenses: count.Draw(t, "C"), Months: rapid.OneOf(rapid.Int(), rapid.IntRange(-1, 40)).Draw(t, "T"),
				ActivateBy: rapid.OneOf(rapid.Just(model.Date(0)), day).Draw(t, "by"),
			},
			Status:         model.Status(rapid.Uint8().Draw(t, "status")),
			Computed:       rapid.Bool().Draw(t, "computed"),
			Assigned:       rapid.Int64().Draw(t, "assigned"),
			BenefitExpires: rapid.OneOf(rapid.Just(model.Date(0)), day).Draw(t, "expires"),
			Purchase:       rapid.Bool().Draw(t, "purchase"),
			MembershipEnds: day.Draw(t, "membership"),
		}
		same := r
		o, err := redemption.Preview(r)
		again, errAgain := redemption.Preview(same)
		if diff := cmp.Diff(o, again); diff != "" || (err == nil) != (errAgain == nil) || err != nil && err.Error() != errAgain.Error() {
			t.Fatalf("%+v twice: %v, %v\n%s", r, err, errAgain, diff)
		}
		if diff := cmp.Diff(same, r); diff != "" {
			t.Fatalf("the request changed:\n%s", diff)
		}
		if err != nil {
			if diff := cmp.Diff(redemption.Outcome{}, o); diff != "" || model.CodeOf(err) == "" {
				t.Fatalf("%+v: %v and an outcome\n%s", r, err, diff)
			}
			return
		}
		if o.After.Ends < 1 || o.After.Ends > model.Never || o.After.Licenses < 1 || o.Effective < o.On || len(o.Warnings) == 0 {
			t.Fatalf("%+v: %+v", r, o)
		}
		for _, w := range o.Warnings {
			for _, arg := range w.Args {
				if n, ok := arg.(int64); ok && n < 0 {
					t.Fatalf("%+v: %s says %d", r, w.Code, n)
				}
			}
		}
	})
}

// TestLargestNumbersStayExact: the arithmetic holds at the largest counts and
// the longest terms, also on a subscription that was calculated.
func TestLargestNumbersStayExact(t *testing.T) {
	r := request(add, "1900-01-01", "1, 9999-12-31", 1)
	r.Computed, r.Before.Licenses = true, 1<<40
	o := preview(t, r)
	if o.After.Licenses != 1<<40+1 || o.After.Ends != date("9999-12-31") {
		t.Errorf("%+v", o)
	}
	r.Before.Licenses++
	if _, err := redemption.Preview(r); model.CodeOf(err) != redemption.BadInput {
		t.Errorf("more than the arithmetic holds: %v", err)
	}
	r = request(extend, today, "1, 2027-03-31", 1_000_000)
	r.Computed, r.Before.Licenses, r.Key.Months = true, 1<<40, 36
	if o := preview(t, r); o.After.Ends != date(later) || o.Moved.IsZero() {
		t.Errorf("%+v", o)
	}
}

func BenchmarkPreview(b *testing.B) {
	for name, r := range map[string]redemption.Request{
		"extend":   request(extend, today, "7, 2027-03-15", 3),
		"add":      request(add, today, "10, 2027-09-01", 5),
		"renew":    request(renew, today, "100, 2027-03-31", 25),
		"activate": request(activate, today, "", 25),
		"refused":  request(extend, today, "5, 2027-03-31", 16),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = redemption.Preview(r)
			}
		})
	}
}
