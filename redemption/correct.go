package redemption

import (
	"cmp"
	"reflect"
	"strings"

	"benefitdesk/model"
)

// Correct puts a recorded redemption right, with a reason: another action, day
// or end date than was recorded, or that it never happened. The portal is not
// touched, and the log keeps what was recorded before.
type Correct struct {
	Redemption model.ID
	Void       bool       // it never happened; the rest is of no matter
	Action     Action     // 0: as recorded
	On         model.Date // zero: as recorded
	PortalEnds model.Date // the end date that the portal shows; zero: what the rules give
	Reason     string
}

// Correction is the detail of a correction's receipt.
type Correction struct {
	Before  Record     `json:"before"`
	After   Record     `json:"after"`
	Void    bool       `json:"void,omitzero"`
	Reason  string     `json:"reason"`
	Outcome Outcome    `json:"outcome,omitzero"`
	Likely  model.Code `json:"likely,omitzero"` // reason, where the portal's date differs
}

// Record is what a redemption says of its subscription.
type Record struct {
	Action     string     `json:"action"`
	On         model.Date `json:"on"`
	After      model.Term `json:"after"`
	PortalEnds model.Date `json:"portal_ends,omitzero"`
}

// RecordOf is what a redemption says now.
func RecordOf(r model.Redemption) Record { return Record{r.Action, r.On, r.After, r.PortalEnds} }

// Ends is the end date that holds: the portal's where it showed another.
func (r Record) Ends() model.Date { return cmp.Or(r.PortalEnds, r.After.Ends) }

// Decide calculates the redemption again on what it began with. It refuses a
// correction without a reason, one that changes nothing, a day that is still
// to come, and a redemption on which a later one builds, or the key that
// Microsoft gave for it.
func (c Correct) Decide(facts model.Facts, today model.Date) (model.Receipt, []model.Change, error) {
	p, err := lookBack(facts, c.Redemption)
	if err == nil {
		err = c.check(facts, p)
	}
	if err != nil {
		return model.Receipt{}, nil, err
	}
	corrected := p.redemption
	corrected.Reason, corrected.Corrected = strings.TrimSpace(c.Reason), today
	if c.Void {
		return c.void(facts, p, corrected, today)
	}
	if !c.On.IsZero() { // nothing moves before what it builds on
		p.before, err = p.earlier(facts)
	}
	if err != nil {
		return model.Receipt{}, nil, err
	}
	outcome, err := c.again(p, today)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	corrected.Action, corrected.On, corrected.Effective, corrected.After = outcome.Action.String(), outcome.On, outcome.Effective, outcome.After
	if corrected.PortalEnds = c.PortalEnds; c.PortalEnds == outcome.After.Ends {
		corrected.PortalEnds = 0
	}
	detail := Correction{Before: RecordOf(p.redemption), After: RecordOf(corrected), Reason: corrected.Reason, Outcome: outcome}
	if detail.Before == detail.After {
		return model.Receipt{}, nil, model.Refuse(NothingCorrected, p.redemption.Action, p.redemption.Effective)
	}
	if !corrected.PortalEnds.IsZero() {
		detail.Likely = LikelyReason(outcome, corrected.PortalEnds)
	}
	subscription := p.subscription
	subscription.Licenses, subscription.Ends = corrected.After.Licenses, corrected.Ends()
	subscription.Estimated, subscription.Reported, subscription.ReportedOn = false, 0, 0
	var changes changeList
	changes.add(p.subscription, subscription, false)
	for _, benefit := range p.benefits {
		if moved := benefit; moved.StatusOn != corrected.On {
			moved.StatusOn = corrected.On
			changes.add(benefit, moved, false)
		}
	}
	changes.add(p.redemption, corrected, false)
	return p.receipt(model.VerbCorrect, detail), changes, nil
}

func (c Correct) check(facts model.Facts, p past) error {
	if p.redemption.Status != model.Redeemed {
		return model.Refuse(NotRecorded, p.redemption.Action, p.redemption.Effective)
	}
	if strings.TrimSpace(c.Reason) == "" {
		return model.Refuse(model.CodeMissing, "reason")
	}
	if err := model.NoKeyInTexts(model.Redemption{Reason: c.Reason}); err != nil {
		return err
	}
	keys, err := keysOf(facts, p.redemption)
	if err != nil {
		return err
	}
	if given := Replacements(keys, p.redemption); len(given) > 0 {
		return model.Refuse(Replaced, p.redemption.Action, p.redemption.Effective, given[0].Label())
	}
	if p.subscription.Redemption == p.redemption.ID {
		return nil
	}
	var later model.Redemption
	if err := fetch(facts, &later, model.Ref{Kind: model.KindRedemption, ID: p.subscription.Redemption}); err != nil {
		return err
	}
	return model.Refuse(BuiltOn, later.Action, later.Effective)
}

// again calculates the redemption with what is corrected.
func (c Correct) again(p past, today model.Date) (Outcome, error) {
	r := Request{
		Action: c.Action, On: c.On, Before: p.redemption.Before, Computed: true, Latest: p.before.Effective,
		Key: Key{Licenses: p.redemption.KeyLicenses, Months: p.redemption.KeyMonths},
	}
	if r.Action == 0 {
		if err := r.Action.UnmarshalText([]byte(p.redemption.Action)); err != nil {
			return Outcome{}, err
		}
	}
	if r.On.IsZero() {
		r.On = p.redemption.On
	}
	if p.redemption.Action == Activate.String() && r.Before.Ends >= p.redemption.On {
		r.Status = model.Disabled // the portal had ended it before its day, or nothing could have been activated
	}
	if r.Purchase = len(p.keys) == 0; r.Purchase {
		r.MembershipEnds = p.redemption.After.Ends
	} else {
		r.Key.ActivateBy = p.firstActivateBy()
	}
	if r.On > today {
		return Outcome{}, model.Refuse(RedeemedLater, r.On, today)
	}
	outcome, err := Preview(r)
	switch {
	case err != nil:
		return Outcome{}, err
	case outcome.Effective > today:
		return Outcome{}, model.Refuse(RedeemedLater, outcome.Effective, today)
	case !c.PortalEnds.IsZero() && c.PortalEnds < outcome.Effective:
		return Outcome{}, model.Refuse(PortalEndsTooEarly, outcome.Effective)
	}
	return outcome, nil
}

// firstActivateBy is the earliest last day of the keys; zero: none is known.
func (p past) firstActivateBy() (first model.Date) {
	for _, key := range p.keys {
		if !key.ActivateBy.IsZero() && (first.IsZero() || key.ActivateBy < first) {
			first = key.ActivateBy
		}
	}
	return first
}

// void takes the redemption back: what the subscription was before, and keys
// that are free.
func (c Correct) void(facts model.Facts, p past, corrected model.Redemption, today model.Date) (model.Receipt, []model.Change, error) {
	earlier, err := p.earlier(facts)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	subscription := p.subscription
	subscription.Redemption = earlier.ID
	subscription.Licenses, subscription.Ends = p.redemption.Before.Licenses, p.redemption.Before.Ends
	subscription.Estimated, subscription.Reported, subscription.ReportedOn = false, 0, 0
	if p.redemption.Before == (model.Term{}) { // it was said to begin with this redemption
		subscription.Reported, subscription.ReportedOn = model.Deleted, today
	}
	var changes changeList
	if !reflect.DeepEqual(subscription, p.subscription) {
		changes.add(p.subscription, subscription, false)
	}
	detail := Correction{Before: RecordOf(p.redemption), Void: true, Reason: corrected.Reason}
	freed, err := p.freed(facts, today, corrected)
	if err != nil {
		return model.Receipt{}, nil, err
	}
	return p.receipt(model.VerbCorrect, detail), append(changes, freed...), nil
}

// earlier is the redemption of the subscription before this one, the zero value
// for none.
func (p past) earlier(facts model.Facts) (last model.Redemption, err error) {
	found, err := facts.Referring(p.subscription.Ref(), model.KindRedemption)
	for _, record := range found {
		r := record.(model.Redemption)
		if r.ID != p.redemption.ID && r.Status == model.Redeemed && r.Effective >= last.Effective {
			last = r
		}
	}
	return last, err
}
