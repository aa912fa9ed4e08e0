package redemption_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

const (
	doneRedemption = model.ID(50)
	doneOn         = "2026-11-10"
)

// done is the desk after 25 licenses extended 100 by three months on doneOn.
func done(alterations ...model.Record) *modeltest.Facts {
	benefit := theBenefit()
	benefit.Status, benefit.StatusOn, benefit.Subscription = model.Redeemed, date(doneOn), subscription
	used := theKey()
	used.Status, used.Redemption, used.Tenant = model.Redeemed, doneRedemption, contoso
	on := theSubscription()
	on.Redemption, on.Ends, on.Estimated, on.Reported, on.ReportedOn = doneRedemption, date("2027-06-30"), false, 0, 0
	return desk(append([]model.Record{benefit, used, on, doneExtension()}, alterations...)...)
}

func doneExtension() model.Redemption {
	return model.Redemption{
		ID: doneRedemption, Benefit: benefit, Keys: []model.ID{key}, Subscription: subscription, Tenant: contoso,
		Action: "extend", On: date(doneOn), Effective: date(doneOn), KeyLicenses: 25, KeyMonths: 12,
		Before: model.Term{Licenses: 100, Ends: date(later)}, After: model.Term{Licenses: 100, Ends: date("2027-06-30")},
		Status: model.Redeemed, By: "Ana",
	}
}

// after applies what a command decides, and checks that it starts from the
// facts and leaves valid records.
func after(t *testing.T, command model.Command, f *modeltest.Facts) (model.Receipt, error) {
	t.Helper()
	receipt, changes, err := command.Decide(f, date(today))
	if err != nil && len(changes) > 0 {
		t.Errorf("refused with %v, and yet %d changes", err, len(changes))
	}
	for _, c := range changes {
		if c.Before != nil && !equalRecords(f.Records[c.Ref], c.Before) {
			t.Errorf("%v does not start from the facts", c.Ref)
		}
		if err := c.After.Valid(); err != nil {
			t.Errorf("%v: %v", c.Ref, err)
		}
		f.Records[c.Ref] = c.After
	}
	return receipt, err
}

func subscriptionIn(f *modeltest.Facts) model.Subscription {
	return f.Records[model.Ref{Kind: model.KindSubscription, ID: subscription}].(model.Subscription)
}

func benefitIn(f *modeltest.Facts) model.Benefit {
	return f.Records[model.Ref{Kind: model.KindBenefit, ID: benefit}].(model.Benefit)
}

func keyIn(f *modeltest.Facts) model.ProductKey {
	return f.Records[model.Ref{Kind: model.KindProductKey, ID: key}].(model.ProductKey)
}

func redemptionIn(f *modeltest.Facts) model.Redemption {
	return f.Records[model.Ref{Kind: model.KindRedemption, ID: doneRedemption}].(model.Redemption)
}

func TestReleaseFreesKeyAndBenefit(t *testing.T) {
	held := doneExtension()
	held.Status, held.Action, held.Effective = model.Reserved, "renew", date("2027-04-01")
	reserved := theBenefit()
	reserved.Status, reserved.StatusOn = model.Reserved, date(doneOn)
	k := theKey()
	k.Status, k.Redemption = model.Reserved, doneRedemption
	f := desk(held, reserved, k)
	receipt, err := after(t, redemption.Release{Redemption: doneRedemption}, f)
	if err != nil || receipt.Verb != model.VerbRelease || receipt.Object != reserved.Ref() || receipt.Tenant != contoso {
		t.Errorf("%+v, %v", receipt, err)
	}
	if b := benefitIn(f); b.Status != model.NotRedeemed || b.StatusOn != date(today) {
		t.Errorf("%+v", b)
	}
	if k := keyIn(f); k.Status != model.NotRedeemed || k.Redemption != 0 {
		t.Errorf("%+v", k)
	}
	if r := redemptionIn(f); r.Status != model.Cancelled {
		t.Errorf("%+v", r)
	}
	if _, err := after(t, redemption.Release{Redemption: doneRedemption}, f); model.CodeOf(err) != redemption.NotReserved {
		t.Errorf("a second time: %v", err)
	}
	if _, err := after(t, redemption.Release{}, f); model.CodeOf(err) != model.CodeNoRecord {
		t.Errorf("of nothing: %v", err)
	}
}

// TestReleaseLeavesWhatAnotherReservationHolds: one of the benefit itself, or of
// another one together with this one's key.
func TestReleaseLeavesWhatAnotherReservationHolds(t *testing.T) {
	held := doneExtension()
	held.Status = model.Reserved
	reserved := theBenefit()
	reserved.Status, reserved.StatusOn = model.Reserved, date(doneOn)
	k := theKey()
	k.Status, k.Redemption = model.Reserved, doneRedemption
	purchase := model.Redemption{ID: 51, Benefit: benefit, Tenant: contoso, Action: "activate", Status: model.Reserved}
	together := theKey()
	together.ID, together.Status, together.Redemption = 52, model.Reserved, 53
	released := purchase
	released.Status = model.Cancelled
	for _, c := range []struct {
		name  string
		other model.Record
		want  model.Status
	}{
		{"another of the benefit", purchase, model.Reserved},
		{"a key of it together with another", together, model.Reserved},
		{"one that was released", released, model.NotRedeemed},
	} {
		f := desk(held, reserved, k, c.other)
		if _, err := after(t, redemption.Release{Redemption: doneRedemption}, f); err != nil {
			t.Fatal(err)
		}
		if b := benefitIn(f); b.Status != c.want || (b.StatusOn == reserved.StatusOn) != (c.want == model.Reserved) {
			t.Errorf("%s: %+v", c.name, b)
		}
		if keyIn(f).Status != model.NotRedeemed || redemptionIn(f).Status != model.Cancelled {
			t.Errorf("%s: %+v %+v", c.name, keyIn(f), redemptionIn(f))
		}
	}
}

// TestCorrect: the portal added where we recorded an extension, on the day
// before; the end is calculated again on what the redemption began with.
func TestCorrect(t *testing.T) {
	f := done()
	command := redemption.Correct{Redemption: doneRedemption, Action: redemption.Add, On: date("2026-11-09"), Reason: " added by mistake "}
	receipt, err := after(t, command, f)
	if err != nil || receipt.Verb != model.VerbCorrect {
		t.Fatalf("%+v, %v", receipt, err)
	}
	want, _ := redemption.Preview(redemption.Request{
		Action: redemption.Add, On: date("2026-11-09"), Before: model.Term{Licenses: 100, Ends: date(later)}, Key: redemption.Key{Licenses: 25, Months: 12},
	})
	s, r := subscriptionIn(f), redemptionIn(f)
	if s.Licenses != 125 || s.Ends != want.After.Ends || r.After != want.After || r.Action != "add" || r.On != date("2026-11-09") {
		t.Errorf("%+v\n%+v\nwant %+v", s, r, want.After)
	}
	if r.Reason != "added by mistake" || r.Corrected != date(today) || r.Status != model.Redeemed || benefitIn(f).StatusOn != r.On {
		t.Errorf("%+v", r)
	}
	detail := receipt.Detail.(redemption.Correction)
	if detail.Before.Action != "extend" || detail.After.Action != "add" || detail.Reason != "added by mistake" {
		t.Errorf("%+v", detail)
	}
}

// TestNothingIsCorrectedThatWasReplaced: one benefit would have two keys that can
// be used.
func TestNothingIsCorrectedThatWasReplaced(t *testing.T) {
	f := done()
	if _, err := f.Do(date(today), redemption.Replace{Redemption: doneRedemption, Key: parsed(freshKey)}); err != nil {
		t.Fatal(err)
	}
	want := model.Refuse(redemption.Replaced, "extend", date(doneOn), "•••••-•••••-•••••-•••••-KKKK5")
	for _, c := range []redemption.Correct{{Void: true}, {PortalEnds: date("2027-07-01")}, {Action: add}} {
		c.Redemption, c.Reason = doneRedemption, "mistake"
		if _, err := after(t, c, f); err == nil || err.Error() != want.Error() {
			t.Errorf("%+v: %v, want %v", c, err, want)
		}
	}
	if _, err := f.Do(date(today), model.Undo{Sequence: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := after(t, redemption.Correct{Redemption: doneRedemption, Void: true, Reason: "mistake"}, f); err != nil {
		t.Errorf("once that was undone: %v", err)
	}
}

// TestACorrectedDayFollowsTheRedemptionBefore, which took effect on a day.
func TestACorrectedDayFollowsTheRedemptionBefore(t *testing.T) {
	f := done()
	before := f.Records[model.Ref{Kind: model.KindRedemption, ID: reservation}].(model.Redemption)
	before.Effective = date("2026-11-05")
	f.Records[before.Ref()] = before
	correct := func(day string) error {
		_, err := after(t, redemption.Correct{Redemption: doneRedemption, On: date(day), Reason: "misread"}, f)
		return err
	}
	want := model.Refuse(redemption.BeforeTheLatest, date("2026-11-04"), date("2026-11-05"))
	if err := correct("2026-11-04"); err == nil || err.Error() != want.Error() {
		t.Errorf("%v, want %v", err, want)
	}
	if err := correct("2026-11-05"); err != nil {
		t.Error(err)
	}
}

// TestAnActivationBeforeTheEndIsCorrected: the portal had ended the subscription
// before its day, which its dates alone don't tell.
func TestAnActivationBeforeTheEndIsCorrected(t *testing.T) {
	r := doneExtension()
	r.Action, r.After = "activate", model.Term{Licenses: 25, Ends: date("2027-11-10")}
	f := done(r)
	if _, err := after(t, redemption.Correct{Redemption: doneRedemption, PortalEnds: date("2027-11-09"), Reason: "misread"}, f); err != nil {
		t.Fatal(err)
	}
	if s := subscriptionIn(f); s.Licenses != 25 || s.Ends != date("2027-11-09") {
		t.Errorf("%+v", s)
	}
	_, err := after(t, redemption.Correct{Redemption: doneRedemption, Action: extend, Reason: "misread"}, f)
	if want := model.Refuse(redemption.NotActive, date(later), model.Disabled); err == nil || err.Error() != want.Error() {
		t.Errorf("%v, want %v", err, want)
	}
}

func TestCorrectThePortalsDate(t *testing.T) {
	f := done()
	receipt, err := after(t, redemption.Correct{Redemption: doneRedemption, PortalEnds: date("2027-07-01"), Reason: "portal"}, f)
	if err != nil || subscriptionIn(f).Ends != date("2027-07-01") || redemptionIn(f).PortalEnds != date("2027-07-01") {
		t.Fatalf("%+v, %v", redemptionIn(f), err)
	}
	if likely := receipt.Detail.(redemption.Correction).Likely; likely != redemption.Rounding {
		t.Errorf("likely %q", likely)
	}
	_, err = after(t, redemption.Correct{Redemption: doneRedemption, PortalEnds: date("2027-06-30"), Reason: "as calculated"}, f)
	if err != nil || !redemptionIn(f).PortalEnds.IsZero() || subscriptionIn(f).Ends != date("2027-06-30") {
		t.Errorf("%+v, %v", redemptionIn(f), err)
	}
}

func TestVoidGoesBackToWhatWas(t *testing.T) {
	f := done()
	if _, err := after(t, redemption.Correct{Redemption: doneRedemption, Void: true, Reason: "typed by mistake"}, f); err != nil {
		t.Fatal(err)
	}
	s, k, b, r := subscriptionIn(f), keyIn(f), benefitIn(f), redemptionIn(f)
	if s.Licenses != 100 || s.Ends != date(later) || s.Redemption != reservation {
		t.Errorf("%+v", s)
	}
	if k.Status != model.NotRedeemed || b.Status != model.NotRedeemed || b.Subscription != 0 || r.Status != model.Cancelled || r.Reason == "" {
		t.Errorf("%+v\n%+v\n%+v", k, b, r)
	}
}

func TestVoidOfAnActivationLeavesNoSubscription(t *testing.T) {
	r := doneExtension()
	r.Action, r.Before, r.After = "activate", model.Term{}, model.Term{Licenses: 25, Ends: date("2027-11-10")}
	f := done(r)
	if _, err := after(t, redemption.Correct{Redemption: doneRedemption, Void: true, Reason: "mistake"}, f); err != nil {
		t.Fatal(err)
	}
	if s := subscriptionIn(f); s.StatusOn(date(today)) != model.Deleted || s.Licenses != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCorrectionsThatAreRefused(t *testing.T) {
	reserved := doneExtension()
	reserved.Status = model.Reserved
	onward := theSubscription()
	onward.Redemption = reservation
	for _, c := range []struct {
		name    string
		facts   *modeltest.Facts
		command redemption.Correct
		want    model.Code
	}{
		{"without a reason", done(), redemption.Correct{Void: true, Reason: " "}, model.CodeMissing},
		{"of nothing", done(), redemption.Correct{Reason: "r"}, redemption.NothingCorrected},
		{"of a reservation", done(reserved), redemption.Correct{Void: true, Reason: "r"}, redemption.NotRecorded},
		{"built upon", done(onward), redemption.Correct{Void: true, Reason: "r"}, redemption.BuiltOn},
		{"of tomorrow", done(), redemption.Correct{On: date(today) + 1, Reason: "r"}, redemption.RedeemedLater},
		{"a renewal that waits", done(), redemption.Correct{Action: redemption.Renew, Reason: "r"}, redemption.RedeemedLater},
		{"that the rules refuse", done(), redemption.Correct{Action: redemption.Activate, Reason: "r"}, redemption.AlreadyActive},
		{"before the day", done(), redemption.Correct{PortalEnds: date(doneOn) - 1, Reason: "r"}, redemption.PortalEndsTooEarly},
	} {
		c.command.Redemption = doneRedemption
		if _, err := after(t, c.command, c.facts); model.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

// TestReplaceUntilTheLastDay: the last day is the redemption's and 30 more,
// once.
func TestReplaceUntilTheLastDay(t *testing.T) {
	for _, c := range []struct {
		on   int // days before today
		want model.Code
	}{{0, ""}, {30, ""}, {31, redemption.ReplacementOver}} {
		r := doneExtension()
		r.On = date(today).AddDays(-c.on)
		f := done(r)
		command := redemption.Replace{Redemption: doneRedemption, Key: parsed(freshKey)}
		receipt, err := after(t, command, f)
		if model.CodeOf(err) != c.want {
			t.Errorf("%d days ago: %v", c.on, err)
		}
		if c.want != "" {
			continue
		}
		replacement := redemption.ReplacementAmong(keysIn(f), r, key)
		if replacement.Licenses != 25 || replacement.Status != model.NotRedeemed || replacement.Benefit != benefit || receipt.Verb != model.VerbReplace {
			t.Errorf("%+v", replacement)
		}
		if b := benefitIn(f); b.Status != model.NotRedeemed {
			t.Errorf("%+v", b)
		}
		command.Key = parsed("BBBB2-BBBB2-BBBB2-BBBB2-BBBB2")
		if _, err := after(t, command, f); model.CodeOf(err) != redemption.ReplacementOnce {
			t.Errorf("a second time: %v", err)
		}
	}
}

// TestAReplacementCanBeRedeemed though the benefit's last day passed while
// Microsoft was asked.
func TestAReplacementCanBeRedeemed(t *testing.T) {
	for last, want := range map[model.Date]model.Date{date(today) - 1: 0, date(today): date(today)} {
		r := doneExtension()
		r.On = date(today) - 1
		f := done(r, benefitWith(func(b *model.Benefit) { b.ActivateBy, b.Status = last, model.Redeemed }))
		if _, err := after(t, redemption.Replace{Redemption: doneRedemption, Key: parsed(freshKey)}, f); err != nil {
			t.Fatal(err)
		}
		if got := redemption.ReplacementAmong(keysIn(f), r, key).ActivateBy; got != want {
			t.Errorf("of a benefit until %v it is until %v, want %v", last, got, want)
		}
	}
}

func keysIn(f *modeltest.Facts) (keys []model.ProductKey) {
	for _, record := range f.Records {
		if k, ok := record.(model.ProductKey); ok {
			keys = append(keys, k)
		}
	}
	return keys
}

// TestEachOfTheKeysThatWereRedeemedTogether is replaced by itself, once, with
// its own licenses and for its own benefit.
func TestEachOfTheKeysThatWereRedeemedTogether(t *testing.T) {
	f := drawer(withSecond(func(k *model.ProductKey) { k.Licenses = 7 })...)
	apply(t, f, redeem(beside(secondKey)), today)
	r := recordIn[model.Redemption](f, model.KindRedemption, keyIn(f).Redemption)
	command := redemption.Replace{Redemption: r.ID, Key: parsed("CCCC3-CCCC3-CCCC3-CCCC3-CCCC3")}
	for _, c := range []struct {
		wrong, of model.ID // the key, and its benefit
		licenses  int64
		text      string
		want      model.Code
	}{
		{0, 0, 0, "CCCC3-CCCC3-CCCC3-CCCC3-CCCC3", redemption.ReplacementWhich},
		{thirdKey, 0, 0, "CCCC3-CCCC3-CCCC3-CCCC3-CCCC3", redemption.ReplacementWhich},
		{secondKey, secondBenefit, 7, "CCCC3-CCCC3-CCCC3-CCCC3-CCCC3", ""},
		{secondKey, 0, 0, "DDDD4-DDDD4-DDDD4-DDDD4-DDDD4", redemption.ReplacementOnce},
		{key, benefit, 25, "DDDD4-DDDD4-DDDD4-DDDD4-DDDD4", ""},
		{key, 0, 0, "EEEE6-EEEE6-EEEE6-EEEE6-EEEE6", redemption.ReplacementOnce},
	} {
		if got := redemption.Replaceable(r, keysIn(f), date(today)); got != (c.text[0] != 'E') {
			t.Errorf("before %+v it is replaceable: %v", c, got)
		}
		command.Wrong, command.Key = c.wrong, parsed(c.text)
		if _, err := after(t, command, f); model.CodeOf(err) != c.want {
			t.Errorf("key %d: %v, want %q", c.wrong, err, c.want)
		}
		if c.want != "" {
			continue
		}
		given := redemption.ReplacementAmong(keysIn(f), r, c.wrong)
		if given.Benefit != c.of || given.Licenses != c.licenses || given.Instead != c.wrong {
			t.Errorf("%+v", given)
		}
		if b := recordIn[model.Benefit](f, model.KindBenefit, c.of); b.Status != model.NotRedeemed {
			t.Errorf("%+v", b)
		}
	}
}

func TestReplacementsThatAreRefused(t *testing.T) {
	cancelled := doneExtension()
	cancelled.Status = model.Cancelled
	purchased := doneExtension()
	purchased.Keys = nil
	for _, c := range []struct {
		name    string
		facts   *modeltest.Facts
		command redemption.Replace
		want    model.Code
	}{
		{"without a key", done(), redemption.Replace{}, redemption.KeyMissing},
		{"with a known key", done(), redemption.Replace{Key: parsed("ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9")}, model.CodeKeyKnown},
		{"of what did not happen", done(cancelled), redemption.Replace{Key: parsed(freshKey)}, redemption.NotRecorded},
		{"of a purchase", done(purchased), redemption.Replace{Key: parsed(freshKey)}, redemption.NoKeyToReplace},
		{"requested before", done(), redemption.Replace{Key: parsed(freshKey), Requested: date(doneOn) - 1}, redemption.ReplacementBefore},
		{"requested tomorrow", done(), redemption.Replace{Key: parsed(freshKey), Requested: date(today) + 1}, redemption.ReplacementLater},
	} {
		c.command.Redemption = doneRedemption
		if _, err := after(t, c.command, c.facts); model.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestWhatComesAfterReportsErrors(t *testing.T) {
	for _, command := range []model.Command{
		redemption.Release{Redemption: doneRedemption},
		redemption.Correct{Redemption: doneRedemption, Reason: "r"},
		redemption.Replace{Redemption: doneRedemption},
	} {
		f := done()
		f.Broken = modeltest.ErrBroken
		if _, _, err := command.Decide(f, date(today)); err == nil {
			t.Errorf("%T hides that nothing can be read", command)
		}
	}
}

func equalRecords(a, b model.Record) bool { return cmp.Equal(a, b, secret) }
