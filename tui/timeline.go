package tui

import (
	"slices"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// milestone is a line of a timeline: a date with its name, and the days that
// its bar covers.
type milestone struct {
	name     string
	date     model.Date
	from, to model.Date
	tone     theme.Tone
}

// dates are the four dates of a Cloud benefit, those that are known, with the
// lifecycle of its subscription.
func (s *Session) dates(b model.Benefit, d model.Dossier) []milestone {
	tone := theme.Accent
	if b.Status == model.Redeemed {
		tone = theme.Muted // it was kept
	}
	stones := s.until(nil, locale.ColumnActivateBy, b.ActivateBy, tone)
	stones = s.until(stones, locale.LabelBenefitExpiry, b.Expires, theme.Before)
	stones = append(stones, s.lifecycle(subscriptionOf(d))...)
	return s.until(stones, locale.LabelMembershipEnds, lastsUntil(d.Membership), theme.Before)
}

// onTimeline are the labels of the facts that a timeline shows.
func onTimeline(f fact) bool {
	return slices.Contains([]locale.Message{locale.ColumnActivateBy, locale.LabelBenefitExpiry, locale.LabelMembershipEnds}, f.label)
}

// subscriptionOf is the benefit's subscription: the one it was redeemed on, else
// the first of its product with an end date.
func subscriptionOf(d model.Dossier) model.Subscription {
	for _, sub := range d.Subscriptions {
		if !sub.Ends.IsZero() {
			return sub
		}
	}
	return model.Subscription{}
}

// until adds a date with a bar between it and today.
func (s *Session) until(stones []milestone, name locale.Message, date model.Date, tone theme.Tone) []milestone {
	if date.IsZero() || date == model.Never {
		return stones
	}
	return append(stones, milestone{s.Words.Text(name), date, min(date, s.Today), max(date, s.Today), tone})
}

// lifecycle is the end of a subscription and what follows it (published beyond
// the seeds). It began before today, so the first bar has no beginning.
func (s *Session) lifecycle(sub model.Subscription) []milestone {
	expired := sub.Ends.AddDays(model.ExpiredDays)
	disabled := expired.AddDays(model.DisabledDays)
	deleted := disabled.AddDays(1)
	if deleted.IsZero() {
		return nil // without an end, or one beyond all dates
	}
	return []milestone{
		{s.Words.Text(locale.SubscriptionEnds), sub.Ends, 0, sub.Ends, theme.Good},
		{s.Words.Text(locale.ExpiredUntil), expired, sub.Ends + 1, expired, theme.Warning},
		{s.Words.Text(locale.DisabledUntil), disabled, expired + 1, disabled, theme.Danger},
		{s.Words.Text(locale.DeletedFrom), deleted, deleted, deleted, theme.Muted},
	}
}

// How far before and after today a timeline reaches, in days: what lies farther
// away would leave no room for the rest.
const (
	timelineBefore = 366
	timelineAfter  = 5 * 366
	timelineLeast  = 30
)

// timelineScale is the axis on which all milestones stand, as far as it
// reaches, and today.
func timelineScale(today model.Date, stones []milestone, width int) kit.Scale {
	first, last := today, today+timelineLeast
	for _, m := range stones {
		first, last = min(first, m.date), max(last, m.date)
	}
	return kit.Scale{Min: int(max(first, today-timelineBefore)), Max: int(min(last, today+timelineAfter)), Width: width}
}

// timelineColumns divides w cells: the names, and the bars where enough is left
// for them beside dates and days.
func timelineColumns(w, names, dates int) (name, bars int) {
	rest := w - dates - daysWidth - termGap
	if rest-names-termGap >= leastBar {
		return names, min(rest-names-termGap, mostTimeline)
	}
	return max(0, min(names, rest)), 0
}

const mostTimeline = 60

// timelineLines draws today and the milestones in w cells, each with its name,
// its date and the days to it, and bars on one axis where there is room.
func (s *Session) timelineLines(stones []milestone, w int) []string {
	names := kit.Width(s.Words.Text(locale.TimelineToday))
	for _, m := range stones {
		names = max(names, kit.Width(m.name))
	}
	dates := kit.Width(s.Words.Date(s.Today))
	names, bars := timelineColumns(w, names, dates)
	chart := kit.Chart{
		Theme: s.Theme, Scale: timelineScale(s.Today, stones, bars),
		Marks: []kit.Mark{{At: int(s.Today), Glyph: s.Theme.Glyphs.Today, Tone: theme.Today}},
	}
	line := func(name, date, days, bar string) string {
		text := s.Theme.Paint(theme.Muted, kit.Fit(name, names)) + kit.Fit("", termGap) + kit.Fit(date, dates) + kit.FitRight(days, daysWidth)
		if bars > 0 {
			text += kit.Fit("", termGap) + bar
		}
		return text
	}
	lines := []string{line(s.Words.Text(locale.TimelineToday), s.Words.Date(s.Today), "", chart.Blank())}
	for _, m := range stones {
		lines = append(lines, line(m.name, s.Words.Date(m.date), s.Words.DaysLeft(m.date, s.Today), chart.Bar(int(m.from), int(m.to), m.tone)))
	}
	if bars > 0 {
		lines = append(lines, line("", "", "", chart.Axis(months(chart.Scale))))
	}
	return lines
}

// timelineSection is a timeline with remarks below it.
func (s *Session) timelineSection(stones []milestone, remarks []string) section {
	if len(stones) == 0 {
		return section{}
	}
	return section{title: locale.SectionDates, draw: func(w int) []string {
		lines := s.timelineLines(stones, w)
		for _, remark := range remarks {
			for i, line := range kit.Wrap(remark, max(10, w-2)) {
				lead := "  "
				if i == 0 {
					lead = "· "
				}
				lines = append(lines, s.Theme.Paint(theme.Muted, lead+line))
			}
		}
		return lines
	}}
}

// whyTheyDiffer are the reasons that seed 000 gives why the dates of a benefit
// differ, those that are known to hold for it: the day of the activation, the
// licenses of the key, what was added or extended in the admin center.
func (s *Session) whyTheyDiffer(b model.Benefit, d model.Dossier) []string {
	sub := subscriptionOf(d)
	latest := latestOn(d.Redemptions, sub.ID)
	var why []string
	say := func(m locale.Message, args ...any) { why = append(why, s.Words.Text(m, args...)) }
	switch {
	case b.ByPurchase():
		say(locale.WhyPurchase)
	case latest.ID == 0 && b.Status != model.Redeemed && !b.ActivateBy.IsZero():
		say(locale.WhyWhenRedeemed, b.ActivateBy)
	case latest.Action == "activate" || latest.Action == "renew":
		say(locale.WhyActivationDay, latest.Effective)
	case latest.Action == "extend" && latest.KeyLicenses != latest.Before.Licenses:
		say(locale.WhyLicensesOnKey, latest.KeyLicenses, latest.Before.Licenses)
	case latest.Action == "add":
		say(locale.WhyLicensesAdded, latest.KeyLicenses, latest.On)
	}
	switch {
	case latest.ID == 0:
	case sub.Redemption != latest.ID:
		say(locale.WhyOtherKey, latest.Effective)
	case sub.Ends != latest.Ends() && !sub.Estimated:
		say(locale.WhyChangedThere, sub.Ends, latest.Ends())
	}
	if b.Subscription == sub.ID && !sub.Ends.IsZero() && !b.Expires.IsZero() && sub.Ends != b.Expires {
		say(locale.WarnBenefitExpiry, b.Expires, sub.Ends)
	}
	return s.lifecycleRemark(why, sub)
}

func (s *Session) lifecycleRemark(remarks []string, sub model.Subscription) []string {
	if len(s.lifecycle(sub)) == 0 {
		return remarks
	}
	return append(remarks, s.Words.Text(locale.LifecyclePublished, model.ExpiredDays, model.DisabledDays))
}

// latestOn is the redemption that was carried out last on a subscription.
func latestOn(redemptions []model.Redemption, subscription model.ID) (latest model.Redemption) {
	for _, r := range redemptions {
		if r.Status == model.Redeemed && r.Subscription == subscription && r.Effective >= latest.Effective {
			latest = r
		}
	}
	return latest
}
