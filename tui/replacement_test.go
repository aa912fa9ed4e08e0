package tui

import (
	"fmt"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// wrongly is a partner whose key for Visio was used days ago: added instead of
// extended.
func wrongly(daysAgo int, more ...model.Record) *memory {
	on := today.AddDays(-daysAgo)
	day := model.MustDate
	return newMemory(append(append(contoso(),
		model.Benefit{ID: visio, Workspace: model.Cloud, Name: "Visio Plan 2", Product: 16, Membership: 2, Quantity: model.Quantity{Amount: 10, Unit: model.Licenses}, ActivateBy: day("2026-12-06"), Status: model.Redeemed, StatusOn: on, Subscription: heldVisio},
		model.ProductKey{ID: 70, Benefit: visio, Product: 16, Licenses: 10, Months: 12, Tail: "7777F", Status: model.Redeemed, Redemption: 71, Text: key(typedKey)},
		model.Subscription{ID: heldVisio, Tenant: contosoID, Product: 16, Name: "Visio Plan 2", Licenses: 20, Ends: day("2027-08-05"), Redemption: 71},
		model.Redemption{ID: 71, Benefit: visio, Keys: []model.ID{70}, Subscription: heldVisio, Tenant: contosoID, Action: "add", On: on, Effective: on, KeyLicenses: 10, KeyMonths: 12,
			Before: model.Term{Licenses: 10, Ends: day("2027-04-20")}, After: model.Term{Licenses: 20, Ends: day("2027-08-05")}, Status: model.Redeemed},
	), more...)...)
}

func TestTheReplacementCountdown(t *testing.T) {
	for daysAgo, left := range map[int]string{0: "2026-12-20 (30 d)", 14: "2026-12-06 (16 d)", 30: "2026-11-20 (today)", 31: ""} {
		onDesk(t, wrongly(daysAgo), 80, 60, func(d *driver) {
			d.goTo(visio)
			d.press("enter")
			if left == "" {
				d.dontSee(say(locale.SectionReplacement))
				d.press("T")
				d.see("had to be requested by 2026-11-19")
				return
			}
			d.see(say(locale.SectionReplacement), "until "+left)
			d.press("T")
			top[*requestPage](d)
		})
	}
}

func TestAReplacedKey(t *testing.T) {
	given := model.ProductKey{ID: 72, Benefit: visio, Product: 16, Licenses: 10, Months: 12, Tail: "EEEE5", Status: model.NotRedeemed, Replaces: 71}
	onDesk(t, wrongly(14, given), 80, 60, func(d *driver) {
		d.goTo(visio)
		d.press("enter")
		d.see(model.MaskTail("EEEE5"), "replaces "+model.MaskTail("7777F"), "2026-11-06")
		d.dontSee(say(locale.SectionReplacement))
		d.press("T")
		d.see("replaced the key already")
		d.press("esc")
		d.goTo(powerBI)
		d.press("T")
		d.see(say(locale.WhyNoReplacement))
	})
}

// The text says what Microsoft needs to know, in every language, and never the
// key.
func TestTheSupportRequest(t *testing.T) {
	onDesk(t, wrongly(14), 80, 24, func(d *driver) {
		d.goTo(visio)
		d.press("T")
		for range locale.Languages() {
			for range 2 {
				d.press("y")
				d.press("x")
			}
			d.press("g")
		}
		if len(d.host.copies) != 6 {
			t.Fatalf("%d texts were copied", len(d.host.copies))
		}
		for i, text := range d.host.copies {
			w := words.Words{Language: locale.Languages()[i/2]}
			for _, fact := range []string{"Visio Plan 2", "contoso.onmicrosoft.com c0470500-0001-4000-8000-000000000001", "2026-11-06", "7777F", "2026-12-06", w.Text(locale.RequestTitle)} {
				if !strings.Contains(text, fact) {
					t.Errorf("%s: %q is not in the text:\n%s", w.Tag(), fact, text)
				}
			}
			added := w.Text(locale.RequestAdded, 10, "2027-04-20", 20, "2027-08-05")
			if strings.Contains(text, added) != (i%2 == 0) || strings.Contains(text, w.Text(locale.RequestWrongTenant)) != (i%2 == 1) {
				t.Errorf("%s: another reason:\n%s", w.Tag(), text)
			}
			if strings.Contains(text, "ZXCVB") || strings.Contains(text, "{") {
				t.Errorf("%s:\n%s", w.Tag(), text)
			}
		}
		d.wantVerbs()
		d.press("esc")
		top[*workspace](d)
	})
}

// Only where licenses were added can an extension have been meant.
func TestTheReasonsOfARequest(t *testing.T) {
	desk := wrongly(14)
	r := desk.records[model.Ref{Kind: model.KindRedemption, ID: 71}].(model.Redemption)
	r.Action = "activate"
	desk.put(r)
	onDesk(t, desk, 80, 24, func(d *driver) {
		d.goTo(visio)
		d.press("T")
		d.dontSee(say(locale.ActionOtherReason))
		d.press("x", "y")
		if text := d.host.text; !strings.Contains(text, say(locale.RequestWrongTenant)) {
			t.Errorf("another reason:\n%s", text)
		}
	})
}

// In a small window the whole text is reached.
func TestALongRequestScrolls(t *testing.T) {
	onDesk(t, wrongly(14), 60, 16, func(d *driver) {
		d.goTo(visio)
		d.press("T")
		d.dontSee("by 2026-12-06")
		d.press("pgdown")
		d.see("2026-12-06")
		d.dontSee(say(locale.RequestTitle))
		d.press("pgup")
		d.see(say(locale.RequestTitle))
		d.press("down", "up", "up")
		d.see(say(locale.RequestTitle))
	})
}

// TestPicturesAfterARedemption: the dates, the countdown and the request, in
// every size, and once in ASCII.
func TestPicturesAfterARedemption(t *testing.T) {
	ascii := painted256(theme.Options{Dark: true, Color: true, ASCII: true})
	for name, key := range map[string]string{"redeemed-detail": "enter", "support-request": "T"} {
		var b strings.Builder
		draw := func(w, h int, setups ...setup) {
			onDesk(t, wrongly(14), w, h, func(d *driver) {
				d.goTo(visio)
				d.press(key)
				fmt.Fprintf(&b, "%d×%d\n", w, h)
				for line := range strings.SplitSeq(d.frame(), "\n") {
					b.WriteString(strings.TrimRight("|"+line, " ") + "\n")
				}
			}, setups...)
		}
		for _, size := range append(goldenSizes, [2]int{200, 50}) {
			draw(size[0], size[1])
		}
		draw(80, 24, ascii)
		golden(t, name, b.String())
	}
}
