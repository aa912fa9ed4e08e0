package redemption_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
	"benefitdesk/redemption"
)

// Alterations of the key, subscription, benefit and product of a desk.
func keyWith(alter func(*model.ProductKey)) model.Record {
	k := theKey()
	alter(&k)
	return k
}

func subscriptionWith(alter func(*model.Subscription)) model.Record {
	s := theSubscription()
	alter(&s)
	return s
}

func benefitWith(alter func(*model.Benefit)) model.Record {
	b := theBenefit()
	alter(&b)
	return b
}

func inTenant(t model.ID) model.Record {
	return subscriptionWith(func(s *model.Subscription) { s.Tenant = t })
}

func named(name string) model.Record {
	return subscriptionWith(func(s *model.Subscription) { s.Product, s.Name = 0, name })
}

// of is a subscription of another product, and that product.
func of(p model.Product) []model.Record {
	p.ID = 60
	return []model.Record{p, subscriptionWith(func(s *model.Subscription) { s.Product, s.Name = 60, p.Name })}
}

type redeemRow struct {
	what  string
	alter func(*redemption.Redeem)
	facts []model.Record
	code  model.Code
	args  []any
}

func tenant(text string) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.Tenant = text }
}

func typed(text string) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.Key = parsed(text) }
}

func same(c *redemption.Redeem) { c.SameProduct = true }
func asIs(*redemption.Redeem)   {}

var redeemRefusals = []redeemRow{
	{"no such benefit", func(c *redemption.Redeem) { c.Benefit = 99 }, nil, model.CodeNoRecord, []any{model.Ref{Kind: model.KindBenefit, ID: 99}}},
	{"no such subscription", func(c *redemption.Redeem) { c.Subscription = 99 }, nil, model.CodeNoRecord, []any{model.Ref{Kind: model.KindSubscription, ID: 99}}},
	{"not a Cloud benefit", asIs, []model.Record{benefitWith(func(b *model.Benefit) { b.Workspace = model.Software })}, redemption.NotACloudBenefit, []any{"Power BI Pro"}},

	// The key.
	{"no key", func(c *redemption.Redeem) { c.Benefit = 61 }, []model.Record{model.Benefit{ID: 61, Workspace: model.Cloud, Name: "Power BI Pro"}}, redemption.KeyMissing, nil},
	{"a key of another benefit", typed("ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9-ZZZZ9"), nil, model.CodeKeyKnown, []any{"•••••-•••••-•••••-•••••-ZZZZ9", "Visio"}},
	{"a key of a purchase", typed(freshKey), []model.Record{benefitWith(func(b *model.Benefit) { b.Model = model.ByPurchase })}, model.CodeTakesNoKey, []any{"Power BI Pro"}},
	{"another key than the recorded one", func(c *redemption.Redeem) { c.Key, c.Recorded = parsed(freshKey), true }, nil, redemption.KeyDiffers, []any{"•••••-•••••-•••••-•••••-EEEE5", "Power BI Pro"}},
	{"a used key says when, by whom and on what", typed("yyyy9 yyyy9 yyyy9 yyyy9 yyyy9"), nil, redemption.KeyAlreadyRedeemed, []any{date("2026-05-06"), "Ana", "Power BI Pro"}},
	{"a used key of which nothing else is known", asIs, []model.Record{keyWith(func(k *model.ProductKey) { k.Status = model.Redeemed })}, redemption.KeyAlreadyRedeemed, []any{model.Date(0), "", ""}},
	{"a stored key that came too late", asIs, []model.Record{keyWith(func(k *model.ProductKey) { k.ActivateBy = date(today) - 1 })}, redemption.KeyPastActivateBy, []any{date(today) - 1, date(today)}},
	{"a typed key of a benefit that came too late", typed(freshKey), []model.Record{benefitWith(func(b *model.Benefit) { b.ActivateBy = date(today) - 1 })}, redemption.KeyPastActivateBy, []any{date(today) - 1, date(today)}},
	{"a typed key with an impossible count", func(c *redemption.Redeem) { c.Key, c.Licenses = parsed(freshKey), -5 }, nil, redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(-5)}},
	{"a typed key with an impossible term", func(c *redemption.Redeem) { c.Key, c.Months = parsed(freshKey), 37 }, nil, redemption.BadInput, []any{redemption.KeyMonthsOutOfRange, int64(37)}},
	{"too many licenses on a calculated subscription", func(c *redemption.Redeem) { c.Key, c.Licenses, c.Action = parsed(freshKey), 1_000_001, add },
		[]model.Record{model.Redemption{ID: 62, Action: "add"}, subscriptionWith(func(s *model.Subscription) { s.Redemption = 62 })}, redemption.BadInput, []any{redemption.KeyLicensesOutOfRange, int64(1_000_001)}},

	{"a subscription with a typed impossible count", asIs, licenses(1_000_001), redemption.BadInput, []any{redemption.LicensesOutOfRange, int64(1_000_001)}},

	// The product.
	{"ids differ", asIs, of(model.Product{Name: "Power BI Pro", SKU: "OTHER"}), redemption.WrongProduct, []any{"Power BI Pro", "Power BI Pro"}},
	{"ids differ, whatever the person says", same, of(model.Product{Name: "Visio", SKU: "OTHER"}), redemption.WrongProduct, []any{"Power BI Pro", "Visio"}},
	{"names differ", asIs, []model.Record{named("Visio")}, redemption.WrongProduct, []any{"Power BI Pro", "Visio"}},
	{"names differ, one id", asIs, of(model.Product{Name: "Visio"}), redemption.WrongProduct, []any{"Power BI Pro", "Visio"}},
	{"a shorter name that was not cut", asIs, []model.Record{named("Power BI")}, redemption.WrongProduct, []any{"Power BI Pro", "Power BI"}},
	{"a cut name", asIs, []model.Record{named("Power BI...")}, redemption.ProductUnconfirmed, []any{"Power BI Pro", "Power BI..."}},
	{"a cut name of another product", asIs, []model.Record{named("Visio...")}, redemption.WrongProduct, []any{"Power BI Pro", "Visio..."}},

	// The tenant.
	{"no tenant", func(c *redemption.Redeem) { c.Action, c.Subscription, c.Tenant = activate, 0, " " }, nil, redemption.TenantMissing, nil},
	{"neither domain nor id", tenant("contoso"), nil, redemption.TenantMalformed, []any{"contoso"}},
	{"not verified", func(c *redemption.Redeem) { c.Verified = false }, nil, redemption.TenantNotVerified, nil},
	{"another one than the subscription's", tenant("Fabrikam.com"), nil, redemption.WrongTenant, []any{"contoso.com", "fabrikam.com"}},
	{"an unknown one, not the subscription's", tenant("new.example"), nil, redemption.WrongTenant, []any{"contoso.com", "new.example"}},
	{"an unknown id, not the subscription's", tenant(guid2), nil, redemption.WrongTenant, []any{guid, guid2}},
	{"another one than the key's", asIs, []model.Record{inTenant(0), keyWith(func(k *model.ProductKey) { k.Tenant = fabrikam })}, redemption.WrongTenant, []any{"fabrikam.com", "contoso.com"}},
	{"key and subscription in two, the key's typed", tenant("fabrikam.com"), []model.Record{keyWith(func(k *model.ProductKey) { k.Tenant = fabrikam })}, redemption.WrongTenant, []any{"fabrikam.com", "contoso.com"}},
	{"key and subscription in two, none typed", tenant(""), []model.Record{keyWith(func(k *model.ProductKey) { k.Tenant = fabrikam })}, redemption.WrongTenant, []any{"fabrikam.com", "contoso.com"}},
	{"ids of two tenants whose domains are known", tenant("fabrikam.com"), []model.Record{model.Tenant{ID: fabrikam, Domain: "fabrikam.com", TenantID: guid2}}, redemption.WrongTenant, []any{"contoso.com", "fabrikam.com"}},
	{"id and domain of two tenants", tenant(guid + " fabrikam.com"), nil, redemption.WrongTenant, []any{"contoso.com", "fabrikam.com"}},
	{"a domain with another id", tenant("contoso.com " + guid2), nil, redemption.WrongTenant, []any{guid, guid2}},

	// What the portal showed, and the rules of Preview.
	{"the portal's end before the day", func(c *redemption.Redeem) { c.PortalEnds = date(today) - 1 }, nil, redemption.PortalEndsTooEarly, []any{date(today)}},
	{"a person's name that is too long", func(c *redemption.Redeem) { c.By = strings.Repeat("x", model.MaxText+1) }, nil, model.CodeTooLong, []any{"by", int64(model.MaxText)}},
	{"before the redemption that it builds on", func(c *redemption.Redeem) { c.On = date("2026-11-10") }, []model.Record{
		model.Redemption{ID: 62, Action: "renew", On: date("2026-11-01"), Effective: date("2026-11-11")}, subscriptionWith(func(s *model.Subscription) { s.Redemption = 62 })},
		redemption.BeforeTheLatest, []any{date("2026-11-10"), date("2026-11-11")}},
	{"over three years", asIs, []model.Record{subscriptionWith(func(s *model.Subscription) { s.Licenses = 8 })}, redemption.ExtensionOverThreeYears, []any{int64(24)}},
	{"reported as disabled", asIs, []model.Record{subscriptionWith(func(s *model.Subscription) { s.Reported = model.Disabled })}, redemption.NotActive, []any{date(later), model.Disabled}},
	{"activating an active one", func(c *redemption.Redeem) { c.Action = activate }, nil, redemption.AlreadyActive, []any{date(later)}},
	{"no end date", asIs, []model.Record{subscriptionWith(func(s *model.Subscription) { s.Ends = 0 })}, redemption.BadInput, []any{redemption.EndsMissing}},
}

func TestRedeemRefusals(t *testing.T) {
	for _, c := range redeemRefusals {
		_, err := decide(t, redeem(c.alter), desk(c.facts...))
		var refusal *model.Refusal
		if !errors.As(err, &refusal) || refusal.Code != c.code {
			t.Errorf("%s: %v, want %s", c.what, err, c.code)
			continue
		}
		if diff := cmp.Diff(c.args, refusal.Args); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.what, diff)
		}
	}
}

func TestRedeemTakesTheSameProduct(t *testing.T) {
	for what, c := range map[string]redeemRow{
		"the same record":                {alter: asIs},
		"the same id, other names":       {alter: asIs, facts: of(model.Product{Name: "Whatever", SKU: " f8a1"})},
		"no id, the same name":           {alter: asIs, facts: []model.Record{named(" power  BI pro ")}},
		"no id, an alias":                {alter: asIs, facts: of(model.Product{Name: "PBI", Aliases: []string{"Power BI Pro"}})},
		"a person says so":               {alter: same, facts: []model.Record{named("Visio")}},
		"a person says so of a cut name": {alter: same, facts: []model.Record{named("Power BI...")}},
	} {
		if _, err := decide(t, redeem(c.alter), desk(c.facts...)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	unnamed := []model.Record{subscriptionWith(func(s *model.Subscription) { s.Product, s.Name = 60, "" }), model.Product{ID: 60, Part: "PART"}}
	_, _, err := redeem().Decide(desk(unnamed...), date(today))
	if want := model.Refuse(redemption.ProductUnconfirmed, "Power BI Pro", "PART"); err == nil || err.Error() != want.Error() {
		t.Errorf("a subscription without a name: %v, want %v", err, want)
	}
}

func TestRedeemFindsTheTenant(t *testing.T) {
	for _, c := range []struct {
		what, text string
		facts      []model.Record
		want       model.Tenant // as changed or created; none: known as it is
		on         model.ID
	}{
		{"by domain", "CONTOSO.com", nil, model.Tenant{}, contoso},
		{"by id", strings.ToUpper(guid), nil, model.Tenant{}, contoso},
		{"by both", guid + "  contoso.com", nil, model.Tenant{}, contoso},
		{"not typed: the subscription's", "", nil, model.Tenant{}, contoso},
		{"not typed: the key's", "", []model.Record{inTenant(0), keyWith(func(k *model.ProductKey) { k.Tenant = fabrikam })}, model.Tenant{}, fabrikam},
		{"id completed", "fabrikam.com " + guid2, []model.Record{inTenant(fabrikam)}, model.Tenant{ID: fabrikam, Domain: "fabrikam.com", TenantID: guid2}, fabrikam},
		{"domain completed", guid2 + " new.example", []model.Record{inTenant(61), model.Tenant{ID: 61, TenantID: guid2, Name: "N"}}, model.Tenant{ID: 61, Domain: "new.example", TenantID: guid2, Name: "N"}, 61},
		{"another domain of a known id", guid + " contoso.onmicrosoft.com", nil, model.Tenant{}, contoso},
		{"new by domain", "new.example", []model.Record{inTenant(0)}, model.Tenant{ID: firstNew, Domain: "new.example"}, firstNew},
		{"new by id", guid2, []model.Record{inTenant(0)}, model.Tenant{ID: firstNew, TenantID: guid2}, firstNew},
		{"new by both", guid2 + " new.example", []model.Record{inTenant(0)}, model.Tenant{ID: firstNew, Domain: "new.example", TenantID: guid2}, firstNew},
	} {
		d := mustDecide(t, redeem(tenant(c.text)), desk(c.facts...))
		if d.tenant != c.want || d.subscription.Tenant != c.on || d.key.Tenant != c.on || d.redemption.Tenant != c.on {
			t.Errorf("%s: %+v; subscription in %d, key in %d", c.what, d.tenant, d.subscription.Tenant, d.key.Tenant)
		}
	}
}

func TestParseTenant(t *testing.T) {
	for text, want := range map[string]model.Tenant{
		"Contoso.COM":                    {Domain: "contoso.com"},
		" contoso.onmicrosoft.com \n":    {Domain: "contoso.onmicrosoft.com"},
		"例え.jp":                          {Domain: "例え.jp"},
		"ｃｏｎｔｏｓｏ．ｃｏｍ":                    {Domain: "contoso.com"},
		strings.ToUpper(guid):            {TenantID: guid},
		guid + "\tcontoso.com":           {TenantID: guid, Domain: "contoso.com"},
		"contoso.com\u00a0" + guid:       {TenantID: guid, Domain: "contoso.com"},
		strings.Repeat("a", 63) + ".com": {Domain: strings.Repeat("a", 63) + ".com"},
	} {
		if got, err := redemption.ParseTenant(text); got != want || err != nil {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"contoso", "contoso.", ".com", "a..b", "-a.com", "a-.com", "a_b.com", "https://contoso.com", "ana@contoso.com", "contoso.com/x",
		"contoso.com fabrikam.com", guid + " " + guid2, guid[:35], guid + "0", strings.ReplaceAll(guid, "-", ""), strings.Replace(guid, "8", "g", 1),
		strings.Replace(guid, "-", "0", 1), "{" + guid + "}", strings.Repeat("a", 64) + ".com", strings.Repeat("abc.", 64) + "com",
	} {
		if got, err := redemption.ParseTenant(text); model.CodeOf(err) != redemption.TenantMalformed || got != (model.Tenant{}) {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", " ", "\n\t\u3000"} {
		if _, err := redemption.ParseTenant(text); model.CodeOf(err) != redemption.TenantMissing {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestRedeemReportsABrokenStore(t *testing.T) {
	f := desk()
	f.Broken = modeltest.ErrBroken
	if _, _, err := redeem().Decide(f, date(today)); !errors.Is(err, modeltest.ErrBroken) || model.CodeOf(err) != "" {
		t.Errorf("%v", err)
	}
	for name, alter := range map[string]func(*redemption.Redeem){"key": typed(keyText), "tenant": tenant(guid)} {
		if _, _, err := redeem(alter).Decide(f, date(today)); !errors.Is(err, modeltest.ErrBroken) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func ExampleRedeem() {
	_, _, err := redeem(tenant("fabrikam.com")).Decide(desk(), date(today))
	fmt.Println(err)
	// Output: wrong_tenant contoso.com fabrikam.com
}
