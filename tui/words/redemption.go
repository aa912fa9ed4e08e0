package words

import (
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// Step writes one line of the arithmetic.
func (w Words) Step(s redemption.Step) string {
	switch s.Kind {
	case redemption.StepExtension:
		return w.Text(locale.StepExtension, s.Licenses, s.Months, s.Divisor, s.Exact)
	case redemption.StepPlusMonths:
		return w.Text(locale.StepPlusMonths, s.From, s.Months, s.To)
	case redemption.StepShareOfMonth:
		if s.Exact.IsWhole() {
			return w.Text(locale.StepShareExact, s.Share, s.Span, s.To, s.Exact)
		}
		return w.Text(locale.StepShareOfMonth, s.Share, s.Span, s.To, s.Exact, s.Days)
	case redemption.StepPlusDays:
		return w.Text(locale.StepPlusDays, s.From, s.Days, s.To)
	case redemption.StepTimeLeft:
		return w.Text(locale.StepTimeLeft, s.Licenses, s.Days, s.Product)
	case redemption.StepKeyTime:
		return w.Text(locale.StepKeyTime, s.Licenses, s.Days, s.Product, s.To)
	case redemption.StepAverage:
		if s.Exact.IsWhole() {
			return w.Text(locale.StepAverageExact, s.Product, s.Divisor, s.Exact)
		}
		return w.Text(locale.StepAverage, s.Product, s.Divisor, s.Exact, s.Days)
	case redemption.StepDayAfterEnd:
		return w.Text(locale.StepDayAfterEnd, s.From, s.To)
	case redemption.StepMembershipEnd:
		return w.Text(locale.StepMembershipEnd, s.To)
	}
	return ""
}

// Steps writes the whole arithmetic, a line each.
func (w Words) Steps(steps []redemption.Step) []string {
	lines := make([]string, len(steps))
	for i, step := range steps {
		lines[i] = w.Step(step)
	}
	return lines
}

var portalMessages = map[redemption.PortalStep]locale.Message{
	redemption.PortalSignIn:        locale.PortalSignIn,
	redemption.PortalVerifyTenant:  locale.PortalVerifyTenant,
	redemption.PortalTypeKey:       locale.PortalTypeKey,
	redemption.PortalNext:          locale.PortalNext,
	redemption.PortalCheckProduct:  locale.PortalCheckProduct,
	redemption.PortalYourProducts:  locale.PortalYourProducts,
	redemption.PortalTheProduct:    locale.PortalTheProduct,
	redemption.PortalExtendEndDate: locale.PortalExtendEndDate,
	redemption.PortalAddLicenses:   locale.PortalAddLicenses,
	redemption.PortalRedeemKey:     locale.PortalRedeemKey,
	redemption.PortalValidate:      locale.PortalValidate,
	redemption.PortalReview:        locale.PortalReview,
	redemption.PortalRedeem:        locale.PortalRedeem,
	redemption.PortalCloudBenefits: locale.PortalCloudBenefits,
	redemption.PortalTheBenefit:    locale.PortalTheBenefit,
	redemption.PortalBillingTenant: locale.PortalBillingTenant,
	redemption.PortalCheckPrice:    locale.PortalCheckPrice,
	redemption.PortalPlaceOrder:    locale.PortalPlaceOrder,
}

// PortalSteps writes the way through a portal on one line, with a sign between
// the steps.
func (w Words) PortalSteps(steps []redemption.PortalStep, sign string) string {
	names := make([]string, len(steps))
	for i, step := range steps {
		names[i] = w.Text(portalMessages[step])
	}
	return strings.Join(names, " "+sign+" ")
}

// Link names what a page of a portal is for.
func (w Words) Link(l redemption.Link) string {
	return w.Text(locale.LinkActivate + locale.Message(l) - 1)
}

var warningMessages = map[model.Code]locale.Message{
	redemption.Irreversible:         locale.WarnIrreversible,
	redemption.LessThanTwelveMonths: locale.WarnLessThanTwelveMonths,
	redemption.EndDateMovesEarlier:  locale.WarnEndEarlier,
	redemption.EndDateMovesLater:    locale.WarnEndLater,
	redemption.EndDateUnchanged:     locale.WarnEndUnchanged,
	redemption.BeyondThreeYears:     locale.WarnBeyondThreeYears,
	redemption.PortalMayCap:         locale.WarnPortalMayCap,
	redemption.GapWithoutService:    locale.WarnGap,
	redemption.DiscontinuedProduct:  locale.WarnDiscontinued,
	redemption.BenefitExpiryDiffers: locale.WarnBenefitExpiry,
	redemption.TogetherDiffers:      locale.WarnTogetherDiffers,
	redemption.MovesReservation:     locale.WarnMovesReservation,
	redemption.ReservationTooLate:   locale.WarnReservationTooLate,
	redemption.MembershipCancelled:  locale.WarnMembershipCancelled,
	redemption.BenefitRedeemed:      locale.WarnBenefitRedeemed,
	redemption.ReservedAlready:      locale.WarnReservedAlready,
}

// Warning writes a warning of a redemption.
func (w Words) Warning(n model.Notice) string {
	switch n.Code {
	case redemption.LicensesDrop:
		if len(n.Args) > 1 && n.Args[1] != int64(0) {
			return w.Text(locale.WarnLicensesDropPeople, n.Args...)
		}
		return w.Text(locale.WarnLicensesDrop, n.Args...)
	case redemption.TogetherDiffers:
		if len(n.Args) > 1 && n.Args[1] == int64(0) {
			return w.Text(locale.WarnTogetherOnly, n.Args...)
		}
	case redemption.Rounding:
		if moved, ok := n.Args[0].(redemption.Ratio); ok && moved.Num < 0 {
			return w.Text(locale.WarnRoundingEarlier, redemption.NewRatio(-moved.Num, moved.Den))
		}
		return w.Text(locale.WarnRoundingLater, n.Args...)
	}
	return w.coded(warningMessages, n)
}

var reasonMessages = map[model.Code]locale.Message{
	redemption.PortalMayCap:      locale.ReasonCap,
	redemption.BeyondThreeYears:  locale.ReasonThreeYears,
	redemption.Rounding:          locale.ReasonRounding,
	redemption.PortalUnexplained: locale.ReasonUnexplained,
	redemption.PortalEstimated:   locale.ReasonEstimated,
}

// Reason says why a portal may show another end date than the rules give.
func (w Words) Reason(code model.Code) string {
	return w.coded(reasonMessages, model.Notice{Code: code})
}
