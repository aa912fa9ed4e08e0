package tui

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// plannerPlaces are the planner and its pages.
func plannerPlaces() map[string]func(*driver) {
	all := map[string]func(*driver){"planner empty": func(d *driver) { d.press("0", "p") }}
	for name, keys := range map[string][]string{
		"": nil, " plan": {"down", "enter"}, " numbers": {"e"}, " keys": {"d", "down", " "}, " goals": {"z", "text:20", "tab", "text:2027-03-01"},
		" missed": {"z", "text:90", "tab", "text:2029-01-01", "enter"}, " backwards": {"b", "text:20", "tab", "text:2027-12-01"}, " export": {"x"},
		" typed": {"n", "e", "text:100", "tab", "text:2027-03-31", "tab", "tab", "text:25 25 100", "enter", "text:150", "tab", "text:2028-01-31", "enter"},
	} {
		all["planner"+name] = func(d *driver) {
			d.desk.byOther(withDrawer()...)
			d.plans()
			d.press(keys...)
		}
	}
	return all
}

// plans opens the planner for the subscription that has a drawer.
func (d *driver) plans() *planner {
	d.t.Helper()
	d.press("t")
	d.goTo(32)
	d.press("p")
	return top[*planner](d)
}

// TestPicturesOfPlans in other languages, and in ASCII.
func TestPicturesOfPlans(t *testing.T) {
	for _, language := range []locale.Language{locale.Chinese, locale.Japanese} {
		for _, place := range []string{"planner", "planner plan", "planner missed", "planner backwards"} {
			golden(t, language.Tag()+"-"+strings.ReplaceAll(place, " ", "-"), pictures(t, place, speaking(language)))
		}
	}
	golden(t, "ascii-planner-plan", pictures(t, "planner plan", painted256(theme.Options{Dark: true, Color: true, ASCII: true})))
}

// TestPlansFollowWhatIsTyped: at every key, and only the last answer counts.
func TestPlansFollowWhatIsTyped(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("0", "p")
		p := top[*planner](d)
		d.press("e", "text:100", "tab", "text:2027-03-31", "tab", "tab", "text:2")
		d.see("100 licenses until 2027-04-07, 1 key used")
		d.hold = true
		d.press("text:5", "text:,", "text:2", "text:5")
		if !p.search.busy {
			t.Error("nothing is searched for")
		}
		d.release()
		d.see("100 licenses until 2027-09-30, 2 keys used")
		if p.search.busy || len(p.of.Keys) != 2 {
			t.Errorf("%+v", p.of)
		}
		stale := plansMade{ticket: p.search.ticket - 1, err: errDisk}
		d.send(stale)
		d.dontSee(errDisk.Error())
		d.press("enter", "text:150", "tab", "text:2028-12-31")
		d.see("can't reach the goals")
		d.press("esc")
		if top[*planner](d) != p || p.draft.want.Licenses != 150 {
			t.Error("what was typed is lost")
		}
	})
}

// TestWrongNumbersSayWhy: beside the field, and the plans stay.
func TestWrongNumbersSayWhy(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("0", "p", "e", "text:100", "tab", "text:2027-02-30")
		d.see("2027-02-30")
		d.press("enter")
		if f := top[*planForm](d); f.focus != 1 || f.fields[1].Error() == "" {
			t.Errorf("field %d: %q", f.focus, f.fields[1].Error())
		}
		d.empty()
		d.press("tab", "tab", "text:25;;x")
		if f := top[*planForm](d); f.fields[3].Error() == "" {
			t.Error("x is a key")
		}
		d.empty()
		d.press("text:25")
		d.see("the subscription's end date is not known")
	})
}

// TestLeavingAWrongNumberKeepsThePlans as they were before the form was opened,
// and what is wrong plans nothing.
func TestLeavingAWrongNumberKeepsThePlans(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("p")
		p := top[*planner](d)
		before := p.draft
		d.press("e")
		d.empty()
		d.press("text:many")
		d.dontSee("0 is not a count")
		d.press("tab")
		d.empty()
		d.press("text:2027-02-30", "esc", "y")
		if top[*planner](d); !reflect.DeepEqual(p.draft, before) || len(p.found.Plans) == 0 {
			t.Errorf("the planner has %+v, had %+v, with %d plans", p.draft, before, len(p.found.Plans))
		}
	})
}

// TestALongSearchTellsItsProgressAndStops on Esc.
func TestALongSearchTellsItsProgressAndStops(t *testing.T) {
	onDesk(t, drawer(), 100, 30, func(d *driver) {
		p := d.plans()
		d.hold = true
		p.draft.before.Licenses++
		d.run(p.plan())
		d.send(searchProgress{p.search.ticket, progress{0.42, 2 * time.Second}, nil})
		d.see("42 %, 21 % a second, 3 s left", "━┄", "esc stop")
		d.press("esc")
		d.see("Stopped", "enter plan again")
		d.press("enter")
		d.dontSee("Stopped")
		d.press("e")
		d.see("planning …")
		d.dontSee("Stopped")
		d.press("esc", "esc")
		d.see("Stopped")
		d.run(p.plan())
		d.release()
		if p.search.busy || len(p.found.Plans) > 0 {
			t.Errorf("%d plans", len(p.found.Plans))
		}
		if top[*planner](d) != p {
			t.Error("Esc left the planner")
		}
	})
}

// TestLeavingEndsTheSearch, so that nothing runs on for nobody.
func TestLeavingEndsTheSearch(t *testing.T) {
	onDesk(t, drawer(), 100, 30, func(d *driver) {
		p := d.plans()
		d.hold = true
		p.draft.before.Licenses++
		d.run(p.plan())
		d.press("1")
		if p.search.busy {
			t.Error("it goes on")
		}
		d.release()
	})
}

// TestKeysAreSwitchedOffAndOn: and each is shown with why it can't be used.
func TestKeysAreSwitchedOffAndOn(t *testing.T) {
	late := model.ProductKey{ID: thirdBIKey, Benefit: thirdBI, Product: 15, Licenses: 15, Months: 12, ActivateBy: today - 1, Tail: "3333C", Status: model.NotRedeemed}
	onDesk(t, drawer(late), 140, 40, func(d *driver) {
		p := d.plans()
		d.see("2 keys with 30 licenses; 3 in the drawer", "1 key left out: the key", "-3333C had to be redeemed")
		d.press("d", "down", " ")
		if len(p.of.Keys) != 1 {
			t.Errorf("%v", p.of.Keys)
		}
		d.press(" ")
		if len(p.of.Keys) != 2 {
			t.Errorf("%v", p.of.Keys)
		}
		d.see("redeemed by 2026-11-19")
		d.press("esc", "n")
		d.see("Typed numbers", "No keys yet")
		d.press("o")
		d.goTo(32)
		d.press("enter")
		d.see("2 keys with 30 licenses")
	})
}

func TestTheDrawerOfAPlannerCanFail(t *testing.T) {
	onDesk(t, drawer(), 100, 30, func(d *driver) {
		d.desk.breaks("Drawer", errDisk)
		d.plans()
		d.see(errDisk.Error(), "No keys yet")
	})
}

// TestAPlanIsWritten as text or markdown, and over another file only when
// asked.
func TestAPlanIsWritten(t *testing.T) {
	onDesk(t, drawer(), 100, 30, func(d *driver) {
		d.plans()
		d.press("down", "y")
		text := d.host.holds()
		for _, want := range []string{"Planner: Power BI Pro, contoso.onmicrosoft.com\n", "Now 5 licenses until 2027-03-31", "\n20 licenses until 2029-03-23, 3 keys used\n",
			"\n1. Add licenses with 15", "\n  30 licenses × 12 months ÷ 20 licenses = 18 months\n", "EEEE5"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
		if strings.Contains(text, "QWXYZ") {
			t.Error("a key is copied")
		}
		d.press("x", "text:plan.txt", "enter")
		if d.host.files["plan.txt"] != text {
			t.Errorf("written\n%s", d.host.files["plan.txt"])
		}
		d.press("x", "text:plan.md", "enter")
		markdown := d.host.files["plan.md"]
		for _, want := range []string{"# Planner: ", "\n- Now 5", "\n   - 30 licenses × 12", "\n- A published screen"} {
			if !strings.Contains(markdown, want) {
				t.Errorf("%q is not in\n%s", want, markdown)
			}
		}
		d.press("up", "x", "text:plan.txt", "enter")
		d.see("already")
		d.press("n")
		if d.host.files["plan.txt"] != text {
			t.Error("written over")
		}
		d.press("enter", "y")
		if d.host.files["plan.txt"] == text || !strings.Contains(d.host.files["plan.txt"], "2036-03-31") {
			t.Error("not written over")
		}
		d.press("x", "text:there.csv", "enter", "y")
		if d.host.files["there.csv"] != "old" {
			t.Error("a file of another kind was written over")
		}
	})
}

// TestPlansFollowTheSubscription: what another program changes is taken up, but
// not over what was typed.
func TestPlansFollowTheSubscription(t *testing.T) {
	onDesk(t, drawer(), 100, 30, func(d *driver) {
		p := d.plans()
		held := p.subscription
		held.Licenses = 9
		d.desk.byOther(held)
		d.wait(2 * lookAround)
		d.see("Now 9 licenses until 2027-03-31")
		d.press("e", "text:9", "esc")
		held.Licenses = 11
		d.desk.byOther(held)
		d.wait(2 * lookAround)
		d.see("Now 99 licenses until 2027-03-31")
	})
}

// TestPlansForABenefit: on the subscription of its product; without one the
// planner opens as one left it.
func TestPlansForABenefit(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		for benefit, held := range map[model.ID]model.ID{powerBI: 32, visio: heldVisio, premium: 0} {
			d.press("1")
			d.goTo(benefit)
			d.press("p")
			if p := top[*planner](d); p.subscription.ID != held {
				t.Errorf("benefit %d opens the planner on subscription %d, want %d", benefit, p.subscription.ID, held)
			}
			d.press("esc")
		}
	})
}

// TestWhyAPlanDoesNotGoToTheWizard: with what to change.
func TestWhyAPlanDoesNotGoToTheWizard(t *testing.T) {
	for _, row := range []struct {
		keys []string
		why  locale.Message
		args []any
	}{
		{[]string{"e", "tab", "tab", "tab", "text:5", "esc"}, locale.WhyPlanTyped, nil},
		{[]string{"e", "text:0", "esc"}, locale.WhyPlanNumbers, nil},
		{[]string{"e", "tab", "tab", "ctrl+u", "text:2026-11-21", "esc"}, locale.WhyPlanDay, []any{today + 1}},
		{[]string{"z", "text:5", "esc"}, locale.WhyPlanEmpty, nil},
		{[]string{"d", " ", "down", " ", "down", " ", "esc"}, locale.PlannerNoPlan, nil},
	} {
		onDesk(t, drawer(), 140, 40, func(d *driver) {
			d.plans()
			d.press(row.keys...)
			d.press("r")
			if want := d.app.Words.Text(row.why, row.args...); !strings.Contains(d.frame(), want) {
				t.Errorf("%v: %q is not on the screen:\n%s", row.keys, want, d.frame())
			}
		})
	}
}

// TestAPlanWritesWhichKeysItUses, and which it keeps back and why; those that
// were typed have no name.
func TestAPlanWritesWhichKeysItUses(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		p := d.plans()
		d.press("e", "tab", "tab", "tab", "text:2x7", "esc", "z", "text:20", "esc")
		want := "\n## Keys used\n\n- Step 1: •••••-•••••-•••••-•••••-EEEE5, 15 licenses, Solutions Partner - Core\n" +
			"\n## Kept back\n\n- •••••-•••••-•••••-•••••-2222B, 15 licenses, MAPS - Core; not needed for the goals\n"
		if got := p.document(true); !strings.Contains(got, want) || !strings.Contains(got, "- Goals: at least 20 licenses\n") ||
			!strings.HasSuffix(got, "\n- Kept back: 2 keys with 7 licenses; not needed for the goals\n") {
			t.Errorf("%s", got)
		}
	})
}

// TestKeysThatAreKeptBackSayWhy.
func TestKeysThatAreKeptBackSayWhy(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		d.plans()
		d.press("z", "text:20", "esc")
		d.see("Kept back: 2 keys with 15 licenses; not needed for the goals")
	})
}

// TestBackwards: which keys would do, and on which days one alone.
func TestBackwards(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		d.plans()
		d.press("b", "text:20", "tab", "text:2027-12-01")
		d.see("2 keys would do", "15 licenses: Add licenses, 2027-02-20 to 2027-03-31")
		d.press("shift+tab")
		d.press("up")
		d.empty()
		d.press("down")
		d.empty()
		d.press("text:2027-04-10")
		d.see("1 key would do", "Extend the end date, 2026-11-20 to")
		d.empty()
		d.press("text:2026-12-01")
		d.see("The goals are met without a key")
		d.empty()
		d.see("Type the goals")
		d.press("up", "text:900000", "down", "down")
		d.empty()
		d.press("text:1")
		d.see("Not even 1,000 keys")
	})
}
