package tui

import (
	"strconv"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// parseCount reads a whole number from 1 to limit as a person types it:
// full-width digits and thousands separators are understood.
func parseCount(text string, code model.Code, limit int64) (int64, error) {
	n, err := strconv.ParseInt(strings.ReplaceAll(model.Fold(text), ",", ""), 10, 64)
	if err != nil || n < 1 || n > limit {
		return 0, model.Refuse(redemption.BadInput, code, cleanText(text))
	}
	return n, nil
}

// parseDay reads a date as a person types it, full-width digits included.
func parseDay(text string) (model.Date, error) {
	day, err := model.ParseDate(model.Fold(text))
	if err != nil {
		return 0, model.Refuse(redemption.BadInput, redemption.DateOutOfRange, cleanText(text))
	}
	return day, nil
}

// parseOptionalDay is parseDay where nothing typed means no date.
func parseOptionalDay(text string) (model.Date, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return parseDay(text)
}
