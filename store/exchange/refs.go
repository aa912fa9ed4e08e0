package exchange

import (
	"slices"

	"benefitdesk/model"
)

// withRefs gives the record with every reference replaced. A reference that is
// not set stays so.
func withRefs(record model.Record, to func(model.Ref) model.ID) model.Record {
	set := func(kind model.Kind, id *model.ID) {
		if *id != 0 {
			*id = to(model.Ref{Kind: kind, ID: *id})
		}
	}
	switch r := record.(type) {
	case model.Benefit:
		set(model.KindProduct, &r.Product)
		set(model.KindMembership, &r.Membership)
		set(model.KindSubscription, &r.Subscription)
		set(model.KindUser, &r.Holder)
		return r
	case model.ProductKey:
		set(model.KindBenefit, &r.Benefit)
		set(model.KindProduct, &r.Product)
		set(model.KindTenant, &r.Tenant)
		set(model.KindRedemption, &r.Redemption)
		set(model.KindRedemption, &r.Replaces)
		set(model.KindProductKey, &r.Instead)
		return r
	case model.User:
		r.Roles = slices.Clone(r.Roles)
		for i := range r.Roles {
			set(model.KindTenant, &r.Roles[i].Tenant)
		}
		return r
	case model.Subscription:
		set(model.KindTenant, &r.Tenant)
		set(model.KindProduct, &r.Product)
		set(model.KindRedemption, &r.Redemption)
		return r
	case model.Redemption:
		set(model.KindBenefit, &r.Benefit)
		set(model.KindSubscription, &r.Subscription)
		set(model.KindTenant, &r.Tenant)
		var keys []model.ID
		for _, id := range r.Keys {
			if set(model.KindProductKey, &id); id != 0 {
				keys = append(keys, id)
			}
		}
		r.Keys = keys
		return r
	}
	return record
}
