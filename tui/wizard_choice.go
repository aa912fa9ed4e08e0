package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// The options of a step, on the screen.

// offer puts the step's options on the screen; from the start the one that the
// draft holds is selected. Where it holds none, and the step needs an answer,
// nobody gives it for the person.
func (w *wizard) offer(fresh bool) {
	if w.choice == nil {
		return
	}
	selected := w.choice.Selected()
	options := w.flow.step().options()
	if fresh {
		selected = slices.IndexFunc(options, func(o option) bool { return o.chosen })
		if selected == kit.None && w.flow.step().finish == nil {
			selected = 0
		}
	}
	shown := make([]kit.Option, len(options))
	for i, o := range options {
		shown[i] = kit.Option{Label: o.label, Help: o.help, Disabled: o.whyNot}
	}
	w.choice.SetOptions(shown, selected)
	w.Resize(w.size)
}

// move goes to another option and takes it into the draft, so that the preview
// follows.
func (w *wizard) move(n int) tea.Cmd {
	w.choice.Move(n)
	w.dirty = w.choose() || w.dirty
	return w.changed()
}

// choose takes the selected option into the draft, if it is one to be chosen.
func (w *wizard) choose() bool {
	options := w.flow.step().options()
	if i := w.choice.Selected(); i >= 0 && i < len(options) && options[i].whyNot == "" && options[i].choose != nil {
		options[i].choose()
		return true
	}
	return false
}

// toggle changes the selected option, as far as that is possible.
func (w *wizard) toggle() tea.Cmd {
	if why := w.choice.WhyNot(); why != "" {
		return w.Toast(theme.Warning, why)
	}
	options := w.flow.step().options()
	if len(options) == 0 {
		return nil
	}
	w.dirty = true
	options[w.choice.Selected()].toggle()
	w.offer(false)
	return w.changed()
}

// paging are the keys for what is longer than its place: a list of options to
// mark, or the text of the step.
func (w *wizard) paging() []action {
	page := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			if w.flow.step().toggles != 0 && w.choice.Page() > 0 {
				return w.move(n * w.choice.Page())
			}
			return w.scrollBy(n)
		}
	}
	actions := []action{
		{keys: []string{"pgdown"}, name: locale.MovePageDown, quiet: true, perform: page(1)},
		{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: page(-1)},
	}
	if w.flow.step().toggles != 0 {
		far := func(n int) func() tea.Cmd {
			return func() tea.Cmd { return w.move(n * len(w.flow.step().options())) }
		}
		actions = append(actions,
			action{keys: []string{"home"}, name: locale.MoveHome, quiet: true, perform: far(-1)},
			action{keys: []string{"end"}, name: locale.MoveEnd, quiet: true, perform: far(1)})
	}
	return actions
}
