package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// keptPage lists the scenarios that are kept: to open one on the board, to
// delete one, to compare two.
type keptPage struct {
	*App
	board    *whatIf
	kept     []document
	read     bool
	selected int
	marked   string // the first of two to compare; empty: the board
	ticket   ticket
	deleting bool
	size     kit.Size
}

func newKeptPage(w *whatIf) *keptPage { return &keptPage{App: w.App, board: w} }

// Init reads the scenarios.
func (p *keptPage) Init() tea.Cmd {
	p.ticket, p.read = p.newTicket(), false
	return p.readDocuments(p.ticket, scenarioKind)
}

// Waits holds keys back until the scenarios are there.
func (p *keptPage) Waits(key tea.KeyMsg) bool { return !leaves(key) && (!p.read || p.deleting) }

// Update takes up the scenarios.
func (p *keptPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case documentsRead:
		if msg.ticket != p.ticket {
			return nil
		}
		p.read, p.kept = true, msg.documents
		p.move(0)
		if msg.err != nil {
			return p.Fail(msg.err)
		}
	case documentKept:
		if msg.ticket != p.ticket || !p.deleting {
			return nil
		}
		p.deleting = false
		if msg.err != nil {
			return p.Fail(msg.err)
		}
		if p.marked == msg.name {
			p.marked = ""
		}
		return tea.Batch(p.Init(), p.board.list())
	}
	return nil
}

// Resize keeps the page's rectangle.
func (p *keptPage) Resize(size kit.Size) { p.size = size }

func (p *keptPage) move(by int) {
	p.selected = max(0, min(p.selected+by, len(p.kept)-1))
}

// Actions are what can be done with the selected scenario.
func (p *keptPage) Actions() []action {
	moving := func(by int) func() tea.Cmd {
		return func() tea.Cmd { p.move(by); return nil }
	}
	_, unreadable := p.current()
	return []action{
		{keys: []string{"enter"}, name: locale.ActionOpen, whyNot: unreadable, perform: p.open},
		{keys: []string{" "}, name: locale.ActionMark, whyNot: unreadable, perform: p.mark},
		{keys: []string{"="}, name: locale.ActionCompare, whyNot: p.whyNotCompare(), perform: p.compare},
		{keys: []string{"x"}, name: locale.ActionDelete, whyNot: p.none(), perform: p.remove},
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: moving(-1)},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: moving(1)},
	}
}

func (p *keptPage) none() string {
	if len(p.kept) == 0 {
		return p.Words.Text(locale.WhyNothingSelected)
	}
	return ""
}

// current is the selected scenario, or why it can't be used.
func (p *keptPage) current() (c scenario, whyNot string) {
	if why := p.none(); why != "" {
		return c, why
	}
	c, ok := scenarioOf(p.kept[p.selected])
	if !ok {
		return c, p.Words.Text(locale.ScenarioUnreadable)
	}
	return c, ""
}

// open shows the selected scenario on the board.
func (p *keptPage) open() tea.Cmd {
	c, _ := p.current()
	name := p.kept[p.selected].name
	show := func() tea.Cmd {
		p.board.subject, p.board.drawer, p.board.recorded, p.board.title = subject{}, nil, scenario{}, name
		p.board.begin(c)
		return p.Pop() // the board looks up then what it is about
	}
	if !p.board.dirty {
		return show()
	}
	p.ask(locale.LeaveTitle, []string{p.Words.Text(locale.LeaveQuestion)}, show)
	return nil
}

// mark takes the selected one as the first to compare, or no longer.
func (p *keptPage) mark() tea.Cmd {
	if name := p.kept[p.selected].name; p.marked != name {
		p.marked = name
	} else {
		p.marked = ""
	}
	return nil
}

func (p *keptPage) whyNotCompare() string {
	switch _, why := p.current(); {
	case why != "":
		return why
	case p.marked == p.kept[p.selected].name:
		return p.Words.Text(locale.WhyMarked)
	case p.marked == "":
		return p.board.whyNotKeep()
	}
	return ""
}

// compare shows the marked scenario, or the board, beside the selected one.
func (p *keptPage) compare() tea.Cmd {
	c, _ := p.current()
	first := compared{p.Words.Text(locale.TheBoard), p.board.shown}
	if i := slices.IndexFunc(p.kept, func(d document) bool { return d.name == p.marked }); i >= 0 {
		marked, _ := scenarioOf(p.kept[i])
		first = compared{p.marked, marked.outcomes(p.Today)}
	}
	return p.Push(&comparePage{App: p.App, first: first, second: compared{p.kept[p.selected].name, c.outcomes(p.Today)}})
}

// remove deletes the selected scenario after a question.
func (p *keptPage) remove() tea.Cmd {
	name := p.kept[p.selected].name
	p.ask(locale.DeleteTitle, []string{p.Words.Text(locale.DeleteQuestion, cleanText(name))}, func() tea.Cmd {
		p.ticket, p.deleting = p.newTicket(), true
		return p.deleteDocument(p.ticket, scenarioKind, name)
	})
	return nil
}

// View draws the list, and the selected scenario in full where its line has no
// room for it.
func (p *keptPage) View() string {
	lines := []string{p.Theme.Paint(theme.Heading, p.Words.Text(locale.ScenariosTitle)), ""}
	width := max(1, p.size.W-2*pageIndent)
	names := 0
	for _, d := range p.kept {
		names = max(names, kit.Width(cleanText(d.name)))
	}
	names = min(names, p.size.W/2)
	full := p.inFull(names, width)
	page := max(1, p.size.H-len(lines)-len(full))
	first := max(0, p.selected-page+1)
	for i := first; i < min(first+page, len(p.kept)); i++ {
		lines = append(lines, p.keptLine(i, names))
	}
	if p.read && len(p.kept) == 0 {
		lines = append(lines, kit.Wrap(p.Words.Text(locale.ScenariosNone), width)...)
	}
	lines = append(lines, full...)
	for i, line := range lines {
		lines[i] = kit.Fit("", pageIndent) + line
	}
	return kit.Block(lines, p.size)
}

// keptLine is a scenario of the list, with so many cells for its name.
func (p *keptPage) keptLine(i, names int) string {
	d := p.kept[i]
	mark, tone, sign := "  ", theme.Plain, "  "
	if i == p.selected {
		mark, tone = p.Theme.Glyphs.Pointer+" ", theme.Accent
	}
	if d.name == p.marked {
		sign = p.Theme.Glyphs.Check + " "
	}
	return p.Theme.Paint(tone, mark+sign+kit.Fit(cleanText(d.name), names)) + "  " + p.Theme.Paint(theme.Muted, p.keptText(i))
}

// keptText are the numbers of a scenario of the list.
func (p *keptPage) keptText(i int) string {
	if c, ok := scenarioOf(p.kept[i]); ok {
		return p.scenarioText(c)
	}
	return p.Words.Text(locale.ScenarioUnreadable)
}

// inFull is the selected scenario below the list; nothing where its line shows
// all of it.
func (p *keptPage) inFull(names, width int) []string {
	if len(p.kept) == 0 {
		return nil
	}
	name := cleanText(p.kept[p.selected].name)
	if kit.Width(name) <= names && kit.Width(p.keptLine(p.selected, names)) <= p.size.W-pageIndent {
		return nil
	}
	lines := []string{""}
	for _, text := range []string{name, p.keptText(p.selected)} {
		lines = append(lines, kit.Wrap(text, width)...)
	}
	return lines
}

// scenarioText are a scenario's product and its numbers on one line.
func (s *Session) scenarioText(c scenario) string {
	numbers := s.Words.Text(locale.ScenarioNumbers, c.Before.Licenses, c.Before.Ends, c.KeyLicenses, c.KeyMonths, c.On)
	if c.Before == (model.Term{}) {
		numbers = s.Words.Text(locale.ScenarioWithout, c.KeyLicenses, c.KeyMonths, c.On)
	}
	return words.Joined(cleanText(c.Product), numbers)
}
