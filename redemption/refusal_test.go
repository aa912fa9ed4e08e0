package redemption_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// change alters a request that is otherwise allowed.
type change func(*redemption.Request)

func with(r redemption.Request, changes ...change) redemption.Request {
	for _, alter := range changes {
		alter(&r)
	}
	return r
}

func months(t int) change            { return func(r *redemption.Request) { r.Key.Months = t } }
func status(s model.Status) change   { return func(r *redemption.Request) { r.Status = s } }
func by(day string) change           { return func(r *redemption.Request) { r.Key.ActivateBy = date(day) } }
func computed(r *redemption.Request) { r.Computed = true }
func used(r *redemption.Request) {
	r.Used = redemption.Use{On: date("2026-01-02"), By: "Ana", Subscription: "Power BI"}
}
func usedOnce(r *redemption.Request) { r.Used = redemption.Use{Known: true} }
func products(r *redemption.Request) {
	r.Products = redemption.Match{Key: "Visio", Subscription: "Power BI", Differ: true}
}
func tenants(r *redemption.Request) {
	r.Tenants = redemption.Match{Key: "a.com", Subscription: "b.com", Differ: true}
}
func noDay(r *redemption.Request)   { r.On = 0 }
func endless(r *redemption.Request) { r.Before.Ends = 0 }
func day(d model.Date) change       { return func(r *redemption.Request) { r.On = d } }
func ending(d model.Date) change    { return func(r *redemption.Request) { r.Before.Ends = d } }
func byDay(d model.Date) change     { return func(r *redemption.Request) { r.Key.ActivateBy = d } }
func purchase(until string) change {
	return func(r *redemption.Request) { r.Purchase, r.MembershipEnds, r.Key.Months = true, date(until), 0 }
}

// allowed marks rows on the good side of a boundary.
const allowed model.Code = ""

type refusalRow struct {
	what string
	r    redemption.Request
	code model.Code
	args []any
}

const today, later = "2026-11-20", "2027-03-31"

var refusalRows = []refusalRow{
	// bad_input
	{"no action", request(0, today, "", 5), redemption.BadInput, nil},
	{"an unknown action", request(5, today, "", 5), redemption.BadInput, nil},
	{"no day", with(request(activate, today, "", 5), noDay), redemption.BadInput, []any{redemption.OnMissing}},
	{"no end date", with(request(add, today, "5, 2027-03-31", 5), endless), redemption.BadInput, []any{redemption.EndsMissing}},
	{"an end date, no licenses", request(add, today, "0, 2027-03-31", 5), redemption.BadInput, []any{redemption.LicensesOutOfRange, int64(0)}},
	{"negative licenses", request(add, today, "-1, 2027-03-31", 5), redemption.BadInput, []any{redemption.LicensesOutOfRange, int64(-1)}},
	{"1,000,000 licenses", request(add, today, "1000000, 2027-03-31", 5), allowed, nil},
	{"1,000,001 licenses", request(add, today, "1000001, 2027-03-31", 5), redemption.BadInput, []any{redemption.LicensesOutOfRange, int64(1_000_001)}},
	{"1,000,001 calculated licenses", with(request(add, today, "1000001, 2027-03-31", 5), computed), allowed, nil},
	{"a key without licenses", request(activate, today, "", 0), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(0)}},
	{"a key with negative licenses", request(activate, today, "", -7), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(-7)}},
	{"a key for 1,000,000", request(activate, today, "", 1_000_000), allowed, nil},
	{"a key for 1,000,001", request(activate, today, "", 1_000_001), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(1_000_001)}},
	{"a key for 1,000,001, calculated subscription", with(request(add, today, "5, 2027-03-31", 1_000_001), computed), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(1_000_001)}},
	{"the largest number", request(activate, today, "", math.MaxInt64), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(math.MaxInt64)}},
	{"the smallest number", request(activate, today, "", math.MinInt64), redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(math.MinInt64)}},
	{"no months", with(request(activate, today, "", 5), months(0)), redemption.BadInput, []any{redemption.KeyMonthsOutOfRange, int64(0)}},
	{"negative months", with(request(activate, today, "", 5), months(-1)), redemption.BadInput, []any{redemption.KeyMonthsOutOfRange, int64(-1)}},
	{"1 month", with(request(activate, today, "", 5), months(1)), allowed, nil},
	{"36 months", with(request(activate, today, "", 5), months(36)), allowed, nil},
	{"37 months", with(request(activate, today, "", 5), months(37)), redemption.BadInput, []any{redemption.KeyMonthsOutOfRange, int64(37)}},
	{"a day before the calendar", with(request(activate, today, "", 5), day(-5)), redemption.BadInput, []any{redemption.DateOutOfRange, int64(-5)}},
	{"a day after the calendar", with(request(activate, today, "", 5), day(model.Never+1)), redemption.BadInput, []any{redemption.DateOutOfRange, int64(model.Never) + 1}},
	{"an end before the calendar", with(request(activate, today, "5, 2026-01-01", 5), ending(math.MinInt32)), redemption.BadInput, []any{redemption.DateOutOfRange, int64(math.MinInt32)}},
	{"an end after the calendar", with(request(add, today, "5, 2027-01-01", 5), ending(math.MaxInt32)), redemption.BadInput, []any{redemption.DateOutOfRange, int64(math.MaxInt32)}},
	{"an activate-by after the calendar", with(request(activate, today, "", 5), byDay(math.MaxInt32)), redemption.BadInput, []any{redemption.DateOutOfRange, int64(math.MaxInt32)}},
	{"activated up to the last day", request(activate, "9998-12-31", "", 5), allowed, nil},
	{"activated beyond the last day", request(activate, "9999-01-01", "", 5), redemption.BadInput, []any{redemption.ResultOutOfRange}},
	{"extended up to the last day", request(extend, today, "5, 9998-12-31", 5), allowed, nil},
	{"extended beyond the last day", request(extend, today, "5, 9999-01-01", 5), redemption.BadInput, []any{redemption.ResultOutOfRange}},
	{"extended by a part of a month beyond", request(extend, today, "24, 9999-12-01", 1), redemption.BadInput, []any{redemption.ResultOutOfRange}},
	{"averaged with an end without end", request(add, today, "5, 9999-12-31", 5), allowed, nil},
	{"averaged with a term beyond the last day", request(add, "9999-06-01", "5, 9999-12-31", 5), redemption.BadInput, []any{redemption.ResultOutOfRange}},
	{"renewed beyond the last day", request(renew, today, "5, 9999-12-31", 5), redemption.BadInput, []any{redemption.ResultOutOfRange}},
	{"a purchase, no membership end", with(request(activate, today, "", 5), purchase("")), redemption.BadInput, []any{redemption.MembershipEndMissing}},
	{"a purchase after the membership", with(request(activate, today, "", 5), purchase("2026-11-19")), redemption.BadInput, []any{redemption.MembershipEndMissing}},
	{"a purchase on its last day", with(request(activate, today, "", 5), purchase(today)), allowed, nil},

	// The other refusals.
	{"a purchase that was made", with(request(activate, today, "", 5), purchase(later), used), redemption.KeyAlreadyRedeemed, []any{date("2026-01-02"), "Ana", "Power BI", model.ByPurchase}},
	{"a purchase on an active one", with(request(activate, today, "5, 2027-03-31", 5), purchase(later)), redemption.AlreadyActive, []any{date("2027-03-31"), model.ByPurchase}},
	{"a purchase, added", with(request(add, today, "5, 2027-03-31", 5), purchase(later)), redemption.NotForPurchase, nil},
	{"a purchase, extended", with(request(extend, today, "5, 2027-03-31", 5), purchase(later)), redemption.NotForPurchase, nil},
	{"a purchase, renewed", with(request(renew, today, "5, 2027-03-31", 5), purchase(later)), redemption.NotForPurchase, nil},
	{"a used key", with(request(add, today, "5, 2027-03-31", 5), used), redemption.KeyAlreadyRedeemed, []any{date("2026-01-02"), "Ana", "Power BI"}},
	{"a used key, nothing else recorded", with(request(add, today, "5, 2027-03-31", 5), usedOnce), redemption.KeyAlreadyRedeemed, []any{model.Date(0), "", ""}},
	{"activate by that day", with(request(activate, today, "", 5), by(today)), allowed, nil},
	{"activate by the day before", with(request(activate, today, "", 5), by("2026-11-19")), redemption.KeyPastActivateBy, []any{date("2026-11-19"), date(today)}},
	{"add, activate by that day", with(request(add, today, "5, 2027-03-31", 5), by(today)), allowed, nil},
	{"extend, activate by the day before", with(request(extend, today, "5, 2027-03-31", 5), by("2026-11-19")), redemption.KeyPastActivateBy, []any{date("2026-11-19"), date(today)}},
	{"renew, activate by the day it takes effect", with(request(renew, today, "5, 2027-03-31", 5), by("2027-04-01")), allowed, nil},
	{"renew, activate by the end date", with(request(renew, today, "5, 2027-03-31", 5), by(later)), redemption.KeyPastActivateBy, []any{date(later), date("2027-04-01")}},
	{"renew after the end, activate by that day", with(request(renew, today, "5, 2026-11-01", 5), by(today)), allowed, nil},
	{"another product", with(request(add, today, "5, 2027-03-31", 5), products), redemption.WrongProduct, []any{"Visio", "Power BI"}},
	{"another tenant", with(request(add, today, "5, 2027-03-31", 5), tenants), redemption.WrongTenant, []any{"a.com", "b.com"}},
	{"add on the end date", request(add, later, "5, 2027-03-31", 5), allowed, nil},
	{"add on the day after", request(add, "2027-04-01", "5, 2027-03-31", 5), redemption.NotActive, []any{date(later)}},
	{"extend on the end date", request(extend, later, "5, 2027-03-31", 5), allowed, nil},
	{"extend on the day after", request(extend, "2027-04-01", "5, 2027-03-31", 5), redemption.NotActive, []any{date(later)}},
	{"add, reported as disabled", with(request(add, today, "5, 2027-03-31", 5), status(model.Disabled)), redemption.NotActive, []any{date(later), model.Disabled}},
	{"extend, reported as expired", with(request(extend, today, "5, 2027-03-31", 5), status(model.Expired)), redemption.NotActive, []any{date(later), model.Expired}},
	{"extend, still reported as active after the end", with(request(extend, "2027-04-02", "5, 2027-03-31", 5), status(model.Active)), redemption.NotActive, []any{date(later)}},
	{"add to nothing", request(add, today, "", 5), redemption.NotActive, []any{model.Date(0)}},
	{"extend nothing", request(extend, today, "", 5), redemption.NotActive, []any{model.Date(0)}},
	{"add to a deleted one", with(request(add, today, "5, 2026-01-01", 5), status(model.Deleted)), redemption.NotActive, []any{model.Date(0)}},
	{"activate on the end date", request(activate, later, "5, 2027-03-31", 5), redemption.AlreadyActive, []any{date(later)}},
	{"activate on the day after", request(activate, "2027-04-01", "5, 2027-03-31", 5), allowed, nil},
	{"activate 30 days after", request(activate, "2027-04-30", "5, 2027-03-31", 5), allowed, nil},
	{"activate 31 days after", request(activate, "2027-05-01", "5, 2027-03-31", 5), allowed, nil},
	{"activate 120 days after", request(activate, "2027-07-29", "5, 2027-03-31", 5), allowed, nil},
	{"activate 121 days after", request(activate, "2027-07-30", "5, 2027-03-31", 5), allowed, nil},
	{"activate, reported as disabled", with(request(activate, today, "5, 2027-03-31", 5), status(model.Disabled)), allowed, nil},
	{"activate, reported as expired", with(request(activate, today, "5, 2027-03-31", 5), status(model.Expired)), allowed, nil},
	{"renew nothing", request(renew, today, "", 5), redemption.NothingToRenew, nil},
	{"renew a deleted one", with(request(renew, today, "5, 2026-01-01", 5), status(model.Deleted)), redemption.NothingToRenew, nil},
	{"renew a disabled one", with(request(renew, today, "5, 2026-08-01", 5), status(model.Disabled)), allowed, nil},
	{"three years exactly", request(extend, today, "5, 2027-03-31", 15), allowed, nil},
	{"scenario 4: over three years", request(extend, today, "5, 2027-03-31", 16), redemption.ExtensionOverThreeYears, []any{int64(15)}},
	{"C·T one above 36·A", with(request(extend, today, "5, 2027-03-31", 181), months(1)), redemption.ExtensionOverThreeYears, []any{int64(180)}},
	{"C·T = 36·A", with(request(extend, today, "5, 2027-03-31", 180), months(1)), allowed, nil},
	{"the largest key is rounded down", with(request(extend, today, "5, 2027-03-31", 26), months(7)), redemption.ExtensionOverThreeYears, []any{int64(25)}},
	{"a key of 36 months", with(request(extend, today, "5, 2027-03-31", 6), months(36)), redemption.ExtensionOverThreeYears, []any{int64(5)}},
}

func TestRefusals(t *testing.T) {
	for _, c := range refusalRows {
		o, err := redemption.Preview(c.r)
		if c.code == allowed {
			if err != nil || o.After.Licenses == 0 || o.After.Ends.IsZero() {
				t.Errorf("%s: %v, want it allowed", c.what, err)
			}
			continue
		}
		var refusal *model.Refusal
		if !errors.As(err, &refusal) || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.what, err, c.code)
			continue
		}
		if diff := cmp.Diff(c.args, refusal.Args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
		if diff := cmp.Diff(redemption.Outcome{}, o); diff != "" {
			t.Errorf("%s has an outcome:\n%s", c.what, diff)
		}
	}
}

// TestOrderOfRefusals adds one reason after the other, the last in the list
// first: each time the new one decides.
func TestOrderOfRefusals(t *testing.T) {
	for _, c := range []struct {
		what  string
		start redemption.Request
		last  model.Code
	}{
		{"extend", request(extend, today, "5, 2027-03-31", 16), redemption.ExtensionOverThreeYears},
		{"extend an expired one by over three years", request(extend, today, "5, 2026-03-31", 16), redemption.NotActive},
		{"activate", request(activate, today, "5, 2027-03-31", 16), redemption.AlreadyActive},
		{"renew", request(renew, today, "", 16), redemption.NothingToRenew},
	} {
		r := c.start
		for _, step := range []struct {
			code  model.Code
			alter change
		}{
			{c.last, func(*redemption.Request) {}},
			{redemption.WrongTenant, tenants},
			{redemption.WrongProduct, products},
			{redemption.KeyPastActivateBy, by("2026-01-01")},
			{redemption.KeyAlreadyRedeemed, used},
			{redemption.BadInput, months(37)},
		} {
			step.alter(&r)
			if _, err := redemption.Preview(r); model.CodeOf(err) != step.code {
				t.Errorf("%s: %v, want %s", c.what, err, step.code)
			}
		}
	}
	r := with(request(add, today, "5, 2027-03-31", 5), purchase(later), used, products)
	if _, err := redemption.Preview(r); model.CodeOf(err) != redemption.NotForPurchase {
		t.Errorf("a purchase: %v", err)
	}
	r.MembershipEnds = 0
	if _, err := redemption.Preview(r); model.CodeOf(err) != redemption.BadInput {
		t.Errorf("a purchase without a membership end: %v", err)
	}
}

func TestAction(t *testing.T) {
	want := []string{"extend", "add", "renew", "activate"}
	for i, action := range redemption.Actions() {
		var read redemption.Action
		text, err := action.MarshalText()
		if string(text) != want[i] || err != nil || action.String() != want[i] || read.UnmarshalText(text) != nil || read != action {
			t.Errorf("%v is written %q and read as %v", action, text, read)
		}
	}
	for _, bad := range []string{"", "all", "Extend", "cancel"} {
		action := add
		if err := action.UnmarshalText([]byte(bad)); !errors.Is(err, model.ErrUnknownName) || action != add {
			t.Errorf("%q is read as %v, %v", bad, action, err)
		}
	}
	if redemption.Action(0).String()+redemption.Action(5).String() != "" {
		t.Error("no action has a name")
	}
}
