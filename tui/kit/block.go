package kit

import (
	"strings"

	"benefitdesk/tui/theme"
)

// Size is a rectangle in cells: width and height.
type Size struct{ W, H int }

// Block makes a rectangle of the lines: each is cut or padded to the width,
// missing lines are blank and the ones beyond the height are left out.
func Block(lines []string, size Size) string {
	if size.H <= 0 {
		return ""
	}
	var b strings.Builder
	b.Grow(size.H * (max(size.W, 0) + 16))
	for i := range size.H {
		if i > 0 {
			b.WriteByte('\n')
		}
		if i < len(lines) {
			b.WriteString(Fit(lines[i], size.W))
		} else {
			b.WriteString(blank(size.W))
		}
	}
	return b.String()
}

// Beside joins rectangles side by side. They should have the same height; a
// shorter one is filled up with blank lines.
func Beside(parts ...string) string {
	columns := make([][]string, len(parts))
	widths := make([]int, len(parts))
	height := 0
	for i, p := range parts {
		columns[i] = strings.Split(p, "\n")
		widths[i] = Width(columns[i][0])
		height = max(height, len(columns[i]))
	}
	var b strings.Builder
	for y := range height {
		if y > 0 {
			b.WriteByte('\n')
		}
		for i, lines := range columns {
			if y < len(lines) {
				b.WriteString(lines[y])
			} else {
				b.WriteString(blank(widths[i]))
			}
		}
	}
	return b.String()
}

// Stack joins rectangles of the same width on top of each other. A part of no
// height is the empty string and leaves no line.
func Stack(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p)
	}
	return b.String()
}

// Rule is a separating line of w cells that begins with a title, when there is one.
func Rule(t theme.Theme, title string, w int) string {
	if w <= 0 {
		return ""
	}
	head := ""
	if title != "" {
		head, _ = cut(title, w)
	}
	rest := w - Width(head)
	if head == "" || rest == 0 {
		return t.Paint(theme.Heading, head) + t.Paint(theme.Rule, repeat(t.Glyphs.Rule, rest))
	}
	return t.Paint(theme.Heading, head) + " " + t.Paint(theme.Rule, repeat(t.Glyphs.Rule, rest-1))
}

// repeat is n copies of a glyph, blank when the theme has none.
func repeat(glyph string, n int) string {
	if glyph == "" {
		return blank(n)
	}
	return strings.Repeat(glyph, max(n, 0))
}
