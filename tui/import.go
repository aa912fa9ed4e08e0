package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// importScreen asks for files, shows what importing them would do, and does it
// when asked to.
type importScreen struct {
	*App
	field  *kit.Field
	source model.ImportSource
	plan   *model.ImportPlan
	failed string // why the files can't be imported
	order  bool   // the files do not tell day-first from month-first
	ticket ticket
	busy   bool
	scroll int
	size   kit.Size
}

func newImportScreen(a *App) *importScreen {
	s := &importScreen{App: a, field: kit.NewField(a.Theme)}
	s.field.SetPlaceholder(a.Words.Text(locale.ImportPlaceholder))
	s.field.Focus()
	return s
}

// Init asks nothing.
func (s *importScreen) Init() tea.Cmd { return nil }

// Waits holds keys back while files are read or written; what is being written
// can't be left unseen.
func (s *importScreen) Waits(key tea.KeyMsg) bool { return s.busy && (s.plan != nil || !leaves(key)) }

// Unsaved: a path that was typed is no loss.
func (s *importScreen) Unsaved() bool { return false }

// Owns tells whether the field has the keyboard. While the order of dates is
// asked for, ctrl+d is the answer and deletes nothing.
func (s *importScreen) Owns(key tea.KeyMsg) bool {
	return s.field.Owns(key) && !(s.order && key.String() == "ctrl+d")
}

// Resize lays the field out.
func (s *importScreen) Resize(size kit.Size) {
	s.size = size
	s.scrollBy(0)()
	s.field.Resize(kit.Size{W: max(10, size.W-4), H: 1})
}

// Update takes up answers and typed text.
func (s *importScreen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if s.field.Update(msg) {
			s.plan, s.failed, s.order = nil, "", false
		}
	case importRead:
		if msg.ticket == s.ticket && s.busy {
			s.busy = false
			s.read(msg)
		}
	case importWritten:
		if msg.ticket != s.ticket || !s.busy {
			return nil
		}
		s.busy = false
		if msg.err != nil {
			return s.Fail(msg.err)
		}
		return tea.Batch(s.Pop(), s.Toast(theme.Good, s.Words.Text(locale.Imported)))
	}
	return nil
}

func (s *importScreen) read(msg importRead) {
	s.scroll = 0
	if msg.err != nil {
		s.failed = cleanText(s.Words.Error(msg.err))
		s.order = model.CodeOf(msg.err) == model.CodeDateOrder
		return
	}
	s.plan = &msg.plan
	s.field.Blur()
}

// Actions read the files, then write what they hold.
func (s *importScreen) Actions() []action {
	actions := []action{{keys: []string{"enter"}, name: locale.ActionReadFiles, perform: s.readFiles}}
	if s.plan != nil {
		actions = []action{
			{keys: []string{"enter", "w"}, name: locale.ActionWriteImport, whyNot: s.whyNotWrite(), perform: s.write},
			{keys: []string{"b"}, name: locale.ActionOtherFiles, perform: s.otherFiles},
		}
		if s.plan.HasBad() {
			actions = append(actions, action{keys: []string{"x"}, name: locale.ActionSkipBad, perform: func() tea.Cmd {
				s.source.SkipBad = true
				return s.readAgain()
			}})
		}
	}
	if s.order {
		actions = append(actions,
			action{keys: []string{"ctrl+d"}, name: locale.ActionDayFirst, perform: func() tea.Cmd { return s.answerOrder(true) }},
			action{keys: []string{"ctrl+o"}, name: locale.ActionMonthFirst, perform: func() tea.Cmd { return s.answerOrder(false) }})
	}
	return append(actions,
		action{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: s.scrollBy(-1)},
		action{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: s.scrollBy(1)},
		action{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: s.scrollBy(-s.pageHeight())},
		action{keys: []string{"pgdown"}, name: locale.MovePageDown, quiet: true, perform: s.scrollBy(s.pageHeight())})
}

// pageHeight is how many lines of a diff are seen at once.
func (s *importScreen) pageHeight() int { return max(1, s.size.H-3) }

// scrollBy moves over the diff, until its last line is seen.
func (s *importScreen) scrollBy(lines int) func() tea.Cmd {
	return func() tea.Cmd {
		if s.plan != nil {
			last := len(s.diffLines()) - s.pageHeight()
			s.scroll = max(0, min(s.scroll+lines, last))
		}
		return nil
	}
}

func (s *importScreen) whyNotWrite() string {
	switch {
	case s.plan.HasBad() && !s.source.SkipBad:
		return s.Words.Text(locale.WhyBadRows)
	case len(s.plan.Changes) == 0:
		return s.Words.Text(locale.WhyNothingNew)
	}
	for _, rule := range s.plan.Rules(model.VerbImport) {
		if why := s.whyNotIn(0, rule); why != "" {
			return why
		}
	}
	return ""
}

func (s *importScreen) readFiles() tea.Cmd {
	typed := strings.TrimSpace(s.field.Value())
	s.source = model.ImportSource{Paths: splitPaths(typed), Typed: typed}
	if len(s.source.Paths) == 0 {
		return s.Toast(theme.Warning, s.Words.Text(locale.ImportPlaceholder))
	}
	return s.readAgain()
}

func (s *importScreen) readAgain() tea.Cmd {
	s.busy, s.plan, s.failed, s.order = true, nil, "", false
	s.ticket = s.newTicket()
	return s.readImport(s.ticket, s.source)
}

func (s *importScreen) answerOrder(dayFirst bool) tea.Cmd {
	s.source.DayFirst = &dayFirst
	return s.readAgain()
}

func (s *importScreen) otherFiles() tea.Cmd {
	s.plan = nil
	s.field.Focus()
	return nil
}

func (s *importScreen) write() tea.Cmd {
	s.busy = true
	s.ticket = s.newTicket()
	return s.writeImport(s.ticket, *s.plan)
}

// splitPaths cuts what was typed into paths, as a shell would: blanks between
// them, quotes or a backslash around blanks inside.
func splitPaths(text string) []string {
	var paths []string
	var current strings.Builder
	var quote rune
	escaped, begun := false, false
	for _, r := range text {
		switch {
		case escaped:
			current.WriteRune(r)
			escaped = false
		case r == '\\' && quote != '\'':
			escaped, begun = true, true
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				paths = append(paths, current.String())
			}
			current.Reset()
			begun = false
		default:
			current.WriteRune(r)
			begun = true
		}
	}
	if begun {
		paths = append(paths, current.String())
	}
	return paths
}

// View draws the screen.
func (s *importScreen) View() string {
	lines := []string{"  " + s.Theme.Paint(theme.Heading, s.Words.Text(locale.ImportTitle)), "  " + s.field.View(), ""}
	switch {
	case s.busy:
		lines = append(lines, "  "+s.Words.Text(locale.ImportBusy))
	case s.failed != "":
		for _, line := range kit.Wrap(s.failed, max(10, s.size.W-4)) {
			lines = append(lines, "  "+s.Theme.Paint(theme.Danger, line))
		}
	case s.plan != nil:
		lines = append(lines, s.diffLines()[s.scroll:]...)
	default:
		for _, line := range kit.Wrap(s.Words.Text(locale.ImportSources), max(10, s.size.W-4)) {
			lines = append(lines, "  "+s.Theme.Paint(theme.Muted, line))
		}
	}
	return kit.Block(lines, s.size)
}

// diffLines tell what would be written, file by file.
func (s *importScreen) diffLines() []string {
	var lines []string
	for _, file := range s.plan.Files {
		lines = append(lines,
			"  "+s.Theme.Paint(theme.Accent, cleanText(file.Name))+"  "+s.Theme.Paint(theme.Muted, s.Words.FileKind(file.Kind)),
			"  "+s.Words.Text(locale.DiffCounts, file.New, file.Changed, file.Unchanged, file.Missing))
		for _, bad := range file.Bad {
			lines = append(lines, s.wrapped("    ", "", theme.Danger, s.Words.Text(locale.BadRow, bad.Line, s.Words.Refusal(bad.Reason)))...)
		}
		for _, note := range file.Notes {
			lines = append(lines, s.wrapped("    ", s.Theme.Glyphs.Warn+" ", theme.Warning, s.Words.Notice(note))...)
		}
		for _, row := range file.Rows {
			lines = append(lines, s.diffRow(row)...)
		}
		lines = append(lines, "")
	}
	return lines
}

func (s *importScreen) diffRow(row model.RowDiff) []string {
	if row.Ref.ID == 0 {
		return s.wrapped("    ", "+ ", theme.Good, s.Words.Added(row))
	}
	lines := s.wrapped("    ", "~ ", theme.Warning, row.Label)
	for _, f := range row.Fields {
		lines = append(lines, s.wrapped("        ", "", theme.Muted, s.Words.Changed(f, s.Theme.Glyphs.Arrow))...)
	}
	return lines
}

// wrapped is a text of a file that may need several lines, behind a coloured
// mark; without one the text has the colour.
func (s *importScreen) wrapped(indent, mark string, of theme.Tone, text string) []string {
	width := ansi.StringWidth(mark)
	lines := kit.Wrap(cleanText(text), max(10, s.size.W-len(indent)-width))
	for i, line := range lines {
		switch {
		case mark == "":
			line = s.Theme.Paint(of, line)
		case i == 0:
			line = s.Theme.Paint(of, mark) + line
		default:
			line = strings.Repeat(" ", width) + line
		}
		lines[i] = indent + line
	}
	return lines
}
