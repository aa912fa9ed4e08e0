package model

// ActivityQuery asks for entries of the activity log, newest first.
type ActivityQuery struct {
	From, To Date   // calendar days of the entries' time, both included; 0: no limit
	Person   string // part of the actor's name
	Verb     Verb   // "": all
	Object   string // part of the label, or a record's reference: "benefit 12"
	Before   uint64 // continue before this sequence; 0: from the newest
	Limit    int    // 0: all
}

// Meets tells whether an entry is asked for, wherever it stands.
func (q ActivityQuery) Meets(e Entry) bool {
	day := DateOf(e.Time)
	return (q.From.IsZero() || day >= q.From) && (q.To.IsZero() || day <= q.To) &&
		(q.Verb == "" || q.Verb == e.Verb) && FoldContains(e.Actor.Name, q.Person) &&
		(FoldContains(e.Label, q.Object) || e.Object.String() == Fold(q.Object))
}

// Activity is a part of the activity log.
type Activity struct {
	Entries []Entry
	More    bool
	Head    Head // of the whole log
}

// Head names the last entry of the log. Who keeps it elsewhere can tell later
// whether the log was rewritten.
type Head struct {
	Sequence uint64
	Hash     [32]byte // SHA-256
}
