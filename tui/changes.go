package tui

import (
	"encoding/json"
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// changeLines tell what changes in records, field by field in w cells.
func (s *Session) changeLines(changes []model.EntryChange, names map[model.Ref]string, w int) []string {
	label := func(ref model.Ref) string {
		if name := names[ref]; name != "" {
			return cleanText(name)
		}
		return s.Words.Record(ref)
	}
	var lines []string
	for _, c := range changes {
		mark, tone, record := "~ ", theme.Warning, c.After
		switch {
		case c.Before == nil && c.After == nil:
			continue
		case c.Before == nil:
			mark, tone = "+ ", theme.Good
		case c.After == nil:
			mark, tone, record = "- ", theme.Danger, c.Before
		}
		title := s.Words.Record(model.Ref{Kind: c.Ref.Kind}) + " " + cleanText(record.Label())
		if record.Label() == "" {
			title = s.Words.Record(c.Ref)
		}
		lines = append(lines, s.indented(s.Theme.Paint(tone, mark), title, w)...)
		for _, field := range model.Differences(c.Before, c.After, label) {
			text := s.Words.Changed(field, s.Theme.Glyphs.Arrow)
			if c.Before == nil || c.After == nil {
				text = s.Words.Held(field, c.After == nil)
			}
			lines = append(lines, s.indented("    ", cleanText(text), w)...)
		}
	}
	return lines
}

// indented wraps a text behind a head that stands before its first line.
func (s *Session) indented(head, text string, w int) []string {
	indent := kit.Width(head)
	lines := kit.Wrap(text, max(10, w-indent))
	for i, line := range lines {
		if i > 0 {
			head = kit.Fit("", indent)
		}
		lines[i] = head + line
	}
	return lines
}

// minute is how the time of a log entry is shown.
const minute = "2006-01-02 15:04"

// entryFacts are what a log entry says beside its changes.
func (s *Session) entryFacts(e model.Entry) []fact {
	rules := ""
	if e.Day != model.DateOf(e.Time) {
		rules = s.Words.Date(e.Day)
	}
	return []fact{
		{locale.LogColumnTime, e.Time.Format(minute), theme.Plain},
		{locale.LogColumnRules, rules, theme.Plain},
		{locale.LogColumnWho, cleanText(e.Actor.Name), theme.Plain},
		{locale.LogColumnWhat, s.Words.Did(e), theme.Plain},
		{locale.LogColumnObject, cleanText(s.Words.Subject(e)), theme.Plain},
		{locale.LogColumnRecord, s.recordName(e.Object), theme.Plain},
		{locale.LogColumnNumber, s.Words.Number(int64(e.Sequence)), theme.Plain},
	}
}

// entryLine is a log entry in one line.
func (s *Session) entryLine(e model.Entry) string {
	parts := []string{e.Time.Format(minute), cleanText(e.Actor.Name), s.Words.Did(e), cleanText(s.Words.Subject(e)), s.recordName(e.Object), s.Words.RulesOf(e)}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "  ")
}

// importLines tell what an import counted in each file.
func (s *Session) importLines(e model.Entry, w int) []string {
	encoded, ok := e.Detail.(json.RawMessage)
	if !ok || e.Verb != model.VerbImport {
		return nil
	}
	var counted struct {
		Detail []struct {
			Name                             string
			New, Changed, Unchanged, Missing int
		}
	}
	if json.Unmarshal(encoded, &counted) != nil {
		return nil // of an import that counted nothing
	}
	var lines []string
	for _, file := range counted.Detail {
		counts := s.Words.Text(locale.DiffCounts, file.New, file.Changed, file.Unchanged, file.Missing)
		lines = append(lines, kit.Wrap(cleanText(file.Name)+"  "+counts, w)...)
	}
	return lines
}

func (s *Session) recordName(ref model.Ref) string {
	if ref.ID == 0 {
		return ""
	}
	return s.Words.Record(ref)
}
