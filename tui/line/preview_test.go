package line

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

var (
	today   = model.MustDate("2026-11-20")
	english = words.Words{Language: locale.English}
)

// session is one in English that writes to out.
func session(out io.Writer) Session {
	return Session{Out: out, Words: english, Today: today, Actor: ada}
}

// wrongUsage tells whether a command line was not understood.
func wrongUsage(err error) bool { return errors.As(err, new(Usage)) }

// flagged is what the registered flags of a command parse arguments to.
func parse(t *testing.T, register func(*pflag.FlagSet), args string) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	register(flags)
	if err := flags.Parse(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
}

func preview(t *testing.T, args string) (Preview, error) {
	t.Helper()
	var f PreviewFlags
	parse(t, f.Register, args)
	return f.Preview(today)
}

func previewJSONOf(t *testing.T, args string) (text string, allowed bool) {
	t.Helper()
	p, err := preview(t, args)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	allowed, err = p.JSON(&out)
	if err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Fatalf("%v, %d lines", err, strings.Count(out.String(), "\n"))
	}
	return strings.TrimSpace(out.String()), allowed
}

var messages = regexp.MustCompile(`"message":"[^"]*"`)

// TestPreviewJSONIsTheContract: field for field and in this order.
func TestPreviewJSONIsTheContract(t *testing.T) {
	const contract = `{"action":"extend","on":"2026-11-20","effective":"2026-11-20",` +
		`"before":{"licenses":100,"end_date":"2027-03-31"},` +
		`"key":{"licenses":25,"months":12},` +
		`"after":{"licenses":100,"end_date":"2027-06-30"},` +
		`"change":{"licenses":0,"days":91},` +
		`"exact":"3 months","rounded_days":"0",` +
		`"steps":["25 licenses × 12 months ÷ 100 licenses = 3 months","2027-03-31 + 3 months = 2027-06-30"],` +
		`"warnings":[{"code":"irreversible","message":"…"}]}`
	got, allowed := previewJSONOf(t, "--action extend --licenses 100 --ends 2027-03-31 --key-licenses 25")
	if got = messages.ReplaceAllString(got, `"message":"…"`); got != contract || !allowed {
		t.Errorf("allowed %v\n got %s\nwant %s", allowed, got, contract)
	}
}

func TestPreviewJSON(t *testing.T) {
	for _, test := range []struct {
		args, want string
		allowed    bool
	}{
		{"--action add --licenses 10 --ends 2027-09-01 --key-licenses 5 --on 2027-06-01", `"exact":"183 1/3 days","rounded_days":"-1/3"`, true},
		{"--action extend --licenses 7 --ends 2027-03-15 --key-licenses 3", `"exact":"5 1/7 months"`, true},
		{"--action activate --licenses 0 --key-licenses 5", `"before":{"licenses":0,"end_date":null}`, true},
		{"--action activate --licenses 0 --key-licenses 5", `"change":{"licenses":5,"days":null}`, true},
		{"--action activate --licenses 5 --ends 2026-01-31 --key-licenses 5", `"before":{"licenses":5,"end_date":"2026-01-31"}`, true},
		{"--action renew --licenses 5 --ends 2027-03-31 --key-licenses 5", `"effective":"2027-04-01"`, true},
		{"--action extend --licenses 5 --ends 2027-03-31 --key-licenses 16", `{"action":"extend","on":"2026-11-20","refused":{"code":"extension_over_three_years","message":`, false},
		{"--action add --licenses 5 --ends 2027-02-30 --key-licenses 16", `"refused":{"code":"bad_input"`, false},
		{"--licenses 5 --ends 2027-03-31 --key-licenses 0", `{"action":"all","on":"2026-11-20","refused":{"code":"bad_input"`, false},
		{"--licenses 5 --ends 2027-03-31 --key-licenses 99999999999999999999", `"refused":{"code":"bad_input"`, false},
		{"--licenses -5 --ends 2027-03-31 --key-licenses 5", `"refused":{"code":"bad_input"`, false},
		{"--licenses 5 --ends 2027-03-31 --key-licenses 5 --key-months 37", `"refused":{"code":"bad_input"`, false},
		{"--action add --licenses 5 --ends 2027-03-31 --key-licenses 5 --on 2027-13-01", `"on":"2027-13-01","refused":{"code":"bad_input"`, false},
	} {
		got, allowed := previewJSONOf(t, test.args)
		if !strings.Contains(got, test.want) || allowed != test.allowed {
			t.Errorf("%s: allowed %v, want %s in\n%s", test.args, allowed, test.want, got)
		}
	}
}

// A count is refused in the digits that were typed, however many.
func TestPreviewSaysCountsAsTyped(t *testing.T) {
	for _, flag := range []string{"--licenses", "--key-licenses", "--key-months"} {
		for typed, said := range map[string]string{
			"99999999999999999999": "99999999999999999999", "-99999999999999999999": "-99999999999999999999",
			"2147483648": "2,147,483,648", "9223372036854775807": "9,223,372,036,854,775,807", "-5": "-5",
		} {
			got, allowed := previewJSONOf(t, "--action extend --licenses 5 --ends 2027-03-31 --key-licenses 5 "+flag+" "+typed)
			if allowed || !strings.Contains(got, `: `+said+` is not a`) || !strings.Contains(got, `"code":"bad_input"`) {
				t.Errorf("%s %s: %s", flag, typed, got)
			}
		}
	}
}

// TestLargeNumbersAreGrouped for people; the fields of the contract stay as they
// are.
func TestLargeNumbersAreGrouped(t *testing.T) {
	const args = "--action add --licenses 10 --ends 9000-09-01 --key-licenses 4 --on 2026-06-01"
	p, _ := preview(t, args)
	var out bytes.Buffer
	if _, err := p.Text(&out, english); err != nil || !strings.Contains(out.String(), "= 1,819,599 2/7 days, rounded to 1,819,599 days") {
		t.Errorf("%v\n%s", err, out.String())
	}
	if got, _ := previewJSONOf(t, args); !strings.Contains(got, `"exact":"1819599 2/7 days"`) {
		t.Error(got)
	}
}

// With --ascii nothing but ASCII is drawn, and JSON stays as it is.
func TestPreviewInASCII(t *testing.T) {
	const all = "--licenses 7 --ends 2027-03-15 --key-licenses 3"
	run := func(args string, signs func(string) string) string {
		var f PreviewFlags
		parse(t, f.Register, args)
		var out bytes.Buffer
		s := session(&out)
		s.Signs = signs
		if err := f.Run(s); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if usual := run(all, nil); !strings.Contains(usual, "━━") || !strings.Contains(usual, "×") {
		t.Errorf("nothing to replace in\n%s", usual)
	}
	drawn := run(all, theme.ASCII)
	if !strings.Contains(drawn, "====") {
		t.Errorf("no bar in\n%s", drawn)
	}
	for _, sign := range drawn {
		if sign >= utf8.RuneSelf || sign < ' ' && sign != '\n' {
			t.Errorf("%q is drawn in\n%s", sign, drawn)
			break
		}
	}
	if run(all+" --json", theme.ASCII) != run(all+" --json", nil) {
		t.Error("the JSON differs")
	}
}

func TestPreviewOfAllActions(t *testing.T) {
	got, allowed := previewJSONOf(t, "--licenses 100 --ends 2027-03-31 --key-licenses 25")
	var all struct {
		On      string
		Options []struct {
			Action  string
			Refused struct{ Code, Message string }
		}
	}
	if err := json.Unmarshal([]byte(got), &all); err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, option := range all.Options {
		order = append(order, option.Action+option.Refused.Code)
	}
	if want := []string{"extend", "add", "renew", "activate" + string(redemption.AlreadyActive)}; !allowed || all.On != "2026-11-20" || !slices.Equal(order, want) {
		t.Errorf("on %s: %v, want %v", all.On, order, want)
	}
	if !strings.HasPrefix(got, `{"on":"2026-11-20","options":[{"action":"extend"`) {
		t.Errorf("fields in another order: %s", got[:60])
	}
}

func TestPreviewWrongUsage(t *testing.T) {
	for _, args := range []string{
		"", "--licenses 5", "--licenses five --ends 2027-03-31 --key-licenses 5", "--licenses 5 --key-licenses 5", "--licenses 0 --ends 2027-03-31 --key-licenses 5",
		"--licenses 5 --ends tomorrow --key-licenses 5", "--licenses 5 --ends 2027-03-31 --key-licenses", "--action dance --licenses 5 --ends 2027-03-31 --key-licenses 5",
		"--licenses 5 --ends 2027-03-31 --key-licenses 5.5", "--licenses 1,000 --ends 2027-03-31 --key-licenses 5",
	} {
		var f PreviewFlags
		flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
		flags.SetOutput(io.Discard)
		f.Register(flags)
		if err := flags.Parse(strings.Fields(args)); err != nil {
			continue
		}
		if p, err := f.Preview(today); err == nil {
			t.Errorf("%q is understood as %+v", args, p)
		}
	}
}

func TestPreviewText(t *testing.T) {
	for _, language := range locale.Languages() {
		w := words.Words{Language: language}
		for _, args := range []string{
			"--licenses 100 --ends 2027-03-31 --key-licenses 25", "--action extend --licenses 5 --ends 2027-03-31 --key-licenses 16",
			"--licenses 0 --key-licenses 5", "--licenses 5 --ends 2026-10-31 --key-licenses 5", "--licenses 5 --ends 2027-03-31 --key-licenses 0",
		} {
			p, err := preview(t, args)
			if err != nil {
				t.Fatal(err)
			}
			var text, object bytes.Buffer
			allowed, err := p.Text(&text, w)
			alsoAllowed, _ := p.JSON(&object)
			if err != nil || allowed != alsoAllowed || strings.ContainsAny(text.String(), "{}\x1b") || text.Len() == 0 {
				t.Errorf("%s %s: %v, allowed %v and %v\n%s", language.Tag(), args, err, allowed, alsoAllowed, text.String())
			}
			for line := range strings.SplitSeq(text.String(), "\n") {
				if strings.TrimRight(line, " ") != line {
					t.Errorf("%q ends in blanks", line)
				}
			}
		}
	}
	p, _ := preview(t, "--action extend --licenses 100 --ends 2027-03-31 --key-licenses 25")
	var out bytes.Buffer
	if _, err := p.Text(&out, english); err != nil || !strings.Contains(out.String(), "2027-06-30") || !strings.Contains(out.String(), "+ 91 days") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
