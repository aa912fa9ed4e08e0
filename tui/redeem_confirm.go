package tui

import (
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// confirmation is the last page: the portal's steps, and everything that is
// about to be recorded.
func (r *redeemWizard) confirmation() []string {
	d := &r.draft
	o, ok := r.previewed()
	if !ok {
		return []string{r.Words.Text(locale.NotPossible, r.Words.Error(r.attempts[max(0, int(d.action)-1)].err))}
	}
	summary := r.Words.Text(locale.ConfirmSummary, cleanText(d.tenant), cleanText(d.benefit.Name), r.Words.Action(d.action), o.After.Licenses, o.After.Ends)
	if r.waitsForDay() {
		return []string{r.Words.Text(locale.ConfirmWait, o.Effective), summary, r.Words.Text(locale.ConfirmHold, o.Effective)}
	}
	return append(append(r.whichOfQueue(), r.Words.PortalSteps(r.guide().Steps, r.Theme.Glyphs.Arrow)), append(r.putOff(), summary)...)
}

func (r *redeemWizard) guide() redemption.Guide {
	return redemption.GuideFor(r.draft.action, r.draft.benefit.ByPurchase())
}

// portalPage is the portal's page for the redemption, as far as it can be
// carried out now.
func (r *redeemWizard) portalPage() string {
	if _, ok := r.previewed(); !ok || r.waitsForDay() {
		return ""
	}
	return r.guide().Link.URL()
}

// previewed is the outcome of the draft's action, as far as it is possible.
func (r *redeemWizard) previewed() (o redemption.Outcome, ok bool) {
	if len(r.attempts) == 0 || r.draft.action == 0 || r.attempts[int(r.draft.action)-1].err != nil {
		return o, false
	}
	return r.attempts[int(r.draft.action)-1].receipt.Detail.(redemption.Summary).Outcome, true
}

// waitsForDay tells whether the redemption takes effect later: then there is
// nothing to do in the portal yet, and no date to type.
func (r *redeemWizard) waitsForDay() bool {
	o, ok := r.previewed()
	return ok && o.Effective > r.Today
}

func (r *redeemWizard) confirmFields() []input {
	return []input{{
		label: locale.FieldConfirm, placeholder: r.Words.Text(locale.DatePlaceholder), hint: r.confirmHint, skip: r.waitsForDay,
		get: func() string { return r.draft.portalEnds.String() },
		set: func(text string) (err error) {
			r.draft.portalEnds = 0
			if text == "" {
				return nil
			}
			r.draft.portalEnds, err = parseDay(text)
			return err
		},
	}}
}

// confirmHint tells how the typed date compares with the rules.
func (r *redeemWizard) confirmHint() string {
	o, ok := r.previewed()
	if r.draft.portalEnds.IsZero() || !ok {
		return ""
	}
	if r.draft.portalEnds == o.After.Ends {
		return r.Words.Text(locale.ConfirmSame)
	}
	return r.Words.Text(locale.ConfirmOther, r.Words.DaysMoved(int(r.draft.portalEnds)-int(o.After.Ends)))
}

// needDate: Enter alone never redeems.
func (r *redeemWizard) needDate() string {
	if o, ok := r.previewed(); ok && r.waitsForDay() {
		return r.Words.Text(locale.ConfirmHold, o.Effective)
	}
	if r.draft.portalEnds.IsZero() {
		return r.Words.Text(locale.TypeTheDate)
	}
	return ""
}

// blame shows beside the field why the date that was typed on the last page
// can't be recorded.
func (r *redeemWizard) blame() {
	if r.flow.step().name != locale.StepConfirm || len(r.fields) == 0 || r.draft.portalEnds.IsZero() {
		return
	}
	wrong := ""
	if err := r.final().err; err != nil {
		wrong = r.Words.Error(err)
	}
	r.fields[0].SetError(wrong)
	r.Resize(r.size)
}
