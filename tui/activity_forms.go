package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// activityFilter is the form by which the log is filtered.
type activityFilter struct {
	*wizard[model.ActivityQuery]
}

func newActivityFilter(s *activity) *activityFilter {
	f := &activityFilter{&wizard[model.ActivityQuery]{App: s.App, title: s.Words.Text(locale.ActivityFilter)}}
	f.flow = flow[model.ActivityQuery]{draft: s.query, steps: []step[model.ActivityQuery]{{name: locale.ActionFilter, fields: s.filterFields()}}}
	f.changed = func() tea.Cmd { return nil }
	f.commit = func() tea.Cmd { return tea.Batch(s.ask(f.flow.draft), s.Pop()) }
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

func (s *activity) filterFields() []input[model.ActivityQuery] {
	verbs := make([]string, len(model.Verbs()))
	for i, verb := range model.Verbs() {
		verbs[i] = s.Words.Verb(verb)
	}
	return []input[model.ActivityQuery]{
		dateInput(locale.ActivityFrom, func(q *model.ActivityQuery) *model.Date { return &q.From }),
		dateInput(locale.ActivityTo, func(q *model.ActivityQuery) *model.Date { return &q.To }),
		textInput(locale.LogColumnWho, "ada", func(q *model.ActivityQuery) *string { return &q.Person }),
		{label: locale.LogColumnWhat, placeholder: verbs[0],
			hint: func(model.ActivityQuery) string { return s.Words.Text(locale.ActivityVerbs, s.Words.Listed(verbs...)) },
			get: func(q model.ActivityQuery) string {
				if q.Verb == "" {
					return ""
				}
				return s.Words.Verb(q.Verb)
			},
			set: func(q *model.ActivityQuery, text string) error {
				verb, ok := s.verbOf(text)
				if !ok {
					return model.Refuse(model.CodeNoRecord, strings.TrimSpace(text))
				}
				q.Verb = verb
				return nil
			}},
		textInput(locale.LogColumnObject, "benefit 12", func(q *model.ActivityQuery) *string { return &q.Object }),
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
