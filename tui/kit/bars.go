package kit

import (
	"slices"
	"strings"

	"benefitdesk/tui/theme"
)

// Bars draws values from zero on as columns that stand side by side, w cells
// wide and up to h lines high; tone gives the tone of each. Any value but zero
// shows.
func Bars(t theme.Theme, values []int, w, h int, tone func(i int) theme.Tone) []string {
	steps := len(t.Glyphs.Levels)
	high := 0
	if len(values) > 0 {
		high = slices.Max(values)
	}
	lines := make([]string, h)
	for y := range lines {
		var b strings.Builder
		for i := 0; i < len(values); { // columns of one tone are painted at once
			ink, run := tone(i), strings.Builder{}
			for ; i < len(values) && tone(i) == ink; i++ {
				level := 0
				if values[i] > 0 {
					level = (values[i]*steps*h+high-1)/high - steps*(h-1-y)
				}
				gap := min(1, w-1)
				if level > 0 {
					run.WriteString(repeat(t.Glyphs.Levels[min(level, steps)-1], w-gap) + blank(gap))
				} else {
					run.WriteString(blank(w))
				}
			}
			b.WriteString(t.Paint(ink, run.String()))
		}
		lines[y] = b.String()
	}
	return lines
}
