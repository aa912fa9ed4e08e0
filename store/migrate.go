package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// migrate backs the file up beside itself and brings it up to date, each
// version in its own transaction.
func (s *Store) migrate(ctx context.Context, from int) error {
	var backup string
	err := s.session(ctx, true, func(f *file) (err error) {
		if backup, err = f.keep(ctx, from); err != nil {
			return fmt.Errorf("back up before the migration: %w", err)
		}
		for _, step := range s.schema.migrations {
			if err := f.migrate(s.schema, step); err != nil {
				return fmt.Errorf("migrate from version %d: %w", step.from, err)
			}
		}
		return nil
	})
	if errors.Is(err, ErrReadOnly) {
		return fmt.Errorf("%w: %w", ErrOlder, err)
	}
	if err == nil {
		s.note(CodeMigrated, s.path, backup)
	}
	return err
}

// keep backs the file up under a name that tells its version, and gives that
// name. A copy that an earlier attempt left is taken if nothing was written
// since.
func (f *file) keep(ctx context.Context, version int) (string, error) {
	if err := f.checkTrees(); err != nil {
		return "", err
	}
	name := fmt.Sprintf("%s.v%d", f.store.path, version)
	for n, to := 2, name; ; n++ {
		err := f.backup(ctx, to)
		switch {
		case !errors.Is(err, os.ErrExist):
			return to, err
		case f.isCopied(to):
			return to, nil
		}
		to = fmt.Sprintf("%s-%d", name, n)
	}
}

// isCopied tells whether another file is a sound copy of this one. Whatever is
// written changes the state or "recent".
func (f *file) isCopied(path string) bool {
	ours, err := f.meta()
	if err != nil {
		return false
	}
	err = f.store.beside(path).session(context.Background(), false, func(other *file) error {
		if err := other.verify(); err != nil {
			return err
		}
		theirs, err := other.meta()
		if err == nil && theirs != ours {
			err = model.ErrChanged
		}
		return err
	})
	return err == nil
}

// meta is all that the bucket "meta" holds.
func (f *file) meta() (text string, err error) {
	err = f.read(func(tx *bbolt.Tx) error {
		in, err := (&view{tx: tx}).bucket(bucketMeta)
		if err != nil {
			return err
		}
		return in.ForEach(func(key, value []byte) error {
			text += fmt.Sprintf("%q %q\n", key, value)
			return nil
		})
	})
	return text, err
}

// migrate runs one migration if the file has its version.
func (f *file) migrate(schema schema, step migration) error {
	tx, err := f.begin(true)
	if err != nil {
		return err
	}
	defer f.end(tx)
	version, err := schema.versionOf(tx)
	if err != nil || version != step.from {
		return err
	}
	if err := settleRecent(tx); err != nil { // a migration sees only buckets
		return err
	}
	if err := step.run(tx); err != nil {
		return err
	}
	if err := putMeta(tx, metaFormat, formatPayload(step.from+1)); err != nil {
		return err
	}
	return f.store.commit(tx)
}

// rebuildIndex makes anew what follows from the records alone, as this program
// has it: the migration for whatever changes only that.
func rebuildIndex(tx *bbolt.Tx) error {
	v := &view{ctx: context.Background(), tx: tx}
	payload, err := v.need(bucketMeta, metaState)
	if err != nil {
		return err
	}
	if err := v.state.decode(payload); err != nil {
		return bucketMeta.damaged(metaState, err.Error())
	}
	x := newIndex()
	for _, kind := range model.Kinds() {
		if err := v.gather(x, recordsOf(kind)); err != nil {
			return err
		}
	}
	x.sort()
	for _, b := range [...]bucket{bucketList, bucketTally, bucketIdentity, bucketLink} {
		if err := v.replace(b, &x.runs[b]); err != nil {
			return err
		}
	}
	return putMeta(tx, metaState, v.state.append(nil))
}

// gather adds the records of a bucket to an index. It is an error when some are
// missing: lists would lose them, too.
func (v *view) gather(x *index, b bucket) error {
	n := uint64(0)
	err := v.scan(b, nil, nil, func(key, payload []byte) error {
		record, err := v.decode(b, key, payload)
		if err == nil {
			n++
			x.add(record, payload)
		}
		return err
	})
	if err == nil && n != v.state.counts[b] {
		err = b.damaged(nil, fmt.Sprintf("has %d entries, the state says %d", n, v.state.counts[b]))
	}
	return err
}

// replace makes a bucket anew of a sorted run, unless it holds just that.
func (v *view) replace(b bucket, r *run) error {
	v.state.counts[b] = uint64(len(r.items))
	in, err := v.bucket(b)
	if err != nil || r.is(in) {
		return err
	}
	if err := v.tx.DeleteBucket(bucketNames[b]); err != nil {
		return err
	}
	if in, err = v.tx.CreateBucket(bucketNames[b]); err != nil {
		return err
	}
	in.FillPercent = fillBulk
	return r.write(in, r.items)
}

// is tells whether a bucket holds just the entries of the run.
func (r *run) is(in *bbolt.Bucket) bool {
	c := in.Cursor()
	key, value := c.First()
	for _, i := range r.items {
		if !bytes.Equal(key, r.key(i)) || !bytes.Equal(value, r.value(i)) {
			return false
		}
		key, value = c.Next()
	}
	return key == nil
}
