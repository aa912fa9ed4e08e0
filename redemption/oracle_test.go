package redemption_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// The oracle follows the published rules word by word with nothing of the
// package: it walks the calendar day by day and divides with big.Rat.

type verdict struct {
	Refused         model.Code
	Licenses        int64
	Ends, Effective string
	Exact, Moved    string
	Warnings        []model.Code
}

func civil(d model.Date) time.Time {
	t, _ := time.Parse(time.DateOnly, d.String())
	return t
}

func day1(t time.Time) time.Time { return t.AddDate(0, 0, 1) }

// walk counts the days from one day to another.
func walk(from, to time.Time) (n int64) {
	for ; from.Before(to); from = day1(from) {
		n++
	}
	for ; from.After(to); to = day1(to) {
		n--
	}
	return n
}

func forward(t time.Time, days int64) time.Time {
	for ; days > 0; days-- {
		t = day1(t)
	}
	return t
}

// monthsOn goes a number of months on, month by month, and back from days that
// the month reached does not have.
func monthsOn(t time.Time, n int64) time.Time {
	year, month, dom := t.Date()
	for ; n > 0; n-- {
		if month++; month > 12 {
			year, month = year+1, 1
		}
	}
	for time.Date(year, month, dom, 0, 0, 0, 0, time.UTC).Month() != month {
		dom--
	}
	return time.Date(year, month, dom, 0, 0, 0, 0, time.UTC)
}

// nearest rounds to whole days, a half to the later day.
func nearest(r *big.Rat) int64 {
	n := int64(0)
	half := big.NewRat(1, 2)
	for new(big.Rat).Sub(r, big.NewRat(n, 1)).Cmp(half) >= 0 {
		n++
	}
	return n
}

func oracle(r redemption.Request) (v verdict) {
	a, c, t := r.Before.Licenses, r.Key.Licenses, int64(r.Key.Months)
	d, e := civil(r.On), civil(r.Before.Ends)
	exists := a != 0 || !r.Before.Ends.IsZero()
	if r.Status == model.Deleted {
		a, exists = 0, false
	}
	active := exists && !e.Before(d) && (r.Status == 0 || r.Status == model.Active)
	effective := d
	if r.Action == renew && exists && !e.Before(d) {
		effective = day1(e)
	}
	badInput := a < 0 || a > 1_000_000 || c < 1 || c > 1_000_000 || t < 1 || t > 36 || exists && (a == 0 || r.Before.Ends.IsZero())
	for _, refusal := range []struct {
		code  model.Code
		holds bool
	}{
		{"bad_input", badInput},
		{"key_already_redeemed", r.Used != redemption.Use{}},
		{"key_past_activate_by", !r.Key.ActivateBy.IsZero() && effective.After(civil(r.Key.ActivateBy))},
		{"wrong_product", r.Products.Differ},
		{"wrong_tenant", r.Tenants.Differ},
		{"not_active", (r.Action == add || r.Action == extend) && !active},
		{"already_active", r.Action == activate && active},
		{"nothing_to_renew", r.Action == renew && !exists},
		{"extension_over_three_years", r.Action == extend && c*t > 36*a},
	} {
		if refusal.holds {
			return verdict{Refused: refusal.code}
		}
	}
	var ends, named time.Time // named: a later date that the arithmetic names
	exact, moved := new(big.Rat), new(big.Rat)
	switch r.Action {
	case add:
		named = monthsOn(d, t)
		full := walk(d, named)
		exact.SetFrac64(a*walk(d, e)+c*full, a+c)
		days := nearest(exact)
		moved.Sub(big.NewRat(days, 1), exact)
		ends, v.Licenses = forward(d, days), a+c
	case extend:
		exact.SetFrac64(c*t, a)
		whole := new(big.Int).Quo(exact.Num(), exact.Denom()).Int64()
		base := monthsOn(e, whole)
		share := new(big.Rat).Sub(exact, big.NewRat(whole, 1))
		if share.Sign() > 0 {
			named = monthsOn(e, whole+1)
			share.Mul(share, big.NewRat(walk(base, named), 1))
		}
		days := nearest(share)
		moved.Sub(big.NewRat(days, 1), share)
		ends, v.Licenses = forward(base, days), a
	default:
		exact.SetInt64(t)
		ends, v.Licenses = monthsOn(effective, t), c
	}
	if ends.Year() > 9999 || named.Year() > 9999 {
		return verdict{Refused: "bad_input"}
	}
	v.Ends, v.Effective = ends.Format(time.DateOnly), effective.Format(time.DateOnly)
	v.Exact, v.Moved = exact.RatString(), moved.RatString()
	anew := exists && (r.Action == renew || r.Action == activate)
	_, discontinued := map[string]bool{"Intune": true, "Office 365 E5": true}[r.Product]
	for _, warning := range []struct {
		code  model.Code
		holds bool
	}{
		{"irreversible", true},
		{"less_than_twelve_months", r.Action == add && ends.Before(monthsOn(d, t))},
		{"end_date_moves_earlier", r.Action == add && ends.Before(e)},
		{"end_date_moves_later", r.Action == add && ends.After(e)},
		{"end_date_unchanged", r.Action == add && ends.Equal(e)},
		{"beyond_three_years_from_today", ends.After(monthsOn(d, 36))},
		{"portal_may_cap_at_twelve_months", r.Action == extend && c*t > 12*a},
		{"gap_without_service", anew && day1(e).Before(effective)},
		{"licenses_drop", anew && c < a},
		{"discontinued_product", discontinued},
		{"benefit_expiry_differs", !r.BenefitExpires.IsZero() && !civil(r.BenefitExpires).Equal(ends)},
		{"rounding", moved.Sign() != 0},
	} {
		if warning.holds {
			v.Warnings = append(v.Warnings, warning.code)
		}
	}
	return v
}

func got(r redemption.Request) verdict {
	o, err := redemption.Preview(r)
	if err != nil {
		return verdict{Refused: model.CodeOf(err)}
	}
	v := verdict{
		Licenses: o.After.Licenses, Ends: o.After.Ends.String(), Effective: o.Effective.String(),
		Exact: big.NewRat(o.Exact.Num, o.Exact.Den).RatString(), Moved: "0",
	}
	if !o.Moved.IsZero() {
		v.Moved = big.NewRat(o.Moved.Num, o.Moved.Den).RatString()
	}
	for _, w := range o.Warnings {
		v.Warnings = append(v.Warnings, w.Code)
	}
	return v
}

// randomRequest is mostly one that is allowed, with ends of months, equal
// dates and rare troubles.
func randomRequest(random *rand.Rand) redemption.Request {
	rarely := func(n int) bool { return random.IntN(n) == 0 }
	pick := func(from ...int64) int64 { return from[random.IntN(len(from))] }
	count := func() int64 { return pick(1, 5, 7, 10, 25, 100, random.Int64N(400)+1, random.Int64N(1_000_000)+1) }
	near := func(d model.Date, days int) model.Date {
		return min(max(d+model.Date(random.IntN(2*days+1)-days), 1), model.Never)
	}
	on := near(date("2027-02-15"), 500)
	if rarely(50) {
		on = near(date("9996-12-31"), 1000)
	}
	r := redemption.Request{
		Action: redemption.Actions()[random.IntN(4)], On: on,
		Key: redemption.Key{Licenses: count(), Months: int(pick(12, 12, 12, 1, 6, 24, 36))},
	}
	if !rarely(6) {
		r.Before = model.Term{Licenses: count(), Ends: near(on+200, 300)}
		if rarely(2) { // a key that fits
			r.Key.Licenses = 1 + random.Int64N(3*min(r.Before.Licenses, 1000))
		}
		switch random.IntN(8) {
		case 0:
			r.Before.Ends = near(on, 1)
		case 1:
			year, month, _ := r.Before.Ends.Civil()
			last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
			r.Before.Ends = date(last.Format(time.DateOnly))
		case 2:
			r.Before.Ends = near(max(on, on.AddMonths(r.Key.Months)), 1)
		}
		if rarely(8) {
			r.Status = []model.Status{model.Active, model.Expired, model.Disabled, model.LockedOut, model.Deleted}[random.IntN(5)]
		}
	}
	if rarely(4) {
		r.Key.ActivateBy = near([]model.Date{on, r.Before.Ends + 1, on + 500}[random.IntN(3)]+300, 301)
	}
	if rarely(4) {
		r.BenefitExpires = near(on+365, 2)
	}
	if rarely(30) {
		r.Key.Licenses = pick(0, -1, 1_000_001, -1<<63, 1<<62)
	}
	if rarely(30) {
		r.Before.Licenses = pick(0, -1, 1_000_001, -1<<63, 1<<62)
	}
	if rarely(30) {
		r.Before.Ends = 0
	}
	if rarely(30) {
		r.Key.Months = int(pick(0, 37, -12, 1<<40))
	}
	r.Products.Differ, r.Tenants.Differ = rarely(20), rarely(20)
	if rarely(20) {
		r.Used.By = "Ana"
	}
	r.Product = []string{"", "", "Visio", "Intune", "Office 365 E5"}[random.IntN(5)]
	return r
}

func TestPreviewAgainstTheOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	previews := 20_000
	if testing.Short() {
		previews = 2_000
	}
	seen := map[model.Code]int{}
	for range previews {
		r := randomRequest(random)
		want, have := oracle(r), got(r)
		if diff := cmp.Diff(want, have); diff != "" {
			t.Fatalf("%+v\n(-oracle +got)\n%s", r, diff)
		}
		seen[have.Refused]++
		for _, code := range have.Warnings {
			seen[code]++
		}
	}
	// The comparison is worth nothing where nothing was compared.
	for _, code := range slices.Concat([]model.Code{allowed}, publishedRefusals, publishedWarnings) {
		if seen[code] < 20 && code != redemption.KeyMalformed {
			t.Errorf("%q came up %d times", code, seen[code])
		}
	}
	t.Log(seen)
}
