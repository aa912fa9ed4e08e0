package redemption

import (
	"math/bits"
	"slices"

	"benefitdesk/model"
)

// sums are the totals that some of the keys reach. For each it remembers with
// which key it was reached first, which is enough to find the keys again: the
// rest of the sum was reached with keys before that one.
type sums struct {
	keys    []int64
	reached []uint64 // a bit for each sum
	last    []uint16 // the key that reached it, counted from 0
}

func newSums(limit int64) *sums {
	s := &sums{reached: make([]uint64, limit/64+1), last: make([]uint16, limit+1)}
	s.reached[0] = 1
	return s
}

func (s *sums) has(sum int64) bool {
	return sum >= 0 && sum < int64(len(s.last)) && s.reached[sum/64]>>(sum%64)&1 == 1
}

// include lets one more key take part.
func (s *sums) include(licenses int64) {
	n := uint16(len(s.keys))
	s.keys = append(s.keys, licenses)
	words, shift := int(licenses/64), uint(licenses%64)
	for i := len(s.reached) - 1; i >= words; i-- {
		moved := s.reached[i-words] << shift
		if shift > 0 && i > words {
			moved |= s.reached[i-words-1] >> (64 - shift)
		}
		fresh := moved &^ s.reached[i]
		s.reached[i] |= fresh
		for ; fresh != 0; fresh &= fresh - 1 {
			if sum := i*64 + bits.TrailingZeros64(fresh); sum < len(s.last) {
				s.last[sum] = n
			}
		}
	}
}

// of gives the keys, counted in the order of include, that make a sum.
func (s *sums) of(sum int64) []int {
	var found []int
	for sum > 0 {
		n := int(s.last[sum])
		found = append(found, n)
		sum -= s.keys[n]
	}
	return found
}

// from gives the smallest sum that is reached and not below another, -1 for
// none.
func (s *sums) from(least int64) int64 {
	for sum := max(least, 0); sum < int64(len(s.last)); sum++ {
		if s.has(sum) {
			return sum
		}
	}
	return -1
}

// sumsOf are the sums of all keys of the drawer but the largest, which must
// not be extended with where it is over the limit; order gives the positions
// in the order of include.
func (p *planner) sumsOf() (s *sums, order []int) {
	order = slices.Clone(p.bySize[1:])
	s = newSums(p.mostAdded())
	for n, i := range order {
		s.include(p.Keys[i])
		p.tell(0.5 * float64(n) / float64(len(order)))
	}
	return s, order
}

// mostAdded is the largest sum that one redemption takes.
func (p *planner) mostAdded() int64 {
	p.leftOut = p.total > model.MaxCount
	return min(p.total, model.MaxCount)
}

func (p *planner) tell(done float64) {
	if p.progress != nil {
		p.progress(done)
	}
}

// everySum tries one assignment for the sums that the adding keys can reach.
// License-time is conserved, so more licenses mean an earlier end; where many
// sums end on about the same day the largest of them is tried.
func (p *planner) everySum() []candidate {
	s, order := p.sumsOf()
	limit := int64(len(s.last)) - 1
	var found []candidate
	var uses []use
	day := int64(-1)
	for sum := limit; sum >= 0 && p.ctx.Err() == nil; sum-- {
		ends := p.about(sum)
		if ends == day {
			continue
		}
		if uses = p.adding(s, order, sum, uses); uses == nil {
			continue
		}
		if after, ok := p.result(uses); ok {
			found = append(found, candidate{slices.Clone(uses), after, len(uses)})
			day = ends
		}
		p.tell(0.5 + 0.5*float64(limit-sum)/float64(limit+1))
	}
	return found
}

// about is roughly on which day a plan ends whose added keys have a sum, when
// all keys are used: what is added is averaged, the rest extends.
func (p *planner) about(sum int64) int64 {
	licenses, time := sum, sum*int64(p.On.AddMonths(p.Months)-p.On)
	if p.active {
		licenses += p.Before.Licenses
		time += p.Before.Licenses * int64(p.Before.Ends-p.On)
	}
	if licenses == 0 {
		return -1
	}
	const daysPerMonth, scale = 30_436_875, 1_000_000
	return (time + (p.total-sum)*int64(p.Months)*daysPerMonth/scale) / licenses
}

// adding is the assignment that adds keys with a sum and extends with all
// others, nil where no keys have it. The largest key adds where it could not
// extend.
func (p *planner) adding(s *sums, order []int, sum int64, uses []use) []use {
	largest := p.bySize[0]
	licenses := sum
	if p.active {
		licenses += p.Before.Licenses
	}
	without := s.has(sum) && p.Keys[largest]*int64(p.Months) <= limitMonths*licenses
	with := s.has(sum - p.Keys[largest])
	if !without && !with {
		return nil
	}
	if uses == nil {
		uses = make([]use, len(p.Keys))
	}
	for i := range uses {
		uses[i] = extends
	}
	if !without {
		uses[largest] = adds
		sum -= p.Keys[largest]
	}
	for _, n := range s.of(sum) {
		uses[order[n]] = adds
	}
	return uses
}
