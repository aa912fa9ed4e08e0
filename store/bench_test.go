package store

import (
	"fmt"
	"iter"
	"os"
	"slices"
	"testing"
	"time"

	"benefitdesk/model"
)

// benchSize is the number of records of the benchmarks.
func benchSize() int {
	if os.Getenv("STORE_MILLION") != "" {
		return 1_000_000
	}
	return 100_000
}

// portfolio makes records as a distributor has them.
func portfolio(n int) iter.Seq[model.Record] {
	const products, tenants = 200, 1000
	return func(yield func(model.Record) bool) {
		for i := range n {
			id := model.ID(i + 1)
			var record model.Record
			switch {
			case i == 0:
				record = model.Partner{ID: id, Name: "Contoso"}
			case i < products:
				record = model.Product{ID: id, Name: fmt.Sprintf("Product %d", i), Part: fmt.Sprintf("PART_%d", i)}
			case i < products+tenants:
				record = model.Tenant{ID: id, Domain: fmt.Sprintf("t%d.onmicrosoft.com", i)}
			case i%2 == 0:
				record = model.Benefit{
					ID: id, Workspace: model.Workspace(i/2%6 + 1), Name: fmt.Sprintf("Benefit %d", i), Source: "MAPS - Core",
					Product: model.ID(i%(products-1) + 2), Quantity: model.Quantity{Amount: 5, Unit: model.Licenses},
					ActivateBy: today + model.Date(i*7919%900), Status: model.NotRedeemed,
				}
			default:
				record = model.Subscription{
					ID: id, Name: fmt.Sprintf("Subscription %d", i), Product: model.ID(i%(products-1) + 2),
					Tenant: model.ID(products + 1 + i%tenants), Licenses: 10, Ends: today + model.Date(i*7919%900),
				}
			}
			if !yield(record) {
				return
			}
		}
	}
}

func filled(b *testing.B, n int) *Store {
	b.Helper()
	s, err := Open(optionsIn(b.TempDir()))
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Fill(ctx, actor, today, portfolio(n)); err != nil {
		b.Fatal(err)
	}
	return s
}

func TestFill(t *testing.T) {
	s := newStore(t)
	if err := s.Fill(ctx, actor, today, portfolio(3000)); err != nil {
		t.Fatal(err)
	}
	if overview, err := s.Overview(ctx, today); err != nil || overview.Records != 3000 || overview.Revision != 1 {
		t.Error(overview, err)
	}
	if err := s.Fill(ctx, actor, today, portfolio(3)); err == nil {
		t.Error("filled twice")
	}
	if ref := do(t, s, model.Save{Record: benefit("A", "2026-05-01")}); ref.ID != 3001 {
		t.Error(ref)
	}
}

func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		filled(b, benchSize())
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/fill")
}

func BenchmarkOpenPageClose(b *testing.B) {
	for _, n := range []int{5000, benchSize()} {
		s := filled(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var times []time.Duration
			for i := 0; b.Loop(); i++ {
				query := model.PageQuery{
					List: model.ListOf(model.Cloud), Classes: model.Classes()[:1+i%3], From: today + model.Date(i*7919%600), Limit: 40,
				}
				start := time.Now()
				if page, err := s.Page(ctx, query); err != nil || len(page.Rows) != 40 {
					b.Fatal(len(page.Rows), err)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*99/100].Nanoseconds()), "p99-ns")
		})
		b.Run(fmt.Sprint(n, "/new"), func(b *testing.B) {
			for b.Loop() {
				if _, err := Open(Options{Path: s.path}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, "/overview"), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Overview(ctx, today); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, "/rows"), func(b *testing.B) {
			for b.Loop() {
				for _, err := range s.Rows(ctx, model.ListSubscriptions) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
