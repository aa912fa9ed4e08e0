package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// The list of further keys: a drawer may hold a thousand, so it is filtered
// like the lists are.

// shown are the further keys that the filter leaves.
func (r *redeemWizard) shown() []model.DrawerKey {
	words := strings.Fields(r.queue.filter.Value())
	return slices.DeleteFunc(r.others(), func(found model.DrawerKey) bool {
		text := strings.Join([]string{
			found.Key.Label(), found.Benefit.Source, found.Tenant.Label(), found.Key.ActivateBy.String(),
			r.Words.Text(locale.KeyGrants, found.Key.Licenses, found.Key.Months), r.Words.Status(model.ListKeys, found.Key.Status),
		}, "\n")
		return slices.ContainsFunc(words, func(word string) bool { return !model.FoldContains(text, word) })
	})
}

// near are the keys around the selected one: to try all of a large drawer at
// every key would take too long.
func (r *redeemWizard) near() []model.DrawerKey {
	shown := r.shown()
	from := max(0, min(r.choice.Selected()-redemption.MaxTogether/2, len(shown)-redemption.MaxTogether))
	return shown[from:min(from+redemption.MaxTogether, len(shown))]
}

// askFurther says how many keys there are to mark, or how many the filter
// finds.
func (r *redeemWizard) askFurther() []string {
	count := r.Theme.Paint(theme.Muted, r.Words.Text(locale.FurtherCount, len(r.shown()), len(r.draft.marked)))
	if r.filtered() {
		count = r.Theme.Paint(theme.KeyHint, "/") + r.queue.filter.View() + " " + count
	}
	return []string{r.Words.Text(locale.AskFurther), count}
}

func (r *redeemWizard) filtered() bool {
	return r.queue.filter.Focused() || r.queue.filter.Value() != ""
}

// Filtering tells whether the filter is being typed.
func (r *redeemWizard) Filtering() bool { return r.queue.filter.Focused() }

// Owns tells whether the filter or a field has the keyboard and uses the key.
func (r *redeemWizard) Owns(key tea.KeyMsg) bool {
	if r.Filtering() {
		return r.queue.filter.Owns(key)
	}
	return r.wizard.Owns(key)
}

// Resize lays out the question and the filter.
func (r *redeemWizard) Resize(size kit.Size) {
	r.queue.filter.Resize(kit.Size{W: filterWidth, H: 1})
	r.wizard.Resize(size)
}

// Actions are those of every wizard, or of the filter while it is typed.
func (r *redeemWizard) Actions() []action {
	if r.Filtering() {
		return []action{
			{keys: []string{"enter", "tab", "shift+tab"}, name: locale.ActionKeepFilter, perform: func() tea.Cmd { r.queue.filter.Blur(); return nil }},
			{keys: []string{"esc"}, name: locale.ActionClearFilter, perform: r.showAll},
			{keys: []string{"up"}, name: locale.MoveUp, quiet: true, perform: func() tea.Cmd { return r.move(-1) }},
			{keys: []string{"down"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return r.move(1) }},
		}
	}
	return r.wizard.Actions()
}

// filterActions begin and end filtering on the page of further keys.
func (r *redeemWizard) filterActions() []action {
	actions := []action{{keys: []string{"/"}, name: locale.ActionFilter, perform: func() tea.Cmd { r.queue.filter.Focus(); return nil }}}
	if r.filtered() {
		actions = append(actions, action{keys: []string{"backspace"}, name: locale.ActionShowAll, perform: r.showAll})
	}
	return actions
}

func (r *redeemWizard) showAll() tea.Cmd {
	r.queue.filter.Blur()
	r.queue.filter.SetValue("")
	return r.refilter()
}

// refilter offers what the filter leaves, from the first on.
func (r *redeemWizard) refilter() tea.Cmd {
	r.offer(true)
	return r.tryAll()
}

// typed is a key for the filter or a field.
func (r *redeemWizard) typed(key tea.KeyMsg) tea.Cmd {
	if !r.Filtering() {
		return r.wizard.key(key)
	}
	if r.queue.filter.Update(key) {
		return r.refilter()
	}
	return nil
}
