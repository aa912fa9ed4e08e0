package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Actions are what can be done on the list and the selected record.
func (w *workspace) Actions() []action {
	switch {
	case w.filter.Focused():
		return w.filterActions()
	case w.pick != nil:
		return w.pickActions()
	}
	actions := []action{
		{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: w.nothingSelected(), perform: w.openDetail},
	}
	if w.spec.list == model.ListOf(model.Cloud) {
		actions = append(actions, w.keyActions(true)...)
	}
	actions = append(actions, w.linkActions(true)...)
	actions = append(actions,
		action{keys: []string{"/"}, name: locale.ActionFilter, perform: w.startFilter},
		action{keys: []string{"f"}, name: locale.ActionQuickFilter, perform: w.filterNext},
		action{keys: []string{"s"}, name: locale.ActionSort, perform: w.sortNext},
		action{keys: []string{"S"}, name: locale.ActionSortReverse, quiet: true, perform: w.sortReverse},
	)
	if w.spec.beside != nil {
		actions = append(actions, action{keys: []string{"t"}, name: locale.ActionBeside, perform: w.openBeside})
	}
	actions = append(append(actions, w.editing()...), w.pastActions(true)...)
	actions = append(actions, action{keys: []string{"i"}, name: locale.ActionImport, perform: w.openImport})
	if w.query != w.spec.query() {
		actions = append(actions, action{keys: []string{"backspace"}, name: locale.ActionShowAll, perform: w.showAll})
	}
	return append(actions, w.movement()...)
}

// pickActions are those of a list that is only chosen from.
func (w *workspace) pickActions() []action {
	actions := []action{
		{keys: []string{"enter"}, name: locale.ActionPick, whyNot: w.nothingSelected(), perform: w.picked},
		{keys: []string{"/"}, name: locale.ActionFilter, perform: w.startFilter},
	}
	return append(append(actions, w.editing()...), w.movement()...)
}

// filterActions are those while the filter is typed. Tab accepts it too: in a
// field it must not lead to another list.
func (w *workspace) filterActions() []action {
	return append([]action{
		{keys: []string{"enter", "tab", "shift+tab"}, name: locale.ActionKeepFilter, perform: w.keepFilter},
		{keys: []string{"esc"}, name: locale.ActionClearFilter, perform: w.clearFilter},
	}, w.movement()...)
}

func (w *workspace) picked() tea.Cmd {
	if w.record() == nil {
		return nil
	}
	return w.pick(w.dossier)
}

func (w *workspace) movement() []action {
	by := func(move func()) func() tea.Cmd {
		return func() tea.Cmd { move(); return w.readSelected() }
	}
	return []action{
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: by(func() { w.grid.Move(-1) })},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: by(func() { w.grid.Move(1) })},
		{keys: []string{"pgup", "ctrl+b"}, name: locale.MovePageUp, quiet: true, perform: by(w.grid.PageUp)},
		{keys: []string{"pgdown", "ctrl+f", " "}, name: locale.MovePageDown, quiet: true, perform: by(w.grid.PageDown)},
		{keys: []string{"home", "g"}, name: locale.MoveHome, quiet: true, perform: by(w.grid.Home)},
		{keys: []string{"end", "G"}, name: locale.MoveEnd, quiet: true, perform: by(w.grid.End)},
	}
}

func (w *workspace) nothingSelected() string {
	if w.shown.Len() == 0 {
		return w.Words.Text(locale.WhyNothingSelected)
	}
	return ""
}

// keyActions are those on a Cloud benefit and its product key; quiet keeps the
// less common ones out of the footer.
func (w *workspace) keyActions(quiet bool) []action {
	return []action{
		{keys: []string{"r"}, name: locale.ActionRedeem, whyNot: w.whyNotRedeem(), perform: w.openRedeem},
		{keys: []string{"a"}, name: locale.ActionAddKey, quiet: quiet, whyNot: w.nothingSelected(), perform: w.openKeyForm},
		{keys: []string{"v"}, name: locale.ActionReveal, quiet: quiet, whyNot: w.whyNoKey(), perform: func() tea.Cmd { return w.useKey(false) }},
		{keys: []string{"y"}, name: locale.ActionCopyKey, quiet: quiet, whyNot: w.whyNoKey(), perform: func() tea.Cmd { return w.useKey(true) }},
	}
}

func (w *workspace) openKeyForm() tea.Cmd {
	if benefit, ok := w.record().(model.Benefit); ok {
		return w.Push(newKeyForm(w.App, benefit))
	}
	return nil
}

func (w *workspace) whyNotRedeem() string {
	if why := w.nothingSelected(); why != "" {
		return why
	}
	benefit, ok := w.dossier.Record.(model.Benefit)
	free := slices.ContainsFunc(w.dossier.Keys, func(k model.ProductKey) bool { return k.Status != model.Redeemed })
	if ok && benefit.Status == model.Redeemed && !free {
		return w.Words.Text(locale.WhyRedeemed, w.Words.Date(benefit.StatusOn))
	}
	return ""
}

func (w *workspace) whyNoKey() string {
	if why := w.nothingSelected(); why != "" {
		return why
	}
	if len(w.dossier.Keys) == 0 {
		return w.Words.Text(locale.NoKeyYet)
	}
	return ""
}

func (w *workspace) openRedeem() tea.Cmd {
	return w.Push(newRedeemWizard(w.App, w.selected()))
}

// openDetail shows everything about the selected record on a page of its own.
func (w *workspace) openDetail() tea.Cmd { return w.Push(newDetailPage(w)) }

func (w *workspace) startFilter() tea.Cmd {
	w.filter.Focus()
	return nil
}

func (w *workspace) showAll() tea.Cmd {
	w.query = w.spec.query()
	w.filter.SetValue("")
	w.sorted()
	return w.ask()
}

func (w *workspace) openBeside() tea.Cmd {
	beside := *w.spec.beside
	back := *w.spec
	back.beside = nil
	beside.beside = &back
	if w.spec.list > model.ListOf(model.GoToMarket) {
		return w.open(w.spec.workspace)
	}
	return w.Replace(newWorkspace(w.App, &beside, model.Page{}))
}

func (w *workspace) openImport() tea.Cmd { return w.Push(newImportScreen(w.App)) }

// editing are the forms that this list's records are typed in.
func (w *workspace) editing() []action {
	switch w.spec.list.Kind() {
	case model.KindBenefit:
		return []action{
			{keys: []string{"e"}, name: locale.ActionEdit, whyNot: w.nothingSelected(), perform: func() tea.Cmd {
				if benefit, ok := w.record().(model.Benefit); ok {
					return w.Push(newBenefitForm(w.App, benefit))
				}
				return nil
			}},
			{keys: []string{"n"}, name: locale.ActionNew, perform: func() tea.Cmd {
				return w.Push(newBenefitForm(w.App, model.Benefit{Workspace: w.spec.workspace}))
			}},
		}
	case model.KindSubscription:
		return []action{
			{keys: []string{"e"}, name: locale.ActionEdit, whyNot: w.nothingSelected(), perform: func() tea.Cmd {
				if sub, ok := w.record().(model.Subscription); ok {
					return w.Push(newSubscriptionForm(w.App, sub, w.dossier))
				}
				return nil
			}},
			{keys: []string{"n"}, name: locale.ActionNew, perform: func() tea.Cmd {
				return w.Push(newSubscriptionForm(w.App, model.Subscription{}, model.Dossier{}))
			}},
		}
	}
	return nil
}
