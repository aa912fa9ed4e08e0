package redemption

import (
	"strings"

	"benefitdesk/model"
)

// productMatch is what is known of whether two products are the same.
type productMatch uint8

const (
	sameProduct       productMatch = iota
	unknownProduct                 // one side does not say: ask
	differentNames                 // no ids on both sides, and the names differ: refused unless a person knows better
	differentProducts              // ids on both sides differ
)

// matchProducts compares by ids when both sides have them, else by folded
// name; a name that a portal cut short settles nothing (rulings).
func matchProducts(benefit string, own model.Product, subscription string, held model.Product) productMatch {
	if own.ID != 0 && own.ID == held.ID {
		return sameProduct
	}
	if own.SKU != "" && held.SKU != "" {
		if model.Fold(own.SKU) == model.Fold(held.SKU) {
			return sameProduct
		}
		return differentProducts
	}
	ours := append([]string{benefit, own.Name}, own.Aliases...)
	theirs := append([]string{subscription, held.Name}, held.Aliases...)
	theirsKnown := false
	for _, b := range theirs {
		theirsKnown = theirsKnown || b != ""
		for _, a := range ours {
			if a != "" && b != "" && model.Fold(a) == model.Fold(b) {
				return sameProduct
			}
		}
	}
	stem, cut := strings.CutSuffix(model.Fold(subscription), "...")
	if !theirsKnown || cut && held.ID == 0 && strings.HasPrefix(model.Fold(benefit), stem) {
		return unknownProduct
	}
	return differentNames
}

// CompareProducts tells whether a benefit and a subscription are of the same
// product, and where they are not or it is not known, whether a person may say
// that they are: only ids on both sides settle it.
func CompareProducts(benefit model.Benefit, own model.Product, s model.Subscription, held model.Product) (same, mayConfirm bool) {
	match := matchProducts(benefit.Name, own, s.Name, held)
	return match == sameProduct, match == unknownProduct || match == differentNames
}
