package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// askRefund looks whether the redemption would end a refund right.
func (r *redeemWizard) askRefund() tea.Cmd {
	m := r.dossier.Membership
	if r.draft.benefit.ByPurchase() || !model.RefundWindow(m, r.Today).Open() {
		return nil
	}
	r.looking = r.newTicket()
	return r.readRefund(r.looking, m.ID)
}

func (r *redeemWizard) refundKnown(msg refundRead) tea.Cmd {
	if r.looking == 0 || msg.ticket != r.looking {
		return nil
	}
	r.looking = 0
	if msg.err != nil {
		return r.Fail(msg.err)
	}
	r.refund = msg.refund
	return nil
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
