package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// Undo takes back what an entry of the activity log records: its changes are
// inverted as long as nothing was built on them. It is about our record only;
// what a portal did stays. Undoing an undo does again what was undone.
type Undo struct{ Sequence uint64 } // of the entry

// Undone is the detail of an undo's receipt and log entry.
type Undone struct {
	Sequence uint64 `json:"sequence"` // of the entry that was undone
	Verb     Verb   `json:"verb"`     // what it did; of an undo, what that had undone
}

// Journal is what facts may be besides: able to look into the activity log.
// Undoing needs it.
type Journal interface {
	// Entry gives an entry by its sequence, or an error that wraps ErrNotFound.
	Entry(sequence uint64) (Entry, error)
	// LastChange gives the newest entry that lists a change of a record. An
	// import lists none.
	LastChange(Ref) (entry Entry, found bool, err error)
}

// Refusals of an undo, beside the reasons of RuleOf.
const (
	CodeNothingToUndo Code = "nothing_to_undo"
	CodeUndoneAlready Code = "undone_already" // sequence of the undo
	CodeChangedSince  Code = "changed_since"  // label of the record, verb and sequence of the latest change; nothing more after an import
	CodeStillNeeded   Code = "still_needed"   // label of the record that would go, label of one that refers to it
	CodeTargetGone    Code = "target_gone"    // label of the record that would come back, reference of one that it refers to and that is gone
	CodeKeyTextGone   Code = "key_text_gone"  // label of the key
)

// Undid tells what an entry undid; ok is false where it is no undo.
func (e Entry) Undid() (of Undone, ok bool) {
	if e.Verb != VerbUndo {
		return of, false
	}
	switch detail := e.Detail.(type) {
	case Undone:
		return detail, true
	case json.RawMessage:
		err := json.Unmarshal(detail, &of)
		return of, err == nil
	}
	return of, false
}

// Rule is the rule of what a receipt says; of an undo, that of what it undoes.
func (r Receipt) Rule() Rule {
	verb := r.Verb
	if undone, ok := r.Detail.(Undone); ok {
		verb = undone.Verb
	}
	return RuleOf(verb, r.Object.Kind)
}

// Decide refuses what is final, what was undone already, and what something
// was built on.
func (c Undo) Decide(facts Facts, _ Date) (Receipt, []Change, error) {
	journal, ok := facts.(Journal)
	if !ok {
		return Receipt{}, nil, fmt.Errorf("undo entry %d: these facts have no log", c.Sequence)
	}
	entry, err := journal.Entry(c.Sequence)
	if errors.Is(err, ErrNotFound) {
		err = Refuse(CodeNothingToUndo)
	}
	if err != nil {
		return Receipt{}, nil, err
	}
	receipt := Receipt{Verb: VerbUndo, Object: entry.Object, Label: entry.Label, Tenant: entry.Tenant, Detail: Undone{c.Sequence, entry.Verb}}
	if before, ok := entry.Undid(); ok {
		receipt.Detail = Undone{c.Sequence, before.Verb}
	}
	if final := receipt.Rule().Final; final != "" {
		return Receipt{}, nil, Refuse(final)
	}
	changes := entry.Inverse()
	if len(changes) == 0 {
		return Receipt{}, nil, Refuse(CodeNothingToUndo)
	}
	for _, change := range changes {
		if err := stands(facts, journal, c.Sequence, change); err != nil {
			return Receipt{}, nil, err
		}
		if err := possible(facts, changes, change); err != nil {
			return Receipt{}, nil, err
		}
	}
	return receipt, changes, nil
}

// Inverse are the changes that take an entry back; none of what it left as it
// was.
func (e Entry) Inverse() (changes []Change) {
	for _, c := range e.Changes {
		if !reflect.DeepEqual(c.Before, c.After) {
			changes = append(changes, Change{Ref: c.Ref, Before: c.After, After: c.Before})
		}
	}
	return changes
}

// stands refuses a change that does not begin with what is known now, and
// names what came between.
func stands(facts Facts, journal Journal, sequence uint64, change Change) error {
	now, err := facts.Get(change.Ref)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if reflect.DeepEqual(now, change.Before) {
		return nil
	}
	last, found, err := journal.LastChange(change.Ref)
	undone, undid := last.Undid()
	switch {
	case err != nil:
		return err
	case undid && undone.Sequence == sequence:
		return Refuse(CodeUndoneAlready, last.Sequence)
	case !found || last.Sequence <= sequence:
		return Refuse(CodeChangedSince, change.label())
	}
	return Refuse(CodeChangedSince, change.label(), last.Verb, last.Sequence)
}

// possible refuses to remove what others refer to, and to bring back what
// refers to something that is gone or a key whose text is.
func possible(facts Facts, changes []Change, change Change) error {
	if change.After == nil {
		return unreferred(facts, changes, change)
	}
	if _, key := change.After.(ProductKey); key && change.Before == nil {
		return Refuse(CodeKeyTextGone, change.label())
	}
	for _, target := range change.After.Refs() {
		if other := changeOf(changes, target); other != nil && other.After != nil {
			continue
		}
		_, err := facts.Get(target)
		if errors.Is(err, ErrNotFound) {
			err = Refuse(CodeTargetGone, change.label(), target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func unreferred(facts Facts, changes []Change, change Change) error {
	for _, kind := range Kinds() {
		found, err := facts.Referring(change.Ref, kind)
		if err != nil {
			return err
		}
		for _, record := range found {
			if changeOf(changes, record.Ref()) == nil {
				return Refuse(CodeStillNeeded, change.label(), firstOf(record.Label(), record.Ref().String()))
			}
		}
	}
	return nil
}

func changeOf(changes []Change, ref Ref) *Change {
	for i := range changes {
		if changes[i].Ref == ref {
			return &changes[i]
		}
	}
	return nil
}

// label is the text by which people know the record that changes.
func (c Change) label() string {
	for _, record := range [...]Record{c.After, c.Before} {
		if record != nil && record.Label() != "" {
			return record.Label()
		}
	}
	return c.Ref.String()
}
