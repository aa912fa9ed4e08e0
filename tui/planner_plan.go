package tui

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

const stairs = 7 // lines of a staircase

// pane is the selected plan beside the list.
func (p *planner) pane(size kit.Size) string {
	var lines []string
	if plan, ok := p.selected(); ok {
		for _, text := range p.planLines(plan, size.W-4) {
			lines = append(lines, "  "+text)
		}
	}
	return kit.Block(lines, size)
}

// planLines show a plan in w cells: what it comes to, the staircase, the steps
// with their arithmetic, and why keys are kept back.
func (p *planner) planLines(plan redemption.Plan, w int) []string {
	w = max(10, w)
	var lines []string
	for _, text := range kit.Wrap(p.Words.Plan(plan), w) {
		lines = append(lines, p.Theme.Paint(theme.Heading, text))
	}
	lines = append(append(lines, ""), p.staircase(plan, w, stairs)...)
	lines = append(lines, "")
	for _, text := range p.Words.PlanSteps(p.of.Keys, plan) {
		lines = append(lines, kit.Wrap(text, w)...)
	}
	for _, text := range p.keptLines(plan) {
		lines = append(lines, kit.Wrap(text, w)...)
	}
	return lines
}

// keptLines say of each key that a plan keeps back why. Keys of one size are
// named together.
func (p *planner) keptLines(plan redemption.Plan) []string {
	count := map[int64]int{}
	for _, position := range plan.Kept {
		count[p.of.Keys[position]]++
	}
	var lines []string
	for _, position := range plan.Kept {
		licenses := p.of.Keys[position]
		if n := count[licenses]; n > 0 {
			lines = append(lines, p.Words.Text(locale.PlannerKeeps, n, licenses, p.Words.Kept(plan.WhyKept(p.of.Drawer, position))))
			count[licenses] = 0
		}
	}
	return lines
}

// staircase draws licenses over time, what each step adds with its number, and
// the months below.
func (p *planner) staircase(plan redemption.Plan, w, h int) []string {
	first, last := p.of.On, max(p.of.On+1, p.of.Before.Ends)
	high := p.of.Before.Licenses
	layers := []kit.Layer{{To: int(p.of.Before.Ends), High: int(p.of.Before.Licenses), Glyph: p.Theme.Glyphs.Bar, Tone: theme.Before}}
	for i, step := range plan.Steps {
		after := step.Outcome.After
		last, high = max(last, after.Ends), max(high, after.Licenses)
		layers = append(layers, kit.Layer{To: int(after.Ends), High: int(after.Licenses), Glyph: strconv.Itoa((i + 1) % 10), Tone: theme.After})
	}
	if len(plan.Steps) > 0 && plan.Steps[0].Outcome.Action == redemption.Activate {
		layers = layers[1:] // what was there has ended
	}
	label := kit.Width(p.Words.Number(high)) + 1
	chart := kit.Chart{Theme: p.Theme, Scale: kit.Scale{Min: int(first), Max: int(last), Width: max(1, w-label)}}
	lines := chart.Layers(layers, h)
	for i := range lines {
		text := ""
		if i == 0 {
			text = p.Words.Number(high)
		}
		lines[i] = p.Theme.Paint(theme.Muted, kit.Fit(text, label)) + lines[i]
	}
	return append(lines, kit.Fit("", label)+chart.Axis(months(chart.Scale)))
}

// planPage shows one plan on the whole screen.
type planPage struct {
	*planner
	top  int
	page kit.Size
}

// Init begins no search.
func (d *planPage) Init() tea.Cmd { return nil }

// End leaves the search to the planner.
func (d *planPage) End() {}

// Update leaves answers to the planner below, which gets them too.
func (d *planPage) Update(tea.Msg) tea.Cmd { return nil }

// Resize keeps the page's rectangle.
func (d *planPage) Resize(size kit.Size) { d.page = size }

// Actions are those on the plan, scrolling and the way to its neighbours.
func (d *planPage) Actions() []action {
	other := func(n int) func() tea.Cmd {
		return func() tea.Cmd { d.top = 0; d.grid.Move(n); return nil }
	}
	scroll := func(n func() int) func() tea.Cmd {
		return func() tea.Cmd { d.top = max(0, min(d.top+n(), len(d.lines())-d.page.H)); return nil }
	}
	return append(d.planActions(),
		action{keys: []string{"left", "h"}, name: locale.PlanBefore, perform: other(-1)},
		action{keys: []string{"right", "l"}, name: locale.PlanAfter, perform: other(1)},
		action{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: scroll(func() int { return -1 })},
		action{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: scroll(func() int { return 1 })},
		action{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: scroll(func() int { return -d.page.H })},
		action{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: scroll(func() int { return d.page.H })})
}

func (d *planPage) lines() []string {
	plan, ok := d.selected()
	if !ok {
		return []string{d.nothing()}
	}
	lines := d.planLines(plan, d.page.W-4)
	if len(d.found.Plans) > 1 {
		lines = append(append(lines, ""), d.points(d.page.W-4, stairs+2)...)
	}
	return lines
}

// View draws the plan.
func (d *planPage) View() string {
	lines := d.lines()
	for i, text := range lines {
		lines[i] = "  " + text
	}
	return kit.Block(lines[max(0, min(d.top, len(lines)-d.page.H)):], d.page)
}
