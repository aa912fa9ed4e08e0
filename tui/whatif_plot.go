package tui

import (
	"slices"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

const week = 7 // days

// plotLines draw the end date by redeem day in w cells, with a mark at the
// redeem day of the board, and say what a week's wait costs.
func (s *Session) plotLines(o outcomes, w, h int, stale bool) []string {
	title, actions := s.Words.Text(locale.PlotTitle), ""
	if at := o.Before.Ends; at >= o.from && int(at-o.from) < len(o.ends) {
		actions = s.Words.Text(locale.PlotActions, at)
	}
	lines := []string{s.Theme.Paint(theme.Heading, kit.Fit(title, w))}
	if beside := kit.Width(title) + 2; beside+kit.Width(actions) <= w {
		lines = []string{s.Theme.Paint(theme.Heading, title) + "  " + s.Theme.Paint(theme.Muted, actions)}
	} else {
		lines = append(lines, s.Theme.Paint(theme.Muted, kit.Fit(actions, w)))
	}
	known := slices.DeleteFunc(slices.Clone(o.ends), model.Date.IsZero)
	if len(known) > 0 {
		lines = append(lines, s.plotBars(o, slices.Min(known), slices.Max(known), w, h, stale)...)
	}
	for _, text := range s.plotWords(o) {
		lines = append(lines, kit.Wrap(text, max(1, w))...)
	}
	return lines
}

// plotBars draw columns between the earliest and the latest end date, and the
// months and the redeem day below.
func (s *Session) plotBars(o outcomes, low, high model.Date, w, h int, stale bool) []string {
	labels := kit.Width(high.String()) + 1
	axis := kit.Scale{Min: int(o.from), Max: int(o.from) + len(o.ends) - 1, Width: max(1, min(w-labels, mostPlot))}
	values := make([]int, axis.Width)
	span, levels := max(1, int(high-low)), h*len(s.Theme.Glyphs.Levels)-1
	for i := range values {
		day := o.from + model.Date(i*(len(o.ends)-1)/max(1, axis.Width-1))
		if ends := o.endsOn(day); !ends.IsZero() {
			values[i] = 1 + int(ends-low)*levels/span
		}
	}
	cursor, _ := axis.Cell(int(o.On))
	lines := kit.Bars(s.Theme, values, 1, h, func(i int) theme.Tone {
		switch {
		case stale:
			return theme.Muted
		case i == cursor:
			return theme.Accent
		}
		return theme.After
	})
	for i := range lines {
		label := ""
		switch {
		case i == 0:
			label = high.String()
		case i == h-1:
			label = low.String()
		}
		lines[i] = s.Theme.Paint(theme.Muted, kit.Fit(label, labels)) + lines[i]
	}
	chart := kit.Chart{Theme: s.Theme, Scale: axis}
	below := kit.Overlay(chart.Axis(months(axis)), s.Theme.Paint(theme.Accent, s.Theme.Glyphs.Up), cursor, 0)
	return append(lines, kit.Fit("", labels)+below)
}

const mostPlot = 92 // a cell for four days of a year

// plotWords say what the redeem day gives, and the day a week later.
func (s *Session) plotWords(o outcomes) []string {
	now, later := o.endsOn(o.On), o.endsOn(o.On+week)
	switch {
	case now.IsZero():
		return []string{s.Words.Text(locale.PlotNever, o.On)}
	case later.IsZero():
		return []string{s.Words.Text(locale.PlotOn, o.On, now), s.Words.Text(locale.WeekTooLate)}
	}
	return []string{s.Words.Text(locale.PlotOn, o.On, now), s.Words.Text(locale.WeekMoves, s.Words.DaysMoved(int(later)-int(now)), later)}
}
