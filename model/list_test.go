package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
)

const cloud = model.List(model.Cloud)

func TestPhaseOn(t *testing.T) {
	day := date("2027-01-31")
	for _, c := range []struct {
		what string
		list model.List
		row  model.Row
		want model.Phase
	}{
		{"open, no activate-by", cloud, model.Row{}, model.PhaseNotRedeemed},
		{"open, not soon", cloud, model.Row{Status: model.NotRedeemed, Due: date("2027-05-01")}, model.PhaseNotRedeemed},
		{"open, in three calendar months", cloud, model.Row{Status: model.NotRedeemed, Due: date("2027-04-30")}, model.PhaseExpiring},
		{"open, today still counts", cloud, model.Row{Status: model.NotRedeemed, Due: day}, model.PhaseExpiring},
		{"open, yesterday was the last day", cloud, model.Row{Status: model.NotRedeemed, Due: day - 1}, model.PhaseExpired},
		{"reserved", cloud, model.Row{Status: model.Reserved, Due: date("2027-04-30")}, model.PhaseExpiring},
		{"assigned", cloud, model.Row{Status: model.Assigned, Due: day}, model.PhaseExpiring},
		{"pending", cloud, model.Row{Status: model.Pending, Due: day - 1}, model.PhaseExpired},
		{"redeemed, activate-by is past", cloud, model.Row{Status: model.Redeemed, Due: day - 100}, model.PhaseActive},
		{"redeemed, last day of use", cloud, model.Row{Status: model.Redeemed, Expires: day}, model.PhaseActive},
		{"redeemed, use has ended", cloud, model.Row{Status: model.Redeemed, Expires: day - 1}, model.PhaseExpired},
		{"cancelled", cloud, model.Row{Status: model.Cancelled, Due: day + 9}, model.PhaseExpired},
		{"deleted", model.ListSubscriptions, model.Row{Status: model.Deleted, Due: day + 9}, model.PhaseExpired},
		{"locked out", model.ListSubscriptions, model.Row{Status: model.LockedOut}, model.PhaseExpired},
		{"subscription, last day", model.ListSubscriptions, model.Row{Due: day}, model.PhaseActive},
		{"subscription, ended", model.ListSubscriptions, model.Row{Due: day - 1}, model.PhaseExpired},
		{"subscription, never ends", model.ListSubscriptions, model.Row{Due: model.Never}, model.PhaseActive},
		{"subscription, no end known", model.ListSubscriptions, model.Row{}, model.PhaseActive},
		{"subscription, expired, no end known", model.ListSubscriptions, model.Row{Status: model.Expired}, model.PhaseExpired},
		{"subscription, disabled, no end known", model.ListSubscriptions, model.Row{Status: model.Disabled}, model.PhaseExpired},
		{"key, open", model.ListKeys, model.Row{Status: model.NotRedeemed, Due: day + 400}, model.PhaseNotRedeemed},
		{"key, expiring", model.ListKeys, model.Row{Status: model.NotRedeemed, Due: day + 1}, model.PhaseExpiring},
		{"key, redeemed", model.ListKeys, model.Row{Status: model.Redeemed, Due: day - 1}, model.PhaseActive},
		{"user", model.ListUsers, model.Row{}, model.PhaseActive},
		{"reserved redemption, overdue", model.ListRedemptions, model.Row{Due: day - 1, Status: model.Reserved}, model.PhaseNotRedeemed},
		{"redemption", model.ListRedemptions, model.Row{Due: day - 1, Status: model.Redeemed}, model.PhaseActive},
		{"redemption, cancelled", model.ListRedemptions, model.Row{Due: day, Status: model.Cancelled}, model.PhaseExpired},
		{"membership, ended", model.ListMemberships, model.Row{Due: day - 1}, model.PhaseExpired},
	} {
		if got := c.row.PhaseOn(c.list, day); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	late := model.Row{Status: model.NotRedeemed, Due: model.Never}
	if got := late.PhaseOn(cloud, date("9999-11-01")); got != model.PhaseExpiring {
		t.Errorf("two months before the last day there is: %v", got)
	}
}

func TestMeetsAndCounts(t *testing.T) {
	var counts model.Counts
	for _, phase := range model.Phases() {
		counts.Add(phase, int(phase)*10)
	}
	counts.Add(model.PhaseExpiring, -1)
	want := map[model.Phase]int{0: 99, model.PhaseNotRedeemed: 29, model.PhaseExpiring: 19, model.PhaseActive: 30, model.PhaseExpired: 40}
	for filter, n := range want {
		if got := counts.Of(filter); got != n {
			t.Errorf("%d rows pass %q, want %d", got, filter, n)
		}
	}
	for _, filter := range append(model.Phases(), 0) {
		for _, phase := range model.Phases() {
			want := filter == 0 || filter == phase || filter == model.PhaseNotRedeemed && phase == model.PhaseExpiring
			if phase.Meets(filter) != want {
				t.Errorf("%v meets %q: %v", phase, filter, !want)
			}
			var one model.Counts
			if one.Add(phase, 1); (one.Of(filter) == 1) != want {
				t.Errorf("%v is counted as %d under %q", phase, one.Of(filter), filter)
			}
		}
	}
}

func TestRowOf(t *testing.T) {
	licenses := model.Quantity{Amount: 5, Unit: model.Licenses}
	for _, c := range []struct {
		record model.Record
		list   model.List
		want   model.Row
	}{
		{
			model.Benefit{ID: 1, Workspace: model.Technical, Name: "n", Source: "s", Product: 2, Holder: 3, Quantity: licenses, Used: 4, ActivateBy: 5, Expires: 6, Status: model.Pending, StatusOn: 7, Membership: 8, Reassignments: 9},
			model.List(model.Technical),
			model.Row{ID: 1, Name: "n", Source: "s", Product: 2, Link: 3, Quantity: licenses, Used: 4, Due: 5, Expires: 6, Status: model.Pending, Since: 7, Owner: 8, Moves: 9},
		},
		{model.Benefit{ID: 1, Workspace: model.VisualStudio, StatusOn: 7, HeldSince: 9}, model.List(model.VisualStudio), model.Row{ID: 1, Since: 9}},
		{
			model.Subscription{ID: 1, Tenant: 2, Product: 3, Name: "n", Licenses: 5, Assigned: 4, Ends: 6, Reported: model.Disabled, ReportedOn: 7, Channel: "c"},
			model.ListSubscriptions,
			model.Row{ID: 1, Name: "n", Source: "c", Product: 3, Link: 2, Quantity: licenses, Used: 4, Due: 6, Status: model.Disabled, Since: 7},
		},
		{
			model.ProductKey{ID: 1, Product: 2, Tenant: 3, Licenses: 5, ActivateBy: 6, Tail: "EEEE5", Status: model.Reserved, Text: parseKey(t, cloudKey), Benefit: 7, RevealedOn: 8, Replaces: 9},
			model.ListKeys, model.Row{ID: 1, Name: maskedKey, Product: 2, Link: 3, Quantity: licenses, Due: 6, Status: model.Reserved, Since: 8, Owner: 7, Replaces: 9},
		},
		{model.User{ID: 1, Name: "n", Email: "e"}, model.ListUsers, model.Row{ID: 1, Name: "n", Source: "e"}},
		{model.Customer{ID: 1, Domain: "d", TenantID: "g"}, model.ListCustomers, model.Row{ID: 1, Name: "d", Source: "d"}},
		{model.Tenant{ID: 1, Domain: "d", TenantID: "g"}, model.ListTenants, model.Row{ID: 1, Name: "d", Source: "g"}},
		{model.Membership{ID: 1, Name: "n", Source: "s", Ends: 6}, model.ListMemberships, model.Row{ID: 1, Name: "n", Source: "s", Due: 6}},
		{model.Membership{ID: 1, Bought: 5, Cancelled: 6}, model.ListMemberships, model.Row{ID: 1, Since: 5, Status: model.Cancelled}},
		{
			model.Redemption{ID: 1, Benefit: 2, Keys: []model.ID{3, 4}, Tenant: 5, Action: "add", On: 6, Effective: 7, KeyLicenses: 5, Status: model.Redeemed},
			model.ListRedemptions, model.Row{ID: 1, Product: 2, Link: 5, Source: "add", Quantity: licenses, Due: 7, Status: model.Redeemed, Since: 6, Owner: 3},
		},
	} {
		list, row, ok := model.RowOf(c.record)
		if diff := cmp.Diff(c.want, row); diff != "" || !ok || list != c.list || list.Kind() != c.record.Ref().Kind {
			t.Errorf("%T in list %v, %v: %s", c.record, list, ok, diff)
		}
	}
	for _, record := range []model.Record{model.Partner{ID: 1}, model.Product{ID: 1}} {
		if list, row, ok := model.RowOf(record); ok || list != 0 || row != (model.Row{}) {
			t.Errorf("%T is shown in %v", record, list)
		}
	}
}

func TestRowStatusOn(t *testing.T) {
	row := model.Row{Due: ends, Status: model.Disabled, Since: ends - 1}
	for after, want := range map[int]model.Status{-2: model.Active, -1: model.Disabled, 0: model.Disabled, 1: model.Expired, 121: model.Deleted} {
		if got := row.StatusOn(model.ListSubscriptions, ends.AddDays(after)); got != want {
			t.Errorf("%d days after the end: %v, want %v", after, got, want)
		}
		if got := row.StatusOn(cloud, ends.AddDays(after)); got != model.Disabled {
			t.Errorf("a benefit keeps what was recorded, not %v", got)
		}
	}
}

// TestWhatIsNotOverIsActive: of an account's records only the end is recorded.
func TestWhatIsNotOverIsActive(t *testing.T) {
	for _, c := range []struct {
		record model.Record
		want   model.Status
	}{
		{model.User{ID: 1, Name: "n"}, model.Active},
		{model.User{ID: 1, Name: "n", Retired: today}, model.Disabled},
		{model.Tenant{ID: 1, Domain: "d"}, model.Active},
		{model.Tenant{ID: 1, Domain: "d", Retired: today}, model.Disabled},
		{model.Membership{ID: 1, Name: "n"}, model.Active},
		{model.Membership{ID: 1, Name: "n", Ends: today}, model.Active},
		{model.Membership{ID: 1, Name: "n", Ends: today - 1}, model.Expired},
		{model.Membership{ID: 1, Name: "n", Ends: today - 1, Cancelled: today - 9}, model.Cancelled},
		{model.Customer{ID: 1, Name: "n"}, 0},
	} {
		list, row, _ := model.RowOf(c.record)
		if got := row.StatusOn(list, today); got != c.want {
			t.Errorf("%+v is %v, want %v", c.record, got, c.want)
		}
	}
}

// TestEndedOn: the day belongs to a computed end only.
func TestEndedOn(t *testing.T) {
	day := date("2027-01-31")
	for _, c := range []struct {
		what string
		row  model.Row
		want model.Date
	}{
		{"use has ended", model.Row{Status: model.Redeemed, Since: day - 400, Due: day - 300, Expires: day - 1}, day - 1},
		{"in use", model.Row{Status: model.Redeemed, Since: day - 9, Due: day - 300, Expires: day}, 0},
		{"not redeemed in time", model.Row{Status: model.NotRedeemed, Since: day - 9, Due: day - 2, Expires: day + 9}, day - 2},
		{"an offer, not taken in time", model.Row{Status: model.Pending, Expires: day - 3}, day - 3},
		{"open", model.Row{Status: model.NotRedeemed, Due: day}, 0},
		{"cancelled", model.Row{Status: model.Cancelled, Since: day - 9, Due: day - 2}, 0},
		{"expired, as a portal said", model.Row{Status: model.Expired, Since: day - 9, Due: day - 2}, 0},
	} {
		if got := c.row.EndedOn(cloud, day); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}
