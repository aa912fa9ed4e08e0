package redemption

import (
	"slices"

	"benefitdesk/model"
)

// sumsTried is how many sums of adding keys are tried for each number of keys.
const sumsTried = 8

// towardsGoals looks for plans of a large drawer that meet the goals with few
// keys. License-time decides how late a plan ends, so the largest keys come
// first; of their sums that give enough licenses the smallest end latest. What
// is found is made irreducible. Without a way to meet the goals it gives what
// comes closest with all keys.
func (p *planner) towardsGoals() []candidate {
	s := newSums(p.mostAdded())
	var found []candidate
	for n, i := range p.bySize {
		if p.ctx.Err() != nil {
			return nil
		}
		s.include(p.Keys[i])
		for _, uses := range p.withLargest(s, n+1) {
			if c, ok := p.candidate(uses); ok && p.Want.met(c.after) {
				found = append(found, p.irreducible(c))
			}
		}
		if len(found) >= p.Limit {
			break
		}
		p.tell(float64(n) / float64(len(p.bySize)))
	}
	if len(found) > 0 {
		return distinct(found)
	}
	return p.closest(s)
}

// withLargest gives assignments of the n largest keys: each of the smallest
// sums with enough licenses adds, the others extend, the rest is kept back.
func (p *planner) withLargest(s *sums, n int) [][]use {
	need := p.Want.Licenses
	if p.active {
		need -= p.Before.Licenses
	} else {
		need = max(need, 1)
	}
	var assignments [][]use
	for sum := s.from(need); sum >= 0 && len(assignments) < sumsTried; sum = s.from(sum + 1) {
		uses := slices.Repeat([]use{keeps}, len(p.Keys))
		for _, i := range p.bySize[:n] {
			uses[i] = extends
		}
		for _, k := range s.of(sum) {
			uses[p.bySize[k]] = adds
		}
		assignments = append(assignments, uses)
	}
	return assignments
}

func (p *planner) candidate(uses []use) (candidate, bool) {
	after, ok := p.result(uses)
	return candidate{uses, after, p.used(uses)}, ok
}

// irreducible keeps keys back as long as the goals are still met, the smallest
// first.
func (p *planner) irreducible(c candidate) candidate {
	for again := true; again && p.ctx.Err() == nil; {
		again = false
		for _, i := range slices.Backward(p.bySize) {
			if c.uses[i] == keeps {
				continue
			}
			uses := slices.Clone(c.uses)
			uses[i] = keeps
			if fewer, ok := p.candidate(uses); ok && p.Want.met(fewer.after) {
				c, again = fewer, true
			}
		}
	}
	return c
}

// distinct keeps one of the candidates that use keys of the same sizes in the
// same way.
func distinct(found []candidate) []candidate {
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(c candidate) bool {
		name := string(usesText(c.uses))
		if seen[name] {
			return true
		}
		seen[name] = true
		return false
	})
}

func usesText(uses []use) []byte {
	text := make([]byte, len(uses))
	for i, u := range uses {
		text[i] = '0' + byte(u)
	}
	return text
}

// closest uses all keys: with enough licenses and the latest end, or with as
// many licenses as there are.
func (p *planner) closest(s *sums) []candidate {
	assignments := p.withLargest(s, len(p.bySize))
	assignments = append(assignments, make([]use, len(p.Keys))) // all keys add
	var found []candidate
	for _, uses := range assignments {
		if c, ok := p.candidate(uses); ok {
			found = append(found, c)
		}
	}
	return distinct(found)
}

// furtherKey is the smallest further key with which the goals would be met, 0
// if none is found. Larger keys help as long as they can still extend, so it
// is looked for between the powers of two.
func (p *planner) furtherKey() int64 {
	below, enough := int64(0), int64(1)
	for !p.enoughWith(enough) {
		if below = enough; below == model.MaxCount || p.ctx.Err() != nil {
			return 0
		}
		enough = min(2*enough, model.MaxCount)
	}
	for enough-below > 1 {
		middle := below + (enough-below)/2
		if p.enoughWith(middle) {
			enough = middle
		} else {
			below = middle
		}
	}
	return enough
}

// enoughWith tells whether all keys and a further one can meet the goals. A key
// that is kept back never helps to.
func (p *planner) enoughWith(licenses int64) bool {
	d := p.Drawer
	d.Keys = append(slices.Clone(p.Keys), licenses)
	with, err := newPlanner(p.ctx, d, nil)
	if err != nil {
		return false
	}
	var found []candidate
	if len(d.Keys) <= exactKeys+1 {
		found = with.everyAssignment(false)
	} else {
		s := newSums(with.mostAdded())
		for _, i := range with.bySize {
			s.include(with.Keys[i])
		}
		found = with.closest(s)
	}
	return slices.ContainsFunc(found, func(c candidate) bool { return p.Want.met(c.after) })
}
