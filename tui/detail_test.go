package tui

import (
	"strings"
	"testing"
	"testing/synctest"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// TestTheDayOfAStatus: a computed end has the day it came on, what is recorded
// the day of the record.
func TestTheDayOfAStatus(t *testing.T) {
	recorded := today - 100
	for _, c := range []struct {
		status       model.Status
		due, expires model.Date
		want         string
	}{
		{model.Redeemed, today - 90, today - 10, "× Expired  2026-11-10"},
		{model.NotRedeemed, today - 5, today + 10, "× Lapsed  2026-11-15"},
		{model.Redeemed, today - 90, today + 10, "● Redeemed  " + recorded.String()},
		{model.Cancelled, today - 5, 0, "× Cancelled  " + recorded.String()},
		{model.Expired, today - 5, 0, "× Expired  " + recorded.String()},
	} {
		benefit := theBenefit(visio, func(b *model.Benefit) {
			b.Status, b.StatusOn, b.ActivateBy, b.Expires = c.status, recorded, c.due, c.expires
		})
		onDesk(t, newMemory(append(contoso(), benefit)...), 80, 50, func(d *driver) {
			d.goTo(visio)
			d.press("enter")
			d.see(c.want)
		})
	}
}

// theBenefit is a benefit of the tests' partner that is changed.
func theBenefit(id model.ID, change func(*model.Benefit)) model.Benefit {
	for _, record := range contoso() {
		if b, ok := record.(model.Benefit); ok && b.ID == id {
			change(&b)
			return b
		}
	}
	return model.Benefit{}
}

// TestWhatIsOverGivesNothing: nothing is said of redeeming today what can't be
// redeemed any more.
func TestWhatIsOverGivesNothing(t *testing.T) {
	for status, shown := range map[model.Status]bool{model.NotRedeemed: true, model.Pending: true, model.Cancelled: false, model.Expired: false} {
		benefit := theBenefit(powerBI, func(b *model.Benefit) { b.Status, b.StatusOn = status, today })
		onDesk(t, newMemory(append(contoso(), benefit)...), 80, 50, func(d *driver) {
			d.goTo(powerBI)
			d.press("enter")
			look := d.dontSee
			if shown {
				look = d.see
			}
			look(locale.English.Text(locale.SectionRedeemingNow))
		})
	}
}

// TestACancelledMembership shows at its benefits: when it was cancelled, that a
// key may still work, and that nothing is left to be purchased.
func TestACancelledMembership(t *testing.T) {
	cancelled := solutionsWith(func(m *model.Membership) { m.Cancelled = today - 10 })
	onDesk(t, newMemory(append(contoso(), cancelled)...), 140, 50, func(d *driver) {
		said := locale.English.Text(locale.MembershipCancelled) + "  2026-11-10"
		d.goTo(powerBI)
		d.press("enter")
		d.see(said, locale.English.Text(locale.SectionRedeemingNow), "given out")
		d.dontSee(locale.English.Text(locale.LabelMembershipEnds))
		d.press("r")
		top[*redeemWizard](d)
		d.see("! Solutions Partner", "given out")
		d.press("esc", "esc")
		d.goTo(purchased)
		d.press("enter")
		d.see(said, "nothing left")
		d.dontSee(locale.English.Text(locale.SectionRedeemingNow), "given out")
		d.press("r")
		top[*detailPage](d)
	})
}

// solutionsWith is the membership of most benefits, changed.
func solutionsWith(change func(*model.Membership)) model.Membership {
	for _, record := range contoso() {
		if m, ok := record.(model.Membership); ok && m.ID == 2 {
			change(&m)
			return m
		}
	}
	return model.Membership{}
}

// TestAnEndedMembership shows at its benefits. A purchase would end with it, a
// key has its own last day.
func TestAnEndedMembership(t *testing.T) {
	ended := solutionsWith(func(m *model.Membership) { m.Ends = today - 10 })
	onDesk(t, newMemory(append(contoso(), ended)...), 140, 50, func(d *driver) {
		said := locale.English.Text(locale.MembershipEnded) + "  2026-11-10"
		d.goTo(powerBI)
		d.press("enter")
		d.see(said)
		d.press("r")
		d.see(locale.English.Text(locale.IntroMembership, "Solutions Partner for Modern Work"), "2026-11-10")
		d.press("esc", "esc")
		d.goTo(purchased)
		d.press("enter", "r")
		top[*detailPage](d)
		d.see(said, locale.English.Text(locale.BadMembershipEnd)[:30])
	})
}

// TestEscHidesAKey before it leaves anything.
func TestEscHidesAKey(t *testing.T) {
	drive(t, 80, 40, func(d *driver) {
		d.goTo(powerBI)
		for _, begin := range []string{"v", "enter"} { // on the list, and on the page
			d.press(begin)
			if begin == "enter" {
				d.press("v")
			}
			d.see(firstKey)
			d.press("esc")
			d.dontSee(firstKey)
		}
		top[*detailPage](d)
		d.press("esc")
		top[*workspace](d)
	})
}

// TestARevealedKeyIsInSight, however far down the page one was.
func TestARevealedKeyIsInSight(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter", "end")
		d.dontSee("Quantity")
		d.press("v")
		d.see(firstKey, "Quantity")
		d.press("end", "home")
		d.see(firstKey)
	})
}

// TestAMessageEndsWithTheNextKey: it was about what was done before.
func TestAMessageEndsWithTheNextKey(t *testing.T) {
	drive(t, 80, 40, func(d *driver) {
		why := locale.English.Text(locale.WhyRedeemed, "2026-11-06")
		d.goTo(25)
		d.press("r")
		d.see(why)
		d.press("down")
		d.dontSee(why)
	})
}

// TestTheFootAlwaysLeadsBack: other keys give way where the foot is full.
func TestTheFootAlwaysLeadsBack(t *testing.T) {
	for _, place := range []string{"detail", "redeem confirm", "planner typed", "correct end", "import bad"} {
		synctest.Test(t, func(t *testing.T) {
			for _, w := range []int{60, 80, 120} {
				d := begins(t, place, w, 24)
				lines := strings.Split(d.frame(), "\n")
				if foot := lines[len(lines)-1]; !strings.Contains(foot, "  esc ") || !strings.Contains(foot, "keys") {
					t.Errorf("%s, %d columns: %s", place, w, foot)
				}
				d.finish()
			}
		})
	}
}

// TestTheActionsStandBesideADetail in wide windows, below the facts.
func TestTheActionsStandBesideADetail(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		for line := range strings.SplitSeq(d.frame(), "\n") {
			if strings.Contains(line, locale.English.Text(locale.SectionActions)) && strings.Contains(line, locale.English.Text(locale.LabelMembershipEnds)) {
				return
			}
		}
		t.Errorf("the actions stand alone:\n%s", d.frame())
	})
}

// TestACorrectionGoesFromWhatIsRecorded to what it makes of it, on every page
// and in every window.
func TestACorrectionGoesFromWhatIsRecorded(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		drive(t, size[0], size[1], func(d *driver) {
			d.hasPast()
			d.correct(wrongEnd)
			d.press("text:2027-07-01", "enter", "text:typo")
			check := func() {
				d.see("+ 1 day")
				d.dontSee("+ 91 days")
				if size[0] == 80 {
					d.see("2027-06-30 → 2027-07-01")
				}
			}
			check()
			d.press("enter")
			if at := top[*correctWizard](d).flow.step().name; at != locale.StepConfirm {
				t.Fatal("not on the last page")
			}
			check()
		})
	}
}

// TestWhichSubscriptionTheOutcomeIsOf: of several the one is named.
func TestWhichSubscriptionTheOutcomeIsOf(t *testing.T) {
	onDesk(t, newMemory(contoso()...), 140, 50, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		d.dontSee("before · ")
	})
	second := model.Subscription{ID: 70, Tenant: 11, Product: 15, Name: "Power BI Pro", Licenses: 7, Ends: model.MustDate("2027-01-31")}
	onDesk(t, newMemory(append(contoso(), second)...), 140, 50, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		d.see("before · contoso")
	})
}

// TestTheIntroductionSaysThatABenefitLapsed, as the list does.
func TestTheIntroductionSaysThatABenefitLapsed(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.redeem(exchange, locale.StepIntroduction)
		d.see("Benefit redemption status: Lapsed")
	})
}
