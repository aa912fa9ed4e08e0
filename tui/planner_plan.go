package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// pane is the selected plan beside the list.
func (p *planner) pane(size kit.Size) string {
	var lines []string
	if plan, ok := p.selected(); ok {
		for _, text := range p.planLines(plan, kit.Size{W: size.W - 4, H: size.H}) {
			lines = append(lines, "  "+text)
		}
	}
	return p.inSight(lines, 0, size)
}

// planLines show a plan: what it comes to, the staircase, the steps with their
// arithmetic, and why keys are kept back. They are as many as it takes, of
// which so many are in sight.
func (p *planner) planLines(plan redemption.Plan, sight kit.Size) []string {
	w := max(10, sight.W)
	var lines []string
	for _, text := range kit.Wrap(p.Words.Plan(plan), w) {
		lines = append(lines, p.Theme.Paint(theme.Heading, text))
	}
	lines = append(append(lines, ""), p.staircase(plan, w, max(flatStairs, min(stairs, sight.H/4)))...)
	lines = append(lines, "")
	lines = append(lines, p.stepLines(p.of.Keys, plan, w)...)
	for i, text := range p.keptLines(plan) {
		if i == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, kit.Wrap(text, w)...)
	}
	return lines
}

// stepLines are the steps of a plan in w cells, each with its arithmetic, and
// what it warns of.
func (s *Session) stepLines(keys []int64, plan redemption.Plan, w int) []string {
	var lines []string
	kind := words.PlanStepLine
	for _, line := range s.Words.PlanSteps(keys, plan) {
		tone := theme.Plain
		switch line.Kind {
		case words.PlanArithmetic:
			tone = theme.Muted
		case words.PlanWarning:
			tone = theme.Warning
			if kind != words.PlanWarning {
				lines = append(lines, "")
			}
		}
		kind = line.Kind
		for _, text := range kit.Hang(line.Lead, line.Text, w) {
			lines = append(lines, s.Theme.Paint(tone, text))
		}
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
	which := d.Words.Text(locale.PlanOf, d.grid.Selected()+1, len(d.found.Plans))
	lines := []string{d.Theme.Paint(theme.Accent, d.about()) + d.Theme.Paint(theme.Muted, "  "+which)}
	lines = append(lines, d.planLines(plan, kit.Size{W: d.page.W - 4, H: d.page.H})...)
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
	return d.inSight(lines, d.top, d.page)
}
