package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// backwardsDraft asks which keys of some sizes would reach goals.
type backwardsDraft struct {
	sizes []int64
	want  redemption.Goals
}

// backwards is the planner's question the other way round.
type backwards struct {
	*wizard[backwardsDraft]
	planner *planner
	search  search
	of      redemption.Drawer
	answer  keysFound
}

func newBackwards(p *planner) *backwards {
	b := &backwards{wizard: &wizard[backwardsDraft]{App: p.App, title: p.Words.Text(locale.BackwardsTitle)}, planner: p}
	sizes := input[backwardsDraft]{label: locale.FieldSizes, placeholder: "10, 25",
		get: func(d backwardsDraft) string { return countsText(d.sizes) },
		set: func(d *backwardsDraft, text string) (err error) {
			d.sizes, err = parseCounts(text)
			return err
		}}
	fields := append(goalFields(func(d *backwardsDraft) *redemption.Goals { return &d.want }), sizes)
	draft := backwardsDraft{want: p.draft.want}
	for _, found := range p.drawer {
		if !slices.Contains(draft.sizes, found.Key.Licenses) {
			draft.sizes = append(draft.sizes, found.Key.Licenses)
		}
	}
	b.flow = flow[backwardsDraft]{draft: draft, steps: onePage(locale.StepPlanGoals, fields)}
	b.changed, b.preview, b.commit = b.find, b.lines, p.Pop
	return b
}

// Unsaved: a question is no loss.
func (b *backwards) Unsaved() bool { return false }

// End stops the search.
func (b *backwards) End() { b.search.end() }

// find searches anew for what was typed.
func (b *backwards) find() tea.Cmd {
	d := b.flow.draft
	ctx := b.search.begin(b.App)
	b.of = b.planner.request().Drawer
	b.of.Keys, b.of.Want, b.answer = nil, d.want, keysFound{}
	if len(d.sizes) == 0 || d.want == (redemption.Goals{}) {
		b.search.end()
		return nil
	}
	return findKeys(ctx, b.search.ticket, b.of, d.sizes)
}

// Update takes up the answer and typed text.
func (b *backwards) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return b.key(msg)
	case keysFound:
		if msg.ticket == b.search.ticket && b.search.busy {
			b.search.end()
			b.answer = msg
		}
	}
	return nil
}

// lines are the smallest set of keys, and the days on which one key is enough.
func (b *backwards) lines(w int) []string {
	var lines, steps []string
	say := func(text string) { lines = append(lines, kit.Wrap(text, w)...) }
	switch {
	case b.search.busy:
		return []string{b.Theme.Paint(theme.Muted, b.Words.Text(locale.PlannerBusy))}
	case b.answer.ticket == 0:
		say(b.Words.Text(locale.BackwardsAsk))
		return lines
	case b.answer.err != nil:
		say(b.Words.Error(b.answer.err))
		return lines
	case !b.answer.found:
		say(b.Words.Text(locale.BackwardsNone, redemption.MaxKeys))
	case len(b.answer.keys) == 0:
		say(b.Words.Text(locale.BackwardsAlready))
		return lines
	default:
		lines = append(lines, b.Theme.Paint(theme.Heading, kit.Fit(b.Words.Text(locale.BackwardsKeys, len(b.answer.keys)), w)))
		say(b.Words.Plan(b.answer.plan))
		for _, text := range b.Words.PlanSteps(b.answer.keys, b.answer.plan) {
			steps = append(steps, kit.Wrap(text, w)...)
		}
	}
	lines = append(append(lines, b.dayLines(w)...), "")
	return append(lines, steps...)
}

// oneKeyYears is how far ahead days are looked at on which one key is enough.
const oneKeyYears = 2

// dayLines say of each size on which days one key is enough, by action.
func (b *backwards) dayLines(w int) []string {
	until := b.of.On.AddMonths(12 * oneKeyYears)
	lines := []string{b.Theme.Paint(theme.Heading, kit.Fit(b.Words.Text(locale.BackwardsOne), w))}
	for _, size := range slices.Compact(slices.Sorted(slices.Values(b.flow.draft.sizes))) {
		enough := false
		for _, action := range redemption.Actions() {
			request := redemption.Request{Action: action, On: b.of.On, Before: b.of.Before, Key: redemption.Key{Licenses: size, Months: b.of.Months}}
			first, last, ok := redemption.DaysEnough(request, b.of.Want, until)
			if !ok {
				continue
			}
			enough = true
			lines = append(lines, kit.Wrap(b.days(action, size, first, last, until), w)...)
		}
		if !enough {
			lines = append(lines, kit.Wrap(b.Words.Text(locale.BackwardsNotOne, size, until), w)...)
		}
	}
	return lines
}

func (b *backwards) days(action redemption.Action, size int64, first, last, until model.Date) string {
	if last == until {
		return b.Words.Text(locale.BackwardsFrom, size, b.Words.Action(action), first)
	}
	return b.Words.Text(locale.BackwardsBetween, size, b.Words.Action(action), first, last)
}
