package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"

	"benefitdesk/model"
)

// document finds the records of a JSON file in whatever they are wrapped: a
// list, {"value":[…]}, {"items":[…]}, a single object, one object after the
// other, or a portfolio.
type document struct {
	scan    *jsonScanner
	b       *builder
	single  []byte // the members of the outermost object that are no lists of records
	wrapped bool   // the outermost object held a list of records
}

func readJSON(in *input, b *builder) error {
	d := document{scan: &jsonScanner{in: in, line: 1}, b: b}
	for c := d.scan.blanks(); c != atEnd; c = d.scan.blanks() {
		var err error
		switch {
		case c == '[' && b.source == nil:
			err = d.list(0)
		case c == '{' && !d.wrapped:
			err = d.object()
		default:
			err = d.scan.expected("the end of the file")
		}
		if err != nil {
			return err
		}
	}
	if d.scan.err != nil {
		return d.scan.err
	}
	if b.source == nil {
		return in.wrong("there is no record in it")
	}
	return nil
}

// object reads an outermost object.
func (d *document) object() error {
	line := d.scan.line
	d.single = append(d.single[:0], '{')
	if err := d.scan.nested(func() error { return d.scan.members(d.member) }); err != nil {
		return err
	}
	d.single = append(bytes.TrimSuffix(d.single, []byte(",")), '}')
	var header portfolioHeader
	if json.Unmarshal(d.single, &header) == nil && header.Format == portfolioFormat || d.b.portfolio() {
		d.wrapped = true
		return d.b.portfolioEnd(line, header)
	}
	if d.wrapped {
		return nil
	}
	return d.record(0, line, d.single)
}

func (d *document) member(name string) error {
	if d.scan.blanks() == '[' {
		if name := fieldName(name); name == "value" || name == "items" {
			d.wrapped = true
			return d.list(0)
		}
		if kind := portfolioKind(name); kind != 0 {
			return d.list(kind)
		}
	}
	line := d.scan.line
	raw, err := d.scan.keep(d.scan.value)
	if err != nil {
		return err
	}
	if len(d.single)+len(raw) > MaxRecord {
		return d.scan.in.wrongAt(line, "a record is longer than 1 MiB")
	}
	quotedName, _ := json.Marshal(name) // a string never fails
	d.single = append(append(append(append(d.single, quotedName...), ':'), raw...), ',')
	if name == "version" || name == "format" {
		return d.version()
	}
	return nil
}

// version refuses a newer portfolio before its records are read.
func (d *document) version() error {
	so := append(bytes.TrimSuffix(bytes.Clone(d.single), []byte(",")), '}')
	var header portfolioHeader
	if json.Unmarshal(so, &header) != nil || header.Format != portfolioFormat {
		return nil
	}
	return header.check(d.scan.in, d.scan.line)
}

// list reads an array of records; kind is that of a portfolio's list, or 0.
func (d *document) list(kind model.Kind) error {
	if kind != 0 {
		d.b.source = portfolioSource()
	}
	return d.scan.nested(func() error {
		return d.scan.elements(func() error {
			if d.scan.blanks() != '{' {
				return d.scan.expected("an object")
			}
			line := d.scan.line
			raw, err := d.scan.keep(d.scan.value)
			if err != nil {
				return err
			}
			return d.record(kind, line, raw)
		})
	})
}

func (d *document) record(kind model.Kind, line int, raw []byte) error {
	if kind != 0 {
		return d.b.portfolioRecord(kind, line, raw)
	}
	row, err := rowOf(d.scan.in, line, raw)
	if err != nil {
		return err
	}
	if d.b.source == nil {
		if d.b.source = sourceOf(row.fields); d.b.source == nil {
			return d.scan.in.wrongAt(line, "this is no kind of file that benefitdesk knows; its first record has %s", row.fields.list())
		}
	}
	return d.b.row(row)
}

// rowOf makes a row of a JSON object: a value within a nested object is found
// as "outer.inner", a list of texts is one cell with a line for each.
func rowOf(in *input, line int, raw []byte) (row, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return row{}, in.wrongAt(line, "%s", shown(err.Error()))
	}
	r := row{line: line, fields: fields{}}
	r.flatten("", object)
	if len(r.cells) > MaxColumns {
		return row{}, in.wrongAt(line, "a record has more than %d fields", MaxColumns)
	}
	for _, cell := range r.cells {
		if model.TooLong(cell) {
			return row{}, in.wrongAt(line, "a value is longer than %d characters", MaxCell)
		}
	}
	return r, nil
}

func (r *row) flatten(prefix string, object map[string]any) {
	for name, value := range object {
		name = prefix + fieldName(name)
		if inner, ok := value.(map[string]any); ok {
			r.flatten(name+".", inner)
		}
		r.fields[name] = len(r.cells)
		r.cells = append(r.cells, cellOf(value))
	}
}

func cellOf(value any) string {
	switch v := value.(type) {
	case nil, map[string]any:
		return ""
	case string:
		return v
	case []any:
		var list []byte
		for _, element := range v {
			if text, ok := element.(string); ok {
				list = append(append(list, text...), '\n')
			}
		}
		return string(list)
	}
	return fmt.Sprint(value)
}
