// Package model holds benefitdesk's facts and the rules about them: benefits,
// keys, subscriptions, the commands that change them and the day on which
// something is true. It imports the standard library only and does no I/O.
package model

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Date is a civil date without time of day or zone, counted in days; the zero
// value means "no date". Dates compare and subtract like the integers they
// are. Every valid date lies in the years 1900 to 9999.
type Date int32

// Never is the last representable day. Portals write 9999-12-… for a
// subscription that does not end.
const Never = maxDate

const (
	minYear, maxYear = 1900, 9999
	// epochOffset is the count of days from 0000-03-01 to 1899-12-31, so that
	// 1900-01-01 is day 1 and 0 is free for "no date".
	epochOffset      = 693900
	maxDate     Date = 2958464
)

// ErrDate is wrapped by every error about a text that is not a date.
var ErrDate = errors.New("not a date")

// ErrNoSuchDay is wrapped by errors about a text that has a date's shape but
// names a day that does not exist or lies outside the years 1900 to 9999.
var ErrNoSuchDay = fmt.Errorf("%w: no such day", ErrDate)

// NewDate returns the date of a year, month and day, or ErrNoSuchDay.
func NewDate(year, month, day int) (Date, error) {
	if year < minYear || year > maxYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, fmt.Errorf("%w: %04d-%02d-%02d", ErrNoSuchDay, year, month, day)
	}
	return dateOf(year, month, day), nil
}

// DateOf gives the calendar day of a moment, in the time zone that it is in.
func DateOf(moment time.Time) Date {
	year, month, day := moment.Date()
	return dateOf(year, int(month), day)
}

// MustDate is ParseDate for constants in code and tests; it panics on an error.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// ParseDate reads YYYY-MM-DD, the only form the command line and the store
// use. A text of another shape is ErrDate, a day that does not exist is
// ErrNoSuchDay.
func ParseDate(text string) (Date, error) {
	fields, ok := splitDate(text)
	if !ok {
		return 0, fmt.Errorf("%w: write it as 2027-06-30", ErrDate)
	}
	if len(text) != len("2027-06-30") || text[4] != '-' || text[7] != '-' {
		return 0, fmt.Errorf("%w: %s (write it as 2027-06-30, years 1900 to 9999)", ErrNoSuchDay, text)
	}
	return NewDate(fields[0], fields[1], fields[2])
}

// splitDate cuts digits-digits-digits into numbers and tells whether the text
// has that shape. Numbers of more than six digits are capped, not overflowed.
func splitDate(text string) (fields [3]int, ok bool) {
	part, digits := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			fields[part] = min(fields[part]*10+int(c-'0'), 1_000_000)
			digits++
		case c == '-' && digits > 0 && part < 2:
			part, digits = part+1, 0
		default:
			return fields, false
		}
	}
	return fields, part == 2 && digits > 0
}

// Civil returns the year, month and day of a valid date.
func (d Date) Civil() (year, month, day int) {
	// The calendar of eras of 400 years that begin on 1 March, after
	// Howard Hinnant's civil_from_days: the leap day is then a year's last.
	days := int(d) + epochOffset
	era := days / 146097
	ofEra := days - era*146097
	yearOfEra := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*ofYear + 2) / 153
	day = ofYear - (153*shifted+2)/5 + 1
	month = shifted + 3
	if month > 12 {
		month -= 12
	}
	year = yearOfEra + era*400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func dateOf(year, month, day int) Date {
	if month <= 2 {
		year--
		month += 12
	}
	ofYear := (153*(month-3)+2)/5 + day - 1
	return Date(365*year + year/4 - year/100 + year/400 + ofYear - epochOffset)
}

// AddDays moves a date by n days. A result outside the years 1900 to 9999 is
// the zero Date.
func (d Date) AddDays(n int) Date {
	moved := int64(d) + int64(n)
	if d.IsZero() || moved < 1 || moved > int64(maxDate) {
		return 0
	}
	return Date(moved)
}

// AddMonths moves a date by calendar months; the day is clamped to the length
// of the month reached, so 31 January plus one month is 28 or 29 February. A
// result outside the years 1900 to 9999 is the zero Date.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() || n < -12*maxYear || n > 12*maxYear {
		return 0
	}
	year, month, day := d.Civil()
	months := year*12 + month - 1 + n
	year, month = months/12, months%12+1
	if months < 0 || year < minYear || year > maxYear {
		return 0
	}
	return dateOf(year, month, min(day, daysIn(year, month)))
}

// IsZero tells whether the date is missing.
func (d Date) IsZero() bool { return d == 0 }

// String gives YYYY-MM-DD, and nothing for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.append(make([]byte, 0, 10)))
}

func (d Date) append(to []byte) []byte {
	year, month, day := d.Civil()
	return append(to,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-',
		byte('0'+day/10), byte('0'+day%10))
}

// MarshalJSON writes "YYYY-MM-DD", or null for no date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return append(d.append([]byte{'"'}), '"'), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(data []byte) error {
	if string(data) == "null" || string(data) == `""` {
		*d = 0
		return nil
	}
	text, err := strconv.Unquote(string(data))
	if err != nil {
		return &DateError{string(data), ErrDate}
	}
	parsed, err := ParseDate(text)
	if err != nil {
		return &DateError{text, err}
	}
	*d = parsed
	return nil
}

// DateError is the error for a text of a record that is not a date. It wraps
// ErrDate or ErrNoSuchDay.
type DateError struct {
	Text string
	Err  error
}

func (e *DateError) Error() string { return e.Err.Error() }
func (e *DateError) Unwrap() error { return e.Err }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
