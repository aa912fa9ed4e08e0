package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"benefitdesk/model"
)

// maxHeadings is how many lines may stand above the header of a table.
const maxHeadings = 20

// table reads the rows of TSV, CSV with commas or semicolons, and markdown.
type table struct {
	in    *input
	b     *builder
	lines lines
	split splitter
	// columns are those of the header.
	fields  fields
	columns int
	header  string // to know it again
	titles  []string
	// divided: nothing but headings and blank lines since the last row; headed:
	// a heading was among them.
	divided, headed bool
}

// splitter cuts a line into cells. more is the error for a line that ends
// within quotes, and goes on in the next.
type splitter func(line string, cells []string) (_ []string, more error)

func readTable(in *input, b *builder) error {
	t := &table{in: in, b: b, lines: linesOf(in)}
	if err := t.findHeader(); err != nil {
		return err
	}
	cells := make([]string, 0, t.columns)
	for {
		line, err := t.lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		number := t.lines.number
		if cells, err = t.cells(line, cells[:0]); err != nil {
			return err
		}
		if err := t.row(number, line, cells); err != nil {
			return err
		}
	}
}

// findHeader reads to the first line that is the header of a known table.
func (t *table) findHeader() error {
	var above []string
	for len(above) < maxHeadings {
		line, err := t.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		found, err := t.isHeader(line)
		if err != nil {
			return err
		}
		if found {
			for _, line := range above {
				t.heading(line)
			}
			return nil
		}
		above = append(above, line)
	}
	first := ""
	if len(above) > 0 {
		first = above[0]
	}
	return t.in.wrong(CodeUnknownTable, excerpt(first))
}

// isHeader tries the dialects on a line.
func (t *table) isHeader(line string) (bool, error) {
	for _, split := range [...]splitter{splitMarkdown, splitTabs, splitCSV(','), splitCSV(';')} {
		cells, more := split(line, nil)
		if more != nil {
			continue
		}
		if err := t.checkCells(cells); err != nil {
			return false, err
		}
		fields := fieldsOf(cells)
		if source := sourceOf(fields); source != nil {
			t.b.source, t.split = source, split
			t.begin(line, cells, fields)
			return true, t.refuse()
		}
	}
	return false, nil
}

// begin takes up a header.
func (t *table) begin(line string, cells []string, fields fields) {
	t.header, t.titles, t.fields, t.columns = line, slices.Clone(cells), fields, len(cells)
}

// refuse tells at once that a kind can't be imported.
func (t *table) refuse() error {
	if t.b.source.row == nil {
		return &UnsupportedError{t.in.name, t.b.source.kind}
	}
	return nil
}

func (t *table) heading(line string) bool {
	return t.b.source.heading != nil && t.b.source.heading(t.b, line)
}

// row has the source read a line, unless it only divides the table.
func (t *table) row(number int, line string, cells []string) error {
	switch filled := countFilled(cells); {
	case filled == 0, line == t.header, isRule(line):
		t.divided = true
		return nil
	case filled == 1 && t.columns > 1 && t.heading(line):
		t.divided, t.headed = true, true
		return nil
	case t.nextHeader(line, cells):
		return nil
	}
	t.divided, t.headed = false, false
	if text, alone := onlyText(cells); alone && t.columns > 2 && len(cells) < t.columns {
		return t.b.unusable(number, bad(BadAlone, excerpt(text)))
	}
	if len(cells) > t.columns && countFilled(cells[t.columns:]) > 0 {
		return t.b.unusable(number, bad(BadCells, len(cells), t.columns))
	}
	return t.b.row(row{line: number, fields: t.fields, cells: cells})
}

// nextHeader takes up the header of a further grid in the file: not all tabs
// have the same columns. What stood above the grid before does not speak of it.
func (t *table) nextHeader(line string, cells []string) bool {
	known := func(cell string) bool { return filled(cell) && slices.Contains(t.titles, cell) }
	if !t.divided && !slices.ContainsFunc(cells, known) {
		return false
	}
	fields := fieldsOf(cells)
	source := sourceOf(fields)
	if source == nil || source.kind != t.b.source.kind {
		return false
	}
	if !t.headed {
		t.b.heading = ""
	}
	t.begin(line, cells, fields)
	return true
}

// maxOpen is how far a cell in quotes is followed, in bytes: no cell is longer,
// and a file with a quote too many must not be read as one cell.
const maxOpen = utf8.UTFMax * MaxCell

// cells cuts a line, and reads on where a quoted cell does.
func (t *table) cells(line string, cells []string) ([]string, error) {
	number := t.lines.number
	for {
		found, more := t.split(line, cells)
		if more == nil {
			return found, t.checkCells(found)
		}
		var open *openQuote
		if !errors.As(more, &open) {
			return nil, t.syntax(number, line, more)
		}
		next, err := t.lines.next()
		if errors.Is(err, io.EOF) || len(line)-open.at > maxOpen {
			return nil, t.syntax(number, line, &syntaxAt{open.at, notice(ExpectedQuoteOfCell)})
		}
		if err != nil {
			return nil, err
		}
		if len(line)+len(next) > MaxRecord {
			return nil, t.in.wrongAt(number, CodeOpenRecord)
		}
		line += "\n" + next
	}
}

func (t *table) checkCells(cells []string) error {
	if len(cells) > MaxColumns {
		return t.in.wrongAt(t.lines.number, CodeManyColumns, MaxColumns)
	}
	for _, cell := range cells {
		if model.TooLong(cell) {
			return t.in.wrongAt(t.lines.number, CodeLongCell, MaxCell)
		}
	}
	return nil
}

func countFilled(cells []string) (n int) {
	for _, cell := range cells {
		if filled(cell) {
			n++
		}
	}
	return n
}

// onlyText gives the text of a row in which nothing else stands: that of a
// heading or of the foot of a page, which was copied along with the table.
func onlyText(cells []string) (text string, alone bool) {
	if countFilled(cells) != 1 {
		return "", false
	}
	return strings.TrimSpace(cells[slices.IndexFunc(cells, filled)]), true
}

func filled(cell string) bool { return strings.TrimSpace(cell) != "" }

// isRule tells whether a line is the rule below a markdown header.
func isRule(line string) bool {
	return strings.Contains(line, "--") && strings.Trim(line, "|-: \t") == ""
}

// lines gives the lines of a text, however they end.
type lines struct {
	in     *input
	end    byte
	number int // of the line given last
	buffer []byte
}

func linesOf(in *input) lines {
	end := byte('\n')
	if bytes.IndexByte(in.head, '\n') < 0 && bytes.IndexByte(in.head, '\r') >= 0 {
		end = '\r'
	}
	return lines{in: in, end: end}
}

// next gives a line without its end, or io.EOF.
func (l *lines) next() (string, error) {
	l.number++
	l.buffer = l.buffer[:0]
	for {
		part, err := l.in.text.ReadSlice(l.end)
		if len(l.buffer)+len(part) > MaxRecord {
			return "", l.in.wrongAt(l.number, CodeLongLine)
		}
		l.buffer = append(l.buffer, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(l.buffer) > 0:
		case err != nil && !errors.Is(err, io.EOF):
			return "", fmt.Errorf("%s: %w", l.in.name, err)
		case err != nil:
			return "", err
		}
		line := bytes.TrimSuffix(l.buffer, []byte{l.end})
		return string(bytes.TrimSuffix(line, []byte("\r"))), nil
	}
}
