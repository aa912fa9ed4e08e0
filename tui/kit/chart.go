package kit

import (
	"iter"
	"slices"
	"strings"

	"benefitdesk/tui/theme"
)

// Scale maps values, such as days, to cells: Min to the first of Width cells,
// Max to the last.
type Scale struct{ Min, Max, Width int }

// Cell is the cell nearest to the value; ok is false when the value lies outside
// the scale. Charts of one scale agree on it.
func (s Scale) Cell(v int) (cell int, ok bool) {
	if s.Width <= 0 {
		return 0, false
	}
	if s.Max <= s.Min {
		return 0, v == s.Min
	}
	cell = clamp(int(s.position(v)+0.5), 0, s.Width-1)
	return cell, v >= s.Min && v <= s.Max
}

// position is where the value lies between the centres of the first and the last
// cell, in cells.
func (s Scale) position(v int) float64 {
	if s.Max <= s.Min {
		return 0
	}
	return float64(clamp(v, s.Min, s.Max)-s.Min) / float64(s.Max-s.Min) * float64(s.Width-1)
}

// Mark is a value that is marked on every line of a chart, such as today.
type Mark struct {
	At    int
	Glyph string // one cell, for example Glyphs.Today
	Tone  theme.Tone
}

// Chart draws bars and labels on a shared scale, one line at a time. Every line
// is exactly Scale.Width cells.
type Chart struct {
	Theme theme.Theme
	Scale Scale
	Marks []Mark
}

// Bar draws a bar between two values with an end at each, or an arrow where it
// goes on outside the scale. Two values in one cell are one upright line.
func (c Chart) Bar(from, to int, tone theme.Tone) string {
	g, s := c.Theme.Glyphs, c.Scale
	cells := make([]string, max(s.Width, 0))
	if to < from {
		from, to = to, from
	}
	if len(cells) > 0 && to >= s.Min && from <= s.Max {
		first, starts := s.Cell(from)
		last, ends := s.Cell(to)
		for i := first; i <= last; i++ {
			cells[i] = g.Rule
		}
		switch {
		case first == last && !starts && !ends:
			cells[first] = g.Rule
		case first == last:
			cells[first] = g.Short
		default:
			cells[first], cells[last] = g.Start, g.End
			if !starts {
				cells[first] = g.MoreLeft
			}
			if !ends {
				cells[last] = g.More
			}
		}
	}
	return c.paint(cells, tone)
}

// Blank draws a line with the marks alone.
func (c Chart) Blank() string {
	return c.paint(make([]string, max(c.Scale.Width, 0)), theme.Plain)
}

// paint joins the cells of one line, empty ones as blanks, and draws the marks.
func (c Chart) paint(cells []string, tone theme.Tone) string {
	return c.paintEach(cells, slices.Repeat([]theme.Tone{tone}, len(cells)))
}

// paintEach is paint with a tone for every cell.
func (c Chart) paintEach(cells []string, tones []theme.Tone) string {
	for i, cell := range cells {
		if cell == "" {
			cells[i], tones[i] = " ", theme.Plain
		}
	}
	for _, m := range c.Marks {
		i, ok := c.Scale.Cell(m.At)
		if !ok || m.Glyph == "" {
			continue
		}
		switch cells[i] {
		case " ":
			cells[i], tones[i] = m.Glyph, m.Tone
		case c.Theme.Glyphs.Rule:
			cells[i], tones[i] = c.Theme.Glyphs.Cross, m.Tone
		} // the end of a bar says more than a mark
	}
	var b strings.Builder
	for i := 0; i < len(cells); {
		end := i + 1
		for end < len(cells) && tones[end] == tones[i] {
			end++
		}
		b.WriteString(c.Theme.Paint(tones[i], strings.Join(cells[i:end], "")))
		i = end
	}
	return b.String()
}

// Axis draws a tick at each value, ascending, and its label behind it. A label
// that would touch the next tick, or the end of the line, is left out.
func (c Chart) Axis(labels iter.Seq2[int, string]) string {
	type tick struct {
		cell  int
		label string
	}
	var ticks []tick
	for at, label := range labels {
		cell, ok := c.Scale.Cell(at)
		if ok && (len(ticks) == 0 || cell > ticks[len(ticks)-1].cell) {
			ticks = append(ticks, tick{cell, label})
		}
	}
	var b strings.Builder
	end, w := 0, max(c.Scale.Width, 0)
	for i, t := range ticks {
		b.WriteString(blank(t.cell-end) + c.Theme.Glyphs.Tick)
		end = t.cell + 1
		room := w - end
		if i+1 < len(ticks) {
			room = ticks[i+1].cell - end - 1
		}
		if wide := Width(t.label); wide <= room {
			b.WriteString(t.label)
			end += wide
		}
	}
	return c.Theme.Paint(theme.Muted, Fit(b.String(), w))
}

// Gauge draws used of total as a bar of exactly w cells. Any use shows, and a
// gauge is full only when nothing is left.
func Gauge(t theme.Theme, tone theme.Tone, used, total, w int) string {
	if w <= 0 {
		return ""
	}
	halves := 0
	if total > 0 {
		halves = 2 * w * clamp(used, 0, total) / total
		if used > 0 {
			halves = max(halves, 1)
		}
	}
	bar := repeat(t.Glyphs.Bar, halves/2)
	if halves%2 == 1 {
		bar += t.Glyphs.HalfBar
	}
	return t.Paint(tone, bar) + t.Paint(theme.Rule, repeat(t.Glyphs.Gap, w-(halves+1)/2))
}

// Sparkline draws values as heights, lowest to highest, in exactly w cells: one
// cell each, or the mean of several when there are more values than cells.
func Sparkline(t theme.Theme, tone theme.Tone, values []int, w int) string {
	if w <= 0 || len(values) == 0 {
		return blank(w)
	}
	low, high := slices.Min(values), slices.Max(values)
	var b strings.Builder
	n := min(len(values), w)
	for i := range n {
		group := values[i*len(values)/n : (i+1)*len(values)/n]
		sum := 0.0
		for _, v := range group {
			sum += float64(v) - float64(low)
		}
		level := 0
		if high > low {
			level = int(sum/float64(len(group))/(float64(high)-float64(low))*7 + 0.5)
		}
		b.WriteString(t.Glyphs.Levels[level])
	}
	return t.Paint(tone, b.String()) + blank(w-n)
}
