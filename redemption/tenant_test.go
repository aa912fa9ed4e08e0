package redemption_test

import (
	"errors"
	"fmt"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// byID is a tenant of which an import told only the id.
const byID = model.ID(70)

func knownByID(more ...model.Record) []model.Record {
	return append([]model.Record{model.Tenant{ID: byID, TenantID: guid2}, inTenant(byID)}, more...)
}

func areOne(a, b string) func(*redemption.Redeem) {
	return func(c *redemption.Redeem) { c.SameTenant = [2]string{a, b} }
}

// Only a person can say that an id and a domain name one tenant.
func TestTenantsThatCantBeCompared(t *testing.T) {
	keyIn := func(id model.ID) model.Record { return keyWith(func(k *model.ProductKey) { k.Tenant = id }) }
	for _, c := range []struct {
		what, text       string
		facts            []model.Record
		recorded, chosen string // as refused until a person says that they are one
		want             model.Tenant
	}{
		{"a domain nobody knows", "new.example", knownByID(), guid2, "new.example", model.Tenant{ID: byID, TenantID: guid2, Domain: "new.example"}},
		{"the domain of another record", "fabrikam.com", knownByID(), guid2, "fabrikam.com", model.Tenant{ID: byID, TenantID: guid2, Domain: "fabrikam.com"}},
		{"both, of two records", guid2 + " fabrikam.com", knownByID(), guid2, "fabrikam.com", model.Tenant{ID: byID, TenantID: guid2, Domain: "fabrikam.com"}},
		{"an id for a domain", guid2, []model.Record{inTenant(fabrikam)}, "fabrikam.com", guid2, model.Tenant{ID: fabrikam, TenantID: guid2, Domain: "fabrikam.com"}},
		{"key and subscription", "", knownByID(keyIn(fabrikam)), "fabrikam.com", guid2, model.Tenant{ID: fabrikam, TenantID: guid2, Domain: "fabrikam.com"}},
		{"key and subscription, the id typed", guid2, knownByID(keyIn(fabrikam)), "fabrikam.com", guid2, model.Tenant{ID: fabrikam, TenantID: guid2, Domain: "fabrikam.com"}},
	} {
		_, err := decide(t, redeem(tenant(c.text)), desk(c.facts...))
		if tenants, ok := redemption.UncomparedTenants(err); !ok || tenants != [2]string{c.recorded, c.chosen} {
			t.Errorf("%s: %v", c.what, err)
		}
		if _, err := decide(t, redeem(tenant(c.text), areOne(c.recorded, "other.example")), desk(c.facts...)); model.CodeOf(err) != redemption.WrongTenant {
			t.Errorf("%s, and two others said to be one: %v", c.what, err)
		}
		d := mustDecide(t, redeem(tenant(c.text), areOne(c.recorded, c.chosen)), desk(c.facts...))
		if d.tenant != c.want || d.subscription.Tenant != c.want.ID || d.key.Tenant != c.want.ID || d.redemption.Tenant != c.want.ID {
			t.Errorf("%s: %+v; subscription in %d, key in %d", c.what, d.tenant, d.subscription.Tenant, d.key.Tenant)
		}
	}
}

func TestTenantsThatDifferAreNeverOne(t *testing.T) {
	for what, c := range map[string]redeemRow{
		"another id":     {alter: tenant(guid2)},
		"another domain": {alter: tenant("fabrikam.com")},
		"another id behind the domain": {alter: tenant("fabrikam.com"),
			facts: knownByID(model.Tenant{ID: fabrikam, Domain: "fabrikam.com", TenantID: guid})},
	} {
		_, err := decide(t, redeem(c.alter), desk(c.facts...))
		refusal, _ := errors.AsType[*model.Refusal](err)
		_, err = decide(t, redeem(c.alter, areOne(fmt.Sprint(refusal.Args[0]), fmt.Sprint(refusal.Args[1]))), desk(c.facts...))
		if _, ask := redemption.UncomparedTenants(err); model.CodeOf(err) != redemption.WrongTenant || ask {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// One record remains of two that name one tenant, and everything that named
// the other names it.
func TestJoinedTenantsAreOneRecord(t *testing.T) {
	elsewhere := model.Subscription{ID: 71, Tenant: fabrikam, Name: "Visio", Licenses: 3, Ends: date(later)}
	billing := model.User{ID: 73, Name: "Adele Vance", Roles: []model.Grant{{Role: model.BillingAdmin, Tenant: fabrikam}}}
	facts := desk(knownByID(elsewhere, billing, model.Redemption{ID: 72, Tenant: fabrikam, Action: "add", Status: model.Redeemed})...)
	for _, reserve := range []bool{false, true} {
		d := mustDecide(t, redeem(tenant("fabrikam.com"), areOne(guid2, "fabrikam.com"), func(c *redemption.Redeem) { c.Reserve = reserve }), facts)
		in := map[model.Ref]model.ID{}
		gone := false
		for _, change := range d.changes {
			switch record := change.After.(type) {
			case nil:
				gone = change.Ref == model.Ref{Kind: model.KindTenant, ID: fabrikam}
			case model.Subscription:
				in[change.Ref] = record.Tenant
			case model.Redemption:
				in[change.Ref] = record.Tenant
			case model.User:
				in[change.Ref] = record.Roles[0].Tenant
			}
		}
		if !gone || in[billing.Ref()] != byID || billing.Roles[0].Tenant != fabrikam || in[elsewhere.Ref()] != byID || in[model.Ref{Kind: model.KindRedemption, ID: 72}] != byID {
			t.Errorf("reserved %v: removed %v, %v", reserve, gone, in)
		}
	}
}

// TestReceiptsNameTheTenant: roles are per tenant, in a preview too; a tenant
// that is not known yet is none.
func TestReceiptsNameTheTenant(t *testing.T) {
	for text, want := range map[string]model.ID{"contoso.com": contoso, "": 0, "new.example": 0} {
		for _, estimate := range []bool{true, false} {
			if text == "" && !estimate {
				continue
			}
			command := redeem(tenant(text), func(c *redemption.Redeem) { c.Estimate, c.Subscription, c.Action = estimate, 0, redemption.Activate })
			receipt, _, err := command.Decide(desk(), date(today))
			if err != nil || receipt.Tenant != want {
				t.Errorf("%q, estimate %v: tenant %d, want %d, %v", text, estimate, receipt.Tenant, want, err)
			}
		}
	}
}
