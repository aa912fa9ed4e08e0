package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

func TestRedeemIsRecordedOnlyWithTheDateTyped(t *testing.T) {
	drive(t, 160, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.see("100 licenses until 2027-06-30")
		d.press("enter")
		d.see(locale.English.Text(locale.TypeTheDate))
		d.wantVerbs()
		d.press("text:2027-06-30")
		d.see(locale.English.Text(locale.ConfirmSame))
		d.wantVerbs()
		d.press("enter")
		d.wantVerbs(model.VerbRedeem)
		d.see("Redeemed and recorded", "2026-12-20")
		if sub := d.record(model.KindSubscription, 32).(model.Subscription); sub.Ends.String() != "2027-06-30" || sub.Licenses != 100 {
			t.Errorf("the subscription is %+v", sub)
		}
		d.press("enter")
		d.goTo(powerBI)
		d.see("● Redeemed")
		d.press("r")
		d.see(locale.English.Text(locale.WhyRedeemed, "2026-11-20"))
	})
}

// TestEnterAloneNeverRedeems: with nothing but Enter and arrows nobody gets a
// key redeemed, whatever the benefit.
func TestEnterAloneNeverRedeems(t *testing.T) {
	for _, benefit := range []model.ID{powerBI, visio, exchange, premium, purchased} {
		for _, move := range []string{"", "down", "up"} {
			drive(t, 100, 30, func(d *driver) {
				d.goTo(benefit)
				d.press("r")
				for range 40 {
					if move != "" {
						d.press(move)
					}
					d.press("enter")
				}
				if len(d.desk.log) > 0 {
					t.Errorf("benefit %d, %q: %v is in the log", benefit, move, d.verbs())
				}
			})
		}
	}
}

func TestAnotherDateIsAskedAboutAndKept(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-07-01", "enter")
		d.see("The rules give 2027-06-30, the portal shows 2027-07-01.", locale.English.Text(locale.ReasonRounding))
		d.press("n")
		d.wantVerbs()
		if r.flow.step().name != locale.StepConfirm || d.typedText() != "2027-07-01" {
			t.Errorf("after no:\n%s", d.frame())
		}
		d.press("enter", "y")
		d.wantVerbs(model.VerbRedeem)
		d.see("2027-07-01")
		if sub := d.record(model.KindSubscription, 32).(model.Subscription); sub.Ends.String() != "2027-07-01" {
			t.Errorf("the subscription is %+v", sub)
		}
	})
}

func TestADateBeforeTheDayIsRefusedBesideItsField(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2026-11-19")
		if got, want := r.fields[0].Error(), "the portal can't show an end before 2026-11-20"; !strings.HasPrefix(got, want) {
			t.Errorf("beside the field stands %q, want %q", got, want)
		}
		d.press("enter")
		d.wantVerbs()
	})
}

// TestThePreviewFollowsTheCursor: an action that is not possible says so in the
// preview, and does not leave that of another one there.
func TestThePreviewFollowsTheCursor(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepAction)
		for range redemption.Actions() {
			action := redemption.Actions()[r.choice.Selected()]
			lines := strings.Join(r.previewLines(60), "\n")
			if !strings.Contains(lines, d.app.Words.Action(action)) {
				t.Errorf("the preview of %s is\n%s", action, lines)
			}
			if err := r.attempts[int(action)-1].err; (err != nil) != strings.Contains(lines, "not possible") {
				t.Errorf("%s: %v, shown as\n%s", action, err, lines)
			}
			d.press("down")
		}
	})
}

func TestNotDoneYetHoldsTheKey(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("ctrl+n")
		d.wantVerbs(model.VerbReserve)
		d.see(locale.English.Text(locale.ResultReserved))
		if k := d.record(model.KindProductKey, powerBIKey).(model.ProductKey); k.Status != model.Reserved {
			t.Errorf("the key is %v", k.Status)
		}
		d.press("enter")
		d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-06-30", "enter")
		d.wantVerbs(model.VerbReserve, model.VerbRedeem)
	})
}

// TestLivePreview: at every keystroke the preview is what the rules give for
// what stands in the fields.
func TestLivePreview(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(visio, locale.StepKey)
		d.paste(typedKey)
		d.press("tab", "backspace", "backspace")
		for _, typed := range []string{"5", "0", "0", "backspace", "backspace", "backspace", "1", "2"} {
			if len(typed) == 1 {
				typed = "text:" + typed
			}
			d.press(typed)
			licenses, err := strconv.ParseInt(d.typedText(), 10, 64)
			if err != nil {
				licenses = 0
			}
			d.wantPreview(r, licenses)
		}
	})
}

func (d *driver) wantPreview(r *redeemWizard, licenses int64) {
	d.t.Helper()
	for i, action := range redemption.Actions() {
		want, err := redemption.Preview(redemption.Request{
			Action: action, On: today, Key: redemption.Key{Licenses: licenses, Months: 12, ActivateBy: model.MustDate("2026-12-06")},
			Before: model.Term{Licenses: 10, Ends: model.MustDate("2027-04-20")}, Product: "Visio Plan 2",
		})
		got := r.attempts[i]
		if licenses == 0 {
			continue // the field says what is wrong
		}
		switch {
		case (err != nil) != (got.err != nil):
			d.t.Errorf("%s of %d: %v, the rules say %v", action, licenses, got.err, err)
		case err != nil:
			if model.CodeOf(err) != model.CodeOf(got.err) {
				d.t.Errorf("%s of %d: refused with %v, the rules say %v", action, licenses, got.err, err)
			}
		default:
			if o := got.receipt.Detail.(redemption.Summary).Outcome; o.After != want.After {
				d.t.Errorf("%s of %d gives %v, the rules %v", action, licenses, o.After, want.After)
			}
			if action == r.draft.action {
				d.see(want.After.Ends.String())
			}
		}
	}
}

func TestActionsShowWhyTheyAreRefused(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepAction)
		for _, a := range r.attempts[:len(redemption.Actions())] {
			if a.err != nil {
				first, _, _ := strings.Cut(r.Words.Error(a.err), ",")
				d.see(first)
			}
		}
		d.press("down", "down", "enter") // renew: the key is past its date by then
		if r.flow.step().name != locale.StepAction {
			t.Error("a refused action was taken")
		}
		d.see("2027-04-01")
	})
}

// TestAnEndedSubscriptionLeadsToActivate: on its last day a subscription is
// still active.
func TestAnEndedSubscriptionLeadsToActivate(t *testing.T) {
	for ends, want := range map[model.Date]redemption.Action{
		today + 1: redemption.Extend, today: redemption.Extend, today - 1: redemption.Activate, today - model.ExpiredDays - 1: redemption.Activate,
	} {
		desk := newMemory(contoso()...)
		desk.put(model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 100, Ends: ends})
		onDesk(t, desk, 140, 40, func(d *driver) {
			if r := d.redeem(powerBI, locale.StepAction); r.draft.action != want {
				t.Errorf("it ends on %s: %s is suggested, want %s", ends, r.draft.action, want)
			}
		})
	}
}

func TestGoingBackKeepsTheAnswers(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(visio, locale.StepKey)
		d.paste(typedKey)
		d.press("tab")
		d.empty()
		d.press("text:7", "tab")
		d.empty()
		d.press("text:24")
		want := r.draft
		for r.flow.at > 0 {
			d.press("shift+tab")
		}
		d.see(locale.English.Text(locale.IntroPromise)[:20])
		for r.flow.step().name != locale.StepKey {
			d.press("enter")
		}
		if got := r.draft; got.key != want.key || got.licenses != 7 || got.months != 24 || !got.verified || got.tenant != want.tenant {
			t.Errorf("after going back and forth: %+v", got)
		}
		for i, text := range []string{typedKey, "7", "24", "2026-11-20"} {
			if got := r.fields[i].Value(); got != text {
				t.Errorf("field %d has %q, want %q", i, got, text)
			}
		}
	})
}

// TestATypedKeyAsksForItsTerms: where a key is recorded and another is typed,
// its licenses and months are asked for, and each field keeps its own error.
func TestATypedKeyAsksForItsTerms(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepKey)
		if len(r.fields) != 2 {
			t.Fatalf("%d fields beside a recorded key", len(r.fields))
		}
		d.paste(typedKey)
		if len(r.fields) != 4 || r.fields[3].Value() != "2026-11-20" {
			t.Fatalf("%d fields for a typed key:\n%s", len(r.fields), d.frame())
		}
		d.see("•••••-•••••-•••••-•••••-7777F")
		d.press("tab")
		d.empty()
		d.press("text:50", "enter", "enter", "enter")
		if r.flow.step().name != locale.StepAction {
			t.Fatalf("stuck:\n%s", d.frame())
		}
		d.see("2027-09-30")
		d.press("shift+tab")
		d.empty()
		if len(r.fields) != 2 {
			t.Errorf("%d fields after the typed key was taken back", len(r.fields))
		}
	})
}

func TestLeavingAsksOnlyWhenSomethingWasTyped(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepTenant)
		d.press("esc")
		if d.app.dialog != nil {
			t.Errorf("nothing was typed:\n%s", d.frame())
		}
		top[*workspace](d)
		d.redeem(powerBI, locale.StepTenant)
		d.press("text:x", "esc")
		d.see(locale.English.Text(locale.LeaveQuestion))
		d.press("n")
		if r := top[*redeemWizard](d); !strings.HasSuffix(r.fields[0].Value(), "x") {
			t.Error("the text is gone")
		}
		d.press("ctrl+c")
		if d.ended {
			t.Error("ctrl+c threw typed text away")
		}
		d.press("n", "esc", "y")
		top[*workspace](d)
	})
}

func TestErrorsStandBesideTheField(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		r := d.redeem(visio, locale.StepTenant)
		d.empty()
		d.press("text:nonsense", "enter")
		if r.flow.step().name != locale.StepTenant || r.fields[0].Error() == "" {
			t.Errorf("no error:\n%s", d.frame())
		}
		d.see("nonsense")
	})
}

// TestFactsThatChangeMeanwhile: what was confirmed is no longer what would
// happen, so nothing is recorded and the new preview is shown.
func TestFactsThatChangeMeanwhile(t *testing.T) {
	desk := newMemory(contoso()...)
	onDesk(t, desk, 140, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-06-30")
		sub := d.record(model.KindSubscription, 32).(model.Subscription)
		sub.Licenses = 50
		desk.beforeDo = func() { desk.byOther(sub); desk.beforeDo = nil }
		d.press("enter")
		d.wantVerbs()
		d.see(locale.English.Text(locale.FactsChanged)[:20], "2027-09-30")
		d.press("enter") // the date typed is no longer the one calculated
		d.wantVerbs()
		d.see("The rules give 2027-09-30, the portal shows 2027-06-30.")
	})
}

// TestUnknownOutcomeIsTriedUnderTheSameName: after a failure that leaves open
// what happened, Enter again does not do it twice.
func TestUnknownOutcomeIsTriedUnderTheSameName(t *testing.T) {
	desk := newMemory(contoso()...)
	onDesk(t, desk, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepConfirm)
		d.press("text:2027-06-30")
		desk.breaks("Do", model.ErrUnknownOutcome)
		first := r.request
		d.press("enter")
		d.see(locale.English.Text(locale.OutcomeUnknown)[:20])
		desk.breaks("Do", errDisk)
		d.press("enter")
		d.see(errDisk.Error())
		desk.breaks("Do", nil)
		if r.request != first {
			t.Error("the second attempt has another name")
		}
		d.press("enter")
		d.wantVerbs(model.VerbRedeem)
	})
}

// TestKeysTypedAheadWait: everything typed before the answers are there means
// what it would have meant one by one.
func TestKeysTypedAheadWait(t *testing.T) {
	var want string
	steps := []string{"r", "enter", "enter", "enter", "enter", "down", "enter", "enter", "enter", "down", "enter"}
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press(steps...)
		want = d.frame()
		if r := top[*redeemWizard](d); r.flow.step().name != locale.StepConfirm || r.draft.action != redemption.Add {
			t.Fatalf("the steps do not lead to adding:\n%s", want)
		}
	})
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.hold = true
		d.press(steps...)
		if top[*redeemWizard](d); len(d.app.queue) != len(steps)-1 {
			t.Errorf("%d of %d keys wait", len(d.app.queue), len(steps)-1)
		}
		d.release()
		if got := d.frame(); got != want {
			t.Errorf("typed ahead it ends here:\n%s\nnot here:\n%s", got, want)
		}
	})
}

// TestCtrlCNeverWaits: whatever was typed ahead and is never answered.
func TestCtrlCNeverWaits(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.hold = true
		d.press("r", "enter", "enter")
		d.hold = false
		d.press("ctrl+c")
		if !d.ended {
			t.Error("the program goes on")
		}
	})
}

func TestEscDoesNotWait(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.hold = true
		d.press("r", "esc")
		top[*workspace](d)
		d.release()
		top[*workspace](d)
	})
}

// TestStaleDraftAnswersAreDropped: answers for an earlier text arrive last.
func TestStaleDraftAnswersAreDropped(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(visio, locale.StepKey)
		d.paste(typedKey)
		d.press("tab")
		d.empty()
		d.hold = true
		d.press("text:5")
		d.send(keyOf("0"))
		slices.Reverse(d.held)
		d.release()
		if d.typedText() != "50" {
			t.Fatalf("typed %q", d.typedText())
		}
		d.wantPreview(r, 50)
	})
}

func TestCopyInTheWizard(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("ctrl+l")
		d.press("ctrl+y")
		if got := d.host.copies; len(got) != 2 || got[0] != "https://admin.microsoft.com/AdminPortal/Home#/subscription" || got[1] != firstKey {
			t.Errorf("copied %q", got)
		}
		d.wantVerbs(model.VerbCopy)
		d.dontSee(firstKey)
	})
}

func TestAnotherSubscriptionIsAskedAbout(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		r := d.redeem(powerBI, locale.StepSubscription)
		d.press("o")
		d.goTo(heldOffice)
		d.press("enter")
		if d.app.top() != screen(r) || r.draft.subscription.ID != heldOffice || !r.draft.mismatch {
			t.Fatalf("not taken:\n%s", d.frame())
		}
		d.press("enter")
		d.see("Power BI Pro", "Office 365 E3", locale.English.Text(locale.SameNo))
		d.press("enter")
		if r.flow.step().name != locale.StepSameProduct {
			t.Error("“not sure” was enough")
		}
	})
}

// TestPickingLeavesTheListBelowAlone: the list to pick from asks under the
// same numbers as the screens below it.
func TestPickingLeavesTheListBelowAlone(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepSubscription)
		d.press("o")
		for range 12 { // as often as the list below has asked
			d.press("down", "up")
		}
		d.hold = true
		d.press("esc", "esc") // drawn before the list has read anything again
		d.see("Power BI Pro", "Source")
		d.release()
		d.see("Power BI Pro", "Activate by")
	})
}

func TestTheSecretKeyIsNeverDrawn(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.redeem(visio, locale.StepKey)
		for _, r := range typedKey {
			d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
			d.dontSee("ZXCVB", "QWERT")
		}
		for range 4 {
			d.press("enter")
			d.dontSee("ZXCVB", "QWERT")
		}
	})
}

func TestReleaseFromTheDeskFailing(t *testing.T) {
	for _, method := range []string{"Dossier", "Try"} {
		desk := newMemory(contoso()...)
		synctest.Test(t, func(t *testing.T) {
			d := begin(t, desk, 120, 40)
			defer d.finish()
			d.goTo(powerBI)
			desk.breaks(method, errDisk)
			d.press("r")
			d.see(errDisk.Error())
			if method == "Dossier" {
				top[*workspace](d)
			}
		})
	}
}
