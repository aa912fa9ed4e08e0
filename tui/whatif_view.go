package tui

import (
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// Cells from which the arithmetic and the plot stand side by side, and lines of
// the plot's columns where there is room.
const (
	plotBesideFrom = 100
	plotLow        = 3
	plotHigh       = 6
	highFrom       = 30
)

// Resize lays the fields out.
func (w *whatIf) Resize(size kit.Size) {
	w.size = size
	for i, n := range w.numbers {
		w.fields[i].Resize(kit.Size{W: n.width, H: 1})
	}
	if w.naming != nil {
		w.naming.Resize(kit.Size{W: max(8, min(filterWidth, size.W/2)), H: 1})
	}
}

// View draws the board.
func (w *whatIf) View() string {
	above, below := w.above(), w.below()
	page := max(0, w.size.H-len(above))
	below = below[min(w.scroll, max(0, len(below)-page)):]
	return kit.Stack(kit.Block(above, kit.Size{W: w.size.W, H: min(len(above), w.size.H)}), kit.Block(below, kit.Size{W: w.size.W, H: page}))
}

// above are the lines that stay: the title, the fields, and what is to be said
// about them.
func (w *whatIf) above() []string {
	title := w.tabs(w.size.W)
	if w.railed() {
		title = w.heading()
	}
	return append(append([]string{title}, w.fieldLines()...), w.remark())
}

// heading is the name of the screen and what the board is about.
func (w *whatIf) heading() string {
	right := w.title
	if d := w.subject.dossier; right == "" && d.Record != nil {
		right = words.Joined(d.Title(), d.Tenants[w.subject.subscription.Tenant].Label())
	}
	right = w.Theme.Paint(theme.Muted, cleanText(right)+" ")
	name := w.Theme.Paint(theme.Heading, " "+w.Words.Text(locale.WhatIf))
	return kit.Fit(name+"  ", max(0, w.size.W-kit.Width(right))) + right
}

// fieldLines are the fields with their names, as many on a line as there is
// room for.
func (w *whatIf) fieldLines() []string {
	var lines []string
	line := ""
	for i, n := range w.numbers {
		label := w.Words.Text(n.label)
		tone := theme.Muted
		if i == w.focus {
			tone = theme.Accent
		}
		part := " " + w.Theme.Paint(tone, label) + " " + w.fields[i].View() + " "
		if line != "" && kit.Width(line)+kit.Width(part) > w.size.W {
			lines, line = append(lines, line), ""
		}
		line += part
	}
	return append(lines, line)
}

// remark is the name that is typed, what is wrong with a field, or what to do.
func (w *whatIf) remark() string {
	if w.naming != nil {
		return " " + w.Words.Text(locale.FieldScenarioName) + " " + w.naming.View()
	}
	wrong := ""
	for i, field := range w.fields {
		if text := field.Error(); text != "" && (wrong == "" || i == w.focus) {
			wrong = text
		}
	}
	switch {
	case wrong != "":
		return " " + w.Theme.Paint(theme.Danger, kit.Fit(w.Theme.Glyphs.Warn+" "+wrong, max(0, w.size.W-1)))
	case w.blank && !w.calculated():
		return ""
	case w.stale:
		return " " + w.Theme.Paint(theme.Warning, w.Words.Text(locale.WhatIfStale))
	}
	return kit.Rule(w.Theme, "", w.size.W)
}

// below is what the numbers give: the table, the selected row in full, and the
// end date by redeem day.
func (w *whatIf) below() []string {
	if !w.calculated() {
		var lines []string
		for _, line := range kit.Wrap(w.Words.Text(locale.WhatIfPrompt), max(1, w.size.W-2)) {
			lines = append(lines, " "+line)
		}
		return append([]string{""}, lines...)
	}
	lines := w.boardTable(w.shown, w.size.W, w.row, w.stale)
	lines = append(lines, kit.Rule(w.Theme, "", w.size.W))
	high := plotLow
	if w.size.H >= highFrom {
		high = plotHigh
	}
	indented := func(texts []string) []string {
		for i := range texts {
			texts[i] = " " + texts[i]
		}
		return texts
	}
	if w.size.W < plotBesideFrom {
		lines = append(lines, indented(w.rowLines(w.size.W-2))...)
		return append(append(lines, ""), indented(w.plotLines(w.shown, w.size.W-2, high, w.stale))...)
	}
	half := w.size.W / 2
	left, right := indented(w.rowLines(half-3)), indented(w.plotLines(w.shown, w.size.W-half-2, high, w.stale))
	for i := range max(len(left), len(right)) {
		text := ""
		if i < len(left) {
			text = left[i]
		}
		text = kit.Fit(text, half)
		if i < len(right) {
			text += right[i]
		}
		lines = append(lines, text)
	}
	return lines
}

// rowLines is the selected row in full: the arithmetic and the warnings, or why
// it is not possible and what would make it so.
func (w *whatIf) rowLines(width int) []string {
	option, ok := w.selected()
	if !ok {
		return kit.Wrap(w.nowText(), width)
	}
	lines := []string{w.Theme.Paint(theme.Heading, w.Words.Action(option.Action))}
	if option.Refused != nil {
		for _, line := range kit.Wrap(w.Words.Text(locale.NotPossible, w.Words.Error(option.Refused)), width) {
			lines = append(lines, w.Theme.Paint(theme.Warning, line))
		}
		return append(lines, kit.Wrap(w.Words.Remedy(option.Remedy), width)...)
	}
	o := option.Outcome
	for _, step := range w.Words.Steps(o.Steps) {
		lines = append(lines, kit.Wrap(step, width)...)
	}
	if o.Reserved() {
		lines = append(lines, w.Theme.Paint(theme.Accent, w.Words.Text(locale.ReservedUntil, o.Effective)))
	}
	return append(lines, w.warningLines(o, width)...)
}

// nowText says what there is without the key.
func (w *whatIf) nowText() string {
	before := w.shown.Before
	if before.Ends.IsZero() {
		return w.Words.Text(locale.WhatIfNone)
	}
	return w.Words.Text(locale.WhatIfStands, before.Licenses, before.Ends, redemption.LicenseDays(before, w.shown.On), w.shown.On)
}
