//go:build unix

package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// TestMain lets the test binary act as another program.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_HOLD"); path != "" {
		hold(path)
	}
	if path := os.Getenv("STORE_READ"); path != "" {
		readOnly(path)
	}
	if path := os.Getenv("STORE_OLDER"); path != "" {
		refuses(ErrOlder, path)
	}
	if path := os.Getenv("STORE_UNREADABLE"); path != "" {
		refuses(ErrUnreadable, path, filepath.Join(filepath.Dir(path), closed, "benefits.db"))
	}
	os.Exit(m.Run())
}

// hold holds a store for writing until it is killed.
func hold(path string) {
	s := &Store{path: path, wait: time.Second, schema: currentSchema(), commit: (*bbolt.Tx).Commit}
	err := s.write(ctx, func(*writer) error {
		time.Sleep(2 * announceAfter)
		fmt.Println("held")
		time.Sleep(time.Minute)
		return nil
	})
	fmt.Println(err)
	os.Exit(1)
}

func TestLockedByAnotherProgram(t *testing.T) {
	s := newStore(t)
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), "STORE_HOLD="+s.Path())
	out, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		s.SaveDocument(ctx, "a", "b", nil),
		func() error { _, err := s.Revision(ctx); return err }(),
	} {
		var locked *LockedError
		if !errors.As(err, &locked) || locked.PID != other.Process.Pid || locked.Since.IsZero() {
			t.Error(err)
		}
	}
	other.Process.Kill()
	other.Wait()
	if err := s.SaveDocument(ctx, "a", "b", nil); err != nil {
		t.Errorf("a stale owner file blocks: %v", err)
	}
	err = s.write(ctx, func(*writer) error {
		time.Sleep(2 * announceAfter)
		return errStop
	})
	if _, statErr := os.Stat(s.ownerPath()); statErr == nil || err != nil {
		t.Error("the owner file stays", err)
	}
	os.WriteFile(s.ownerPath(), []byte("999999999 2026-01-01T00:00:00Z\n"), 0o600)
	var locked *LockedError
	if err := s.owner(); !errors.As(err, &locked) || locked.PID != 0 {
		t.Errorf("a dead process is named: %v", err)
	}
	os.Remove(s.ownerPath())
}

// readOnly tries what can be done with a store that can't be written.
func readOnly(path string) {
	s, err := Open(Options{Path: path})
	if err != nil {
		fmt.Println("open:", err)
		os.Exit(1)
	}
	if overview, err := s.Overview(ctx, today); err != nil || overview.Partner.Name != "Contoso" {
		fmt.Println("read:", err)
		os.Exit(1)
	}
	if err := s.SaveDocument(ctx, "a", "b", nil); !errors.Is(err, ErrReadOnly) {
		fmt.Println("write:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func TestReadOnly(t *testing.T) {
	unwritable(t, content(t, populated(t).Path()), 0o444, "STORE_READ")
}

// A file of an older version is not read without a migration.
func TestReadOnlyOlder(t *testing.T) {
	unwritable(t, content(t, version1(t).Path), 0o444, "STORE_OLDER")
}

// A file that can't be opened is not called one that can only be read.
func TestUnreadable(t *testing.T) {
	unwritable(t, content(t, populated(t).Path()), 0, "STORE_UNREADABLE")
}

// refuses tries to open stores, for which there is one reason not to.
func refuses(why error, paths ...string) {
	for _, path := range paths {
		if _, err := Open(Options{Path: path}); !errors.Is(err, why) || errors.Is(why, ErrUnreadable) && errors.Is(err, ErrReadOnly) {
			fmt.Println("open:", err)
			os.Exit(1)
		}
	}
	os.Exit(0)
}

// closed is a folder that nobody may enter.
const closed = "closed"

// unwritable lets the test binary act on a store that it can't write: as
// another user where the test runs as root, whom no mode keeps from writing.
func unwritable(t *testing.T, file []byte, mode fs.FileMode, act string) {
	t.Helper()
	folder, err := os.MkdirTemp("", "store-read-only")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "benefits.db")
	binary := filepath.Join(folder, "test")
	os.WriteFile(path, file, 0o600)
	os.Chmod(path, mode)
	os.Mkdir(filepath.Join(folder, closed), 0)
	os.WriteFile(binary, content(t, os.Args[0]), 0o755)
	os.Chmod(folder, 0o555)
	defer os.Chmod(folder, 0o755)
	other := exec.Command(binary)
	other.Env = append(os.Environ(), act+"="+path)
	other.Dir = folder
	if os.Getuid() == 0 {
		const nobody = 65534
		other.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	os.Chmod(path, 0o400)
	if !bytes.Equal(content(t, path), file) {
		t.Error("the file was changed")
	}
}
