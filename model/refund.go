package model

import (
	"cmp"
	"slices"
)

// RefundDays is how many days after the purchase a membership can be cancelled
// with a refund; the last of them counts (seeds 002 and 004, rulings).
const RefundDays = 30

// Refund is a membership's right to a refund on a day.
type Refund struct {
	Last     Date // the last day to ask for it; zero: the day of purchase is not known
	DaysLeft int  // on the day; 0 on the last, never more than RefundDays
	// Ended is what ended the right before its last day, the earliest first.
	// Nobody looks for it where the days are over anyway.
	Ended []RefundEnd
}

// Stands tells whether the membership would be refunded.
func (r Refund) Stands() bool { return r.Open() && len(r.Ended) == 0 }

// Open tells whether the days are not over, whatever else ended the right.
func (r Refund) Open() bool { return !r.Last.IsZero() && r.DaysLeft >= 0 }

// RefundEnd is one thing that ended a refund right.
type RefundEnd struct {
	Cause   RefundCause
	Benefit string // name
	Key     string // masked; "" for software that was activated
	On      Date   // zero: not known
	By      string // "": not known
}

// RefundCause is what ends a refund right: the first reveal of any key, and a
// recorded software activation (rulings). A key that was redeemed has been
// seen, too.
type RefundCause uint8

// The causes.
const (
	RefundRevealed RefundCause = iota + 1
	RefundRedeemed
	RefundUsed
)

// RefundCauses lists all causes.
func RefundCauses() []RefundCause { return []RefundCause{RefundRevealed, RefundRedeemed, RefundUsed} }

// RefundWindow is the right as far as the dates of the membership tell.
func RefundWindow(m Membership, day Date) Refund {
	if m.Bought.IsZero() || !m.Cancelled.IsZero() {
		return Refund{}
	}
	last := m.Bought.AddDays(RefundDays)
	return Refund{Last: last, DaysLeft: min(RefundDays, int(last)-int(day))}
}

// RefundOn tells whether a membership would be refunded on a day, and what
// ended the right. The benefits are only looked at within the window. What may
// have come with several memberships ends the right of each: none is promised
// that may be gone.
func RefundOn(facts Facts, m Membership, day Date) (Refund, error) {
	refund := RefundWindow(m, day)
	if !refund.Open() {
		return refund, nil
	}
	benefits, err := benefitsOf(facts, m)
	if err != nil {
		return Refund{}, err
	}
	for _, benefit := range benefits {
		if benefit.Workspace == Software && (benefit.Status == Redeemed || benefit.Used > 0) {
			on := firstDay(benefit.StatusOn, benefit.UsedOn)
			refund.Ended = append(refund.Ended, RefundEnd{Cause: RefundUsed, Benefit: benefit.Name, On: on})
		}
		ended, err := endedByKeys(facts, benefit)
		if err != nil {
			return Refund{}, err
		}
		refund.Ended = append(refund.Ended, ended...)
	}
	slices.SortStableFunc(refund.Ended, func(a, b RefundEnd) int {
		return cmp.Compare(uint32(a.On)-1, uint32(b.On)-1) // without a day last
	})
	return refund, nil
}

// endedByKeys are the keys of a benefit that somebody has seen.
func endedByKeys(facts Facts, benefit Benefit) (ended []RefundEnd, err error) {
	keys, err := facts.Referring(benefit.Ref(), KindProductKey)
	for _, record := range keys {
		key := record.(ProductKey)
		end := RefundEnd{Benefit: benefit.Name, Key: key.Label(), On: key.RevealedOn, By: key.RevealedBy}
		switch {
		case !key.RevealedOn.IsZero():
			end.Cause = RefundRevealed
		case key.Status == Redeemed:
			end.Cause = RefundRedeemed
			if redeemed, err := facts.Get(Ref{KindRedemption, key.Redemption}); err == nil {
				end.On, end.By = redeemed.(Redemption).On, redeemed.(Redemption).By
			}
		default:
			continue
		}
		ended = append(ended, end)
	}
	return ended, err
}

func firstDay(days ...Date) Date {
	for _, day := range days {
		if !day.IsZero() {
			return day
		}
	}
	return 0
}
