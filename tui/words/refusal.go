package words

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

var refusalMessages = map[model.Code]locale.Message{
	model.CodeOtherAccount:             locale.RefusedOtherAccount,
	redemption.NotForPurchase:          locale.RefusedNotForPurchase,
	redemption.LinkRefused:             locale.RefusedLink,
	redemption.KeyMalformed:            locale.RefusedKeyMalformed,
	redemption.KeyAlreadyRedeemed:      locale.RefusedKeyAlreadyRedeemed,
	redemption.KeyPastActivateBy:       locale.RefusedKeyPastActivateBy,
	redemption.BenefitClosed:           locale.RefusedBenefitClosed,
	redemption.MembershipCancelled:     locale.RefusedMembershipCancelled,
	redemption.TenantRetired:           locale.RefusedTenantRetired,
	model.CodeTakesNoKey:               locale.RefusedTakesNoKey,
	redemption.WrongProduct:            locale.RefusedWrongProduct,
	redemption.WrongTenant:             locale.RefusedWrongTenant,
	redemption.AlreadyActive:           locale.RefusedAlreadyActive,
	redemption.NothingToRenew:          locale.RefusedNothingToRenew,
	redemption.ExtensionOverThreeYears: locale.RefusedOverThreeYears,
	redemption.BeforeTheLatest:         locale.RefusedBeforeTheLatest,
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
	redemption.Replaced:                locale.RefusedReplaced,
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
	model.CodeKeyInText:                locale.KeyInText,
	model.CodeMissing:                  locale.RefusedMissing,
	model.CodeNoCount:                  locale.RefusedNoCount,
	model.CodeNoVerb:                   locale.RefusedNoVerb,
	model.CodeNegative:                 locale.RefusedNegative,
	model.CodeTooMany:                  locale.RefusedTooMany,
	model.CodeTooLong:                  locale.RefusedTooLong,
	model.CodeNoRecord:                 locale.RefusedNoRecord,
	model.CodeNoPerson:                 locale.RefusedNoPerson,
	model.CodeKnown:                    locale.RefusedKnown,
	model.CodeEndsBefore:               locale.RefusedEndsBefore,
	model.CodeNoEmail:                  locale.RefusedNoEmail,
	model.CodeAccountTaken:             locale.RefusedAccountTaken,
	model.CodeSeveralPersons:           locale.RefusedSeveralPersons,
	model.CodeRetired:                  locale.RefusedRetired,
	model.CodeNotRetired:               locale.RefusedNotRetired,
	model.CodeCancelled:                locale.RefusedCancelled,
	model.CodeEnded:                    locale.RefusedEnded,
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
	if which, named := n.Which(); named && keyCode(n.Code) {
		return w.Refusal(which)
	}
	if text := w.special(n); text != "" {
		return text
	}
	n.Args = w.shownArgs(n)
	if _, ofRules := refusalMessages[n.Code]; ofRules {
		return w.coded(refusalMessages, n)
	}
	return w.Notice(n)
}

// special writes the refusals that have other sentences for other facts; it is
// empty where the usual one fits.
func (w Words) special(n model.Notice) string {
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
		return w.notActive(n.Args)
	case redemption.WrongTenant:
		if redemption.Unconnected(fmt.Sprint(n.Args[0]), fmt.Sprint(n.Args[1])) {
			return w.Text(locale.RefusedTenantsUnconnected, n.Args...)
		}
	case redemption.KeyAlreadyRedeemed, redemption.KeyPastActivateBy, redemption.AlreadyActive:
		return w.ofKey(n)
	case redemption.FurtherRedeemed:
		if on, known := n.Args[1].(model.Date); known && on.IsZero() {
			return w.Text(locale.RefusedFurtherUsed, n.Args[0])
		}
	case redemption.ExtensionOverThreeYears:
		if len(n.Args) > 1 {
			return w.Text(locale.RefusedTogetherOverThreeYears, n.Args...)
		}
	case model.CodeChangedSince:
		return w.changedSince(n.Args)
	case model.CodeRoleMissing:
		rights, _ := n.Args[0].([]model.Right)
		return w.roleMissing(rights, fmt.Sprint(n.Args[1]))
	}
	return ""
}

func (w Words) notActive(args []any) string {
	if len(args) > 1 {
		return w.Text(locale.RefusedNotActiveBefore, args[0], w.argument(args[1]))
	}
	if ends, known := args[0].(model.Date); known && !ends.IsZero() {
		return w.Text(locale.RefusedNotActive, ends)
	}
	return w.Text(locale.RefusedNotActiveNone)
}

// shownArgs are the arguments of a refusal, with words for the codes among them.
func (w Words) shownArgs(n model.Notice) []any {
	args := slices.Clone(n.Args)
	switch n.Code {
	case redemption.FurtherHeld:
		args[1] = w.ActionNamed(fmt.Sprint(args[1]))
	case redemption.Replaced, redemption.NotRecorded, redemption.NotReserved, redemption.BuiltOn, redemption.NothingCorrected, redemption.NoKeyToReplace:
		args[0] = w.ActionNamed(fmt.Sprint(args[0]))
	case model.CodeTargetGone:
		ref, _ := args[1].(model.Ref)
		args[1] = w.Record(ref)
	case model.CodeNotOpen:
		status, _ := args[1].(model.Status)
		args[1] = w.Status(0, status)
	case model.CodeMissing, model.CodeNegative, model.CodeTooMany, model.CodeTooLong:
		args[0] = w.field(fmt.Sprint(args[0]))
	}
	return args
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
	"tail":        locale.FieldNameTail,
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
		return w.Text(locale.KeyCharacter, err.Position, clean.Text(string(err.Rune)))
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
