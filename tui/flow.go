package tui

import (
	"slices"

	"benefitdesk/tui/locale"
)

// flow is a wizard as data: steps that read and write the draft of the wizard
// they belong to. It knows nothing of the screen; a driver shows the step and
// hands in what was typed.
type flow struct {
	steps []step
	at    int
}

// step is one page of a wizard: a text, then fields to type or options to
// choose from, never both.
type step struct {
	name    locale.Message
	stage   stage
	text    func() []string
	link    func() string // the portal's page for the step; empty: none
	fields  []input
	options func() []option
	toggles locale.Message // what the space bar does to an option; 0: one of them is chosen instead
	skip    func() bool
	// finish says what is still wrong with the whole page; empty: go on.
	finish func() string
}

// stage groups steps on the rail as the portal does.
type stage uint8

const (
	stageIntroduction stage = iota
	stageWalkthrough
	stageActivate
)

// input is one field of a step. Set parses and validates; its error stands
// beside the field while one types. One with options is not typed in: get and
// set are theirs.
type input struct {
	label       locale.Message
	placeholder string        // what stands in the empty field: words,
	example     string        // or an example of what may be typed
	hint        func() string // below the field
	reads       func() string // beside the field: what its text is read as
	get         func() string
	set         func(text string) error
	options     func() []option
	skip        func() bool
	secret      bool // hide the characters
}

// option is one answer of a step.
type option struct {
	label, help, whyNot string
	chosen              bool
	choose              func()
	toggle              func()
}

// text is what the field begins with: of options the one that is chosen.
func (in input) text() string {
	if in.options == nil {
		return in.get()
	}
	options := in.options()
	return options[chosen(options)].label
}

// chosen is the place of the option that the draft holds, the first where it
// holds none.
func chosen(options []option) int {
	return max(0, slices.IndexFunc(options, func(o option) bool { return o.chosen }))
}

func (f *flow) step() step { return f.steps[f.at] }

// next goes on to the next step that is not skipped, or first to a step before
// it that a later answer left open; last tells that there is none.
func (f *flow) next() (last bool) {
	for i, s := range f.steps {
		open := i < f.at && s.finish != nil && s.finish() != ""
		if (open || i > f.at) && (s.skip == nil || !s.skip()) {
			f.at = i
			return false
		}
	}
	return true
}

// back goes to the step before; the answers stay.
func (f *flow) back() (first bool) {
	for i := f.at - 1; i >= 0; i-- {
		if skip := f.steps[i].skip; skip == nil || !skip() {
			f.at = i
			return false
		}
	}
	return true
}

// number counts a step from 1, without those that are skipped.
func (f *flow) number(at int) int {
	n := 0
	for _, s := range f.steps[:at+1] {
		if s.skip == nil || !s.skip() {
			n++
		}
	}
	return n
}

// inputs are the fields of the present step that the draft asks for.
func (f *flow) inputs() []input {
	var asked []input
	for _, in := range f.step().fields {
		if in.skip == nil || !in.skip() {
			asked = append(asked, in)
		}
	}
	return asked
}
