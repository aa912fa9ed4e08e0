package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// handedPlan is a plan that the redeem wizard begins with: recorded keys in the
// order in which they are redeemed.
type handedPlan struct {
	subscription model.Subscription
	product      model.Product
	tenant       model.Tenant
	keys         []model.DrawerKey
	actions      []redemption.Action // of each redemption
	sizes        []int               // how many keys each takes
}

// whyNotRedeem tells why the redeem wizard can't begin with the selected plan.
func (p *planner) whyNotRedeem() string {
	plan, ok := p.selected()
	say := func(m locale.Message, args ...any) string { return p.Words.Text(m, args...) }
	s := p.subscription
	switch {
	case !ok:
		return say(locale.PlannerNoPlan)
	case plan.Used() == 0:
		return say(locale.WhyPlanEmpty)
	case p.usesTyped(plan):
		return say(locale.WhyPlanTyped)
	case p.draft.on != p.Today:
		return say(locale.WhyPlanDay, p.draft.on)
	case p.draft.before != p.termOf(s):
		return say(locale.WhyPlanNumbers)
	case plan.Used() > redemption.MaxTogether:
		return say(locale.WhyPlanMany, redemption.MaxTogether)
	}
	return p.whyNotInAnyTenant(model.VerbRedeem, model.KindBenefit)
}

// usesTyped tells whether a plan uses a key that is not recorded.
func (p *planner) usesTyped(plan redemption.Plan) bool {
	for _, step := range plan.Steps {
		for _, position := range step.Keys {
			if p.of.from[position].Key.ID == 0 {
				return true
			}
		}
	}
	return false
}

// redeem begins the redeem wizard with the steps of the selected plan.
func (p *planner) redeem() tea.Cmd {
	plan, _ := p.selected()
	begin := handedPlan{subscription: p.subscription, product: p.product, tenant: p.tenant}
	for _, step := range plan.Steps {
		begin.actions, begin.sizes = append(begin.actions, step.Outcome.Action), append(begin.sizes, len(step.Keys))
		for _, position := range step.Keys {
			begin.keys = append(begin.keys, p.of.from[position])
		}
	}
	r := newRedeemWizard(p.App, begin.keys[0].Benefit.ID)
	r.planned = begin
	return p.Push(r)
}

// follows puts a plan into the draft of a wizard that was just opened.
func (r *redeemWizard) follows() {
	d := &r.draft
	plan := r.planned
	if len(plan.keys) == 0 {
		return
	}
	if plan.subscription.ID != 0 {
		plan.subscription.Name = cmp.Or(plan.subscription.Name, plan.product.Label())
		r.dossier.Tenants[plan.tenant.ID] = plan.tenant
		r.dossier.Subscriptions = addSubscription(r.dossier.Subscriptions, plan.subscription)
		r.take(plan.subscription, plan.product)
	}
	first := plan.keys[0].Key
	d.stored, d.licenses, d.months = first, first.Licenses, first.Months
	plan.into(d)
}

// into has the keys of a plan redeemed as the plan does.
func (plan handedPlan) into(d *redeemDraft) {
	d.action, d.actions, d.sizes = plan.actions[0], slices.Clone(plan.actions[1:]), plan.sizes
	d.marked, d.portalEnds, d.oneByOne = nil, 0, len(plan.actions) > 1
	for _, found := range plan.keys[1:] {
		d.marked = append(d.marked, found.Key.ID)
	}
	d.settle()
}
