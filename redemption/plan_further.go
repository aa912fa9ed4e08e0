package redemption

import (
	"iter"
	"slices"
	"sort"

	"benefitdesk/model"
)

// furtherKey is the smallest further key with which the goals would be met, 0
// if none is found.
func (p *planner) furtherKey() int64 {
	d := p.Drawer
	d.Keys = append(slices.Clone(p.Keys), 1)
	with := &planner{Drawer: d, ctx: p.ctx, active: p.active, had: p.had, left: p.left, full: p.full}
	const none = model.MaxCount + 1
	smallest := int64(none)
	ways := p.assignments(3)
	if !p.exact {
		ways = p.promisingWithKey()
	}
	for uses := range ways {
		for _, u := range []use{extends, adds} {
			smallest = with.smallestLast(append(uses[:len(p.Keys):len(p.Keys)], u), smallest)
		}
	}
	if smallest == none {
		return 0
	}
	return smallest
}

// smallestLast is the smallest size below another that the last key can have
// for an assignment to meet the goals; else it is the other.
func (p *planner) smallestLast(uses []use, below int64) int64 {
	last := len(uses) - 1
	meets := func(licenses int64) bool {
		p.Keys[last] = licenses
		p.order()
		c, ok := p.candidate(uses)
		return ok && p.meets(c)
	}
	least, most := p.sizesOfLast(uses)
	most = min(most, below-1)
	switch {
	case least > most:
		return below
	case meets(least):
		return least
	case !meets(most):
		return below
	}
	return least + int64(sort.Search(int(most-least), func(n int) bool { return meets(least + int64(n)) }))
}

// sizesOfLast are the sizes of the last key with which an assignment has enough
// licenses and no key that is too large to extend.
func (p *planner) sizesOfLast(uses []use) (least, most int64) {
	last := len(uses) - 1
	added, largest := int64(0), int64(0)
	for i, licenses := range p.Keys[:last] {
		switch uses[i] {
		case adds:
			added += licenses
		case extends:
			largest = max(largest, licenses)
		}
	}
	lacking := max(p.Want.Licenses, p.toExtend(largest)) - p.had - added
	if uses[last] == adds {
		return max(1, lacking), model.MaxCount - added
	}
	if lacking > 0 {
		return 1, 0
	}
	return 1, p.mostExtended(added)
}

// promisingWithKey gives the assignments of a large drawer with which the
// smallest further keys promise to be enough.
func (p *planner) promisingWithKey() iter.Seq[[]use] {
	return func(yield func([]use) bool) {
		s := p.sums()
		for _, sum := range p.best(s, p.keyBeside) {
			for _, adding := range p.worthAdding(sum) {
				uses := p.using(s.of(sum), keeps)
				for _, i := range p.bySize[p.firstExtending(sum+adding):] {
					if uses[i] == keeps {
						uses[i] = extends
					}
				}
				if !yield(uses) {
					return
				}
			}
		}
	}
}

// worthAdding is how many licenses are worth adding to a sum: as many as are
// wanted, and as many as it takes for the next larger key to extend, or all.
func (p *planner) worthAdding(sum int64) []int64 {
	lacking := max(0, p.Want.Licenses-p.had-sum)
	worth := []int64{lacking}
	if from := p.firstExtending(sum + lacking); from > 0 {
		for _, i := range []int{p.bySize[from-1], p.bySize[0]} {
			worth = append(worth, p.toExtend(p.Keys[i])-p.had-sum)
		}
	}
	return worth
}

// toExtend is how many licenses a subscription must have for a key to extend.
func (p *planner) toExtend(licenses int64) int64 {
	return (licenses*int64(p.Months) + limitMonths - 1) / limitMonths
}

// keyBeside ranks a sum of adding keys by about how large a further key has to
// be that extends or adds, too, then by how many days are missing without it.
func (p *planner) keyBeside(sum int64) (rank [2]int64, ok bool) {
	const none = model.MaxCount + 1
	key := int64(none)
	for _, adding := range p.worthAdding(sum) {
		key = min(key, p.keyAdding(sum, max(1, adding)))
	}
	missing := p.lacks(sum) - p.extension(p.extending(sum, 0))
	if most := p.mostExtended(sum); p.had+sum >= max(1, p.Want.Licenses) && missing < p.extension(most) {
		key = min(key, max(0, missing)*million/(int64(p.Months)*daysPerMonth)+1)
	}
	return [2]int64{key, missing / (p.had + sum + 1)}, key < none
}

// extending is the licenses on the keys that can extend beside a sum and more
// that is added to it.
func (p *planner) extending(sum, more int64) int64 {
	return p.total() - p.largest[p.firstExtending(sum+more)] - sum
}

// keyAdding is about how large a key has to be that adds to a sum, at least as
// large as another; too large to be one where none would do.
func (p *planner) keyAdding(sum, least int64) int64 {
	missing := p.lacks(sum+least) - p.extension(p.extending(sum, least))
	if missing <= 0 {
		return least
	}
	longer := p.full - int64(p.Want.Ends-p.On) // that each license lasts than is wanted
	if longer <= 0 {
		return model.MaxCount + 1
	}
	return least + missing/longer + 1
}
