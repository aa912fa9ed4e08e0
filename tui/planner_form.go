package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// planForm is where the numbers of a planner are typed and its keys switched;
// the plans beside them follow.
type planForm struct {
	*wizard
	draft   planDraft
	opened  planDraft // as it was before
	planner *planner
}

func newPlanForm(p *planner, at locale.Message) *planForm {
	f := &planForm{&wizard{App: p.App, title: p.Words.Text(locale.PlannerTitle)}, p.draft, p.draft, p}
	f.flow.steps = f.steps()
	for f.flow.step().name != at {
		f.flow.at++
	}
	f.changed = func() tea.Cmd {
		if f.wrong() {
			return nil
		}
		p.draft = f.draft
		return p.plan()
	}
	f.preview, f.commit, f.extra = f.brief, p.Pop, f.switchAll
	return f
}

// brief is the best plan beside what is typed, nothing while that is wrong.
func (f *planForm) brief(width int) []string {
	if f.wrong() {
		return nil
	}
	return f.planner.brief(width)
}

// switchAll is the key that switches all keys of the drawer off, or on again.
func (f *planForm) switchAll() []action {
	if f.flow.step().name != locale.StepPlanKeys {
		return nil
	}
	return []action{{keys: []string{"a"}, name: locale.ActionMarkAll, perform: func() tea.Cmd {
		d := &f.draft
		if len(d.off) > 0 {
			d.off = nil
		} else {
			for _, found := range f.planner.drawer {
				d.off = append(d.off, found.Key.ID)
			}
		}
		f.offer(false)
		return f.changed()
	}}}
}

// Unsaved: what is typed has been taken already, but what is wrong.
func (f *planForm) Unsaved() bool { return f.wrong() }

// Withdraw plans with what was there before.
func (f *planForm) Withdraw() tea.Cmd {
	f.planner.draft = f.opened
	return f.planner.plan()
}

// Update takes up typed text; answers go to the planner below.
func (f *planForm) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyMsg); ok {
		return f.key(key)
	}
	return nil
}

func (f *planForm) steps() []step {
	return []step{
		{name: locale.StepPlanNumbers, fields: f.numbers()},
		{name: locale.StepPlanKeys, text: f.say(locale.AskPlanKeys), options: f.keys, toggles: locale.ActionMark,
			skip: func() bool { return len(f.planner.drawer) == 0 }},
		{name: locale.StepPlanGoals, text: f.say(locale.AskPlanGoals), fields: goalFields(&f.draft.want)},
	}
}

func (f *planForm) numbers() []input {
	d := &f.draft
	return []input{
		{label: locale.ColumnLicenses, example: "100",
			get: func() string { return countText(d.before.Licenses) },
			set: func(text string) (err error) {
				d.before.Licenses, err = parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
				return err
			}},
		dateInput(locale.ColumnEndDate, &d.before.Ends),
		{label: locale.FieldRedeemDay, example: "2027-06-30",
			get: func() string { return d.on.String() },
			set: func(text string) (err error) {
				d.on, err = parseDay(text)
				return err
			}},
		{label: locale.FieldPlanKeys, example: "25, 25, 100",
			get: func() string { return countsText(d.further) },
			set: func(text string) (err error) {
				d.further, err = parseCounts(text)
				return err
			}},
	}
}

func goalFields(want *redemption.Goals) []input {
	return []input{
		{label: locale.FieldWantLicenses, example: "150",
			get: func() string { return countText(want.Licenses) },
			set: func(text string) (err error) {
				want.Licenses, err = parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
				return err
			}},
		dateInput(locale.FieldWantEnd, &want.Ends),
	}
}

func countText(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// times stands between how many keys there are of a size and the size.
const times = "×"

// countsText writes the licenses on several keys as parseCounts reads them,
// those of one size in a row together.
func countsText(counts []int64) string {
	var texts []string
	for len(counts) > 0 {
		n := 1
		for n < len(counts) && counts[n] == counts[0] {
			n++
		}
		text := strconv.FormatInt(counts[0], 10)
		if n > 1 {
			text = strconv.Itoa(n) + times + text
		}
		texts, counts = append(texts, text), counts[n:]
	}
	return strings.Join(texts, ", ")
}

// parseCounts reads the licenses on several keys, with commas or blanks
// between them: "25, 3x10" are four keys.
func parseCounts(text string) ([]int64, error) {
	text = strings.NewReplacer("x", times, "*", times).Replace(model.Fold(text))
	text = strings.NewReplacer(" "+times+" ", times, " "+times, times, times+" ", times).Replace(text)
	var counts []int64
	total := int64(0)
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;、，；+", r) }) {
		n, licenses, err := parseRepeated(part)
		if err != nil {
			return nil, err
		}
		if total += n; total <= redemption.MaxKeys {
			counts = append(counts, slices.Repeat([]int64{licenses}, int(n))...)
		}
	}
	if total > redemption.MaxKeys {
		return nil, model.Refuse(redemption.BadInput, redemption.KeysOutOfRange, total, int64(redemption.MaxKeys))
	}
	return counts, nil
}

// parseRepeated reads the licenses on a key, and before them how many there are
// of it.
func parseRepeated(part string) (n, licenses int64, err error) {
	number, size, repeated := strings.Cut(part, times)
	if !repeated {
		number, size = "1", part
	}
	if n, err = parseCount(number, redemption.KeyLicensesOutOfRange, model.MaxCount); err == nil {
		licenses, err = parseCount(size, redemption.KeyLicensesOutOfRange, model.MaxCount)
	}
	return n, licenses, err
}

// keys are those of the drawer, to switch on and off.
func (f *planForm) keys() []option {
	var options []option
	for _, found := range f.planner.drawer {
		id, whyNot := found.Key.ID, f.planner.whyNotUsed(found)
		o := drawerOption(f.Session, found, whyNot == "" && !slices.Contains(f.draft.off, id))
		o.whyNot, o.toggle = whyNot, func() { f.draft.toggle(id) }
		options = append(options, o)
	}
	return options
}

func (d *planDraft) toggle(id model.ID) {
	off := slices.Clone(d.off)
	if i := slices.Index(off, id); i >= 0 {
		off = slices.Delete(off, i, i+1)
	} else {
		off = append(off, id)
	}
	d.off = off
}

// brief is the best plan beside what is typed.
func (p *planner) brief(w int) []string {
	lines := []string{p.Theme.Paint(theme.Muted, p.state())}
	if p.search.busy {
		lines = []string{p.progressLine(p.search.progress, w)}
	}
	switch {
	case len(p.found.Plans) > 0:
	case p.search.busy:
		return lines
	default:
		return kit.Wrap(p.nothing(), w)
	}
	if p.missed() && !p.search.busy {
		lines = append(lines, kit.Wrap(p.Words.PlanMissing(p.found.Missing), w)...)
	}
	lines = append(lines, kit.Wrap(p.Words.Plan(p.found.Plans[0]), w)...)
	return append(append(lines, ""), p.staircase(p.found.Plans[0], w, briefStairs)...)
}

const briefStairs = 4
