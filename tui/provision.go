package tui

import (
	"strings"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// noBenefits says why a workspace is empty, and what to do.
func (s *Session) noBenefits() string {
	admins := s.people(has(model.GlobalAdmin))
	switch state, expected := model.BenefitsOn(s.overview.Memberships, s.Today); state {
	case model.MembershipProvisioning:
		return s.Words.Text(locale.BenefitsConfirming, expected)
	case model.MembershipUpcoming:
		return s.Words.Text(locale.BenefitsUpcoming, expected)
	case model.MembershipActive:
		return strings.Join([]string{
			s.Words.Text(locale.NothingHere), s.Words.Text(locale.BenefitsDue, admins),
		}, "\n")
	}
	return strings.Join([]string{
		s.Words.Text(locale.NoBenefitsYet), s.Words.Text(locale.NoBenefitsOffer),
		s.Words.Text(locale.NoBenefitsAccount), s.Words.Text(locale.NoBenefitsRole, admins),
	}, "\n")
}
