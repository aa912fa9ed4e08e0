package model

// benefit is a row of a workspace.
func (a *Agenda) benefit(list List, row Row) {
	class, until := row.Class(list)
	if a.membershipOf(list, row) && class == Open && row.Status != Reserved {
		class = Closed // with its membership, which nobody pays for any more
	}
	a.keysOf(list, row, class, until)
	switch class {
	case Open:
		if until.IsZero() || row.Status == Pending || int(a.today)-int(until) <= HistoryDays {
			a.open(list, row, until)
		}
	case InUse:
		if end := inUseUntil(row, until); end.IsZero() || end >= a.today {
			a.inUse(list, row, end)
		}
	}
}

// about is a reminder of a row on the screen of its own list.
func about(kind Code, list List, row Row, date Date) Reminder {
	ref := Ref{list.Kind(), row.ID}
	return Reminder{Kind: kind, List: list, Ref: ref, At: ref, Date: date, Name: row.Name, Product: row.Product}
}

// open is a benefit that can still be activated, or was not in time. What is
// reserved has its reservation.
func (a *Agenda) open(list List, row Row, until Date) {
	switch {
	case row.Status == Reserved:
		return
	case row.Status == Pending:
		a.late(about(ActivationLate, list, row, row.Since.AddDays(answerDays(list))))
		return
	case row.Status == Assigned && list == ListOf(AzureCredits):
		a.late(about(CreditWaiting, list, row, row.Since.AddDays(WaitingDays)))
	}
	kind := BenefitToActivate
	if list == ListOf(AzureCredits) && row.Link == 0 {
		kind = CreditToAssign
	}
	a.last(about(kind, list, row, until), HistoryDays)
	a.seat(list, row)
	a.moves(row, list, until)
}

// inUse is a benefit in use until a day, 0 for one without end.
func (a *Agenda) inUse(list List, row Row, end Date) {
	a.last(about(BenefitExpires, list, row, end), 0)
	a.seat(list, row)
	a.moves(row, list, end)
	if row.Quantity.Unit != MoneyPerMonth {
		return
	}
	lapses := monthEnd(a.today)
	if a.today > lapses-LapseDays {
		if !end.IsZero() {
			lapses = min(lapses, end)
		}
		a.last(about(CreditLapses, list, row, lapses), 0)
	}
}

// answerDays is how long the portal may take to activate.
func answerDays(list List) int {
	if list == ListOf(GoToMarket) {
		return MarketDays
	}
	return TechnicalDays
}

// inUseUntil is the last day of use: a monthly credit lasts 13 months from its
// activation, clamped, that day included, unless it ends before.
func inUseUntil(row Row, until Date) Date {
	if row.Quantity.Unit != MoneyPerMonth {
		return until
	}
	lasts := row.Since.AddMonths(CreditMonths)
	if lasts.IsZero() || !until.IsZero() && until < lasts {
		return until
	}
	return lasts
}

// monthEnd is the last day of a day's month.
func monthEnd(day Date) Date {
	year, month, _ := day.Civil()
	return dateOf(year, month, daysIn(year, month))
}

// seat tells when somebody else may have a Visual Studio subscription.
func (a *Agenda) seat(list List, row Row) {
	if list == ListOf(VisualStudio) && !row.Since.IsZero() {
		a.last(about(SeatFree, list, row, row.Since.AddDays(SeatDays)), 0)
	}
}

// moves tells that a monthly credit can soon change its user no more. Its date
// is the credit's last day, as far as that is known. Home tells it however far
// that is (rulings), so that only a narrower window leaves a later day out.
func (a *Agenda) moves(row Row, list List, end Date) {
	if row.Quantity.Unit != MoneyPerMonth || row.Moves < FewReassignments {
		return
	}
	if end.IsZero() {
		end = a.today
	}
	if end < a.today || end > a.until && a.until < a.today+ReminderDays {
		return
	}
	r := about(ReassignmentsFew, list, row, end)
	r.Args = []any{row.Moves, MaxReassignments}
	a.keep(r)
}

// key is remembered until its benefit comes. One that is held or redeemed, or
// that nobody can activate any more, is none to activate.
func (a *Agenda) key(row Row) {
	if row.Replaces != 0 {
		a.replaced[row.Replaces] = true
	}
	if a.refundable && (!row.Since.IsZero() || row.Status == Redeemed) {
		a.seen[row.Owner] = true
	}
	passed := int(a.today)-int(row.Due) > HistoryDays
	switch {
	case row.Status == Reserved && !row.Due.IsZero():
		a.held[row.ID] = row.Due
	case row.Status != NotRedeemed || row.Due.IsZero() || passed || row.Due > max(a.end, a.until):
	case row.Owner == 0:
		a.last(about(KeyToActivate, ListKeys, row, row.Due), HistoryDays)
	default:
		a.keys[row.Owner] = append(a.keys[row.Owner], keyRow{row.ID, row.Due})
	}
}

// keysOf are the keys of a benefit that say something else than it does
// itself. Those of a benefit that is given up say nothing.
func (a *Agenda) keysOf(list List, benefit Row, class Class, until Date) {
	for _, key := range a.keys[benefit.ID] {
		if class == Closed || class == Open && benefit.Status != Reserved && key.date == until {
			continue
		}
		r := about(KeyToActivate, list, benefit, key.date)
		r.Ref = Ref{KindProductKey, key.id}
		a.last(r, HistoryDays)
	}
	delete(a.keys, benefit.ID)
}

// subscription is listed until its end, and until it is deleted: what follows
// then is its date.
func (a *Agenda) subscription(row Row) {
	if class, _ := row.Class(ListSubscriptions); class == Closed || row.Due.IsZero() {
		return
	}
	status := row.StatusOn(ListSubscriptions, a.today)
	ended := a.endOf(row, status)
	expired := ended.AddDays(ExpiredDays)
	deleted := expired.AddDays(DisabledDays)
	switch {
	case status != Active && deleted < a.today: // as the dates say; nobody knows better ones
	case status == Active:
		a.last(about(SubscriptionEnds, ListSubscriptions, row, row.Due), ExpiredDays) // a portal may have seen it active after its end
	case status == Expired:
		if expired < a.today { // the portal said so later than the dates
			expired = deleted
		}
		a.last(about(SubscriptionExpired, ListSubscriptions, row, expired), 0)
	case status == Disabled:
		a.last(about(SubscriptionDisabled, ListSubscriptions, row, deleted), 0)
	}
}

// endOf is the day from which what follows a subscription's end is counted.
// Where a portal reported a state before its time that is the day on which it
// must have ended by then, unless the report is so old that it tells nothing.
func (a *Agenda) endOf(row Row, status Status) Date {
	ended := row.Since
	if status == Disabled {
		ended = ended.AddDays(-ExpiredDays)
	}
	byDates, _ := Subscription{Ends: row.Due}.byDates(a.today)
	if status == byDates || ended.IsZero() || ended > row.Due || ended.AddDays(ExpiredDays+DisabledDays) < a.today {
		return row.Due
	}
	return ended
}

// redemption is one that was planned for a day, or that Microsoft may still
// replace the key of.
func (a *Agenda) redemption(row Row) {
	r := about(ReservationDue, ListOf(Cloud), row, row.Due)
	r.Ref, r.At = Ref{KindRedemption, row.ID}, Ref{KindBenefit, row.Product}
	last, lapses := a.held[row.Owner]
	switch {
	case row.Status == Reserved && lapses && last < max(row.Due, a.today): // held too long: it has to be used before
		r.Kind, r.Ref, r.Date = KeyToActivate, Ref{KindProductKey, row.Owner}, last
		a.last(r, HistoryDays)
		delete(a.held, row.Owner)
	case row.Status == Reserved:
		a.from(r)
	case row.Status == Redeemed && row.Owner != 0 && !a.replaced[row.ID]:
		r.Kind, r.Date = ReplacementCloses, row.Since.AddDays(ReplacementDays)
		a.last(r, 0)
	}
}

// membership is remembered until its benefits have come.
func (a *Agenda) membership(row Row) {
	m := &bought{row: row}
	a.byID[row.ID] = m
	cancelled := row.Status == Cancelled
	known := Membership{ID: row.ID, Source: row.Source, Bought: row.Since, Ends: row.Due}
	if cancelled {
		known.Cancelled = a.today // the row does not tell the day
	}
	if a.all = append(a.all, known); cancelled {
		return
	}
	a.refundable = a.refundable || !row.Since.IsZero() && row.Since <= a.today && row.Since.AddDays(RefundDays) >= a.today
	a.memberships = append(a.memberships, m)
	name := [2]string{row.Name, row.Source}
	a.renewed[name] = max(a.renewed[name], row.Due)
}

// membershipOf notes what a benefit tells of the membership that gave it: that
// its benefits have come, and that a key was seen or software activated, which
// ends the refund right. It tells whether the membership is cancelled.
func (a *Agenda) membershipOf(list List, benefit Row) (cancelled bool) {
	used := a.seen[benefit.ID] || list == ListOf(Software) && (benefit.Status == Redeemed || benefit.Used > 0)
	take := func(m *bought) {
		m.provisioned, m.used = true, m.used || used
		cancelled = m.row.Status == Cancelled
	}
	if m := a.byID[benefit.Owner]; m != nil {
		take(m)
	} else if benefit.Owner == 0 && benefit.Source != "" {
		for _, m := range MembershipsOf(Benefit{Source: benefit.Source, ActivateBy: benefit.Due, Expires: benefit.Expires}, a.ofSource(benefit.Source)) {
			take(a.byID[m.ID])
		}
	}
	return cancelled
}

// ofSource are the memberships of a source: of a million benefits many have the
// same.
func (a *Agenda) ofSource(source string) []Membership {
	found, known := a.origins[source]
	if !known {
		found = keep(a.all, func(m Membership) bool { return Fold(m.Source) == Fold(source) })
		a.origins[source] = found
	}
	return found
}

// afterBenefits is what is known of a membership at the end: the end of its
// refund right, that its benefits are late, its own end unless it was renewed.
func (a *Agenda) afterBenefits(m *bought) {
	row := m.row
	if a.renewed[[2]string{row.Name, row.Source}] == row.Due {
		a.last(about(MembershipEnds, ListMemberships, row, row.Due), HistoryDays)
	}
	if row.Since.IsZero() || row.Since > a.today {
		return
	}
	if !m.used {
		a.last(about(RefundCloses, ListMemberships, row, row.Since.AddDays(RefundDays)), 0)
	}
	known := Membership{Name: row.Name, Source: row.Source, Bought: row.Since, Starts: m.starts, Ends: row.Due}
	if !m.provisioned && known.Qualifies() && known.StateOn(a.today) == MembershipActive {
		a.late(about(ProvisioningLate, ListMemberships, row, known.BenefitsFrom()))
	}
}
