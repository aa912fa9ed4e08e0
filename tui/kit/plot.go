package kit

import (
	"slices"

	"benefitdesk/tui/theme"
)

// Point is a value of two coordinates in a plot.
type Point struct {
	X, Y  int
	Glyph string // one cell
	Tone  theme.Tone
}

// Points draws points in h lines, Y from low at the bottom to high at the top,
// later points over earlier ones. What lies outside is left out.
func (c Chart) Points(points []Point, low, high, h int) []string {
	width, vertical := max(c.Scale.Width, 0), Scale{low, high, h}
	cells, tones := make([]string, width*h), make([]theme.Tone, width*h)
	for _, p := range points {
		x, inX := c.Scale.Cell(p.X)
		y, inY := vertical.Cell(p.Y)
		if inX && inY {
			at := (h-1-y)*width + x
			cells[at], tones[at] = p.Glyph, p.Tone
		}
	}
	return c.rows(cells, tones, h)
}

// Layer is a rectangle from the beginning of a scale to a value, and as high
// as another.
type Layer struct {
	To, High int
	Glyph    string // one cell
	Tone     theme.Tone
	Label    string // ends the first line that shows it, where more than the label has room
}

// Owners of a cell that no layer covers.
const (
	nobody = iota - 2
	gone   // an earlier layer covered it, and the last does not
)

// Layers draws how one rectangle becomes the next, in h lines of which the
// highest layer takes all. Each cell of the last one shows the layer since
// which it is covered, and what earlier ones covered and the last does not is
// a gap.
func (c Chart) Layers(layers []Layer, h int) []string {
	width := max(c.Scale.Width, 0)
	owners := c.owners(layers, h)
	cells, tones := make([]string, width*h), make([]theme.Tone, width*h)
	for at, owner := range owners {
		switch owner {
		case nobody:
		case gone:
			cells[at], tones[at] = c.Theme.Glyphs.Gap, theme.Muted
		default:
			cells[at], tones[at] = layers[owner].Glyph, layers[owner].Tone
		}
	}
	for i, l := range layers {
		first := slices.Index(owners, i)
		if first < 0 {
			continue
		}
		last := first
		for (last+1)%width != 0 && owners[last+1] == i {
			last++
		}
		if label := []rune(l.Label); len(label) <= last-first {
			for n, r := range label {
				cells[last+1-len(label)+n] = string(r)
			}
		}
	}
	return c.rows(cells, tones, h)
}

// owners tells of each cell since which layer it is covered.
func (c Chart) owners(layers []Layer, h int) []int {
	width, high := max(c.Scale.Width, 0), 1
	for _, l := range layers {
		high = max(high, l.High)
	}
	owners := slices.Repeat([]int{nobody}, width*h)
	for i, l := range layers {
		last, _ := c.Scale.Cell(l.To)
		top := h - max(min(1, l.High), (2*l.High*h+high)/(2*high))
		for at, owner := range owners {
			covered := at/width >= top && at%width <= last && l.To >= c.Scale.Min
			switch {
			case covered && owner < 0:
				owners[at] = i
			case !covered && owner >= 0:
				owners[at] = gone
			}
		}
	}
	return owners
}

func (c Chart) rows(cells []string, tones []theme.Tone, h int) []string {
	width := max(c.Scale.Width, 0)
	lines := make([]string, h)
	for y := range lines {
		lines[y] = c.paintEach(cells[y*width:(y+1)*width], tones[y*width:(y+1)*width])
	}
	return lines
}
