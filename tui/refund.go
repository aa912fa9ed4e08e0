package tui

import (
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

// guardRefund asks before something that ends a refund right; it goes on at
// once where there is none.
func (a *App) guardRefund(m model.Membership, r model.Refund, then func() tea.Cmd) tea.Cmd {
	if !r.Stands() {
		return then()
	}
	a.ask(locale.RefundTitle, []string{
		a.Words.Text(locale.RefundWouldEnd, cleanText(m.Name), r.DaysLeft, r.Last), a.Words.Text(locale.RefundGoOn),
	}, then)
	return nil
}

// keyUse is what was asked for with a key while its membership's refund right
// is looked up.
type keyUse struct {
	ticket ticket
	then   func() tea.Cmd
}

// beforeKey looks whether a use of the selected benefit's key would end a
// refund right, and asks where it would.
func (w *workspace) beforeKey(then func() tea.Cmd) tea.Cmd {
	m := w.dossier.Membership
	if !w.keys()[0].RevealedOn.IsZero() || !model.RefundWindow(m, w.Today).Open() {
		return then()
	}
	w.use = keyUse{w.newTicket(), then}
	return w.readRefund(w.use.ticket, m.ID)
}

func (w *workspace) refundKnown(msg refundRead) tea.Cmd {
	if msg.ticket != w.use.ticket || w.use.then == nil {
		return nil
	}
	then := w.use.then
	w.use = keyUse{}
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	if w.record() == nil {
		return nil // another benefit was selected meanwhile
	}
	return w.guardRefund(w.dossier.Membership, msg.refund, then)
}

// cancelDraft is the cancellation of a membership.
type cancelDraft struct {
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
	draft := cancelDraft{membership: m, refund: w.dossier.Refund}
	f := newForm(w.App, w.Words.Text(locale.CancelTitle, cleanText(m.Name)), draft, w.cancelSteps(),
		func(d cancelDraft) model.Command {
			return model.CancelMembership{Membership: d.membership.ID, Reason: strings.TrimSpace(d.reason)}
		})
	f.extra = func() []action {
		if f.flow.at < len(f.flow.steps)-1 {
			return nil
		}
		return []action{{keys: []string{"y"}, name: locale.ActionCopyRequest, perform: func() tea.Cmd {
			return w.copyText(strings.Join(w.serviceRequest(f.flow.draft), "\n"))
		}}}
	}
	return w.Push(f)
}

func (w *workspace) cancelSteps() []step[cancelDraft] {
	return []step[cancelDraft]{
		{name: locale.StepRefund, text: func(d cancelDraft) []string {
			lines := append(w.refundLines(d.membership, d.refund), "", w.Words.Text(locale.CancelHow))
			lines[0] = w.Words.Text(locale.LabelRefund) + " — " + lines[0]
			return lines
		}},
		{name: locale.LabelReason, text: func(cancelDraft) []string { return []string{w.Words.Text(locale.CancelAskReason)} },
			fields: []input[cancelDraft]{needed(textInput(locale.LabelReason, "", func(d *cancelDraft) *string { return &d.reason }), "reason")}},
		{name: locale.StepRequest, text: w.serviceRequest, options: w.sentOptions, finish: func(d cancelDraft) string {
			if d.sent {
				return ""
			}
			return w.Words.Text(locale.CancelSendFirst)
		}},
	}
}

func (w *workspace) sentOptions(d cancelDraft) []option[cancelDraft] {
	return []option[cancelDraft]{
		{label: w.Words.Text(locale.CancelNotSent), chosen: !d.sent, choose: func(d *cancelDraft) { d.sent = false }},
		{label: w.Words.Text(locale.CancelSent), chosen: d.sent, choose: func(d *cancelDraft) { d.sent = true }},
	}
}

// serviceRequest is the text for Microsoft, with the facts it asks for.
func (w *workspace) serviceRequest(d cancelDraft) []string {
	m, partner := d.membership, w.overview.Partner
	known := func(text string) string {
		if text == "" {
			return w.Words.Text(locale.NotKnown)
		}
		return cleanText(text)
	}
	lines := []string{
		w.Words.Text(locale.RequestSubject, known(m.Name)),
		w.Words.Text(locale.RequestPartner, known(partner.Name), known(partner.PartnerID)),
		w.Words.Text(locale.RequestMembership, known(m.Name), known(m.Source)),
		w.Words.Text(locale.RequestBought, known(m.Bought.String()), w.Today, max(0, int(w.Today)-int(m.Bought))),
	}
	if d.refund.Stands() {
		lines = append(lines, w.Words.Text(locale.RequestRefund))
	}
	return append(lines, w.Words.Text(locale.RequestReason, known(strings.TrimSpace(d.reason))))
}

// refundWarning is the sentence of a wizard's page, as long as the right
// stands.
func (s *Session) refundWarning(m model.Membership, r model.Refund) []string {
	if !r.Stands() {
		return nil
	}
	return []string{s.Theme.Glyphs.Warn + " " + s.Words.Text(locale.RefundWouldEnd, cleanText(m.Name), r.DaysLeft, r.Last)}
}
