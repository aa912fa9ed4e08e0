package tui

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// with gives the driver's machine browsers.
func (d *driver) with(browsers ...string) { d.host.browsers = browsers }

func (d *driver) wantOpened(want ...string) {
	d.t.Helper()
	if !slices.Equal(d.host.opened, want) {
		d.t.Errorf("opened %q, want %q", d.host.opened, want)
	}
}

func say(m locale.Message, args ...any) string { return locale.English.Text(m, args...) }

var (
	activatePage = redemption.LinkActivate.URL()
	adminPage    = redemption.LinkAdminCenter.URL()
	extendPage   = redemption.LinkExtend.URL()
)

// The advice names a tenant only where it is the one for every page.
func TestTheAdviceNamesTheTenant(t *testing.T) {
	s := newSession(newMemory(), &clipboard{})
	one, other, none := portalLink{redemption.LinkActivate, "a.example"}, portalLink{redemption.LinkExtend, "b.example"}, portalLink{redemption.LinkExtend, ""}
	for _, row := range []struct {
		links []portalLink
		named bool
	}{{[]portalLink{one}, true}, {[]portalLink{one, one}, true}, {[]portalLink{one, other}, false}, {[]portalLink{one, none}, false}, {[]portalLink{none}, false}} {
		if got := strings.Contains(s.advice(row.links...), "a.example"); got != row.named {
			t.Errorf("%v: the tenant is named %v", row.links, got)
		}
	}
}

// pages are the links for a record, each with its tenant, as its detail names
// them.
func (d *driver) pages(id model.ID) []portalLink {
	d.t.Helper()
	d.goTo(id)
	w := top[*workspace](d)
	d.press("enter")
	links := w.linksOf(w.dossier)
	for _, link := range redemption.Links() {
		if slices.ContainsFunc(links, func(l portalLink) bool { return l.Link == link }) {
			d.see(link.URL())
		} else {
			d.dontSee(link.URL())
		}
	}
	d.press("esc")
	return links
}

// The state of the subscription decides which pages are shown.
func TestThePagesThatFit(t *testing.T) {
	const contoso, test = "contoso.onmicrosoft.com", "contosotest.onmicrosoft.com"
	admin, extend, activate := redemption.LinkAdminCenter, redemption.LinkExtend, redemption.LinkActivate
	drive(t, 85, 60, func(d *driver) {
		want := func(id model.ID, want ...portalLink) {
			t.Helper()
			if got := d.pages(id); !slices.Equal(got, want) {
				t.Errorf("%d: %v, want %v", id, got, want)
			}
		}
		want(powerBI, portalLink{admin, contoso}, portalLink{extend, contoso})
		want(exchange, portalLink{activate, test})
		want(premium, portalLink{activate, ""})
		want(purchased, portalLink{redemption.LinkPurchase, ""})
		d.press("t")
		want(heldVisio, portalLink{admin, contoso}, portalLink{extend, contoso})
		want(33, portalLink{activate, test})
	})
}

// A page that subscriptions of two tenants share names neither.
func TestTwoTenantsAreNotOne(t *testing.T) {
	for ends, want := range map[model.Date][]portalLink{
		today:     {{redemption.LinkAdminCenter, ""}, {redemption.LinkExtend, ""}},
		today - 1: {{redemption.LinkAdminCenter, "contoso.onmicrosoft.com"}, {redemption.LinkExtend, "contoso.onmicrosoft.com"}, {redemption.LinkActivate, "contosotest.onmicrosoft.com"}},
	} {
		desk := newMemory(append(contoso(), model.Subscription{ID: 99, Tenant: 11, Product: 15, Name: "Power BI Pro", Licenses: 1, Ends: ends})...)
		onDesk(t, desk, 85, 60, func(d *driver) {
			if got := d.pages(powerBI); !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

func TestOpeningTheOnePageThatFits(t *testing.T) {
	for _, keys := range [][]string{{"o"}, {"enter", "o"}} {
		drive(t, 120, 40, func(d *driver) {
			d.with("Firefox", "Chromium")
			d.goTo(exchange)
			d.press(keys...)
			d.wantOpened("Firefox " + activatePage)
			d.see(say(locale.LinkOpened, "Firefox"))
			if len(d.host.copies) > 0 || len(d.desk.log) > 0 {
				t.Errorf("copied %q, logged %v", d.host.copies, d.desk.log)
			}
		})
	}
}

func TestChoosingAmongPages(t *testing.T) {
	drive(t, 60, 16, func(d *driver) {
		d.with("Firefox", "Chromium")
		d.goTo(powerBI)
		d.press("o")
		d.see(adminPage[:50], extendPage[:50], say(locale.LinkBrowser, "Firefox"))
		d.wantOpened()
		d.press("b")
		d.see(say(locale.LinkBrowser, "Chromium"))
		d.press("enter")
		d.wantOpened("Chromium " + adminPage)
		top[*workspace](d)
		d.press("o", "down", "o")
		d.wantOpened("Chromium "+adminPage, "Chromium "+extendPage)
		d.press("o", "b", "down", "up", "o")
		if last := d.host.opened[2]; last != "Firefox "+adminPage {
			t.Errorf("opened %q", last)
		}
		d.press("Y", "down", "y")
		if d.host.text != extendPage {
			t.Errorf("copied %q", d.host.text)
		}
		top[*workspace](d)
	})
}

// y copies the link where there is no key to copy.
func TestCopyingALink(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(exchange)
		d.press("Y")
		d.press("t")
		d.goTo(33)
		d.press("y")
		if want := []string{activatePage, activatePage}; !slices.Equal(d.host.copies, want) {
			t.Errorf("copied %q", d.host.copies)
		}
		d.wantVerbs()
	})
}

func TestWithoutABrowserTheLinkIsCopied(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(exchange)
		d.press("o")
		d.see(say(locale.LinkNoBrowser))
		d.goTo(powerBI)
		d.press("o")
		d.see(say(locale.LinkNoBrowserYet))
		d.dontSee(say(locale.ActionOtherBrowser))
		d.press("enter")
		if want := []string{activatePage, adminPage}; !slices.Equal(d.host.copies, want) {
			t.Errorf("copied %q", d.host.copies)
		}
	})
}

func TestABrowserThatDoesNotStart(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.with("Firefox")
		d.host.openErr = errDisk
		d.goTo(exchange)
		d.press("o")
		d.see(say(locale.LinkNotStarted, "Firefox"))
		if d.host.text != activatePage {
			t.Errorf("copied %q", d.host.text)
		}
		d.host.err = errDisk
		d.press("o")
		d.see(errDisk.Error())
	})
}

// What is refused is not copied either.
func TestARefusedPage(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		d.with("Firefox")
		d.host.openErr = redemption.CheckLink("https://contoso.com/")
		d.goTo(exchange)
		d.press("o")
		d.see(say(locale.RefusedLink, "https://contoso.com/"))
		if len(d.host.copies) > 0 {
			t.Errorf("copied %q", d.host.copies)
		}
	})
}

// An address is whole or cut at the edge, never broken over lines.
func TestAddressesInDetailsAreNeverBroken(t *testing.T) {
	drive(t, 60, 60, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		for w := 60; w <= 200; w += 7 {
			d.resize(w, 60)
			lines := 0
			for line := range strings.SplitSeq(d.frame(), "\n") {
				if strings.Contains(line, "https://") {
					lines++
				}
				if strings.Contains(line, "/subscription") && !strings.Contains(line, adminPage) {
					t.Fatalf("%d cells wide:\n%s", w, d.frame())
				}
			}
			if lines != 2 {
				t.Fatalf("%d addresses, %d cells wide:\n%s", lines, w, d.frame())
			}
		}
	})
}

func TestOpeningThePageOfTheWizard(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.with("Firefox")
		d.redeem(powerBI, locale.StepConfirm)
		d.press("ctrl+o")
		d.wantOpened("Firefox " + adminPage)
		top[*redeemWizard](d)
		d.see(say(locale.LinkOpened, "Firefox"))
	})
}

// A choice that was left gets no late answer.
func TestALateAnswerAboutBrowsers(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.with("Firefox")
		d.goTo(powerBI)
		d.press("o")
		p := top[*linkPage](d)
		d.send(browsersFound{p.ticket + 1, []string{"Chromium"}})
		if p.chosen() != "Firefox" {
			t.Errorf("%s is chosen", p.chosen())
		}
	})
}

// TestAddressesAreWhole: who copies one from the screen gets all of it.
func TestAddressesAreWhole(t *testing.T) {
	drive(t, 60, 16, func(d *driver) {
		d.goTo(powerBI)
		for _, key := range []string{"enter", "o"} {
			d.press(key)
			for _, w := range []int{60, 80, 120, 139, 140, 160, 200} {
				d.resize(w, 80)
				d.see("https://admin.microsoft.com/AdminPortal/Home#/subscription\n", "https://portal.office.com/commerce/productkeyredeem.aspx\n")
			}
		}
	})
}
