package tui

import (
	"maps"
	"reflect"
	"testing"

	"benefitdesk/model"
)

// TestUndoOfARecord: u shows the latest change of the selected record;
// Enter takes it back, and u does it again.
func TestUndoOfARecord(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		before := maps.Clone(d.desk.records)
		d.lived()
		d.goTo(powerBI)
		d.press("u")
		d.see("Undo", "Power BI Pro", "note: ask Ada first → –", "Enter undoes it")
		d.press("esc")
		if len(d.desk.log) != 6 {
			t.Fatal("Esc undid it")
		}
		d.press("u", "enter")
		d.see("Undone.")
		top[*workspace](d)
		ref := model.Ref{Kind: model.KindBenefit, ID: powerBI}
		if !reflect.DeepEqual(d.desk.records[ref], before[ref]) {
			t.Errorf("%+v", d.desk.records[ref])
		}
		d.press("enter", "u")
		d.see("undone (entry 5: edited)", "note: – → ask Ada first")
		d.press("enter")
		top[*detailPage](d)
		if note := d.record(model.KindBenefit, powerBI).(model.Benefit).Note; note != "ask Ada first" {
			t.Errorf("the note is %q", note)
		}
	})
}

// TestUndoTypedAhead: keys that come in one burst mean what they would one
// after another.
func TestUndoTypedAhead(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.lived()
		d.goTo(powerBI)
		d.hold = true
		d.press("u", "enter")
		d.release()
		d.wantVerbs(model.VerbEdit, model.VerbUndo, model.VerbAdd, model.VerbAdd, model.VerbEdit, model.VerbExport, model.VerbUndo)
		top[*workspace](d)
	})
}

// TestUndoOfANewKeySaysWhatIsLost before it is lost.
func TestUndoOfANewKeySaysWhatIsLost(t *testing.T) {
	onPast(t, 160, 40, func(d *driver) {
		d.pasteNew(newKey)
		d.press("enter", "enter", "u")
		d.see("The text of product key •••••-•••••-•••••-•••••-3333B goes with it, for good")
		d.press("enter")
		d.see("Undone. The key's text is gone.")
	})
}

func TestUndoOfNothingSelected(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.lived()
		d.app.Actor.Name = "ad" // whom others' names contain
		d.press("/", "text:nowhere", "enter", "u")
		d.see("there is nothing to undo")
		d.press("enter")
		d.see("there is nothing to undo")
		top[*undoPage](d)
		d.press("esc")
		d.app.Actor.Name = "ada"
		d.press("u")
		d.see("Power BI Pro", "note: ask Ada first")
	})
}

// TestUndoPassesOverWhatChangedNothing: a form that was saved as it was, and the
// records that a change left as they were.
func TestUndoPassesOverWhatChangedNothing(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.lived()
		d.goTo(powerBI)
		d.press("e", "text:x", "backspace")
		for range 20 {
			if _, editing := d.app.top().(*benefitForm); editing {
				d.press("enter")
			}
		}
		if last := d.desk.log[len(d.desk.log)-1]; last.Verb != model.VerbEdit || len(last.Inverse()) > 0 {
			t.Fatalf("%+v", last)
		}
		d.press("u")
		d.see("note: ask Ada first → –")
		d.press("esc", "a", "u")
		d.see("there is nothing to undo")
		d.dontSee("Undoing it would change")
	})
}

// TestUndoInActivity undoes the selected entry, or says why not.
func TestUndoInActivity(t *testing.T) {
	inActivity(t, 80, 24, func(d *driver) {
		d.press("u")
		d.see("restore a backup instead")
		d.press("enter")
		top[*undoPage](d)
		d.press("esc", "G", "u")
		d.see("this was undone already, by entry 2")
		d.press("esc", "home", "down", "down", "u")
		d.see("- product key", "licenses: 10")
		d.press("enter")
		top[*activity](d)
		d.see("7 entries")
		d.press("home", "u")
		d.see("can't come back")
	})
}

// TestUndoOfWhatChangedMeanwhile: what another program changed is not undone
// unseen.
func TestUndoOfWhatChangedMeanwhile(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.lived()
		d.goTo(powerBI)
		d.press("u")
		changed := d.record(model.KindBenefit, powerBI).(model.Benefit)
		changed.Note = "changed elsewhere"
		d.desk.byOther(changed)
		d.press("enter")
		top[*undoPage](d)
		d.see("changed since")
		if len(d.desk.log) != 6 {
			t.Error("it was undone")
		}
		d.desk.breaks("Activity", errDisk)
		d.press("esc", "u")
		d.see(errDisk.Error())
	})
}
