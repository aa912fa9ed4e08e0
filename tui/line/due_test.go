package line

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// agenda is a desk of a few reminders, which remembers what it was asked.
type agenda struct {
	outlook model.Outlook
	until   model.Date
	limit   int
	err     error
}

func (a *agenda) Reminders(_ context.Context, _, until model.Date, limit int) (model.Outlook, model.Revision, error) {
	a.until, a.limit = until, limit
	return a.outlook, 1, a.err
}

func due(t *testing.T, a *agenda, w words.Words, args string) (string, error) {
	t.Helper()
	var f DueFlags
	parse(t, f.Register, args)
	var out bytes.Buffer
	s := session(&out)
	s.Words = w
	err := f.Run(context.Background(), a, s)
	return out.String(), err
}

var twoDue = model.Outlook{Total: 2, Reminders: []model.Reminder{
	{Kind: model.BenefitToActivate, List: model.List(model.Cloud), Ref: model.Ref{Kind: model.KindBenefit, ID: 12}, Date: today - 1, Name: "日本語 <b>\x1b[31m"},
	{Kind: model.ReassignmentsFew, List: model.List(model.AzureCredits), Ref: model.Ref{Kind: model.KindBenefit, ID: 9}, Date: today + 100, Name: "Microsoft Azure", Args: []any{4, 5}},
}}

func TestDueJSONIsTheContract(t *testing.T) {
	a := &agenda{outlook: twoDue}
	out, err := due(t, a, words.Words{Language: locale.Japanese}, "--json")
	if !errors.Is(err, ErrDue) || a.limit != 0 || a.until != today+model.ReminderDays {
		t.Errorf("%v, limit %d, until %s", err, a.limit, a.until)
	}
	want := `[{"date":"` + (today - 1).String() + `","days":-1,"kind":"benefit_activate","workspace":"cloud","ref":"benefit 12","text":"Activate the benefit: 日本語 <b>\u001b[31m"},` +
		`{"date":"` + (today + 100).String() + `","days":100,"kind":"reassignments_few","workspace":"azure-credits","ref":"benefit 9","text":"4 of 5 reassignments used: Microsoft Azure"}]` + "\n"
	if out != want || !json.Valid([]byte(out)) {
		t.Errorf("got  %s\nwant %s", out, want)
	}
	if out, err := due(t, &agenda{}, words.Words{Language: locale.English}, "--json"); out != "[]\n" || err != nil {
		t.Errorf("nothing due is %q, %v", out, err)
	}
}

func TestDueText(t *testing.T) {
	out, err := due(t, &agenda{outlook: twoDue}, words.Words{Language: locale.English}, "")
	lines := strings.Split(strings.TrimRight(out, "\n"), "\n")
	if !errors.Is(err, ErrDue) || len(lines) != 3 || strings.Contains(out, "\x1b") {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, parts := range [][]string{{"Date", "Days", "Reason", "What", "Where"}, {(today - 1).String(), " -1 ", "Activate the benefit", "Cloud · benefit 12"}, {"100", "4 of 5"}} {
		for _, part := range parts {
			if !strings.Contains(lines[i], part) {
				t.Errorf("line %d has no %q: %s", i, part, lines[i])
			}
		}
	}
	for outlook, want := range map[model.Date]string{0: "No date is known", today + 200: "The next date is " + (today + 200).String()} {
		out, err := due(t, &agenda{outlook: model.Outlook{Next: outlook}}, words.Words{Language: locale.English}, "--within 12w")
		if err != nil || !strings.Contains(out, want) || !strings.Contains(out, "Nothing is due until "+(today+84).String()) {
			t.Errorf("%v, %q has no %q", err, out, want)
		}
	}
}

func TestDueWithin(t *testing.T) {
	for within, days := range map[string]int{"0d": 0, "1d": 1, "12w": 84, "365d": 365} {
		a := &agenda{}
		if _, err := due(t, a, words.Words{Language: locale.English}, "--within "+within); err != nil || a.until != today.AddDays(days) {
			t.Errorf("%s: until %s, %v", within, a.until, err)
		}
	}
	a := &agenda{}
	if _, err := due(t, a, words.Words{Language: locale.English}, "--within 1000000w"); err != nil || a.until != model.Never {
		t.Errorf("until the end of time: %s, %v", a.until, err)
	}
	for _, within := range []string{"3m", "90", "d", "w", "-1d", "+1d", "1.5d", "1d2", "９d", "99999999999999999999d", "1e3d", "\"\""} {
		var wrong Usage
		if _, err := due(t, &agenda{outlook: twoDue}, words.Words{Language: locale.English}, "--within="+within); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", within, err)
		}
	}
	broken := errors.New("the disk is on fire")
	if out, err := due(t, &agenda{outlook: twoDue, err: broken}, words.Words{Language: locale.English}, ""); !errors.Is(err, broken) || out != "" {
		t.Errorf("%q, %v", out, err)
	}
}
