package redemption_test

import (
	"errors"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

var linkRows = []struct {
	name, address string
	code          model.Code // 0: it is opened
}{
	{"activate", "https://signup.microsoft.com/productkeystart", ""},
	{"add or extend", "https://admin.microsoft.com/AdminPortal/Home#/subscription", ""},
	{"extend, the older way", "https://portal.office.com/commerce/productkeyredeem.aspx", ""},
	{"with a query", "https://portal.azure.com/?a=b&c=%20d", ""},
	{"nothing", "", redemption.LinkRefused},
	{"no scheme", "signup.microsoft.com/productkeystart", redemption.LinkRefused},
	{"not encrypted", "http://signup.microsoft.com/productkeystart", redemption.LinkRefused},
	{"a file", "file:///etc/passwd", redemption.LinkRefused},
	{"a script", "javascript:alert(1)//signup.microsoft.com", redemption.LinkRefused},
	{"a flag", "--remote-debugging-port=9222", redemption.LinkRefused},
	{"another host", "https://contoso.com/", redemption.LinkRefused},
	{"a host that ends alike", "https://evilsignup.microsoft.com/", redemption.LinkRefused},
	{"a host that begins alike", "https://signup.microsoft.com.contoso.com/", redemption.LinkRefused},
	{"a host of the same company", "https://login.microsoft.com/", redemption.LinkRefused},
	{"with a person", "https://signup.microsoft.com@contoso.com/", redemption.LinkRefused},
	{"with a person on the right host", "https://ada@signup.microsoft.com/", redemption.LinkRefused},
	{"with an empty person", "https://@signup.microsoft.com/", redemption.LinkRefused},
	{"with a port", "https://signup.microsoft.com:8443/", redemption.LinkRefused},
	{"in capitals", "HTTPS://SIGNUP.MICROSOFT.COM/", redemption.LinkRefused},
	{"with backslashes", `https://contoso.com\@signup.microsoft.com/`, redemption.LinkRefused},
	{"with a blank", "https://signup.microsoft.com/ --flag", redemption.LinkRefused},
	{"after a blank", " https://signup.microsoft.com/", redemption.LinkRefused},
	{"with a line break", "https://signup.microsoft.com/\n", redemption.LinkRefused},
	{"with a quote", `https://signup.microsoft.com/"&calc`, redemption.LinkRefused},
	{"with other letters", "https://signup.microsoft.com/日本", redemption.LinkRefused},
	{"with a letter that looks alike", "https://signup.miсrosoft.com/", redemption.LinkRefused},
}

func TestCheckLink(t *testing.T) {
	for _, row := range linkRows {
		t.Run(row.name, func(t *testing.T) {
			err := redemption.CheckLink(row.address)
			var refused *model.Refusal
			switch {
			case row.code == "" && err != nil:
				t.Errorf("refused: %v", err)
			case row.code != "" && (!errors.As(err, &refused) || refused.Code != row.code || refused.Args[0] != row.address):
				t.Errorf("%v, want %s", err, row.code)
			}
		})
	}
}

func TestEveryLinkCanBeOpened(t *testing.T) {
	seen := map[string]bool{}
	for _, link := range redemption.Links() {
		if err := redemption.CheckLink(link.URL()); err != nil || seen[link.URL()] {
			t.Errorf("%d, %q: %v", link, link.URL(), err)
		}
		seen[link.URL()] = true
	}
}

// The state of a subscription decides where a key is used (seed 000).
func TestLinksFor(t *testing.T) {
	for status, want := range map[model.Status]redemption.Link{
		0: redemption.LinkActivate, model.Expired: redemption.LinkActivate, model.Disabled: redemption.LinkActivate,
		model.Deleted: redemption.LinkActivate, model.Active: redemption.LinkAdminCenter,
	} {
		links := redemption.LinksFor(status)
		if links[0] != want || (len(links) == 2) != (status == model.Active) {
			t.Errorf("%v: %v", status, links)
		}
	}
	if links := redemption.LinksFor(model.Active); links[1] != redemption.LinkExtend {
		t.Errorf("the older way is %v", links[1])
	}
}
