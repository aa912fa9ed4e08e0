package tui

import (
	"slices"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

func cloudSpec() *spec {
	cloud := &spec{
		workspace: model.Cloud,
		list:      model.ListOf(model.Cloud),
		columns: []column{
			nameColumn(locale.ColumnBenefit), sourceColumn(locale.ColumnSource), quantityColumn(locale.ColumnQuantity),
			dueColumn(locale.ColumnActivateBy, model.ByDue, due), statusColumn(),
		},
		detail: cloudDetail,
		beside: &spec{
			workspace: model.Cloud,
			list:      model.ListSubscriptions,
			columns: []column{
				nameColumn(locale.ColumnProduct), linkColumn(locale.ColumnTenant), quantityColumn(locale.ColumnLicenses),
				usedColumn(locale.ColumnAssigned), dueColumn(locale.ColumnEndDate, model.ByDue, due), statusColumn(),
			},
			detail: subscriptionDetail,
		},
	}
	cloud.beside.beside = cloud
	return cloud
}

func cloudDetail(s *Session, d model.Dossier) []section {
	benefit := d.Record.(model.Benefit)
	facts := append(slices.DeleteFunc(s.benefitFacts(benefit, d), onTimeline), s.discontinuedFact(append(d.Product.Names(), benefit.Name)...))
	for _, key := range d.Keys {
		facts = append(facts, fact{locale.LabelKey, s.keyLine(key, d), theme.Plain})
	}
	if len(d.Keys) == 0 && !benefit.ByPurchase() {
		facts = append(facts, fact{locale.LabelKey, s.Words.Text(locale.NoKeyYet), theme.Muted})
	}
	if s.isOpen(benefit) {
		facts = append(facts, fact{locale.LabelNote, s.afterMembership(benefit, d.Membership), theme.Warning})
	}
	for i, subscription := range d.Subscriptions {
		if i == maxSubscriptions {
			facts = append(facts, fact{locale.LabelSubscription, s.Words.Text(locale.AndMore, len(d.Subscriptions)-i), theme.Muted})
			break
		}
		facts = append(facts, s.subscriptionFact(subscription, d))
	}
	if len(d.Subscriptions) == 0 {
		facts = append(facts, fact{locale.LabelSubscription, s.Words.Text(locale.StatusNone), theme.Muted})
	}
	sections := []section{{facts: facts}}
	if terms := s.whatNow(benefit, d); len(terms) > 0 {
		sections = append(sections, section{title: locale.SectionRedeemingNow, draw: func(w int) []string { return s.termLines(terms, w) }})
	}
	return append(sections, s.redemptionSection(d), s.replacementSection(d), s.timelineSection(s.dates(benefit, d), s.whyTheyDiffer(benefit, d)),
		s.linkSection(s.linksOf(d)), s.historySection(d))
}

func (s *Session) keyLine(key model.ProductKey, d model.Dossier) string {
	line := model.MaskTail(key.Tail) + "  " + s.Words.Text(locale.KeyGrants, key.Licenses, key.Months) +
		"  " + s.Words.Status(model.ListKeys, key.Status)
	for _, r := range d.Redemptions {
		if key.Replaces == r.ID {
			line += "  " + s.Words.Text(locale.KeyReplaces, labels(redeemedKeys(d, r, key.Instead), model.ProductKey.Label), s.Words.Date(r.On))
		}
	}
	return line
}

func (s *Session) subscriptionFact(sub model.Subscription, d model.Dossier) fact {
	parts := []string{s.Words.Status(model.ListSubscriptions, sub.StatusOn(s.Today)), s.Words.Text(locale.UnitLicenses, sub.Licenses)}
	if !sub.Ends.IsZero() {
		parts = append(parts, s.Words.Text(locale.EndsOn, s.Words.Date(sub.Ends), s.Words.DaysLeft(sub.Ends, s.Today)))
	}
	text := s.Words.Listed(parts...)
	if tenant := d.Tenants[sub.Tenant]; tenant.ID != 0 {
		text += "  " + cleanText(tenant.Label())
	}
	return fact{locale.LabelSubscription, text, theme.Plain}
}

// isOpen tells whether a benefit is still to be redeemed.
func (s *Session) isOpen(b model.Benefit) bool {
	list, row, _ := model.RowOf(b)
	return row.PhaseOn(list, s.Today).Meets(model.PhaseNotRedeemed)
}

// afterMembership says what the end of its membership means for a benefit that
// is to be redeemed; empty: nothing, or nothing that is known.
func (s *Session) afterMembership(b model.Benefit, m model.Membership) string {
	switch state, name := m.StateOn(s.Today), cleanText(m.Label()); {
	case state == model.MembershipCancelled && b.ByPurchase():
		return s.Words.Error(model.Refuse(redemption.MembershipCancelled, name, m.Cancelled))
	case state == model.MembershipCancelled:
		return s.Words.Warning(model.Notice{Code: redemption.MembershipCancelled, Args: []any{name, m.Cancelled}})
	case state == model.MembershipEnded && b.ByPurchase():
		return s.Words.Error(model.Refuse(redemption.BadInput, redemption.MembershipEndMissing))
	}
	return ""
}

// namedTerm is a name for what a subscription is or becomes.
type namedTerm struct {
	name string
	model.Term
	tone theme.Tone
}

// whatNow tells what redeeming the benefit today would give, by action, after
// what the subscription is now.
func (s *Session) whatNow(b model.Benefit, d model.Dossier) []namedTerm {
	over := b.ByPurchase() && s.afterMembership(b, d.Membership) != ""
	if over || !s.isOpen(b) || b.Quantity.Amount < 1 {
		return nil
	}
	request := redemption.Request{
		On: s.Today, Key: redemption.Key{Licenses: b.Quantity.Amount, Months: redemption.DefaultMonths, ActivateBy: b.ActivateBy},
		Product: b.Name, Also: d.Product.Names(), Purchase: b.ByPurchase(), MembershipEnds: d.Membership.Ends,
	}
	key, _ := redemption.KeyToUse(b, d.Keys)
	if key.Status == model.NotRedeemed || key.Status == model.Reserved {
		request.Key.Licenses, request.Key.Months = key.Licenses, key.Months
	}
	var terms []namedTerm
	best := bestSubscription(d, key.Tenant, s.Today)
	for _, sub := range append([]model.Subscription{best}, d.Subscriptions...) {
		if sub.Licenses > 0 && !sub.Ends.IsZero() {
			request.Before = model.Term{Licenses: sub.Licenses, Ends: sub.Ends}
			request.Status, request.Computed = sub.StatusOn(s.Today), true
			terms = append(terms, namedTerm{s.beforeOf(sub, d), request.Before, theme.Before})
			break
		}
	}
	possible := false
	for _, action := range redemption.Actions() {
		request.Action = action
		if o, err := redemption.Preview(request); err == nil {
			terms = append(terms, namedTerm{s.Words.Action(action), o.After, theme.After})
			possible = true
		}
	}
	if !possible {
		return nil
	}
	return terms
}

// beforeOf names what a subscription is now: by its tenant, where there are
// others that it might be.
func (s *Session) beforeOf(sub model.Subscription, d model.Dossier) string {
	name := s.Words.Text(locale.Before)
	if tenant := d.Tenants[sub.Tenant]; len(d.Subscriptions) > 1 && tenant.ID != 0 {
		name += " · " + cleanText(tenant.Label())
	}
	return name
}

// maxSubscriptions is how many a detail shows; the others are in their list.
const maxSubscriptions = 5

func subscriptionDetail(s *Session, d model.Dossier) []section {
	sub := d.Record.(model.Subscription)
	facts := []fact{
		{locale.ColumnProduct, cleanText(orElse(d.Product.Name, sub.Name)), theme.Plain},
		{locale.ColumnStatus, s.Words.Status(model.ListSubscriptions, sub.StatusOn(s.Today)), theme.Plain},
		{locale.ColumnLicenses, s.Words.Text(locale.UnitLicenses, sub.Licenses), theme.Plain},
		{locale.ColumnEndDate, s.dateAndDays(sub.Ends), theme.Plain},
		{locale.ColumnTenant, cleanText(d.Tenant.Label()), theme.Plain},
	}
	if !sub.AssignedOn.IsZero() {
		facts = append(facts, fact{locale.ColumnAssigned, s.Words.Text(locale.AssignedAsOf, sub.Assigned, sub.Licenses, sub.AssignedOn), theme.Plain})
	}
	if sub.Estimated {
		facts = append(facts, fact{locale.LabelNote, s.Words.Text(locale.EndIsEstimated), theme.Warning})
	}
	facts = append(facts,
		s.discontinuedFact(append(d.Product.Names(), sub.Name)...),
		fact{locale.LabelPaidWith, cleanText(sub.PaidWith), theme.Muted},
		fact{locale.LabelChannel, cleanText(sub.Channel), theme.Muted},
		fact{locale.LabelPortalID, cleanText(sub.PortalID), theme.Muted},
		fact{locale.LabelNote, cleanText(sub.Note), theme.Plain})
	return []section{
		{facts: facts}, s.redemptionSection(d), s.comparisonSection(sub, d), s.ledgerSection(sub, d), s.timelineSection(s.lifecycle(sub), s.lifecycleRemark(nil, sub)),
		s.linkSection(s.linksOf(d)), s.historySection(d),
	}
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
