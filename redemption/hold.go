package redemption

import (
	"cmp"
	"fmt"

	"benefitdesk/model"
)

// SaveSubscription adds or edits a subscription that a person typed, with its
// tenant as typed: a domain, a tenant id, or both.
type SaveSubscription struct {
	Record model.Subscription
	Tenant string
}

// Decide finds or creates the tenant. What a portal reported before no longer
// holds for what the person typed.
func (c SaveSubscription) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	if err := cmp.Or(c.Record.Valid(), model.NoKeyInTexts(c.Record)); err != nil {
		return model.Receipt{}, nil, err
	}
	var of tenancy
	if err := of.joinTyped(facts, c.Tenant); err != nil {
		return model.Receipt{}, nil, err
	}
	if of.match.Differ {
		return model.Receipt{}, nil, model.Refuse(WrongTenant, of.match.Key, of.match.Subscription)
	}
	var changes changeList
	after := c.Record
	if after.Tenant = 0; of.tenant != (model.Tenant{}) {
		after.Tenant = of.save(facts, &changes)
	}
	receipt := model.Receipt{Verb: model.VerbEdit, Object: after.Ref(), Label: after.Label()}
	if after.ID == 0 {
		receipt.Verb = model.VerbAdd
		after.ID = facts.NewID()
		return receipt, append(changes, model.Created(after)), nil
	}
	before, err := facts.Get(after.Ref())
	if err != nil {
		return model.Receipt{}, nil, fmt.Errorf("save subscription: %w", err)
	}
	if before.(model.Subscription).Ends != after.Ends {
		after.Reported, after.ReportedOn, after.Estimated = 0, 0, false
	}
	return receipt, append(changes, model.Changed(before, after)), nil
}
