package exchange_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

const fixtures = "../../testdata/import/"

var today = model.MustDate("2026-11-20")

func read(t fataler, name string, opts exchange.Options) (exchange.File, error) {
	t.Helper()
	opts.Today = today
	f, err := os.Open(fixtures + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return exchange.Read(name, f, opts)
}

// TestReadFixtures reads every fixture and plans its import into nothing.
func TestReadFixtures(t *testing.T) {
	tests := map[string]struct {
		kind            string
		new, bad, notes int
		err             string
	}{
		"benefits.tsv":                               {kind: "benefits", new: 25},
		"benefits.csv":                               {kind: "benefits", new: 25},
		"benefits-semicolons.csv":                    {kind: "benefits", new: 25},
		"benefits-utf16le.tsv":                       {kind: "benefits", new: 25},
		"benefits-cr.tsv":                            {kind: "benefits", new: 25},
		"benefits.md":                                {kind: "benefits", new: 13},
		"benefits-one-tab.tsv":                       {kind: "benefits", new: 8},
		"benefits-heading.tsv":                       {kind: "benefits", new: 3, notes: 1},
		"benefits-ja.tsv":                            {kind: "benefits", new: 3},
		"benefits-zh.tsv":                            {kind: "benefits", new: 2},
		"benefits-money.tsv":                         {kind: "benefits", new: 4},
		"benefits-hostile.tsv":                       {kind: "benefits", new: 2},
		"benefits-bad-rows.tsv":                      {kind: "benefits", new: 1, bad: 7},
		"benefits-undecidable.tsv":                   {err: "no_workspace"},
		"benefits.malformed.csv":                     {err: `2 49 expected_after_quoted ','`},
		"graph-subscriptions.json":                   {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-bom.json":               {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-utf16le.json":           {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-utf16be.json":           {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-single.json":            {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-beta.json":              {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-pascal.json":            {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-pascal.csv":             {kind: "graph-subscriptions", new: 2},
		"graph-subscriptions-msol.csv":               {kind: "graph-subscriptions", new: 1},
		"graph-subscriptions-states.json":            {kind: "graph-subscriptions", new: 7, notes: 1},
		"graph-subscriptions-bad-rows.json":          {kind: "graph-subscriptions", new: 1, bad: 5},
		"graph-subscriptions.malformed.json":         {err: `20 7 expected_after_value ',' '}' status`},
		"graph-subscribed-skus.json":                 {kind: "graph-subscribed-skus", new: 2},
		"graph-subscribed-skus-several.json":         {kind: "graph-subscribed-skus", new: 3, notes: 2},
		"graph-subscribed-skus.malformed.json":       {err: `12 31 expected_name`},
		"product-names.csv":                          {kind: "product-names", new: 24},
		"product-names-plans.csv":                    {kind: "product-names", new: 2, bad: 1},
		"product-names.malformed.csv":                {err: `2 73 expected_after_quoted ','`},
		"your-products.tsv":                          {kind: "your-products", new: 12},
		"your-products-month-first.tsv":              {kind: "your-products", new: 2},
		"your-products-states.md":                    {kind: "your-products", new: 3, notes: 1},
		"your-products-undecided.tsv":                {err: "date_order your-products-undecided.tsv 9/8/2027"},
		"your-products-contradictory.tsv":            {err: `file_contradiction 13/7/2027 2 day_first 9/18/2027 3 month_first`},
		"your-products.malformed.csv":                {err: "2 1 expected_quote_of_cell"},
		"portfolio.json":                             {kind: "portfolio", new: 11},
		"portfolio-odd.json":                         {kind: "portfolio", new: 3, bad: 3, notes: 1},
		"portfolio-newer.json":                       {err: "portfolio_newer 2"},
		"portfolio.malformed.json":                   {err: `4 37 expected_after_value ',' '}' name`},
		"partner-center-subscriptions.json":          {err: "file_unsupported partner-center-subscriptions"},
		"partner-center-subscribed-skus.json":        {err: "file_unsupported partner-center-subscribed-skus"},
		"partner-center-audit.json":                  {err: "file_unsupported partner-center-audit"},
		"partner-center-entitlements.malformed.json": {err: `25 7 expected_after_value ',' '}' entitlementType`},
		"visual-studio.csv":                          {err: "file_unsupported visual-studio"},
	}
	names, err := filepath.Glob(fixtures + "*")
	if err != nil || len(names) < len(tests) {
		t.Fatalf("%d fixtures, %d expected, %v", len(names), len(tests), err)
	}
	for _, name := range names {
		name := filepath.Base(name)
		want, ok := tests[name]
		if !ok {
			t.Errorf("no test for fixture %s", name)
		}
		t.Run(name, func(t *testing.T) {
			file, err := read(t, name, exchange.Options{SkipBad: true})
			if want.err != "" {
				if err == nil || !strings.Contains(err.Error(), want.err) {
					t.Fatalf("error %v, want %q", err, want.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			facts := newMemory()
			plan, err := exchange.Plan(facts, 7, []exchange.File{file})
			if err != nil {
				t.Fatal(err)
			}
			diff := plan.Files[0]
			if diff.Kind != want.kind || diff.New != want.new || len(diff.Bad) != want.bad || len(diff.Notes) != want.notes {
				t.Errorf("kind %s, %d new, bad %v, notes %v; want %+v", diff.Kind, diff.New, diff.Bad, diff.Notes, want)
			}
			if err := facts.apply(plan); err != nil {
				t.Error(err)
			}
			again, err := exchange.Plan(facts, 8, []exchange.File{file})
			if err != nil || len(again.Changes) > 0 || again.Files[0].New+again.Files[0].Changed+again.Files[0].Missing > 0 {
				t.Errorf("again: %v, %+v", err, again)
			}
		})
	}
}

// TestEveryReaderHasFixtures demands a good file and a malformed twin of every
// kind.
func TestEveryReaderHasFixtures(t *testing.T) {
	for _, kind := range exchange.Kinds() {
		good, _ := filepath.Glob(fixtures + kind + ".[a-z]*")
		malformed, _ := filepath.Glob(fixtures + kind + ".malformed.*")
		if len(malformed) == 0 || len(good) <= len(malformed) {
			t.Errorf("%s: fixtures %v, malformed %v", kind, good, malformed)
		}
		for _, name := range malformed {
			var syntax *exchange.SyntaxError
			if _, err := read(t, filepath.Base(name), exchange.Options{}); !errors.As(err, &syntax) {
				t.Errorf("%s: %v is no SyntaxError", name, err)
			}
		}
	}
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", "file_empty"},
		{"blank", " \r\n\t", "file_empty"},
		{"binary", "\x00\x01\x02\xff\xfe\x80\x81", "file_binary"},
		{"workbook", "PK\x03\x04...", "file_archive"},
		{"prose", "Dear all,\nplease find attached", "file_unknown_table Dear all,"},
		{"other JSON", `[{"colour":"red"}]`, "file_unknown_records colour"},
		{"no record", `{"value":[]}`, "file_no_records"},
		{"nothing but a header", "Benefit Name,Quantity\n\n", "file_no_records"},
		{"list of numbers", `[1,2]`, "1 2 expected_object"},
		{"deep", strings.Repeat("[", 70), "1 2 expected_object"},
		{"deep object", `[{"a":` + strings.Repeat("[", 70), "too_deep 64"},
		{"long line", strings.Repeat("x", 10<<20), " 1 line_too_long"},
		{"long cell", "Benefit Name\tQuantity\n" + strings.Repeat("x", 9<<10) + "\t5\n", " 2 cell_too_long 8192"},
		{"long text", `[{"a":"` + strings.Repeat("x", 3<<20), "record_too_long"},
		{"long list", `[{"a":[` + strings.Repeat("1,", 2<<20), "record_too_long"},
		{"columns", "Benefit Name\tQuantity" + strings.Repeat("\tx", 300), "too_many_columns 256"},
		{"two documents", `{"value":[]} {}`, "expected_end"},
		{"half a text", `{"value":["a`, "1 11 expected_object"},
		{"escape", `{"a\q":1}`, `1 5 expected_escape " \ / b f n r t u`},
		{"word", `{"a":nul}`, "1 9 expected_sign null"},
		{"number", `{"a":-}`, "1 7 expected_digit"},
		{"cut off", `{"format":"benefitdesk portfolio","version":1,"users":[`, "1 56 expected_at_end expected_object"},
		{"colon", `{"a" 1}`, `1 6 expected_colon ':' a`},
		{"key in an error", `{"a":1,"AB1CD-EF2GH-IJ3KL-MN4OP-QR5ST" 1}`, `expected_colon ':' (a product key)`},
		{"portfolio without its name", `{"benefits":[]}`, `portfolio_unnamed "format"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := exchange.Read("file\x1b", strings.NewReader(test.text), exchange.Options{Today: today})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want %q", err, test.want)
			}
			if !strings.Contains(err.Error(), " file␛ ") || strings.Contains(err.Error(), "AB1CD") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestReadTellsWhatTheReaderReturned(t *testing.T) {
	dir, err := os.Open(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	defer dir.Close()
	if _, err := exchange.Read("import", dir, exchange.Options{}); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("directory: %v", err)
	}
	broken := io.MultiReader(strings.NewReader(`[{"a":`), failing{})
	if _, err := exchange.Read("x", broken, exchange.Options{}); !errors.Is(err, errBroken) {
		t.Errorf("broken: %v", err)
	}
}

var errBroken = errors.New("broken disk")

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errBroken }

func TestDateOrderIsAsked(t *testing.T) {
	var ask *exchange.ErrDateOrder
	if _, err := read(t, "your-products-undecided.tsv", exchange.Options{}); !errors.As(err, &ask) || ask.Example != "9/8/2027" {
		t.Fatalf("%v", err)
	}
	for order, want := range map[exchange.DateOrder]string{exchange.DayFirst: "2027-07-03", exchange.MonthFirst: "2027-03-07"} {
		file, err := read(t, "your-products-undecided.tsv", exchange.Options{DateOrder: order})
		if err != nil {
			t.Fatal(err)
		}
		if s := planned[model.Subscription](t, newMemory(), file)[0]; s.Ends.String() != want {
			t.Errorf("ends %s, want %s", s.Ends, want)
		}
	}
}

// planned gives the records of a type that importing files would write.
func planned[R model.Record](t fataler, facts *memory, files ...exchange.File) (found []R) {
	t.Helper()
	plan, err := exchange.Plan(facts, 1, files)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range plan.Changes {
		if record, ok := change.After.(R); ok {
			found = append(found, record)
		}
	}
	return found
}
