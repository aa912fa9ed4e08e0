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
