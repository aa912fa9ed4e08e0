package redemption_test

import (
	"slices"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// TestWhatIsOverIsNotRedeemed: a benefit that was cancelled, given up or that a
// portal calls expired, and a tenant from the day on which it was retired.
func TestWhatIsOverIsNotRedeemed(t *testing.T) {
	over := func(s model.Status) model.Record {
		return benefitWith(func(b *model.Benefit) { b.Status = s })
	}
	retired := func(day model.Date) model.Record {
		return model.Tenant{ID: contoso, Domain: "contoso.com", TenantID: guid, Retired: day}
	}
	second := theSecondBenefit()
	second.Status = model.Cancelled
	for _, c := range []struct {
		what    string
		records []model.Record
		redeem  redemption.Redeem
		want    error
	}{
		{"cancelled", []model.Record{over(model.Cancelled)}, redeem(), model.Refuse(redemption.BenefitClosed, "Power BI Pro", model.Cancelled)},
		{"expired", []model.Record{over(model.Expired)}, redeem(), model.Refuse(redemption.BenefitClosed, "Power BI Pro", model.Expired)},
		{"a further one", []model.Record{second}, redeem(beside(secondKey)), model.Refuse(redemption.BenefitClosed, "Power BI Pro", model.Cancelled)},
		{"pending", []model.Record{over(model.Pending)}, redeem(), nil},
		{"after the rules", []model.Record{over(model.Cancelled)}, redeem(tenant("fabrikam.com")), model.Refuse(redemption.WrongTenant, "contoso.com", "fabrikam.com")},
		{"a retired tenant", []model.Record{retired(date(today))}, redeem(), model.Refuse(redemption.TenantRetired, "contoso.com", date(today))},
		{"one that is retired tomorrow", []model.Record{retired(date(today) + 1)}, redeem(), nil},
		{"on a day before that", []model.Record{retired(date(today))}, redeem(func(c *redemption.Redeem) { c.On = date(today) - 1 }), nil},
	} {
		for _, estimate := range []bool{false, true} {
			c.redeem.Estimate = estimate
			_, _, err := c.redeem.Decide(drawer(c.records...), date(today))
			if (err == nil) != (c.want == nil) || err != nil && err.Error() != c.want.Error() {
				t.Errorf("%s: %v, want %v", c.what, err, c.want)
			}
		}
	}
}

// TestACancelledMembershipWarns, once, after the warnings of the rules.
func TestACancelledMembershipWarns(t *testing.T) {
	cancelled := model.Membership{ID: theMembership, Name: "Action Pack", Ends: date("2027-06-30"), Cancelled: date(today) - 5}
	d := mustDecide(t, redeem(beside(secondKey)), drawer(cancelled))
	want := model.Notice{Code: redemption.MembershipCancelled, Args: []any{"Action Pack", date(today) - 5}}
	found := 0
	for _, w := range d.summary.Outcome.Warnings {
		if w.Code == want.Code {
			found++
		}
	}
	if last := d.summary.Outcome.Warnings[len(d.summary.Outcome.Warnings)-1]; found != 1 || last.String() != want.String() {
		t.Errorf("%v", d.summary.Outcome.Warnings)
	}
}

// TestAPurchaseEndsWithItsMembership: nothing is left to be purchased of one that
// was cancelled; what was purchased before that may still be recorded.
func TestAPurchaseEndsWithItsMembership(t *testing.T) {
	purchase := benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })
	for days, want := range map[int]model.Code{-1: redemption.MembershipCancelled, 0: redemption.MembershipCancelled, 1: ""} {
		cancelled := date(today).AddDays(days)
		m := model.Membership{ID: theMembership, Name: "Action Pack", Ends: date("2027-06-30"), Cancelled: cancelled}
		for _, estimate := range []bool{false, true} {
			buy := redeem(func(c *redemption.Redeem) {
				c.Action, c.Subscription, c.Tenant, c.Estimate = activate, 0, "contoso.com", estimate
			})
			receipt, _, err := buy.Decide(desk(purchase, m), date(today))
			if model.CodeOf(err) != want {
				t.Errorf("cancelled %d days after: %v, want %q", days, err, want)
			}
			if summary, _ := receipt.Detail.(redemption.Summary); slices.ContainsFunc(summary.Outcome.Warnings, aboutMembership) {
				t.Errorf("warned: %v", summary.Outcome.Warnings)
			}
		}
	}
}

func aboutMembership(n model.Notice) bool { return n.Code == redemption.MembershipCancelled }

// TestABenefitThatIsRedeemedWarns: its key may be the one that was used, unless
// Microsoft gave it for that.
func TestABenefitThatIsRedeemedWarns(t *testing.T) {
	redeemed := benefitWith(func(b *model.Benefit) { b.Status, b.StatusOn = model.Redeemed, date("2026-10-01") })
	for code, records := range map[model.Code][]model.Record{
		"":                         {redeemed, keyWith(func(k *model.ProductKey) { k.Replaces = 99 })},
		redemption.BenefitRedeemed: {redeemed},
	} {
		receipt, _, err := redeem().Decide(desk(records...), date(today))
		if err != nil {
			t.Fatal(err)
		}
		var found model.Code
		for _, warning := range receipt.Detail.(redemption.Summary).Outcome.Warnings {
			if warning.Code == redemption.BenefitRedeemed {
				found = warning.Code
			}
		}
		if found != code {
			t.Errorf("warned %q, want %q", found, code)
		}
	}
}
