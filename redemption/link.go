package redemption

import (
	"net/url"
	"slices"
	"strings"

	"benefitdesk/model"
)

// Link is a page of a portal on which something is done that the program only
// records. It is opened in a private window, with the right credentials and in
// the right tenant (seed 000).
type Link uint8

// The pages.
const (
	LinkActivate    Link = iota + 1 // activate or reactivate a subscription with a key
	LinkAdminCenter                 // add licenses to an active subscription, or extend it
	LinkExtend                      // extend it, the older way
	LinkPurchase                    // Partner Center, where a purchase takes the place of a key
)

// Links lists every page.
func Links() []Link { return []Link{LinkActivate, LinkAdminCenter, LinkExtend, LinkPurchase} }

// URL is the address of the page.
func (l Link) URL() string {
	return [...]string{
		LinkActivate:    "https://signup.microsoft.com/productkeystart",
		LinkAdminCenter: "https://admin.microsoft.com/AdminPortal/Home#/subscription",
		LinkExtend:      "https://portal.office.com/commerce/productkeyredeem.aspx",
		LinkPurchase:    "https://partner.microsoft.com/dashboard",
	}[l]
}

// LinksFor are the pages for a subscription in a state, the first before the
// others: one that is Active is changed, any other is activated with a key.
func LinksFor(status model.Status) []Link {
	if status == model.Active {
		return []Link{LinkAdminCenter, LinkExtend}
	}
	return []Link{LinkActivate}
}

// LinkRefused says that an address is not one that is ever opened.
const LinkRefused model.Code = "link_refused" // the address

// linkHosts are all hosts whose pages are ever opened. The list is never
// written to.
var linkHosts = [...]string{
	"signup.microsoft.com", "portal.office.com", "admin.microsoft.com", "partner.microsoft.com", "learn.microsoft.com",
	"portal.azure.com", "my.visualstudio.com", "manage.visualstudio.com",
}

// CheckLink refuses every address but an https page of one of Microsoft's
// portals, written plainly: no person, no port, no blank or sign that a
// program might read as something else.
func CheckLink(address string) error {
	page, err := url.Parse(address)
	plain := err == nil && page.Scheme == "https" && page.User == nil && strings.HasPrefix(address, "https://"+page.Host) &&
		slices.Contains(linkHosts[:], page.Host) && !strings.ContainsFunc(address, oddInLink)
	if !plain {
		return model.Refuse(LinkRefused, address)
	}
	return nil
}

// oddInLink finds what an address has to write with percent signs.
func oddInLink(r rune) bool {
	return r <= ' ' || r > '~' || strings.ContainsRune("\"'`<>\\^{|}", r)
}
