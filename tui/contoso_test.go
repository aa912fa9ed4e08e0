package tui

import "benefitdesk/model"

// today is the day of all tests unless one moves it.
var today = model.MustDate("2026-11-20")

// The keys of the tests' partner.
const (
	firstKey = "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE5"
	typedKey = "ZXCVB-NMASD-FGHJK-QWERT-7777F"
)

// The records that tests look for.
const (
	powerBI      model.ID = 20
	visio        model.ID = 21
	exchange     model.ID = 22
	heldOffice   model.ID = 30
	heldVisio    model.ID = 31
	contosoID    model.ID = 10
	powerBIKey   model.ID = 40
	premium      model.ID = 23
	purchased    model.ID = 24
	japaneseName          = "日本マイクロソフト ライセンス認証 スイート 統合版"
)

func key(text string) model.Key {
	k, err := model.ParseKey(text)
	if err != nil {
		panic(err)
	}
	return k
}

// contoso is a partner with something of everything. Power BI Pro is what the
// published scenarios are: 100 licenses until 2027-03-31 and a key for 25.
func contoso() []model.Record {
	day := model.MustDate
	licenses := func(n int64) model.Quantity { return model.Quantity{Amount: n, Unit: model.Licenses} }
	const solutions, action = "Solutions Partner - Core", "MAPS - Core"
	return []model.Record{
		model.Partner{ID: 1, Name: "Contoso Consulting", PartnerID: "0000001"},
		model.Membership{ID: 2, Name: "Solutions Partner for Modern Work", Source: solutions, Bought: day("2026-06-15"), Starts: day("2026-06-16"), Ends: day("2027-06-15")},
		model.Membership{ID: 3, Name: "Microsoft Action Pack", Source: action, Bought: day("2026-01-10"), Starts: day("2026-01-14"), Ends: day("2027-01-13")},
		model.User{ID: 4, Name: "Adele Vance", Email: "adele.vance@contoso.com"},
		model.User{ID: 5, Name: "山田 太郎", Email: "taro@contoso.com"},
		model.Tenant{ID: contosoID, Domain: "contoso.onmicrosoft.com", TenantID: "c0470500-0001-4000-8000-000000000001", Name: "Contoso Consulting"},
		model.Tenant{ID: 11, Domain: "contosotest.onmicrosoft.com", Name: "Contoso Test"},
		model.Product{ID: 15, Name: "Power BI Pro", SKU: "f8a1db68-be16-40ed-86d5-cb42ce701560", Part: "POWER_BI_PRO"},
		model.Product{ID: 16, Name: "Visio Plan 2", Part: "VISIOCLIENT"},

		model.Benefit{ID: powerBI, Workspace: model.Cloud, Name: "Power BI Pro", Product: 15, Source: solutions, Membership: 2, Type: model.Core, Quantity: licenses(25), ActivateBy: day("2027-03-31"), Expires: day("2027-06-15"), Status: model.NotRedeemed},
		model.Benefit{ID: visio, Workspace: model.Cloud, Name: "Visio Plan 2", Product: 16, Source: solutions, Membership: 2, Quantity: licenses(10), ActivateBy: day("2026-12-06"), Status: model.NotRedeemed},
		model.Benefit{ID: exchange, Workspace: model.Cloud, Name: "Exchange Online Plan 1", Source: action, Membership: 3, Quantity: licenses(5), ActivateBy: day("2026-10-01"), Status: model.NotRedeemed},
		model.Benefit{ID: premium, Workspace: model.Cloud, Name: japaneseName, Source: "ソリューション パートナー", Quantity: licenses(300), ActivateBy: day("2027-09-01"), Status: model.NotRedeemed},
		model.Benefit{ID: purchased, Workspace: model.Cloud, Name: "Microsoft 365 E5", Source: solutions, Membership: 2, Quantity: licenses(60), ActivateBy: day("2027-06-15"), Status: model.NotRedeemed, Model: model.ByPurchase},
		model.Benefit{ID: 25, Workspace: model.Cloud, Name: "Office 365 E3", Source: action, Membership: 3, Quantity: licenses(5), ActivateBy: day("2027-01-13"), Status: model.Redeemed, StatusOn: day("2026-11-06"), Subscription: heldOffice},

		model.Subscription{ID: heldOffice, Tenant: contosoID, Name: "Office 365 E3", Licenses: 5, Assigned: 4, AssignedOn: day("2026-11-18"), Ends: day("2027-11-06"), PaidWith: "Product key"},
		model.Subscription{ID: heldVisio, Tenant: contosoID, Product: 16, Name: "Visio Plan 2", Licenses: 10, Ends: day("2027-04-20")},
		model.Subscription{ID: 32, Tenant: contosoID, Product: 15, Name: "Power BI Pro", Licenses: 100, Ends: day("2027-03-31")},
		model.Subscription{ID: 33, Tenant: 11, Name: "Exchange Online Plan 1", Licenses: 5, Ends: day("2026-11-10")},

		model.ProductKey{ID: powerBIKey, Benefit: powerBI, Product: 15, Licenses: 25, Months: 12, ActivateBy: day("2027-03-31"), Tail: "EEEE5", Status: model.NotRedeemed, Text: key(firstKey)},

		model.Benefit{ID: 50, Workspace: model.AzureCredits, Name: "Azure bulk credit", Source: solutions, Quantity: model.Quantity{Amount: 600000, Unit: model.MoneyPerYear, Currency: "USD"}, ActivateBy: day("2027-06-15"), Status: model.NotRedeemed},
		model.Benefit{ID: 51, Workspace: model.AzureCredits, Name: "Azure monthly credit", Source: action, Quantity: model.Quantity{Amount: 10050, Unit: model.MoneyPerMonth, Currency: "USD"}, ActivateBy: day("2026-12-31"), Status: model.Assigned, StatusOn: day("2026-11-17"), Holder: 4, HeldSince: day("2026-11-17"), Reassignments: 1},
		model.Benefit{ID: 52, Workspace: model.Software, Name: "Windows Server 2025", Source: solutions, Quantity: model.Quantity{Amount: 40, Unit: model.Activations}, Used: 12, UsedOn: day("2026-11-01"), ActivateBy: day("2027-06-15"), Status: model.NotRedeemed},
		model.Benefit{ID: 53, Workspace: model.VisualStudio, Name: "Visual Studio Enterprise", Source: solutions, Quantity: model.Quantity{Amount: 1, Unit: model.Users}, Status: model.Redeemed, StatusOn: day("2026-08-22"), Holder: 5, HeldSince: day("2026-08-22"), Level: "Enterprise"},
		model.Benefit{ID: 54, Workspace: model.Technical, Name: "Technical presales and deployment", Source: solutions, Quantity: model.Quantity{Amount: 50, Unit: model.Hours}, Used: 8, UsedOn: day("2026-11-19"), ActivateBy: day("2027-06-15"), Status: model.Redeemed, AccessID: "0012345678"},
		model.Benefit{ID: 55, Workspace: model.Technical, Name: "Cloud support incidents", Source: solutions, Quantity: model.Quantity{Amount: model.Unlimited, Unit: model.Incidents}, Status: model.Pending, StatusOn: day("2026-11-11")},
		model.Benefit{ID: 56, Workspace: model.GoToMarket, Name: "Go-To-Market toolbox", Source: action, Expires: day("2027-01-13"), Status: model.Pending},
	}
}

// The further keys of the drawer, and their benefits.
const (
	secondBI    model.ID = 60
	thirdBI     model.ID = 61
	secondBIKey model.ID = 62
	thirdBIKey  model.ID = 63
)

// drawer is a partner with a drawer of keys. Alterations replace records.
func drawer(alterations ...model.Record) *memory {
	return newMemory(append(withDrawer(), alterations...)...)
}

// withDrawer is a partner with three keys for the same product: 15 licenses
// each for a subscription of 5.
func withDrawer() []model.Record {
	records := contoso()
	var bi model.Benefit
	for i, record := range records {
		switch r := record.(type) {
		case model.Benefit:
			if r.ID == powerBI {
				r.Quantity.Amount, r.ActivateBy = 15, model.MustDate("2027-06-30")
				bi, records[i] = r, r
			}
		case model.Subscription:
			if r.ID == 32 {
				r.Licenses = 5
				records[i] = r
			}
		case model.ProductKey:
			r.Licenses, r.ActivateBy = 15, bi.ActivateBy
			records[i] = r
			for i, id := range []model.ID{secondBIKey, thirdBIKey} {
				of, other := r, bi
				other.ID, other.Source = secondBI+model.ID(i), "MAPS - Core"
				of.ID, of.Benefit, of.Text, of.Tail = id, other.ID, model.Key{}, []string{"2222B", "3333C"}[i]
				records = append(records, other, of)
			}
		}
	}
	return records
}
