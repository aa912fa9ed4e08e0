package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	*wizard
	draft   backwardsDraft
	planner *planner
	search  search
	of      redemption.Drawer
	answer  keysFound
}

func newBackwards(p *planner) *backwards {
	b := &backwards{wizard: &wizard{App: p.App, title: p.Words.Text(locale.BackwardsTitle)}, draft: p.question(), planner: p}
	d := &b.draft
	sizes := input{label: locale.FieldSizes, example: "10, 25",
		get: func() string { return countsText(d.sizes) },
		set: func(text string) (err error) {
			d.sizes, err = parseCounts(text)
			d.sizes = slices.Compact(slices.Sorted(slices.Values(d.sizes)))
			return err
		}}
	fields := append(goalFields(&d.want), sizes)
	b.flow.steps = onePage(locale.StepPlanGoals, fields)
	b.changed, b.preview, b.commit, b.extra = b.find, b.lines, p.Pop, b.stopping
	return b
}

// question is what was asked last, else the goals and the sizes of the keys
// that there are.
func (p *planner) question() backwardsDraft {
	if p.draft.backwards != nil {
		return *p.draft.backwards
	}
	d := backwardsDraft{want: p.draft.want, sizes: slices.Clone(p.draft.further)}
	for _, found := range p.drawer {
		d.sizes = append(d.sizes, found.Key.Licenses)
	}
	d.sizes = slices.Compact(slices.Sorted(slices.Values(d.sizes)))
	return d
}

// stopping is the key that stops a search before it leaves the page.
func (b *backwards) stopping() []action {
	if !b.search.busy {
		return nil
	}
	return []action{{keys: []string{"esc"}, name: locale.ActionStopPlanning, perform: func() tea.Cmd {
		b.search.end()
		b.answer = keysFound{ticket: b.search.ticket, err: context.Canceled}
		return nil
	}}}
}

// Unsaved: a question is kept until the planner begins anew, but what is wrong
// of it.
func (b *backwards) Unsaved() bool { return b.wrong() }

// End stops the search.
func (b *backwards) End() { b.search.end() }

// find searches anew for what was typed.
func (b *backwards) find() tea.Cmd {
	d := b.draft
	b.planner.draft.backwards = &d
	ctx := b.search.begin(b.App)
	b.of = b.planner.request().Drawer
	b.of.Keys, b.of.Want, b.answer = nil, d.want, keysFound{}
	if len(d.sizes) == 0 || d.want == (redemption.Goals{}) {
		b.search.end()
		return nil
	}
	return findKeys(ctx, b.search.ticket, b.of, d.sizes, b.until())
}

// Update takes up the answer and typed text.
func (b *backwards) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return b.key(msg)
	case searchProgress:
		return b.search.told(msg)
	case keysFound:
		if msg.ticket == b.search.ticket && b.search.busy {
			b.search.end()
			b.answer = msg
		}
	}
	return nil
}

// lines are the smallest set of keys, the days on which one key is enough, and
// the steps of the set.
func (b *backwards) lines(w int) []string {
	var lines []string
	say := func(text string) { lines = append(lines, kit.Wrap(text, w)...) }
	switch {
	case b.search.busy:
		return []string{b.progressLine(b.search.progress, w)}
	case b.answer.ticket == 0:
		say(b.Words.Text(locale.BackwardsAsk))
		return lines
	case errors.Is(b.answer.err, context.Canceled):
		say(b.Words.Text(locale.PlannerStopped))
		return lines
	case b.answer.err != nil:
		say(b.Words.Error(b.answer.err))
		return lines
	case b.answer.found && len(b.answer.keys) == 0:
		say(b.Words.Text(locale.BackwardsAlready))
		return lines
	case !b.answer.found:
		say(b.Words.Text(locale.BackwardsNone, redemption.MaxKeys))
		return append(append(lines, ""), b.dayLines(w)...)
	}
	for _, text := range kit.Wrap(b.Words.Text(locale.BackwardsKeys, len(b.answer.keys), b.Words.Sizes(b.answer.keys)), w) {
		lines = append(lines, b.Theme.Paint(theme.Heading, text))
	}
	after := b.answer.plan.After
	say(b.Words.Text(locale.PlannerNow, after.Licenses, after.Ends))
	lines = append(append(lines, ""), b.dayLines(w)...)
	return append(append(lines, ""), b.stepLines(b.answer.keys, b.answer.plan, w)...)
}

// oneKeyYears is how far ahead days are looked at on which one key is enough,
// mostNamed how many sizes are named that never are.
const (
	oneKeyYears = 2
	mostNamed   = 12
)

func (b *backwards) until() model.Date { return b.of.On.AddMonths(12 * oneKeyYears) }

// dayLines say on which days one key is enough, by size and action.
func (b *backwards) dayLines(w int) []string {
	lines := []string{b.Theme.Paint(theme.Heading, kit.Fit(b.Words.Text(locale.BackwardsOne), w))}
	for _, one := range b.answer.alone {
		text := b.Words.Text(locale.BackwardsBetween, one.licenses, b.Words.Action(one.action), one.first, one.last)
		if one.last == b.until() {
			text = b.Words.Text(locale.BackwardsFrom, one.licenses, b.Words.Action(one.action), one.first)
		}
		lines = append(lines, kit.Wrap(text, w)...)
	}
	var never []string
	for _, size := range b.draft.sizes {
		if !slices.ContainsFunc(b.answer.alone, func(one oneKey) bool { return one.licenses == size }) {
			never = append(never, b.Words.Number(size))
		}
	}
	if more := len(never) - mostNamed; more > 0 {
		never = append(never[:mostNamed], b.Words.Text(locale.AndMore, more))
	}
	if len(never) > 0 {
		lines = append(lines, kit.Wrap(b.Words.Text(locale.BackwardsNotOne, strings.Join(never, ", "), b.until()), w)...)
	}
	return lines
}
