package line

import (
	"context"
	"fmt"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/locale"
)

// Refunds is what commands that end a refund right need of a store.
type Refunds interface {
	Overview(ctx context.Context, today model.Date) (model.Overview, error)
	Refund(ctx context.Context, today model.Date, membership model.ID) (model.Refund, error)
}

// tellRefund says on standard error, before it happens, that a command ends
// the right to a refund of a membership. Lines never ask.
func (s Session) tellRefund(ctx context.Context, d Refunds, memberships ...model.Membership) error {
	for _, m := range memberships {
		if !model.RefundWindow(m, s.Today).Open() {
			continue
		}
		refund, err := d.Refund(ctx, s.Today, m.ID)
		if err != nil {
			return err
		}
		if refund.Stands() {
			fmt.Fprintln(s.Err, s.Words.Text(locale.RefundWouldEnd, clean.Text(m.Name), refund.DaysLeft, refund.Last))
		}
	}
	return nil
}

// tellRefundOf is tellRefund for the redemption of a benefit. A purchase reveals
// no key.
func (s Session) tellRefundOf(ctx context.Context, d Desk, benefit model.ID) error {
	dossier, err := d.Dossier(ctx, model.Ref{Kind: model.KindBenefit, ID: benefit}, 0)
	if err != nil || dossier.Record.(model.Benefit).ByPurchase() {
		return err
	}
	return s.tellRefund(ctx, d, dossier.Membership)
}

// tellReveal is tellRefund for an export that reveals every key. Who may not
// reveal them ends no right.
func (s Session) tellReveal(ctx context.Context, d Exporter) error {
	if err := d.Permit(ctx, s.Actor, model.RuleOf(model.VerbReveal, model.KindProductKey)); err != nil {
		return err
	}
	overview, err := d.Overview(ctx, s.Today)
	if err != nil {
		return err
	}
	return s.tellRefund(ctx, d, overview.Memberships...)
}
