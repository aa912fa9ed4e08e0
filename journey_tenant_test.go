package main

import (
	"strings"
	"testing"
)

const (
	tenantID       = "331af819-4e0b-49f7-a6bf-14e1165ad3a0"
	tenantOnFile   = `{"id":3,"domain":"contoso.onmicrosoft.com","tenant_id":"331af819-4e0b-49f7-a6bf-14e1165ad3a0"}`
	tenantByID     = `{"id":3,"tenant_id":"331af819-4e0b-49f7-a6bf-14e1165ad3a0"}`
	tenantApart    = tenantByID + `,{"id":30,"domain":"contoso.onmicrosoft.com"}`
	visioOnFile    = `{"id":14,"tenant":3,`
	visioElsewhere = `{"id":14,"tenant":30,`
)

// twoTenants is a person whose store knows one tenant twice: by its id, and in
// another record by its domain.
func twoTenants(t *testing.T) *person {
	t.Helper()
	return changed(t, "portfolio.json", tenantOnFile, tenantApart, visioOnFile, visioElsewhere)
}

// TestOneTenantKnownTwice: the wizard asks whether a domain and an id name one
// tenant; the command line refuses, and says what to name instead.
func TestOneTenantKnownTwice(t *testing.T) {
	t.Parallel()
	p := twoTenants(t)
	refused := p.run(firstKey, "redeem", "7", "--subscription", "13", "--tenant", tenant, "--action", "extend", "--confirm-end", "2027-06-30", "--key", "-")
	if refused.code != exitRefused || !strings.Contains(refused.out+refused.err, "type "+tenantID+" instead") {
		t.Errorf("exit %d: %s%s", refused.code, refused.out, refused.err)
	}
	p.nothingRecorded()

	x := p.open(usual)
	x.choose("power maps", "Power BI Pro")
	x.press("r")
	x.waitFor("step 1 of 8")
	x.press("g", "enter")
	x.waitFor("step 4 of 8", tenantID)
	x.press("ctrl+u")
	x.write(tenant)
	x.press("enter")
	x.waitFor("step 5 of 9", "Is "+tenant, tenantID)
	x.press("enter")
	x.waitFor("step 5 of 9", "belongs to tenant "+tenantID, "not to "+tenant)
	x.press("down", "enter")
	x.waitFor("step 6 of 9", "does the portal show the tenant "+tenant)
	x.press("down", "enter")
	x.waitFor("step 7 of 9")
	x.write(firstKey)
	x.waitFor("-" + firstKey[len(firstKey)-5:])
	x.press("enter", "enter", "enter", "enter")
	x.waitFor("step 8 of 9")
	x.press("enter")
	x.waitFor("step 9 of 9")
	ends := later(t, "2027-03-31", 3)
	x.write(ends)
	x.press("enter")
	x.waitFor("Redeemed and recorded")
	x.press("enter")
	x.quit()

	p.expect("Power BI Pro", "MAPS", "redeemed", ends)
	for _, list := range []string{"tenants", "subscriptions"} {
		if rows := p.must("list", list, "--json"); strings.Contains(rows, `"tenant":"`+tenantID) || strings.Count(rows, `"source":"`+tenantID) > 1 {
			t.Errorf("%s: %s", list, rows)
		}
	}
	if got := len(p.rows("tenants")); got != 1 {
		t.Errorf("%d tenants", got)
	}
}
