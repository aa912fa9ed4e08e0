// Package redemption turns product keys into outcomes: what an add, an extend,
// a renewal or an activation makes of a subscription, exactly, with every
// refusal and warning. It is pure: dates and numbers in, an outcome or an
// error out; no clock, no I/O, no floating point.
//
// # Plans
//
// A drawer of n keys can be used in 2ⁿ ways when every key adds or extends, and
// in 3ⁿ when keys may be kept back. MakePlans looks at far fewer, because
// license-time is conserved: an add averages two dates without losing a day of
// anybody's license, and an extension spreads the key's license-months over
// the active licenses. So when the keys that add have S licenses and those that
// extend have X, the subscription has A' = A + S licenses until about
//
//	(A·B + S·F + X·T) / A'
//
// after the day, where B is what is left of it, and F and T are the key's term
// in days and months. Which keys make up S and X does not matter; and when all
// keys are used, so that X = ΣC − S, more licenses mean an earlier end. Three
// things disturb this:
//
//   - Each redemption is rounded to whole days and clamped to the ends of
//     months. That moves the end by up to three days for each redemption beyond
//     the first.
//   - One redemption extends by three years at most, so that the keys that
//     extend are packed into several, by first-fit decreasing.
//   - A key with more than 36·A'/T licenses can't extend at all. It can't be
//     among those that add either, for then A' would be large enough; so which
//     keys are in the way depends on S alone, and rules out small sums where
//     all keys have to be used.
//
// Up to 8 keys every assignment is looked at, and the answer is exact. Above,
// the sums that keys can add are found by a bitset, a word of 64 sums at a
// time: n·ΣC/64 steps. With each sum the key is kept that reached it first,
// which is enough to find its keys again. Sums of more than 1,000,000 licenses,
// which no redemption takes, are left out. One assignment is tried for each
// sum, a packing of n keys; where there are too many for that, only the largest
// of those that end on about the same day, or that R redemptions leave within
// R/2 days of one another, since the others are hardly better.
//
// With goals, the formula tells for each sum with enough licenses about how
// many of the largest other keys have to extend. The sums that take the fewest
// keys are tried: theirs add, and bisection finds how many others extend. The
// best of these plans is made irreducible by keeping back keys one by one, the
// smallest first. A further key that would do is looked for in the same way,
// beside every assignment of up to 8 keys or beside the sums that promise the
// smallest, and its size found by bisection.
package redemption

import "strconv"

// Ratio is an exact rational number in lowest terms with a positive
// denominator.
type Ratio struct{ Num, Den int64 }

// NewRatio reduces num/den to lowest terms; den is not 0.
func NewRatio(num, den int64) Ratio {
	if den < 0 {
		num, den = -num, -den
	}
	if d := gcd(num, den); d > 1 {
		num, den = num/d, den/d
	}
	return Ratio{num, den}
}

// Whole is a ratio without a fraction.
func Whole(n int64) Ratio { return Ratio{n, 1} }

// Floor is the largest whole number that is not larger.
func (r Ratio) Floor() int64 {
	q := r.Num / r.Den
	if r.Num%r.Den < 0 {
		q--
	}
	return q
}

// Round gives the nearest whole number; a half goes up, to the later day.
func (r Ratio) Round() int64 { return NewRatio(2*r.Num+r.Den, 2*r.Den).Floor() }

// IsWhole tells whether there is no fraction.
func (r Ratio) IsWhole() bool { return r.Den == 1 }

// Plus adds a whole number.
func (r Ratio) Plus(n int64) Ratio { return Ratio{r.Num + n*r.Den, r.Den} }

// Times multiplies by a whole number.
func (r Ratio) Times(n int64) Ratio { return NewRatio(r.Num*n, r.Den) }

// IsZero tells whether the ratio is 0 or was never set.
func (r Ratio) IsZero() bool { return r.Num == 0 }

// String is the mixed form: "183 1/3", "-1/3", "3", "0".
func (r Ratio) String() string {
	return r.Mixed(func(n int64) string { return strconv.FormatInt(n, 10) })
}

// Mixed is String with each number as somebody writes it.
func (r Ratio) Mixed(number func(int64) string) string {
	if r.IsZero() {
		return number(0)
	}
	whole, rest := r.Num/r.Den, r.Num%r.Den
	switch {
	case rest == 0:
		return number(whole)
	case whole == 0:
		return number(rest) + "/" + number(r.Den)
	}
	return number(whole) + " " + number(max(rest, -rest)) + "/" + number(r.Den)
}

// MarshalText gives the mixed form.
func (r Ratio) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
