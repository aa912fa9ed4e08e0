package tui

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Actions are what can be done with the numbers and the selected plan.
func (p *planner) Actions() []action {
	var actions []action
	if p.search.busy {
		actions = append(actions, action{keys: []string{"esc"}, name: locale.ActionStopPlanning, perform: p.cancel})
	}
	if p.stopped() && !p.search.busy {
		actions = append(actions, action{keys: []string{"enter"}, name: locale.ActionPlanAgain, perform: p.again})
	}
	none := p.noPlan()
	noKeys := ""
	if len(p.drawer) == 0 {
		noKeys = p.Words.Text(locale.PlannerEmptyDrawer)
	}
	actions = append(actions,
		action{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: none, perform: func() tea.Cmd { return p.Push(&planPage{planner: p}) }},
		action{keys: []string{"o"}, name: locale.PlannerPick, perform: p.pick},
		action{keys: []string{"e"}, name: locale.PlannerNumbers, perform: func() tea.Cmd { return p.Push(newPlanForm(p, locale.StepPlanNumbers)) }},
		action{keys: []string{"d"}, name: locale.PlannerDrawer, whyNot: noKeys, perform: func() tea.Cmd { return p.Push(newPlanForm(p, locale.StepPlanKeys)) }},
		action{keys: []string{"z"}, name: locale.PlannerGoals, perform: func() tea.Cmd { return p.Push(newPlanForm(p, locale.StepPlanGoals)) }},
		action{keys: []string{"b"}, name: locale.PlannerBackwards, perform: func() tea.Cmd { return p.Push(newBackwards(p)) }})
	actions = append(actions, p.planActions()...)
	actions = append(actions,
		action{keys: []string{"m"}, name: locale.PlannerMany, whyNot: p.whyNotMany(), perform: p.listMany},
		action{keys: []string{"n"}, name: locale.PlannerAnew, perform: p.anew})
	return append(actions, moving(p.grid, func() tea.Cmd { return nil })...)
}

// planActions are those on the selected plan.
func (p *planner) planActions() []action {
	none := p.noPlan()
	return []action{
		{keys: []string{"r"}, name: locale.ActionRedeem, whyNot: p.whyNotRedeem(), perform: p.redeem},
		{keys: []string{"x"}, name: locale.ActionExportLog, whyNot: none, perform: p.export},
		{keys: []string{"y"}, name: locale.ActionCopyText, whyNot: none, perform: func() tea.Cmd { return p.copyText(p.document(false)) }},
	}
}

func (p *planner) noPlan() string {
	if _, ok := p.selected(); !ok {
		return p.Words.Text(locale.PlannerNoPlan)
	}
	return ""
}

// cancel stops the search; any change begins it again.
func (p *planner) cancel() tea.Cmd {
	p.show(redemption.Plans{}, context.Canceled)
	return nil
}

// whyNotMany tells why no more plans can be listed.
func (p *planner) whyNotMany() string {
	switch none := p.noPlan(); {
	case none != "":
		return none
	case len(p.found.Plans) == p.found.Total:
		return p.Words.Text(locale.WhyAllPlans)
	case p.limit > 0:
		return p.Words.Text(locale.WhyMostPlans, p.limit)
	}
	return ""
}

// How many plans are listed at most, and how many steps they have together:
// those of a thousand keys may have a thousand each.
const (
	mostPlans     = 1000
	mostPlanSteps = 60_000
)

// listMany makes plans again and lists more of them, as many as the steps of
// those that are listed let expect room for.
func (p *planner) listMany() tea.Cmd {
	steps := 1
	for _, plan := range p.found.Plans {
		steps += len(plan.Steps)
	}
	p.limit = max(2*len(p.found.Plans), min(mostPlans, mostPlanSteps*len(p.found.Plans)/steps))
	return p.plan()
}

// anew forgets the subscription and the numbers.
func (p *planner) anew() tea.Cmd {
	p.take(model.Dossier{})
	return tea.Batch(p.plan(), p.Toast(theme.Good, p.Words.Text(locale.PlannerForgot)))
}

// pick takes a subscription from the list of all.
func (p *planner) pick() tea.Cmd {
	picker := newWorkspace(p.App, cloudSpec().beside, model.Page{})
	picker.spec.beside = nil
	picker.pick = func(d model.Dossier) tea.Cmd {
		want := p.draft.want
		p.take(d)
		p.draft.want = want
		return tea.Batch(p.Pop(), p.Init())
	}
	return p.Push(picker)
}

// showPlanner shows the planner as one left it.
func (a *App) showPlanner() tea.Cmd {
	if a.plans == nil {
		a.plans = newPlanner(a, model.Dossier{})
	}
	return a.Replace(a.plans)
}

// openPlanner makes plans for the selected subscription, or for the one of the
// selected benefit's product; without one for what is typed.
func (w *workspace) openPlanner() tea.Cmd {
	d := w.dossier
	if w.record() == nil {
		return nil
	}
	if held := subjectOf(d).subscription; w.spec.list != model.ListSubscriptions {
		if held.ID == 0 {
			return w.showPlanner()
		}
		d = model.Dossier{Record: held, Product: d.Product, Tenant: d.Tenants[held.Tenant]}
	}
	return w.Push(newPlanner(w.App, d))
}

// planning is the action on a subscription or a Cloud benefit, none elsewhere.
func (w *workspace) planning() []action {
	if w.spec.list != model.ListSubscriptions && w.spec.list != model.ListOf(model.Cloud) {
		return nil
	}
	return []action{{keys: []string{"p"}, name: locale.ActionPlan, quiet: w.spec.list != model.ListSubscriptions, whyNot: w.nothingSelected(), perform: w.openPlanner}}
}
