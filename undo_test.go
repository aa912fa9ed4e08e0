package main

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/store"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// desktop is a store on which commands are done and undone.
type desktop struct {
	*store.Store
	texts []model.Key // all that were ever typed
}

var (
	undoer  = model.Actor{Name: "adele"}
	undoDay = model.MustDate("2026-11-20")
)

// drawn makes a command of each type that fits what the store holds; nil where
// none does. A new type of command needs a line here.
var drawn = map[string]func(*desktop, *rapid.T) model.Command{
	"Save": func(d *desktop, t *rapid.T) model.Command {
		name := rapid.SampledFrom([]string{"Power BI Pro", "Visio Plan 2", "Ada"}).Draw(t, "name")
		return model.Save{Record: rapid.SampledFrom([]model.Record{
			model.User{Name: name}, model.User{ID: d.pick(t, model.KindUser), Name: name, Roles: []model.Grant{{Role: model.GlobalAdmin, Tenant: d.pick(t, model.KindTenant)}}},
			model.Benefit{Workspace: model.Cloud, Name: name, Status: model.NotRedeemed, Holder: d.pick(t, model.KindUser)},
			model.Membership{Name: name},
		}).Draw(t, "record")}
	},
	"SaveAccount": func(d *desktop, t *rapid.T) model.Command {
		return model.SaveAccount{Record: rapid.SampledFrom([]model.Record{
			model.Tenant{Domain: "fabrikam.com"}, model.Tenant{ID: d.pick(t, model.KindTenant), Domain: "northwind.example"},
			model.User{Name: "Adele Vance", Email: "adele.vance@contoso.com"}, model.Partner{Name: "Contoso"},
		}).Draw(t, "record")}
	},
	"SaveBenefit": func(d *desktop, t *rapid.T) model.Command {
		id := rapid.SampledFrom([]model.ID{0, d.pick(t, model.KindBenefit)}).Draw(t, "benefit")
		return model.SaveBenefit{
			Record:  model.Benefit{ID: id, Workspace: model.Cloud, Name: "Power BI Pro", Status: model.NotRedeemed},
			Product: rapid.SampledFrom([]string{"", "Power BI Pro", "Visio Plan 2"}).Draw(t, "product"),
		}
	},
	"AddKey": func(d *desktop, t *rapid.T) model.Command {
		return model.AddKey{Benefit: d.pick(t, model.KindBenefit), Key: d.newKey(t), Licenses: 5, Months: 12}
	},
	"Reveal": func(d *desktop, t *rapid.T) model.Command {
		return model.Reveal{Key: d.pick(t, model.KindProductKey), Copied: rapid.Bool().Draw(t, "copied")}
	},
	"Retire": func(d *desktop, t *rapid.T) model.Command {
		return model.Retire{Ref: d.person(t)}
	},
	"Restore": func(d *desktop, t *rapid.T) model.Command {
		return model.Restore{Ref: d.person(t)}
	},
	"Identify": func(d *desktop, t *rapid.T) model.Command {
		return model.Identify{User: d.pick(t, model.KindUser), Account: rapid.SampledFrom([]string{"ada", "bob"}).Draw(t, "account")}
	},
	"CancelMembership": func(d *desktop, t *rapid.T) model.Command {
		return model.CancelMembership{Membership: d.pick(t, model.KindMembership), Reason: "wrong account"}
	},
	"SaveSubscription": func(d *desktop, t *rapid.T) model.Command {
		id := rapid.SampledFrom([]model.ID{0, d.pick(t, model.KindSubscription)}).Draw(t, "subscription")
		return redemption.SaveSubscription{
			Record: model.Subscription{ID: id, Name: "Power BI Pro", Licenses: int64(rapid.IntRange(1, 50).Draw(t, "licenses")), Ends: undoDay + 100},
			Tenant: rapid.SampledFrom([]string{"", "contoso.com", "fabrikam.com"}).Draw(t, "tenant"),
		}
	},
	"Redeem": func(d *desktop, t *rapid.T) model.Command {
		c := redemption.Redeem{
			Benefit: d.pick(t, model.KindBenefit), Tenant: "contoso.com", Verified: true, SameProduct: true, Licenses: 5,
			Action: rapid.SampledFrom(redemption.Actions()).Draw(t, "action"), Reserve: rapid.Bool().Draw(t, "reserve"),
		}
		if c.Action != redemption.Activate {
			c.Subscription = d.pick(t, model.KindSubscription)
		}
		if rapid.Bool().Draw(t, "typed key") {
			c.Key = d.newKey(t)
		}
		if rapid.Bool().Draw(t, "together") {
			c.Together = []model.ID{d.pick(t, model.KindProductKey)}
		}
		return c
	},
	"Release": func(d *desktop, t *rapid.T) model.Command {
		return redemption.Release{Redemption: d.pick(t, model.KindRedemption)}
	},
	"Replace": func(d *desktop, t *rapid.T) model.Command {
		return redemption.Replace{Redemption: d.pick(t, model.KindRedemption), Key: d.newKey(t)}
	},
	"GiveUp": func(d *desktop, t *rapid.T) model.Command {
		return model.GiveUp{Benefit: d.pick(t, model.KindBenefit)}
	},
	"Correct": func(d *desktop, t *rapid.T) model.Command {
		return redemption.Correct{Redemption: d.pick(t, model.KindRedemption), Void: rapid.Bool().Draw(t, "void"), PortalEnds: undoDay + 700, Reason: "typed wrongly"}
	},
	"Export": func(*desktop, *rapid.T) model.Command { return model.Export{File: "log.csv"} },
	"Undo": func(d *desktop, t *rapid.T) model.Command {
		head, err := d.Head(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return model.Undo{Sequence: uint64(rapid.IntRange(1, int(head.Sequence)).Draw(t, "entry"))}
	},
}

// person draws a person or a tenant.
func (d *desktop) person(t *rapid.T) model.Ref {
	kind := rapid.SampledFrom([]model.Kind{model.KindUser, model.KindTenant}).Draw(t, "kind")
	return model.Ref{Kind: kind, ID: d.pick(t, kind)}
}

// pick draws one of the records of a kind; 0 where there is none.
func (d *desktop) pick(t *rapid.T, kind model.Kind) model.ID {
	ids := []model.ID{}
	for record, err := range d.Records(context.Background(), kind) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, record.Ref().ID)
	}
	if len(ids) == 0 {
		return 0
	}
	return rapid.SampledFrom(ids).Draw(t, kind.String())
}

func (d *desktop) newKey(t *rapid.T) model.Key {
	key, err := model.ParseKey(fmt.Sprintf("AAAAA-BBBBB-CCCCC-DDDDD-%05d", len(d.texts)))
	if err != nil {
		t.Fatal(err)
	}
	d.texts = append(d.texts, key)
	return key
}

// holds is all that the store knows, as one text.
func (d *desktop) holds(t *rapid.T) string {
	var b strings.Builder
	for _, kind := range model.Kinds() {
		for record, err := range d.Records(context.Background(), kind) {
			encoded, err2 := json.Marshal(record)
			if err != nil || err2 != nil {
				t.Fatal(err, err2)
			}
			fmt.Fprintf(&b, "%s %s\n", kind, encoded)
		}
	}
	overview, err := d.Overview(context.Background(), undoDay)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&b, overview.Counts, overview.Records)
	err = d.View(context.Background(), func(facts model.Facts, _ model.Revision) error {
		for _, text := range d.texts {
			key, found, err := facts.FindKey(text)
			if err != nil {
				return err
			}
			if found {
				fmt.Fprintln(&b, text, key.ID)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// do carries a command out; the error is a refusal.
func (d *desktop) do(t *rapid.T, command model.Command) (model.Receipt, error) {
	want, err := d.Try(context.Background(), undoer, undoDay, command)
	if err == nil {
		_, err = d.Do(context.Background(), undoer, undoDay, command, want, model.RequestID{})
	}
	if err != nil && model.CodeOf(err) == "" && !strings.Contains(err.Error(), model.ErrNotFound.Error()) {
		t.Fatalf("%+v: %v", command, err)
	}
	return want, err
}

// TestUndoGivesBackWhatWas: whatever is done, undoing it gives exactly the facts
// before, and undoing that the facts after; what is final is refused.
func TestUndoGivesBackWhatWas(t *testing.T) {
	t.Parallel()
	done := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "undo")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		s, err := store.Open(store.Options{Path: filepath.Join(folder, "benefits.db"), IdentityDir: folder})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		d := &desktop{Store: s}
		d.furnish(t)
		for range rapid.IntRange(8, 24).Draw(t, "commands") { // enough for each type to be done
			name := rapid.SampledFrom(slices.Sorted(maps.Keys(drawn))).Draw(t, "type")
			command := drawn[name](d, t)
			if got := reflect.TypeOf(command).Name(); got != name {
				t.Fatalf("%s makes a %s", name, got)
			}
			if d.undone(t, command) {
				done[name]++
			}
		}
		if problems, err := s.Check(context.Background()); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	})
	for name := range drawn {
		if done[name] == 0 {
			t.Errorf("%s was never done, so nothing is known of undoing it", name)
		}
	}
}

// furnish gives the store something of everything, a key that was redeemed and
// one that is held.
func (d *desktop) furnish(t *rapid.T) {
	benefit := model.Benefit{
		Workspace: model.Cloud, Name: "Power BI Pro", Status: model.NotRedeemed, Quantity: model.Quantity{Amount: 5, Unit: model.Licenses},
	}
	for _, command := range []model.Command{
		model.Save{Record: benefit}, // 1
		model.Save{Record: benefit}, // 2
		model.Save{Record: benefit},
		model.Save{Record: model.Membership{Name: "Solutions Partner"}},
		model.Save{Record: model.User{Name: "Ada", Retired: undoDay}},
		model.Save{Record: model.Subscription{Name: "Power BI Pro", Licenses: 10, Ends: undoDay + 200}},
		redemption.Redeem{Benefit: 1, Key: d.newKey(t), Tenant: "contoso.com", Verified: true, Action: redemption.Activate},
		redemption.Redeem{Benefit: 2, Key: d.newKey(t), Tenant: "contoso.com", Verified: true, Action: redemption.Activate, Reserve: true},
	} {
		if _, err := d.do(t, command); err != nil {
			t.Fatalf("%+v: %v", command, err)
		}
	}
}

// undone does a command, undoes it, and undoes that; false where the command was
// refused.
func (d *desktop) undone(t *rapid.T, command model.Command) bool {
	before := d.holds(t)
	receipt, err := d.do(t, command)
	if err != nil {
		return false
	}
	after := d.holds(t)
	head, err := d.Head(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.do(t, model.Undo{Sequence: head.Sequence})
	final, code := receipt.Rule().Final, model.CodeOf(err)
	switch {
	case final != "" || before == after:
		if code != final && code != model.CodeNothingToUndo || d.holds(t) != after {
			t.Fatalf("%+v is final or changed nothing, undoing it: %v", command, err)
		}
		return true
	case err != nil && code != model.CodeKeyTextGone: // only a key that an undo would bring back
		t.Fatalf("undo %+v: %v", command, err)
	case err != nil:
		return true
	}
	if now := d.holds(t); now != before {
		t.Fatalf("undone, %+v left\n%swant\n%s", command, now, before)
	}
	_, err = d.do(t, model.Undo{Sequence: head.Sequence + 1})
	switch now := d.holds(t); {
	case err == nil && now != after:
		t.Fatalf("done again, %+v gave\n%swant\n%s", command, now, after)
	case err != nil && (model.CodeOf(err) != model.CodeKeyTextGone || now != before):
		t.Fatalf("do %+v again: %v", command, err)
	}
	return true
}

// TestEveryCommandCanBeToldAndUndone finds every command in the source: each of
// its verbs has a rule of roles and words for the log in every language, and
// each is undone by the test above, which needs to know how to make one.
func TestEveryCommandCanBeToldAndUndone(t *testing.T) {
	t.Parallel()
	verbs, commands := map[string]model.Verb{}, map[string]map[string]bool{}
	calls := map[string]map[string]bool{} // folder and function: what it names
	for _, s := range sources(t) {
		if s.test || s.folder != "model" && s.folder != "redemption" {
			continue
		}
		for _, declaration := range s.file.Decls {
			switch d := declaration.(type) {
			case *ast.GenDecl:
				maps.Copy(verbs, verbsIn(d))
			case *ast.FuncDecl:
				name := s.folder + "." + d.Name.Name
				if d.Recv != nil && d.Name.Name == "Decide" {
					name = s.folder + "." + d.Recv.List[0].Type.(*ast.Ident).Name + ".Decide"
					commands[name] = map[string]bool{}
				}
				if calls[name] == nil {
					calls[name] = map[string]bool{}
				}
				maps.Copy(calls[name], namesIn(d.Body))
			}
		}
	}
	if len(commands) < 10 || len(verbs) != len(model.Verbs()) {
		t.Fatalf("%d commands, %d verbs were found", len(commands), len(verbs))
	}
	for _, command := range slices.Sorted(maps.Keys(commands)) {
		folder, rest, _ := strings.Cut(command, ".")
		yielded := 0
		for name := range reached(calls, folder, command) {
			if verb, ok := verbs[name]; ok {
				yielded++
				checkVerb(t, command, verb)
			}
		}
		if yielded == 0 {
			t.Errorf("no verb is found in %s", command)
		}
		if drawn[strings.TrimSuffix(rest, ".Decide")] == nil {
			t.Errorf("nothing proves that %s can be undone: make one in drawn", command)
		}
	}
}

func checkVerb(t *testing.T, command string, verb model.Verb) {
	t.Helper()
	for _, kind := range model.Kinds() {
		if len(model.RuleOf(verb, kind).Rights) == 0 {
			t.Errorf("%s: no rule says who may %s a %s", command, verb, kind)
		}
	}
	for _, language := range locale.Languages() {
		if w := (words.Words{Language: language}); w.Verb(verb) == string(verb) || w.Verb(verb) == "" {
			t.Errorf("%s: %q has no words in %s", command, verb, language.Name())
		}
	}
}

// verbsIn gives the constants of type Verb.
func verbsIn(declaration *ast.GenDecl) map[string]model.Verb {
	found := map[string]model.Verb{}
	for _, spec := range declaration.Specs {
		value, ok := spec.(*ast.ValueSpec)
		if !ok || len(value.Values) != 1 {
			continue
		}
		kind, named := value.Type.(*ast.Ident)
		literal, given := value.Values[0].(*ast.BasicLit)
		if named && given && kind.Name == "Verb" {
			text, _ := strconv.Unquote(literal.Value)
			found[value.Names[0].Name] = model.Verb(text)
		}
	}
	return found
}

// namesIn gives every name in a function.
func namesIn(body *ast.BlockStmt) map[string]bool {
	found := map[string]bool{}
	ast.Inspect(body, func(node ast.Node) bool {
		if id, ok := node.(*ast.Ident); ok {
			found[id.Name] = true
		}
		return true
	})
	return found
}

// reached gives the names in a function and in those that it calls within its
// package.
func reached(calls map[string]map[string]bool, folder, from string) map[string]bool {
	found, todo := map[string]bool{}, []string{from}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		for name := range calls[next] {
			if !found[name] {
				found[name] = true
				todo = append(todo, folder+"."+name)
			}
		}
	}
	return found
}
