package words

import (
	"errors"
	"fmt"
	"strconv"
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

var refusalMessages = map[model.Code]locale.Message{
	model.CodeOtherAccount:             locale.RefusedOtherAccount,
	redemption.NotForPurchase:          locale.RefusedNotForPurchase,
	redemption.LinkRefused:             locale.RefusedLink,
	redemption.KeyMalformed:            locale.RefusedKeyMalformed,
	redemption.KeyAlreadyRedeemed:      locale.RefusedKeyAlreadyRedeemed,
	redemption.KeyPastActivateBy:       locale.RefusedKeyPastActivateBy,
	redemption.WrongProduct:            locale.RefusedWrongProduct,
	redemption.WrongTenant:             locale.RefusedWrongTenant,
	redemption.AlreadyActive:           locale.RefusedAlreadyActive,
	redemption.NothingToRenew:          locale.RefusedNothingToRenew,
	redemption.ExtensionOverThreeYears: locale.RefusedOverThreeYears,
	redemption.KeyMissing:              locale.RefusedKeyMissing,
	redemption.KeyDiffers:              locale.RefusedKeyDiffers,
	redemption.TenantMissing:           locale.RefusedTenantMissing,
	redemption.TenantMalformed:         locale.RefusedTenantMalformed,
	redemption.TenantNotVerified:       locale.RefusedTenantNotVerified,
	redemption.ProductUnconfirmed:      locale.RefusedProductUnconfirmed,
	redemption.PortalEndsTooEarly:      locale.RefusedPortalEndTooEarly,
	redemption.NotACloudBenefit:        locale.RefusedNotACloudBenefit,
	redemption.ConfirmDiffers:          locale.RefusedConfirmDiffers,
	redemption.NotRecorded:             locale.RefusedNotRecorded,
	redemption.NotReserved:             locale.RefusedNotReserved,
	redemption.BuiltOn:                 locale.RefusedBuiltOn,
	redemption.NothingCorrected:        locale.RefusedNothingCorrected,
	redemption.RedeemedLater:           locale.RefusedRedeemedLater,
	redemption.ReplacementLater:        locale.RefusedReplacementLater,
	redemption.ReplacementOver:         locale.RefusedReplacementOver,
	redemption.ReplacementOnce:         locale.RefusedReplacementOnce,
	redemption.ReplacementWhich:        locale.RefusedReplacementWhich,
	redemption.ReplacementBefore:       locale.RefusedReplacementBefore,
	redemption.NoKeyToReplace:          locale.RefusedNoKeyToReplace,
	redemption.FurtherRedeemed:         locale.RefusedFurtherRedeemed,
	redemption.FurtherHeld:             locale.RefusedFurtherHeld,
	redemption.FurtherPast:             locale.RefusedFurtherPast,
	redemption.FurtherProduct:          locale.RefusedFurtherProduct,
	redemption.FurtherTenant:           locale.RefusedFurtherTenant,
	redemption.FurtherTerm:             locale.RefusedFurtherTerm,
	redemption.FurtherTwice:            locale.RefusedFurtherTwice,
	redemption.FurtherTooMany:          locale.RefusedFurtherTooMany,
	redemption.FurtherMissing:          locale.RefusedFurtherMissing,
	model.CodeKeyKnown:                 locale.RefusedKeyKnown,
	model.CodeMissing:                  locale.RefusedMissing,
	model.CodeNegative:                 locale.RefusedNegative,
	model.CodeTooMany:                  locale.RefusedTooMany,
	model.CodeTooLong:                  locale.RefusedTooLong,
	model.CodeNoRecord:                 locale.RefusedNoRecord,
	model.CodeNoPerson:                 locale.RefusedNoPerson,
	model.CodeKnown:                    locale.RefusedKnown,
	model.CodeRetired:                  locale.RefusedRetired,
	model.CodeNotRetired:               locale.RefusedNotRetired,
	model.CodeCancelled:                locale.RefusedCancelled,
	model.CodeDateOrder:                locale.RefusedDateOrder,
	model.CodeNotOpen:                  locale.RefusedNotOpen,
	model.FinalCorrected:               locale.FinalCorrected,
	model.FinalSeen:                    locale.FinalSeen,
	model.FinalWritten:                 locale.FinalWritten,
	model.CodeNothingToUndo:            locale.RefusedNothingToUndo,
	model.CodeUndoneAlready:            locale.RefusedUndoneAlready,
	model.CodeChangedSince:             locale.RefusedChangedSince,
	model.CodeStillNeeded:              locale.RefusedStillNeeded,
	model.CodeTargetGone:               locale.RefusedTargetGone,
	model.CodeKeyTextGone:              locale.RefusedKeyTextGone,
}

var badInputMessages = map[model.Code]locale.Message{
	redemption.KeysOutOfRange:        locale.BadKeys,
	redemption.OnMissing:             locale.BadOnMissing,
	redemption.EndsMissing:           locale.BadEndsMissing,
	redemption.LicensesOutOfRange:    locale.BadLicenses,
	redemption.KeyLicensesOutOfRange: locale.BadKeyLicenses,
	redemption.KeyMonthsOutOfRange:   locale.BadKeyMonths,
	redemption.DateOutOfRange:        locale.BadDate,
	redemption.ResultOutOfRange:      locale.BadResult,
	redemption.MembershipEndMissing:  locale.BadMembershipEnd,
}

// Refusal writes why a rule does not allow something.
func (w Words) Refusal(n model.Notice) string {
	switch n.Code {
	case redemption.KeyMalformed:
		if err, ok := n.Args[0].(*model.KeyError); ok {
			return w.Text(locale.RefusedKeyMalformed, w.KeyError(err))
		}
	case redemption.BadInput:
		if len(n.Args) == 0 {
			return string(n.Code)
		}
		reason, _ := n.Args[0].(model.Code)
		return w.coded(badInputMessages, model.Notice{Code: reason, Args: n.Args[1:]})
	case redemption.NotActive:
		if ends, known := n.Args[0].(model.Date); known && !ends.IsZero() {
			return w.Text(locale.RefusedNotActive, ends)
		}
		return w.Text(locale.RefusedNotActiveNone)
	case redemption.WrongTenant:
		if redemption.Unconnected(fmt.Sprint(n.Args[0]), fmt.Sprint(n.Args[1])) {
			return w.Text(locale.RefusedTenantsUnconnected, n.Args...)
		}
	case redemption.KeyAlreadyRedeemed:
		if on, known := n.Args[0].(model.Date); known && on.IsZero() {
			return w.Text(locale.RefusedKeyUsed)
		}
	case redemption.FurtherRedeemed:
		if on, known := n.Args[1].(model.Date); known && on.IsZero() {
			return w.Text(locale.RefusedFurtherUsed, n.Args[0])
		}
	case redemption.FurtherHeld:
		n.Args = []any{n.Args[0], w.ActionNamed(fmt.Sprint(n.Args[1])), n.Args[2]}
	case redemption.ExtensionOverThreeYears:
		if len(n.Args) > 1 {
			return w.Text(locale.RefusedTogetherOverThreeYears, n.Args...)
		}
	case redemption.NotRecorded, redemption.NotReserved, redemption.BuiltOn, redemption.NothingCorrected, redemption.NoKeyToReplace:
		n.Args = []any{w.ActionNamed(fmt.Sprint(n.Args[0])), n.Args[1]}
	case model.CodeChangedSince:
		return w.changedSince(n.Args)
	case model.CodeTargetGone:
		ref, _ := n.Args[1].(model.Ref)
		n.Args = []any{n.Args[0], w.Record(ref)}
	case model.CodeNotOpen:
		status, _ := n.Args[1].(model.Status)
		n.Args = []any{n.Args[0], w.Status(0, status)}
	case model.CodeRoleMissing:
		rights, _ := n.Args[0].([]model.Right)
		return w.roleMissing(rights, fmt.Sprint(n.Args[1]))
	case model.CodeMissing, model.CodeNegative, model.CodeTooMany, model.CodeTooLong:
		n.Args = append([]any{w.field(fmt.Sprint(n.Args[0]))}, n.Args[1:]...)
	}
	if _, ofRules := refusalMessages[n.Code]; ofRules {
		return w.coded(refusalMessages, n)
	}
	return w.Notice(n)
}

var fieldMessages = map[string]locale.Message{
	"reason":      locale.FieldNameReason,
	"name":        locale.FieldNameName,
	"account":     locale.FieldNameAccount,
	"partner_id":  locale.FieldNamePartnerID,
	"source":      locale.ColumnSource,
	"note":        locale.LabelNote,
	"level":       locale.LabelLevel,
	"email":       locale.LabelEmail,
	"domain":      locale.FieldNameTenant,
	"tenant_id":   locale.FieldNameTenant,
	"paid_with":   locale.LabelPaidWith,
	"channel":     locale.LabelChannel,
	"portal_id":   locale.LabelPortalID,
	"access_id":   locale.LabelAccessID,
	"contract_id": locale.LabelContractID,
	"workspace":   locale.FieldNameWorkspace,
	"quantity":    locale.FieldNameQuantity,
	"key":         locale.FieldNameKey,
	"licenses":    locale.FieldNameLicenses,
	"months":      locale.FieldNameMonths,
	"tenant":      locale.FieldNameTenant,
	"action":      locale.FieldNameAction,
	"by":          locale.FieldNamePerson,
	"requested":   locale.FieldRequested,
}

// field names a field of a record within a sentence.
func (w Words) field(name string) string {
	if message, known := fieldMessages[name]; known {
		return w.Text(message)
	}
	return w.column(name)
}

// Error writes an error: a refusal, a malformed key, a fault of the machine.
// Other errors keep their own words.
func (w Words) Error(err error) string {
	var refusal *model.Refusal
	var key *model.KeyError
	var fault interface{ Notice() model.Notice }
	switch {
	case errors.As(err, &refusal):
		return w.Refusal(refusal.Notice)
	case errors.As(err, &key):
		return w.Text(locale.RefusedKeyMalformed, w.KeyError(key))
	case errors.As(err, &fault):
		return w.Notice(fault.Notice())
	case errors.Is(err, model.ErrChanged):
		return w.Text(locale.FactsChanged)
	case errors.Is(err, model.ErrUnknownOutcome):
		return w.Text(locale.OutcomeUnknown)
	}
	return err.Error()
}

// KeyError writes what is wrong with a key that was typed.
func (w Words) KeyError(err *model.KeyError) string {
	switch {
	case err.Position > 0:
		return w.Text(locale.KeyCharacter, err.Position, string(err.Rune))
	case err.Opaque:
		return w.Text(locale.KeyLengthOpaque, err.Length)
	}
	return w.Text(locale.KeyLength, err.Length)
}

func (w Words) coded(messages map[model.Code]locale.Message, n model.Notice) string {
	message, known := messages[n.Code]
	if !known {
		return string(n.Code)
	}
	args := make([]any, len(n.Args))
	for i, arg := range n.Args {
		args[i] = w.argument(arg)
	}
	return w.Text(message, args...)
}

// argument puts an argument of a notice into words where it has any.
func (w Words) argument(arg any) any {
	switch v := arg.(type) {
	case model.Notice:
		return w.Refusal(v)
	case model.Field:
		return w.field(string(v))
	case model.Status:
		return w.Status(0, v)
	case model.Ref:
		return w.Kind(v.Kind) + " " + strconv.FormatUint(uint64(v.ID), 10)
	case *model.KeyError:
		return w.KeyError(v)
	}
	return arg
}
