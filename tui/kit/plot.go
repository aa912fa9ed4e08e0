package kit

import "benefitdesk/tui/theme"

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
}

// Layers draws how one rectangle becomes the next, in h lines of which the
// highest layer takes all. Each cell of the last one shows the layer since
// which it is covered, and what earlier ones covered and the last does not is
// a gap.
func (c Chart) Layers(layers []Layer, h int) []string {
	width, high := max(c.Scale.Width, 0), 1
	for _, l := range layers {
		high = max(high, l.High)
	}
	cells, tones := make([]string, width*h), make([]theme.Tone, width*h)
	for _, l := range layers {
		last, _ := c.Scale.Cell(l.To)
		top := h - max(min(1, l.High), (2*l.High*h+high)/(2*high))
		for y := range h {
			for x := range width {
				at := y*width + x
				switch covered := y >= top && x <= last && l.To >= c.Scale.Min; {
				case covered && (cells[at] == "" || cells[at] == c.Theme.Glyphs.Gap):
					cells[at], tones[at] = l.Glyph, l.Tone
				case !covered && cells[at] != "":
					cells[at], tones[at] = c.Theme.Glyphs.Gap, theme.Muted
				}
			}
		}
	}
	return c.rows(cells, tones, h)
}

func (c Chart) rows(cells []string, tones []theme.Tone, h int) []string {
	width := max(c.Scale.Width, 0)
	lines := make([]string, h)
	for y := range lines {
		lines[y] = c.paintEach(cells[y*width:(y+1)*width], tones[y*width:(y+1)*width])
	}
	return lines
}
