// Command gen writes a portfolio of invented benefits, for demonstrations and
// for measuring: go run ./testdata/gen -n 100000 -today 2026-11-20.
// The same flags always give the same bytes. No key in it is real or whole.
package main

import (
	"context"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"

	"benefitdesk/model"
	"benefitdesk/store"
	"benefitdesk/store/exchange"
)

func main() {
	n := flag.Int("n", 100, "number of benefits")
	today := flag.String("today", "2026-11-20", "the day around which dates lie")
	seed := flag.Uint64("seed", 1, "another seed gives another portfolio")
	cloud := flag.Bool("cloud", false, "all benefits in the Cloud workspace")
	path := flag.String("store", "", "fill a new store at this `file` instead of writing JSON")
	flag.Parse()
	if err := run(*n, *today, *seed, *cloud, *path); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(n int, today string, seed uint64, cloud bool, path string) error {
	day, err := model.ParseDate(today)
	if err != nil {
		return err
	}
	p := newPortfolio(n, day, seed)
	p.allCloud = cloud
	if path != "" {
		return p.fill(path)
	}
	return exchange.Write(os.Stdout, exchange.Portfolio{Records: p.records}, false)
}

// portfolio numbers its records by kind, so that each can be made from its
// number alone and none needs to be kept.
type portfolio struct {
	today    model.Date
	seed     uint64
	allCloud bool
	count    map[model.Kind]int
	first    map[model.Kind]model.ID
}

func newPortfolio(n int, today model.Date, seed uint64) *portfolio {
	p := &portfolio{today: today, seed: seed, first: map[model.Kind]model.ID{}, count: map[model.Kind]int{
		model.KindPartner: 1, model.KindMembership: len(programs), model.KindTenant: min(3, 1+n/10),
		model.KindUser: 5 + n/20, model.KindCustomer: 2 + n/50, model.KindProduct: len(products),
		model.KindBenefit: n, model.KindProductKey: n / 5, model.KindSubscription: min(n/5, 4*len(products)),
	}}
	next := model.ID(1)
	for _, kind := range model.Kinds() {
		p.first[kind] = next
		next += model.ID(p.count[kind])
	}
	return p
}

// fill writes the portfolio into a new store, with its identity beside it.
func (p *portfolio) fill(path string) error {
	s, err := store.Open(store.Options{Path: path, IdentityDir: filepath.Dir(path)})
	if err != nil {
		return err
	}
	defer s.Close()
	all := func(yield func(model.Record) bool) {
		for _, kind := range model.Kinds() {
			for record := range p.records(kind) {
				if !yield(record) {
					return
				}
			}
		}
	}
	return s.Fill(context.Background(), model.Actor{Name: "gen"}, p.today, all)
}

func (p *portfolio) records(kind model.Kind) iter.Seq2[model.Record, error] {
	return func(yield func(model.Record, error) bool) {
		for i := range p.count[kind] {
			if !yield(p.record(kind, i, p.first[kind]+model.ID(i), p.dice(kind, i)), nil) {
				return
			}
		}
	}
}

// dice are those of one record, whenever it is made.
func (p *portfolio) dice(kind model.Kind, i int) *rand.Rand {
	return rand.New(rand.NewPCG(p.seed, uint64(kind)<<32+uint64(i)))
}

func (p *portfolio) record(kind model.Kind, i int, id model.ID, dice *rand.Rand) model.Record {
	switch kind {
	case model.KindPartner:
		return model.Partner{ID: id, Name: "Contoso", PartnerID: "1234567"}
	case model.KindMembership:
		starts := p.today.AddDays(-dice.IntN(300))
		return model.Membership{ID: id, Name: programs[i].name, Source: programs[i].source, Bought: starts, Starts: starts, Ends: starts.AddMonths(12).AddDays(-1)}
	case model.KindTenant:
		return model.Tenant{ID: id, Domain: [...]string{"contoso.onmicrosoft.com", "contoso-dev.onmicrosoft.com", "contoso-test.onmicrosoft.com"}[i], TenantID: guid(dice)}
	case model.KindUser:
		first, last := pick(dice, firstNames), pick(dice, lastNames)
		return model.User{ID: id, Name: first + " " + last, Email: fmt.Sprintf("%s.%s%d@contoso.com", first, last, i+1)}
	case model.KindCustomer:
		name := fmt.Sprintf("%s %s %d", pick(dice, lastNames), pick(dice, trades), i+1)
		return model.Customer{ID: id, Name: name, TenantID: guid(dice), Domain: fmt.Sprintf("customer%d.onmicrosoft.com", i+1), Country: pick(dice, countries)}
	case model.KindProduct:
		return model.Product{ID: id, Name: products[i].name, SKU: guid(dice), Part: products[i].part}
	case model.KindBenefit:
		return p.benefit(i, id, dice)
	case model.KindProductKey:
		return p.key(i, id, dice)
	}
	return p.subscription(i, id, dice)
}

// refer gives the id of one of the records of a kind, 0 when there are none.
func (p *portfolio) refer(kind model.Kind, i int) model.ID {
	if p.count[kind] == 0 {
		return 0
	}
	return p.first[kind] + model.ID(i%p.count[kind])
}

func guid(dice *rand.Rand) string {
	a, b := dice.Uint64(), dice.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0xfff, b&0xffffffffffff)
}

func pick(dice *rand.Rand, from []string) string { return from[dice.IntN(len(from))] }
