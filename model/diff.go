package model

import (
	"reflect"
	"strings"
)

// Differences lists the fields in which two records of one kind differ, in the
// order of their type. One of them may be nil; then what the other holds is
// listed. A reference is the text that label gives for it.
func Differences(before, after Record, label func(Ref) string) (found []FieldDiff) {
	old, now := reflect.ValueOf(before), reflect.ValueOf(after)
	if before == nil {
		old = reflect.Zero(now.Type())
	}
	if after == nil {
		now = reflect.Zero(old.Type())
	}
	for i := range old.NumField() {
		was, is := old.Field(i).Interface(), now.Field(i).Interface()
		name := FieldName(old.Type(), i)
		switch {
		case reflect.DeepEqual(was, is), name == "id":
			continue
		case name == "": // the text of a key, which shows itself masked
			name = "key"
		}
		found = append(found, FieldDiff{Field: name, Old: FieldValue(name, was, label), New: FieldValue(name, is, label)})
	}
	return found
}

// FieldName is the name of a record's field in JSON, and "" for one that is
// not in it.
func FieldName(record reflect.Type, i int) string {
	name, _, _ := strings.Cut(record.Field(i).Tag.Get("json"), ",")
	return strings.TrimPrefix(name, "-")
}

// FieldValue is what a field holds as it may be put into words: references are
// the texts that label gives for them.
func FieldValue(name string, value any, label func(Ref) string) any {
	of := func(id ID) string {
		if id == 0 {
			return ""
		}
		return label(Ref{fieldKinds[name], id})
	}
	switch v := value.(type) {
	case ID:
		return of(v)
	case []ID:
		labels := make([]string, len(v))
		for i, id := range v {
			labels[i] = of(id)
		}
		return strings.Join(labels, ", ")
	case []Grant:
		grants := make([]NamedGrant, len(v))
		for i, g := range v {
			if grants[i].Role = g.Role; g.Tenant != 0 {
				grants[i].Tenant = label(Ref{KindTenant, g.Tenant})
			}
		}
		return grants
	case []string:
		return strings.Join(v, ", ")
	case Key:
		return v.String()
	}
	return value
}

// fieldKinds tells to which kind of record a field refers.
var fieldKinds = map[string]Kind{
	"product": KindProduct, "membership": KindMembership, "subscription": KindSubscription,
	"holder": KindUser, "benefit": KindBenefit, "tenant": KindTenant,
	"redemption": KindRedemption, "replaces": KindRedemption, "instead": KindProductKey, "keys": KindProductKey,
}
