package line

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"slices"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

const keyText = "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE5"

// ledger is facts in memory that remembers what was done.
type ledger struct {
	records []model.Record
	done    []redemption.Redeem
	changed bool // somebody else writes between Try and Do
}

func newLedger() *ledger {
	key, _ := model.ParseKey(keyText)
	return &ledger{records: []model.Record{
		model.Tenant{ID: 1, Domain: "contoso.onmicrosoft.com"},
		model.Product{ID: 2, Name: "Power BI Pro"},
		model.Benefit{ID: 3, Workspace: model.Cloud, Name: "Power BI Pro", Product: 2, Quantity: model.Quantity{Amount: 25, Unit: model.Licenses}, Status: model.NotRedeemed},
		model.Benefit{ID: 4, Workspace: model.Cloud, Name: "Visio Plan 2", Quantity: model.Quantity{Amount: 10, Unit: model.Licenses}, Status: model.NotRedeemed},
		model.Benefit{ID: 5, Workspace: model.Cloud, Name: "Visio Plan 2", Quantity: model.Quantity{Amount: 10, Unit: model.Licenses}, Status: model.NotRedeemed},
		model.Subscription{ID: 6, Tenant: 1, Product: 2, Name: "Power BI Pro", Licenses: 100, Ends: model.MustDate("2027-03-31")},
		model.ProductKey{ID: 7, Benefit: 3, Product: 2, Licenses: 25, Months: 12, Tail: "EEEE5", Status: model.NotRedeemed, Text: key},
	}}
}

func (l *ledger) where(passes func(model.Record) bool) (found []model.Record) {
	for _, r := range l.records {
		if passes(r) {
			found = append(found, r)
		}
	}
	return found
}

func (l *ledger) Get(ref model.Ref) (model.Record, error) {
	found := l.where(func(r model.Record) bool { return r.Ref() == ref })
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: %v", model.ErrNotFound, ref)
	}
	return found[0], nil
}

func (l *ledger) Lookup(kind model.Kind, identity string) ([]model.Record, error) {
	return l.where(func(r model.Record) bool { return r.Ref().Kind == kind && slices.Contains(r.Identities(), identity) }), nil
}

func (l *ledger) Referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	return l.where(func(r model.Record) bool { return r.Ref().Kind == kind && slices.Contains(r.Refs(), to) }), nil
}

func (l *ledger) FindKey(key model.Key) (model.ProductKey, bool, error) {
	found := l.where(func(r model.Record) bool { k, ok := r.(model.ProductKey); return ok && k.Text.Equal(key) })
	if len(found) == 0 {
		return model.ProductKey{}, false, nil
	}
	return found[0].(model.ProductKey), true, nil
}

func (l *ledger) NewID() model.ID { return 100 }

func (l *ledger) Rows(_ context.Context, list model.List) iter.Seq2[model.Row, error] {
	return func(yield func(model.Row, error) bool) {
		for _, record := range l.records {
			if of, row, ok := model.RowOf(record); ok && of == list && !yield(row, nil) {
				return
			}
		}
	}
}

func (l *ledger) Try(_ context.Context, _ model.Actor, day model.Date, command model.Command) (model.Receipt, error) {
	receipt, _, err := command.Decide(l, day)
	return receipt, err
}

func (l *ledger) Do(_ context.Context, _ model.Actor, day model.Date, command model.Command, want model.Receipt, _ model.RequestID) (model.Receipt, error) {
	receipt, _, err := command.Decide(l, day)
	if l.changed || err == nil && !reflect.DeepEqual(receipt, want) {
		return model.Receipt{}, model.ErrChanged
	}
	l.done = append(l.done, command.(redemption.Redeem))
	return receipt, err
}

// deskOf is the ledger as the commands reach it.
type deskOf struct{ *ledger }

func (d deskOf) Dossier(_ context.Context, ref model.Ref, _ int) (model.Dossier, error) {
	return model.DossierOf(d.ledger, ref)
}

func (d deskOf) Overview(context.Context, model.Date) (overview model.Overview, err error) {
	for _, r := range d.records {
		if m, ok := r.(model.Membership); ok {
			overview.Memberships = append(overview.Memberships, m)
		}
	}
	return overview, nil
}

func (d deskOf) Refund(_ context.Context, day model.Date, membership model.ID) (model.Refund, error) {
	record, err := d.ledger.Get(model.Ref{Kind: model.KindMembership, ID: membership})
	if err != nil {
		return model.Refund{}, err
	}
	return model.RefundOn(d.ledger, record.(model.Membership), day)
}

func (d deskOf) Get(_ context.Context, ref model.Ref) (model.Record, error) { return d.ledger.Get(ref) }

func redeem(t *testing.T, l *ledger, benefit, args, input string) (Redemption, error) {
	t.Helper()
	var flags RedeemFlags
	parse(t, flags.Register, args)
	s := session(io.Discard)
	s.In = strings.NewReader(input)
	return flags.Redeem(context.Background(), deskOf{l}, s, benefit)
}

const right = "--subscription 6 --tenant contoso.onmicrosoft.com --action extend --confirm-end 2027-06-30"

func TestRedeemRecordsWhatWasConfirmed(t *testing.T) {
	l := newLedger()
	r, err := redeem(t, l, "3", right, "")
	if err != nil || r.Refused != nil || len(l.done) != 1 {
		t.Fatalf("%v, %v, done %d times", err, r.Refused, len(l.done))
	}
	if c := l.done[0]; c.Benefit != 3 || c.Subscription != 6 || !c.Verified || c.By != "ada" || c.On != today || c.Action != redemption.Extend {
		t.Errorf("done was %+v", c)
	}
	var out bytes.Buffer
	allowed, err := r.JSON(&out)
	const want = `{"recorded":"redeemed","benefit":"Power BI Pro","tenant":"contoso.onmicrosoft.com","outcome":{"action":"extend","on":"2026-11-20","effective":"2026-11-20",`
	if err != nil || !allowed || !strings.HasPrefix(out.String(), want) || strings.Contains(out.String(), "QWXYZ") {
		t.Errorf("allowed %v, %v\n got %s\nwant %s", allowed, err, out.String(), want)
	}
	out.Reset()
	if allowed, err = r.Text(&out, english); err != nil || !allowed || !strings.Contains(out.String(), "100 licenses until 2027-06-30") {
		t.Errorf("allowed %v, %v\n%s", allowed, err, out.String())
	}
}

func TestRedeemByNameAndWithoutSubscription(t *testing.T) {
	l := newLedger()
	if r, err := redeem(t, l, "ｐower bi PRO", strings.Replace(right, "6", "Power", 1), ""); model.CodeOf(r.Refused) != model.CodeNoRecord || err != nil {
		t.Errorf("a part of a name: %v, %v", r.Refused, err)
	}
	r, err := redeem(t, l, "ｐower bi PRO", "--subscription none --tenant contoso.onmicrosoft.com --action activate --confirm-end 2027-11-20", "")
	if err != nil || r.Refused != nil || l.done[0].Subscription != 0 {
		t.Errorf("without a subscription: %v, %v", r.Refused, err)
	}
	if _, err := redeem(t, l, "Visio Plan 2", right, ""); !wrongUsage(err) || !strings.Contains(err.Error(), "4, 5") {
		t.Errorf("two of one name: %v", err)
	}
}

// TestRedeemRefuses: nothing is done, and the answer has the contract's form.
func TestRedeemRefuses(t *testing.T) {
	for _, test := range []struct {
		benefit, args string
		code          model.Code
	}{
		{"3", strings.Replace(right, "2027-06-30", "2027-07-01", 1), redemption.ConfirmDiffers},
		{"3", strings.Replace(right, "contoso.", "fabrikam.", 1), redemption.WrongTenant},
		{"3", strings.Replace(right, "contoso.onmicrosoft.com", "contoso", 1), redemption.TenantMalformed},
		{"3", strings.Replace(right, "extend", "activate", 1), redemption.AlreadyActive},
		{"3", strings.Replace(right, "2027-06-30", "2027-02-30", 1), redemption.BadInput},
		{"3", right + " --on 2026-11-31", redemption.BadInput},
		{"4", right, redemption.KeyMissing},
		{"99", right, model.CodeNoRecord},
		{"3", right + " --portal-end 2026-01-01", redemption.PortalEndsTooEarly},
	} {
		l := newLedger()
		r, err := redeem(t, l, test.benefit, test.args, "")
		var out bytes.Buffer
		allowed, written := r.JSON(&out)
		if err != nil || written != nil || allowed || len(l.done) > 0 || model.CodeOf(r.Refused) != test.code || !strings.Contains(out.String(), `"refused":{"code":"`+string(test.code)+`"`) {
			t.Errorf("%s %s: %v, done %d times, %v\n%s", test.benefit, test.args, err, len(l.done), r.Refused, out.String())
		}
		if typed := strings.Contains(test.args, "2026-11-31"); typed != strings.Contains(out.String(), `"on":"2026-11-31"`) {
			t.Errorf("%s: the redeem day of the answer is not the one that was typed:\n%s", test.args, out.String())
		}
	}
	renew := strings.NewReplacer("extend", "renew", "2027-06-30", "2028-04-01").Replace(right)
	if r, err := redeem(t, newLedger(), "3", renew+" --portal-end 2028-04-02", ""); !wrongUsage(err) || !strings.Contains(err.Error(), "reserved for 2027-04-01") {
		t.Errorf("the portal's end of a reservation: %v, %v", r.Refused, err)
	}
	var flags RedeemFlags
	parse(t, flags.Register, right)
	var out bytes.Buffer
	err := flags.Run(context.Background(), deskOf{newLedger()}, session(&out), "\x1b[31m")
	if code, said := Exit(err, english); code != ExitRefused || out.Len() > 0 || !strings.Contains(said, "␛[31m") {
		t.Errorf("what was typed is said as %q, exit %d, and on standard output %q", said, code, out.String())
	}
	l := newLedger()
	l.changed = true
	if _, err := redeem(t, l, "3", right, ""); !errors.Is(err, model.ErrChanged) {
		t.Errorf("changed meanwhile: %v", err)
	}
}

func TestRedeemWrongUsage(t *testing.T) {
	for _, args := range []string{
		"", strings.Replace(right, "--subscription 6", "", 1), strings.Replace(right, "extend", "dance", 1), strings.Replace(right, "2027-06-30", "soon", 1),
		right + " --on soon", right + " --key " + keyText, right + " --portal-end soon",
	} {
		l := newLedger()
		if _, err := redeem(t, l, "3", args, ""); !wrongUsage(err) || len(l.done) > 0 || strings.Contains(err.Error(), "QWXYZ") {
			t.Errorf("%q: %v", args, err)
		}
	}
}

// TestRedeemReadsAKey: from standard input only, as people paste it.
func TestRedeemReadsAKey(t *testing.T) {
	l := newLedger()
	r, err := redeem(t, l, "3", right+" --key -", " qwxyz jkvbn trplm ghdsc eeee5\n")
	if err != nil || r.Refused != nil || l.done[0].Key.Reveal() != keyText {
		t.Errorf("%v, %v", r.Refused, err)
	}
	l = newLedger()
	r, err = redeem(t, l, "3", right+" --key -", "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE!")
	var out bytes.Buffer
	r.JSON(&out)
	if err != nil || model.CodeOf(r.Refused) != redemption.KeyMalformed || strings.Contains(out.String(), "QWXYZ") || len(l.done) > 0 {
		t.Errorf("a malformed key: %v, %v\n%s", r.Refused, err, out.String())
	}
	l = newLedger()
	r, err = redeem(t, l, "3", right+" --key -", "AWXYZ-JKVBN-TRPLM-GHDSC-EEEE5")
	said := english.Error(r.Refused)
	if err != nil || model.CodeOf(r.Refused) != redemption.KeyDiffers || !strings.Contains(said, "another key, •••••-•••••-•••••-•••••-EEEE5, is recorded") || len(l.done) > 0 {
		t.Errorf("another key: %v, %v\n%s", r.Refused, err, said)
	}
}

// TestRedeemKeepsWhatThePortalShowed beside what the rules give.
func TestRedeemKeepsWhatThePortalShowed(t *testing.T) {
	l := newLedger()
	r, err := redeem(t, l, "3", right+" --portal-end 2027-07-01", "")
	var out bytes.Buffer
	if err != nil || r.Refused != nil {
		t.Fatalf("%v, %v", err, r.Refused)
	}
	if _, err := r.JSON(&out); err != nil || !strings.Contains(out.String(), `"portal_end":"2027-07-01","portal_reason":{"code":"rounding"`) {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	if _, err := r.Text(&out, english); err != nil || !strings.Contains(out.String(), "the portal shows 2027-07-01") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestRedeemTellsThatItCameLater: a redemption of an earlier day is recorded,
// and the record says on which day it was made.
func TestRedeemTellsThatItCameLater(t *testing.T) {
	r, err := redeem(t, newLedger(), "3", right+" --on 2026-11-17", "")
	if err != nil || r.Refused != nil {
		t.Fatalf("%v, %v", err, r.Refused)
	}
	var out bytes.Buffer
	if _, err := r.JSON(&out); err != nil || !strings.Contains(out.String(), `"entered_on":"2026-11-20"`) {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	if _, err := r.Text(&out, english); err != nil || !strings.Contains(out.String(), "redeemed on 2026-11-17, recorded on 2026-11-20") {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// TestRedeemWithOthers: the recorded keys of other benefits count as one with
// the first, and are refused by name.
func TestRedeemWithOthers(t *testing.T) {
	second := func(l *ledger, months int) {
		l.records = append(l.records,
			model.Benefit{ID: 8, Workspace: model.Cloud, Name: "Power BI Pro", Source: "Action Pack", Product: 2, Status: model.NotRedeemed},
			model.ProductKey{ID: 9, Benefit: 8, Product: 2, Licenses: 25, Months: months, Tail: "FFFF6", Status: model.NotRedeemed})
	}
	l := newLedger()
	second(l, 12)
	r, err := redeem(t, l, "3", strings.Replace(right, "2027-06-30", "2027-09-30", 1)+" --with 8", "")
	if err != nil || r.Refused != nil || !slices.Equal(l.done[0].Together, []model.ID{9}) {
		t.Fatalf("%v, %v", err, r.Refused)
	}
	var out bytes.Buffer
	if _, err := r.JSON(&out); err != nil || !strings.Contains(out.String(), `"keys":["EEEE5","FFFF6"]`) || strings.Contains(out.String(), `"together_differs"`) {
		t.Errorf("%v\n%s", err, out.String())
	}
	for _, test := range []struct {
		with   string
		months int
		code   model.Code
	}{
		{"8", 24, redemption.FurtherTerm}, {"8,8", 12, redemption.FurtherTwice}, {"4", 12, redemption.FurtherMissing}, {"77", 12, model.CodeNoRecord},
	} {
		l := newLedger()
		second(l, test.months)
		if r, err := redeem(t, l, "3", right+" --with "+test.with, ""); err != nil || model.CodeOf(r.Refused) != test.code || len(l.done) > 0 {
			t.Errorf("--with %s: %v, %v", test.with, err, r.Refused)
		}
	}
}

// TestRedeemAPurchase: no key, and the end is the membership's.
func TestRedeemAPurchase(t *testing.T) {
	l := newLedger()
	l.records = append(l.records, model.Membership{ID: 10, Name: "Solutions Partner", Ends: model.MustDate("2027-06-15")},
		model.Benefit{ID: 11, Workspace: model.Cloud, Name: "Microsoft 365 E5", Membership: 10, Model: model.ByPurchase, Quantity: model.Quantity{Amount: 60, Unit: model.Licenses}, Status: model.NotRedeemed})
	const purchase = "--subscription none --tenant contoso.onmicrosoft.com --action activate --confirm-end 2027-06-15"
	for args, code := range map[string]model.Code{
		purchase: "",
		strings.Replace(purchase, "06-15", "11-20", 1):                                         redemption.ConfirmDiffers,
		purchase + " --with 3":                                                                 redemption.NotForPurchase,
		strings.Replace(purchase, "activate", "extend", 1):                                     redemption.NotForPurchase,
		strings.Replace(strings.Replace(purchase, "activate", "renew", 1), "none", "Power", 1): model.CodeNoRecord,
	} {
		l.done = nil
		r, err := redeem(t, l, "11", args, "")
		if err != nil || model.CodeOf(r.Refused) != code || (len(l.done) == 1) != (code == "") {
			t.Errorf("%s: %v, %v", args, err, r.Refused)
		}
	}
}

// TestRedeemTellsEveryRefundThatItEnds: of the memberships of all keys, by link
// or by source, each once; what only holds a key ends none.
func TestRedeemTellsEveryRefundThatItEnds(t *testing.T) {
	l := newLedger()
	bought := today - 5
	l.records = append(l.records,
		model.Membership{ID: 20, Name: "Linked", Bought: bought}, model.Membership{ID: 21, Name: "By source", Source: "MAPS - Core", Bought: bought},
		model.Membership{ID: 22, Name: "Of nothing here", Bought: bought},
		model.Benefit{ID: 8, Workspace: model.Cloud, Name: "Power BI Pro", Source: "maps - core", Product: 2, Status: model.NotRedeemed},
		model.ProductKey{ID: 9, Benefit: 8, Product: 2, Licenses: 25, Months: 12, Tail: "FFFF6", Status: model.NotRedeemed},
		model.Benefit{ID: 30, Workspace: model.Cloud, Name: "Power BI Pro", Membership: 20, Product: 2, Status: model.NotRedeemed},
		model.ProductKey{ID: 31, Benefit: 30, Product: 2, Licenses: 50, Months: 12, Tail: "GGGG7", Status: model.NotRedeemed})
	tell := func(args string) string {
		var flags RedeemFlags
		parse(t, flags.Register, args)
		s := session(io.Discard)
		var said bytes.Buffer
		s.Err = &said
		if r, err := flags.Redeem(context.Background(), deskOf{l}, s, "3"); err != nil || r.Refused != nil {
			t.Fatalf("%s: %v, %v", args, err, r.Refused)
		}
		return said.String()
	}
	said := tell(strings.Replace(right, "2027-06-30", "2028-03-31", 1) + " --with 8,30")
	if strings.Count(said, "\n") != 2 || !strings.Contains(said, "Linked can") || !strings.Contains(said, "By source can") {
		t.Errorf("said %q", said)
	}
	renew := strings.NewReplacer("extend", "renew", "2027-06-30", "2028-04-01").Replace(right)
	if said := tell(renew + " --with 8,30"); said != "" {
		t.Errorf("a key that is only held: said %q", said)
	}
}
