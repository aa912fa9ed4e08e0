package line

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Desk is what the commands need of a store.
type Desk interface {
	model.Ledger
	Refunds
	Rows(ctx context.Context, list model.List) iter.Seq2[model.Row, error]
	Get(ctx context.Context, ref model.Ref) (model.Record, error)
	Dossier(ctx context.Context, ref model.Ref, history int) (model.Dossier, error)
}

// RedeemFlags are the redemption of the redeem command as it is typed.
type RedeemFlags struct {
	subscription, tenant, action, confirm, portal, on, key string
	with                                                   []string
	others                                                 []model.ID // the benefits of with, once they are found
	sameProduct, asJSON                                    bool
}

// Register adds the flags to a command.
func (f *RedeemFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.subscription, "subscription", "", "the `subscription`: number, name, or none to activate a new one (required)")
	flags.StringVar(&f.tenant, "tenant", "", "the `tenant` you have verified in the portal: domain or id (required)")
	flags.StringVar(&f.action, "action", "", "add, extend, activate or renew (required)")
	flags.StringVar(&f.confirm, "confirm-end", "", "the end `date` that you expect; refused unless the rules give it (required)")
	flags.Var((*optional)(&f.portal), "portal-end", "the end `date` that the portal showed, where it differs")
	flags.Var((*optional)(&f.on), "on", "redeem `date` (default today)")
	flags.Var((*optional)(&f.key), "key", "`-` reads the product key from standard input; without it the recorded key is used")
	flags.Var((*optionals)(&f.with), "with", "other `BENEFIT`s whose recorded keys are redeemed together with it and count as one key")
	flags.BoolVar(&f.sameProduct, "same-product", false, "benefit and subscription are the same product although their names differ")
	flags.BoolVar(&f.asJSON, "json", false, "one JSON object on standard output")
}

// Redemption is a redemption that was carried out, or the refusal of one.
type Redemption struct {
	Action  string
	On      string
	Receipt model.Receipt
	Refused error
}

// Run carries the redemption out and writes what was recorded.
func (f *RedeemFlags) Run(ctx context.Context, desk Desk, s Session, benefit string) error {
	redeemed, err := f.Redeem(ctx, desk, s, benefit)
	if err == nil && !f.asJSON {
		err = redeemed.Refused // an error is said on standard error; to a program it is an answer
	}
	if err != nil {
		return err
	}
	return s.untold(redeemed.Refused == nil, s.answer(redeemed, f.asJSON))
}

// Answer puts a refusal that came before the redemption, of the person for one,
// into the form of the contract where that is asked for. Other errors stay.
func (f *RedeemFlags) Answer(s Session, err error) error {
	if !f.asJSON || model.CodeOf(err) == "" {
		return err
	}
	return s.answer(Redemption{Action: f.action, On: f.day(s.Today), Refused: err}, true)
}

// day is the redeem day as it was typed.
func (f *RedeemFlags) day(today model.Date) string { return cmp.Or(f.on, today.String()) }

// Redeem carries the redemption out. The error is wrong usage or the store's;
// what the rules refuse is in the Redemption.
func (f *RedeemFlags) Redeem(ctx context.Context, desk Desk, s Session, benefit string) (Redemption, error) {
	command, confirm, err := f.command(ctx, desk, s, benefit)
	done := Redemption{Action: f.action, On: f.day(s.Today)}
	if err != nil {
		return done.refusedBy(err)
	}
	receipt, err := desk.Try(ctx, s.Actor, s.Today, command)
	if err != nil {
		return done.refusedBy(err)
	}
	summary := receipt.Detail.(redemption.Summary)
	if ends := summary.Outcome.After.Ends; ends != confirm {
		return done.refusedBy(model.Refuse(redemption.ConfirmDiffers, confirm, ends))
	}
	if summary.Reserved && f.portal != "" {
		return done, usage("--portal-end goes with a redemption: this one is reserved for %s, and no portal has shown its end yet", summary.Outcome.Effective)
	}
	if !summary.Reserved { // a key that is held was not seen yet
		if err := s.tellRefundOf(ctx, desk, append(f.others, command.Benefit)...); err != nil {
			return done, err
		}
	}
	done.Receipt, err = desk.Do(ctx, s.Actor, s.Today, command, receipt, model.RequestID{})
	if err != nil {
		return done.refusedBy(err)
	}
	return done, nil
}

func (r Redemption) refusedBy(err error) (Redemption, error) {
	var refusal *model.Refusal
	var key *model.KeyError
	if errors.As(err, &key) {
		err = model.Refuse(redemption.KeyMalformed, key)
	}
	if errors.As(err, &refusal) || errors.As(err, &key) {
		r.Refused = err
		return r, nil
	}
	return r, err
}

func (f *RedeemFlags) command(ctx context.Context, desk Desk, s Session, benefit string) (redemption.Redeem, model.Date, error) {
	c := redemption.Redeem{Tenant: f.tenant, Verified: f.tenant != "", Recorded: true, SameProduct: f.sameProduct, On: s.Today, By: s.Actor.Name}
	needed := []struct{ flag, value string }{
		{"--subscription", f.subscription}, {"--tenant", f.tenant}, {"--action", f.action}, {"--confirm-end", f.confirm},
	}
	for _, n := range needed {
		if n.value == "" {
			return c, 0, usage("%s is missing", n.flag)
		}
	}
	if c.Action.UnmarshalText([]byte(f.action)) != nil {
		return c, 0, usage("--action takes add, extend, activate or renew")
	}
	r := reader{}
	confirm := r.date("--confirm-end", f.confirm)
	c.PortalEnds = r.date("--portal-end", f.portal)
	if f.on != "" {
		c.On = r.date("--on", f.on)
	}
	switch {
	case r.usage != nil:
		return c, 0, r.usage
	case r.refused != nil:
		return c, 0, r.refused
	}
	var err error
	if c.Benefit, err = find(ctx, desk, model.ListOf(model.Cloud), benefit); err != nil {
		return c, 0, err
	}
	if f.subscription != "none" {
		if c.Subscription, err = find(ctx, desk, model.ListSubscriptions, f.subscription); err != nil {
			return c, 0, err
		}
	}
	for _, other := range f.with {
		id, key, err := keyOf(ctx, desk, other)
		if err != nil {
			return c, 0, err
		}
		f.others, c.Together = append(f.others, id), append(c.Together, key)
	}
	c.Key, err = f.readKey(s.In)
	return c, confirm, err
}

// keyOf is the recorded key of a Cloud benefit, and the benefit.
func keyOf(ctx context.Context, desk Desk, text string) (id, stored model.ID, err error) {
	id, err = find(ctx, desk, model.ListOf(model.Cloud), text)
	if err != nil {
		return 0, 0, err
	}
	dossier, err := desk.Dossier(ctx, model.Ref{Kind: model.KindBenefit, ID: id}, 0)
	if err != nil {
		return 0, 0, err
	}
	benefit := dossier.Record.(model.Benefit)
	key, found := redemption.KeyToUse(benefit, dossier.Keys)
	if !found {
		return 0, 0, model.Refuse(redemption.FurtherMissing, benefit.Name)
	}
	return id, key.ID, nil
}

// find resolves a record's number or name. Rows that are called by their
// product have no name, which no empty text may find.
func find(ctx context.Context, desk Desk, list model.List, text string) (model.ID, error) {
	number, _ := strconv.ParseUint(text, 10, 64)
	name := model.Fold(text)
	if name == "" {
		return 0, usage("the number or name of a %s is empty", list.Kind())
	}
	products := namesakes{ctx: ctx, desk: desk, name: name, known: map[model.ID]bool{}}
	var found []model.ID
	for row, err := range desk.Rows(ctx, list) {
		if err != nil {
			return 0, err
		}
		if row.ID == model.ID(number) {
			return row.ID, nil
		}
		if model.Fold(row.Name) == name || products.has(row.Product) {
			found = append(found, row.ID)
		}
	}
	switch len(found) {
	case 0:
		return 0, model.Refuse(model.CodeNoRecord, list.Kind().String()+" "+text)
	case 1:
		return found[0], nil
	}
	numbers := make([]string, len(found))
	for i, id := range found {
		numbers[i] = strconv.FormatUint(uint64(id), 10)
	}
	return 0, usage("several are called %q; name one of %s", text, strings.Join(numbers, ", "))
}

// namesakes tells which products have a name, so that a subscription is found
// by what lists call it. Each product is looked up once.
type namesakes struct {
	ctx   context.Context
	desk  Desk
	name  string
	known map[model.ID]bool
}

func (n namesakes) has(id model.ID) bool {
	same, known := n.known[id]
	if known || id == 0 {
		return same
	}
	record, err := n.desk.Get(n.ctx, model.Ref{Kind: model.KindProduct, ID: id})
	if product, ok := record.(model.Product); ok && err == nil {
		for _, text := range append([]string{product.Name, product.Part}, product.Aliases...) {
			same = same || model.Fold(text) == n.name
		}
	}
	n.known[id] = same
	return same
}

type redemptionJSON struct {
	Recorded   string     `json:"recorded"` // redeemed or reserved
	Benefit    string     `json:"benefit"`
	Tenant     string     `json:"tenant"`
	Keys       []string   `json:"keys,omitzero"` // last groups, where several count as one
	PortalEnds model.Date `json:"portal_end,omitzero"`
	Reason     *codeJSON  `json:"portal_reason,omitzero"`
	EnteredOn  model.Date `json:"entered_on,omitzero"`
	Outcome    any        `json:"outcome"`
}

// JSON writes what was recorded, or the refusal; allowed tells which.
func (r Redemption) JSON(out io.Writer) (allowed bool, err error) {
	english := words.Words{Language: locale.English}
	if r.Refused != nil {
		return false, writeJSON(out, refusedObject(english, r.Action, r.On, r.Refused))
	}
	s := r.Receipt.Detail.(redemption.Summary)
	object := redemptionJSON{
		Recorded: recorded(s), Benefit: s.Benefit, Tenant: s.Tenant, PortalEnds: s.PortalEnds, EnteredOn: s.EnteredOn, Outcome: OutcomeObject(english, s.Outcome),
	}
	if len(s.Further) > 0 {
		object.Keys = append([]string{s.KeyTail}, s.Further...)
	}
	if s.Reason != "" {
		object.Reason = &codeJSON{s.Reason, english.Reason(s.Reason)}
	}
	return true, writeJSON(out, object)
}

func recorded(s redemption.Summary) string {
	if s.Reserved {
		return model.Reserved.String()
	}
	return model.Redeemed.String()
}

// Text writes what was recorded for a person.
func (r Redemption) Text(out io.Writer, w words.Words) (allowed bool, err error) {
	s := r.Receipt.Detail.(redemption.Summary)
	title := w.Text(locale.ResultRedeemed)
	if s.Reserved {
		title = w.Text(locale.ResultReserved)
	}
	lines := append([]string{title, w.Text(locale.ConfirmSummary, s.Tenant, s.Product, w.Action(s.Outcome.Action), s.Outcome.After.Licenses, s.Outcome.After.Ends), ""},
		OutcomeLines(w, s.Outcome)...)
	if !s.PortalEnds.IsZero() {
		lines = append(lines, w.Text(locale.PortalDiffers, s.Outcome.After.Ends, s.PortalEnds), w.Reason(s.Reason))
	}
	if !s.EnteredOn.IsZero() {
		lines = append(lines, w.Text(locale.EnteredLater, s.Outcome.On, s.EnteredOn))
	}
	_, err = fmt.Fprintln(out, strings.Join(lines, "\n"))
	return true, err
}
