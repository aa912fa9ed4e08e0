package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// Options say where a store is.
type Options struct {
	// Path is the file.
	Path string
	// IdentityDir is the folder with the identities that unlock product keys,
	// one file for each store, named by its id.
	IdentityDir string
	// Clock gives the time for log entries; nil is time.Now.
	Clock func() time.Time
	// Wait is how long an operation waits for other programs; 0 is a second.
	Wait time.Duration
	// Gentle says that keys are waited for: reading many rows rests about half
	// of the time, so that a key pressed meanwhile is answered at once.
	Gentle bool
	// OwnFolder says that the file's folder belongs to this program alone, so
	// that others are kept out of it (mode 0700). A folder that Open creates
	// is always closed to others.
	OwnFolder bool
}

// Notices about what Open found and did; the argument is the path.
const (
	// CodeTightened: others could read the file or folder; they no longer can.
	CodeTightened model.Code = "store_tightened"
	// CodeLoose: others can read the file or folder, and it can't be changed.
	CodeLoose model.Code = "store_loose"
	// CodeHalfHeader: one of the two head pages is damaged. Everything can be
	// read, but the last change before the damage may be missing.
	CodeHalfHeader model.Code = "store_half_header"
	// CodeMigrated: the format was brought up to date; the second argument is
	// the backup of the file as it was.
	CodeMigrated model.Code = "store_migrated"
)

// Store is a store's file. It is safe for use by several goroutines, and by
// several programs at once: the file is locked only during an operation.
type Store struct {
	path       string
	identities string // folder of identities
	clock      func() time.Time
	wait       time.Duration
	schema     schema
	commit     func(*bbolt.Tx) error
	scratch    bool // a new file that is synced once, when it is complete
	recent     int  // how large "recent" grows, in bytes
	gentle     bool // see Options
	rests      bool // the file stays open between operations

	mu         sync.Mutex // guards what follows
	resting    *file      // nil: not open, or in use
	closes     int        // how often Close was called
	origin     origin
	originRead []byte // the payload that origin was read from
	notices    []model.Notice
	vault      *vault // nil until unlocked
	doubt      bool   // a write failed and it is not known whether it was saved
}

var _ model.Ledger = (*Store)(nil)

// Open opens a store, or creates it when there is no file. An existing file is
// checked before anything touches it. Errors: ErrDirectory, ErrEmpty,
// ErrForeign, ErrDamaged, ErrNewer, ErrOlder, ErrLocked, ErrReadOnly,
// ErrUnreadable, ErrNoSpace.
func Open(options Options) (*Store, error) {
	return open(options, currentSchema())
}

func open(options Options, schema schema) (*Store, error) {
	path, err := filepath.Abs(options.Path)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{
		path: path, identities: options.IdentityDir, clock: options.Clock, wait: options.Wait,
		schema: schema, commit: (*bbolt.Tx).Commit, recent: recentLimit, gentle: options.Gentle,
		rests: unlocks,
	}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.wait == 0 {
		s.wait = time.Second
	}
	if err := s.prepare(options.OwnFolder); err != nil {
		return nil, fmt.Errorf("open store: %w", explain(err))
	}
	return s, nil
}

// prepare creates the file or checks the one that is there.
func (s *Store) prepare(ownFolder bool) error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = s.create()
		if err == nil || errors.Is(err, fs.ErrExist) { // another program was faster
			info, err = os.Stat(s.path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w: %w", ErrDirectory, err) // a link that leads nowhere
		}
	case err != nil && !errors.Is(err, fs.ErrPermission):
		err = fmt.Errorf("%w: %w", ErrDirectory, err)
	case err != nil:
		err = unreadable(err)
	case !info.Mode().IsRegular():
		err = ErrDirectory
	}
	if err != nil {
		return err
	}
	if err := s.inspect(); err != nil {
		return err // the file may be somebody else's
	}
	s.tighten(s.path, info, 0o600)
	if ownFolder {
		if info, err := os.Stat(filepath.Dir(s.path)); err == nil {
			s.tighten(filepath.Dir(s.path), info, 0o700)
		}
	}
	return nil
}

// tighten takes access away from others and notes it.
func (s *Store) tighten(path string, info fs.FileInfo, mode fs.FileMode) {
	if info.Mode().Perm()&0o077 == 0 {
		return
	}
	if err := os.Chmod(path, info.Mode().Perm()&mode); err != nil {
		s.note(CodeLoose, path)
		return
	}
	s.note(CodeTightened, path)
}

func (s *Store) note(code model.Code, args ...any) {
	s.notices = append(s.notices, model.Notice{Code: code, Args: args})
}

// inspect reads the file once: header, the upper pages of its trees, format,
// origin, state, and the end of the log. It brings an older format up to date.
func (s *Store) inspect() error {
	ctx := context.Background()
	var version int
	check := func(tx *bbolt.Tx) error {
		v, err := s.viewOf(ctx, tx)
		if err != nil {
			return err
		}
		return v.checkEnd()
	}
	err := s.session(ctx, false, func(f *file) error {
		if err := f.guardTrees(); err != nil {
			return err
		}
		if f.header.halved {
			s.note(CodeHalfHeader, s.path)
		}
		return f.read(func(tx *bbolt.Tx) (err error) {
			version, err = s.schema.versionOf(tx)
			if err != nil || version < s.schema.version {
				return err
			}
			return check(tx)
		})
	})
	if err != nil || version == s.schema.version {
		return err
	}
	if err := s.migrate(ctx, version); err != nil {
		return err
	}
	return s.session(ctx, false, func(f *file) error { return f.read(check) })
}

// Notices tells what Open found or did that a person should know.
func (s *Store) Notices() []model.Notice { return s.notices }

// Path is the absolute path of the file.
func (s *Store) Path() string { return s.path }

// ID names the store; its identity file has this name.
func (s *Store) ID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.origin.ID
}

// Close closes the file, where an operation uses it at its end, and forgets the
// data key; further use opens it again.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.vault = nil
	s.closes++
	if s.resting != nil {
		s.resting.close()
		s.resting = nil
	}
	return nil
}
