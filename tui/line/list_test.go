package line

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// shelf is every list, of the same rows.
type shelf struct{ rows []model.Row }

func (s shelf) Table(context.Context, model.List, model.Date) (model.Table, model.Revision, error) {
	return s, 1, nil
}

// Get gives records of 4: those that lists ask for more of.
func (s shelf) Get(_ context.Context, ref model.Ref) (model.Record, error) {
	switch ref {
	case model.Ref{Kind: model.KindTenant, ID: 7}:
		return model.Tenant{ID: 7, Domain: "contoso.example"}, nil
	case model.Ref{Kind: model.KindUser, ID: 4}:
		return model.User{ID: 4, Email: "adele@contoso.com", Retired: today, Roles: []model.Grant{{Role: model.PartnerAdmin}, {Role: model.BillingAdmin, Tenant: 7}}}, nil
	case model.Ref{Kind: model.KindMembership, ID: 4}:
		return model.Membership{ID: 4, Bought: today - 2, Starts: today - 1, Cancelled: today}, nil
	case model.Ref{Kind: model.KindRedemption, ID: 4}:
		return model.Redemption{ID: 4, Action: "extend", Subscription: 6, On: today, After: model.Term{Licenses: 5, Ends: today + 30}, PortalEnds: today + 31}, nil
	}
	if ref.Kind == model.KindMembership && ref.ID == 11 {
		return model.Membership{ID: 11, Starts: today + 1}, nil
	}
	return nil, model.ErrNotFound
}
func (s shelf) Len() int            { return len(s.rows) }
func (s shelf) Row(i int) model.Row { return s.rows[i] }
func (s shelf) Name(id model.ID) string {
	return map[model.ID]string{7: "contoso.example", 8: "山田 太郎", 9: "Visio Plan 2"}[id]
}
func (s shelf) IndexOf(model.ID) (int, bool) { return 0, false }
func (s shelf) Find(_ context.Context, search model.Search) (model.Table, error) {
	return shelf{slices.DeleteFunc(slices.Clone(s.rows), func(r model.Row) bool {
		text := r.Name + " " + search.Called(r.Status, r.PhaseOn(1, today) == model.PhaseExpired)
		return !strings.Contains(model.Fold(text), model.Fold(search.Text)) || !r.PhaseOn(1, today).Meets(search.Phase)
	})}, nil
}
func (s shelf) Sort(by model.Column, descending bool) model.Table {
	rows := slices.Clone(s.rows)
	slices.SortFunc(rows, func(a, b model.Row) int { return strings.Compare(a.Name, b.Name) })
	if descending {
		slices.Reverse(rows)
	}
	return shelf{rows}
}

var someRows = shelf{[]model.Row{
	{ID: 1, Name: "Power BI Pro", Source: "MAPS - Core", Quantity: model.Quantity{Amount: 25, Unit: model.Licenses}, Due: model.MustDate("2027-03-31"), Status: model.NotRedeemed},
	{ID: 2, Name: "日本語のライセンス", Link: 8, Quantity: model.Quantity{Amount: 1, Unit: model.Licenses}, Due: model.MustDate("2026-12-01"), Status: model.NotRedeemed},
	{ID: 3, Name: "=HYPERLINK(\"http://x\")", Source: "+1", Due: model.MustDate("2026-01-01"), Status: model.NotRedeemed},
	{ID: 4, Name: "＠full-width", Source: "-1\x1b[31m", Status: model.Redeemed},
	{ID: 5, Product: 9, Name: "Visio Pl...", Link: 7, Status: model.Active, Due: model.MustDate("2027-01-31")},
}}

func list(t *testing.T, w words.Words, args string, lists ...string) (string, error) {
	t.Helper()
	var f ListFlags
	parse(t, f.Register, args)
	var out bytes.Buffer
	s := session(&out)
	s.Words = w
	err := f.Run(context.Background(), someRows, s, lists)
	return out.String(), err
}

func TestListJSON(t *testing.T) {
	text, err := list(t, english, "--json", "cloud")
	if err != nil {
		t.Fatal(err)
	}
	const first = `[{"id":1,"name":"Power BI Pro","source":"MAPS - Core","quantity":{"amount":25,"unit":"licenses"},"activate_by":"2027-03-31","status":"not-redeemed","phase":"not-redeemed"},`
	if !strings.HasPrefix(text, first) {
		t.Errorf("got  %s\nwant %s", text[:min(len(text), len(first))], first)
	}
	text, err = list(t, english, "--json --filter visio", "subscriptions")
	const only = `[{"id":5,"name":"Visio Plan 2","end_date":"2027-01-31","status":"active","phase":"active","tenant":"contoso.example"}]` + "\n"
	if err != nil || text != only {
		t.Errorf("%v: got %s want %s", err, text, only)
	}
	text, err = list(t, english, "--json --filter nowhere", "cloud")
	if err != nil || text != "[]\n" {
		t.Errorf("no rows are %q, %v", text, err)
	}
	var rows []map[string]any
	if text, _ = list(t, words.Words{Language: locale.Japanese}, "--json", "users"); json.Unmarshal([]byte(text), &rows) != nil || len(rows) != len(someRows.rows) || rows[0]["status"] != "not-redeemed" {
		t.Errorf("in Japanese the JSON is %s", text)
	}
}

// TestListJSONHasWhatRowsLack: the records of people, memberships and redemptions
// say more than their rows.
func TestListJSONHasWhatRowsLack(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"users", `"email":"adele@contoso.com","roles":[{"role":"partner-admin"},{"role":"billing-admin","tenant":"contoso.example"}],"retired":"2026-11-20"`},
		{"memberships", `"bought":"2026-11-18","starts":"2026-11-19","cancelled":"2026-11-20"`},
		{"redemptions", `"action":"extend","subscription":6,"on":"2026-11-20","after":{"licenses":5,"end_date":"2026-12-20"},"portal_end":"2026-12-21"`},
	} {
		if text, err := list(t, english, "--json --filter full", c.list); err != nil || !strings.Contains(text, c.want) {
			t.Errorf("%s: %v, %s lacks %s", c.list, err, text, c.want)
		}
	}
	if text, err := list(t, english, "--filter full", "redemptions"); err != nil || !strings.Contains(text, "2026-12-21") || !strings.Contains(text, "Subscription") {
		t.Errorf("%v\n%s", err, text)
	}
}

// TestListJSONHasTheStatusOfAccounts, which their rows don't record.
func TestListJSONHasTheStatusOfAccounts(t *testing.T) {
	now, retired := model.Row{ID: 6, Name: "now"}, model.Row{ID: 7, Name: "retired", Status: model.Disabled}
	for name, c := range map[string]struct {
		rows []model.Row
		want []string
	}{
		"users":       {[]model.Row{now, retired}, []string{"active", "disabled"}},
		"tenants":     {[]model.Row{now, retired}, []string{"active", "disabled"}},
		"memberships": {[]model.Row{now, {ID: 9, Name: "ended", Due: today - 1}, {ID: 11, Name: "upcoming"}}, []string{"active", "expired", "pending"}},
	} {
		var out bytes.Buffer
		var f ListFlags
		parse(t, f.Register, "--json")
		if err := f.Run(context.Background(), shelf{c.rows}, session(&out), []string{name}); err != nil {
			t.Fatal(err)
		}
		var objects []struct{ Status string }
		if err := json.Unmarshal(out.Bytes(), &objects); err != nil || len(objects) != len(c.want) {
			t.Fatalf("%v: %s", err, out.String())
		}
		for i, object := range objects {
			if object.Status != c.want[i] {
				t.Errorf("%s: %s is %q, want %q", name, c.rows[i].Name, object.Status, c.want[i])
			}
		}
	}
}

// TestListCSVIsNoProgram: no cell is a formula for a spreadsheet.
func TestListCSVIsNoProgram(t *testing.T) {
	for _, language := range locale.Languages() {
		text, err := list(t, words.Words{Language: language}, "--csv", "cloud")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != len(someRows.rows)+1 {
			t.Fatalf("%v, %d rows", err, len(rows))
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(cell)[0]) {
					t.Errorf("%q would be calculated", cell)
				}
			}
		}
		if got := rows[3][1]; got != "'=HYPERLINK(\"http://x\")" {
			t.Errorf("the formula became %q", got)
		}
	}
}

// TestListTextIsAligned: columns begin in the same cell, whatever is in them.
func TestListTextIsAligned(t *testing.T) {
	for _, language := range locale.Languages() {
		text, err := list(t, words.Words{Language: language}, "--filter i", "cloud")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
		for _, line := range lines {
			if strings.Contains(line, "\x1b") {
				t.Errorf("an escape sequence reached the terminal: %q", line)
			}
		}
		begins := func(line, cell string) int { return ansi.StringWidth(line[:max(0, strings.Index(line, cell))]) }
		if a, b := begins(lines[1], "2027-03-31"), begins(lines[len(lines)-1], "2027-01-31"); a != b {
			t.Errorf("%s: dates begin at %d and %d:\n%s", language.Tag(), a, b, text)
		}
	}
	text, _ := list(t, english, "", "cloud")
	lines := strings.Split(text, "\n")
	if a, b := strings.Index(lines[1], "2027"), ansi.StringWidth(lines[2][:strings.Index(lines[2], "2026")]); a != b {
		t.Errorf("beside Japanese the dates begin at %d and %d:\n%s", a, b, text)
	}
}

func TestListSortsFiltersAndNamesLists(t *testing.T) {
	text, err := list(t, english, "--sort -name --quick not-redeemed", "cloud")
	if err != nil || strings.Index(text, "日本語") > strings.Index(text, "Power BI") || strings.Contains(text, "full-width") {
		t.Errorf("%v\n%s", err, text)
	}
	text, err = list(t, english, "--filter power")
	if err != nil || strings.Count(text, "Power BI Pro") != 6 || !strings.Contains(text, "Azure credits\n") {
		t.Errorf("%v: all lists are\n%s", err, text)
	}
	text, err = list(t, words.Words{Language: locale.Japanese}, "--filter 利用済み", "cloud")
	if err != nil || !strings.Contains(text, "full-width") || strings.Contains(text, "Power BI") {
		t.Errorf("%v: redeemed are\n%s", err, text)
	}
	text, err = list(t, english, "--filter nowhere", "cloud")
	if err != nil || text != english.Text(locale.NoRows)+"\n" {
		t.Errorf("no rows are %q, %v", text, err)
	}
	for args, lists := range map[string][]string{
		"--json": nil, "--csv": {}, "--json --csv": {"cloud"}, "--quick soon": {"cloud"}, "--sort colour": {"cloud"}, "": {"clouds"},
	} {
		if _, err := list(t, english, args, lists...); !wrongUsage(err) {
			t.Errorf("%q %v: %v", args, lists, err)
		}
	}
}

// TestColumnsOfLists: every list has its own columns, as the screens have them.
func TestColumnsOfLists(t *testing.T) {
	for _, l := range model.Lists() {
		if _, known := columnsOf[l]; !known {
			t.Errorf("%s has no columns", l)
		}
	}
	held := model.MustDate("2026-02-01")
	rows := shelf{[]model.Row{
		{ID: 6, Name: "Adele Vance", Source: "adele@contoso.example"},
		{ID: 7, Name: "Alex Wilber", Source: "alex@contoso.example", Status: model.Disabled},
		{ID: 8, Name: "Visual Studio", Link: 8, Used: 2, Quantity: model.Quantity{Amount: 5, Unit: model.Licenses}, Since: held, Due: model.MustDate("2026-01-01"), Expires: model.MustDate("2026-03-01"), Status: model.Redeemed},
		{ID: 9, Name: "MAPS", Due: model.MustDate("2026-01-01")},
		{ID: 10, Name: "Legacy Gold", Due: model.MustDate("2026-01-01"), Status: model.Cancelled},
		{ID: 11, Name: "Launch"},
		{ID: 12, Name: "Success", Due: model.MustDate("2027-01-01")},
	}}
	for name, want := range map[string][]string{
		"users":     {"#  User E-mail Status", "6  Adele Vance adele@contoso.example Active", "7  Alex Wilber alex@contoso.example Retired"},
		"customers": {"#  Customer Domain", "7  Alex Wilber alex@contoso.example"},
		"tenants":   {"#  Tenant Name Subscriptions Status", "6  Adele Vance adele@contoso.example 0 In use", "7  Alex Wilber alex@contoso.example 0 Retired"},
		"memberships": {"#  Membership Source Ends Status", "9  MAPS 2026-01-01 Ended", "10  Legacy Gold 2026-01-01 Cancelled",
			"11  Launch Not started yet", "12  Success 2027-01-01 Active"},
		"go-to-market":  {"#  Offer Source Expires Status", "8  Visual Studio 2026-03-01"},
		"visual-studio": {"#  Subscription Source Subscriber Quantity Assigned on Status", "8  Visual Studio 山田 太郎 5 licenses 2026-02-01"},
		"technical":     {"#  Benefit Source Granted Used Activate by Status", "8  Visual Studio 5 licenses 2 of 5 2026-01-01"},
	} {
		var out bytes.Buffer
		var f ListFlags
		parse(t, f.Register, "")
		if err := f.Run(context.Background(), rows, session(&out), []string{name}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(out.String()), " ")
		for _, line := range want {
			if !strings.Contains(text, strings.Join(strings.Fields(line), " ")) {
				t.Errorf("%s: %q is not in\n%s", name, line, out.String())
			}
		}
	}
}
