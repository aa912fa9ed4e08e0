package store

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"
)

// TestRecentAgainstMap saves and deletes documents with "recent" of changing
// size, and compares what is read in both directions with a map.
func TestRecentAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "store")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		s, err := Open(optionsIn(folder))
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		name := rapid.SampledFrom([]string{"a", "b", "bb", "c", "d", "e", "f"})
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			s.recent = rapid.SampledFrom([]int{0, 300, recentLimit}).Draw(t, "size")
			at := name.Draw(t, "name")
			if rapid.Bool().Draw(t, "delete") {
				err = s.DeleteDocument(ctx, "k", at)
				delete(want, at)
			} else {
				want[at] = rapid.StringMatching(`[xyz]{0,90}`).Draw(t, "text")
				err = s.SaveDocument(ctx, "k", at, []byte(want[at]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		var names []string
		for at, text := range want {
			names = append(names, at)
			if data, err := s.Document(ctx, "k", at); err != nil || string(data) != text {
				t.Fatalf("%s: %q, %v; want %q", at, data, err, text)
			}
		}
		slices.Sort(names)
		got, err := s.Documents(ctx, "k")
		if err != nil || !slices.Equal(got, names) {
			t.Fatalf("%v, %v; want %v", got, err, names)
		}
		for _, to := range append([]string{"bc", "z", ""}, names...) {
			compareDescending(t, s, to, names)
		}
		if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	})
}

// compareDescending walks the documents down from a name, "" from the last.
func compareDescending(t *rapid.T, s *Store, to string, names []string) {
	var want []string
	for _, name := range names {
		if to == "" || name <= to {
			want = append(want, name)
		}
	}
	slices.Reverse(want)
	err := s.read(ctx, func(v *view) error {
		prefix := []byte("k" + documentSeparator)
		var from []byte
		if to != "" {
			from = append(slices.Clone(prefix), to...)
		}
		var got []string
		c, err := v.descend(bucketDocument, from)
		for ; err == nil && c.key != nil; c.next() {
			got = append(got, string(bytes.TrimPrefix(c.key, prefix)))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("down from %q: %v, want %v", to, got, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDamagedRecent changes single entries of "recent", with valid envelopes.
func TestDamagedRecent(t *testing.T) {
	s := populated(t)
	do(t, s, model.Save{Record: model.User{Name: "Bob", Email: "bob@contoso.com"}})
	whole := content(t, s.Path())
	entries := 0
	if err := s.read(ctx, func(v *view) error { entries = v.recent.count(); return nil }); err != nil || entries < 4 {
		t.Fatal(entries, err)
	}
	// rewrite makes "recent" anew, with or without each entry.
	rewrite := func(change func(i int, b bucket, key, value []byte) (keep bool)) []Problem {
		options := optionsFor(t, whole)
		edit(t, options.Path, bucketMeta, func(in *bbolt.Bucket) error {
			old, made := recent(get(in, metaRecent)), newRecentBuilder()
			for i := range old.count() {
				b, key, value := old.at(i)
				if change(i, b, key, value) {
					made.put(b, key, value)
				}
			}
			return in.Put(metaRecent, made.finish())
		})
		damaged := &Store{path: options.Path, identities: s.identities, wait: s.wait, schema: currentSchema()}
		problems, err := damaged.Check(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return problems
	}
	if problems := rewrite(func(int, bucket, []byte, []byte) bool { return true }); len(problems) > 0 {
		t.Fatal("unchanged:", problems)
	}
	for lost := range entries {
		if problems := rewrite(func(i int, _ bucket, _, _ []byte) bool { return i != lost }); len(problems) == 0 {
			t.Errorf("entry %d is lost, nothing was found", lost)
		}
		if problems := rewrite(func(i int, _ bucket, _, value []byte) bool {
			if i == lost {
				value[len(value)-1] ^= 1
			}
			return true
		}); len(problems) == 0 {
			t.Errorf("entry %d is changed, nothing was found", lost)
		}
	}
	options := optionsFor(t, whole)
	edit(t, options.Path, bucketMeta, func(in *bbolt.Bucket) error {
		old, made := recent(get(in, metaRecent)), newRecentBuilder()
		for i := old.count() - 1; i >= 0; i-- {
			made.put(old.at(i))
		}
		return in.Put(metaRecent, made.finish())
	})
	swapped := &Store{path: options.Path, wait: s.wait, schema: currentSchema()}
	if problems, err := swapped.Check(ctx); err != nil || len(problems) == 0 {
		t.Error("the order is wrong, nothing was found", err)
	}
}

// TestRecentIsMoved fills "recent" until it is moved, and before a migration.
func TestRecentIsMoved(t *testing.T) {
	s := newStore(t)
	size := func() (n int) {
		s.read(ctx, func(v *view) error { n = len(v.recent); return nil })
		return n
	}
	largest, moved := 0, false
	for before := 0; !moved; before = size() {
		do(t, s, model.Save{Record: benefit("A", "2026-05-01")})
		now := size()
		largest = max(largest, now)
		moved = now < before
	}
	if largest > recentLimit+envelopeSize || largest < recentLimit/2 {
		t.Error("moved at", largest)
	}
	do(t, s, model.Save{Record: benefit("B", "2026-05-01")})
	next := schema{version: schemaVersion + 1, migrations: []migration{{from: schemaVersion, run: func(tx *bbolt.Tx) error {
		if n := len(tx.Bucket(bucketNames[bucketMeta]).Get(metaRecent)); n != envelopeSize {
			t.Errorf("a migration finds %d bytes", n)
		}
		return nil
	}}}}
	migrated, err := open(Options{Path: s.Path(), IdentityDir: s.identities, Clock: fixedClock}, next)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, migrated)
	s.schema = next
}
