package tui

import (
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// boardColumn is a column of a board: the cells of its rows, and from which
// number on it gives way where room is short; 0 stays.
type boardColumn struct {
	title locale.Message
	cells []string
	right bool
	drop  int
}

const boardGap = 2

func (s *Session) columnWidth(c boardColumn) int {
	width := kit.Width(s.Words.Text(c.title))
	for _, cell := range c.cells {
		width = max(width, kit.Width(cell))
	}
	return width
}

// boardTable is a board as a table in w cells: what is now and what each action
// gives, with bars on one axis where there is room; the row that is selected
// stands out, -1 for none. Barred tells whether there was room for bars.
func (s *Session) boardTable(o outcomes, w, selected int) (lines []string, barred bool) {
	columns := s.boardColumns(o)
	room := w - 2 // the mark of the selected row
	width := func() (cells int) {
		for _, c := range columns {
			cells += s.columnWidth(c) + boardGap
		}
		return cells - boardGap
	}
	for drop := 4; drop > 0 && width() > room; drop-- {
		columns = slices.DeleteFunc(columns, func(c boardColumn) bool { return c.drop == drop })
	}
	chart := s.boardChart(o, min(room-width()-boardGap, mostTimeline))
	header := s.boardLine(columns, func(c boardColumn) string { return s.Words.Text(c.title) })
	lines = append(lines, s.Theme.Paint(theme.Muted, kit.Fit("  "+header, w)))
	for row := range len(o.options) + 1 {
		lines = append(lines, s.boardRow(o, columns, chart, row, w, row == selected))
	}
	if barred = chart.Scale.Width >= leastBar; barred {
		lines = append(lines, kit.Fit("", 2+width()+boardGap)+chart.Axis(months(chart.Scale)))
	}
	return lines, barred
}

// boardBars are the bars of a board by themselves, where its table has no room
// for them.
func (s *Session) boardBars(o outcomes, w int) []string {
	names := []string{s.Words.Text(locale.WhatIfNow)}
	for _, option := range o.options {
		names = append(names, s.Words.ActionShort(option.Action))
	}
	wide := 0
	for _, name := range names {
		wide = max(wide, kit.Width(name)+boardGap)
	}
	chart := s.boardChart(o, w-wide)
	var lines []string
	for row, name := range names {
		if row == 0 || o.options[row-1].Refused == nil {
			lines = append(lines, kit.Fit(name, wide)+s.boardBar(o, chart, row))
		}
	}
	return append(lines, kit.Fit("", wide)+chart.Axis(months(chart.Scale)))
}

// boardLine joins one text of each column.
func (s *Session) boardLine(columns []boardColumn, text func(boardColumn) string) string {
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = s.boardCell(c, text(c))
	}
	return strings.Join(cells, strings.Repeat(" ", boardGap))
}

func (s *Session) boardCell(c boardColumn, text string) string {
	if c.right {
		return kit.FitRight(text, s.columnWidth(c))
	}
	return kit.Fit(text, s.columnWidth(c))
}

// boardColumns are the texts of a board by column.
func (s *Session) boardColumns(o outcomes) []boardColumn {
	name, licenses, ends := boardColumn{title: locale.StepAction}, boardColumn{title: locale.ColumnLicenses, right: true}, boardColumn{title: locale.ColumnEndDate}
	change, days := boardColumn{title: locale.ColumnChange}, boardColumn{title: locale.ColumnLicenseDays, right: true, drop: 2}
	gap, warnings := boardColumn{title: locale.ColumnGap, right: true, drop: 3}, boardColumn{title: locale.ColumnNotes, right: true, drop: 1}
	row := func(cells ...string) {
		for i, c := range []*boardColumn{&name, &licenses, &ends, &change, &days, &gap, &warnings} {
			c.cells = append(c.cells, cells[i])
		}
	}
	row(s.Words.Text(locale.WhatIfNow), s.Words.Number(o.Before.Licenses), orElse(s.Words.Date(o.Before.Ends), "–"), s.left(o.Before.Ends),
		s.Words.Number(redemption.LicenseDays(o.Before, o.On)), "", "")
	for _, option := range o.options {
		after := option.Outcome
		if option.Refused != nil {
			row(s.Words.ActionShort(option.Action), "", "", "", "", "", "")
			continue
		}
		row(s.Words.ActionShort(option.Action), s.Words.Number(after.After.Licenses), s.Words.Date(after.After.Ends), s.Words.Change(after),
			s.Words.Number(after.LicenseDays()), s.gap(after), s.Theme.Glyphs.Warn+" "+s.Words.Number(int64(len(after.Warnings))))
	}
	return []boardColumn{name, licenses, ends, change, days, gap, warnings}
}

// left says how long it is until an end date, or since then.
func (s *Session) left(ends model.Date) string {
	switch days := int(ends) - int(s.Today); {
	case ends.IsZero() || ends == model.Never:
		return ""
	case days < 0:
		return s.Words.Text(locale.EndedDaysAgo, -days)
	case days == 0:
		return s.Words.Text(locale.DayToday)
	default:
		return s.Words.Text(locale.EndsInDays, days)
	}
}

// gap is how long an outcome leaves without service.
func (s *Session) gap(o redemption.Outcome) string {
	for _, n := range o.Warnings {
		if n.Code == redemption.GapWithoutService {
			return s.Words.Text(locale.DaysLeft, n.Args[0])
		}
	}
	return "–"
}

// boardChart is the axis of all rows: from the redeem day, or today, to the
// last end.
func (s *Session) boardChart(o outcomes, w int) kit.Chart {
	first := min(o.On, s.Today)
	last := max(o.Before.Ends, first+1)
	for _, option := range o.options {
		last = max(last, option.Outcome.After.Ends)
	}
	return kit.Chart{
		Theme: s.Theme, Scale: kit.Scale{Min: int(first), Max: int(last), Width: w},
		Marks: []kit.Mark{{At: int(s.Today), Glyph: s.Theme.Glyphs.Today, Tone: theme.Today}},
	}
}

// boardRow draws one row: what is now, or an action. One that is refused says
// why where its numbers would stand.
func (s *Session) boardRow(o outcomes, columns []boardColumn, chart kit.Chart, row, w int, selected bool) string {
	paint := func(tone theme.Tone, text string) string {
		if selected {
			return s.Theme.On(theme.Selected, tone, text)
		}
		return s.Theme.Paint(tone, text)
	}
	line := "  "
	if selected {
		line = s.Theme.Paint(theme.SelectedMark, s.Theme.Glyphs.Mark) + paint(theme.Plain, " ")
	}
	if row > 0 && o.options[row-1].Refused != nil {
		name := s.boardCell(columns[0], columns[0].cells[row]) + kit.Fit("", boardGap)
		why := s.Words.Text(locale.NotPossible, s.Words.Error(o.options[row-1].Refused))
		return line + paint(theme.Muted, kit.Fit(name+why, max(0, w-2)))
	}
	line += paint(theme.Plain, s.boardLine(columns, func(c boardColumn) string { return c.cells[row] }))
	if chart.Scale.Width < leastBar {
		return line
	}
	return line + kit.Fit("", boardGap) + s.boardBar(o, chart, row)
}

func (s *Session) boardBar(o outcomes, chart kit.Chart, row int) string {
	if row > 0 {
		after := o.options[row-1].Outcome
		return chart.Bar(int(after.Effective), int(after.After.Ends), theme.After)
	}
	if o.Before.Ends < model.Date(chart.Scale.Min) {
		return chart.Blank()
	}
	return chart.Bar(chart.Scale.Min, int(o.Before.Ends), theme.Before)
}
