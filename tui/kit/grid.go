package kit

import (
	"strings"

	"benefitdesk/tui/theme"
)

// Cell is one cell of a Grid's row. Short, when there is one, stands where Text
// is too wide for the column.
type Cell struct {
	Text, Short string
	Tone        theme.Tone
}

// fitting is the text that w cells have room for.
func (c Cell) fitting(w int) string {
	if c.Short != "" && Width(c.Text) > w {
		return c.Short
	}
	return c.Text
}

// Rows is what a Grid shows. Cells appends the cells of row i, one per column,
// to into and returns it; it is called for visible rows only.
type Rows interface {
	Len() int
	Cells(i int, into []Cell) []Cell
}

// Grid is a table that draws only the rows one sees, so its cost does not depend
// on how many there are. One row is selected.
type Grid struct {
	theme      theme.Theme
	columns    []Column
	shown      []slot
	rows       Rows
	empty      string
	size       Size
	selected   int
	offset     int
	sorted     int // the column the rows are sorted by, or -1
	descending bool
}

// Cells around a row's text: the mark and a blank on the left, on the right the
// blank and the scroll thumb.
const (
	gridLeft   = 2
	gridRight  = 2
	gridHeader = 2
)

// NewGrid returns an empty grid of no size.
func NewGrid(t theme.Theme) *Grid { return &Grid{theme: t, sorted: -1} }

// SetTheme changes how the grid is painted.
func (g *Grid) SetTheme(t theme.Theme) { g.theme = t }

// SetColumns changes the columns and forgets the sort mark.
func (g *Grid) SetColumns(columns []Column) {
	g.columns, g.sorted = columns, -1
	g.shown = layout(g.columns, g.size.W-gridLeft-gridRight)
}

// SetSort marks the column that the rows are sorted by; -1 marks none.
func (g *Grid) SetSort(column int, descending bool) {
	g.sorted, g.descending = column, descending
}

// SetEmpty sets the text shown when there are no rows; it is wrapped.
func (g *Grid) SetEmpty(text string) { g.empty = text }

// SetRows changes the rows and selects one, which stays on the line of the
// screen where the selected row was, as far as there are rows around it.
func (g *Grid) SetRows(rows Rows, selected int) {
	line := g.selected - g.offset
	g.rows = rows
	g.selected = clamp(selected, 0, g.Len()-1)
	g.offset = g.selected - line
	g.reveal(0)
}

// Resize sets the grid's rectangle.
func (g *Grid) Resize(size Size) {
	g.size = size
	g.shown = layout(g.columns, size.W-gridLeft-gridRight)
	g.reveal(0)
}

// Len is the number of rows.
func (g *Grid) Len() int {
	if g.rows == nil {
		return 0
	}
	return g.rows.Len()
}

// Selected is the index of the selected row; 0 when there are none.
func (g *Grid) Selected() int { return g.selected }

// Offset is the index of the first visible row.
func (g *Grid) Offset() int { return g.offset }

// Select selects row i, or the nearest there is.
func (g *Grid) Select(i int) {
	g.selected = clamp(i, 0, g.Len()-1)
	g.reveal(0)
}

// Move moves the selection n rows down, or up when n is negative. Leaving the
// window scrolls it by a third: a scroll redraws every line, so scrolling at
// each key would cost ten times the bytes.
func (g *Grid) Move(n int) {
	g.selected = clamp(g.selected+n, 0, g.Len()-1)
	g.reveal(g.body() / 3)
}

// PageDown moves the selection and the window one page down.
func (g *Grid) PageDown() { g.page(max(1, g.body())) }

// PageUp moves the selection and the window one page up.
func (g *Grid) PageUp() { g.page(-max(1, g.body())) }

func (g *Grid) page(n int) {
	g.offset += n
	g.Select(g.selected + n)
}

// Home selects the first row.
func (g *Grid) Home() { g.Select(0) }

// End selects the last row.
func (g *Grid) End() { g.Select(g.Len() - 1) }

// RowAt is the row drawn on line y of the grid, counted from 0.
func (g *Grid) RowAt(y int) (row int, ok bool) {
	row = g.offset + y - (max(g.size.H, 0) - g.body())
	return row, row >= g.offset && y < g.size.H && row < g.Len()
}

// body is the number of lines for rows. A grid of one or two lines has no header.
func (g *Grid) body() int {
	if g.size.H <= gridHeader {
		return max(g.size.H, 0)
	}
	return g.size.H - gridHeader
}

// reveal scrolls the selected row into the window, and margin rows further when
// it had left it.
func (g *Grid) reveal(margin int) {
	body := g.body()
	switch {
	case g.selected < g.offset:
		g.offset = g.selected - margin
	case g.selected >= g.offset+body:
		g.offset = g.selected - body + 1 + margin
	}
	g.offset = clamp(g.offset, 0, max(0, g.Len()-max(body, 1)))
}

// View draws the grid: exactly its rectangle.
func (g *Grid) View() string {
	if g.size.H <= 0 {
		return ""
	}
	if g.size.W <= gridLeft+gridRight {
		return Block(nil, g.size)
	}
	var b strings.Builder
	b.Grow(g.size.H * (g.size.W + 64))
	body := g.body()
	if body < g.size.H {
		g.header(&b)
	}
	first, last := g.thumb(body)
	var cells []Cell
	for y := range body {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		cells = g.line(&b, y, cells[:0])
		if y >= first && y < last {
			b.WriteString(" " + g.theme.Paint(theme.Rule, g.theme.Glyphs.Thumb))
		} else {
			b.WriteString(blank(gridRight))
		}
	}
	return b.String()
}

// line writes body line y without the thumb. It returns cells to be used again.
func (g *Grid) line(b *strings.Builder, y int, cells []Cell) []Cell {
	switch row := g.offset + y; {
	case row < g.Len():
		cells = g.rows.Cells(row, cells)
		g.row(b, cells, row == g.selected)
	case g.Len() == 0:
		text := ""
		if lines := Wrap(g.empty, g.textWidth()); y < len(lines) {
			text = lines[y]
		}
		b.WriteString(blank(gridLeft))
		b.WriteString(g.theme.Paint(theme.Muted, Fit(text, g.textWidth())))
	default:
		b.WriteString(blank(gridLeft + g.textWidth()))
	}
	return cells
}

func (g *Grid) textWidth() int { return g.size.W - gridLeft - gridRight }

// header writes the titles with the sort arrow, and a rule.
func (g *Grid) header(b *strings.Builder) {
	var titles strings.Builder
	for i, s := range g.shown {
		if i > 0 {
			titles.WriteString(blank(columnGap))
		}
		c := g.columns[s.column]
		title, room := c.Title, s.width
		if s.column == g.sorted {
			room -= 2
		}
		if c.Short != "" && Width(title) > room {
			title = c.Short
		}
		if s.column == g.sorted {
			arrow := g.theme.Glyphs.Up
			if g.descending {
				arrow = g.theme.Glyphs.Down
			}
			if s.width < 3 {
				title = arrow
			} else {
				title, _ = cut(title, s.width-2)
				title += " " + arrow
			}
		}
		titles.WriteString(fit(title, s.width, c.Align))
	}
	b.WriteString(blank(gridLeft))
	b.WriteString(g.theme.Paint(theme.Heading, Fit(titles.String(), g.textWidth())))
	b.WriteString(blank(gridRight) + "\n" + blank(gridLeft))
	b.WriteString(g.theme.Paint(theme.Rule, repeat(g.theme.Glyphs.Rule, g.textWidth())))
	b.WriteString(blank(gridRight))
}

// row writes one row. A gap belongs to the cell before it, which saves bytes.
func (g *Grid) row(b *strings.Builder, cells []Cell, selected bool) {
	behind := theme.Plain
	if selected {
		behind = theme.Selected
		b.WriteString(g.theme.On(behind, theme.SelectedMark, g.theme.Glyphs.Mark))
		b.WriteString(g.theme.On(behind, theme.Plain, " "))
	} else {
		b.WriteString(blank(gridLeft))
	}
	left := g.textWidth()
	run := run{behind: behind}
	for i, s := range g.shown {
		var c Cell
		if s.column < len(cells) {
			c = cells[s.column]
		}
		gap := columnGap
		if left -= s.width; i == len(g.shown)-1 {
			gap = left
		}
		left -= gap
		run.add(b, g.theme, c.Tone, fit(c.fitting(s.width), s.width, g.columns[s.column].Align)+blank(gap))
	}
	run.add(b, g.theme, theme.Plain, blank(left))
	run.end(b, g.theme)
}

// run paints neighbours of one tone together: every change of tone costs the
// terminal some twenty bytes.
type run struct {
	behind, tone theme.Tone
	text         strings.Builder
}

func (r *run) add(b *strings.Builder, t theme.Theme, tone theme.Tone, text string) {
	if tone != r.tone {
		r.end(b, t)
		r.tone = tone
	}
	r.text.WriteString(text)
}

func (r *run) end(b *strings.Builder, t theme.Theme) {
	if r.text.Len() > 0 {
		b.WriteString(t.On(r.behind, r.tone, r.text.String()))
		r.text.Reset()
	}
}

// thumb is the range of lines that stands for the visible rows; it is empty when
// all are visible.
func (g *Grid) thumb(body int) (first, last int) {
	n := g.Len()
	if n <= body || body == 0 {
		return 0, 0
	}
	height := max(1, body*body/n)
	first = g.offset * (body - height) / (n - body)
	return first, first + height
}

func clamp(v, low, high int) int { return max(low, min(v, high)) }
