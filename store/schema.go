package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"
)

// schema is the format that the program writes, and how older ones become it.
type schema struct {
	version    int
	migrations []migration // by the version that they start from, without gaps
}

// migration brings a file from one version to the next. It also has to keep
// the counts in the state right.
type migration struct {
	from int
	run  func(*bbolt.Tx) error
}

func currentSchema() schema {
	return schema{version: schemaVersion, migrations: []migration{{from: 1, run: rebuildIndex}}}
}

func formatPayload(version int) []byte {
	return binary.BigEndian.AppendUint16([]byte(formatName), uint16(version))
}

// versionOf gives the schema version of a file: ErrForeign when it is not a
// store, a *NewerError when it is of a later version than this program knows.
// The value of "format" keeps this form in every version.
func (s schema) versionOf(tx *bbolt.Tx) (int, error) {
	return s.versionIn(tx, tx.Bucket(bucketNames[bucketMeta]))
}

func (s schema) versionIn(tx *bbolt.Tx, meta *bbolt.Bucket) (int, error) {
	var value []byte
	if meta != nil {
		value = meta.Get(metaFormat)
	}
	if value == nil {
		if tx.Bucket(bucketNames[bucketTally]) != nil && tx.Bucket(bucketNames[bucketFingerprint]) != nil {
			return 0, bucketMeta.damaged(nil, "has lost the format")
		}
		return 0, ErrForeign
	}
	if len(value) != envelopeSize+len(formatName)+2 {
		return 0, ErrForeign
	}
	payload, err := bucketMeta.open(metaFormat, value)
	if err != nil {
		return 0, err
	}
	if !bytes.HasPrefix(payload, []byte(formatName)) {
		return 0, ErrForeign
	}
	version := int(binary.BigEndian.Uint16(payload[len(formatName):]))
	if version > s.version {
		return 0, &NewerError{Version: version}
	}
	return version, nil
}

// Backup writes a copy of the store as it is now to a new file, and verifies
// it before it gets its name. It does not hold the identity, without which the
// product keys in the copy can't be read. An existing file is fs.ErrExist.
func (s *Store) Backup(ctx context.Context, to string) error {
	return s.session(ctx, false, func(f *file) error { return f.backup(ctx, to) })
}

func (f *file) backup(ctx context.Context, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%w: %s", os.ErrExist, to)
	}
	temp, err := tempBeside(to)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	err = f.read(func(tx *bbolt.Tx) error { return copyTo(ctx, tx, temp) })
	if err != nil {
		return err
	}
	if err := f.store.verify(temp); err != nil {
		return fmt.Errorf("verify the copy: %w", err)
	}
	return publish(temp, to)
}

func copyTo(ctx context.Context, tx *bbolt.Tx, path string) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = tx.WriteTo(cancelled{ctx, out})
	return errors.Join(err, out.Sync(), out.Close())
}

// cancelled is a file that stops taking bytes when its context ends.
type cancelled struct {
	ctx context.Context
	out *os.File
}

func (c cancelled) Write(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.out.Write(p)
}

// verify reads every page and every value of a copy, of any schema version.
func (s *Store) verify(path string) error {
	return s.beside(path).session(context.Background(), false, (*file).verify)
}

// beside is another file of a store that this program can read.
func (s *Store) beside(path string) *Store {
	return &Store{path: path, wait: s.wait, schema: s.schema}
}

func (f *file) verify() error {
	if err := f.checkTrees(); err != nil {
		return err
	}
	return f.read(func(tx *bbolt.Tx) error {
		if _, err := f.store.schema.versionOf(tx); err != nil {
			return err
		}
		return tx.ForEach(openAll)
	})
}

// openAll checks the envelopes of a bucket.
func openAll(name []byte, in *bbolt.Bucket) error {
	for b := range bucketCount {
		if bytes.Equal(bucketNames[b], name) {
			return in.ForEach(func(key, value []byte) error {
				payload, err := b.open(key, value)
				if err == nil && b == bucketMeta && bytes.Equal(key, metaRecent) {
					err = recent(payload).openAll()
				}
				return err
			})
		}
	}
	return nil
}
