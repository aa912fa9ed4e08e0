package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// refundLines say whether a membership would be refunded, and why not.
func (s *Session) refundLines(m model.Membership, r model.Refund) []string {
	switch {
	case !m.Cancelled.IsZero():
		return nil
	case r.Last.IsZero():
		return []string{s.Words.Text(locale.RefundUnknown)}
	case !r.Open():
		return []string{s.Words.Text(locale.RefundOver, r.Last)}
	case r.Stands() && m.Bought > s.Today:
		return []string{s.Words.Text(locale.RefundNotBought, m.Bought, r.Last)}
	case r.Stands():
		return []string{s.Words.Text(locale.RefundStands, r.Last, r.DaysLeft)}
	}
	lines := []string{s.Words.Text(locale.RefundEnded, r.Last)}
	for i, end := range r.Ended {
		if i == maxSubscriptions {
			return append(lines, s.Words.Text(locale.AndMore, len(r.Ended)-i))
		}
		end.Benefit = cleanText(end.Benefit)
		parts := []string{s.Words.RefundCause(end), end.Key, s.Words.Date(end.On), cleanText(end.By)}
		lines = append(lines, strings.Join(strings.Fields(strings.Join(parts, " ")), " "))
	}
	return lines
}

// refundRight is whether a membership would be refunded.
type refundRight struct {
	membership model.Membership
	refund     model.Refund
}

// refundable are the memberships, each once, with which benefits may have come
// and that may still be refunded. A purchase reveals no key and ends no right.
func (s *Session) refundable(benefits ...model.Benefit) (found []model.Membership) {
	for _, b := range benefits {
		if b.ByPurchase() {
			continue
		}
		for _, m := range model.MembershipsOf(b, s.overview.Memberships) {
			known := slices.ContainsFunc(found, func(other model.Membership) bool { return other.ID == m.ID })
			if !known && model.RefundWindow(m, s.Today).Open() {
				found = append(found, m)
			}
		}
	}
	return found
}

// rightsOf are the rights that using keys of benefits would end.
func (s *Session) rightsOf(rights []refundRight, benefits ...model.Benefit) (ends []refundRight) {
	memberships := s.refundable(benefits...)
	for _, right := range rights {
		of := func(m model.Membership) bool { return m.ID == right.membership.ID }
		if right.refund.Stands() && slices.ContainsFunc(memberships, of) {
			ends = append(ends, right)
		}
	}
	return ends
}

// refundWarnings are the sentences about rights that would end.
func (s *Session) refundWarnings(ends []refundRight) (lines []string) {
	for _, right := range ends {
		lines = append(lines, s.Words.Text(locale.RefundWouldEnd, cleanText(right.membership.Name), right.refund.DaysLeft, right.refund.Last))
	}
	return lines
}

// guardRefund asks before something that ends refund rights; it goes on at once
// where there are none.
func (a *App) guardRefund(ends []refundRight, then func() tea.Cmd) tea.Cmd {
	if len(ends) == 0 {
		return then()
	}
	a.ask(locale.RefundTitle, append(a.refundWarnings(ends), a.Words.Text(locale.RefundGoOn)), then)
	return nil
}

// keyUse is what was asked for with a key while the refund rights that it ends
// are looked up.
type keyUse struct {
	ticket ticket
	then   func() tea.Cmd
}

// beforeKey looks whether a use of the selected benefit's key would end a
// refund right, and asks where it would.
func (w *workspace) beforeKey(then func() tea.Cmd) tea.Cmd {
	benefit, _ := w.record().(model.Benefit)
	memberships := w.refundable(benefit)
	if !w.keys()[0].RevealedOn.IsZero() || len(memberships) == 0 {
		return then()
	}
	w.use = keyUse{w.newTicket(), then}
	return w.readRefunds(w.use.ticket, memberships)
}

func (w *workspace) refundsKnown(msg refundsRead) tea.Cmd {
	if msg.ticket != w.use.ticket || w.use.then == nil {
		return nil
	}
	then := w.use.then
	w.use = keyUse{}
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	benefit, ok := w.record().(model.Benefit)
	if !ok {
		return nil // another benefit was selected meanwhile
	}
	return w.guardRefund(w.rightsOf(msg.rights, benefit), then)
}

// cancelForm is the cancellation of a membership.
type cancelForm struct {
	*form
	membership model.Membership
	refund     model.Refund
	reason     string
	sent       bool
}

// openCancel leads through the cancellation of the selected membership.
func (w *workspace) openCancel() tea.Cmd {
	m, ok := w.record().(model.Membership)
	if !ok {
		return nil
	}
	f := &cancelForm{membership: m, refund: w.dossier.Refund}
	f.form = newForm(w.App, w.Words.Text(locale.CancelTitle, cleanText(m.Name)), nil, func() model.Command {
		return model.CancelMembership{Membership: m.ID, Reason: strings.TrimSpace(f.reason)}
	})
	f.flow.steps, f.extra = f.steps(), f.copying
	return w.Push(f)
}

func (f *cancelForm) steps() []step {
	return []step{
		{name: locale.StepRefund, text: f.standing},
		{name: locale.LabelReason, text: f.say(locale.CancelAskReason),
			fields: []input{needed(textInput(locale.LabelReason, "", &f.reason), "reason")}},
		{name: locale.StepRequest, text: f.serviceRequest, options: f.sentOptions, finish: f.needSent},
	}
}

// copying is the key that copies the request.
func (f *cancelForm) copying() []action {
	if f.flow.at < len(f.flow.steps)-1 {
		return nil
	}
	return []action{{keys: []string{"y"}, name: locale.ActionCopyRequest, perform: func() tea.Cmd {
		return f.copyText(strings.Join(f.serviceRequest(), "\n"))
	}}}
}

// standing says whether there is a refund, and how one cancels.
func (f *cancelForm) standing() []string {
	lines := append(f.refundLines(f.membership, f.refund), "", f.Words.Text(locale.CancelHow))
	lines[0] = f.Words.Text(locale.LabelRefund) + " — " + lines[0]
	return lines
}

func (f *cancelForm) sentOptions() []option {
	return []option{
		{label: f.Words.Text(locale.CancelNotSent), chosen: !f.sent, choose: func() { f.sent = false }},
		{label: f.Words.Text(locale.CancelSent), chosen: f.sent, choose: func() { f.sent = true }},
	}
}

func (f *cancelForm) needSent() string {
	if f.sent {
		return ""
	}
	return f.Words.Text(locale.CancelSendFirst)
}

// serviceRequest is the text for Microsoft, with the facts it asks for.
func (f *cancelForm) serviceRequest() []string {
	m, partner := f.membership, f.overview.Partner
	known := func(text string) string {
		if text == "" {
			return f.Words.Text(locale.NotKnown)
		}
		return cleanText(text)
	}
	lines := []string{
		f.Words.Text(locale.RequestSubject, known(m.Name)),
		f.Words.Text(locale.RequestPartner, known(partner.Name), known(partner.PartnerID)),
		f.Words.Text(locale.RequestMembership, known(m.Name), known(m.Source)),
		f.Words.Text(locale.RequestBought, known(m.Bought.String()), f.Today, max(0, int(f.Today)-int(m.Bought))),
	}
	if f.refund.Stands() {
		lines = append(lines, f.Words.Text(locale.RequestRefund))
	}
	return append(lines, f.Words.Text(locale.RequestReason, known(strings.TrimSpace(f.reason))))
}
