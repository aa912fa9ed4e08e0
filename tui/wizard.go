package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// wizard shows a flow: its rail on the left, the question in the middle, a
// preview of the draft on the right.
type wizard struct {
	*App
	flow   flow
	title  string
	fields []*kit.Field
	focus  int
	choice *kit.Choice
	below  int // lines of the fields or options below the text
	scroll int // lines from where the focused field is in sight
	size   kit.Size
	dirty  bool // something was typed or chosen

	previewTop int // the line of the preview with which it begins

	preview func(width int) []string // beside the question
	changed func() tea.Cmd           // after every change of the draft
	commit  func() tea.Cmd           // Enter on the last step
	extra   func() []action          // beside those of every wizard
}

// enter builds the fields or the options of the present step.
func (w *wizard) enter() tea.Cmd {
	w.fields, w.choice, w.focus, w.scroll, w.previewTop = nil, nil, 0, 0, 0
	s := w.flow.step()
	if s.options != nil {
		w.choice = kit.NewChoice(w.Theme)
		w.offer(true)
	}
	w.build()
	w.focusOn(0)
	w.Resize(w.size)
	return w.changed()
}

// build makes a field for every input that the draft asks for now.
func (w *wizard) build() {
	w.fields = nil
	for _, in := range w.flow.inputs() {
		field := kit.NewField(w.Theme)
		field.SetPlaceholder(in.placeholder)
		if in.example != "" {
			field.SetPlaceholder(w.Words.Text(locale.ForExample, in.example))
		}
		field.SetPick(in.options != nil)
		field.SetValue(in.text())
		w.fields = append(w.fields, field)
	}
	for i := range w.fields {
		w.hide(i)
	}
	w.hints()
}

// hints shows what each field makes of its text.
func (w *wizard) hints() {
	for i, in := range w.flow.inputs() {
		if in.hint != nil && i < len(w.fields) {
			w.fields[i].SetHint(in.hint())
		}
	}
	w.Resize(w.size)
}

func (w *wizard) focusOn(i int) {
	for n, field := range w.fields {
		field.Blur()
		if n == i {
			field.Focus()
		}
	}
	w.focus = i
}

// say is the text of a step that is the same whatever was answered.
func (w *wizard) say(m locale.Message) func() []string {
	return func() []string { return []string{w.Words.Text(m)} }
}

// Init enters the first step.
func (w *wizard) Init() tea.Cmd { return w.enter() }

// Owns tells whether a field has the keyboard. What is chosen and not typed
// leaves the keys that choose to the actions, and the others to nobody.
func (w *wizard) Owns(key tea.KeyMsg) bool {
	if w.focus >= len(w.fields) || w.picks() && slices.ContainsFunc(w.pickActions(), func(a action) bool { return a.matches(key) }) {
		return false
	}
	return w.fields[w.focus].Owns(key)
}

// picks tells whether the focused field is chosen and not typed.
func (w *wizard) picks() bool {
	return w.focus < len(w.fields) && w.flow.inputs()[w.focus].options != nil
}

func (w *wizard) pickActions() []action {
	return []action{
		{keys: []string{"right", " "}, name: locale.ActionChoose, perform: func() tea.Cmd { return w.pick(1) }},
		{keys: []string{"left"}, name: locale.ActionChooseBack, quiet: true, perform: func() tea.Cmd { return w.pick(-1) }},
	}
}

// pick goes round the options of the focused field.
func (w *wizard) pick(n int) tea.Cmd {
	options := w.flow.inputs()[w.focus].options()
	next := options[(chosen(options)+n+len(options))%len(options)]
	next.choose()
	w.fields[w.focus].SetValue(next.label)
	w.dirty, w.scroll, w.previewTop = true, 0, 0
	return w.take()
}

// Unsaved tells whether leaving would lose something typed.
func (w *wizard) Unsaved() bool { return w.dirty }

// wrong tells whether a field holds what could not be taken.
func (w *wizard) wrong() bool {
	return slices.ContainsFunc(w.fields, func(f *kit.Field) bool { return f.Error() != "" })
}

// fullWidth: the wizard has a rail of its own.
func (w *wizard) fullWidth() {}

// key is text for the focused field.
func (w *wizard) key(key tea.KeyMsg) tea.Cmd {
	if w.picks() || !w.fields[w.focus].Update(key) {
		return nil
	}
	w.dirty, w.scroll, w.previewTop = true, 0, 0
	return w.take()
}

// take parses the focused field into the draft and shows what is wrong with
// it.
func (w *wizard) take() tea.Cmd {
	wrong := w.parse(w.focus)
	if len(w.flow.inputs()) != len(w.fields) { // the answer makes the page ask for more, or for less
		w.build()
		w.focusOn(w.focus)
		w.Resize(w.size)
	}
	w.fields[w.focus].SetError(wrong)
	w.hide(w.focus)
	w.hints()
	return w.changed()
}

// hide hides a product key that was pasted into a field for something else.
func (w *wizard) hide(i int) {
	w.fields[i].SetSecret(w.flow.inputs()[i].secret || model.MayHoldKey(w.fields[i].Value()))
}

func (w *wizard) parse(i int) string {
	in := w.flow.inputs()[i]
	if in.options != nil {
		return ""
	}
	if err := in.set(w.fields[i].Value()); err != nil {
		return w.Words.Error(err)
	}
	return ""
}

// Actions are those of every wizard, and the wizard's own.
func (w *wizard) Actions() []action {
	var actions []action
	if w.choice != nil {
		actions = append(actions,
			action{keys: []string{"up", "k"}, name: locale.ActionChoose, perform: func() tea.Cmd { return w.move(-1) }},
			action{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return w.move(1) }})
	}
	if toggles := w.flow.step().toggles; toggles != 0 {
		actions = append(actions, action{keys: []string{" ", "x"}, name: toggles, perform: w.toggle})
	}
	next := locale.ActionNext
	if w.flow.at == len(w.flow.steps)-1 {
		next = locale.ActionCommit
	}
	actions = append(actions, action{keys: []string{"enter"}, name: next, perform: w.next})
	if w.extra != nil {
		actions = append(actions, w.extra()...)
	}
	if link := w.link(); link != "" {
		actions = append(actions,
			action{keys: []string{"ctrl+o"}, name: locale.ActionOpenLink, perform: func() tea.Cmd { return w.openPage(link) }},
			action{keys: []string{"ctrl+l"}, name: locale.ActionCopyLink, perform: func() tea.Cmd { return w.copyText(link) }})
	}
	if len(w.fields) > 1 {
		actions = append(actions,
			action{keys: []string{"tab", "down"}, name: locale.ActionNextField, perform: func() tea.Cmd { return w.otherField(1) }},
			action{keys: []string{"up"}, name: locale.ActionPreviousField, quiet: true, perform: func() tea.Cmd { return w.otherField(-1) }})
	}
	if w.picks() {
		actions = append(actions, w.pickActions()...)
	}
	if w.flow.at > 0 {
		actions = append(actions, action{keys: []string{"shift+tab", "ctrl+p"}, name: locale.ActionPrevious, perform: w.previous})
	}
	return append(actions, w.paging()...)
}

// link is the portal's page for the present step; empty: none.
func (w *wizard) link() string {
	if link := w.flow.step().link; link != nil {
		return link()
	}
	return ""
}

func (w *wizard) otherField(n int) tea.Cmd {
	w.focusOn((w.focus + n + len(w.fields)) % len(w.fields))
	return nil
}

// next checks the page and goes on; on a page of several fields Enter first
// goes to the next field.
func (w *wizard) next() tea.Cmd {
	if w.choice != nil {
		if why := w.choice.WhyNot(); why != "" && w.flow.step().toggles == 0 {
			return w.Toast(theme.Warning, why)
		}
		w.choose()
	}
	if w.focus < len(w.fields)-1 && w.parse(w.focus) == "" {
		w.focusOn(w.focus + 1)
		return nil
	}
	for i, field := range w.fields {
		if wrong := w.parse(i); wrong != "" {
			field.SetError(wrong)
			w.focusOn(i)
			return nil
		}
	}
	if finish := w.flow.step().finish; finish != nil {
		if wrong := finish(); wrong != "" {
			return w.Toast(theme.Warning, wrong)
		}
	}
	if w.flow.next() {
		return w.commit()
	}
	return w.enter()
}

// previous goes back one step, or leaves the wizard from the first one.
func (w *wizard) previous() tea.Cmd {
	if w.flow.back() {
		return w.back()
	}
	return w.enter()
}
