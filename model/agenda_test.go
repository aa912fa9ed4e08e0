package model_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

// outlook feeds records to an agenda as a desk does.
func outlook(day, until model.Date, limit int, records ...model.Record) model.Outlook {
	agenda := model.NewAgenda(day, until, limit)
	for _, want := range model.AgendaLists() {
		for _, record := range records {
			if list, row, ok := model.RowOf(record); ok && list == want {
				agenda.Add(list, row)
			}
		}
	}
	return agenda.Outlook()
}

// of finds the reminder of a kind about a record.
func of(o model.Outlook, kind model.Code, ref model.Ref) (model.Reminder, bool) {
	i := slices.IndexFunc(o.Reminders, func(r model.Reminder) bool { return r.Kind == kind && r.Ref == ref })
	if i < 0 {
		return model.Reminder{}, false
	}
	return o.Reminders[i], true
}

func heldKey(key model.ProductKey) model.ProductKey {
	key.Status, key.Benefit = model.Reserved, 2
	return key
}

const within = model.ReminderDays

// TestReminders: each kind is there from its first to its last day, both
// included, and on no day around them. The first record is what it is about.
func TestReminders(t *testing.T) {
	d := date("2027-03-15")
	monthly := model.Quantity{Amount: 100_00, Unit: model.MoneyPerMonth, Currency: "USD"}
	open := func(w model.Workspace) model.Benefit {
		return model.Benefit{ID: 1, Workspace: w, Name: "n", Status: model.NotRedeemed, ActivateBy: d}
	}
	with := func(b model.Benefit, change func(*model.Benefit)) model.Benefit { change(&b); return b }
	key := model.ProductKey{ID: 1, Status: model.NotRedeemed, ActivateBy: d, Tail: "EEEE5"}
	redemption := model.Redemption{ID: 1, Benefit: 2, Keys: []model.ID{3}, On: d, Effective: d, Status: model.Redeemed}
	credit := model.Benefit{ID: 1, Workspace: model.AzureCredits, Name: "n", Status: model.Redeemed, Quantity: monthly, StatusOn: date("2026-02-20")}
	bought := model.Membership{ID: 1, Name: "MAPS", Source: "s", Bought: d, Ends: d.AddMonths(12)}
	gone := model.Never
	for _, c := range []struct {
		what        string
		kind        model.Code
		first, last model.Date // last 0: on no day
		date        model.Date
		records     []model.Record
	}{
		{"a Cloud benefit", model.BenefitToActivate, d - within, d + model.HistoryDays, d, []model.Record{open(model.Cloud)}},
		{"a software benefit", model.BenefitToActivate, d - within, d + model.HistoryDays, d, []model.Record{open(model.Software)}},
		{"an offer, which only expires", model.BenefitToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			with(open(model.GoToMarket), func(b *model.Benefit) { b.ActivateBy, b.Expires = 0, d })}},
		{"a benefit that was redeemed", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Status = model.Redeemed })}},
		{"a benefit that was given up", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Status = model.Cancelled })}},
		{"a benefit whose key is held", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Status = model.Reserved })}},
		{"a benefit that waits for the portal", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Technical), func(b *model.Benefit) { b.Status = model.Pending })}},

		{"a benefit of a membership that was cancelled", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Membership = 4 }), model.Membership{ID: 4, Name: "n", Cancelled: d - 200}}},
		{"the same by its source", model.BenefitToActivate, d - within, 0, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Source = "s" }), model.Membership{ID: 4, Name: "n", Source: "s", Cancelled: d - 200}}},
		{"bought again since", model.BenefitToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			with(open(model.Cloud), func(b *model.Benefit) { b.Source = "s" }),
			model.Membership{ID: 4, Name: "n", Source: "s", Cancelled: d - 200}, model.Membership{ID: 5, Name: "n", Source: "s"}}},
		{"its key", model.KeyToActivate, d - within, 0, d, []model.Record{
			keyOf(key, 2), model.Benefit{ID: 2, Workspace: model.Cloud, Status: model.NotRedeemed, ActivateBy: d + 9, Membership: 4}, model.Membership{ID: 4, Name: "n", Cancelled: d - 200}}},

		{"a key of nothing", model.KeyToActivate, d - within, d + model.HistoryDays, d, []model.Record{key}},
		{"a key with a day of its own", model.KeyToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			keyOf(key, 2), model.Benefit{ID: 2, Workspace: model.Cloud, Status: model.NotRedeemed, ActivateBy: d + 9}}},
		{"a second key of a redeemed benefit", model.KeyToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			keyOf(key, 2), model.Benefit{ID: 2, Workspace: model.Cloud, Status: model.Redeemed, ActivateBy: d}}},
		{"a key whose benefit says the same", model.KeyToActivate, d - within, 0, d, []model.Record{
			keyOf(key, 2), model.Benefit{ID: 2, Workspace: model.Cloud, Status: model.NotRedeemed, ActivateBy: d}}},
		{"a key of a benefit that was given up", model.KeyToActivate, d - within, 0, d, []model.Record{
			keyOf(key, 2), model.Benefit{ID: 2, Workspace: model.Cloud, Status: model.Cancelled, ActivateBy: d + 9}}},
		{"a held key that lapses before its day", model.KeyToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			heldKey(key), model.Redemption{ID: 5, Benefit: 2, Keys: []model.ID{1}, Effective: d + 1, Status: model.Reserved}}},
		{"a held key whose day comes before, once it can't be redeemed", model.KeyToActivate, d + 1, d + model.HistoryDays, d, []model.Record{
			heldKey(key), model.Redemption{ID: 5, Benefit: 2, Keys: []model.ID{1}, Effective: d, Status: model.Reserved}}},
		{"a redeemed key", model.KeyToActivate, d - within, 0, d, []model.Record{
			model.ProductKey{ID: 1, Status: model.Redeemed, ActivateBy: d}}},

		{"a credit that nobody holds", model.CreditToAssign, d - within, d + model.HistoryDays, d, []model.Record{open(model.AzureCredits)}},
		{"the same is no benefit to activate", model.BenefitToActivate, d - within, 0, d, []model.Record{open(model.AzureCredits)}},
		{"an assigned credit", model.BenefitToActivate, d - within, d + model.HistoryDays, d, []model.Record{
			with(open(model.AzureCredits), func(b *model.Benefit) { b.Status, b.Holder = model.Assigned, 7 })}},
		{"a credit that waits for its user", model.CreditWaiting, d - 12, d + model.HistoryDays, d - 13, []model.Record{
			with(open(model.AzureCredits), func(b *model.Benefit) { b.Status, b.Holder, b.StatusOn = model.Assigned, 7, d-20 })}},
		{"one that its user redeemed", model.CreditWaiting, d - 12, 0, 0, []model.Record{
			with(open(model.AzureCredits), func(b *model.Benefit) { b.Status, b.Holder, b.StatusOn = model.Redeemed, 7, d-20 })}},

		{"technical support that was asked for", model.ActivationLate, d - 94, gone, d - 95, []model.Record{
			with(open(model.Technical), func(b *model.Benefit) { b.Status, b.StatusOn = model.Pending, d-100 })}},
		{"an offer that was asked for", model.ActivationLate, d - 89, gone, d - 90, []model.Record{
			with(open(model.GoToMarket), func(b *model.Benefit) { b.Status, b.StatusOn = model.Pending, d-100 })}},
		{"nobody knows since when", model.ActivationLate, d - 94, 0, 0, []model.Record{
			with(open(model.Technical), func(b *model.Benefit) { b.Status = model.Pending })}},

		{"what is in use", model.BenefitExpires, d - within, d, d, []model.Record{
			model.Benefit{ID: 1, Workspace: model.Cloud, Status: model.Redeemed, ActivateBy: d - 300, Expires: d}}},
		{"a monthly credit, 13 months", model.BenefitExpires, date("2027-03-20") - within, date("2027-03-20"), date("2027-03-20"), []model.Record{credit}},
		{"a monthly credit with the membership", model.BenefitExpires, d - within, d, d, []model.Record{
			with(credit, func(b *model.Benefit) { b.Expires = d })}},
		{"a monthly credit, clamped", model.BenefitExpires, date("2027-02-28") - within, date("2027-02-28"), date("2027-02-28"), []model.Record{
			with(credit, func(b *model.Benefit) { b.StatusOn = date("2026-01-31") })}},

		{"what is left of a month", model.CreditLapses, date("2027-02-19"), date("2027-02-28"), date("2027-02-28"), []model.Record{credit}},
		{"what is left of the last month", model.CreditLapses, date("2027-03-22"), date("2027-03-24"), date("2027-03-24"), []model.Record{
			with(credit, func(b *model.Benefit) { b.Expires, b.StatusOn = date("2027-03-24"), d })}},
		{"a bulk credit does not lapse", model.CreditLapses, date("2027-02-19"), 0, 0, []model.Record{
			with(credit, func(b *model.Benefit) { b.Quantity.Unit = model.MoneyPerYear })}},

		{"four reassignments", model.ReassignmentsFew, date("2026-02-20"), date("2027-03-20"), date("2027-03-20"), []model.Record{
			with(credit, func(b *model.Benefit) { b.Reassignments = 4 })}},
		{"three reassignments", model.ReassignmentsFew, date("2026-02-20"), 0, 0, []model.Record{
			with(credit, func(b *model.Benefit) { b.Reassignments = 3 })}},

		{"a seat", model.SeatFree, date("2026-08-30") - within, date("2026-08-30"), date("2026-08-30"), []model.Record{
			model.Benefit{ID: 1, Workspace: model.VisualStudio, Status: model.Redeemed, Holder: 7, HeldSince: date("2026-06-01")}}},
		{"a seat that nobody held", model.SeatFree, d - within, 0, 0, []model.Record{
			model.Benefit{ID: 1, Workspace: model.VisualStudio, Status: model.NotRedeemed, StatusOn: d - 90}}},

		{"four of a credit that nobody redeemed in time", model.ReassignmentsFew, date("2026-02-20"), d, d, []model.Record{
			model.Benefit{ID: 1, Workspace: model.AzureCredits, Name: "n", Status: model.Assigned, Quantity: monthly, ActivateBy: d, Reassignments: 4}}},
		{"a seat that waits for nobody", model.CreditWaiting, d - 12, 0, 0, []model.Record{
			model.Benefit{ID: 1, Workspace: model.VisualStudio, Name: "n", Status: model.Assigned, StatusOn: d - 20, HeldSince: d - 20, ActivateBy: d}}},
		{"a subscription that a portal saw active after its end", model.SubscriptionEnds, d - within, d + model.ExpiredDays, d, []model.Record{
			model.Subscription{ID: 1, Ends: d, Reported: model.Active, ReportedOn: d + 1}}},
		{"a subscription", model.SubscriptionEnds, d - within, d, d, []model.Record{model.Subscription{ID: 1, Ends: d}}},
		{"one that has ended", model.SubscriptionExpired, d + 1, d + 30, d + 30, []model.Record{model.Subscription{ID: 1, Ends: d}}},
		{"one that is disabled", model.SubscriptionDisabled, d + 31, d + 120, d + 120, []model.Record{model.Subscription{ID: 1, Ends: d}}},
		{"one that a portal says is active after its end", model.SubscriptionExpired, d + 1, 0, 0, []model.Record{
			model.Subscription{ID: 1, Ends: d, Reported: model.Active, ReportedOn: d + 1}}},
		{"one that was locked out", model.SubscriptionEnds, d - within, 0, 0, []model.Record{
			model.Subscription{ID: 1, Ends: d, Reported: model.LockedOut, ReportedOn: d - within}}},

		{"a membership", model.MembershipEnds, d - within, d + model.HistoryDays, d, []model.Record{model.Membership{ID: 1, Name: "n", Ends: d}}},
		{"a renewed membership", model.MembershipEnds, d - within, 0, d, []model.Record{
			model.Membership{ID: 1, Name: "n", Ends: d}, model.Membership{ID: 2, Name: "n", Ends: d.AddMonths(12)}}},
		{"a cancelled membership", model.MembershipEnds, d - within, 0, d, []model.Record{
			model.Membership{ID: 1, Name: "n", Ends: d, Cancelled: d - 200}}},

		{"a refund", model.RefundCloses, d, d + 30, d + 30, []model.Record{bought}},
		{"no refund after a key of its source was seen", model.RefundCloses, d, 0, 0, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Cloud, Source: "S"}, model.ProductKey{ID: 3, Benefit: 2, RevealedOn: d}}},
		{"a refund after a key of an older membership was seen", model.RefundCloses, d, d + 30, d + 30, []model.Record{
			bought, model.Membership{ID: 4, Name: "MAPS", Source: "s", Bought: d - 365, Ends: d - 1},
			model.Benefit{ID: 2, Workspace: model.Cloud, Source: "s", ActivateBy: d - 30}, model.ProductKey{ID: 3, Benefit: 2, RevealedOn: d}}},
		{"no refund after a key was seen", model.RefundCloses, d, 0, 0, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Cloud, Membership: 1}, model.ProductKey{ID: 3, Benefit: 2, RevealedOn: d}}},
		{"no refund after a key was redeemed", model.RefundCloses, d, 0, 0, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Cloud, Membership: 1}, model.ProductKey{ID: 3, Benefit: 2, Status: model.Redeemed}}},
		{"no refund after software was activated", model.RefundCloses, d, 0, 0, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Software, Membership: 1, Used: 1}}},
		{"no refund after software was redeemed", model.RefundCloses, d, 0, 0, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Software, Membership: 1, Status: model.Redeemed}}},
		{"a refund although hours were used, and another's key was seen", model.RefundCloses, d, d + 30, d + 30, []model.Record{
			bought, model.Benefit{ID: 2, Workspace: model.Technical, Membership: 1, Used: 1}, model.ProductKey{ID: 3, Benefit: 4, RevealedOn: d}}},
		{"no refund of what was cancelled", model.RefundCloses, d, 0, 0, []model.Record{
			model.Membership{ID: 1, Name: "n", Bought: d, Cancelled: d}}},

		{"no benefits yet", model.ProvisioningLate, d + 5, bought.Ends, d + 4, []model.Record{bought}},
		{"no benefits of what has none", model.ProvisioningLate, d + 5, 0, 0, []model.Record{model.Membership{ID: 1, Name: "Network member", Bought: d}}},
		{"benefits of an older membership of the source have come", model.ProvisioningLate, d + 5, bought.Ends, d + 4, []model.Record{
			bought, model.Membership{ID: 4, Name: "MAPS", Source: "s", Bought: d - 365, Ends: d - 1}, model.Benefit{ID: 2, Workspace: model.Cloud, Source: "s", ActivateBy: d - 30}}},
		{"benefits have come", model.ProvisioningLate, d + 5, 0, 0, []model.Record{bought, model.Benefit{ID: 2, Workspace: model.Cloud, Membership: 1}}},
		{"benefits of the same source have come", model.ProvisioningLate, d + 5, 0, 0, []model.Record{bought, model.Benefit{ID: 2, Workspace: model.Cloud, Source: "s"}}},
		{"a membership that is over", model.ProvisioningLate, d + 5, d + 7, d + 4, []model.Record{model.Membership{ID: 1, Name: "Partner Launch Benefits", Bought: d, Ends: d + 7}}},

		{"a planned redemption", model.ReservationDue, d, gone, d, []model.Record{
			model.Redemption{ID: 1, Benefit: 2, On: d - 40, Effective: d, Status: model.Reserved}}},
		{"one that nobody can carry out any more", model.ReservationDue, d, d + 9, d, []model.Record{
			model.Redemption{ID: 1, Benefit: 2, Keys: []model.ID{3}, Effective: d, Status: model.Reserved},
			heldKey(model.ProductKey{ID: 3, ActivateBy: d + 9, Tail: "EEEE5"})}},
		{"one that was released", model.ReservationDue, d, 0, 0, []model.Record{
			model.Redemption{ID: 1, Benefit: 2, On: d - 40, Effective: d, Status: model.Cancelled}}},
		{"a redeemed key may be replaced", model.ReplacementCloses, d + 30 - within, d + 30, d + 30, []model.Record{redemption}},
		{"it was replaced", model.ReplacementCloses, d, 0, 0, []model.Record{redemption, model.ProductKey{ID: 9, Replaces: 1}}},
		{"a purchase has no key to replace", model.ReplacementCloses, d, 0, 0, []model.Record{
			model.Redemption{ID: 1, Benefit: 2, On: d, Effective: d, Status: model.Redeemed}}},
	} {
		t.Run(c.what, func(t *testing.T) {
			days := map[model.Date]bool{c.first: c.last != 0, c.last: true}
			if c.kind != model.ReassignmentsFew { // from the day on which there are so many, which is not known
				days[c.first-1] = false
			}
			if c.last < gone {
				days[c.last+1] = false
			}
			for day, want := range days {
				if day <= 1 {
					continue
				}
				r, found := of(outlook(day, max(day, day.AddDays(within)), 0, c.records...), c.kind, c.records[0].Ref())
				if found != want || found && r.Date != c.date {
					t.Errorf("on %s: %v, %+v", day, found, r)
				}
			}
		})
	}
}

func keyOf(k model.ProductKey, benefit model.ID) model.ProductKey {
	k.Benefit = benefit
	return k
}

// drawRecords are a membership, benefits, their keys and redemptions, and
// subscriptions, with dates around a day.
func drawRecords(t *rapid.T, day model.Date) (records []model.Record) {
	near := func(name string) model.Date {
		if rapid.IntRange(0, 9).Draw(t, name+" known") == 0 {
			return 0
		}
		return day + model.Date(rapid.IntRange(-420, 420).Draw(t, name))
	}
	status := func(of ...model.Status) model.Status { return rapid.SampledFrom(of).Draw(t, "status") }
	id := func(last int) model.ID { return model.ID(rapid.IntRange(0, last).Draw(t, "id")) }
	for i := range rapid.IntRange(0, 3).Draw(t, "memberships") {
		records = append(records, model.Membership{ID: model.ID(1 + i), Name: "m", Source: "s", Bought: near("bought"), Ends: near("ends"),
			Cancelled: near("cancelled") * model.Date(rapid.IntRange(0, 1).Draw(t, "is cancelled"))})
	}
	for i := range rapid.IntRange(0, 8).Draw(t, "benefits") {
		records = append(records, model.Benefit{
			ID: model.ID(10 + i), Workspace: rapid.SampledFrom(model.Workspaces()).Draw(t, "workspace"), Name: "b", Membership: id(3), Holder: id(1),
			Quantity:   model.Quantity{Amount: 5, Unit: rapid.SampledFrom([]model.Unit{model.Licenses, model.MoneyPerMonth}).Draw(t, "unit")},
			ActivateBy: near("activate by"), Expires: near("expires"), StatusOn: near("status on"), HeldSince: near("held since"),
			Status:        status(0, model.NotRedeemed, model.Reserved, model.Assigned, model.Pending, model.Redeemed, model.Cancelled, model.Expired),
			Reassignments: rapid.IntRange(0, 5).Draw(t, "reassignments"),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "keys") {
		records = append(records, model.ProductKey{ID: model.ID(20 + i), Benefit: 10 + id(7), Tail: "EEEE5", ActivateBy: near("key by"),
			Status: status(model.NotRedeemed, model.Reserved, model.Redeemed), RevealedOn: near("revealed"), Replaces: id(1) * 30})
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "redemptions") {
		on := near("redeemed")
		records = append(records, model.Redemption{ID: model.ID(30 + i), Benefit: 10, Keys: []model.ID{20}, On: on, Effective: on,
			Status: status(model.Reserved, model.Redeemed, model.Cancelled)})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "subscriptions") {
		records = append(records, model.Subscription{ID: model.ID(40 + i), Name: "s", Ends: near("ends"), ReportedOn: near("reported"),
			Reported: status(0, model.Active, model.Expired, model.Disabled, model.LockedOut, model.Deleted)})
	}
	return records
}

// TestOutlookHolds: whatever is known, reminders come in order, each once, of
// what is still to be done, and not before the window.
func TestOutlookHolds(t *testing.T) {
	usual := today + within // from this window on Home's rule for reassignments holds
	endless := []model.Code{model.ReservationDue, model.ActivationLate, model.CreditWaiting}
	rapid.Check(t, func(t *rapid.T) {
		records := drawRecords(t, today)
		until := today.AddDays(rapid.IntRange(0, 400).Draw(t, "within"))
		o := outlook(today, until, 0, records...)
		byRef := map[model.Ref]model.Record{}
		for _, r := range records {
			byRef[r.Ref()] = r
		}
		type one struct {
			kind model.Code
			ref  model.Ref
		}
		seen := map[one]bool{}
		for i, r := range o.Reminders {
			if i > 0 && o.Reminders[i-1].Date > r.Date {
				t.Errorf("%+v comes after a later one", r)
			}
			if seen[one{r.Kind, r.Ref}] {
				t.Errorf("%+v twice", r)
			}
			seen[one{r.Kind, r.Ref}] = true
			list, row, _ := model.RowOf(byRef[r.Ref])
			class, _ := row.Class(list)
			if class == model.Closed {
				t.Errorf("%+v of %+v, which is closed", r, row)
			}
			if !slices.Contains(model.ReminderKinds(), r.Kind) || r.Date > until && (r.Kind != model.ReassignmentsFew || until < usual) ||
				r.Days(today) < -model.HistoryDays && !slices.Contains(endless, r.Kind) {
				t.Errorf("%+v until %s", r, until)
			}
		}
		for _, record := range records {
			m, ok := record.(model.Membership)
			if !ok {
				continue
			}
			refund, err := model.RefundOn(modeltest.New(records...), m, today)
			want := refund.Stands() && m.Bought <= today && refund.Last <= until
			if _, found := of(o, model.RefundCloses, m.Ref()); found != want || err != nil {
				t.Errorf("%+v: reminder %v, refund %+v, %v", m, found, refund, err)
			}
		}
		if o.Total != len(o.Reminders) || len(o.Left) != 0 {
			t.Errorf("%d, %v left of %d", o.Total, o.Left, len(o.Reminders))
		}
		if !o.Next.IsZero() && o.Next <= today {
			t.Errorf("the next date is %s", o.Next)
		}
	})
}

// TestTheWindowHolds: every kind is left out of a window that ends before its
// date, and is in it from the day on which it ends there.
func TestTheWindowHolds(t *testing.T) {
	day := date("2027-02-20")
	credit := func(moves int, used model.Status, since model.Date) model.Benefit {
		return model.Benefit{ID: 1, Workspace: model.AzureCredits, Name: "n", Status: used, StatusOn: since, Holder: 7, Reassignments: moves,
			Quantity: model.Quantity{Amount: 100_00, Unit: model.MoneyPerMonth, Currency: "USD"}}
	}
	reported := func(ends int, status model.Status, ago int) model.Subscription {
		return model.Subscription{ID: 1, Ends: day.AddDays(ends), Reported: status, ReportedOn: day.AddDays(-ago)}
	}
	for _, c := range []struct {
		what   string
		kind   model.Code
		least  int // the days of the window from which it is told
		days   int // until its date
		record model.Record
	}{
		{"ended, until it is disabled", model.SubscriptionExpired, 20, 20, reported(-10, 0, 0)},
		{"disabled, until it is deleted", model.SubscriptionDisabled, 80, 80, reported(-40, 0, 0)},
		{"said to be expired before its end", model.SubscriptionExpired, 25, 25, reported(300, model.Expired, 5)},
		{"disabled by now, after such a report", model.SubscriptionExpired, 80, 80, reported(300, model.Expired, 40)},
		{"said to be disabled before its time", model.SubscriptionDisabled, 88, 88, reported(-3, model.Disabled, 2)}, // 117 from its end
		{"said to be disabled before its end", model.SubscriptionDisabled, 88, 88, reported(300, model.Disabled, 2)},
		{"an old report", model.SubscriptionExpired, 330, 330, reported(300, model.Expired, 121)},
		{"said to be expired later than the dates", model.SubscriptionExpired, 80, 80, reported(-40, model.Expired, 1)},
		{"a month's credit", model.CreditLapses, 8, 8, credit(0, model.Redeemed, day-30)},
		{"the last change of a user soon", model.ReassignmentsFew, 60, 60, credit(4, model.Redeemed, (day + 60).AddMonths(-13))},
		{"the last change of a user later", model.ReassignmentsFew, within, 281, credit(5, model.Redeemed, date("2026-10-28"))},
		{"the same without a last day", model.ReassignmentsFew, 0, 0, credit(4, model.NotRedeemed, 0)},
	} {
		t.Run(c.what, func(t *testing.T) {
			if c.least > 0 {
				if r, found := of(outlook(day, day.AddDays(c.least-1), 0, c.record), c.kind, c.record.Ref()); found {
					t.Errorf("told too far ahead: %+v", r)
				}
			}
			if r, found := of(outlook(day, day.AddDays(c.least), 0, c.record), c.kind, c.record.Ref()); !found || r.Days(day) != c.days {
				t.Errorf("found %v, in %d days", found, r.Days(day))
			}
		})
	}
}

// TestOutlookKeepsTheNearest: a limit leaves out what is farthest from today,
// and changes nothing else.
func TestOutlookKeepsTheNearest(t *testing.T) {
	var records []model.Record
	for i := range 2 * within {
		records = append(records, model.Benefit{ID: model.ID(i + 1), Workspace: model.Cloud, Name: "n", Status: model.NotRedeemed, ActivateBy: today + model.Date(i-within)})
	}
	all, some := outlook(today, today+within, 0, records...), outlook(today, today+within, 5, records...)
	var days []int
	for _, r := range some.Reminders {
		days = append(days, r.Days(today))
	}
	if diff := gocmp.Diff([]int{-2, -1, 0, 1, 2}, days); diff != "" {
		t.Error(diff)
	}
	if diff := gocmp.Diff(map[model.Code]int{model.BenefitToActivate: 2*within - 5}, some.Left); diff != "" || some.Total != all.Total || some.Overdue != within || some.Weeks != all.Weeks {
		t.Errorf("%d of %d: %s", some.Total, all.Total, diff)
	}
}

// TestOutlookWeeks: 2026-11-20 is a Friday, and its week is the first of 53.
func TestOutlookWeeks(t *testing.T) {
	monday := date("2026-11-16")
	if model.WeekOf(monday) != monday || model.WeekOf(monday+6) != monday || model.WeekOf(monday-1) != monday-7 {
		t.Error("a week begins on Monday")
	}
	last := monday + 7*model.StripWeeks - 1
	var records []model.Record
	for i, day := range []model.Date{today - 1, today, monday + 6, monday + 7, last, last + 1} {
		records = append(records, model.Subscription{ID: model.ID(i + 1), Name: "s", Ends: day})
	}
	o := outlook(today, today+9, 0, records...)
	want := [model.StripWeeks]int{0: 2, 1: 1, 4: 1, model.StripWeeks - 1: 1} // the one that ended is disabled in 30 days
	if diff := gocmp.Diff(want, o.Weeks); diff != "" || o.Next != today+29 {
		t.Errorf("next %s: %s", o.Next, diff)
	}
	if o := outlook(today, today+29, 0, records...); o.Next != last {
		t.Errorf("the next date after that is %s", o.Next)
	}
	if o = outlook(last, last, 0, records[5]); o.Next != last+1 {
		t.Errorf("the next day is the next date, not %s", o.Next)
	}
	planned := model.Redemption{ID: 1, Benefit: 2, Effective: today + 3, Status: model.Reserved}
	if o = outlook(today, today+within, 0, planned); o.Next != today+3 || o.Weeks[1] != 1 || o.Total != 0 {
		t.Errorf("what is planned is no reminder yet, and the next date: %+v", o)
	}
}
