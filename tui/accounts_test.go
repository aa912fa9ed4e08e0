package tui

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// accountPlaces are the ways to the screens under Accounts.
func accountPlaces() map[string]func(*driver) {
	users := func(d *driver) { d.press("c", "t", "t") }
	cancel := func(d *driver) { d.press("c"); d.goTo(2); d.press("x") }
	return map[string]func(*driver){
		"memberships":     func(d *driver) { d.press("c") },
		"tenants":         func(d *driver) { d.press("c", "t") },
		"users":           users,
		"user detail":     func(d *driver) { users(d); d.goTo(4); d.press("enter") },
		"user form":       func(d *driver) { users(d); d.press("n", "text:Megan Bowen") },
		"tenant form":     func(d *driver) { d.press("c", "t", "e") },
		"membership form": func(d *driver) { d.press("c", "e") },
		"partner form":    func(d *driver) { d.press("c", "E") },
		"roles":           func(d *driver) { users(d); d.goTo(4); d.press("R", " ", "down", " ", "right") },
		"retire":          func(d *driver) { users(d); d.goTo(4); d.press("R", "down", " ", "enter", "x") },
		"rights":          func(d *driver) { d.press("c", "d") },
		"cancel refund":   cancel,
		"cancel reason":   func(d *driver) { cancel(d); d.press("enter") },
		"cancel request":  func(d *driver) { cancel(d); d.press("enter", "text:bought twice", "enter") },
	}
}

// TestAccountsAreThreeLists, which one key goes round.
func TestAccountsAreThreeLists(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("c")
		d.see("Microsoft Action Pack", "partner id 0000001")
		d.press("t")
		d.see("contosotest.onmicrosoft.com", say(locale.ListSubscriptions))
		d.press("t")
		d.see("Adele Vance", "taro@contoso.com")
		d.press("t")
		d.see("Microsoft Action Pack")
	})
}

// TestAPersonFromTheFormToTheRole adds somebody, gives a role for one tenant,
// and says "this is me".
func TestAPersonFromTheFormToTheRole(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("c", "t", "t", "n", "text:Megan Bowen", "enter", "text:megan.bowen@contoso.com", "enter", "enter")
		megan := top[*workspace](d).selected()
		d.press("R", "down", " ", "right", "right", "up", " ", " ", "enter")
		want := model.User{ID: megan, Name: "Megan Bowen", Email: "megan.bowen@contoso.com", Roles: []model.Grant{{Role: model.GlobalAdmin, Tenant: 11}}}
		if got := d.record(model.KindUser, megan); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v", got)
		}
		d.press("m")
		d.see("Megan Bowen · Global admin", "only in contosotest.onmicrosoft.com", locale.English.Text(locale.ThisIsMe))
		d.press("x") // oneself is not retired
		if got := d.record(model.KindUser, megan).(model.User); got.Account != "ada" || got.Retired != 0 {
			t.Errorf("%+v", got)
		}
		d.press("m")
		d.see("ada · " + locale.English.Text(locale.Unrestricted))
		d.wantVerbs(model.VerbAdd, model.VerbEdit, model.VerbIdentify, model.VerbIdentify)
	})
}

// TestWhatIsRetiredStays: in its list and details, and no role can be for it.
func TestWhatIsRetiredStays(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("c", "t")
		d.goTo(11)
		d.press("x", "n")
		d.wantVerbs()
		d.press("x", "y")
		d.see("contosotest.onmicrosoft.com", "Retired on", "2026-11-20")
		d.press("t")
		d.goTo(4)
		d.press("R", " ", "right")
		d.see("only in contoso.onmicrosoft.com")
		d.press("right")
		d.see(locale.English.Text(locale.WholeAccount))
		d.press("esc", "y", "t", "t")
		d.goTo(11)
		d.press("x")
		if got := d.record(model.KindTenant, 11).(model.Tenant); got.Retired != 0 {
			t.Errorf("%+v", got)
		}
		d.wantVerbs(model.VerbRetire, model.VerbRestore)
	})
}

// TestAccountsAreFilteredInTheirWords: people and tenants retire, memberships
// end, and every row has a status.
func TestAccountsAreFilteredInTheirWords(t *testing.T) {
	text := locale.English.Text
	m := newMemory(contoso()...)
	m.put(model.User{ID: 7, Name: "Grace Hopper", Retired: today}, model.Membership{ID: 90, Name: "Old Pack", Ends: today - 1})
	onDesk(t, m, 120, 30, func(d *driver) {
		d.press("c")
		d.see("Active 2", "Ended 1", "× "+text(locale.MembershipEnded))
		d.dontSee(text(locale.FilterExpired))
		d.press("t")
		d.see("In use 2", "Retired 0")
		d.press("t")
		d.see("Active 2", "Retired 1", "● "+text(locale.StatusActive))
		d.press("f", "f")
		d.see("[Retired 1]", "Grace Hopper", "× "+text(locale.RetiredShort))
	})
}

// TestRetiringAPersonAsks, and says which rights leave with the person, and when
// nobody can give roles any more.
func TestRetiringAPersonAsks(t *testing.T) {
	text := locale.English.Text
	retire := func(other model.Role, then func(*driver)) {
		m := newMemory(contoso()...)
		m.put(model.User{ID: 7, Name: "Grace Hopper", Roles: []model.Grant{{Role: model.GlobalAdmin}}},
			model.User{ID: 8, Name: "Other", Roles: []model.Grant{{Role: other}}})
		onDesk(t, m, 140, 40, func(d *driver) {
			d.press("c", "t", "t")
			d.goTo(7)
			d.press("x")
			d.see(text(locale.RetireTitle), "Grace Hopper is retired from today on", "History keeps the name")
			then(d)
		})
	}
	retire(model.PartnerAdmin, func(d *driver) {
		d.see("Nobody else here has these rights: "+text(locale.RightAddUsers), text(locale.RetireRoles))
		d.press("n")
		d.wantVerbs()
		d.press("x", "y")
		d.wantVerbs(model.VerbRetire)
		if got := d.record(model.KindUser, 7).(model.User); got.Retired != today {
			t.Errorf("%+v", got)
		}
		d.press("x") // what takes it back is not asked
		d.wantVerbs(model.VerbRetire, model.VerbRestore)
	})
	retire(model.UserAdmin, func(d *driver) {
		d.see("Nobody else here has these rights: " + text(locale.RightActivateBenefits))
		d.dontSee(text(locale.RetireRoles))
	})
	retire(model.GlobalAdmin, func(d *driver) { d.dontSee("Nobody else here") })
}

// TestTheFormsUnderAccounts save what was typed and refuse what is there
// already.
func TestTheFormsUnderAccounts(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		d.press("c", "E")
		d.empty()
		d.press("text:Contoso", "enter", "enter")
		if got := d.record(model.KindPartner, 1).(model.Partner); got.Name != "Contoso" {
			t.Errorf("%+v", got)
		}
		d.press("n", "text:Legacy Gold", "enter", "text:Legacy Gold - Core", "enter", "text:2026-11-19", "enter", "enter", "enter")
		d.see("Legacy Gold", locale.English.Text(locale.MembershipProvisioning))
		d.press("t", "n", "text:CONTOSO.onmicrosoft.com", "enter", "enter", "enter")
		d.see("is there already")
		d.press("esc", "y", "n", "text:c0470500-0001-4000-8000-000000000009", "enter")
		d.see("c0470500") // an id is no domain
		if f, ok := d.app.top().(*form); !ok || f.title != locale.English.Text(locale.FormTenant) {
			t.Errorf("the form is gone:\n%s", d.frame())
		}
		d.wantVerbs(model.VerbEdit, model.VerbAdd)
	})
}

func TestATenantSaysWhatRefersToIt(t *testing.T) {
	m := newMemory(contoso()...)
	subscriptions := 0
	for _, record := range contoso() {
		if s, ok := record.(model.Subscription); ok && s.Tenant == contosoID {
			subscriptions++
		}
	}
	onDesk(t, m, 100, 30, func(d *driver) {
		d.press("c", "t")
		row := regexp.MustCompile(fmt.Sprintf(`contoso\.onmic\S* .*%d  \S+ %s`, subscriptions, say(locale.InUseShort)))
		if !row.MatchString(d.frame()) {
			t.Errorf("no row like %s:\n%s", row, d.frame())
		}
	})
	m.put(model.User{ID: 8, Name: "Megan Bowen", Roles: []model.Grant{{Role: model.BillingAdmin, Tenant: contosoID}}})
	onDesk(t, m, 140, 60, func(d *driver) {
		d.press("c", "t")
		d.goTo(contosoID)
		d.press("enter")
		d.see("Office 365 E3", "Power BI Pro", "Billing admin  Megan Bowen", "What can be done", "x  retire")
	})
}

// bought is the tests' partner with the membership of Power BI bought some
// days ago.
func bought(days int) *memory {
	m := newMemory(contoso()...)
	membership := m.records[model.Ref{Kind: model.KindMembership, ID: 2}].(model.Membership)
	membership.Bought = today.AddDays(-days)
	m.put(membership)
	return m
}

// TestARefundRightIsNotEndedUnasked: to see or copy a key asks as long as the
// membership could be cancelled with a refund.
func TestARefundRightIsNotEndedUnasked(t *testing.T) {
	for _, key := range []string{"v", "y"} {
		onDesk(t, bought(10), 120, 30, func(d *driver) {
			d.goTo(powerBI)
			d.press(key)
			d.see(locale.English.Text(locale.RefundTitle), "20 days", "2026-12-10")
			d.press("n")
			d.wantVerbs()
			d.press(key, "y")
			if len(d.verbs()) != 1 {
				t.Errorf("%s: %v", key, d.verbs())
			}
			d.press(key) // the right has ended
			if d.app.dialog != nil || len(d.verbs()) != 2 {
				t.Errorf("asked once more:\n%s", d.frame())
			}
		})
		onDesk(t, bought(31), 120, 30, func(d *driver) {
			d.goTo(powerBI)
			d.press(key)
			if d.app.dialog != nil || len(d.verbs()) != 1 {
				t.Errorf("the days are over:\n%s", d.frame())
			}
		})
	}
}

// TestTheWizardAsksBeforeARefundRightEnds: to copy the key, and to record.
func TestTheWizardAsksBeforeARefundRightEnds(t *testing.T) {
	onDesk(t, bought(30), 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepKey)
		d.see("with a refund until")
		d.press("ctrl+y", "n")
		if len(d.host.copies) > 0 {
			t.Error("the key was copied unasked")
		}
		for top[*redeemWizard](d).flow.step().name != locale.StepConfirm {
			d.press("enter")
		}
		d.press("text:2027-06-30", "enter")
		d.see(locale.English.Text(locale.RefundTitle))
		d.press("n")
		d.wantVerbs()
		d.press("enter", "y")
		d.wantVerbs(model.VerbRedeem)
	})
	onDesk(t, bought(30), 120, 40, func(d *driver) {
		d.redeem(powerBI, locale.StepConfirm)
		d.press("ctrl+y", "y", "text:2027-06-30", "enter")
		d.wantVerbs(model.VerbCopy, model.VerbRedeem)
	})
}

// TestAFurtherKeyEndsARefundRightToo, also that of a membership which its
// benefit knows only by the name of its program.
func TestAFurtherKeyEndsARefundRightToo(t *testing.T) {
	fresh := model.Membership{ID: 90, Name: "New Action Pack", Source: "New program", Bought: today - 10, Ends: today + 355}
	onDesk(t, drawer(fresh), 160, 40, func(d *driver) {
		second := d.record(model.KindBenefit, secondBI).(model.Benefit)
		second.Membership, second.Source = 0, fresh.Source
		key := d.record(model.KindProductKey, secondBIKey).(model.ProductKey)
		key.Licenses = 7
		d.desk.byOther(second, key)
		r := d.redeem(powerBI, locale.StepFurther)
		d.press(" ", "enter", "enter", "down", "enter")
		end := r.final().receipt.Detail.(redemption.Summary).Outcome.After.Ends.String()
		d.press("text:"+end, "enter")
		d.see(locale.English.Text(locale.RefundTitle), "New Action Pack")
		d.press("n")
		d.wantVerbs()
		d.press("enter", "y")
		d.wantVerbs(model.VerbRedeem)
	})
}

// TestBeforeThePurchaseNoDaysAreCounted, in the card and where one is asked.
func TestBeforeThePurchaseNoDaysAreCounted(t *testing.T) {
	onDesk(t, bought(-1), 120, 40, func(d *driver) {
		d.press("c")
		d.goTo(2)
		d.see("not bought yet", "2026-11-21", "2026-12-21")
		d.press("1")
		d.goTo(powerBI)
		d.press("v")
		d.see("refund until")
	})
}

// TestCancellingAMembership: the text of the request, and the record of it.
func TestCancellingAMembership(t *testing.T) {
	onDesk(t, bought(10), 160, 40, func(d *driver) {
		d.press("c")
		d.goTo(2)
		d.see("20 days left")
		d.press("x")
		d.see("20 days left", "2026-12-10")
		d.press("enter", "enter")
		if got := d.record(model.KindMembership, 2).(model.Membership); got.Cancelled != 0 {
			t.Error("cancelled without a reason")
		}
		d.press("text:bought twice", "enter", "enter")
		d.see(locale.English.Text(locale.CancelSendFirst))
		d.press("y")
		for _, fact := range []string{"Solutions Partner for Modern Work", "0000001", "2026-11-10", "10 days", "bought twice", "Please refund"} {
			if !strings.Contains(d.host.holds(), fact) {
				t.Errorf("the request lacks %q:\n%s", fact, d.host.holds())
			}
		}
		d.press("down", "enter")
		want := d.record(model.KindMembership, 2).(model.Membership)
		if want.Cancelled != today || want.Reason != "bought twice" {
			t.Errorf("%+v", want)
		}
		d.see(locale.English.Text(locale.MembershipCancelled), "bought twice")
		d.wantVerbs(model.VerbCancel)
		d.press("x") // once is enough
		d.see("was recorded on 2026-11-20 already")
	})
}

// TestWhatHasEndedIsNotCancelled: on its last day it still can be.
func TestWhatHasEndedIsNotCancelled(t *testing.T) {
	for _, ended := range []bool{false, true} {
		m := bought(20)
		membership := m.records[model.Ref{Kind: model.KindMembership, ID: 2}].(model.Membership)
		membership.Ends = today
		if ended {
			membership.Ends--
		}
		m.put(membership)
		onDesk(t, m, 160, 40, func(d *driver) {
			d.press("c")
			d.goTo(2)
			d.press("x")
			if _, opened := d.app.top().(*cancelForm); opened == ended {
				t.Errorf("ended %v, the form opened %v", ended, opened)
			}
			if ended {
				d.see(membership.Name + " ended on 2026-11-19; nothing is left to cancel")
			}
		})
	}
}

// TestAMembershipSaysWhyItIsNotRefunded lists what ended the right, when and by
// whom.
func TestAMembershipSaysWhyItIsNotRefunded(t *testing.T) {
	m := bought(10)
	key := m.records[model.Ref{Kind: model.KindProductKey, ID: powerBIKey}].(model.ProductKey)
	key.RevealedOn, key.RevealedBy = today-3, "Grace"
	m.put(key)
	onDesk(t, m, 140, 40, func(d *driver) {
		d.press("c")
		d.goTo(2)
		d.see("a key of Power BI Pro was shown", "2026-11-17 Grace")
		d.press("x", "enter", "text:x", "enter")
		d.dontSee("Please refund")
	})
}

// TestAnEmptyWorkspaceSaysWhichBenefitsToExpect: by the memberships of the
// account, on every boundary day.
func TestAnEmptyWorkspaceSaysWhichBenefitsToExpect(t *testing.T) {
	text := locale.English.Text
	gold := model.Membership{ID: 2, Name: "Legacy Gold", Bought: today - 4, Starts: today - 4}
	past, upcoming, cancelled := gold, gold, gold
	past.Bought, upcoming.Bought, upcoming.Starts, cancelled.Cancelled = today-5, today-9, today+9, today
	grace := model.User{ID: 7, Name: "Grace", Roles: []model.Grant{{Role: model.GlobalAdmin}}}
	for _, c := range []struct {
		what string
		m    model.Membership
		says string
	}{
		{"the fourth day", gold, text(locale.BenefitsConfirming, today)},
		{"the fifth day", past, "Global admin: Grace"},
		{"not started", upcoming, text(locale.BenefitsUpcoming, today+9)},
		{"cancelled", cancelled, text(locale.NoBenefitsYet)},
		{"another", model.Membership{ID: 2, Name: "Network member"}, "Ask the Global admin: Grace"},
	} {
		onDesk(t, newMemory(c.m, grace), 125, 30, func(d *driver) {
			d.press("5")
			d.see(c.says)
		})
	}
}

// TestRetiringATenantSaysWhatIsRecordedThere.
func TestRetiringATenantSaysWhatIsRecordedThere(t *testing.T) {
	drive(t, 140, 40, func(d *driver) {
		d.press("c", "t")
		d.goTo(contosoID)
		d.press("x")
		d.see("3 subscriptions are recorded there, and stay")
	})
}
