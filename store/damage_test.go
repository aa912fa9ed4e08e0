package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// everything reads all that the store gives, as one text.
func everything(s *Store) (text string, err error) {
	var b bytes.Buffer
	defer func() { text = b.String() }()
	for _, list := range model.Lists() {
		for row, err := range s.Rows(ctx, list) {
			if err != nil {
				return "", err
			}
			fmt.Fprintln(&b, row)
		}
	}
	for _, kind := range model.Kinds() {
		for record, err := range s.Records(ctx, kind) {
			if err != nil {
				return "", err
			}
			dossier, err := s.Dossier(ctx, record.Ref(), 100)
			if err != nil {
				return "", err
			}
			encoded, _ := json.Marshal(dossier)
			b.Write(encoded)
		}
	}
	overview, err := s.Overview(ctx, today)
	if err != nil {
		return "", err
	}
	overview.Revision = 0
	fmt.Fprintln(&b, overview)
	entries, err := s.Log(ctx, 0, 1000)
	fmt.Fprintf(&b, "%+v", entries)
	if err != nil {
		return "", err
	}
	for id := range model.ID(200) {
		err := s.read(ctx, func(v *view) error {
			key, err := v.secret(id)
			if err == nil {
				fmt.Fprint(&b, id, key.Reveal())
			} else if errors.Is(err, model.ErrNotFound) {
				err = nil
			}
			return err
		})
		if err != nil {
			return "", err
		}
	}
	data, err := s.Document(ctx, "view", "mine")
	fmt.Fprintf(&b, "%s", data)
	return "", err
}

// flips is the number of random bit flips that are tried.
func flips() int {
	if n, err := strconv.Atoi(os.Getenv("STORE_FLIPS")); err == nil {
		return n
	}
	return 100
}

// TestBitFlips changes one bit at a time: whatever is read afterwards is what
// it was, or there is an error, or check finds it.
func TestBitFlips(t *testing.T) {
	s := populated(t)
	whole := content(t, s.Path())
	want, err := everything(s)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 7))
	folder := t.TempDir()
	path := filepath.Join(folder, "flipped.db")
	var refused, found, harmless int
	for range flips() {
		at, bit := random.IntN(len(whole)), byte(1)<<random.IntN(8)
		whole[at] ^= bit
		os.WriteFile(path, whole, 0o600)
		whole[at] ^= bit
		flipped, err := Open(Options{Path: path, IdentityDir: filepath.Dir(s.IdentityPath()), Clock: fixedClock})
		if err != nil {
			refused++
			continue
		}
		got, err := everything(flipped)
		problems, checkErr := flipped.Check(ctx)
		switch {
		case len(problems) > 0 || checkErr != nil:
			found++
		case err != nil:
			t.Errorf("bit %d of byte %d: %v, but check finds nothing", bit, at, err)
		case got != want:
			t.Errorf("bit %d of byte %d: other content, but check finds nothing", bit, at)
		default:
			harmless++
		}
	}
	t.Logf("%d refused at open, %d found by check, %d without effect", refused, found, harmless)
}

// edit changes a bucket of the file behind the store's back, with valid
// envelopes.
func edit(t *testing.T, path string, b bucket, change func(in *bbolt.Bucket) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, FreelistType: bbolt.FreelistMapType})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bbolt.Tx) error { return change(tx.Bucket(bucketNames[b])) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func put(in *bbolt.Bucket, b bucket, key, payload []byte) error {
	return in.Put(key, b.appendEnvelope(nil, key, payload))
}

func get(in *bbolt.Bucket, key []byte) []byte {
	return append([]byte{}, in.Get(key)[envelopeSize:]...)
}

func TestTamperedLog(t *testing.T) {
	pristine := populated(t)
	whole := content(t, pristine.Path())
	const at = 50
	key, next := sequenceKey(at), sequenceKey(at+1)
	for name, change := range map[string]func(*bbolt.Bucket) error{
		"edit": func(in *bbolt.Bucket) error {
			return put(in, bucketLog, key, bytes.Replace(get(in, key), []byte("ada"), []byte("bob"), 1))
		},
		"edit and hash again": func(in *bbolt.Bucket) error {
			encoded := bytes.Replace(get(in, key)[sha256.Size:], []byte("ada"), []byte("bob"), 1)
			hash := chain([sha256.Size]byte(get(in, sequenceKey(at-1))), encoded)
			return put(in, bucketLog, key, append(hash[:], encoded...))
		},
		"delete": func(in *bbolt.Bucket) error { return in.Delete(key) },
		"swap": func(in *bbolt.Bucket) error {
			a, b := get(in, key), get(in, next)
			return errors.Join(put(in, bucketLog, key, b), put(in, bucketLog, next, a))
		},
		"append": func(in *bbolt.Bucket) error {
			last, value := in.Cursor().Last()
			return put(in, bucketLog, append(last[:7:7], last[7]+1), append([]byte{}, value[envelopeSize:]...))
		},
		"truncate": func(in *bbolt.Bucket) error {
			last, _ := in.Cursor().Last()
			return in.Delete(append([]byte{}, last...))
		},
		"empty": func(in *bbolt.Bucket) error {
			var keys [][]byte
			in.ForEach(func(key, _ []byte) error {
				keys = append(keys, append([]byte{}, key...))
				return nil
			})
			for _, key := range keys {
				if err := in.Delete(key); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tampered.db")
			os.WriteFile(path, whole, 0o600)
			edit(t, path, bucketLog, change)
			s := &Store{path: path, wait: time.Second, schema: currentSchema()}
			problems, err := s.Check(ctx)
			if err != nil || len(problems) == 0 {
				t.Fatal("not found", err)
			}
			var first string
			for _, p := range problems {
				if p.Part == "log" {
					first = p.String()
					break
				}
			}
			if first == "" {
				t.Error(problems)
			}
			t.Log(first)
		})
	}
}

func TestCheckFindsLostEntries(t *testing.T) {
	whole := content(t, populated(t).Path())
	for b := bucketList; b < bucketCount; b++ {
		path := filepath.Join(t.TempDir(), "tampered.db")
		os.WriteFile(path, whole, 0o600)
		removed := false
		edit(t, path, b, func(in *bbolt.Bucket) error {
			key, _ := in.Cursor().First()
			removed = key != nil
			if !removed {
				return nil
			}
			return in.Delete(append([]byte{}, key...))
		})
		s := &Store{path: path, wait: time.Second, schema: currentSchema()}
		if problems, err := s.Check(ctx); err != nil || removed && len(problems) == 0 {
			t.Errorf("%s: %v, %v", b, problems, err)
		}
	}
}

// TestMain lets the test binary act as another program.
func TestMain(m *testing.M) {
	if path := os.Getenv("STORE_HOLD"); path != "" {
		hold(path)
	}
	if path := os.Getenv("STORE_READ"); path != "" {
		readOnly(path)
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

// TestReadOnly runs as another user where the test runs as root, whom no mode
// keeps from writing.
func TestReadOnly(t *testing.T) {
	folder, err := os.MkdirTemp("", "store-read-only")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "benefits.db")
	binary := filepath.Join(folder, "test")
	os.WriteFile(path, content(t, populated(t).Path()), 0o444)
	os.WriteFile(binary, content(t, os.Args[0]), 0o755)
	os.Chmod(folder, 0o555)
	defer os.Chmod(folder, 0o755)
	other := exec.Command(binary)
	other.Env = append(os.Environ(), "STORE_READ="+path)
	other.Dir = folder
	if os.Getuid() == 0 {
		const nobody = 65534
		other.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
