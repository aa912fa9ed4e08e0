package tui

import (
	"strconv"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// previewLines is the live preview: before and after, bars, the arithmetic,
// the warnings, or why it is not possible.
func (r *redeemWizard) previewLines(width int) []string {
	if len(r.attempts) == 0 {
		return nil
	}
	d := &r.draft
	if d.undecided {
		return kit.Wrap(r.Words.Text(locale.ChooseSubscription), width)
	}
	if d.queued() || len(r.queue.done) > 0 {
		return append(r.staircase(width), r.reasoningOf(r.selectedStair(), width)...)
	}
	note := r.Words.Date(d.on)
	if beside := d.beside(); len(beside) > 0 {
		note = r.Words.Text(locale.TogetherTitle, len(beside)+1, r.licensesOf(beside))
	}
	return r.actionPreview(width, note)
}

// actionPreview is what the action gives, under its name and a note: the chosen
// one, but where one chooses it the one that is pointed to, possible or not.
func (r *redeemWizard) actionPreview(width int, note string) []string {
	action := r.draft.action
	if r.flow.step().name == locale.StepAction && r.choice.Selected() >= 0 {
		action = redemption.Actions()[r.choice.Selected()]
	}
	tried := r.attempts[max(0, int(action)-1)]
	lines := []string{r.Theme.Paint(theme.Accent, r.Words.Action(action)) + r.Theme.Paint(theme.Muted, "  "+note)}
	summary, _ := tried.receipt.Detail.(redemption.Summary)
	return append(lines, r.outcomePreview(summary.Outcome, tried.err, width)...)
}

// stair is one step of a staircase.
type stair struct {
	name  string
	from  model.Date
	after model.Term
	tone  theme.Tone
}

// staircase is the preview of a queue: licenses and end date after each
// redemption, and a bar for each on one axis.
func (r *redeemWizard) staircase(width int) []string {
	d := &r.draft
	stairs, refused := r.stairs()
	var lines []string
	if r.previewSize().H > len(stairs)+3 {
		title := locale.QueueTitle
		if d.sizes != nil {
			title = locale.HowPlanned
		}
		lines = append(lines, r.Theme.Paint(theme.Accent, r.Words.Text(title, r.queueLength())))
	}
	table := r.stairTable(stairs, min(width, stairTableWidth))
	if width < stairTableWidth+leastStair {
		table = append(r.stairTable(stairs, width), r.stairBars(stairs, width)...)
	} else {
		for i, bar := range r.stairBars(stairs, width-stairTableWidth-1) {
			if i == len(table) {
				table = append(table, kit.Fit("", stairTableWidth))
			}
			table[i] += " " + bar
		}
	}
	lines = append(lines, table...)
	if refused != nil {
		for _, line := range kit.Wrap(r.Words.Text(locale.NotPossible, r.Words.Error(refused)), width) {
			lines = append(lines, r.Theme.Paint(theme.Warning, line))
		}
	}
	return lines
}

// selectedStair is the redemption of a queue that is pointed to, else the one
// that is next, counted from those still to do.
func (r *redeemWizard) selectedStair() int {
	if r.flow.step().name == locale.StepQueue {
		return max(0, r.choice.Selected())
	}
	return 0
}

// reasoningOf is the arithmetic and the warnings of a redemption of a queue.
func (r *redeemWizard) reasoningOf(i int, width int) []string {
	outcomes, _ := r.remaining()
	if i >= len(outcomes) {
		return nil
	}
	o := outcomes[i]
	title := strconv.Itoa(len(r.queue.done)+i+1) + " " + r.Words.Action(o.Action)
	return append([]string{"", r.Theme.Paint(theme.Accent, title)}, r.reasoning(o, width)...)
}

// Widths of a staircase; where a bar has room, it stands beside the numbers.
const (
	licensesColumn  = 7
	stairTableWidth = 40
	leastStair      = 16
)

// stairTable says what each step grants until when.
func (r *redeemWizard) stairTable(stairs []stair, width int) []string {
	var lines []string
	for _, s := range stairs {
		end := "–"
		if !s.after.Ends.IsZero() {
			end = r.Words.Date(s.after.Ends)
		}
		date := kit.Width(end) + 2
		lines = append(lines, kit.Fit(s.name, max(0, width-date-licensesColumn))+kit.FitRight(r.Words.Number(s.after.Licenses), licensesColumn)+
			r.Theme.Paint(s.tone, kit.FitRight(end, date)))
	}
	return lines
}

// remaining are the outcomes of the redemptions that are still to do, as far as
// they are possible, and why the next is not.
func (r *redeemWizard) remaining() (outcomes []redemption.Outcome, refused error) {
	if r.draft.queued() {
		return r.chain()
	}
	if o, ok := r.previewed(); ok {
		return []redemption.Outcome{o}, nil
	}
	return nil, r.attempts[max(0, int(r.draft.action)-1)].err
}

func (r *redeemWizard) stairs() (stairs []stair, refused error) {
	outcomes, refused := r.remaining()
	var all []redemption.Outcome
	for _, s := range r.queue.done {
		all = append(all, s.Outcome)
		if !s.PortalEnds.IsZero() {
			all[len(all)-1].After.Ends = s.PortalEnds
		}
	}
	all = append(all, outcomes...)
	if len(all) > 0 {
		first := all[0]
		stairs = []stair{{r.Words.Text(locale.Before), first.On, first.Before, theme.Before}}
	}
	for i, o := range all {
		sign, tone := strconv.Itoa(i+1), theme.After
		if i < len(r.queue.done) {
			sign, tone = r.Theme.Glyphs.Check, theme.Good
		}
		stairs = append(stairs, stair{sign + " " + r.Words.Action(o.Action), o.Effective, o.After, tone})
	}
	return stairs, refused
}

// stairBars draws each step from the day it takes effect to its end.
func (r *redeemWizard) stairBars(stairs []stair, width int) []string {
	if len(stairs) == 0 {
		return nil
	}
	first, last := int(min(stairs[0].from, r.Today)), int(r.Today)+1
	for _, s := range stairs {
		last = max(last, int(s.after.Ends))
	}
	chart := kit.Chart{
		Theme: r.Theme, Scale: kit.Scale{Min: first, Max: last, Width: max(1, width)},
		Marks: []kit.Mark{{At: int(r.Today), Glyph: r.Theme.Glyphs.Today, Tone: theme.Today}},
	}
	var lines []string
	for _, s := range stairs {
		bar := chart.Blank()
		if int(s.after.Ends) >= first {
			bar = chart.Bar(int(s.from), int(s.after.Ends), s.tone)
		}
		lines = append(lines, bar)
	}
	return append(lines, chart.Axis(months(chart.Scale)))
}
