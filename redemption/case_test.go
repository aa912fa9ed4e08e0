package redemption_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

const (
	add      = redemption.Add
	extend   = redemption.Extend
	renew    = redemption.Renew
	activate = redemption.Activate
)

func date(text string) model.Date {
	if text == "" {
		return 0
	}
	return model.MustDate(text)
}

// term reads "100, 2027-03-31", and "" for no subscription.
func term(text string) model.Term {
	var t model.Term
	if text != "" {
		licenses, ends, _ := strings.Cut(text, ", ")
		_, _ = fmt.Sscan(licenses, &t.Licenses)
		t.Ends = date(ends)
	}
	return t
}

// request is a key of c licenses for 12 months on day d.
func request(action redemption.Action, d, before string, c int64) redemption.Request {
	return redemption.Request{
		Action: action, On: date(d), Before: term(before), Key: redemption.Key{Licenses: c, Months: 12},
	}
}

func preview(t *testing.T, r redemption.Request) redemption.Outcome {
	t.Helper()
	o, err := redemption.Preview(r)
	if err != nil {
		t.Fatalf("%v on %v, %v: %v", r.Action, r.On, r.Before, err)
	}
	return o
}

// lines writes the arithmetic as the command line does in the specification.
func lines(o redemption.Outcome) []string {
	var all []string
	for _, s := range o.Steps {
		line := ""
		switch s.Kind {
		case redemption.StepExtension:
			line = fmt.Sprintf("%d licenses × %d months ÷ %d licenses = %v months", s.Licenses, s.Months, s.Divisor, s.Exact)
		case redemption.StepPlusMonths:
			line = fmt.Sprintf("%v + %d months = %v", s.From, s.Months, s.To)
		case redemption.StepShareOfMonth:
			line = fmt.Sprintf("%v of the %d days to %v = %v → %d days", s.Share, s.Span, s.To, s.Exact, s.Days)
		case redemption.StepPlusDays:
			line = fmt.Sprintf("%v + %d days = %v", s.From, s.Days, s.To)
		case redemption.StepTimeLeft:
			line = fmt.Sprintf("%d licenses × %d days left = %d", s.Licenses, s.Days, s.Product)
		case redemption.StepKeyTime:
			line = fmt.Sprintf("%d licenses × %d days from %v to %v = %d", s.Licenses, s.Days, s.From, s.To, s.Product)
		case redemption.StepAverage:
			line = fmt.Sprintf("%d ÷ %d = %v → %d days", s.Product, s.Divisor, s.Exact, s.Days)
		case redemption.StepDayAfterEnd:
			line = fmt.Sprintf("the day after %v is %v", s.From, s.To)
		case redemption.StepMembershipEnd:
			line = fmt.Sprintf("the membership ends %v", s.To)
		}
		all = append(all, line)
	}
	return all
}

func unit(o redemption.Outcome) string {
	return map[redemption.Unit]string{redemption.Days: "days", redemption.Months: "months"}[o.Unit]
}

// TestPublishedCases holds every case of the published rules. Where the day
// does not matter, several days are tried.
func TestPublishedCases(t *testing.T) {
	const anyDay = ""
	for _, c := range []struct {
		name, d, before string
		key             int64
		action          redemption.Action
		after, exact    string
		rounded         string
		steps           []string
	}{
		{"scenario 1", anyDay, "100, 2027-03-31", 25, extend, "100, 2027-06-30", "3 months", "0",
			[]string{"25 licenses × 12 months ÷ 100 licenses = 3 months", "2027-03-31 + 3 months = 2027-06-30"}},
		{"scenario 2", anyDay, "100, 2027-03-31", 100, extend, "100, 2028-03-31", "12 months", "0",
			[]string{"100 licenses × 12 months ÷ 100 licenses = 12 months", "2027-03-31 + 12 months = 2028-03-31"}},
		{"scenario 3", anyDay, "5, 2027-03-31", 10, extend, "5, 2029-03-31", "24 months", "0",
			[]string{"10 licenses × 12 months ÷ 5 licenses = 24 months", "2027-03-31 + 24 months = 2029-03-31"}},
		{"at the cap", anyDay, "5, 2027-03-31", 15, extend, "5, 2030-03-31", "36 months", "0",
			[]string{"15 licenses × 12 months ÷ 5 licenses = 36 months", "2027-03-31 + 36 months = 2030-03-31"}},
		{"portal screenshot", "2023-07-13", "6, 2023-08-10", 5, extend, "6, 2024-06-10", "10 months", "0",
			[]string{"5 licenses × 12 months ÷ 6 licenses = 10 months", "2023-08-10 + 10 months = 2024-06-10"}},
		{"average", "2026-11-20", "10, 2027-04-20", 10, add, "20, 2027-08-05", "258 days", "0",
			[]string{"10 licenses × 151 days left = 1510", "10 licenses × 365 days from 2026-11-20 to 2027-11-20 = 3650",
				"5160 ÷ 20 = 258 → 258 days", "2026-11-20 + 258 days = 2027-08-05"}},
		{"average, longer than a key", "2026-11-20", "10, 2028-11-20", 5, add, "15, 2028-07-21", "609 days", "0",
			[]string{"10 licenses × 731 days left = 7310", "5 licenses × 365 days from 2026-11-20 to 2027-11-20 = 1825",
				"9135 ÷ 15 = 609 → 609 days", "2026-11-20 + 609 days = 2028-07-21"}},
		{"across a leap day", "2027-06-01", "10, 2027-09-01", 5, add, "15, 2027-12-01", "183 1/3 days", "-1/3",
			[]string{"10 licenses × 92 days left = 920", "5 licenses × 366 days from 2027-06-01 to 2028-06-01 = 1830",
				"2750 ÷ 15 = 183 1/3 → 183 days", "2027-06-01 + 183 days = 2027-12-01"}},
		{"fraction of a month", anyDay, "7, 2027-03-15", 3, extend, "7, 2027-08-19", "5 1/7 months", "-3/7",
			[]string{"3 licenses × 12 months ÷ 7 licenses = 5 1/7 months", "2027-03-15 + 5 months = 2027-08-15",
				"1/7 of the 31 days to 2027-09-15 = 4 3/7 → 4 days", "2027-08-15 + 4 days = 2027-08-19"}},
		{"leap-day end", anyDay, "1, 2028-02-29", 1, extend, "1, 2029-02-28", "12 months", "0",
			[]string{"1 licenses × 12 months ÷ 1 licenses = 12 months", "2028-02-29 + 12 months = 2029-02-28"}},
		{"month end", anyDay, "12, 2027-01-31", 1, extend, "12, 2027-02-28", "1 months", "0",
			[]string{"1 licenses × 12 months ÷ 12 licenses = 1 months", "2027-01-31 + 1 months = 2027-02-28"}},

		// Beyond the published list.
		{"half a day goes to the later one", "2027-01-01", "1, 2027-01-02", 1, add, "2, 2027-07-03", "183 days", "0",
			[]string{"1 licenses × 1 days left = 1", "1 licenses × 365 days from 2027-01-01 to 2028-01-01 = 365",
				"366 ÷ 2 = 183 → 183 days", "2027-01-01 + 183 days = 2027-07-03"}},
		{"half a day of an add", "2027-01-01", "1, 2027-01-01", 1, add, "2, 2027-07-03", "182 1/2 days", "1/2",
			[]string{"1 licenses × 0 days left = 0", "1 licenses × 365 days from 2027-01-01 to 2028-01-01 = 365",
				"365 ÷ 2 = 182 1/2 → 183 days", "2027-01-01 + 183 days = 2027-07-03"}},
		{"half a day of an extension", anyDay, "24, 2027-03-31", 1, extend, "24, 2027-04-15", "1/2 months", "0",
			[]string{"1 licenses × 12 months ÷ 24 licenses = 1/2 months", "1/2 of the 30 days to 2027-04-30 = 15 → 15 days",
				"2027-03-31 + 15 days = 2027-04-15"}},
		{"half of 31 days", anyDay, "24, 2027-03-15", 1, extend, "24, 2027-03-31", "1/2 months", "1/2",
			[]string{"1 licenses × 12 months ÷ 24 licenses = 1/2 months", "1/2 of the 31 days to 2027-04-15 = 15 1/2 → 16 days",
				"2027-03-15 + 16 days = 2027-03-31"}},
		{"31 January + 2 months is 31 March", anyDay, "6, 2027-01-31", 1, extend, "6, 2027-03-31", "2 months", "0",
			[]string{"1 licenses × 12 months ÷ 6 licenses = 2 months", "2027-01-31 + 2 months = 2027-03-31"}},
		{"a fraction between clamped months", anyDay, "8, 2027-01-31", 1, extend, "8, 2027-03-16", "1 1/2 months", "1/2",
			[]string{"1 licenses × 12 months ÷ 8 licenses = 1 1/2 months", "2027-01-31 + 1 months = 2027-02-28",
				"1/2 of the 31 days to 2027-03-31 = 15 1/2 → 16 days", "2027-02-28 + 16 days = 2027-03-16"}},
		{"first activation", "2026-11-20", "", 25, activate, "25, 2027-11-20", "12 months", "0",
			[]string{"2026-11-20 + 12 months = 2027-11-20"}},
		{"reactivation", "2028-02-29", "10, 2028-02-28", 25, activate, "25, 2029-02-28", "12 months", "0",
			[]string{"2028-02-29 + 12 months = 2029-02-28"}},
		{"renewal that waits", "2026-11-20", "100, 2027-03-31", 25, renew, "25, 2028-04-01", "12 months", "0",
			[]string{"the day after 2027-03-31 is 2027-04-01", "2027-04-01 + 12 months = 2028-04-01"}},
		{"renewal after the end", "2027-05-01", "100, 2027-03-31", 25, renew, "25, 2028-05-01", "12 months", "0",
			[]string{"2027-05-01 + 12 months = 2028-05-01"}},
	} {
		days := []string{c.d}
		if c.d == anyDay {
			days = []string{"1900-01-01", "2026-11-20", term(c.before).Ends.String()}
		}
		for _, d := range days {
			o := preview(t, request(c.action, d, c.before, c.key))
			if o.After != term(c.after) {
				t.Errorf("%s on %s: %v, want %s", c.name, d, o.After, c.after)
			}
			if exact := o.Exact.String() + " " + unit(o); exact != c.exact || o.Moved.String() != c.rounded {
				t.Errorf("%s on %s: exactly %s, %v moved; want %s, %s", c.name, d, exact, o.Moved, c.exact, c.rounded)
			}
			if diff := cmp.Diff(c.steps, lines(o)); diff != "" {
				t.Errorf("%s on %s (-want +got):\n%s", c.name, d, diff)
			}
		}
	}
}

func TestOutcomeNamesWhatItCameFrom(t *testing.T) {
	r := request(renew, "2026-11-20", "100, 2027-03-31", 25)
	o := preview(t, r)
	if o.Action != renew || o.On != r.On || o.Before != r.Before || o.Key != r.Key || o.Effective != date("2027-04-01") || !o.Reserved() {
		t.Errorf("%+v", o)
	}
	if days, ok := o.DaysMoved(); days != 367 || !ok { // 2028 is a leap year
		t.Errorf("moved %d days, %v", days, ok)
	}
	first := preview(t, request(activate, "2026-11-20", "", 25))
	if _, ok := first.DaysMoved(); ok || first.Reserved() || first.Effective != first.On {
		t.Errorf("%+v", first)
	}
	if later := preview(t, request(renew, "2027-04-01", "100, 2027-03-31", 25)); later.Reserved() || later.Effective != later.On {
		t.Errorf("a renewal on the day after the end waits: %+v", later)
	}
}

func TestPurchaseEndsWithTheMembership(t *testing.T) {
	for _, d := range []string{"2026-11-20", "2027-05-31", "2027-06-30"} {
		r := request(activate, d, "", 25)
		r.Key.Months, r.Purchase, r.MembershipEnds = 0, true, date("2027-06-30")
		o := preview(t, r)
		days := int64(date("2027-06-30")) - int64(date(d))
		if o.After != term("25, 2027-06-30") || o.Exact != redemption.Whole(days) || unit(o) != "days" {
			t.Errorf("on %s: %+v", d, o)
		}
		if diff := cmp.Diff([]string{"the membership ends 2027-06-30"}, lines(o)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestKeyTerms(t *testing.T) {
	for _, c := range []struct {
		action redemption.Action
		months int
		before string
		want   string
	}{
		{activate, 1, "", "25, 2026-12-20"},
		{activate, 36, "", "25, 2029-11-20"},
		{extend, 1, "25, 2027-03-31", "25, 2027-04-30"},
		{extend, 36, "25, 2027-03-31", "25, 2030-03-31"},
		{add, 1, "25, 2026-11-20", "50, 2026-12-05"},
		{add, 36, "25, 2029-11-20", "50, 2029-11-20"},
		{renew, 36, "25, 2026-11-20", "25, 2029-11-21"},
	} {
		r := request(c.action, "2026-11-20", c.before, 25)
		r.Key.Months = c.months
		if o := preview(t, r); o.After != term(c.want) {
			t.Errorf("%v, %d months, %s: %v, want %s", c.action, c.months, c.before, o.After, c.want)
		}
	}
}
