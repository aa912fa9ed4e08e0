package exchange

import (
	"errors"
	"fmt"
	"io"

	"benefitdesk/model"
)

// jsonScanner checks JSON as it comes and keeps the text of one record at a
// time. The standard decoder tells offsets only, and neither line nor what it
// expected; it decodes the records that this one found to be well formed.
type jsonScanner struct {
	in           *input
	line, column int // of the last character taken
	depth        int
	kept         []byte // text of the value being kept
	keeping      bool
	err          error // the first error of reading
}

const atEnd = -1

// peek gives the next byte, or atEnd.
func (s *jsonScanner) peek() int {
	next, err := s.in.text.Peek(1)
	if len(next) == 0 {
		if !errors.Is(err, io.EOF) {
			s.err = fmt.Errorf("%s: %w", s.in.name, err)
		}
		return atEnd
	}
	return int(next[0])
}

// take consumes the byte that peek gave.
func (s *jsonScanner) take() {
	c, _ := s.in.text.ReadByte()
	switch {
	case c == '\n' || c == '\r' && s.peek() != '\n':
		s.line, s.column = s.line+1, 0
	case c&0xc0 != 0x80: // not the rest of a character
		s.column++
	}
	if s.keeping {
		s.kept = append(s.kept, c)
	}
}

func (s *jsonScanner) blanks() int {
	for {
		switch c := s.peek(); c {
		case ' ', '\t', '\n', '\r':
			s.take()
		default:
			return c
		}
	}
}

// expected is the error at the next character.
func (s *jsonScanner) expected(code model.Code, args ...any) error {
	if s.err != nil {
		return s.err
	}
	what := notice(code, args...)
	if s.peek() == atEnd {
		what = notice(ExpectedAtEnd, what)
	}
	return &SyntaxError{s.in.name, s.line, s.column + 1, what}
}

// value checks one value; of names the value for the message.
func (s *jsonScanner) value() error {
	if len(s.kept) > MaxRecord {
		return s.in.wrongAt(s.line, CodeLongRecord)
	}
	switch c := s.blanks(); {
	case c == '{':
		return s.nested(s.object)
	case c == '[':
		return s.nested(s.array)
	case c == '"':
		return s.text()
	case c == '-' || c >= '0' && c <= '9':
		return s.number()
	case c == 't':
		return s.word("true")
	case c == 'f':
		return s.word("false")
	case c == 'n':
		return s.word("null")
	}
	return s.expected(ExpectedValue)
}

func (s *jsonScanner) nested(inner func() error) error {
	if s.depth++; s.depth > MaxDepth {
		return s.in.wrongAt(s.line, CodeTooDeep, MaxDepth)
	}
	err := inner()
	s.depth--
	return err
}

func (s *jsonScanner) object() error { return s.members(func(string) error { return s.value() }) }
func (s *jsonScanner) array() error  { return s.elements(s.value) }

// members reads an object; member is called before each value.
func (s *jsonScanner) members(member func(name string) error) error {
	s.take()
	if s.blanks() == '}' {
		s.take()
		return nil
	}
	for {
		name, err := s.name()
		if err != nil {
			return err
		}
		if s.blanks() != ':' {
			return s.expected(ExpectedColon, "':'", excerpt(name))
		}
		s.take()
		if err := member(name); err != nil {
			return err
		}
		switch s.blanks() {
		case '}':
			s.take()
			return nil
		case ',':
			s.take()
		default:
			return s.expected(ExpectedAfterValue, "','", "'}'", excerpt(name))
		}
	}
}

// elements reads an array; element is called before each value.
func (s *jsonScanner) elements(element func() error) error {
	s.take()
	if s.blanks() == ']' {
		s.take()
		return nil
	}
	for {
		if err := element(); err != nil {
			return err
		}
		switch s.blanks() {
		case ']':
			s.take()
			return nil
		case ',':
			s.take()
		default:
			return s.expected(ExpectedAfterElement, "','", "']'")
		}
	}
}
