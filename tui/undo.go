package tui

import (
	"crypto/rand"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// undoTarget says what is to be undone: an entry of the log, or the latest
// change of a record, or else the latest thing that the person did.
type undoTarget struct {
	sequence uint64
	ref      model.Ref
}

// undoPage shows what undoing an entry would change, field by field, and does
// it on Enter.
type undoPage struct {
	*App
	target  undoTarget
	found   *model.Entry // nil: there is nothing to undo
	names   map[model.Ref]string
	receipt model.Receipt
	why     string // it can't be undone
	ticket  ticket
	busy    bool
	request model.RequestID
	scroll  int
	size    kit.Size
}

func newUndoPage(a *App, target undoTarget) *undoPage {
	p := &undoPage{App: a, target: target}
	rand.Read(p.request[:]) // never fails
	return p
}

// undo opens the page for what is to be undone.
func (a *App) undo(target undoTarget) tea.Cmd { return a.Push(newUndoPage(a, target)) }

// Init reads the entry and tries to undo it.
func (p *undoPage) Init() tea.Cmd {
	p.ticket, p.busy = p.newTicket(), true
	return p.readUndo(p.ticket, p.target)
}

// Waits holds keys back while the entry is read or undone; what is being undone
// can't be left unseen.
func (p *undoPage) Waits(key tea.KeyMsg) bool { return p.busy && (p.found != nil || !leaves(key)) }

// Resize keeps the page's rectangle.
func (p *undoPage) Resize(size kit.Size) { p.size = size }

// Update takes up answers.
func (p *undoPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case undoRead:
		if msg.ticket == p.ticket {
			p.read(msg)
		}
	case commandDone:
		if msg.ticket != p.ticket || !p.busy {
			return nil
		}
		if msg.err != nil {
			return tea.Batch(p.Fail(msg.err), p.Init())
		}
		p.busy = false
		done := locale.UndoDone
		if len(p.lostKeys()) > 0 {
			done = locale.UndoneForGood
		}
		return tea.Batch(p.Pop(), p.Toast(theme.Good, p.Words.Text(done)))
	}
	return nil
}

func (p *undoPage) read(msg undoRead) {
	p.busy, p.why, p.found = false, "", nil
	if len(msg.activity.Entries) > 0 {
		p.found, p.names = &msg.activity.Entries[0], msg.activity.Names
	}
	p.receipt = msg.receipt
	if msg.err != nil {
		p.why = cleanText(p.Words.Error(msg.err))
	}
}

// Actions undo, or say why that is not possible.
func (p *undoPage) Actions() []action {
	return []action{
		{keys: []string{"enter"}, name: locale.ActionUndo, whyNot: p.why, perform: func() tea.Cmd {
			p.ticket, p.busy = p.newTicket(), true
			return p.do(p.ticket, model.Undo{Sequence: p.found.Sequence}, p.receipt, p.request)
		}},
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: func() tea.Cmd { return p.scrollBy(-1) }},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return p.scrollBy(1) }},
		{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: func() tea.Cmd { return p.scrollBy(-p.size.H) }},
		{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: func() tea.Cmd { return p.scrollBy(p.size.H) }},
	}
}

func (p *undoPage) scrollBy(n int) tea.Cmd {
	p.scroll = max(0, min(p.scroll+n, len(p.lines())-p.size.H))
	return nil
}

func (p *undoPage) lines() []string {
	width := max(10, p.size.W-4)
	lines := []string{p.Theme.Paint(theme.Heading, p.Words.Text(locale.UndoTitle))}
	tone, verdict := theme.Muted, p.Words.Text(locale.UndoOurRecord)
	if p.why != "" {
		tone, verdict = theme.Danger, p.why
	}
	if !p.busy {
		for _, line := range kit.Wrap(verdict, width) {
			lines = append(lines, p.Theme.Paint(tone, line))
		}
	}
	if p.found == nil {
		return lines
	}
	lines = append(append(lines, ""), kit.WrapParts(p.entryLine(*p.found), width)...)
	for _, key := range p.lostKeys() {
		for _, line := range kit.Wrap(p.Words.Text(locale.UndoLosesKey, key.Label()), width) {
			lines = append(lines, p.Theme.Paint(theme.Danger, line))
		}
	}
	var back []model.EntryChange
	for _, c := range p.found.Inverse() {
		back = append(back, model.EntryChange(c))
	}
	if len(back) == 0 {
		return lines
	}
	lines = append(lines, "", p.Theme.Paint(theme.Heading, p.Words.Text(locale.UndoWould)))
	return append(lines, p.changeLines(back, p.names, width)...)
}

// lostKeys are the product keys that undoing removes, whose text nothing brings
// back.
func (p *undoPage) lostKeys() (lost []model.ProductKey) {
	for _, c := range p.found.Inverse() {
		if key, ok := c.Before.(model.ProductKey); ok && c.After == nil && p.why == "" {
			lost = append(lost, key)
		}
	}
	return lost
}

// View draws the page.
func (p *undoPage) View() string {
	lines := p.lines()
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return p.inSight(lines, p.scroll, p.size)
}
