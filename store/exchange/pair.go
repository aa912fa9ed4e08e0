package exchange

import (
	"cmp"
	"slices"

	"benefitdesk/model"
)

// benefits finds benefits by workspace, name and source. Those that share all
// three are told apart by their order of Activate by.
func (m *matching) benefits(rows []int) (rest []int, err error) {
	for _, group := range m.grouped(rows, nameIdentity) {
		known, err := m.draft.lookup(model.KindBenefit, nameIdentity(m.record(group[0])))
		if err != nil {
			return nil, err
		}
		rest = append(rest, m.pair(group, known)...)
	}
	slices.Sort(rest)
	return rest, m.noteSources(rest)
}

// nameIdentity is the identity by name: for benefits the last, for
// subscriptions the one within the tenant; "" for a record without a name.
func nameIdentity(record model.Record) string {
	for _, identity := range record.Identities() {
		if identityKind(identity) == "name" {
			return identity
		}
	}
	return ""
}

// grouped gathers rows by a text of their record, in the order of the file.
func (m *matching) grouped(rows []int, by func(model.Record) string) [][]int {
	place := map[string]int{}
	var groups [][]int
	for _, i := range rows {
		key := by(m.record(i))
		at, ok := place[key]
		if !ok {
			at = len(groups)
			place[key] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	return groups
}

// order is what tells records of one name apart.
type order struct {
	due      model.Date
	quantity model.Quantity
}

func orderOf(record model.Record) order {
	switch r := record.(type) {
	case model.Benefit:
		if r.ActivateBy.IsZero() {
			return order{r.Expires, r.Quantity}
		}
		return order{r.ActivateBy, r.Quantity}
	case model.Subscription:
		return order{r.Ends, model.Quantity{Amount: r.Licenses}}
	}
	return order{}
}

func byOrder(a, b model.Record) int {
	x, y := orderOf(a), orderOf(b)
	return cmp.Or(cmp.Compare(x.due, y.due), cmp.Compare(x.quantity.Amount, y.quantity.Amount))
}

// pair finds each of the rows among known records of the same name: first
// those with the same date and quantity, then those with the same date, so
// that a row that went away does not shift all others; the n-th of what is
// left is the n-th of what is left.
func (m *matching) pair(rows []int, known []model.Record) (rest []int) {
	if len(known) == 0 {
		return rows
	}
	slices.SortStableFunc(known, byOrder)
	slices.SortStableFunc(rows, func(a, b int) int { return byOrder(m.records[a], m.records[b]) })
	for _, key := range [...]func(order) order{
		func(o order) order { return o },
		func(o order) order { return order{due: o.due} },
		func(order) order { return order{} },
	} {
		waiting := map[order][]model.Record{}
		for _, record := range known {
			if m.free(record) {
				at := key(orderOf(record))
				waiting[at] = append(waiting[at], record)
			}
		}
		rest = nil
		for _, i := range rows {
			at := key(orderOf(m.records[i]))
			queue := waiting[at]
			if len(queue) == 0 || conflict(m.records[i], queue[0]) {
				rest = append(rest, i)
				continue
			}
			waiting[at] = queue[1:]
			m.take(i, queue[0].Ref())
		}
		rows = rest
	}
	return rest
}

// noteSources tells of new benefits that may be known ones, were the source
// not missing on one side.
func (m *matching) noteSources(rows []int) error {
	var known map[string]bool // workspace and name of known benefits that have a source
	for _, i := range rows {
		benefit := m.records[i].(model.Benefit)
		without := benefit
		without.Source = ""
		identity := nameIdentity(without)
		maybe := false
		if benefit.Source == "" {
			if known == nil {
				known = map[string]bool{}
				for record, err := range m.draft.all(model.KindBenefit) {
					if err != nil {
						return err
					}
					other := record.(model.Benefit)
					other.Source = ""
					known[nameIdentity(other)] = true
				}
			}
			maybe = known[identity]
		} else {
			found, err := m.draft.lookup(model.KindBenefit, identity)
			if err != nil {
				return err
			}
			maybe = slices.ContainsFunc(found, m.free)
		}
		if maybe {
			m.note(CodeNotGuessed, m.file.entries[i].line, shown(benefit.Name))
		}
	}
	return nil
}
