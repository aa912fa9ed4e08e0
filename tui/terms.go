package tui

import (
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// Cells of a bar: too few say nothing, more than enough say no more.
const leastBar, mostBar = 8, 40

// termLines draws terms below each other in w cells: the name, the end, the
// licenses and a bar from today to the end, all on one axis. Where that is too
// wide, the name has a line of its own.
func (s *Session) termLines(terms []namedTerm, w int) []string {
	names, amounts := 0, 0
	chart := kit.Chart{Theme: s.Theme, Scale: kit.Scale{Min: int(s.Today), Max: int(s.Today)}}
	for _, t := range terms {
		names = max(names, kit.Width(t.name))
		amounts = max(amounts, kit.Width(s.Words.Text(locale.UnitLicenses, t.Licenses)))
		chart.Scale.Max = max(chart.Scale.Max, int(t.Ends))
	}
	ends := kit.Width(s.Words.Date(terms[0].Ends))
	left := w - ends - amounts - 2*termGap
	apart := left < names+termGap+leastBar
	if apart {
		names = 0
	}
	chart.Scale.Width = min(left-names-termGap, mostBar)
	var lines []string
	for _, t := range terms {
		line := kit.Fit(t.name, names+termGap)
		if apart {
			lines = append(lines, t.name)
			line = kit.Fit("", termGap)
		}
		line += kit.Fit(s.Words.Date(t.Ends), ends+termGap) + kit.FitRight(s.Words.Text(locale.UnitLicenses, t.Licenses), amounts)
		if chart.Scale.Width >= leastBar {
			line += kit.Fit("", termGap) + chart.Bar(int(s.Today), int(t.Ends), t.tone)
		}
		lines = append(lines, line)
	}
	return lines
}

// termGap stands between the columns of terms.
const termGap = 2
