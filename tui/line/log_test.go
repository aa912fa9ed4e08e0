package line

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// diary is a log in memory, oldest first.
type diary struct {
	entries []model.Entry
	err     error
}

func (d diary) Activity(_ context.Context, q model.ActivityQuery) (model.Activity, error) {
	found := model.Activity{Head: model.Head{Sequence: uint64(len(d.entries)), Hash: [32]byte{0xab, 31: 0x01}}}
	for _, e := range slices.Backward(d.entries) {
		if (q.Before > 0 && e.Sequence >= q.Before) || !q.Meets(e) {
			continue
		}
		if found.More = len(found.Entries) == q.Limit; found.More {
			break
		}
		found.Entries = append(found.Entries, e)
	}
	return found, d.err
}

// someDiary is what the tests read, in a zone east of Greenwich.
func someDiary() diary {
	at := time.Date(2026, 11, 19, 23, 30, 15, 0, time.UTC).In(time.FixedZone("CET", 60*60))
	bi := model.Ref{Kind: model.KindBenefit, ID: 12}
	d := diary{entries: []model.Entry{
		{Time: at.AddDate(0, 0, -1), Actor: model.Actor{Name: "ada"}, Verb: model.VerbImport},
		{Time: at, Day: model.MustDate("2026-11-20"), Actor: model.Actor{Name: "ada"}, Verb: model.VerbEdit, Object: bi, Label: "Power BI Pro"},
		{Time: at, Day: model.MustDate("2027-01-01"), Actor: model.Actor{Name: "山田 太郎"}, Verb: model.VerbReveal, Object: bi, Label: "=cmd|' /C calc'!A0\x1b[31m",
			Changes: []model.EntryChange{{Ref: bi, Before: model.Benefit{ID: 12, Name: "a"}, After: model.Benefit{ID: 12, Name: "b"}}}},
		{Time: at, Day: model.MustDate("2026-11-20"), Actor: model.Actor{Name: "@bob"}, Verb: model.VerbUndo, Object: bi, Label: "Power BI Pro", Detail: model.Undone{Sequence: 2, Verb: model.VerbEdit}},
	}}
	for i := range d.entries {
		d.entries[i].Sequence = uint64(i + 1)
	}
	return d
}

// told runs the log command and gives both its outputs.
func told(t *testing.T, d diary, w words.Words, args string) (out, beside string, err error) {
	t.Helper()
	var f LogFlags
	parse(t, f.Register, args)
	var o, e bytes.Buffer
	s := session(&o)
	s.Words, s.Err = w, &e
	err = f.Run(context.Background(), d, s)
	return o.String(), e.String(), err
}

func TestLogText(t *testing.T) {
	out, beside, err := told(t, someDiary(), english, "")
	hash := "ab" + strings.Repeat("0", 60) + "01"
	want := `2026-11-20 00:30  @bob        undone (entry 2: edited)  Power BI Pro (benefit 12)
2026-11-20 00:30  山田 太郎   key revealed              =cmd|' /C calc'!A0␛[31m (benefit 12)  rules of 2027-01-01
2026-11-20 00:30  ada         edited                    Power BI Pro (benefit 12)
2026-11-19 00:30  ada         imported
Head of the log: entry 4, SHA-256 ` + hash + "\n"
	if out != want || beside != "" || err != nil {
		t.Errorf("%v, %q\n%s\nwant\n%s", err, beside, out, want)
	}
	for _, language := range locale.Languages() {
		out, _, _ := told(t, someDiary(), words.Words{Language: language}, "")
		if !strings.Contains(out, hash) || !strings.Contains(out, "2027-01-01") || strings.ContainsAny(out, "\x1b{}") {
			t.Errorf("%s:\n%s", language.Tag(), out)
		}
	}
}

func TestLogFilters(t *testing.T) {
	for args, want := range map[string]string{
		"": "[4 3 2 1]", "--person ada": "[2 1]", "--action reveal": "[3]", "--object power": "[4 2]", "--from 2026-11-20": "[4 3 2]",
		"--to 2026-11-19": "[1]", "--from 2026-11-20 --to 2026-11-20 --action edit": "[2]", "--person nobody": "[]",
	} {
		out, beside, err := told(t, someDiary(), words.Words{Language: locale.Japanese}, args+" --json")
		var entries []struct{ Sequence int }
		if err != nil || json.Unmarshal([]byte(out), &entries) != nil {
			t.Fatalf("%s: %v\n%s", args, err, out)
		}
		found := []int{}
		for _, e := range entries {
			found = append(found, e.Sequence)
		}
		nothing := words.Words{Language: locale.Japanese}.Text(locale.LogNothing) + "\n"
		if fmt.Sprint(found) != want || (beside == nothing) != (want == "[]") {
			t.Errorf("%s: %v, want %s; %q", args, found, want, beside)
		}
	}
}

// TestLogJSON has the field names of the store's entries, and times in UTC.
func TestLogJSON(t *testing.T) {
	out, _, err := told(t, someDiary(), words.Words{Language: locale.Chinese}, "--action reveal --json")
	want := `[{"sequence":3,"time":"2026-11-19T23:30:15Z","day":"2027-01-01","actor":{"name":"山田 太郎"},"verb":"reveal",` +
		`"object":{"kind":"benefit","id":12},"label":"=cmd|' /C calc'!A0\u001b[31m","changes":[{"ref":{"kind":"benefit","id":12},` +
		`"before":{"id":12,"workspace":"","name":"a"},"after":{"id":12,"workspace":"","name":"b"}}]}]` + "\n"
	if out != want || err != nil {
		t.Errorf("%v\n%s\nwant\n%s", err, out, want)
	}
	if out, beside, err := told(t, diary{}, english, "--json"); out != "[]\n" || beside != english.Text(locale.LogNothing)+"\n" || err != nil {
		t.Errorf("of an empty log: %q, %q, %v", out, beside, err)
	}
}

// TestLogCSVIsNoProgram: no cell is a formula for a spreadsheet.
func TestLogCSVIsNoProgram(t *testing.T) {
	out, _, err := told(t, someDiary(), english, "--csv")
	rows, err2 := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || err2 != nil || len(rows) != 5 {
		t.Fatalf("%v, %v, %d rows", err, err2, len(rows))
	}
	want := [][]string{
		{"#", "Time", "Who", "What", "On what", "Record", "Rules of"},
		{"4", "2026-11-20 00:30:15", "'@bob", "undone (entry 2: edited)", "Power BI Pro", "benefit 12", "2026-11-20"},
		{"3", "2026-11-20 00:30:15", "山田 太郎", "key revealed", "'=cmd|' /C calc'!A0\x1b[31m", "benefit 12", "2027-01-01"},
	}
	for i, row := range want {
		if !slices.Equal(rows[i], row) {
			t.Errorf("%q, want %q", rows[i], row)
		}
	}
}

// TestLogOfManyEntries is written page after page, none twice.
func TestLogOfManyEntries(t *testing.T) {
	d := diary{}
	for i := range 2500 {
		d.entries = append(d.entries, model.Entry{Sequence: uint64(i + 1), Verb: model.VerbAdd, Label: fmt.Sprintf("no. %d!", i+1)})
	}
	for _, form := range []string{"", "--csv", "--json"} {
		out, _, err := told(t, d, english, form)
		at := 0
		for i := 2500; i > 0; i-- {
			next := strings.Index(out[at:], fmt.Sprintf("no. %d!", i))
			if next < 0 || err != nil {
				t.Fatalf("%s: entry %d is missing, %v", form, i, err)
			}
			at += next
		}
		if strings.Count(out, "no. ") != 2500 {
			t.Errorf("%s: %d entries", form, strings.Count(out, "no. "))
		}
	}
}

func TestLogUsage(t *testing.T) {
	for args, says := range map[string]string{
		"--from 2026-02-30": "--from", "--to tomorrow": "--to", "--from 2026-11-21 --to 2026-11-20": "is after", "--json --csv": "not both",
		"--action foo": "add, edit, retire",
	} {
		out, _, err := told(t, someDiary(), english, args)
		if !wrongUsage(err) || !strings.Contains(err.Error(), says) || out != "" {
			t.Errorf("%s: %v, %q", args, err, out)
		}
	}
	broken := someDiary()
	broken.err = errors.New("the disk is on fire")
	for _, form := range []string{"", "--csv", "--json"} {
		if _, beside, err := told(t, broken, english, form); !errors.Is(err, broken.err) || beside != "" {
			t.Errorf("%s: %v, %q", form, err, beside)
		}
	}
}
