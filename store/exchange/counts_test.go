package exchange_test

import (
	"strconv"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

// TestOwnStateOutlivesThatOfItsSKU, in whatever order the files come.
func TestOwnStateOutlivesThatOfItsSKU(t *testing.T) {
	graph := readText(t, "g", `[{"id":"860697e3-b0aa-4196-a6c6-7ec361ed58f7","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","status":"LockedOut","totalLicenses":10}]`)
	sku := func(state string) exchange.File {
		return readText(t, "s", `[{"skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","capabilityStatus":"`+state+`","consumedUnits":9,
			"subscriptionIds":["860697e3-b0aa-4196-a6c6-7ec361ed58f7"]}]`)
	}
	for what, order := range map[string][][]exchange.File{
		"together": {{sku("Enabled"), graph}}, "the directory first": {{graph}, {sku("Enabled")}},
		"the counts first": {{sku("Enabled")}, {graph}}, "the counts again": {{sku("Enabled")}, {graph}, {sku("Suspended")}},
	} {
		facts := newMemory()
		var diff model.FileDiff
		for _, files := range order {
			diff = load(t, facts, files...)
		}
		s := facts.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription)
		if s.Reported != model.LockedOut || s.Assigned != 9 || s.ReportedOn != today {
			t.Errorf("%s: %+v", what, s)
		}
		if diff.Kind == sku("Enabled").Kind && (len(diff.Notes) != 1 || diff.Notes[0].Code != exchange.CodeKeptStatus) {
			t.Errorf("%s: %+v", what, diff.Notes)
		}
	}
	alone := newMemory()
	load(t, alone, sku("Enabled"))
	load(t, alone, sku("Suspended"))
	if s := alone.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription); s.Reported != model.Disabled {
		t.Errorf("a state that only the SKU tells follows the SKU: %+v", s)
	}
}

// TestOneProductByEitherID: with and without its part number, in one file, in
// several and in several imports.
func TestOneProductByEitherID(t *testing.T) {
	row := func(id, product string) string {
		return `{"id":"` + id + `","status":"Enabled","totalLicenses":5,` + product + `}`
	}
	const (
		sku  = `"skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":null`
		part = `"skuId":"","skuPartNumber":"POWER_BI_PRO"`
		both = `"skuId":"F8A1DB68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"POWER_BI_PRO"`
	)
	file := func(products ...string) exchange.File {
		rows := make([]string, len(products))
		for i, product := range products {
			rows[i] = row("of length "+strconv.Itoa(len(product)), product)
		}
		return readText(t, "g", "["+strings.Join(rows, ",\n")+"]")
	}
	for what, imports := range map[string][][]exchange.File{
		"in one file":                {{file(sku, both)}},
		"in one file, both first":    {{file(both, sku)}},
		"by the part number":         {{file(part, both)}},
		"by one id and by the other": {{file(part, sku, both)}},
		"in files of one import":     {{file(sku), file(both)}},
		"in two imports":             {{file(sku)}, {file(both)}},
		"in two imports, both first": {{file(both)}, {file(sku, part)}},
		"the part number first":      {{file(part)}, {file(both)}},
	} {
		facts := newMemory()
		for _, files := range imports {
			load(t, facts, files...)
		}
		products := facts.where(model.KindProduct, func(model.Record) bool { return true })
		if len(products) != 1 || products[0].(model.Product).SKU == "" || products[0].(model.Product).Part == "" {
			t.Errorf("%s: %+v", what, products)
		}
		for _, files := range imports {
			if again, err := exchange.Plan(facts, 2, files); err != nil || len(again.Changes) > 0 {
				t.Errorf("%s: again %v, %+v", what, err, again.Changes)
			}
		}
	}
}

// TestPartNumberOfSeveralSKUsIsNotGuessed, and once taken for new it is known.
func TestPartNumberOfSeveralSKUsIsNotGuessed(t *testing.T) {
	const text = `[{"id":"a","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"P","status":"Enabled","totalLicenses":1},
		{"id":"b","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701561","skuPartNumber":"P","status":"Enabled","totalLicenses":1},
		{"id":"c","skuPartNumber":"P","status":"Enabled","totalLicenses":1}]`
	facts := newMemory()
	load(t, facts, readText(t, "g", text))
	if products := facts.where(model.KindProduct, func(model.Record) bool { return true }); len(products) != 3 {
		t.Errorf("%+v", products)
	}
	if diff := load(t, facts, readText(t, "g", text)); diff.Unchanged != 3 || len(diff.Rows) > 0 {
		t.Errorf("again: %+v", diff)
	}
}

func TestCountsOfOneSKUInTwoTenants(t *testing.T) {
	sku := func(tenant string) string {
		return `{"accountId":"` + tenant + `","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","consumedUnits":9,"prepaidUnits":{"enabled":25}}`
	}
	diff := load(t, newMemory(), readText(t, "s", "["+sku("331af819-4e0b-49f7-a6bf-14e1165ad3a0")+","+sku("331af819-4e0b-49f7-a6bf-14e1165ad3a1")+"]"))
	if diff.New != 2 || len(diff.Bad) > 0 {
		t.Errorf("%+v", diff)
	}
}

func TestMsolCounts(t *testing.T) {
	s := planned[model.Subscription](t, newMemory(), readText(t, "m", "AccountName,AccountObjectId,AccountSkuId,ActiveUnits,ConsumedUnits,LockedOutUnits,SkuId,SuspendedUnits,WarningUnits\n"+
		"contoso,331af819-4e0b-49f7-a6bf-14e1165ad3a0,contoso:POWER_BI_PRO,25,14,0,f8a1db68-be16-40ed-86d5-cb42ce701560,2,3\n"))[0]
	if s.Licenses != 30 || s.Assigned != 14 || s.Tenant == 0 {
		t.Errorf("%+v", s)
	}
}

// TestCountsWithoutATotal say so where they make a subscription.
func TestCountsWithoutATotal(t *testing.T) {
	without := strings.Replace(skuOfBoth, `"prepaidUnits":{"enabled":25},`, "", 1)
	facts := newMemory()
	if diff := load(t, facts, readText(t, "s", without)); len(diff.Notes) != 1 || diff.Notes[0].String() != "no_total 1 POWER_BI_PRO" {
		t.Errorf("%+v", diff)
	}
	if diff := load(t, facts, readText(t, "s", without)); len(diff.Notes) > 0 || diff.Unchanged != 1 {
		t.Errorf("again: %+v", diff)
	}
	for what, text := range map[string]string{"a total": skuOfBoth, "no license": strings.Replace(skuOfBoth, `"enabled":25`, `"enabled":0`, 1)} {
		if diff := load(t, newMemory(), readText(t, "s", text)); len(diff.Notes) > 0 {
			t.Errorf("%s: %+v", what, diff)
		}
	}
}

func TestUnknownCountsKeepKnownOnes(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "s", skuOfBoth))
	if diff := load(t, facts, readText(t, "s", strings.Replace(skuOfBoth, `"consumedUnits":9`, `"consumedUnits":null`, 1))); diff.Unchanged != 1 {
		t.Errorf("%+v", diff)
	}
}
