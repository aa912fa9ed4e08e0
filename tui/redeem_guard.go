package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// askRefunds looks which refund rights the keys of the wizard would end.
func (r *redeemWizard) askRefunds() tea.Cmd {
	benefits := []model.Benefit{r.draft.benefit}
	for _, found := range r.queue.drawer {
		benefits = append(benefits, found.Benefit)
	}
	memberships := r.refundable(benefits...)
	if r.draft.benefit.ByPurchase() || len(memberships) == 0 {
		return nil
	}
	r.looking = r.newTicket()
	return r.readRefunds(r.looking, memberships)
}

func (r *redeemWizard) refundsKnown(msg refundsRead) tea.Cmd {
	if r.looking == 0 || msg.ticket != r.looking {
		return nil
	}
	r.looking = 0
	if msg.err != nil {
		return r.Fail(msg.err)
	}
	r.rights = msg.rights
	return nil
}

// benefits are those of the keys that the next redemption takes.
func (r *redeemWizard) benefits() []model.Benefit {
	benefits := []model.Benefit{r.draft.benefit}
	for _, id := range r.draft.beside() {
		benefits = append(benefits, r.inDrawer(id).Benefit)
	}
	return benefits
}

// ends are the refund rights that the next redemption would end.
func (r *redeemWizard) ends() []refundRight { return r.rightsOf(r.rights, r.benefits()...) }

// ended forgets the rights that using keys of benefits has ended.
func (r *redeemWizard) ended(benefits ...model.Benefit) {
	gone := r.rightsOf(r.rights, benefits...)
	r.rights = slices.DeleteFunc(r.rights, func(right refundRight) bool {
		return slices.ContainsFunc(gone, func(g refundRight) bool { return g.membership.ID == right.membership.ID })
	})
}

// askTenant warns who may activate benefits, but not redeem keys in the chosen
// tenant: portals give that role tenant by tenant.
func (r *redeemWizard) askTenant() []string {
	lines := []string{r.Words.Text(locale.AskTenant)}
	tenant := r.tenant()
	me, known := model.Me(r.overview.People, r.Actor)
	if !known || len(me.Roles) == 0 || me.May(model.RedeemKeys, tenant) {
		return lines
	}
	who := r.people(func(u model.User) bool { return u.May(model.RedeemKeys, tenant) })
	return append(lines, r.Theme.Glyphs.Warn+" "+r.Words.Text(locale.WarnTenantRole, r.Words.RolesOf(model.RedeemKeys), who))
}

// tenant is the one that the draft names, 0 while the store does not know it.
func (r *redeemWizard) tenant() model.ID {
	for _, tried := range r.attempts {
		if tried.err == nil {
			return tried.receipt.Tenant
		}
	}
	return 0
}
