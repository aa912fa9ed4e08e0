package model

// DrawerKey is a key that is not redeemed yet, with what belongs to it.
type DrawerKey struct {
	Key     ProductKey
	Benefit Benefit
	Tenant  Tenant     // that it is recorded for
	Held    Redemption // the reservation that holds it
}

// DrawerOf picks from rows of the list of keys those that may be redeemed
// beside the key of a benefit, or on a subscription: of the same product, by
// its id or by name.
func DrawerOf(facts Facts, of Ref, rows []Row) ([]DrawerKey, error) {
	g := gatherer{facts: facts}
	var own Benefit
	var product Product
	if of.Kind == KindSubscription {
		var held Subscription
		get(&g, &held, of)
		own.Product, own.Name = held.Product, held.Name
	} else {
		get(&g, &own, of)
	}
	get(&g, &product, Ref{KindProduct, own.Product})
	var drawer []DrawerKey
	for _, row := range rows {
		if row.Status == Redeemed || row.Product != own.Product && row.Product != 0 && own.Product != 0 {
			continue
		}
		var found DrawerKey
		get(&g, &found.Key, Ref{KindProductKey, row.ID})
		get(&g, &found.Benefit, Ref{KindBenefit, found.Key.Benefit})
		name := Fold(found.Benefit.Name)
		if row.Product != own.Product || own.Product == 0 {
			if name != Fold(own.Name) && name != Fold(product.Name) {
				continue
			}
		}
		get(&g, &found.Tenant, Ref{KindTenant, found.Key.Tenant})
		get(&g, &found.Held, Ref{KindRedemption, found.Key.Redemption})
		if g.err == nil {
			found.Held, g.err = found.Held.AsNow(facts.Get)
		}
		drawer = append(drawer, found)
	}
	return drawer, g.err
}
