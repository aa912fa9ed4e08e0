package model

import "slices"

// MembershipsOf are those of a partner's memberships that a benefit may have
// come with. One that it names is it. A grid that was copied from a portal names
// the program alone: then it is each membership of that source whose term takes
// the benefit's last day in, those that were not cancelled before those that
// were; more than one where programs run side by side.
func MembershipsOf(b Benefit, all []Membership) (origins []Membership) {
	if b.Membership != 0 {
		return keep(all, func(m Membership) bool { return m.ID == b.Membership })
	}
	if b.Source == "" {
		return nil
	}
	source, last := Fold(b.Source), b.ActivateBy
	if last.IsZero() {
		last = b.Expires
	}
	ofSource := keep(all, func(m Membership) bool { return Fold(m.Source) == source })
	return narrowed(narrowed(ofSource,
		func(m Membership) bool {
			return last.IsZero() || m.Bought <= last && (m.Ends.IsZero() || last <= m.Ends)
		}),
		func(m Membership) bool { return m.Cancelled.IsZero() })
}

// narrowed keeps the memberships of which something holds, or all where it holds
// of none.
func narrowed(all []Membership, holds func(Membership) bool) []Membership {
	if some := keep(all, holds); len(some) > 0 {
		return some
	}
	return all
}

func keep(all []Membership, holds func(Membership) bool) []Membership {
	return slices.DeleteFunc(slices.Clone(all), func(m Membership) bool { return !holds(m) })
}

// MembershipOf is the membership that a benefit came with, the zero value where
// none is known or it could be several. Facts that are no Lister know only the
// one that the benefit names.
func MembershipOf(facts Facts, b Benefit) (m Membership, err error) {
	if b.Membership != 0 {
		record, err := facts.Get(Ref{KindMembership, b.Membership})
		if err == nil {
			m = record.(Membership)
		}
		return m, err
	}
	all, err := allMemberships(facts)
	if origins := MembershipsOf(b, all); len(origins) == 1 {
		m = origins[0]
	}
	return m, err
}

func allMemberships(facts Facts) (all []Membership, err error) {
	lister, ok := facts.(Lister)
	if !ok {
		return nil, nil
	}
	for record, err := range lister.All(KindMembership) {
		if err != nil {
			return nil, err
		}
		all = append(all, record.(Membership))
	}
	return all, nil
}

// benefitsOf are the benefits that a membership gave, or may have given.
func benefitsOf(facts Facts, m Membership) (found []Benefit, err error) {
	linked, err := facts.Referring(m.Ref(), KindBenefit)
	if err != nil {
		return nil, err
	}
	for _, record := range linked {
		found = append(found, record.(Benefit))
	}
	lister, ok := facts.(Lister)
	if !ok || m.Source == "" {
		return found, nil
	}
	all, err := allMemberships(facts)
	if err != nil {
		return nil, err
	}
	source, folded := Fold(m.Source), map[string]bool{} // there are few sources, and many benefits
	ofSource := keep(all, func(other Membership) bool { return Fold(other.Source) == source })
	isIt := func(other Membership) bool { return other.ID == m.ID }
	for record, err := range lister.All(KindBenefit) {
		if err != nil {
			return nil, err
		}
		b := record.(Benefit)
		same, known := folded[b.Source]
		if !known {
			same = Fold(b.Source) == source
			folded[b.Source] = same
		}
		if same && b.Membership == 0 && slices.ContainsFunc(MembershipsOf(b, ofSource), isIt) {
			found = append(found, b)
		}
	}
	return found, nil
}
