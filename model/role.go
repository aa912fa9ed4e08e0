package model

import "slices"

// Role is what a person may be in the partner account, or in one tenant.
type Role uint8

// The roles of Partner Center and of the Microsoft 365 admin center.
const (
	PartnerAdmin   Role = iota + 1 // Microsoft AI Cloud Partner Program (MPN) partner admin
	GlobalAdmin                    // of the tenant
	UserAdmin                      // User management admin
	AdminAgent                     // serves CSP customers
	AccountAdmin                   // of the partner account
	ReferralAdmin                  // of the partner account
	MarketingAdmin                 // Marketing content admin
	BillingAdmin                   // of a tenant
)

var roleNames = []string{
	"partner-admin", "global-admin", "user-admin", "admin-agent",
	"account-admin", "referral-admin", "marketing-admin", "billing-admin",
}

// Roles lists all roles.
func Roles() []Role {
	roles := make([]Role, len(roleNames))
	for i := range roles {
		roles[i] = Role(i + 1)
	}
	return roles
}

func (r Role) String() string               { return nameOf(roleNames, r) }
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name that String gives.
func (r *Role) UnmarshalText(text []byte) (err error) {
	*r, err = valueOf[Role](roleNames, string(text), "role")
	return err
}

// Grant is a role that a person has.
type Grant struct {
	Role   Role `json:"role"`
	Tenant ID   `json:"tenant,omitzero"` // the only tenant it is for; 0: the partner account, with all its tenants
}

// Right is something that only some roles may do.
type Right uint8

// The rights of the portals, as their documentation lists them.
const (
	ViewBenefits     Right = iota + 1
	ActivateBenefits       // activate, get keys, cancel a membership
	AddUsers
	AssignBenefits
	ArrangeMarketing // the marketing contact and Go-To-Market offers
	ServeCustomers   // cancel, keys and downloads of CSP customers
	SellToCustomers  // buy, auto-renew and change the plans of CSP customers
	ReadPortalLog    // Partner Center's own activity log; this program's is open to whoever opens the store
	RedeemKeys       // in the admin center of a tenant (published beyond the seeds)
)

var rightNames = []string{
	"view-benefits", "activate-benefits", "add-users", "assign-benefits", "arrange-marketing",
	"serve-customers", "sell-to-customers", "read-portal-log", "redeem-keys",
}

// Rights lists all rights.
func Rights() []Right {
	rights := make([]Right, len(rightNames))
	for i := range rights {
		rights[i] = Right(i + 1)
	}
	return rights
}

func (r Right) String() string               { return nameOf(rightNames, r) }
func (r Right) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the name that String gives.
func (r *Right) UnmarshalText(text []byte) (err error) {
	*r, err = valueOf[Right](rightNames, string(text), "right")
	return err
}

// Roles are those that have the right. Who assigns benefits differs between
// the sources; both roles that they name may.
func (r Right) Roles() []Role {
	switch r {
	case ViewBenefits:
		return Roles()
	case ActivateBenefits, AssignBenefits, ArrangeMarketing:
		return []Role{PartnerAdmin, GlobalAdmin}
	case AddUsers:
		return []Role{GlobalAdmin, UserAdmin}
	case ServeCustomers:
		return []Role{AdminAgent}
	case SellToCustomers:
		return []Role{AdminAgent, GlobalAdmin}
	case ReadPortalLog:
		return []Role{GlobalAdmin, AccountAdmin, ReferralAdmin, MarketingAdmin}
	case RedeemKeys:
		return []Role{GlobalAdmin, BillingAdmin}
	}
	return nil
}

// May tells whether one of the person's roles has a right: for the partner
// account, or with it for one tenant. To view needs no more than some role.
func (u User) May(right Right, tenant ID) bool {
	return u.Retired.IsZero() && slices.ContainsFunc(u.Roles, func(g Grant) bool {
		return (g.Tenant == 0 || g.Tenant == tenant || right == ViewBenefits) && slices.Contains(right.Roles(), g.Role)
	})
}

// OnlyOf are the rights that nobody has any more once a person of these leaves:
// those of the whole account where others have them for a tenant only, too.
func OnlyOf(people []User, leaves User) []Right {
	kept := func(right Right) bool {
		return !slices.ContainsFunc(leaves.Roles, func(g Grant) bool {
			other := func(u User) bool { return u.ID != leaves.ID && u.May(right, g.Tenant) }
			return leaves.May(right, g.Tenant) && !slices.ContainsFunc(people, other)
		})
	}
	return slices.DeleteFunc(Rights(), kept)
}
