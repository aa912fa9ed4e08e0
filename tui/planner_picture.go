package tui

import (
	"strconv"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Lines of a staircase: one that is equally high everywhere needs but a few.
const (
	stairs     = 7
	flatStairs = 3
	leastStep  = 3 // cells for which steps are told apart
)

// staircase draws licenses over time: what is there, what each step adds to
// it with the step's number, and the months below.
func (p *planner) staircase(plan redemption.Plan, w, h int) []string {
	before := p.of.Before
	if len(plan.Steps) > 0 && plan.Steps[0].Outcome.Action == redemption.Activate {
		before = model.Term{} // what was there has ended
	}
	first, last, high := p.of.On, max(p.of.On+1, before.Ends), before.Licenses
	shades := p.Theme.Glyphs.Shades
	layers := []kit.Layer{{To: int(before.Ends), High: int(before.Licenses), Glyph: shades[0], Tone: theme.Before}}
	shade := func(i int) string { return shades[1+i%2] }
	if len(plan.Steps) > w/leastStep {
		shade = func(int) string { return shades[1] } // turns would be noise
	}
	for i, step := range plan.Steps {
		after := step.Outcome.After
		last, high = max(last, after.Ends), max(high, after.Licenses)
		layers = append(layers, kit.Layer{To: int(after.Ends), High: int(after.Licenses), Glyph: shade(i), Tone: theme.After, Label: strconv.Itoa(i + 1)})
	}
	if before.Licenses == 0 || before.Licenses == high {
		h = min(h, flatStairs)
	}
	label := kit.Width(p.Words.Number(high)) + 1
	chart := kit.Chart{Theme: p.Theme, Scale: kit.Scale{Min: int(first), Max: int(last), Width: max(1, w-label)}}
	lines := chart.Layers(layers, h)
	for i := range lines {
		text := ""
		if i == 0 {
			text = p.Words.Number(high)
		}
		lines[i] = p.Theme.Paint(theme.Muted, kit.Fit(text, label)) + lines[i]
	}
	return append(lines, kit.Fit("", label)+chart.Axis(months(chart.Scale)))
}

// frame is the part of a plot that shows all plans, the goals, and what is
// there now.
type plotFrame struct {
	low, high   int64
	first, last model.Date
}

func (f *plotFrame) hold(t model.Term) {
	f.low, f.high = min(f.low, t.Licenses), max(f.high, t.Licenses)
	f.first, f.last = min(f.first, t.Ends), max(f.last, t.Ends)
}

// present is the term that plans add to; ok is false where they activate one.
func (p *planner) present() (now model.Term, ok bool) {
	active := p.of.Status == 0 || p.of.Status == model.Active
	return p.of.Before, active && p.of.Before.Licenses > 0 && p.of.Before.Ends >= p.of.On
}

func (p *planner) plotFrame() plotFrame {
	first := p.found.Plans[0].After
	f := plotFrame{first.Licenses, first.Licenses, first.Ends, first.Ends + 1}
	for _, plan := range p.found.Plans {
		f.hold(plan.After)
	}
	if now, ok := p.present(); ok {
		f.hold(now)
	}
	want := p.of.Want
	if want.Licenses > 0 {
		f.hold(model.Term{Licenses: want.Licenses, Ends: f.first})
	}
	if !want.Ends.IsZero() {
		f.hold(model.Term{Licenses: f.low, Ends: want.Ends})
	}
	return f
}

// points shows the plans in w × h cells, licenses against end date, with what
// is there now, the goals as lines, and the selected one over all.
func (p *planner) points(w, h int) []string {
	f := p.plotFrame()
	label := max(kit.Width(p.Words.Number(f.low)), kit.Width(p.Words.Number(f.high))) + 2
	chart := kit.Chart{Theme: p.Theme, Scale: kit.Scale{Min: int(f.first), Max: int(f.last), Width: max(1, w-label-2)}}
	legend := p.legend(w)
	lines := chart.Points(p.plotPoints(f, &chart), int(f.low), int(f.high), max(1, h-1-len(legend)))
	for i := range lines {
		text := ""
		switch i {
		case 0:
			text = p.Words.Number(f.high)
		case len(lines) - 1:
			text = p.Words.Number(f.low)
		}
		lines[i] = p.Theme.Paint(theme.Muted, kit.FitRight(text, label)) + " " + lines[i]
	}
	return append(append(legend, lines...), kit.Fit("", label+1)+chart.Axis(months(chart.Scale)))
}

func (p *planner) plotPoints(f plotFrame, chart *kit.Chart) (points []kit.Point) {
	glyphs, want := p.Theme.Glyphs, p.of.Want
	if want.Licenses > 0 {
		s := chart.Scale
		for cell := range s.Width {
			day := s.Min + cell*(s.Max-s.Min)/max(1, s.Width-1)
			points = append(points, kit.Point{X: day, Y: int(want.Licenses), Glyph: glyphs.Gap, Tone: theme.Today})
		}
	}
	if !want.Ends.IsZero() {
		chart.Marks = []kit.Mark{{At: int(want.Ends), Glyph: glyphs.Boundary, Tone: theme.Today}}
	}
	add := func(at model.Term, glyph string, tone theme.Tone) {
		points = append(points, kit.Point{X: int(at.Ends), Y: int(at.Licenses), Glyph: glyph, Tone: tone})
	}
	if now, ok := p.present(); ok {
		add(now, glyphs.Ended, theme.Before)
	}
	for _, plan := range p.found.Plans {
		add(plan.After, glyphs.Ring, theme.Before)
	}
	if plan, ok := p.selected(); ok {
		add(plan.After, glyphs.Dot, theme.Accent)
	}
	return points
}

// legend names the picture and its signs.
func (p *planner) legend(w int) []string {
	glyphs := p.Theme.Glyphs
	signs := glyphs.Dot + " " + p.Words.Text(locale.LegendSelected)
	if _, ok := p.present(); ok {
		signs += "  " + glyphs.Ended + " " + p.Words.Text(locale.LegendNow)
	}
	if p.of.Want != (redemption.Goals{}) {
		signs += "  " + glyphs.Boundary + glyphs.Gap + " " + p.Words.Text(locale.PlannerGoals)
	}
	lines := []string{" " + p.Words.Text(locale.PlannerPicture), " " + signs}
	if whole := strings.Join(lines, " "); kit.Width(whole) <= w {
		lines = []string{whole}
	}
	for i := range lines {
		lines[i] = p.Theme.Paint(theme.Muted, lines[i])
	}
	return lines
}
