package tui

import (
	"strconv"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// number is one of the fields above a board.
type number struct {
	label locale.Message
	short locale.Message // beside the name of what it is of
	width int            // with the cursor and the mark of an error
	get   func(scenario) string
	set   func(*scenario, string) error
	step  func(c *scenario, by int, big bool)
}

// The fields by their place.
const (
	fieldLicenses = iota
	fieldEnds
	fieldKeyLicenses
	fieldKeyMonths
	fieldOn
)

const (
	countCells = 10 // 1000000, the cursor and the mark
	monthCells = 5
	dateCells  = 13
	bigStep    = 10
)

// numbers are the fields of a board; a date that is not known steps from today.
func numbers(today model.Date) []number {
	return []number{
		licensesNumber(),
		dateNumber(locale.ColumnEndDate, today, parseOptionalDay, func(c *scenario) *model.Date { return &c.Before.Ends }),
		countNumber(locale.FieldKeyLicenses, locale.ColumnLicenses, countCells, 1, model.MaxCount, redemption.KeyLicensesOutOfRange, func(c *scenario) *int64 { return &c.KeyLicenses }),
		countNumber(locale.FieldKeyMonths, locale.FieldMonths, monthCells, 1, model.MaxMonths, redemption.KeyMonthsOutOfRange, func(c *scenario) *int { return &c.KeyMonths }),
		dateNumber(locale.FieldRedeemDay, today, parseDay, func(c *scenario) *model.Date { return &c.On }),
	}
}

// licensesNumber are those of the subscription, which redemptions may have made
// more than can be typed.
func licensesNumber() number {
	n := countNumber(locale.ColumnLicenses, locale.ColumnLicenses, countCells, 0, model.MaxCount, redemption.LicensesOutOfRange, func(c *scenario) *int64 { return &c.Before.Licenses })
	typed := n.set
	n.set = func(c *scenario, text string) error {
		if recorded := c.Subscription.Licenses; c.computed(recorded) && text == strconv.FormatInt(recorded, 10) {
			c.Before.Licenses = recorded
			return nil
		}
		return typed(c, text)
	}
	return n
}

// countNumber is a count; where it may be 0, nothing typed means that too.
func countNumber[N int | int64](label, short locale.Message, width int, low, high N, wrong model.Code, at func(*scenario) *N) number {
	parse := parseCount
	if low == 0 {
		parse = parseOptionalCount
	}
	return number{
		label: label, short: short, width: width,
		get: func(c scenario) string {
			if *at(&c) == 0 {
				return ""
			}
			return strconv.FormatInt(int64(*at(&c)), 10)
		},
		set: func(c *scenario, text string) error {
			n, err := parse(text, wrong, int64(high))
			*at(c) = N(n)
			return err
		},
		step: func(c *scenario, by int, big bool) {
			if big {
				by *= bigStep
			}
			if n := at(c); by < 0 || *n < high {
				*n = min(max(low, *n+N(by)), high)
			}
		},
	}
}

func dateNumber(label locale.Message, today model.Date, parse func(string) (model.Date, error), at func(*scenario) *model.Date) number {
	return number{
		label: label, short: label, width: dateCells,
		get: func(c scenario) string { return at(&c).String() },
		set: func(c *scenario, text string) (err error) {
			*at(c), err = parse(text)
			return err
		},
		step: func(c *scenario, by int, big bool) {
			day := *at(c)
			switch {
			case day.IsZero():
				day = today
			case big:
				day = day.AddMonths(by)
			default:
				day = day.AddDays(by)
			}
			if !day.IsZero() {
				*at(c) = day
			}
		},
	}
}

// parse reads the fields; wrong says what is wrong with each, and blank that
// the key is still to be typed.
func (w *whatIf) parse() (c scenario, wrong []error, blank bool) {
	c, wrong = w.draft, make([]error, len(w.fields))
	for i, n := range w.numbers {
		wrong[i] = n.set(&c, w.fields[i].Value())
	}
	if blank = strings.TrimSpace(w.fields[fieldKeyLicenses].Value()) == ""; blank {
		wrong[fieldKeyLicenses] = nil
	}
	switch {
	case wrong[fieldLicenses] != nil || wrong[fieldEnds] != nil:
	case c.Before.Licenses > 0 && c.Before.Ends.IsZero():
		wrong[fieldEnds] = model.Refuse(redemption.BadInput, redemption.EndsMissing)
	case c.Before.Licenses == 0 && !c.Before.Ends.IsZero():
		wrong[fieldLicenses] = model.Refuse(redemption.BadInput, redemption.LicensesOutOfRange, c.Before.Licenses)
	}
	return c, wrong, blank
}
