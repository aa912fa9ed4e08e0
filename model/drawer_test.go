package model_test

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

// TestDrawer: keys of the same product, by its id or by the name of their
// benefit, with what holds them; never one that was redeemed.
func TestDrawer(t *testing.T) {
	benefit := func(id, product model.ID, name string) model.Benefit {
		return model.Benefit{ID: id, Workspace: model.Cloud, Name: name, Product: product}
	}
	key := func(id, benefit, product model.ID, status model.Status) model.ProductKey {
		return model.ProductKey{ID: id, Benefit: benefit, Product: product, Tail: "EEEE5", Licenses: 5, Months: 12, Status: status}
	}
	held := key(23, 12, 0, model.Reserved)
	held.Tenant, held.Redemption = 3, 4
	records := []model.Record{
		model.Product{ID: 1, Name: "Power BI Pro"}, model.Product{ID: 2, Name: "Visio"},
		model.Tenant{ID: 3, Domain: "a.b"}, model.Redemption{ID: 4, Benefit: 12, Action: "renew", Status: model.Reserved},
		benefit(10, 1, "Power BI Pro"), benefit(11, 1, "PBI"), benefit(12, 0, "power bi  pro"), benefit(13, 2, "Power BI Pro"), benefit(14, 0, "Visio"),
		key(20, 10, 1, model.NotRedeemed), key(21, 11, 1, model.NotRedeemed), key(22, 11, 1, model.Redeemed), held,
		key(24, 13, 2, model.NotRedeemed), key(25, 14, 0, model.NotRedeemed),
		model.Subscription{ID: 30, Product: 1}, model.Subscription{ID: 31, Name: "visio"}, model.Subscription{ID: 32, Name: "Power BI Pro"},
	}
	f := modeltest.New(records...)
	var rows []model.Row
	for _, record := range records {
		if list, row, ok := model.RowOf(record); ok && list == model.ListKeys {
			rows = append(rows, row)
		}
	}
	ref := func(kind model.Kind, id model.ID) model.Ref { return model.Ref{Kind: kind, ID: id} }
	for of, want := range map[model.Ref][]model.ID{
		ref(model.KindBenefit, 10): {20, 21, 23}, ref(model.KindBenefit, 12): {20, 23, 24}, ref(model.KindBenefit, 14): {25},
		ref(model.KindSubscription, 30): {20, 21, 23}, ref(model.KindSubscription, 31): {25}, ref(model.KindSubscription, 32): {20, 23, 24},
	} {
		drawer, err := model.DrawerOf(f, of, rows)
		var got []model.ID
		for _, found := range drawer {
			got = append(got, found.Key.ID)
			if found.Benefit.ID != found.Key.Benefit || found.Tenant.ID != found.Key.Tenant || found.Held.ID != found.Key.Redemption {
				t.Errorf("%+v", found)
			}
		}
		if err != nil || len(got) != len(want) {
			t.Fatalf("beside %v: %v, %v, want %v", of, got, err, want)
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("beside %v: %v, want %v", of, got, want)
			}
		}
	}
	f.Broken = modeltest.ErrBroken
	if _, err := model.DrawerOf(f, ref(model.KindBenefit, 10), rows); err == nil {
		t.Error("a broken store has a drawer")
	}
}

// TestDossierOfAKeyThatWentWithOthers has the redemption that another benefit
// names.
func TestDossierOfAKeyThatWentWithOthers(t *testing.T) {
	together := model.Redemption{ID: 4, Benefit: 12, Keys: []model.ID{22, 21}, Action: "add", Status: model.Redeemed}
	f := modeltest.New(model.Benefit{ID: 11, Workspace: model.Cloud, Name: "PBI"}, together,
		model.ProductKey{ID: 21, Benefit: 11, Redemption: 4}, model.ProductKey{ID: 23, Benefit: 11, Redemption: 4})
	got, err := model.DossierOf(f, model.Ref{Kind: model.KindBenefit, ID: 11})
	if err != nil || len(got.Redemptions) != 1 || got.Redemptions[0].ID != 4 {
		t.Errorf("%+v, %v", got.Redemptions, err)
	}
}

// TestDossierOfASubscriptionHasItsKeys: each once, and those that replaced one.
func TestDossierOfASubscriptionHasItsKeys(t *testing.T) {
	f := modeltest.New(model.Subscription{ID: 2, Name: "PBI"},
		model.Redemption{ID: 4, Subscription: 2, Keys: []model.ID{21}, Action: "add", Status: model.Redeemed},
		model.Redemption{ID: 5, Subscription: 2, Keys: []model.ID{22}, Action: "extend", Status: model.Redeemed},
		model.ProductKey{ID: 21, Benefit: 11, Redemption: 4}, model.ProductKey{ID: 22, Benefit: 11, Redemption: 5, Replaces: 4}, model.ProductKey{ID: 23, Benefit: 11})
	got, err := model.DossierOf(f, model.Ref{Kind: model.KindSubscription, ID: 2})
	if err != nil || len(got.Keys) != 2 || got.Keys[0].ID != 21 || got.Keys[1].ID != 22 {
		t.Errorf("%+v, %v", got.Keys, err)
	}
}
