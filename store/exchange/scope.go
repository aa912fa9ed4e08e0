package exchange

import "benefitdesk/model"

// scope tells whether a file should have held a known record.
type scope func(model.Record) bool

// workspaceScope: a grid holds all benefits of the workspaces it shows.
func workspaceScope(rows []model.Record) scope {
	shown := map[model.Workspace]bool{}
	for _, row := range rows {
		if benefit, ok := row.(model.Benefit); ok {
			shown[benefit.Workspace] = true
		}
	}
	return func(known model.Record) bool {
		benefit, ok := known.(model.Benefit)
		return ok && shown[benefit.Workspace]
	}
}

// tenantScope: a list holds all subscriptions of the tenants it shows. One
// that names no tenant is of the same unknown tenant as others like it.
func tenantScope(rows []model.Record) scope {
	shown := map[model.ID]bool{}
	for _, row := range rows {
		if s, ok := row.(model.Subscription); ok {
			shown[s.Tenant] = true
		}
	}
	return func(known model.Record) bool {
		s, ok := known.(model.Subscription)
		return ok && shown[s.Tenant]
	}
}

// wholeScope: a portfolio holds everything of the kinds it has.
func wholeScope([]model.Record) scope { return func(model.Record) bool { return true } }

// missing counts the known records that the file should have and lacks.
func (m *matching) missing(rows []model.Record) (int, error) {
	lister, ok := m.draft.facts.(model.Lister)
	if !ok || m.keep || m.file.part || m.file.source == nil || m.file.source.scope == nil {
		return 0, nil
	}
	kinds := map[model.Kind]bool{}
	for _, row := range rows {
		kinds[row.Ref().Kind] = true
	}
	covers, n := m.file.source.scope(rows), 0
	for _, kind := range model.Kinds() {
		if !kinds[kind] {
			continue
		}
		for known, err := range lister.All(kind) {
			if err != nil {
				return 0, err
			}
			if !m.claimed[known.Ref()] && covers(known) {
				n++
			}
		}
	}
	return n, nil
}
