package exchange

import (
	"errors"

	"benefitdesk/model"
)

// date gives the day in a known order. noYear is how .NET writes "none",
// December 9999 is how portals write "never".
func (f foundDate) date(order DateOrder) (model.Date, error) {
	month, day := f.first, f.second
	if f.open && order == DayFirst {
		month, day = day, month
	}
	switch {
	case f.year == noYear:
		return 0, nil
	case f.year == 9999 && month == 12:
		return model.Never, nil
	}
	date, err := model.NewDate(f.year, month, day)
	if err != nil {
		return 0, bad(BadDay, f.text)
	}
	return date, nil
}

// decides tells which order the date itself shows, as 18/9/2023 does: the only
// one in which the day exists.
func (f foundDate) decides() DateOrder {
	_, dayFirst := f.date(DayFirst)
	_, monthFirst := f.date(MonthFirst)
	switch {
	case f.open && dayFirst == nil && monthFirst != nil:
		return DayFirst
	case f.open && dayFirst != nil && monthFirst == nil:
		return MonthFirst
	}
	return Unknown
}

// ambiguous tells whether the date is another day in each order.
func (f foundDate) ambiguous() bool {
	dayFirst, err1 := f.date(DayFirst)
	monthFirst, err2 := f.date(MonthFirst)
	return err1 == nil && err2 == nil && dayFirst != monthFirst
}

// dates decides the order of day and month for a file, and remembers why.
type dates struct {
	order   DateOrder
	line    int // of the date that decided
	text    string
	example string // of a date that does not decide
	tokens  []token
}

// errUndecided is returned for a date that can't be read before a later row
// tells the order.
var errUndecided = errors.New("day-first or month-first is not known yet")

// read gives the date in a text, the zero date when there is none.
func (d *dates) read(in *input, line int, text string) (date model.Date, found bool, err error) {
	f, found := d.find(text)
	if !found {
		return 0, false, nil
	}
	date, err = d.day(in, line, f)
	return date, true, err
}

// day gives the day that a date of a file means.
func (d *dates) day(in *input, line int, f foundDate) (model.Date, error) {
	if err := d.witness(in, line, f); err != nil {
		return 0, err
	}
	if d.order == Unknown && f.ambiguous() {
		d.example = f.text
		return 0, errUndecided
	}
	return f.date(max(d.order, DayFirst))
}

// witness takes the order that a date shows for that of the file, and refuses a
// file that shows both.
func (d *dates) witness(in *input, line int, f foundDate) error {
	switch shows := f.decides(); {
	case shows != Unknown && d.order == Unknown:
		d.order, d.line, d.text = shows, line, f.text
	case shows != Unknown && d.order != shows && d.line > 0:
		return in.wrong(CodeContradiction, excerpt(d.text), d.line, d.order.notice(), excerpt(f.text), line, shows.notice())
	}
	return nil
}

func (o DateOrder) notice() model.Notice {
	return notice([...]model.Code{Unknown: "", DayFirst: CodeDayFirst, MonthFirst: CodeMonthFirst}[o])
}
