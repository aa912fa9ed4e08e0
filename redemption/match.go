package redemption

import (
	"strings"
	"unicode"

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

// ParseTenant reads a tenant as people type it: a domain, a tenant id (GUID),
// or both with a blank between.
func ParseTenant(text string) (model.Tenant, error) {
	var tenant model.Tenant
	for field := range strings.FieldsSeq(model.Fold(text)) {
		switch {
		case isGUID(field) && tenant.TenantID == "":
			tenant.TenantID = field
		case isDomain(field) && tenant.Domain == "":
			tenant.Domain = field
		default:
			return model.Tenant{}, model.Refuse(TenantMalformed, field)
		}
	}
	if tenant == (model.Tenant{}) {
		return tenant, model.Refuse(TenantMissing)
	}
	return tenant, nil
}

func isGUID(text string) bool {
	if len(text) != len("860697e3-b0aa-4196-a6c6-7ec361ed58f7") {
		return false
	}
	for i := range len(text) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if text[i] != '-' {
				return false
			}
		} else if !strings.ContainsRune("0123456789abcdef", rune(text[i])) {
			return false
		}
	}
	return true
}

// isDomain accepts two or more labels of letters, digits and hyphens.
func isDomain(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return false
			}
		}
	}
	return len(labels) > 1 && len(text) <= 253
}

// CompareProducts tells whether a benefit and a subscription are of the same
// product, and where they are not or it is not known, whether a person may say
// that they are: only ids on both sides settle it.
func CompareProducts(benefit model.Benefit, own model.Product, s model.Subscription, held model.Product) (same, mayConfirm bool) {
	match := matchProducts(benefit.Name, own, s.Name, held)
	return match == sameProduct, match == unknownProduct || match == differentNames
}

// Unconnected tells whether two texts name a tenant by its id and by its domain,
// so that nothing says whether they are the same.
func Unconnected(a, b string) bool {
	return isGUID(model.Fold(a)) && isDomain(model.Fold(b)) || isDomain(model.Fold(a)) && isGUID(model.Fold(b))
}
