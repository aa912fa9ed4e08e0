package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// pickSubscription opens the list of all subscriptions to choose from.
func (r *redeemWizard) pickSubscription() tea.Cmd {
	picker := newWorkspace(r.App, cloudSpec().beside, model.Page{})
	picker.spec.beside = nil
	picker.pick = func(d model.Dossier) tea.Cmd {
		sub, ok := d.Record.(model.Subscription)
		if !ok {
			return nil
		}
		if sub.Name == "" {
			sub.Name = d.Product.Label()
		}
		r.dossier.Tenants[d.Tenant.ID] = d.Tenant
		r.dossier.Subscriptions = addSubscription(r.dossier.Subscriptions, sub)
		r.take(&r.flow.draft, sub, d.Product)
		r.dirty = true
		return tea.Batch(r.Pop(), r.enter())
	}
	return r.Push(picker)
}

func addSubscription(all []model.Subscription, s model.Subscription) []model.Subscription {
	for i := range all {
		if all[i].ID == s.ID {
			all[i] = s
			return all
		}
	}
	return append(all, s)
}
