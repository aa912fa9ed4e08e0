package redemption

import (
	"slices"

	"benefitdesk/model"
)

// changes lists the records after the redemption: tenant, subscription, keys,
// benefits and the redemption itself.
func (s situation) changes(facts model.Facts, c Redeem, summary Summary, today model.Date) ([]model.Change, error) {
	var changes changeList
	status := model.Redeemed
	if summary.Reserved {
		status = model.Reserved
	}
	redemption := s.redemption
	tenant := s.tenancy.save(facts, &changes)
	newRedemption := ensureID(facts, &redemption.ID)
	subscription := s.subscription
	if !summary.Reserved {
		isNew := ensureID(facts, &subscription.ID)
		if isNew {
			subscription.Product, subscription.Name = s.benefit.Product, s.benefit.Name
		}
		subscription = extended(subscription, tenant, redemption.ID, summary)
		changes.add(s.subscription, subscription, isNew)
	}
	var keys []model.ID
	for _, g := range s.grants() {
		if !s.benefit.ByPurchase() {
			key := g.key
			isNew := ensureID(facts, &key.ID)
			key.Status, key.Redemption, key.Tenant = status, redemption.ID, tenant
			changes.add(g.key, key, isNew)
			keys = append(keys, key.ID)
		}
		benefit := g.benefit
		benefit.Status, benefit.StatusOn = status, c.On
		if subscription.ID != 0 {
			benefit.Subscription = subscription.ID
		}
		if !changes.has(benefit) {
			changes.add(g.benefit, benefit, false)
		}
	}
	recorded := c.record(redemption.ID, keys, subscription.ID, tenant, summary, status)
	changes.add(s.redemption, recorded, newRedemption)
	if err := s.release(facts, &changes, today); err != nil {
		return nil, err
	}
	return changes, s.tenancy.absorb(facts, &changes)
}

// release gives free what was held until now: one redemption takes the place
// of the other.
func (s situation) release(facts model.Facts, changes *changeList, today model.Date) error {
	for _, held := range s.held {
		if !changes.has(held.redemption) {
			cancelled := held.redemption
			cancelled.Status = model.Cancelled
			changes.add(held.redemption, cancelled, false)
		}
	}
	for _, held := range s.held {
		if err := held.free(facts, changes, today); err != nil {
			return err
		}
	}
	return nil
}

// record is the redemption as it is kept.
func (c Redeem) record(id model.ID, keys []model.ID, subscription, tenant model.ID, s Summary, status model.Status) model.Redemption {
	o := s.Outcome
	return model.Redemption{
		ID: id, Benefit: c.Benefit, Keys: keys, Subscription: subscription, Tenant: tenant,
		Action: o.Action.String(), On: c.On, Effective: o.Effective, KeyLicenses: o.Key.Licenses, KeyMonths: o.Key.Months,
		Before: o.Before, After: o.After, PortalEnds: s.PortalEnds, Status: status, By: c.By,
	}
}

// extended is the subscription after the redemption. What a portal reported
// before no longer says anything about it.
func extended(s model.Subscription, tenant, redemption model.ID, summary Summary) model.Subscription {
	s.Tenant, s.Redemption = tenant, redemption
	s.Licenses, s.Ends = summary.Outcome.After.Licenses, summary.Outcome.After.Ends
	if !summary.PortalEnds.IsZero() {
		s.Ends = summary.PortalEnds
	}
	s.Estimated, s.Reported, s.ReportedOn = false, 0, 0
	return s
}

// changeList collects changes of records that may be new.
type changeList []model.Change

func (l *changeList) add(before, after model.Record, isNew bool) {
	if isNew {
		*l = append(*l, model.Created(after))
		return
	}
	*l = append(*l, model.Changed(before, after))
}

// has tells whether a record is among the changes.
func (l *changeList) has(record model.Record) bool {
	return slices.ContainsFunc(*l, func(c model.Change) bool { return c.Ref == record.Ref() })
}

// alter changes a record, also one that is among the changes.
func (l *changeList) alter(stored model.Record, change func(model.Record) model.Record) {
	for i, c := range *l {
		if c.Ref == stored.Ref() {
			(*l)[i].After = change(c.After)
			return
		}
	}
	l.add(stored, change(stored), false)
}

// ensureID allocates the id of a record that has none, and tells that it is
// new.
func ensureID(facts model.Facts, id *model.ID) (isNew bool) {
	if *id != 0 {
		return false
	}
	*id = facts.NewID()
	return true
}
