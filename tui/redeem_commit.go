package tui

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// finish is Enter on the last page: the typed date decides.
func (r *redeemWizard) finish() tea.Cmd {
	seen := r.final()
	if seen.err != nil {
		return r.Fail(seen.err)
	}
	summary := seen.receipt.Detail.(redemption.Summary)
	command := r.draft.command(r.Actor.Name)
	send := func() tea.Cmd {
		return r.guardRefund(r.ends(), func() tea.Cmd { return r.send(command, seen.receipt) })
	}
	if summary.PortalEnds.IsZero() {
		return send()
	}
	r.ask(locale.PortalDiffersTitle, []string{
		r.Words.Text(locale.PortalDiffers, summary.Outcome.After.Ends, summary.PortalEnds),
		r.Words.Reason(summary.Reason),
		r.Words.Text(locale.PortalDiffersQuestion),
	}, send)
	return nil
}

func (r *redeemWizard) send(command redemption.Redeem, want model.Receipt) tea.Cmd {
	r.ticket = r.newTicket()
	r.doing, r.answered = r.ticket, r.ticket
	return r.do(r.doing, command, want, r.request)
}

// reserve holds the key without having been to the portal.
func (r *redeemWizard) reserve() tea.Cmd {
	command := r.draft.command(r.Actor.Name)
	command.Reserve, command.PortalEnds = true, 0
	r.pending = &command
	r.ticket = r.newTicket()
	return r.try(r.ticket, command)
}

func (r *redeemWizard) carryOut(tried attempt) tea.Cmd {
	command := *r.pending
	r.pending, r.answered = nil, r.ticket
	if tried.err != nil {
		return r.Fail(tried.err)
	}
	return r.send(command, tried.receipt)
}

func (r *redeemWizard) done(msg commandDone) tea.Cmd {
	if r.doing == 0 || msg.ticket != r.doing {
		return nil
	}
	r.doing = 0
	if len(r.queue.holding) > 0 {
		return r.heldOne(msg)
	}
	if msg.err != nil {
		failed := r.Fail(msg.err)
		if errors.Is(msg.err, model.ErrChanged) {
			return tea.Batch(failed, r.tryAll())
		}
		return failed
	}
	r.dirty = false
	r.ended(r.benefits()...)
	r.queue.done = append(r.queue.done, msg.receipt.Detail.(redemption.Summary))
	if r.draft.queued() {
		return r.advance()
	}
	return r.result()
}
