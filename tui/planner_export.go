package tui

import (
	"path/filepath"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// document is the selected plan as a text, or as markdown.
func (p *planner) document(markdown bool) string {
	plan, _ := p.selected()
	title, heading, bullet := "", "", ""
	if markdown {
		title, heading, bullet = "# ", "## ", "- "
	}
	lines := []string{title + p.documentTitle(), ""}
	list := func(name locale.Message, items []string) {
		if len(items) == 0 {
			return
		}
		lines = append(lines, "", heading+p.Words.Text(name), "")
		for _, item := range items {
			lines = append(lines, bullet+item)
		}
	}
	for _, fact := range p.documentFacts() {
		lines = append(lines, bullet+fact)
	}
	lines = append(lines, "", heading+p.Words.Plan(plan), "")
	for _, line := range p.Words.PlanSteps(p.of.Keys, plan) {
		lines = append(lines, markedLine(line, markdown))
	}
	list(locale.PlanUsed, p.usedKeys(plan))
	list(locale.PlanKeptBack, p.keptKeys(plan))
	return strings.Join(lines, "\n") + "\n"
}

// markedLine makes a list item of a step's arithmetic and of warnings; steps are
// numbered already.
func markedLine(line words.PlanLine, markdown bool) string {
	switch {
	case markdown && line.Kind == words.PlanWarning:
		return "- " + line.Text
	case markdown && line.Kind == words.PlanArithmetic:
		return "   - " + line.Text
	}
	return line.String()
}

func (p *planner) documentTitle() string {
	title := p.Words.Text(locale.PlannerTitle)
	if p.subscription.ID != 0 {
		title += ": " + cleanText(orElse(p.product.Label(), p.subscription.Name))
		if tenant := cleanText(p.tenant.Label()); tenant != "" {
			title += ", " + tenant
		}
	}
	return title
}

func (p *planner) documentFacts() []string {
	facts := []string{p.numbers(), p.keyLine()}
	if p.draft.want != (redemption.Goals{}) {
		facts = append(facts, p.Words.Text(locale.PlannerWants, p.goals()))
		if p.missed() {
			facts = append(facts, p.Words.PlanMissing(p.found.Missing))
		}
	}
	return facts
}

// usedKeys names the recorded keys of each step by their last group, and the
// benefits that they came with.
func (p *planner) usedKeys(plan redemption.Plan) (items []string) {
	for i, step := range plan.Steps {
		for _, position := range step.Keys {
			if p.of.from[position].Key.ID != 0 {
				items = append(items, p.Words.Text(locale.PlanKeyOf, i+1, p.recordedKey(position)))
			}
		}
	}
	return items
}

// keptKeys are the keys that a plan keeps back, and why: those that are
// recorded by name, others by size.
func (p *planner) keptKeys(plan redemption.Plan) (items []string) {
	typed := plan
	typed.Kept = nil
	for _, position := range plan.Kept {
		if p.of.from[position].Key.ID == 0 {
			typed.Kept = append(typed.Kept, position)
			continue
		}
		items = append(items, p.recordedKey(position)+"; "+p.Words.Kept(plan.WhyKept(p.of.Drawer, position)))
	}
	return append(items, p.keptLines(typed)...)
}

func (p *planner) recordedKey(position int) string {
	found := p.of.from[position]
	return p.Words.Text(locale.PlanKey, found.Key.Label(), found.Key.Licenses, cleanText(found.Benefit.Source))
}

// isMarkdown tells whether a plan is written to a file as markdown.
func isMarkdown(path string) bool {
	extension := strings.ToLower(filepath.Ext(path))
	return extension == ".md" || extension == ".markdown"
}

// export writes the selected plan to a file that the person names.
func (p *planner) export() tea.Cmd {
	text, markdown := p.document(false), p.document(true)
	return p.Push(newFileForm(p.App, locale.PlanExport, locale.PlanFile, "plan.md", []string{".md", ".markdown", ".txt"}, func(t ticket, path string, overwrite bool) tea.Cmd {
		if isMarkdown(path) {
			return p.writeText(t, path, markdown, overwrite)
		}
		return p.writeText(t, path, text, overwrite)
	}))
}
