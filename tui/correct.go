package tui

import (
	"errors"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// mistake is what was recorded wrongly of a redemption.
type mistake uint8

const (
	wrongEnd mistake = iota + 1
	wrongAction
	wrongDay
	neverHappened
)

// correctDraft is what a person answered so far in the correction.
type correctDraft struct {
	redemption model.Redemption
	mistake    mistake
	action     redemption.Action
	on         model.Date
	portalEnds model.Date
	reason     string
}

// correctWizard puts a recorded redemption right, with a reason.
type correctWizard struct {
	*form
	draft    correctDraft
	past     []model.Redemption // those that are offered, the latest first
	dossier  model.Dossier
	asked    ticket
	answered ticket
	tried    corrections
}

// corrections are what became of trying: each redemption, each action, and the
// draft, once with any reason and once with its own.
type corrections struct {
	past, actions []attempt
	shown, final  attempt
}

func newCorrectWizard(a *App, past []model.Redemption, d model.Dossier) *correctWizard {
	c := &correctWizard{draft: correctDraft{redemption: past[0]}, past: past, dossier: d}
	c.form = newForm(a, a.Words.Text(locale.CorrectTitle, cleanText(d.Title())), nil, nil)
	c.flow.steps = c.steps()
	c.preview, c.changed, c.commit = c.previewLines, c.tryAll, c.finish
	return c
}

// Init tries which redemptions can be corrected; the first page appears with
// the answer.
func (c *correctWizard) Init() tea.Cmd { return c.tryAll() }

// Waits holds keys back while an answer that they depend on is on its way.
func (c *correctWizard) Waits(key tea.KeyMsg) bool {
	return c.saving || !leaves(key) && c.answered != c.asked
}

// Update takes up answers and typed text.
func (c *correctWizard) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case attemptsMade:
		if msg.ticket != c.asked {
			return nil
		}
		return c.answer(msg)
	case commandDone:
		again := c.saving && errors.Is(msg.err, model.ErrChanged)
		answered := c.form.Update(msg)
		if again && !c.saving {
			return tea.Batch(answered, c.tryAll())
		}
		return answered
	}
	return c.form.Update(msg)
}

// anyReason stands for the reason as long as none is typed.
const anyReason = "?"

func (d correctDraft) command() redemption.Correct {
	command := redemption.Correct{Redemption: d.redemption.ID, PortalEnds: d.portalEnds, Reason: d.reason}
	switch d.mistake {
	case wrongAction:
		command.Action = d.action
	case wrongDay:
		command.On = d.on
	case neverHappened:
		command.Void, command.PortalEnds = true, 0
	}
	return command
}

// tryAll tries whether each redemption can be corrected, what each action would
// have given, and the draft.
func (c *correctWizard) tryAll() tea.Cmd {
	var commands []model.Command
	for _, r := range c.past {
		commands = append(commands, redemption.Correct{Redemption: r.ID, Void: true, Reason: anyReason})
	}
	own := c.draft.command()
	for _, action := range redemption.Actions() {
		commands = append(commands, redemption.Correct{Redemption: own.Redemption, Action: action, Reason: anyReason})
	}
	shown := own
	shown.Reason = anyReason
	c.asked = c.newTicket()
	return c.try(c.asked, append(commands, shown, own)...)
}

func (c *correctWizard) answer(msg attemptsMade) tea.Cmd {
	first := c.answered == 0
	actions := msg.attempts[len(c.past):]
	draft := actions[len(redemption.Actions()):]
	c.answered = msg.ticket
	c.tried = corrections{msg.attempts[:len(c.past)], actions[:len(redemption.Actions())], draft[0], draft[1]}
	if first {
		return c.start()
	}
	c.offer(false)
	c.blame()
	return nil
}

// start opens the first page with a question: one redemption that can be
// corrected needs no choice.
func (c *correctWizard) start() tea.Cmd {
	can := slices.IndexFunc(c.tried.past, func(a attempt) bool { return a.err == nil })
	c.draft.take(c.past[max(0, can)])
	if c.flow.steps[0].skip() {
		c.flow.next()
	}
	return c.enter()
}

// take begins with a redemption as it is recorded.
func (d *correctDraft) take(r model.Redemption) {
	*d = correctDraft{redemption: r, on: r.On, reason: d.reason}
	_ = d.action.UnmarshalText([]byte(r.Action)) // one that is not known is chosen anew
	d.say(wrongEnd)
}

// say takes up what is wrong; what the portal showed still holds where only
// action or day were recorded wrongly.
func (d *correctDraft) say(m mistake) {
	if d.mistake == m {
		return
	}
	d.mistake, d.portalEnds = m, d.redemption.PortalEnds
	if m == wrongEnd {
		d.portalEnds = 0
	}
}

// blame shows beside the dates what the rules refuse of them.
func (c *correctWizard) blame() {
	if c.flow.step().name != locale.StepCorrection || !c.given() {
		return
	}
	dates := c.fields[:len(c.fields)-1]
	for i, field := range dates {
		field.SetError(c.parse(i))
	}
	at := 0
	if model.CodeOf(c.tried.shown.err) == redemption.PortalEndsTooEarly {
		at = len(dates) - 1
	}
	if c.tried.shown.err != nil && len(dates) > 0 && dates[at].Error() == "" {
		dates[at].SetError(c.Words.Error(c.tried.shown.err))
	}
	c.Resize(c.size)
}

// given tells whether the draft says what the portal shows, where that is what
// was wrong.
func (c *correctWizard) given() bool {
	return c.draft.mistake != wrongEnd || !c.draft.portalEnds.IsZero()
}

func (c *correctWizard) finish() tea.Cmd {
	if c.tried.final.err != nil {
		return c.Fail(c.tried.final.err)
	}
	c.ticket = c.newTicket()
	c.saving = true
	return c.do(c.ticket, c.draft.command(), c.tried.final.receipt, c.request)
}

// previewLines are what is recorded, and what would be.
func (c *correctWizard) previewLines(width int) []string {
	shown, at := c.tried.shown, c.flow.step().name
	lines := c.recorded(shown, width)
	switch {
	case at == locale.StepConfirm: // the page itself says it
		lines = nil
	case model.CodeOf(shown.err) == redemption.NothingCorrected && (at != locale.StepCorrection || !c.given()):
		return lines
	}
	if shown.err != nil {
		return append(lines, c.outcomePreview(redemption.Outcome{}, shown.err, width)...)
	}
	detail, ok := shown.receipt.Detail.(redemption.Correction)
	if !ok || detail.Void {
		return lines
	}
	lines = append(lines, c.outcomePreview(correctedOutcome(detail), nil, width)...)
	if c.small() && at != locale.StepConfirm {
		for _, text := range c.difference(detail) {
			lines = append(lines, kit.Wrap(text, width)...)
		}
	}
	return lines
}

// correctedOutcome goes from what is recorded to what a correction makes of it,
// with the arithmetic of the rules. The other warnings are advice.
func correctedOutcome(detail redemption.Correction) redemption.Outcome {
	o := detail.Outcome
	o.Before = model.Term{Licenses: detail.Before.After.Licenses, Ends: detail.Before.Ends()}
	o.After = model.Term{Licenses: detail.After.After.Licenses, Ends: detail.After.Ends()}
	o.Warnings = slices.DeleteFunc(slices.Clone(o.Warnings), func(n model.Notice) bool { return n.Code != redemption.Rounding })
	return o
}

// small tells whether the preview has room for the numbers only.
func (c *correctWizard) small() bool { return c.previewSize().H < roomy }

// difference says why the portal's end is another than the rules give; nothing
// where it is the same.
func (c *correctWizard) difference(detail redemption.Correction) []string {
	ends := detail.After.PortalEnds
	if ends.IsZero() {
		return nil
	}
	return []string{c.Words.Text(locale.PortalDiffers, detail.Outcome.After.Ends, ends), c.Words.Reason(detail.Likely)}
}

// recorded is what is recorded, and what a correction makes of it: in small
// windows its numbers say it.
func (c *correctWizard) recorded(tried attempt, width int) []string {
	if detail, ok := tried.receipt.Detail.(redemption.Correction); ok && !detail.Void && c.small() {
		return nil
	}
	lines := kit.Wrap(c.Words.Text(locale.RecordedBefore, c.redemptionText(redemption.RecordOf(c.draft.redemption))), width)
	for i, text := range c.corrected(tried) {
		for _, line := range kit.Wrap(text, width) {
			if i == 0 {
				line = c.Theme.Paint(theme.Accent, line)
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// corrected are the words for what a correction records.
func (c *correctWizard) corrected(tried attempt) []string {
	detail, ok := tried.receipt.Detail.(redemption.Correction)
	before := c.draft.redemption.Before
	switch {
	case !ok:
		return nil
	case detail.Void && before == (model.Term{}):
		return []string{c.Words.Text(locale.RecordedNothing)}
	case detail.Void:
		return []string{c.Words.Text(locale.RecordedAsBefore, before.Licenses, before.Ends)}
	}
	return append([]string{c.Words.Text(locale.RecordedAfter, c.redemptionText(detail.After))}, c.difference(detail)...)
}
