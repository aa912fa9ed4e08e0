package kit

import (
	"strings"

	"benefitdesk/tui/theme"

	"github.com/charmbracelet/x/ansi"
)

// Cut returns the cells from (inclusive) to to (exclusive) of a line, exactly
// to-from of them. The piece carries its own style: what was switched on before
// it is repeated and switched off after it. A wide character that lies across an
// edge becomes a blank.
func Cut(line string, from, to int) string {
	if to <= from {
		return ""
	}
	var b strings.Builder
	style, shown := "", false // the sequences in force; whether any was written
	x, end := 0, from
	for i := 0; i < len(line); {
		n, cells := next(line[i:])
		piece := line[i : i+n]
		i += n
		escaped := piece[0] == ansi.ESC && n > 1
		if x >= to && (cells > 0 || escaped) {
			break
		}
		switch {
		case escaped:
			if style = restyle(style, piece); shown && isStyle(piece) {
				b.WriteString(piece)
			}
		case isControl(piece), cells == 0 && x <= from:
		case x >= from && x+cells <= to:
			if !shown {
				b.WriteString(blank(x-end) + style)
				shown = true
			}
			b.WriteString(piece)
			end = x + cells
		}
		x += cells
	}
	if shown && style != "" {
		b.WriteString(ansi.ResetStyle)
	}
	return b.String() + blank(to-end)
}

// restyle adds a style sequence to those in force; a reset drops them all.
func restyle(style, sequence string) string {
	switch {
	case !isStyle(sequence):
		return style
	case sequence == ansi.ResetStyle || sequence == "\x1b[0m":
		return ""
	}
	return style + sequence
}

// isStyle reports a sequence that sets colours or attributes. Others, such as
// links, are not worth keeping in a piece of a line.
func isStyle(sequence string) bool {
	return strings.HasPrefix(sequence, "\x1b[") && strings.HasSuffix(sequence, "m")
}

// Overlay draws the rectangle box over the rectangle background with its top
// left corner at column x and line y. What lies outside the background is left
// out; the result has the background's size.
func Overlay(background, box string, x, y int) string {
	lines := strings.Split(background, "\n")
	over := strings.Split(box, "\n")
	width, wide := Width(lines[0]), Width(over[0])
	from, to := max(x, 0), min(x+wide, width)
	if from >= to {
		return background
	}
	for i, line := range over {
		if y+i < 0 || y+i >= len(lines) {
			continue
		}
		if from != x || to != x+wide {
			line = Cut(line, from-x, to-x)
		}
		under := lines[y+i]
		lines[y+i] = Cut(under, 0, from) + line + Cut(under, to, width)
	}
	return strings.Join(lines, "\n")
}

// Centered is where the top left corner of a box goes to stand in the middle of
// a window, never left of or above it.
func Centered(window, box Size) (x, y int) {
	return max(0, (window.W-box.W)/2), max(0, (window.H-box.H)/2)
}

// Box draws a border with a title around the lines. A box too small for a
// border is the lines alone.
func Box(t theme.Theme, title string, lines []string, size Size) string {
	g := t.Glyphs
	if size.W < 5 || size.H < 3 {
		return Block(lines, size)
	}
	inner := Size{size.W - 4, size.H - 2}
	top := repeat(g.Rule, size.W-2)
	if title != "" && inner.W > 4 {
		head, cells := cut(title, inner.W-2)
		top = g.Rule + " " + head + " " + repeat(g.Rule, size.W-5-cells)
	}
	side := t.Paint(theme.Rule, g.Vertical)
	var b strings.Builder
	b.WriteString(t.Paint(theme.Rule, g.TopLeft+top+g.TopRight))
	for i := range inner.H {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		b.WriteString("\n" + side + " " + Fit(line, inner.W) + " " + side)
	}
	b.WriteString("\n" + t.Paint(theme.Rule, g.BottomLeft+repeat(g.Rule, size.W-2)+g.BottomRight))
	return b.String()
}
