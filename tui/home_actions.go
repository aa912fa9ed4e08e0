package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Actions are what can be done about a reminder.
func (h *home) Actions() []action {
	if h.filter.Focused() {
		return append([]action{
			{keys: []string{"enter", "tab", "shift+tab"}, name: locale.ActionKeepFilter, perform: func() tea.Cmd { h.filter.Blur(); return nil }},
			{keys: []string{"esc"}, name: locale.ActionClearFilter, perform: func() tea.Cmd { h.filter.Blur(); h.filter.SetValue(""); h.show(); return nil }},
		}, h.movement()...)
	}
	actions := []action{
		{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: h.whyNotOpen(), perform: h.openSelected},
		{keys: []string{"r"}, name: locale.ActionRedeem, whyNot: h.whyNotRedeem(), perform: h.redeem},
		{keys: []string{"x"}, name: locale.ActionGiveUp, whyNot: h.whyNotGiveUp(), perform: h.giveUp},
		{keys: []string{"/"}, name: locale.ActionFilter, perform: func() tea.Cmd { h.filter.Focus(); return nil }},
		{keys: []string{"f"}, name: locale.ActionQuickFilter, whyNot: h.nothingSelected(), perform: h.filterNext},
		{keys: []string{"u"}, name: locale.ActionUndo, quiet: true, perform: func() tea.Cmd { return h.undo(undoTarget{}) }},
		{keys: []string{"left", "h"}, name: locale.ActionWeekBefore, quiet: true, perform: h.stepWeek(-1)},
		{keys: []string{"right", "l"}, name: locale.ActionWeekAfter, quiet: true, perform: h.stepWeek(1)},
	}
	if h.filtered() || h.week >= 0 {
		actions = append(actions, action{keys: []string{"esc", "backspace"}, name: locale.ActionShowAll, perform: h.showAll})
	}
	return append(actions, h.movement()...)
}

func (h *home) movement() []action {
	return moving(h.grid, func() tea.Cmd { return nil })
}

func (h *home) nothingSelected() string {
	if len(h.due.outlook.Reminders) == 0 {
		return h.Words.Text(locale.WhyNothingSelected)
	}
	return ""
}

func (h *home) whyNotOpen() string {
	r, ok := h.selected()
	switch {
	case !ok:
		return h.Words.Text(locale.WhyNothingSelected)
	case specOf(r.List) == nil:
		return h.Words.Text(locale.WhyNoScreen, r.List.String())
	}
	return ""
}

func (h *home) whyNotGiveUp() string {
	r, ok := h.selected()
	if !ok {
		return h.Words.Text(locale.WhyNothingSelected)
	}
	if !slices.Contains([]model.Code{model.BenefitToActivate, model.CreditToAssign, model.ActivationLate}, r.Kind) {
		return h.Words.Text(locale.WhyNotBenefit)
	}
	return h.whyNotMay(model.VerbGiveUp, model.KindBenefit)
}

func (h *home) whyNotRedeem() string {
	r, ok := h.selected()
	if !ok {
		return h.Words.Text(locale.WhyNothingSelected)
	}
	kinds := []model.Code{model.ReservationDue, model.BenefitToActivate, model.KeyToActivate}
	if r.List != model.ListOf(model.Cloud) || !slices.Contains(kinds, r.Kind) {
		return h.Words.Text(locale.WhyNotRedeemHere)
	}
	return h.whyNotInAnyTenant(model.VerbRedeem, model.KindBenefit)
}

// redeem opens the wizard on the benefit; what is reserved is filled in.
func (h *home) redeem() tea.Cmd {
	r, _ := h.selected()
	return h.Push(newRedeemWizard(h.App, r.At.ID))
}
