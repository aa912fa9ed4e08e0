package tui

import (
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// What is redeemed by a purchase has no key: no page asks for one, and the last
// page leads to the purchase.
func TestAPurchaseIsShownWithoutAKey(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		drive(t, size[0], size[1], func(d *driver) {
			d.goTo(purchased)
			d.press("+")
			d.see("redeemed by a purchase at no price")
			d.press("r")
			r := top[*redeemWizard](d)
			for range 12 {
				d.dontSee("productkeystart", "Redeem product key", locale.English.Text(locale.FieldKey), locale.English.Text(locale.StepAction))
				switch r.flow.step().name {
				case locale.StepTenant:
					d.empty()
					d.press("text:contoso.onmicrosoft.com", "enter")
				case locale.StepVerify:
					d.press("down", "enter")
				case locale.StepConfirm:
				default:
					d.press("enter")
				}
			}
			d.see("purchasing billing account", "Place order", "2027-06-15")
			d.press("ctrl+l")
			if got := d.host.text; got != "https://partner.microsoft.com/dashboard" {
				t.Errorf("copied %q", got)
			}
			d.press("text:2027-06-15", "enter")
			d.wantVerbs(model.VerbRedeem)
			d.dontSee("replaces a key")
		})
	}
}

// A link stands whole on a line of its own, and is copied whole.
func TestLinksAreNeverBroken(t *testing.T) {
	link := redemption.GuideFor(redemption.Extend, false).Link.URL()
	drive(t, 60, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		for w := 60; w < 200; w++ {
			d.resize(w, 40)
			d.dontSee("2027-06…", "2027-0…")
			var lines []string
			for line := range strings.SplitSeq(d.frame(), "\n") {
				if strings.Contains(line, link[:20]) || strings.Contains(line, link[len(link)-14:]) {
					lines = append(lines, line)
				}
			}
			if len(lines) != 1 || !strings.Contains(lines[0], link) {
				t.Fatalf("%d cells wide:\n%s", w, d.frame())
			}
		}
		d.press("ctrl+l")
		if d.host.text != link {
			t.Errorf("copied %q", d.host.text)
		}
	})
}

// In a small window what stands above the field is reached with the page keys.
func TestTheWholePageCanBeRead(t *testing.T) {
	drive(t, 60, 16, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.see("↑", locale.English.Text(locale.FieldConfirm))
		d.dontSee("https://")
		d.press("pgup", "pgup", "pgup", "pgup")
		d.see("↓", "https://admin.microsoft.com")
		d.press("text:2")
		d.see(locale.English.Text(locale.FieldConfirm))
		d.press("pgup", "pgdown")
		d.see(locale.English.Text(locale.FieldConfirm))
	})
}

// However small the window and long the text, the answers are in sight.
func TestAnswersAreInSight(t *testing.T) {
	for _, language := range []locale.Language{locale.English, locale.Chinese, locale.Japanese} {
		drive(t, 60, 16, func(d *driver) {
			d.redeem(powerBI, locale.StepVerify)
			d.see(language.Text(locale.NotVerified), language.Text(locale.Verified))
			d.press("down", "enter", "enter", "enter")
			for _, action := range redemption.Actions() {
				d.see("▸ " + top[*redeemWizard](d).Words.Action(action))
				d.press("down")
			}
		}, speaking(language))
	}
}

func TestARedemptionOfAnEarlierDayIsToldApart(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepKey)
		d.press("tab")
		d.empty()
		d.press("text:2026-11-17", "enter", "enter", "text:2027-06-30", "enter")
		d.see(locale.English.Text(locale.EnteredLater, "2026-11-17", "2026-11-20"))
		d.wantVerbs(model.VerbRedeem)
		if r.draft.on != model.MustDate("2026-11-17") {
			t.Errorf("redeemed on %v", r.draft.on)
		}
	})
	drive(t, 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-06-30", "enter")
		d.see(locale.English.Text(locale.ResultRedeemed))
		d.dontSee("after the fact")
	})
}

// TestWhatIsOverIsGreyed: the store would refuse it as well.
func TestWhatIsOverIsGreyed(t *testing.T) {
	s := &Session{Words: words.Words{Language: locale.English}}
	for status, greyed := range map[model.Status]bool{
		model.Cancelled: true, model.Expired: true, model.Redeemed: true, model.NotRedeemed: false, model.Reserved: false, model.Pending: false,
	} {
		if why := s.whyRedeemed(model.Dossier{Record: model.Benefit{Name: "Power BI Pro", Status: status}}); (why != "") != greyed {
			t.Errorf("%s: %q", status, why)
		}
	}
}
