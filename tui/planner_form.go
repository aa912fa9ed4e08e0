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
	*wizard[planDraft]
	planner *planner
}

func newPlanForm(p *planner, at locale.Message) *planForm {
	f := &planForm{&wizard[planDraft]{App: p.App, title: p.Words.Text(locale.PlannerTitle)}, p}
	f.flow = flow[planDraft]{draft: p.draft, steps: p.steps()}
	for f.flow.step().name != at {
		f.flow.at++
	}
	f.changed = func() tea.Cmd {
		p.draft = f.flow.draft
		return p.plan()
	}
	f.preview, f.commit, f.extra = p.brief, p.Pop, f.switchAll
	return f
}

// switchAll is the key that switches all keys of the drawer off, or on again.
func (f *planForm) switchAll() []action {
	if f.flow.step().name != locale.StepPlanKeys {
		return nil
	}
	return []action{{keys: []string{"a"}, name: locale.ActionMarkAll, perform: func() tea.Cmd {
		d := &f.flow.draft
		if off := d.off; len(off) > 0 {
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

// Update takes up typed text; answers go to the planner below.
func (f *planForm) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyMsg); ok {
		return f.key(key)
	}
	return nil
}

func (p *planner) steps() []step[planDraft] {
	return []step[planDraft]{
		{name: locale.StepPlanNumbers, fields: planNumbers()},
		{name: locale.StepPlanKeys, text: func(planDraft) []string { return []string{p.Words.Text(locale.AskPlanKeys)} },
			options: p.keyOptions, toggles: locale.ActionMark, skip: func(planDraft) bool { return len(p.drawer) == 0 }},
		{name: locale.StepPlanGoals, text: func(planDraft) []string { return []string{p.Words.Text(locale.AskPlanGoals)} },
			fields: goalFields(func(d *planDraft) *redemption.Goals { return &d.want })},
	}
}

func planNumbers() []input[planDraft] {
	return []input[planDraft]{
		{label: locale.ColumnLicenses, placeholder: "100",
			get: func(d planDraft) string { return countText(d.before.Licenses) },
			set: func(d *planDraft, text string) (err error) {
				d.before.Licenses, err = parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
				return err
			}},
		dateInput(locale.ColumnEndDate, func(d *planDraft) *model.Date { return &d.before.Ends }),
		{label: locale.FieldRedeemDay, placeholder: "2027-06-30",
			get: func(d planDraft) string { return d.on.String() },
			set: func(d *planDraft, text string) (err error) {
				d.on, err = parseDay(text)
				return err
			}},
		{label: locale.FieldPlanKeys, placeholder: "25, 25, 100",
			get: func(d planDraft) string { return countsText(d.further) },
			set: func(d *planDraft, text string) (err error) {
				d.further, err = parseCounts(text)
				return err
			}},
	}
}

func goalFields[D any](at func(*D) *redemption.Goals) []input[D] {
	return []input[D]{
		{label: locale.FieldWantLicenses, placeholder: "150",
			get: func(d D) string { return countText(at(&d).Licenses) },
			set: func(d *D, text string) (err error) {
				at(d).Licenses, err = parseOptionalCount(text, redemption.LicensesOutOfRange, model.MaxCount)
				return err
			}},
		dateInput(locale.FieldWantEnd, func(d *D) *model.Date { return &at(d).Ends }),
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

// keyOptions are the keys of the drawer to switch on and off.
func (p *planner) keyOptions(d planDraft) []option[planDraft] {
	var options []option[planDraft]
	for _, found := range p.drawer {
		key := found.Key
		whyNot := p.whyNotUsed(found)
		o := drawerOption[planDraft](p.Session, found, whyNot == "" && !slices.Contains(d.off, key.ID))
		o.whyNot, o.toggle = whyNot, func(d *planDraft) { d.toggle(key.ID) }
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
