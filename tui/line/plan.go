package line

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// PlanFlags are the drawer and the goals of the plan command as typed.
type PlanFlags struct {
	licenses, ends, keys, keyMonths, wantLicenses, wantEnd, on, limit string
	asJSON                                                            bool
}

// Register adds the flags to a command.
func (f *PlanFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.licenses, "licenses", "", "active `licenses` of the subscription, 0 for none (required)")
	flags.Var((*optional)(&f.ends), "ends", "end `date` of the subscription; before the redeem day it has expired")
	flags.StringVar(&f.keys, "keys", "", "the licenses on each key: `25,25,100` (required)")
	flags.StringVar(&f.keyMonths, "key-months", "12", "term of the keys in `months`")
	flags.Var((*optional)(&f.wantLicenses), "want-licenses", "at least so many `licenses`")
	flags.Var((*optional)(&f.wantEnd), "want-end", "an end not before this `date`")
	flags.Var((*optional)(&f.on), "on", "redeem `date` (default today)")
	flags.StringVar(&f.limit, "limit", "20", "how many `plans` are listed at most")
	flags.BoolVar(&f.asJSON, "json", false, "one JSON object on standard output")
}

// Run finds and writes the plans. A context that ends stops the search.
func (f *PlanFlags) Run(ctx context.Context, s Session) error {
	planned, err := f.read(s.Today)
	if err != nil {
		return err
	}
	if planned.refused == nil {
		progress, erase := s.planning()
		planned.found, planned.refused = redemption.MakePlans(ctx, planned.drawer, progress)
		erase()
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return s.answer(planned, f.asJSON)
}

// planning shows how far a long search is where somebody watches, until it is
// erased.
func (s Session) planning() (progress func(done float64), erase func()) {
	shown := -1
	progress = func(done float64) {
		if percent := int(100 * done); s.Progress && percent != shown {
			shown = percent
			fmt.Fprint(s.Err, "\r"+s.Words.Text(locale.PlanProgress, percent))
		}
	}
	erase = func() {
		if shown >= 0 {
			fmt.Fprint(s.Err, ansi.EraseEntireLine+"\r")
		}
	}
	return progress, erase
}

// read reads the flags. The error is wrong usage; what the rules refuse is in
// refused.
func (f *PlanFlags) read(today model.Date) (planned, error) {
	r := reader{}
	d := redemption.Drawer{
		On:     today,
		Before: model.Term{Licenses: r.count("--licenses", f.licenses, redemption.LicensesOutOfRange), Ends: r.date("--ends", f.ends)},
		Months: int(r.count("--key-months", f.keyMonths, redemption.KeyMonthsOutOfRange)),
		Want:   redemption.Goals{Ends: r.date("--want-end", f.wantEnd)},
	}
	p := planned{on: today.String()}
	if f.on != "" {
		d.On, p.on = r.date("--on", f.on), f.on
	}
	for text := range strings.SplitSeq(f.keys, ",") {
		d.Keys = append(d.Keys, r.count("--keys", strings.TrimSpace(text), redemption.KeyLicensesOutOfRange))
	}
	if f.wantLicenses != "" {
		d.Want.Licenses = r.count("--want-licenses", f.wantLicenses, redemption.LicensesOutOfRange)
	}
	var unlimited error
	d.Limit, unlimited = strconv.Atoi(f.limit)
	switch {
	case r.usage != nil:
		return planned{}, r.usage
	case d.Before.Licenses > 0 && f.ends == "":
		return planned{}, usage("--licenses needs --ends, the subscription's end date")
	case d.Before.Licenses == 0 && f.ends != "":
		return planned{}, usage("--ends goes with --licenses above 0")
	case unlimited != nil || d.Limit < 1:
		return planned{}, usage("--limit needs a number above 0")
	}
	p.drawer, p.refused = d, r.refused
	if p.refused == nil && f.wantLicenses != "" && d.Want.Licenses < 1 {
		p.refused = model.Refuse(redemption.BadInput, redemption.LicensesOutOfRange, d.Want.Licenses)
	}
	return p, nil
}

// planned is the answer of the plan command.
type planned struct {
	drawer  redemption.Drawer
	on      string // the redeem day as asked for
	found   redemption.Plans
	refused error
}

// allowed: plans that miss the goals are no success.
func (p planned) allowed() bool { return p.found.Meets || p.drawer.Want == redemption.Goals{} }

type plansJSON struct {
	On      model.Date          `json:"on"`
	Before  model.Term          `json:"before"`
	Keys    []int64             `json:"keys"`
	Goals   *redemption.Goals   `json:"goals"`
	Meets   bool                `json:"meets_goals"`
	Exact   bool                `json:"exact"`
	Total   int                 `json:"total"`
	LeftOut bool                `json:"left_out,omitzero"`
	Plans   []planJSON          `json:"plans"`
	Missing *redemption.Missing `json:"missing"`
}

type planJSON struct {
	Licenses int64          `json:"licenses"`
	Ends     model.Date     `json:"end_date"`
	Used     int            `json:"keys_used"`
	Kept     []int          `json:"keys_kept"`
	Steps    []planStepJSON `json:"steps"`
	Warnings []codeJSON     `json:"warnings"`
}

type planStepJSON struct {
	Action      redemption.Action `json:"action"`
	Keys        []int             `json:"keys"`
	KeyLicenses int64             `json:"key_licenses"`
	Licenses    int64             `json:"licenses"`
	Ends        model.Date        `json:"end_date"`
}

// JSON writes the plans as the contract lays down, always in English.
func (p planned) JSON(out io.Writer) (allowed bool, err error) {
	english := words.Words{Language: locale.English}
	if p.refused != nil {
		return false, writeJSON(out, struct {
			On      string   `json:"on"`
			Refused codeJSON `json:"refused"`
		}{p.on, codeJSON{model.CodeOf(p.refused), english.Error(p.refused)}})
	}
	object := plansJSON{
		On: p.drawer.On, Before: p.drawer.Before, Keys: p.drawer.Keys, Meets: p.allowed(), Exact: p.found.Exact,
		Total: p.found.Total, LeftOut: p.found.LeftOut, Plans: []planJSON{},
	}
	if p.drawer.Want != (redemption.Goals{}) {
		object.Goals = &p.drawer.Want
	}
	if !p.allowed() {
		object.Missing = &p.found.Missing
	}
	for _, plan := range p.found.Plans {
		object.Plans = append(object.Plans, planObject(english, plan))
	}
	return p.allowed(), writeJSON(out, object)
}

func planObject(w words.Words, plan redemption.Plan) planJSON {
	object := planJSON{
		Licenses: plan.After.Licenses, Ends: plan.After.Ends, Used: plan.Used(), Kept: append([]int{}, plan.Kept...),
		Steps: []planStepJSON{}, Warnings: []codeJSON{},
	}
	for _, step := range plan.Steps {
		o := step.Outcome
		object.Steps = append(object.Steps, planStepJSON{o.Action, step.Keys, o.Key.Licenses, o.After.Licenses, o.After.Ends})
	}
	for _, warning := range plan.Warnings() {
		object.Warnings = append(object.Warnings, codeJSON{warning.Code, w.Warning(warning)})
	}
	return object
}

// Text writes the plans for a person: the first with the arithmetic of its
// steps, the others in a line each.
func (p planned) Text(out io.Writer, w words.Words) (allowed bool, err error) {
	if p.refused != nil {
		_, err = fmt.Fprintln(out, w.Error(p.refused))
		return false, err
	}
	var lines []string
	if p.found.LeftOut {
		lines = append(lines, w.Text(locale.PlanLeftOut, model.MaxCount))
	}
	if !p.allowed() {
		lines = append(lines, w.PlanMissing(p.found.Missing), "")
	}
	for i, plan := range p.found.Plans {
		lines = append(lines, fmt.Sprintf("%2d  %s", i+1, w.Plan(plan)))
		if i == 0 {
			for _, line := range w.PlanSteps(p.drawer.Keys, plan) {
				lines = append(lines, "    "+line.String())
			}
			lines = append(lines, "")
		}
	}
	if more := p.found.Total - len(p.found.Plans); more > 0 {
		lines = append(lines, w.Text(locale.AndMore, more))
	}
	if len(p.found.Plans) == 0 {
		lines = append(lines, w.Text(locale.PlanNone))
	}
	_, err = fmt.Fprintln(out, strings.TrimRight(strings.Join(lines, "\n"), "\n"))
	return p.allowed(), err
}
