package model

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Code names a refusal, a warning or a note. Codes are part of the command
// line's contract; their words come from the message catalogue.
type Code string

// Notice is a code with what its words need: dates, numbers, names.
type Notice struct {
	Code Code  `json:"code"`
	Args []any `json:"args,omitzero"`
}

// Refusal is the error of a rule that does not allow something. Nothing was
// changed when a command returns one.
type Refusal struct{ Notice }

// Which is the notice that says of which of several things the refusal is: its
// last argument, if that is one.
func (n Notice) Which() (which Notice, named bool) {
	if len(n.Args) > 0 {
		which, named = n.Args[len(n.Args)-1].(Notice)
	}
	return which, named
}

// Refuse makes the error for a code and the arguments of its words.
func Refuse(code Code, args ...any) error { return &Refusal{Notice{code, args}} }

func (r *Refusal) Error() string { return r.String() }

// String is the code with its arguments, for logs and tests.
func (n Notice) String() string {
	text := make([]string, 0, len(n.Args)+1)
	text = append(text, string(n.Code))
	for _, arg := range n.Args {
		text = append(text, fmt.Sprint(arg))
	}
	return strings.Join(text, " ")
}

// Field names a field of a record as JSON does, where an argument of a notice
// is one.
type Field string

// CodeOf gives the code of a refusal, and "" for any other error.
func CodeOf(err error) Code {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	return ""
}

// Refusals of records that can't be kept as they are. The first argument is
// the name of the field.
const (
	CodeMissing  Code = "missing"   // field
	CodeNoCount  Code = "no_count"  // field, text
	CodeNoVerb   Code = "no_verb"   // text that names no action of the log, or several
	CodeNegative Code = "negative"  // field, value
	CodeTooMany  Code = "too_many"  // field, value, limit
	CodeTooLong  Code = "too_long"  // field, limit in characters
	CodeNoRecord Code = "no_record" // what was asked for
)

// MaxCount is the largest count that the program takes as input.
const MaxCount = 1_000_000

// MaxTotal is the largest count that a record may have. Results of redemptions
// exceed MaxCount, and so do the free products of a tenant.
const MaxTotal = 1_000_000_000

// MaxMoney is the largest amount of money, in hundredths of a currency.
const MaxMoney = 1_000_000_000_000_000

// MaxText is the length of the longest text of a record, in characters. Files
// with longer ones are not imported, so that every export can be.
const MaxText = 8 << 10

// TooLong tells whether a text is longer than a record may have it.
func TooLong(text string) bool { return len(text) > MaxText && utf8.RuneCountInString(text) > MaxText }

func needText(field, text string) error {
	if strings.TrimSpace(text) == "" {
		return Refuse(CodeMissing, field)
	}
	return nil
}

// needShort refuses texts that are too long; each stands behind the name of its
// field.
func needShort(pairs ...string) error {
	for i := 0; i+1 < len(pairs); i += 2 {
		if TooLong(pairs[i+1]) {
			return Refuse(CodeTooLong, pairs[i], int64(MaxText))
		}
	}
	return nil
}

func needCount(field string, n int64) error { return needUpTo(MaxCount, field, n) }

// NeedTotal refuses a count that is negative or more than MaxTotal, of what the
// program calculates or portals report.
func NeedTotal(field string, n int64) error { return needUpTo(MaxTotal, field, n) }

func needUpTo(limit int64, field string, n int64) error {
	switch {
	case n < 0:
		return Refuse(CodeNegative, field, n)
	case n > limit:
		return Refuse(CodeTooMany, field, n, limit)
	}
	return nil
}
