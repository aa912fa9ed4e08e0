package tui

import (
	"slices"

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

// Cells from which two boards stand side by side, and lines for the numbers of
// each.
const (
	boardsBesideFrom = 112
	scenarioLines    = 2
)

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
	hidden := max(0, len(lines)-p.size.H)
	from := min(p.scroll, hidden)
	return p.scrollHint(kit.Block(lines[from:], p.size), p.size, from, hidden)
}

// lines are the two boards side by side and then what differs, or that first
// and one board below the other.
func (p *comparePage) lines() []string {
	lines := []string{" " + p.Theme.Paint(theme.Heading, p.Words.Text(locale.CompareTitle)), ""}
	title := p.Words.Text(locale.Differences, cleanText(p.first.name), cleanText(p.second.name))
	differ := append([]string{" " + p.Theme.Paint(theme.Heading, kit.Fit(title, max(0, p.size.W-1)))}, p.differences()...)
	if p.size.W < boardsBesideFrom {
		return slices.Concat(lines[:1], differ, []string{""}, p.board(p.first, p.size.W), []string{""}, p.board(p.second, p.size.W))
	}
	half := p.size.W / 2
	first, second := p.board(p.first, half-1), p.board(p.second, p.size.W-half)
	for i := range first {
		lines = append(lines, kit.Fit(first[i], half)+second[i])
	}
	return slices.Concat(lines, []string{""}, differ)
}

// board is one of the two, with its name and numbers; side by side both have
// the same lines, without bars.
func (p *comparePage) board(c compared, w int) []string {
	lines := []string{" " + p.Theme.Paint(theme.Accent, kit.Fit(cleanText(c.name), max(0, w-1)))}
	numbers := append(kit.Wrap(p.scenarioText(c.scenario), max(1, w-1)), "")[:scenarioLines]
	for _, line := range numbers {
		lines = append(lines, " "+p.Theme.Paint(theme.Muted, kit.Fit(line, max(0, w-1))))
	}
	table, _ := p.boardTable(c.outcomes, w, noRow)
	return append(lines, table[:2+len(c.options)]...)
}

const noRow = -1

// differences say for each row what the second has beyond the first, or why
// one of them is not possible.
func (p *comparePage) differences() []string {
	names := kit.Width(p.Words.Text(locale.WhatIfNow))
	for _, action := range redemption.Actions() {
		names = max(names, kit.Width(p.Words.ActionShort(action)))
	}
	var lines []string
	add := func(name, text string) {
		for _, line := range kit.Wrap(text, max(1, p.size.W-names-2*pageGap)) {
			lines = append(lines, kit.Fit("", pageGap)+kit.Fit(name, names)+kit.Fit("", pageGap)+line)
			name = ""
		}
	}
	add(p.Words.Text(locale.WhatIfNow), p.difference(p.first.Before, p.second.Before,
		redemption.LicenseDays(p.second.Before, p.second.On)-redemption.LicenseDays(p.first.Before, p.first.On)))
	for i, one := range p.first.options {
		add(p.Words.ActionShort(one.Action), p.optionsDiffer(one, p.second.options[i]))
	}
	return lines
}

const pageGap = 2

// optionsDiffer compares one action of the two boards.
func (p *comparePage) optionsDiffer(one, two redemption.Option) string {
	first, second := cleanText(p.first.name), cleanText(p.second.name)
	switch {
	case one.Refused != nil && two.Refused != nil:
		why := p.Words.Error(one.Refused)
		if other := p.Words.Error(two.Refused); other != why {
			why = words.Joined(why, other)
		}
		return p.Words.Text(locale.OnlyNeither, why)
	case two.Refused != nil:
		return p.Words.Text(locale.OnlyOne, first, second, p.Words.Error(two.Refused))
	case one.Refused != nil:
		return p.Words.Text(locale.OnlyOne, second, first, p.Words.Error(one.Refused))
	}
	return p.difference(one.Outcome.After, two.Outcome.After, two.Outcome.LicenseDays()-one.Outcome.LicenseDays())
}

// difference is how far apart two terms are.
func (p *comparePage) difference(one, two model.Term, licenseDays int64) string {
	text := p.Words.LicensesMoved(two.Licenses - one.Licenses)
	if !one.Ends.IsZero() && !two.Ends.IsZero() {
		text = words.Joined(text, p.Words.DaysMoved(int(two.Ends)-int(one.Ends)))
	}
	return words.Joined(text, p.Words.Text(locale.LicenseDaysMoved, p.Words.Signed(licenseDays)))
}
