package kit

import "math"

// Column describes one column of a Grid. Widths are in cells.
type Column struct {
	Title string
	Short string // the title where there is no room for all of it; empty: it is cut
	Align Align
	Min   int // never narrower, unless nothing else is left to give
	Ideal int // as wide as that before any column grows
	Grow  int // its share of the cells left over
	Drop  int // left out in a narrow window, highest number first; 0 stays
	Tight int // when dropping is not enough, as narrow as that; 0: Min
}

// columnGap is the number of blank cells between columns.
const columnGap = 2

// slot is a column that is shown: its index and its width.
type slot struct{ column, width int }

// layout chooses the columns that fit w cells and how wide each is.
func layout(columns []Column, w int) []slot {
	shown := make([]slot, 0, len(columns))
	for i, c := range columns {
		shown = append(shown, slot{i, max(c.Min, 1)})
	}
	for spare(shown, w) < 0 && drop(columns, &shown) {
	}
	left := tighten(columns, shown, spare(shown, w))
	for left < 0 && len(shown) > 0 { // nothing may be dropped: the last ones give way
		last := &shown[len(shown)-1]
		if last.width+left >= 1 {
			last.width += left
			return shown
		}
		shown = shown[:len(shown)-1]
		left = spare(shown, w)
	}
	left -= share(shown, left, func(s slot) int { return max(0, columns[s.column].Ideal-s.width) }, true)
	share(shown, left, func(s slot) int { return columns[s.column].Grow }, false)
	return shown
}

// spare is what w leaves beside the columns; negative when they are too wide.
func spare(shown []slot, w int) int {
	for i, s := range shown {
		w -= s.width
		if i > 0 {
			w -= columnGap
		}
	}
	return w
}

// drop leaves out the column with the highest Drop number.
func drop(columns []Column, shown *[]slot) bool {
	worst, highest := -1, 0
	for i, s := range *shown {
		if d := columns[s.column].Drop; d > 0 && d >= highest {
			worst, highest = i, d
		}
	}
	if worst >= 0 {
		*shown = append((*shown)[:worst], (*shown)[worst+1:]...)
	}
	return worst >= 0
}

// tighten narrows columns below their least width, the last first, and returns
// what is spare then.
func tighten(columns []Column, shown []slot, spare int) int {
	for i := len(shown) - 1; i >= 0 && spare < 0; i-- {
		if tight := columns[shown[i].column].Tight; tight > 0 {
			give := min(-spare, max(0, shown[i].width-tight))
			shown[i].width -= give
			spare += give
		}
	}
	return spare
}

// share deals cells out in proportion to the weights and returns how many it
// dealt. A capped share never gives a column more than its weight.
func share(shown []slot, cells int, weight func(slot) int, capped bool) int {
	weights, total := make([]int, len(shown)), 0
	for i, s := range shown {
		weights[i] = weight(s)
		total += weights[i]
	}
	if total == 0 || cells <= 0 {
		return 0
	}
	if capped {
		cells = min(cells, total)
	}
	given, sum := 0, 0
	for i := range shown {
		// Rounding the running sum leaves no cell undealt.
		sum += weights[i]
		upTo := int(math.Round(float64(cells) * float64(sum) / float64(total)))
		shown[i].width += upTo - given
		given = upTo
	}
	return given
}
