package tui

import (
	"slices"
	"strings"

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
	return section{title: locale.SectionLedger, draw: func(w int) []string {
		var lines []string
		left := int64(0)
		for _, p := range postings {
			lines = append(lines, s.postingLines(p, left, d, w)...)
			left = p.Left
		}
		say := func(m locale.Message) {
			for _, text := range kit.Wrap(s.Words.Text(m), w) {
				lines = append(lines, s.Theme.Paint(theme.Muted, text))
			}
		}
		say(locale.LedgerNote)
		if slices.ContainsFunc(d.Redemptions, func(r model.Redemption) bool { return r.Status == model.Reserved }) {
			say(locale.LedgerHeld)
		}
		return lines
	}}
}

// postingLines are a posting behind its day: what happened, its balance, and
// what is to be said of it.
func (s *Session) postingLines(p redemption.Posting, left int64, d model.Dossier, w int) []string {
	day := s.Words.Date(p.Day) + "  "
	below := kit.Fit("", kit.Width(day))
	lines := kit.Hang(day, s.postingName(p)+"  "+s.Words.Text(locale.PlannerNow, p.After.Licenses, p.After.Ends), w)
	add := func(tone theme.Tone, text string) {
		for _, line := range kit.Hang(below, text, w) {
			lines = append(lines, s.Theme.Paint(tone, line))
		}
	}
	add(theme.Muted, s.balance(p, left))
	switch p.Kind {
	case redemption.PostedOpening:
		add(theme.Muted, s.Words.Text(locale.LedgerNotRecorded))
	case redemption.PostedDrift:
		add(theme.Warning, s.Words.Reason(p.Reason))
	case redemption.PostedRedemption:
		if given := redemption.Replacements(d.Keys, p.Redemption); len(given) > 0 {
			add(theme.Warning, s.Words.Text(locale.LedgerReplaced, labels(given, model.ProductKey.Label)))
		}
	}
	return lines
}

func (s *Session) postingName(p redemption.Posting) string {
	switch p.Kind {
	case redemption.PostedRedemption:
		return s.Words.ActionNamed(p.Redemption.Action)
	case redemption.PostedDrift:
		return s.Words.Text(locale.LedgerDrift)
	case redemption.PostedOpening:
		return s.Words.Text(locale.LedgerOpening)
	}
	if p.After.Ends < s.Today {
		return s.Words.Text(locale.LedgerEnded)
	}
	return s.Words.Text(locale.TimelineToday)
}

// balance is the arithmetic of a posting: what was left before, what was used
// since and what came in, and how many days that is for each license.
func (s *Session) balance(p redemption.Posting, left int64) string {
	var terms []string
	add := func(n int64, m locale.Message) {
		if n != 0 {
			terms = append(terms, s.Words.Text(m, s.signed(n)))
		}
	}
	if left > 0 {
		terms = append(terms, s.Words.Number(left))
	}
	add(-p.Used, locale.LedgerUsed)
	add(p.In, locale.LedgerIn)
	switch p.Kind {
	case redemption.PostedRedemption:
		add(p.Rest, locale.LedgerRest)
	case redemption.PostedDrift:
		add(p.Rest, locale.LedgerPortal)
	}
	terms = append(terms, s.Words.Text(locale.LedgerLeft, p.Left))
	if p.Left > 0 {
		terms = append(terms, s.Words.Text(locale.LedgerAverage, p.After.Licenses, p.Left/p.After.Licenses))
	}
	return strings.Join(terms, " ")
}

// signed is a number behind its sign.
func (s *Session) signed(n int64) string {
	if n < 0 {
		return "− " + s.Words.Number(-n)
	}
	return "+ " + s.Words.Number(n)
}
