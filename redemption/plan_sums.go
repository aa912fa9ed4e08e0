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
	count   []uint16 // how many keys make it
}

func newSums(limit int64) *sums {
	s := &sums{reached: make([]uint64, limit/64+1), last: make([]uint16, limit+1), count: make([]uint16, limit+1)}
	s.reached[0] = 1
	return s
}

// sums are those of all keys, the largest first, so that few keys make them.
func (p *planner) sums() *sums {
	s := newSums(min(p.total(), model.MaxCount))
	for n, i := range p.bySize {
		if p.ctx.Err() != nil {
			break
		}
		s.include(p.Keys[i])
		p.tell(0.5 * float64(n) / float64(len(p.bySize)))
	}
	return s
}

func (s *sums) has(sum int64) bool { return s.reached[sum/64]>>(sum%64)&1 == 1 }

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
				s.last[sum], s.count[sum] = n, s.count[sum-int(licenses)]+1
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

// reachable is how many sums are reached.
func (s *sums) reachable() int {
	n := 0
	for _, word := range s.reached {
		n += bits.OnesCount64(word)
	}
	return n
}

// most is the largest sum that is reached.
func (s *sums) most() int64 {
	sum := int64(len(s.last)) - 1
	for !s.has(sum) {
		sum--
	}
	return sum
}

// sumsWorth is how many sums, times keys, are tried one by one.
const sumsWorth = 1_000_000

// everySum tries one assignment for the sums that the adding keys can reach.
// License-time is conserved, so more licenses mean an earlier end; of too many
// sums the largest is tried of those that end on about the same day.
func (p *planner) everySum() []candidate {
	s := p.sums()
	var found []candidate
	all := s.reachable()*len(p.Keys) <= sumsWorth
	most, day := s.most(), int64(-1)
	for sum := most; sum >= 0 && p.had+sum > 0 && p.ctx.Err() == nil; sum-- {
		if !s.has(sum) || p.firstExtending(sum) > 0 {
			continue
		}
		ends := p.about(sum)
		if !all && day >= 0 && ends < day+p.blur(sum) {
			continue
		}
		if c, ok := p.candidate(p.using(s.of(sum), extends)); ok {
			found = append(found, c)
			day = ends
		}
		p.tell(0.5 + 0.5*float64(most-sum)/float64(most+1))
	}
	return found
}

// using is the assignment that adds keys, counted by size, and uses all others
// in one way.
func (p *planner) using(added []int, others use) []use {
	uses := slices.Repeat([]use{others}, len(p.Keys))
	for _, n := range added {
		uses[p.bySize[n]] = adds
	}
	return uses
}

// about is roughly how many days a plan lasts whose added keys have a sum, when
// all keys are used: what is added is averaged, the rest extends.
func (p *planner) about(sum int64) int64 {
	return (p.left + sum*p.full + p.extension(p.total()-sum)) / (p.had + sum)
}

// extension is about how many license-days keys with so many licenses bring
// when they extend.
func (p *planner) extension(licenses int64) int64 {
	return licenses * int64(p.Months) * daysPerMonth / million
}

// daysPerMonth is the average over the calendar's 400 years, in millionths.
const daysPerMonth, million = 30_436_875, 1_000_000

// blur is how many days about says too much or too little for certain: the
// calendar and rounding move the end with every redemption after the first.
func (p *planner) blur(sum int64) int64 {
	return max(1, (p.total()-sum)/p.mostExtended(sum)/2)
}
