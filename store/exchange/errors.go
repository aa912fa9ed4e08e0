package exchange

import (
	"errors"
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

// keyPattern finds what may be a product key, so that no message repeats one.
// Without digits and dashes it is words, such as the name of a product.
var keyPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)[A-Z0-9]{5}(?:(?:[^\p{L}\p{N}]|ー){0,3}[A-Z0-9]{5}){4}`)
})

func marksKey(r rune) bool { return unicode.IsDigit(r) || unicode.Is(unicode.Pd, r) || r == 'ー' }

// shown is text of a file as it may stand in a message: visible, and without
// product keys.
func shown(text string) string {
	if narrow := strings.Map(model.FoldWidth, text); keyPattern().MatchString(narrow) {
		text = keyPattern().ReplaceAllStringFunc(narrow, func(match string) string {
			if strings.IndexFunc(match, marksKey) < 0 {
				return match
			}
			return "(a product key)"
		})
	}
	return clean.Text(text)
}

// maxExcerpt is how much is shown of a text that is wrong, in characters.
const maxExcerpt = 200

// excerpt is the beginning of such a text as it may be shown.
func excerpt(text string) string {
	text = shown(text)
	if utf8.RuneCountInString(text) > maxExcerpt {
		text = string([]rune(text)[:maxExcerpt]) + "…"
	}
	return text
}
