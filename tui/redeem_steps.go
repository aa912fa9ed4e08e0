package tui

import (
	"strconv"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// steps are the pages of the redeem wizard, as the portal orders them.
func (r *redeemWizard) steps() []step {
	d := &r.draft
	purchase := func() bool { return d.benefit.ByPurchase() }
	return []step{
		{name: locale.StepIntroduction, stage: stageIntroduction, text: r.introduction},
		{name: locale.StepWalkthrough, stage: stageWalkthrough, text: r.walkthrough},
		{name: locale.StepSubscription, stage: stageActivate, text: r.say(locale.AskSubscription), options: r.subscriptions, finish: r.needSubscription},
		{name: locale.StepSameProduct, stage: stageActivate, text: r.askSameProduct, options: r.sameProduct, finish: r.needSameProduct,
			skip: func() bool { return !d.mismatch }},
		{name: locale.StepTenant, stage: stageActivate, text: r.askTenant, fields: r.tenantFields()},
		{name: locale.StepSameTenant, stage: stageActivate, text: r.askSameTenant, options: r.sameTenant, finish: r.needSameTenant,
			skip: func() bool { return d.uncompared == [2]string{} }},
		{name: locale.StepVerify, stage: stageActivate, text: r.askVerified, options: r.verification, finish: r.needVerified},
		{name: locale.StepKey, stage: stageActivate, text: r.askKey, fields: r.keyFields(), skip: purchase},
		{name: locale.StepFurther, stage: stageActivate, text: r.askFurther, options: r.drawerOptions, toggles: locale.ActionMark, skip: r.noDrawer},
		{name: locale.StepHow, stage: stageActivate, text: r.askHow, options: r.howOptions, skip: func() bool { return len(d.marked) == 0 }},
		{name: locale.StepAction, stage: stageActivate, text: r.say(locale.AskAction), options: r.actionOptions, skip: purchase},
		{name: locale.StepQueue, stage: stageActivate, text: r.say(locale.AskQueue), options: r.queueOptions, toggles: locale.ActionOtherAction,
			skip: func() bool { return !d.queued() }},
		{name: locale.StepConfirm, stage: stageActivate, text: r.confirmation, link: r.portalPage, fields: r.confirmFields(), finish: r.needDate},
	}
}

func (r *redeemWizard) introduction() []string {
	d := &r.draft
	state := r.Words.Text(locale.StatusNone)
	switch {
	case d.undecided && len(r.dossier.Subscriptions) == 1:
		state = r.subscriptionFact(r.dossier.Subscriptions[0], r.dossier).value
	case d.undecided:
		state = r.Words.Text(locale.SubscriptionUndecided, len(r.dossier.Subscriptions))
	case d.subscription.ID != 0:
		state = r.subscriptionFact(d.subscription, r.dossier).value
	}
	list, row, _ := model.RowOf(d.benefit)
	lines := []string{
		r.Words.Text(locale.IntroBenefit, cleanText(d.benefit.Name), r.Words.Quantity(d.benefit.Quantity), cleanText(d.benefit.Source)),
		r.Words.Text(locale.IntroSubscription, state),
		r.Words.Text(locale.IntroRedemption, r.Words.RowStatus(list, row, r.Today), r.dateAndDays(d.benefit.ActivateBy)),
	}
	switch m := r.dossier.Membership; {
	case r.afterMembership(d.benefit, m) != "":
		lines = append(lines, r.Theme.Glyphs.Warn+" "+r.afterMembership(d.benefit, m))
	case !m.Over(r.Today).IsZero():
		lines = append(lines, r.Words.Text(locale.IntroMembership, r.membershipLine(m)))
	}
	return append(lines, r.Words.Text(locale.IntroPromise))
}

func (r *redeemWizard) walkthrough() []string {
	if r.draft.benefit.ByPurchase() {
		return []string{r.Words.Text(locale.WalkPurchase), r.Words.Text(locale.WalkPrivateWindow)}
	}
	var lines []string
	for _, action := range redemption.Actions() {
		lines = append(lines, r.Words.Text(locale.ActionSentence, r.Words.Action(action), r.Words.ActionHelp(action)))
	}
	return append(lines, r.Words.Text(locale.WalkPrivateWindow), r.Words.Text(locale.WalkIrreversible), r.Words.Text(locale.WalkAddEitherWay))
}

// subscriptions are those of the benefit's product, and none.
func (r *redeemWizard) subscriptions() []option {
	d := &r.draft
	var options []option
	for _, s := range r.dossier.Subscriptions {
		held := r.dossier.Product
		if s.ID == d.subscription.ID {
			held = d.held
		}
		options = append(options, option{
			label: cleanText(s.Label()), help: r.subscriptionFact(s, r.dossier).value, chosen: s.ID == d.subscription.ID,
			choose: func() {
				if d.subscription.ID != s.ID {
					r.take(s, held)
				}
			},
		})
	}
	return append(options, option{
		label: r.Words.Text(locale.NoSubscription), help: r.Words.Text(locale.NoSubscriptionHelp), chosen: d.subscription.ID == 0 && !d.undecided,
		choose: func() {
			if d.subscription.ID != 0 || d.undecided {
				r.take(model.Subscription{}, model.Product{})
			}
		},
	})
}

func (r *redeemWizard) needSubscription() string {
	if r.draft.undecided {
		return r.Words.Text(locale.ChooseSubscription)
	}
	return ""
}

func (r *redeemWizard) askSameProduct() []string {
	return []string{r.Words.Text(locale.AskSameProduct, cleanText(r.draft.benefit.Name), cleanText(orElse(r.draft.held.Name, r.draft.subscription.Label())))}
}

func (r *redeemWizard) sameProduct() []option {
	return []option{
		{label: r.Words.Text(locale.SameNo), help: r.Words.Text(locale.SameProductNoHelp), chosen: !r.draft.sameProduct,
			choose: func() { r.draft.sameProduct = false }},
		{label: r.Words.Text(locale.SameProductYes), help: r.Words.Text(locale.SameYesHelp), chosen: r.draft.sameProduct,
			choose: func() { r.draft.sameProduct = true }},
	}
}

func (r *redeemWizard) needSameProduct() string {
	if r.draft.sameProduct {
		return ""
	}
	return r.Words.Error(model.Refuse(redemption.WrongProduct, r.draft.benefit.Name, orElse(r.draft.held.Name, r.draft.subscription.Label())))
}

func (r *redeemWizard) askSameTenant() []string {
	return []string{r.Words.Text(locale.AskSameTenant, cleanText(r.draft.uncompared[0]), cleanText(r.draft.uncompared[1]))}
}

func (r *redeemWizard) sameTenant() []option {
	d := &r.draft
	return []option{
		{label: r.Words.Text(locale.SameNo), help: r.Words.Text(locale.SameTenantNoHelp), chosen: d.sameTenant != d.uncompared,
			choose: func() { d.sameTenant = [2]string{} }},
		{label: r.Words.Text(locale.SameTenantYes), help: r.Words.Text(locale.SameYesHelp), chosen: d.sameTenant == d.uncompared,
			choose: func() { d.sameTenant = d.uncompared }},
	}
}

func (r *redeemWizard) needSameTenant() string {
	if r.draft.sameTenant == r.draft.uncompared {
		return ""
	}
	return r.Words.Text(locale.RefusedWrongTenant, cleanText(r.draft.uncompared[0]), cleanText(r.draft.uncompared[1]))
}

func (r *redeemWizard) tenantFields() []input {
	d := &r.draft
	return []input{{
		label: locale.FieldTenant, example: "contoso.onmicrosoft.com",
		get: func() string { return d.tenant },
		set: func(text string) error {
			_, err := redemption.ParseTenant(text)
			if d.tenant != text {
				d.tenant, d.verified, d.sameTenant = text, false, [2]string{}
			}
			return err
		},
	}}
}

func (r *redeemWizard) askVerified() []string {
	return []string{r.Words.Text(locale.AskVerified, cleanText(r.draft.tenant)), r.Words.Text(locale.WalkPrivateWindow)}
}

func (r *redeemWizard) verification() []option {
	return []option{
		{label: r.Words.Text(locale.NotVerified), chosen: !r.draft.verified, choose: func() { r.draft.verified = false }},
		{label: r.Words.Text(locale.Verified), chosen: r.draft.verified, choose: func() { r.draft.verified = true }},
	}
}

func (r *redeemWizard) needVerified() string {
	if r.draft.verified {
		return ""
	}
	return r.Words.Error(model.Refuse(redemption.TenantNotVerified))
}

func (r *redeemWizard) askKey() []string {
	ask := r.Words.Text(locale.AskKey)
	if r.draft.stored.ID != 0 {
		ask = r.Words.Text(locale.AskStoredKey, r.draft.stored.Label())
	}
	lines := []string{ask}
	for _, warning := range r.refundWarnings(r.rightsOf(r.rights, r.draft.benefit)) {
		lines = append(lines, r.Theme.Glyphs.Warn+" "+warning)
	}
	return lines
}

func (r *redeemWizard) keyFields() []input {
	d := &r.draft
	stored := func() bool { return d.stored.ID != 0 && d.key == "" }
	return []input{
		{label: locale.FieldKey, secret: true, hint: func() string { return maskedKey(d.key) },
			get: func() string { return d.key },
			set: func(text string) error {
				d.key = text
				if text == "" && d.stored.ID != 0 {
					return nil
				}
				_, err := model.ParseKey(text)
				return err
			}},
		{label: locale.FieldKeyLicenses, skip: stored,
			get: func() string { return strconv.FormatInt(d.licenses, 10) },
			set: func(text string) (err error) {
				d.licenses, err = parseCount(text, redemption.KeyLicensesOutOfRange, model.MaxCount)
				return err
			}},
		{label: locale.FieldKeyMonths, skip: stored,
			get: func() string { return strconv.Itoa(d.months) },
			set: func(text string) error {
				months, err := parseCount(text, redemption.KeyMonthsOutOfRange, model.MaxMonths)
				d.months = int(months)
				return err
			}},
		{label: locale.FieldRedeemDay,
			get: func() string { return d.on.String() },
			set: func(text string) (err error) {
				d.on, err = parseDay(text)
				return err
			}},
	}
}

func (r *redeemWizard) actionOptions() []option {
	return actionChoice(r.Words, r.attempts, r.draft.action, func(action redemption.Action) { r.draft.action, r.draft.portalEnds = action, 0 })
}
