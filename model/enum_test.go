package model_test

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"benefitdesk/model"
)

// testNames checks an enumeration: its names in order, read back, and nothing
// else.
func testNames[E interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, names ...string) {
	t.Helper()
	t.Run(fmt.Sprintf("%T", E(0)), func(t *testing.T) {
		for i, name := range names {
			value, read := E(i+1), E(0)
			text, err := value.MarshalText()
			if value.String() != name || string(text) != name || err != nil {
				t.Errorf("%d is %q and encodes as %q, want %q", value, value.String(), text, name)
			}
			if err := P(&read).UnmarshalText(text); err != nil || read != value {
				t.Errorf("%q is read as %d, %v; want %d", text, read, err, value)
			}
		}
		for _, none := range []E{0, E(len(names) + 1), math.MaxUint8} {
			if none.String() != "" {
				t.Errorf("%d is %q, want nothing", none, none.String())
			}
		}
		value := E(1)
		if err := P(&value).UnmarshalText(nil); err != nil || value != 0 {
			t.Errorf("no name is read as %d, %v", value, err)
		}
		for _, text := range []string{"no such name", " " + names[0], names[0] + " ", "\x00"} {
			if err := P(&value).UnmarshalText([]byte(text)); !errors.Is(err, model.ErrUnknownName) || value != 0 {
				t.Errorf("%q is read as %d, %v; want ErrUnknownName", text, value, err)
			}
		}
	})
}

func TestEnumsRoundTrip(t *testing.T) {
	testNames[model.Workspace](t, "cloud", "azure-credits", "software", "visual-studio", "technical", "go-to-market")
	testNames[model.Status](t, "not-redeemed", "reserved", "assigned", "pending", "redeemed", "cancelled",
		"active", "expired", "disabled", "locked-out", "deleted")
	testNames[model.BenefitType](t, "core", "incremental")
	testNames[model.RedemptionModel](t, "key", "purchase")
	testNames[model.Unit](t, "licenses", "activations", "users", "incidents", "hours", "money-per-month", "money-per-year")
	testNames[model.Phase](t, "not-redeemed", "expiring", "active", "expired")
	testNames[model.Kind](t, "partner", "membership", "tenant", "user", "customer", "product", "benefit", "key",
		"subscription", "redemption")
	testNames[model.List](t, "cloud", "azure-credits", "software", "visual-studio", "technical", "go-to-market",
		"subscriptions", "keys", "users", "customers", "tenants", "memberships", "redemptions")
}

func TestEnumsListAllTheirValues(t *testing.T) {
	complete(t, "workspaces", model.Workspaces(), 6)
	complete(t, "kinds", model.Kinds(), 10)
	complete(t, "lists", model.Lists(), 13)
	complete(t, "phases", model.Phases(), 4)
	complete(t, "classes", model.Classes(), 3)
	seen := map[model.Verb]bool{}
	for _, verb := range model.Verbs() {
		if verb == "" || seen[verb] {
			t.Errorf("verb %q", verb)
		}
		seen[verb] = true
	}
	for _, w := range model.Workspaces() {
		if list := model.ListOf(w); list.String() != w.String() || list.Kind() != model.KindBenefit {
			t.Errorf("list of %v is %v of %v", w, list, list.Kind())
		}
	}
}

func complete[E ~uint8](t *testing.T, what string, values []E, n int) {
	t.Helper()
	if len(values) != n {
		t.Errorf("%d %s, want %d", len(values), what, n)
	}
	for i, value := range values {
		if int(value) != i+1 {
			t.Errorf("%s: place %d is %d", what, i, value)
		}
	}
}

func TestParseRef(t *testing.T) {
	for _, c := range []struct {
		text string
		kind model.Kind
		want string
	}{
		{"benefit 12", 0, "benefit 12"},
		{"key 7", model.KindBenefit, "key 7"},
		{"12", model.KindSubscription, "subscription 12"},
		{"18446744073709551615", model.KindBenefit, "benefit 18446744073709551615"},
		{"18446744073709551616", model.KindBenefit, ""},
		{"12", 0, ""},
		{"0", model.KindBenefit, ""},
		{"benefit 0", 0, ""},
		{"benefit -1", 0, ""},
		{"benefit +1", 0, ""},
		{"benefit  12", 0, ""},
		{"benefit 12 ", 0, ""},
		{" 12", model.KindBenefit, ""},
		{"benefit", model.KindBenefit, ""},
		{"benefits 12", 0, ""},
		{"benefit 0x1f", 0, ""},
		{"", model.KindBenefit, ""},
	} {
		got, err := model.ParseRef(c.text, c.kind)
		if got.String() != c.want || (err == nil) != (c.want != "") || err != nil && !errors.Is(err, model.ErrUnknownName) {
			t.Errorf("ParseRef(%q, %v) = %v, %v; want %q", c.text, c.kind, got, err, c.want)
		}
	}
	for _, kind := range model.Kinds() {
		ref := model.Ref{Kind: kind, ID: 42}
		if got, err := model.ParseRef(ref.String(), 0); got != ref || err != nil {
			t.Errorf("%v is read as %v, %v", ref, got, err)
		}
	}
	if text := (model.Ref{}).String(); text != "" {
		t.Errorf("no reference is %q", text)
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "",
		" \t\n":                          "",
		"Office 365 E3":                  "office 365 e3",
		"  Office\u00a0 365\tE3 \r\n":    "office 365 e3",
		"Ｏｆｆｉｃｅ　３６５ Ｅ３":                  "office 365 e3",
		"ÄÖÜ Straße":                     "äöü straße",
		"Enterprise Mobility + Security": "enterprise mobility + security",
		"（コピー）":                          "(コピー)",
		"￥1，000":                         "¥1,000",
		"A\vB\fC":                        "a b c",
		"a\u2028b":                       "a b",
		"\xff":                           "\ufffd",
	} {
		if got := model.Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		folded := model.Fold(text)
		if again := model.Fold(folded); again != folded {
			t.Fatalf("%q folds to %q and then to %q", text, folded, again)
		}
		if padded := model.Fold("\u3000" + text + "  "); padded != folded {
			t.Fatalf("%q folds to %q, with blanks around to %q", text, folded, padded)
		}
		if ascii := rapid.StringMatching(`[ -~\t\n]*`).Draw(t, "ascii"); model.Fold(ascii+"é") != model.Fold(ascii+"É") {
			t.Fatalf("%q", ascii)
		}
	})
}

var asciiTable = unicode.RangeTable{R16: []unicode.Range16{{Lo: 0, Hi: 0x7f, Stride: 1}}, LatinOffset: 1}

// TestFoldIsTheSameForASCIIAndOtherText: the short way must not differ.
func TestFoldIsTheSameForASCIIAndOtherText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ascii := rapid.StringOf(rapid.RuneFrom(nil, &asciiTable)).Draw(t, "ascii")
		if short, long := model.Fold(ascii+" e"), model.Fold(ascii+" é"); short != long[:len(long)-len("é")]+"e" {
			t.Fatalf("%q: %q and %q", ascii, short, long)
		}
	})
}

func TestRefusal(t *testing.T) {
	err := model.Refuse("too_many", "licenses", int64(7), date("2027-06-30"))
	if err.Error() != "too_many licenses 7 2027-06-30" {
		t.Errorf("text is %q", err)
	}
	if code := model.CodeOf(fmt.Errorf("wrapped: %w", err)); code != "too_many" {
		t.Errorf("code of the wrapped refusal is %q", code)
	}
	if code := model.CodeOf(errors.New("other")) + model.CodeOf(nil); code != "" {
		t.Errorf("code of other errors is %q", code)
	}
}
