package model

// ImportPlan is what an import would do, decided on one revision of the store.
type ImportPlan struct {
	Files    []FileDiff
	Changes  []Change
	Revision Revision
}

// ImportSource says which files to import and how to read them.
type ImportSource struct {
	Paths    []string // "-" is standard input
	Typed    string   // the text that Paths were cut from; where it is itself the path of a file, that is meant
	DayFirst *bool    // how to read 1/2/2027; nil: as the file itself tells
	SkipBad  bool     // leave bad rows out
}

// HasBad tells whether files have rows that can't be used.
func (p ImportPlan) HasBad() bool {
	for _, file := range p.Files {
		if len(file.Bad) > 0 {
			return true
		}
	}
	return false
}

// FileDiff is what importing one file would do. Numbers are rows.
type FileDiff struct {
	Name      string    `json:"name"`
	Kind      string    `json:"kind"` // what the file was taken for
	New       int       `json:"new"`
	Changed   int       `json:"changed"`
	Unchanged int       `json:"unchanged"`
	Missing   int       `json:"missing"` // known, but not in the file; never deleted
	Bad       []BadRow  `json:"bad"`
	Notes     []Notice  `json:"-"` // worth saying, no reason to refuse
	Rows      []RowDiff `json:"-"`
}

// BadRow is a row of a good file that can't be used.
type BadRow struct {
	Line   int    `json:"line"`
	Reason Notice `json:"reason"`
}

// RowDiff is one record that is new or changes.
type RowDiff struct {
	Ref    Ref // ID 0: new
	Label  string
	Fields []FieldDiff // what changes; of a new record what a person knows it by
}

// FieldDiff is one field of a record, old and new; Old is nil for a new record.
type FieldDiff struct {
	Field    string
	Old, New any // a text that may be shown, or a date, status, quantity and the like
}

// NamedGrant is a role of a person, with the label of its tenant where it has
// one.
type NamedGrant struct {
	Role   Role
	Tenant string
}

// CodeDateOrder refuses a file in which no row tells whether its dates are
// day-first or month-first; its arguments are the file's name and an example.
const CodeDateOrder Code = "date_order"
