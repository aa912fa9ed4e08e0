package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

// TestSignsForBlank mean that the portal has nothing to say, in every column
// that is no text.
func TestSignsForBlank(t *testing.T) {
	for _, blank := range []string{"", "--", "—", "N/A", "n/a", "Not available", "null", "None", "不可用", "利用不可", "\u200e"} {
		benefits := grid + "Cloud\tMicrosoft 365 E3\tMAPS - Core\t" + blank + "\t" + blank + "\n"
		if b := planned[model.Benefit](t, newMemory(), readText(t, "b", benefits)); len(b) != 1 || b[0].Quantity.Amount != 0 || !b[0].ActivateBy.IsZero() || b[0].Note != "" {
			t.Errorf("%q: %+v", blank, b)
		}
		products := "Product name\tAssigned licenses\tPurchased quantity\tSubscription status\tPaid with\nVisio\t" + strings.Repeat(blank+"\t", 3) + blank + "\n"
		s := planned[model.Subscription](t, newMemory(), readText(t, "y", products))
		if len(s) != 1 || s[0] != (model.Subscription{ID: s[0].ID, Name: "Visio"}) {
			t.Errorf("%q: %+v", blank, s)
		}
	}
}

func TestAssignedLicenses(t *testing.T) {
	for text, want := range map[string][2]int64{
		"3\t25": {3, 25}, "3/25\t": {3, 25}, "3 / 25\t30": {3, 30}, "3 of 25\tNot available": {3, 25}, "0 out of 25\t": {0, 25}, "Unlimited\t25": {0, 25}, "3\tUnlimited": {3, 0},
	} {
		s := planned[model.Subscription](t, newMemory(), readText(t, "y", "Product name\tAssigned licenses\tPurchased quantity\tSubscription status\nVisio\t"+text+"\tActive\n"))
		if len(s) != 1 || s[0].Assigned != want[0] || s[0].Licenses != want[1] {
			t.Errorf("%q: %+v", text, s)
		}
	}
}

func TestDatesWithDirectionMarks(t *testing.T) {
	const marked = "\u200e18\u200e/\u200e9\u200e/\u200e2027"
	s := planned[model.Subscription](t, newMemory(), readText(t, "y", "Product name\tPurchased quantity\tSubscription status\nVisio\t\u200e5\tActive: Expires on "+marked+"\n"))[0]
	b := planned[model.Benefit](t, newMemory(), readText(t, "b", grid+"Cloud\tMicrosoft\u202e 365\tMAPS - Core\t\u200e5 licenses\t"+marked+"\n"))[0]
	if s.Ends.String() != "2027-09-18" || s.Licenses != 5 || b.ActivateBy.String() != "2027-09-18" || b.Quantity.Amount != 5 || b.Name != "Microsoft‹U+202E› 365" {
		t.Errorf("%+v %+v", s, b)
	}
}

// TestOtherColumnsDecideTheDateOrder, as one program writes them all.
func TestOtherColumnsDecideTheDateOrder(t *testing.T) {
	csv := func(created, next string) string {
		return "Id,SkuId,Status,TotalLicenses,CreatedDateTime,NextLifecycleDateTime\n" +
			"a,c7df2760-2c81-4ef7-b578-5b5392b571df,Enabled,5," + created + "," + next + "\n"
	}
	const open, monthFirst = "8/3/2027 12:00:00 AM", "8/23/2025 7:00:00 AM"
	for _, order := range []exchange.DateOrder{exchange.Unknown, exchange.DayFirst} {
		file, err := exchange.Read("g", strings.NewReader(csv(monthFirst, open)), exchange.Options{Today: today, DateOrder: order})
		if err != nil {
			t.Fatal(err)
		}
		if s := planned[model.Subscription](t, newMemory(), file)[0]; s.Ends.String() != "2027-08-03" {
			t.Errorf("order %d: ends %s", order, s.Ends)
		}
	}
	for what, text := range map[string]string{
		"no evidence":               csv("8/2/2025", open),
		"a day that does not exist": csv("", open) + "b,c7df2760-2c81-4ef7-b578-5b5392b571df,Enabled,5,,13/0/2027\n",
		"a day of no month":         csv("31/6/2025", open),
	} {
		if _, err := exchange.Read("g", strings.NewReader(text), exchange.Options{Today: today}); err == nil || !strings.Contains(err.Error(), "date_order") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := exchange.Read("g", strings.NewReader(csv(monthFirst, "18/3/2027")), exchange.Options{Today: today}); err == nil || !strings.Contains(err.Error(), "file_contradiction") {
		t.Errorf("both orders: %v", err)
	}
}

func TestNoDateOfWindowsPowerShell(t *testing.T) {
	for text, want := range map[string]string{
		`\/Date(-62135596800000)\/`: "", `\/Date(-62135571600000)\/`: "", `\/Date(-62135600400000)\/`: "", "0001-01-01T00:00:00": "", "1/1/0001": "",
		`\/Date(1814313600000)\/`: "2027-06-30", `\/Date(253402300799999)\/`: "9999-12-31",
	} {
		s := planned[model.Subscription](t, newMemory(), readText(t, "g", `[{`+graphRow+`,"status":"Enabled","totalLicenses":25,"nextLifecycleDateTime":"`+text+`"}]`))
		if len(s) != 1 || s[0].Ends.String() != want {
			t.Errorf("%s: %+v", text, s)
		}
	}
}

// TestValuesOfTheWrongType are bad rows where they would be read, and no matter
// elsewhere.
func TestValuesOfTheWrongType(t *testing.T) {
	long := strings.Repeat("x", 9<<10)
	for members, want := range map[string]string{
		`"totalLicenses":{"a":1}`:                       "bad_type totalLicenses object",
		`"totalLicenses":[25]`:                          "bad_type totalLicenses array",
		`"totalLicenses":true`:                          "bad_number licenses true",
		`"totalLicenses":2.5`:                           "bad_number licenses 2.5",
		`"totalLicenses":1.250`:                         "bad_number licenses 1.250",
		`"totalLicenses":1e400`:                         "bad_number licenses 1e400",
		`"nextLifecycleDateTime":{"x":1}`:               "bad_type nextLifecycleDateTime object",
		`"nextLifecycleDateTime":["2027-06-30"]`:        "bad_type nextLifecycleDateTime array",
		`"status":{"a":1}`:                              "bad_type status object",
		`"isTrial":"maybe"`:                             "bad_truth trial maybe",
		`"ownerTenantId":{}`:                            "bad_type ownerTenantId object",
		`"skuPartNumber":"` + long + `"`:                "cell_too_long 8192",
		`"ownerTenantId":"` + long + `"`:                "cell_too_long 8192",
		`"anything":{"a":[1,{}]},"more":"` + long + `"`: "",
		`"isTrial":null,"ownerTenantId":null`:           "",
		`"isTrial":true,"totalLicenses":"25"`:           "",
	} {
		file := readText(t, "g", "[\n{"+graphRow+`,"status":"Enabled","totalLicenses":5,`+members+"},\n{"+strings.ReplaceAll(graphRow, "860697e3", "960697e3")+`,"status":"Enabled","totalLicenses":5}]`)
		got := ""
		if len(file.Bad) > 0 {
			got = file.Bad[0].Reason.String()
		}
		if got != want || want != "" && file.Bad[0].Line != 2 {
			t.Errorf("%.60s: %+v", members, file.Bad)
		}
	}
}

func TestVersionsOfPortfolios(t *testing.T) {
	for version, want := range map[string]string{
		`,"version":1`: "", `,"version":2`: "portfolio_newer 2 1", `,"version":"99"`: `portfolio_version "99" 1`, `,"version":true`: "portfolio_version true 1",
		`,"version":[]`: "portfolio_version [] 1", `,"version":1.5`: "portfolio_version 1.5 1", `,"version":-1`: "portfolio_version -1 1", `,"version":0`: "portfolio_version 0 1",
		`,"version":null`: "portfolio_version null 1", ``: `portfolio_unnamed "version": 1`,
	} {
		for _, text := range []string{
			fmt.Sprintf(`{"format":"benefitdesk portfolio"%s,"tenants":[{"id":1,"domain":"contoso.com"}]}`, version),
			fmt.Sprintf(`{"tenants":[{"id":1,"domain":"contoso.com"}],"format":"benefitdesk portfolio"%s}`, version),
		} {
			_, err := exchange.Read("p", strings.NewReader(text), exchange.Options{Today: today})
			if got := fmt.Sprint(err); want == "" && err != nil || want != "" && !strings.HasSuffix(got, want) {
				t.Errorf("%s: %v, want %q", text, err, want)
			}
		}
	}
}

// TestImpossibleCounts of a portfolio are bad rows.
func TestImpossibleCounts(t *testing.T) {
	text := `{"format":"benefitdesk portfolio","version":1,
"benefits":[{"id":1,"workspace":"cloud","name":"A"},
{"id":2,"workspace":"cloud","name":"A","used":-1},
{"id":3,"workspace":"cloud","name":"A","reassignments":-1},
{"id":4,"workspace":"azure-credits","name":"A","quantity":{"amount":-50000,"unit":"money-per-month"}}],
"subscriptions":[{"id":5,"name":"A","licenses":1000000000000000000},
{"id":6,"name":"A","licenses":5,"assigned":-1},
{"id":7,"name":"A","licenses":2000000}],
"redemptions":[{"id":8,"benefit":1,"action":"add","key_licenses":-5,"key_months":12},
{"id":9,"benefit":1,"action":"add","key_licenses":5,"key_months":99},
{"id":10,"benefit":1,"action":"add","key_licenses":5,"key_months":12,"after":{"licenses":-5,"end_date":null}},
{"id":11,"benefit":1,"action":"dance","key_licenses":5,"key_months":12}]}`
	file := readText(t, "p", text)
	var got []string
	for _, bad := range file.Bad {
		got = append(got, fmt.Sprint(bad.Line, " ", bad.Reason))
	}
	want := []string{
		"3 negative used -1", "4 negative reassignments -1", "5 negative quantity -50000", "6 too_many licenses 1000000000000000000 1000000000",
		"7 negative assigned -1", "9 negative key_licenses -5", "10 too_many key_months 99 36", "11 negative after -5",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", got)
	}
	if len(file.Notes) != 1 || file.Notes[0].String() != "unknown_kept 12 action dance" {
		t.Errorf("%+v", file.Notes)
	}
}

// TestFreeSKUsOfATenant have as many licenses as no redemption takes.
func TestFreeSKUsOfATenant(t *testing.T) {
	s := planned[model.Subscription](t, newMemory(), readText(t, "s", `[{"skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","consumedUnits":14,
		"prepaidUnits":{"enabled":10000000,"suspended":1000000}}]`))
	if len(s) != 1 || s[0].Licenses != 11_000_000 || s[0].Assigned != 14 {
		t.Errorf("%+v", s)
	}
	file := readText(t, "s", `[{"skuId":"c7df2760-2c81-4ef7-b578-5b5392b571df","prepaidUnits":{"enabled":10,"suspended":-5},"consumedUnits":1},
		{"skuId":"d7df2760-2c81-4ef7-b578-5b5392b571df","consumedUnits":14,"prepaidUnits":{"enabled":9000000000000000000,"suspended":9000000000000000000}}]`)
	if len(file.Bad) != 2 || file.Bad[0].Reason.Code != model.CodeNegative || file.Bad[1].Reason.Code != model.CodeTooMany {
		t.Errorf("%+v", file.Bad)
	}
}

// TestUnreadableRecords of a portfolio are told of in words, by the names of
// the schema.
func TestUnreadableRecords(t *testing.T) {
	for list, want := range map[string]string{
		`"partner":["x"]`:                                                                     "bad_type partner array",
		`"tenants":[{"id":3,"domain":["x"]}]`:                                                 "bad_type domain array",
		`"tenants":[{"id":4,"domain":"a.b","retired":"2027-02-30"}]`:                          "bad_day 2027-02-30",
		`"tenants":[{"id":4,"domain":"a.b","retired":"soon"}]`:                                "bad_date soon",
		`"tenants":[{"id":4,"domain":"a.b","retired":5}]`:                                     "bad_date 5",
		`"benefits":[{"id":10,"workspace":"cellar","name":"P"}]`:                              "bad_name workspace cellar",
		`"benefits":[{"id":10,"workspace":"cloud","name":"P","type":"odd"}]`:                  "bad_name type odd",
		`"benefits":[{"id":10,"workspace":"cloud","name":"P","model":"odd"}]`:                 "bad_name model odd",
		`"benefits":[{"id":10,"workspace":"cloud","name":"P","quantity":{"amount":"five"}}]`:  "bad_type quantity string",
		`"benefits":[{"id":10,"workspace":"cloud","name":"P","quantity":{"unit":"bananas"}}]`: "bad_name quantity bananas",
		`"users":[{"id":40,"name":"A","roles":[{"role":"king"}]}]`:                            "bad_name roles king",
		`"keys":[{"id":20,"licenses":1.5,"months":12,"tail":"EEEE5"}]`:                        "bad_number licenses 1.5",
		`"keys":[{"id":20,"licenses":"5","months":12,"tail":"EEEE5"}]`:                        "bad_type licenses string",
		`"redemptions":[{"id":50,"action":"add","status":"zombie"}]`:                          "bad_name status zombie",
	} {
		file := readText(t, "p", `{"format":"benefitdesk portfolio","version":1,`+"\n"+list+"}")
		if len(file.Bad) != 1 || file.Bad[0].Reason.String() != want {
			t.Errorf("%s: %+v, want %q", list, file.Bad, want)
		}
	}
}

// TestWholeNumbersOfJSON are those that JSON means: its 1.000 is one.
func TestWholeNumbersOfJSON(t *testing.T) {
	for text, want := range map[string]int64{"25": 25, "25.0": 25, "1.000": 1, "2.5e1": 25, "1E3": 1000, `"1.000"`: 1000, `"１０"`: 10} {
		row := `[{` + graphRow + `,"status":"Enabled","totalLicenses":` + text + `}]`
		if s := planned[model.Subscription](t, newMemory(), readText(t, "g", row)); len(s) != 1 || s[0].Licenses != want {
			t.Errorf("%s: %+v", text, s)
		}
	}
}

// TestAnnouncementsWithoutADate are kept, for nobody could tell later that a
// date was there.
func TestAnnouncementsWithoutADate(t *testing.T) {
	for text, want := range map[string]string{
		"Active: Expires on 18/9/27": "status: Active: Expires on 18/9/27", "Active: Renews in 30 days": "status: Active: Renews in 30 days",
		"Active: 3 licenses available": "", "Active: Cancels in 3 days": "", "Active": "", "Expired": "", "Active: Expires on 18/9/2027": "",
	} {
		s := planned[model.Subscription](t, newMemory(), readText(t, "y", "Product name\tAssigned licenses\tSubscription status\nVisio\t3\t"+text+"\n"))
		if len(s) != 1 || s[0].Note != want || s[0].Reported == 0 {
			t.Errorf("%q: %+v", text, s)
		}
	}
}
