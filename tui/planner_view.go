package tui

import (
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Windows from which the selected plan stands beside the list, and from which
// height on the picture of all plans stands below it.
const (
	planBesideFrom = 96
	scatterFrom    = 17
	scatterShare   = 40 // percent of the height, at most as many lines as most
	scatterMost    = 14
)

// planRows lets a grid draw the plans.
type planRows struct{ *planner }

func (r planRows) Len() int { return len(r.found.Plans) }

func (r planRows) Cells(i int, into []kit.Cell) []kit.Cell {
	plan := r.found.Plans[i]
	number := func(n int) kit.Cell { return kit.Cell{Text: r.Words.Number(int64(n)), Tone: theme.Muted} }
	return append(into,
		kit.Cell{Text: r.Words.Number(plan.After.Licenses)},
		kit.Cell{Text: r.dateAndDays(plan.After.Ends), Short: r.Words.Date(plan.After.Ends)},
		number(plan.Used()), number(len(plan.Kept)), number(len(plan.Steps)))
}

func (p *planner) beside() bool { return p.size.W >= planBesideFrom }

// listWidth is what the list and the numbers above it have.
func (p *planner) listWidth() int {
	if p.beside() {
		return p.size.W * 45 / 100
	}
	return p.size.W
}

// Resize lays out the numbers, the list and the picture below it.
func (p *planner) Resize(size kit.Size) {
	p.size = size
	p.fit()
}

// fit gives the list what the lines above and below it leave.
func (p *planner) fit() {
	w := p.listWidth()
	p.grid.Resize(kit.Size{W: w, H: max(0, p.size.H-1-len(p.facts(w))-len(p.scatter(w)))})
}

// View draws the planner.
func (p *planner) View() string {
	w := p.listWidth()
	facts, picture := p.facts(w), p.scatter(w)
	left := kit.Stack(kit.Block(facts, kit.Size{W: w, H: min(len(facts), max(0, p.size.H-1))}), p.grid.View(), kit.Block(picture, kit.Size{W: w, H: len(picture)}))
	height := max(0, p.size.H-1)
	left = kit.Block(strings.Split(left, "\n"), kit.Size{W: w, H: height})
	if p.beside() {
		left = kit.Beside(left, p.pane(kit.Size{W: p.size.W - w, H: height}))
	}
	return kit.Stack(kit.Block([]string{p.headline()}, kit.Size{W: p.size.W, H: min(1, p.size.H)}), left)
}

func (p *planner) headline() string {
	if p.railed() {
		return p.Theme.Paint(theme.Heading, " "+p.Words.Text(locale.PlannerTitle))
	}
	return p.tabs(p.size.W)
}

// facts are the numbers that plans are made for, and what was found.
func (p *planner) facts(w int) []string {
	name := p.Words.Text(locale.PlannerTyped)
	if p.subscription.ID != 0 {
		name = cleanText(orElse(p.product.Label(), p.subscription.Name))
		if tenant := cleanText(p.tenant.Label()); tenant != "" {
			name += " · " + tenant
		}
	}
	var lines []string
	say := func(tone theme.Tone, text string) {
		for _, part := range kit.Wrap(text, max(10, w-2)) {
			lines = append(lines, " "+p.Theme.Paint(tone, part))
		}
	}
	say(theme.Accent, name)
	say(theme.Plain, p.numbers())
	say(theme.Plain, p.keyLine())
	if p.draft.want != (redemption.Goals{}) {
		say(theme.Plain, p.goals())
	}
	say(theme.Muted, p.state())
	if p.missed() && !p.search.busy {
		say(theme.Warning, p.Words.PlanMissing(p.found.Missing))
	}
	return lines
}

// numbers are the subscription and the redeem day.
func (p *planner) numbers() string {
	now := p.Words.Text(locale.StatusNone)
	if p.draft.before != (model.Term{}) {
		now = p.Words.Text(locale.PlannerNow, p.draft.before.Licenses, p.draft.before.Ends)
	}
	return p.Words.Text(locale.PlannerOn, now, p.draft.on)
}

func (p *planner) keyLine() string {
	sum := int64(0)
	for _, licenses := range p.asked.Keys {
		sum += licenses
	}
	return p.Words.Text(locale.PlannerKeys, len(p.asked.Keys), sum, len(p.drawer))
}

func (p *planner) goals() string {
	var goals []string
	if p.draft.want.Licenses > 0 {
		goals = append(goals, p.Words.Text(locale.GoalLicenses, p.draft.want.Licenses))
	}
	if !p.draft.want.Ends.IsZero() {
		goals = append(goals, p.Words.Text(locale.GoalEnd, p.draft.want.Ends))
	}
	return strings.Join(goals, ", ")
}

// missed tells whether there are goals that no plan reaches.
func (p *planner) missed() bool {
	return p.of.Want != (redemption.Goals{}) && !p.found.Meets && len(p.found.Plans) > 0
}

// state tells how far the search is, or what it found.
func (p *planner) state() string {
	switch {
	case p.search.busy && p.search.done > 0:
		return p.Words.Text(locale.PlanProgress, int(100*p.search.done))
	case p.search.busy:
		return p.Words.Text(locale.PlannerBusy)
	case len(p.found.Plans) == 0:
		return ""
	case p.found.LeftOut:
		return p.Words.Text(locale.PlanLeftOut, model.MaxCount)
	case p.found.Exact:
		return p.Words.Text(locale.PlannerFound, p.found.Total)
	}
	return p.Words.Text(locale.PlannerFoundSome, p.found.Total)
}

// scatter shows the plans as points, licenses against end date, with the
// selected one and the goals.
func (p *planner) scatter(w int) []string {
	if p.size.H < scatterFrom || len(p.found.Plans) < 2 {
		return nil
	}
	return p.points(w, min(scatterMost, p.size.H*scatterShare/100))
}

func (p *planner) points(w, h int) []string {
	low, high, first, last := int64(model.MaxCount), int64(0), p.of.On, p.of.On+1
	for _, plan := range p.found.Plans {
		low, high = min(low, plan.After.Licenses), max(high, plan.After.Licenses)
		last = max(last, plan.After.Ends)
	}
	label := max(kit.Width(p.Words.Number(low)), kit.Width(p.Words.Number(high))) + 2
	chart := kit.Chart{Theme: p.Theme, Scale: kit.Scale{Min: int(first), Max: int(last), Width: max(1, w-label-2)}}
	if want := p.of.Want.Ends; !want.IsZero() {
		chart.Marks = []kit.Mark{{At: int(want), Glyph: p.Theme.Glyphs.Boundary, Tone: theme.Today}}
	}
	var points []kit.Point
	for _, plan := range p.found.Plans {
		points = append(points, kit.Point{X: int(plan.After.Ends), Y: int(plan.After.Licenses), Glyph: p.Theme.Glyphs.Ring, Tone: theme.Before})
	}
	if plan, ok := p.selected(); ok {
		points = append(points, kit.Point{X: int(plan.After.Ends), Y: int(plan.After.Licenses), Glyph: p.Theme.Glyphs.Dot, Tone: theme.Accent})
	}
	lines := chart.Points(points, int(low), int(high), max(1, h-2))
	for i := range lines {
		text := ""
		switch i {
		case 0:
			text = p.Words.Number(high)
		case len(lines) - 1:
			text = p.Words.Number(low)
		}
		lines[i] = p.Theme.Paint(theme.Muted, kit.FitRight(text, label)) + " " + lines[i]
	}
	title := " " + p.Theme.Paint(theme.Muted, p.Words.Text(locale.PlannerPicture))
	return append(append([]string{title}, lines...), kit.Fit("", label+1)+chart.Axis(months(chart.Scale)))
}
