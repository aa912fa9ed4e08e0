package tui

import (
	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// ledgerSection is what became of a subscription's license-time: every
// redemption with what it brought and left, and what a portal showed
// differently.
func (s *Session) ledgerSection(sub model.Subscription, d model.Dossier) section {
	postings := redemption.Ledger(sub, d.Redemptions, s.Today)
	if len(postings) == 0 {
		return section{}
	}
	return section{title: locale.SectionLedger, draw: func(w int) []string { return s.ledgerLines(postings, w) }}
}

// ledgerLines draws postings as columns where there is room, else each in a
// line of its own below its day.
func (s *Session) ledgerLines(postings []redemption.Posting, w int) []string {
	column := 0
	for _, p := range postings {
		for _, n := range []int64{p.In, p.Left, p.Rest} {
			column = max(column, kit.Width(s.signed(n))+2)
		}
	}
	for _, name := range []locale.Message{locale.LedgerIn, locale.LedgerLeft, locale.LedgerRest} {
		column = max(column, kit.Width(s.Words.Text(name))+2)
	}
	dates := kit.Width(s.Words.Date(s.Today)) + 2
	names := w - dates - 3*column
	if names < ledgerNames {
		names = w - dates
	}
	row := func(day, name, in, rest, left string) []string {
		numbers := kit.FitRight(in, column) + kit.FitRight(rest, column) + kit.FitRight(left, column)
		head := kit.Fit(day, dates) + kit.Fit(name, names)
		if names+dates+3*column > w {
			return []string{head, kit.Fit("", dates) + numbers}
		}
		return []string{head + numbers}
	}
	lines := row("", "", s.Words.Text(locale.LedgerIn), s.Words.Text(locale.LedgerRest), s.Words.Text(locale.LedgerLeft))
	for i := range lines {
		lines[i] = s.Theme.Paint(theme.Muted, lines[i])
	}
	for _, p := range postings {
		in, name := s.signed(p.In), s.Words.ActionNamed(p.Redemption.Action)
		if p.Drift() {
			in, name = "", s.Words.Text(locale.LedgerDrift)
		}
		lines = append(lines, row(s.Words.Date(p.Day), name+"  "+s.Words.Text(locale.PlannerNow, p.After.Licenses, p.After.Ends), in, s.signed(p.Rest), s.Words.Number(p.Left))...)
		if p.Drift() {
			lines = append(lines, kit.Fit("", dates)+s.Theme.Paint(theme.Warning, s.Words.Reason(p.Reason)))
		}
	}
	for _, text := range kit.Wrap(s.Words.Text(locale.LedgerNote), w) {
		lines = append(lines, s.Theme.Paint(theme.Muted, text))
	}
	return lines
}

const ledgerNames = 34 // cells that a posting's name needs beside its numbers

// signed is a number with its sign.
func (s *Session) signed(n int64) string {
	if n > 0 {
		return "+" + s.Words.Number(n)
	}
	return s.Words.Number(n)
}
