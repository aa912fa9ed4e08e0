package tui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// TestCountsAreReadAsTheyAreWritten: with any separator, and several keys of a
// size as one.
func TestCountsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string][]int64{
		"25,25,100": {25, 25, 100}, "25 25\t100\n": {25, 25, 100}, "3x25": {25, 25, 25}, "2 × 5 + 1": {5, 5, 1}, "２＊５、１": {5, 5, 1},
		"25;;25": {25, 25}, " ": nil, "1000X2": slices.Repeat([]int64{2}, 1000), strings.Repeat("7,", 1000): slices.Repeat([]int64{7}, 1000),
	} {
		got, err := parseCounts(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%.20q: %.40v, %v", text, got, err)
		}
		if again, err := parseCounts(countsText(got)); err != nil || !slices.Equal(again, got) {
			t.Errorf("%.20q is written as %q", text, countsText(got))
		}
	}
	for _, text := range []string{"x", "3x", "x3", "3x4x5", "0x5", "5x0", "-1", "1.5", "25, a", "1000001"} {
		if got, err := parseCounts(text); model.CodeOf(err) != redemption.BadInput {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"1001x1", "1000x1,1", "999999x5,999999x5", strings.Repeat("1 ", 1001)} {
		_, err := parseCounts(text)
		if said := newSession(nil, nil).Words.Error(err); !strings.Contains(said, "1 to 1,000 keys") {
			t.Errorf("%.20q: %q", text, said)
		}
	}
}

// TestAThousandPastedCounts are planned, and one more is refused with why.
func TestAThousandPastedCounts(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("0", "p", "e", "text:100", "tab", "text:2027-03-31", "tab", "tab")
		d.paste(strings.TrimRight(strings.Repeat("25\n", 1000), "\n"))
		d.see("1,000 keys used")
		d.paste(" 3")
		d.see("1 to 1,000 keys, not 1,001")
	})
}

// TestMorePlansAreListed: at first those that a screen has room for, and the
// selected one stays.
func TestMorePlansAreListed(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("0", "p")
		p := top[*planner](d)
		d.press("m")
		d.see("there is no plan yet")
		d.press("e", "text:100", "tab", "text:2027-03-31", "tab", "tab", "text:1 2 4 8 16", "esc")
		d.see("20 of 32 plans, every way was looked at")
		d.press("down", "down", "down")
		before, _ := p.selected()
		d.press("m")
		d.see("32 plans, every way was looked at")
		if after, _ := p.selected(); len(p.found.Plans) != 32 || after.After != before.After {
			t.Errorf("%d plans, %+v, not %+v", len(p.found.Plans), after.After, before.After)
		}
		d.press("m")
		d.see("all plans are listed")
		d.press("z", "text:110", "esc")
		if at := p.grid.Selected(); at != 0 || p.limit != 0 {
			t.Errorf("with other goals plan %d is selected, not the best; %d are listed", at, p.limit)
		}
	})
}

// TestPlansOfManyStepsAreFewer: a thousand keys that each need a redemption of
// their own must not fill the memory.
func TestPlansOfManyStepsAreFewer(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		p := d.plans()
		for steps, want := range map[int]int{0: 1000, 2: 1000, 400: 150, 1000: 60, 9999: 40} {
			p.found = redemption.Plans{Plans: slices.Repeat([]redemption.Plan{{Steps: make([]redemption.PlanStep, steps)}}, 20), Total: 5000}
			d.hold = true
			d.run(p.listMany())
			if got := p.asked.Limit; got > want || got < want*9/10 {
				t.Errorf("%d plans of %d steps are listed, want %d", got, steps, want)
			}
			p.search.end()
			p.limit, p.asked.Limit = 0, 0
		}
	})
}

// TestSearchingBackwardsTellsItsProgress, stops on Esc and keeps the question.
func TestSearchingBackwardsTellsItsProgress(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		d.plans()
		d.press("b")
		d.hold = true
		d.press("text:2", "text:0")
		b := top[*backwards](d)
		d.send(searchProgress{b.search.ticket - 1, progress{0.99, time.Second}, nil})
		d.dontSee("99 %")
		d.send(searchProgress{b.search.ticket, progress{0.25, 100 * time.Second}, nil})
		d.see("━━━━╸┄┄┄┄┄┄┄┄┄┄┄┄┄ 25 %, 0.2 % a second, 5 min left", "esc stop")
		d.press("esc")
		d.see("Stopped. Any change begins again.", "esc leave")
		d.release()
		d.dontSee("would do:")
		d.press("esc", "b")
		d.see("1 key would do: 15")
		if got := top[*backwards](d).draft; got.want.Licenses != 20 || !slices.Equal(got.sizes, []int64{15}) {
			t.Errorf("asked again: %+v", got)
		}
	})
}

// TestBackgroundSearchesTellAndStop: after a moment their progress, and nothing
// once nobody waits.
func TestBackgroundSearchesTellAndStop(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	told := make(chan bool)
	command := inBackground(ctx, 7, func(tell func(float64)) tea.Msg {
		tell(0.1)
		time.Sleep(longPlanning)
		tell(0.5)
		<-told
		return keysFound{ticket: 7}
	})
	msg, ok := command().(searchProgress)
	if !ok || msg.ticket != 7 || msg.progress.done != 0.5 || msg.progress.elapsed < longPlanning {
		t.Fatalf("%+v", msg)
	}
	stop()
	if answer := msg.more(); answer != nil {
		t.Errorf("%+v after the end", answer)
	}
	close(told)
}

// TestProgressIsDrawn with rate and time left, in any room.
func TestProgressIsDrawn(t *testing.T) {
	s := newSession(nil, nil)
	for _, row := range []struct {
		progress
		w    int
		want string
	}{
		{progress{}, 40, "planning …"},
		{progress{0.5, 2 * time.Second}, 60, "━━━━━━━━━━━━┄┄┄┄┄┄┄┄┄┄┄┄ 50 %, 25 % a second, 2 s left"},
		{progress{1, time.Second}, 40, "━━━━━━━━ 100 %, 100 % a second, 0 s left"},
		{progress{0.001, time.Second}, 60, "╸┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ 0 %, 0.1 % a second, 17 min left"},
		{progress{0.5, 2 * time.Second}, 20, "50 %, 25 % a second…"},
	} {
		got := ansi.Strip(s.progressLine(row.progress, row.w))
		if strings.TrimRight(got, " ") != row.want || kit.Width(got) > row.w {
			t.Errorf("%+v in %d cells: %q", row.progress, row.w, got)
		}
	}
}

// TestLongTextsShowThatThereIsMore: the page of a plan, the pane beside the
// list, and what stands beside a question, which pgdn scrolls.
func TestLongTextsShowThatThereIsMore(t *testing.T) {
	onDesk(t, drawer(), 60, 16, func(d *driver) {
		d.plans()
		d.press("down", "enter")
		d.see("plan 2 of 4", "↓")
		d.dontSee("2. Extend")
		d.press("pgdown")
		d.see("↑", "2. Extend")
		d.press("esc", "b", "text:20", "tab", "text:2027-12-01")
		d.see("2 keys would do: 2 × 15", "↓")
		d.dontSee("1. ")
		d.press("pgdown", "pgdown", "pgdown")
		d.see("1. ", "↑")
		d.press("pgup", "pgup", "pgup", "pgup", "pgup", "pgup")
		d.see("2 keys would do: 2 × 15", "Licenses, at least")
	})
	onDesk(t, drawer(), 140, 22, func(d *driver) {
		d.plans()
		d.press("b", "text:20", "tab", "text:2027-12-01")
		d.see("2 keys would do: 2 × 15")
		d.dontSee("2. ")
		d.press("pgdown", "pgdown", "pgdown")
		d.see("2. ", "↑")
		d.press("text:1")
		d.dontSee("↑")
	})
}

// TestWrongTextIsNotLost: it is asked for before it is left behind.
func TestWrongTextIsNotLost(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		p := d.plans()
		d.press("e", "tab", "tab", "tab", "text:25, 7z", "esc")
		d.see(locale.English.Text(locale.LeaveQuestion)[:20])
		d.press("n")
		d.see("25, 7z")
		d.press("backspace", "esc")
		if top[*planner](d) != p || !slices.Equal(p.draft.further, []int64{25, 7}) {
			t.Errorf("%v\n%s", p.draft.further, d.frame())
		}
		d.press("b", "text:x", "esc")
		d.see(locale.English.Text(locale.LeaveQuestion)[:20])
		d.press("y")
		top[*planner](d)
	})
}

// TestAllKeysAreSwitchedAtOnce off, and on again.
func TestAllKeysAreSwitchedAtOnce(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		p := d.plans()
		d.press("d")
		d.see("a all or none")
		d.press("a")
		d.see("None of the keys in the drawer is used")
		d.press("down", " ")
		d.see("1 key used")
		d.press("a")
		d.see("3 keys used")
		d.press("enter")
		d.dontSee("all or none")
		d.press("text:20", "esc")
		if len(p.of.Keys) != 3 || p.draft.want.Licenses != 20 {
			t.Errorf("%+v", p.of)
		}
	})
}

// TestWhatIsThereIsNamed: nothing yet, ended, or active.
func TestWhatIsThereIsNamed(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("0", "p")
		d.see("No active subscription; redeemed on 2026-11-20", "0 keys with 0 licenses")
		d.dontSee("in the drawer")
		d.press("e", "text:40", "esc")
		d.see("40 licenses, the end date is not known")
		d.press("e", "tab", "text:2026-11-10", "tab", "tab", "text:5", "esc")
		d.see("40 licenses ended on 2026-11-10; redeemed on", "1 key with 5 licenses", "1. Activate a new subscription with 5")
		d.dontSee("× now")
		d.press("e", "tab")
		d.empty()
		d.press("text:2026-11-20", "esc")
		d.see("Now 40 licenses until 2026-11-20; redeemed on", "× now")
	})
}

// TestStatesOfASubscription that its dates do not tell: without an end, and
// reported as over.
func TestStatesOfASubscription(t *testing.T) {
	held := model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 7, Reported: model.Active, ReportedOn: today}
	onDesk(t, drawer(held), 140, 40, func(d *driver) {
		d.plans()
		d.see("7 licenses, the end date is not known", "the subscription's end date is not known")
		d.press("e", "tab", "text:2027-03-31", "esc")
		d.see("Now 7 licenses until 2027-03-31", "4 plans")
	})
	held.Reported = model.Disabled
	onDesk(t, drawer(held), 140, 40, func(d *driver) {
		d.plans()
		d.see("No active subscription", "1. Activate")
	})
	held.Ends = model.MustDate("2027-03-31")
	onDesk(t, drawer(held), 140, 40, func(d *driver) {
		d.plans()
		d.see("Now 7 licenses until 2027-03-31, Disabled;", "1. Activate")
		d.dontSee("× now")
	})
}

// TestGoalsStandInThePicture also where no plan reaches them.
func TestGoalsStandInThePicture(t *testing.T) {
	onDesk(t, drawer(), 140, 40, func(d *driver) {
		p := d.plans()
		d.press("z", "text:90", "tab", "text:2040-01-01", "esc")
		f := p.plotFrame()
		if f.high != 90 || f.last != model.MustDate("2040-01-01") || f.low != 5 {
			t.Errorf("%+v", f)
		}
		d.see("╎┄ goals", locale.English.Text(locale.PlanMissing, 40, 4449)[:30])
	})
}
