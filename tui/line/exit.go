package line

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/words"
)

// The exit codes of the command line's contract. A signal's is 128 and its
// number.
const (
	ExitDone     = 0
	ExitRefused  = 1
	ExitUsage    = 2
	ExitDue      = 3
	ExitUnusable = 4
	exitSignal   = 128
)

// ErrRefused ends a command whose answer, already written, is no.
var ErrRefused = errors.New("refused")

// ErrDue ends a command that found, and wrote, what needs attention.
var ErrDue = errors.New("something is due")

// Usage is the error of a command line that can't be understood.
type Usage struct{ Err error }

func (u Usage) Error() string { return u.Err.Error() }

func (u Usage) Unwrap() error { return u.Err }

func usage(format string, args ...any) error { return Usage{fmt.Errorf(format, args...)} }

// Unusable is the error of a store that can't be opened.
type Unusable struct {
	Path string
	Err  error
}

func (u Unusable) Error() string { return u.said(u.Err.Error()) }

// said puts the path before a sentence that does not name it.
func (u Unusable) said(sentence string) string {
	if whole, err := filepath.Abs(u.Path); err == nil && strings.Contains(sentence, whole) {
		return sentence
	}
	return u.Path + ": " + sentence
}

func (u Unusable) Unwrap() error { return u.Err }

// Ended is the error of a command that a signal ended.
type Ended struct{ Signal os.Signal }

func (e Ended) Error() string { return e.Signal.String() }

// Exit finds the exit code of a command's error, and the sentence for standard
// error; it is empty where nothing is left to say. What has a code and is no
// refusal comes from the store; other errors are of files that can't be read or
// written.
func Exit(err error, w words.Words) (code int, sentence string) {
	var wrong Usage
	var store Unusable
	var ended Ended
	var coded interface{ Notice() model.Notice }
	switch {
	case err == nil:
		return ExitDone, ""
	case errors.Is(err, ErrRefused):
		return ExitRefused, ""
	case errors.Is(err, ErrDue):
		return ExitDue, ""
	case errors.As(err, &ended):
		number, _ := ended.Signal.(syscall.Signal)
		return exitSignal + int(number), ""
	case errors.As(err, &wrong):
		return ExitUsage, clean.Text(strings.Join(strings.Fields(w.Error(err)), " "))
	case errors.As(err, &store):
		return ExitUnusable, clean.Text(store.said(w.Error(store.Err)))
	case model.CodeOf(err) == "" && errors.As(err, &coded):
		code = ExitUnusable
	default:
		code = ExitRefused
	}
	return code, clean.Text(w.Error(err))
}
