package model_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

// samples is one record of each kind, by kind.
var samples = []model.Record{
	model.Partner{ID: 1, Name: "Contoso", PartnerID: "4711"},
	model.Membership{ID: 2, Name: "Action Pack", Source: "MAPS - Core", Starts: 7},
	model.Tenant{ID: 3, Domain: "Contoso.com", TenantID: "ABC"},
	model.User{ID: 4, Name: "Ana", Email: "Ana@Contoso.com"},
	model.Customer{ID: 5, Name: "Fabrikam", TenantID: "DEF", Domain: "fabrikam.com"},
	model.Product{ID: 6, Name: "Power BI Pro", SKU: "F8A1", Part: "POWER_BI_PRO", Aliases: []string{"Power BI", ""}},
	model.Benefit{ID: 7, Workspace: model.Cloud, Name: "Power BI", Source: "MAPS", Product: 6, Membership: 2, Subscription: 9, Holder: 4, PortalID: "P1"},
	model.ProductKey{ID: 8, Benefit: 7, Product: 6, Licenses: 5, Months: 12, Tenant: 3, Tail: "EEEE5", Redemption: 10},
	model.Subscription{ID: 9, Tenant: 3, Product: 6, Name: "Power  BI", PortalID: "D1", CommerceID: "C1", Redemption: 10},
	model.Redemption{ID: 10, Benefit: 7, Keys: []model.ID{8, 11}, Subscription: 9, Tenant: 3, Action: "add", On: 20, Effective: 20},
}

func TestEveryKindIsMadeReadAndNumbered(t *testing.T) {
	if len(samples) != len(model.Kinds()) {
		t.Fatalf("%d samples of %d kinds", len(samples), len(model.Kinds()))
	}
	for i, kind := range model.Kinds() {
		record := samples[i]
		if record.Ref() != (model.Ref{Kind: kind, ID: model.ID(i + 1)}) {
			t.Errorf("%T is %v", record, record.Ref())
		}
		if err := record.Valid(); err != nil || record.Label() == "" {
			t.Errorf("%v: label %q, %v", kind, record.Label(), err)
		}
		data, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		pointer := model.New(kind)
		if err := json.Unmarshal(data, pointer); err != nil {
			t.Fatalf("%v: %v", kind, err)
		}
		secret := gocmp.Comparer(func(a, b model.Key) bool { return a.Equal(b) })
		if diff := gocmp.Diff(record, model.Value(pointer), secret); diff != "" {
			t.Errorf("%v after a round trip:\n%s", kind, diff)
		}
		renumbered := model.WithID(record, 99)
		if renumbered.Ref() != (model.Ref{Kind: kind, ID: 99}) || renumbered.Label() != record.Label() || record.Ref().ID != model.ID(i+1) {
			t.Errorf("%v renumbered is %v, the original %v", kind, renumbered.Ref(), record.Ref())
		}
	}
	if model.New(0) != nil || model.New(99) != nil || model.Value(nil) != nil || model.Value(7) != nil || model.WithID(nil, 1) != nil {
		t.Error("something is made of nothing")
	}
}

func TestRefsNameWhatIsSetAndNothingElse(t *testing.T) {
	ref := func(kind model.Kind, id model.ID) model.Ref { return model.Ref{Kind: kind, ID: id} }
	tenant, product, benefit := ref(model.KindTenant, 3), ref(model.KindProduct, 6), ref(model.KindBenefit, 7)
	subscription, redemption := ref(model.KindSubscription, 9), ref(model.KindRedemption, 10)
	want := map[model.Kind][]model.Ref{
		model.KindBenefit:      {product, ref(model.KindMembership, 2), subscription, ref(model.KindUser, 4)},
		model.KindProductKey:   {benefit, product, tenant, redemption},
		model.KindSubscription: {tenant, product, redemption},
		model.KindRedemption:   {benefit, subscription, tenant, ref(model.KindProductKey, 8), ref(model.KindProductKey, 11)},
	}
	for _, record := range samples {
		if diff := gocmp.Diff(want[record.Ref().Kind], record.Refs()); diff != "" {
			t.Errorf("%T:\n%s", record, diff)
		}
	}
	for _, empty := range []model.Record{model.Benefit{}, model.ProductKey{}, model.Subscription{}, model.Redemption{}} {
		if refs := empty.Refs(); len(refs) != 0 {
			t.Errorf("an empty %T refers to %v", empty, refs)
		}
	}
}

// TestIdentities: the surest first; folded, so that a file's spelling does not
// matter; parts divided so that none passes for two.
func TestIdentities(t *testing.T) {
	const s = "\x1f"
	want := [][]string{
		{"partner" + s},
		{"name" + s + "action pack" + s + "maps - core" + s + "1900-01-07"},
		{"guid" + s + "abc", "domain" + s + "contoso.com"},
		{"email" + s + "ana@contoso.com"},
		{"guid" + s + "def", "domain" + s + "fabrikam.com", "name" + s + "fabrikam"},
		{"sku" + s + "f8a1", "part" + s + "power_bi_pro", "name" + s + "power bi pro", "name" + s + "power bi"},
		{"id" + s + "p1", "name" + s + "cloud" + s + "power bi" + s + "maps"},
		{"tail" + s + "benefit 7" + s + "EEEE5"},
		{"id" + s + "d1", "commerce" + s + "c1", "name" + s + "tenant 3" + s + "power bi", "called" + s + "power bi"},
		{"of" + s + "benefit 7" + s + "1900-01-20" + s + "add"},
	}
	for i, record := range samples {
		if diff := gocmp.Diff(want[i], record.Identities()); diff != "" {
			t.Errorf("%T:\n%s", record, diff)
		}
	}
	for _, c := range []struct {
		what string
		a, b model.Record
		same bool
	}{
		{"spelling", model.Tenant{Domain: "CONTOSO.com "}, model.Tenant{Domain: "contoso.com"}, true},
		{"e-mail before name", model.User{Name: "Ana", Email: "a@b.c"}, model.User{Name: "Anna", Email: "A@B.C"}, true},
		{"name without e-mail", model.User{Name: "Ana"}, model.User{Name: " ANA "}, true},
		{"parts", model.Benefit{Name: "a", Source: "b c"}, model.Benefit{Name: "a b", Source: "c"}, false},
		{"workspace", model.Benefit{Workspace: model.Cloud, Name: "a"}, model.Benefit{Workspace: model.Software, Name: "a"}, false},
		{"source", model.Benefit{Name: "a", Source: "b"}, model.Benefit{Name: "a", Source: "c"}, false},
		{"tail within the benefit", model.ProductKey{Benefit: 1, Tail: "EEEE5"}, model.ProductKey{Benefit: 2, Tail: "EEEE5"}, false},
		{"alias", model.Product{Aliases: []string{"Intune"}}, model.Product{Name: "intune"}, true},
		{"nothing in common", model.Tenant{Domain: "a.b"}, model.Tenant{TenantID: "a.b"}, false},
	} {
		same := slices.ContainsFunc(c.a.Identities(), func(i string) bool { return slices.Contains(c.b.Identities(), i) })
		if same != c.same {
			t.Errorf("%s: %q and %q", c.what, c.a.Identities(), c.b.Identities())
		}
	}
	for _, empty := range []model.Record{model.Tenant{}, model.User{}, model.Customer{}, model.Product{}, model.Subscription{}} {
		if found := empty.Identities(); len(found) != 0 {
			t.Errorf("an empty %T is found as %q", empty, found)
		}
	}
}

func TestValid(t *testing.T) {
	money := func(unit model.Unit) model.Quantity {
		return model.Quantity{Amount: 600_000_000, Unit: unit, Currency: "USD"}
	}
	benefit := func(q model.Quantity) model.Benefit {
		return model.Benefit{Workspace: model.Cloud, Name: "n", Quantity: q}
	}
	key := func(licenses int64, months int) model.ProductKey {
		return model.ProductKey{Tail: "EEEE5", Licenses: licenses, Months: months}
	}
	redemption := func(r model.Redemption) model.Redemption {
		r.Action = "add"
		return r
	}
	for _, c := range []struct {
		what   string
		record model.Record
		want   model.Code
	}{
		{"partner without a name", model.Partner{}, model.CodeMissing},
		{"membership, blank name", model.Membership{Name: " \t"}, model.CodeMissing},
		{"tenant of nothing", model.Tenant{}, model.CodeMissing},
		{"user by e-mail", model.User{Email: "a@b.c"}, ""},
		{"customer by domain", model.Customer{Domain: "a.b"}, ""},
		{"product by part", model.Product{Part: "P"}, ""},
		{"benefit without a workspace", model.Benefit{Name: "n"}, model.CodeMissing},
		{"benefit without a name", model.Benefit{Workspace: model.Cloud}, model.CodeMissing},
		{"unlimited", benefit(model.Quantity{Amount: model.Unlimited, Unit: model.Incidents}), ""},
		{"negative", benefit(model.Quantity{Amount: -2, Unit: model.Incidents}), model.CodeNegative},
		{"the limit", benefit(model.Quantity{Amount: model.MaxCount, Unit: model.Licenses}), ""},
		{"over the limit", benefit(model.Quantity{Amount: model.MaxCount + 1, Unit: model.Licenses}), model.CodeTooMany},
		{"money a month", benefit(money(model.MoneyPerMonth)), ""},
		{"money a year", benefit(money(model.MoneyPerYear)), ""},
		{"key", key(1, 1), ""},
		{"key, shown whole", model.ProductKey{Tail: cloudKey, Licenses: 1, Months: 12}, model.CodeTooLong},
		{"key without a tail", model.ProductKey{Licenses: 1, Months: 12}, model.CodeMissing},
		{"key, negative", key(-1, 12), model.CodeNegative},
		{"key, too many", key(model.MaxCount+1, 12), model.CodeTooMany},
		{"key, three years", key(1, 36), ""},
		{"key, over three years", key(1, 37), model.CodeTooMany},
		{"key, no time", key(1, 0), model.CodeTooMany},
		{"subscription of nothing", model.Subscription{}, model.CodeMissing},
		{"subscription by product", model.Subscription{Product: 1}, ""},
		{"subscription, results may exceed the limit", model.Subscription{Name: "n", Licenses: 5_000_000}, ""},
		{"subscription, negative", model.Subscription{Name: "n", Licenses: -1}, model.CodeNegative},
		{"subscription, more than there is", model.Subscription{Name: "n", Licenses: model.MaxTotal + 1}, model.CodeTooMany},
		{"subscription, negative assigned", model.Subscription{Name: "n", Assigned: -1}, model.CodeNegative},
		{"subscription, more assigned than it has", model.Subscription{Name: "n", Licenses: 5, Assigned: 9}, ""},
		{"money owed", benefit(model.Quantity{Amount: -500_00, Unit: model.MoneyPerMonth}), model.CodeNegative},
		{"money beyond measure", benefit(model.Quantity{Amount: model.MaxMoney + 1, Unit: model.MoneyPerYear}), model.CodeTooMany},
		{"benefit, negative use", model.Benefit{Workspace: model.Cloud, Name: "n", Used: -1}, model.CodeNegative},
		{"benefit, given to nobody again", model.Benefit{Workspace: model.Cloud, Name: "n", Reassignments: -1}, model.CodeNegative},
		{"redemption of nothing", model.Redemption{}, model.CodeMissing},
		{"redemption, results may exceed the limit", redemption(model.Redemption{After: model.Term{Licenses: 41_000_000}}), ""},
		{"redemption of less than nothing", redemption(model.Redemption{KeyLicenses: -5}), model.CodeNegative},
		{"redemption for eight years", redemption(model.Redemption{KeyMonths: 99}), model.CodeTooMany},
		{"redemption, negative before", redemption(model.Redemption{Before: model.Term{Licenses: -5}}), model.CodeNegative},
		{"redemption, negative after", redemption(model.Redemption{After: model.Term{Licenses: -5}}), model.CodeNegative},
	} {
		if err := c.record.Valid(); model.CodeOf(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
	}
}

// TestNoTextIsTooLong goes through every text of every record.
func TestNoTextIsTooLong(t *testing.T) {
	var texts func(v reflect.Value, field string, use func(field string, text reflect.Value))
	texts = func(v reflect.Value, field string, use func(string, reflect.Value)) {
		switch {
		case v.Type() == reflect.TypeFor[model.Key]():
		case v.Kind() == reflect.String:
			use(field, v)
		case v.Kind() == reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			texts(v.Index(0), field, use)
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
				texts(v.Field(i), name, use)
			}
		}
	}
	seen := 0
	for _, sample := range samples {
		pointer := model.New(sample.Ref().Kind)
		record := reflect.ValueOf(pointer).Elem()
		record.Set(reflect.ValueOf(sample))
		texts(record, "", func(field string, text reflect.Value) {
			seen++
			if field == "tail" {
				return // one group: TestValid
			}
			for _, letter := range []string{"x", "權"} {
				before := text.String()
				text.SetString(strings.Repeat(letter, model.MaxText))
				if err := model.Value(pointer).Valid(); model.CodeOf(err) == model.CodeTooLong {
					t.Errorf("%T: %s of the longest length: %v", sample, field, err)
				}
				text.SetString(text.String() + letter)
				var refusal *model.Refusal
				if err := model.Value(pointer).Valid(); !errors.As(err, &refusal) || refusal.Code != model.CodeTooLong {
					t.Errorf("%T: %s may be too long: %v", sample, field, err)
				}
				text.SetString(before)
			}
		})
	}
	if seen < 30 {
		t.Errorf("only %d texts were found", seen)
	}
}

func TestDossierOfABenefit(t *testing.T) {
	benefit := samples[6].(model.Benefit)
	key, redemption := samples[7].(model.ProductKey), samples[9].(model.Redemption)
	own := samples[8].(model.Subscription)
	sameProduct := model.Subscription{ID: 12, Product: 6, Tenant: 30, Name: "cut..."}
	sameName := model.Subscription{ID: 13, Name: "power bi"}
	other := model.Subscription{ID: 14, Name: "Visio"}
	f := modeltest.New(append(slices.Clone(samples), sameProduct, sameName, other, model.Tenant{ID: 30, Domain: "b.c"})...)
	got, err := model.DossierOf(f, benefit.Ref())
	if err != nil {
		t.Fatal(err)
	}
	want := model.Dossier{
		Record: benefit, Product: samples[5].(model.Product), Membership: samples[1].(model.Membership), Holder: samples[3].(model.User),
		Keys: []model.ProductKey{key}, Subscriptions: []model.Subscription{own, sameProduct, sameName}, Redemptions: []model.Redemption{redemption},
		Tenants: map[model.ID]model.Tenant{3: samples[2].(model.Tenant), 30: {ID: 30, Domain: "b.c"}},
	}
	secret := gocmp.Comparer(func(a, b model.Key) bool { return a.Equal(b) })
	if diff := gocmp.Diff(want, got, secret); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, ref := range []model.Ref{own.Ref(), key.Ref()} {
		got, err := model.DossierOf(f, ref)
		if err != nil || got.Product.ID != 6 || got.Tenant.ID != 3 || len(got.Redemptions) != 1 {
			t.Errorf("%v: %+v, %v", ref, got, err)
		}
	}
	f.Broken = modeltest.ErrBroken
	if _, err := model.DossierOf(f, benefit.Ref()); err == nil {
		t.Error("a broken store gives a dossier")
	}
}
