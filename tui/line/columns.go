package line

import (
	"fmt"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// listColumn is a column of a list as people read it.
type listColumn struct {
	heading locale.Message
	cell    func(Listing, words.Words, model.Row) string
}

// columnsOf are the columns of the lists as the screens have them. The number
// by which commands take a record stands before them.
var columnsOf = map[model.List][]listColumn{
	model.ListOf(model.Cloud): {
		{locale.ColumnBenefit, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnQuantity, Listing.quantity}, {locale.ColumnActivateBy, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListOf(model.AzureCredits): {
		{locale.ColumnBenefit, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnAmount, Listing.quantity}, {locale.ColumnUser, Listing.link},
		{locale.ColumnActivateBy, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListOf(model.Software): {
		{locale.ColumnBenefit, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnActivations, Listing.used}, {locale.ColumnActivateBy, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListOf(model.VisualStudio): {
		{locale.ColumnSubscription, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnSubscriber, Listing.link}, {locale.ColumnQuantity, Listing.quantity},
		{locale.ColumnAssignedOn, Listing.heldSince}, {locale.ColumnStatus, Listing.status},
	},
	model.ListOf(model.Technical): {
		{locale.ColumnBenefit, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnGranted, Listing.quantity}, {locale.ColumnUsed, Listing.used},
		{locale.ColumnActivateBy, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListOf(model.GoToMarket): {
		{locale.ColumnOffer, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnExpires, Listing.expires}, {locale.ColumnStatus, Listing.status},
	},
	model.ListSubscriptions: {
		{locale.ColumnProduct, Listing.name}, {locale.ColumnTenant, Listing.link},
		{locale.ColumnLicenses, Listing.quantity}, {locale.ColumnAssigned, Listing.used},
		{locale.ColumnEndDate, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListKeys: {
		{locale.LabelKey, Listing.name}, {locale.ColumnProduct, Listing.product}, {locale.ColumnTenant, Listing.link},
		{locale.ColumnLicenses, Listing.quantity}, {locale.ColumnActivateBy, Listing.due}, {locale.ColumnStatus, Listing.status},
	},
	model.ListUsers: {
		{locale.ColumnUser, Listing.name}, {locale.LabelEmail, Listing.source}, {locale.ColumnStatus, Listing.status},
	},
	model.ListCustomers: {
		{locale.ColumnCustomer, Listing.name}, {locale.LabelDomain, Listing.source},
	},
	model.ListTenants: {
		{locale.ColumnTenant, Listing.name}, {locale.LabelTenantName, Listing.source},
		{locale.ListSubscriptions, Listing.count}, {locale.ColumnStatus, Listing.status},
	},
	model.ListMemberships: {
		{locale.LabelMembership, Listing.name}, {locale.ColumnSource, Listing.source},
		{locale.ColumnEnds, Listing.due}, {locale.ColumnStatus, Listing.membershipState},
	},
	model.ListRedemptions: {
		{locale.ColumnBenefit, Listing.name}, {locale.StepAction, Listing.action}, {locale.ColumnTenant, Listing.link},
		{locale.ColumnLicenses, Listing.quantity}, {locale.ColumnEffective, Listing.due},
		{locale.ColumnSubscription, Listing.redeemedOn}, {locale.ColumnEndDate, Listing.redeemedUntil}, {locale.ColumnStatus, Listing.status},
	},
}

func (l Listing) name(_ words.Words, r model.Row) string      { return l.label(r) }
func (l Listing) source(_ words.Words, r model.Row) string    { return r.Source }
func (l Listing) product(_ words.Words, r model.Row) string   { return l.Name(r.Product) }
func (l Listing) link(_ words.Words, r model.Row) string      { return l.Name(r.Link) }
func (l Listing) quantity(w words.Words, r model.Row) string  { return w.Quantity(r.Quantity) }
func (l Listing) count(w words.Words, r model.Row) string     { return w.Number(r.Used) }
func (l Listing) due(w words.Words, r model.Row) string       { return w.Date(r.Due) }
func (l Listing) expires(w words.Words, r model.Row) string   { return w.Date(r.Expires) }
func (l Listing) heldSince(w words.Words, r model.Row) string { return w.Date(r.HeldSince()) }
func (l Listing) action(w words.Words, r model.Row) string    { return w.ActionNamed(r.Source) }
func (l Listing) status(w words.Words, r model.Row) string    { return w.RowStatus(l.List, r, l.Today) }

// redeemedOn is the number of the subscription of a redemption.
func (l Listing) redeemedOn(_ words.Words, row model.Row) string {
	if r, ok := l.record(row).(model.Redemption); ok && r.Subscription != 0 {
		return fmt.Sprint(r.Subscription)
	}
	return ""
}

// redeemedUntil is the end that a redemption gave, as the portal showed it. What
// is only held gave none yet.
func (l Listing) redeemedUntil(w words.Words, row model.Row) string {
	if r, ok := l.record(row).(model.Redemption); ok && row.Status == model.Redeemed {
		return w.Date(r.Ends())
	}
	return ""
}

// used is how much of a quantity is used.
func (l Listing) used(w words.Words, r model.Row) string { return w.Used(r) }

// membershipState is what a membership is, as far as its record can be read; its
// row alone tells only whether it is over.
func (l Listing) membershipState(w words.Words, row model.Row) string {
	if m, ok := l.record(row).(model.Membership); ok {
		return w.MembershipState(m.StateOn(l.Today))
	}
	return l.status(w, row)
}
