package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// everything reads all that the store gives, as one text.
func everything(s *Store) (text string, err error) {
	var b bytes.Buffer
	for _, list := range model.Lists() {
		for row, err := range s.Rows(ctx, list) {
			if err != nil {
				return "", err
			}
			fmt.Fprintln(&b, row)
		}
	}
	overview, err := s.Overview(ctx, today)
	if err != nil {
		return "", err
	}
	overview.Revision = 0
	fmt.Fprintln(&b, overview)
	text, err = kept(s)
	return b.String() + text, err
}

// kept reads what every version of the format has.
func kept(s *Store) (text string, err error) {
	var b bytes.Buffer
	defer func() { text = b.String() }()
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

// TestBitFlips changes one bit at a time, also of a file that is migrated then:
// whatever is read afterwards is what it was, or there is an error, or check
// finds it. Half a header is only told at open when a migration makes it whole.
func TestBitFlips(t *testing.T) {
	s := populated(t)
	t.Run("present version", func(t *testing.T) { flipBits(t, s, content(t, s.Path())) })
	options := version1(t)
	whole := content(t, options.Path)
	migrated, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("version 1", func(t *testing.T) { flipBits(t, migrated, whole) })
}

// flipBits changes a file from which the content of a store should be read.
func flipBits(t *testing.T, s *Store, whole []byte) {
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
		os.Remove(path + ".v1")
		whole[at] ^= bit
		flipped, err := Open(Options{Path: path, IdentityDir: filepath.Dir(s.IdentityPath()), Clock: fixedClock})
		if err != nil {
			refused++
			continue
		}
		told := fmt.Sprint(flipped.Notices())
		got, err := everything(flipped)
		problems, checkErr := flipped.Check(ctx)
		switch {
		case len(problems) > 0 || checkErr != nil,
			strings.Contains(told, string(CodeHalfHeader)) && strings.Contains(told, string(CodeMigrated)):
			found++
		case err != nil:
			t.Errorf("bit %d of byte %d: %v, but check finds nothing", bit, at, err)
		case got != want:
			t.Errorf("bit %d of byte %d: other content, but check finds nothing", bit, at)
		default:
			harmless++
		}
	}
	t.Logf("%d refused at open, %d found by open or check, %d without effect", refused, found, harmless)
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
