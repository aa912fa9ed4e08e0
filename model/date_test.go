package model_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"benefitdesk/model"
)

var date = model.MustDate

// TestDateEveryDay walks the whole calendar beside the standard library's.
func TestDateEveryDay(t *testing.T) {
	first := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	days := 0
	for day := first; day.Year() <= 9999; day = day.AddDate(0, 0, 1) {
		days++
		year, month, dom := day.Date()
		got, err := model.NewDate(year, int(month), dom)
		if err != nil || int(got) != days {
			t.Fatalf("NewDate(%d, %d, %d) = %d, %v; want day %d", year, month, dom, got, err, days)
		}
		if y, m, d := got.Civil(); y != year || m != int(month) || d != dom {
			t.Fatalf("day %d is %d-%d-%d, want %d-%d-%d", days, y, m, d, year, month, dom)
		}
		// Texts are slower: all of four centuries and the last one is enough.
		if year < 2301 || year > 9900 {
			if text := day.Format(time.DateOnly); got.String() != text || date(text) != got {
				t.Fatalf("day %d is %q, want %q", days, got, text)
			}
		}
	}
	if model.Date(days) != model.Never {
		t.Errorf("the calendar has %d days, Never is day %d", days, model.Never)
	}
}

func TestNewDateRefusesDaysThatDoNotExist(t *testing.T) {
	for _, c := range [][3]int{
		{2027, 2, 29}, {2100, 2, 29}, {1900, 2, 29}, {2027, 4, 31}, {2027, 12, 32}, {2027, 13, 1}, {2027, 0, 1},
		{2027, 1, 0}, {2027, -1, 1}, {2027, 1, -1}, {1899, 12, 31}, {10000, 1, 1}, {0, 1, 1}, {-1, 1, 1},
		{math.MaxInt, math.MaxInt, math.MaxInt}, {math.MinInt, math.MinInt, math.MinInt},
	} {
		if d, err := model.NewDate(c[0], c[1], c[2]); !errors.Is(err, model.ErrNoSuchDay) || d != 0 {
			t.Errorf("NewDate%v = %v, %v; want ErrNoSuchDay", c, d, err)
		}
	}
	for _, c := range [][3]int{{2028, 2, 29}, {2000, 2, 29}, {2400, 2, 29}, {1900, 1, 1}, {9999, 12, 31}} {
		if _, err := model.NewDate(c[0], c[1], c[2]); err != nil {
			t.Errorf("NewDate%v: %v", c, err)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2027-01-31", 1, "2027-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2027-01-31", 2, "2027-03-31"}, // counted from the start, not from 28 February
		{"2027-01-31", 3, "2027-04-30"},
		{"2028-02-29", 12, "2029-02-28"},
		{"2028-02-29", 48, "2032-02-29"},
		{"2096-02-29", 48, "2100-02-28"}, // 2100 is no leap year
		{"2027-03-31", -1, "2027-02-28"},
		{"2027-01-15", -1, "2026-12-15"},
		{"2027-12-31", 1, "2028-01-31"},
		{"2027-05-05", 0, "2027-05-05"},
		{"1900-01-31", -1, ""},
		{"1900-02-01", -1, "1900-01-01"},
		{"9999-11-30", 1, "9999-12-30"},
		{"9999-12-01", 1, ""},
		{"9998-12-31", 12, "9999-12-31"},
		{"9998-12-31", 13, ""},
		{"2027-01-01", math.MaxInt, ""},
		{"2027-01-01", math.MinInt, ""},
		{"2027-01-01", -12 * 9999, ""},
		{"2027-01-01", 12 * 9999, ""},
	} {
		if got := date(c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s + %d months = %q, want %q", c.from, c.months, got, c.want)
		}
	}
	if got := model.Date(0).AddMonths(1); got != 0 {
		t.Errorf("no date + 1 month = %v", got)
	}
}

// TestAddMonthsClampsOrKeepsTheDay compares with the month reached and its
// last day, for every day of a leap cycle.
func TestAddMonthsClampsOrKeepsTheDay(t *testing.T) {
	for day := date("2096-01-01"); day <= date("2104-12-31"); day++ {
		year, month, dom := day.Civil()
		for n := -40; n <= 40; n++ {
			last := time.Date(year, time.Month(month+n)+1, 0, 0, 0, 0, 0, time.UTC)
			want := time.Date(last.Year(), last.Month(), min(dom, last.Day()), 0, 0, 0, 0, time.UTC)
			if got := day.AddMonths(n); got.String() != want.Format(time.DateOnly) {
				t.Fatalf("%v + %d months = %v, want %v", day, n, got, want.Format(time.DateOnly))
			}
		}
	}
}

func TestAddDays(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2027-02-28", 1, "2027-03-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2021-10-15", 30, "2021-11-14"}, // the rulings' refund example
		{"2027-01-01", -1, "2026-12-31"},
		{"9999-12-31", 0, "9999-12-31"},
		{"9999-12-31", 1, ""},
		{"1900-01-01", -1, ""},
		{"2027-01-01", math.MaxInt32, ""},
		{"2027-01-01", math.MinInt32, ""},
	} {
		if got := date(c.from).AddDays(c.days); got.String() != c.want {
			t.Errorf("%s + %d days = %q, want %q", c.from, c.days, got, c.want)
		}
	}
	if got := model.Date(0).AddDays(1); got != 0 {
		t.Errorf("no date + 1 day = %v", got)
	}
}

func TestParseDate(t *testing.T) {
	const shape, noSuchDay, fine = "shape", "no such day", ""
	for _, c := range []struct{ text, want string }{
		{"2027-06-30", fine},
		{"1900-01-01", fine},
		{"9999-12-31", fine},
		{"2028-02-29", fine},
		{"2027-02-29", noSuchDay},
		{"2027-02-30", noSuchDay},
		{"2100-02-29", noSuchDay},
		{"2027-13-01", noSuchDay},
		{"2027-00-10", noSuchDay},
		{"2027-01-00", noSuchDay},
		{"0000-00-00", noSuchDay},
		{"1899-12-31", noSuchDay},
		{"10000-01-01", noSuchDay},
		{"2027-2-3", noSuchDay}, // no day is written so
		{"27-02-03", noSuchDay},
		{"002027-02-03", noSuchDay},
		{"20270-2-03", noSuchDay},
		{"99999999999999999999-01-01", noSuchDay},
		{"2027-01-18446744073709551617", noSuchDay}, // 1 after an overflow
		{strings.Repeat("9", 5000) + "-1-1", noSuchDay},
		{"tomorrow", shape},
		{"", shape},
		{"-", shape},
		{"--", shape},
		{"2027", shape},
		{"2027-06", shape},
		{"2027-06-", shape},
		{"2027--30", shape},
		{"-2027-06-30", shape},
		{"2027-06-30-01", shape},
		{"2027-06-30T00:00:00Z", shape},
		{" 2027-06-30", shape},
		{"2027-06-30\n", shape},
		{"2027/06/30", shape},
		{"20270630", shape},
		{"２０２７-06-30", shape},
		{"2027-06-3\x00", shape},
	} {
		got, err := model.ParseDate(c.text)
		kind := fine
		if errors.Is(err, model.ErrNoSuchDay) {
			kind = noSuchDay
		} else if errors.Is(err, model.ErrDate) {
			kind = shape
		}
		if kind != c.want || kind == fine && (err != nil || got.String() != c.text) || kind != fine && (got != 0 || !errors.Is(err, model.ErrDate)) {
			t.Errorf("ParseDate(%.40q) = %v, %v; want %q", c.text, got, err, c.want)
		}
	}
}

func TestMustDatePanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || !errors.Is(err, model.ErrNoSuchDay) {
			t.Errorf("panic with %v", err)
		}
	}()
	model.MustDate("2027-02-30")
}

func TestDateJSON(t *testing.T) {
	type holder struct {
		Set   model.Date            `json:"set"`
		None  model.Date            `json:"none"`
		Left  model.Date            `json:"left,omitzero"`
		Slice []model.Date          `json:"slice"`
		ByDay map[string]model.Date `json:"by_day"`
	}
	in := holder{Set: date("2027-06-30"), Slice: []model.Date{date("1900-01-01"), 0, model.Never}, ByDay: map[string]model.Date{"a": 1}}
	const want = `{"set":"2027-06-30","none":null,"slice":["1900-01-01",null,"9999-12-31"],"by_day":{"a":"1900-01-01"}}`
	data, err := json.Marshal(in)
	if err != nil || string(data) != want {
		t.Fatalf("%s, %v; want %s", data, err, want)
	}
	var out holder
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	if again, _ := json.Marshal(out); string(again) != want {
		t.Errorf("after a round trip %s, want %s", again, want)
	}
	d := date("2027-06-30")
	if err := json.Unmarshal([]byte(`""`), &d); err != nil || d != 0 {
		t.Errorf(`"" is %v, %v; want no date`, d, err)
	}
	for _, bad := range []string{`"2027-02-30"`, `"tomorrow"`, `20270630`, `true`, `{}`, `[]`, `"2027-06-30 "`} {
		if err := json.Unmarshal([]byte(bad), &d); !errors.Is(err, model.ErrDate) {
			t.Errorf("%s: %v, want ErrDate", bad, err)
		}
	}
}

func TestDateStringNeverPanics(t *testing.T) {
	if got := model.Date(0).String(); got != "" {
		t.Errorf("no date is %q", got)
	}
	for _, d := range []model.Date{math.MinInt32, -1, model.Never + 1, math.MaxInt32} {
		_ = d.String()
		_ = d.AddMonths(1)
		_ = d.AddDays(1)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"2027-06-30", "2027-02-30", "tomorrow", "2027-2-3", "--", "99999999999999999999-1-1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := model.ParseDate(text)
		if _, other := time.Parse(time.DateOnly, text); (err == nil) != (other == nil && text >= "1900") {
			t.Fatalf("ParseDate(%q) = %v, %v; the standard library says %v", text, got, err, other)
		}
		if err == nil && got.String() != text || err != nil && (got != 0 || !errors.Is(err, model.ErrDate)) {
			t.Fatalf("ParseDate(%q) = %q, %v", text, got, err)
		}
	})
}

func BenchmarkParseDate(b *testing.B) {
	for b.Loop() {
		_, _ = model.ParseDate("2027-06-30")
	}
}

func BenchmarkAddMonths(b *testing.B) {
	d := date("2027-01-31")
	for b.Loop() {
		_ = d.AddMonths(13)
	}
}
