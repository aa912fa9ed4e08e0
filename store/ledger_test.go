package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

var cloud = model.ListOf(model.Cloud)

func TestRequestIsDoneOnce(t *testing.T) {
	s := newStore(t)
	command := model.Save{Record: benefit("Power BI Pro", "2026-05-01")}
	want, err := s.Try(ctx, actor, today, command)
	if err != nil {
		t.Fatal(err)
	}
	id := model.RequestID{1}
	for range 3 {
		if got, err := s.Do(ctx, actor, today, command, want, id); err != nil || got != want {
			t.Fatal(got, err)
		}
	}
	other := want
	other.Label = "another"
	if _, err := s.Do(ctx, actor, today, command, other, id); !errors.Is(err, model.ErrChanged) {
		t.Error(err)
	}
	if overview, _ := s.Overview(ctx, today); overview.Records != 1 || overview.Revision != 1 {
		t.Errorf("%+v", overview)
	}
}

func TestDoRefusesWhatChanged(t *testing.T) {
	s := newStore(t)
	command := model.Save{Record: benefit("Power BI Pro", "2026-05-01")}
	if _, err := s.Do(ctx, actor, today, command, model.Receipt{Verb: model.VerbEdit}, model.RequestID{}); !errors.Is(err, model.ErrChanged) {
		t.Error(err)
	}
	ref := do(t, s, command)
	before := benefit("Other", "2026-05-01")
	before.ID = ref.ID
	after := before
	after.Note = "x"
	for name, c := range map[string]struct {
		changes []model.Change
		want    error
	}{
		"before differs": {[]model.Change{model.Changed(before, after)}, model.ErrChanged},
		"exists":         {[]model.Change{model.Created(after)}, model.ErrChanged},
		"gone":           {[]model.Change{model.Changed(model.User{ID: 9, Name: "a"}, model.User{ID: 9, Name: "b"})}, model.ErrChanged},
		"dangling":       {[]model.Change{model.Created(model.Subscription{ID: 50, Name: "s", Tenant: 77})}, ErrDangling},
		"too many":       {make([]model.Change, model.MaxChanges+1), ErrTooMany},
	} {
		if _, err := s.Do(ctx, actor, today, fixed(c.changes), model.Receipt{}, model.RequestID{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if revision, _ := s.Revision(ctx); revision != 1 {
		t.Error(revision)
	}
}

// fixed is a command that decides the same whatever the facts are.
type fixed []model.Change

func (f fixed) Decide(model.Facts, model.Date) (model.Receipt, []model.Change, error) {
	return model.Receipt{}, f, nil
}

func TestRemove(t *testing.T) {
	s := newStore(t)
	ref := do(t, s, model.Save{Record: benefit("A", "2026-05-01")})
	do(t, s, model.AddKey{Benefit: ref.ID, Key: mustKey(t, keyText), Licenses: 5, Months: 12})
	record, _ := s.Get(ctx, ref)
	key, _ := s.Get(ctx, model.Ref{Kind: model.KindProductKey, ID: ref.ID + 1})
	gone := func(r model.Record) model.Change { return model.Change{Ref: r.Ref(), Before: r} }
	_, err := s.Do(ctx, actor, today, fixed{gone(record)}, model.Receipt{}, model.RequestID{})
	if !errors.Is(err, ErrDangling) {
		t.Error(err)
	}
	_, err = s.Do(ctx, actor, today, fixed{gone(record), gone(key)}, model.Receipt{}, model.RequestID{})
	if err != nil {
		t.Error(err)
	}
	if overview, _ := s.Overview(ctx, today); overview.Records != 0 || overview.Counts[cloud].All != 0 {
		t.Errorf("%+v", overview)
	}
}

func TestPanicOfACommandIsNotDamage(t *testing.T) {
	s := newStore(t)
	defer func() {
		if p := recover(); p != "bug" {
			t.Error(p)
		}
		do(t, s, model.Save{Record: model.Partner{Name: "still works"}})
	}()
	s.View(ctx, func(model.Facts, model.Revision) error { panic("bug") })
}

func TestFailedCommit(t *testing.T) {
	s := newStore(t)
	disk := errors.New("input/output error")
	command := model.Save{Record: benefit("A", "2026-05-01")}
	try := func() error {
		want, _ := s.Try(ctx, actor, today, command)
		_, err := s.Do(ctx, actor, today, command, want, model.RequestID{})
		return err
	}
	s.commit = func(tx *bbolt.Tx) error { return disk }
	if err := try(); !errors.Is(err, ErrNotSaved) || !errors.Is(err, disk) {
		t.Error(err)
	}
	s.commit = func(tx *bbolt.Tx) error { return errors.Join(tx.Commit(), disk) }
	if err := try(); err != nil {
		t.Errorf("it was saved: %v", err)
	}
	aside := s.Path() + ".aside"
	s.commit = func(tx *bbolt.Tx) error {
		return errors.Join(tx.Commit(), os.Rename(s.Path(), aside), disk)
	}
	if err := try(); !errors.Is(err, model.ErrUnknownOutcome) {
		t.Error(err)
	}
	s.commit = (*bbolt.Tx).Commit
	if err := try(); !errors.Is(err, model.ErrUnknownOutcome) {
		t.Errorf("writing went on: %v", err)
	}
	if err := os.Rename(aside, s.Path()); err != nil {
		t.Fatal(err)
	}
	if err := try(); err != nil {
		t.Error(err)
	}
	if revision, _ := s.Revision(ctx); revision != 3 {
		t.Error(revision)
	}
}

func TestLoad(t *testing.T) {
	s := populated(t)
	var plan model.ImportPlan
	err := s.View(ctx, func(facts model.Facts, revision model.Revision) error {
		plan.Revision = revision
		for i := range 500 {
			b := benefit(fmt.Sprintf("Loaded %03d", i), "2026-09-01")
			plan.Changes = append(plan.Changes, model.Created(model.WithID(b, facts.NewID())))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	revision, err := s.Load(ctx, actor, today, plan, model.VerbImport, map[string]int{"rows": 500})
	if err != nil || revision != plan.Revision+1 {
		t.Fatal(revision, err)
	}
	if _, err := s.Load(ctx, actor, today, plan, model.VerbImport, nil); !errors.Is(err, model.ErrChanged) {
		t.Error(err)
	}
	entries, err := s.Log(ctx, uint64(revision)-1, 1)
	if err != nil || !strings.Contains(fmt.Sprintf("%s", entries[0].Detail), `"new":500`) {
		t.Error(entries, err)
	}
	next := do(t, s, model.Save{Record: benefit("After", "2026-09-01")})
	if last := plan.Changes[len(plan.Changes)-1].Ref; next.ID != last.ID+1 {
		t.Error(next, last)
	}
}

// What takes a role by hand takes it in a file, too.
func TestLoadOfPeopleTakesTheirRole(t *testing.T) {
	s := newStore(t)
	adele := model.User{Name: "Adele Vance", Roles: []model.Grant{{Role: model.GlobalAdmin}}}
	megan := model.User{Name: "Megan Bowen", Roles: []model.Grant{{Role: model.ReferralAdmin}}}
	do(t, s, model.Save{Record: adele})
	megan.ID = do(t, s, model.Save{Record: megan}).ID
	promoted, guest := megan, model.User{ID: megan.ID + 1, Name: "Lidia Holloway"}
	promoted.Roles = []model.Grant{{Role: model.GlobalAdmin}}
	for _, c := range []struct {
		name, actor string
		change      model.Change
		want        model.Code
	}{
		{"roles changed", "Megan Bowen", model.Changed(megan, promoted), model.CodeRoleMissing},
		{"roles given", "Megan Bowen", model.Created(model.WithID(adele, megan.ID+1)), model.CodeRoleMissing},
		{"somebody without a role", "Megan Bowen", model.Created(guest), ""},
		{"roles changed by who may", "Adele Vance", model.Changed(megan, promoted), ""},
	} {
		revision, err := s.Revision(ctx)
		if err != nil {
			t.Fatal(err)
		}
		plan := model.ImportPlan{Changes: []model.Change{c.change}, Revision: revision}
		_, err = s.Load(ctx, model.Actor{Name: c.actor}, today, plan, model.VerbImport, nil)
		if model.CodeOf(err) != c.want || c.want == "" && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestKeys(t *testing.T) {
	s := newStore(t)
	ref := do(t, s, model.Save{Record: benefit("A", "2026-05-01")})
	add := model.AddKey{Benefit: ref.ID, Key: mustKey(t, keyText), Licenses: 5, Months: 12}
	id := do(t, s, add).ID
	if _, err := s.Try(ctx, actor, today, add); model.CodeOf(err) != model.CodeKeyKnown {
		t.Error(err)
	}
	key, err := s.Key(ctx, actor, today, id, false)
	if err != nil || key.Reveal() != keyText {
		t.Fatal(err)
	}
	entries, _ := s.Log(ctx, 2, 10)
	if len(entries) != 1 || entries[0].Verb != model.VerbReveal || len(entries[0].Changes) != 1 {
		t.Errorf("%+v", entries)
	}
	all, err := s.Keys(ctx, actor, today)
	if err != nil || len(all) != 1 || all[id].Reveal() != keyText {
		t.Error(all, err)
	}
	last, err := s.Activity(ctx, model.ActivityQuery{Verb: model.VerbReveal, Limit: 1})
	if err != nil || len(last.Entries) != 1 {
		t.Fatalf("%+v, %v", last.Entries, err)
	}
	if n, bulk := last.Entries[0].Keys(); n != 1 || !bulk || last.Entries[0].Actor != actor {
		t.Errorf("an export that reveals is logged as %+v", last.Entries[0])
	}
	sealed, err := s.Seal("draft", "redeem", []byte(keyText))
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := s.Unseal("draft", "redeem", sealed); err != nil || string(plain) != keyText {
		t.Error(err)
	}
	if _, err := s.Unseal("draft", "other", sealed); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	wantNoSecret(t, filepath.Dir(filepath.Dir(s.Path())), fmt.Sprintf("%+v %v", entries, err))
	testLocked(t, s, id)
}

// testLocked takes the identity away and brings it back.
func testLocked(t *testing.T, s *Store, id model.ID) {
	t.Helper()
	secret, err := os.ReadFile(s.IdentityPath())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(s.IdentityPath()); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := s.Key(ctx, actor, today, id, false); !errors.Is(err, ErrKeysLocked) {
		t.Error(err)
	}
	other := model.AddKey{Benefit: id - 1, Key: mustKey(t, "ZZZZ1-BBBB2-CCCC3-DDDD4-EEEE5"), Licenses: 1, Months: 1}
	if _, err := s.Try(ctx, actor, today, other); !errors.Is(err, ErrKeysLocked) {
		t.Error(err)
	}
	do(t, s, model.Save{Record: model.Partner{Name: "works while locked"}})
	wantSound(t, s)
	_, foreign, err := newOrigin(fixedClock())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.ImportIdentity(foreign); !errors.Is(err, ErrKeysLocked) {
		t.Error(err)
	}
	if err := s.ImportIdentity(secret); err != nil {
		t.Error(err)
	}
	if _, err := s.Key(ctx, actor, today, id, false); err != nil {
		t.Error(err)
	}
}

// wantNoSecret looks for the key in all files of a folder and in a text.
func wantNoSecret(t *testing.T, folder, text string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		text += string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{keyText, strings.ReplaceAll(keyText, "-", ""), "AAAA1-BBBB2", "AAAA1BBBB2"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in the open", secret)
		}
	}
}

func TestDocuments(t *testing.T) {
	s := newStore(t)
	for _, data := range []string{"one", "two", ""} {
		if err := s.SaveDocument(ctx, "view", "mine", []byte(data)); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Document(ctx, "view", "mine"); err != nil || string(got) != data {
			t.Error(got, err)
		}
	}
	if names, err := s.Documents(ctx, "view"); err != nil || len(names) != 1 || names[0] != "mine" {
		t.Error(names, err)
	}
	for range 2 {
		if err := s.DeleteDocument(ctx, "view", "mine"); err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Document(ctx, "view", "mine"); !errors.Is(err, model.ErrNotFound) {
		t.Error(err)
	}
	if err := s.SaveDocument(ctx, "a\x1fb", "c", nil); !errors.Is(err, ErrDocumentName) {
		t.Error(err)
	}
	if revision, _ := s.Revision(ctx); revision != 0 {
		t.Error(revision)
	}
}
