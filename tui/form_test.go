package tui

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// A new record is the selected one, wherever its date puts it in the list.
func TestANewRecordIsSelected(t *testing.T) {
	for _, activateBy := range []string{"2026-01-01", "2026-12-31", "2099-01-01", ""} {
		drive(t, 140, 40, func(d *driver) {
			d.goTo(visio)
			d.press("n")
			d.see(locale.English.Text(locale.ActionNew))
			d.press("text:Planner Plan 3", "enter", "enter", "text:7", "enter", "text:"+activateBy, "enter", "enter", "enter")
			w := top[*workspace](d)
			b, ok := w.record().(model.Benefit)
			if !ok || b.Name != "Planner Plan 3" || b.Quantity.Amount != 7 || b.ActivateBy.String() != activateBy {
				t.Errorf("%+v is selected:\n%s", w.record(), d.frame())
			}
			d.press("home", "down")
			d.desk.byOther(model.Benefit{ID: 999, Workspace: model.Cloud, Name: "Somebody else's"})
			d.wait(2 * lookAround)
			if w.selected() == 999 {
				t.Error("a record of another program took the selection")
			}
		})
	}
}

// A quantity need not be known; what is typed is read back with its unit.
func TestTheQuantityOfABenefitIsOptional(t *testing.T) {
	drive(t, 100, 40, func(d *driver) {
		d.press("2", "n")
		d.press("text:Azure credit", "enter", "enter")
		d.see("$0 per month")
		d.press("text:1250")
		d.see("$1,250 per month")
		d.empty()
		for range 4 {
			d.press("enter")
		}
		d.wantVerbs(model.VerbAdd)
		if b := top[*workspace](d).record().(model.Benefit); b.Quantity.Amount != 0 || b.Quantity.Unit != model.MoneyPerMonth {
			t.Errorf("saved %+v", b.Quantity)
		}
		d.press("e", "enter", "enter", "text:x")
		d.see(locale.English.Text(locale.BadLicenses, "x"))
	})
}
