package words

import (
	"fmt"
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// Plan says in one line what a plan comes to.
func (w Words) Plan(plan redemption.Plan) string {
	line := w.Text(locale.PlanNothing)
	if !plan.After.Ends.IsZero() {
		line = w.Text(locale.PlanResult, plan.After.Licenses, plan.After.Ends, plan.Used())
	}
	if len(plan.Kept) > 0 {
		line += ", " + w.Text(locale.PlanKept, len(plan.Kept))
	}
	return line
}

// PlanMissing says what the closest plan lacks of the goals.
func (w Words) PlanMissing(m redemption.Missing) string {
	lacks := w.Text(locale.PlanMissing, m.Licenses, m.Days)
	switch {
	case m.Days == 0:
		lacks = w.Text(locale.PlanMissingLicenses, m.Licenses)
	case m.Licenses == 0:
		lacks = w.Text(locale.PlanMissingDays, m.Days)
	}
	if m.Key == 0 {
		return lacks + " " + w.Text(locale.PlanNoKeyEnough)
	}
	return lacks + " " + w.Text(locale.PlanKeyEnough, m.Key)
}

// Sizes adds the licenses on several keys up, those of one size together, the
// largest first: "2 × 25 + 10".
func (w Words) Sizes(licenses []int64) string {
	sorted := slices.Sorted(slices.Values(licenses))
	var terms []string
	for len(sorted) > 0 {
		largest := sorted[len(sorted)-1]
		first, _ := slices.BinarySearch(sorted, largest)
		term := w.Number(largest)
		if n := len(sorted) - first; n > 1 {
			term = fmt.Sprintf("%s × %s", w.Number(int64(n)), term)
		}
		terms, sorted = append(terms, term), sorted[:first]
	}
	return strings.Join(terms, " + ")
}

// PlanLine is a line of what is said of a plan: a step with its number, its
// arithmetic behind blanks, or a warning behind a mark.
type PlanLine struct {
	Kind PlanLineKind
	Lead string
	Text string
}

// PlanLineKind is what a PlanLine tells.
type PlanLineKind int

// The kinds of lines of a plan.
const (
	PlanStepLine PlanLineKind = iota
	PlanArithmetic
	PlanWarning
)

func (l PlanLine) String() string { return l.Lead + l.Text }

// PlanSteps describes each redemption of a plan with its arithmetic, then what
// it warns of.
func (w Words) PlanSteps(keys []int64, plan redemption.Plan) []PlanLine {
	var lines []PlanLine
	for i, step := range plan.Steps {
		o := step.Outcome
		sizes := make([]int64, len(step.Keys))
		for j, k := range step.Keys {
			sizes[j] = keys[k]
		}
		text := w.Text(locale.PlanStep, w.Action(o.Action), w.Sizes(sizes), o.After.Licenses, o.After.Ends)
		lines = append(lines, PlanLine{PlanStepLine, fmt.Sprintf("%d. ", i+1), text})
		for _, arithmetic := range w.Steps(o.Steps) {
			lines = append(lines, PlanLine{PlanArithmetic, "  ", arithmetic})
		}
	}
	for _, warning := range plan.Warnings() {
		lines = append(lines, PlanLine{PlanWarning, "! ", w.Warning(warning)})
	}
	return lines
}

var keptMessages = map[model.Code]locale.Message{
	redemption.KeptNotNeeded: locale.KeptNotNeeded,
	redemption.KeptTooLarge:  locale.KeptTooLarge,
	redemption.KeptNoCloser:  locale.KeptNoCloser,
}

// Kept says why a plan keeps a key back.
func (w Words) Kept(n model.Notice) string { return w.coded(keptMessages, n) }
