package tui

import (
	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// actionChoice are the four actions to choose from; one that was tried and
// refused says why.
func actionChoice(w words.Words, tried []attempt, chosen redemption.Action, choose func(redemption.Action)) []option {
	var options []option
	for i, action := range redemption.Actions() {
		o := option{label: w.Action(action), help: w.ActionHelp(action), chosen: action == chosen, choose: func() { choose(action) }}
		if i < len(tried) && tried[i].err != nil {
			o.whyNot = w.Error(tried[i].err)
		}
		options = append(options, o)
	}
	return options
}

// outcomeLines shows an outcome: before and after, bars on one axis, the
// arithmetic, the warnings.
func (s *Session) outcomeLines(o redemption.Outcome, width int) []string {
	lines := append([]string{""}, s.beforeAfter(o, width)...)
	lines = append(append(lines, ""), s.bars(o, width)...)
	return append(append(lines, ""), s.reasoning(o, width)...)
}

// reasoning is the arithmetic of an outcome, line by line, and its warnings.
func (s *Session) reasoning(o redemption.Outcome, width int) []string {
	var lines []string
	for _, step := range s.Words.Steps(o.Steps) {
		lines = append(lines, kit.Wrap(step, width)...)
	}
	if o.Reserved() {
		lines = append(lines, s.Theme.Paint(theme.Accent, s.Words.Text(locale.ReservedUntil, o.Effective)))
	}
	return append(append(lines, ""), s.warningLines(o, width)...)
}

func (s *Session) warningLines(o redemption.Outcome, width int) []string {
	var lines []string
	for _, warning := range o.Warnings {
		for i, line := range kit.Wrap(s.Words.Warning(warning), max(10, width-2)) {
			mark := "  "
			if i == 0 {
				mark = s.Theme.Paint(warningTone(warning.Code), s.Theme.Glyphs.Warn) + " "
			}
			lines = append(lines, mark+line)
		}
	}
	return lines
}

// shortOutcome is an outcome in as few lines as say it, for small windows.
func (s *Session) shortOutcome(o redemption.Outcome, width int) []string {
	before, moved := "–", ""
	if !o.Before.Ends.IsZero() {
		before = s.Words.Date(o.Before.Ends)
	}
	if days, ok := o.DaysMoved(); ok {
		moved = "  " + s.Words.DaysMoved(days)
	}
	arrow := " " + s.Theme.Glyphs.Arrow + " "
	lines := []string{
		before + arrow + s.Theme.Paint(theme.Accent, s.Words.Date(o.After.Ends)) + moved,
		s.Words.Number(o.Before.Licenses) + arrow + s.Words.Text(locale.UnitLicenses, o.After.Licenses),
	}
	lines = append(lines, s.bars(o, width)...)
	for _, step := range s.Words.Steps(o.Steps) {
		lines = append(lines, kit.Wrap(step, width)...)
	}
	return append(lines, s.warningLines(o, width)...)
}

// warningTone: what can't be taken back and what takes time away stand out.
func warningTone(code model.Code) theme.Tone {
	switch code {
	case redemption.Irreversible, redemption.EndDateMovesEarlier, redemption.LicensesDrop:
		return theme.Danger
	}
	return theme.Warning
}

const termColumn = 15

func (s *Session) beforeAfter(o redemption.Outcome, width int) []string {
	label := max(kit.Width(s.Words.Text(locale.ColumnLicenses)), kit.Width(s.Words.Text(locale.ColumnEndDate)))
	column := min(termColumn, (width-label)/2)
	row := func(name, before, after string) string {
		return kit.Fit(kit.Fit(name, label)+kit.FitRight(before, column)+kit.FitRight(after, column), width)
	}
	beforeEnd, moved := "–", ""
	if !o.Before.Ends.IsZero() {
		beforeEnd = s.Words.Date(o.Before.Ends)
	}
	if days, ok := o.DaysMoved(); ok {
		moved = s.Words.DaysMoved(days)
	}
	return []string{
		s.Theme.Paint(theme.Muted, row("", s.Words.Text(locale.Before), s.Words.Text(locale.After))),
		row(s.Words.Text(locale.ColumnLicenses), s.Words.Number(o.Before.Licenses), s.Words.Number(o.After.Licenses)),
		row(s.Words.Text(locale.ColumnEndDate), beforeEnd, s.Words.Date(o.After.Ends)),
		s.Theme.Paint(theme.Accent, row("", "", moved)),
	}
}

// bars draws the time before and after on one axis that begins on the redeem
// day.
func (s *Session) bars(o redemption.Outcome, width int) []string {
	label := max(kit.Width(s.Words.Text(locale.Before)), kit.Width(s.Words.Text(locale.After))) + 1
	first := min(o.On, s.Today)
	last := max(o.After.Ends, o.Before.Ends, first+1)
	chart := kit.Chart{
		Theme: s.Theme, Scale: kit.Scale{Min: int(first), Max: int(last), Width: max(1, width-label)},
		Marks: []kit.Mark{{At: int(s.Today), Glyph: s.Theme.Glyphs.Today, Tone: theme.Today}},
	}
	before := chart.Blank()
	if o.Before.Ends >= first {
		before = chart.Bar(int(first), int(o.Before.Ends), theme.Before)
	}
	return []string{
		kit.Fit(s.Words.Text(locale.Before), label) + before,
		kit.Fit(s.Words.Text(locale.After), label) + chart.Bar(int(o.Effective), int(o.After.Ends), theme.After),
		kit.Fit("", label) + chart.Axis(months(chart.Scale)),
	}
}

// months labels the first day of months or years, as many as an axis has room
// for and all equally far apart.
func months(axis kit.Scale) func(yield func(int, string) bool) {
	stride := monthStride(axis)
	return func(yield func(int, string) bool) {
		year, month, _ := model.Date(axis.Min - 1).Civil()
		for count := (year*12 + month + stride - 1) / stride * stride; ; count += stride {
			d, err := model.NewDate(count/12, count%12+1, 1)
			if err != nil || int(d) > axis.Max {
				return
			}
			label := d.String()[2:7]
			if stride%12 == 0 {
				label = d.String()[:4]
			}
			if !yield(int(d), label) {
				return
			}
		}
	}
}

// monthStride is how many months one label of an axis needs: a part of a year,
// or a round number of years.
func monthStride(axis kit.Scale) int {
	const label, shortest = len("'27-01 "), 28 // cells, and days of a month
	days, room := label*(axis.Max-axis.Min), shortest*max(1, axis.Width-1)
	needed := (days + room - 1) / room
	for _, part := range []int{1, 2, 3, 6} {
		if needed <= part {
			return part
		}
	}
	for years := 12; ; years *= 10 {
		for _, round := range []int{1, 2, 5} {
			if needed <= round*years {
				return round * years
			}
		}
	}
}
