package words

import (
	"fmt"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// Plan says in one line what a plan comes to.
func (w Words) Plan(plan redemption.Plan) string {
	line := w.Text(locale.PlanResult, plan.After.Licenses, plan.After.Ends, plan.Used())
	if len(plan.Kept) > 0 {
		line += ", " + w.Text(locale.PlanKept, len(plan.Kept))
	}
	return line
}

// PlanMissing says what the closest plan lacks of the goals.
func (w Words) PlanMissing(m redemption.Missing) string {
	if m.Key == 0 {
		return w.Text(locale.PlanMissing, m.Licenses, m.Days) + " " + w.Text(locale.PlanNoKeyEnough)
	}
	return w.Text(locale.PlanMissing, m.Licenses, m.Days) + " " + w.Text(locale.PlanKeyEnough, m.Key)
}

// PlanSteps describes each redemption of a plan with its arithmetic, indented
// below it, and then the warnings, each behind a mark.
func (w Words) PlanSteps(keys []int64, plan redemption.Plan) []string {
	var lines []string
	for i, step := range plan.Steps {
		o := step.Outcome
		sizes := make([]string, len(step.Keys))
		for j, k := range step.Keys {
			sizes[j] = w.Number(keys[k])
		}
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, w.Text(locale.PlanStep, w.Action(o.Action), strings.Join(sizes, " + "), o.After.Licenses, o.After.Ends)))
		for _, arithmetic := range w.Steps(o.Steps) {
			lines = append(lines, "  "+arithmetic)
		}
	}
	for _, warning := range plan.Warnings() {
		lines = append(lines, "! "+w.Warning(warning))
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
