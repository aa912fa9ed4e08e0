package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"benefitdesk/model"
)

var (
	ctx   = context.Background()
	actor = model.Actor{Name: "ada"}
	today = model.MustDate("2026-03-01")
)

func fixedClock() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func optionsIn(folder string) Options {
	return Options{
		Path: filepath.Join(folder, "data", "benefits.db"), IdentityDir: filepath.Join(folder, "identities"),
		Clock: fixedClock, Wait: 200 * time.Millisecond,
	}
}

// newStore opens an empty store that is checked at the end of the test.
func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := Open(optionsIn(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wantSound(t, s) })
	return s
}

func wantSound(t testing.TB, s *Store) {
	t.Helper()
	problems, err := s.Check(ctx)
	if err != nil {
		t.Errorf("check: %v", err)
	}
	for _, p := range problems {
		t.Errorf("check: %s", p)
	}
}

// do previews and does a command, and gives the last record it changed.
func do(t testing.TB, s *Store, command model.Command) model.Ref {
	t.Helper()
	want, err := s.Try(ctx, actor, today, command)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Do(ctx, actor, today, command, want, model.RequestID{}); err != nil {
		t.Fatal(err)
	}
	head, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := s.Log(ctx, head.Sequence-1, 1)
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	if n := len(entries[0].Changes); n > 0 {
		return entries[0].Changes[n-1].Ref
	}
	return entries[0].Object
}

func benefit(name string, activateBy string) model.Benefit {
	return model.Benefit{
		Workspace: model.Cloud, Name: name, Source: "MAPS - Core", Status: model.NotRedeemed,
		Quantity: model.Quantity{Amount: 5, Unit: model.Licenses}, ActivateBy: model.MustDate(activateBy),
	}
}

const keyText = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"

func mustKey(t testing.TB, text string) model.Key {
	t.Helper()
	key, err := model.ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// populated is a store with some of everything.
func populated(t testing.TB) *Store {
	t.Helper()
	s := newStore(t)
	populate(t, s)
	return s
}

func populate(t testing.TB, s *Store) {
	t.Helper()
	do(t, s, model.Save{Record: model.Partner{Name: "Contoso"}})
	product := do(t, s, model.Save{Record: model.Product{Name: "Power BI Pro", Part: "POWER_BI_PRO"}})
	tenant := do(t, s, model.Save{Record: model.Tenant{Domain: "contoso.onmicrosoft.com"}})
	user := do(t, s, model.Save{Record: model.User{Name: "Ada", Email: "ada@contoso.com"}})
	for i := range 60 {
		b := benefit(fmt.Sprintf("Benefit %02d", i), "2026-05-01")
		b.ActivateBy += model.Date(i % 7)
		b.Product, b.Holder = product.ID, user.ID
		b.Workspace = model.Workspace(i%6 + 1)
		ref := do(t, s, model.Save{Record: b})
		if i%20 == 0 {
			text := fmt.Sprintf("AAAA1-BBBB2-CCCC3-DDDD4-EEE%02d", i)
			do(t, s, model.AddKey{Benefit: ref.ID, Key: mustKey(t, text), Licenses: 5, Months: 12, Tenant: tenant.ID})
		}
		do(t, s, model.Save{Record: model.Subscription{
			Name: fmt.Sprintf("Subscription %02d", i), Tenant: tenant.ID, Product: product.ID,
			Licenses: 10, Ends: today + model.Date(i*10),
		}})
	}
	if err := s.SaveDocument(ctx, "view", "mine", []byte("columns")); err != nil {
		t.Fatal(err)
	}
}

func TestCreate(t *testing.T) {
	s := newStore(t)
	for path, want := range map[string]os.FileMode{
		s.Path(): 0o600, filepath.Dir(s.Path()): 0o700 | os.ModeDir, s.IdentityPath(): 0o600,
		filepath.Dir(s.IdentityPath()): 0o700 | os.ModeDir,
	} {
		info, err := os.Stat(path)
		if err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	names, _ := filepath.Glob(filepath.Join(filepath.Dir(s.Path()), ".*"))
	if len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
}

func TestReadsAgree(t *testing.T) {
	s := populated(t)
	page, err := s.Page(ctx, model.PageQuery{List: model.ListOf(model.Cloud), Limit: 4})
	if err != nil || len(page.Rows) != 4 || !page.More {
		t.Fatalf("%+v, %v", page, err)
	}
	row := page.Rows[0]
	if page.Names[row.Product] != "Power BI Pro" || page.Names[row.Link] != "Ada" {
		t.Errorf("names: %v", page.Names)
	}
	rest, err := s.Page(ctx, model.PageQuery{List: model.ListOf(model.Cloud), After: page.Next, Limit: 100})
	if err != nil || len(rest.Rows) != 6 || rest.More {
		t.Fatalf("rest: %d, %v", len(rest.Rows), err)
	}
	overview, err := s.Overview(ctx, today)
	if err != nil || overview.Partner.Name != "Contoso" || overview.Counts[model.ListOf(model.Cloud)].All != 10 ||
		overview.Counts[model.ListSubscriptions].All != 60 || overview.Records != 127 {
		t.Fatalf("%+v, %v", overview, err)
	}
	dossier, err := s.Dossier(ctx, model.Ref{Kind: model.KindBenefit, ID: row.ID}, 10)
	if err != nil || dossier.Product.Name != "Power BI Pro" || len(dossier.History) == 0 {
		t.Fatalf("%+v, %v", dossier, err)
	}
	n := 0
	for record, err := range s.Records(ctx, model.KindSubscription) {
		if err != nil || record.Label() == "" {
			t.Fatal(err)
		}
		n++
	}
	if n != 60 {
		t.Error(n)
	}
}
