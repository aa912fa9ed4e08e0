package model

import (
	"context"
	"errors"
	"iter"
	"time"
)

// Facts are the records that a command decides on, all of one moment.
type Facts interface {
	// Get returns a record, or an error that wraps ErrNotFound.
	Get(Ref) (Record, error)
	// Lookup returns the records of a kind that have an identity, or are in a
	// group, by ascending id; none is no error.
	Lookup(kind Kind, identity string) ([]Record, error)
	// Referring returns the records of a kind that refer to a record, by
	// ascending id.
	Referring(to Ref, kind Kind) ([]Record, error)
	// FindKey returns the record of a product key by its text; found is
	// false when the store has never seen the key.
	FindKey(Key) (record ProductKey, found bool, err error)
	// NewID allocates the id of a record that the command creates.
	NewID() ID
}

// Lister is what facts may be besides: able to give all records of a kind, by
// ascending id. Imports need it to tell what a file lacks.
type Lister interface {
	All(kind Kind) iter.Seq2[Record, error]
}

// Command is something that changes what is known. Decide is pure: facts and a
// day in, what would happen out. The error of a rule is a *Refusal.
type Command interface {
	Decide(facts Facts, today Date) (Receipt, []Change, error)
}

// MaxChanges is the largest number of records that one command changes. More
// is an import's work.
const MaxChanges = 100

// Change is one record before and after a command; Before is nil for a new
// record.
type Change struct {
	Ref    Ref
	Before Record
	After  Record
}

// Created is the change that adds a record.
func Created(after Record) Change { return Change{Ref: after.Ref(), After: after} }

// Changed is the change that replaces a record.
func Changed(before, after Record) Change { return Change{before.Ref(), before, after} }

// Verb names what was done, in receipts and in the activity log.
type Verb string

// The verbs of this program's commands.
const (
	VerbAdd      Verb = "add"
	VerbEdit     Verb = "edit"
	VerbRetire   Verb = "retire"
	VerbRestore  Verb = "restore"
	VerbIdentify Verb = "identify" // somebody said which person they are
	VerbRedeem   Verb = "redeem"
	VerbReserve  Verb = "reserve"
	VerbRelease  Verb = "release" // of a reservation
	VerbCorrect  Verb = "correct" // a redemption
	VerbReplace  Verb = "replace" // a wrongly redeemed key
	VerbGiveUp   Verb = "give-up" // a benefit that is not going to be used
	VerbCancel   Verb = "cancel"  // a membership
	VerbReveal   Verb = "reveal"
	VerbCopy     Verb = "copy"
	VerbUndo     Verb = "undo"
	VerbImport   Verb = "import"
	VerbExport   Verb = "export"
)

// Verbs lists every verb.
func Verbs() []Verb {
	return []Verb{
		VerbAdd, VerbEdit, VerbRetire, VerbRestore, VerbIdentify, VerbRedeem, VerbReserve, VerbRelease, VerbCorrect,
		VerbReplace, VerbGiveUp, VerbCancel, VerbReveal, VerbCopy, VerbUndo, VerbImport, VerbExport,
	}
}

// Receipt is what a command would do, or did. It holds no ids of records that
// the command creates, so that the same facts always give the same receipt.
type Receipt struct {
	Verb   Verb   `json:"verb"`
	Object Ref    `json:"object,omitzero"`
	Label  string `json:"label,omitzero"`  // of the object
	Tenant ID     `json:"tenant,omitzero"` // in whose portal it happens, for the roles; 0: the partner's, or not yet known
	Detail any    `json:"detail,omitzero"` // encodes as JSON, without secrets
}

// Actor is the person who does something.
type Actor struct {
	Name string `json:"name"`
	// Person tells people of one name apart, where the accounts know the person;
	// 0: the system's user, or from before this was kept.
	Person ID `json:"person,omitzero"`
}

// Is tells whether two actors are the same, as far as both are known.
func (a Actor) Is(other Actor) bool {
	return a.Name == other.Name && (a.Person == other.Person || a.Person == 0 || other.Person == 0)
}

// Valid refuses a name that is too long for a record.
func (a Actor) Valid() error { return needShort("name", a.Name) }

// RequestID names one intent of a person, so that a repeated attempt is not
// done twice. The zero value is no name.
type RequestID [16]byte

// Revision counts the changes of a store.
type Revision uint64

// Entry is one entry of the activity log.
type Entry struct {
	Sequence uint64        `json:"sequence"`
	Time     time.Time     `json:"time"`
	Day      Date          `json:"day"` // the day the rules were applied for
	Actor    Actor         `json:"actor"`
	Verb     Verb          `json:"verb"`
	Object   Ref           `json:"object,omitzero"`
	Label    string        `json:"label,omitzero"`
	Tenant   ID            `json:"tenant,omitzero"` // in whose portal it happened, see Receipt
	Detail   any           `json:"detail,omitzero"`
	Changes  []EntryChange `json:"changes,omitzero"`
}

// EntryChange is one record's change as the log keeps it.
type EntryChange struct {
	Ref    Ref    `json:"ref"`
	Before Record `json:"before,omitzero"`
	After  Record `json:"after,omitzero"`
}

// Errors of the write path.
var (
	// ErrNotFound is wrapped when a record does not exist.
	ErrNotFound = errors.New("no such record")
	// ErrChanged is returned when what would happen now is not what the
	// person saw and confirmed. Nothing was written.
	ErrChanged = errors.New("the facts changed since the preview")
	// ErrUnknownOutcome is returned when writing failed in a way that leaves
	// open whether the change was saved.
	ErrUnknownOutcome = errors.New("it is not known whether the change was saved")
)

// Ledger is the write path: every change of facts goes through Do.
type Ledger interface {
	// Try tells what a command would do; nothing is written.
	Try(ctx context.Context, actor Actor, today Date, command Command) (Receipt, error)
	// Do decides again, compares with the receipt the person saw, and writes
	// the changes, their index entries and the log entry together or not at
	// all. It returns ErrChanged or ErrUnknownOutcome beside refusals.
	Do(ctx context.Context, actor Actor, today Date, command Command, want Receipt, id RequestID) (Receipt, error)
}
