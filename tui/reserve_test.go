package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// A renewal that waits must not send anybody to the portal today.
func TestARenewalThatWaitsIsHeldAndNotRedeemed(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		key := d.record(model.KindProductKey, powerBIKey).(model.ProductKey)
		key.ActivateBy = model.MustDate("2027-12-31")
		d.desk.byOther(key)
		d.redeem(powerBI, locale.StepAction)
		d.press("down", "down", "enter")
		effective := model.MustDate("2027-04-01")
		d.see("Do not redeem the key now", "The renewal waits for "+effective.String())
		d.dontSee("productkeystart", locale.English.Text(locale.FieldConfirm))
		d.press("enter", "enter")
		d.wantVerbs()
		d.press("ctrl+n")
		d.wantVerbs(model.VerbReserve)
		d.see(locale.English.Text(locale.ResultReserved), effective.String())
	})
}

// What was held is carried out as it was planned, not as the wizard would
// suggest anew.
func TestAHeldKeyRemembersItsAction(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepAction)
		d.press("down", "enter", "ctrl+n")
		d.wantVerbs(model.VerbReserve)
		d.press("enter")
		again := d.redeem(powerBI, locale.StepAction)
		if draft := again.draft; draft.action != redemption.Add || draft.subscription.ID != r.draft.subscription.ID || draft.tenant == "" {
			t.Errorf("it goes on with %v on subscription %d in %q", draft.action, draft.subscription.ID, draft.tenant)
		}
	})
}

// While a redemption is being recorded nobody can leave and be told that it is
// not.
func TestWhatIsBeingRecordedCantBeLeft(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-06-30")
		d.hold = true
		d.press("enter", "esc")
		d.dontSee(locale.English.Text(locale.LeaveQuestion))
		d.hold = false
		d.release()
		d.wantVerbs(model.VerbRedeem)
	})
}

// The footer never names a key that would only type a letter.
func TestTheFooterLeavesOutKeysThatType(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepTenant)
		d.dontSee("q quit", "? keys")
		d.see("f1 keys", "esc leave")
	})
}

// A wizard is left by its own keys only.
func TestNoKeyJumpsOutOfAWizard(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepIntroduction)
		d.press("2", "tab")
		if top[*redeemWizard](d) != r {
			t.Error("another screen is shown")
		}
	})
}
