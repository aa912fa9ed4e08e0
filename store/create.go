package store

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
)

// create makes a new store. bbolt never creates the live file: a crash or a
// full disk in the middle would leave one that can't be opened. The steps are
// a temporary file beside it, the schema, sync, name, sync of the folder; what
// a crash leaves behind is a temporary file that nothing reads.
func (s *Store) create() error {
	folder := filepath.Dir(s.path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	made, secret, err := newOrigin(s.clock())
	if err != nil {
		return err
	}
	if err := saveIdentity(s.identities, made.ID, secret); err != nil {
		return fmt.Errorf("save the identity: %w", err)
	}
	err = s.createWith(made)
	if err != nil && !s.made(err) {
		os.Remove(filepath.Join(s.identities, made.ID)) // it would unlock nothing
	}
	return err
}

func (s *Store) createWith(made origin) error {
	temp, err := tempBeside(s.path)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if err := writeSchema(temp, s.schema.version, made); err != nil {
		return err
	}
	return publish(temp, s.path)
}

// made tells whether the file that is to be created may be there in spite of an
// error.
func (s *Store) made(err error) bool {
	if errors.Is(err, fs.ErrExist) {
		return false // it is another one
	}
	_, there := os.Stat(s.path)
	return !errors.Is(there, fs.ErrNotExist)
}

// tempBeside reserves a name in the folder of a file, with mode 0600.
func tempBeside(path string) (string, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return file.Name(), file.Close()
}

// writeSchema makes an empty store in an empty file.
func writeSchema(path string, version int, made origin) error {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: time.Second, FreelistType: bbolt.FreelistMapType, PageSize: 4096,
	})
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range bucketNames {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		encoded, err := json.Marshal(made)
		if err != nil {
			return err
		}
		empty := state{next: 1}
		empty.counts[bucketMeta] = 4
		return errors.Join(
			putMeta(tx, metaFormat, formatPayload(version)),
			putMeta(tx, metaStore, encoded),
			putMeta(tx, metaState, empty.append(nil)),
			putMeta(tx, metaRecent, nil),
		)
	})
	return errors.Join(err, db.Close())
}

func putMeta(tx *bbolt.Tx, key, payload []byte) error {
	return tx.Bucket(bucketNames[bucketMeta]).Put(key, bucketMeta.appendEnvelope(nil, key, payload))
}

// publish gives a finished file its name without ever replacing another one.
func publish(temp, path string) error { return publishBy(os.Link, temp, path) }

// publishBy is publish with what makes a second name of a file.
func publishBy(link func(from, to string) error, temp, path string) error {
	if err := syncFile(temp); err != nil {
		return err
	}
	err := link(temp, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		// A file system without hard links: look, then rename.
		if _, statErr := os.Lstat(path); statErr == nil {
			return fs.ErrExist
		}
		err = os.Rename(temp, path)
	}
	if err != nil {
		return err
	}
	return syncFile(filepath.Dir(path))
}

// syncFile makes the content of a file, or the names in a folder, survive a
// power cut.
func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

// newOrigin makes the id and data key of a new store, and the secret identity
// that unlocks it.
func newOrigin(now time.Time) (made origin, secret []byte, err error) {
	var id [16]byte
	rand.Read(id[:])
	made = origin{ID: hex.EncodeToString(id[:]), Created: now.UTC().Round(0)}
	dataKey := make([]byte, dataKeySize)
	rand.Read(dataKey)
	wrapped, secret, err := wrapForNewIdentity(dataKey)
	if err != nil {
		return origin{}, nil, err
	}
	made.Keys = []wrap{wrapped}
	return made, secret, nil
}
