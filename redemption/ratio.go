// Package redemption turns product keys into outcomes: what an add, an extend,
// a renewal or an activation makes of a subscription, exactly, with every
// refusal and warning. It is pure: dates and numbers in, an outcome or an
// error out; no clock, no I/O, no floating point.
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
	if r.IsZero() {
		return "0"
	}
	text := make([]byte, 0, 24)
	num := r.Num
	if num < 0 {
		text, num = append(text, '-'), -num
	}
	whole, rest := num/r.Den, num%r.Den
	if whole != 0 || rest == 0 {
		text = strconv.AppendInt(text, whole, 10)
	}
	if rest != 0 {
		if whole != 0 {
			text = append(text, ' ')
		}
		text = strconv.AppendInt(text, rest, 10)
		text = append(text, '/')
		text = strconv.AppendInt(text, r.Den, 10)
	}
	return string(text)
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
