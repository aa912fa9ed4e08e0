//go:build linux

package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// wantRests tells whether the file is open between two operations.
func wantRests(t *testing.T, s *Store, want bool) {
	t.Helper()
	if (s.resting != nil) != want {
		t.Errorf("the file is open: %v, want %v", s.resting != nil, want)
	}
}

func TestRestsUnlocked(t *testing.T) {
	s := populated(t)
	wantRests(t, s, true)
	other, err := os.Open(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := syscall.Flock(int(other.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Errorf("it is locked while nobody works on it: %v", err)
	}
	if _, err := s.Revision(ctx); !errors.Is(err, ErrLocked) {
		t.Errorf("it was read while another program had it: %v", err)
	}
	wantRests(t, s, false)
}

// TestOneFileRests reads and writes from several goroutines; at the end one
// file is left open, and Close closes it.
func TestOneFileRests(t *testing.T) {
	s := populated(t)
	s.wait *= 50
	done := make(chan error)
	for i := range 8 {
		go func() {
			for range 20 {
				_, err := s.Revision(ctx)
				if i < 2 {
					err = errors.Join(err, s.SaveDocument(ctx, "view", "mine", []byte{byte(i)}))
				}
				if err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	wantRests(t, s, true)
	if open := descriptors(t, s.Path()); open != 1 {
		t.Errorf("%d descriptors are open", open)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if open := descriptors(t, s.Path()); open != 0 {
		t.Errorf("%d descriptors are open after closing", open)
	}
}

// descriptors counts those that this process has open on a file.
func descriptors(t *testing.T, path string) (n int) {
	t.Helper()
	const all = "/proc/self/fd"
	entries, err := os.ReadDir(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if to, err := os.Readlink(all + "/" + e.Name()); err == nil && to == path {
			n++
		}
	}
	return n
}

// TestFailedCommitDoesNotRest: what bbolt remembers after a failed commit is
// not trusted.
func TestFailedCommitDoesNotRest(t *testing.T) {
	s := populated(t)
	s.commit = func(tx *bbolt.Tx) error { return errors.Join(tx.Commit(), errors.New("input/output error")) }
	err := s.session(ctx, true, func(f *file) error {
		_, _, err := f.transact(ctx, func(w *writer) error { return nil })
		return err
	})
	if err != nil {
		t.Error(err)
	}
	wantRests(t, s, false)
}

// TestRestNoticesAnotherFile: a file of the same store, with the same size and
// head pages, took the place of the one that rested.
func TestRestNoticesAnotherFile(t *testing.T) {
	s := populated(t)
	before, err := s.Get(ctx, model.Ref{Kind: model.KindPartner, ID: 1})
	if err != nil {
		t.Fatal(err)
	}
	whole := content(t, s.Path())
	do(t, s, model.Save{Record: model.WithID(model.Partner{Name: "Fabrikam"}, 1)})
	wantRests(t, s, true)
	if err := os.WriteFile(s.Path()+".old", whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.Path()+".old", s.Path()); err != nil {
		t.Fatal(err)
	}
	after, err := s.Get(ctx, model.Ref{Kind: model.KindPartner, ID: 1})
	if err != nil || after != before {
		t.Errorf("%v, %v; want %v", after, err, before)
	}
}

// TestRestNoticesACommitAtTheSameTime: another program saves in the tick of the
// clock in which this one did, and the file stays as large as it was.
func TestRestNoticesACommitAtTheSameTime(t *testing.T) {
	s := populated(t)
	other, err := Open(optionsIn(filepath.Dir(filepath.Dir(s.Path()))))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	do(t, s, model.Save{Record: model.WithID(model.Partner{Name: "Fabrikam"}, 1)})
	before, err := os.Stat(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	do(t, other, model.Save{Record: model.WithID(model.Partner{Name: "Northwind"}, 1)})
	if err := os.Chtimes(s.Path(), time.Time{}, before.ModTime()); err != nil {
		t.Fatal(err)
	}
	after, err := os.Stat(s.Path())
	if err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
		t.Fatalf("the test needs a file that looks the same: %v", err)
	}
	if now, err := s.Get(ctx, model.Ref{Kind: model.KindPartner, ID: 1}); err != nil || now.Label() != "Northwind" {
		t.Errorf("%v, %v", now, err)
	}
	do(t, s, model.Save{Record: model.Membership{Name: "MAPS"}})
	if now, err := other.Get(ctx, model.Ref{Kind: model.KindPartner, ID: 1}); err != nil || now.Label() != "Northwind" {
		t.Errorf("%v, %v", now, err)
	}
}

// TestRestNoticesAccessRights: what can't be written any more is not written.
func TestRestNoticesAccessRights(t *testing.T) {
	s := populated(t)
	do(t, s, model.Save{Record: model.Membership{Name: "MAPS"}})
	if !s.resting.writable {
		t.Fatal("the file of the save does not rest")
	}
	if err := os.Chmod(s.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Revision(ctx); err != nil {
		t.Fatal(err)
	}
	if s.resting.writable {
		t.Error("the file was not opened anew")
	}
}

func TestCloseDuringAnOperationLeavesNothingOpen(t *testing.T) {
	s := populated(t)
	err := s.session(ctx, false, func(*file) error { return s.Close() })
	if err != nil {
		t.Fatal(err)
	}
	wantRests(t, s, false)
	if open := descriptors(t, s.Path()); open != 0 {
		t.Errorf("%d descriptors are left open", open)
	}
	if _, err := s.Revision(ctx); err != nil {
		t.Error(err)
	}
	wantRests(t, s, true)
}

// TestOneWaitForTheLock: a file that rested and is outdated is waited for once
// with the one that is opened in its place.
func TestOneWaitForTheLock(t *testing.T) {
	s := populated(t)
	f := s.rested(false)
	until := f.until
	if err := os.Chtimes(s.Path(), time.Time{}, time.Unix(1e9, 0)); err != nil {
		t.Fatal(err)
	}
	if err := f.ready(ctx, false); err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if f.db != nil || f.until != until {
		t.Errorf("it waits until %s, and for another %s", until, f.until.Sub(until))
	}
}
