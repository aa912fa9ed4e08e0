package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Kind names a kind of record, and nothing for none.
func (w Words) Kind(k model.Kind) string {
	if k.String() == "" {
		return ""
	}
	return w.Text(locale.KindPartner + locale.Message(k) - 1)
}

// columnMessages name the fields of records.
var columnMessages = map[string]locale.Message{
	"licenses":    locale.ColumnLicenses,
	"ends":        locale.ColumnEndDate,
	"reported":    locale.ColumnStatus,
	"status":      locale.ColumnStatus,
	"quantity":    locale.ColumnQuantity,
	"activate_by": locale.ColumnActivateBy,
	"expires":     locale.ColumnExpires,
	"source":      locale.ColumnSource,
	"tenant":      locale.ColumnTenant,
	"benefit":     locale.ColumnBenefit,
	"email":       locale.LabelEmail,
	"months":      locale.FieldKeyMonths,
	"product":     locale.ColumnProduct, "membership": locale.LabelMembership, "subscription": locale.ColumnSubscription,
	"holder": locale.ColumnUser, "held_since": locale.ColumnAssignedOn, "reassignments": locale.LabelReassignments,
	"type": locale.LabelBenefitType, "model": locale.LabelRedemptionModel, "used": locale.ColumnUsed, "level": locale.LabelLevel,
	"portal_id": locale.LabelPortalID, "access_id": locale.LabelAccessID, "contract_id": locale.LabelContractID,
	"note": locale.LabelNote, "key": locale.LabelKey, "keys": locale.LabelKey, "assigned": locale.ColumnAssigned,
	"paid_with": locale.LabelPaidWith, "channel": locale.LabelChannel, "redemption": locale.KindRedemption,
	"on": locale.FieldRedeemDay, "key_licenses": locale.FieldKeyLicenses, "key_months": locale.FieldKeyMonths,
	"name":        locale.DiffName,
	"partner_id":  locale.DiffPartnerID,
	"bought":      locale.DiffBought,
	"starts":      locale.DiffStarts,
	"domain":      locale.DiffDomain,
	"tenant_id":   locale.DiffTenantID,
	"country":     locale.DiffCountry,
	"sku":         locale.DiffSKU,
	"part":        locale.DiffPart,
	"aliases":     locale.DiffAliases,
	"workspace":   locale.DiffWorkspace,
	"used_on":     locale.DiffUsedOn,
	"status_on":   locale.DiffStatusOn,
	"tail":        locale.DiffTail,
	"revealed_on": locale.DiffRevealedOn,
	"revealed_by": locale.DiffRevealedBy,
	"assigned_on": locale.DiffAssignedOn,
	"estimated":   locale.DiffEstimated,
	"reported_on": locale.DiffReportedOn,
	"trial":       locale.DiffTrial,
	"commerce_id": locale.DiffCommerceID,
	"action":      locale.DiffAction,
	"effective":   locale.DiffEffective,
	"before":      locale.DiffBefore,
	"after":       locale.DiffAfter,
	"portal_ends": locale.DiffPortalEnds,
	"by":          locale.DiffBy,
	"cancelled":   locale.DiffCancelled,
	"retired":     locale.DiffRetired,
	"account":     locale.DiffAccount,
	"roles":       locale.DiffRoles,
	"replaces":    locale.DiffReplaces,
	"instead":     locale.DiffInstead,
	"reason":      locale.DiffReason,
	"corrected":   locale.DiffCorrected,
}

// Added writes a record that an import would add: its kind and label, then
// what else tells it from others.
func (w Words) Added(row model.RowDiff) string {
	text := strings.TrimSpace(w.Kind(row.Ref.Kind) + " " + row.Label)
	fields := make([]string, len(row.Fields))
	for i, field := range row.Fields {
		fields[i] = w.Value(field.Field, field.New)
		if field.Field != "workspace" { // its name says enough
			fields[i] = w.column(field.Field) + " " + fields[i]
		}
	}
	return strings.TrimSpace(text + "  " + w.Listed(fields...))
}

// Changed writes what an import would change in a field.
func (w Words) Changed(field model.FieldDiff, arrow string) string {
	return w.Text(locale.FieldChange, w.column(field.Field), w.Value(field.Field, field.Old), arrow, w.Value(field.Field, field.New))
}

// Held writes what a field of a record holds, or held before it went.
func (w Words) Held(field model.FieldDiff, before bool) string {
	value := field.New
	if before {
		value = field.Old
	}
	return w.Text(locale.FieldHolds, w.column(field.Field), w.Value(field.Field, value))
}

// column is the title of a field's column as it stands within a line.
func (w Words) column(field string) string {
	message, known := columnMessages[field]
	if !known {
		return strings.ReplaceAll(field, "_", " ")
	}
	title := w.Text(message)
	if second := strings.IndexFunc(title, unicode.IsUpper) + 1; strings.IndexFunc(title[second:], unicode.IsUpper) == 0 {
		return title // an abbreviation
	}
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + title[size:]
}

// noValue stands for a field that has none.
const noValue = "–"

// Value writes what a field holds, old or new.
func (w Words) Value(field string, value any) string {
	if value == nil || value == model.Status(0) || value == model.Workspace(0) {
		return noValue
	}
	switch v := value.(type) {
	case string:
		if field == "action" && v != "" {
			return w.ActionNamed(v)
		}
		return orNone(v)
	case model.Date:
		return orNone(w.Date(v))
	case model.Quantity:
		return orNone(w.Quantity(v))
	case model.Workspace:
		return w.List(model.ListOf(v))
	case model.Status:
		return w.Status(0, v)
	case model.BenefitType:
		return orNone(w.BenefitType(v))
	case model.RedemptionModel:
		if v == model.ByPurchase {
			return w.Text(locale.ModelPurchase)
		}
		return w.Text(locale.ValueByKey)
	case model.Term:
		return w.Text(locale.ValueTerm, v.Licenses, w.Date(v.Ends))
	case []model.NamedGrant:
		roles := make([]string, len(v))
		for i, g := range v {
			roles[i] = strings.TrimSpace(w.Role(g.Role) + " " + g.Tenant)
		}
		return orNone(w.Listed(roles...))
	case bool:
		if v {
			return w.Text(locale.ValueYes)
		}
		return w.Text(locale.ValueNo)
	case int:
		return w.Number(int64(v))
	case int64:
		return w.Number(v)
	}
	return fmt.Sprint(value)
}

func orNone(text string) string {
	if text == "" {
		return noValue
	}
	return text
}
