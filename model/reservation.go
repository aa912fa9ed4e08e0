package model

// actionRenew is the action of a redemption that waits for a subscription's end.
const actionRenew = "renew"

// TakesEffect is the day on which a redemption takes effect, given its
// subscription as it is now. A renewal that is held waits for the day after the
// end, or for its own day where that is later: the end moves when another key is
// redeemed before it, so that no stored day could say it (redemption rules,
// section 3).
func (r Redemption) TakesEffect(s Subscription) Date {
	if r.Status != Reserved || r.Action != actionRenew || s.Ends.IsZero() {
		return r.Effective
	}
	return max(r.On, s.Ends.AddDays(1))
}

// AsNow is a redemption with the day on which it takes effect as things are
// now; get reads the subscription.
func (r Redemption) AsNow(get func(Ref) (Record, error)) (Redemption, error) {
	if r.Status != Reserved || r.Subscription == 0 {
		return r, nil
	}
	record, err := get(Ref{KindSubscription, r.Subscription})
	if err == nil {
		r.Effective = r.TakesEffect(record.(Subscription))
	}
	return r, err
}
