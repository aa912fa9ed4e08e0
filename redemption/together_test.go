package redemption_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

// The benefits and keys beside the first: two of the same product.
const (
	secondBenefit = model.ID(iota + 80)
	thirdBenefit
	secondKey
	thirdKey
	held
)

const secondTail = "•••••-•••••-•••••-•••••-SSSS2"

// drawer is a desk with three keys of one product, of 25, 15 and 10 licenses.
func drawer(alterations ...model.Record) *modeltest.Facts {
	third := theSecondKey()
	third.ID, third.Benefit, third.Licenses, third.Tail = thirdKey, thirdBenefit, 10, "TTTT3"
	thirdOf := theSecondBenefit()
	thirdOf.ID, thirdOf.Product = thirdBenefit, 0
	return desk(append([]model.Record{theSecondBenefit(), theSecondKey(), thirdOf, third}, alterations...)...)
}

func theSecondBenefit() model.Benefit {
	b := theBenefit()
	b.ID, b.Source = secondBenefit, "Action Pack"
	return b
}

func theSecondKey() model.ProductKey {
	return model.ProductKey{
		ID: secondKey, Benefit: secondBenefit, Product: powerBI, Licenses: 15, Months: 12, ActivateBy: date("2027-12-31"), Tail: "SSSS2", Status: model.NotRedeemed,
	}
}

func withSecond(alter func(*model.ProductKey)) []model.Record {
	k := theSecondKey()
	alter(&k)
	return []model.Record{k}
}

func beside(keys ...model.ID) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.Together = keys }
}

func inQueue(actions ...redemption.Action) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.Estimate, c.Queue = true, actions }
}

// apply carries a command out in facts.
func apply(t *testing.T, f *modeltest.Facts, command model.Command, day string) model.Receipt {
	t.Helper()
	receipt, changes, err := command.Decide(f, date(day))
	if err != nil {
		t.Fatalf("%+v: %v", command, err)
	}
	for _, c := range changes {
		f.Records[c.Ref] = c.After
	}
	return receipt
}

func recordIn[R model.Record](f *modeltest.Facts, kind model.Kind, id model.ID) R {
	return f.Records[model.Ref{Kind: kind, ID: id}].(R)
}

// states are the keys and benefits of a drawer, with the redemption of the
// keys.
func states(f *modeltest.Facts) (all []any) {
	for _, id := range []model.ID{key, secondKey, thirdKey} {
		k := recordIn[model.ProductKey](f, model.KindProductKey, id)
		b := recordIn[model.Benefit](f, model.KindBenefit, k.Benefit)
		all = append(all, k.Status, k.Redemption, b.Status)
	}
	return all
}

func wantStates(t *testing.T, f *modeltest.Facts, want ...any) {
	t.Helper()
	if diff := cmp.Diff(want, states(f)); diff != "" {
		t.Errorf("keys and benefits (-want +got):\n%s", diff)
	}
}

// TestKeysTogetherCountAsOne: 25, 15 and 10 licenses are 50, which extend 100
// by half a year, in one redemption of three keys.
func TestKeysTogetherCountAsOne(t *testing.T) {
	f := drawer()
	d := mustDecide(t, redeem(beside(secondKey, thirdKey)), f)
	if diff := cmp.Diff([]string{"SSSS2", "TTTT3"}, d.summary.Further); diff != "" {
		t.Error(diff)
	}
	apply(t, f, redeem(beside(secondKey, thirdKey)), today)
	s := subscriptionIn(f)
	r := recordIn[model.Redemption](f, model.KindRedemption, s.Redemption)
	if s.Ends != date("2027-09-30") || s.Licenses != 100 || r.KeyLicenses != 50 || !cmp.Equal(r.Keys, []model.ID{key, secondKey, thirdKey}) {
		t.Errorf("%+v\n%+v", s, r)
	}
	wantStates(t, f, model.Redeemed, r.ID, model.Redeemed, model.Redeemed, r.ID, model.Redeemed, model.Redeemed, r.ID, model.Redeemed)
	for _, id := range []model.ID{secondBenefit, thirdBenefit} {
		if b := recordIn[model.Benefit](f, model.KindBenefit, id); b.Subscription != subscription || b.StatusOn != date(today) {
			t.Errorf("%+v", b)
		}
	}
}

// TestTwoKeysOfOneBenefit change their benefit once.
func TestTwoKeysOfOneBenefit(t *testing.T) {
	f := drawer(withSecond(func(k *model.ProductKey) { k.Benefit = benefit })...)
	d := mustDecide(t, redeem(beside(secondKey)), f)
	if len(d.changes) != 5 {
		t.Errorf("%+v", d.changes)
	}
	d = mustDecide(t, redeem(func(c *redemption.Redeem) { c.Stored = secondKey }), f)
	if !cmp.Equal(d.redemption.Keys, []model.ID{secondKey}) || d.redemption.KeyLicenses != 15 {
		t.Errorf("%+v", d.redemption)
	}
}

func TestTogetherIsSaidToDiffer(t *testing.T) {
	notice := func(c redemption.Redeem, f *modeltest.Facts) model.Notice {
		d := mustDecide(t, c, f)
		return d.summary.Outcome.Warnings[len(d.summary.Outcome.Warnings)-1]
	}
	want := model.Notice{Code: redemption.TogetherDiffers, Args: []any{int64(2), int64(100), date("2027-08-24")}}
	if got := notice(redeem(beside(secondKey)), drawer()); !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	c := redeem(beside(secondKey), func(c *redemption.Redeem) { c.Action, c.Subscription = activate, 0 })
	want = model.Notice{Code: redemption.TogetherDiffers, Args: []any{int64(2), int64(0), model.Date(0)}}
	if got := notice(c, drawer()); !cmp.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, warning := range mustDecide(t, redeem(beside(secondKey, thirdKey)), drawer()).summary.Outcome.Warnings {
		if warning.Code == redemption.TogetherDiffers {
			t.Errorf("both ways give the same, and yet %v", warning)
		}
	}
	if d := mustDecide(t, redeem(), drawer()); d.summary.Further != nil {
		t.Error("one key is said to be several")
	}
}

// amongSeveral are the arguments of a refusal of one of several keys: those of
// the contract's code, then the notice that names the key before them.
func amongSeveral(notice model.Code, key string, args ...any) []any {
	return append(slices.Clone(args), model.Notice{Code: notice, Args: append([]any{key}, args...)})
}

var furtherRefusals = []redeemRow{
	{"redeemed before", beside(secondKey), []model.Record{
		withSecond(func(k *model.ProductKey) { k.Status, k.Redemption = model.Redeemed, reservation })[0],
	}, redemption.KeyAlreadyRedeemed, amongSeveral(redemption.FurtherRedeemed, secondTail, date("2026-05-06"), "Ana", "Power BI Pro")},
	{"held by another reservation", beside(secondKey), []model.Record{
		withSecond(func(k *model.ProductKey) { k.Status, k.Redemption = model.Reserved, held })[0],
		model.Redemption{ID: held, Benefit: secondBenefit, Keys: []model.ID{secondKey}, Action: "renew", Effective: date("2027-04-01"), Status: model.Reserved},
	}, redemption.FurtherHeld, []any{secondTail, "renew", date("2027-04-01")}},
	{"past its day", beside(secondKey), withSecond(func(k *model.ProductKey) { k.ActivateBy = date(today) - 1 }),
		redemption.KeyPastActivateBy, amongSeveral(redemption.FurtherPast, secondTail, date(today)-1, date(today))},
	{"past its day when it takes effect", func(c *redemption.Redeem) { c.Together, c.Action = []model.ID{secondKey}, renew },
		withSecond(func(k *model.ProductKey) { k.ActivateBy = date(later) }), redemption.KeyPastActivateBy, amongSeveral(redemption.FurtherPast, secondTail, date(later), date(later)+1)},
	{"of another product", beside(otherKey), nil, redemption.WrongProduct, amongSeveral(redemption.FurtherProduct, "•••••-•••••-•••••-•••••-ZZZZ9", "Visio", "Power BI Pro")},
	{"recorded for another tenant", beside(secondKey), withSecond(func(k *model.ProductKey) { k.Tenant = fabrikam }),
		redemption.WrongTenant, amongSeveral(redemption.FurtherTenant, secondTail, "fabrikam.com", "contoso.com")},
	{"recorded for a tenant that can't be compared", beside(secondKey), []model.Record{
		withSecond(func(k *model.ProductKey) { k.Tenant = 90 })[0], model.Tenant{ID: 90, Name: "Contoso"},
	}, redemption.WrongTenant, []any{"contoso.com", "Contoso"}},
	{"of another term", beside(secondKey), withSecond(func(k *model.ProductKey) { k.Months = 24 }), redemption.FurtherTerm, []any{secondTail, int64(24), int64(12)}},
	{"the first key again", beside(key), nil, redemption.FurtherTwice, []any{"•••••-•••••-•••••-•••••-EEEE5"}},
	{"one key twice", beside(secondKey, secondKey), nil, redemption.FurtherTwice, []any{secondTail}},
	{"none", beside(0), nil, model.CodeNoRecord, []any{model.Ref{Kind: model.KindProductKey}}},
	{"unknown", beside(99), nil, model.CodeNoRecord, []any{model.Ref{Kind: model.KindProductKey, ID: 99}}},
	{"too many", beside(make([]model.ID, redemption.MaxTogether)...), nil, redemption.FurtherTooMany, []any{int64(redemption.MaxTogether)}},
	{"beside a purchase", func(c *redemption.Redeem) { c.Together, c.Action = []model.ID{secondKey}, activate },
		[]model.Record{benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })}, redemption.NotForPurchase, nil},
	{"the first key was redeemed, a further one is of another product", beside(otherKey),
		[]model.Record{keyWith(func(k *model.ProductKey) { k.Status = model.Redeemed })}, redemption.KeyAlreadyRedeemed, []any{model.Date(0), "", ""}},
	{"a further key was redeemed, another is too late", beside(thirdKey, secondKey), []model.Record{
		withSecond(func(k *model.ProductKey) { k.Status = model.Redeemed })[0],
		model.ProductKey{ID: thirdKey, Benefit: thirdBenefit, Licenses: 10, Months: 12, Tail: "TTTT3", ActivateBy: date(today) - 1, Status: model.NotRedeemed},
	}, redemption.KeyAlreadyRedeemed, amongSeveral(redemption.FurtherRedeemed, secondTail, model.Date(0), "", "")},
	{"over three years as a sum", beside(secondKey), []model.Record{subscriptionWith(func(s *model.Subscription) { s.Licenses = 13 })},
		redemption.ExtensionOverThreeYears, []any{int64(39), int64(2)}},
}

func TestFurtherKeysThatAreRefused(t *testing.T) {
	for _, c := range furtherRefusals {
		_, err := decide(t, redeem(c.alter), drawer(c.facts...))
		var refusal *model.Refusal
		if !errors.As(err, &refusal) || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.what, err, c.code)
			continue
		}
		if diff := cmp.Diff(c.args, refusal.Args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

// TestWhatWasReservedTogether is carried out together, in part, or released.
func TestWhatWasReservedTogether(t *testing.T) {
	reserved := func() (*modeltest.Facts, model.ID) {
		f := drawer()
		apply(t, f, redeem(beside(secondKey, thirdKey), func(c *redemption.Redeem) { c.Reserve = true }), today)
		id := keyIn(f).Redemption
		wantStates(t, f, model.Reserved, id, model.Reserved, model.Reserved, id, model.Reserved, model.Reserved, id, model.Reserved)
		return f, id
	}
	f, id := reserved()
	apply(t, f, redeem(beside(secondKey, thirdKey)), today)
	wantStates(t, f, model.Redeemed, id, model.Redeemed, model.Redeemed, id, model.Redeemed, model.Redeemed, id, model.Redeemed)

	f, id = reserved()
	apply(t, f, redeem(beside(thirdKey)), today)
	wantStates(t, f, model.Redeemed, id, model.Redeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.Redeemed, id, model.Redeemed)

	f, id = reserved()
	apply(t, f, redeem(typed(freshKey)), today)
	wantStates(t, f, model.NotRedeemed, model.ID(0), model.Redeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed)
	if r := recordIn[model.Redemption](f, model.KindRedemption, id); r.Status != model.Cancelled {
		t.Errorf("%+v", r)
	}

	f, id = reserved()
	apply(t, f, redemption.Release{Redemption: id}, today)
	wantStates(t, f, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed)
}

// TestWhatWasRedeemedTogether is corrected as one, with the first of the keys'
// last days, and voided as one.
func TestWhatWasRedeemedTogether(t *testing.T) {
	f := drawer(withSecond(func(k *model.ProductKey) { k.ActivateBy = date(today) + 5 })...)
	apply(t, f, redeem(beside(secondKey)), today)
	id := keyIn(f).Redemption
	if _, _, err := (redemption.Correct{Redemption: id, On: date(today) + 6, Reason: "r"}).Decide(f, date(today)+9); model.CodeOf(err) != redemption.KeyPastActivateBy {
		t.Errorf("the second key is too late: %v", err)
	}
	apply(t, f, redemption.Correct{Redemption: id, Action: add, Reason: "added"}, today)
	if s := subscriptionIn(f); s.Licenses != 140 {
		t.Errorf("%+v", s)
	}
	apply(t, f, redemption.Correct{Redemption: id, Void: true, Reason: "not at all"}, today)
	wantStates(t, f, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed, model.NotRedeemed, model.ID(0), model.NotRedeemed)
	if s := subscriptionIn(f); s.Licenses != 100 || s.Ends != date(later) {
		t.Errorf("%+v", s)
	}
}

// TestQueueIsPreviewedAndCarriedOutAlike: each redemption of a queue gives what
// was shown, each with its own action.
func TestQueueIsPreviewedAndCarriedOutAlike(t *testing.T) {
	f := drawer(append(licenses(5), withSecond(func(k *model.ProductKey) { k.Licenses, k.Months = 15, 24 })[0])...)
	k := theKey()
	k.Licenses = 15
	f.Records[k.Ref()] = k
	actions := []redemption.Action{extend, add, 0}
	receipt, changes, err := redeem(beside(secondKey, thirdKey), inQueue(actions...)).Decide(f, date(today))
	if err != nil || len(changes) > 0 {
		t.Fatalf("%v, %v", changes, err)
	}
	queued := receipt.Detail.(redemption.Queued)
	if queued.Refused != nil || len(queued.Outcomes) != 3 {
		t.Fatalf("%+v", queued)
	}
	for i, id := range []model.ID{key, secondKey, thirdKey} {
		c := redeem(func(c *redemption.Redeem) {
			c.Stored, c.Benefit = id, recordIn[model.ProductKey](f, model.KindProductKey, id).Benefit
			if actions[i] != 0 {
				c.Action = actions[i]
			}
		})
		receipt := apply(t, f, c, today)
		if got := receipt.Detail.(redemption.Summary).Outcome; got.After != queued.Outcomes[i].After || got.Before != queued.Outcomes[i].Before {
			t.Errorf("redemption %d is %+v, shown %+v", i, got, queued.Outcomes[i])
		}
	}
}

// TestAQueueTakesSeveralKeysAtATime: those of one redemption count as one, as
// when it is carried out.
func TestAQueueTakesSeveralKeysAtATime(t *testing.T) {
	f := drawer(withSecond(func(k *model.ProductKey) { k.ActivateBy = date(today) })...)
	estimate := func(sizes ...int) redemption.Queued {
		receipt, _, err := redeem(beside(secondKey, thirdKey), inQueue(add, extend), func(c *redemption.Redeem) { c.Sizes = sizes }).Decide(f, date(today))
		if err != nil {
			t.Fatal(err)
		}
		return receipt.Detail.(redemption.Queued)
	}
	queued := estimate(2, 1)
	if queued.Refused != nil || len(queued.Outcomes) != 2 {
		t.Fatalf("%+v", queued)
	}
	first := apply(t, f, redeem(beside(secondKey), func(c *redemption.Redeem) { c.Action = add }), today).Detail.(redemption.Summary).Outcome
	if first.After != queued.Outcomes[0].After || first.Key.Licenses != queued.Outcomes[0].Key.Licenses {
		t.Errorf("%+v, shown %+v", first, queued.Outcomes[0])
	}
	second := apply(t, f, redeem(func(c *redemption.Redeem) {
		c.Stored, c.Benefit = thirdKey, recordIn[model.ProductKey](f, model.KindProductKey, thirdKey).Benefit
	}), today).Detail.(redemption.Summary).Outcome
	if second.After != queued.Outcomes[1].After {
		t.Errorf("%+v, shown %+v", second, queued.Outcomes[1])
	}
	f = drawer(withSecond(func(k *model.ProductKey) { k.ActivateBy = date(today) })...)
	if n := len(estimate(9).Outcomes); n != 1 {
		t.Errorf("%d redemptions of all keys", n)
	}
	late, _, err := redeem(beside(secondKey), inQueue(add), func(c *redemption.Redeem) { c.Sizes, c.On = []int{2}, date(today)+1 }).Decide(f, date(today)+1)
	if code := model.CodeOf(late.Detail.(redemption.Queued).Refused); err != nil || code != redemption.KeyPastActivateBy {
		t.Errorf("a key that is too late: %s, %v", code, err)
	}
}

// TestQueueTellsWhatIsRefused, and takes up what is held.
func TestQueueTellsWhatIsRefused(t *testing.T) {
	f := drawer(append(licenses(13), withSecond(func(k *model.ProductKey) { k.Licenses = 40 })[0])...)
	receipt, _, err := redeem(beside(secondKey), inQueue(0)).Decide(f, date(today))
	if queued := receipt.Detail.(redemption.Queued); err != nil || len(queued.Outcomes) != 1 || model.CodeOf(queued.Refused) != redemption.ExtensionOverThreeYears {
		t.Errorf("%+v, %v", queued, err)
	}
	f = drawer()
	apply(t, f, redeem(func(c *redemption.Redeem) { c.Benefit, c.Reserve = secondBenefit, true }), today)
	receipt, _, err = redeem(beside(secondKey), inQueue(0)).Decide(f, date(today))
	if err != nil || len(receipt.Detail.(redemption.Queued).Outcomes) != 2 {
		t.Errorf("a held key: %+v, %v", receipt.Detail, err)
	}
	if _, _, err := redeem(beside(99), inQueue(0)).Decide(f, date(today)); model.CodeOf(err) != model.CodeNoRecord {
		t.Errorf("%v", err)
	}
}

// TestAWaitingRenewalPutsTheQueueOff to the day it takes effect.
func TestAWaitingRenewalPutsTheQueueOff(t *testing.T) {
	request := redemption.Request{On: date(today), Before: term("100, 2027-03-31")}
	outcomes, err := redemption.Chain(request, []redemption.Stage{{renew, redemption.Key{Licenses: 25, Months: 12}}, {add, redemption.Key{Licenses: 25, Months: 12}}})
	if err != nil || outcomes[1].On != date("2027-04-01") || outcomes[1].After != term("50, 2028-04-01") {
		t.Errorf("%+v, %v", outcomes, err)
	}
}

// TestAPlannedPurchase is carried out as the reservation that it is.
func TestAPlannedPurchase(t *testing.T) {
	f := desk(benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase }))
	c := redeem(func(c *redemption.Redeem) { c.Action, c.Subscription, c.Reserve = activate, 0, true })
	apply(t, f, c, today)
	c.Reserve = false
	receipt := apply(t, f, c, "2026-12-24")
	if o := receipt.Detail.(redemption.Summary).Outcome; receipt.Verb != model.VerbRedeem || o.After.Ends != date("2027-06-30") {
		t.Errorf("%+v", receipt)
	}
	for ref, record := range f.Records {
		if r, ok := record.(model.Redemption); ok && r.Status == model.Reserved {
			t.Errorf("%v is still reserved", ref)
		}
	}
	for _, action := range []redemption.Action{extend, add, renew} {
		c.Action = action
		if _, _, err := c.Decide(desk(benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })), date(today)); model.CodeOf(err) != redemption.NotForPurchase {
			t.Errorf("%s: %v", action, err)
		}
	}
}
