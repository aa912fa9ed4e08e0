package store

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"benefitdesk/model"

	"pgregory.net/rapid"
)

// world is a store beside the plain map it must agree with, used by two
// programs in turn.
type world struct {
	store   *Store
	other   *Store
	records map[model.Ref]model.Record
	texts   map[model.ID]string // of keys
}

// TestAgainstMap does random things and compares every read with a map.
func TestAgainstMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp("", "store")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(folder)
		s, err := Open(optionsIn(folder))
		if err != nil {
			t.Fatal(err)
		}
		other, err := Open(optionsIn(folder))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		defer other.Close()
		s.recent = rapid.SampledFrom([]int{0, 2000, recentLimit}).Draw(t, "size of recent")
		other.recent = s.recent
		w := &world{s, other, map[model.Ref]model.Record{}, map[model.ID]string{}}
		t.Repeat(map[string]func(*rapid.T){
			"save": w.save, "load": w.load, "key": w.key, "remove": w.remove, "": w.compare,
			"turn": func(*rapid.T) { w.store, w.other = w.other, w.store },
		})
		problems, err := s.Check(ctx)
		if err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	})
}

// draw makes a record that refers to records that exist.
func (w *world) draw(t *rapid.T) model.Record {
	pick := func(kind model.Kind) model.ID {
		ids := []model.ID{0}
		for ref := range w.records {
			if ref.Kind == kind {
				ids = append(ids, ref.ID)
			}
		}
		slices.Sort(ids)
		return rapid.SampledFrom(ids).Draw(t, "id of "+kind.String())
	}
	name := rapid.SampledFrom([]string{"A", "a", "Power BI", "Ｐower BI", "x\x1fy"}).Draw(t, "name")
	date := model.Date(rapid.IntRange(0, 1).Draw(t, "dated")) * (today + model.Date(rapid.IntRange(-9, 200).Draw(t, "days")))
	status := model.Status(rapid.IntRange(1, 11).Draw(t, "status"))
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return model.Product{Name: name, Aliases: []string{"a", name}}
	case 1:
		user := model.User{Name: name}
		for range rapid.IntRange(0, 2).Draw(t, "roles") {
			user.Roles = append(user.Roles, model.Grant{Role: model.BillingAdmin, Tenant: pick(model.KindTenant)})
		}
		return user
	case 2:
		return model.Tenant{Domain: name}
	case 3:
		return model.Subscription{Name: name, Tenant: pick(model.KindTenant), Product: pick(model.KindProduct), Ends: date, Reported: status}
	case 4:
		return model.Redemption{Benefit: pick(model.KindBenefit), Tenant: pick(model.KindTenant), Action: name, On: today, Effective: date, Status: status}
	}
	return model.Benefit{
		Name: name, Workspace: model.Workspace(rapid.IntRange(1, 6).Draw(t, "workspace")), Status: status,
		Product: pick(model.KindProduct), Holder: pick(model.KindUser), ActivateBy: date, Expires: date,
	}
}

func (w *world) save(t *rapid.T) {
	record := w.draw(t)
	if old := w.any(t); old != nil && old.Ref().Kind == record.Ref().Kind {
		record = model.WithID(record, old.Ref().ID)
	}
	command := model.Save{Record: record}
	want, err := w.store.Try(ctx, actor, today, command)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Do(ctx, actor, today, command, want, model.RequestID{}); err != nil {
		t.Fatal(err)
	}
	w.follow(t)
}

// any draws one of the records.
func (w *world) any(t *rapid.T) model.Record {
	if len(w.records) == 0 {
		return nil
	}
	var ids []int
	byID := map[int]model.Record{}
	for ref, record := range w.records {
		ids, byID[int(ref.ID)] = append(ids, int(ref.ID)), record
	}
	slices.Sort(ids)
	return byID[rapid.SampledFrom(ids).Draw(t, "record")]
}

// follow takes over what the last log entry says.
func (w *world) follow(t *rapid.T) {
	head, err := w.store.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := w.store.Log(ctx, head.Sequence-1, 2)
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	for _, c := range entries[0].Changes {
		if c.After == nil {
			delete(w.records, c.Ref)
			delete(w.texts, c.Ref.ID)
			continue
		}
		w.records[c.Ref] = c.After
	}
}

func (w *world) load(t *rapid.T) {
	var plan model.ImportPlan
	w.store.View(ctx, func(facts model.Facts, revision model.Revision) error {
		plan.Revision = revision
		for range rapid.IntRange(0, 5).Draw(t, "new") {
			plan.Changes = append(plan.Changes, model.Created(model.WithID(w.draw(t), facts.NewID())))
		}
		return nil
	})
	if _, err := w.store.Load(ctx, actor, today, plan, model.VerbImport, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range plan.Changes {
		w.records[c.Ref] = c.After
	}
}

func (w *world) key(t *rapid.T) {
	b, ok := w.any(t).(model.Benefit)
	if !ok {
		return
	}
	text := fmt.Sprintf("AAAAA-AAAAA-AAAAA-AAAAA-AAA%02d", rapid.IntRange(0, 99).Draw(t, "key"))
	key, err := model.ParseKey(text)
	if err != nil {
		t.Fatal(err)
	}
	command := model.AddKey{Benefit: b.ID, Key: key, Licenses: 1, Months: 1}
	want, err := w.store.Try(ctx, actor, today, command)
	known := false
	for _, other := range w.texts {
		known = known || other == text
	}
	if known {
		if model.CodeOf(err) != model.CodeKeyKnown {
			t.Fatal(err)
		}
		return
	}
	if _, err := w.store.Do(ctx, actor, today, command, want, model.RequestID{}); err != nil {
		t.Fatal(err)
	}
	before := len(w.records)
	w.follow(t)
	for ref := range w.records {
		if ref.Kind == model.KindProductKey && w.texts[ref.ID] == "" {
			w.texts[ref.ID] = text
		}
	}
	if len(w.records) != before+1 {
		t.Fatal("no key was added")
	}
}

func (w *world) remove(t *rapid.T) {
	record := w.any(t)
	if record == nil {
		return
	}
	referred := false
	for _, other := range w.records {
		referred = referred || slices.Contains(other.Refs(), record.Ref())
	}
	_, err := w.store.Do(ctx, actor, today, fixed{{Ref: record.Ref(), Before: record}}, model.Receipt{}, model.RequestID{})
	if referred != errors.Is(err, ErrDangling) || !referred && err != nil {
		t.Fatalf("%s referred to: %v, %v", record.Ref(), referred, err)
	}
	w.follow(t)
}

func (w *world) compare(t *rapid.T) {
	var counts [model.ListRedemptions + 1]model.Counts
	pages := map[model.List]map[model.ID]model.Row{}
	for _, record := range w.records {
		if list, row, ok := model.RowOf(record); ok {
			counts[list].Add(row.PhaseOn(list, today), 1)
			if pages[list] == nil {
				pages[list] = map[model.ID]model.Row{}
			}
			pages[list][row.ID] = row
		}
	}
	overview, err := w.store.Overview(ctx, today)
	if err != nil || overview.Counts != counts || overview.Records != len(w.records) {
		t.Fatalf("%+v, %v; want %+v", overview, err, counts)
	}
	for _, list := range model.Lists() {
		w.comparePages(t, list, pages[list])
	}
	for _, kind := range model.Kinds() {
		w.compareKind(t, kind)
	}
}

func (w *world) comparePages(t *rapid.T, list model.List, want map[model.ID]model.Row) {
	query := model.PageQuery{List: list, Limit: 3}
	seen := 0
	before := model.Cursor{}
	for {
		page, err := w.store.Page(ctx, query)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range page.Rows {
			at := model.Cursor{Due: row.Due, ID: row.ID}
			if row != want[row.ID] || seen > 0 && uint32(at.Due-1) < uint32(before.Due-1) {
				t.Fatalf("%+v after %+v, want %+v", row, before, want[row.ID])
			}
			before = at
			seen++
		}
		if query.After = page.Next; !page.More {
			break
		}
	}
	if seen != len(want) {
		t.Fatalf("%s: %d rows, want %d", list, seen, len(want))
	}
}

func (w *world) compareKind(t *rapid.T, kind model.Kind) {
	n := 0
	for record, err := range w.store.Records(ctx, kind) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		if equal, err := same(record, w.records[record.Ref()]); err != nil || !equal {
			t.Fatalf("%+v, want %+v", record, w.records[record.Ref()])
		}
	}
	w.store.View(ctx, func(facts model.Facts, _ model.Revision) error {
		for ref, record := range w.records {
			if ref.Kind == kind {
				n--
				w.compareFacts(t, facts, record)
			}
		}
		return nil
	})
	if n != 0 {
		t.Fatalf("%s: %d records too many", kind, n)
	}
}

func (w *world) compareFacts(t *rapid.T, facts model.Facts, record model.Record) {
	ref := record.Ref()
	has := func(in []model.Record) bool {
		return slices.ContainsFunc(in, func(r model.Record) bool { return r.Ref() == ref })
	}
	for _, identity := range model.Finders(record) {
		if found, err := facts.Lookup(ref.Kind, identity); err != nil || !has(found) {
			t.Fatalf("%s is not found as %q: %v", ref, identity, err)
		}
	}
	for _, target := range record.Refs() {
		if found, err := facts.Referring(target, ref.Kind); err != nil || !has(found) {
			t.Fatalf("%s is not found by %s: %v", ref, target, err)
		}
	}
	if text := w.texts[ref.ID]; text != "" {
		key, _ := model.ParseKey(text)
		if found, ok, err := facts.FindKey(key); err != nil || !ok || found.ID != ref.ID {
			t.Fatalf("%s is not found by its text: %v", ref, err)
		}
	}
}
