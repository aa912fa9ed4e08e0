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

// whatIf is the What-if board: numbers to type, and what each of the four
// actions makes of them at once. Nothing is written for that, and read only
// what the numbers are about.
type whatIf struct {
	*App
	subject  subject
	drawer   []model.DrawerKey // of the product
	draft    scenario          // the fields, as far as they could be read
	recorded scenario          // what the records gave to begin with
	shown    outcomes          // of the last numbers that could be calculated with
	stale    bool              // the fields have other numbers
	blank    bool              // the key is still to be typed
	numbers  []number
	fields   []*kit.Field
	focus    int  // of the fields; onRows: none
	fresh    bool // the next character replaces the text of the field
	row      int  // the selected one: what is now, then the actions
	scroll   int
	naming   *kit.Field // while a name is typed for the scenario
	title    string     // of the scenario, once it has a name
	kept     []document
	listing  ticket // of what was asked about kept scenarios; 0: they are known
	asked    ticket // about the subject; 0: it is known
	saving   ticket // of the scenario that is being written; 0: none
	dirty    bool   // something was typed that is not kept
	size     kit.Size
}

const (
	onRows       = -1
	longestName  = 60 // characters of a scenario's
	longestTyped = 32 // characters of a number or a date
)

// newWhatIf opens a board, on a record or empty.
func newWhatIf(a *App, on subject) *whatIf {
	w := &whatIf{App: a, subject: on, numbers: numbers(a.Today)}
	for range w.numbers {
		field := kit.NewField(a.Theme)
		field.SetLimit(longestTyped)
		w.fields = append(w.fields, field)
	}
	w.recorded = on.scenario(a.Today)
	w.begin(w.recorded)
	switch {
	case on.dossier.Record == nil:
		w.focusOn(fieldLicenses)
	case w.blank:
		w.focusOn(fieldKeyLicenses)
	}
	return w
}

// begin shows a scenario.
func (w *whatIf) begin(c scenario) {
	w.draft, w.dirty, w.scroll = c, false, 0
	w.fill()
	w.read()
	w.row = w.shown.first()
	w.focusOn(onRows)
}

// fill puts the draft into the fields.
func (w *whatIf) fill() {
	for i, n := range w.numbers {
		w.fields[i].SetValue(n.get(w.draft))
	}
}

// read takes the fields into the draft and calculates; where they can't be
// calculated with, the last numbers that could stay.
func (w *whatIf) read() {
	draft, wrong, blank := w.parse()
	w.blank, w.stale = blank, blank
	for i, err := range wrong {
		text := ""
		if err != nil {
			text, w.stale = w.Words.Error(err), true
		}
		w.fields[i].SetError(text)
	}
	if w.stale {
		return
	}
	first := !w.calculated()
	if w.draft, w.shown = draft, draft.outcomes(w.Today); first {
		w.row = w.shown.first()
	}
}

// calculated tells whether there is anything to show.
func (w *whatIf) calculated() bool { return len(w.shown.options) > 0 }

// focusOn gives a field the keyboard, or none.
func (w *whatIf) focusOn(i int) {
	for n, field := range w.fields {
		field.Blur()
		if n == i {
			field.Focus()
		}
	}
	w.focus, w.fresh = i, true
}

// Init reads the names of the scenarios that are kept, and what is recorded of
// what the board is about.
func (w *whatIf) Init() tea.Cmd { return tea.Batch(w.list(), w.refer()) }

func (w *whatIf) list() tea.Cmd {
	w.listing = w.newTicket()
	return w.readDocuments(w.listing, scenarioKind)
}

// typing is the field that has the keyboard, nil for none.
func (w *whatIf) typing() *kit.Field {
	switch {
	case w.naming != nil:
		return w.naming
	case w.focus != onRows:
		return w.fields[w.focus]
	}
	return nil
}

// Owns tells whether a field has the keyboard and uses the key.
func (w *whatIf) Owns(key tea.KeyMsg) bool {
	field := w.typing()
	return field != nil && field.Owns(key)
}

// Waits holds keys back while a scenario is being written, those that need the
// records until they are read, and a name until it is known which are taken.
func (w *whatIf) Waits(key tea.KeyMsg) bool {
	needsRecords := w.typing() == nil && slices.Contains([]string{"d", "r", "t"}, key.String())
	needsNames := w.naming != nil && key.String() == "enter"
	return w.saving != 0 || w.asked != 0 && needsRecords || w.listing != 0 && needsNames
}

// Unsaved tells whether leaving would lose something typed.
func (w *whatIf) Unsaved() bool { return w.dirty }

// Update takes up typed text, answers, and that records changed.
func (w *whatIf) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		w.key(msg)
	case documentsRead:
		if msg.ticket != w.listing {
			return nil
		}
		if w.listing = 0; msg.err == nil {
			w.kept = msg.documents
		}
	case subjectRead:
		return w.referred(msg)
	case factsChanged:
		return w.Init()
	case documentKept:
		return w.keptAs(msg)
	}
	return nil
}

// key is text for the focused field. The first character replaces what was
// there, so that a number is typed at once.
func (w *whatIf) key(key tea.KeyMsg) {
	if w.naming != nil {
		w.naming.Update(key)
		return
	}
	field := w.fields[w.focus]
	if w.fresh && (key.Type == tea.KeyRunes || key.Type == tea.KeySpace) && !key.Alt {
		field.SetValue("")
	}
	w.fresh, w.dirty = false, true
	field.Update(key)
	w.read()
}

// step moves a number up or down.
func (w *whatIf) step(i, by int, big bool) tea.Cmd {
	c := w.draft
	if typed := w.draft; w.numbers[i].set(&typed, w.fields[i].Value()) == nil {
		c = typed
	}
	w.numbers[i].step(&c, by, big)
	w.fields[i].SetValue(w.numbers[i].get(c))
	w.fresh, w.dirty = true, true
	w.read()
	return nil
}

// selected is the action of the selected row; ok is false for what is now.
func (w *whatIf) selected() (o redemption.Option, ok bool) {
	if w.row == 0 || !w.calculated() {
		return o, false
	}
	return w.shown.options[w.row-1], true
}

// name asks for the name of the scenario.
func (w *whatIf) name() tea.Cmd {
	w.naming = kit.NewField(w.Theme)
	w.naming.SetLimit(longestName)
	w.naming.SetValue(w.title)
	w.naming.Focus()
	w.Resize(w.size)
	return nil
}

// keep writes the scenario, after a question where its name is taken.
func (w *whatIf) keep() tea.Cmd {
	name := strings.TrimSpace(w.naming.Value())
	if name == "" {
		return w.Toast(theme.Warning, w.Words.Error(model.Refuse(model.CodeMissing, "name")))
	}
	write := func() tea.Cmd {
		w.saving = w.newTicket()
		return w.keepDocument(w.saving, scenarioKind, w.shown.document(name))
	}
	taken := slices.ContainsFunc(w.kept, func(d document) bool { return d.name == name })
	if !taken || name == w.title {
		return write()
	}
	w.ask(locale.ReplaceScenarioTitle, []string{w.Words.Text(locale.ReplaceScenarioQuestion, cleanText(name))}, write)
	return nil
}

func (w *whatIf) keptAs(msg documentKept) tea.Cmd {
	if msg.ticket != w.saving {
		return nil
	}
	w.saving = 0
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	w.naming, w.title, w.dirty = nil, msg.name, false
	return tea.Batch(w.list(), w.Toast(theme.Good, w.Words.Text(locale.ScenarioKept, cleanText(msg.name))))
}
