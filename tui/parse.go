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
		return 0, model.Refuse(redemption.BadInput, code, echo(text))
	}
	return n, nil
}

// parseOptionalCount is parseCount where nothing typed, and 0, mean that the
// count is not known.
func parseOptionalCount(text string, code model.Code, limit int64) (int64, error) {
	if folded := model.Fold(text); folded == "" || folded == "0" {
		return 0, nil
	}
	return parseCount(text, code, limit)
}

// parseDay reads a date as a person types it, full-width digits included.
func parseDay(text string) (model.Date, error) {
	day, err := model.ParseDate(model.Fold(text))
	if err != nil {
		return 0, model.Refuse(redemption.BadInput, redemption.DateOutOfRange, echo(text))
	}
	return day, nil
}

// echo is what was typed as a message may repeat it: safe and short, and no
// product key.
func echo(text string) string {
	const longest = 24
	if model.MayHoldKey(text) {
		return model.Hidden
	}
	text = cleanText(strings.TrimSpace(text))
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return text
}

// parseOptionalDay is parseDay where nothing typed means no date.
func parseOptionalDay(text string) (model.Date, error) {
	if strings.TrimSpace(text) == "" {
		return 0, nil
	}
	return parseDay(text)
}
