package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// journal is a store whose log holds entries as given, its clock in a zone.
func journal(t testing.TB, zone *time.Location, entries ...model.Entry) *Store {
	t.Helper()
	options := optionsIn(t.TempDir())
	var now time.Time
	options.Clock = func() time.Time { return now.In(zone) }
	s, err := Open(options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { wantSound(t, s) })
	err = s.write(ctx, func(w *writer) error {
		for _, e := range entries {
			now = e.Time
			if err := w.log(e, nil, model.RequestID{}, digest{}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sequences(a model.Activity) (found []uint64) {
	for _, e := range a.Entries {
		found = append(found, e.Sequence)
	}
	return found
}

// TestActivityOfDays: both days are included, and they are days of the person's
// time zone, not of the stored time's.
func TestActivityOfDays(t *testing.T) {
	var entries []model.Entry
	for _, at := range []string{"2026-02-28T14:59:59Z", "2026-02-28T15:00:00Z", "2026-03-01T14:59:59Z", "2026-03-01T15:00:00Z"} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, model.Entry{Time: moment, Verb: model.VerbAdd})
	}
	s := journal(t, time.FixedZone("JST", 9*60*60), entries...)
	for _, c := range []struct{ from, to, want string }{
		{"", "", "[4 3 2 1]"}, {"2026-03-01", "2026-03-01", "[3 2]"}, {"2026-03-01", "", "[4 3 2]"},
		{"", "2026-03-01", "[3 2 1]"}, {"2026-03-02", "2026-03-02", "[4]"}, {"2026-03-03", "", "[]"}, {"2026-03-02", "2026-03-01", "[]"},
	} {
		var q model.ActivityQuery
		if c.from != "" {
			q.From = model.MustDate(c.from)
		}
		if c.to != "" {
			q.To = model.MustDate(c.to)
		}
		got, err := s.Activity(ctx, q)
		if err != nil || fmt.Sprint(sequences(got)) != c.want {
			t.Errorf("%s to %s: %v, %v, want %s", c.from, c.to, sequences(got), err, c.want)
		}
	}
	got, _ := s.Activity(ctx, model.ActivityQuery{Limit: 1})
	if text := got.Entries[0].Time.Format(time.RFC3339); text != "2026-03-02T00:00:00+09:00" {
		t.Errorf("the time is %s", text)
	}
}

func TestActivityFilters(t *testing.T) {
	s := newStore(t)
	product := do(t, s, model.Save{Record: model.Product{Name: "Power BI Pro"}})
	b := benefit("Power BI Pro", "2026-05-01")
	b.Product = product.ID
	ref := do(t, s, model.Save{Record: b})
	other := do(t, s, model.Save{Record: benefit("Visio Plan 2", "2026-05-01")})
	key := do(t, s, model.AddKey{Benefit: other.ID, Key: mustKey(t, keyText), Licenses: 5, Months: 12})
	if _, err := s.Key(ctx, model.Actor{Name: "Ｂｏｂ Lee"}, today, key.ID, false); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		query model.ActivityQuery
		want  string
	}{
		"person":            {model.ActivityQuery{Person: "bob"}, "[5]"},
		"verb":              {model.ActivityQuery{Verb: model.VerbAdd}, "[4 3 2 1]"},
		"label":             {model.ActivityQuery{Object: "power bi"}, "[2 1]"},
		"reference":         {model.ActivityQuery{Object: " Benefit " + fmt.Sprint(ref.ID)}, "[2]"},
		"changed reference": {model.ActivityQuery{Object: key.String()}, "[5 4]"},
		"record":            {model.ActivityQuery{Ref: other}, "[4 3]"},
		"record and person": {model.ActivityQuery{Ref: key, Person: "Lee"}, "[5]"},
		"text":              {model.ActivityQuery{Text: "ADA visio"}, "[3]"},
		"text of a record":  {model.ActivityQuery{Text: "benefit 3"}, "[4 3]"},
		"nobody":            {model.ActivityQuery{Person: "carol"}, "[]"},
	} {
		got, err := s.Activity(ctx, c.query)
		if err != nil || fmt.Sprint(sequences(got)) != c.want {
			t.Errorf("%s: %v, %v, want %s", name, sequences(got), err, c.want)
		}
		if head, _ := s.Head(ctx); got.Head != head || head.Sequence != 5 {
			t.Errorf("%s: the head is %+v, want %+v", name, got.Head, head)
		}
	}
	got, err := s.Activity(ctx, model.ActivityQuery{Ref: ref})
	if err != nil || got.Names[product] != "Power BI Pro" || got.Entries[0].Changes[0].After == nil {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestActivityPages: whatever is asked for, page after page gives what the
// whole log holds of it, once and newest first.
func TestActivityPages(t *testing.T) {
	const n = 3*activityBatch + 5 // more than 10,000
	entries := make([]model.Entry, n)
	for i := range entries {
		entries[i] = model.Entry{
			Time: fixedClock().AddDate(0, 0, -(n-i)/100), Verb: model.Verbs()[i%7], Actor: model.Actor{Name: fmt.Sprintf("person %d", i%13)},
			Object: model.Ref{Kind: model.KindBenefit, ID: model.ID(i%5 + 1)}, Label: fmt.Sprintf("Benefit %d", i%5),
		}
	}
	s := journal(t, time.UTC, entries...)
	for _, query := range []model.ActivityQuery{
		{}, {Limit: 1000}, {Limit: n}, {Limit: n - 1}, {Verb: model.VerbEdit, Limit: 200}, {Person: "7", Limit: 999},
		{Ref: entries[1].Object}, {Ref: entries[1].Object, Person: "person 1", Verb: model.VerbAdd, Limit: 10},
		{From: today.AddDays(-20), To: today.AddDays(-10), Limit: 300}, {Object: "benefit 4", Limit: 5000}, {Before: 5, Limit: 2},
	} {
		var want, got []uint64
		for i := n; i > 0; i-- {
			if query.Meets(entries[i-1]) && (query.Before == 0 || uint64(i) < query.Before) {
				want = append(want, uint64(i))
			}
		}
		for more := true; more; {
			part, err := s.Activity(ctx, query)
			if err != nil || query.Limit > 0 && len(part.Entries) > query.Limit {
				t.Fatal(len(part.Entries), err)
			}
			got = append(got, sequences(part)...)
			if more = part.More; more {
				query.Before = part.Entries[len(part.Entries)-1].Sequence
			}
		}
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%+v: %d entries, want %d", query, len(got), len(want))
		}
	}
}

func TestActivityOfADamagedLog(t *testing.T) {
	whole := content(t, populated(t).Path())
	path := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	edit(t, path, bucketLog, func(in *bbolt.Bucket) error {
		return put(in, bucketLog, sequenceKey(3), get(in, sequenceKey(4)))
	})
	s := &Store{path: path, wait: time.Second, schema: currentSchema(), clock: fixedClock}
	if got, err := s.Activity(ctx, model.ActivityQuery{Limit: 5}); err != nil || len(got.Entries) != 5 {
		t.Errorf("the newest entries: %d, %v", len(got.Entries), err)
	}
	if got, err := s.Activity(ctx, model.ActivityQuery{}); !errors.Is(err, ErrDamaged) || len(got.Entries) > 0 {
		t.Errorf("%d entries, %v", len(got.Entries), err)
	}
}
