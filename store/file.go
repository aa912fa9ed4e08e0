package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// file is the store's file while an operation holds it locked.
type file struct {
	store    *Store
	os       *os.File
	db       *bbolt.DB
	info     fs.FileInfo // of what the header was read from
	header   header
	writable bool
	until    time.Time // how long the operation waits for the lock
	closes   int       // of the store, when the operation began
	stuck    bool      // a transaction could not be ended; bbolt would wait for it for ever
	failed   bool      // a commit failed: what bbolt remembers of the file may be wrong
}

// session locks and checks the file, runs an operation on it and unlocks it.
// Whatever bbolt or the memory map does on a damaged file becomes a
// *DamagedError.
func (s *Store) session(ctx context.Context, write bool, use func(*file) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f, sound := s.rested(write), false
	defer func() {
		switch p := recover().(type) {
		case nil:
		case callerPanic:
			panic(p.value)
		default:
			panic(p)
		}
	}()
	defer func() {
		if !sound || !f.rest(write) {
			f.close()
		}
	}()
	err := guarded(func() error {
		if err := f.ready(ctx, write); err != nil {
			return err
		}
		if write {
			defer s.announce()()
		}
		if err := f.openBolt(write); err != nil {
			return err
		}
		err := use(f)
		sound = err == nil
		return err
	})
	return explain(err)
}

// guarded turns panics and faults of reading a damaged file into errors.
func guarded(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch p := recover().(type) {
		case nil:
		case callerPanic:
			panic(p)
		default:
			err = &DamagedError{Part: "structure", Detail: fmt.Sprintf("can't be read (%v)", p)}
		}
	}()
	return fn()
}

// openLocked opens the file that is at the path once the lock is taken: a
// restore or a large import may have put another one there meanwhile.
func (f *file) openLocked(ctx context.Context, write bool) error {
	const attempts = 10
	for range attempts {
		current, err := f.openOnce(ctx, write)
		if err != nil || current {
			return err
		}
		f.os.Close()
	}
	return ErrLocked
}

func (f *file) openOnce(ctx context.Context, write bool) (current bool, err error) {
	how := os.O_RDONLY
	if write {
		how = os.O_RDWR
	}
	f.writable = write
	f.os, err = os.OpenFile(f.store.path, how, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("%w: %w", ErrVanished, err)
	}
	if err != nil && !write {
		err = unreadable(err)
	}
	if err != nil {
		return false, err
	}
	there, err := f.lock(ctx, write)
	if err != nil {
		return false, err
	}
	f.info, err = f.os.Stat()
	if err != nil || !os.SameFile(there, f.info) {
		return false, err
	}
	f.header, err = readHeader(f.os, f.info.Size())
	return true, err
}

// lock takes the lock, and tells which file is at the path since.
func (f *file) lock(ctx context.Context, write bool) (there fs.FileInfo, err error) {
	err = lock(ctx, f.os, write, f.until)
	if errors.Is(err, ErrLocked) {
		err = f.store.owner()
	}
	if err != nil {
		return nil, err
	}
	if there, err = os.Stat(f.store.path); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrVanished, err)
	}
	return there, nil
}

// openBolt opens the database in the file, unless it rested open.
func (f *file) openBolt(write bool) (err error) {
	if f.db != nil {
		return nil
	}
	// The array takes the lowest free pages, so those of one change lie together
	// and reach the disk at once; the map is for the many pages of Fill.
	freelist := bbolt.FreelistArrayType
	if f.store.scratch {
		freelist = bbolt.FreelistMapType
	}
	f.db, err = bbolt.Open(f.store.path, 0o600, &bbolt.Options{
		Timeout:      max(f.store.wait, time.Millisecond),
		ReadOnly:     !write,
		FreelistType: freelist,
		NoStatistics: true,
		NoSync:       f.store.scratch,
		NoGrowSync:   f.store.scratch,
		OpenFile:     func(string, int, os.FileMode) (*os.File, error) { return f.os, nil },
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return f.store.owner()
	}
	return err
}

// close closes the file and so gives up the lock.
func (f *file) close() {
	if f.db != nil && !f.stuck {
		f.db.Close()
	}
	if f.os != nil {
		f.os.Close()
	}
}

// read runs a function in a read transaction.
func (f *file) read(use func(*bbolt.Tx) error) error {
	tx, err := f.begin(false)
	if err != nil {
		return err
	}
	defer f.end(tx)
	return use(tx)
}

func (f *file) begin(write bool) (tx *bbolt.Tx, err error) {
	f.stuck = true // until the transaction is there and ended
	tx, err = f.db.Begin(write)
	if err != nil {
		f.stuck = false
	}
	return tx, err
}

// end rolls a transaction back unless it was committed.
func (f *file) end(tx *bbolt.Tx) {
	err := guarded(tx.Rollback)
	f.stuck = errors.Is(err, ErrDamaged)
}
