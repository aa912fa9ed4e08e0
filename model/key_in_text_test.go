package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKeysAreFoundInTexts(t *testing.T) {
	with := func(separator string) string {
		return strings.ReplaceAll("AB1CD-EF2GH-IJ3KL-MN4OP-QR5ST", "-", separator)
	}
	for _, text := range []string{
		with("-"), strings.ToLower(with("")), with(" "), with("    "), with("\u2011"), with("−"), with("\u200b-\u200b"), with("‹U+200B›-‹U+200B›"), with("\n"),
		"ＡＢ１ＣＤ－ＥＦ２ＧＨ－ＩＪ３ＫＬ－ＭＮ４ＯＰ－ＱＲ５ＳＴ", strings.Repeat("x ", 25) + with("-"),
		"Azure Cloud Power Basic " + with("-"), "Azure Cloud Power Basic " + with(" ") + " Plans", "key" + with("-") + "x", "key" + with("") + "x",
		"AB1 CD-EF2GH-IJ3KL-MN4OP-QR5ST", "the key is A B 1 C D E F 2 G H I J 3 K L M N 4 O P Q R 5 S T!", "5 x " + with(", "),
		"ABCDE-FGHIJ-KLMNO-PQRST-UVWXY", "‹ " + with("-"), "‹" + with(" ") + "›",
	} {
		if !MayHoldKey(text) {
			t.Errorf("no key is found in %q", text)
		}
	}
}

func TestLongWordsAreNoKeys(t *testing.T) {
	for _, text := range []string{
		"cancellationAllowedUntilDate", "sourceprogramnamespecialization", "99999999999999999999 licenses", "Dynamics 365 Team Members IUR for Partners",
		"Dynamics 365 Business Central Premium IUR for Pa...", "Office 365 Extra File Storage for GCC", "Microsoft 365 E5 Compliance and Audit 2027",
		"Expires on 18/9/2027 12:00:00 AM", "f8a1db68-be16-40ed-86d5-cb42ce701560, 860697e3-b0aa-4196-a6c6-7ec361ed58f7", "Dynamics_365_Sales_Field_Service_and_Customer_Service_Partner_Sandbox",
		"M365x123456789.onmicrosoft.com", "1/1/2027 12:00:00 AM, 2/2/2027 12:00:00 AM", "DYN365_ENTERPRISE_PLAN1", "ENTERPRISEPREMIUM_NOPSTNCONF", "Azure Cloud Power Basic Plans", "Solutions Partner for Modern Work - Core",
	} {
		if MayHoldKey(text) {
			t.Errorf("a key is found in %q", text)
		}
	}
}

// TestEveryKeyWithADigitIsFound, whatever stands around and between its
// groups.
func TestEveryKeyWithADigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SliceOfN(rapid.StringMatching(`[A-Za-z0-9]{5}`), 5, 5).Draw(t, "groups")
		groups[0] = "A" + groups[0][1:]
		groups[rapid.IntRange(1, 4).Draw(t, "group")] = rapid.StringMatching(`[0-9][A-Za-z0-9]{4}`).Draw(t, "with a digit")
		key := strings.Join(groups, rapid.SampledFrom([]string{"", "-", " ", "    ", "\u200b-\u200b", " – ", "\r\n", "・"}).Draw(t, "separator"))
		text := rapid.StringMatching(`([A-Za-z]{1,9} ){0,5}`).Draw(t, "before") + key + rapid.StringMatching(`( [A-Za-z]{1,9}){0,5}`).Draw(t, "behind")
		if !MayHoldKey(text) {
			t.Fatalf("no key is found in %q", text)
		}
	})
}

// TestNoTextHoldsAKey: of every kind of record each text that people write.
func TestNoTextHoldsAKey(t *testing.T) {
	const key = "the key ab1cd ef2gh ij3kl mn4op qr5st"
	for field, records := range map[string][]Record{
		"name":      {Benefit{Name: key}, Subscription{Name: key}, Membership{Name: key}, User{Name: key}, Product{Name: key}, Partner{Name: key}, Tenant{Name: key}, Customer{Name: key}},
		"source":    {Benefit{Source: key}, Membership{Source: key}},
		"note":      {Benefit{Note: key}, Subscription{Note: key}},
		"level":     {Benefit{Level: key}},
		"reason":    {Membership{Reason: key}, Redemption{Reason: key}},
		"email":     {User{Email: key}},
		"account":   {User{Account: key}},
		"aliases":   {Product{Aliases: []string{"E3", key}}},
		"paid_with": {Subscription{PaidWith: key}},
		"channel":   {Subscription{Channel: key}},
	} {
		for _, record := range records {
			if err := NoKeyInTexts(record); CodeOf(err) != CodeKeyInText || !strings.Contains(err.Error(), field) {
				t.Errorf("%T with a key in %s: %v", record, field, err)
			}
		}
	}
}

func TestWhatIsSurelyAKey(t *testing.T) {
	for text, want := range map[string]bool{
		"AB1CD-EF2GH-IJ3KL-MN4OP-QR5ST":                    true,
		"the old one: ab1cd ef2gh ij3kl mn4op qr5st":       true,
		"AB1CDEF2GHIJ3KLMN4OPQR5ST":                        true,
		"keyAB1CD-EF2GH-IJ3KL-MN4OP-QR5ST2":                true,
		"AB1CD\u200b-\u200bEF2GH–IJ3KL−MN4OP ー QR5ST":      true,
		"orders 10001, 10002, 10003, 10004, 10005":         false,
		"订单 10001、10002、10003、10004、10005":                 false,
		"請求書 12345 23456 34567 45678 56789":                false,
		"98052-98053-98054-98055-98056":                    false,
		"see PO123, PO124, PO125, PO126, PO127":            false,
		"Power BI Pro 12345 seats until March 20271":       false,
		"f8a1db68-be16-40ed-86d5-cb42ce701560":             false,
		"Azure Cloud Power Basic Plans":                    false,
		"Dynamics 365 Business Central Premium IUR for Pa": false,
	} {
		if got := HoldsKey(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
