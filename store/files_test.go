package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// optionsFor puts a file where the store would be.
func optionsFor(t *testing.T, content []byte) Options {
	t.Helper()
	options := optionsIn(t.TempDir())
	if err := os.MkdirAll(filepath.Dir(options.Path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(options.Path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return options
}

func content(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// wantRefused opens a file that must be refused and left as it is.
func wantRefused(t *testing.T, name string, file []byte, want ...error) {
	t.Helper()
	options := optionsFor(t, file)
	options.OwnFolder = true
	os.Chmod(options.Path, 0o644)
	os.Chmod(filepath.Dir(options.Path), 0o755)
	_, err := Open(options)
	ok := false
	for _, w := range want {
		ok = ok || errors.Is(err, w)
	}
	if !ok {
		t.Errorf("%s: %v", name, err)
	}
	if !bytes.Equal(content(t, options.Path), file) {
		t.Errorf("%s: the file was changed", name)
	}
	for path, want := range map[string]os.FileMode{options.Path: 0o644, filepath.Dir(options.Path): 0o755} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %s: %v, %v", name, path, info.Mode(), err)
		}
	}
}

// TestNoFileCanBeThere: what fails leaves no identity that would unlock
// nothing.
func TestNoFileCanBeThere(t *testing.T) {
	for name, prepare := range map[string]func(path string) (string, error){
		"link that leads nowhere": func(path string) (string, error) { return path, os.Symlink("nowhere", path) },
		"link to itself":          func(path string) (string, error) { return path, os.Symlink(path, path) },
		"below a file": func(path string) (string, error) {
			return filepath.Join(path, "benefits.db"), os.WriteFile(path, []byte("text"), 0o600)
		},
	} {
		folder := t.TempDir()
		path, err := prepare(filepath.Join(folder, "benefits.db"))
		if err != nil {
			t.Fatal(err)
		}
		identities := filepath.Join(folder, "identities")
		if _, err := Open(Options{Path: path, IdentityDir: identities}); !errors.Is(err, ErrDirectory) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := os.ReadDir(identities); len(left) > 0 {
			t.Errorf("%s: %v", name, left)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	noise := make([]byte, 50_000)
	rand.Read(noise)
	wantRefused(t, "empty", nil, ErrEmpty)
	wantRefused(t, "noise", noise, ErrForeign)
	wantRefused(t, "text", []byte("hello"), ErrForeign)
	foreign := filepath.Join(t.TempDir(), "foreign")
	db, err := bbolt.Open(foreign, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	db.Update(func(tx *bbolt.Tx) error {
		b, _ := tx.CreateBucket([]byte("meta"))
		return b.Put([]byte("a"), []byte("b"))
	})
	db.Close()
	wantRefused(t, "another program's", content(t, foreign), ErrForeign)
	if _, err := Open(Options{Path: t.TempDir(), IdentityDir: t.TempDir()}); !errors.Is(err, ErrDirectory) {
		t.Error(err)
	}
}

func TestTruncated(t *testing.T) {
	whole := content(t, populated(t).Path())
	used := len(whole)
	for size := 4096; size < used; size += 4096 {
		options := optionsFor(t, whole[:size])
		s, err := Open(options)
		if err == nil {
			// Only space that was never used may be missing.
			wantSound(t, s)
			continue
		}
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrForeign) {
			t.Errorf("%d bytes: %v", size, err)
		}
		if !bytes.Equal(content(t, options.Path), whole[:size]) {
			t.Errorf("%d bytes: the file was changed", size)
		}
	}
	wantRefused(t, "100 bytes", whole[:100], ErrDamaged, ErrForeign)
}

func TestTruncatedWhileOpen(t *testing.T) {
	options := optionsFor(t, content(t, populated(t).Path()))
	s, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	err = s.session(ctx, false, func(f *file) error {
		if err := os.Truncate(options.Path, 8192); err != nil {
			t.Fatal(err)
		}
		return f.read(func(tx *bbolt.Tx) error { // faults in the memory map
			_, err := s.viewOf(ctx, tx)
			return err
		})
	})
	if !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if err := s.SaveDocument(ctx, "a", "b", nil); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestNewerSchema(t *testing.T) {
	folder := t.TempDir()
	if _, err := open(optionsIn(folder), schema{version: schemaVersion + 1}); err != nil {
		t.Fatal(err)
	}
	path := optionsIn(folder).Path
	before := content(t, path)
	_, err := Open(optionsIn(folder))
	var newer *NewerError
	if !errors.As(err, &newer) || newer.Version != schemaVersion+1 || !bytes.Equal(before, content(t, path)) {
		t.Error(err)
	}
}

func TestMigration(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(optionsIn(folder))
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, model.Save{Record: model.Partner{Name: "Contoso"}})
	fail := errors.New("stop here")
	next := schema{version: schemaVersion + 1, migrations: []migration{{from: schemaVersion, run: func(*bbolt.Tx) error { return fail }}}}
	if _, err := open(optionsIn(folder), next); !errors.Is(err, fail) {
		t.Error(err)
	}
	if s, err = Open(optionsIn(folder)); err != nil {
		t.Fatalf("a migration that failed changed the file: %v", err)
	}
	ran := 0
	next.migrations[0].run = func(*bbolt.Tx) error { ran++; return nil }
	for range 2 {
		if s, err = open(optionsIn(folder), next); err != nil {
			t.Fatal(err)
		}
	}
	if ran != 1 {
		t.Errorf("ran %d times", ran)
	}
	wantSound(t, s)
	if _, err := Open(optionsIn(folder)); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
	options := optionsFor(t, content(t, fmt.Sprintf("%s.v%d", s.Path(), schemaVersion)))
	backup, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	if overview, _ := backup.Overview(ctx, today); overview.Partner.Name != "Contoso" {
		t.Errorf("%+v", overview)
	}
}

func TestVanishedAndReplaced(t *testing.T) {
	a, b := newStore(t), newStore(t)
	whole := content(t, a.Path())
	if err := os.Remove(a.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Revision(ctx); !errors.Is(err, ErrVanished) {
		t.Error(err)
	}
	if err := a.SaveDocument(ctx, "a", "b", nil); !errors.Is(err, ErrVanished) {
		t.Error(err)
	}
	if _, err := os.Stat(a.Path()); err == nil {
		t.Error("the file was created again")
	}
	os.WriteFile(a.Path(), content(t, b.Path()), 0o600)
	if _, err := a.Revision(ctx); !errors.Is(err, ErrReplaced) {
		t.Error(err)
	}
	os.WriteFile(a.Path(), whole, 0o600)
	if _, err := a.Revision(ctx); err != nil {
		t.Error(err)
	}
}

func TestTighten(t *testing.T) {
	folder := t.TempDir()
	s, err := Open(optionsIn(folder))
	if err != nil {
		t.Fatal(err)
	}
	os.Chmod(s.Path(), 0o644)
	os.Chmod(filepath.Dir(s.Path()), 0o755)
	options := optionsIn(folder)
	options.OwnFolder = true
	if s, err = Open(options); err != nil {
		t.Fatal(err)
	}
	if len(s.Notices()) != 2 || s.Notices()[0].Code != CodeTightened {
		t.Error(s.Notices())
	}
	for path, want := range map[string]os.FileMode{s.Path(): 0o600, filepath.Dir(s.Path()): 0o700} {
		if info, _ := os.Stat(path); info.Mode().Perm() != want {
			t.Error(path, info.Mode())
		}
	}
}

func TestLeftoversDoNoHarm(t *testing.T) {
	folder := t.TempDir()
	options := optionsIn(folder)
	data := filepath.Dir(options.Path)
	os.MkdirAll(data, 0o700)
	// What a crash leaves at each step of the creation.
	temp := filepath.Join(data, ".benefits.db.new-123")
	for _, left := range [][]byte{nil, make([]byte, 5000)} {
		os.WriteFile(temp, left, 0o600)
		os.WriteFile(options.Path+".owner", []byte("nonsense"), 0o600)
		s, err := Open(options)
		if err != nil {
			t.Fatal(err)
		}
		wantSound(t, s)
		os.Remove(options.Path)
	}
	if err := writeSchema(temp, schemaVersion, origin{ID: "x"}); err == nil {
		t.Error("a schema was written over noise")
	}
}

func TestBackup(t *testing.T) {
	s := populated(t)
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, to); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, to); !errors.Is(err, os.ErrExist) {
		t.Error(err)
	}
	copied, err := Open(Options{Path: to, IdentityDir: filepath.Dir(s.IdentityPath())})
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, copied)
	if a, _ := s.Head(ctx); true {
		if b, _ := copied.Head(ctx); a != b {
			t.Error(a, b)
		}
	}
}

// TestPublish: a finished file gets its name, also where the file system has no
// hard links, and never takes that of another.
func TestPublish(t *testing.T) {
	linkless := func(string, string) error { return &os.LinkError{Op: "link", Err: syscall.EPERM} }
	for name, link := range map[string]func(string, string) error{"links": os.Link, "no links": linkless} {
		folder := t.TempDir()
		path := filepath.Join(folder, "benefits.db")
		for _, want := range []error{nil, fs.ErrExist} {
			temp, err := tempBeside(path)
			if err != nil {
				t.Fatal(err)
			}
			os.WriteFile(temp, []byte(name+fmt.Sprint(want)), 0o600)
			if err := publishBy(link, temp, path); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
			if got := string(content(t, path)); got != name+fmt.Sprint(nil) {
				t.Errorf("%s: the file holds %q", name, got)
			}
		}
	}
}
