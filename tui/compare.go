package tui

import (
	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// comparisonSection shows what the rules gave a subscription and what its portal
// shows, where that is known.
func (s *Session) comparisonSection(sub model.Subscription, d model.Dossier) section {
	var latest model.Redemption
	for _, r := range d.Redemptions {
		if r.ID == sub.Redemption {
			latest = r
		}
	}
	part := section{title: locale.SectionRulesAndPortal}
	c, known := redemption.Compare(sub, latest)
	switch {
	case !known:
		return section{}
	case c.Agree():
		part.lines = []string{s.Words.Text(locale.PortalConfirmed, c.Portal, c.Seen)}
		return part
	}
	showed := s.Words.Date(c.Portal)
	if !c.Seen.IsZero() {
		showed = s.Words.Text(locale.ShownOn, showed, c.Seen)
	}
	part.facts = []fact{
		{locale.LabelRulesGave, s.Words.Date(c.Rules), theme.Plain},
		{locale.LabelPortalShowed, showed, theme.Plain},
		{locale.LabelDifference, s.Words.DaysMoved(int(c.Portal) - int(c.Rules)), theme.Warning},
		{locale.LabelLikelyReason, s.Words.Reason(c.Reason), theme.Plain},
	}
	part.lines = []string{s.Words.Text(locale.PortalBuildsOn)}
	return part
}

// discontinuedFact names what replaces a product that is no longer part of the
// packages; a product has several names, of which each may be known.
func (s *Session) discontinuedFact(names ...string) fact {
	product, replacement, found := redemption.Discontinued(names...)
	if !found {
		return fact{}
	}
	return fact{locale.LabelNote, s.Words.Text(locale.WarnDiscontinued, cleanText(product), replacement), theme.Warning}
}
