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
		for i, value := range values {
			level := 0
			if value > 0 {
				level = (value*steps*h+high-1)/high - steps*(h-1-y)
			}
			switch gap := blank(min(1, w-1)); {
			case level > 0:
				b.WriteString(t.Paint(tone(i), repeat(t.Glyphs.Levels[min(level, steps)-1], w-len(gap))) + gap)
			default:
				b.WriteString(blank(w))
			}
		}
		lines[y] = b.String()
	}
	return lines
}
