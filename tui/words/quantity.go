package words

import (
	"fmt"
	"strings"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

var unitMessages = map[model.Unit]locale.Message{
	model.Licenses:      locale.UnitLicenses,
	model.Activations:   locale.UnitActivations,
	model.Users:         locale.UnitUsers,
	model.Incidents:     locale.UnitIncidents,
	model.Hours:         locale.UnitHours,
	model.MoneyPerMonth: locale.UnitPerMonth,
	model.MoneyPerYear:  locale.UnitPerYear,
}

var unitNames = map[model.Unit]locale.Message{
	model.Licenses:      locale.UnitNameLicenses,
	model.Activations:   locale.UnitNameActivations,
	model.Users:         locale.UnitNameUsers,
	model.Incidents:     locale.UnitNameIncidents,
	model.Hours:         locale.UnitNameHours,
	model.MoneyPerMonth: locale.UnitNamePerMonth,
	model.MoneyPerYear:  locale.UnitNamePerYear,
}

// Unit names a unit without an amount.
func (w Words) Unit(u model.Unit) string { return w.Text(unitNames[u]) }

// Quantity writes an amount with its unit: "5 licenses", "$6,000 per year".
func (w Words) Quantity(q model.Quantity) string {
	message, known := unitMessages[q.Unit]
	switch {
	case q.Amount == model.Unlimited && q.Unit == model.Incidents:
		return w.Text(locale.UnlimitedIncidents)
	case q.Amount == model.Unlimited:
		return w.Text(locale.UnlimitedAmount)
	case !known && q.Amount == 0:
		return ""
	case !known:
		return w.Number(q.Amount)
	case q.Unit == model.MoneyPerMonth || q.Unit == model.MoneyPerYear:
		return w.Text(message, w.money(q.Amount, q.Currency))
	}
	return w.Text(message, q.Amount)
}

// QuantityShort is Quantity for a narrow column: money with a shorter unit,
// and a number alone where the unit is the same in the whole list.
func (w Words) QuantityShort(q model.Quantity) string {
	switch {
	case q.Amount == model.Unlimited:
		return w.Text(locale.UnlimitedAmount)
	case q.Unit == model.MoneyPerMonth:
		return w.Text(locale.UnitPerMonthShort, w.money(q.Amount, q.Currency))
	case q.Unit == model.MoneyPerYear:
		return w.Text(locale.UnitPerYearShort, w.money(q.Amount, q.Currency))
	}
	return w.Number(q.Amount)
}

var currencySigns = map[string]string{"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥"}

// money writes hundredths of a currency, without ",00".
func (w Words) money(hundredths int64, currency string) string {
	text := w.Number(hundredths / 100)
	if rest := hundredths % 100; rest != 0 {
		text += fmt.Sprintf(".%02d", rest)
	}
	if sign, known := currencySigns[currency]; known {
		return sign + text
	}
	return strings.TrimSpace(currency + " " + text)
}
