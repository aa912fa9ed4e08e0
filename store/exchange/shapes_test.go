package exchange_test

import (
	"errors"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/store/exchange"
)

// Shapes in which the same sources come that are no fixtures of their own.

const graphRow = `"id":"860697e3-b0aa-4196-a6c6-7ec361ed58f7","skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df"`

func TestOddGraphShapes(t *testing.T) {
	manyPlans := `"` + strings.Repeat(`@{ServicePlanName=EXCHANGE_S_ENTERPRISE; ProvisioningStatus=Success}","`, 200) + `"`
	for what, text := range map[string]string{
		"a date as Windows PowerShell nests it": `[{"Id":"a","SkuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","Status":"Enabled","TotalLicenses":25,
			"NextLifecycleDateTime":{"value":"\/Date(1814313600000)\/","DisplayHint":2,"DateTime":"Wednesday, June 30, 2027 12:00:00 AM"}}]`,
		"a list with its count":           `{"value":[{` + graphRow + `,"status":"Enabled","totalLicenses":25,"nextLifecycleDateTime":"2027-06-30"}],"Count":1}`,
		"more plans than a cell has room": `[{` + graphRow + `,"status":"Enabled","totalLicenses":25,"nextLifecycleDateTime":"2027-06-30","serviceStatus":[` + manyPlans + `]}]`,
		"names that differ in case only": `[{"Id":"860697e3-b0aa-4196-a6c6-7ec361ed58f7","id":"","ID":null,"skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df",
			"status":"Enabled","totalLicenses":25,"nextLifecycleDateTime":"2027-06-30"}]`,
	} {
		found := planned[model.Subscription](t, newMemory(), readText(t, "g", text))
		if len(found) != 1 || found[0].PortalID == "" || found[0].Licenses != 25 || found[0].Ends.String() != "2027-06-30" {
			t.Errorf("%s: %+v", what, found)
		}
	}
}

// TestSubscriptionsWithoutAnID, as Get-MsolSubscription shows them in a table.
func TestSubscriptionsWithoutAnID(t *testing.T) {
	const header = "SkuPartNumber,TotalLicenses,Status,DateCreated,NextLifecycleDate\n"
	first := header + "POWER_BI_PRO,25,Enabled,8/23/2025 7:00:00 AM,6/3/2027 12:00:00 AM\nVISIOCLIENT,5,Warning,8/23/2025,12/20/2026\nVISIOCLIENT,7,Enabled,8/23/2025,12/20/2027\n"
	facts := newMemory()
	if diff := load(t, facts, readText(t, "m", first)); diff.New != 3 || diff.Kind != "graph-subscriptions" {
		t.Errorf("%+v", diff)
	}
	s := facts.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription)
	if s.Licenses != 25 || s.Ends.String() != "2027-06-03" || s.Reported != model.Active {
		t.Errorf("%+v", s)
	}
	if diff := load(t, facts, readText(t, "m", first)); diff.Unchanged != 3 || len(diff.Rows) > 0 {
		t.Errorf("again: %+v", diff)
	}
	if diff := load(t, facts, readText(t, "m", strings.Replace(first, ",25,", ",30,", 1))); diff.Changed != 1 || diff.Unchanged != 2 {
		t.Errorf("more licenses: %+v", diff)
	}
	json := `[{"SkuPartNumber":"POWER_BI_PRO","TotalLicenses":25,"Status":"Enabled","NextLifecycleDate":"\/Date(1811980800000)\/"}]`
	if diff := load(t, newMemory(), readText(t, "m", json)); diff.New != 1 {
		t.Errorf("as JSON: %+v", diff)
	}
}

func TestFirstRecordsNeedNotTellTheKind(t *testing.T) {
	file := readText(t, "g", `[{"id":"a"},{`+graphRow+`},{`+graphRow+`,"status":"Enabled","totalLicenses":25}]`)
	plan, err := exchange.Plan(newMemory(), 1, []exchange.File{file})
	if !errors.Is(err, exchange.ErrBadRows) || file.Kind != "graph-subscriptions" || len(plan.Files[0].Bad) != 2 {
		t.Errorf("%v, %+v", err, plan.Files)
	}
	if _, err := exchange.Read("x", strings.NewReader("["+strings.Repeat(`{"a":1},`, 30)+`{"b":1`), exchange.Options{}); err == nil ||
		!strings.Contains(err.Error(), "file_unknown_records a") {
		t.Errorf("%v", err)
	}
}

func TestUnitsThatPowerShellWroteAsText(t *testing.T) {
	s := planned[model.Subscription](t, newMemory(), readText(t, "s", `[{"SkuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","ConsumedUnits":14,
		"PrepaidUnits":"@{Enabled=25; LockedOut=0; Suspended=0; Warning=5}","SubscriptionIds":{"value":["860697e3-b0aa-4196-a6c6-7ec361ed58f7"],"Count":1}}]`))
	if len(s) != 1 || s[0].Licenses != 30 || s[0].PortalID == "" {
		t.Errorf("%+v", s)
	}
}

// TestOnePageOfSeveral says so, and does not count the others' records as
// missing.
func TestOnePageOfSeveral(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "g", `[{"id":"other","skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","status":"Enabled","totalLicenses":25}]`))
	page := func(next string) model.FileDiff {
		return load(t, facts, readText(t, "g", `{"value":[{`+graphRow+`,"status":"Enabled","totalLicenses":25}],"@odata.nextLink":`+next+`}`))
	}
	if diff := page(`"https://graph.microsoft.com/next"`); diff.Missing != 0 || len(diff.Notes) != 1 || diff.Notes[0].Code != exchange.CodeFirstPage {
		t.Errorf("%+v", diff)
	}
	if diff := page("null"); diff.Missing != 1 || len(diff.Notes) != 0 {
		t.Errorf("the last page: %+v", diff)
	}
}

// TestUnknownStatesAreKept as text, until a portal writes another.
func TestUnknownStatesAreKept(t *testing.T) {
	facts := newMemory()
	row := func(status string) exchange.File {
		return readText(t, "g", `[{`+graphRow+`,"status":"`+status+`","totalLicenses":25}]`)
	}
	state := func() model.Subscription {
		return facts.where(model.KindSubscription, func(model.Record) bool { return true })[0].(model.Subscription)
	}
	load(t, facts, row("Enabled"))
	load(t, facts, row("Dormant"))
	if s := state(); s.Note != "status: Dormant" || s.Reported != model.Active {
		t.Errorf("%+v", s)
	}
	load(t, facts, row("Hibernating"))
	if s := state(); s.Note != "status: Hibernating" {
		t.Errorf("%+v", s)
	}
	s := state()
	s.Note = "ours"
	facts.records[s.Ref()] = s
	if diff := load(t, facts, row("Dormant")); diff.Unchanged != 1 {
		t.Errorf("a note of ours: %+v", diff)
	}
	load(t, facts, readText(t, "s", `[{"skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","capabilityStatus":"Frozen","consumedUnits":9,
		"subscriptionIds":["860697e3-b0aa-4196-a6c6-7ec361ed58f7"]}]`))
	if s := state(); s.Note != "ours" || s.Assigned != 9 {
		t.Errorf("a note of ours, and a state of the SKU: %+v", s)
	}
	products := planned[model.Subscription](t, newMemory(), readText(t, "y", "Product name\tPurchased quantity\tSubscription status\nVisio\t5\tDormant\n"))
	if products[0].Note != "status: Dormant" {
		t.Errorf("%+v", products)
	}
}

// TestGridsWithOtherColumnsFollowEachOther in one file.
func TestGridsWithOtherColumnsFollowEachOther(t *testing.T) {
	const cloud = "Benefit name\tSource\tQuantity\tActivate by\nMicrosoft 365 E3\tMAPS - Core\t25 licenses\tDec 6, 2027\n"
	for what, text := range map[string]string{
		"under headings":    "Cloud services\n" + cloud + "\nMarketing benefits\nExpires\tBenefit name\nDec 7, 2027\tLogo Builder\n",
		"with a column":     "Workspace\t" + strings.ReplaceAll(cloud, "\nM", "\nCloud\tM") + "Benefit name\tExpires\tWorkspace\nLogo Builder\tDec 7, 2027\tMarketing benefits\n",
		"without a heading": "Cloud services\n" + cloud + "Workspace\tBenefit name\tExpires\nGo-To-Market\tLogo Builder\tDec 7, 2027\n",
	} {
		found := planned[model.Benefit](t, newMemory(), readText(t, "b", text))
		if len(found) != 2 || found[0].ActivateBy.String() != "2027-12-06" || found[1].Expires.String() != "2027-12-07" ||
			found[1].Workspace != model.GoToMarket || found[1].Name != "Logo Builder" {
			t.Errorf("%s: %+v", what, found)
		}
	}
	if _, err := exchange.Read("b", strings.NewReader("Cloud services\n"+cloud+"\nBenefit name\tExpires\nLogo Builder\tDec 7, 2027\n"), exchange.Options{Today: today}); err == nil {
		t.Error("the heading of a grid is none of the next grid")
	}
}

func TestHeadersWithParentheses(t *testing.T) {
	found := planned[model.Benefit](t, newMemory(), readText(t, "b",
		"特典名\tライセンス数 （ライセンス数量）\t特典の種類 (コア / インクリメンタル)\t有効期限\nMicrosoft 365 E3\t25\tコア\t2027 年 12 月 6 日\nPower BI Pro\t5 ライセンス\tコア\t\n"))
	if len(found) != 2 || found[0].Quantity.Amount != 25 || found[0].Type != model.Core {
		t.Errorf("%+v", found)
	}
}

func TestStatesOfYourProducts(t *testing.T) {
	const header = "製品名\t購入数量\tサブスクリプションの状態\n"
	for text, want := range map[string]string{
		"アクティブなサブスクリプションなし":      " ",
		"No active subscription": " ",
		"没有有效订阅":                 " ",
		"アクティブ: 2027/9/18 に期限切れ": "active 2027-09-18",
		"一時停止":                   "disabled ",
		"已取消设置":                  "deleted ",
		"已过期：2026/12/1 禁用":       "expired 2026-11-01 estimated",
		"無効: 2026/12/31 に削除":     "disabled 2026-09-02 estimated",
	} {
		s := planned[model.Subscription](t, newMemory(), readText(t, "y", header+"Visio\t5\t"+text+"\n"))[0]
		got := s.Reported.String() + " " + s.Ends.String()
		if s.Estimated {
			got += " estimated"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestEndsFollowWhatIsAnnounced, not the state that holds at present.
func TestEndsFollowWhatIsAnnounced(t *testing.T) {
	const header = "Product name\tPurchased quantity\tSubscription status\n"
	for text, want := range map[string]string{
		"Active: Expires on 18/9/2027":                              "active 2027-09-18",
		"Active: Renews on Sep 18, 2027":                            "active 2027-09-18",
		"Active: 18/9/2027":                                         "active 2027-09-18",
		"Active: Canceled on 18/10/2026, expires on 18/9/2027":      "active 2027-09-18",
		"Active: Expires on 18/9/2027, canceled on 18/10/2026":      "active 2027-09-18",
		"Active: Canceled on 18/10/2026":                            "active ",
		"アクティブ: 2026/10/18 に取り消し、2027/9/18 に期限切れ":                   "active 2027-09-18",
		"Expired: Expired on 30/10/2026":                            "expired 2026-10-30",
		"Expired on 30/10/2026 12:00":                               "expired 2026-10-30",
		"Expired: Turn off on 10/12/2026":                           "expired 2026-11-10 estimated",
		"Expired: Will be disabled on Dec 10, 2026":                 "expired 2026-11-10 estimated",
		"Expired: Deletes on 18/2/2027":                             "expired 2026-10-21 estimated",
		"Expired: Expired on 21/10/2026, will be deleted 18/2/2027": "expired 2026-10-21",
		"Disabled: Disabled on 18/10/2026":                          "disabled 2026-09-18 estimated",
		"Disabled: Deletes on 18/1/2027":                            "disabled 2026-09-20 estimated",
		"Deleted: Deleted on 18/10/2026":                            "deleted 2026-06-20 estimated",
		"已过期：2027/2/18 删除":                                          "expired 2026-10-21 estimated",
		"Dreaming of 18/9/2027":                                     " 2027-09-18",
	} {
		file, err := exchange.Read("y", strings.NewReader(header+"Visio\t5\t"+text+"\n"), exchange.Options{Today: today, DateOrder: exchange.DayFirst})
		if err != nil {
			t.Fatal(err)
		}
		s := planned[model.Subscription](t, newMemory(), file)[0]
		got := s.Reported.String() + " " + s.Ends.String()
		if s.Estimated {
			got += " estimated"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
		if s.Reported != 0 && s.StatusOn(today) != s.Reported {
			t.Errorf("%s: is %s", text, s.StatusOn(today))
		}
	}
}

func TestCellsOfSeveralLines(t *testing.T) {
	const header = "Benefit name\tSource\tQuantity\n"
	found := planned[model.Benefit](t, newMemory(), readText(t, "b", header+"\"Power BI\n\"\"Pro\"\"\"\tS\t5 licenses\nVisio\t\"19\" wide\t5 licenses\n"))
	if len(found) != 2 || found[0].Name != `Power BI "Pro"` || found[0].Quantity.Amount != 5 || found[1].Source != `"19" wide` {
		t.Errorf("%+v", found)
	}
	var syntax *exchange.SyntaxError
	if _, err := exchange.Read("b", strings.NewReader(header+"Visio\tS\t\"5 licenses\n"), exchange.Options{}); !errors.As(err, &syntax) || syntax.Line != 2 || syntax.Column != 9 {
		t.Errorf("%v", err)
	}
}

// TestOurOwnCSVIsKnownAgain with the apostrophes that it has before formulas.
func TestOurOwnCSVIsKnownAgain(t *testing.T) {
	facts := newMemory()
	names := []string{"-Preview- Office", "=1+1", "'=1+1", "＠home", "plain"}
	own := "Workspace,Benefit name,Source,Quantity\n"
	for _, name := range names {
		load(t, facts, readText(t, "b", "Workspace\tBenefit Name\tSource\tQuantity\nCloud\t"+name+"\t+Plus\t5 licenses\n"))
		own += "Cloud," + clean.Cell(name) + "," + clean.Cell("+Plus") + ",5 licenses\n"
	}
	if diff := load(t, facts, readText(t, "b", own)); diff.Unchanged != len(names) || diff.New > 0 {
		t.Errorf("%+v", diff)
	}
}

// TestOurListsAreNoOthers: a list of redemptions is no grid of benefits, and the
// words of our own statuses change nothing.
func TestOurListsAreNoOthers(t *testing.T) {
	for _, header := range []string{
		"#,Benefit,Action,Tenant,Licenses,Takes effect,Subscription,End date,Status", "#,权益,操作,租户,许可证,生效日,状态", "#,特典,操作,テナント,ライセンス,有効になる日,状態",
	} {
		if _, err := exchange.Read("r", strings.NewReader(header+"\n1,Visio,Extend,contoso.onmicrosoft.com,5 licenses,2026-11-20,2,2027-11-20,Redeemed\n"), exchange.Options{}); err == nil {
			t.Errorf("taken for something else: %s", header)
		}
	}
	const header = "Workspace,Benefit,Source,Quantity,Activate by,Status\n"
	facts := newMemory()
	load(t, facts, readText(t, "b", header+"Cloud,Visio,MAPS,5 licenses,2026-01-09,Not redeemed\n"))
	for _, status := range []string{"Lapsed", "Reserved", "已失效", "已预留", "失効", "予約済み"} {
		if diff := load(t, facts, readText(t, "b", header+"Cloud,Visio,MAPS,5 licenses,2026-01-09,"+status+"\n")); diff.Unchanged != 1 || diff.Changed+diff.New > 0 {
			t.Errorf("%s: %+v", status, diff)
		}
	}
}

func TestMarkdownWithoutOuterBars(t *testing.T) {
	found := planned[model.Benefit](t, newMemory(), readText(t, "b", "Benefit name | Source | Quantity\n--- | --- | ---\nVisio | MAPS - Core | 5 licenses\n"))
	if len(found) != 1 || found[0].Source != "MAPS - Core" || found[0].Quantity.Amount != 5 {
		t.Errorf("%+v", found)
	}
}

func TestUnknownUnitsAreKept(t *testing.T) {
	found := planned[model.Benefit](t, newMemory(), readText(t, "b", "Workspace\tBenefit name\tQuantity\tStatus\nTechnical\tAdvice\t50 tokens\tFrozen\n"))
	if len(found) != 1 || found[0].Quantity.Amount != 50 || found[0].Note != "quantity: 50 tokens; status: Frozen" {
		t.Errorf("%+v", found)
	}
}

// TestAStateWithoutEnd tells nothing of the end of the subscription.
func TestAStateWithoutEnd(t *testing.T) {
	s := planned[model.Subscription](t, newMemory(), readText(t, "g", `[{`+graphRow+`,"status":"Suspended","totalLicenses":5,"nextLifecycleDateTime":"9999-12-31T23:59:59Z"}]`))[0]
	if !s.Ends.IsZero() || s.Estimated || s.StatusOn(today) != model.Disabled {
		t.Errorf("%+v", s)
	}
}

// TestFeetOfPages that were copied along with a grid are no records.
func TestFeetOfPages(t *testing.T) {
	for _, header := range []string{grid, "Product name\tAssigned licenses\tPurchased quantity\tSubscription status\n"} {
		for _, foot := range []string{"1-25 of 30", "Next", "Showing 25 items\t"} {
			file := readText(t, "f", header+foot+"\n")
			if len(file.Bad) != 1 || file.Bad[0].Reason.Code != exchange.BadAlone || file.Bad[0].Line != 2 {
				t.Errorf("%q: %+v", foot, file.Bad)
			}
		}
	}
}

// TestAQuoteTooMany is told at once where the quote is, however much follows.
func TestAQuoteTooMany(t *testing.T) {
	for _, rest := range []string{"x\n", "\"\"\n"} {
		_, err := exchange.Read("b.csv", strings.NewReader("Benefit name,Quantity\nVisio,\""+strings.Repeat(rest, 1<<20)), exchange.Options{})
		if err == nil || !strings.Contains(err.Error(), "2 7 expected_quote_of_cell") {
			t.Errorf("%q: %v", rest, err)
		}
	}
}

func TestBlanksBeforeQuotedCells(t *testing.T) {
	file := readText(t, "b.csv", "Workspace, \"Benefit name\", Source, Quantity\nCloud, \"Power, BI\", \"MAPS\",  \"5 licenses\"\n")
	if b := planned[model.Benefit](t, newMemory(), file); len(b) != 1 || b[0].Name != "Power, BI" || b[0].Source != "MAPS" || b[0].Quantity.Amount != 5 {
		t.Errorf("%+v", b)
	}
	_, err := exchange.Read("b.csv", strings.NewReader("Benefit name,Quantity\nVisio,  \"5\n"), exchange.Options{})
	if err == nil || !strings.Contains(err.Error(), "2 9 expected_quote_of_cell") {
		t.Error(err)
	}
}
