package main

import (
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/store/desk"
)

// edgeDays are days on which the demo is opened: the one it is written for,
// ends of months and years, and a leap day.
var edgeDays = []model.Date{
	demoDay, model.MustDate("2026-12-31"), model.MustDate("2027-02-28"), model.MustDate("2028-02-29"), model.MustDate("2029-03-31"),
}

// shown is what the demo has on a day.
type shown struct {
	t             *testing.T
	desk          *desk.Desk
	today         model.Date
	memberships   []model.Membership
	tenants       []model.Tenant
	users         []model.User
	benefits      []model.Benefit
	keys          []model.ProductKey
	subscriptions []model.Subscription
	redemptions   []model.Redemption
	reminders     []model.Reminder
	refunds       []model.Refund // of the memberships
}

func shownOn(t *testing.T, today model.Date) *shown {
	t.Helper()
	d := demoDesk(t, today)
	outlook, _, err := d.Reminders(t.Context(), today, today.AddDays(model.ReminderDays), 0)
	if err != nil {
		t.Fatal(err)
	}
	s := &shown{
		t: t, desk: d, today: today, reminders: outlook.Reminders,
		memberships: demoRecords[model.Membership](t, d), tenants: demoRecords[model.Tenant](t, d), users: demoRecords[model.User](t, d),
		benefits: demoRecords[model.Benefit](t, d), keys: demoRecords[model.ProductKey](t, d),
		subscriptions: demoRecords[model.Subscription](t, d), redemptions: demoRecords[model.Redemption](t, d),
	}
	err = d.View(t.Context(), func(facts model.Facts, _ model.Revision) error {
		for _, m := range s.memberships {
			refund, err := model.RefundOn(facts, m, today)
			if err != nil {
				return err
			}
			s.refunds = append(s.refunds, refund)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// days from today to a date.
func (s *shown) days(date model.Date) int { return int(date) - int(s.today) }

// due: a reminder of the kind, so many days from today.
func (s *shown) due(kind model.Code, list model.List, days int) bool {
	return slices.ContainsFunc(s.reminders, func(r model.Reminder) bool {
		return r.Kind == kind && r.List == list && r.Days(s.today) == days
	})
}

// membership: one that was bought so many days ago.
func (s *shown) membership(bought int, state model.MembershipState, late bool) bool {
	return slices.ContainsFunc(s.memberships, func(m model.Membership) bool {
		given := slices.ContainsFunc(s.benefits, func(b model.Benefit) bool { return b.Membership == m.ID })
		reminded := slices.ContainsFunc(s.reminders, func(r model.Reminder) bool { return r.Kind == model.ProvisioningLate && r.Ref == m.Ref() })
		return s.days(m.Bought) == -bought && !given && m.StateOn(s.today) == state && reminded == late
	})
}

// refund: a membership with so many days left, and what ended its right.
func (s *shown) refund(left int, causes ...model.RefundCause) bool {
	return slices.ContainsFunc(s.refunds, func(r model.Refund) bool {
		var ended []model.RefundCause
		for _, end := range r.Ended {
			ended = append(ended, end.Cause)
		}
		return !r.Last.IsZero() && r.DaysLeft == left && slices.Equal(ended, causes)
	})
}

// ended: a subscription so many days after its end.
func (s *shown) ended(days int, status model.Status) bool {
	return slices.ContainsFunc(s.subscriptions, func(sub model.Subscription) bool {
		return s.days(sub.Ends) == -days && sub.StatusOn(s.today) == status
	})
}

// toActivate: a benefit to activate within so many days, reminded of or not.
func (s *shown) toActivate(days int, reminded bool) bool {
	found := slices.ContainsFunc(s.benefits, func(b model.Benefit) bool {
		return b.Status == model.NotRedeemed && s.days(b.ActivateBy) == days && b.Workspace == model.Cloud
	})
	return found && reminded == s.due(model.BenefitToActivate, model.ListOf(model.Cloud), days)
}

// since: a benefit that has had its status for so many days, reminded of or not.
func (s *shown) since(w model.Workspace, status model.Status, days int, kind model.Code, allowed int) bool {
	found := slices.ContainsFunc(s.benefits, func(b model.Benefit) bool {
		return b.Workspace == w && b.Status == status && s.days(b.StatusOn) == -days
	})
	return found && (days > allowed) == s.due(kind, model.ListOf(w), allowed-days)
}

// held: a Visual Studio seat that somebody has for so many days.
func (s *shown) held(days int) bool {
	return slices.ContainsFunc(s.benefits, func(b model.Benefit) bool {
		return b.Workspace == model.VisualStudio && s.days(b.HeldSince) == -days
	}) && s.due(model.SeatFree, model.ListOf(model.VisualStudio), model.SeatDays-days)
}

// redeemed: a redemption so many days ago whose key may still be replaced, or
// not any more.
func (s *shown) redeemed(days int, replaceable bool) bool {
	return slices.ContainsFunc(s.redemptions, func(r model.Redemption) bool {
		return r.Status == model.Redeemed && len(r.Keys) > 0 && s.days(r.On) == -days && redemption.Replaceable(r, s.keys, s.today) == replaceable
	})
}

// portal: a subscription whose portal shows another date for this reason; none
// where it confirms what was calculated.
func (s *shown) portal(reason model.Code) bool {
	redemptions := byID(s.redemptions)
	return slices.ContainsFunc(s.subscriptions, func(sub model.Subscription) bool {
		comparison, known := redemption.Compare(sub, redemptions[sub.Redemption])
		return known && comparison.Reason == reason && !comparison.Seen.IsZero()
	})
}

// discontinued: a benefit of that name, which no package has any more.
func (s *shown) discontinued(name string) bool {
	_, _, known := redemption.Discontinued(name)
	return known && slices.ContainsFunc(s.benefits, func(b model.Benefit) bool { return b.Name == name })
}

// purchase: a benefit that is redeemed without a key, in this status.
func (s *shown) purchase(status model.Status) bool {
	return slices.ContainsFunc(s.benefits, func(b model.Benefit) bool { return b.ByPurchase() && b.Status == status })
}

// moved: a monthly credit whose user was changed so often, and is reminded of.
func (s *shown) moved(times int) bool {
	return slices.ContainsFunc(s.reminders, func(r model.Reminder) bool {
		return r.Kind == model.ReassignmentsFew && slices.Equal(r.Args, []any{times, model.MaxReassignments})
	})
}

// inRole: somebody of that role, in every tenant or in one only.
func (s *shown) inRole(role model.Role, oneTenant bool) bool {
	return slices.ContainsFunc(s.users, func(u model.User) bool {
		return u.Retired.IsZero() && slices.ContainsFunc(u.Roles, func(g model.Grant) bool { return g.Role == role && (g.Tenant != 0) == oneTenant })
	})
}

// inOneDrawer: two keys of one product that could be redeemed side by side, of
// which the condition holds.
func (s *shown) inOneDrawer(condition func(a, b model.ProductKey) bool) bool {
	for _, a := range s.keys {
		for _, b := range s.keys {
			if a.ID < b.ID && a.Product == b.Product && a.Status == model.NotRedeemed && b.Status == model.NotRedeemed && condition(a, b) {
				return true
			}
		}
	}
	return false
}

// onlyOneByOne: two keys that a subscription can't take together, but one after
// the other.
func (s *shown) onlyOneByOne() (found bool) {
	err := s.desk.View(s.t.Context(), func(facts model.Facts, _ model.Revision) error {
		for _, sub := range s.subscriptions {
			found = found || s.inOneDrawer(func(a, b model.ProductKey) bool {
				together := redemption.Redeem{
					Benefit: a.Benefit, Stored: a.ID, Together: []model.ID{b.ID}, Subscription: sub.ID, Action: redemption.Extend, Estimate: true,
				}
				queue := together
				queue.Queue = []redemption.Action{0, 0}
				_, _, err := together.Decide(facts, s.today)
				receipt, _, _ := queue.Decide(facts, s.today)
				apart, decided := receipt.Detail.(redemption.Queued)
				return sub.Product == a.Product && model.CodeOf(err) == redemption.ExtensionOverThreeYears && decided && apart.Refused == nil
			})
		}
		return nil
	})
	return found && err == nil
}

// fromProgram: a benefit that names its program alone, of which the partner had
// two memberships; its last day tells which.
func (s *shown) fromProgram() bool {
	return slices.ContainsFunc(s.benefits, func(b model.Benefit) bool {
		ofSource := 0
		for _, m := range s.memberships {
			if m.Source == b.Source {
				ofSource++
			}
		}
		return b.Workspace == model.Cloud && b.Membership == 0 && ofSource > 1 && len(model.MembershipsOf(b, s.memberships)) == 1
	})
}

// demoEdges are the days on which a rule changes what may be done, each with
// the day before or after. They are counted in days, so that they hold on
// whatever day the demo is opened.
var demoEdges = []struct {
	name string
	on   func(*shown) bool
}{
	{"last day of a refund", func(s *shown) bool { return s.refund(0) && s.due(model.RefundCloses, model.ListMemberships, 0) }},
	{"a refund is over", func(s *shown) bool { return s.refund(-1) }},
	{"a reveal ended the refund right", func(s *shown) bool { return s.refund(18, model.RefundRevealed) }},
	{"software ended the refund right", func(s *shown) bool { return s.refund(21, model.RefundUsed) }},
	{"last day of confirming a payment", func(s *shown) bool { return s.membership(4, model.MembershipProvisioning, false) }},
	{"no benefits a day later", func(s *shown) bool { return s.membership(5, model.MembershipActive, true) }},
	{"a membership was cancelled", func(s *shown) bool {
		return slices.ContainsFunc(s.memberships, func(m model.Membership) bool {
			return m.StateOn(s.today) == model.MembershipCancelled && m.Reason != "" && model.RefundWindow(model.Membership{Bought: m.Bought}, m.Cancelled).Open()
		})
	}},
	{"a membership ended", func(s *shown) bool {
		return slices.ContainsFunc(s.memberships, func(m model.Membership) bool { return m.StateOn(s.today) == model.MembershipEnded })
	}},

	{"a subscription ends today", func(s *shown) bool { return s.ended(0, model.Active) }},
	{"first day expired", func(s *shown) bool { return s.ended(1, model.Expired) }},
	{"last day expired", func(s *shown) bool { return s.ended(30, model.Expired) }},
	{"first day disabled", func(s *shown) bool { return s.ended(31, model.Disabled) }},
	{"last day disabled", func(s *shown) bool { return s.ended(120, model.Disabled) }},
	{"first day deleted", func(s *shown) bool { return s.ended(121, model.Deleted) }},

	{"last day to activate", func(s *shown) bool { return s.toActivate(0, true) }},
	{"lapsed yesterday", func(s *shown) bool { return s.toActivate(-1, true) }},
	{"90 days ahead", func(s *shown) bool { return s.toActivate(90, true) }},
	{"91 days ahead", func(s *shown) bool { return s.toActivate(91, false) }},
	{"lapsed 90 days ago", func(s *shown) bool { return s.toActivate(-90, true) }},
	{"lapsed 91 days ago", func(s *shown) bool { return s.toActivate(-91, false) }},

	{"a key for another tenant", func(s *shown) bool {
		return slices.ContainsFunc(s.keys, func(k model.ProductKey) bool {
			return k.Status == model.NotRedeemed && slices.ContainsFunc(s.subscriptions, func(sub model.Subscription) bool {
				return sub.Product == k.Product && k.Tenant != 0 && sub.Tenant != k.Tenant
			})
		})
	}},
	{"keys of different terms", func(s *shown) bool {
		return s.inOneDrawer(func(a, b model.ProductKey) bool { return a.Months != b.Months })
	}},
	{"keys that go one by one only", (*shown).onlyOneByOne},
	{"keys went together", func(s *shown) bool {
		return slices.ContainsFunc(s.redemptions, func(r model.Redemption) bool { return r.Status == model.Redeemed && len(r.Keys) > 1 })
	}},
	{"a program alone tells the membership", (*shown).fromProgram},
	{"a reservation due today", func(s *shown) bool { return s.due(model.ReservationDue, model.ListOf(model.Cloud), 0) }},
	{"a reservation overdue", func(s *shown) bool { return s.due(model.ReservationDue, model.ListOf(model.Cloud), -3) }},
	{"a reservation due tomorrow", func(s *shown) bool {
		return slices.ContainsFunc(s.redemptions, func(r model.Redemption) bool { return r.Status == model.Reserved && s.days(r.Effective) == 1 })
	}},
	{"last day of a replacement", func(s *shown) bool {
		return s.redeemed(30, true) && s.due(model.ReplacementCloses, model.ListOf(model.Cloud), 0)
	}},
	{"a replacement is over", func(s *shown) bool { return s.redeemed(31, false) }},
	{"a key was replaced", func(s *shown) bool { return s.redeemed(9, false) }},
	{"a redemption was corrected", func(s *shown) bool {
		return slices.ContainsFunc(s.redemptions, func(r model.Redemption) bool { return r.Status == model.Redeemed && r.Reason != "" })
	}},
	{"a redemption never happened", func(s *shown) bool {
		return slices.ContainsFunc(s.redemptions, func(r model.Redemption) bool { return r.Status == model.Cancelled && r.Reason != "" })
	}},
	{"a portal confirms", func(s *shown) bool { return s.portal("") }},
	{"a portal rounds", func(s *shown) bool { return s.portal(redemption.Rounding) }},
	{"a portal adds twelve months at most", func(s *shown) bool { return s.portal(redemption.PortalMayCap) }},
	{"a portal ends in three years at most", func(s *shown) bool { return s.portal(redemption.BeyondThreeYears) }},
	{"a portal's date without a reason", func(s *shown) bool { return s.portal(redemption.PortalUnexplained) }},
	{"Office 365 E3", func(s *shown) bool { return s.discontinued("Office 365 E3") }},
	{"Office 365 E5", func(s *shown) bool { return s.discontinued("Office 365 E5") }},
	{"Enterprise Mobility + Security", func(s *shown) bool { return s.discontinued("Enterprise Mobility + Security") }},
	{"Intune", func(s *shown) bool { return s.discontinued("Microsoft Intune") }},
	{"Windows 10 Enterprise", func(s *shown) bool { return s.discontinued("Windows 10 Enterprise") }},
	{"a purchase to come", func(s *shown) bool { return s.purchase(model.NotRedeemed) }},
	{"a purchase", func(s *shown) bool { return s.purchase(model.Redeemed) }},

	{"a seat is free today", func(s *shown) bool { return s.held(90) }},
	{"a seat is free tomorrow", func(s *shown) bool { return s.held(89) }},
	{"a credit waits for seven days", func(s *shown) bool {
		return s.since(model.AzureCredits, model.Assigned, 7, model.CreditWaiting, model.WaitingDays)
	}},
	{"a credit waits for eight days", func(s *shown) bool {
		return s.since(model.AzureCredits, model.Assigned, 8, model.CreditWaiting, model.WaitingDays)
	}},
	{"four reassignments", func(s *shown) bool { return s.moved(4) }},
	{"five reassignments", func(s *shown) bool { return s.moved(5) }},
	{"technical support pends for five days", func(s *shown) bool {
		return s.since(model.Technical, model.Pending, 5, model.ActivationLate, model.TechnicalDays)
	}},
	{"technical support pends for six days", func(s *shown) bool {
		return s.since(model.Technical, model.Pending, 6, model.ActivationLate, model.TechnicalDays)
	}},
	{"an offer pends for ten days", func(s *shown) bool {
		return s.since(model.GoToMarket, model.Pending, 10, model.ActivationLate, model.MarketDays)
	}},
	{"an offer pends for eleven days", func(s *shown) bool {
		return s.since(model.GoToMarket, model.Pending, 11, model.ActivationLate, model.MarketDays)
	}},

	{"a role in one tenant", func(s *shown) bool { return s.inRole(model.BillingAdmin, true) }},
	{"somebody left", func(s *shown) bool {
		return slices.ContainsFunc(s.users, func(u model.User) bool { return !u.Retired.IsZero() && len(u.Roles) > 0 })
	}},
	{"a tenant is no longer used", func(s *shown) bool {
		return slices.ContainsFunc(s.tenants, func(tenant model.Tenant) bool { return !tenant.Retired.IsZero() })
	}},
}

func TestDemoHasEveryEdge(t *testing.T) {
	t.Parallel()
	for _, today := range edgeDays {
		s := shownOn(t, today)
		for _, edge := range demoEdges {
			if !edge.on(s) {
				t.Errorf("on %s there is no example: %s", today, edge.name)
			}
		}
		for _, role := range model.Roles() {
			if !s.inRole(role, role == model.BillingAdmin) {
				t.Errorf("on %s nobody is %s", today, role)
			}
		}
	}
}

// TestDemoHasTheLastDayOfThreeMonths: months differ in days, so this is there
// on the day that the demo is written for.
func TestDemoHasTheLastDayOfThreeMonths(t *testing.T) {
	t.Parallel()
	for _, b := range shownOn(t, demoDay).benefits {
		if b.Status == model.NotRedeemed && b.ActivateBy == demoDay.AddMonths(model.ExpiringMonths) {
			return
		}
	}
	t.Error("no benefit is to be activated in three months exactly")
}
