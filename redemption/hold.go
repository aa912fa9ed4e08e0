package redemption

import (
	"fmt"
	"strings"

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
	if err := c.Record.Valid(); err != nil {
		return model.Receipt{}, nil, err
	}
	tenant, changes, err := c.tenant(facts)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	after := c.Record
	after.Tenant = tenant.ID
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

func (c SaveSubscription) tenant(facts model.Facts) (model.Tenant, []model.Change, error) {
	if strings.TrimSpace(c.Tenant) == "" {
		return model.Tenant{}, nil, nil
	}
	typed, err := ParseTenant(c.Tenant)
	if err != nil {
		return model.Tenant{}, nil, err
	}
	known, match, err := lookupTenant(facts, typed)
	switch {
	case err != nil:
		return model.Tenant{}, nil, err
	case match.Differ:
		return model.Tenant{}, nil, model.Refuse(WrongTenant, match.Key, match.Subscription)
	case known.ID != 0:
		return known, nil, nil
	}
	typed.ID = facts.NewID()
	return typed, []model.Change{model.Created(typed)}, nil
}
