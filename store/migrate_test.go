package store

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// version1 gives a store as the program left it that wrote version 1 (commit
// 8b154e7): the files of testdata/import, then single changes, among them a
// redemption, a reservation and a revealed key, that are still in "recent". Its
// identity unlocks nothing else.
func version1(t *testing.T) Options {
	t.Helper()
	packed, err := os.Open(filepath.Join("testdata", "version1.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	return Options{
		Path: optionsFor(t, file).Path, IdentityDir: filepath.Join("testdata", "identities"), Clock: fixedClock,
	}
}

// The schemas of the program that wrote version 1, and of one that fails when
// all of the migration but its commit is done.
var (
	errStopped = errors.New("stopped")
	first      = schema{version: 1}
	failing    = schema{version: 2, migrations: []migration{{from: 1, run: func(tx *bbolt.Tx) error {
		return errors.Join(rebuildIndex(tx), errStopped)
	}}}}
)

// keptIn opens a file by a schema and reads what every version has.
func keptIn(t *testing.T, options Options, by schema) string {
	t.Helper()
	s, err := open(options, by)
	if err != nil {
		t.Fatal(err)
	}
	text, err := kept(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func namesIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestVersion1(t *testing.T) {
	options := version1(t)
	before := keptIn(t, options, first)
	s, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	want := model.Notice{Code: CodeMigrated, Args: []any{s.Path(), s.Path() + ".v1"}}
	if got := s.Notices(); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Error(got)
	}
	wantSound(t, s)
	if after, err := kept(s); err != nil || after != before {
		t.Errorf("%v\n%s\nwas\n%s", err, after, before)
	}
	wantVersion1(t, s)
	backup := options
	backup.Path += ".v1"
	if text := keptIn(t, backup, first); text != before {
		t.Errorf("the backup has\n%s\nwas\n%s", text, before)
	}
	migrated := content(t, s.Path())
	if s, err = Open(options); err != nil || len(s.Notices()) != 0 || !bytes.Equal(content(t, s.Path()), migrated) {
		t.Error("opening again did something", err)
	}
	if got := namesIn(t, filepath.Dir(s.Path())); !slices.Equal(got, []string{"benefits.db", "benefits.db.v1"}) {
		t.Error(got)
	}
	do(t, s, model.Save{Record: benefit("A", "2026-05-01")})
	wantSound(t, s)
}

// wantVersion1 compares with what the program showed that wrote the file.
func wantVersion1(t *testing.T, s *Store) {
	t.Helper()
	head, err := s.Head(ctx)
	if err != nil || head.Sequence != 38 || fmt.Sprintf("%x", head.Hash) != "d6ed60ff3b637bda211bde51aeee539382b239100b1ba2e05b08a0e4c961193a" {
		t.Errorf("%d %x, %v", head.Sequence, head.Hash, err)
	}
	overview, err := s.Overview(ctx, model.MustDate("2026-11-20"))
	if err != nil || overview.Records != 123 || overview.Partner.Name != "Contoso" {
		t.Error(overview, err)
	}
	var all []int
	for _, list := range model.Lists() {
		all = append(all, overview.Counts[list].All)
		wantRows(t, s, list)
	}
	// The list of redemptions is new.
	if want := []int{16, 6, 8, 2, 10, 4, 32, 6, 3, 0, 4, 1, 3}; !slices.Equal(all, want) {
		t.Errorf("%v rows, want %v", all, want)
	}
	err = s.View(ctx, func(facts model.Facts, _ model.Revision) error {
		found, ok, err := facts.FindKey(mustKey(t, "AAAA1-BBBB2-CCCC3-DDDD4-EEEE6"))
		if !ok || found.RevealedOn != model.MustDate("2026-11-20") || found.Status != model.Redeemed {
			t.Errorf("%+v", found)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if key, err := s.Key(ctx, actor, today, 118, false); err != nil || key.Reveal() != "AAAA1-BBBB2-CCCC3-DDDD4-EEEE6" {
		t.Error(key, err)
	}
}

// wantRows compares a list with its records.
func wantRows(t *testing.T, s *Store, list model.List) {
	t.Helper()
	want := map[model.ID]model.Row{}
	for record, err := range s.Records(ctx, list.Kind()) {
		if err != nil {
			t.Fatal(err)
		}
		if in, row, ok := model.RowOf(record); ok && in == list {
			want[row.ID] = row
		}
	}
	for row, err := range s.Rows(ctx, list) {
		if err != nil || row != want[row.ID] {
			t.Errorf("%s: %+v, %v; want %+v", list, row, err, want[row.ID])
		}
		delete(want, row.ID)
	}
	for _, row := range want {
		t.Errorf("%s: %+v is missing", list, row)
	}
}

// TestMigrationStops between the backup and the commit. Who opens the file
// then finds it as it was; the next attempt takes the copy that is there,
// unless something was written meanwhile.
func TestMigrationStops(t *testing.T) {
	options := version1(t)
	before, whole := keptIn(t, options, first), content(t, options.Path)
	for range 2 {
		if _, err := open(options, failing); !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(content(t, options.Path), whole) || keptIn(t, options, first) != before {
		t.Error("the file was changed")
	}
	old, err := open(options, first)
	if err != nil {
		t.Fatal(err)
	}
	if err := old.SaveDocument(ctx, "view", "later", []byte("rows")); err != nil {
		t.Fatal(err)
	}
	s, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, s)
	want := []string{"benefits.db", "benefits.db.v1", "benefits.db.v1-2"}
	if got := namesIn(t, filepath.Dir(s.Path())); !slices.Equal(got, want) || fmt.Sprint(s.Notices()[0].Args[1]) != s.Path()+".v1-2" {
		t.Error(got, s.Notices())
	}
	options.Path += ".v1-2"
	if old, err = open(options, first); err != nil {
		t.Fatal(err)
	}
	if data, err := old.Document(ctx, "view", "later"); err != nil || string(data) != "rows" {
		t.Errorf("the second copy: %q, %v", data, err)
	}
}

// A record that is damaged or gone would be gone from the lists, too.
func TestMigrationOfDamaged(t *testing.T) {
	records := recordsOf(model.KindBenefit)
	for name, change := range map[string]func(in *bbolt.Bucket, key []byte) error{
		"lost":      func(in *bbolt.Bucket, key []byte) error { return in.Delete(key) },
		"damaged":   func(in *bbolt.Bucket, key []byte) error { return in.Put(key, []byte("nonsense")) },
		"no record": func(in *bbolt.Bucket, key []byte) error { return put(in, records, key, []byte("nonsense")) },
	} {
		options := version1(t)
		edit(t, options.Path, records, func(in *bbolt.Bucket) error {
			key, _ := in.Cursor().First()
			return change(in, bytes.Clone(key))
		})
		whole := content(t, options.Path)
		var damaged *DamagedError
		if _, err := Open(options); !errors.As(err, &damaged) || damaged.Part != "benefit" {
			t.Errorf("%s: %v", name, err)
		}
		if !bytes.Equal(content(t, options.Path), whole) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// TestRebuildIndex breaks each bucket that the migration makes; those that need
// no change stay where they are.
func TestRebuildIndex(t *testing.T) {
	whole := content(t, populated(t).Path())
	next := schema{version: schemaVersion + 1, migrations: []migration{{from: schemaVersion, run: rebuildIndex}}}
	afterNext := schema{next.version + 1, append(next.migrations, migration{from: next.version, run: rebuildIndex})}
	derived := []bucket{bucketList, bucketTally, bucketIdentity, bucketLink}
	rootsBy := func(options Options, by schema) (roots []uint64) {
		s, err := open(options, by)
		if err != nil {
			t.Fatal(err)
		}
		wantSound(t, s)
		s.read(ctx, func(v *view) error {
			for _, b := range derived {
				roots = append(roots, uint64(v.tx.Bucket(bucketNames[b]).Root()))
			}
			return nil
		})
		return roots
	}
	for _, b := range derived {
		for name, breaks := range map[string]func(in *bbolt.Bucket, last []byte) error{
			"one too few":  func(in *bbolt.Bucket, last []byte) error { return in.Delete(last) },
			"one too many": func(in *bbolt.Bucket, last []byte) error { return put(in, b, append(last, 0), nil) },
			"another":      func(in *bbolt.Bucket, last []byte) error { return put(in, b, last, []byte("nonsense")) },
		} {
			options := optionsFor(t, whole)
			edit(t, options.Path, b, func(in *bbolt.Bucket) error {
				last, _ := in.Cursor().Last()
				return breaks(in, bytes.Clone(last))
			})
			before := rootsBy(options, next)
			if after := rootsBy(options, afterNext); !slices.Equal(after, before) {
				t.Errorf("%s, %s: %v became %v", b, name, before, after)
			}
		}
	}
}
