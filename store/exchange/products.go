package exchange

import (
	"strings"

	"benefitdesk/model"
)

// Microsoft's list of product names, which has a row for every service plan of
// a product.

var (
	fieldDisplayName = names{"productdisplayname", "productname"}
	fieldStringID    = names{"stringid"}
	fieldGUID        = names{"guid"}
)

func knowsProductNames(f fields) bool { return f.all(fieldDisplayName, fieldStringID, fieldGUID) }

func productName(b *builder, r row) error {
	p := model.Product{Name: r.text(fieldDisplayName), Part: r.text(fieldStringID), SKU: strings.ToLower(r.text(fieldGUID))}
	switch {
	case p.Name == "":
		return bad("no product name")
	case !isGUID(p.SKU):
		return bad("%s is no GUID", quoted(p.SKU))
	}
	if _, ok := b.seen["sku "+p.SKU]; ok {
		return nil
	}
	return b.once(r.line, "sku "+p.SKU, p)
}
