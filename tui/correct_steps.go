package tui

import (
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// steps are the pages of the correction.
func (c *correctWizard) steps() []step {
	only := func() bool { return len(c.past) == 1 && c.answered != 0 && c.tried.past[0].err == nil }
	return []step{
		{name: locale.StepWhich, text: c.say(locale.AskWhichRedemption), options: c.redemptions, skip: only},
		{name: locale.StepMistake, text: c.say(locale.AskMistake), options: c.mistakes},
		{name: locale.StepAction, text: c.say(locale.AskRealAction), options: c.actions, skip: c.unless(wrongAction)},
		{name: locale.StepCorrection, text: c.say(locale.AskCorrection), fields: c.inputs(), finish: c.need},
		{name: locale.StepConfirm, text: c.confirmation},
	}
}

// unless skips what is not asked for a mistake.
func (c *correctWizard) unless(m mistake) func() bool {
	return func() bool { return c.draft.mistake != m }
}

func (c *correctWizard) redemptions() []option {
	return redemptionOptions(c.Session, c.dossier, c.past, c.tried.past, c.draft.redemption.ID, func(r model.Redemption) {
		if c.draft.redemption.ID != r.ID {
			c.draft.take(r)
		}
	})
}

func (c *correctWizard) mistakes() []option {
	var options []option
	for i, words := range [][2]locale.Message{
		{locale.MistakeEnd, locale.MistakeEndHelp}, {locale.MistakeAction, locale.MistakeActionHelp},
		{locale.MistakeDay, locale.MistakeDayHelp}, {locale.MistakeAll, locale.MistakeAllHelp},
	} {
		m := wrongEnd + mistake(i)
		options = append(options, option{
			label: c.Words.Text(words[0]), help: c.Words.Text(words[1]), chosen: c.draft.mistake == m, choose: func() { c.draft.say(m) },
		})
	}
	return options
}

func (c *correctWizard) actions() []option {
	return actionChoice(c.Words, c.tried.actions, c.draft.action, func(action redemption.Action) { c.draft.action = action })
}

func (c *correctWizard) inputs() []input {
	d := &c.draft
	day := needed(dateInput(locale.FieldRedeemDay, &d.on), "on")
	end, portal := needed(dateInput(locale.FieldPortalEnds, &d.portalEnds), "portal_ends"), dateInput(locale.FieldPortalEnds, &d.portalEnds)
	day.skip, end.skip = c.unless(wrongDay), c.unless(wrongEnd)
	portal.placeholder, portal.example = c.Words.Text(locale.AsCalculated), ""
	portal.skip = func() bool { return d.mistake == wrongEnd || d.mistake == neverHappened }
	reason := needed(textInput(locale.FieldReason, "", &d.reason), "reason")
	reason.placeholder = c.Words.Text(locale.ReasonPlaceholder)
	return []input{day, end, portal, reason}
}

// need says why the rules refuse the page.
func (c *correctWizard) need() string {
	if c.tried.final.err != nil {
		return c.Words.Error(c.tried.final.err)
	}
	return ""
}

// confirmation is everything that is about to be recorded.
func (c *correctWizard) confirmation() []string {
	if c.tried.final.err != nil {
		return []string{c.Words.Text(locale.NotPossible, c.Words.Error(c.tried.final.err))}
	}
	lines := append([]string{c.Words.Text(locale.RecordedBefore, c.redemptionText(redemption.RecordOf(c.draft.redemption)))}, c.corrected(c.tried.final)...)
	return append(lines, c.Words.Text(locale.CorrectReason, cleanText(strings.TrimSpace(c.draft.reason))), c.Words.Text(locale.CorrectPromise))
}
