package exchange

import (
	"fmt"
	"strings"

	"benefitdesk/model"
)

// Microsoft Graph's directory subscriptions and subscribed SKUs, whether as
// JSON or as PowerShell writes them; also under the retired Msol names.

var (
	fieldID          = names{"id", "objectid", "subscriptionid"}
	fieldCommerce    = names{"commercesubscriptionid", "ocpsubscriptionid"}
	fieldSKU         = names{"skuid"}
	fieldPart        = names{"skupartnumber", "accountskuid"}
	fieldGraphStatus = names{"status"}
	fieldTotal       = names{"totallicenses"}
	fieldLifecycle   = names{"nextlifecycledatetime", "nextlifecycledate"}
	fieldTrial       = names{"istrial"}
	fieldOwner       = names{"ownertenantid", "ownercontextid", "accountid", "accountobjectid"}

	fieldCapability = names{"capabilitystatus"}
	fieldConsumed   = names{"consumedunits"}
	fieldJoin       = names{"subscriptionids"}
	// fieldPrepaid are the units of a SKU in each state; Msol calls the enabled
	// ones active.
	fieldPrepaid = []names{
		append(prepaidNames("enabled"), "activeunits"), prepaidNames("warning"), prepaidNames("suspended"), prepaidNames("lockedout"),
	}

	graphFields = []names{fieldID, fieldCommerce, fieldSKU, fieldPart, fieldGraphStatus, fieldTotal, fieldLifecycle, fieldTrial, fieldOwner}
	skuFields   = append([]names{fieldSKU, fieldPart, fieldOwner, fieldCapability, fieldConsumed}, fieldPrepaid...)
)

func prepaidNames(state string) names {
	return names{"prepaidunits." + state, "prepaidunits" + state, state + "units", state}
}

func knowsGraphSubscriptions(f fields) bool {
	if !f.has(fieldGraphStatus) || !f.has(fieldSKU) && !f.has(fieldPart) {
		return false
	}
	if f.has(fieldID) {
		return f.has(fieldLifecycle) || f.has(fieldTotal)
	}
	return f.has(fieldLifecycle) && f.has(fieldTotal) // as Msol's table on the screen has them
}

func knowsSubscribedSKUs(f fields) bool {
	return f.has(fieldSKU) && f.has(fieldConsumed) && !f.has(names{"productsku"})
}

// graphStatus gives our status for Graph's, and how many days before the next
// change of state the subscription ended.
func graphStatus(text string) (status model.Status, daysBack int, known bool) {
	switch fieldName(text) {
	case "enabled":
		return model.Active, 0, true
	case "warning":
		return model.Expired, model.ExpiredDays, true
	case "suspended":
		return model.Disabled, model.ExpiredDays + model.DisabledDays, true
	case "lockedout":
		return model.LockedOut, -1, true
	case "deleted":
		return model.Deleted, -1, true
	}
	return 0, -1, text == ""
}

func graphSubscription(b *builder, r row) error {
	next, err := b.date(r, fieldLifecycle)
	if err != nil {
		return err
	}
	licenses, known, err := r.count("licenses", fieldTotal)
	if err != nil {
		return err
	}
	id := strings.ToLower(r.text(fieldID))
	if id == "" && r.fields.has(fieldID) {
		return bad(model.CodeMissing, "portal_id")
	}
	s := model.Subscription{
		PortalID: id, CommerceID: strings.ToLower(r.text(fieldCommerce)), Licenses: licenses,
		Product: b.product(r), Tenant: b.tenant(r),
	}
	if s.Product == 0 {
		return bad(BadProduct)
	}
	var told []string
	if known {
		told = append(told, "licenses")
	}
	if s.Trial, known, err = r.yes("trial", fieldTrial); err != nil {
		return err
	}
	if known {
		told = append(told, "trial")
	}
	if status, back, ok := b.reported(r, fieldGraphStatus, next, &s); ok && !next.IsZero() && back >= 0 && (back == 0 || next != model.Never) {
		s.Reported, s.Ends, s.Estimated = status, next, back > 0
		if back > 0 {
			s.Ends = next.AddDays(-back)
		}
		told = append(told, "estimated")
	}
	if id == "" {
		_, err := b.add(r.line, s, told...)
		return err
	}
	return b.once(r.line, "id "+id, s, told...)
}

// reported sets the state that a file reports, with the date of the next one.
func (b *builder) reported(r row, field names, next model.Date, s *model.Subscription) (status model.Status, daysBack int, ok bool) {
	text := r.value(field)
	status, daysBack, ok = graphStatus(text)
	if !ok {
		s.Note = b.unknownStatus(r.line, text)
	}
	if status != 0 {
		s.Reported, s.ReportedOn = status, b.asOf(next)
	}
	return status, daysBack, status != 0
}

// product is the product that a row refers to. Msol writes the part number
// behind the account: contoso:ENTERPRISEPACK.
func (b *builder) product(r row) model.ID {
	part := r.text(fieldPart)
	part = part[strings.LastIndexByte(part, ':')+1:]
	return b.refer(r.line, model.Product{SKU: strings.ToLower(r.text(fieldSKU)), Part: part})
}

func (b *builder) tenant(r row) model.ID {
	tenant := model.Tenant{TenantID: strings.ToLower(r.text(fieldOwner))}
	if !isGUID(tenant.TenantID) {
		return 0
	}
	return b.refer(r.line, tenant)
}

// subscribedSKU reads the counts of one SKU. They belong to its subscriptions
// together, so that only a single one can take them.
func subscribedSKU(b *builder, r row) error {
	assigned, counted, err := r.count("assigned", fieldConsumed)
	if err != nil {
		return err
	}
	total, known, err := b.prepaid(r)
	if err != nil {
		return err
	}
	s := model.Subscription{Product: b.product(r), Tenant: b.tenant(r)}
	if s.Product == 0 {
		return bad(BadProduct)
	}
	ids := r.guids(fieldJoin)
	if len(ids) > 1 {
		b.note(CodeSharedCount, r.line, shown(r.text(append(fieldPart, fieldSKU...))), assigned, total, len(ids))
		for _, id := range ids {
			if _, ok := b.seen["id "+id]; ok {
				continue
			}
			s.PortalID = id
			if err := b.counts(r.line, "id "+id, s); err != nil {
				return err
			}
		}
		return nil
	}
	b.reported(r, fieldCapability, 0, &s)
	s.ReportedOn = 0 // said of the SKU, not of the subscription
	s.Licenses = total
	var told []string
	if counted {
		s.Assigned, s.AssignedOn, told = assigned, b.opts.Today, append(told, "assigned")
	}
	if known {
		told = append(told, "licenses")
	}
	if len(ids) == 0 {
		return b.counts(r.line, fmt.Sprintf("sku %d of %d", s.Product, s.Tenant), s, told...)
	}
	s.PortalID = ids[0]
	return b.counts(r.line, "id "+ids[0], s, told...)
}

// counts is once for what a SKU tells of a subscription.
func (b *builder) counts(line int, identity string, s model.Subscription, told ...string) error {
	err := b.once(line, identity, s, told...)
	if err == nil {
		b.file.entries[len(b.file.entries)-1].counts = true
	}
	return err
}

// prepaid adds up the units of a SKU in whatever state they are.
func (b *builder) prepaid(r row) (total int64, known bool, err error) {
	for _, field := range fieldPrepaid {
		n, ok, err := r.count("licenses", field)
		if err != nil {
			return 0, false, err
		}
		total, known = total+n, known || ok
	}
	return total, known, nil
}
