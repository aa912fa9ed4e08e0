package model_test

import (
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
)

// The end date of the tests of the lifecycle.
var ends = date("2027-03-31")

func TestStatusByTheEndDateAlone(t *testing.T) {
	for _, c := range []struct {
		after int // days after the end date
		want  model.Status
	}{
		{-400, model.Active},
		{-1, model.Active},
		{0, model.Active}, // the end date is still a day of service
		{1, model.Expired},
		{30, model.Expired},
		{31, model.Disabled},
		{120, model.Disabled},
		{121, model.Deleted},
		{4000, model.Deleted},
	} {
		s := model.Subscription{Ends: ends}
		if got := s.StatusOn(ends.AddDays(c.after)); got != c.want {
			t.Errorf("%d days after the end: %v, want %v", c.after, got, c.want)
		}
	}
}

// TestReportedStatusHoldsUntilTheNextBoundary: boundaries are the days on
// which the state by dates changes, 1, 31 and 121 days after the end.
func TestReportedStatusHoldsUntilTheNextBoundary(t *testing.T) {
	for _, c := range []struct {
		reported model.Status
		on       int // day of the report, after the end date
		day      int
		want     model.Status
	}{
		{model.Disabled, -10, -11, model.Active},   // before the report only dates count
		{model.Disabled, -10, -10, model.Disabled}, // on the day of the report
		{model.Disabled, -10, 0, model.Disabled},
		{model.Disabled, -10, 1, model.Expired}, // the boundary
		{model.Disabled, 0, 0, model.Disabled},
		{model.Disabled, 0, 1, model.Expired},
		{model.Active, 1, 1, model.Active}, // a portal may be late
		{model.Active, 1, 30, model.Active},
		{model.Active, 1, 31, model.Disabled},
		{model.Active, 30, 30, model.Active},
		{model.Active, 30, 31, model.Disabled},
		{model.Expired, 31, 31, model.Expired},
		{model.Expired, 31, 120, model.Expired},
		{model.Expired, 31, 121, model.Deleted},
		{model.Active, 120, 121, model.Deleted},
		{model.Disabled, 121, 121, model.Disabled},
		{model.Disabled, 121, 5000, model.Disabled}, // no boundary follows
		{model.LockedOut, -1, 0, model.LockedOut},
		{model.LockedOut, -1, 1, model.Expired},
		{model.Deleted, 5, 30, model.Deleted},
		{0, 5, 5, model.Expired}, // no report
	} {
		s := model.Subscription{Ends: ends, Reported: c.reported, ReportedOn: ends.AddDays(c.on)}
		if got := s.StatusOn(ends.AddDays(c.day)); got != c.want {
			t.Errorf("%v reported on day %d: day %d is %v, want %v", c.reported, c.on, c.day, got, c.want)
		}
	}
}

func TestStatusWithoutSomething(t *testing.T) {
	day := date("2027-01-01")
	for _, c := range []struct {
		what string
		s    model.Subscription
		want model.Status
	}{
		{"nothing known", model.Subscription{}, 0},
		{"no end date", model.Subscription{Reported: model.Disabled, ReportedOn: day - 900}, model.Disabled},
		{"no day of the report", model.Subscription{Ends: ends, Reported: model.Disabled}, model.Active},
		{"never ends", model.Subscription{Ends: model.Never}, model.Active},
	} {
		if got := c.s.StatusOn(day); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	if got := (model.Subscription{Ends: model.Never}).StatusOn(model.Never); got != model.Active {
		t.Errorf("on the last day there is: %v", got)
	}
}

func TestStatusOnlyChangesAtBoundaries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := model.Subscription{
			Ends:       date("2027-03-31"),
			Reported:   model.Status(rapid.IntRange(0, int(model.Deleted)).Draw(t, "reported")),
			ReportedOn: date("2027-03-31").AddDays(rapid.IntRange(-200, 200).Draw(t, "reported on")),
		}
		for after := -210; after < 210; after++ {
			day := s.Ends.AddDays(after)
			changed := s.StatusOn(day) != s.StatusOn(day-1)
			boundary := after == 1 || after == 31 || after == 121
			if changed && !boundary && day != s.ReportedOn {
				t.Fatalf("%+v changes %d days after the end", s, after)
			}
		}
	})
}

func TestRedemptionEndsAsThePortalShowed(t *testing.T) {
	r := model.Redemption{After: model.Term{Licenses: 5, Ends: ends}}
	if r.Ends() != ends {
		t.Errorf("ends %v", r.Ends())
	}
	r.PortalEnds = ends + 1
	if r.Ends() != ends+1 {
		t.Errorf("ends %v where the portal showed %v", r.Ends(), r.PortalEnds)
	}
}
