package model

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"
)

// ActivityQuery asks for entries of the activity log, newest first.
type ActivityQuery struct {
	From, To Date   // calendar days of the entries' time, both included; 0: no limit
	Person   string // part of the actor's name
	Verb     Verb   // "": all
	Object   string // part of the label, or a record's reference: "benefit 12"
	Ref      Ref    // a record that the entry is about or changed; zero: all
	Text     string // words that all occur in the label, the actor's name, the reference, or in Words
	Words    Wording
	Before   uint64 // continue before this sequence; 0: from the newest
	Limit    int    // 0: all
}

// Wording is how somebody who searches sees entries; nil: not at all.
type Wording interface {
	Did(Entry) string
	Record(Ref) string
}

// Meets tells whether an entry is asked for, wherever it stands. Days are those
// of the time zone that the entry's time is in.
func (q ActivityQuery) Meets(e Entry) bool {
	day := DateOf(e.Time)
	return (q.From.IsZero() || day >= q.From) && (q.To.IsZero() || day <= q.To) &&
		(q.Verb == "" || q.Verb == e.Verb) && FoldContains(e.Actor.Name, q.Person) &&
		(FoldContains(e.Subject(), q.Object) || e.concerns(func(r Ref) bool { return r.String() == Fold(q.Object) })) &&
		q.finds(e) && (q.Ref.ID == 0 || e.concerns(func(r Ref) bool { return r == q.Ref }))
}

// finds tells whether every word of the text occurs in the entry.
func (q ActivityQuery) finds(e Entry) bool {
	if q.Text == "" {
		return true
	}
	parts := []string{e.Subject(), e.Actor.Name, e.Object.String()}
	if q.Words != nil {
		parts = append(parts, q.Words.Did(e), q.Words.Record(e.Object))
	}
	all := Fold(strings.Join(parts, "\n"))
	return !slices.ContainsFunc(strings.Fields(Fold(q.Text)), func(word string) bool { return !strings.Contains(all, word) })
}

// Revealed is the detail of an entry that reveals many keys at once.
type Revealed struct {
	Keys int `json:"keys"` // how many
}

// Keys tells how many keys an entry revealed at once; bulk is false for what is
// no such entry.
func (e Entry) Keys() (n int, bulk bool) {
	var of Revealed
	if e.Verb == VerbReveal && e.Label == "" {
		bulk = e.bulk(&of)
	}
	return of.Keys, bulk
}

// Subject is the text by which people know what the entry is about: its label,
// of an import the names of the files.
func (e Entry) Subject() string {
	if e.Label != "" || e.Verb != VerbImport {
		return e.Label
	}
	var files []struct{ Name string }
	e.bulk(&files)
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = file.Name
	}
	return strings.Join(names, ", ")
}

// bulk reads the detail of a command within that of an entry which only counts
// its changes; ok is false where it has another form.
func (e Entry) bulk(to any) (ok bool) {
	var counted struct{ Detail json.RawMessage }
	raw, ok := e.Detail.(json.RawMessage)
	return ok && json.Unmarshal(raw, &counted) == nil && json.Unmarshal(counted.Detail, to) == nil
}

// concerns tells whether the entry is about a record, or changed it.
func (e Entry) concerns(is func(Ref) bool) bool {
	return is(e.Object) || slices.ContainsFunc(e.Changes, func(c EntryChange) bool { return is(c.Ref) })
}

// Activity is a part of the activity log.
type Activity struct {
	Entries []Entry
	Names   map[Ref]string // labels of the records that the entries' changes refer to; "" for one that is gone
	More    bool
	Head    Head // of the whole log
}

// Head names the last entry of the log. Who keeps it elsewhere can tell later
// whether the log was rewritten.
type Head struct {
	Sequence uint64
	Hash     [32]byte // SHA-256
}

// entriesRead is how many entries Entries keeps in memory.
const entriesRead = 1000

// Entries gives all that a query asks for, read page after page.
func Entries(query ActivityQuery, read func(ActivityQuery) (Activity, error)) iter.Seq2[Entry, error] {
	query.Limit = entriesRead
	return func(yield func(Entry, error) bool) {
		for more := true; more; {
			part, err := read(query)
			if err != nil {
				yield(Entry{}, err)
				return
			}
			for _, e := range part.Entries {
				if !yield(e, nil) {
					return
				}
				query.Before = e.Sequence
			}
			more = part.More
		}
	}
}
