package model_test

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

func TestRetireAndRestore(t *testing.T) {
	adele, contoso := model.User{ID: 4, Name: "Adele Vance"}, model.Tenant{ID: 10, Domain: "contoso.onmicrosoft.com"}
	gone, closed := adele, contoso
	gone.Retired, closed.Retired = today, today
	for _, r := range []struct{ here, gone model.Record }{{adele, gone}, {contoso, closed}} {
		ref, label := r.here.Ref(), r.here.Label()
		decide(t, model.Retire{Ref: ref}, modeltest.New(r.here), want{
			receipt: model.Receipt{Verb: model.VerbRetire, Object: ref, Label: label},
			changes: []model.Change{model.Changed(r.here, r.gone)},
		})
		decide(t, model.Restore{Ref: ref}, modeltest.New(r.gone), want{
			receipt: model.Receipt{Verb: model.VerbRestore, Object: ref, Label: label},
			changes: []model.Change{model.Changed(r.gone, r.here)},
		})
		decide(t, model.Retire{Ref: ref}, modeltest.New(r.gone), want{code: model.CodeRetired})
		decide(t, model.Restore{Ref: ref}, modeltest.New(r.here), want{code: model.CodeNotRetired})
		decide(t, model.Retire{Ref: ref}, modeltest.New(), want{err: model.ErrNotFound})
	}
	power := model.Benefit{ID: 1, Workspace: model.Cloud, Name: "Power BI Pro"}
	decide(t, model.Retire{Ref: power.Ref()}, modeltest.New(power), want{err: model.ErrNotFound})
}

// TestWhatIsRetiredIsClosed: lists tell what is no longer in use.
func TestWhatIsRetiredIsClosed(t *testing.T) {
	for _, record := range []model.Record{model.User{ID: 4, Retired: today}, model.Tenant{ID: 10, Retired: today}} {
		list, row, _ := model.RowOf(record)
		if phase := row.PhaseOn(list, today); phase != model.PhaseExpired {
			t.Errorf("%T is in phase %s", record, phase)
		}
	}
	list, row, _ := model.RowOf(model.Membership{ID: 2, Ends: today + 30, Cancelled: today})
	if row.PhaseOn(list, today) != model.PhaseExpired || row.Status != model.Cancelled {
		t.Errorf("a cancelled membership is %+v", row)
	}
}

// TestWhatCanNotBe is refused where a person types it: files may hold it.
func TestWhatCanNotBe(t *testing.T) {
	alex := model.User{ID: 5, Name: "Alex Wilber", Account: "Alex"}
	for _, c := range []struct {
		record model.Record
		want   model.Code
	}{
		{model.Membership{ID: 2, Name: "n", Starts: today, Ends: today - 1}, model.CodeEndsBefore},
		{model.Membership{ID: 2, Name: "n", Bought: today, Ends: today - 1}, model.CodeEndsBefore},
		{model.Membership{ID: 2, Name: "n", Bought: today, Starts: today, Ends: today}, ""},
		{model.Membership{ID: 2, Name: "renewed late", Bought: today + 9, Starts: today, Ends: today + 365}, ""},
		{model.Membership{ID: 2, Name: "n", Bought: today}, ""},
		{model.User{ID: 4, Name: "Adele", Email: "not-an-email"}, model.CodeNoEmail},
		{model.User{ID: 4, Name: "Adele", Email: "@contoso.com"}, model.CodeNoEmail},
		{model.User{ID: 4, Name: "Adele", Email: "adele@contoso"}, model.CodeNoEmail},
		{model.User{ID: 4, Name: "Adele", Email: "a dele@contoso.com"}, model.CodeNoEmail},
		{model.User{ID: 4, Name: "Adele", Email: "山田@例え.jp"}, ""},
		{model.User{ID: 4, Name: "Adele", Email: "x_gmail.com#EXT#@contoso.onmicrosoft.com"}, ""},
		{model.User{ID: 4, Name: "Adele", Account: " alex"}, model.CodeAccountTaken},
		{model.User{ID: 4, Name: "Adele", Account: "adele"}, ""},
		{model.User{ID: 5, Name: "Alex", Account: "alex"}, ""},
	} {
		facts := modeltest.New(alex, model.Membership{ID: 2, Name: "before"}, model.User{ID: 4, Name: "before"})
		if _, _, err := (model.SaveAccount{Record: c.record}).Decide(facts, today); model.CodeOf(err) != c.want {
			t.Errorf("%+v: %v, want %q", c.record, err, c.want)
		}
		if err := c.record.Valid(); err != nil {
			t.Errorf("a file can't hold %+v: %v", c.record, err)
		}
	}
}

func TestIdentify(t *testing.T) {
	adele, alex := model.User{ID: 4, Name: "Adele Vance"}, model.User{ID: 5, Name: "Alex Wilber", Account: "Ada"}
	me, nobody := adele, alex
	me.Account, nobody.Account = "ada", ""
	decide(t, model.Identify{User: 4, Account: "ada"}, modeltest.New(adele, alex), want{
		receipt: model.Receipt{Verb: model.VerbIdentify, Object: adele.Ref(), Label: "Adele Vance"},
		changes: []model.Change{model.Changed(alex, nobody), model.Changed(adele, me)},
	})
	decide(t, model.Identify{Account: "ada"}, modeltest.New(adele, alex), want{
		receipt: model.Receipt{Verb: model.VerbIdentify, Object: alex.Ref(), Label: "Alex Wilber"},
		changes: []model.Change{model.Changed(alex, nobody)},
	})
	retired := adele
	retired.Retired = today - 1
	decide(t, model.Identify{User: 4, Account: "ada"}, modeltest.New(retired), want{code: model.CodeRetired})
	taken := adele
	taken.Account = "adele"
	decide(t, model.Identify{User: 4, Account: "ada"}, modeltest.New(taken), want{code: model.CodeOtherAccount})
	decide(t, model.Identify{User: 4}, modeltest.New(adele), want{code: model.CodeMissing})
	decide(t, model.Identify{User: 9, Account: "ada"}, modeltest.New(adele), want{err: model.ErrNotFound})
	broken := modeltest.New(adele)
	broken.Broken = modeltest.ErrBroken
	decide(t, model.Identify{User: 4, Account: "ada"}, broken, want{err: modeltest.ErrBroken})
}

// TestWhoHasNoRoleMayDoEverything: whoever says who they are before they get a
// role can still give it.
func TestWhoHasNoRoleMayDoEverything(t *testing.T) {
	people := []model.User{{ID: 1, Name: "Adele Vance", Account: "ada"}}
	if err := model.Permit(people, model.Actor{Name: "ada"}, model.RuleOf(model.VerbEdit, model.KindUser), 0); err != nil {
		t.Error(err)
	}
}

func TestCancelMembership(t *testing.T) {
	pack := model.Membership{ID: 3, Name: "Microsoft Action Pack", Bought: today - 30, Ends: today + 300}
	cancelled := pack
	cancelled.Cancelled, cancelled.Reason = today, "bought twice"
	done := func(refundable bool) model.Receipt {
		return model.Receipt{
			Verb: model.VerbCancel, Object: pack.Ref(), Label: pack.Name,
			Detail: model.Cancellation{Reason: "bought twice", Refundable: refundable},
		}
	}
	command := model.CancelMembership{Membership: 3, Reason: "bought twice"}
	decide(t, command, modeltest.New(pack), want{receipt: done(true), changes: []model.Change{model.Changed(pack, cancelled)}})
	benefit := model.Benefit{ID: 1, Membership: 3, Workspace: model.Software, Name: "Windows Server", Used: 1}
	decide(t, command, modeltest.New(pack, benefit), want{receipt: done(false), changes: []model.Change{model.Changed(pack, cancelled)}})
	decide(t, command, modeltest.New(cancelled), want{code: model.CodeCancelled})
	last, ended := pack, pack
	last.Ends, ended.Ends = today, today-1
	gone := last
	gone.Cancelled, gone.Reason = today, "bought twice"
	decide(t, command, modeltest.New(last), want{receipt: done(true), changes: []model.Change{model.Changed(last, gone)}})
	decide(t, command, modeltest.New(ended), want{code: model.CodeEnded})
	decide(t, model.CancelMembership{Membership: 3, Reason: " "}, modeltest.New(pack), want{code: model.CodeMissing})
	decide(t, command, modeltest.New(), want{err: model.ErrNotFound})
}

func TestSaveAccountRefusesASecondOne(t *testing.T) {
	adele := model.User{ID: 4, Name: "Adele Vance", Email: "adele@contoso.com"}
	twin := model.User{Name: "Somebody", Email: "ADELE@contoso.com"}
	decide(t, model.SaveAccount{Record: twin}, modeltest.New(adele), want{code: model.CodeKnown})
	renamed := adele
	renamed.Name = "Adele"
	decide(t, model.SaveAccount{Record: renamed}, modeltest.New(adele), want{
		receipt: model.Receipt{Verb: model.VerbEdit, Object: adele.Ref(), Label: "Adele"},
		changes: []model.Change{model.Changed(adele, renamed)},
	})
	decide(t, model.SaveAccount{Record: model.User{}}, modeltest.New(), want{code: model.CodeMissing})
	broken := modeltest.New()
	broken.Broken = modeltest.ErrBroken
	decide(t, model.SaveAccount{Record: twin}, broken, want{err: modeltest.ErrBroken})
}
