package tui

import (
	stdcmp "cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"benefitdesk/model"
)

// memory is a desk in memory, simple enough to be believed: facts in a map and
// tables made of them row by row. The screens never see the store, not in
// their tests either.
type memory struct {
	mu       sync.Mutex
	records  map[model.Ref]model.Record
	texts    map[model.ID]model.Key
	last     model.ID
	revision model.Revision
	log      []model.Entry
	kept     map[string][]byte // documents by kind and name
	answered map[model.RequestID]model.Receipt

	beforeDo func()                      // somebody else, just before a command is carried out
	fail     map[string]error            // by the name of the method
	imports  map[string]model.ImportPlan // by the first path
}

func newMemory(records ...model.Record) *memory {
	m := &memory{
		records: map[model.Ref]model.Record{}, texts: map[model.ID]model.Key{}, answered: map[model.RequestID]model.Receipt{}, kept: map[string][]byte{},
		fail: map[string]error{}, imports: map[string]model.ImportPlan{}, revision: 1,
	}
	m.put(records...)
	return m
}

// breaks makes a method fail from now on; no error lets it work again.
func (m *memory) breaks(method string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail[method] = err
}

// put keeps records as they are, and the text of keys apart.
func (m *memory) put(records ...model.Record) {
	for _, record := range records {
		if key, ok := record.(model.ProductKey); ok {
			if !key.Text.IsZero() {
				m.texts[key.ID] = key.Text
			}
			key.Text = model.Key{}
			record = key
		}
		m.records[record.Ref()] = record
		m.last = max(m.last, record.Ref().ID)
	}
}

// byOther is a change that another program makes.
func (m *memory) byOther(records ...model.Record) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(records...)
	m.revision++
}

func (m *memory) Get(ref model.Ref) (model.Record, error) {
	if record, found := m.records[ref]; found {
		return record, nil
	}
	return nil, fmt.Errorf("%w: %v", model.ErrNotFound, ref)
}

func (m *memory) Lookup(kind model.Kind, identity string) ([]model.Record, error) {
	return m.where(kind, func(r model.Record) bool { return slices.Contains(model.Finders(r), identity) }), nil
}

func (m *memory) Referring(to model.Ref, kind model.Kind) ([]model.Record, error) {
	return m.where(kind, func(r model.Record) bool { return slices.Contains(r.Refs(), to) }), nil
}

func (m *memory) where(kind model.Kind, passes func(model.Record) bool) (found []model.Record) {
	for ref, record := range m.records {
		if ref.Kind == kind && passes(record) {
			found = append(found, record)
		}
	}
	slices.SortFunc(found, func(a, b model.Record) int { return stdcmp.Compare(a.Ref().ID, b.Ref().ID) })
	return found
}

func (m *memory) FindKey(key model.Key) (model.ProductKey, bool, error) {
	for id, text := range m.texts {
		if text.Equal(key) {
			return m.records[model.Ref{Kind: model.KindProductKey, ID: id}].(model.ProductKey), true, nil
		}
	}
	return model.ProductKey{}, false, nil
}

func (m *memory) NewID() model.ID {
	m.last++
	return m.last
}

func (m *memory) lock(method string) (unlock func(), err error) {
	m.mu.Lock()
	return m.mu.Unlock, m.fail[method]
}

// decide is what a store decides: the command on the facts, then the rule on
// the roles.
func (m *memory) decide(actor model.Actor, today model.Date, command model.Command) (model.Receipt, []model.Change, error) {
	receipt, changes, err := command.Decide(m, today)
	if err != nil {
		return receipt, nil, err
	}
	people, _ := model.People(m)
	return receipt, changes, model.Permit(people, actor, receipt.Rule(), receipt.Tenant)
}

func (m *memory) Try(_ context.Context, actor model.Actor, today model.Date, command model.Command) (model.Receipt, error) {
	unlock, err := m.lock("Try")
	defer unlock()
	if err != nil {
		return model.Receipt{}, err
	}
	last := m.last
	receipt, _, err := m.decide(actor, today, command)
	m.last = last
	return receipt, err
}

func (m *memory) Do(_ context.Context, actor model.Actor, today model.Date, command model.Command, want model.Receipt, id model.RequestID) (model.Receipt, error) {
	if m.beforeDo != nil {
		m.beforeDo()
	}
	unlock, err := m.lock("Do")
	defer unlock()
	if err != nil {
		return model.Receipt{}, err
	}
	if first, done := m.answered[id]; done {
		return first, nil
	}
	receipt, changes, err := m.decide(actor, today, command)
	switch {
	case err != nil:
		return model.Receipt{}, err
	case !reflect.DeepEqual(receipt, want):
		return model.Receipt{}, model.ErrChanged
	}
	m.write(actor, today, receipt, changes)
	m.answered[id] = receipt
	return receipt, nil
}

func (m *memory) write(actor model.Actor, today model.Date, receipt model.Receipt, changes []model.Change) {
	entry := model.Entry{
		Sequence: uint64(len(m.log) + 1), Time: logTime.Add(time.Duration(len(m.log)) * time.Minute), Day: today, Actor: actor,
		Verb: receipt.Verb, Object: receipt.Object, Label: receipt.Label, Tenant: receipt.Tenant, Detail: receipt.Detail,
	}
	for _, change := range changes {
		if change.After == nil {
			delete(m.records, change.Ref)
			delete(m.texts, change.Ref.ID)
		} else {
			m.put(change.After)
			change.After = m.records[change.Ref] // without the text of a key
		}
		if change.Before == nil && entry.Object == (model.Ref{Kind: change.Ref.Kind}) {
			entry.Object = change.Ref
		}
		entry.Changes = append(entry.Changes, model.EntryChange(change))
	}
	m.log = append(m.log, entry)
	m.revision++
}

func (m *memory) Entry(sequence uint64) (model.Entry, error) {
	if sequence == 0 || sequence > uint64(len(m.log)) {
		return model.Entry{}, model.ErrNotFound
	}
	return m.log[sequence-1], nil
}

func (m *memory) LastChange(ref model.Ref) (model.Entry, bool, error) {
	for _, e := range slices.Backward(m.log) {
		if slices.ContainsFunc(e.Changes, func(c model.EntryChange) bool { return c.Ref == ref }) {
			return e, true, nil
		}
	}
	return model.Entry{}, false, nil
}

func (m *memory) Activity(_ context.Context, query model.ActivityQuery) (model.Activity, error) {
	unlock, err := m.lock("Activity")
	defer unlock()
	found := model.Activity{Names: map[model.Ref]string{}, Head: model.Head{Sequence: uint64(len(m.log)), Hash: [32]byte{0xab, 0xcd, 31: byte(len(m.log))}}}
	for _, e := range slices.Backward(m.log) {
		if query.Before > 0 && e.Sequence >= query.Before || !query.Meets(e) {
			continue
		}
		if found.More = query.Limit > 0 && len(found.Entries) == query.Limit; found.More {
			break
		}
		found.Entries = append(found.Entries, e)
	}
	for ref, record := range m.records {
		found.Names[ref] = record.Label()
	}
	return found, err
}

// logTime is when everything happens.
var logTime = time.Date(2026, time.November, 20, 9, 30, 0, 0, time.UTC)

func (m *memory) Overview(_ context.Context, today model.Date) (model.Overview, error) {
	unlock, err := m.lock("Overview")
	defer unlock()
	overview := model.Overview{Revision: m.revision, Records: len(m.records)}
	overview.People, _ = model.People(m)
	for _, record := range m.where(model.KindMembership, func(model.Record) bool { return true }) {
		overview.Memberships = append(overview.Memberships, record.(model.Membership))
	}
	for _, record := range m.records {
		if partner, ok := record.(model.Partner); ok {
			overview.Partner = partner
		}
		if list, row, ok := model.RowOf(record); ok {
			overview.Counts[list].Add(row.PhaseOn(list, today), 1)
		}
	}
	return overview, err
}

func (m *memory) Refund(_ context.Context, day model.Date, membership model.ID) (model.Refund, error) {
	unlock, err := m.lock("Refund")
	defer unlock()
	if err != nil {
		return model.Refund{}, err
	}
	record, err := m.Get(model.Ref{Kind: model.KindMembership, ID: membership})
	if err != nil {
		return model.Refund{}, err
	}
	return model.RefundOn(m, record.(model.Membership), day)
}

func (m *memory) Page(ctx context.Context, query model.PageQuery) (model.Page, error) {
	rows, revision, err := m.Table(ctx, query.List, 0)
	if err != nil {
		return model.Page{}, err
	}
	page := model.Page{Names: map[model.ID]string{}, Revision: revision}
	for i := range min(rows.Len(), query.Limit) {
		row := rows.Row(i)
		page.Rows = append(page.Rows, row)
		page.Names[row.Product], page.Names[row.Link] = rows.Name(row.Product), rows.Name(row.Link)
	}
	return page, nil
}

func (m *memory) Table(_ context.Context, list model.List, today model.Date) (model.Table, model.Revision, error) {
	unlock, err := m.lock("Table")
	defer unlock()
	if err != nil {
		return nil, 0, err
	}
	t := rowsOf{list: list, today: today, names: map[model.ID]string{}}
	for _, record := range m.records {
		t.names[record.Ref().ID] = record.Label()
		if of, row, ok := model.RowOf(record); ok && of == list {
			if list == model.ListTenants {
				row.Used = int64(len(m.where(model.KindSubscription, func(r model.Record) bool { return r.(model.Subscription).Tenant == row.ID })))
			}
			t.rows = append(t.rows, row)
		}
	}
	return t.Sort(model.ByDue, false), m.revision, nil
}

func (m *memory) Reminders(_ context.Context, today, until model.Date, limit int) (model.Outlook, model.Revision, error) {
	unlock, err := m.lock("Reminders")
	defer unlock()
	agenda := model.NewAgenda(today, until, limit)
	for _, want := range model.AgendaLists() {
		for _, kind := range model.Kinds() {
			for _, record := range m.where(kind, func(model.Record) bool { return true }) {
				if list, row, ok := model.RowOf(record); ok && list == want {
					agenda.Add(list, row)
				}
			}
		}
	}
	outlook := agenda.Outlook()
	for i, r := range outlook.Reminders {
		if r.Name == "" {
			outlook.Reminders[i].Name = m.records[r.At].Label()
		}
	}
	return outlook, m.revision, err
}

func (m *memory) Dossier(_ context.Context, ref model.Ref, history int) (model.Dossier, error) {
	unlock, err := m.lock("Dossier")
	defer unlock()
	if err != nil {
		return model.Dossier{}, err
	}
	dossier, err := model.DossierOf(m, ref)
	for _, entry := range slices.Backward(m.log) {
		about := entry.Object == ref || slices.ContainsFunc(entry.Changes, func(c model.EntryChange) bool { return c.Ref == ref })
		if about && len(dossier.History) < history {
			dossier.History = append(dossier.History, entry)
		}
	}
	return dossier, err
}

func (m *memory) Drawer(ctx context.Context, of model.Ref) ([]model.DrawerKey, error) {
	keys, _, err := m.Table(ctx, model.ListKeys, today)
	if err != nil {
		return nil, err
	}
	unlock, err := m.lock("Drawer")
	defer unlock()
	if err != nil {
		return nil, err
	}
	return model.DrawerOf(m, of, keys.(rowsOf).rows)
}

func (m *memory) Documents(_ context.Context, kind string) (names []string, err error) {
	unlock, err := m.lock("Documents")
	defer unlock()
	for _, key := range sortedKeys(m.kept) {
		if name, of := strings.CutPrefix(key, kind+"/"); of {
			names = append(names, name)
		}
	}
	return names, err
}

func (m *memory) Document(_ context.Context, kind, name string) ([]byte, error) {
	unlock, err := m.lock("Document")
	defer unlock()
	return m.kept[kind+"/"+name], err
}

func (m *memory) SaveDocument(_ context.Context, kind, name string, data []byte) error {
	unlock, err := m.lock("SaveDocument")
	defer unlock()
	if err == nil {
		m.kept[kind+"/"+name] = data
	}
	return err
}

func (m *memory) DeleteDocument(_ context.Context, kind, name string) error {
	unlock, err := m.lock("DeleteDocument")
	defer unlock()
	if err == nil {
		delete(m.kept, kind+"/"+name)
	}
	return err
}

func (m *memory) Revision(context.Context) (model.Revision, error) {
	unlock, err := m.lock("Revision")
	defer unlock()
	return m.revision, err
}

func (m *memory) Key(_ context.Context, actor model.Actor, today model.Date, id model.ID, copied bool) (model.Key, error) {
	unlock, err := m.lock("Key")
	defer unlock()
	if err != nil {
		return model.Key{}, err
	}
	receipt, changes, err := m.decide(actor, today, model.Reveal{Key: id, Copied: copied, By: actor.Name})
	if err != nil {
		return model.Key{}, err
	}
	m.write(actor, today, receipt, changes)
	return m.texts[id], nil
}

func (m *memory) ReadImport(_ context.Context, _ model.Date, source model.ImportSource) (model.ImportPlan, error) {
	unlock, err := m.lock("ReadImport")
	defer unlock()
	plan, known := m.imports[source.Paths[0]]
	switch {
	case err != nil:
		return plan, err
	case source.Paths[0] == "broken.json":
		return plan, errors.New("broken.json: line 3, character 14: a comma or a closing bracket is missing; nothing was stored")
	case !known:
		return plan, fmt.Errorf("import: open %s: no such file; nothing was stored", source.Paths[0])
	case plan.Files[0].Kind == "undecided" && source.DayFirst == nil:
		return model.ImportPlan{}, model.Refuse(model.CodeDateOrder, plan.Files[0].Name, "03/04/2027")
	}
	return plan, nil
}

func (m *memory) Import(_ context.Context, actor model.Actor, today model.Date, plan model.ImportPlan) error {
	unlock, err := m.lock("Import")
	defer unlock()
	if err == nil {
		m.write(actor, today, model.Receipt{Verb: model.VerbImport}, plan.Changes)
	}
	return err
}

// rowsOf is a table that is a slice of rows.
type rowsOf struct {
	list  model.List
	today model.Date
	rows  []model.Row
	names map[model.ID]string
}

func (t rowsOf) Len() int                { return len(t.rows) }
func (t rowsOf) Row(i int) model.Row     { return t.rows[i] }
func (t rowsOf) Name(id model.ID) string { return t.names[id] }

func (t rowsOf) IndexOf(id model.ID) (int, bool) {
	i := slices.IndexFunc(t.rows, func(r model.Row) bool { return r.ID == id })
	return i, i >= 0
}

func (t rowsOf) Find(_ context.Context, search model.Search) (model.Table, error) {
	var found []model.Row
	for _, row := range t.rows {
		phase := row.PhaseOn(t.list, t.today)
		status := search.Called(row.StatusOn(t.list, t.today), phase == model.PhaseExpired)
		text := model.Fold(strings.Join([]string{row.Name, row.Source, t.names[row.Product], t.names[row.Link], row.Due.String(), status}, "\n"))
		missing := slices.ContainsFunc(strings.Fields(search.Text), func(word string) bool { return !strings.Contains(text, model.Fold(word)) })
		if !missing && phase.Meets(search.Phase) {
			found = append(found, row)
		}
	}
	t.rows = found
	return t, nil
}

func (t rowsOf) Sort(by model.Column, descending bool) model.Table {
	last := func(d model.Date) model.Date {
		if d.IsZero() {
			return model.Never
		}
		return d
	}
	t.rows = slices.Clone(t.rows)
	slices.SortFunc(t.rows, func(a, b model.Row) int {
		order := 0
		switch by {
		case model.ByName:
			order = stdcmp.Compare(model.Fold(a.Name), model.Fold(b.Name))
		case model.BySource:
			order = stdcmp.Compare(model.Fold(a.Source), model.Fold(b.Source))
		case model.ByLink:
			order = stdcmp.Compare(model.Fold(t.names[a.Link]), model.Fold(t.names[b.Link]))
		case model.ByQuantity:
			order = stdcmp.Compare(a.Quantity.Amount, b.Quantity.Amount)
		case model.ByExpires:
			order = stdcmp.Compare(last(a.Expires), last(b.Expires))
		case model.BySince:
			order = stdcmp.Compare(last(a.Since), last(b.Since))
		case model.ByStatus:
			order = stdcmp.Compare(a.StatusOn(t.list, t.today), b.StatusOn(t.list, t.today))
		default:
			order = stdcmp.Compare(last(a.Due), last(b.Due))
		}
		if descending {
			order = -order
		}
		return stdcmp.Or(order, stdcmp.Compare(a.ID, b.ID))
	})
	return t
}
