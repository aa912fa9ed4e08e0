package tui

import (
	"cmp"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// subject is what a board is about as it is recorded now; the zero value is
// nothing.
type subject struct {
	dossier      model.Dossier      // of the benefit, else of the subscription
	subscription model.Subscription // the one that the key would go to
	gone         model.Kind         // of what a scenario was kept of, where that is not recorded any more
}

// benefit is the one that the board is about, if any.
func (s subject) benefit() (model.Benefit, bool) {
	benefit, ok := s.dossier.Record.(model.Benefit)
	return benefit, ok
}

// subjectOf takes up a benefit with the first subscription of its product, or a
// subscription.
func subjectOf(d model.Dossier) subject {
	s := subject{dossier: d}
	switch r := d.Record.(type) {
	case model.Benefit:
		if len(d.Subscriptions) > 0 {
			s.subscription = d.Subscriptions[0]
		}
	case model.Subscription:
		s.subscription = r
	}
	return s
}

// refersTo takes up what a scenario refers to: a benefit and a subscription,
// each empty where it is not recorded.
func (c scenario) refersTo(benefit, subscription model.Dossier) subject {
	s := subject{dossier: benefit}
	if benefit.Record == nil {
		s.dossier = subscription
	}
	held, found := subscription.Record.(model.Subscription)
	switch {
	case c.Benefit != 0 && benefit.Record == nil:
		s.gone = model.KindBenefit
	case c.Subscription.ID != 0 && !found:
		s.gone = model.KindSubscription
	}
	if s.subscription = held; found && benefit.Record != nil {
		s.subscription.Name = subscription.Title()
		s.dossier.Subscriptions = addSubscription(s.dossier.Subscriptions, s.subscription)
		s.dossier.Tenants[held.Tenant] = subscription.Tenant
	}
	return s
}

// other is the subject with the next subscription of the product.
func (s subject) other() subject {
	all := s.dossier.Subscriptions
	at := slices.IndexFunc(all, func(sub model.Subscription) bool { return sub.ID == s.subscription.ID })
	s.subscription = all[(at+1)%len(all)]
	return s
}

// others tells whether there are other subscriptions of the product.
func (s subject) others() bool {
	return slices.ContainsFunc(s.dossier.Subscriptions, func(sub model.Subscription) bool { return sub.ID != s.subscription.ID })
}

// tenant is that of the subscription.
func (s subject) tenant() model.Tenant {
	if tenant := s.dossier.Tenant; tenant.ID != 0 && tenant.ID == s.subscription.Tenant {
		return tenant
	}
	return s.dossier.Tenants[s.subscription.Tenant]
}

// scenario is the numbers that the records give.
func (s subject) scenario(today model.Date) scenario {
	sub := s.subscription
	c := scenario{KeyMonths: redemption.DefaultMonths, On: today, Product: cmp.Or(s.dossier.Product.Name, s.dossier.Title())}
	c.Subscription = model.Subscription{
		ID: sub.ID, Licenses: sub.Licenses, Ends: sub.Ends, Reported: sub.Reported, ReportedOn: sub.ReportedOn, Redemption: sub.Redemption,
	}
	if sub.Licenses > 0 && !sub.Ends.IsZero() && sub.StatusOn(today) != model.Deleted {
		c.Before, c.Assigned = termOf(sub), sub.Assigned
	}
	benefit, ok := s.benefit()
	if !ok {
		return c
	}
	c.Product, c.Benefit = benefit.Name, benefit.ID
	c.KeyLicenses, c.ActivateBy, c.BenefitExpires = max(1, benefit.Quantity.Amount), benefit.ActivateBy, benefit.Expires
	c.Purchase, c.MembershipEnds = benefit.ByPurchase(), s.dossier.Membership.Ends
	if key, found := redemption.KeyToUse(benefit, s.dossier.Keys); found && key.Status != model.Redeemed {
		c = c.with(key)
	}
	return c
}

// with is the scenario with the numbers of a recorded key.
func (c scenario) with(key model.ProductKey) scenario {
	c.Key, c.KeyLicenses, c.KeyMonths, c.ActivateBy = key.ID, key.Licenses, key.Months, key.ActivateBy
	return c
}

// refer looks up what the board is about, and the drawer of its product.
func (w *whatIf) refer() tea.Cmd {
	if w.asked = 0; !w.draft.refers() {
		return nil
	}
	w.asked = w.newTicket()
	return w.readSubject(w.asked, w.draft)
}

// referred takes up what is recorded now. Numbers that were typed or kept stay.
func (w *whatIf) referred(msg subjectRead) tea.Cmd {
	if msg.ticket != w.asked {
		return nil
	}
	w.asked = 0
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	asRecorded := w.draft == w.recorded && !w.dirty
	w.subject, w.drawer = msg.subject, msg.drawer
	if !asRecorded || w.subject.gone != 0 {
		return nil
	}
	if w.subject.subscription.ID == 0 { // there may be a first one now
		w.subject = subjectOf(w.subject.dossier)
	}
	w.recorded = w.subject.scenario(w.Today)
	w.draft = w.recorded
	w.fill()
	w.read()
	return nil
}

// fitting are the keys of the drawer that can be redeemed on the redeem day:
// not held for another redemption, and for no other tenant.
func (w *whatIf) fitting() []model.DrawerKey {
	tenant := w.subject.subscription.Tenant
	return slices.DeleteFunc(slices.Clone(w.drawer), func(found model.DrawerKey) bool {
		key := found.Key
		past := !key.ActivateBy.IsZero() && key.ActivateBy < w.draft.On
		elsewhere := key.Tenant != 0 && tenant != 0 && key.Tenant != tenant
		held := found.Held.Status == model.Reserved && key.Benefit != w.draft.Benefit
		return past || elsewhere || held
	})
}

// nextKey takes the numbers of the next key in the drawer, which is one of
// another benefit perhaps.
func (w *whatIf) nextKey() tea.Cmd {
	keys := w.fitting()
	at := slices.IndexFunc(keys, func(found model.DrawerKey) bool { return found.Key.ID == w.draft.Key })
	next := keys[(at+1)%len(keys)]
	c := w.draft.with(next.Key)
	c.Benefit, c.Product, c.BenefitExpires, c.Purchase = next.Benefit.ID, next.Benefit.Name, next.Benefit.Expires, false
	w.draft = c
	w.put(c, fieldKeyLicenses, fieldKeyMonths)
	return w.refer()
}

func (w *whatIf) whyNoKey() string {
	switch keys := w.fitting(); {
	case w.draft.Product == "":
		return w.Words.Text(locale.WhyNoProduct)
	case len(keys) == 0:
		return w.Words.Text(locale.DrawerFitsNone)
	case len(keys) == 1 && keys[0].Key.ID == w.draft.Key:
		return w.Words.Text(locale.WhyOnlyKey)
	}
	return ""
}

// nextSubscription takes another subscription of the product.
func (w *whatIf) nextSubscription() tea.Cmd {
	w.subject = w.subject.other()
	c := w.subject.scenario(w.Today)
	w.draft.Subscription, w.draft.Assigned = c.Subscription, c.Assigned
	w.put(c, fieldLicenses, fieldEnds)
	return nil
}

// put puts numbers of a scenario into their fields.
func (w *whatIf) put(c scenario, fields ...int) {
	for _, i := range fields {
		w.fields[i].SetValue(w.numbers[i].get(c))
	}
	w.read()
}

// asRecorded tells whether the redeem wizard will calculate with the numbers of
// the board.
func (w *whatIf) asRecorded() bool {
	c := w.subject.scenario(w.Today)
	for _, found := range w.drawer {
		if found.Key.ID == w.draft.Key {
			c = c.with(found.Key)
		}
	}
	return w.draft.Before == c.Before && w.draft.KeyLicenses == c.KeyLicenses && w.draft.KeyMonths == c.KeyMonths
}
