package exchange

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// fields tells in which cell the field of a folded name stands.
type fields map[string]int

// names are the names under which a field is known, folded.
type names []string

// row is one record of a table or of a list of JSON objects.
type row struct {
	line   int
	fields fields
	cells  []string
	json   bool
	nested map[int]nested // cells of JSON that are no single value
}

// fieldName folds the name of a field: case, blanks and punctuation do not
// count, "Activate By" is "activateby" and "Product_Display_Name" is
// "productdisplayname".
func fieldName(name string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToLower(model.FoldWidth(r))
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)
}

// fieldsOf gives the fields of a header. A name is also known without what
// follows it in parentheses.
func fieldsOf(cells []string) fields {
	found := fields{}
	for _, whole := range [...]bool{true, false} {
		for i, cell := range cells {
			if !whole {
				cell, _, _ = strings.Cut(strings.Map(model.FoldWidth, cell), "(")
			}
			if name := fieldName(cell); name != "" && !found.has(names{name}) {
				found[name] = i
			}
		}
	}
	return found
}

// has tells whether the field is there under any of its names.
func (f fields) has(names names) bool {
	for _, name := range names {
		if _, ok := f[name]; ok {
			return true
		}
	}
	return false
}

// all tells whether every field is there.
func (f fields) all(fields ...names) bool {
	for _, names := range fields {
		if !f.has(names) {
			return false
		}
	}
	return true
}

// list names some of the fields for a message.
func (f fields) list() string {
	found := slices.Sorted(maps.Keys(f))
	return excerpt(strings.Join(found, ", "))
}

// text gives the cleaned text of the first of a field's names that has one.
func (r row) text(names names) string {
	for _, name := range names {
		if i, ok := r.fields[name]; ok && i < len(r.cells) {
			if text := clean.Text(strings.TrimSpace(r.cells[i])); text != "" {
				return text
			}
		}
	}
	return ""
}

// guids gives all GUIDs of a field, whatever stands between them.
func (r row) guids(names names) []string {
	for _, name := range names {
		i, ok := r.fields[name]
		if !ok || i >= len(r.cells) {
			continue
		}
		found := strings.FieldsFunc(strings.ToLower(r.cells[i]), func(c rune) bool {
			return !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c == '-')
		})
		return slices.DeleteFunc(found, func(s string) bool { return !isGUID(s) })
	}
	return nil
}

func isGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i] | 0x20
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if !(s[i] >= '0' && s[i] <= '9' || c >= 'a' && c <= 'f') {
				return false
			}
		}
	}
	return true
}
