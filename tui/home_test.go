package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// due are the reminders that are shown, from top to bottom: kind and record.
func (d *driver) due() (shown []string) {
	for _, r := range top[*home](d).shown {
		shown = append(shown, string(r.Kind)+" "+r.Ref.String())
	}
	return shown
}

// toDue selects a reminder.
func (d *driver) toDue(what string) {
	d.t.Helper()
	for i, r := range d.due() {
		if r == what {
			top[*home](d).grid.Select(i)
			return
		}
	}
	d.t.Fatalf("%s is not due:\n%s", what, d.frame())
}

func TestHomeListsWhatIsDue(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.see(" 0 Home                7") // before one goes there
		d.press("0")
		if got := d.due(); len(got) != 7 || got[0] != "benefit_activate benefit 22" {
			t.Errorf("%q", got)
		}
		d.see("7 due, 2 overdue", "! Activate the benefit", "−50 d", "[All 7]", "Cloud: its last day has passed", "14 dates in the year ahead")
		d.toDue("benefit_activate benefit 21")
		d.see("Cloud: redeem the key there with r")
		d.toDue("seat_free benefit 53")
		d.see("Visual Studio: from that day on")
	})
}

// TestHomeLeadsToTheRecord: on the screen of its list it is selected, and a key
// that is typed ahead means it.
func TestHomeLeadsToTheRecord(t *testing.T) {
	for what, list := range map[string]model.List{
		"benefit_activate benefit 21": model.List(model.Cloud), "activation_late benefit 55": model.List(model.Technical),
		"seat_free benefit 53": model.List(model.VisualStudio), "subscription_expired subscription 33": model.ListSubscriptions,
		"membership_ends membership 3": model.ListMemberships,
	} {
		drive(t, 120, 30, func(d *driver) {
			d.press("0")
			d.toDue(what)
			d.hold = true
			d.press("enter", "e")
			d.release()
			w, ok := d.app.stack[1].(*workspace)
			if !ok || w.spec.list != list || !strings.HasSuffix(what, " "+w.ref().String()) || len(d.app.stack) != 3 {
				t.Errorf("%s leads to\n%s", what, d.frame())
			}
			d.press("esc", "esc")
			if r, _ := top[*home](d).selected(); what != fmt.Sprint(r.Kind, " ", r.Ref) {
				t.Errorf("%s: back at Home %s %s is selected", what, r.Kind, r.Ref)
			}
		})
	}
	loose := newMemory(model.ProductKey{ID: 1, Tail: "EEEE5", ActivateBy: today + 9, Status: model.NotRedeemed})
	onDesk(t, loose, 120, 30, func(d *driver) {
		d.press("0", "enter")
		d.see("benefitdesk list keys")
	})
}

// TestHomeOfAnEmptyStore says that nothing is due.
func TestHomeOfAnEmptyStore(t *testing.T) {
	onDesk(t, newMemory(), 80, 24, func(d *driver) {
		d.press("0")
		d.see("Nothing is due until 2027-02-18.")
	})
}

func TestHomeOpensALostListAnyway(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("0")
		d.toDue("benefit_activate benefit 21")
		d.desk.breaks("Table", errDisk)
		d.press("enter")
		d.desk.breaks("Table", nil)
		d.press("2")
		d.see("▌2 Azure")
	})
}

func TestHomeFilters(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.press("0", "f")
		if got := strings.Join(d.due(), ","); got != "benefit_activate benefit 22,benefit_activate benefit 21" {
			t.Errorf("only Cloud: %s", got)
		}
		d.press("f", "f", "f", "f", "f", "f")
		d.see("[All 7]")
		d.press("/", "text:ＡＣＴＩＶＡＴＥ visio", "enter")
		if got := strings.Join(d.due(), ","); got != "benefit_activate benefit 21" {
			t.Errorf("found %s", got)
		}
		d.press("/", "esc")
		if len(d.due()) != 7 {
			t.Errorf("the filter is cleared: %q", d.due())
		}
		d.press("/", "text:nowhere", "enter")
		d.see("Nothing fits the filter.")
		d.press("esc")
		if len(d.due()) != 7 {
			t.Errorf("all are shown: %q", d.due())
		}
	})
}

func TestHomeCountsTheDatesOfAWeek(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.press("0", "right")
		d.see("Week of 2026-11-16: 1 date\n")
		d.press("right", "right")
		d.see("Week of 2026-11-30: 1 date\n")
		d.press("left", "left", "left")
		d.see("14 dates in the year ahead")
		d.press("left")
		d.see("Week of 2027-11-15: 0 dates")
		d.press("backspace")
		d.see("14 dates in the year ahead")
	})
}

// TestHomeGivesABenefitUp: after a question, and only what can be.
func TestHomeGivesABenefitUp(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("0")
		d.toDue("benefit_activate benefit 21")
		d.press("x", "n")
		if len(d.desk.log) != 0 {
			t.Fatal("no was taken for yes")
		}
		d.press("x", "y")
		d.see("Saved.", "0 Home                6")
		b := d.desk.records[model.Ref{Kind: model.KindBenefit, ID: visio}].(model.Benefit)
		if len(d.due()) != 6 || len(d.desk.log) != 1 || d.desk.log[0].Verb != model.VerbGiveUp || b.Status != model.Cancelled {
			t.Errorf("%q, %+v, %+v", d.due(), d.desk.log, b)
		}
		d.press("u")
		d.see("Visio Plan 2", "given up")
		d.press("enter")
		top[*home](d)
		if len(d.due()) != 7 || len(d.desk.log) != 2 {
			t.Errorf("u does not take it back: %q", d.due())
		}
		d.toDue("benefit_activate benefit 21")
		d.press("x", "y")
		d.toDue("subscription_expired subscription 33")
		d.press("x")
		d.see("only what is still to be activated can be given up")
		d.toDue("benefit_activate benefit 22")
		d.desk.breaks("Try", errDisk)
		d.press("x")
		d.see(errDisk.Error())
		d.desk.breaks("Try", nil)
		d.desk.breaks("Do", errDisk)
		d.press("x", "y")
		d.see(errDisk.Error())
		if len(d.due()) != 6 {
			t.Errorf("it is gone although nothing was saved: %q", d.due())
		}
	})
	desk := newMemory(contoso()...)
	drive(t, 120, 30, func(d *driver) {
		d.app.overview.People = []model.User{{ID: 4, Name: "Ada", Roles: []model.Grant{{Role: model.ReferralAdmin}}}}
		d.press("0", "x")
		d.see("this needs Partner admin")
	}, func(s *Session) { s.Desk = desk })
}

// TestHomeOfAKeyWithoutABenefit: no screen shows one, and that is said before
// and after Enter.
func TestHomeOfAKeyWithoutABenefit(t *testing.T) {
	onDesk(t, newMemory(model.ProductKey{ID: 1, Tail: "2222B", Status: model.NotRedeemed, ActivateBy: today + 3}), 80, 24, func(d *driver) {
		d.press("0")
		why := "no screen shows it; benefitdesk list keys does"
		d.see(why)
		d.press("enter")
		d.see("open: " + why)
	})
}

func TestHomeWithNothingDue(t *testing.T) {
	quiet := newMemory(model.Subscription{ID: 1, Name: "Visio Plan 2", Ends: today + 200})
	onDesk(t, quiet, 80, 24, func(d *driver) {
		d.press("0")
		d.see("Nothing is due until 2027-02-18.", "The next date is "+(today+200).String())
		d.press("enter")
		d.see("open: ")
		d.desk.byOther(model.Subscription{ID: 1, Name: "Visio Plan 2", Ends: model.Never})
		d.wait(lookAround)
		d.see("No date is known for the year ahead.")
	})
}

// TestHomeIsOfToday: another program's changes and the next day are taken up.
func TestHomeIsOfToday(t *testing.T) {
	desk := newMemory(model.Subscription{ID: 1, Name: "Visio Plan 2", Ends: today})
	onDesk(t, desk, 120, 30, func(d *driver) {
		d.press("0")
		d.see("Subscription ends", "today")
		d.setClock(today + 1)
		d.wait(lookAround)
		d.see("Expired, will be disabled")
		d.desk.byOther(model.Subscription{ID: 1, Name: "Visio Plan 2", Ends: today + 1})
		d.wait(lookAround)
		d.see("Subscription ends", "today")
		d.desk.breaks("Reminders", errDisk)
		d.desk.byOther(model.Subscription{ID: 1, Name: "Visio Plan 2", Ends: today + 9})
		d.wait(lookAround)
		d.see(errDisk.Error(), "Subscription ends")
	})
}

// TestHomeAsksOnce: while an answer is on its way nothing more is asked, and
// one that is out of date is asked for again.
func TestHomeAsksOnce(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		a := d.app
		if a.askDue() != nil {
			t.Error("what is known is asked for")
		}
		a.overview.Revision = 2
		if a.askDue() == nil || a.askDue() != nil {
			t.Error("asked for not once")
		}
		if a.tookDue(remindersRead{today: today, revision: 1}) == nil {
			t.Error("an old answer was enough")
		}
		if a.tookDue(remindersRead{today: today, revision: 2}) != nil || a.due.asking {
			t.Error("the answer was not enough")
		}
	})
}

func TestHomeSaysWhatItLeavesOut(t *testing.T) {
	desk := newMemory(contoso()...)
	onDesk(t, desk, 80, 24, func(d *driver) {
		d.press("0")
		d.app.due.outlook.Total = 1234567
		d.see("1,234,560 more, farther from today, are not shown")
	})
}

// TestReadRemindersKeepsAScreenful: whatever there is, a screen gets a bounded
// part of it.
func TestReadRemindersKeepsAScreenful(t *testing.T) {
	asked := &limits{memory: newMemory()}
	s := newSession(asked, &clipboard{})
	s.readReminders()()
	if asked.limit != shownOfAKind || asked.until != today+model.ReminderDays {
		t.Errorf("at most %d until %s", asked.limit, asked.until)
	}
}

// limits remembers what was asked.
type limits struct {
	*memory
	until model.Date
	limit int
}

func (l *limits) Reminders(ctx context.Context, day, until model.Date, limit int) (model.Outlook, model.Revision, error) {
	l.until, l.limit = until, limit
	return l.memory.Reminders(ctx, day, until, limit)
}

func TestEveryReminderHasAHint(t *testing.T) {
	for _, kind := range model.ReminderKinds() {
		if hintOf(model.Reminder{Kind: kind}, today) == 0 {
			t.Errorf("nothing says what to do about %s", kind)
		}
	}
}

func TestHomeInWideWindows(t *testing.T) {
	drive(t, 200, 50, func(d *driver) {
		d.press("0", "right")
		if lines := top[*home](d).strip(); len(lines) != 4 || kit.Width(lines[0]) != 1+3*model.StripWeeks {
			t.Errorf("the strip is %d lines, %d cells", len(lines), kit.Width(lines[0]))
		}
	}, painted256(theme.Options{Dark: true, Color: true}))
}

// TestHomeSaysAllOfItsHint, however long it is and however small the window,
// and names lists whole or not at all.
func TestHomeSaysAllOfItsHint(t *testing.T) {
	squeezed := func(text string) string { return strings.Join(strings.Fields(text), "") }
	for _, language := range locale.Languages() {
		onDesk(t, withReminders(), 60, 16, func(d *driver) {
			d.press("0")
			h := top[*home](d)
			names := strings.Fields(d.app.Words.List(model.ListMemberships) + " " + d.app.Words.List(model.ListSubscriptions))
			for range h.shown {
				r, _ := h.selected()
				if frame := squeezed(d.frame()); !strings.Contains(frame, squeezed(h.hint(r))) {
					t.Errorf("%s: the hint %q is cut:\n%s", language.Tag(), h.hint(r), d.frame())
				}
				d.press("down")
			}
			for range h.lists() {
				d.press("f")
				line := strings.Split(d.frame(), "\n")[2]
				for _, name := range names {
					if i := strings.Index(line, name[:6]); i >= 0 && !strings.Contains(line, name) {
						t.Errorf("%s: %q is cut in %q", language.Tag(), name, line)
					}
				}
			}
		}, speaking(language))
	}
}

// withReminders has one of each kind that a few records can give.
func withReminders() *memory {
	return newMemory(append(append(contoso(), past()...),
		model.Membership{ID: 80, Name: "Late", Bought: today - 9, Starts: today - 8, Ends: today + 300},
		model.Benefit{ID: 81, Workspace: model.Technical, Name: "Late", Status: model.Pending, StatusOn: today - 20},
	)...)
}
