package exchange_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

// portfolioWithKeys has a Cloud benefit 1 and a Software benefit 2. The keys
// are members of JSON objects; the n-th is on line n+3.
func portfolioWithKeys(keys ...string) string {
	lines := make([]string, len(keys))
	for i, members := range keys {
		lines[i] = fmt.Sprintf(`{"id":%d,"licenses":5,"months":12,"status":"not-redeemed",%s}`, 10+i, members)
	}
	return `{"format":"benefitdesk portfolio","version":1,
"benefits":[{"id":1,"workspace":"cloud","name":"A"},{"id":2,"workspace":"software","name":"B"}],
"keys":[
` + strings.Join(lines, ",\n") + `]}`
}

func TestTextsOfKeys(t *testing.T) {
	const lastGroupOnly = "too_long tail 5"
	for _, test := range []struct{ key, want string }{
		{`"benefit":1,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"`, "EEEE5 with its text"},
		{`"benefit":1,"tail":"","key":"aaaa1 bbbb2 cccc3 dddd4 eeee5"`, "EEEE5 with its text"},
		{`"benefit":1,"tail":"","key":"•••••-•••••-•••••-•••••-EEEE5"`, "EEEE5"},
		{`"benefit":1,"tail":"","key":"•••••EEEE5"`, "EEEE5"},
		{`"benefit":1,"tail":"","key":"*****-*****-*****-*****-EEEE5"`, "EEEE5"},
		{`"benefit":1,"tail":"EEEE5","key":"*****"`, "EEEE5"},
		{`"benefit":1,"tail":"","key":"*****"`, "missing key"},
		{`"benefit":1,"tail":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"`, lastGroupOnly},
		{`"benefit":1,"tail":"AAAA1BBBB2","key":"•••••"`, lastGroupOnly},
		{`"benefit":1,"tail":"","key":"*AAAA1BBBB2CCCC3DDDD4EEEE5"`, "bad_key character 1 is '*'"},
		{`"benefit":1,"tail":"","key":"•AAAA1BBBB2CCCC3DDDD4EEEE5"`, "bad_key character 1 is '•'"},
		{`"benefit":1,"tail":"","key":"*AAAA1 BBBB2 CCCC3 DDDD4 EEEE5"`, "bad_key character 1 is '*'"},
		{`"benefit":1,"tail":"","key":"*****AAAA1BBBB2CCCC3DDDD4EEEE5"`, "bad_key character 1 is '*'"},
		{`"benefit":1,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE"`, "bad_key 24 characters, 25 needed"},
		{`"benefit":1,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE5X"`, "bad_key 26 characters, 25 needed"},
		{`"benefit":1,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE😀"`, "bad_key character 29 is '😀'"},
		{`"benefit":99,"tail":"","key":"AAAA1-BBBB2"`, "bad_key 10 characters, 25 needed"},
		{`"benefit":2,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE-F*6"`, "E-F*6 with its text"},
		{`"tail":"","key":"of a customer: 12345678"`, "45678 with its text"},
		{`"benefit":2,"tail":"","key":" AAAA1 BBBB 12345\n"`, "2345 with its text"},
		{`"benefit":2,"tail":"","key":"AAAA1\u0301"`, "bad_key character 6 is '\u0301'"},
		{`"benefit":2,"tail":"","key":"` + strings.Repeat("x", 65) + `"`, "bad_key 65 characters, 1 to 64 possible"},
	} {
		file := readText(t, "p", portfolioWithKeys(test.key))
		var got string
		if len(file.Bad) > 0 {
			got = file.Bad[0].Reason.String()
			if file.Bad[0].Line != 4 || strings.Contains(got, "BBBB2") {
				t.Errorf("%s: %+v", test.key, file.Bad)
			}
		} else {
			key := planned[model.ProductKey](t, newMemory(), file)[0]
			if got = key.Tail; !key.Text.IsZero() {
				got += " with its text"
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.key, got, test.want)
		}
	}
}

// TestBenefitsOfKeysMayComeLater in a portfolio.
func TestBenefitsOfKeysMayComeLater(t *testing.T) {
	var portfolio struct {
		Benefits, Keys json.RawMessage
	}
	text := portfolioWithKeys(`"benefit":1,"tail":"","key":"short"`, `"benefit":2,"tail":"","key":"shorter"`)
	if err := json.Unmarshal([]byte(text), &portfolio); err != nil {
		t.Fatal(err)
	}
	file := readText(t, "p", fmt.Sprintf(`{"keys":%s,"benefits":%s,"version":1,"format":"benefitdesk portfolio"}`, portfolio.Keys, portfolio.Benefits))
	if len(file.Bad) != 1 || file.Bad[0].Reason.Code != exchange.BadKey {
		t.Errorf("%+v", file.Bad)
	}
}

// TestAKeyIsThereOnce: the second of a file is a bad row, with the first's line.
func TestAKeyIsThereOnce(t *testing.T) {
	const key = `"benefit":1,"tail":"","key":"AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"`
	text := portfolioWithKeys(key, `"benefit":1,"tail":"","key":"FFFF1-BBBB2-CCCC3-DDDD4-EEEE5"`, strings.ToLower(strings.ReplaceAll(key, "-", " ")))
	file := readText(t, "p", text)
	if len(file.Bad) != 1 || file.Bad[0].Line != 6 || file.Bad[0].Reason.String() != "same_key 4" {
		t.Errorf("%+v", file.Bad)
	}
}

// TestKeysOfSoftwareComeBackTheSame, whatever they look like.
func TestKeysOfSoftwareComeBackTheSame(t *testing.T) {
	facts := newMemory()
	load(t, facts, readText(t, "p", portfolioWithKeys(
		`"benefit":2,"tail":"","key":"*AB*CD"`, `"benefit":2,"tail":"","key":"•A secret• *12*"`, `"benefit":2,"tail":"","key":"1-2-3-4-5-6-7-8-9-*****"`)))
	want := written(t, facts, true)
	other := newMemory()
	load(t, other, readText(t, "p", want))
	if got := written(t, other, true); got != want {
		t.Errorf("%s\nbecame\n%s", want, got)
	}
	masked := newMemory()
	load(t, masked, readText(t, "p", written(t, facts, false)))
	if got := written(t, masked, false); got != written(t, facts, false) {
		t.Error(got)
	}
}

// TestKeysInTextsAreRefused wherever they come from, since texts are shown and
// written to every export.
func TestKeysInTextsAreRefused(t *testing.T) {
	const key = "AAAA1-BBBB2-CCCC3-DDDD4-EEEE5"
	for row, want := range map[string]string{
		"Cloud\tOffice " + key + "\tMAPS\t5 licenses\t\n":                                         "key_in_text name",
		"Cloud\tOffice\tMAPS " + strings.ToLower(strings.ReplaceAll(key, "-", "")) + "\t5\t\n":    "key_in_text source",
		"Cloud\tOffice\tMAPS\t5 " + key + "\t\n":                                                  "key_in_text note",
		"Cloud\tDynamics 365 Team Members IUR\tSolutions Partner for Modern Work\t5 licenses\t\n": "",
	} {
		file := readText(t, "b", grid+row)
		if got := fmt.Sprint(file.Bad); want == "" && len(file.Bad) > 0 || want != "" && !strings.Contains(got, want) || strings.Contains(got, "BBBB2") {
			t.Errorf("%q: %+v", row, file.Bad)
		}
	}
	text := portfolioWithKeys(`"benefit":1,"tail":"EEEE5"`)
	text = strings.Replace(text, `"name":"A"`, `"name":"A","note":"the old key was `+key+`"`, 1)
	if file := readText(t, "p", text); len(file.Bad) == 0 || !strings.Contains(fmt.Sprint(file.Bad), "key_in_text note") || strings.Contains(fmt.Sprint(file.Bad), "BBBB2") {
		t.Errorf("%+v", file.Bad)
	}
}
