package redemption

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"benefitdesk/model"
)

// tenancy puts together what is known of one tenant: the records that name it
// and what was typed.
type tenancy struct {
	confirmed [2]string      // labels of tenants that can't be compared and that a person says are one
	before    model.Tenant   // as stored
	tenant    model.Tenant   // as it will be
	absorbed  []model.Tenant // other records of the same tenant
	match     Match
}

// join adds what another record, or the text that was typed, says of the
// tenant. The first that is another tenant stays in the match.
func (t *tenancy) join(other model.Tenant) {
	switch {
	case t.match.Differ || other == (model.Tenant{}) || t.has(other):
		return
	case t.tenant == (model.Tenant{}):
		t.before, t.tenant = other, other
		return
	}
	match, known := compareTenants(t.tenant, other)
	if match.Differ && (known || t.confirmed != [2]string{match.Key, match.Subscription}) {
		t.match = match
		return
	}
	t.tenant.Domain = cmp.Or(t.tenant.Domain, other.Domain)
	t.tenant.TenantID = cmp.Or(t.tenant.TenantID, other.TenantID)
	t.tenant.Name = cmp.Or(t.tenant.Name, other.Name)
	if other.ID != 0 {
		t.absorbed = append(t.absorbed, other)
	}
}

// has tells whether a record of a tenant was joined before.
func (t *tenancy) has(record model.Record) bool {
	id := record.Ref().ID
	return id != 0 && (id == t.before.ID || slices.ContainsFunc(t.absorbed, func(a model.Tenant) bool { return a.ID == id }))
}

// joinTyped adds what was typed, and the records that it names.
func (t *tenancy) joinTyped(facts model.Facts, text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	typed, err := ParseTenant(text)
	if err != nil {
		return err
	}
	for _, identity := range typed.Identities() {
		found, err := facts.Lookup(model.KindTenant, identity)
		if err != nil {
			return err
		}
		if len(found) > 0 && !slices.ContainsFunc(found, t.has) {
			t.join(found[0].(model.Tenant))
		}
	}
	t.join(typed)
	return nil
}

// save adds the tenant's record to the changes, new or where it changed, and
// gives its id.
func (t *tenancy) save(facts model.Facts, changes *changeList) model.ID {
	isNew := ensureID(facts, &t.tenant.ID)
	if isNew || t.tenant != t.before {
		changes.add(t.before, t.tenant, isNew)
	}
	return t.tenant.ID
}

// absorb moves everything that names an absorbed record to the tenant's own,
// and removes the absorbed one.
func (t *tenancy) absorb(facts model.Facts, changes *changeList) error {
	for _, absorbed := range t.absorbed {
		for _, kind := range []model.Kind{model.KindProductKey, model.KindSubscription, model.KindRedemption, model.KindUser} {
			records, err := facts.Referring(absorbed.Ref(), kind)
			if err != nil {
				return err
			}
			for _, record := range records {
				changes.alter(record, func(r model.Record) model.Record { return inTenant(r, absorbed.ID, t.tenant.ID) })
			}
		}
		*changes = append(*changes, model.Change{Ref: absorbed.Ref(), Before: absorbed})
	}
	return nil
}

// inTenant is a record that names one tenant where it named another.
func inTenant(record model.Record, from, to model.ID) model.Record {
	move := func(id *model.ID) {
		if *id == from {
			*id = to
		}
	}
	switch r := record.(type) {
	case model.ProductKey:
		move(&r.Tenant)
		return r
	case model.Subscription:
		move(&r.Tenant)
		return r
	case model.Redemption:
		move(&r.Tenant)
		return r
	case model.User:
		r.Roles = slices.Clone(r.Roles)
		for i := range r.Roles {
			move(&r.Roles[i].Tenant)
		}
		return r
	}
	return record
}

// compareTenants compares by ids when both sides have them, else by domain
// (rulings). Where neither is on both sides it is not known whether they
// differ.
func compareTenants(a, b model.Tenant) (match Match, known bool) {
	switch {
	case a.TenantID != "" && b.TenantID != "":
		match = Match{a.TenantID, b.TenantID, model.Fold(a.TenantID) != model.Fold(b.TenantID)}
		if a.Domain != "" && b.Domain != "" && model.Fold(a.Domain) != model.Fold(b.Domain) { // people know them by these
			match.Key, match.Subscription = a.Domain, b.Domain
		}
		return match, true
	case a.Domain != "" && b.Domain != "":
		return Match{a.Domain, b.Domain, model.Fold(a.Domain) != model.Fold(b.Domain)}, true
	}
	return Match{a.Label(), b.Label(), true}, false
}

// UncomparedTenants tells whether a redemption is refused because one tenant is
// known by its id and the other by its domain: a person may say with SameTenant
// that the two are one.
func UncomparedTenants(err error) (tenants [2]string, ok bool) {
	var refusal *model.Refusal
	if !errors.As(err, &refusal) || refusal.Code != WrongTenant {
		return tenants, false
	}
	tenants = [2]string{fmt.Sprint(refusal.Args[0]), fmt.Sprint(refusal.Args[1])}
	return tenants, Unconnected(tenants[0], tenants[1])
}

// Unconnected tells whether two texts name a tenant in ways that can't be
// compared, so that nothing says whether they are the same.
func Unconnected(a, b string) bool {
	a, b = model.Fold(a), model.Fold(b)
	return !(isGUID(a) && isGUID(b) || isDomain(a) && isDomain(b))
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
			if model.MayHoldKey(text) {
				field = model.Hidden
			}
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
