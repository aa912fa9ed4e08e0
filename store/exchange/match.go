package exchange

import (
	"slices"

	"benefitdesk/model"
)

// matching finds the records of a file among what is known.
type matching struct {
	draft   *draft
	file    *File
	records []model.Record // of the entries
	found   []model.Ref    // which record each entry is; the zero Ref: none
	isNew   []bool
	fresh   map[model.Ref]bool     // records that are new
	ids     map[model.Ref]model.ID // the store's id for an id of the file
	claimed map[model.Ref]bool     // known records that the file has
	keep    bool                   // the ids of the file become those of the store
	notes   []model.Notice
}

func match(d *draft, file *File) (*matching, error) {
	n := len(file.entries)
	m := &matching{
		draft: d, file: file, records: make([]model.Record, n), found: make([]model.Ref, n), isNew: make([]bool, n),
		ids: make(map[model.Ref]model.ID, n), claimed: map[model.Ref]bool{}, fresh: map[model.Ref]bool{},
	}
	rows := map[model.Kind][]int{}
	for i, e := range file.entries {
		m.records[i] = e.record
		kind := e.record.Ref().Kind
		rows[kind] = append(rows[kind], i)
	}
	var err error
	if m.keep, err = m.keepsIDs(); err != nil {
		return nil, err
	}
	for _, kind := range model.Kinds() {
		rest := rows[kind]
		if !m.keep {
			if rest, err = m.known(kind, rest); err != nil {
				return nil, err
			}
		}
		for _, i := range rest {
			m.create(i)
		}
	}
	return m, nil
}

// keepsIDs tells whether a portfolio comes into an empty store, so that an
// export of it is the same again. Ids must be unique over all kinds.
func (m *matching) keepsIDs() (bool, error) {
	if m.file.Kind != string(KindPortfolio) {
		return false, nil
	}
	ids := make(map[model.ID]bool, len(m.records))
	for _, record := range m.records {
		id := record.Ref().ID
		if id >= keptIDs || ids[id] {
			return false, nil
		}
		ids[id] = true
	}
	return m.draft.empty()
}

// known finds rows of a kind, by what is surest first, and gives the rest.
func (m *matching) known(kind model.Kind, rows []int) (rest []int, err error) {
	for _, i := range rows {
		sure, err := m.sure(i)
		if err != nil {
			return nil, err
		}
		if !sure {
			rest = append(rest, i)
		}
	}
	switch kind {
	case model.KindBenefit:
		return m.benefits(rest)
	case model.KindSubscription:
		return m.subscriptions(rest)
	}
	return m.others(rest)
}

// record is an entry's record with the store's references, as far as they are
// known by now: those to kinds that come before its own.
func (m *matching) record(i int) model.Record { return withRefs(m.records[i], m.storeID) }

func (m *matching) storeID(ref model.Ref) model.ID { return m.ids[ref] }

func (m *matching) take(i int, known model.Ref) {
	m.found[i] = known
	m.ids[m.file.entries[i].record.Ref()] = known.ID
	m.claimed[known] = true
}

func (m *matching) create(i int) {
	ref := m.file.entries[i].record.Ref()
	if m.keep {
		m.draft.kept[ref.ID] = true
	} else {
		ref.ID = m.draft.newID()
	}
	m.take(i, ref)
	m.isNew[i], m.fresh[ref] = true, true
}

func (m *matching) note(code model.Code, args ...any) {
	m.notes = append(m.notes, notice(code, args...))
}

// noteKept tells that a file is behind what was recorded here.
func (m *matching) noteKept(line int, full, after model.Record) {
	f, ok := full.(model.Benefit)
	a, _ := after.(model.Benefit)
	if ok && f.Status != a.Status && progress(a.Status) > progress(model.Reserved) {
		m.note(CodeKeptStatus, line, shown(a.Label()), a.Status, f.Status)
	}
}

// free tells whether a known record can still be a row of the file. Several
// rows may speak of one product, tenant or person.
func (m *matching) free(known model.Record) bool {
	switch known.Ref().Kind {
	case model.KindBenefit, model.KindSubscription, model.KindProductKey, model.KindRedemption, model.KindMembership:
		return !m.claimed[known.Ref()]
	}
	return true
}

// others finds records by name: one that fits, or for keys and redemptions the
// next of those alike. Several that fit are not guessed among.
func (m *matching) others(rows []int) (rest []int, err error) {
	for _, i := range rows {
		candidates, err := m.alike(m.record(i))
		if err != nil {
			return nil, err
		}
		kind := m.records[i].Ref().Kind
		alike := kind == model.KindProductKey || kind == model.KindRedemption
		switch {
		case len(candidates) == 1 || alike && len(candidates) > 0:
			m.take(i, candidates[0].Ref())
			continue
		case len(candidates) > 1:
			if exact := m.exactly(i, candidates); exact != nil {
				m.take(i, exact.Ref())
				continue
			}
			m.note(CodeNotGuessed, m.file.entries[i].line, shown(m.records[i].Label()))
		}
		rest = append(rest, i)
	}
	return rest, nil
}

// exactly gives the candidate that has the same identities, nil for none.
func (m *matching) exactly(i int, candidates []model.Record) model.Record {
	identities := m.record(i).Identities()
	at := slices.IndexFunc(candidates, func(known model.Record) bool { return slices.Equal(known.Identities(), identities) })
	if at < 0 {
		return nil
	}
	return candidates[at]
}

// alike gives the free records of the first identity that any has.
func (m *matching) alike(record model.Record) ([]model.Record, error) {
	for _, identity := range record.Identities() {
		found, err := m.draft.lookup(record.Ref().Kind, identity)
		if err != nil {
			return nil, err
		}
		found = slices.DeleteFunc(found, func(known model.Record) bool { return !m.free(known) || conflict(record, known) })
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}
