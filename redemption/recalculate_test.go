package redemption_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// TestRecalculate: records that were written for 2026 and moved by 366 days, into
// a leap year.
func TestRecalculate(t *testing.T) {
	redeemed := func(id, subscription model.ID, action, on, before, after, portal string) model.Redemption {
		r := model.Redemption{
			ID: id, Keys: []model.ID{1}, Subscription: subscription, Action: action, On: date(on), Effective: date(on),
			KeyLicenses: 10, KeyMonths: 12, After: term(after), Status: model.Redeemed,
		}
		if before != "" {
			r.Before = term(before)
		}
		if portal != "" {
			r.PortalEnds = date(portal)
		}
		return r
	}
	holds := func(id model.ID, ends string) model.Subscription {
		return model.Subscription{ID: id, Licenses: 10, Ends: date(ends)}
	}
	all := func(later, laterStill, rounded, own, plain string) []model.Record {
		return []model.Record{
			model.ProductKey{ID: 1, ActivateBy: date("2028-12-31")},
			holds(10, laterStill), holds(11, rounded), holds(12, "2028-09-02"),
			redeemed(20, 10, "activate", "2027-04-21", "", "10, "+later, ""),
			redeemed(21, 10, "extend", "2027-11-07", "10, "+later, "10, "+laterStill, ""),
			redeemed(22, 11, "activate", "2027-09-03", "", "10, "+plain, rounded),
			redeemed(23, 12, "activate", "2027-09-03", "", "10, "+plain, own),
		}
	}
	var changes []model.Change
	for _, record := range all("2028-04-20", "2029-04-20", "2028-09-03", "2028-11-30", "2028-09-02") {
		changes = append(changes, model.Created(record))
	}
	if err := redemption.Recalculate(changes); err != nil {
		t.Fatal(err)
	}
	var got []model.Record
	for _, c := range changes {
		got = append(got, c.After)
	}
	want := all("2028-04-21", "2029-04-21", "2028-09-04", "2028-11-30", "2028-09-03")
	if diff := cmp.Diff(want, got, secret); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	changes[4].After = redeemed(20, 10, "dance", "2027-04-21", "", "10, 2028-04-20", "")
	if err := redemption.Recalculate(changes); err == nil {
		t.Error("an action that does not exist was calculated")
	}
}
