package tui

import (
	"slices"
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
			d.press("text:Planner Plan 3", "enter", "enter", "text:7", "enter", "text:"+activateBy)
			d.save()
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
		d.save()
		d.wantVerbs(model.VerbAdd)
		if b := top[*workspace](d).record().(model.Benefit); b.Quantity.Amount != 0 || b.Quantity.Unit != model.MoneyPerMonth {
			t.Errorf("saved %+v", b.Quantity)
		}
		d.press("e", "enter", "enter", "text:x")
		d.see(locale.English.Text(locale.RefusedNoCount, "quantity", "x"))
	})
}

// picked presses keys on the named field of the form on top.
func picked(d *driver, label locale.Message, keys ...string) {
	form := top[*benefitForm](d)
	for form.flow.inputs()[form.focus].label != label {
		d.press("tab")
	}
	d.press(keys...)
}

// TestABenefitIsPickedTogether: membership, type, redemption model and unit go
// round with the arrows and the space bar; letters choose nothing.
func TestABenefitIsPickedTogether(t *testing.T) {
	drive(t, 120, 44, func(d *driver) {
		d.goTo(visio)
		d.press("e")
		before := d.record(model.KindBenefit, visio).(model.Benefit)
		picked(d, locale.LabelMembership, "left", "text:q1")
		picked(d, locale.LabelBenefitType, "right", " ")
		d.see(locale.English.Text(locale.BenefitIncremental))
		picked(d, locale.LabelRedemptionModel, "right")
		d.see(locale.English.Text(locale.ChoicePurchase))
		d.save()
		want := before
		want.Membership, want.Type, want.Model = 0, model.Incremental, model.ByPurchase
		got := d.record(model.KindBenefit, visio).(model.Benefit)
		if got.Membership == before.Membership {
			t.Errorf("the membership stays %d", got.Membership)
		}
		want.Membership = got.Membership
		if got != want {
			t.Errorf("%+v\nwant %+v", got, want)
		}
		d.see(locale.English.Text(locale.ModelPurchase))
		d.wantVerbs(model.VerbEdit)
	})
	drive(t, 120, 44, func(d *driver) {
		d.press("2", "n", "text:Azure credit", "enter", "enter", "text:120")
		picked(d, locale.FieldUnit, "right")
		d.see("$120 per year")
		d.save()
		if b := top[*workspace](d).record().(model.Benefit); b.Quantity != (model.Quantity{Amount: 12000, Unit: model.MoneyPerYear, Currency: "USD"}) {
			t.Errorf("%+v", b.Quantity)
		}
	})
}

// TestMembershipsThatAreOver are offered only where one is set already.
func TestMembershipsThatAreOver(t *testing.T) {
	m := newMemory(
		model.Membership{ID: 2, Name: "Legacy Gold", Ends: today - 1},
		model.Membership{ID: 3, Name: "Action Pack", Cancelled: today},
		model.Membership{ID: 4, Name: "Solutions Partner", Ends: today},
		model.Benefit{ID: 5, Workspace: model.Cloud, Name: "Old", Membership: 2, Status: model.NotRedeemed},
		model.Benefit{ID: 6, Workspace: model.Cloud, Name: "Redeemed", Status: model.Redeemed},
	)
	offered := func(d *driver) (names []string) {
		form := top[*benefitForm](d)
		for _, in := range form.flow.inputs() {
			if in.label == locale.LabelMembership {
				for _, o := range in.options() {
					names = append(names, o.label)
				}
			}
		}
		return names
	}
	onDesk(t, m, 120, 44, func(d *driver) {
		d.goTo(5)
		d.press("e")
		if got := offered(d); !slices.Equal(got, []string{"none", "Solutions Partner", "Legacy Gold"}) {
			t.Errorf("%q", got)
		}
		d.see("Legacy Gold")
		d.press("esc")
		d.goTo(6)
		d.press("e")
		if got := offered(d); !slices.Equal(got, []string{"none", "Solutions Partner"}) {
			t.Errorf("%q", got)
		}
		d.dontSee(locale.English.Text(locale.LabelRedemptionModel)) // what is redeemed was redeemed by it
	})
}

// TestAKeyInAnotherFieldIsHidden, in the field and in what is said of it.
func TestAKeyInAnotherFieldIsHidden(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepConfirm)
		d.paste("2027-06-30" + newKey)
		d.dontSee("MNBVC", "mnbvc", "POIUY", "poiuy")
		if r.fields[0].Error() == "" {
			t.Error("it is taken for a date")
		}
		d.empty()
		d.press("text:2027-07-01")
		d.see("2027-07-01")
	})
}

// TestNothingChangedIsNoEdit: a form that is saved as it was opened leaves no
// entry in the log, nor does one whose selection moved.
func TestNothingChangedIsNoEdit(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("e")
		d.save()
		d.see(locale.English.Text(locale.NothingChanged))
		d.press("c", "t", "t")
		d.goTo(4)
		d.press("R", "down", "down", "esc")
		top[*workspace](d)
		d.press("R", "down", "enter")
		top[*workspace](d)
		d.wantVerbs()
	})
}

// TestAHiddenKeyStaysHidden when one comes back to the page of its field.
func TestAHiddenKeyStaysHidden(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepTenant)
		d.empty()
		d.paste(newKey)
		d.dontSee("MNBVC", "mnbvc")
		d.press("shift+tab", "enter")
		d.dontSee("MNBVC", "mnbvc")
	})
}

// TestAReasonTakesNoKey, which the next page would show.
func TestAReasonTakesNoKey(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		c := d.correct(wrongEnd)
		d.press("text:2027-07-02", "enter")
		d.paste("it was " + newKey)
		d.press("enter")
		if c.flow.step().name != locale.StepCorrection {
			t.Errorf("the reason is taken:\n%s", d.frame())
		}
		d.dontSee("MNBVC", "mnbvc")
	})
}
