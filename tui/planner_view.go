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
	planBesideFrom = 92
	listLeast      = 48
	scatterFrom    = 17
	scatterShare   = 40 // percent of the height, at most as many lines as least
	scatterLeast   = 14
	scatterMost    = 24
	listLines      = 5  // above, around and below the rows of the list
	planDays       = 11 // cells of the days left, of which plans may have many
)

// planRows lets a grid draw the plans.
type planRows struct{ *planner }

func (r planRows) Len() int { return len(r.found.Plans) }

func (r planRows) Cells(i int, into []kit.Cell) []kit.Cell {
	plan := r.found.Plans[i]
	number := func(n int) kit.Cell { return kit.Cell{Text: r.Words.Number(int64(n)), Tone: theme.Muted} }
	return append(into,
		kit.Cell{Text: r.Words.Number(plan.After.Licenses)},
		kit.Cell{Text: r.Words.Date(plan.After.Ends) + kit.FitRight(r.Words.DaysLeft(plan.After.Ends, r.Today), planDays), Short: r.Words.Date(plan.After.Ends)},
		number(plan.Used()), number(len(plan.Kept)), number(len(plan.Steps)))
}

func (p *planner) beside() bool { return p.size.W >= planBesideFrom }

// listWidth is what the list and the numbers above it have.
func (p *planner) listWidth() int {
	if p.beside() {
		return max(listLeast, p.size.W*45/100)
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
	facts := len(p.facts(w))
	p.grid.Resize(kit.Size{W: w, H: max(0, p.size.H-1-facts-len(p.scatter(w, facts)))})
}

// View draws the planner.
func (p *planner) View() string {
	w := p.listWidth()
	facts := p.facts(w)
	picture := p.scatter(w, len(facts))
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

// about names what plans are made for.
func (p *planner) about() string {
	if p.subscription.ID == 0 {
		return p.Words.Text(locale.PlannerTyped)
	}
	name := cleanText(orElse(p.product.Label(), p.subscription.Name))
	if tenant := cleanText(p.tenant.Label()); tenant != "" {
		name += " · " + tenant
	}
	return name
}

// facts are the numbers that plans are made for, and what was found.
func (p *planner) facts(w int) []string {
	var lines []string
	say := func(tone theme.Tone, text string) {
		for _, part := range kit.Wrap(text, max(10, w-2)) {
			lines = append(lines, " "+p.Theme.Paint(tone, part))
		}
	}
	say(theme.Accent, p.about())
	say(theme.Plain, p.numbers())
	say(theme.Plain, p.keyLine())
	if left := p.leftOut(); len(left) > 0 {
		say(theme.Warning, p.Words.Text(locale.PlannerKeysLeftOut, len(left), left[0]))
	}
	if p.draft.want != (redemption.Goals{}) {
		say(theme.Plain, p.Words.Text(locale.PlannerWants, p.goals()))
	}
	if p.search.busy {
		lines = append(lines, " "+p.progressLine(p.search.progress, w-2))
	} else if found := p.state(); found != "" {
		say(theme.Muted, found)
	}
	if p.found.LeftOut {
		say(theme.Warning, p.Words.Text(locale.PlanLeftOut, model.MaxCount))
	}
	if p.missed() && !p.search.busy {
		say(theme.Warning, p.Words.PlanMissing(p.found.Missing))
	}
	return lines
}

// numbers are the subscription and the redeem day.
func (p *planner) numbers() string {
	before, on := p.draft.before, p.draft.on
	now := p.Words.Text(locale.PlannerNow, before.Licenses, before.Ends)
	switch status := p.asked.Status; {
	case before == (model.Term{}):
		return p.Words.Text(locale.PlannerNone, on)
	case before.Ends.IsZero():
		return p.Words.Text(locale.PlannerNoEnd, before.Licenses, on)
	case before.Ends < on:
		return p.Words.Text(locale.PlannerEnded, before.Licenses, before.Ends, on)
	case status != 0 && status != model.Active:
		now += ", " + p.Words.Status(model.ListSubscriptions, status)
	}
	return p.Words.Text(locale.PlannerOn, now, on)
}

func (p *planner) keyLine() string {
	sum := int64(0)
	for _, licenses := range p.asked.Keys {
		sum += licenses
	}
	if p.subscription.ID == 0 {
		return p.Words.Text(locale.PlannerTypedKeys, len(p.asked.Keys), sum)
	}
	return p.Words.Text(locale.PlannerKeys, len(p.asked.Keys), sum, len(p.drawer))
}

// leftOut tells of each key of the drawer that no plan can use why that is.
func (p *planner) leftOut() (why []string) {
	for _, found := range p.drawer {
		if reason := p.whyNotUsed(found); reason != "" {
			why = append(why, reason)
		}
	}
	return why
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

// state tells what the search found.
func (p *planner) state() string {
	shown, total := len(p.found.Plans), p.found.Total
	if shown == 0 {
		return ""
	}
	count := p.Words.Text(locale.PlannerFound, total)
	if shown < total {
		count = p.Words.Text(locale.PlannerShown, shown, total)
	}
	if p.found.Exact {
		return count + p.Words.Text(locale.PlannerExact)
	}
	return count + p.Words.Text(locale.PlannerNearly)
}

// scatter shows the plans as points below the list, where there is room: in a
// share of the height, or in what a short list leaves.
func (p *planner) scatter(w, facts int) []string {
	if p.size.H < scatterFrom || len(p.found.Plans) < 2 {
		return nil
	}
	least := min(scatterLeast, p.size.H*scatterShare/100)
	return p.points(w, max(least, min(scatterMost, p.size.H-facts-len(p.found.Plans)-listLines)))
}
