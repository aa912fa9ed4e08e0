package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// headSize is how much of a file is looked at to tell what it is.
const headSize = 8 << 10

// input is the text of a file in UTF-8 without a byte order mark.
type input struct {
	name string
	text *bufio.Reader
	head []byte // the first characters, still to be read
}

func open(name string, r io.Reader) (*input, error) {
	in := &input{name: clean.Text(name)}
	raw := bufio.NewReaderSize(r, 64<<10)
	head, err := raw.Peek(headSize)
	switch {
	case len(head) == 0 && errors.Is(err, io.EOF):
		return nil, in.wrong(CodeEmptyFile)
	case len(head) == 0:
		return nil, fmt.Errorf("%s: %w", in.name, err)
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}), bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		decoder := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		raw = bufio.NewReaderSize(decoder.Reader(raw), 64<<10)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		raw.Discard(len("\ufeff"))
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, in.wrong(CodeArchive)
	}
	in.text = raw
	in.head, err = raw.Peek(headSize)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("%s: %w", in.name, err)
	case len(bytes.TrimSpace(in.head)) == 0:
		return nil, in.wrong(CodeEmptyFile)
	case binary(in.head):
		return nil, in.wrong(CodeBinary)
	}
	return in, nil
}

// binary tells whether more than a tenth of a text can't be text. Single
// control characters are hostile rather than binary: they become visible.
func binary(head []byte) bool {
	odd, all := 0, 0
	for len(head) > 0 {
		r, size := utf8.DecodeRune(head)
		if r == utf8.RuneError && size == 1 && utf8.FullRune(head) || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\x1b' {
			odd++
		}
		all++
		head = head[size:]
	}
	return odd*10 > all
}

func (in *input) startsJSON() bool {
	first := bytes.TrimSpace(in.head)[0]
	return first == '{' || first == '['
}

func (in *input) wrong(code model.Code, args ...any) error {
	return &FormatError{Name: in.name, Problem: notice(code, args...)}
}

func (in *input) wrongAt(line int, code model.Code, args ...any) error {
	return &FormatError{Name: in.name, Line: line, Problem: notice(code, args...)}
}
