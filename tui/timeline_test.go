package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// The columns never take more than there is, the bars have room or are left
// out, and names are cut only where there are no bars.
func TestTimelineColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, names, dates := rapid.IntRange(10, 250).Draw(t, "width"), rapid.IntRange(0, 40).Draw(t, "names"), 10
		name, bars := timelineColumns(w, names, dates)
		used := name + termGap + dates + daysWidth
		switch {
		case bars == 0:
			if name > names || used > max(w, termGap+dates+daysWidth) {
				t.Errorf("%d cells: names %d of %d", w, name, names)
			}
		case bars < leastBar || bars > mostTimeline || name != names || used+termGap+bars > w:
			t.Errorf("%d cells: names %d of %d, bars %d", w, name, names, bars)
		}
		if fits := names+2*termGap+dates+daysWidth+leastBar <= w; fits != (bars > 0) {
			t.Errorf("%d cells for names of %d: bars %d", w, names, bars)
		}
	})
}

func TestTimelineScale(t *testing.T) {
	at := func(days ...int) (stones []milestone) {
		for _, d := range days {
			stones = append(stones, milestone{date: today.AddDays(d)})
		}
		return stones
	}
	for _, row := range []struct {
		days        []int
		first, last int
	}{
		{nil, 0, timelineLeast}, {[]int{0}, 0, timelineLeast}, {[]int{-10, 5}, -10, timelineLeast}, {[]int{100, 207}, 0, 207},
		{[]int{-3000, 200}, -timelineBefore, 200}, {[]int{200, 9000}, 0, timelineAfter},
	} {
		got := timelineScale(today, at(row.days...), 50)
		if want := (kit.Scale{Min: int(today) + row.first, Max: int(today) + row.last, Width: 50}); got != want {
			t.Errorf("%v: %+v, want %+v", row.days, got, want)
		}
	}
}

// bar is where the bar of a line begins and ends, in cells.
func bar(line string, glyphs string) (from, to int) {
	from, to = -1, -1
	for i, r := range []rune(line) {
		if strings.ContainsRune(glyphs, r) {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}

// Every bar ends on the cell of its date, on one axis; a subscription's phases
// follow each other like stairs.
func TestTimelineBars(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	sub := model.Subscription{Ends: today.AddDays(100)}
	stones := append(s.lifecycle(sub), s.until(nil, locale.ColumnActivateBy, today.AddDays(-40), theme.Accent)...)
	const w = 90
	lines := s.timelineLines(stones, w)
	if len(lines) != len(stones)+2 {
		t.Fatalf("%d lines for %d dates", len(lines), len(stones))
	}
	names := kit.Width("Subscription ends")
	_, cells := timelineColumns(w, names, 10)
	scale := timelineScale(today, stones, cells)
	cell := func(days int) int {
		c, _ := scale.Cell(int(today) + days)
		return names + termGap + 10 + daysWidth + termGap + c
	}
	first := cell(-40)
	for i, want := range [][2]int{{first, cell(100)}, {cell(101), cell(130)}, {cell(131), cell(220)}, {cell(221), cell(221)}, {first, cell(0)}} {
		plain := ansi.Strip(lines[i+1])
		if from, to := bar(plain, "◂├─┼┤│"); from != want[0] || to != want[1] {
			t.Errorf("the bar is on cells %d to %d, want %v:\n%s", from, to, want, plain)
		}
		if days := s.Words.DaysLeft(stones[i].date, today); !strings.Contains(plain, stones[i].name) || !strings.Contains(plain, stones[i].date.String()) || !strings.Contains(plain, days) {
			t.Errorf("not in words: %s", plain)
		}
	}
	if from, to := bar(ansi.Strip(lines[0]), "┆"); from != cell(0) || to != from {
		t.Errorf("today is on cells %d to %d, want %d", from, to, cell(0))
	}
}

// Too narrow for bars it is a list that says the same, in every language and in
// ASCII, and no line is too wide.
func TestTimelineFitsEverywhere(t *testing.T) {
	for _, language := range locale.Languages() {
		for _, ascii := range []bool{false, true} {
			s := newSession(newMemory(), &clipboard{})
			s.Words, s.Theme = words.Words{Language: language}, theme.New(theme.Options{ASCII: ascii})
			stones := append(s.lifecycle(model.Subscription{Ends: today + 9}), s.until(nil, locale.LabelMembershipEnds, today-5, theme.Before)...)
			for w := 40; w < 140; w++ {
				lines := s.timelineLines(stones, w)
				for i, line := range lines {
					if kit.Width(line) > w {
						t.Fatalf("%s, %d cells: %q", language.Tag(), w, line)
					}
					if text := s.Theme.Encode(line); ascii && language == locale.English && strings.ContainsFunc(text, func(r rune) bool { return r > '~' && r != '−' }) {
						t.Fatalf("%q is not ASCII", text)
					}
					if i > 0 && i <= len(stones) && !strings.Contains(line, stones[i-1].date.String()) {
						t.Fatalf("%s, %d cells: %q lacks its date", language.Tag(), w, line)
					}
				}
			}
		}
	}
}

func TestLifecycle(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	day := model.MustDate
	var got []model.Date
	for _, m := range s.lifecycle(model.Subscription{Ends: day("2027-03-31")}) {
		got = append(got, m.date)
	}
	if want := []model.Date{day("2027-03-31"), day("2027-04-30"), day("2027-07-29"), day("2027-07-30")}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, ends := range []model.Date{0, model.Never, model.Never - 10} {
		if got := s.lifecycle(model.Subscription{Ends: ends}); got != nil {
			t.Errorf("ends %v: %v", ends, got)
		}
	}
}

// Only the reasons that are known to hold for a benefit are given.
func TestWhyTheDatesDiffer(t *testing.T) {
	day := model.MustDate
	sub := model.Subscription{ID: 9, Ends: day("2027-06-30"), Redemption: 5}
	redeemed := model.Benefit{Workspace: model.Cloud, Status: model.Redeemed, ActivateBy: day("2027-01-01"), Subscription: 9}
	of := func(action string, key, before int64) model.Redemption {
		return model.Redemption{ID: 5, Subscription: 9, Action: action, Status: model.Redeemed, On: day("2026-11-06"), Effective: day("2026-11-06"),
			KeyLicenses: key, Before: model.Term{Licenses: before}, After: model.Term{Ends: sub.Ends}}
	}
	with := func(change func(*model.Subscription, *model.Benefit, *model.Redemption)) (model.Benefit, model.Dossier) {
		b, s, r := redeemed, sub, of("extend", 10, 10)
		change(&s, &b, &r)
		return b, model.Dossier{Record: b, Subscriptions: []model.Subscription{s}, Redemptions: []model.Redemption{r}}
	}
	for _, row := range []struct {
		what   string
		change func(*model.Subscription, *model.Benefit, *model.Redemption)
		want   []locale.Message
	}{
		{"a key as large as the subscription", func(*model.Subscription, *model.Benefit, *model.Redemption) {}, nil},
		{"a smaller key", func(_ *model.Subscription, _ *model.Benefit, r *model.Redemption) { *r = of("extend", 5, 10) }, []locale.Message{locale.WhyLicensesOnKey}},
		{"added", func(_ *model.Subscription, _ *model.Benefit, r *model.Redemption) { *r = of("add", 5, 10) }, []locale.Message{locale.WhyLicensesAdded}},
		{"activated", func(_ *model.Subscription, _ *model.Benefit, r *model.Redemption) { *r = of("activate", 5, 0) }, []locale.Message{locale.WhyActivationDay}},
		{"renewed", func(_ *model.Subscription, _ *model.Benefit, r *model.Redemption) { *r = of("renew", 5, 5) }, []locale.Message{locale.WhyActivationDay}},
		{"changed in the admin center", func(s *model.Subscription, _ *model.Benefit, _ *model.Redemption) { s.Ends += 30 }, []locale.Message{locale.WhyChangedThere}},
		{"the end was worked back", func(s *model.Subscription, _ *model.Benefit, _ *model.Redemption) {
			s.Ends, s.Estimated = s.Ends+1, true
		}, nil},
		{"what the portal showed", func(s *model.Subscription, _ *model.Benefit, r *model.Redemption) {
			s.Ends, r.PortalEnds = s.Ends+1, s.Ends+1
		}, nil},
		{"by another key since", func(s *model.Subscription, _ *model.Benefit, _ *model.Redemption) {
			s.Ends, s.Redemption = s.Ends+30, 6
		}, []locale.Message{locale.WhyOtherKey}},
		{"another expiry", func(_ *model.Subscription, b *model.Benefit, _ *model.Redemption) { b.Expires = day("2027-06-15") }, []locale.Message{locale.WarnBenefitExpiry}},
		{"the same expiry", func(s *model.Subscription, b *model.Benefit, _ *model.Redemption) { b.Expires = s.Ends }, nil},
		{"not redeemed", func(_ *model.Subscription, b *model.Benefit, r *model.Redemption) {
			b.Status, b.Subscription, b.Expires, r.Status = model.NotRedeemed, 0, day("2027-06-15"), model.Cancelled
		}, []locale.Message{locale.WhyWhenRedeemed}},
		{"redeemed, nobody knows how", func(_ *model.Subscription, _ *model.Benefit, r *model.Redemption) { *r = model.Redemption{} }, nil},
		{"by purchase", func(_ *model.Subscription, b *model.Benefit, _ *model.Redemption) { b.Model = model.ByPurchase }, []locale.Message{locale.WhyPurchase}},
	} {
		s := newSession(newMemory(), &clipboard{})
		b, d := with(row.change)
		got := s.whyTheyDiffer(b, d)
		if len(got) != len(row.want)+1 {
			t.Errorf("%s: %q", row.what, got)
			continue
		}
		for i, m := range append(row.want, locale.LifecyclePublished) {
			start, _, _ := strings.Cut(say(m), "{")
			if !strings.Contains(got[i], start) || strings.ContainsAny(got[i], "{}") {
				t.Errorf("%s: %q", row.what, got[i])
			}
		}
	}
}

func TestTheFourDatesOnScreen(t *testing.T) {
	drive(t, 60, 50, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		d.see("Activate by", "2027-03-31", "Benefit expiry", "2027-06-15", "Subscription ends", "Expired until", "2027-04-30", "Disabled until", "2027-07-29",
			"Deleted from", "2027-07-30", "Membership ends", "├─", say(locale.WhyWhenRedeemed, "2027-03-31")[:40])
		if got := strings.Count(d.frame(), "Benefit expiry"); got != 1 {
			t.Errorf("the benefit expiry is shown %d times:\n%s", got, d.frame())
		}
	})
}

func TestTheLifecycleOfASubscription(t *testing.T) {
	drive(t, 80, 40, func(d *driver) {
		d.press("t")
		d.goTo(33)
		d.press("enter")
		d.see("Subscription ends", "2026-11-10", "Expired until", "2026-12-10", "Disabled until", "2027-03-10", "Deleted from", "2027-03-11")
	})
}

// What the rules gave and what the portal showed stand side by side.
func TestRulesAndPortal(t *testing.T) {
	day := model.MustDate
	for _, row := range []struct {
		ends, portal, reported model.Date
		see, dontSee           []string
	}{
		{day("2027-07-01"), day("2027-07-01"), 0,
			[]string{"2027-06-30", "2027-07-01, seen on 2026-11-06", "+ 1 day", say(locale.ReasonRounding)[:30], say(locale.PortalBuildsOn)}, []string{"confirmed"}},
		{day("2027-09-30"), 0, 0, []string{"2027-06-30", "+ 92 days", say(locale.ReasonUnexplained), say(locale.PortalBuildsOn)}, []string{"seen on"}},
		{day("2027-06-30"), 0, day("2026-11-19"), []string{say(locale.PortalConfirmed, "2027-06-30", "2026-11-19")}, []string{"Difference"}},
		{day("2027-06-30"), 0, 0, nil, []string{"Difference", "confirmed", say(locale.SectionRulesAndPortal)}},
	} {
		r := model.Redemption{ID: 60, Benefit: powerBI, Subscription: 32, Tenant: contosoID, Action: "extend", On: day("2026-11-06"), Effective: day("2026-11-06"),
			KeyLicenses: 25, KeyMonths: 12, Before: model.Term{Licenses: 100, Ends: day("2027-03-31")}, After: model.Term{Licenses: 100, Ends: day("2027-06-30")},
			PortalEnds: row.portal, Status: model.Redeemed}
		sub := model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 100, Ends: row.ends, Redemption: 60,
			Reported: model.Active, ReportedOn: row.reported}
		onDesk(t, newMemory(append(contoso(), sub, r)...), 80, 50, func(d *driver) {
			d.press("t")
			d.goTo(32)
			d.press("enter")
			d.see(row.see...)
			d.dontSee(row.dontSee...)
		})
	}
}

func TestDiscontinuedProductsNameTheirReplacement(t *testing.T) {
	drive(t, 80, 40, func(d *driver) {
		d.goTo(25)
		d.press("enter")
		d.see("is discontinued; Microsoft 365 E3")
		d.press("esc")
		d.goTo(powerBI)
		d.press("enter")
		d.dontSee("is discontinued")
		d.press("esc", "t")
		d.goTo(heldOffice)
		d.press("enter")
		d.see("is discontinued; Microsoft 365 E3")
	})
}

// TestTheTimelineIsDrawn wherever there is room for its bars: on the page of a
// benefit, and beside the grid where that is wide.
func TestTheTimelineIsDrawn(t *testing.T) {
	for _, language := range locale.Languages() {
		drive(t, 80, 24, func(d *driver) {
			ends := d.app.Words.Text(locale.LabelMembershipEnds)
			drawn := func() bool {
				for line := range strings.SplitSeq(d.frame(), "\n") {
					if _, dates, found := strings.Cut(line, ends); found && strings.Contains(dates, "├") {
						return true
					}
				}
				return false
			}
			d.goTo(powerBI)
			for w := 160; w <= 240; w += 8 {
				if d.resize(w, 60); !drawn() {
					t.Errorf("%s: no timeline beside the grid at %d columns:\n%s", language.Tag(), w, d.frame())
				}
			}
			d.press("enter")
			for w := 80; w <= 240; w += 8 {
				if d.resize(w, 60); !drawn() {
					t.Errorf("%s: no timeline on the page at %d columns:\n%s", language.Tag(), w, d.frame())
				}
			}
		}, speaking(language))
	}
}
