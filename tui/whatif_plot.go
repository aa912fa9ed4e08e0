package tui

import (
	"slices"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

const (
	week      = 7  // days
	mostPlot  = 92 // a cell for four days of a year
	plotLow   = 3  // lines of the columns
	plotHigh  = 10
	leastPart = 3 // cells of a part of the plot
	plotBreak = 3 // the boundary between two parts, with a blank on either side
	endLabel  = len("2027-06-30")
)

// plotLines draw the end date by redeem day in w cells, as high as there is room
// for in so many lines, with a mark at the redeem day of the board, and say what
// a week's wait costs.
func (s *Session) plotLines(o outcomes, w, room int) []string {
	title, about := s.Words.Text(locale.PlotTitle), s.plotAbout(o)
	lines := []string{s.Theme.Paint(theme.Heading, kit.Fit(title, w))}
	if beside := kit.Width(title) + 2; beside+kit.Width(about) <= w {
		lines = []string{s.Theme.Paint(theme.Heading, title) + "  " + s.Theme.Paint(theme.Muted, about)}
	} else {
		for _, line := range kit.Wrap(about, max(1, w)) {
			lines = append(lines, s.Theme.Paint(theme.Muted, line))
		}
	}
	var said []string
	for _, text := range s.plotWords(o) {
		said = append(said, kit.Wrap(text, max(1, w))...)
	}
	parts := o.parts()
	if slices.ContainsFunc(parts, func(p plotPart) bool { return !p.low.IsZero() }) {
		high := room - len(lines) - len(said) - 1 // the axis
		lines = append(lines, s.plotParts(o, parts, w, min(max(plotLow, high), plotHigh))...)
	}
	return append(lines, said...)
}

// plotAbout says by which action the end dates come about, and until when the
// key can be used.
func (s *Session) plotAbout(o outcomes) string {
	actions := ""
	switch first, last := o.ends[0].Action, o.ends[len(o.ends)-1].Action; {
	case first != last:
		actions = s.Words.Text(locale.PlotActions, o.Before.Ends)
	case first == redemption.Add:
		actions = s.Words.Text(locale.PlotAdding)
	default:
		actions = s.Words.Text(locale.PlotActivating)
	}
	if o.ActivateBy.IsZero() {
		return actions
	}
	return words.Joined(actions, s.Words.Text(locale.PlotUntil, o.ActivateBy))
}

// plotPart is the part of a plot in which one action is possible. Adding moves
// the end date by days and activating by a year, so each has a scale of its own.
type plotPart struct {
	from      model.Date
	ends      []redemption.DayEnd
	low, high model.Date // zero: the key gives nothing
	width     int
}

// parts are the days of adding and those of activating, where there are any.
func (o outcomes) parts() []plotPart {
	turn := slices.IndexFunc(o.ends, func(d redemption.DayEnd) bool { return d.Action != o.ends[0].Action })
	if turn < 0 {
		return []plotPart{partOf(o.from, o.ends)}
	}
	return []plotPart{partOf(o.from, o.ends[:turn]), partOf(o.from+model.Date(turn), o.ends[turn:])}
}

func partOf(from model.Date, ends []redemption.DayEnd) plotPart {
	p := plotPart{from: from, ends: ends}
	for _, day := range ends {
		if day.Ends.IsZero() {
			continue
		}
		p.high = max(p.high, day.Ends)
		if p.low.IsZero() || day.Ends < p.low {
			p.low = day.Ends
		}
	}
	return p
}

func (p plotPart) scale() kit.Scale {
	return kit.Scale{Min: int(p.from), Max: int(p.from) + len(p.ends) - 1, Width: p.width}
}

// values are the heights of the columns, from 1 on, of so many levels.
func (p plotPart) values(levels int) []int {
	values := make([]int, p.width)
	for i := range values {
		day := p.ends[i*(len(p.ends)-1)/max(1, p.width-1)]
		if !day.Ends.IsZero() {
			values[i] = 1 + int(day.Ends-p.low)*(levels-1)/max(1, int(p.high-p.low))
		}
	}
	return values
}

// plotParts draw the parts one after the other: the dates of the first on the
// left, those of a second on the right, and a boundary where one ends.
func (s *Session) plotParts(o outcomes, parts []plotPart, w, h int) []string {
	left, right := endLabel+1, 0
	room := w - left
	if len(parts) > 1 {
		if room -= plotBreak; room-endLabel-1 >= 2*leastPart {
			right = endLabel + 1
		}
		room = min(max(room-right, 2*leastPart), mostPlot)
		first := room * len(parts[0].ends) / len(o.ends)
		parts[0].width = min(max(first, leastPart), room-leastPart)
		parts[1].width = room - parts[0].width
	} else {
		parts[0].width = max(1, min(room, mostPlot))
	}
	lines := s.endLabels(parts[0], left, h, false)
	axis := kit.Fit("", left)
	for i, part := range parts {
		if i > 0 {
			boundary := " " + s.Theme.Paint(theme.Muted, s.Theme.Glyphs.Boundary) + " "
			for y := range lines {
				lines[y] += boundary
			}
			axis += boundary
		}
		columns, below := s.plotPart(o, part, h)
		for y := range lines {
			lines[y] += columns[y]
		}
		axis += below
	}
	if right > 0 {
		for y, label := range s.endLabels(parts[1], right, h, true) {
			lines[y] += label
		}
	}
	return append(lines, axis)
}

// plotPart draws the columns of a part and the axis below them, the redeem day
// marked on both.
func (s *Session) plotPart(o outcomes, part plotPart, h int) (columns []string, axis string) {
	cursor, here := part.scale().Cell(int(o.On))
	columns = kit.Bars(s.Theme, part.values(h*len(s.Theme.Glyphs.Levels)), 1, h, func(i int) theme.Tone {
		if here && i == cursor {
			return theme.After
		}
		return theme.Rule
	})
	chart := kit.Chart{Theme: s.Theme, Scale: part.scale()}
	axis = chart.Axis(months(part.scale()))
	if here {
		axis = kit.Overlay(axis, s.Theme.Paint(theme.Accent, s.Theme.Glyphs.Up), cursor, 0)
	}
	return columns, axis
}

// endLabels are the last and the first end date of a part in w cells beside its
// columns.
func (s *Session) endLabels(part plotPart, w, h int, behind bool) []string {
	lines := make([]string, h)
	for y := range lines {
		label := ""
		switch {
		case part.low.IsZero():
		case y == h-1:
			label = part.low.String()
		case y == 0:
			label = part.high.String()
		}
		if behind {
			label = " " + label
		}
		lines[y] = s.Theme.Paint(theme.Muted, kit.Fit(label, w))
	}
	return lines
}

// plotWords say what the redeem day gives, and the day a week later.
func (s *Session) plotWords(o outcomes) []string {
	now, later := o.endOn(o.On), o.endOn(o.On+week)
	if now.Ends.IsZero() {
		return []string{s.Words.Text(locale.PlotNever, o.On)}
	}
	text := s.Words.Text(locale.WeekMoves, s.Words.DaysMoved(int(later.Ends)-int(now.Ends)), later.Ends)
	switch {
	case later.Ends.IsZero():
		text = s.Words.Text(locale.WeekTooLate)
	case later.Action != now.Action:
		text = s.Words.Text(locale.WeekActivates, later.Ends)
	}
	return []string{s.Words.Text(locale.PlotOn, o.On, now.Ends), text}
}
