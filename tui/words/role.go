package words

import (
	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Role names a role as the portals do.
func (w Words) Role(r model.Role) string {
	return w.Text(locale.RolePartnerAdmin + locale.Message(r) - 1)
}

// RolesOf names the roles that have a right: "Partner admin or Global admin".
func (w Words) RolesOf(right model.Right) string {
	text := ""
	for i, role := range right.Roles() {
		if i == 0 {
			text = w.Role(role)
			continue
		}
		text = w.Text(locale.RoleOr, text, w.Role(role))
	}
	return text
}

// roleMissing says which roles are needed, and who has one of them.
func (w Words) roleMissing(right model.Right, who string) string {
	if who == "" {
		return w.Text(locale.RoleMissingNobody, w.RolesOf(right))
	}
	return w.Text(locale.RoleMissingAsk, w.RolesOf(right), who)
}
