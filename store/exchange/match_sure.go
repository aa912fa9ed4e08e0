package exchange

import (
	"errors"
	"slices"
	"strings"

	"benefitdesk/model"
)

// sureKinds are the identities that name one thing in the world. Records that
// differ in one are never the same, whatever else they share.
var sureKinds = []string{"id", "commerce", "guid", "sku", "email"}

func identityKind(identity string) string {
	kind, _, _ := strings.Cut(identity, "\x1f")
	return kind
}

// sure finds an entry by its id or by the text of its key.
func (m *matching) sure(i int) (bool, error) {
	record := m.record(i)
	if key, ok := record.(model.ProductKey); ok && !key.Text.IsZero() {
		if known, found, err := m.draft.findKey(key.Text); err != nil || found {
			if found {
				key.Text = model.Key{}
				m.records[i] = withText(m.records[i], key.Text)
				m.take(i, known.Ref())
			}
			return found, err
		}
	}
	if ok, err := m.sameID(i, record); ok || err != nil {
		return ok, err
	}
	sure := m.sureIdentities(i, record)
	for at, identity := range sure {
		found, err := m.draft.lookup(record.Ref().Kind, identity)
		if err != nil {
			return false, err
		}
		for _, known := range found {
			if m.free(known) && (m.file.entries[i].counts || !differs(known, sure[:at], identity)) {
				m.take(i, known.Ref())
				m.settleID(i, known)
				return true, nil
			}
		}
	}
	return false, nil
}

// differs tells whether a record that was found by an identity is another one
// by a surer identity: several directory subscriptions may have one id of the
// commerce system.
func differs(known model.Record, surer []string, by string) bool {
	identities := known.Identities()
	return slices.ContainsFunc(surer, func(identity string) bool {
		return slices.ContainsFunc(identities, func(other string) bool {
			return identityKind(other) == identityKind(identity) && other != identity && other != by
		})
	})
}

// sureIdentities are those under which an entry is looked up. A subscription
// has one id in the directory and one in the commerce system; the counts of a
// SKU name it by either, without telling which.
func (m *matching) sureIdentities(i int, record model.Record) []string {
	found := record.Identities()
	if s, ok := record.(model.Subscription); ok && m.file.entries[i].counts {
		found = append(model.Subscription{CommerceID: s.PortalID}.Identities(), found...)
	} else if ok {
		found = append(found, model.Subscription{PortalID: s.CommerceID}.Identities()...)
	}
	return slices.DeleteFunc(found, func(identity string) bool { return !slices.Contains(sureKinds, identityKind(identity)) })
}

// settleID takes the id off counts of a SKU that turned out to be the commerce
// system's, so that it does not replace the directory's.
func (m *matching) settleID(i int, known model.Record) {
	s, ok := m.records[i].(model.Subscription)
	if ok && m.file.entries[i].counts && model.Fold(s.PortalID) == model.Fold(known.(model.Subscription).CommerceID) {
		s.PortalID = ""
		m.records[i] = s
	}
}

func withText(record model.Record, text model.Key) model.Record {
	key := record.(model.ProductKey)
	key.Text = text
	return key
}

// sameID tells whether a portfolio's record is known under its own id. An id
// alone says little, since stores count alike: an identity must agree.
func (m *matching) sameID(i int, record model.Record) (bool, error) {
	if m.file.Kind != string(KindPortfolio) {
		return false, nil
	}
	known, err := m.draft.get(record.Ref())
	if errors.Is(err, model.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	identities := known.Identities()
	same := slices.ContainsFunc(record.Identities(), func(identity string) bool { return slices.Contains(identities, identity) })
	if !same || !m.free(known) || conflict(record, known) {
		return false, nil
	}
	m.take(i, known.Ref())
	return true, nil
}

// conflict tells whether two records have ids of one sort that differ.
func conflict(a, b model.Record) bool {
	others := b.Identities()
	for _, identity := range a.Identities() {
		kind := identityKind(identity)
		if !slices.Contains(sureKinds, kind) {
			continue
		}
		for _, other := range others {
			if identityKind(other) == kind && other != identity {
				return true
			}
		}
	}
	return false
}
