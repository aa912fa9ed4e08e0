package tui

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/tui/locale"
)

// TestScenarios are kept by name, opened, replaced and deleted, and hold
// nothing but numbers, a product's name and references.
func TestScenarios(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		whatIfPlaces()["what-if scenarios"](d)
		if len(d.desk.kept) != 2 || len(d.desk.log) > 0 {
			t.Fatalf("%d documents, %d entries", len(d.desk.kept), len(d.desk.log))
		}
		want := `{"before":{"licenses":100,"end_date":"2027-03-31"},"key_licenses":25,"key_months":12,"on":"2026-11-20","activate_by":"2027-03-31","benefit_expires":"2027-06-15","membership_ends":"2027-06-15",` +
			`"product":"Power BI Pro","benefit":20,"key":40,"subscription":{"id":32,"licenses":100,"ends":"2027-03-31"}}`
		if got := string(d.desk.kept["scenario/As it is"]); got != want {
			t.Errorf("kept is\n%s", got)
		}
		d.press("down", "enter") // "As it is" comes after "A larger key"
		w := d.board()
		if w.title != "As it is" || w.shown.KeyLicenses != 25 || w.Unsaved() {
			t.Errorf("%q with %d licenses is on the board", w.title, w.shown.KeyLicenses)
		}
		d.press("e", "text:50", "esc", "o", "enter")
		d.see(locale.English.Text(locale.LeaveQuestion))
		d.press("n", "x")
		d.see("“A larger key” is deleted for good")
		d.press("n", "x", "y")
		if _, left := d.desk.kept["scenario/A larger key"]; left || len(d.desk.kept) != 1 {
			t.Errorf("%d are left", len(d.desk.kept))
		}
		d.dontSee("A larger key")
	})
}

// TestReplacingAScenarioIsAsked, unless it is the one that was opened.
func TestReplacingAScenarioIsAsked(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		whatIfPlaces()["what-if replace"](d)
		d.see("“As it is” is kept already")
		d.press("n")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":25`) {
			t.Error("it was replaced all the same")
		}
		d.press("enter", "y")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":100`) {
			t.Error("it was not replaced")
		}
		d.press("e", "tab", "tab", "text:7", "enter", "s", "enter")
		if !strings.Contains(string(d.desk.kept["scenario/As it is"]), `"key_licenses":7`) {
			t.Errorf("the one that is open is not kept at once:\n%s", d.frame())
		}
	})
}

// TestWhatCanNotBeKept says so, and nothing is lost.
func TestWhatCanNotBeKept(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "s", "enter")
		d.see("name")
		d.desk.breaks("SaveDocument", errDisk)
		d.press("text:Mine", "enter")
		d.see(errDisk.Error(), "Mine")
		d.desk.breaks("SaveDocument", nil)
		d.press("enter")
		d.see("Kept as “Mine”.")
	})
}

// TestAnUnreadableScenarioCanOnlyBeDeleted.
func TestAnUnreadableScenarioCanOnlyBeDeleted(t *testing.T) {
	for _, data := range []string{"nonsense", `{}`, `{"before":{"licenses":-3,"end_date":"2027-03-31"},"key_licenses":25,"key_months":12,"on":"2026-11-20"}`} {
		drive(t, 120, 40, func(d *driver) {
			d.desk.kept["scenario/Old"] = []byte(data)
			d.press("0", "w", "esc", "o", "enter")
			d.see(locale.English.Text(locale.ScenarioUnreadable))
			top[*keptPage](d)
			d.press("x", "y")
			d.see(locale.English.Text(locale.ScenariosNone))
		})
	}
}

// TestTwoScenariosCompared: side by side where there is room, below each other
// where there is not, with the same differences.
func TestTwoScenariosCompared(t *testing.T) {
	besides := func(d *driver) bool {
		return slices.ContainsFunc(strings.Split(d.frame(), "\n"), func(line string) bool {
			return strings.Contains(line, "As it is") && strings.Contains(line, "A larger key") && !strings.Contains(line, "compared with")
		})
	}
	drive(t, 140, 40, func(d *driver) {
		whatIfPlaces()["what-if compare"](d)
		const extended = "+ 275 days · + 27,500 license-days"
		d.see(extended, "“A larger key” compared with “As it is”", "possible in neither: this key had to be redeemed by 2027-03-31")
		if !besides(d) {
			t.Errorf("not side by side:\n%s", d.frame())
		}
		d.resize(100, 40)
		d.see(extended)
		if besides(d) {
			t.Errorf("side by side without room:\n%s", d.frame())
		}
		d.resize(60, 16)
		d.see(extended, "pgdn")
		d.press("pgdown", "pgdown")
		d.see("+ 12 months", "pgup")
	})
}

// TestAScenarioIsReadInFull below the list where its line is cut.
func TestAScenarioIsReadInFull(t *testing.T) {
	drive(t, 60, 16, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "s", "text:A name that leaves the numbers beside it no room", "enter", "o")
		d.see("A name that leaves the numbers beside it no room", "Power BI Pro · 100 until 2027-03-31 · key 25 × 12 · on")
		d.resize(200, 50)
		if strings.Count(d.frame(), "25 × 12") != 1 {
			t.Errorf("twice where once is enough:\n%s", d.frame())
		}
	})
}
