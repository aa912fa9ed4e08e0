package tui

import (
	"testing"

	"benefitdesk/tui/locale"
)

// Every answer goes to every screen of the stack, and each takes only its own.

func TestTheListBelowTakesNoRowsOfTheOneToPickFrom(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("s", "S")
		below := top[*workspace](d)
		want := ids(below.shown)
		d.redeem(powerBI, locale.StepSubscription)
		d.press("o", "/", "text:e", "enter")
		d.dontSee("no such record")
		if got := ids(below.shown); len(got) != len(want) {
			t.Errorf("the list below shows %v, it was %v", got, want)
		}
	})
}

func TestTheWizardTakesNoAnswerOfAFormOverIt(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepSubscription)
		d.press("o", "n", "text:x", "enter", "text:contoso.com", "enter", "text:3", "enter")
		d.desk.breaks("Try", errDisk)
		for range 8 { // as often as the wizard has tried
			d.press("enter")
		}
		d.desk.breaks("Try", nil)
		if len(r.attempts) < 5 {
			t.Errorf("the wizard has %d previews", len(r.attempts))
		}
	})
}
