package words

import (
	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// ofPurchase are the words for a benefit that is redeemed by a purchase, where a
// refusal otherwise speaks of a key.
var ofPurchase = map[model.Code]locale.Message{
	redemption.KeyAlreadyRedeemed: locale.RefusedPurchaseRedeemed,
	redemption.KeyPastActivateBy:  locale.RefusedPurchasePast,
	redemption.AlreadyActive:      locale.RefusedPurchaseActive,
}

// ofKey writes a refusal of a key, or of a benefit without one: then its last
// argument is model.ByPurchase.
func (w Words) ofKey(n model.Notice) string {
	used := n.Code == redemption.KeyAlreadyRedeemed
	if n.Args[len(n.Args)-1] == model.ByPurchase {
		if used && n.Args[1] == "" {
			return w.Text(locale.RefusedPurchaseUsed)
		}
		return w.Text(ofPurchase[n.Code], n.Args...)
	}
	if used && n.Args[0] == model.Date(0) {
		return w.Text(locale.RefusedKeyUsed)
	}
	return w.coded(refusalMessages, n)
}

// keyCode tells whether a refusal may be of one key among several.
func keyCode(code model.Code) bool {
	switch code {
	case redemption.KeyAlreadyRedeemed, redemption.KeyPastActivateBy, redemption.WrongProduct, redemption.WrongTenant:
		return true
	}
	return false
}
