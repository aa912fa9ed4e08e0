package main

import (
	"math/rand/v2"

	"benefitdesk/model"
)

// benefit makes five of ten benefits Cloud, the others one or two of each kind.
func (p *portfolio) benefit(i int, id model.ID, dice *rand.Rand) model.Benefit {
	program := i / 10 % len(programs)
	b := model.Benefit{
		ID: id, Source: programs[program].source, Membership: p.refer(model.KindMembership, program),
		Type: model.Core, Status: model.NotRedeemed, ActivateBy: p.today.AddDays(dice.IntN(700) - 200),
	}
	if dice.IntN(4) == 0 {
		b.Type = model.Incremental
	}
	if dice.IntN(3) == 0 {
		b.Status, b.StatusOn = model.Redeemed, p.today.AddDays(-dice.IntN(300))
		b.Expires = b.StatusOn.AddMonths(12)
	}
	turn := i % 10
	if p.allCloud {
		turn = 0
	}
	switch turn {
	default:
		p.cloud(&b, i, dice)
	case 5:
		p.credit(&b, dice)
	case 6, 7:
		b.Workspace, b.Name = model.Software, pick(dice, software)
		b.Quantity = model.Quantity{Amount: 1 + dice.Int64N(25), Unit: model.Activations}
		b.Used, b.UsedOn = dice.Int64N(b.Quantity.Amount+1), p.today.AddDays(-dice.IntN(60))
	case 8:
		b.Workspace, b.Name, b.Level = model.VisualStudio, "Visual Studio Enterprise", "Visual Studio Enterprise"
		b.Quantity = model.Quantity{Amount: 1, Unit: model.Users}
		p.hold(&b, dice)
	case 9:
		p.service(&b, i, dice)
	}
	return b
}

func (p *portfolio) cloud(b *model.Benefit, i int, dice *rand.Rand) {
	product := i / 10 % len(products)
	b.Workspace, b.Name, b.Product, b.Model = model.Cloud, products[product].name, p.refer(model.KindProduct, product), model.ByKey
	b.Quantity = model.Quantity{Amount: []int64{5, 10, 15, 25, 35, 100}[dice.IntN(6)], Unit: model.Licenses}
	if b.Status == model.Redeemed {
		b.Subscription = p.refer(model.KindSubscription, product)
	}
}

func (p *portfolio) credit(b *model.Benefit, dice *rand.Rand) {
	b.Workspace, b.Name = model.AzureCredits, "Microsoft Azure"
	b.Quantity = model.Quantity{Amount: 100_00, Unit: model.MoneyPerMonth, Currency: "USD"}
	if dice.IntN(3) == 0 {
		b.Name = "Microsoft Azure bulk credit"
		b.Quantity = model.Quantity{Amount: []int64{6000_00, 12000_00, 13000_00}[dice.IntN(3)], Unit: model.MoneyPerYear, Currency: "USD"}
	}
	p.hold(b, dice)
}

// hold gives a redeemed seat or credit to a person.
func (p *portfolio) hold(b *model.Benefit, dice *rand.Rand) {
	if b.Status != model.Redeemed {
		return
	}
	b.Holder, b.HeldSince = p.refer(model.KindUser, dice.IntN(1<<20)), b.StatusOn
	if b.Workspace == model.AzureCredits {
		b.Reassignments = dice.IntN(6)
	}
}

func (p *portfolio) service(b *model.Benefit, i int, dice *rand.Rand) {
	if i/10%2 == 0 {
		b.Workspace, b.Name = model.GoToMarket, pick(dice, offers)
		b.ActivateBy, b.Expires = 0, b.ActivateBy
		return
	}
	b.Workspace, b.Name = model.Technical, pick(dice, support)
	b.Quantity = model.Quantity{Amount: 5 * (1 + dice.Int64N(10)), Unit: model.Incidents}
	if b.Name == "Partner Advisory Hours" {
		b.Quantity.Unit = model.Hours
	}
	b.Used, b.UsedOn = dice.Int64N(b.Quantity.Amount+1), p.today.AddDays(-dice.IntN(60))
}

// key belongs to the first or third Cloud benefit of ten, and tells the same.
func (p *portfolio) key(i int, id model.ID, dice *rand.Rand) model.ProductKey {
	at := i/2*10 + i%2*2
	b := p.record(model.KindBenefit, at, p.refer(model.KindBenefit, at), p.dice(model.KindBenefit, at)).(model.Benefit)
	tail := make([]byte, 5)
	for n := range tail {
		tail[n] = "BCDFGHJKMPQRTVWXY2346789"[dice.IntN(24)]
	}
	return model.ProductKey{
		ID: id, Benefit: b.ID, Product: b.Product, Licenses: b.Quantity.Amount, Months: 12,
		ActivateBy: b.ActivateBy, Tail: string(tail), Status: b.Status,
	}
}

func (p *portfolio) subscription(i int, id model.ID, dice *rand.Rand) model.Subscription {
	product := i % len(products)
	licenses := []int64{5, 25, 50, 100}[dice.IntN(4)]
	return model.Subscription{
		ID: id, Tenant: p.refer(model.KindTenant, i), Product: p.refer(model.KindProduct, product), Name: products[product].name,
		Licenses: licenses, Assigned: dice.Int64N(licenses + 1), AssignedOn: p.today,
		Ends: p.today.AddDays(dice.IntN(500) - 140), PaidWith: "Prepaid", Channel: "Commercial direct", PortalID: guid(dice),
	}
}
