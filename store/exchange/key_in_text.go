package exchange

import (
	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// keyStandsHere is shown in place of a text that may hold a product key.
const keyStandsHere = "(a product key)"

// shown is text of a file as it may stand in a message: visible, and without
// product keys. When in doubt nothing of it is shown.
func shown(text string) string {
	if model.MayHoldKey(text) {
		return keyStandsHere
	}
	return clean.Text(text)
}

// maxExcerpt is how much is shown of a text that is wrong, in characters.
const maxExcerpt = 200

// excerpt is the beginning of such a text as it may be shown.
func excerpt(text string) string {
	runes := []rune(shown(text))
	if len(runes) > maxExcerpt {
		return string(runes[:maxExcerpt]) + "…"
	}
	return string(runes)
}
