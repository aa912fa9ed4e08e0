package redemption

import (
	"cmp"
	"slices"
	"sort"
)

// sumsTried is how many sums of adding keys are tried in a large drawer.
const sumsTried = 32

// towardsGoals looks for plans of a large drawer that meet the goals with few
// keys: for each of the sums that promise most it adds their keys and extends
// with the largest others. The best of what meets the goals is made
// irreducible. Without a way to meet them it gives what comes closest.
func (p *planner) towardsGoals() []candidate {
	s := p.sums()
	least := p.leastAdded(s)
	promising := p.best(s, func(sum int64) (rank [2]int64, ok bool) {
		if sum < least {
			return rank, false
		}
		return p.promise(s, sum), true
	})
	var found []candidate
	for i, sum := range promising {
		if c, ok := p.fewest(s.of(sum)); ok {
			found = append(found, c)
		}
		p.tell(0.5 + 0.5*float64(i)/float64(len(promising)))
	}
	if len(found) == 0 {
		return p.nothing()
	}
	best := slices.MinFunc(found, p.closer)
	if p.meets(best) {
		found = append([]candidate{p.irreducible(best)}, found...)
	}
	return p.distinct(found)
}

// leastAdded is the smallest sum with enough licenses, or with as many as one
// redemption gives.
func (p *planner) leastAdded(s *sums) int64 {
	least := max(0, p.Want.Licenses-p.had)
	if p.had == 0 {
		least = max(1, least)
	}
	return min(least, s.most())
}

// best gives the sums with the smallest ranks, those of them that are smaller
// first: they end later.
func (p *planner) best(s *sums, rank func(sum int64) (rank [2]int64, ok bool)) []int64 {
	type ranked struct {
		rank [2]int64
		sum  int64
	}
	compare := func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank[0], b.rank[0]), cmp.Compare(a.rank[1], b.rank[1]), cmp.Compare(a.sum, b.sum))
	}
	var best []ranked
	for sum := range int64(len(s.last)) {
		if !s.has(sum) || sum%4096 == 0 && p.ctx.Err() != nil {
			continue
		}
		rank, ok := rank(sum)
		one := ranked{rank, sum}
		if !ok || len(best) == sumsTried && compare(one, best[sumsTried-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, one, compare)
		best = slices.Insert(best, at, one)
		best = best[:min(len(best), sumsTried)]
	}
	found := make([]int64, len(best))
	for i, one := range best {
		found[i] = one.sum
	}
	return found
}

// promise ranks a sum of adding keys by about how many days would be missing
// if all others extended as far as they can, then by about how many keys it
// takes when the largest of them do.
func (p *planner) promise(s *sums, sum int64) [2]int64 {
	lacks := p.lacks(sum)
	from := p.firstExtending(sum)
	others := p.largest[from:]
	if missing := lacks - p.extension(p.total()-others[0]-sum); missing > 0 {
		return [2]int64{1 + missing/(p.had+sum), 0}
	}
	extending := int64(0)
	if perLicense := int64(p.Months) * daysPerMonth; lacks > 0 {
		extending = (lacks*million + perLicense - 1) / perLicense
	}
	atLeast := func(licenses int64) int {
		return sort.Search(len(others)-1, func(n int) bool { return others[n]-others[0] >= licenses })
	}
	used := atLeast(extending + sum)
	if from+used <= int(s.last[sum]) { // smaller keys make the sum
		used = atLeast(extending) + int(s.count[sum])
	}
	return [2]int64{0, int64(used)}
}

// lacks is how many license-days until the wanted end are left to extending
// keys when others add licenses.
func (p *planner) lacks(added int64) int64 {
	if p.Want.Ends.IsZero() {
		return 0
	}
	return int64(p.Want.Ends-p.On)*(p.had+added) - p.left - added*p.full
}

// fewest adds keys, counted by size, and extends with as few of the largest
// others as meet the goals, or with all of them when they don't.
func (p *planner) fewest(added []int) (candidate, bool) {
	uses := p.using(added, keeps)
	sum := int64(0)
	for _, n := range added {
		sum += p.Keys[p.bySize[n]]
	}
	others := slices.Clone(p.bySize[p.firstExtending(sum):])
	others = slices.DeleteFunc(others, func(i int) bool { return uses[i] == adds })
	extend := func(most int) {
		for n, i := range others {
			uses[i] = keeps
			if n < most {
				uses[i] = extends
			}
		}
	}
	most := sort.Search(len(others), func(n int) bool {
		extend(n)
		c, ok := p.candidate(uses)
		return !ok || p.meets(c)
	})
	extend(most)
	c, ok := p.candidate(uses)
	if !ok && most > 0 { // later than there are dates
		extend(most - 1)
		c, ok = p.candidate(uses)
	}
	return c, ok
}

// nothing keeps all keys back.
func (p *planner) nothing() []candidate {
	c, _ := p.candidate(p.using(nil, keeps))
	return []candidate{c}
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
			if fewer, ok := p.candidate(uses); ok && p.meets(fewer) {
				c, again = fewer, true
			}
		}
	}
	return c
}

// distinct keeps one of the candidates that use keys of the same sizes in the
// same way.
func (p *planner) distinct(found []candidate) []candidate {
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(c candidate) bool {
		sizes := p.sizes(c.uses)
		again := seen[sizes]
		seen[sizes] = true
		return again
	})
}
