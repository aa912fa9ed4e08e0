package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

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
	unknown []row  // the first records, while none tells the kind of the file
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
			err = d.scan.expected(ExpectedEnd)
		}
		if err != nil {
			return err
		}
	}
	if d.scan.err != nil {
		return d.scan.err
	}
	switch {
	case b.source != nil:
		return nil
	case len(d.unknown) > 0:
		return d.refuseUnknown()
	}
	return in.wrong(CodeNoRecords)
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
		return d.scan.in.wrongAt(line, CodeLongRecord)
	}
	quotedName, _ := json.Marshal(name) // a string never fails
	d.single = append(append(append(append(d.single, quotedName...), ':'), raw...), ',')
	switch {
	case name == "version" || name == "format":
		return d.version()
	case name == "@odata.nextLink" && string(raw) != "null":
		d.b.file.part = true
		d.b.note(CodeFirstPage)
	}
	return nil
}

// version refuses a newer portfolio before its records are read. What is still
// missing may follow them.
func (d *document) version() error {
	so := append(bytes.TrimSuffix(bytes.Clone(d.single), []byte(",")), '}')
	var header portfolioHeader
	if json.Unmarshal(so, &header) != nil || header.Format != portfolioFormat || header.Version == nil {
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
				return d.scan.expected(ExpectedObject)
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
		if d.unknown = append(d.unknown, row); len(d.unknown) > maxHeadings {
			return d.refuseUnknown()
		}
		if d.b.source = sourceOf(row.fields); d.b.source == nil {
			return nil
		}
		for _, row := range d.unknown {
			if err := d.b.row(row); err != nil {
				return err
			}
		}
		d.unknown = nil
		return nil
	}
	return d.b.row(row)
}

func (d *document) refuseUnknown() error {
	first := d.unknown[0]
	return d.scan.in.wrongAt(first.line, CodeUnknownRecords, first.fields.list())
}

// rowOf makes a row of a JSON object: a value within a nested object is found
// as "outer.inner", a list of texts is one cell with a line for each.
func rowOf(in *input, line int, raw []byte) (row, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		return row{}, in.wrongAt(line, BadRecord, excerpt(err.Error()))
	}
	r := row{line: line, fields: fields{}, json: true, nested: map[int]nested{}}
	r.flatten("", object)
	if len(r.cells) > MaxColumns {
		return row{}, in.wrongAt(line, CodeManyColumns, MaxColumns)
	}
	return r, nil
}

// flatten takes the members of an object. Of two whose names differ in case
// only the first that says something counts.
func (r *row) flatten(prefix string, object map[string]any) {
	for _, written := range slices.Sorted(maps.Keys(object)) {
		value := object[written]
		name := prefix + fieldName(written)
		if inner := objectOf(value); inner != nil {
			r.flatten(name+".", inner)
		}
		if at, ok := r.fields[name]; ok && r.cells[at] != "" {
			continue
		}
		cell, kind := cellOf(value)
		if kind != "" {
			r.nested[len(r.cells)] = nested{written, kind}
		}
		r.fields[name] = len(r.cells)
		r.cells = append(r.cells, cell)
	}
}

// objectOf gives a nested object, also one that PowerShell wrote as text
// because it lay too deep: @{Enabled=25; Warning=0}.
func objectOf(value any) map[string]any {
	text, _ := value.(string)
	inner, ok := strings.CutPrefix(text, "@{")
	if !ok {
		object, _ := value.(map[string]any)
		return object
	}
	object := map[string]any{}
	for member := range strings.SplitSeq(strings.TrimSuffix(inner, "}"), ";") {
		name, value, _ := strings.Cut(member, "=")
		object[name] = value
	}
	return object
}

// cellOf gives the text of a value, and the JSON type of one that is no single
// value.
func cellOf(value any) (text, kind string) {
	switch v := value.(type) {
	case nil:
		return "", ""
	case map[string]any:
		if inner, ok := v["value"]; ok { // PowerShell 5.1 wraps dates and lists so
			return cellOf(inner)
		}
		return "", "object"
	case string:
		return v, ""
	case []any:
		var list []byte
		for _, element := range v {
			if text, ok := element.(string); ok {
				list = append(append(list, text...), '\n')
			}
		}
		return string(list), "array"
	}
	if number, ok := value.(json.Number); ok {
		return wholeJSON(number)
	}
	return fmt.Sprint(value), ""
}

// wholeJSON gives the digits of a number without a fraction, however it is
// written: 25.0 and 2.5e1 are 25. Another is no single whole value; as text it
// might be taken for one, for JSON's 1.250 is no thousand.
func wholeJSON(number json.Number) (text, kind string) {
	text = number.String()
	if !strings.ContainsAny(text, ".eE") {
		return text, ""
	}
	n, err := number.Float64()
	if err != nil || n != math.Trunc(n) || math.Abs(n) > 1<<53 {
		return text, fraction
	}
	return strconv.FormatInt(int64(n), 10), ""
}
