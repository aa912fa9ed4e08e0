package kit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/theme"

	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
	"pgregory.net/rapid"
)

var (
	colored = theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.TrueColor})
	mono    = theme.New(theme.Options{Dark: true})
	ascii   = theme.New(theme.Options{ASCII: true})
)

// pieces are the kinds of text that have broken terminal programs before.
var pieces = []string{
	"a", "Z", "7", " ", "  ", "-", ".", "word", "日", "本", "語", "、", "。", "「", "」", "한", "ガ", "ｶﾞ", "ﾞ",
	"é", "e\u0301", "\u0301", "क्षि", "ที่", "🙂", "👨‍👩‍👧", "👍🏽", "🇯🇵", "⚠️", "⚠", "1️⃣", "…", "─", "●",
	"\u200d", "\u200b", "\u00ad", "\u0600", "\u202e", "\ufeff", "\u0085", "\u2028", "\t", "\n", "\r\n", "\x00", "\x07", "\x7f",
	"\xff", "\xe6\x97", "\x1b", "\x1b[", "\x1b[3\n1m", "\x1b]8;;x",
}

var textGen = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
})

var sizeGen = rapid.Custom(func(t *rapid.T) kit.Size {
	return kit.Size{W: rapid.IntRange(0, 220).Draw(t, "w"), H: rapid.IntRange(0, 60).Draw(t, "h")}
})

var themeGen = rapid.SampledFrom([]theme.Theme{colored, mono, ascii})

func texts(t *rapid.T, name string) []string {
	return rapid.SliceOfN(textGen, 0, 12).Draw(t, name)
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// exactly fails unless the view fills the rectangle and holds no control
// characters, by this package's measure and, independently, by x/ansi's for text
// on whose width both agree.
func exactly(t failer, view string, size kit.Size) {
	t.Helper()
	if size.H == 0 {
		if view != "" {
			t.Fatalf("no height, but %q", view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != size.H {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), size.H, view)
	}
	for i, line := range lines {
		if w := kit.Width(line); w != size.W {
			t.Fatalf("line %d has %d cells, want %d: %q", i, w, size.W, line)
		}
		if !strings.Contains(line, "ﾞ") && ansi.StringWidth(line) != size.W {
			t.Fatalf("line %d has %d cells by x/ansi, want %d: %q", i, ansi.StringWidth(line), size.W, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				t.Fatalf("line %d holds %q: %q", i, r, line)
			}
		}
	}
}

func TestBlocksAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th, size := themeGen.Draw(t, "theme"), sizeGen.Draw(t, "size")
		lines := texts(t, "lines")
		for i := range lines {
			lines[i] = th.Paint(theme.Accent, lines[i])
		}
		block := kit.Block(lines, size)
		exactly(t, block, size)
		exactly(t, kit.Box(th, textGen.Draw(t, "title"), lines, size), size)
		exactly(t, kit.Rule(th, textGen.Draw(t, "rule"), size.W), kit.Size{W: size.W, H: 1})
		if size.H == 0 || size.W == 0 {
			return
		}
		right := kit.Size{W: 7, H: size.H}
		exactly(t, kit.Beside(block, " ", kit.Block(nil, right)), kit.Size{W: size.W + 8, H: size.H})
		exactly(t, kit.Stack(block, "", block), kit.Size{W: size.W, H: 2 * size.H})
	})
}

func TestOverlayIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th, size := themeGen.Draw(t, "theme"), sizeGen.Draw(t, "size")
		if size.H == 0 {
			return
		}
		lines := texts(t, "lines")
		for i := range lines {
			lines[i] = th.Paint(theme.Warning, lines[i]) + lines[i]
		}
		inner := kit.Size{W: rapid.IntRange(0, 60).Draw(t, "box w"), H: rapid.IntRange(1, 20).Draw(t, "box h")}
		box := kit.Box(th, "t", texts(t, "body"), inner)
		x, y := rapid.IntRange(-70, 230).Draw(t, "x"), rapid.IntRange(-25, 65).Draw(t, "y")
		exactly(t, kit.Overlay(kit.Block(lines, size), box, x, y), size)
	})
}

type table [][]string

func (r table) Len() int { return len(r) }

func (r table) Cells(i int, into []kit.Cell) []kit.Cell {
	for _, text := range r[i] {
		into = append(into, kit.Cell{Text: text, Tone: theme.Good})
	}
	return into
}

var columnGen = rapid.Custom(func(t *rapid.T) kit.Column {
	n := func(name string, most int) int { return rapid.IntRange(0, most).Draw(t, name) }
	return kit.Column{
		Title: textGen.Draw(t, "title"), Align: kit.Align(n("align", 3)),
		Min: n("min", 30), Ideal: n("ideal", 40), Grow: n("grow", 3), Drop: n("drop", 4),
	}
})

func TestGridIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfN(columnGen, 0, 6).Draw(t, "columns")
		var rows table
		for range rapid.IntRange(0, 20).Draw(t, "rows") {
			rows = append(rows, rapid.SliceOfN(textGen, 0, 6).Draw(t, "row"))
		}
		size := sizeGen.Draw(t, "size")
		g := kit.NewGrid(themeGen.Draw(t, "theme"))
		g.SetEmpty(textGen.Draw(t, "empty"))
		g.SetColumns(columns)
		g.SetSort(rapid.IntRange(-1, 6).Draw(t, "sort"), true)
		g.Resize(size)
		g.SetRows(rows, rapid.IntRange(-3, 25).Draw(t, "selected"))
		g.Move(rapid.IntRange(-30, 30).Draw(t, "move"))
		exactly(t, g.View(), size)
	})
}

func TestChoiceIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := sizeGen.Draw(t, "size")
		var options []kit.Option
		for _, s := range texts(t, "options") {
			options = append(options, kit.Option{Label: s, Help: s + s, Disabled: rapid.SampledFrom([]string{"", s}).Draw(t, "disabled")})
		}
		c := kit.NewChoice(themeGen.Draw(t, "theme"))
		c.Resize(size)
		c.SetOptions(options, 0)
		c.Move(rapid.IntRange(-20, 20).Draw(t, "move"))
		exactly(t, c.View(), size)
	})
}

// Of a choice nothing may be selected until one moves: to the first option,
// whichever way.
func TestAChoiceOfNone(t *testing.T) {
	for _, by := range []int{-1, 1} {
		c := kit.NewChoice(ascii)
		c.Resize(kit.Size{W: 20, H: 3})
		c.SetOptions([]kit.Option{{Label: "a", Disabled: "why"}, {Label: "b"}}, kit.None)
		if c.Selected() != kit.None || c.WhyNot() != "" || strings.Contains(c.View(), ">") {
			t.Errorf("option %d is selected:\n%s", c.Selected(), c.View())
		}
		if c.Move(by); c.Selected() != 0 || c.WhyNot() != "why" {
			t.Errorf("moved by %d, option %d is selected", by, c.Selected())
		}
	}
}

func TestChartsAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		th := themeGen.Draw(t, "theme")
		n := func(name string) int { return rapid.IntRange(-1000, 1000).Draw(t, name) }
		size := kit.Size{W: sizeGen.Draw(t, "size").W, H: 1}
		c := kit.Chart{
			Theme: th, Scale: kit.Scale{Min: n("min"), Max: n("max"), Width: size.W},
			Marks: []kit.Mark{{At: n("today"), Glyph: th.Glyphs.Today, Tone: theme.Today}},
		}
		exactly(t, c.Bar(n("from"), n("to"), theme.After), size)
		exactly(t, c.Blank(), size)
		exactly(t, c.Axis(func(yield func(int, string) bool) {
			for at := -1000; at < 1000 && yield(at, textGen.Draw(t, "label")); at += 250 {
			}
		}), size)
		exactly(t, kit.Gauge(th, theme.Before, n("used"), n("total"), size.W), size)
		values := rapid.SliceOfN(rapid.IntRange(-50, 50), 0, 300).Draw(t, "values")
		exactly(t, kit.Sparkline(th, theme.After, values, size.W), size)
	})
}

// Ticks stand exactly where bars of the same scale end, and every label right
// behind its tick.
func TestTicksStandOnTheirValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := kit.Chart{Theme: ascii, Scale: kit.Scale{
			Min: rapid.IntRange(-500, 0).Draw(t, "min"), Max: rapid.IntRange(1, 500).Draw(t, "max"), Width: rapid.IntRange(2, 120).Draw(t, "w"),
		}}
		values := rapid.SliceOfNDistinct(rapid.IntRange(-600, 600), 0, 12, rapid.ID).Draw(t, "values")
		slices.Sort(values)
		axis := c.Axis(func(yield func(int, string) bool) {
			for _, v := range values {
				if !yield(v, "L") {
					return
				}
			}
		})
		want := []byte(strings.Repeat(" ", c.Scale.Width))
		for _, v := range values {
			if cell, ok := c.Scale.Cell(v); ok {
				want[cell] = '\''
			}
		}
		for i := range want {
			if want[i] == '\'' && i+1 < len(want) && want[i+1] == ' ' && (i+2 == len(want) || want[i+2] != '\'') {
				want[i+1] = 'L'
			}
		}
		if ansi.Strip(axis) != string(want) {
			t.Fatalf("%v on %+v:\n%q, want\n%q", values, c.Scale, ansi.Strip(axis), want)
		}
	})
}

func ExampleChart() {
	c := kit.Chart{Theme: theme.New(theme.Options{}), Scale: kit.Scale{Min: 0, Max: 300, Width: 31}}
	c.Marks = []kit.Mark{{At: 50, Glyph: c.Theme.Glyphs.Today}}
	axis := c.Axis(func(yield func(int, string) bool) {
		_ = yield(0, "26-11") && yield(40, "hidden") && yield(150, "27-05") && yield(300, "28-06")
	})
	for _, line := range []string{c.Bar(0, 100, theme.Plain), c.Bar(100, 400, theme.Plain), axis} {
		fmt.Println(strings.TrimRight(line, " "))
	}
	// Output:
	// ├────┼────┤
	//      ┆    ├───────────────────▸
	// ╵   ╵hidden    ╵27-05         ╵
}
