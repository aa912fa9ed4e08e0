package exchange

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// openQuote is a line that ends within quotes.
type openQuote struct{ at int }

func (e *openQuote) Error() string { return "open quote" }

// syntaxAt is what was expected at an offset of a line.
type syntaxAt struct {
	at       int
	expected model.Notice
}

func (e *syntaxAt) Error() string { return string(e.expected.Code) }

// syntax turns the offset of an error into line and column.
func (t *table) syntax(number int, line string, err error) error {
	at, ok := err.(*syntaxAt)
	if !ok {
		return err
	}
	before := line[:min(at.at, len(line))]
	start := strings.LastIndexByte(before, '\n') + 1
	return &SyntaxError{
		Name: t.in.name, Expected: at.expected,
		Line: number + strings.Count(before, "\n"), Column: utf8.RuneCountInString(before[start:]) + 1,
	}
}

// splitTabs cuts at tabs. A cell in quotes, as spreadsheets copy one that has
// quotes or line breaks inside, loses them; other quotes are text.
func splitTabs(line string, cells []string) ([]string, error) {
	for at := 0; ; {
		cell, rest, more := strings.Cut(line, "\t")
		if !more && strings.HasPrefix(cell, `"`) && strings.Count(cell, `"`)%2 == 1 {
			return cells, &openQuote{at}
		}
		cells = append(cells, unquoted(cell))
		if !more {
			return cells, nil
		}
		line, at = rest, at+len(cell)+1
	}
}

func unquoted(cell string) string {
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return cell
	}
	inner := cell[1 : len(cell)-1]
	if strings.Contains(strings.ReplaceAll(inner, `""`, ""), `"`) {
		return cell
	}
	return strings.ReplaceAll(inner, `""`, `"`)
}

// splitMarkdown cuts a row of a markdown table, with or without bars at its
// ends; other lines are one cell.
func splitMarkdown(line string, cells []string) ([]string, error) {
	line = strings.TrimSpace(line)
	inner := strings.TrimPrefix(line, "|")
	if !strings.Contains(line, "|") {
		return append(cells, line), nil
	}
	from := 0
	for i := range len(inner) {
		if inner[i] == '|' && (i == 0 || inner[i-1] != '\\') {
			cells = append(cells, markdownCell(inner[from:i]))
			from = i + 1
		}
	}
	if rest := strings.TrimSpace(inner[from:]); rest != "" {
		cells = append(cells, markdownCell(rest))
	}
	return cells, nil
}

func markdownCell(cell string) string {
	return strings.ReplaceAll(strings.TrimSpace(cell), `\|`, "|")
}

// splitCSV cuts as RFC 4180 says, and takes off what keeps spreadsheets from
// calculating a cell.
func splitCSV(comma byte) splitter {
	return func(line string, cells []string) ([]string, error) {
		for at := 0; ; {
			cell, end, err := csvCell(line, at, comma)
			if err != nil {
				return cells, err
			}
			cells = append(cells, clean.Uncell(cell))
			if end == len(line) {
				return cells, nil
			}
			at = end + 1
		}
	}
}

// csvCell reads the cell at an offset, and gives the offset behind it. Blanks
// before a quote, as people type them after a comma, are no part of it.
func csvCell(line string, at int, comma byte) (cell string, end int, err error) {
	if text := strings.TrimLeft(line[at:], " "); strings.HasPrefix(text, `"`) {
		at = len(line) - len(text)
	}
	if at == len(line) || line[at] != '"' {
		if end := strings.IndexByte(line[at:], comma); end >= 0 {
			return line[at : at+end], at + end, nil
		}
		return line[at:], len(line), nil
	}
	from := at + 1
	for i := from; ; i++ {
		quote := strings.IndexByte(line[i:], '"')
		if quote < 0 {
			return "", 0, &openQuote{at}
		}
		i += quote
		switch {
		case i+1 < len(line) && line[i+1] == '"':
			i++
		case i+1 == len(line) || line[i+1] == comma:
			return strings.ReplaceAll(line[from:i], `""`, `"`), i + 1, nil
		default:
			return "", 0, &syntaxAt{i + 1, notice(ExpectedAfterQuoted, strconv.QuoteRune(rune(comma)))}
		}
	}
}
