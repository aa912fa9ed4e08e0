package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// whyNotOpen tells why no screen shows what the selected entry is about.
func (s *activity) whyNotOpen() string {
	switch object := s.selected().Object; {
	case object.ID == 0:
		return s.Words.Text(locale.ActivityNoRecord)
	case object.Kind == model.KindCustomer:
		return s.Words.Text(locale.WhyNoScreen, model.ListCustomers.String())
	}
	return ""
}

// open reads the record of the selected entry, and then shows it.
func (s *activity) open() tea.Cmd { return s.openRef(s.selected().Object) }

func (s *activity) openRef(ref model.Ref) tea.Cmd {
	s.opening, s.opens = s.newTicket(), true
	return s.readDossier(s.opening, ref)
}

// openRecord shows a record in its list; keys and redemptions are shown with
// what they belong to, products and the partner by the list nearest to them.
func (s *activity) openRecord(msg dossierRead) tea.Cmd {
	s.opens = false
	if msg.err != nil {
		return s.Toast(theme.Warning, s.Words.Text(locale.ActivityGone))
	}
	switch r := msg.dossier.Record.(type) {
	case model.ProductKey:
		return s.openOwner(model.ListKeys, model.Ref{Kind: model.KindBenefit, ID: r.Benefit}, model.Ref{Kind: model.KindTenant, ID: r.Tenant})
	case model.Redemption:
		return s.openOwner(model.ListRedemptions, model.Ref{Kind: model.KindBenefit, ID: r.Benefit}, model.Ref{Kind: model.KindSubscription, ID: r.Subscription})
	case model.Partner:
		return s.Push(newWorkspace(s.App, accountsSpec(), model.Page{}))
	case model.Product:
		w := newWorkspace(s.App, cloudSpec(), model.Page{})
		w.query.text = r.Label()
		w.filter.SetValue(w.query.text)
		return s.Push(w)
	}
	w := newWorkspace(s.App, listOf(msg.dossier.Record), model.Page{})
	w.seek = msg.dossier.Record.Ref().ID
	return tea.Batch(s.Push(w), s.Push(newDetailPage(w)))
}

// openOwner opens the first of those that a record of a list may belong to.
func (s *activity) openOwner(list model.List, owners ...model.Ref) tea.Cmd {
	for _, owner := range owners {
		if owner.ID != 0 {
			return s.openRef(owner)
		}
	}
	return s.Toast(theme.Warning, s.Words.Text(locale.WhyNot, locale.ActionOpen, s.Words.Text(locale.WhyNoScreen, list.String())))
}

// listOf is the list in which a record is shown.
func listOf(record model.Record) *spec {
	switch r := record.(type) {
	case model.Benefit:
		return specs()[r.Workspace]
	case model.Membership:
		return membershipsSpec()
	case model.Tenant:
		return tenantsSpec()
	case model.User:
		return usersSpec()
	}
	return cloudSpec().beside
}
