package tui

import (
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// newKey is what Microsoft gave for Power BI Pro's, as a mail shows it.
const newKey = " mnbvc–lkjhg-poiuy\u00a0trewq-3333b "

// replace gives the screens a past, opens the replacement of Power BI Pro's
// key at its last page, and pastes a key there.
func (d *driver) replace(key string) *replaceWizard {
	d.t.Helper()
	d.hasPast()
	return d.pasteNew(key)
}

func (d *driver) pasteNew(key string) *replaceWizard {
	d.t.Helper()
	d.goTo(powerBI)
	d.press("R", "enter")
	d.paste(key)
	return top[*replaceWizard](d)
}

func TestAReplacementKeyIsRecordedOnceAndRedeemed(t *testing.T) {
	onPast(t, 190, 50, func(d *driver) {
		d.goTo(powerBI)
		d.press("R")
		d.see("wrong tenant", "the last day to ask is", "2026-12-10 (20 d)")
		d.press("T")
		top[*requestPage](d)
		d.press("esc", "enter", "enter", "enter")
		d.wantVerbs()
		d.paste(newKey)
		d.see("•••••-•••••-•••••-•••••-3333B")
		d.dontSee("MNBVC", "mnbvc")
		d.press("enter", "enter")
		d.wantVerbs(model.VerbReplace)
		d.see(locale.English.Text(locale.Replaced), "○ Not redeemed", "replaces •••••-•••••-•••••-•••••-EEEE5, redeemed on", "2026-11-10")
		d.press("R")
		d.see("-3333B replaced the key already")
		r := d.redeem(powerBI, locale.StepKey)
		if !strings.HasSuffix(r.draft.stored.Tail, "3333B") || r.draft.licenses != 25 {
			t.Errorf("the wizard takes the key %+v", r.draft.stored)
		}
	})
}

// The key that is shown and copied is the one that can be redeemed.
func TestTheNewKeyIsTheOneThatIsRevealed(t *testing.T) {
	onPast(t, 160, 50, func(d *driver) {
		d.pasteNew(newKey)
		d.press("enter", "enter", "v")
		d.see("MNBVC-LKJHG-POIUY-TREWQ-3333B")
	})
}

// The day of the request counts, not the day on which the key came.
func TestAReplacementIsRequestedWithinThirtyDays(t *testing.T) {
	for _, c := range []struct {
		day, requested string
		refused        string
	}{
		{"2026-12-10", "2026-12-10", ""},
		{"2026-12-11", "2026-12-11", "had to be requested by 2026-12-10"},
		{"2026-12-20", "2026-12-10", ""},
		{"2026-11-20", "2026-11-21", "2026-11-21 is after today"},
		{"2026-11-20", "2026-11-09", "! a replacement can't be requested before"},
		{"2026-11-20", "2026-11-9", "! 2026-11-9 is not a date"},
		{"2026-11-20", "", "is missing"},
	} {
		onPast(t, 160, 40, func(d *driver) {
			d.setClock(model.MustDate(c.day))
			d.wait(2 * lookAround)
			d.pasteNew(newKey)
			d.press("tab")
			d.empty()
			d.press("text:" + c.requested)
			if c.refused != "" {
				d.see(c.refused)
			}
			d.press("enter", "enter")
			if c.refused == "" {
				d.wantVerbs(model.VerbReplace)
			} else {
				d.wantVerbs()
			}
		})
	}
}

func TestAKeyThatIsKnownReplacesNothing(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.pasteNew(typedKey)
		d.see("! " + locale.English.Text(locale.RefusedKeyKnown, "•••••-•••••-•••••-•••••-7777F", "Visio Plan 2")[:40])
		d.press("enter", "enter")
		d.wantVerbs()
		d.press("up")
		d.empty()
		d.paste("QWXYZ")
		d.see("5 characters, 25")
		d.press("enter", "enter")
		d.wantVerbs()
	})
}

// Of several redemptions the one is chosen that went wrong; one without a key
// says why not.
func TestTheRedemptionThatWentWrongIsChosen(t *testing.T) {
	day := model.MustDate("2026-11-15")
	onPast(t, 160, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("R")
		d.see("Which redemption went wrong?", "▸ 2026-11-10", "was a purchase without")
		d.press("up", "enter")
		d.see(locale.English.Text(locale.RefusedNoKeyToReplace, "Activate a new subscription", day))
		d.press("down", "enter", "enter")
		d.paste(newKey)
		d.press("enter", "enter")
		d.wantVerbs(model.VerbReplace)
	}, model.Redemption{ID: 73, Benefit: powerBI, Subscription: heldOffice, Tenant: contosoID, Action: redemption.Activate.String(), On: day, Effective: day,
		KeyLicenses: 5, After: model.Term{Licenses: 5, Ends: model.MustDate("2027-11-06")}, Status: model.Redeemed})
}

func TestWhatIsNotRedeemedIsNotReplaced(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.goTo(visio)
		d.press("R")
		d.see(locale.English.Text(locale.WhyNotRedeemed))
	})
}

// jointly redeems Power BI Pro's key together with the second one of the
// drawer, 15 licenses each, by adding.
func (d *driver) jointly() {
	d.t.Helper()
	d.desk.byOther(withDrawer()...)
	second := d.record(model.KindProductKey, secondBIKey).(model.ProductKey)
	second.Licenses = 7
	d.desk.byOther(second)
	r := d.redeem(powerBI, locale.StepFurther)
	d.press(" ", "enter", "enter", "down", "enter")
	d.press("text:"+r.final().receipt.Detail.(redemption.Summary).Outcome.After.Ends.String(), "enter", "enter")
}

// TestOneOfTheKeysThatWentTogetherIsReplaced: the wizard asks which, takes its
// licenses and its benefit, and offers it once.
func TestOneOfTheKeysThatWentTogetherIsReplaced(t *testing.T) {
	onDesk(t, drawer(), 160, 40, func(d *driver) {
		d.jointly()
		d.goTo(powerBI)
		d.press("T")
		d.see("EEEE5, 2222B", "22 licenses × 12 months")
		d.press("esc", "R")
		d.see(locale.English.Text(locale.AskWhichKey)[:40], "▸ •••••-EEEE5  15 licenses", "of this benefit", "2222B  7 licenses", "of another benefit")
		d.press("down", "enter")
		d.see("key •••••-•••••-•••••-•••••-2222B was redeemed")
		d.press("T")
		d.see("2222B", "7 licenses × 12 months")
		d.dontSee("EEEE5", "22 licenses")
		d.press("esc", "enter")
		d.paste(newKey)
		d.press("enter", "enter")
		for id, status := range map[model.ID]model.Status{powerBI: model.Redeemed, secondBI: model.NotRedeemed} {
			if b := d.record(model.KindBenefit, id).(model.Benefit); b.Status != status {
				t.Errorf("%+v", b)
			}
		}
		d.goTo(powerBI)
		d.press("R", "down")
		d.see("-3333B replaced the key already")
		d.press("enter")
		if r := top[*replaceWizard](d); r.flow.step().name != locale.StepWhichKey {
			t.Errorf("a key is replaced twice:\n%s", d.frame())
		}
		d.press("esc", "y")
		d.goTo(secondBI)
		d.press("enter")
		d.see("•••••-3333B", "7 licenses × 12 months  Not redeemed", "-2222B,")
	})
}
