package redemption_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

func portal(day string) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.PortalEnds = date(day) }
}

func licenses(a int64) []model.Record {
	return []model.Record{subscriptionWith(func(s *model.Subscription) { s.Licenses = a })}
}

// portalRows are end dates that portals showed instead of the calculated one.
var portalRows = []struct {
	what, day string
	alter     func(*redemption.Redeem)
	facts     []model.Record
	reason    model.Code
}{
	{"the same", "2027-06-30", asIs, nil, ""},
	{"a day later", "2027-07-01", asIs, nil, redemption.Rounding},
	{"a day earlier", "2027-06-29", asIs, nil, redemption.Rounding},
	{"two days later", "2027-07-02", asIs, nil, redemption.PortalUnexplained},
	{"two days earlier", "2027-06-28", asIs, nil, redemption.PortalUnexplained},
	{"the same as before", "2027-03-31", asIs, nil, redemption.PortalUnexplained},
	{"on the very day", today, asIs, nil, redemption.PortalUnexplained},
	{"twelve months of 24", "2028-03-31", asIs, licenses(12), redemption.PortalMayCap},
	{"twelve months of 24, a day earlier", "2028-03-30", asIs, licenses(12), redemption.PortalMayCap},
	{"twelve months of 24, two days earlier", "2028-03-29", asIs, licenses(12), redemption.PortalUnexplained},
	{"twelve months of 3: no cap makes it longer", "2028-03-31", asIs, nil, redemption.PortalUnexplained},
	{"a day after twelve months", "2028-04-01", asIs, licenses(25), redemption.Rounding},
	{"a day under twelve months, rounded up to them", "2028-03-31", func(c *redemption.Redeem) { c.Key, c.Licenses, c.Months = parsed(freshKey), 999, 12 }, licenses(1001), redemption.Rounding},
	{"three years from the day", "2029-11-20", asIs, licenses(9), redemption.BeyondThreeYears},
	{"three years from the day, a day later", "2029-11-21", asIs, licenses(9), redemption.BeyondThreeYears},
	{"three years from the day, an add of less", "2029-11-20", func(c *redemption.Redeem) { c.Action = add }, nil, redemption.PortalUnexplained},
}

func TestPortalShowedAnotherEnd(t *testing.T) {
	for _, c := range portalRows {
		d := mustDecide(t, redeem(c.alter, portal(c.day)), desk(c.facts...))
		want := date(c.day)
		if d.subscription.Ends != want || d.redemption.Ends() != want {
			t.Errorf("%s: the subscription ends %v, the redemption %v", c.what, d.subscription.Ends, d.redemption.Ends())
		}
		if d.summary.Reason != c.reason {
			t.Errorf("%s (%v calculated): %q, want %q", c.what, d.redemption.After.Ends, d.summary.Reason, c.reason)
		}
		if c.reason == "" {
			want = 0
		}
		if d.summary.PortalEnds != want || d.redemption.PortalEnds != want || d.redemption.After != d.summary.Outcome.After {
			t.Errorf("%s: %v and %v are kept", c.what, d.summary.PortalEnds, d.redemption.PortalEnds)
		}
	}
}

// TestNextRedemptionBuildsOnThePortal: what the portal showed is where the
// next calculation starts.
func TestNextRedemptionBuildsOnThePortal(t *testing.T) {
	f := desk()
	for _, change := range mustDecide(t, redeem(portal("2027-07-01")), f).changes {
		f.Records[change.Ref] = change.After
	}
	next := mustDecide(t, redeem(typed(freshKey)), f)
	if next.redemption.Before != term("100, 2027-07-01") || next.subscription.Ends != date("2027-10-01") {
		t.Errorf("%+v", next.redemption)
	}
}

func TestTypedAndStoredKeys(t *testing.T) {
	for _, c := range []struct {
		what  string
		alter func(*redemption.Redeem)
		facts []model.Record
		want  model.ProductKey
	}{
		{"stored", asIs, nil, model.ProductKey{ID: key, Licenses: 25, Months: 12, Tail: "EEEE5"}},
		{"stored, and typed", typed("aaaa1 bbbb2 cccc3 dddd4 eeee5"), nil, model.ProductKey{ID: key, Licenses: 25, Months: 12, Tail: "EEEE5"}},
		{"stored, its numbers count", func(c *redemption.Redeem) { c.Key, c.Licenses, c.Months = parsed(keyText), 7, 1 }, nil, model.ProductKey{ID: key, Licenses: 25, Months: 12, Tail: "EEEE5"}},
		{"typed", typed(freshKey), nil, model.ProductKey{ID: firstNew, Licenses: 25, Months: 12, Tail: "KKKK5", Text: parsed(freshKey)}},
		{"typed with its numbers", func(c *redemption.Redeem) { c.Key, c.Licenses, c.Months = parsed(freshKey), 50, 6 }, nil, model.ProductKey{ID: firstNew, Licenses: 50, Months: 6, Tail: "KKKK5", Text: parsed(freshKey)}},
		{"the first that is not used", asIs,
			[]model.Record{keyWith(func(k *model.ProductKey) { k.Status = model.Redeemed }), keyWith(func(k *model.ProductKey) { k.ID, k.Text = 70, model.Key{} })},
			model.ProductKey{ID: 70, Licenses: 25, Months: 12, Tail: "EEEE5"}},
	} {
		d := mustDecide(t, redeem(c.alter), desk(c.facts...))
		if c.want.ID == firstNew {
			c.want.ID = d.key.ID
			if d.key.ID < firstNew {
				t.Errorf("%s: %d is not new", c.what, d.key.ID)
			}
		}
		c.want.Benefit, c.want.Product, c.want.ActivateBy = benefit, powerBI, date("2027-12-31")
		c.want.Status, c.want.Tenant, c.want.Redemption = model.Redeemed, contoso, d.redemption.ID
		if diff := cmp.Diff(c.want, d.key, secret); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
		if diff := cmp.Diff([]model.ID{d.key.ID}, d.redemption.Keys); diff != "" || d.redemption.KeyLicenses != c.want.Licenses || d.summary.KeyTail != c.want.Tail {
			t.Errorf("%s: %+v, %q", c.what, d.redemption, d.summary.KeyTail)
		}
	}
}

// TestRedeemPurchase: no key, only activate, and the membership's end date
// whatever the day.
func TestRedeemPurchase(t *testing.T) {
	byPurchase := benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })
	first := func(c *redemption.Redeem) { c.Action, c.Subscription, c.Tenant = activate, 0, "contoso.com" }
	for _, on := range []string{today, "2026-10-01"} {
		d := mustDecide(t, redeem(first, func(c *redemption.Redeem) { c.On = date(on) }), desk(byPurchase))
		if d.subscription.Licenses != 25 || d.subscription.Ends != date("2027-06-30") || d.benefit.Status != model.Redeemed {
			t.Errorf("on %s: %+v", on, d.subscription)
		}
		if d.key.ID != 0 || len(d.redemption.Keys) != 0 || d.summary.KeyTail != "" {
			t.Errorf("a purchase has a key: %+v", d.redemption)
		}
	}
	for _, action := range []redemption.Action{add, extend, renew} {
		_, err := decide(t, redeem(func(c *redemption.Redeem) { c.Action = action }), desk(byPurchase))
		if model.CodeOf(err) != redemption.NotForPurchase {
			t.Errorf("%v: %v", action, err)
		}
	}
	over := model.Membership{ID: theMembership, Name: "Action Pack", Ends: date(today) - 1}
	if _, err := decide(t, redeem(first), desk(byPurchase, over)); model.CodeOf(err) != redemption.BadInput {
		t.Errorf("after the membership: %v", err)
	}
}

// TestAPurchaseIsMadeOnce: a benefit without a key is redeemed once as well, and
// again only where that never happened.
func TestAPurchaseIsMadeOnce(t *testing.T) {
	byPurchase := benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })
	c := redeem(func(c *redemption.Redeem) { c.Action, c.Subscription, c.Tenant = activate, 0, "contoso.com" })
	f := desk(byPurchase)
	f.Last = firstNew + 100
	apply(t, f, c, today)
	_, _, err := c.Decide(f, date(today)+1)
	want := model.Refuse(redemption.KeyAlreadyRedeemed, date(today), "Ana", "Power BI Pro (contoso.com)", model.ByPurchase)
	if err == nil || err.Error() != want.Error() {
		t.Errorf("%v, want %v", err, want)
	}
	apply(t, f, redemption.Correct{Redemption: redemptionOf(f, benefit).ID, Void: true, Reason: "it was not ordered"}, today)
	apply(t, f, c, today)

	portal := benefitWith(func(b *model.Benefit) {
		b.Model, b.Status, b.StatusOn = model.ByPurchase, model.Redeemed, date("2026-10-01")
	})
	_, err = decide(t, c, desk(portal))
	want = model.Refuse(redemption.KeyAlreadyRedeemed, date("2026-10-01"), "", "", model.ByPurchase)
	if err == nil || err.Error() != want.Error() {
		t.Errorf("a portal said so: %v, want %v", err, want)
	}
}

// redemptionOf is the redemption of a benefit that was carried out.
func redemptionOf(f *modeltest.Facts, benefit model.ID) (found model.Redemption) {
	for _, record := range f.Records {
		if r, ok := record.(model.Redemption); ok && r.Benefit == benefit && r.Status == model.Redeemed {
			found = r
		}
	}
	return found
}

func TestRedeemWarnsOfDiscontinuedProducts(t *testing.T) {
	for _, name := range []string{"Office 365 E3", "Office 365 E5", "Enterprise Mobility Suite", "Enterprise Mobility + Security", "Intune", "Microsoft Intune", "Windows 10 Enterprise"} {
		b := benefitWith(func(b *model.Benefit) { b.Name = name })
		d := mustDecide(t, redeem(), desk(b))
		if w := d.summary.Outcome.Warnings; len(w) != 2 || w[1].Code != redemption.DiscontinuedProduct {
			t.Errorf("%s: %v", name, w)
		}
	}
}

// TestAProductIsDiscontinuedUnderEveryName: the record's and its aliases count
// beside the benefit's own.
func TestAProductIsDiscontinuedUnderEveryName(t *testing.T) {
	b := benefitWith(func(b *model.Benefit) { b.Name = "O365 E3 for partners" })
	for want, product := range map[string]model.Product{
		"Office 365 E3": {ID: powerBI, Name: "Office 365 E3"},
		"Intune":        {ID: powerBI, Name: "Device management", Aliases: []string{"Devices", "Intune"}},
	} {
		d := mustDecide(t, redeem(), desk(b, product))
		w := d.summary.Outcome.Warnings
		if len(w) != 2 || w[1].Code != redemption.DiscontinuedProduct || w[1].Args[0] != want {
			t.Errorf("%s: %v", want, w)
		}
	}
}

func TestRedeemKnowsThePeopleAndTheExpiry(t *testing.T) {
	b := benefitWith(func(b *model.Benefit) { b.Expires = date("2027-12-31") })
	ended := subscriptionWith(func(s *model.Subscription) { s.Ends = date(today) - 1 })
	d := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action = renew }), desk(b, ended))
	want := []model.Notice{
		notice(redemption.Irreversible), notice(redemption.LicensesDrop, int64(75), int64(65)),
		notice(redemption.BenefitExpiryDiffers, date("2027-12-31"), date("2027-11-20")),
	}
	if diff := cmp.Diff(want, d.summary.Outcome.Warnings); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEstimateChangesNothing(t *testing.T) {
	c := redeem(tenant(""))
	c.Estimate, c.Verified = true, false
	receipt, changes, err := c.Decide(desk(), date(today))
	if err != nil || len(changes) != 0 {
		t.Fatalf("%v, %+v", err, changes)
	}
	if o := receipt.Detail.(redemption.Summary).Outcome; o.After != term("100, 2027-06-30") {
		t.Errorf("%+v", o)
	}
	keyless := model.Benefit{ID: 61, Workspace: model.Cloud, Name: "Power BI Pro", Quantity: model.Quantity{Amount: 50}}
	c.Benefit = 61
	if receipt, _, err = c.Decide(desk(keyless), date(today)); err != nil || receipt.Detail.(redemption.Summary).Outcome.Key.Licenses != 50 {
		t.Errorf("%v, %+v", err, receipt)
	}
	c.Action = activate
	if _, _, err = c.Decide(desk(keyless), date(today)); model.CodeOf(err) != redemption.AlreadyActive {
		t.Errorf("the rules hold for an estimate too: %v", err)
	}
}

func TestRatio(t *testing.T) {
	for _, c := range []struct {
		num, den     int64
		text         string
		floor, round int64
	}{
		{550, 3, "183 1/3", 183, 183},
		{36, 7, "5 1/7", 5, 5},
		{-1, 3, "-1/3", -1, 0},
		{1, -3, "-1/3", -1, 0},
		{-7, 3, "-2 1/3", -3, -2},
		{1, 2, "1/2", 0, 1},
		{-1, 2, "-1/2", -1, 0}, // a half goes up
		{3, 2, "1 1/2", 1, 2},
		{-3, 2, "-1 1/2", -2, -1},
		{12, 4, "3", 3, 3},
		{-12, 4, "-3", -3, -3},
		{0, 5, "0", 0, 0},
		{1_000_000, 2_000_000, "1/2", 0, 1},
	} {
		r := redemption.NewRatio(c.num, c.den)
		if r.String() != c.text || r.Floor() != c.floor || r.Round() != c.round || r.IsWhole() != (c.floor*c.den == c.num) {
			t.Errorf("%d/%d is %v, floor %d, rounded %d", c.num, c.den, r, r.Floor(), r.Round())
		}
		if data, err := json.Marshal(r); err != nil || string(data) != `"`+c.text+`"` {
			t.Errorf("%v is %s, %v", r, data, err)
		}
	}
	if zero := (redemption.Ratio{}); zero.String() != "0" || !zero.IsZero() {
		t.Errorf("%v", zero)
	}
}
