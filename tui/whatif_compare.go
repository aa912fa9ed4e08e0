package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// compared is a scenario with its name and what it gives.
type compared struct {
	name string
	outcomes
}

// comparePage shows two boards and what differs, row by row.
type comparePage struct {
	*App
	first, second compared
	scroll        int
	size          kit.Size
}

// Cells from which two boards stand side by side.
const boardsBesideFrom = 112

// Init asks nothing.
func (p *comparePage) Init() tea.Cmd { return nil }

// Update waits for nothing.
func (p *comparePage) Update(tea.Msg) tea.Cmd { return nil }

// Resize keeps the page's rectangle.
func (p *comparePage) Resize(size kit.Size) { p.size = size }

// Actions scroll.
func (p *comparePage) Actions() []action {
	by := func(lines int) func() tea.Cmd {
		return func() tea.Cmd {
			p.scroll = max(0, min(p.scroll+lines, len(p.lines())-p.size.H))
			return nil
		}
	}
	return []action{
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: by(-1)},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: by(1)},
		{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: by(-p.size.H)},
		{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: by(p.size.H)},
	}
}

// View draws the page.
func (p *comparePage) View() string {
	lines := p.lines()
	return kit.Block(lines[min(p.scroll, max(0, len(lines)-p.size.H)):], p.size)
}

func (p *comparePage) lines() []string {
	lines := []string{" " + p.Theme.Paint(theme.Heading, p.Words.Text(locale.CompareTitle)), ""}
	if p.size.W < boardsBesideFrom {
		lines = append(append(append(lines, p.board(p.first, p.size.W)...), ""), p.board(p.second, p.size.W)...)
	} else {
		half := p.size.W / 2
		first, second := p.board(p.first, half-1), p.board(p.second, p.size.W-half)
		for i := range first {
			lines = append(lines, kit.Fit(first[i], half)+second[i])
		}
	}
	return append(append(lines, "", " "+p.Theme.Paint(theme.Heading, p.Words.Text(locale.Differences))), p.differences()...)
}

// board is one of the two, with its name and numbers; side by side both have
// the same lines, without bars.
func (p *comparePage) board(c compared, w int) []string {
	lines := []string{
		" " + p.Theme.Paint(theme.Accent, kit.Fit(cleanText(c.name), max(0, w-1))),
		" " + p.Theme.Paint(theme.Muted, kit.Fit(p.scenarioText(c.scenario), max(0, w-1))),
	}
	return append(lines, p.boardTable(c.outcomes, w, noRow, false)[:2+len(c.options)]...)
}

const noRow = -1

// differences say for each row what the second has beyond the first.
func (p *comparePage) differences() []string {
	names := kit.Width(p.Words.Text(locale.WhatIfNow))
	for _, action := range redemption.Actions() {
		names = max(names, kit.Width(p.Words.ActionShort(action)))
	}
	line := func(name, text string) string {
		return "  " + kit.Fit(kit.Fit(name, names)+"  "+text, max(0, p.size.W-2))
	}
	lines := []string{line(p.Words.Text(locale.WhatIfNow), p.difference(p.first.Before, p.second.Before,
		redemption.LicenseDays(p.second.Before, p.second.On)-redemption.LicenseDays(p.first.Before, p.first.On)))}
	for i, one := range p.first.options {
		two := p.second.options[i]
		text := ""
		switch {
		case one.Refused != nil && two.Refused != nil:
			text = p.Words.Text(locale.OnlyNeither)
		case two.Refused != nil:
			text = p.Words.Text(locale.OnlyFirst)
		case one.Refused != nil:
			text = p.Words.Text(locale.OnlySecond)
		default:
			text = p.difference(one.Outcome.After, two.Outcome.After, two.Outcome.LicenseDays()-one.Outcome.LicenseDays())
		}
		lines = append(lines, line(p.Words.ActionShort(one.Action), text))
	}
	return lines
}

// difference is how far apart two terms are.
func (p *comparePage) difference(one, two model.Term, licenseDays int64) string {
	text := p.Words.LicensesMoved(two.Licenses - one.Licenses)
	if !one.Ends.IsZero() && !two.Ends.IsZero() {
		text = words.Joined(text, p.Words.DaysMoved(int(two.Ends)-int(one.Ends)))
	}
	return words.Joined(text, p.Words.Text(locale.LicenseDaysMoved, p.Words.Signed(licenseDays)))
}
