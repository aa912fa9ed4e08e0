package exchange

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"benefitdesk/model"
)

func TestDates(t *testing.T) {
	tests := []struct {
		text  string
		order DateOrder
		want  string
	}{
		{"2023-12-06", Unknown, "2023-12-06"},
		{"2023-02-01T00:00:00Z", Unknown, "2023-02-01"},
		{"2021-10-15T21:28:19.3058617Z", Unknown, "2021-10-15"},
		{"2015-11-25T06: 41: 12Z", Unknown, "2015-11-25"},
		{"2015-11- 25T06: 41: 12Z", Unknown, "2015-11-25"},
		{"2026-12-31T23:30:00-08:00", Unknown, "2026-12-31"},
		{"/Date(1696118400000)/", Unknown, "2023-10-01"},
		{`\/Date(1696118399999)\/`, Unknown, "2023-09-30"},
		{"/Date(-1)/", Unknown, "1969-12-31"},
		{"Dec 6, 2023", Unknown, "2023-12-06"},
		{"December 6 2023", Unknown, "2023-12-06"},
		{"Wednesday, Dec. 6, 2023", Unknown, "2023-12-06"},
		{"6 Dec 2023", Unknown, "2023-12-06"},
		{"6th-dec-2023", Unknown, "2023-12-06"},
		{"18/9/2023", Unknown, "2023-09-18"},
		{"9/18/2023 12:00:00 AM", Unknown, "2023-09-18"},
		{"5/5/2023", Unknown, "2023-05-05"},
		{"3/7/2023", DayFirst, "2023-07-03"},
		{"3/7/2023", MonthFirst, "2023-03-07"},
		{"3-7-2023", DayFirst, "2023-07-03"},
		{"3.7.2023", Unknown, "2023-07-03"},
		{"2023/9/18", Unknown, "2023-09-18"},
		{"Active: Expires on 18/9/2023", Unknown, "2023-09-18"},
		{"2023 年 12 月 6 日", Unknown, "2023-12-06"},
		{"有効期限 2023年12月6日 まで", Unknown, "2023-12-06"},
		{"２０２３／１２／０６", Unknown, "2023-12-06"},
		{"9999-12-30T23:59:59Z", Unknown, "9999-12-31"},
		{"31/12/9999", Unknown, "9999-12-31"},
		{"0001-01-01T00:00:00", Unknown, ""},
		{"2027-02-30", Unknown, `bad_day 2027-02-30`},
		{"31/6/2027", Unknown, `bad_day 31/6/2027`},
		{"13/14/2027", Unknown, `bad_day 13/14/2027`},
		{"3/7/2023", Unknown, errUndecided.Error()},
		{"soon", Unknown, "none"},
		{"9/18/23", Unknown, "none"},
		{"1.2.3.4", Unknown, "none"},
		{"", Unknown, "none"},
	}
	for _, test := range tests {
		d := dates{order: test.order}
		date, found, err := d.read(&input{}, 1, test.text)
		got := date.String()
		if err != nil {
			got = err.Error()
		} else if !found {
			got = "none"
		}
		if got != test.want {
			t.Errorf("%q in order %d: %s, want %s", test.text, test.order, got, test.want)
		}
	}
}

func TestQuantities(t *testing.T) {
	money := func(amount int64, currency string, unit model.Unit) model.Quantity {
		return model.Quantity{Amount: amount, Currency: currency, Unit: unit}
	}
	tests := []struct {
		text string
		want model.Quantity
	}{
		{"5 licenses", model.Quantity{Amount: 5, Unit: model.Licenses}},
		{"1 activations", model.Quantity{Amount: 1, Unit: model.Activations}},
		{"25 users", model.Quantity{Amount: 25, Unit: model.Users}},
		{"50 hours", model.Quantity{Amount: 50, Unit: model.Hours}},
		{"Unlimited incidents", model.Quantity{Amount: model.Unlimited, Unit: model.Incidents}},
		{"無制限", model.Quantity{Amount: model.Unlimited}},
		{"1,000 licenses", model.Quantity{Amount: 1000, Unit: model.Licenses}},
		{"1 000 licenses", model.Quantity{Amount: 1000, Unit: model.Licenses}},
		{"25 個のライセンス", model.Quantity{Amount: 25, Unit: model.Licenses}},
		{"10000", model.Quantity{Amount: 10000}},
		{"$100 per month", money(100_00, "USD", model.MoneyPerMonth)},
		{"$6,000/year", money(6000_00, "USD", model.MoneyPerYear)},
		{"€5.000,50 per year", money(5000_50, "EUR", model.MoneyPerYear)},
		{"5 000,5 € per year", money(5000_50, "EUR", model.MoneyPerYear)},
		{"JPY 12,000 per month", money(12000_00, "JPY", model.MoneyPerMonth)},
		{"12'000.25 CHF/mo", money(12000_25, "CHF", model.MoneyPerMonth)},
		{"US$1,234,567.89 per year", money(1234567_89, "USD", model.MoneyPerYear)},
		{"￥１２，０００ 月額", money(12000_00, "JPY", model.MoneyPerMonth)},
		{"licenses: 5", model.Quantity{Amount: 5, Unit: model.Licenses}},
		{"ライセンス：25", model.Quantity{Amount: 25, Unit: model.Licenses}},
		{"5 M365 licenses", model.Quantity{Amount: 5, Unit: model.Licenses}},
		{"25 E3 licenses", model.Quantity{Amount: 25, Unit: model.Licenses}},
		{"1,000 hours", model.Quantity{Amount: 1000, Unit: model.Hours}},
		{"50 hrs", model.Quantity{Amount: 50}},
		{"5 Microsoft 365 licenses", model.Quantity{Amount: 5, Unit: model.Licenses}},
	}
	for _, test := range tests {
		if got, _, err := parseQuantity(test.text); err != nil || got != test.want {
			t.Errorf("%q: %+v, %v, want %+v", test.text, got, err, test.want)
		}
	}
	for _, text := range []string{"", "many", "-5 licenses", "2.5 licenses", "1,00,0 licenses", "1.000.00 users", "$1.234.5", "99999999999999999999 users", "1000001 users", "(5) users", "1e3 users", "10–20 hours", "5/25 licenses", "0/5 licenses", "5 - 6 users",
		"5 of 10 licenses", "5 out of 10 licenses", "5 to 10 users", "5 x 10 hours", "$1.5M", "$6K per year", "6 million users", "5k licenses", "€2 bn per year", "2万円 月額", "5 千"} {
		if got, _, err := parseQuantity(text); err == nil {
			t.Errorf("%q: %+v, an error is wanted", text, got)
		}
	}
}

func TestWorkspacesOfTabs(t *testing.T) {
	for want, tabs := range map[model.Workspace][]string{
		model.Cloud:        {"cloud", "Cloud benefits", "Cloud (5)", "Cloud services (12)", "Azure and Cloud products", "云服务", "クラウド特典", "クラウド（5）"},
		model.AzureCredits: {"Azure benefits", "Azure credits", "azure-credits"},
		model.Software:     {"Software benefits", "软件权益", "ソフトウェアの特典"},
		model.VisualStudio: {"Developer tools benefits", "visual-studio", "Visual Studio subscriptions"},
		model.Technical:    {"Technical benefits", "Technical support & consultation", "Technical pre-sales and deployment services"},
		model.GoToMarket:   {"Go To Market benefits", "Go-to-market services", "Marketing benefits"},
		0:                  {"", "benefits", "Cellar", "Cloudy", "(5)", "Office 365 E3"},
	} {
		for _, tab := range tabs {
			if got := workspaceOf(tab); got != want {
				t.Errorf("%q is %q, want %q", tab, got, want)
			}
		}
	}
}

func TestReferencesAreAllReplaced(t *testing.T) {
	for _, kind := range model.Kinds() {
		pointer := reflect.ValueOf(model.New(kind)).Elem()
		next := uint64(1)
		for i := range pointer.NumField() {
			switch field := pointer.Field(i); field.Interface().(type) {
			case model.ID:
				next++
				field.SetUint(next)
			case []model.ID:
				field.Set(reflect.ValueOf([]model.ID{100, 101}))
			}
		}
		record := model.WithID(pointer.Interface().(model.Record), 1)
		moved := withRefs(record, func(ref model.Ref) model.ID { return ref.ID + 1000 })
		for i, ref := range record.Refs() {
			if got := moved.Refs()[i]; got.ID != ref.ID+1000 || got.Kind != ref.Kind {
				t.Errorf("%s: %s became %s", kind, ref, got)
			}
		}
		if record.Ref() != moved.Ref() {
			t.Errorf("%s: its own id changed", kind)
		}
	}
}

// TestLinesAreTheSameHoweverTheyEnd also splits reads at odd places.
func TestLinesAreTheSameHoweverTheyEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.StringMatching(`[a-z ]{0,5}`), 1, 9).Draw(t, "rows")
		end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end")
		text := "x" + strings.Join(rows, end) + end
		in, err := open("x", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		l := linesOf(in)
		rows[0] = "x" + rows[0]
		for _, want := range rows {
			if got, err := l.next(); err != nil || got != want {
				t.Fatalf("%q %v, want %q", got, err, want)
			}
		}
		if _, err := l.next(); !errors.Is(err, io.EOF) {
			t.Fatalf("%v at the end", err)
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, text := range []string{"2015-11-25T06: 41: 12Z", "/Date(-1)/", "Dec 6, 2023", "18/9/2023", "2023 年 12 月 6 日", "\xff1.2.2023"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for order := range MonthFirst + 1 {
			d := dates{order: order}
			date, found, err := d.read(&input{}, 1, text)
			if date < 0 || date > model.Never || !found && !date.IsZero() || err != nil && !date.IsZero() {
				t.Errorf("%q: %d %v %v", text, date, found, err)
			}
		}
	})
}

func FuzzQuantity(f *testing.F) {
	for _, text := range []string{"5 licenses", "$6,000/year", "€5.000,50 per year", "Unlimited incidents", "JPY 12,000 per month", "1.,2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if q, _, err := parseQuantity(text); err == nil && q.Amount < model.Unlimited {
			t.Errorf("%q: %+v", text, q)
		}
	})
}

func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("../../testdata/import/*")
	for _, name := range names {
		if text, err := os.ReadFile(name); err == nil {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		began := time.Now()
		file, err := Read("file", bytes.NewReader(text), Options{Today: 46000, DateOrder: DayFirst, SkipBad: true})
		if time.Since(began) > 10*time.Second {
			t.Error("slow")
		}
		if err != nil {
			checkError(t, err)
			return
		}
		for _, bad := range file.Bad {
			if !utf8.ValidString(bad.Reason.String()) || bad.Line < 1 {
				t.Errorf("%+v", bad)
			}
		}
		for _, e := range file.entries {
			if err := e.record.Valid(); err != nil || e.record.Ref().ID == 0 {
				t.Errorf("line %d: %+v: %v", e.line, e.record, err)
			}
		}
	})
}

func checkError(t *testing.T, err error) {
	var syntax *SyntaxError
	var format *FormatError
	var unsupported *UnsupportedError
	var order *ErrDateOrder
	if !errors.As(err, &syntax) && !errors.As(err, &format) && !errors.As(err, &unsupported) && !errors.As(err, &order) {
		t.Errorf("%T: %v", err, err)
	}
	if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Errorf("%q", err)
	}
}
