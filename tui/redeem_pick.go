package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// bestSubscription is the one that a benefit is surely meant for, of those of
// its product: Active, and of the tenant of its key, where it has one. It is
// the only such one, or the one that the benefit was redeemed on before.
func bestSubscription(d model.Dossier, tenant model.ID, today model.Date) model.Subscription {
	benefit := d.Record.(model.Benefit)
	var fitting []model.Subscription
	for _, s := range d.Subscriptions {
		if s.StatusOn(today) == model.Active && (tenant == 0 || s.Tenant == tenant) {
			fitting = append(fitting, s)
		}
	}
	own := slices.IndexFunc(fitting, func(s model.Subscription) bool { return s.ID == benefit.Subscription })
	switch {
	case own >= 0:
		return fitting[own]
	case len(fitting) == 1:
		return fitting[0]
	}
	return model.Subscription{}
}

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
		r.take(sub, d.Product)
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
