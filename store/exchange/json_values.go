package exchange

import (
	"encoding/json"
	"fmt"
)

// name reads the name of a member.
func (s *jsonScanner) name() (string, error) {
	if s.blanks() != '"' {
		return "", s.expected(ExpectedName)
	}
	text, err := s.keep(s.text)
	if err != nil {
		return "", err
	}
	var name string
	if err := json.Unmarshal(text, &name); err != nil {
		return "", fmt.Errorf("%s: line %d: %w", s.in.name, s.line, err)
	}
	return name, nil
}

// keep runs a part of the scan and gives the text it took. The text is valid
// until the next keep, unless an outer keep goes on.
func (s *jsonScanner) keep(part func() error) ([]byte, error) {
	outer := s.keeping
	if !outer {
		s.kept = s.kept[:0]
	}
	from := len(s.kept)
	s.keeping = true
	err := part()
	s.keeping = outer
	return s.kept[from:], err
}

func (s *jsonScanner) text() error {
	s.take()
	for length := 0; ; length++ {
		switch c := s.peek(); {
		case c == '"':
			s.take()
			return nil
		case c == atEnd:
			return s.expected(ExpectedQuote)
		case c < ' ':
			return s.expected(ExpectedQuoteBefore)
		case c == '\\':
			if err := s.escape(); err != nil {
				return err
			}
		case length > MaxRecord:
			return s.in.wrongAt(s.line, CodeLongRecord)
		default:
			s.take()
		}
	}
}

func (s *jsonScanner) escape() error {
	s.take()
	c := s.peek()
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.take()
		return nil
	case 'u':
		s.take()
		for range 4 {
			if c := s.peek(); !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
				return s.expected(ExpectedHex, `\u`)
			}
			s.take()
		}
		return nil
	}
	return s.expected(ExpectedEscape, `" \ / b f n r t u`)
}

func (s *jsonScanner) number() error {
	if s.peek() == '-' {
		s.take()
	}
	if s.peek() == '0' {
		s.take()
	} else if err := s.digits(); err != nil {
		return err
	}
	if s.peek() == '.' {
		s.take()
		if err := s.digits(); err != nil {
			return err
		}
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.take()
		if c := s.peek(); c == '+' || c == '-' {
			s.take()
		}
		return s.digits()
	}
	return nil
}

func (s *jsonScanner) digits() error {
	for n := 0; ; n++ {
		if c := s.peek(); c < '0' || c > '9' {
			if n == 0 {
				return s.expected(ExpectedDigit)
			}
			return nil
		}
		if n > MaxCell {
			return s.in.wrongAt(s.line, CodeLongCell, MaxCell)
		}
		s.take()
	}
}

func (s *jsonScanner) word(word string) error {
	for _, c := range word {
		if s.peek() != int(c) {
			return s.expected(ExpectedSign, word)
		}
		s.take()
	}
	return nil
}
