package desk

import (
	"context"
	"errors"
	"iter"

	"benefitdesk/model"
)

// rows gives the rows of a list with what their records alone don't say.
func (d *Desk) rows(ctx context.Context, list model.List) iter.Seq2[model.Row, error] {
	switch list {
	case model.ListTenants:
		return d.tenants(ctx)
	case model.ListRedemptions:
		return d.redemptions(ctx)
	}
	return d.Rows(ctx, list)
}

// redemptions gives the rows of the redemptions; of those that are held with the
// day on which they take effect now, and the first of their keys that lapses.
func (d *Desk) redemptions(ctx context.Context) iter.Seq2[model.Row, error] {
	return func(yield func(model.Row, error) bool) {
		for row, err := range d.Rows(ctx, model.ListRedemptions) {
			if err == nil && row.Status == model.Reserved {
				row, err = d.held(ctx, row)
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

func (d *Desk) held(ctx context.Context, row model.Row) (model.Row, error) {
	get := func(ref model.Ref) (model.Record, error) { return d.Get(ctx, ref) }
	record, err := get(model.Ref{Kind: model.KindRedemption, ID: row.ID})
	if err != nil {
		return row, removed(err)
	}
	held, err := record.(model.Redemption).AsNow(get)
	if err != nil {
		return row, removed(err)
	}
	row.Due = held.Effective
	var first model.Date
	for _, id := range held.Keys {
		key, err := get(model.Ref{Kind: model.KindProductKey, ID: id})
		if err != nil {
			return row, removed(err)
		}
		if last := key.(model.ProductKey).ActivateBy; !last.IsZero() && (first.IsZero() || last < first) {
			row.Owner, first = id, last
		}
	}
	return row, nil
}

// removed says that a record is gone since its row was read.
func removed(err error) error {
	if errors.Is(err, model.ErrNotFound) {
		return model.ErrChanged
	}
	return err
}

// tenants gives the rows of the tenants, each with the number of its
// subscriptions.
func (d *Desk) tenants(ctx context.Context) iter.Seq2[model.Row, error] {
	return func(yield func(model.Row, error) bool) {
		subscriptions := map[model.ID]int64{}
		for row, err := range d.Rows(ctx, model.ListSubscriptions) {
			if err != nil {
				yield(row, err)
				return
			}
			subscriptions[row.Link]++
		}
		for row, err := range d.Rows(ctx, model.ListTenants) {
			row.Used = subscriptions[row.ID]
			if !yield(row, err) {
				return
			}
		}
	}
}
