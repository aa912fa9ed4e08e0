package tui

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// TestArrowsMoveTheRedeemDay, and the plot's mark with it.
func TestArrowsMoveTheRedeemDay(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("w", "right", "right", "left")
		if got := d.board().shown.On; got != today+1 {
			t.Errorf("it is redeemed on %v", got)
		}
		d.see("Redeemed on 2026-11-21, it ends on 2027-05-17.", "A week's wait:")
		d.press("shift+right", "shift+right", "shift+right", "shift+right")
		d.see("Redeemed on 2027-03-21", locale.English.Text(locale.WeekMoves, "+ 2 days", model.MustDate("2027-06-12")))
		d.press("shift+right")
		d.see("Redeemed on 2027-04-21, it can be neither added")
		d.press("shift+left", "right", "right", "right", "right")
		d.see(locale.English.Text(locale.WeekTooLate))
	})
}

// TestTheMarkOfThePlotIsOnTheRedeemDay at any day and any width.
func TestTheMarkOfThePlotIsOnTheRedeemDay(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	c := scenario{Before: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-31")}, KeyLicenses: 25, KeyMonths: 12}
	for _, w := range []int{20, 60, 110} {
		at := -1
		for day := today; day <= today+365; day += 73 {
			c.On = day
			lines := s.plotLines(c.outcomes(today), w, 0)
			mark := -1
			for _, line := range lines {
				mark = max(mark, strings.Index(line, s.Theme.Glyphs.Up))
			}
			if mark <= at && w > 20 || mark < 0 {
				t.Errorf("%d cells: on %v the mark is at %d, before at %d", w, day, mark, at)
			}
			at = mark
			for _, line := range lines {
				if kit.Width(line) > w {
					t.Errorf("%q is wider than %d cells", line, w)
				}
			}
		}
	}
}

// TestFarRedeemDaysCostNoMore: however far a date lies, the plot has an end.
func TestFarRedeemDaysCostNoMore(t *testing.T) {
	for _, c := range []scenario{
		{On: model.MustDate("1900-01-01")}, {On: model.Never}, {On: model.Never - 1}, {On: today, ActivateBy: model.Never}, {On: today, ActivateBy: today - 1},
	} {
		c.KeyLicenses, c.KeyMonths = model.MaxCount, 12
		o := c.outcomes(today)
		if n := len(o.ends); n > 1100 {
			t.Errorf("%+v: %d days", c, n)
		}
		s := newSession(newMemory(), &clipboard{})
		s.plotLines(o, 60, 0)
		s.boardTable(o, 60, 0)
	}
}

// TestThePlotHasAScaleForEachAction: adding moves the end by days, activating
// by a year; each rises over the whole height, between its own two dates.
func TestThePlotHasAScaleForEachAction(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	s.Theme = theme.New(theme.Options{})
	g := s.Theme.Glyphs
	full, lowest := g.Levels[7], g.Levels[0]
	for _, w := range []int{57, 80, 130} {
		for room, h := range map[int]int{0: plotLow, 100: plotHigh} {
			c := scenario{Before: model.Term{Licenses: 100, Ends: model.MustDate("2027-03-31")}, KeyLicenses: 25, KeyMonths: 12, On: today + 200}
			lines := s.plotLines(c.outcomes(today), w, room)
			at := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "2027-06-12") })
			top, bottom, axis := lines[at], lines[at+h-1], lines[at+h]
			adding, activating, _ := strings.Cut(top, g.Boundary)
			if strings.Count(adding, full) == 0 || strings.Count(adding, full) > 3 || !strings.HasSuffix(strings.TrimSpace(activating), full+" 2028-11-20") {
				t.Errorf("%d×%d: the top is %q", w, h, top)
			}
			adding, activating, _ = strings.Cut(bottom, g.Boundary)
			if !strings.HasPrefix(adding, "2027-05-17 "+lowest) || !strings.HasPrefix(activating, " "+lowest) || !strings.HasSuffix(activating, full+" 2028-04-01") {
				t.Errorf("%d×%d: the bottom is %q", w, h, bottom)
			}
			if _, after, found := strings.Cut(axis, g.Boundary); !found || !strings.Contains(after, g.Up) {
				t.Errorf("%d×%d: the mark of a day of activating stands in %q", w, h, axis)
			}
		}
	}
}

// TestWhatThePlotIsOf is said: the action, and the key's last day.
func TestWhatThePlotIsOf(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	ends := model.MustDate("2027-03-31")
	for _, c := range []struct {
		before     model.Term
		activateBy model.Date
		on         model.Date
		says       []string
	}{
		{model.Term{Licenses: 100, Ends: ends}, 0, today, []string{"adding until 2027-03-31, activating after it"}},
		{model.Term{Licenses: 100, Ends: ends}, today + 30, today, []string{"by adding", "the key's last day is 2026-12-20"}},
		{model.Term{}, 0, today, []string{"by activating"}},
		{model.Term{Licenses: 100, Ends: ends}, 0, ends - 3, []string{"A week later the key can only be activated, ending on 2028-04-04."}},
		{model.Term{Licenses: 100, Ends: ends}, today + 3, today, []string{"A week later the key can't be used any more."}},
		{model.Term{Licenses: 100, Ends: ends}, today, today + 1, []string{"Redeemed on 2026-11-21, it can be neither added nor activated."}},
	} {
		o := scenario{Before: c.before, KeyLicenses: 25, KeyMonths: 12, On: c.on, ActivateBy: c.activateBy}.outcomes(today)
		text := strings.Join(s.plotLines(o, 200, 0), "\n")
		for _, says := range c.says {
			if !strings.Contains(text, says) {
				t.Errorf("%q is not in\n%s", says, text)
			}
		}
	}
}

// TestThePlotFollowsWhatAPortalReported, as the rows do.
func TestThePlotFollowsWhatAPortalReported(t *testing.T) {
	sub := model.Subscription{ID: 9, Licenses: 5, Ends: today + 100, Reported: model.Disabled, ReportedOn: today}
	o := scenario{Before: termOf(sub), KeyLicenses: 25, KeyMonths: 12, On: today, Subscription: sub}.outcomes(today)
	for _, option := range o.options {
		if option.Action == redemption.Activate && (option.Refused != nil || o.endOn(today) != redemption.DayEnd{Action: option.Action, Ends: option.Outcome.After.Ends}) {
			t.Errorf("the row has %v %v, the plot %+v", option.Outcome.After.Ends, option.Refused, o.endOn(today))
		}
	}
}
