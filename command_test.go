package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"benefitdesk/tui/theme"
)

// The exit codes of the contract.
const (
	exitDone     = 0
	exitRefused  = 1
	exitUsage    = 2
	exitDue      = 3
	exitUnusable = 4
)

// shell runs commands within the test, on a store of its own.
type shell struct {
	t     *testing.T
	store string
	env   map[string]string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	return &shell{t, filepath.Join(t.TempDir(), "benefits.db"), map[string]string{}}
}

// filled is a shell whose store holds the partner of the journeys.
func filled(t *testing.T) *shell {
	t.Helper()
	s := newShell(t)
	s.want(exitDone, "import", filepath.Join("testdata", "journey", "portfolio.json"))
	return s
}

func (s *shell) runWith(input string, args ...string) answer {
	s.t.Helper()
	var out, errs bytes.Buffer
	now := func() time.Time { return time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC) }
	env := func(name string) string { return s.env[name] }
	code := run(append([]string{"--db", s.store, "--as", "adele"}, args...), system{strings.NewReader(input), &out, &errs, env, now})
	return answer{out.String(), errs.String(), code}
}

func (s *shell) run(args ...string) answer { s.t.Helper(); return s.runWith("", args...) }

// want runs a command whose exit code is known.
func (s *shell) want(code int, args ...string) answer {
	s.t.Helper()
	a := s.run(args...)
	if a.code != code {
		s.t.Fatalf("%q: exit %d, want %d\n%s%s", args, a.code, code, a.out, a.err)
	}
	return a
}

// object reads one JSON value.
func object[T any](t *testing.T, text string) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("more than one value in %q", text)
	}
	return value
}

// sentence checks that standard error holds one sentence with a text in it.
func (a answer) sentence(t *testing.T, text string) {
	t.Helper()
	if strings.Count(strings.TrimRight(a.err, "\n"), "\n") != 0 || !strings.HasPrefix(a.err, "benefitdesk: ") || !strings.Contains(a.err, text) {
		t.Errorf("standard error is %q, want one sentence with %q", a.err, text)
	}
	for _, word := range []string{"panic", "goroutine", "0x", "%!", "<nil>"} {
		if strings.Contains(a.err, word) {
			t.Errorf("standard error says %q: %q", word, a.err)
		}
	}
}

// previewed is the part of a preview that the tests look at.
type previewed struct {
	Action    string
	On        string
	Effective string
	Before    struct {
		Licenses int64
		EndDate  *string `json:"end_date"`
	}
	Key   struct{ Licenses, Months int64 }
	After struct {
		Licenses int64
		EndDate  string `json:"end_date"`
	}
	Change struct {
		Licenses int64
		Days     *int
	}
	Exact   string
	Rounded string `json:"rounded_days"`
	Steps   []string
	Warning []coded `json:"warnings"`
	Refused coded
}

type coded struct{ Code, Message string }

func TestPreviewOfTheContract(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	a := s.want(exitDone, "preview", "--action", "extend", "--licenses", "100", "--ends", "2027-03-31", "--key-licenses", "25", "--on", "2026-11-20", "--json")
	wanted := `{"action":"extend","on":"2026-11-20","effective":"2026-11-20",` +
		`"before":{"licenses":100,"end_date":"2027-03-31"},"key":{"licenses":25,"months":12},` +
		`"after":{"licenses":100,"end_date":"2027-06-30"},"change":{"licenses":0,"days":91},` +
		`"exact":"3 months","rounded_days":"0",` +
		`"steps":["25 licenses × 12 months ÷ 100 licenses = 3 months","2027-03-31 + 3 months = 2027-06-30"],"warnings":[{"code":"irreversible",`
	if !strings.HasPrefix(a.out, wanted) {
		t.Errorf("%s\nwant\n%s", a.out, wanted)
	}
	if a.err != "" {
		t.Errorf("standard error: %s", a.err)
	}
}

func TestPreviews(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		on, ends, action string
		licenses, key    int
		after            int64
		end, exact       string
	}{
		{"2026-11-20", "2027-03-31", "extend", 100, 25, 100, "2027-06-30", "3 months"},
		{"2026-11-20", "2027-03-31", "extend", 100, 100, 100, "2028-03-31", "12 months"},
		{"2026-11-20", "2027-03-31", "extend", 5, 10, 5, "2029-03-31", "24 months"},
		{"2026-11-20", "2027-03-31", "extend", 5, 15, 5, "2030-03-31", "36 months"},
		{"2023-07-13", "2023-08-10", "extend", 6, 5, 6, "2024-06-10", "10 months"},
		{"2026-11-20", "2027-04-20", "add", 10, 10, 20, "2027-08-05", ""},
		{"2026-11-20", "2028-11-20", "add", 10, 5, 15, "2028-07-21", ""},
		{"2027-06-01", "2027-09-01", "add", 10, 5, 15, "2027-12-01", "183 1/3 days"},
		{"2026-11-20", "2027-03-15", "extend", 7, 3, 7, "2027-08-19", "5 1/7 months"},
		{"2026-11-20", "2028-02-29", "extend", 1, 1, 1, "2029-02-28", "12 months"},
		{"2026-11-20", "2027-01-31", "extend", 12, 1, 12, "2027-02-28", "1 months"},
		{"2026-11-20", "2027-03-31", "renew", 100, 25, 25, "2028-04-01", "12 months"},
		{"2026-11-20", "2026-10-31", "activate", 100, 25, 25, "2027-11-20", "12 months"},
	} {
		a := newShell(t).want(exitDone, "preview", "--action", c.action, "--licenses", fmt.Sprint(c.licenses), "--ends", c.ends,
			"--key-licenses", fmt.Sprint(c.key), "--on", c.on, "--json")
		p := object[previewed](t, a.out)
		if p.After.Licenses != c.after || p.After.EndDate != c.end || c.exact != "" && p.Exact != c.exact || p.Action != c.action || p.On != c.on {
			t.Errorf("%+v: %s", c, a.out)
		}
		if len(p.Warning) == 0 || p.Warning[0].Code != "irreversible" {
			t.Errorf("%+v: warnings %v", c, p.Warning)
		}
	}
}

func TestPreviewOfNothingBefore(t *testing.T) {
	t.Parallel()
	a := newShell(t).want(exitDone, "preview", "--action", "activate", "--licenses", "0", "--key-licenses", "25", "--json")
	p := object[previewed](t, a.out)
	if p.On != testDay || p.Before.Licenses != 0 || p.Before.EndDate != nil || p.Change.Days != nil || p.After.EndDate != "2027-11-20" {
		t.Error(a.out)
	}
	for _, null := range []string{`"end_date":null`, `"days":null`} {
		if !strings.Contains(a.out, null) {
			t.Errorf("no %s in %s", null, a.out)
		}
	}
}

func TestPreviewRefuses(t *testing.T) {
	t.Parallel()
	for code, args := range map[string][]string{
		"extension_over_three_years": {"--action", "extend", "--licenses", "5", "--ends", "2027-03-31", "--key-licenses", "16"},
		"not_active":                 {"--action", "add", "--licenses", "5", "--ends", "2026-11-19", "--key-licenses", "5"},
		"already_active":             {"--action", "activate", "--licenses", "5", "--ends", "2026-11-20", "--key-licenses", "5"},
		"nothing_to_renew":           {"--action", "renew", "--licenses", "0", "--key-licenses", "5"},
	} {
		a := newShell(t).want(exitRefused, append([]string{"preview", "--json"}, args...)...)
		if p := object[previewed](t, a.out); p.Refused.Code != code || p.Refused.Message == "" || p.Action != args[1] || a.err != "" {
			t.Errorf("%s: %s%s", code, a.out, a.err)
		}
	}
}

// A number or date that is wrong is refused by the rules; what is no number or
// date at all, or is missing, is wrong usage.
func TestPreviewInput(t *testing.T) {
	t.Parallel()
	good := map[string]string{"--licenses": "100", "--ends": "2027-03-31", "--key-licenses": "25", "--key-months": "12", "--on": "2026-11-20", "--action": "extend"}
	for _, c := range []struct {
		flag, value string
		code        int
	}{
		{"--licenses", "-1", exitRefused},
		{"--licenses", "1000001", exitRefused},
		{"--licenses", "99999999999999999999999", exitRefused},
		{"--key-licenses", "0", exitRefused},
		{"--key-licenses", "-5", exitRefused},
		{"--key-months", "0", exitRefused},
		{"--key-months", "37", exitRefused},
		{"--ends", "2027-02-29", exitRefused},
		{"--ends", "2027-13-01", exitRefused},
		{"--on", "2027-02-30", exitRefused},
		{"--licenses", "many", exitUsage},
		{"--licenses", "", exitUsage},
		{"--licenses", "1.5", exitUsage},
		{"--licenses", "0", exitUsage}, // with --ends
		{"--key-licenses", "", exitUsage},
		{"--ends", "tomorrow", exitUsage},
		{"--ends", "", exitUsage}, // with --licenses above 0
		{"--on", "20.11.2026", exitUsage},
		{"--action", "multiply", exitUsage},
	} {
		args := []string{"preview", "--json"}
		for flag, value := range good {
			if flag == c.flag {
				value = c.value
			}
			if value != "" {
				args = append(args, flag+"="+value)
			}
		}
		a := newShell(t).run(args...)
		if a.code != c.code {
			t.Errorf("%s=%s: exit %d, want %d\n%s%s", c.flag, c.value, a.code, c.code, a.out, a.err)
			continue
		}
		if c.code == exitUsage {
			a.sentence(t, "--")
			if a.out != "" {
				t.Errorf("%s=%s: standard output %q", c.flag, c.value, a.out)
			}
		} else if p := object[previewed](t, a.out); p.Refused.Code != "bad_input" {
			t.Errorf("%s=%s: %s", c.flag, c.value, a.out)
		}
	}
}

// What people read obeys --ascii, and has no colours in any case.
func TestPreviewDrawsASCII(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	args := []string{"preview", "--licenses", "7", "--ends", "2027-03-15", "--key-licenses", "3"}
	usual := s.want(exitDone, args...).out
	if !strings.Contains(usual, "━━") {
		t.Errorf("no bar in\n%s", usual)
	}
	for _, c := range []struct {
		env, want string
		flags     []string
	}{
		{"1", usual, nil},
		{"", usual, []string{"--no-color"}},
		{"", theme.ASCII(usual), []string{"--ascii"}},
		{"1", theme.ASCII(usual), []string{"--ascii", "--no-color"}},
	} {
		s.env["NO_COLOR"] = c.env
		if a := s.want(exitDone, append(c.flags, args...)...); a.out != c.want || strings.Contains(a.out, "\x1b") {
			t.Errorf("NO_COLOR=%s %v:\n%s", c.env, c.flags, a.out)
		}
	}
}

// stuck is an input on which nothing comes; whoever reads it is interrupted.
type stuck struct{ t *testing.T }

func (s stuck) Read([]byte) (int, error) {
	if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
		s.t.Error(err)
	}
	<-s.t.Context().Done()
	return 0, io.EOF
}

// A signal ends a command at once, even one that waits for its input. Whatever
// else runs in this process would end with it, so nothing is parallel to it.
func TestSignalEndsACommand(t *testing.T) {
	s := filled(t)
	s.unchanged(func() {
		var out, errs bytes.Buffer
		code := run([]string{"--db", s.store, "import", "-"}, system{stuck{t}, &out, &errs, func(string) string { return "" }, time.Now})
		if code != 130 || out.Len()+errs.Len() > 0 {
			t.Errorf("exit %d, %q, %q", code, out.String(), errs.String())
		}
	})
}

func TestPreviewOfAllActions(t *testing.T) {
	t.Parallel()
	type all struct {
		On      string
		Options []previewed
		Refused coded
	}
	s := newShell(t)
	a := object[all](t, s.want(exitDone, "preview", "--licenses", "100", "--ends", "2027-03-31", "--key-licenses", "25", "--json").out)
	var actions []string
	for _, option := range a.Options {
		actions = append(actions, option.Action)
	}
	if strings.Join(actions, " ") != "extend add renew activate" || a.Options[3].Refused.Code != "already_active" || a.On != testDay {
		t.Errorf("%+v", a)
	}
	a = object[all](t, s.want(exitRefused, "preview", "--action", "all", "--licenses", "100", "--ends", "2027-03-31", "--key-licenses", "0", "--json").out)
	if a.Refused.Code != "bad_input" || a.Options != nil {
		t.Errorf("%+v", a)
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	s := filled(t)
	names := func(args ...string) string {
		t.Helper()
		var all []string
		for _, r := range object[[]row](t, s.want(exitDone, append([]string{"list", "--json"}, args...)...).out) {
			all = append(all, r.Name)
		}
		return strings.Join(all, ", ")
	}
	for args, want := range map[string]string{
		"cloud":                         "Planner Plan 3, Power BI Pro, Visio Plan 2, Power BI Pro",
		"cloud --sort name":             "Planner Plan 3, Power BI Pro, Power BI Pro, Visio Plan 2",
		"cloud --sort -name":            "Visio Plan 2, Power BI Pro, Power BI Pro, Planner Plan 3",
		"cloud --quick expired":         "Planner Plan 3",
		"cloud --quick expiring":        "",
		"cloud --filter maps":           "Power BI Pro, Visio Plan 2",
		"subscriptions --quick active":  "Power BI Pro, Visio Plan 2",
		"subscriptions --sort -due":     "Visio Plan 2, Power BI Pro",
		"keys":                          "",
		"software":                      "Windows Server 2022",
		"azure-credits --filter absent": "",
	} {
		if got := names(strings.Fields(args)...); got != want {
			t.Errorf("list %s: %s, want %s", args, got, want)
		}
	}
	text := s.want(exitDone, "list")
	for _, title := range []string{"Cloud", "Azure credits", "Software", "Visual Studio", "Technical", "Go-To-Market", "100 per month"} {
		if !strings.Contains(text.out, title) {
			t.Errorf("no %s in\n%s", title, text.out)
		}
	}
	if csv := s.want(exitDone, "list", "cloud", "--csv").out; strings.Count(csv, "\n") != 5 {
		t.Error(csv)
	}
	for _, args := range []string{"--json", "nothing", "cloud --sort colour", "cloud --quick soon", "cloud --json --csv", "cloud keys", "cloud --frobnicate"} {
		s.want(exitUsage, append([]string{"list"}, strings.Fields(args)...)...).sentence(t, "")
	}
}

// redeemed is what the redeem command tells.
type redeemed struct {
	Recorded  string
	Tenant    string
	PortalEnd string `json:"portal_end"`
	Outcome   previewed
	Refused   coded
}

// redeeming are the arguments that redeem the benefit of the Action Pack.
func (s *shell) redeemArgs(change ...string) []string {
	s.t.Helper()
	flags := map[string]string{
		"--subscription": "Power BI Pro", "--tenant": tenant, "--action": "extend", "--confirm-end": "2027-06-30", "--key": "-",
	}
	for i := 0; i < len(change); i += 2 {
		flags[change[i]] = change[i+1]
	}
	args := []string{"redeem", s.number("cloud", "Power BI Pro", "MAPS"), "--json"}
	for flag, value := range flags {
		if value != "" {
			args = append(args, flag, value)
		}
	}
	return args
}

// number is that of a row.
func (s *shell) number(list, name, source string) string {
	s.t.Helper()
	for _, r := range object[[]struct {
		ID           int
		Name, Source string
	}](s.t, s.want(exitDone, "list", list, "--json").out) {
		if r.Name == name && strings.HasPrefix(r.Source, source) {
			return fmt.Sprint(r.ID)
		}
	}
	s.t.Fatalf("there is no %s", name)
	return ""
}

// unchanged checks that a command leaves the store's records as they are.
func (s *shell) unchanged(do func()) {
	s.t.Helper()
	before := s.want(exitDone, "export", "--json", "-").out
	do()
	if after := s.want(exitDone, "export", "--json", "-").out; after != before {
		s.t.Errorf("the records changed from\n%s\nto\n%s", before, after)
	}
}

func TestRedeemCommand(t *testing.T) {
	t.Parallel()
	s := filled(t)
	a := s.runWith(firstKey+"\n", s.redeemArgs()...)
	r := object[redeemed](t, a.out)
	if a.code != exitDone || r.Recorded != "redeemed" || r.Outcome.After.EndDate != "2027-06-30" || r.Tenant != tenant {
		t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	if strings.Contains(a.out+a.err, "QWXYZ") {
		t.Error("the key is in the output")
	}
	if rows := object[[]row](t, s.want(exitDone, "list", "subscriptions", "--json", "--filter", "power").out); rows[0].EndDate != "2027-06-30" {
		t.Errorf("%+v", rows)
	}
	// Once, ever.
	s.unchanged(func() {
		args := s.redeemArgs("--confirm-end", "2027-07-31")
		args[1] = s.number("cloud", "Power BI Pro", "Solutions")
		a := s.runWith(strings.ToLower(firstKey), args...)
		if r := object[redeemed](t, a.out); a.code != exitRefused || r.Refused.Code != "key_already_redeemed" ||
			!strings.Contains(r.Refused.Message, "on 2026-11-20 by adele on Power BI Pro") {
			t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
		}
	})
}

func TestRedeemCommandRecordsThePortal(t *testing.T) {
	t.Parallel()
	s := filled(t)
	a := s.runWith(firstKey, s.redeemArgs("--portal-end", "2027-07-15")...)
	r := object[redeemed](t, a.out)
	if a.code != exitDone || r.PortalEnd != "2027-07-15" || r.Outcome.After.EndDate != "2027-06-30" {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	if rows := object[[]row](t, s.want(exitDone, "list", "subscriptions", "--json", "--filter", "power").out); rows[0].EndDate != "2027-07-15" {
		t.Errorf("%+v", rows)
	}
}

func TestRedeemCommandRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		change []string
		key    string
		code   string
	}{
		{[]string{"--confirm-end", "2027-06-29"}, firstKey, "confirm_differs"},
		{[]string{"--tenant", "fabrikam.onmicrosoft.com"}, firstKey, "wrong_tenant"},
		{[]string{"--tenant", "no tenant"}, firstKey, "tenant_malformed"},
		{[]string{"--subscription", "Visio Plan 2"}, firstKey, "wrong_product"},
		{[]string{"--action", "activate"}, firstKey, "already_active"},
		{[]string{"--confirm-end", "2027-02-29"}, firstKey, "bad_input"},
		{[]string{"--on", "2027-10-01"}, firstKey, "key_past_activate_by"},
		{[]string{"--portal-end", "2026-01-01"}, firstKey, "portal_end_too_early"},
		{nil, "QWXYZ-JKVBN-TRPLM-GHDSC-EEEE", "key_malformed"},
		{nil, "QWXYZ-JKVBN-TRPLM-GHDSC-EEE🔑5", "key_malformed"},
		{nil, "", "key_malformed"},
		{[]string{"--key", ""}, "", "key_missing"},
		{[]string{"--subscription", "99"}, firstKey, "no_record"},
	} {
		s := filled(t)
		s.unchanged(func() {
			a := s.runWith(c.key, s.redeemArgs(c.change...)...)
			if r := object[redeemed](t, a.out); a.code != exitRefused || r.Refused.Code != c.code || r.Refused.Message == "" {
				t.Errorf("%s %q: exit %d\n%s%s", c.code, c.change, a.code, a.out, a.err)
			}
			if strings.Contains(a.out+a.err, "QWXYZ") {
				t.Errorf("%s: the key is in the output: %s%s", c.code, a.out, a.err)
			}
		})
	}
}

func TestRedeemCommandUsage(t *testing.T) {
	t.Parallel()
	for _, change := range [][]string{
		{"--subscription", ""}, {"--tenant", ""}, {"--action", ""}, {"--confirm-end", ""},
		{"--action", "all"}, {"--confirm-end", "soon"},
		{"--key", firstKey}, // seen by everyone on the machine
	} {
		s := filled(t)
		s.unchanged(func() {
			a := s.runWith(firstKey, s.redeemArgs(change...)...)
			if a.code != exitUsage || a.out != "" {
				t.Errorf("%q: exit %d\n%s%s", change, a.code, a.out, a.err)
			}
			a.sentence(t, "")
			if strings.Contains(a.err, "QWXYZ") {
				t.Errorf("%q: the key is in %s", change, a.err)
			}
		})
	}
}

// write puts a file beside the store.
func (s *shell) write(name, content string) string {
	s.t.Helper()
	path := filepath.Join(filepath.Dir(s.store), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

type imported struct {
	Files []struct {
		Name, Kind                       string
		New, Changed, Unchanged, Missing int
		Bad                              []struct {
			Line   int
			Reason string
		}
	}
	Written bool
}

func fixture(name string) string { return filepath.Join("testdata", "import", name) }

func TestImportCommand(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	benefits, subscriptions := filepath.Join("testdata", "journey", "benefits.tsv"), filepath.Join("testdata", "journey", "subscriptions.json")
	s.unchanged(func() {
		dry := object[imported](t, s.want(exitDone, "import", "--dry-run", "--json", benefits, subscriptions).out)
		if len(dry.Files) != 2 || dry.Files[0].New != 3 || dry.Files[1].New != 1 || dry.Written {
			t.Errorf("%+v", dry)
		}
	})
	first := object[imported](t, s.want(exitDone, "import", "--json", benefits, subscriptions).out)
	if !first.Written || first.Files[0].Bad == nil || len(first.Files[0].Bad) != 0 {
		t.Errorf("%+v", first)
	}
	s.unchanged(func() {
		again := object[imported](t, s.want(exitDone, "import", "--json", benefits, subscriptions).out)
		if again.Written || again.Files[0].Unchanged != 3 || again.Files[1].Unchanged != 1 || again.Files[0].New+again.Files[0].Changed != 0 {
			t.Errorf("%+v", again)
		}
	})
	text, err := os.ReadFile(filepath.Join("testdata", "journey", "portfolio.json"))
	if err != nil {
		t.Fatal(err)
	}
	s = newShell(t)
	if a := s.runWith(string(text), "import", "-"); a.code != exitDone || !strings.Contains(a.out, "14 new") {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
}

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	rubbish := make([]byte, 4096)
	for i := range rubbish {
		rubbish[i] = byte(i*i*31 + i>>3)
	}
	for name, c := range map[string]struct {
		content string
		says    []string
	}{
		"malformed.json": {"{\n  \"value\": [\n    {\"id\": \"a\" \"b\": 1}\n  ]\n}\n", []string{"malformed.json", "line 3", "column"}},
		"cut-off.json":   {`{"value": [{"id": "a"`, []string{"cut-off.json", "line 1"}},
		"empty.json":     {"", []string{"empty.json", "empty"}},
		"rubbish.tsv":    {string(rubbish), []string{"rubbish.tsv"}},
		"long.tsv":       {strings.Repeat("x", 10<<20), []string{"long.tsv", "1 MiB"}},
		"long.json":      {`{"value":[{"id":"` + strings.Repeat("x", 10<<20) + `"}]}`, []string{"long.json", "1 MiB"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShell(t)
			good := filepath.Join("testdata", "journey", "benefits.tsv")
			s.unchanged(func() {
				a := s.want(exitRefused, "import", good, s.write(name, c.content))
				for _, text := range c.says {
					a.sentence(t, text)
				}
				if len(a.err) > 1000 {
					t.Errorf("the sentence has %d bytes", len(a.err))
				}
			})
		})
	}
	t.Run("a folder", func(t *testing.T) {
		s := newShell(t)
		s.unchanged(func() { s.want(exitRefused, "import", t.TempDir()).sentence(t, "folder") })
	})
	t.Run("no file", func(t *testing.T) {
		s := newShell(t)
		s.unchanged(func() { s.want(exitRefused, "import", "nowhere.json").sentence(t, "nowhere.json") })
	})
	t.Run("no name", func(t *testing.T) { newShell(t).want(exitUsage, "import").sentence(t, "") })
	for _, name := range []string{
		"benefits.malformed.csv", "graph-subscribed-skus.malformed.json", "graph-subscriptions.malformed.json", "partner-center-entitlements.malformed.json",
		"portfolio.malformed.json", "product-names.malformed.csv", "your-products.malformed.csv",
	} {
		t.Run(name, func(t *testing.T) {
			s := newShell(t)
			s.unchanged(func() { s.want(exitRefused, "import", fixture(name)).sentence(t, "line ") })
		})
	}
}

func TestImportBadRows(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.unchanged(func() {
		a := s.want(exitRefused, "import", "--json", fixture("benefits-bad-rows.tsv"))
		r := object[imported](t, a.out)
		if r.Written || len(r.Files) != 1 || len(r.Files[0].Bad) == 0 || r.Files[0].Bad[0].Line != 3 || r.Files[0].Bad[0].Reason == "" {
			t.Errorf("%s", a.out)
		}
		if strings.Contains(a.out, "AB1CD-EF2GH") {
			t.Errorf("a key is shown: %s", a.out)
		}
		if a := s.want(exitRefused, "import", fixture("benefits-bad-rows.tsv")); !strings.Contains(a.out, "line 3") || !strings.Contains(a.out, "--skip-bad") {
			t.Errorf("%s%s", a.out, a.err)
		}
	})
	if r := object[imported](t, s.want(exitDone, "import", "--json", "--skip-bad", fixture("benefits-bad-rows.tsv")).out); !r.Written {
		t.Errorf("%+v", r)
	}
	if rows := object[[]row](t, s.want(exitDone, "list", "cloud", "--json").out); len(rows) == 0 || rows[0].Name != "Good one" {
		t.Errorf("%v", rows)
	}
}

func TestImportAsksForTheOrderOfDates(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	file := fixture("your-products-undecided.tsv")
	s.unchanged(func() { s.want(exitRefused, "import", file).sentence(t, "day-first or month-first") })
	s.want(exitUsage, "import", "--dates", "ymd", file).sentence(t, "--dates")
	s.want(exitDone, "import", "--dates", "dmy", file)
	rows := object[[]row](t, s.want(exitDone, "list", "subscriptions", "--json").out)
	if len(rows) != 2 || rows[0].EndDate != "2027-07-03" {
		t.Errorf("%v", rows)
	}
	s = newShell(t)
	s.want(exitDone, "import", "--dates", "mdy", file)
	rows = object[[]row](t, s.want(exitDone, "list", "subscriptions", "--json").out)
	if len(rows) != 2 || rows[0].EndDate != "2027-03-07" {
		t.Errorf("%v", rows)
	}
}

func TestExportRoundTrip(t *testing.T) {
	t.Parallel()
	s := filled(t)
	if a := s.runWith(firstKey, s.redeemArgs()...); a.code != exitDone {
		t.Fatal(a.out, a.err)
	}
	path := filepath.Join(filepath.Dir(s.store), "all.json")
	s.want(exitDone, "export", "--json", path, "--reveal-keys")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(whole) || !bytes.Contains(whole, []byte(firstKey)) {
		t.Error("the key is missing where it was asked for")
	}
	if open := s.want(exitDone, "export", "--json", "-").out; strings.Contains(open, "QWXYZ") || !strings.Contains(open, masked) {
		t.Error("the key is not masked")
	}
	other := newShell(t)
	other.want(exitDone, "import", path)
	again := other.want(exitDone, "export", "--json", "-", "--reveal-keys").out
	if got, want := comparable(t, again), comparable(t, string(whole)); got != want {
		t.Errorf("the other store exports\n%s\nwant\n%s", got, want)
	}
	other.unchanged(func() {
		if a := other.want(exitDone, "import", path); !strings.Contains(a.out, " 0 new, 0 changed") {
			t.Error(a.out)
		}
	})
	s.want(exitUsage, "export").sentence(t, "--json FILE")
	s.want(exitUsage, "export", "--json").sentence(t, "")
}

// comparable is a portfolio without what a store gives it: the numbers of
// records, for which it has their places instead, and the days on which keys
// were revealed, as exporting them is such a day.
func comparable(t *testing.T, text string) string {
	t.Helper()
	all := object[map[string]any](t, text)
	places := map[any]string{}
	for list, records := range all {
		records, _ := records.([]any)
		for place, record := range records {
			places[record.(map[string]any)["id"]] = fmt.Sprintf("%s %d", list, place)
		}
	}
	for _, records := range all {
		records, _ := records.([]any)
		for _, record := range records {
			record := record.(map[string]any)
			delete(record, "revealed_on")
			for _, field := range []string{"id", "product", "membership", "holder", "subscription", "benefit", "tenant", "redemption"} {
				if record[field] != nil {
					record[field] = places[record[field]]
				}
			}
			keys, _ := record["keys"].([]any)
			for i := range keys {
				keys[i] = places[keys[i]]
			}
		}
	}
	delete(all["partner"].(map[string]any), "id")
	out, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestExportSchema(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	schema := object[map[string]any](t, s.want(exitDone, "export", "--schema").out)
	if !strings.Contains(fmt.Sprint(schema["$schema"]), "json-schema.org") {
		t.Errorf("%v", schema["$schema"])
	}
	if _, err := os.Stat(s.store); !errors.Is(err, os.ErrNotExist) {
		t.Error("the schema needs no store")
	}
}

// A store that can't be used is told in a sentence and left as it is.
func TestUnusableStores(t *testing.T) {
	t.Parallel()
	sound := filled(t)
	whole, err := os.ReadFile(sound.store)
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]struct {
		content []byte
		says    string
	}{
		"empty":        {nil, "empty"},
		"text":         {[]byte(strings.Repeat("not a store\n", 2000)), "not a benefitdesk store"},
		"other bolt":   {foreign(t), "not a benefitdesk store"},
		"one page":     {whole[:4096], ""},
		"half a page":  {whole[:2048], ""},
		"a byte":       {whole[:1], ""},
		"newer format": {newer(t, whole), "newer version"},
	}
	for name, c := range states {
		t.Run(name, func(t *testing.T) {
			s := newShell(t)
			if err := os.WriteFile(s.store, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			s.unusable(c.says)
			after, err := os.ReadFile(s.store)
			if err != nil || !bytes.Equal(after, c.content) {
				t.Errorf("the file changed (%v)", err)
			}
		})
	}
	t.Run("a folder", func(t *testing.T) {
		s := newShell(t)
		if err := os.Mkdir(s.store, 0o700); err != nil {
			t.Fatal(err)
		}
		s.unusable("not a file")
	})
	t.Run("below a file", func(t *testing.T) {
		s := newShell(t)
		if err := os.WriteFile(s.store, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s.store = filepath.Join(s.store, "below.db")
		s.unusable("the path is not a file")
		if a := s.run("list", "cloud"); strings.Count(a.err, "below.db") != 1 {
			t.Errorf("the path twice: %s", a.err)
		}
	})
	t.Run("locked", func(t *testing.T) {
		file, err := os.OpenFile(sound.store, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
			t.Fatal(err)
		}
		sound.unusable("in use")
		if after, err := os.ReadFile(sound.store); err != nil || !bytes.Equal(after, whole) {
			t.Errorf("the file changed (%v)", err)
		}
	})
}

// Wherever a store is cut off, it is refused, or nothing of it was lost.
func TestTruncatedStores(t *testing.T) {
	t.Parallel()
	sound := filled(t)
	whole, err := os.ReadFile(sound.store)
	if err != nil {
		t.Fatal(err)
	}
	listed := sound.want(exitDone, "export", "--json", "-").out
	for length := 4096; length < len(whole); length += 4096 {
		s := newShell(t)
		if err := os.WriteFile(s.store, whole[:length], 0o600); err != nil {
			t.Fatal(err)
		}
		a := s.run("export", "--json", "-")
		switch a.code {
		case exitUnusable:
			a.sentence(t, "the store is damaged")
		case exitDone:
			if a.out != listed {
				t.Errorf("cut off at %d: the records differ", length)
			}
		default:
			t.Errorf("cut off at %d: exit %d %s", length, a.code, a.err)
		}
		if after, err := os.ReadFile(s.store); err != nil || !bytes.Equal(after, whole[:length]) {
			t.Errorf("cut off at %d: the file changed (%v)", length, err)
		}
	}
}

// unusable runs every command that needs the store.
func (s *shell) unusable(says string) {
	s.t.Helper()
	for _, args := range [][]string{
		{"list", "cloud", "--json"},
		{"import", filepath.Join("testdata", "journey", "benefits.tsv")},
		{"export", "--json", "-"},
		{"redeem", "7", "--subscription", "13", "--tenant", tenant, "--action", "extend", "--confirm-end", "2027-06-30"},
	} {
		a := s.run(args...)
		if a.code != exitUnusable || a.out != "" {
			s.t.Errorf("%q: exit %d\n%s%s", args, a.code, a.out, a.err)
		}
		a.sentence(s.t, says)
	}
}

// foreign is a bbolt file of another program.
func foreign(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "other.db")
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		bucket, err := tx.CreateBucket([]byte("widgets"))
		if err != nil {
			return err
		}
		return bucket.Put([]byte("a"), []byte("b"))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestReadOnlyStore(t *testing.T) {
	t.Parallel()
	p := contoso(t)
	folder := filepath.Dir(p.store())
	before := files(t, folder)
	p.readOnly(folder)
	a := p.run("", "import", p.fixture("benefits.tsv"))
	if a.code != exitUnusable || !strings.Contains(a.err, "can only be read") {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	if after := files(t, folder); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Error("the files changed")
	}
	// What only reads works on it.
	if a := p.run("", "list", "cloud"); a.code != exitDone && a.code != exitUnusable {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
}

// Without a terminal there are no screens, and nothing asks.
func TestNoTerminal(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"demo"}, {"--demo"}} {
		p := newPerson(t)
		a := p.run("y\n", args...)
		if a.code != exitUsage || a.out != "" {
			t.Errorf("%q: exit %d\n%s", args, a.code, a.out)
		}
		a.sentence(t, "need a terminal")
		for _, command := range commands() {
			if command != "demo" && !strings.Contains(a.err, command) {
				t.Errorf("%s is not named: %s", command, a.err)
			}
		}
		if left := files(t, p.home); len(left) != 0 {
			t.Errorf("files: %v", left)
		}
	}
}

// commands are the names of all that help shows.
func commands() (names []string) {
	for _, command := range new(app).root().Commands() {
		if command.IsAvailableCommand() {
			names = append(names, command.Name())
		}
	}
	return names
}

func TestHelp(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	root := s.want(exitDone, "--help").out
	if lines := strings.Count(root, "\n"); lines > 24 {
		t.Errorf("--help has %d lines\n%s", lines, root)
	}
	for line := range strings.SplitSeq(root, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("--help has a line of %d characters: %s", len([]rune(line)), line)
		}
	}
	for _, command := range commands() {
		help := s.want(exitDone, command, "--help").out
		if !strings.Contains(help, "Examples:\n  benefitdesk "+command) {
			t.Errorf("%s --help has no example\n%s", command, help)
		}
		if command == "list" && !strings.Contains(help, "visual-studio, technical") {
			t.Errorf("the lists are not named in\n%s", help)
		}
		if lines := strings.Count(help, "\n"); lines > 40 {
			t.Errorf("%s --help has %d lines", command, lines)
		}
	}
}

func TestGlobalFlags(t *testing.T) {
	t.Parallel()
	s := filled(t)
	s.want(exitUsage, "--lang", "fr", "list").sentence(t, "--lang")
	s.want(exitUsage, "--today", "yesterday", "list").sentence(t, "--today")
	s.want(exitUsage, "frobnicate").sentence(t, "frobnicate")
	s.want(exitDone, "--version")
	if a := s.want(exitDone, "--lang", "ja", "list", "cloud"); !strings.Contains(a.out, "特典") {
		t.Error(a.out)
	}
	// JSON is English in every language.
	ja, en := s.want(exitDone, "--lang", "ja", "list", "cloud", "--json"), s.want(exitDone, "list", "cloud", "--json")
	if ja.out != en.out {
		t.Errorf("%s\n%s", ja.out, en.out)
	}
	refused := []string{"preview", "--licenses", "5", "--ends", "2027-03-31", "--key-licenses", "16", "--json"}
	if ja, en := s.want(exitDone, append([]string{"--lang", "zh"}, refused...)...), s.want(exitDone, refused...); ja.out != en.out {
		t.Errorf("%s\n%s", ja.out, en.out)
	}
	s.env["BENEFITDESK_LANG"] = "zh"
	if a := s.want(exitDone, "list", "cloud"); !strings.Contains(a.out, "兑换") {
		t.Error(a.out)
	}
	// --today moves the rules' day.
	rows := object[[]struct{ Phase string }](t, s.want(exitDone, "--today", "2027-12-01", "list", "cloud", "--json").out)
	for _, r := range rows {
		if r.Phase != "expired" {
			t.Errorf("%v", rows)
		}
	}
}

// newer is a store of the format after this one.
func newer(t *testing.T, whole []byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "newer.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		// A value is version 1, a checksum of bucket, key and payload, and the
		// payload; the format's ends with its number.
		meta, key := tx.Bucket([]byte("meta")), []byte("format")
		value := bytes.Clone(meta.Get(key))
		value[len(value)-1]++
		sum := crc32.Checksum(append(append([]byte("meta\x01\x00\x06"), key...), value[5:]...), crc32.MakeTable(crc32.Castagnoli))
		binary.BigEndian.PutUint32(value[1:], sum)
		return meta.Put(key, value)
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// rolesOf is a shell whose accounts name people with roles.
func rolesOf(t *testing.T) *shell {
	t.Helper()
	s := filled(t)
	s.giveRoles()
	return s
}

// giveRoles names people with roles: Adele may do everything, Megan only look.
func (s *shell) giveRoles() {
	s.t.Helper()
	s.feed(`{"format":"benefitdesk portfolio","version":1,"users":[
		{"id":900,"name":"Adele Vance","email":"adele.vance@contoso.com","account":"adele","roles":[{"role":"global-admin"}]},
		{"id":901,"name":"Megan Bowen","email":"megan.bowen@contoso.com","roles":[{"role":"referral-admin"}]}]}`)
}

// feed imports a portfolio from standard input.
func (s *shell) feed(portfolio string) {
	s.t.Helper()
	if a := s.runWith(portfolio, "import", "-"); a.code != exitDone {
		s.t.Fatalf("exit %d\n%s%s", a.code, a.out, a.err)
	}
}

// TestWhoSomebodyIs: --as names a person of the accounts by account, e-mail
// address or name; any name will do where nobody has a role.
func TestWhoSomebodyIs(t *testing.T) {
	t.Parallel()
	filled(t).want(exitDone, "list", "cloud", "--as", "whoever")
	s := rolesOf(t)
	s.feed(`{"format":"benefitdesk portfolio","version":1,"users":[{"id":902,"name":"Lidia Holloway","email":"lidia.holloway@contoso.com"}]}`)
	for _, name := range []string{"ADELE", "megan.bowen@contoso.com", "adele vance", "Lidia Holloway"} {
		s.want(exitDone, "list", "cloud", "--as", name)
	}
	s.want(exitRefused, "list", "cloud", "--as", "whoever").sentence(t, "whoever")
	s.want(exitRefused, "list", "cloud", "--as", strings.Repeat("x", 9000)).sentence(t, "the name is longer than 8,192 characters")
	a := s.want(exitRefused, "redeem", "Visio Plan 2", "--action", "extend", "--json", "--as", "whoever")
	if refused := object[previewed](t, a.out); refused.Refused.Code != "no_person" || refused.Action != "extend" || refused.On != testDay || a.err != "" {
		t.Errorf("a refusal of the person as JSON: %s%s", a.out, a.err)
	}
	s.env["USER"] = "somebody"
	s.want(exitDone, "list", "cloud", "--as", "")
}

// TestRolesOnTheCommandLine: what a role does not allow is refused with exit 1
// and says which role it needs and who has it.
func TestRolesOnTheCommandLine(t *testing.T) {
	t.Parallel()
	s := rolesOf(t)
	before := s.want(exitDone, "export", "--json", "-").out
	a := s.runWith(otherKey, "redeem", "Visio Plan 2", "--subscription", "Visio Plan 2", "--tenant", tenant, "--action", "extend",
		"--confirm-end", "2028-04-20", "--key", "-", "--as", "Megan Bowen")
	if a.code != exitRefused || a.out != "" || !strings.Contains(a.err, "Partner admin (MPN) or Global admin or Billing admin; ask Adele Vance") {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	s.want(exitRefused, "export", "--json", "-", "--reveal-keys", "--as", "Megan Bowen").sentence(t, "Adele Vance")
	if after := s.want(exitDone, "export", "--json", "-", "--as", "Megan Bowen").out; after != before {
		t.Error("something was written")
	}
	s.feed(`{"format":"benefitdesk portfolio","version":1,"users":[
		{"id":901,"name":"Megan Bowen","email":"megan.bowen@contoso.com","roles":[{"role":"referral-admin"}],"retired":"2026-11-19"}]}`)
	s.want(exitDone, "export", "--json", "-", "--as", "Megan Bowen") // reads no more than list does
	s.want(exitRefused, "export", "--json", "-", "--reveal-keys", "--as", "Megan Bowen").sentence(t, "Adele Vance")
	benefits := filepath.Join("testdata", "journey", "benefits.tsv")
	s.want(exitRefused, "import", benefits, "--as", "Megan Bowen")
}

// TestWhatEndsARefundRightSaysSo on standard error, as long as the right
// stands.
func TestWhatEndsARefundRightSaysSo(t *testing.T) {
	t.Parallel()
	bought := func(day string) *shell {
		s := filled(t)
		s.feed(`{"format":"benefitdesk portfolio","version":1,"memberships":[
			{"id":2,"name":"Microsoft Action Pack","source":"MAPS - Core","bought":"` + day + `","starts":"2026-10-01","ends":"2027-09-30"}]}`)
		return s
	}
	redeem := func(s *shell) answer {
		return s.runWith(otherKey, "redeem", "Visio Plan 2", "--subscription", "Visio Plan 2", "--tenant", tenant, "--action", "extend",
			"--confirm-end", "2028-04-20", "--key", "-")
	}
	const sentence = "can still be cancelled with a refund until 2026-11-20 (0 days left)"
	s := bought("2026-10-21")
	if a := redeem(s); a.code != exitDone || !strings.Contains(a.err, sentence) {
		t.Errorf("exit %d\n%s%s", a.code, a.out, a.err)
	}
	if a := s.want(exitDone, "export", "--json", "-", "--reveal-keys"); a.err != "" {
		t.Errorf("the right has ended: %s", a.err)
	}
	if a := redeem(bought("2026-10-20")); a.code != exitDone || a.err != "" {
		t.Errorf("the days are over: %s", a.err)
	}
	s = bought("2026-10-21")
	s.giveRoles()
	s.want(exitRefused, "export", "--json", "-", "--reveal-keys", "--as", "Megan Bowen").sentence(t, "Adele Vance")
	if a := s.want(exitDone, "export", "--json", "-", "--reveal-keys"); !strings.Contains(a.err, sentence) {
		t.Errorf("revealing every key says %q", a.err)
	}
}

// TestADoneThingIsSaidToBeDone although the answer can't be written.
func TestADoneThingIsSaidToBeDone(t *testing.T) {
	t.Parallel()
	full := func(s *shell, input string, args ...string) string {
		var errs bytes.Buffer
		env := func(name string) string { return s.env[name] }
		code := run(append([]string{"--db", s.store}, args...), system{strings.NewReader(input), brokenPipe{}, &errs, env, time.Now})
		if code != exitRefused {
			t.Errorf("%q: exit %d", args, code)
		}
		return errs.String()
	}
	for _, form := range []string{"--json", "--json=false"} {
		s := filled(t)
		if said := full(s, firstKey, append(s.redeemArgs(), form)...); !strings.Contains(said, "it is recorded") {
			t.Errorf("redeem %s: %q", form, said)
		}
		s = newShell(t)
		file := filepath.Join("testdata", "journey", "portfolio.json")
		if said := full(s, "", "import", form, "--dry-run", file); strings.Contains(said, "it is recorded") {
			t.Errorf("dry run %s: %q", form, said)
		}
		if said := full(s, "", "import", form, file); !strings.Contains(said, "it is recorded") {
			t.Errorf("import %s: %q", form, said)
		}
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }
