package model_test

import (
	"slices"
	"testing"

	"benefitdesk/model"
)

func TestQualifyingMemberships(t *testing.T) {
	for text, want := range map[[2]string]bool{
		{"Solutions Partner for Modern Work", ""}:            true,
		{"Microsoft Action Pack", "MAPS - Core"}:             true,
		{"Offer 17", "MAPS - Core"}:                          true,
		{"Legacy Gold", "Legacy Gold - Core"}:                true,
		{"x", "Legacy Silver-Core"}:                          true,
		{"SOLUTIONS  PARTNER", ""}:                           true,
		{"银级核心", ""}:                                         true,
		{"ソリューション パートナー", ""}:                                true,
		{"Partner Launch Benefits", "Partner Launch"}:        true,
		{"Partner Success Core Benefits", ""}:                true,
		{"x", "Partner Success Expanded"}:                    true,
		{"ISV Success", "ISV Success program - ISV Success"}: false,
		{"Marigold", "Mapster"}:                              false,
		{"Network member", ""}:                               false,
	} {
		if got := (model.Membership{Name: text[0], Source: text[1]}).Qualifies(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestMembershipStates(t *testing.T) {
	for _, c := range []struct {
		m    model.Membership
		want model.MembershipState
	}{
		{model.Membership{Bought: today, Starts: today, Ends: today + 364}, model.MembershipProvisioning},
		{model.Membership{Bought: today - 4, Starts: today - 3}, model.MembershipProvisioning},
		{model.Membership{Bought: today - 5, Starts: today - 4}, model.MembershipActive},
		{model.Membership{Bought: today - 5, Starts: today}, model.MembershipActive},
		{model.Membership{Bought: today - 5, Starts: today + 1}, model.MembershipUpcoming},
		{model.Membership{Bought: today + 1}, model.MembershipUpcoming},
		{model.Membership{Bought: today - 99, Ends: today}, model.MembershipActive},
		{model.Membership{Bought: today - 99, Ends: today - 1}, model.MembershipEnded},
		{model.Membership{Bought: today, Cancelled: today}, model.MembershipCancelled},
		{model.Membership{}, model.MembershipActive},
	} {
		if got := c.m.StateOn(today); got != c.want {
			t.Errorf("%+v is %d, want %d", c.m, got, c.want)
		}
	}
	var statuses []model.Status
	for _, state := range model.MembershipStates() {
		statuses = append(statuses, state.Status())
	}
	if want := []model.Status{model.Pending, model.Active, model.Pending, model.Expired, model.Cancelled}; !slices.Equal(statuses, want) {
		t.Errorf("the statuses are %v, want %v", statuses, want)
	}
	for _, c := range []struct {
		m    model.Membership
		want model.Date
	}{
		{model.Membership{Ends: today - 1}, today - 1},
		{model.Membership{Ends: today}, 0},
		{model.Membership{Ends: today - 1, Cancelled: today - 9}, today - 9},
		{model.Membership{}, 0},
	} {
		if got := c.m.Over(today); got != c.want {
			t.Errorf("%+v is over since %v, want %v", c.m, got, c.want)
		}
	}
	if len(model.MembershipStates()) != int(model.MembershipCancelled) {
		t.Error("a state is missing from the list")
	}
}

// TestBenefitsOn goes over every boundary: the fourth day after the purchase
// still counts as confirming the payment.
func TestBenefitsOn(t *testing.T) {
	gold := func(m model.Membership) model.Membership { m.Name = "Legacy Gold"; return m }
	for name, c := range map[string]struct {
		all      []model.Membership
		state    model.MembershipState
		expected model.Date
	}{
		"none":             {nil, model.MembershipEnded, 0},
		"not qualifying":   {[]model.Membership{{Name: "Network member", Bought: today}}, model.MembershipEnded, 0},
		"bought today":     {[]model.Membership{gold(model.Membership{Bought: today})}, model.MembershipProvisioning, today + 4},
		"fourth day":       {[]model.Membership{gold(model.Membership{Bought: today - 4})}, model.MembershipProvisioning, today},
		"fifth day":        {[]model.Membership{gold(model.Membership{Bought: today - 5})}, model.MembershipActive, today - 1},
		"starts later":     {[]model.Membership{gold(model.Membership{Bought: today, Starts: today + 20})}, model.MembershipProvisioning, today + 20},
		"upcoming":         {[]model.Membership{gold(model.Membership{Bought: today - 9, Starts: today + 20})}, model.MembershipUpcoming, today + 20},
		"cancelled":        {[]model.Membership{gold(model.Membership{Bought: today, Cancelled: today})}, model.MembershipEnded, 0},
		"ended":            {[]model.Membership{gold(model.Membership{Bought: today - 400, Ends: today - 1})}, model.MembershipEnded, 0},
		"its last day":     {[]model.Membership{gold(model.Membership{Starts: today - 300, Ends: today})}, model.MembershipActive, today - 300},
		"the first of two": {[]model.Membership{gold(model.Membership{Bought: today}), gold(model.Membership{Bought: today - 2})}, model.MembershipProvisioning, today + 2},
		"new beside active": {[]model.Membership{
			gold(model.Membership{Starts: today - 300}), gold(model.Membership{Bought: today}), gold(model.Membership{Bought: today - 9, Starts: today + 9}),
		}, model.MembershipProvisioning, today + 4},
	} {
		if state, expected := model.BenefitsOn(c.all, today); state != c.state || expected != c.expected {
			t.Errorf("%s: %d from %s, want %d from %s", name, state, expected, c.state, c.expected)
		}
	}
}
