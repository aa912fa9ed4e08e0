package store

import (
	"context"
	"os"
	"time"
)

// Between two operations the file stays open, but unlocked: mapping and
// unmapping it, and reading its list of free pages, took a quarter of a save.
// Other programs work on it meanwhile, and may replace it. Whoever wrote shows
// in the head pages, the size or the time of the file, and it is opened anew.

// rested gives the file that rests, if it serves, or one that is not open yet.
func (s *Store) rested(write bool) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.resting
	if f == nil || write && !f.writable {
		f = &file{store: s}
	} else {
		s.resting = nil
	}
	f.until, f.closes = time.Now().Add(s.wait), s.closes
	return f
}

// ready locks a file that rested, or one that it opens.
func (f *file) ready(ctx context.Context, write bool) error {
	if f.db != nil {
		current, err := f.resume(ctx, write)
		if err != nil || current {
			return err
		}
		f.close()
		*f = file{store: f.store, until: f.until, closes: f.closes}
	}
	return f.openLocked(ctx, write)
}

// resume locks a file that rested, and tells whether it is as it was left and
// still the one at the path.
func (f *file) resume(ctx context.Context, write bool) (current bool, err error) {
	there, err := f.lock(ctx, write)
	if err != nil {
		return false, err
	}
	if !os.SameFile(there, f.info) || there.Size() != f.info.Size() || !there.ModTime().Equal(f.info.ModTime()) || there.Mode() != f.info.Mode() {
		return false, nil
	}
	head, err := readHeader(f.os, there.Size())
	return head == f.header, err
}

// rest unlocks the file and keeps it open for the next operation; false: it has
// to be closed.
func (f *file) rest(wrote bool) bool {
	if !f.store.rests || f.stuck || f.failed {
		return false
	}
	if wrote {
		var err error
		if f.info, err = f.os.Stat(); err != nil {
			return false
		}
		if f.header, err = readHeader(f.os, f.info.Size()); err != nil {
			return false
		}
	}
	if unlock(f.os) != nil {
		return false
	}
	f.store.mu.Lock()
	defer f.store.mu.Unlock()
	if f.closes != f.store.closes || f.store.resting != nil && (f.store.resting.writable || !f.writable) {
		return false
	}
	old := f.store.resting
	f.store.resting = f
	if old != nil {
		old.close()
	}
	return true
}
