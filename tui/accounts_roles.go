package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// rolesForm is a checklist of the roles: each for the whole account, or for
// one tenant.
type rolesForm struct {
	*form
	user    model.User // whose roles are edited
	before  []model.Grant
	asked   ticket              // for the tenants; 0: they are known
	tenants map[model.ID]string // that a role can be for, retired ones only where the person has one there
	order   []model.ID          // of the tenants as they are offered
}

func newRolesForm(a *App, d model.Dossier) *rolesForm {
	user := d.Record.(model.User)
	user.Roles = slices.Clone(user.Roles)
	r := &rolesForm{user: user, before: slices.Clone(user.Roles), tenants: map[model.ID]string{}}
	for id, tenant := range d.Tenants {
		r.tenants[id] = cleanText(tenant.Label())
	}
	r.form = newForm(a, a.Words.Text(locale.FormRoles, cleanText(user.Label())),
		[]step{{name: locale.ActionEdit, options: r.options}}, func() model.Command { return model.Save{Record: r.user} })
	r.extra = r.roleActions
	return r
}

// Unsaved: a role that was taken away and given again is as it was.
func (r *rolesForm) Unsaved() bool { return r.dirty && !slices.Equal(r.before, r.user.Roles) }

// Init asks for the tenants.
func (r *rolesForm) Init() tea.Cmd {
	r.asked = r.newTicket()
	return tea.Batch(r.form.Init(), r.readPage(r.asked, model.ListTenants))
}

// Waits holds the choice of a tenant back until they are read.
func (r *rolesForm) Waits(key tea.KeyMsg) bool {
	return r.form.Waits(key) || r.asked != 0 && needs(key, r.roleActions())
}

// Update takes up the tenants, and what every form does.
func (r *rolesForm) Update(msg tea.Msg) tea.Cmd {
	page, ok := msg.(pageRead)
	if !ok {
		return r.form.Update(msg)
	}
	if r.asked == 0 || page.ticket != r.asked {
		return nil
	}
	r.asked = 0
	if page.err != nil {
		return r.Fail(page.err)
	}
	for _, row := range page.page.Rows {
		if row.Status != model.Disabled {
			r.tenants[row.ID] = cleanText(row.Name)
			r.order = append(r.order, row.ID)
		}
	}
	return nil
}

func (r *rolesForm) options() []option {
	var options []option
	for _, role := range model.Roles() {
		mark := "[ ] "
		var scopes []string
		for _, grant := range grantsOf(r.user, role) {
			mark = "[x] "
			scopes = append(scopes, r.scope(grant.Tenant))
		}
		options = append(options, option{label: mark + r.Words.Role(role), help: r.Words.Listed(scopes...)})
	}
	return options
}

func (r *rolesForm) scope(tenant model.ID) string {
	if tenant == 0 {
		return r.Words.Text(locale.WholeAccount)
	}
	return r.Words.Text(locale.OnlyInTenant, r.tenants[tenant])
}

func (r *rolesForm) roleActions() []action {
	role := model.Roles()[r.choice.Selected()]
	whyNot := ""
	if len(grantsOf(r.user, role)) == 0 {
		whyNot = r.Words.Text(locale.WhyNoSuchRole)
	}
	return []action{
		{keys: []string{" "}, name: locale.ActionTick, perform: func() tea.Cmd { return r.set(role, r.ticked(role)) }},
		{keys: []string{"right", "left", "l", "h"}, name: locale.ActionScope, whyNot: whyNot, perform: func() tea.Cmd { return r.set(role, r.nextScope(role)) }},
	}
}

// ticked takes a role away, or gives it for the whole account.
func (r *rolesForm) ticked(role model.Role) []model.Grant {
	if len(grantsOf(r.user, role)) > 0 {
		return nil
	}
	return []model.Grant{{Role: role}}
}

// nextScope goes from the whole account through its tenants and back.
func (r *rolesForm) nextScope(role model.Role) []model.Grant {
	all := append([]model.ID{0}, r.order...)
	at := slices.Index(all, grantsOf(r.user, role)[0].Tenant)
	return []model.Grant{{Role: role, Tenant: all[(at+1)%len(all)]}}
}

// set replaces what a person has of a role.
func (r *rolesForm) set(role model.Role, grants []model.Grant) tea.Cmd {
	var roles []model.Grant
	for _, other := range model.Roles() {
		if other == role {
			roles = append(roles, grants...)
		} else {
			roles = append(roles, grantsOf(r.user, other)...)
		}
	}
	r.user.Roles, r.dirty = roles, true
	r.offer(false)
	return nil
}

func grantsOf(u model.User, role model.Role) (grants []model.Grant) {
	for _, grant := range u.Roles {
		if grant.Role == role {
			grants = append(grants, grant)
		}
	}
	return grants
}
