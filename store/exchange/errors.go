package exchange

import (
	"errors"

	"benefitdesk/model"
)

// ErrBadRows is wrapped by Plan's error when files have rows that can't be
// used and Options.SkipBad was not set. The plan is there nevertheless.
var ErrBadRows = errors.New("rows that can't be used")

// SyntaxError is a place where a file is malformed.
type SyntaxError struct {
	Name         string
	Line, Column int // from 1; columns count characters
	Expected     model.Notice
}

// FormatError is a file that is not what benefitdesk can import.
type FormatError struct {
	Name    string
	Line    int // 0: the file as a whole
	Problem model.Notice
}

// UnsupportedError is a file that was recognised, and has no reader.
type UnsupportedError struct {
	Name string
	Kind model.Code
}

// ErrDateOrder is a file in which no row tells whether its dates are day-first
// or month-first. Nothing of it is used until Options.DateOrder says so.
type ErrDateOrder struct {
	Name    string
	Example string // a date of the file that can be read both ways
}

// Notice is the error as a code, which the program puts into words.
func (e *SyntaxError) Notice() model.Notice {
	return notice(CodeSyntax, e.Name, e.Line, e.Column, e.Expected)
}

func (e *FormatError) Notice() model.Notice {
	if e.Line == 0 {
		return notice(CodeFile, e.Name, e.Problem)
	}
	return notice(CodeFileLine, e.Name, e.Line, e.Problem)
}

func (e *UnsupportedError) Notice() model.Notice {
	return notice(CodeFile, e.Name, notice(CodeUnsupported, notice(e.Kind)))
}

func (e *ErrDateOrder) Notice() model.Notice { return notice(model.CodeDateOrder, e.Name, e.Example) }

func (e *SyntaxError) Error() string      { return e.Notice().String() }
func (e *FormatError) Error() string      { return e.Notice().String() }
func (e *UnsupportedError) Error() string { return e.Notice().String() }
func (e *ErrDateOrder) Error() string     { return e.Notice().String() }

// badRow is the reason why one row can't be used; the rest of the file can.
type badRow struct{ reason model.Notice }

func (e *badRow) Error() string { return e.reason.String() }

func bad(code model.Code, args ...any) error { return &badRow{notice(code, args...)} }

// reasonOf is why a record is not valid.
func reasonOf(err error) model.Notice {
	var refusal *model.Refusal
	if errors.As(err, &refusal) {
		return refusal.Notice
	}
	return notice(BadRecord, excerpt(err.Error()))
}
