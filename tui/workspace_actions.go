package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
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
	empty := "" // why there is nothing to choose from
	if w.full != nil && w.full.Len() == 0 {
		empty = w.nothingSelected()
	}
	actions := append(w.using(),
		action{keys: []string{"/"}, name: locale.ActionFilter, whyNot: empty, perform: w.startFilter},
		action{keys: []string{"f"}, name: locale.ActionQuickFilter, whyNot: empty, perform: w.filterNext},
		action{keys: []string{"s"}, name: locale.ActionSort, whyNot: empty, perform: w.sortNext},
		action{keys: []string{"S"}, name: locale.ActionSortReverse, quiet: true, whyNot: empty, perform: w.sortReverse},
	)
	if w.spec.beside != nil && !w.spec.ofAccounts() {
		actions = append(actions, action{keys: []string{"t"}, name: locale.ActionBeside, perform: w.openBeside})
	}
	actions = append(append(actions, w.editing()...), w.pastActions(true)...)
	actions = append(actions, w.undoing(), action{keys: []string{"i"}, name: locale.ActionImport, whyNot: w.whyNotMay(model.VerbImport, 0), perform: w.openImport})
	if w.query != w.spec.query() {
		actions = append(actions, action{keys: w.showingAll(), name: locale.ActionShowAll, perform: w.showAll})
	}
	if w.full != nil && w.shown.Len() == 0 { // the footer begins with what helps
		impossible := func(a action) int { return min(1, len(a.whyNot)) }
		slices.SortStableFunc(actions, func(a, b action) int { return impossible(a) - impossible(b) })
	}
	return slices.Concat(actions, w.hiding(), w.movement())
}

// using are the actions on the selected record.
func (w *workspace) using() []action {
	if w.pick != nil {
		return []action{{keys: []string{"enter"}, name: locale.ActionPick, whyNot: w.nothingSelected(), perform: w.picked}}
	}
	actions := []action{{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: w.nothingSelected(), perform: w.openDetail}}
	if w.spec.list == model.ListOf(model.Cloud) {
		actions = append(actions, w.keyActions(true)...)
	}
	if w.spec.actions != nil {
		actions = append(actions, w.spec.actions(w)...)
	}
	return slices.Concat(actions, w.whatIfActions(true), w.planning(), w.linkActions(true), w.replacementActions(true))
}

// pickActions are those of a list that is only chosen from.
func (w *workspace) pickActions() []action {
	filter := action{keys: []string{"/"}, name: locale.ActionFilter, perform: w.startFilter}
	return slices.Concat(w.using(), []action{filter}, w.editing(), w.movement())
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

func (w *workspace) movement() []action { return moving(w.grid, w.moved) }

// moving are the keys that move through a grid; then is what follows.
func moving(grid *kit.Grid, then func() tea.Cmd) []action {
	by := func(move func()) func() tea.Cmd {
		return func() tea.Cmd { move(); return then() }
	}
	return []action{
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: by(func() { grid.Move(-1) })},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: by(func() { grid.Move(1) })},
		{keys: []string{"pgup", "ctrl+b"}, name: locale.MovePageUp, quiet: true, perform: by(grid.PageUp)},
		{keys: []string{"pgdown", "ctrl+f", " "}, name: locale.MovePageDown, quiet: true, perform: by(grid.PageDown)},
		{keys: []string{"home", "g"}, name: locale.MoveHome, quiet: true, perform: by(grid.Home)},
		{keys: []string{"end", "G"}, name: locale.MoveEnd, quiet: true, perform: by(grid.End)},
	}
}

// undoing takes back the latest change of the selected record, or the latest
// thing that the person did where none is selected.
func (w *workspace) undoing() action {
	return action{keys: []string{"u"}, name: locale.ActionUndo, quiet: true, perform: func() tea.Cmd { return w.undo(undoTarget{ref: w.ref()}) }}
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
		{keys: []string{"r"}, name: locale.ActionRedeem, whyNot: cmp.Or(w.whyNotRedeem(), w.whyNotInAnyTenant(model.VerbRedeem, model.KindBenefit)), perform: w.openRedeem},
		{keys: []string{"+"}, name: locale.ActionAddKey, quiet: quiet, whyNot: cmp.Or(w.nothingSelected(), w.whyTakesNoKey(), w.whyNotMay(model.VerbAdd, model.KindProductKey)), perform: w.openKeyForm},
		{keys: []string{"v"}, name: locale.ActionReveal, quiet: quiet, whyNot: cmp.Or(w.whyNoKey(), w.whyNotMay(model.VerbReveal, model.KindProductKey)), perform: func() tea.Cmd { return w.useKey(false) }},
		{keys: []string{"y"}, name: locale.ActionCopyKey, quiet: quiet, whyNot: cmp.Or(w.whyNoKey(), w.whyNotMay(model.VerbCopy, model.KindProductKey)), perform: func() tea.Cmd { return w.useKey(true) }},
	}
}

func (w *workspace) openKeyForm() tea.Cmd {
	if benefit, ok := w.record().(model.Benefit); ok {
		return w.Push(newKeyForm(w.App, benefit))
	}
	return nil
}

// whyTakesNoKey says that a benefit is redeemed without a key.
func (w *workspace) whyTakesNoKey() string {
	if benefit, ok := w.record().(model.Benefit); ok && benefit.ByPurchase() {
		return w.Words.Error(model.Refuse(model.CodeTakesNoKey, benefit.Name))
	}
	return ""
}

func (w *workspace) whyNotRedeem() string {
	if why := w.nothingSelected(); why != "" {
		return why
	}
	return w.whyRedeemed(w.dossier)
}

// whyRedeemed says that a benefit is redeemed and has no other key, that it is
// over, or that a purchase lacks its membership. Of one whose last day has passed the wizard says so.
func (s *Session) whyRedeemed(d model.Dossier) string {
	benefit, ok := d.Record.(model.Benefit)
	if !ok {
		return ""
	}
	free := slices.ContainsFunc(d.Keys, func(k model.ProductKey) bool { return k.Status != model.Redeemed })
	switch {
	case benefit.Status == model.Redeemed && !free:
		return s.Words.Text(locale.WhyRedeemed, s.Words.Date(benefit.StatusOn))
	case benefit.Status == model.Cancelled || benefit.Status == model.Expired:
		return s.Words.Error(model.Refuse(redemption.BenefitClosed, cleanText(benefit.Name), benefit.Status))
	case benefit.ByPurchase():
		return s.afterMembership(benefit, d.Membership)
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

// showingAll are the keys that show all rows: esc as well, where it does not lead
// back to where one came from.
func (w *workspace) showingAll() []string {
	if len(w.stack) > 1 {
		return []string{"backspace"}
	}
	return []string{"esc", "backspace"}
}

func (w *workspace) openBeside() tea.Cmd {
	return w.Replace(newWorkspace(w.App, w.spec.beside, model.Page{}))
}

func (w *workspace) openImport() tea.Cmd { return w.Push(newImportScreen(w.App)) }

// editing are the forms that this list's records are typed in.
func (w *workspace) editing() []action {
	kind, empty := w.spec.list.Kind(), w.emptyRecord()
	if empty == nil {
		return nil
	}
	return []action{
		{keys: []string{"e"}, name: locale.ActionEdit, whyNot: cmp.Or(w.nothingSelected(), w.whyNotMay(model.VerbEdit, kind)),
			perform: func() tea.Cmd {
				if record := w.record(); record != nil {
					return w.Push(w.formFor(record, w.dossier))
				}
				return nil
			}},
		{keys: []string{"n"}, name: locale.ActionNew, whyNot: w.whyNotMay(model.VerbAdd, kind),
			perform: func() tea.Cmd { return w.Push(w.formFor(empty, model.Dossier{})) }},
	}
}

// emptyRecord is what a new record of the list begins as, nil where none can
// be added.
func (w *workspace) emptyRecord() model.Record {
	switch w.spec.list.Kind() {
	case model.KindBenefit:
		return model.Benefit{Workspace: w.spec.workspace}
	case model.KindSubscription:
		return model.Subscription{}
	case model.KindMembership:
		return model.Membership{}
	case model.KindTenant:
		return model.Tenant{}
	case model.KindUser:
		return model.User{}
	}
	return nil
}

// formFor is the form in which a record is typed.
func (a *App) formFor(record model.Record, d model.Dossier) screen {
	switch r := record.(type) {
	case model.Benefit:
		return newBenefitForm(a, r, d)
	case model.Subscription:
		return newSubscriptionForm(a, r, d)
	case model.Membership:
		return newAccountForm(a, locale.FormMembership, membershipFields(&r), func() model.Record { return r })
	case model.Tenant:
		return newAccountForm(a, locale.FormTenant, tenantFields(&r), func() model.Record { return r })
	case model.User:
		return newAccountForm(a, locale.FormUser, userFields(&r), func() model.Record { return r })
	case model.Partner:
		return newAccountForm(a, locale.FormPartner, partnerFields(&r), func() model.Record { return r })
	}
	return nil
}
