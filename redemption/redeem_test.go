package redemption_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

const (
	keyText  = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"
	freshKey = "FFFF1-GGGG2-HHHH3-JJJJ4-KKKK5"
	guid     = "860697e3-b0aa-4196-a6c6-7ec361ed58f7"
	guid2    = "11111111-2222-3333-4444-555555555555"
)

// The ids of the records of desk.
const (
	theMembership = model.ID(iota + 1)
	contoso
	fabrikam
	powerBI
	benefit
	otherBenefit
	key
	otherKey
	usedKey
	subscription
	reservation
	firstNew = model.ID(101)
)

func parsed(text string) model.Key {
	k, err := model.ParseKey(text)
	if err != nil {
		panic(err)
	}
	return k
}

// desk is a partner with a Power BI benefit of 25 licenses, its key, and a
// subscription of 100 that ends on 2027-03-31; another benefit has two keys,
// one of them used. Alterations replace or add records.
func desk(alterations ...model.Record) *modeltest.Facts {
	records := []model.Record{
		model.Membership{ID: theMembership, Name: "Action Pack", Ends: date("2027-06-30")},
		model.Tenant{ID: contoso, Domain: "contoso.com", TenantID: guid},
		model.Tenant{ID: fabrikam, Domain: "fabrikam.com"},
		model.Product{ID: powerBI, Name: "Power BI Pro", SKU: "F8A1"},
		theBenefit(),
		model.Benefit{ID: otherBenefit, Workspace: model.Cloud, Name: "Visio", Status: model.Redeemed, Quantity: model.Quantity{Amount: 7, Unit: model.Licenses}},
		theKey(),
		model.ProductKey{ID: otherKey, Benefit: otherBenefit, Licenses: 7, Months: 12, Tail: "ZZZZ9", Status: model.NotRedeemed, Text: parsed("ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9")},
		model.ProductKey{ID: usedKey, Benefit: otherBenefit, Licenses: 7, Months: 12, Tail: "YYYY9", Status: model.Redeemed, Redemption: reservation, Text: parsed("YYYY9-YYYY9-YYYY9-YYYY9-YYYY9")},
		theSubscription(),
		model.Redemption{ID: reservation, Benefit: otherBenefit, Keys: []model.ID{usedKey}, Subscription: subscription, Action: "add", On: date("2026-05-06"), Status: model.Redeemed, By: "Ana"},
	}
	return modeltest.New(append(records, alterations...)...)
}

func theBenefit() model.Benefit {
	return model.Benefit{
		ID: benefit, Workspace: model.Cloud, Name: "Power BI Pro", Product: powerBI, Membership: theMembership,
		Quantity: model.Quantity{Amount: 25, Unit: model.Licenses}, ActivateBy: date("2027-12-31"), Status: model.NotRedeemed,
	}
}

func theKey() model.ProductKey {
	return model.ProductKey{
		ID: key, Benefit: benefit, Product: powerBI, Licenses: 25, Months: 12, ActivateBy: date("2027-12-31"),
		Tail: "EEEE5", Status: model.NotRedeemed, Text: parsed(keyText),
	}
}

func theSubscription() model.Subscription {
	return model.Subscription{
		ID: subscription, Tenant: contoso, Product: powerBI, Name: "Power BI Pro", Licenses: 100, Assigned: 90, Ends: date(later),
		Estimated: true, Reported: model.Active, ReportedOn: date("2026-11-01"),
	}
}

// redeem is an extension of the subscription, in order in every way.
func redeem(alterations ...func(*redemption.Redeem)) redemption.Redeem {
	c := redemption.Redeem{Benefit: benefit, Subscription: subscription, Tenant: "contoso.com", Verified: true, Action: extend, By: "Ana"}
	for _, alter := range alterations {
		alter(&c)
	}
	return c
}

// decided is what a Redeem came to, with the changed records by kind.
type decided struct {
	receipt      model.Receipt
	summary      redemption.Summary
	changes      []model.Change
	tenant       model.Tenant
	key          model.ProductKey
	benefit      model.Benefit
	subscription model.Subscription
	redemption   model.Redemption
}

// decide runs a Redeem and checks what has to hold for every one: it is pure,
// changes start from the facts, references lead somewhere, and the receipt
// holds neither keys nor ids of new records.
func decide(t *testing.T, c redemption.Redeem, f *modeltest.Facts) (d decided, err error) {
	t.Helper()
	before := maps.Clone(f.Records)
	d.receipt, d.changes, err = c.Decide(f, date(today))
	f.Last = 777_777 // other ids of new records are no other receipt
	receipt, _, _ := c.Decide(f, date(today))
	if diff := cmp.Diff(d.receipt, receipt); diff != "" {
		t.Errorf("the second time:\n%s", diff)
	}
	if diff := cmp.Diff(before, f.Records, secret); diff != "" {
		t.Errorf("the facts changed:\n%s", diff)
	}
	if err != nil {
		if len(d.changes) > 0 || d.receipt.Verb != "" || leaks(err.Error()) {
			t.Errorf("%v, and yet %+v", err, d.changes)
		}
		return d, err
	}
	d.summary = d.receipt.Detail.(redemption.Summary)
	after := maps.Clone(before)
	for _, change := range d.changes {
		if diff := cmp.Diff(before[change.Ref], change.Before, secret); diff != "" {
			t.Errorf("%v does not start from the facts:\n%s", change.Ref, diff)
		}
		if change.After == nil {
			delete(after, change.Ref)
			continue
		}
		if change.After.Ref() != change.Ref || change.After.Valid() != nil {
			t.Errorf("%v becomes %v, %v", change.Ref, change.After.Ref(), change.After.Valid())
		}
		if _, twice := after[change.Ref]; twice && change.Before == nil {
			t.Errorf("%v is created twice", change.Ref)
		}
		after[change.Ref] = change.After
		switch record := change.After.(type) {
		case model.Tenant:
			d.tenant = record
		case model.ProductKey:
			d.key = record
		case model.Benefit:
			d.benefit = record
		case model.Subscription:
			d.subscription = record
		case model.Redemption:
			d.redemption = record
		}
	}
	for ref, record := range after {
		for _, to := range record.Refs() {
			if after[to] == nil {
				t.Errorf("%v refers to %v, which does not exist", ref, to)
			}
		}
	}
	text, err := json.Marshal(d.receipt)
	if err != nil || leaks(string(text)) {
		t.Errorf("receipt %s, %v", text, err)
	}
	if d.receipt.Object != (model.Ref{Kind: model.KindBenefit, ID: c.Benefit}) || d.receipt.Label != d.summary.Benefit {
		t.Errorf("receipt of %v %q", d.receipt.Object, d.receipt.Label)
	}
	return d, nil
}

var secret = cmp.Comparer(func(a, b model.Key) bool { return a.Equal(b) })

func leaks(text string) bool {
	for _, group := range []string{"AAAA1", "BBBB2", "CCCC3", "DDDD4", "FFFF1", "GGGG2", "HHHH3", "JJJJ4"} {
		if strings.Contains(strings.ToUpper(text), group) {
			return true
		}
	}
	return false
}

func mustDecide(t *testing.T, c redemption.Redeem, f *modeltest.Facts) decided {
	t.Helper()
	d, err := decide(t, c, f)
	if err != nil {
		t.Fatalf("%+v: %v", c, err)
	}
	return d
}

func TestRedeemExtends(t *testing.T) {
	d := mustDecide(t, redeem(), desk())
	if d.receipt.Verb != model.VerbRedeem || d.summary.Reserved || d.summary.KeyTail != "EEEE5" || d.summary.Tenant != "contoso.com" {
		t.Errorf("%+v", d.summary)
	}
	subscribed := theSubscription()
	subscribed.Ends, subscribed.Redemption = date("2027-06-30"), firstNew
	subscribed.Estimated, subscribed.Reported, subscribed.ReportedOn = false, 0, 0
	redeemed, granted := theKey(), theBenefit()
	redeemed.Text, redeemed.Status, redeemed.Redemption, redeemed.Tenant = model.Key{}, model.Redeemed, firstNew, contoso
	granted.Status, granted.StatusOn, granted.Subscription = model.Redeemed, date(today), subscription
	done := model.Redemption{
		ID: firstNew, Benefit: benefit, Keys: []model.ID{key}, Subscription: subscription, Tenant: contoso, Action: "extend",
		On: date(today), Effective: date(today), KeyLicenses: 25, KeyMonths: 12,
		Before: term("100, 2027-03-31"), After: term("100, 2027-06-30"), Status: model.Redeemed, By: "Ana",
	}
	free := theKey()
	free.Text = model.Key{}
	want := []model.Change{
		model.Changed(theSubscription(), subscribed), model.Changed(free, redeemed),
		model.Changed(theBenefit(), granted), model.Created(done),
	}
	if diff := cmp.Diff(want, d.changes, secret); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRedeemAdds(t *testing.T) {
	d := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action = add }), desk())
	if d.subscription.Licenses != 125 || d.subscription.Ends != date("2027-05-17") || d.redemption.Action != "add" {
		t.Errorf("%+v", d.subscription)
	}
}

func TestRedeemActivatesANewSubscription(t *testing.T) {
	d := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action, c.Subscription, c.Tenant = activate, 0, "new.example" }), desk())
	if d.tenant.Domain != "new.example" || d.subscription.Tenant != d.tenant.ID || d.redemption.Tenant != d.tenant.ID {
		t.Errorf("tenant %+v of %+v", d.tenant, d.subscription)
	}
	s := d.subscription
	if s.ID < firstNew || s.Name != "Power BI Pro" || s.Product != powerBI || s.Licenses != 25 || s.Ends != date("2027-11-20") {
		t.Errorf("%+v", s)
	}
	if d.benefit.Subscription != s.ID || d.redemption.Subscription != s.ID || s.Redemption != d.redemption.ID || d.redemption.Before != term("") {
		t.Errorf("%+v, %+v", d.benefit, d.redemption)
	}
}

func TestRedeemActivatesAnExpiredSubscription(t *testing.T) {
	expired := theSubscription()
	expired.Ends, expired.Reported = date("2026-11-10"), 0
	d := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action = activate }), desk(expired))
	if d.subscription.ID != subscription || d.subscription.Licenses != 25 || d.subscription.Ends != date("2027-11-20") {
		t.Errorf("%+v", d.subscription)
	}
	expired.Ends = date("2026-07-22") // 121 days ago: deleted, which counts as none
	d = mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action = activate }), desk(expired))
	if d.redemption.Before != term("") || len(d.summary.Outcome.Warnings) != 1 {
		t.Errorf("%+v", d.summary.Outcome)
	}
	if _, err := decide(t, redeem(func(c *redemption.Redeem) { c.Action = renew }), desk(expired)); model.CodeOf(err) != redemption.NothingToRenew {
		t.Errorf("%v", err)
	}
}

// TestRedeemReservesARenewalAndCarriesItOut on the day after the end.
func TestRedeemReservesARenewalAndCarriesItOut(t *testing.T) {
	f := desk()
	d := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action = renew }), f)
	if d.receipt.Verb != model.VerbReserve || !d.summary.Reserved || d.subscription.ID != 0 {
		t.Fatalf("a renewal ahead changes the subscription: %+v", d.changes)
	}
	if d.key.Status != model.Reserved || d.benefit.Status != model.Reserved || d.redemption.Status != model.Reserved ||
		d.redemption.Effective != date("2027-04-01") || d.key.Redemption != d.redemption.ID || d.redemption.Subscription != subscription {
		t.Errorf("%+v, %+v", d.key, d.redemption)
	}
	for _, change := range d.changes {
		f.Records[change.Ref] = change.After
	}
	c := redeem(func(c *redemption.Redeem) { c.Action = renew })
	receipt, changes, err := c.Decide(f, date("2027-04-01"))
	if err != nil || receipt.Verb != model.VerbRedeem || len(changes) != 4 {
		t.Fatalf("%v, %+v", err, changes)
	}
	for _, change := range changes {
		if change.Before == nil {
			t.Errorf("%v is new: the reservation was not carried out", change.Ref)
		}
		f.Records[change.Ref] = change.After
	}
	s := f.Records[model.Ref{Kind: model.KindSubscription, ID: subscription}].(model.Subscription)
	r := f.Records[d.redemption.Ref()].(model.Redemption)
	if s.Licenses != 25 || s.Ends != date("2028-04-01") || s.Redemption != r.ID || r.Status != model.Redeemed || r.On != date("2027-04-01") {
		t.Errorf("%+v, %+v", s, r)
	}
	if _, _, err := c.Decide(f, date("2028-04-02")); model.CodeOf(err) != redemption.KeyAlreadyRedeemed {
		t.Errorf("a second time: %v", err)
	}
}

func TestRedeemOnlyReserves(t *testing.T) {
	earlier := theBenefit()
	earlier.Subscription = subscription
	d := mustDecide(t, redeem(func(c *redemption.Redeem) {
		c.Reserve, c.Verified, c.Action, c.Subscription = true, false, activate, 0
	}), desk(earlier))
	if !d.summary.Reserved || d.subscription.ID != 0 || d.redemption.Subscription != 0 || d.benefit.Subscription != subscription {
		t.Errorf("%+v, %+v", d.redemption, d.benefit)
	}
	// A cancelled reservation stays in the records.
	cancelled := model.Redemption{ID: 50, Benefit: benefit, Keys: []model.ID{key}, Action: "renew", Status: model.Cancelled}
	freed := theKey()
	freed.Redemption = cancelled.ID
	if d := mustDecide(t, redeem(), desk(cancelled, freed)); d.redemption.ID < firstNew || d.key.Redemption != d.redemption.ID {
		t.Errorf("%+v replaces %+v", d.redemption, cancelled)
	}
}

func TestRedeemOnAnotherDay(t *testing.T) {
	past := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action, c.On = add, date("2026-10-01") }), desk())
	if past.summary.Reserved || past.redemption.On != date("2026-10-01") || past.benefit.StatusOn != date("2026-10-01") {
		t.Errorf("%+v", past.redemption)
	}
	ahead := mustDecide(t, redeem(func(c *redemption.Redeem) { c.Action, c.On = add, date("2026-12-01") }), desk())
	if !ahead.summary.Reserved || ahead.subscription.ID != 0 {
		t.Errorf("%+v", ahead.redemption)
	}
}
