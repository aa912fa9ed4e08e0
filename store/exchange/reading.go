package exchange

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// How the cells of a row are understood. Text of a record is kept as it is
// written; values are read without what can't be seen and what means nothing.

// value gives the text of a field from which a number, date or state is read:
// without direction marks, as browsers copy them around dates, and "" for what
// stands for a blank.
func (r row) value(names names) string {
	for _, name := range names {
		if i, ok := r.fields[name]; ok && i < len(r.cells) {
			text := clean.Text(strings.TrimSpace(strings.Map(visible, r.cells[i])))
			if !isBlank(text) {
				return text
			}
		}
	}
	return ""
}

func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// isBlank knows the texts with which portals, PowerShell and people say that
// there is nothing to say. Signs alone, such as dashes, are among them.
func isBlank(text string) bool {
	switch fieldName(text) {
	case "", "na", "notavailable", "notapplicable", "null", "none", "不可用", "不适用", "利用不可", "該当なし", "なし":
		return true
	}
	return false
}

// count reads a whole number; known is false when the field is missing or
// blank, or has no limit.
func (r row) count(what string, names names) (n int64, known bool, err error) {
	text := r.value(names)
	for _, name := range names {
		if i, ok := r.fields[name]; ok && r.nested[i].kind == fraction {
			return 0, false, bad(BadNumber, model.Field(what), excerpt(text))
		}
	}
	return countOf(what, text)
}

func countOf(what, text string) (n int64, known bool, err error) {
	if _, unlimited := cutUnlimited(model.Fold(text)); text == "" || unlimited {
		return 0, false, nil
	}
	number, err := wholeNumber(strings.Map(model.FoldWidth, text))
	if err != nil {
		return 0, false, bad(BadNumber, model.Field(what), excerpt(text))
	}
	if err := model.NeedTotal(what, number); err != nil {
		return 0, false, &badRow{reasonOf(err)}
	}
	return number, true, nil
}

// yes reads a truth value.
func (r row) yes(what string, names names) (yes, known bool, err error) {
	text := r.value(names)
	switch fieldName(text) {
	case "":
		return false, false, nil
	case "true", "yes", "1":
		return true, true, nil
	case "false", "no", "0":
		return false, true, nil
	}
	return false, false, bad(BadTruth, model.Field(what), excerpt(text))
}

// date reads a cell that holds a date or nothing.
func (b *builder) date(r row, names names) (model.Date, error) {
	text := r.value(names)
	switch fieldName(text) {
	case "":
		return 0, nil
	case "never":
		return model.Never, nil
	}
	date, found, err := b.dates.read(b.in, r.line, text)
	if err == nil && !found {
		return 0, bad(BadDate, excerpt(text))
	}
	return date, err
}

// check refuses a row whose fields that will be read are no single values, or
// too long. What is not read may be anything.
func (r row) check(reads []names) error {
	if !r.json {
		return nil // the cells of tables were checked
	}
	for _, names := range reads {
		for _, name := range names {
			i, ok := r.fields[name]
			if !ok {
				continue
			}
			if nested, ok := r.nested[i]; ok && nested.kind != fraction {
				return bad(BadType, model.Field(excerpt(nested.name)), nested.kind)
			}
			if model.TooLong(r.cells[i]) {
				return bad(CodeLongCell, MaxCell)
			}
		}
	}
	return nil
}

// fraction is the type of a number that is no whole one.
const fraction = "fraction"

// nested is the name and JSON type of what is no single value.
type nested struct{ name, kind string }

// witness takes dates of columns that are not imported for evidence of the
// order of day and month: a program writes all columns alike.
func (b *builder) witness(r row) error {
	if b.dates.order != Unknown {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.fields)) {
		i := r.fields[name]
		if i >= len(r.cells) || !strings.Contains(r.cells[i], "/") && !strings.Contains(r.cells[i], "-") || !namesDate(name) {
			continue
		}
		if found, ok := b.dates.find(r.cells[i]); ok {
			if err := b.dates.witness(b.in, r.line, found); err != nil {
				return err
			}
		}
	}
	return nil
}

// namesDate tells whether a field is named as one that holds dates.
func namesDate(name string) bool {
	return strings.Contains(name, "date") || strings.Contains(name, "created") || strings.Contains(name, "日期")
}
