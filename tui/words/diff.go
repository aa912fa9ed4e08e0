package words

import (
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

// columnMessages name the fields by which a person recognises a new record.
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
}

// Added writes a record that an import would add: its kind and label, then
// what else tells it from others.
func (w Words) Added(row model.RowDiff) string {
	text := strings.TrimSpace(w.Kind(row.Ref.Kind) + " " + row.Label)
	fields := make([]string, len(row.Fields))
	for i, field := range row.Fields {
		fields[i] = strings.TrimSpace(w.column(field.Field) + " " + w.columnValue(field))
	}
	return strings.TrimSpace(text + "  " + strings.Join(fields, ", "))
}

// column is the title of a field's column as it stands within a line.
func (w Words) column(field string) string {
	message, known := columnMessages[field]
	switch {
	case field == "workspace": // its name says enough
		return ""
	case !known:
		return strings.ReplaceAll(field, "_", " ")
	}
	title := w.Text(message)
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + title[size:]
}

func (w Words) columnValue(field model.FieldDiff) string {
	var status model.Status
	var workspace model.Workspace
	switch {
	case field.Field == "workspace" && workspace.UnmarshalText([]byte(field.New)) == nil:
		return w.List(model.ListOf(workspace))
	case columnMessages[field.Field] == locale.ColumnStatus && status.UnmarshalText([]byte(field.New)) == nil:
		return w.Status(0, status)
	case field.New == model.Never.String():
		return w.Date(model.Never)
	}
	return field.New
}
