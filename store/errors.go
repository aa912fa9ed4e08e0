package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"
	"time"

	"benefitdesk/model"
)

// Errors of the store. Each says what happened, what was not changed and what
// to do; callers tell them apart with errors.Is.
var (
	// ErrLocked is wrapped by *LockedError.
	ErrLocked = errors.New("the store is in use by another program")
	// ErrForeign means that the file is not a store of this program.
	ErrForeign error = &model.Fault{Code: "store_foreign", Text: "the file is not a benefitdesk store; it was not changed; name another file"}
	// ErrDamaged is wrapped by *DamagedError.
	ErrDamaged = errors.New("the store is damaged")
	// ErrNewer is wrapped by *NewerError.
	ErrNewer = errors.New("the store was written by a newer version")
	// ErrOlder means that the file must be migrated but can't be written.
	ErrOlder error = &model.Fault{Code: "store_older", Text: "the store has an older format and can't be written to bring it up to date; it was not changed; make the file and its folder writable"}
	// ErrEmpty means that there is a file without content.
	ErrEmpty error = &model.Fault{Code: "store_empty", Text: "the file is empty; it was not changed; restore a backup over it, or delete it to begin anew"}
	// ErrDirectory means that the path is a folder or another thing that is
	// not a file.
	ErrDirectory error = &model.Fault{Code: "store_directory", Text: "the path is not a file; nothing was changed; name a file"}
	// ErrReadOnly means that the file or its folder can't be written.
	ErrReadOnly error = &model.Fault{Code: "store_read_only", Text: "the store can only be read; nothing was changed; make the file and its folder writable"}
	// ErrUnreadable means that the system does not let this user open the file.
	ErrUnreadable error = &model.Fault{Code: "store_unreadable", Text: "the store can't be opened for reading; nothing was changed; make the file readable and its folder accessible"}
	// ErrNoSpace means that the disk, the quota or the size limit is reached.
	ErrNoSpace error = &model.Fault{Code: "store_no_space", Text: "there is no space left to write; nothing was saved; free some space and try again"}
	// ErrVanished means that the file was there and is gone.
	ErrVanished error = &model.Fault{Code: "store_vanished", Text: "the store's file is gone; nothing was saved; put it back or restore a backup"}
	// ErrReplaced means that another store took the place of the one opened.
	ErrReplaced error = &model.Fault{Code: "store_replaced", Text: "another store took the place of the one that was opened; nothing was saved; start again to use it"}
	// ErrKeysLocked means that the identity for the product keys is missing.
	ErrKeysLocked error = &model.Fault{Code: "keys_locked", Text: "product keys are locked: the identity of this store is not here; nothing was changed; import the identity"}
	// ErrKeyExists means that another record has the same product key.
	ErrKeyExists error = &model.Fault{Code: "key_exists", Text: "the product key is already in the store; nothing was saved"}
	// ErrDangling means that a change refers to a record that does not exist,
	// or removes one that others refer to.
	ErrDangling = errors.New("a record would refer to one that does not exist; nothing was saved")
	// ErrTooMany means that a command changes more than model.MaxChanges.
	ErrTooMany = fmt.Errorf("a command may change %d records at most; nothing was saved", model.MaxChanges)
	// ErrNotSaved means that writing failed and that the store was read again
	// and holds nothing of the change.
	ErrNotSaved error = &model.Fault{Code: "not_saved", Text: "writing failed; nothing was saved; try again"}
	// ErrNotEmpty means that Fill was asked to fill a store with records.
	ErrNotEmpty = errors.New("the store has records already; nothing was changed")
)

// Codes of the errors that carry details; the sentinels above have theirs.
const (
	CodeLocked  model.Code = "store_locked"
	CodeDamaged model.Code = "store_damaged"
	CodeNewer   model.Code = "store_newer"
)

// LockedError tells who holds the store. PID is 0 when that is not known.
type LockedError struct {
	PID   int
	Since time.Time
}

func (e *LockedError) Error() string {
	const rest = "; nothing was changed; close that program or try again"
	if e.PID == 0 {
		return ErrLocked.Error() + rest
	}
	return fmt.Sprintf("the store is in use by process %d since %s%s", e.PID, e.Since.Local().Format("15:04:05"), rest)
}

// Notice is the error as a code: the process and the time since it holds the
// store.
func (e *LockedError) Notice() model.Notice {
	if e.PID == 0 {
		return model.Notice{Code: CodeLocked}
	}
	return model.Notice{Code: CodeLocked, Args: []any{strconv.Itoa(e.PID), e.Since.Local().Format("15:04:05")}}
}

// Unwrap gives ErrLocked.
func (e *LockedError) Unwrap() error { return ErrLocked }

// DamagedError tells which part of the file is damaged: the bucket or
// "header" or "structure", and the record where it belongs to one.
type DamagedError struct {
	Part   string
	Ref    model.Ref
	Detail string
}

func (e *DamagedError) Error() string {
	var b strings.Builder
	b.WriteString(ErrDamaged.Error() + ": " + e.Part)
	if e.Ref.ID != 0 && e.Ref.String() != "" {
		b.WriteString(" of " + e.Ref.String())
	}
	return b.String() + " " + e.Detail + "; it is not shown and nothing was changed; run check, then restore a backup"
}

// Notice is the error as a code with the damaged part.
func (e *DamagedError) Notice() model.Notice {
	return model.Notice{Code: CodeDamaged, Args: []any{strings.TrimSpace(e.Part + " " + e.Ref.String())}}
}

// Unwrap gives ErrDamaged.
func (e *DamagedError) Unwrap() error { return ErrDamaged }

// NewerError tells which schema version the file has.
type NewerError struct{ Version int }

func (e *NewerError) Error() string {
	return fmt.Sprintf("the store has format %d, this program knows %d; it was not changed; use a newer version", e.Version, schemaVersion)
}

// Notice is the error as a code: the file's format and this program's.
func (e *NewerError) Notice() model.Notice {
	return model.Notice{Code: CodeNewer, Args: []any{e.Version, schemaVersion}}
}

// Unwrap gives ErrNewer.
func (e *NewerError) Unwrap() error { return ErrNewer }

// explain puts the sentinel before an error of the operating system that
// means one.
func explain(err error) error {
	var sentinel error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		sentinel = ErrNoSpace
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		sentinel = ErrReadOnly
	default:
		return err
	}
	if errors.Is(err, sentinel) {
		return err
	}
	return fmt.Errorf("%w: %w", sentinel, err)
}

// unreadable puts ErrUnreadable in the place of a permission that reading lacks.
func unreadable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("%w: %v", ErrUnreadable, err)
	}
	return err
}

// callerPanic carries a panic of the caller's own code through guarded.
type callerPanic struct{ value any }

// outside runs code that is not the store's inside guarded: its panic is a
// fault of the program and not of the file.
func outside(fn func() error) error {
	defer func() {
		if p := recover(); p != nil {
			panic(callerPanic{p})
		}
	}()
	return fn()
}
