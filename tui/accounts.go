package tui

import (
	"cmp"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// accountsSpec is the list of memberships, beside which stand those of tenants
// and of users.
func accountsSpec() *spec {
	memberships, tenants, users := membershipsSpec(), tenantsSpec(), usersSpec()
	memberships.beside, tenants.beside, users.beside = tenants, users, memberships
	return memberships
}

// ofAccounts tells whether the list is one of those under Accounts.
func (s *spec) ofAccounts() bool {
	return s.list == model.ListMemberships || s.list == model.ListTenants || s.list == model.ListUsers
}

// inAccounts tells whether the bottom of the stack shows one of them.
func (a *App) inAccounts() bool {
	w, ok := a.place().(*workspace)
	return ok && w.spec.ofAccounts()
}

// accountsSummary is the partner, and how many of a list are in use.
func (w *workspace) accountsSummary(counts model.Counts) string {
	text := w.Words.Text(locale.SummaryAccounts, counts.All, counts.Of(model.PhaseActive))
	if id := w.overview.Partner.PartnerID; id != "" {
		text = w.Words.Text(locale.SummaryPartner, cleanText(id)) + " · " + text
	}
	return text
}

func membershipsSpec() *spec {
	return &spec{
		list: model.ListMemberships,
		columns: []column{
			nameColumn(locale.LabelMembership), sourceColumn(locale.ColumnSource),
			dueColumn(locale.ColumnEnds, model.ByDue, due), stateColumn((*cellView).membershipState),
		},
		detail:  membershipDetail,
		actions: (*workspace).membershipActions,
	}
}

func tenantsSpec() *spec {
	return &spec{
		list: model.ListTenants, order: model.ByName,
		columns: []column{
			nameColumn(locale.ColumnTenant), sourceColumn(locale.LabelTenantName), countColumn(locale.ListSubscriptions), stateColumn((*cellView).status),
		},
		detail:  tenantDetail,
		actions: (*workspace).tenantActions,
	}
}

func usersSpec() *spec {
	name, email := nameColumn(locale.ColumnUser), sourceColumn(locale.LabelEmail)
	name.width.Min, name.width.Ideal, email.width.Ideal = 16, 24, 36
	roles := column{title: locale.LabelRoles, width: kit.Column{Min: 14, Ideal: 28, Grow: 1, Drop: 2},
		cell: func(v *cellView, r model.Row) kit.Cell {
			return kit.Cell{Text: v.rolesInShort(v.person(r.ID)), Tone: theme.Plain}
		}}
	return &spec{
		list: model.ListUsers, order: model.ByName,
		columns: []column{name, email, roles, stateColumn((*cellView).userState)},
		detail:  userDetail,
		actions: (*workspace).userActions,
	}
}

// countColumn shows a number alone.
func countColumn(title locale.Message) column {
	return column{title: title, short: locale.ColumnQuantity, width: kit.Column{Align: kit.Right, Min: 13, Ideal: 15, Drop: 2}, sort: model.ByUsed,
		cell: func(v *cellView, r model.Row) kit.Cell {
			return kit.Cell{Text: v.Words.Number(r.Used), Tone: theme.Plain}
		}}
}

func stateColumn(cell func(*cellView, model.Row) kit.Cell) column {
	return column{title: locale.ColumnStatus, width: kit.Column{Min: 14, Ideal: 20}, sort: model.ByStatus, cell: cell}
}

// membershipState is a glyph and a word, like the status of a benefit.
func (v *cellView) membershipState(r model.Row) kit.Cell {
	for _, m := range v.overview.Memberships {
		if m.ID == r.ID {
			return v.stateCell(m.StateOn(v.Today))
		}
	}
	return v.status(r)
}

func (v *cellView) stateCell(state model.MembershipState) kit.Cell {
	glyph, tone := v.Theme.Glyphs.Dot, theme.Good
	switch state {
	case model.MembershipProvisioning, model.MembershipUpcoming:
		glyph, tone = v.Theme.Glyphs.Half, theme.Accent
	case model.MembershipEnded, model.MembershipCancelled:
		glyph, tone = v.Theme.Glyphs.Ended, theme.Muted
	}
	cell := kit.Cell{Text: glyph + " " + v.Words.MembershipState(state), Tone: tone}
	if state == model.MembershipProvisioning {
		cell.Short = glyph + " " + v.Words.Status(model.ListMemberships, model.Pending)
	}
	return cell
}

func (v *cellView) userState(r model.Row) kit.Cell {
	if me, known := model.Me(v.overview.People, v.Actor); known && me.ID == r.ID && r.Status != model.Disabled {
		return kit.Cell{Text: v.Theme.Glyphs.Half + " " + v.Words.Text(locale.ThisIsMe), Tone: theme.Accent}
	}
	return v.status(r)
}

// person is one of those with a role or an account.
func (s *Session) person(id model.ID) model.User {
	for _, person := range s.overview.People {
		if person.ID == id {
			return person
		}
	}
	return model.User{}
}

func membershipDetail(s *Session, d model.Dossier) []section {
	m := d.Record.(model.Membership)
	facts := []fact{
		{locale.ColumnStatus, (&cellView{Session: s}).stateCell(m.StateOn(s.Today)).Text, theme.Plain},
		{locale.ColumnSource, cleanText(m.Source), theme.Plain},
		{locale.LabelBought, s.Words.Date(m.Bought), theme.Plain},
		{locale.LabelStarts, s.Words.Date(m.Starts), theme.Plain},
		{locale.ColumnEnds, s.dated(m.Ends), theme.Plain},
		{locale.LabelCancelled, s.Words.Date(m.Cancelled), theme.Plain},
		{locale.LabelReason, cleanText(m.Reason), theme.Plain},
	}
	for _, line := range s.refundLines(m, d.Refund) {
		facts = append(facts, fact{locale.LabelRefund, line, theme.Plain})
	}
	for _, w := range model.Workspaces() {
		n := 0
		for _, b := range d.Benefits {
			if b.Workspace == w {
				n++
			}
		}
		if n > 0 {
			facts = append(facts, fact{locale.LabelBenefits, s.Words.List(model.ListOf(w)) + "  " + s.Words.Number(int64(n)), theme.Plain})
		}
	}
	return []section{{facts: facts}, s.historySection(d)}
}

func tenantDetail(s *Session, d model.Dossier) []section {
	t := d.Record.(model.Tenant)
	facts := []fact{
		{locale.LabelDomain, cleanText(t.Domain), theme.Plain},
		{locale.LabelTenantID, cleanText(t.TenantID), theme.Plain},
		{locale.LabelTenantName, cleanText(t.Name), theme.Plain},
		{locale.LabelRetired, s.Words.Date(t.Retired), theme.Plain},
		{locale.ListSubscriptions, s.Words.Number(int64(len(d.Subscriptions))), theme.Plain},
	}
	for i, sub := range d.Subscriptions {
		if i == maxSubscriptions {
			facts = append(facts, fact{locale.ColumnSubscription, s.Words.Text(locale.AndMore, len(d.Subscriptions)-i), theme.Muted})
			break
		}
		facts = append(facts, fact{locale.ColumnSubscription, cleanText(sub.Label()) + "  " + s.subscriptionFact(sub, model.Dossier{}).value, theme.Plain})
	}
	for _, key := range d.Keys {
		facts = append(facts, fact{locale.LabelKey, s.keyLine(key, d), theme.Plain})
	}
	for _, person := range d.Users {
		for _, grant := range person.Roles {
			if grant.Tenant == t.ID {
				facts = append(facts, fact{locale.LabelRoles, s.Words.Role(grant.Role) + "  " + cleanText(person.Label()), theme.Plain})
			}
		}
	}
	return []section{{facts: facts}, s.redemptionSection(d), s.historySection(d)}
}

func userDetail(s *Session, d model.Dossier) []section {
	u := d.Record.(model.User)
	facts := []fact{
		{locale.LabelEmail, cleanText(u.Email), theme.Plain},
		{locale.LabelAccount, cleanText(u.Account), theme.Plain},
		{locale.LabelRetired, s.Words.Date(u.Retired), theme.Plain},
	}
	if me, known := model.Me(s.overview.People, s.Actor); known && me.ID == u.ID {
		facts = append(facts, fact{locale.ColumnStatus, s.Words.Text(locale.ThisIsMe), theme.Accent})
	}
	for _, grant := range u.Roles {
		facts = append(facts, fact{locale.LabelRoles, s.grantLine(grant, d.Tenants[grant.Tenant].Label()), theme.Plain})
	}
	if len(u.Roles) == 0 {
		facts = append(facts, fact{locale.LabelRoles, s.Words.Text(locale.NoRole), theme.Muted})
	}
	for _, b := range d.Benefits {
		held := cleanText(b.Name)
		if !b.HeldSince.IsZero() {
			held += "  " + s.Words.Date(b.HeldSince)
		}
		facts = append(facts, fact{locale.LabelHolds, held, theme.Plain})
	}
	return []section{{facts: facts}, s.historySection(d)}
}

// grantLine is a role, and where it holds.
func (s *Session) grantLine(g model.Grant, tenant string) string {
	where := s.Words.Text(locale.WholeAccount)
	if g.Tenant != 0 {
		where = s.Words.Text(locale.OnlyInTenant, cmp.Or(cleanText(tenant), s.Words.Text(locale.NotKnown)))
	}
	return s.Words.Role(g.Role) + "  " + where
}
