package exchange_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

func readText(t fataler, name, text string) exchange.File {
	t.Helper()
	file, err := exchange.Read(name, strings.NewReader(text), exchange.Options{Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func fixture(t fataler, name string) exchange.File {
	t.Helper()
	file, err := read(t, name, exchange.Options{SkipBad: true})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// load imports files, and gives the diff of the last.
func load(t fataler, facts *memory, files ...exchange.File) model.FileDiff {
	t.Helper()
	plan, err := exchange.Plan(facts, 1, files)
	if err != nil {
		t.Fatal(err)
	}
	if err := facts.apply(plan); err != nil {
		t.Fatal(err)
	}
	return plan.Files[len(files)-1]
}

func TestGraphStates(t *testing.T) {
	var got []string
	for _, s := range planned[model.Subscription](t, newMemory(), fixture(t, "graph-subscriptions-states.json")) {
		text := s.Reported.String() + " " + s.Ends.String()
		if s.Estimated {
			text += " estimated"
		}
		got = append(got, text)
	}
	want := []string{
		"active 2027-06-30", "expired 2026-11-10 estimated", "disabled 2026-10-04 estimated",
		"locked-out ", "deleted ", "active 9999-12-31", " ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHostileTextIsStoredVisible(t *testing.T) {
	benefits := planned[model.Benefit](t, newMemory(), fixture(t, "benefits-hostile.tsv"))
	if benefits[0].Name != "Clear ␛[2J screen" || benefits[0].Source != "MAPS ‹U+202E›- Core" || benefits[1].Name != "Null ␀ and ‹x9B› bytes" {
		t.Errorf("%+v", benefits)
	}
}

func TestCountsJoinSubscriptions(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "product-names.csv"))
	graph := `[{"id":"43d26afe-cb98-48b9-acc4-ae3ef2ac6c51","skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","skuPartNumber":"ENTERPRISEPREMIUM",
		"status":"Enabled","totalLicenses":25,"nextLifecycleDateTime":"2027-06-30T00:00:00Z","ownerTenantId":"f97aeefc-af85-414d-8ae4-b457f90efc40"}]`
	diff := load(t, facts, fixture(t, "graph-subscribed-skus.json"), readText(t, "graph.json", graph))
	if diff.New != 1 || diff.Rows[1].Label != "Office 365 E5" {
		t.Errorf("the list comes first whatever the order: %+v", diff)
	}
	found, _ := facts.Lookup(model.KindSubscription, model.Subscription{PortalID: "43d26afe-cb98-48b9-acc4-ae3ef2ac6c51"}.Identities()[0])
	s := found[0].(model.Subscription)
	if len(found) != 1 || s.Assigned != 14 || s.Licenses != 25 || s.Ends.String() != "2027-06-30" || s.AssignedOn != today {
		t.Errorf("%+v", found)
	}
	if products := facts.where(model.KindProduct, func(r model.Record) bool { return r.Label() == "Office 365 E5" }); len(products) != 1 {
		t.Errorf("products %v", products)
	}
}

func TestCountWithoutSubscriptionIDs(t *testing.T) {
	sku := `[{"skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","consumedUnits":9,"prepaidUnits":{"enabled":20,"warning":5}}]`
	graph := func(id string) string {
		return `{"id":"` + id + `","skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","status":"Enabled","totalLicenses":10}`
	}
	one := newMemory()
	load(t, one, readText(t, "g", "["+graph("a")+"]"))
	if diff := load(t, one, readText(t, "s", sku)); diff.Changed != 1 || diff.New != 0 {
		t.Errorf("one subscription: %+v", diff)
	}
	two := newMemory()
	load(t, two, readText(t, "g", "["+graph("a")+","+graph("b")+"]"))
	diff := load(t, two, readText(t, "s", sku))
	if diff.Changed+diff.New != 0 || len(diff.Notes) != 1 || diff.Notes[0].Code != exchange.CodeSharedCount {
		t.Errorf("two subscriptions: %+v", diff)
	}
}

const (
	graphOfBoth = `[{"id":"860697e3-b0aa-4196-a6c6-7ec361ed58f7","commerceSubscriptionId":"f9c1ea2d-2c6e-4717-8c3b-7130812d70ba","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560",
		"skuPartNumber":"POWER_BI_PRO","status":"Warning","totalLicenses":10,"nextLifecycleDateTime":"2026-11-01T00:00:00Z"},
		{"id":"860697e3-b0aa-4196-a6c6-7ec361ed58f8","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"POWER_BI_PRO","status":"Enabled","totalLicenses":7}]`
	skuOfBoth = `[{"skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"POWER_BI_PRO","capabilityStatus":"Enabled","consumedUnits":9,
		"prepaidUnits":{"enabled":25},"subscriptionIds":["F9C1EA2D-2c6e-4717-8c3b-7130812d70ba"]}]`
)

// TestCountsNameSubscriptionsByEitherID, whichever file comes first, and do not
// replace a subscription's own number of licenses.
func TestCountsNameSubscriptionsByEitherID(t *testing.T) {
	graph, sku := readText(t, "g", graphOfBoth), readText(t, "s", skuOfBoth)
	for what, order := range map[string][][]exchange.File{
		"together": {{sku, graph}}, "the directory first": {{graph}, {sku}}, "the counts first": {{sku}, {graph}},
	} {
		facts := newMemory()
		for _, files := range order {
			load(t, facts, files...)
		}
		if order[0][0].Kind == sku.Kind && len(order) == 2 {
			load(t, facts, sku)
		}
		found := facts.where(model.KindSubscription, func(model.Record) bool { return true })
		if len(found) != 2 {
			t.Errorf("%s: %d subscriptions: %+v", what, len(found), found)
			continue
		}
		first, _ := facts.Lookup(model.KindSubscription, model.Subscription{PortalID: "860697e3-b0aa-4196-a6c6-7ec361ed58f7"}.Identities()[0])
		if len(first) != 1 {
			t.Errorf("%s: %+v", what, found)
			continue
		}
		s := first[0].(model.Subscription)
		if s.CommerceID != "f9c1ea2d-2c6e-4717-8c3b-7130812d70ba" || s.Licenses != 10 || s.Assigned != 9 {
			t.Errorf("%s: %+v", what, s)
		}
		again, err := exchange.Plan(facts, 2, []exchange.File{sku, graph})
		if err != nil || len(again.Changes) > 0 {
			t.Errorf("%s: again %v, %+v", what, err, again.Changes)
		}
		for _, diff := range again.Files {
			if diff.New+diff.Changed+len(diff.Rows) > 0 || diff.Unchanged == 0 {
				t.Errorf("%s: again %+v", what, diff)
			}
		}
	}
}

func TestCountsGiveLicensesWhereNobodyElseDoes(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "g", strings.ReplaceAll(graphOfBoth, `"totalLicenses":10,`, "")))
	load(t, facts, readText(t, "s", skuOfBoth))
	if s := facts.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription); s.Licenses != 25 {
		t.Errorf("%+v", s)
	}
}

// TestSubscriptionsThatShareACommerceID stay two, whichever is listed first.
func TestSubscriptionsThatShareACommerceID(t *testing.T) {
	row := func(id, sku string, licenses string) string {
		return `{"id":"` + id + `111111-0000-4000-8000-000000000001","commerceSubscriptionId":"99999999-0000-4000-8000-000000000009",
			"skuId":"` + sku + `aaaaaa-0000-4000-8000-000000000001","status":"Enabled","totalLicenses":` + licenses + `,"nextLifecycleDateTime":"2027-02-01T00:00:00Z"}`
	}
	old, other := row("11", "aa", "5"), row("33", "bb", "77")
	for what, text := range map[string]string{"the new one first": other + "," + old, "the old one first": old + "," + other} {
		facts := newMemory()
		load(t, facts, readText(t, "a", "["+old+"]"))
		if diff := load(t, facts, readText(t, "b", "["+text+"]")); diff.New != 1 || diff.Changed != 0 || diff.Unchanged != 1 {
			t.Errorf("%s: %+v", what, diff)
		}
		if diff := load(t, facts, readText(t, "b", "["+text+"]")); diff.Unchanged != 2 {
			t.Errorf("%s, again: %+v", what, diff)
		}
	}
	facts := newMemory()
	load(t, facts, readText(t, "a", "["+old+"]"))
	renumbered := strings.Replace(old, "99999999-", "88888888-", 1)
	if diff := load(t, facts, readText(t, "b", "["+renumbered+"]")); diff.Changed != 1 || diff.New != 0 {
		t.Errorf("the id of the directory is surer: %+v", diff)
	}
}

// TestNewRecordsCanBeChecked: a diff tells of what kind they are, and what they
// will hold when all files are imported.
func TestNewRecordsCanBeChecked(t *testing.T) {
	graph := readText(t, "g", `[{"id":"x","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"POWER_BI_PRO","status":"Enabled",
		"nextLifecycleDateTime":"2027-06-30T00:00:00Z","ownerTenantId":"f97aeefc-af85-414d-8ae4-b457f90efc40"}]`)
	sku := readText(t, "s", `[{"skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","skuPartNumber":"POWER_BI_PRO","consumedUnits":9,"prepaidUnits":{"enabled":25}}]`)
	benefits := readText(t, "b", grid+"Cloud\tMicrosoft 365 E3\tMAPS - Core\t25 licenses\tDec 6, 2027\n")
	plan, err := exchange.Plan(newMemory(), 1, []exchange.File{sku, graph, benefits})
	if err != nil {
		t.Fatal(err)
	}
	row := func(kind model.Kind, label string, fields ...any) model.RowDiff {
		diff := model.RowDiff{Ref: model.Ref{Kind: kind}, Label: label}
		for i := 0; i < len(fields); i += 2 {
			diff.Fields = append(diff.Fields, model.FieldDiff{Field: fields[i].(string), New: fields[i+1]})
		}
		return diff
	}
	const tenant = "f97aeefc-af85-414d-8ae4-b457f90efc40"
	want := []model.RowDiff{
		row(model.KindProduct, "POWER_BI_PRO", "sku", "f8a1db68-be16-40ed-86d5-cb42ce701560"),
		row(model.KindTenant, tenant),
		row(model.KindSubscription, "POWER_BI_PRO", "licenses", int64(25), "ends", model.MustDate("2027-06-30"), "reported", model.Active, "tenant", tenant),
	}
	if !reflect.DeepEqual(plan.Files[1].Rows, want) {
		t.Errorf("%+v", plan.Files[1].Rows)
	}
	want = []model.RowDiff{row(model.KindBenefit, "Microsoft 365 E3", "workspace", model.Cloud, "source", "MAPS - Core",
		"quantity", model.Quantity{Amount: 25, Unit: model.Licenses}, "activate_by", model.MustDate("2027-12-06"), "status", model.NotRedeemed)}
	if !reflect.DeepEqual(plan.Files[2].Rows, want) {
		t.Errorf("%+v", plan.Files[2].Rows)
	}
}

func TestCutNames(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "product-names-plans.csv"))
	load(t, facts, fixture(t, "your-products.tsv"))
	named := func(name string) int {
		return len(facts.where(model.KindSubscription, func(r model.Record) bool { return r.Label() == name }))
	}
	if named("Dynamics 365 Business Central Premium IUR for Partners") != 1 || named("Dynamics 365 Unified Operations Plan IUR for Part...") != 1 {
		t.Error("the name that one product has is whole, the other stays cut")
	}
	if diff := load(t, facts, fixture(t, "your-products.tsv")); diff.Unchanged != 12 {
		t.Errorf("again: %+v", diff)
	}
}

func TestYourProductsMeetGraph(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "product-names.csv"))
	load(t, facts, readText(t, "g", `[{"id":"x","skuId":"f8a1db68-be16-40ed-86d5-cb42ce701560","status":"Enabled","totalLicenses":10,
		"nextLifecycleDateTime":"2027-06-30T00:00:00Z","ownerTenantId":"f97aeefc-af85-414d-8ae4-b457f90efc40"}]`))
	const header = "Product name\tAssigned licenses\tPurchased quantity\tSubscription status\n"
	diff := load(t, facts, readText(t, "y", header+"Power BI Pro\t3\t10\tActive: Expires on 30/6/2027\n"))
	if diff.Changed != 1 || diff.New != 0 {
		t.Fatalf("%+v", diff)
	}
	diff = load(t, facts, readText(t, "y", header+"Power BI Pro\t3\t10\tActive: Expires on 30/6/2028\nPower BI Pro\t3\t5\tActive: Expires on 1/7/2028\n"))
	if diff.New != 2 || len(diff.Notes) != 2 || diff.Notes[0].Code != exchange.CodeNotGuessed {
		t.Errorf("two rows for one subscription are not guessed: %+v", diff)
	}
}

const grid = "Workspace\tBenefit Name\tSource\tQuantity\tActivate By\n"

func TestBlanksNeverOverwrite(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "a", grid+"Cloud\tMicrosoft 365 E3\tMAPS - Core\t25 licenses\tDec 6, 2027\n"))
	diff := load(t, facts, readText(t, "b", grid+"Cloud\tmicrosoft 365  E3\tMAPS - Core\t\t\n"))
	if diff.Changed != 1 || len(diff.Rows[0].Fields) != 1 || diff.Rows[0].Fields[0].Field != "name" {
		t.Errorf("%+v", diff)
	}
	diff = load(t, facts, readText(t, "c", grid+"Cloud\tMicrosoft 365 E3\tMAPS - Core\t30 licenses\tDec 6, 2028\n"))
	want := []model.FieldDiff{
		{Field: "name", Old: "microsoft 365  E3", New: "Microsoft 365 E3"},
		{Field: "quantity", Old: model.Quantity{Amount: 25, Unit: model.Licenses}, New: model.Quantity{Amount: 30, Unit: model.Licenses}},
		{Field: "activate_by", Old: model.MustDate("2027-12-06"), New: model.MustDate("2028-12-06")},
	}
	if !reflect.DeepEqual(diff.Rows[0].Fields, want) {
		t.Errorf("%+v", diff.Rows[0].Fields)
	}
}

// TestAGridMovesKeysWithTheirBenefit, unless the key's day has passed: then the
// row may be that of another year.
func TestAGridMovesKeysWithTheirBenefit(t *testing.T) {
	for last, want := range map[model.Date]model.Date{today - 1: today - 1, today: model.MustDate("2028-12-06"), 0: model.MustDate("2028-12-06")} {
		facts := newMemory()
		benefit := model.Benefit{ID: 1, Workspace: model.Cloud, Name: "Microsoft 365 E3", Source: "MAPS - Core", ActivateBy: last, Status: model.NotRedeemed}
		key := model.ProductKey{ID: 2, Benefit: 1, Licenses: 25, Months: 12, ActivateBy: last, Tail: "EEEE5", Status: model.NotRedeemed}
		facts.records[benefit.Ref()], facts.records[key.Ref()] = benefit, key
		diff := load(t, facts, readText(t, "a", grid+"Cloud\tMicrosoft 365 E3\tMAPS - Core\t\tDec 6, 2028\n"))
		if got := facts.records[key.Ref()].(model.ProductKey).ActivateBy; got != want {
			t.Errorf("of %v the key's day is %v, want %v", last, got, want)
		}
		if told := len(diff.Rows) == 2; told != (last != want) || diff.Changed != 1 {
			t.Errorf("of %v the diff tells %+v", last, diff.Rows)
		}
	}
}

func TestLocalProgressStays(t *testing.T) {
	facts := newMemory()
	text := grid + "Cloud\tMicrosoft 365 E3\tMAPS - Core\t25 licenses\tDec 6, 2027\n"
	load(t, facts, readText(t, "a", text))
	ref := model.Ref{Kind: model.KindBenefit, ID: 1}
	benefit := facts.records[ref].(model.Benefit)
	benefit.Status, benefit.StatusOn, benefit.Note = model.Redeemed, today, "ours"
	facts.records[ref] = benefit
	if diff := load(t, facts, readText(t, "a", text)); diff.Unchanged != 1 {
		t.Errorf("%+v", diff)
	}
	status := strings.Replace(strings.Replace(text, "By\n", "By\tStatus\n", 1), "2027\n", "2027\tNot Redeemed\n", 1)
	diff := load(t, facts, readText(t, "a", status))
	if diff.Unchanged != 1 || len(diff.Notes) != 1 || diff.Notes[0].Code != exchange.CodeKeptStatus {
		t.Errorf("%+v", diff)
	}
	benefit.Status = model.Reserved
	facts.records[ref] = benefit
	load(t, facts, readText(t, "a", strings.Replace(status, "Not Redeemed", "Redeemed", 1)))
	if got := facts.records[ref].(model.Benefit); got.Status != model.Redeemed {
		t.Errorf("a portal that says redeemed is believed: %+v", got)
	}
}

func TestAlikeBenefitsByActivateBy(t *testing.T) {
	facts := newMemory()
	row := func(by string) string { return "Cloud\tE3\tMAPS - Core\t5 licenses\t" + by + "\n" }
	load(t, facts, readText(t, "a", grid+row("2027-01-01")+row("2026-01-01")))
	if diff := load(t, facts, readText(t, "a", grid+row("2026-01-01")+row("2027-01-01"))); diff.Unchanged != 2 {
		t.Errorf("order of rows: %+v", diff)
	}
	if diff := load(t, facts, readText(t, "a", grid+row("2027-01-01"))); diff.Unchanged != 1 || diff.Missing != 1 {
		t.Errorf("one went away: %+v", diff)
	}
	diff := load(t, facts, readText(t, "a", grid+row("2028-01-01")+row("2026-02-01")))
	if diff.Changed != 2 || diff.Rows[0].Fields[0].New != model.MustDate("2028-01-01") || diff.Rows[0].Fields[0].Old != model.MustDate("2027-01-01") {
		t.Errorf("the n-th stays the n-th: %+v", diff.Rows)
	}
}

func TestPortfolioInAnyShapeIsTheSame(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "portfolio.json"))
	want := written(t, facts, false)
	var value map[string]any
	if err := json.Unmarshal([]byte(want), &value); err != nil {
		t.Fatal(err)
	}
	sorted, err := json.Marshal(value) // the format comes after some lists
	if err != nil {
		t.Fatal(err)
	}
	other := newMemory()
	load(t, other, readText(t, "p", string(sorted)))
	if written(t, other, false) != want {
		t.Error("a portfolio with sorted names on one line differs")
	}
}

func TestUnknownSourceIsNotGuessed(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "a", grid+"Cloud\tE3\tMAPS - Core\t5 licenses\t2027-01-01\n"))
	blank := readText(t, "b", grid+"Cloud\tE3\t\t5 licenses\t2027-01-01\n")
	diff := load(t, facts, blank)
	if diff.New != 1 || len(diff.Notes) != 1 || diff.Notes[0].Code != exchange.CodeNotGuessed || diff.Missing != 1 {
		t.Errorf("%+v", diff)
	}
	if diff := load(t, facts, blank); diff.Unchanged != 1 {
		t.Errorf("again: %+v", diff)
	}
}

func TestMissingKeepsToTheWorkspaces(t *testing.T) {
	facts := newMemory()
	load(t, facts, fixture(t, "benefits.tsv"))
	if diff := load(t, facts, readText(t, "a", grid+"Cloud\tAzure AD Basic\tMAPS - Core\t5 licenses\tDec 6, 2023\n")); diff.Missing != 4 {
		t.Errorf("missing %d of 4 other cloud benefits", diff.Missing)
	}
}

func TestEstimateYieldsToAnExactEnd(t *testing.T) {
	facts := newMemory()
	graph := func(status, next string) exchange.File {
		return readText(t, "g", `[{"id":"x","skuId":"s","status":"`+status+`","totalLicenses":10,"nextLifecycleDateTime":"`+next+`"}]`)
	}
	load(t, facts, graph("Enabled", "2026-11-11T00:00:00Z"))
	load(t, facts, graph("Warning", "2026-12-10T00:00:00Z"))
	s := facts.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription)
	if s.Estimated || s.Ends.String() != "2026-11-11" || s.Reported != model.Expired {
		t.Errorf("%+v", s)
	}
}

func TestAFileOfAnEarlierDayDoesNotSpeakForToday(t *testing.T) {
	s := planned[model.Subscription](t, newMemory(), fixture(t, "graph-subscriptions.json"))[0]
	if s.StatusOn(today) != model.Deleted || s.Reported != model.Active {
		t.Errorf("%+v is %s", s, s.StatusOn(today))
	}
}

func TestBadRowsRefuseTheImport(t *testing.T) {
	file, err := read(t, "benefits-bad-rows.tsv", exchange.Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := exchange.Plan(newMemory(), 1, []exchange.File{fixture(t, "benefits.tsv"), file})
	if !errors.Is(err, exchange.ErrBadRows) || len(plan.Files) != 2 || plan.Files[1].New != 1 {
		t.Fatalf("%v, %+v", err, plan.Files)
	}
	reason := func(code model.Code, args ...any) model.Notice { return model.Notice{Code: code, Args: args} }
	want := []model.BadRow{
		{Line: 3, Reason: reason(model.CodeMissing, "name")},
		{Line: 4, Reason: reason(exchange.BadWorkspace, "Cellar")},
		{Line: 5, Reason: reason(exchange.BadDay, "2027-02-30")},
		{Line: 6, Reason: reason(model.CodeTooMany, "quantity", int64(1000001), int64(1000000))},
		{Line: 7, Reason: reason(exchange.BadQuantity, "-5 licenses")},
		{Line: 8, Reason: reason(exchange.BadDate, "(a product key)")},
		{Line: 9, Reason: reason(exchange.BadCells, 6, 5)},
	}
	if !reflect.DeepEqual(plan.Files[1].Bad, want) {
		t.Errorf("%+v", plan.Files[1].Bad)
	}
}

// TestImportingTwiceChangesNothing takes any choice of files in any order.
func TestImportingTwiceChangesNothing(t *testing.T) {
	names := []string{
		"portfolio.json", "product-names.csv", "product-names-plans.csv", "graph-subscriptions.json", "graph-subscriptions-states.json",
		"graph-subscribed-skus.json", "graph-subscribed-skus-several.json", "your-products.tsv", "your-products-month-first.tsv",
		"benefits.tsv", "benefits.md", "benefits-heading.tsv", "benefits-ja.tsv", "graph-subscriptions-beta.json", "your-products-states.md",
	}
	files := map[string]exchange.File{}
	for _, name := range names {
		files[name] = fixture(t, name)
	}
	rapid.Check(t, func(rt *rapid.T) {
		facts := newMemory()
		earlier := rapid.SliceOfN(rapid.SampledFrom(names), 0, 4).Draw(rt, "earlier")
		for _, name := range earlier {
			load(rt, facts, files[name])
		}
		var chosen []exchange.File
		for _, name := range rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, 5, rapid.ID).Draw(rt, "files") {
			chosen = append(chosen, files[name])
		}
		load(rt, facts, chosen...)
		again, err := exchange.Plan(facts, 2, chosen)
		if err != nil || len(again.Changes) > 0 {
			rt.Fatalf("%v, %d changes, first %+v", err, len(again.Changes), again.Changes[:min(1, len(again.Changes))])
		}
	})
}
