package line

import (
	"cmp"
	"context"
	"fmt"
	"slices"

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

// tellRefundOf is tellRefund for the redemption of the keys of benefits. A
// purchase reveals no key.
func (s Session) tellRefundOf(ctx context.Context, d Desk, benefits ...model.ID) error {
	overview, err := d.Overview(ctx, s.Today)
	if err != nil {
		return err
	}
	var ended []model.Membership
	for _, id := range benefits {
		record, err := d.Get(ctx, model.Ref{Kind: model.KindBenefit, ID: id})
		if err != nil {
			return err
		}
		if benefit := record.(model.Benefit); !benefit.ByPurchase() {
			ended = append(ended, model.MembershipsOf(benefit, overview.Memberships)...)
		}
	}
	slices.SortFunc(ended, func(a, b model.Membership) int { return cmp.Compare(a.ID, b.ID) })
	return s.tellRefund(ctx, d, slices.CompactFunc(ended, func(a, b model.Membership) bool { return a.ID == b.ID })...)
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
