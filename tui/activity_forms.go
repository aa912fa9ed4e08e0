package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// activityFilter is the form by which the log is filtered.
type activityFilter struct {
	*wizard
	query model.ActivityQuery
}

func newActivityFilter(s *activity) *activityFilter {
	f := &activityFilter{&wizard{App: s.App, title: s.Words.Text(locale.ActivityFilter)}, s.query}
	f.flow.steps = onePage(locale.ActionFilter, s.filterFields(&f.query))
	f.changed = func() tea.Cmd { return nil }
	f.commit = func() tea.Cmd { return tea.Batch(s.ask(f.query), s.Pop()) }
	return f
}

// Unsaved: a filter that was not applied is no loss.
func (f *activityFilter) Unsaved() bool { return false }

// Update takes up typed text.
func (f *activityFilter) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyMsg); ok {
		return f.key(key)
	}
	return nil
}

func (s *activity) filterFields(q *model.ActivityQuery) []input {
	verbs := make([]string, len(model.Verbs()))
	for i, verb := range model.Verbs() {
		verbs[i] = s.Words.Verb(verb)
	}
	return []input{
		dateInput(locale.ActivityFrom, &q.From),
		dateInput(locale.ActivityTo, &q.To),
		textInput(locale.LogColumnWho, "ada", &q.Person),
		{label: locale.LogColumnWhat, example: verbs[0],
			hint: func() string { return s.Words.Text(locale.ActivityVerbs, s.Words.Listed(verbs...)) },
			get: func() string {
				if q.Verb == "" {
					return ""
				}
				return s.Words.Verb(q.Verb)
			},
			set: func(text string) error {
				verb, ok := s.verbOf(text)
				if !ok {
					return model.Refuse(model.CodeNoVerb, echo(text))
				}
				q.Verb = verb
				return nil
			}},
		textInput(locale.LogColumnObject, "benefit 12", &q.Object),
	}
}

// verbOf finds the verb that a person names: by its words, a part of them that
// no other has, or its name on the command line.
func (s *Session) verbOf(text string) (verb model.Verb, ok bool) {
	text = model.Fold(text)
	if text == "" {
		return "", true
	}
	found := 0
	for _, v := range model.Verbs() {
		switch words := model.Fold(s.Words.Verb(v)); {
		case words == text || string(v) == text:
			return v, true
		case strings.Contains(words, text):
			verb = v
			found++
		}
	}
	return verb, found == 1
}
