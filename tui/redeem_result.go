package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// resultPage tells what was recorded, what is held, and what comes next.
type resultPage struct {
	*App
	done  []redemption.Summary
	held  []string // what became of keys that were to be held
	total int      // redemptions of the queue
	size  kit.Size
}

func newResultPage(a *App, done []redemption.Summary, held []string, total int) *resultPage {
	return &resultPage{App: a, done: done, held: held, total: total}
}

// Init asks nothing.
func (p *resultPage) Init() tea.Cmd { return nil }

// Update waits for nothing.
func (p *resultPage) Update(tea.Msg) tea.Cmd { return nil }

// Resize keeps the page's rectangle.
func (p *resultPage) Resize(size kit.Size) { p.size = size }

// Actions lead back to the list.
func (p *resultPage) Actions() []action {
	return []action{{keys: []string{"enter"}, name: locale.ActionBackToList, perform: p.Pop}}
}

// View draws the page.
func (p *resultPage) View() string {
	var text []string
	for _, s := range p.done {
		ends := s.Outcome.After.Ends
		if !s.PortalEnds.IsZero() {
			ends = s.PortalEnds
		}
		text = append(text, p.Words.Text(locale.ConfirmSummary, cleanText(s.Tenant), cleanText(s.Product),
			p.Words.Action(s.Outcome.Action), s.Outcome.After.Licenses, ends))
	}
	text = append(text, p.held...)
	if len(p.done) > 0 {
		text = append(text, p.next(p.done[len(p.done)-1])...)
	}
	lines := []string{"", p.Theme.Paint(theme.Good, p.Theme.Glyphs.Check+" "+p.heading()), ""}
	for _, paragraph := range text {
		lines = append(append(lines, kit.Wrap(paragraph, max(10, p.size.W-4))...), "")
	}
	for i := range lines {
		lines[i] = "  " + strings.TrimRight(lines[i], " ")
	}
	return kit.Block(lines, p.size)
}

func (p *resultPage) heading() string {
	switch {
	case len(p.done) == 0 || p.total == 1 && p.done[0].Reserved:
		return p.Words.Text(locale.ResultReserved)
	case p.total > 1:
		return p.Words.Text(locale.ResultQueue, len(p.done), p.total)
	}
	return p.Words.Text(locale.ResultRedeemed)
}

// next is what to do after the last redemption.
func (p *resultPage) next(s redemption.Summary) []string {
	o := s.Outcome
	if s.Reserved {
		return []string{p.Words.Text(locale.ResultReservedNext, max(o.Effective, p.Today))}
	}
	text := []string{p.Words.Text(locale.ResultAssign, o.After.Licenses, p.Words.Text(locale.PortalYourProducts))}
	if s.KeyTail != "" {
		text = append(text, p.Words.Text(locale.ResultReplacement, o.On.AddDays(model.ReplacementDays)))
	}
	if !s.EnteredOn.IsZero() {
		text = append(text, p.Words.Text(locale.EnteredLater, o.On, s.EnteredOn))
	}
	return text
}
