package kit_test

import (
	"fmt"
	"strings"
	"testing"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/theme"

	"github.com/charmbracelet/x/ansi"
)

// many is a table of n rows that counts how many are asked for.
type many struct {
	n     int
	asked *int
}

func (m many) Len() int { return m.n }

func (m many) Cells(i int, into []kit.Cell) []kit.Cell {
	if m.asked != nil {
		*m.asked++
	}
	return append(into,
		kit.Cell{Text: "Microsoft 365 E5"}, kit.Cell{Text: "Solutions Partner - 日本語", Tone: theme.Muted},
		kit.Cell{Text: "25 licenses"}, kit.Cell{Text: "2026-12-06"}, kit.Cell{Text: "16 d", Tone: theme.Warning},
		kit.Cell{Text: "○ Not redeemed", Tone: theme.Accent})
}

var benefitColumns = []kit.Column{
	{Title: "Benefit", Min: 16, Ideal: 30, Grow: 2}, {Title: "Source", Min: 10, Ideal: 26, Grow: 1, Drop: 2},
	{Title: "Quantity", Align: kit.Right, Min: 12}, {Title: "Activate by", Min: 13, Drop: 1},
	{Title: "", Align: kit.Right, Min: 6, Drop: 3}, {Title: "Status", Min: 16},
}

func newGrid(t theme.Theme, n int, size kit.Size) *kit.Grid {
	g := kit.NewGrid(t)
	g.SetColumns(benefitColumns)
	g.SetRows(many{n: n}, 0)
	g.Resize(size)
	return g
}

func TestGridAlignsWideText(t *testing.T) {
	g := kit.NewGrid(mono)
	g.SetColumns([]kit.Column{{Title: "Name", Min: 8}, {Title: "Quantity", Align: kit.Right, Min: 10}, {Title: "Status", Min: 6, Grow: 1}})
	g.SetSort(1, false)
	g.Resize(kit.Size{W: 36, H: 7})
	g.SetRows(table{
		{"abc", "25", "Active"}, {"日本語の製品", "5", "有効"}, {"naï\u0301ve 🙂 x", "1,000", "Act"},
		{"👨‍👩‍👧 team", "7", "x"}, {"e", "8", "y"},
	}, 1)
	want := strings.Join([]string{
		"  Name      Quantity ↑  Status      ",
		"  ────────────────────────────────  ",
		"  abc               25  Active      ",
		"▌ 日本語…            5  有効        ",
		"  naï\u0301ve …        1,000  Act         ",
		"  👨‍👩‍👧 team            7  x           ",
		"  e                  8  y           ",
	}, "\n")
	if got := ansi.Strip(g.View()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	g.SetSort(1, true)
	if head, _, _ := strings.Cut(ansi.Strip(g.View()), "\n"); !strings.Contains(head, "Quantity ↓") {
		t.Errorf("descending header is %q", head)
	}
}

func TestGridDropsColumns(t *testing.T) {
	for _, c := range []struct {
		w    int
		want string
	}{
		{120, "Benefit Source Quantity Activate by Status"},
		{88, "Benefit Source Quantity Activate by Status"},
		{80, "Benefit Source Quantity Activate by Status"}, // the untitled column went first
		{67, "Benefit Quantity Activate by Status"},
		{60, "Benefit Quantity Status"},
		{28, "Benefit Quant…"}, // nothing left to drop
		{8, "Ben…"},
	} {
		head, _, _ := strings.Cut(ansi.Strip(newGrid(mono, 3, kit.Size{W: c.w, H: 6}).View()), "\n")
		if got := strings.Join(strings.Fields(head), " "); got != c.want {
			t.Errorf("at %d cells: %q, want %q", c.w, got, c.want)
		}
	}
}

// TestGridShortensBeforeItCuts: a column that has a short form gives way before
// the last column is cut.
func TestGridShortensBeforeItCuts(t *testing.T) {
	g := kit.NewGrid(theme.Theme{})
	g.SetColumns([]kit.Column{{Title: "Name", Min: 4}, {Title: "Due", Min: 16, Tight: 10}, {Title: "Status", Min: 6}})
	g.SetRows(oneRow{{Text: "name"}, {Text: "2026-12-06  16 d", Short: "2026-12-06"}, {Text: "Active"}}, 0)
	for width, want := range map[int]string{34: "name  2026-12-06  16 d  Active", 33: "name  2026-12-06       Active", 28: "name  2026-12-06  Active"} {
		g.Resize(kit.Size{W: width, H: 3})
		if line := strings.Split(ansi.Strip(g.View()), "\n")[2]; !strings.Contains(line, want) {
			t.Errorf("in %d cells the row is %q, want %q", width, line, want)
		}
	}
}

// oneRow is a list of one row.
type oneRow []kit.Cell

func (oneRow) Len() int                                  { return 1 }
func (r oneRow) Cells(_ int, into []kit.Cell) []kit.Cell { return append(into, r...) }

func TestGridSelection(t *testing.T) {
	g := newGrid(mono, 100, kit.Size{W: 60, H: 12}) // ten rows are visible
	steps := []struct {
		name             string
		do               func()
		selected, offset int
	}{
		{"up at the top", func() { g.Move(-1) }, 0, 0},
		{"down within the window", func() { g.Move(9) }, 9, 0},
		{"down out of it scrolls by a third more", func() { g.Move(1) }, 10, 4},
		{"and not again soon", func() { g.Move(3) }, 13, 4},
		{"page down", g.PageDown, 23, 14},
		{"page up", g.PageUp, 13, 4},
		{"up out of the window", func() { g.Move(-10) }, 3, 0},
		{"end", g.End, 99, 90},
		{"page down at the end", g.PageDown, 99, 90},
		{"home", g.Home, 0, 0},
		{"select", func() { g.Select(50) }, 50, 41},
		{"far beyond", func() { g.Select(1000) }, 99, 90},
		{"fewer rows", func() { g.SetRows(many{n: 5}, 99) }, 4, 0},
		{"none", func() { g.SetRows(many{}, 3) }, 0, 0},
		{"move in none", func() { g.Move(1) }, 0, 0},
	}
	for _, s := range steps {
		if s.do(); g.Selected() != s.selected || g.Offset() != s.offset {
			t.Fatalf("%s: selected %d, offset %d, want %d, %d", s.name, g.Selected(), g.Offset(), s.selected, s.offset)
		}
	}
}

// New rows, such as a filter's, leave the selected row on its line.
func TestGridKeepsTheLine(t *testing.T) {
	g := newGrid(mono, 100, kit.Size{W: 60, H: 12})
	g.Select(50)
	g.Move(-4) // line 5
	g.SetRows(many{n: 80}, 30)
	if g.Selected() != 30 || g.Offset() != 25 {
		t.Errorf("selected %d, offset %d, want 30, 25", g.Selected(), g.Offset())
	}
	if row, ok := g.RowAt(2); row != 25 || !ok {
		t.Errorf("row %d, %v on the first line below the header", row, ok)
	}
	for _, y := range []int{-1, 1, 12} {
		if row, ok := g.RowAt(y); ok {
			t.Errorf("line %d is row %d", y, row)
		}
	}
}

func TestGridThumb(t *testing.T) {
	thumbs := func(g *kit.Grid) string {
		var s strings.Builder
		for _, line := range strings.Split(g.View(), "\n")[2:] {
			plain := ansi.Strip(line)
			s.WriteByte(plain[len(plain)-1])
		}
		return s.String()
	}
	g := newGrid(ascii, 100, kit.Size{W: 60, H: 12})
	if got := thumbs(g); got != "|         " {
		t.Errorf("at the top: %q", got)
	}
	g.End()
	if got := thumbs(g); got != "         |" {
		t.Errorf("at the end: %q", got)
	}
	if got := thumbs(newGrid(ascii, 10, kit.Size{W: 60, H: 12})); got != "          " {
		t.Errorf("all rows visible: %q", got)
	}
}

func TestGridDrawsOnlyWhatIsSeen(t *testing.T) {
	asked := 0
	g := kit.NewGrid(mono)
	g.SetColumns(benefitColumns)
	g.Resize(kit.Size{W: 120, H: 40})
	g.SetRows(many{n: 1_000_000, asked: &asked}, 500_000)
	g.View()
	if asked != 38 {
		t.Errorf("asked for %d rows, 38 are visible", asked)
	}
}

func TestGridKeyChangesTwoLines(t *testing.T) {
	g := newGrid(colored, 1000, kit.Size{W: 120, H: 40})
	before := strings.Split(g.View(), "\n")
	g.Move(1)
	changed, bytes := 0, 0
	for i, line := range strings.Split(g.View(), "\n") {
		if line != before[i] {
			changed++
			bytes += len(line)
		}
	}
	if changed != 2 || bytes > 900 {
		t.Errorf("a cursor key changes %d lines with %d bytes, want 2 with at most 900", changed, bytes)
	}
}

func TestGridSelectionNeedsNoColor(t *testing.T) {
	line := strings.Split(newGrid(mono, 3, kit.Size{W: 60, H: 6}).View(), "\n")[2]
	if !strings.Contains(line, "▌") || !strings.Contains(line, "\x1b[7mMicrosoft") {
		t.Errorf("selected row %q has no mark or is not reversed", line)
	}
	g := newGrid(ascii, 300, kit.Size{W: 60, H: 6})
	g.SetSort(0, false)
	for _, want := range []string{"\x1b[1;7m>", "Benefit ^", "-----", "|"} {
		if !strings.Contains(g.View(), want) {
			t.Errorf("the ASCII grid lacks %q:\n%s", want, g.View())
		}
	}
}

func TestGridWithoutRows(t *testing.T) {
	g := newGrid(mono, 0, kit.Size{W: 60, H: 6})
	g.SetEmpty("nothing matches")
	if !strings.Contains(strings.Split(g.View(), "\n")[2], "nothing matches") {
		t.Errorf("the empty grid does not say so:\n%s", g.View())
	}
	g.SetEmpty("nothing\nmatches")
	if lines := strings.Split(g.View(), "\n"); !strings.Contains(lines[2], "nothing") || !strings.Contains(lines[3], "matches") {
		t.Errorf("the second line is missing:\n%s", g.View())
	}
}

func BenchmarkGridView(b *testing.B) {
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g := newGrid(colored, n, kit.Size{W: 120, H: 40})
			b.ReportAllocs()
			for b.Loop() {
				g.View()
			}
		})
	}
}
