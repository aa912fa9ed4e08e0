package tui

import (
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// steps are the pages of the correction.
func (c *correctWizard) steps() []step[correctDraft] {
	only := func(correctDraft) bool { return len(c.past) == 1 && c.answered != 0 && c.tried.past[0].err == nil }
	return []step[correctDraft]{
		{name: locale.StepWhich, text: c.say(locale.AskWhichRedemption), options: c.redemptions, skip: only},
		{name: locale.StepMistake, text: c.say(locale.AskMistake), options: c.mistakes},
		{name: locale.StepAction, text: c.say(locale.AskRealAction), options: c.actions, skip: unless(wrongAction)},
		{name: locale.StepCorrection, text: c.say(locale.AskCorrection), fields: c.inputs(), finish: c.need},
		{name: locale.StepConfirm, text: c.confirmation},
	}
}

// unless skips what is not asked for a mistake.
func unless(m mistake) func(correctDraft) bool {
	return func(d correctDraft) bool { return d.mistake != m }
}

func (c *correctWizard) redemptions(d correctDraft) []option[correctDraft] {
	return redemptionOptions(c.Session, c.dossier, c.past, c.tried.past, d.redemption.ID, func(d *correctDraft, r model.Redemption) {
		if d.redemption.ID != r.ID {
			d.take(r)
		}
	})
}

func (c *correctWizard) mistakes(d correctDraft) []option[correctDraft] {
	var options []option[correctDraft]
	for i, words := range [][2]locale.Message{
		{locale.MistakeEnd, locale.MistakeEndHelp}, {locale.MistakeAction, locale.MistakeActionHelp},
		{locale.MistakeDay, locale.MistakeDayHelp}, {locale.MistakeAll, locale.MistakeAllHelp},
	} {
		m := wrongEnd + mistake(i)
		options = append(options, option[correctDraft]{
			label: c.Words.Text(words[0]), help: c.Words.Text(words[1]), chosen: d.mistake == m, choose: func(d *correctDraft) { d.say(m) },
		})
	}
	return options
}

func (c *correctWizard) actions(d correctDraft) []option[correctDraft] {
	return actionChoice(c.Words, c.tried.actions, d.action, func(d *correctDraft, action redemption.Action) { d.action = action })
}

func (c *correctWizard) inputs() []input[correctDraft] {
	ends := func(d *correctDraft) *model.Date { return &d.portalEnds }
	day := needed(dateInput(locale.FieldRedeemDay, func(d *correctDraft) *model.Date { return &d.on }), "on")
	end, portal := needed(dateInput(locale.FieldPortalEnds, ends), "portal_ends"), dateInput(locale.FieldPortalEnds, ends)
	day.skip, end.skip = unless(wrongDay), unless(wrongEnd)
	portal.placeholder = c.Words.Text(locale.AsCalculated)
	portal.skip = func(d correctDraft) bool { return d.mistake == wrongEnd || d.mistake == neverHappened }
	return []input[correctDraft]{day, end, portal,
		needed(textInput(locale.FieldReason, c.Words.Text(locale.ReasonPlaceholder), func(d *correctDraft) *string { return &d.reason }), "reason"),
	}
}

// need says why the rules refuse the page.
func (c *correctWizard) need(correctDraft) string {
	if c.tried.final.err != nil {
		return c.Words.Error(c.tried.final.err)
	}
	return ""
}

// confirmation is everything that is about to be recorded.
func (c *correctWizard) confirmation(d correctDraft) []string {
	if c.tried.final.err != nil {
		return []string{c.Words.Text(locale.NotPossible, c.Words.Error(c.tried.final.err))}
	}
	lines := append([]string{c.Words.Text(locale.RecordedBefore, c.redemptionText(redemption.RecordOf(d.redemption)))}, c.corrected(c.tried.final)...)
	return append(lines, c.Words.Text(locale.CorrectReason, cleanText(strings.TrimSpace(d.reason))), c.Words.Text(locale.CorrectPromise))
}
