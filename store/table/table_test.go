package table

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"

	"pgregory.net/rapid"
)

var (
	ctx   = context.Background()
	today = model.MustDate("2026-03-01")
)

func rowsOf(rows []model.Row) iter.Seq2[model.Row, error] {
	return func(yield func(model.Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func nameOf(id model.ID) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf("Record %d", id)
}

func build(t testing.TB, list model.List, rows []model.Row) *Table {
	t.Helper()
	built, err := Build(ctx, list, len(rows), rowsOf(rows), nameOf)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func ids(t *Table) (found []model.ID) {
	for i := range t.Len() {
		found = append(found, t.Row(i).ID)
	}
	return found
}

var drawRow = rapid.Custom(func(t *rapid.T) model.Row {
	date := rapid.Custom(func(t *rapid.T) model.Date {
		return max(0, today+model.Date(rapid.IntRange(-200, 200).Draw(t, "days"))) * model.Date(rapid.IntRange(0, 1).Draw(t, "known"))
	})
	return model.Row{
		Name:    rapid.SampledFrom([]string{"", "Power BI Pro", "power  bi", "Office 365 E3", "Visio Ｐlan", "日本"}).Draw(t, "name"),
		Source:  rapid.SampledFrom([]string{"", "MAPS - Core", "Gold"}).Draw(t, "source"),
		Product: model.ID(rapid.IntRange(0, 3).Draw(t, "product")),
		Link:    model.ID(rapid.IntRange(0, 3).Draw(t, "link")),
		Quantity: model.Quantity{
			Amount: rapid.SampledFrom([]int64{model.Unlimited, 0, 2, 5, 50, 500}).Draw(t, "amount"),
			Unit:   rapid.SampledFrom([]model.Unit{model.Licenses, model.MoneyPerMonth}).Draw(t, "unit"),
		},
		Used: rapid.Int64Range(0, 3).Draw(t, "used"),
		Due:  date.Draw(t, "due"), Expires: date.Draw(t, "expires"), Since: date.Draw(t, "since"),
		Status: model.Status(rapid.IntRange(0, 11).Draw(t, "status")),
	}
})

// TestAgainstSlices compares random searches and sorts with the plain way.
func TestAgainstSlices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(drawRow).Draw(t, "rows")
		for i := range rows {
			rows[i].ID = model.ID(len(rows) - i) // not in order
		}
		list := rapid.SampledFrom(model.Lists()).Draw(t, "list")
		view, err := Build(ctx, list, rapid.IntRange(0, 3).Draw(t, "expected"), rowsOf(rows), nameOf)
		if err != nil {
			t.Fatal(err)
		}
		want := plain{list: list, rows: rows}
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "find") {
				want.query = rapid.SampledFrom([]string{
					"", "p", "po", "pow", "power bi", "core record", "plan", "本", "zz", "\x00", "2", "20", "202", "2026", "2026-",
					"2026-1", "2026-03", "2026-03-1", "202-", "core 5", "0", "50", "lapsed", "EXP", "redeemed 2025", "not-red",
					"$", "$5", "$50", "5,0", "5 licen", "money",
				}).Draw(t, "query")
				want.phase = model.Phase(rapid.IntRange(0, 4).Draw(t, "phase"))
				if view, err = view.Find(ctx, model.Search{Text: want.query, Phase: want.phase, Called: called, Unit: model.Unit.String}, today); err != nil {
					t.Fatal(err)
				}
				want.day = today
			} else {
				want.by = rapid.SampledFrom(Columns()).Draw(t, "column")
				want.descending = rapid.Bool().Draw(t, "descending")
				want.statusDay = want.day
				view = view.Sort(want.by, want.descending)
			}
			if got, wanted := ids(view), want.ids(); !slices.Equal(got, wanted) {
				t.Fatalf("%+v: got %v, want %v", want, got, wanted)
			}
		}
		for i := range view.Len() {
			row := view.Row(i)
			if !slices.Contains(rows, row) || view.IndexOf(row.ID) != i || view.Name(row.Link) != nameOf(row.Link) {
				t.Fatalf("row %d: %+v", i, row)
			}
		}
	})
}

// plain is the plain way to search and sort.
type plain struct {
	list       model.List
	rows       []model.Row
	query      string
	phase      model.Phase
	day        model.Date
	statusDay  model.Date
	by         Column
	descending bool
}

func (p plain) ids() (found []model.ID) {
	var rows []model.Row
	for _, row := range p.rows {
		texts := []string{row.Name, row.Source, nameOf(row.Product), nameOf(row.Link)}
		ok := p.phase == 0 || row.PhaseOn(p.list, p.day).Meets(p.phase)
		for _, word := range strings.FieldsFunc(model.Fold(p.query), endsWord) {
			ok = ok && (p.shows(row, word) || slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(model.Fold(text), word) }))
		}
		if ok {
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, func(a, b model.Row) int {
		byDue := func() int {
			if d := last(a.Due == 0, b.Due == 0); d != 0 {
				return d
			}
			return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID))
		}
		aNone, order, bNone := p.compare(a, b)
		if d := last(aNone, bNone); d != 0 {
			return d
		}
		if p.descending {
			order = -order
		}
		return cmp.Or(order, byDue())
	})
	for _, row := range rows {
		found = append(found, row.ID)
	}
	return found
}

// shows tells whether a row has a word in its status, or a date or quantity
// that begins with it.
func (p plain) shows(row model.Row, word string) bool {
	if strings.Contains(model.Fold(called(row.StatusOn(p.list, p.day), row.PhaseOn(p.list, p.day) == model.PhaseExpired)), word) {
		return true
	}
	for _, date := range []model.Date{row.Due, row.Expires} {
		if len(word) >= 4 && strings.HasPrefix(date.String(), word) {
			return true
		}
	}
	amount := row.Quantity.Amount
	if row.Quantity.Unit == model.MoneyPerMonth {
		amount /= 100
	}
	number := strings.NewReplacer("$", "", ",", "").Replace(word)
	return row.Quantity.Amount > 0 && (strings.Contains(row.Quantity.Unit.String(), word) || number != "" && strings.HasPrefix(fmt.Sprint(amount), number))
}

// called is how the tests' reader calls a status.
func called(status model.Status, expired bool) string {
	switch {
	case status == 0:
		return ""
	case expired:
		return "Lapsed"
	}
	return status.String()
}

func last(a, b bool) int {
	switch {
	case a && !b:
		return 1
	case b && !a:
		return -1
	}
	return 0
}

func (p plain) compare(a, b model.Row) (aNone bool, order int, bNone bool) {
	text := func(x, y string) (bool, int, bool) {
		x, y = model.Fold(x), model.Fold(y)
		return x == "", strings.Compare(x, y), y == ""
	}
	date := func(x, y model.Date) (bool, int, bool) { return x == 0, cmp.Compare(x, y), y == 0 }
	amount := func(x, y int64) (bool, int, bool) { return false, cmp.Compare(uint64(x), uint64(y)), false }
	shown := func(r model.Row) string { return cmp.Or(r.Name, nameOf(r.Product)) }
	status := func(r model.Row) model.Status {
		if p.statusDay == 0 {
			return r.Status
		}
		return r.StatusOn(p.list, p.statusDay)
	}
	switch p.by {
	case ByName:
		return text(shown(a), shown(b))
	case BySource:
		return text(a.Source, b.Source)
	case ByProduct:
		return text(nameOf(a.Product), nameOf(b.Product))
	case ByLink:
		return text(nameOf(a.Link), nameOf(b.Link))
	case ByQuantity:
		return amount(a.Quantity.Amount, b.Quantity.Amount)
	case ByUsed:
		return amount(a.Used, b.Used)
	case ByExpires:
		return date(a.Expires, b.Expires)
	case BySince:
		return date(a.Since, b.Since)
	case ByStatus:
		x, y := status(a), status(b)
		return x == 0, cmp.Compare(x, y), y == 0
	}
	return date(a.Due, b.Due)
}

func TestErrorsEndABuild(t *testing.T) {
	fail := errors.New("fail")
	_, err := Build(ctx, model.ListUsers, 0, func(yield func(model.Row, error) bool) { yield(model.Row{}, fail) }, nameOf)
	if !errors.Is(err, fail) {
		t.Error(err)
	}
	done, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Build(done, model.ListUsers, 3, rowsOf(make([]model.Row, 3)), nameOf); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := build(t, model.ListUsers, make([]model.Row, 3)).Find(done, model.Search{Text: "a"}, today); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// million makes rows as a distributor has them.
func million(n int) iter.Seq2[model.Row, error] {
	random := rand.New(rand.NewPCG(1, 2))
	return func(yield func(model.Row, error) bool) {
		for i := range n {
			row := model.Row{
				ID: model.ID(i + 1), Name: fmt.Sprintf("Customer %07d license", random.IntN(n)),
				Source: fmt.Sprintf("Program %03d", random.IntN(300)), Product: model.ID(random.IntN(2000)),
				Link: model.ID(random.IntN(20000)), Quantity: model.Quantity{Amount: random.Int64N(500), Unit: model.Licenses},
				Due: today + model.Date(i*700/n), Expires: today + model.Date(random.IntN(900)), Status: model.NotRedeemed,
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

const size = 1_000_000

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		built, err := Build(ctx, model.ListOf(model.Cloud), size, million(size), nameOf)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MiB")
		runtime.KeepAlive(built)
	}
}

func BenchmarkFind(b *testing.B) {
	built, err := Build(ctx, model.ListOf(model.Cloud), size, million(size), nameOf)
	if err != nil {
		b.Fatal(err)
	}
	typed, _ := built.Find(ctx, model.Search{Text: "00123"}, today)
	for _, c := range []struct {
		name, query string
		from        *Table
		phase       model.Phase
	}{
		{"all", "e", built, 0}, {"two", "cust 77", built, 0}, {"some", "00123", built, 0}, {"none", "zzz", built, 0},
		{"grown", "00123 pro", typed, 0}, {"phase", "", built, model.PhaseExpiring}, {"phase+word", "cust", built, model.PhaseExpiring},
		{"status", "redeemed", built, 0}, {"month", "2026-05", built, 0}, {"quantity", "25", built, 0},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := c.from.Find(ctx, model.Search{Text: c.query, Phase: c.phase, Called: called, Unit: model.Unit.String}, today); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSort(b *testing.B) {
	built, err := Build(ctx, model.ListOf(model.Cloud), size, million(size), nameOf)
	if err != nil {
		b.Fatal(err)
	}
	for name, by := range map[string]Column{"due": ByDue, "expires": ByExpires, "quantity": ByQuantity, "status": ByStatus, "name": ByName} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				built.Sort(by, true)
			}
		})
	}
	b.Run("rank", func(b *testing.B) {
		for b.Loop() {
			built.texts.rank()
		}
	})
}
