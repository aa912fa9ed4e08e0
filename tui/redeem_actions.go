package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// moreActions are the wizard's own keys.
func (r *redeemWizard) moreActions() []action {
	var actions []action
	at := r.flow.step().name
	switch at {
	case locale.StepIntroduction, locale.StepWalkthrough:
		actions = append(actions, action{keys: []string{"g", "ctrl+g"}, name: locale.ActionSkip, perform: r.skipToActivate})
	case locale.StepSubscription:
		actions = append(actions, action{keys: []string{"o"}, name: locale.ActionOtherSubscription, perform: r.pickSubscription})
	case locale.StepFurther:
		actions = append(actions, r.filterActions()...)
	case locale.StepConfirm:
		hold := action{keys: []string{"ctrl+n"}, name: locale.ActionNotDoneYet, whyNot: r.whyNotInAnyTenant(model.VerbReserve, model.KindBenefit), perform: r.reserve}
		if r.draft.queued() || len(r.queue.done) > 0 {
			hold.name, hold.perform = locale.ActionHoldRest, r.holdRest
		}
		actions = append(actions, hold)
	}
	if r.draft.stored.ID != 0 && (at == locale.StepKey || at == locale.StepConfirm) {
		actions = append(actions, action{keys: []string{"ctrl+y"}, name: locale.ActionCopyKey,
			whyNot: r.whyNotMay(model.VerbCopy, model.KindProductKey), perform: r.copyKey})
	}
	return actions
}

// copyKey copies the stored key, after a question where that ends a refund
// right.
func (r *redeemWizard) copyKey() tea.Cmd {
	id := r.keyToCopy()
	of := r.draft.benefit
	if id != r.draft.stored.ID {
		of = r.inDrawer(id).Benefit
	}
	return r.guardRefund(r.rightsOf(r.rights, of), func() tea.Cmd {
		r.queue.copied++
		r.copying, r.copied = r.newTicket(), of
		return r.revealKey(r.copying, id, true)
	})
}

func (r *redeemWizard) skipToActivate() tea.Cmd {
	for r.flow.step().stage != stageActivate {
		r.flow.next()
	}
	return r.enter()
}
