package tui

import (
	"fmt"
	"os"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
)

// millions is the environment variable that adds lists of a million rows.
const millions = "BENEFITDESK_BENCH_MILLION"

// onLists runs a benchmark on a list of a thousand rows, and of a million when
// that is asked for: both should cost the same.
func onLists(b *testing.B, run func(*testing.B, *App)) {
	sizes := []int{1_000}
	if os.Getenv(millions) != "" {
		sizes = append(sizes, 1_000_000)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := newMemory(contoso()...)
			rows := rowsOf{list: model.ListOf(model.Cloud), today: today, names: map[model.ID]string{}}
			for i := range n {
				rows.rows = append(rows.rows, model.Row{
					ID: model.ID(1000 + i), Name: fmt.Sprintf("Benefit %07d", i), Source: "Solutions Partner - Core",
					Quantity: model.Quantity{Amount: 25, Unit: model.Licenses}, Due: today.AddDays(i % 400), Status: model.NotRedeemed,
				})
			}
			s := newSession(m, &clipboard{})
			overview, err := m.Overview(s.Context, today)
			if err != nil {
				b.Fatal(err)
			}
			app := NewApp(s, overview, model.Page{})
			app.Resize(kit.Size{W: 120, H: 40})
			app.Update(tableRead{list: rows.list, table: rows})
			if got := app.top().(*workspace).shown.Len(); got != n {
				b.Fatalf("%d rows are shown", got)
			}
			b.ReportAllocs()
			b.ResetTimer()
			run(b, app)
		})
	}
}

func BenchmarkView(b *testing.B) {
	onLists(b, func(b *testing.B, app *App) {
		for b.Loop() {
			app.View()
		}
	})
}

// BenchmarkKey is what a key costs until its frame is drawn: the commands it
// starts run beside that.
func BenchmarkKey(b *testing.B) {
	onLists(b, func(b *testing.B, app *App) {
		keys := []string{"down", "down", "pgdown", "up"}
		for i := 0; b.Loop(); i++ {
			app.Update(keyOf(keys[i%len(keys)]))
			app.View()
		}
	})
}
