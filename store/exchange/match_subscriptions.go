package exchange

import (
	"slices"
	"strings"

	"benefitdesk/model"
)

// subscriptions finds subscriptions that have no id in common with a known
// one: by name within the tenant, then by name or product alone.
func (m *matching) subscriptions(rows []int) (rest []int, err error) {
	if err := m.wholeNames(rows); err != nil {
		return nil, err
	}
	for _, group := range m.grouped(rows, nameIdentity) {
		identity := nameIdentity(m.record(group[0]))
		if identity == "" {
			rest = append(rest, group...)
			continue
		}
		known, err := m.draft.lookup(model.KindSubscription, identity)
		if err != nil {
			return nil, err
		}
		rest = append(rest, m.pair(group, known)...)
	}
	slices.Sort(rest)
	rows, rest = rest, nil
	for _, group := range m.grouped(rows, m.callName) {
		left, err := m.loosely(group)
		if err != nil {
			return nil, err
		}
		rest = append(rest, left...)
	}
	slices.Sort(rest)
	return rest, nil
}

// callName is what a subscription is called, whatever its tenant; without a
// name its product.
func (m *matching) callName(record model.Record) string {
	s := record.(model.Subscription)
	if s.Name != "" {
		return model.Fold(s.Name)
	}
	return model.Ref{Kind: model.KindProduct, ID: s.Product}.String()
}

// loosely finds subscriptions of which one side lacks the tenant or the id. It
// takes what leaves no choice: one row and one record, or one each with the
// same end. Everything else is not guessed.
func (m *matching) loosely(rows []int) (rest []int, err error) {
	candidates, err := m.called(m.record(rows[0]).(model.Subscription))
	if err != nil || len(candidates) == 0 {
		return rows, err
	}
	for _, i := range rows {
		record := m.record(i).(model.Subscription)
		fit := m.fitting(record, candidates)
		if len(rows) > 1 || len(fit) > 1 {
			sameEnd := func(s model.Subscription) bool { return !record.Ends.IsZero() && s.Ends == record.Ends }
			fit = slices.DeleteFunc(fit, func(s model.Subscription) bool { return !sameEnd(s) })
			alike := 0
			for _, other := range rows {
				if sameEnd(m.records[other].(model.Subscription)) {
					alike++
				}
			}
			if alike > 1 {
				fit = nil
			}
		}
		if len(fit) == 1 {
			m.take(i, fit[0].Ref())
			continue
		}
		if m.doubtful(i, record, candidates) {
			rest = append(rest, i)
		}
	}
	return rest, nil
}

// doubtful notes what was not guessed, and tells whether it is to be added as
// new. The count of a SKU is not: it belongs to the candidates together.
func (m *matching) doubtful(i int, s model.Subscription, candidates []model.Subscription) bool {
	line := m.file.entries[i].line
	possible := m.fitting(s, candidates)
	if len(possible) == 0 {
		return true
	}
	if s.Name == "" && s.PortalID == "" {
		label := m.draft.label(model.Ref{Kind: model.KindProduct, ID: s.Product})
		m.note(CodeSharedCount, line, label, s.Assigned, s.Licenses, len(possible))
		return false
	}
	label := s.Name
	if label == "" {
		label = m.draft.label(model.Ref{Kind: model.KindProduct, ID: s.Product})
	}
	m.note(CodeNotGuessed, line, shown(label))
	return true
}

// fitting gives the candidates that are free and contradict in nothing.
func (m *matching) fitting(s model.Subscription, candidates []model.Subscription) []model.Subscription {
	var fit []model.Subscription
	for _, known := range candidates {
		sameTenant := known.Tenant == 0 || s.Tenant == 0 || known.Tenant == s.Tenant
		if sameTenant && m.free(known) && !conflict(s, known) {
			fit = append(fit, known)
		}
	}
	return fit
}

// called gives the subscriptions of the same name or product, by its name.
func (m *matching) called(s model.Subscription) ([]model.Subscription, error) {
	var found []model.Subscription
	take := func(records []model.Record, err error) error {
		for _, record := range records {
			if s := record.(model.Subscription); !slices.Contains(found, s) {
				found = append(found, s)
			}
		}
		return err
	}
	name, products := s.Name, []model.ID{s.Product}
	if record, err := m.product(s.Product); err != nil {
		return nil, err
	} else if name == "" {
		name = record.Name
	}
	if name != "" {
		if err := take(m.draft.lookup(model.KindSubscription, identityNamed("called", model.Subscription{Name: name}))); err != nil {
			return nil, err
		}
		named, err := m.draft.lookup(model.KindProduct, identityNamed("name", model.Product{Name: name}))
		if err != nil {
			return nil, err
		}
		for _, product := range named {
			products = append(products, product.Ref().ID)
		}
	}
	for _, id := range products {
		if err := take(m.draft.referring(model.Ref{Kind: model.KindProduct, ID: id}, model.KindSubscription)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// product gives a product that was known before this file.
func (m *matching) product(id model.ID) (model.Product, error) {
	ref := model.Ref{Kind: model.KindProduct, ID: id}
	if id == 0 || m.fresh[ref] {
		return model.Product{}, nil
	}
	record, err := m.draft.get(ref)
	if err != nil {
		return model.Product{}, err
	}
	return record.(model.Product), nil
}

// identityNamed is a record's identity of one sort.
func identityNamed(kind string, record model.Record) string {
	for _, identity := range record.Identities() {
		if identityKind(identity) == kind {
			return identity
		}
	}
	return ""
}

// wholeNames replaces names that the portal cut short by the known name that
// begins so, if there is exactly one and no subscription has the cut one.
func (m *matching) wholeNames(rows []int) error {
	var names []string
	for _, i := range rows {
		s := m.records[i].(model.Subscription)
		if !m.file.entries[i].cut {
			continue
		}
		same, err := m.draft.lookup(model.KindSubscription, identityNamed("called", s))
		if err != nil {
			return err
		}
		if len(same) > 0 {
			continue
		}
		if names == nil {
			if names, err = m.knownNames(); err != nil {
				return err
			}
		}
		if whole := onlyWith(names, cutName(s.Name)); whole != "" {
			s.Name = whole
			m.records[i] = s
		}
	}
	return nil
}

// onlyWith gives the one name that begins with a prefix; "" for none or more.
func onlyWith(names []string, prefix string) string {
	prefix, found := model.Fold(prefix), ""
	for _, name := range names {
		switch {
		case !strings.HasPrefix(model.Fold(name), prefix) || found != "" && model.Fold(name) == model.Fold(found):
		case found != "":
			return ""
		default:
			found = name
		}
	}
	return found
}

// knownNames lists the whole names of known products and subscriptions.
func (m *matching) knownNames() ([]string, error) {
	names := []string{}
	for _, kind := range [...]model.Kind{model.KindProduct, model.KindSubscription} {
		for record, err := range m.draft.all(kind) {
			if err != nil {
				return nil, err
			}
			name := ""
			switch r := record.(type) {
			case model.Product:
				name = r.Name
			case model.Subscription:
				name = r.Name
			}
			if name != "" && cutName(name) == "" {
				names = append(names, name)
			}
		}
	}
	return names, nil
}
