package exchange

import "benefitdesk/model"

// source is one kind of file. A new one is a row in sources, a file with its
// row function, and two fixtures in testdata/import: a good one and a
// malformed twin.
type source struct {
	kind model.Code
	// knows tells by the fields of the header or the first record.
	knows func(fields) bool
	// row turns a row into records; nil: the kind is recognised and refused.
	row func(*builder, row) error
	// reads are the fields that row reads as single values.
	reads []names
	// finish sees the whole file, where a row alone can't be understood.
	finish func(*builder) error
	// heading takes a line beside the table, such as the name of a tab.
	heading func(*builder, string) bool
	// scope tells of which known records the file should hold all.
	scope func(rows []model.Record) scope
}

// sources lists the kinds of files in the order in which an import uses them:
// those that others refer to come first. The first that knows a file has it.
func sources() []*source {
	return []*source{
		portfolioSource(),
		{kind: KindProductNames, knows: knowsProductNames, row: productName, reads: productNameFields},
		{kind: KindGraph, knows: knowsGraphSubscriptions, row: graphSubscription, reads: graphFields, scope: tenantScope},
		{kind: KindSubscribedSKUs, knows: knowsSubscribedSKUs, row: subscribedSKU, reads: skuFields, scope: tenantScope},
		{kind: KindYourProducts, knows: knowsYourProducts, row: yourProduct, reads: yourFields, scope: tenantScope},
		{kind: KindBenefits, knows: knowsBenefits, row: benefitRow, reads: benefitFields, finish: inferWorkspace, heading: benefitHeading, scope: workspaceScope},
		{kind: kindPartnerSubscriptions, knows: knowsPartnerSubscriptions},
		{kind: kindPartnerSKUs, knows: knowsPartnerSKUs},
		{kind: kindEntitlements, knows: knowsEntitlements},
		{kind: kindAudit, knows: knowsAuditRecords},
		{kind: kindVisualStudio, knows: knowsVisualStudio},
	}
}

// Kinds lists what a file can be taken for.
func Kinds() []string {
	var kinds []string
	for _, source := range sources() {
		if source.row != nil || source.kind == KindPortfolio {
			kinds = append(kinds, string(source.kind))
		}
	}
	return kinds
}

// sourceOf finds the kind of a file by its fields, nil when there is none.
func sourceOf(fields fields) *source {
	for _, source := range sources() {
		if source.knows != nil && source.knows(fields) {
			return source
		}
	}
	return nil
}

// rank is the place of a kind in the order of sources.
func rank(kind string) int {
	for i, source := range sources() {
		if string(source.kind) == kind {
			return i
		}
	}
	return 0
}

// Kinds of files that have no reader yet.

func knowsPartnerSubscriptions(f fields) bool {
	return f.has(names{"offerid", "offername"}) && f.has(names{"commitmentenddate", "termduration", "billingcycle", "friendlyname"})
}

func knowsPartnerSKUs(f fields) bool {
	return f.all(names{"productsku"}, names{"totalunits", "consumedunits", "activeunits"})
}

func knowsEntitlements(f fields) bool {
	return f.has(names{"entitlementtype", "entitledartifacts", "includedentitlements"})
}

func knowsAuditRecords(f fields) bool {
	return f.all(names{"operationtype"}, names{"operationdate", "resourcetype"})
}

func knowsVisualStudio(f fields) bool {
	return f.all(names{"subscribername", "emailaddress"}, names{"subscriptionlevel"})
}
