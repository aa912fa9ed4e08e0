package model

// List is one of the tables that people look at: the six workspaces, which
// have the same numbers, and the lists beside them.
type List uint8

// The lists beside the workspaces.
const (
	ListSubscriptions List = List(GoToMarket) + 1 + iota
	ListKeys
	ListUsers
	ListCustomers
	ListTenants
	ListMemberships
	ListRedemptions
)

var listNames = append(append([]string{}, workspaceNames...),
	"subscriptions", "keys", "users", "customers", "tenants", "memberships", "redemptions")

// Lists names every list.
func Lists() []List {
	lists := make([]List, len(listNames))
	for i := range lists {
		lists[i] = List(i + 1)
	}
	return lists
}

// ListOf is the list of a workspace.
func ListOf(w Workspace) List { return List(w) }

func (l List) String() string               { return nameOf(listNames, l) }
func (l List) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads the name that String gives.
func (l *List) UnmarshalText(text []byte) (err error) {
	*l, err = valueOf[List](listNames, string(text), "list")
	return err
}

// Kind is the kind of the records in the list.
func (l List) Kind() Kind {
	switch l {
	case ListSubscriptions:
		return KindSubscription
	case ListKeys:
		return KindProductKey
	case ListUsers:
		return KindUser
	case ListCustomers:
		return KindCustomer
	case ListTenants:
		return KindTenant
	case ListMemberships:
		return KindMembership
	case ListRedemptions:
		return KindRedemption
	}
	return KindBenefit
}

// Row is a record as a list shows it. People, tenants and products are ids:
// their names are looked up when the row is shown.
type Row struct {
	ID       ID
	Name     string // empty: the name of Product
	Source   string
	Product  ID // of a redemption its benefit
	Link     ID // who holds a seat or credit; the tenant of a subscription or key
	Quantity Quantity
	Used     int64 // of a tenant its subscriptions, which tables count
	Due      Date  // Activate by; the end date of subscriptions and memberships; the day a redemption takes effect
	Expires  Date
	Status   Status
	Since    Date // the day Status was recorded or reported; of memberships the purchase, of keys the first reveal

	// What reminders need beside; tables in memory leave it out.
	Owner    ID  // the membership of a benefit, the benefit of a key, the first key of a redemption
	Replaces ID  // the redemption for which Microsoft gave a key
	Moves    int // reassignments of a credit
}

// RowOf gives the list and row of a record; ok is false for records that no
// list shows.
func RowOf(record Record) (list List, row Row, ok bool) {
	switch r := record.(type) {
	case Benefit:
		return ListOf(r.Workspace), r.row(), true
	case Subscription:
		return ListSubscriptions, Row{
			ID: r.ID, Name: r.Name, Product: r.Product, Link: r.Tenant, Source: r.Channel,
			Quantity: Quantity{Amount: r.Licenses, Unit: Licenses}, Used: r.Assigned,
			Due: r.Ends, Status: r.Reported, Since: r.ReportedOn,
		}, true
	case ProductKey:
		return ListKeys, Row{
			ID: r.ID, Name: r.Label(), Product: r.Product, Link: r.Tenant,
			Quantity: Quantity{Amount: r.Licenses, Unit: Licenses}, Due: r.ActivateBy, Status: r.Status,
			Since: r.RevealedOn, Owner: r.Benefit, Replaces: r.Replaces,
		}, true
	case User:
		return ListUsers, Row{ID: r.ID, Name: r.Label(), Source: r.Email, Status: retiredStatus(r.Retired)}, true
	case Customer:
		return ListCustomers, Row{ID: r.ID, Name: r.Label(), Source: firstOf(r.Domain, r.TenantID)}, true
	case Tenant:
		return ListTenants, Row{ID: r.ID, Name: r.Label(), Source: firstOf(r.Name, r.TenantID), Status: retiredStatus(r.Retired)}, true
	case Membership:
		return ListMemberships, r.row(), true
	case Redemption:
		return ListRedemptions, r.row(), true
	}
	return 0, Row{}, false
}

// retiredStatus is the status of what was retired: closed, whatever the day.
func retiredStatus(since Date) Status {
	if since.IsZero() {
		return 0
	}
	return Disabled
}

func (b Benefit) row() Row {
	row := Row{
		ID: b.ID, Name: b.Name, Source: b.Source, Product: b.Product, Link: b.Holder,
		Quantity: b.Quantity, Used: b.Used, Due: b.ActivateBy, Expires: b.Expires,
		Status: b.Status, Since: b.StatusOn, Owner: b.Membership, Moves: b.Reassignments,
	}
	if b.Workspace == VisualStudio { // what counts is how long somebody has held the seat
		row.Since = b.HeldSince
	}
	return row
}

func (r Redemption) row() Row {
	row := Row{
		ID: r.ID, Product: r.Benefit, Source: r.Action, Link: r.Tenant,
		Quantity: Quantity{Amount: r.KeyLicenses, Unit: Licenses}, Due: r.Effective, Status: r.Status, Since: r.On,
	}
	if len(r.Keys) > 0 {
		row.Owner = r.Keys[0]
	}
	return row
}

func (m Membership) row() Row {
	row := Row{ID: m.ID, Name: m.Name, Source: m.Source, Due: m.Ends, Since: m.Bought}
	if !m.Cancelled.IsZero() {
		row.Status = Cancelled
	}
	return row
}

// Class is the part of a row's state that does not depend on the day. Store
// indexes may keep it; what holds today is its PhaseOn.
type Class uint8

// The classes: still to be redeemed, in use, no longer of use.
const (
	Open Class = iota + 1
	InUse
	Closed
)

// Classes lists all classes.
func Classes() []Class { return []Class{Open, InUse, Closed} }

// Class tells whether the row is still to be redeemed, in use, or closed, and
// the last day on which that holds; no date means without end.
func (r Row) Class(list List) (class Class, until Date) {
	switch {
	case r.Status == Cancelled || r.Status == Deleted || r.Status == LockedOut:
		return Closed, 0
	case r.Status == Expired && list <= List(GoToMarket):
		return Closed, 0 // a portal says so, whatever the dates
	case r.Due.IsZero() && (r.Status == Expired || r.Status == Disabled):
		return Closed, 0 // without an end date only the report is known
	case list == ListRedemptions && r.Status == Reserved:
		return Open, 0 // until it is redeemed or released
	case list == ListRedemptions:
		return InUse, 0
	case list > List(GoToMarket) && list != ListKeys:
		return InUse, r.Due
	case r.Status == Redeemed || r.Status == Active:
		return InUse, r.Expires
	}
	if r.Due.IsZero() {
		return Open, r.Expires // offers have no other date
	}
	return Open, r.Due
}

// Phase is the state of a row on a day, as the quick filters name it.
type Phase uint8

// The phases. Every row is in exactly one; PhaseExpiring is the part of
// PhaseNotRedeemed whose last day comes within three months.
const (
	PhaseNotRedeemed Phase = iota + 1
	PhaseExpiring
	PhaseActive
	PhaseExpired
)

var phaseNames = []string{"not-redeemed", "expiring", "active", "expired"}

// Phases lists the phases in the order of the quick filters.
func Phases() []Phase {
	return []Phase{PhaseNotRedeemed, PhaseExpiring, PhaseActive, PhaseExpired}
}

func (p Phase) String() string               { return nameOf(phaseNames, p) }
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the name that String gives.
func (p *Phase) UnmarshalText(text []byte) (err error) {
	*p, err = valueOf[Phase](phaseNames, string(text), "quick filter")
	return err
}

// ExpiringMonths is how far ahead "expiring" looks, in calendar months.
const ExpiringMonths = 3

// PhaseOn gives the phase on a day of a class that holds until a day.
func (c Class) PhaseOn(until, day Date) Phase {
	past, soon := !until.IsZero() && until < day, day.AddMonths(ExpiringMonths)
	switch {
	case c == Closed || past:
		return PhaseExpired
	case c == InUse:
		return PhaseActive
	case !until.IsZero() && (until <= soon || soon.IsZero()):
		return PhaseExpiring
	}
	return PhaseNotRedeemed
}

// PhaseOn gives the phase of the row on a day.
func (r Row) PhaseOn(list List, day Date) Phase {
	class, until := r.Class(list)
	return class.PhaseOn(until, day)
}

// EndedOn is the last day of a row whose dates are over on a day, whatever was
// recorded of it; zero where they are not, or where a record ended it.
func (r Row) EndedOn(list List, day Date) Date {
	class, until := r.Class(list)
	if class.PhaseOn(until, day) != PhaseExpired {
		return 0
	}
	return until
}

// Meets tells whether a row in phase p passes a quick filter; 0 passes all.
func (p Phase) Meets(filter Phase) bool {
	return filter == 0 || p == filter || filter == PhaseNotRedeemed && p == PhaseExpiring
}

// StatusOn is the status that is shown on a day: for subscriptions what the
// lifecycle says, otherwise what was recorded. Of memberships, tenants and
// users only an end is recorded; whether a membership has begun its row does
// not tell.
func (r Row) StatusOn(list List, day Date) Status {
	switch list {
	case ListSubscriptions:
		return Subscription{Ends: r.Due, Reported: r.Status, ReportedOn: r.Since}.StatusOn(day)
	case ListMemberships, ListTenants, ListUsers:
		switch {
		case r.Status != 0:
		case r.PhaseOn(list, day) == PhaseExpired:
			return Expired
		default:
			return Active
		}
	}
	return r.Status
}

// HeldSince is the day on which the holder got a seat; a free one has none.
func (r Row) HeldSince() Date {
	if r.Link == 0 {
		return 0
	}
	return r.Since
}

// Counts are the numbers of rows of a list in all and by phase.
type Counts struct {
	All     int
	ByPhase [PhaseExpired + 1]int // indexed by Phase
}

// Add counts n rows of a phase. Rows that expire soon also count as not
// redeemed.
func (c *Counts) Add(phase Phase, n int) {
	c.All += n
	c.ByPhase[phase] += n
	if phase == PhaseExpiring {
		c.ByPhase[PhaseNotRedeemed] += n
	}
}

// Of gives the number of rows that pass a quick filter; 0 is all.
func (c Counts) Of(filter Phase) int {
	if filter == 0 {
		return c.All
	}
	return c.ByPhase[filter]
}
