package tui

import (
	"strconv"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// steps are the pages of the redeem wizard, as the portal orders them.
func (r *redeemWizard) steps() []step[redeemDraft] {
	purchase := func(d redeemDraft) bool { return d.benefit.ByPurchase() }
	return []step[redeemDraft]{
		{name: locale.StepIntroduction, stage: stageIntroduction, text: r.introduction},
		{name: locale.StepWalkthrough, stage: stageWalkthrough, text: r.walkthrough},
		{name: locale.StepSubscription, stage: stageActivate, text: r.say(locale.AskSubscription), options: r.subscriptions, finish: r.needSubscription},
		{name: locale.StepSameProduct, stage: stageActivate, text: r.askSameProduct, options: r.sameProduct, finish: r.needSameProduct,
			skip: func(d redeemDraft) bool { return !d.mismatch }},
		{name: locale.StepTenant, stage: stageActivate, text: r.askTenant, fields: r.tenantFields()},
		{name: locale.StepSameTenant, stage: stageActivate, text: r.askSameTenant, options: r.sameTenant, finish: r.needSameTenant,
			skip: func(d redeemDraft) bool { return d.uncompared == [2]string{} }},
		{name: locale.StepVerify, stage: stageActivate, text: r.askVerified, options: r.verification, finish: r.needVerified},
		{name: locale.StepKey, stage: stageActivate, text: r.askKey, fields: r.keyFields(), skip: purchase},
		{name: locale.StepFurther, stage: stageActivate, text: r.askFurther, options: r.drawerOptions, toggles: locale.ActionMark, skip: r.noDrawer},
		{name: locale.StepHow, stage: stageActivate, text: r.askHow, options: r.howOptions, skip: func(d redeemDraft) bool { return len(d.marked) == 0 }},
		{name: locale.StepAction, stage: stageActivate, text: r.say(locale.AskAction), options: r.actionOptions, skip: purchase},
		{name: locale.StepQueue, stage: stageActivate, text: r.say(locale.AskQueue), options: r.queueOptions, toggles: locale.ActionOtherAction,
			skip: func(d redeemDraft) bool { return !d.queued() }},
		{name: locale.StepConfirm, stage: stageActivate, text: r.confirmation, link: r.link, fields: r.confirmFields(), finish: r.needDate},
	}
}

func (r *redeemWizard) introduction(d redeemDraft) []string {
	state := r.Words.Text(locale.StatusNone)
	switch {
	case d.undecided:
		state = r.Words.Text(locale.SubscriptionUndecided, len(r.dossier.Subscriptions))
	case d.subscription.ID != 0:
		state = r.subscriptionFact(d.subscription, r.dossier).value
	}
	return []string{
		r.Words.Text(locale.IntroBenefit, cleanText(d.benefit.Name), r.Words.Quantity(d.benefit.Quantity), cleanText(d.benefit.Source)),
		r.Words.Text(locale.IntroSubscription, state),
		r.Words.Text(locale.IntroRedemption, r.Words.Status(model.ListOf(model.Cloud), d.benefit.Status), r.dateAndDays(d.benefit.ActivateBy)),
		r.Words.Text(locale.IntroPromise),
	}
}

func (r *redeemWizard) walkthrough(d redeemDraft) []string {
	if d.benefit.ByPurchase() {
		return []string{r.Words.Text(locale.WalkPurchase), r.Words.Text(locale.WalkPrivateWindow)}
	}
	var lines []string
	for _, action := range redemption.Actions() {
		lines = append(lines, r.Words.Text(locale.ActionSentence, r.Words.Action(action), r.Words.ActionHelp(action)))
	}
	return append(lines, r.Words.Text(locale.WalkPrivateWindow), r.Words.Text(locale.WalkIrreversible))
}

// subscriptions are those of the benefit's product, and none.
func (r *redeemWizard) subscriptions(d redeemDraft) []option[redeemDraft] {
	var options []option[redeemDraft]
	for _, s := range r.dossier.Subscriptions {
		held := r.dossier.Product
		if s.ID == d.subscription.ID {
			held = d.held
		}
		options = append(options, option[redeemDraft]{
			label: cleanText(s.Label()), help: r.subscriptionFact(s, r.dossier).value, chosen: s.ID == d.subscription.ID,
			choose: func(d *redeemDraft) {
				if d.subscription.ID != s.ID {
					r.take(d, s, held)
				}
			},
		})
	}
	return append(options, option[redeemDraft]{
		label: r.Words.Text(locale.NoSubscription), help: r.Words.Text(locale.NoSubscriptionHelp), chosen: d.subscription.ID == 0 && !d.undecided,
		choose: func(d *redeemDraft) {
			if d.subscription.ID != 0 || d.undecided {
				r.take(d, model.Subscription{}, model.Product{})
			}
		},
	})
}

func (r *redeemWizard) needSubscription(d redeemDraft) string {
	if d.undecided {
		return r.Words.Text(locale.ChooseSubscription)
	}
	return ""
}

func (r *redeemWizard) askSameProduct(d redeemDraft) []string {
	return []string{r.Words.Text(locale.AskSameProduct, cleanText(d.benefit.Name), cleanText(orElse(d.held.Name, d.subscription.Label())))}
}

func (r *redeemWizard) sameProduct(d redeemDraft) []option[redeemDraft] {
	return []option[redeemDraft]{
		{label: r.Words.Text(locale.SameNo), help: r.Words.Text(locale.SameProductNoHelp), chosen: !d.sameProduct,
			choose: func(d *redeemDraft) { d.sameProduct = false }},
		{label: r.Words.Text(locale.SameProductYes), help: r.Words.Text(locale.SameYesHelp), chosen: d.sameProduct,
			choose: func(d *redeemDraft) { d.sameProduct = true }},
	}
}

func (r *redeemWizard) needSameProduct(d redeemDraft) string {
	if d.sameProduct {
		return ""
	}
	return r.Words.Error(model.Refuse(redemption.WrongProduct, d.benefit.Name, orElse(d.held.Name, d.subscription.Label())))
}

func (r *redeemWizard) askSameTenant(d redeemDraft) []string {
	return []string{r.Words.Text(locale.AskSameTenant, cleanText(d.uncompared[0]), cleanText(d.uncompared[1]))}
}

func (r *redeemWizard) sameTenant(d redeemDraft) []option[redeemDraft] {
	return []option[redeemDraft]{
		{label: r.Words.Text(locale.SameNo), help: r.Words.Text(locale.SameTenantNoHelp), chosen: d.sameTenant != d.uncompared,
			choose: func(d *redeemDraft) { d.sameTenant = [2]string{} }},
		{label: r.Words.Text(locale.SameTenantYes), help: r.Words.Text(locale.SameYesHelp), chosen: d.sameTenant == d.uncompared,
			choose: func(d *redeemDraft) { d.sameTenant = d.uncompared }},
	}
}

func (r *redeemWizard) needSameTenant(d redeemDraft) string {
	if d.sameTenant == d.uncompared {
		return ""
	}
	return r.Words.Text(locale.RefusedWrongTenant, cleanText(d.uncompared[0]), cleanText(d.uncompared[1]))
}

func (r *redeemWizard) tenantFields() []input[redeemDraft] {
	return []input[redeemDraft]{{
		label: locale.FieldTenant, placeholder: "contoso.onmicrosoft.com",
		get: func(d redeemDraft) string { return d.tenant },
		set: func(d *redeemDraft, text string) error {
			_, err := redemption.ParseTenant(text)
			if d.tenant != text {
				d.tenant, d.verified, d.sameTenant = text, false, [2]string{}
			}
			return err
		},
	}}
}

func (r *redeemWizard) askVerified(d redeemDraft) []string {
	return []string{r.Words.Text(locale.AskVerified, cleanText(d.tenant)), r.Words.Text(locale.WalkPrivateWindow)}
}

func (r *redeemWizard) verification(d redeemDraft) []option[redeemDraft] {
	return []option[redeemDraft]{
		{label: r.Words.Text(locale.NotVerified), chosen: !d.verified, choose: func(d *redeemDraft) { d.verified = false }},
		{label: r.Words.Text(locale.Verified), chosen: d.verified, choose: func(d *redeemDraft) { d.verified = true }},
	}
}

func (r *redeemWizard) needVerified(d redeemDraft) string {
	if d.verified {
		return ""
	}
	return r.Words.Error(model.Refuse(redemption.TenantNotVerified))
}

func (r *redeemWizard) askKey(d redeemDraft) []string {
	ask := r.Words.Text(locale.AskKey)
	if d.stored.ID != 0 {
		ask = r.Words.Text(locale.AskStoredKey, d.stored.Label())
	}
	return append([]string{ask}, r.refundWarning(r.dossier.Membership, r.refund)...)
}

func (r *redeemWizard) keyFields() []input[redeemDraft] {
	stored := func(d redeemDraft) bool { return d.stored.ID != 0 && d.key == "" }
	return []input[redeemDraft]{
		{label: locale.FieldKey, secret: true, hint: func(d redeemDraft) string { return maskedKey(d.key) },
			get: func(d redeemDraft) string { return d.key },
			set: func(d *redeemDraft, text string) error {
				d.key = text
				if text == "" && d.stored.ID != 0 {
					return nil
				}
				_, err := model.ParseKey(text)
				return err
			}},
		{label: locale.FieldKeyLicenses, skip: stored,
			get: func(d redeemDraft) string { return strconv.FormatInt(d.licenses, 10) },
			set: func(d *redeemDraft, text string) (err error) {
				d.licenses, err = parseCount(text, redemption.KeyLicensesOutOfRange, model.MaxCount)
				return err
			}},
		{label: locale.FieldKeyMonths, skip: stored,
			get: func(d redeemDraft) string { return strconv.Itoa(d.months) },
			set: func(d *redeemDraft, text string) error {
				months, err := parseCount(text, redemption.KeyMonthsOutOfRange, model.MaxMonths)
				d.months = int(months)
				return err
			}},
		{label: locale.FieldRedeemDay,
			get: func(d redeemDraft) string { return d.on.String() },
			set: func(d *redeemDraft, text string) (err error) {
				d.on, err = parseDay(text)
				return err
			}},
	}
}

func (r *redeemWizard) actionOptions(d redeemDraft) []option[redeemDraft] {
	return actionChoice(r.Words, r.attempts, d.action, func(d *redeemDraft, action redemption.Action) { d.action, d.portalEnds = action, 0 })
}

// confirmation is the last page: the portal's steps, and everything that is
// about to be recorded.
func (r *redeemWizard) confirmation(d redeemDraft) []string {
	o, ok := r.previewed(d)
	if !ok {
		return []string{r.Words.Text(locale.NotPossible, r.Words.Error(r.attempts[max(0, int(d.action)-1)].err))}
	}
	summary := r.Words.Text(locale.ConfirmSummary, cleanText(d.tenant), cleanText(d.benefit.Name), r.Words.Action(d.action), o.After.Licenses, o.After.Ends)
	if r.waitsForDay(d) {
		return []string{r.Words.Text(locale.ConfirmWait, o.Effective), summary, r.Words.Text(locale.ConfirmHold, o.Effective)}
	}
	return append(append(r.whichOfQueue(d), r.Words.PortalSteps(r.guide(d).Steps, r.Theme.Glyphs.Arrow)), append(r.putOff(), summary)...)
}

func (r *redeemWizard) guide(d redeemDraft) redemption.Guide {
	return redemption.GuideFor(d.action, d.benefit.ByPurchase())
}

// link is the portal's page for the redemption, as far as it can be carried out
// now.
func (r *redeemWizard) link(d redeemDraft) string {
	if _, ok := r.previewed(d); !ok || r.waitsForDay(d) {
		return ""
	}
	return r.guide(d).Link.URL()
}

// previewed is the outcome of the draft's action, as far as it is possible.
func (r *redeemWizard) previewed(d redeemDraft) (o redemption.Outcome, ok bool) {
	if len(r.attempts) == 0 || d.action == 0 || r.attempts[int(d.action)-1].err != nil {
		return o, false
	}
	return r.attempts[int(d.action)-1].receipt.Detail.(redemption.Summary).Outcome, true
}

// waitsForDay tells whether the redemption takes effect later: then there is
// nothing to do in the portal yet, and no date to type.
func (r *redeemWizard) waitsForDay(d redeemDraft) bool {
	o, ok := r.previewed(d)
	return ok && o.Effective > r.Today
}

func (r *redeemWizard) confirmFields() []input[redeemDraft] {
	return []input[redeemDraft]{{
		label: locale.FieldConfirm, placeholder: r.Words.Text(locale.DatePlaceholder), hint: r.confirmHint, skip: r.waitsForDay,
		get: func(d redeemDraft) string { return d.portalEnds.String() },
		set: func(d *redeemDraft, text string) (err error) {
			d.portalEnds = 0
			if text == "" {
				return nil
			}
			d.portalEnds, err = parseDay(text)
			return err
		},
	}}
}

// confirmHint tells how the typed date compares with the rules.
func (r *redeemWizard) confirmHint(d redeemDraft) string {
	o, ok := r.previewed(d)
	if d.portalEnds.IsZero() || !ok {
		return ""
	}
	if d.portalEnds == o.After.Ends {
		return r.Words.Text(locale.ConfirmSame)
	}
	return r.Words.Text(locale.ConfirmOther, r.Words.DaysMoved(int(d.portalEnds)-int(o.After.Ends)))
}

// needDate: Enter alone never redeems.
func (r *redeemWizard) needDate(d redeemDraft) string {
	if o, ok := r.previewed(d); ok && r.waitsForDay(d) {
		return r.Words.Text(locale.ConfirmHold, o.Effective)
	}
	if d.portalEnds.IsZero() {
		return r.Words.Text(locale.TypeTheDate)
	}
	return ""
}
