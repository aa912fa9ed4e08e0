package words

import (
	"slices"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Role names a role as the portals do.
func (w Words) Role(r model.Role) string {
	return w.Text(locale.RolePartnerAdmin + locale.Message(r) - 1)
}

// RolesOf names the roles that have one of some rights: "Partner admin or Global
// admin".
func (w Words) RolesOf(rights ...model.Right) string {
	var roles []model.Role
	text := ""
	for _, right := range rights {
		for _, role := range right.Roles() {
			switch {
			case slices.Contains(roles, role):
				continue
			case text == "":
				text = w.Role(role)
			default:
				text = w.Text(locale.RoleOr, text, w.Role(role))
			}
			roles = append(roles, role)
		}
	}
	return text
}

// roleMissing says which roles are needed, and who has one of them.
func (w Words) roleMissing(rights []model.Right, who string) string {
	if who == "" {
		return w.Text(locale.RoleMissingNobody, w.RolesOf(rights...))
	}
	return w.Text(locale.RoleMissingAsk, w.RolesOf(rights...), who)
}

// Right names a right as the table of rights does.
func (w Words) Right(r model.Right) string {
	return w.Text(locale.RightViewBenefits + locale.Message(r) - 1)
}

// MembershipState names what a membership is on a day.
func (w Words) MembershipState(s model.MembershipState) string {
	return w.Text(locale.MembershipProvisioning + locale.Message(s) - 1)
}

// RefundCause says what ended a refund right.
func (w Words) RefundCause(end model.RefundEnd) string {
	return w.Text(locale.RefundRevealed+locale.Message(end.Cause)-1, end.Benefit)
}
