package tui

import (
	"github.com/charmbracelet/x/ansi"

	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Cells from which the arithmetic and the plot stand side by side.
const plotBesideFrom = 100

// below is what the numbers give, grey while the fields have others.
func (w *whatIf) below() []string {
	if !w.calculated() {
		return w.prompt()
	}
	lines := w.results()
	if w.stale {
		for i, line := range lines {
			lines[i] = w.Theme.Paint(theme.Muted, ansi.Strip(line))
		}
	}
	return lines
}

// results are the table, the selected row in full, and the end date by redeem
// day.
func (w *whatIf) results() []string {
	lines, barred := w.boardTable(w.shown, w.size.W, w.row)
	lines = append(lines, kit.Rule(w.Theme, "", w.size.W))
	room := w.size.H - len(w.above()) - len(lines)
	if w.size.W >= plotBesideFrom {
		return append(lines, w.besides(room)...)
	}
	width := w.size.W - 2
	lines = append(lines, indented(w.rowLines(w.row, width))...)
	lines = append(append(lines, ""), indented(w.plotLines(w.shown, width, 0))...)
	if !barred {
		lines = append(append(lines, ""), indented(w.boardBars(w.shown, width))...)
	}
	return lines
}

// besides are the rows in full, as many as there is room for, beside the plot.
func (w *whatIf) besides(room int) []string {
	half := w.size.W / 2
	left := w.rowLines(w.row, half-3)
	for row := 1; row <= len(w.shown.options); row++ {
		lines := w.rowLines(row, half-3)
		if row != w.row && len(left)+1+len(lines) <= room {
			left = append(append(left, ""), lines...)
		}
	}
	left = indented(left)
	right := indented(w.plotLines(w.shown, w.size.W-half-2, room))
	lines := make([]string, max(len(left), len(right)))
	for i := range lines {
		text := ""
		if i < len(left) {
			text = left[i]
		}
		if lines[i] = kit.Fit(text, half); i < len(right) {
			lines[i] += right[i]
		}
	}
	return lines
}

func indented(lines []string) []string {
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	return lines
}

// prompt says what is missing before anything can be calculated, and where
// numbers come from.
func (w *whatIf) prompt() []string {
	width := max(1, w.size.W-2)
	if w.wrong() != "" {
		return append([]string{""}, indented(kit.Wrap(w.Words.Text(locale.WhatIfWrong), width))...)
	}
	lines := append([]string{""}, indented(kit.Wrap(w.Words.Text(locale.WhatIfPrompt), width))...)
	from := locale.WhatIfFrom
	switch {
	case len(w.fitting()) > 0:
		from = locale.WhatIfDrawer
	case w.draft.refers():
		return lines
	}
	for _, line := range kit.Wrap(w.Words.Text(from), width) {
		lines = append(lines, " "+w.Theme.Paint(theme.Muted, line))
	}
	return lines
}

// rowLines is a row in full: the arithmetic and the warnings, or why it is not
// possible and what would make it so.
func (w *whatIf) rowLines(row, width int) []string {
	if row == 0 {
		return kit.Wrap(w.nowText(), width)
	}
	option := w.shown.options[row-1]
	lines := []string{w.Theme.Paint(theme.Heading, w.Words.Action(option.Action))}
	if option.Refused != nil {
		for _, line := range kit.Wrap(w.Words.Text(locale.NotPossible, w.Words.Error(option.Refused)), width) {
			lines = append(lines, w.Theme.Paint(theme.Warning, line))
		}
		if remedy := w.Words.Remedy(option.Remedy); remedy != "" {
			lines = append(lines, kit.Wrap(remedy, width)...)
		}
		return lines
	}
	o := option.Outcome
	for _, step := range w.Words.Steps(o.Steps) {
		lines = append(lines, kit.Wrap(step, width)...)
	}
	if o.Reserved() {
		lines = append(lines, w.Theme.Paint(theme.Accent, w.Words.Text(locale.ReservedUntil, o.Effective)))
	}
	kept := w.Words.Text(locale.LicenseDaysKept, o.LicenseDays(), redemption.LicenseDays(o.Before, o.On))
	return append(append(lines, kit.Wrap(kept, width)...), w.warningLines(o, width)...)
}

// nowText says what there is without the key.
func (w *whatIf) nowText() string {
	before := w.shown.Before
	if before.Ends.IsZero() {
		return w.Words.Text(locale.WhatIfNone)
	}
	return w.Words.Text(locale.WhatIfStands, before.Licenses, before.Ends, redemption.LicenseDays(before, w.shown.On), w.shown.On)
}
