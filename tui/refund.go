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

// refundWarning is the sentence of a wizard's page, as long as the right
// stands.
func (s *Session) refundWarning(m model.Membership, r model.Refund) []string {
	if !r.Stands() {
		return nil
	}
	return []string{s.Theme.Glyphs.Warn + " " + s.Words.Text(locale.RefundWouldEnd, cleanText(m.Name), r.DaysLeft, r.Last)}
}
