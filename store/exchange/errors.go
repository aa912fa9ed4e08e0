package exchange

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// ErrBadRows is wrapped by Plan's error when files have rows that can't be
// used and Options.SkipBad was not set. The plan is there nevertheless.
var ErrBadRows = errors.New("rows that can't be used")

// SyntaxError is a place where a file is malformed.
type SyntaxError struct {
	Name         string
	Line, Column int // from 1; columns count characters
	Expected     string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s: line %d, column %d: expected %s", e.Name, e.Line, e.Column, e.Expected)
}

// FormatError is a file that is not what benefitdesk can import.
type FormatError struct {
	Name    string
	Line    int // 0: the file as a whole
	Problem string
}

func (e *FormatError) Error() string {
	if e.Line == 0 {
		return e.Name + ": " + e.Problem
	}
	return fmt.Sprintf("%s: line %d: %s", e.Name, e.Line, e.Problem)
}

// UnsupportedError is a file that was recognised, and has no reader.
type UnsupportedError struct{ Name, Kind string }

func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("%s: this is a %s; benefitdesk can't import it yet", e.Name, e.Kind)
}

// ErrDateOrder is a file in which no row tells whether its dates are day-first
// or month-first. Nothing of it is used until Options.DateOrder says so.
type ErrDateOrder struct {
	Name    string
	Example string // a date of the file that can be read both ways
}

func (e *ErrDateOrder) Error() string {
	return fmt.Sprintf("%s: is %s day-first or month-first? no row of the file tells", e.Name, e.Example)
}

// badRow is the reason why one row can't be used; the rest of the file can.
type badRow struct{ reason string }

func (e *badRow) Error() string { return e.reason }

func bad(format string, args ...any) error { return &badRow{fmt.Sprintf(format, args...)} }

// reasonOf puts into words why a record is not valid.
func reasonOf(err error) string {
	var refusal *model.Refusal
	if !errors.As(err, &refusal) {
		return shown(err.Error())
	}
	field := shown(fmt.Sprint(refusal.Args...))
	switch refusal.Code {
	case model.CodeMissing:
		return "no " + field
	case model.CodeNegative:
		return fmt.Sprintf("%v is negative", refusal.Args[0])
	case model.CodeTooLong:
		return fmt.Sprintf("%v is longer than %v characters", refusal.Args...)
	case model.CodeTooMany:
		return fmt.Sprintf("%v is %v, the limit is %v", refusal.Args...)
	}
	return shown(refusal.Error())
}

// keyPattern finds what may be a product key, so that no message repeats one.
// Without digits and dashes it is words, such as the name of a product.
var keyPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[A-Z0-9]{5}(?:(?:[^\p{L}\p{N}]|ー){0,3}[A-Z0-9]{5}){4}`)
})

func marksKey(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.Pd, r) || r == 'ー' }

const maxShown = 60

// shown is text of a file as it may stand in a message: visible, short, and
// without product keys.
func shown(text string) string {
	if narrow := strings.Map(model.FoldWidth, text); keyPattern().MatchString(narrow) {
		text = keyPattern().ReplaceAllStringFunc(narrow, func(match string) string {
			if strings.IndexFunc(match, marksKey) < 0 {
				return match
			}
			return "(a product key)"
		})
	}
	text = clean.Text(text)
	if utf8.RuneCountInString(text) > maxShown {
		text = string([]rune(text)[:maxShown]) + "…"
	}
	return text
}

// quoted is shown text in quotes.
func quoted(text string) string { return `"` + shown(text) + `"` }
