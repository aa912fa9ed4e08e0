package model_test

import (
	"errors"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

var today = date("2026-11-20")

// want is what a command is expected to decide.
type want struct {
	receipt model.Receipt
	changes []model.Change
	code    model.Code // of a refusal
	err     error
}

// decide runs a command twice: it has to give the same and to leave the facts
// as they are.
func decide(t *testing.T, command model.Command, f *modeltest.Facts, w want) {
	t.Helper()
	before := modeltest.New()
	for ref, record := range f.Records {
		before.Records[ref] = record
	}
	for range 2 {
		f.Last = 100
		receipt, changes, err := command.Decide(f, today)
		if code := model.CodeOf(err); code != w.code || !errors.Is(err, w.err) && w.err != nil || (err != nil) != (w.code != "" || w.err != nil) {
			t.Fatalf("error %v, want %q %v", err, w.code, w.err)
		}
		secret := gocmp.Comparer(func(a, b model.Key) bool { return a.Equal(b) })
		if diff := gocmp.Diff(w.receipt, receipt); diff != "" {
			t.Errorf("receipt (-want +got):\n%s", diff)
		}
		if diff := gocmp.Diff(w.changes, changes, secret); diff != "" {
			t.Errorf("changes (-want +got):\n%s", diff)
		}
	}
	if diff := gocmp.Diff(before.Records, f.Records); diff != "" {
		t.Errorf("the facts changed:\n%s", diff)
	}
}

func TestSaveAddsAndEdits(t *testing.T) {
	user := model.User{Name: "Ana", Email: "ana@contoso.com"}
	created := user
	created.ID = 101
	decide(t, model.Save{Record: user}, modeltest.New(), want{
		receipt: model.Receipt{Verb: model.VerbAdd, Object: model.Ref{Kind: model.KindUser}, Label: "Ana"},
		changes: []model.Change{{Ref: model.Ref{Kind: model.KindUser, ID: 101}, After: created}},
	})
	known, edited := model.User{ID: 4, Name: "Anna"}, model.User{ID: 4, Name: "Ana"}
	decide(t, model.Save{Record: edited}, modeltest.New(known), want{
		receipt: model.Receipt{Verb: model.VerbEdit, Object: known.Ref(), Label: "Ana"},
		changes: []model.Change{{Ref: known.Ref(), Before: known, After: edited}},
	})
	decide(t, model.Save{Record: edited}, modeltest.New(), want{err: model.ErrNotFound})
	decide(t, model.Save{Record: model.User{}}, modeltest.New(), want{code: model.CodeMissing})
}

// TestSaveTakesNoKeyIntoATextThatIsShown, logged and exported.
func TestSaveTakesNoKeyIntoATextThatIsShown(t *testing.T) {
	const key = "the key is aaaa1-bbbb2-cccc3-dddd4-eeee5"
	subscription := model.Subscription{Name: "Visio Plan 2", Licenses: 5}
	benefit := model.Benefit{Workspace: model.Cloud, Name: "Visio Plan 2"}
	noted, named, paid := benefit, benefit, subscription
	noted.Note, named.Name, paid.PaidWith = key, key, key
	for _, command := range []model.Command{
		model.Save{Record: noted}, model.Save{Record: paid}, model.SaveBenefit{Record: named},
		model.SaveBenefit{Record: benefit, Product: key}, model.SaveAccount{Record: model.Membership{Name: key}},
	} {
		decide(t, command, modeltest.New(), want{code: model.CodeKeyInText})
	}
}

func TestAddKey(t *testing.T) {
	key, benefit := parseKey(t, cloudKey), model.Benefit{ID: 1, Workspace: model.Cloud, Name: "Power BI", Product: 9, ActivateBy: today + 30}
	command := model.AddKey{Benefit: 1, Key: key, Licenses: 5, Months: 12, Tenant: 3}
	created := model.ProductKey{
		ID: 101, Benefit: 1, Product: 9, Licenses: 5, Months: 12, ActivateBy: today + 30, Tenant: 3,
		Tail: "EEEE5", Status: model.NotRedeemed, Text: key,
	}
	decide(t, command, modeltest.New(benefit), want{
		receipt: model.Receipt{Verb: model.VerbAdd, Object: benefit.Ref(), Label: maskedKey},
		changes: []model.Change{{Ref: created.Ref(), After: created}},
	})
	stored := created
	stored.ID = 7
	decide(t, command, modeltest.New(benefit, stored), want{code: model.CodeKeyKnown})
	decide(t, model.AddKey{Benefit: 2, Key: key, Licenses: 5, Months: 12}, modeltest.New(benefit), want{err: model.ErrNotFound})
	broken := modeltest.New(benefit)
	broken.Broken = modeltest.ErrBroken
	decide(t, command, broken, want{err: modeltest.ErrBroken})
	purchase := model.Benefit{ID: 4, Name: "Power BI Pro", Model: model.ByPurchase}
	decide(t, model.AddKey{Benefit: 4, Key: key, Licenses: 5, Months: 12}, modeltest.New(purchase), want{code: model.CodeTakesNoKey})
	for what, bad := range map[string]model.AddKey{
		"missing":                 {Benefit: 1, Licenses: 5, Months: 12},
		"negative":                {Benefit: 1, Key: key, Licenses: -1, Months: 12},
		"too_many licenses":       {Benefit: 1, Key: key, Licenses: 1_000_001, Months: 12},
		"too_many months":         {Benefit: 1, Key: key, Licenses: 5, Months: 37},
		"too_many months, namely": {Benefit: 1, Key: key, Licenses: 5},
	} {
		_, _, err := bad.Decide(modeltest.New(benefit), today)
		if !isRefusal(err) || leaks(err.Error()) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func isRefusal(err error) bool {
	var refusal *model.Refusal
	return errors.As(err, &refusal)
}

func TestAddKeyNamesTheMaskedKeyAndItsOwner(t *testing.T) {
	owner := model.Benefit{ID: 1, Workspace: model.Cloud, Name: "Power BI"}
	stored := model.ProductKey{ID: 7, Benefit: 1, Tail: "EEEE5", Text: parseKey(t, cloudKey)}
	_, _, err := model.AddKey{Benefit: 1, Key: parseKey(t, plainCloud), Licenses: 5, Months: 12}.Decide(modeltest.New(owner, stored), today)
	if err == nil || err.Error() != "key_known "+maskedKey+" Power BI" {
		t.Errorf("%v", err)
	}
	stored.Benefit = 0 // a key that came without a benefit is known all the same
	_, _, err = model.AddKey{Benefit: 1, Key: parseKey(t, plainCloud), Licenses: 5, Months: 12}.Decide(modeltest.New(owner, stored), today)
	if model.CodeOf(err) != model.CodeKeyKnown {
		t.Errorf("%v", err)
	}
}

func TestRevealIsRecordedOnce(t *testing.T) {
	key := model.ProductKey{ID: 7, Benefit: 1, Tail: "EEEE5"}
	revealed := key
	revealed.RevealedOn = today
	receipt := model.Receipt{Verb: model.VerbReveal, Object: key.Ref(), Label: maskedKey}
	copied := receipt
	copied.Verb = model.VerbCopy
	first := []model.Change{{Ref: key.Ref(), Before: key, After: revealed}}
	decide(t, model.Reveal{Key: 7}, modeltest.New(key), want{receipt: receipt, changes: first})
	decide(t, model.Reveal{Key: 7, Copied: true}, modeltest.New(key), want{receipt: copied, changes: first})
	earlier := key
	earlier.RevealedOn = today - 30 // the first reveal stays the one that counts
	decide(t, model.Reveal{Key: 7}, modeltest.New(earlier), want{receipt: receipt})
	decide(t, model.Reveal{Key: 8}, modeltest.New(key), want{err: model.ErrNotFound})
}

// TestSaveBenefitFindsOrMakesTheProduct by what a person typed.
func TestSaveBenefitFindsOrMakesTheProduct(t *testing.T) {
	visio := model.Product{ID: 7, Name: "Visio Plan 2", Part: "VISIO2", Aliases: []string{"Visio"}}
	other := model.Product{ID: 8, Name: "Other", Aliases: []string{"Visio"}}
	typed := model.Benefit{ID: 9, Workspace: model.Cloud, Name: "Visio", Status: model.NotRedeemed}
	edited := model.Receipt{Verb: model.VerbEdit, Object: typed.Ref(), Label: "Visio"}
	with := func(product model.ID) model.Benefit {
		b := typed
		b.Product = product
		return b
	}
	for _, c := range []struct {
		typed         string
		before, after model.ID
		created       []model.Change
	}{
		{"", 7, 0, nil},
		{" visio plan 2 ", 0, 7, nil},
		{"visio2", 0, 7, nil},
		{"Visio", 8, 8, nil},
		{" Planner ", 7, 101, []model.Change{model.Created(model.Product{ID: 101, Name: "Planner"})}},
	} {
		f := modeltest.New(visio, other, with(c.before))
		decide(t, model.SaveBenefit{Record: with(c.before), Product: c.typed}, f, want{
			receipt: edited, changes: append(c.created, model.Changed(with(c.before), with(c.after))),
		})
	}
	added := typed
	added.ID = 0
	decide(t, model.SaveBenefit{Record: added, Product: "Planner"}, modeltest.New(), want{
		receipt: model.Receipt{Verb: model.VerbAdd, Object: model.Ref{Kind: model.KindBenefit}, Label: "Visio"},
		changes: []model.Change{
			model.Created(model.Product{ID: 101, Name: "Planner"}),
			model.Created(model.Benefit{ID: 102, Workspace: model.Cloud, Name: "Visio", Product: 101, Status: model.NotRedeemed}),
		},
	})
	decide(t, model.SaveBenefit{Record: model.Benefit{}}, modeltest.New(), want{code: model.CodeMissing})
	decide(t, model.SaveBenefit{Record: added, Product: strings.Repeat("x", model.MaxText+1)}, modeltest.New(), want{code: model.CodeTooLong})
}

// TestSaveBenefitMovesItsKeys that had the day which is corrected.
func TestSaveBenefitMovesItsKeys(t *testing.T) {
	before := model.Benefit{ID: 9, Workspace: model.Cloud, Name: "Visio", Status: model.NotRedeemed, ActivateBy: today}
	key := func(id model.ID, day model.Date, status model.Status) model.ProductKey {
		return model.ProductKey{ID: id, Benefit: 9, Licenses: 5, Months: 12, ActivateBy: day, Status: status}
	}
	free, held := key(11, today, model.NotRedeemed), key(12, today, model.Reserved)
	f := modeltest.New(before, free, held, key(13, today+5, model.NotRedeemed), key(14, today, model.Redeemed))
	after := before
	after.ActivateBy = today + 300
	receipt := model.Receipt{Verb: model.VerbEdit, Object: after.Ref(), Label: "Visio"}
	decide(t, model.SaveBenefit{Record: after}, f, want{receipt: receipt, changes: []model.Change{
		model.Changed(before, after),
		model.Changed(free, key(11, today+300, model.NotRedeemed)), model.Changed(held, key(12, today+300, model.Reserved)),
	}})
	noted := before
	noted.Note = "asked for"
	decide(t, model.SaveBenefit{Record: noted}, f, want{receipt: receipt, changes: []model.Change{model.Changed(before, noted)}})
}
