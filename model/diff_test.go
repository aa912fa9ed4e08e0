package model_test

import (
	"reflect"
	"testing"

	"benefitdesk/model"
)

func TestDifferences(t *testing.T) {
	label := func(r model.Ref) string { return "<" + r.String() + ">" }
	before := model.Benefit{ID: 1, Name: "A", Holder: 7, Status: model.Assigned}
	after := model.Benefit{ID: 1, Name: "A", Status: model.NotRedeemed, Expires: today}
	key := model.ProductKey{ID: 2, Tail: "EEEE5", Text: parseKey(t, cloudKey)}
	for name, c := range map[string]struct {
		before, after model.Record
		want          []model.FieldDiff
	}{
		"changed": {before, after, []model.FieldDiff{
			{Field: "expires", Old: model.Date(0), New: today}, {Field: "status", Old: model.Assigned, New: model.NotRedeemed}, {Field: "holder", Old: "<user 7>", New: ""},
		}},
		"same":    {after, after, nil},
		"added":   {nil, model.Tenant{ID: 3, Domain: "contoso.com"}, []model.FieldDiff{{Field: "domain", Old: "", New: "contoso.com"}}},
		"removed": {model.Redemption{ID: 4, Keys: []model.ID{5, 6}}, nil, []model.FieldDiff{{Field: "keys", Old: "<key 5>, <key 6>", New: ""}}},
		"key":     {nil, key, []model.FieldDiff{{Field: "tail", Old: "", New: "EEEE5"}, {Field: "key", Old: model.Key{}.String(), New: maskedKey}}},
		"roles": {model.User{ID: 8}, model.User{ID: 8, Roles: []model.Grant{{Role: model.GlobalAdmin, Tenant: 3}}}, []model.FieldDiff{
			{Field: "roles", Old: []model.NamedGrant{}, New: []model.NamedGrant{{Role: model.GlobalAdmin, Tenant: "<tenant 3>"}}}}},
	} {
		if got := model.Differences(c.before, c.after, label); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v\nwant %#v", name, got, c.want)
		}
	}
}

// TestReferencesAreLabelled: no field shows the bare number of a record.
func TestReferencesAreLabelled(t *testing.T) {
	label := func(r model.Ref) string { return r.String() }
	for _, kind := range model.Kinds() {
		of := reflect.TypeOf(model.New(kind)).Elem()
		for i := range of.NumField() {
			name := model.FieldName(of, i)
			if of.Field(i).Type != reflect.TypeFor[model.ID]() || name == "id" {
				continue
			}
			if text := model.FieldValue(name, model.ID(7), label); text == " 7" || text == "" {
				t.Errorf("%s of a %s is %q", name, kind, text)
			}
		}
	}
}
