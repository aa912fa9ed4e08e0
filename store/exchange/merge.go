package exchange

import (
	"reflect"
	"slices"
	"strings"

	"benefitdesk/model"
)

// merged gives the known record with what a file tells of it. What the file
// leaves blank stays.
func merged(known, incoming model.Record, told []string) model.Record {
	to := reflect.New(reflect.TypeOf(known)).Elem()
	to.Set(reflect.ValueOf(known))
	from := reflect.ValueOf(incoming)
	for i := range to.NumField() {
		name := model.FieldName(to.Type(), i)
		if name != "id" && (!from.Field(i).IsZero() || slices.Contains(told, name)) {
			to.Field(i).Set(from.Field(i))
		}
	}
	return to.Interface().(model.Record)
}

// settle puts back what a file must not change.
func settle(known, merged model.Record, today model.Date) model.Record {
	switch k := known.(type) {
	case model.Benefit:
		return settleBenefit(k, merged.(model.Benefit), today)
	case model.ProductKey:
		m := merged.(model.ProductKey)
		if progress(m.Status) < progress(k.Status) {
			m.Status = k.Status
		}
		return m
	case model.Subscription:
		return settleSubscription(k, merged.(model.Subscription), today)
	}
	return merged
}

// settleBenefit keeps what was recorded here: a portal's grid lags behind it,
// and knows nothing of reservations.
func settleBenefit(known, m model.Benefit, today model.Date) model.Benefit {
	if progress(m.Status) < progress(known.Status) {
		m.Status = known.Status
	}
	if m.Status != known.Status && m.StatusOn == known.StatusOn {
		m.StatusOn = today
	}
	if known.Note != "" {
		m.Note = known.Note
	}
	return m
}

// progress orders the statuses of benefits and keys: nothing goes back.
func progress(s model.Status) int {
	switch s {
	case model.NotRedeemed, model.Expired:
		return 1
	case model.Reserved, model.Assigned, model.Pending:
		return 2
	case model.Redeemed:
		return 3
	case model.Cancelled:
		return 4
	}
	return 0
}

// settleSubscription keeps an exact end where the estimate tells nothing new,
// a whole name where the file has a cut one, and the day of a report that is
// merely repeated, so that importing a file again changes nothing.
func settleSubscription(known, m model.Subscription, today model.Date) model.Subscription {
	if m.Estimated && !known.Estimated && !known.Ends.IsZero() {
		byDates := model.Subscription{Ends: known.Ends}.StatusOn(today)
		if byDates == m.Reported {
			m.Ends, m.Estimated = known.Ends, false
		}
	}
	if known.Name != "" && cutName(m.Name) != "" && cutName(known.Name) == "" {
		m.Name = known.Name
	}
	if known.Note != "" && !strings.HasPrefix(known.Note, statusNote) {
		m.Note = known.Note
	}
	again := m
	again.ReportedOn, again.AssignedOn = known.ReportedOn, known.AssignedOn
	if again == known && known.StatusOn(today) == m.StatusOn(today) {
		return known
	}
	return m
}

// differences lists the fields in which two records differ.
func (d *draft) differences(before, after model.Record) []model.FieldDiff {
	found := model.Differences(before, after, d.label)
	for i := range found {
		found[i].Old, found[i].New = masked(found[i].Old), masked(found[i].New)
	}
	return found
}

// masked is a value as it may stand in a message.
func masked(value any) any {
	if text, ok := value.(string); ok {
		return shown(text)
	}
	return value
}

// keyColumns are the fields by which a person knows a record beside its label.
var keyColumns = map[model.Kind][]string{
	model.KindPartner:      {"partner_id"},
	model.KindMembership:   {"source", "starts", "ends"},
	model.KindTenant:       {"name", "tenant_id"},
	model.KindUser:         {"email"},
	model.KindCustomer:     {"domain", "country"},
	model.KindProduct:      {"part", "sku"},
	model.KindBenefit:      {"workspace", "source", "quantity", "activate_by", "expires", "status"},
	model.KindProductKey:   {"licenses", "months", "activate_by", "status", "benefit"},
	model.KindSubscription: {"licenses", "ends", "reported", "tenant"},
	model.KindRedemption:   {"benefit", "key_licenses", "after", "status"},
}

// columns gives the fields by which a new record is known, but for empty ones
// and those that are its label.
func (d *draft) columns(record model.Record) []model.FieldDiff {
	var found []model.FieldDiff
	v := reflect.ValueOf(record)
	for _, name := range keyColumns[record.Ref().Kind] {
		for i := range v.NumField() {
			if model.FieldName(v.Type(), i) != name || v.Field(i).IsZero() {
				continue
			}
			value := masked(model.FieldValue(name, v.Field(i).Interface(), d.bareLabel))
			if value != "" && value != shown(record.Label()) {
				found = append(found, model.FieldDiff{Field: name, New: value})
			}
		}
	}
	return found
}
