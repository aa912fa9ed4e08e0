package exchange

import (
	"cmp"
	"slices"
	"strings"

	"benefitdesk/model"
)

// Microsoft's list of product names, which has a row for every service plan of
// a product.

var (
	fieldDisplayName = names{"productdisplayname", "productname"}
	fieldStringID    = names{"stringid"}
	fieldGUID        = names{"guid"}

	productNameFields = []names{fieldDisplayName, fieldStringID, fieldGUID}
)

func knowsProductNames(f fields) bool { return f.all(fieldDisplayName, fieldStringID, fieldGUID) }

func productName(b *builder, r row) error {
	p := model.Product{Name: r.text(fieldDisplayName), Part: r.text(fieldStringID), SKU: strings.ToLower(r.text(fieldGUID))}
	switch {
	case p.Name == "":
		return bad(model.CodeMissing, "name")
	case !isGUID(p.SKU):
		return bad(BadGUID, excerpt(p.SKU))
	}
	if _, ok := b.seen["sku "+p.SKU]; ok {
		return nil
	}
	return b.once(r.line, "sku "+p.SKU, p)
}

// uniteProducts makes one of the products that rows refer to by both ids or by
// one of them: those of one SKU, and one without a SKU with the only one that
// has its part number. A part number of several SKUs tells nothing.
func (b *builder) uniteProducts() {
	bySKU, byPart := map[string]int{}, map[string][]int{}
	same := map[model.ID]model.ID{}
	products := func(do func(i int, p model.Product)) {
		for i, e := range b.file.entries {
			if p, ok := e.record.(model.Product); ok && e.side {
				do(i, p)
			}
		}
	}
	products(func(i int, p model.Product) {
		if p.SKU == "" {
			return
		}
		first, known := bySKU[p.SKU]
		if !known {
			bySKU[p.SKU], first = i, i
		}
		of := b.file.entries[first].record.(model.Product)
		if known {
			same[p.ID] = of.ID
			of.Part = cmp.Or(of.Part, p.Part)
			b.file.entries[first].record = of
		}
		if at := byPart[model.Fold(p.Part)]; p.Part != "" && !slices.Contains(at, first) {
			byPart[model.Fold(p.Part)] = append(at, first)
		}
	})
	products(func(i int, p model.Product) {
		at := byPart[model.Fold(p.Part)]
		if p.SKU != "" || len(at) != 1 {
			return
		}
		with := &b.file.entries[at[0]]
		same[p.ID] = with.record.Ref().ID
		if i < at[0] { // before the rows that refer to it
			b.file.entries[i].record, with.record, at[0] = with.record, p, i
		}
	})
	if len(same) > 0 {
		b.replace(model.KindProduct, same)
	}
}

// replace drops the records of a kind that are the same as others, and refers
// to those instead.
func (b *builder) replace(kind model.Kind, same map[model.ID]model.ID) {
	b.file.entries = slices.DeleteFunc(b.file.entries, func(e entry) bool {
		return e.record.Ref().Kind == kind && same[e.record.Ref().ID] != 0
	})
	for i, e := range b.file.entries {
		b.file.entries[i].record = withRefs(e.record, func(to model.Ref) model.ID {
			if other, ok := same[to.ID]; ok && to.Kind == kind {
				return other
			}
			return to.ID
		})
	}
}
