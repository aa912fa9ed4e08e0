package tui

import (
	"cmp"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// atWhatIf tells whether the bottom of the stack shows the board.
func (a *App) atWhatIf() bool {
	_, here := a.place().(*whatIf)
	return here
}

// openWhatIf shows an empty board instead of what is shown.
func (a *App) openWhatIf() tea.Cmd { return a.Replace(newWhatIf(a, subject{})) }

// whatIfActions open a board on the selected benefit or subscription.
func (w *workspace) whatIfActions(quiet bool) []action {
	if w.spec.list != model.ListOf(model.Cloud) && w.spec.list != model.ListSubscriptions {
		return nil
	}
	return []action{{keys: []string{"w"}, name: locale.ActionWhatIf, quiet: quiet, whyNot: w.nothingSelected(), perform: func() tea.Cmd {
		if w.record() == nil {
			return nil
		}
		return w.Push(newWhatIf(w.App, subjectOf(w.dossier)))
	}}}
}

// Actions are what can be done with the board or with the focused field.
func (w *whatIf) Actions() []action {
	switch {
	case w.naming != nil:
		return []action{
			{keys: []string{"enter"}, name: locale.ActionKeepScenario, perform: w.keep},
			{keys: []string{"esc"}, name: locale.ActionBack, perform: func() tea.Cmd { w.naming = nil; return nil }},
		}
	case w.focus != onRows:
		return w.fieldActions()
	}
	actions := []action{
		{keys: []string{"enter", "e"}, name: locale.ActionEditNumbers, perform: func() tea.Cmd { w.focusOn(fieldLicenses); return nil }},
		{keys: []string{"r"}, name: locale.ActionToWizard, whyNot: w.whyNotToWizard(), perform: w.toWizard},
	}
	if w.subject.others() {
		actions = append(actions, action{keys: []string{"t"}, name: locale.ActionOtherSubscription, perform: w.nextSubscription})
	}
	actions = append(actions,
		action{keys: []string{"d"}, name: locale.ActionNextKey, quiet: len(w.drawer) == 0, whyNot: w.whyNoKey(), perform: w.nextKey},
		action{keys: []string{"s"}, name: locale.ActionKeepScenario, whyNot: w.whyNotKeep(), perform: w.name},
		action{keys: []string{"o"}, name: locale.ActionScenarios, perform: func() tea.Cmd { return w.Push(newKeptPage(w)) }})
	return append(actions, w.movement()...)
}

func (w *whatIf) movement() []action {
	day := func(by int, big bool) func() tea.Cmd {
		return func() tea.Cmd { return w.step(fieldOn, by, big) }
	}
	return []action{
		{keys: []string{"left", "h"}, name: locale.ActionDayEarlier, quiet: true, perform: day(-1, false)},
		{keys: []string{"right", "l"}, name: locale.ActionDayLater, quiet: true, perform: day(1, false)},
		{keys: []string{"shift+left", "ctrl+left"}, name: locale.ActionMonthEarlier, quiet: true, perform: day(-1, true)},
		{keys: []string{"shift+right", "ctrl+right"}, name: locale.ActionMonthLater, quiet: true, perform: day(1, true)},
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: func() tea.Cmd { return w.move(-1) }},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return w.move(1) }},
		{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: func() tea.Cmd { return w.scrollBy(-1) }},
		{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: func() tea.Cmd { return w.scrollBy(1) }},
	}
}

// fieldActions are those while a number is typed. Tab goes through the fields
// and out of them on either side.
func (w *whatIf) fieldActions() []action {
	step := func(by int, big bool) func() tea.Cmd {
		return func() tea.Cmd { return w.step(w.focus, by, big) }
	}
	focus := func(i int) func() tea.Cmd {
		return func() tea.Cmd {
			if i == len(w.fields) {
				i = onRows
			}
			w.focusOn(i)
			return nil
		}
	}
	before := focus(w.focus - 1)
	if w.focus == 0 && !w.dirty && len(w.stack) == 1 {
		before = func() tea.Cmd { return w.App.step(-1) }
	}
	return []action{
		{keys: []string{"enter", "esc"}, name: locale.ActionToBoard, perform: focus(onRows)},
		{keys: []string{"tab"}, name: locale.ActionNextField, perform: focus(w.focus + 1)},
		{keys: []string{"shift+tab"}, name: locale.ActionPreviousField, quiet: true, perform: before},
		{keys: []string{"up"}, name: locale.ActionStepUp, perform: step(1, false)},
		{keys: []string{"down"}, name: locale.ActionStepDown, perform: step(-1, false)},
		{keys: []string{"pgup", "shift+up"}, name: locale.ActionBigStepUp, quiet: true, perform: step(1, true)},
		{keys: []string{"pgdown", "shift+down"}, name: locale.ActionBigStepDown, quiet: true, perform: step(-1, true)},
	}
}

// move selects another row.
func (w *whatIf) move(by int) tea.Cmd {
	w.row, w.scroll = min(max(0, w.row+by), len(w.shown.options)), 0
	return nil
}

// scrollBy shows another page of what is below the fields.
func (w *whatIf) scrollBy(pages int) tea.Cmd {
	page := max(1, w.size.H-len(w.above()))
	w.scroll = max(0, min(w.scroll+pages*page, len(w.below())-page))
	return nil
}

func (w *whatIf) whyNotKeep() string {
	if !w.calculated() || w.stale {
		return w.Words.Text(locale.WhyNoNumbers)
	}
	return ""
}

// whyNotToWizard says why the selected action can't be taken to the wizard.
func (w *whatIf) whyNotToWizard() string {
	option, ok := w.selected()
	switch {
	case w.draft.Benefit == 0:
		return w.Words.Text(locale.WhyNoBenefit)
	case w.subject.gone != 0:
		return w.goneText()
	case !ok:
		return w.Words.Text(locale.WhyNoAction)
	case option.Refused != nil:
		return w.Words.Error(option.Refused)
	}
	return cmp.Or(w.whyNotKeep(), w.whyRedeemed(w.subject.dossier), w.whyNotInAnyTenant(model.VerbRedeem, model.KindBenefit))
}

// goneText says what a scenario was kept of and is not recorded any more.
func (w *whatIf) goneText() string {
	switch w.subject.gone {
	case model.KindBenefit:
		return w.Words.Text(locale.BenefitGone)
	case model.KindSubscription:
		return w.Words.Text(locale.SubscriptionGone)
	}
	return ""
}

// toWizard opens the redeem wizard with the selected action, day, key and
// subscription; its numbers are those of the records.
func (w *whatIf) toWizard() tea.Cmd {
	option, _ := w.selected()
	wizard := newRedeemWizard(w.App, w.draft.Benefit)
	wizard.wish = redeemWish{w.subject.subscription, w.subject.tenant(), w.draft.Key, option.Action, w.draft.On}
	open := w.Push(wizard)
	if w.asRecorded() {
		return open
	}
	return tea.Batch(open, w.Toast(theme.Warning, w.Words.Text(locale.WizardRecorded)))
}

// redeemWish is what a person chose before the redeem wizard was opened.
type redeemWish struct {
	subscription model.Subscription
	tenant       model.Tenant
	key          model.ID          // 0: the one that the wizard takes
	action       redemption.Action // 0: nothing was chosen
	on           model.Date
}

// heed takes up what was chosen before the wizard was opened.
func (r *redeemWizard) heed() {
	d := &r.draft
	wish := r.wish
	if wish.action == 0 {
		return
	}
	for _, key := range r.dossier.Keys {
		if key.ID == wish.key && key.Status != model.Redeemed {
			r.takeKey(key)
		}
	}
	if d.subscription.ID != wish.subscription.ID {
		if wish.subscription.ID != 0 {
			r.dossier.Tenants[wish.tenant.ID] = wish.tenant
			r.dossier.Subscriptions = addSubscription(r.dossier.Subscriptions, wish.subscription)
		}
		r.take(wish.subscription, r.dossier.Product)
	}
	d.action, d.on = wish.action, wish.on
}
