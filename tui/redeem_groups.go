package tui

import (
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// Several redemptions, of one key each or of several that count as one.

// each is how many keys each redemption takes that is still to be done.
func (d redeemDraft) each() []int {
	switch {
	case !d.oneByOne:
		return []int{1 + len(d.marked)}
	case d.sizes == nil:
		return slices.Repeat([]int{1}, 1+len(d.marked))
	}
	return d.sizes
}

// beside are the keys that count as one with the first.
func (d redeemDraft) beside() []model.ID { return d.marked[:d.each()[0]-1] }

// queued tells whether there is more than one redemption still to do.
func (d redeemDraft) queued() bool { return len(d.each()) > 1 }

// next goes on to the next redemption, which begins with a key.
func (d *redeemDraft) next(key model.ProductKey) {
	n := d.each()[0]
	d.action, d.stored, d.key, d.portalEnds = d.actionOf(1), key, "", 0
	d.licenses, d.months = key.Licenses, key.Months
	d.marked, d.actions = d.marked[n:], d.actions[1:]
	if d.sizes != nil {
		d.sizes = d.sizes[1:]
	}
}

// apart has every key redeemed by itself, as the first, if several were to be
// redeemed at a time.
func (d *redeemDraft) apart() {
	if d.sizes != nil {
		d.sizes, d.actions = nil, make([]redemption.Action, len(d.marked))
	}
}

// queueKeys are the keys of each redemption that is still to be done.
func (r *redeemWizard) queueKeys() [][]model.ProductKey {
	d := &r.draft
	keys := []model.ProductKey{d.first()}
	for _, id := range d.marked {
		keys = append(keys, r.inDrawer(id).Key)
	}
	var groups [][]model.ProductKey
	for _, n := range d.each() {
		groups, keys = append(groups, keys[:n]), keys[n:]
	}
	return groups
}

// labels name keys that are redeemed together.
func labels(keys []model.ProductKey, label func(model.ProductKey) string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = label(key)
	}
	return strings.Join(names, " + ")
}

// groupName names the keys of a redemption, shortly where there are several.
func groupName(keys []model.ProductKey) string {
	if len(keys) > 1 {
		return labels(keys, shortMask)
	}
	return labels(keys, model.ProductKey.Label)
}

// entry is what redemption i takes and does, and help the keys of several.
func (r *redeemWizard) entry(i int, keys []model.ProductKey, action redemption.Action) (label, help string) {
	name := shortMask(keys[0])
	if len(keys) > 1 {
		name, help = r.Words.Text(locale.QueueKeys, len(keys)), "  "+groupName(keys)
	}
	return r.Words.Text(locale.QueueEntry, len(r.queue.done)+i+1, name, r.Words.Action(action)), help
}

// resumeQueue takes up the other keys that are held for the same subscription,
// together where one reservation holds them.
func (r *redeemWizard) resumeQueue() {
	d := &r.draft
	if d.stored.Status != model.Reserved {
		return
	}
	groups := [][]model.DrawerKey{nil} // the first is held by the reservation of the first key
	at := map[model.ID]int{d.stored.Redemption: 0}
	for _, found := range r.others() {
		if found.Held.Status != model.Reserved || found.Held.Subscription != d.subscription.ID {
			continue
		}
		i, known := at[found.Held.ID]
		if !known {
			i = len(groups)
			at[found.Held.ID], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], found)
	}
	d.oneByOne, d.sizes = len(groups) > 1, []int{1 + len(groups[0])}
	for i, group := range groups {
		for _, found := range group {
			d.marked = append(d.marked, found.Key.ID)
		}
		if i > 0 {
			var action redemption.Action
			_ = action.UnmarshalText([]byte(group[0].Held.Action)) // one that is not known is as the first
			d.sizes, d.actions = append(d.sizes, len(group)), append(d.actions, action)
		}
	}
	d.settle()
}

// settle forgets sizes that say nothing: of one redemption, or of one key each.
func (d *redeemDraft) settle() {
	if !d.oneByOne {
		d.sizes, d.actions = nil, make([]redemption.Action, len(d.marked))
	}
	if slices.Max(d.each()) == 1 {
		d.sizes = nil
	}
}

// asPlanned tells whether the keys are those of a plan, in its order.
func (r *redeemWizard) asPlanned() bool {
	d := &r.draft
	keys := r.planned.keys
	return len(r.planned.actions) > 1 && len(keys) == 1+len(d.marked) && keys[0].Key.ID == d.stored.ID &&
		slices.EqualFunc(keys[1:], d.marked, func(found model.DrawerKey, id model.ID) bool { return found.Key.ID == id })
}

// plannedOption redeems the keys as the plan does from which they came, some at
// a time.
func (r *redeemWizard) plannedOption() option {
	d := &r.draft
	steps := len(d.sizes)
	if d.sizes == nil {
		steps = len(r.planned.actions)
	}
	o := option{label: r.Words.Text(locale.HowPlanned, steps), chosen: d.sizes != nil}
	o.choose = func() {
		if d.sizes == nil {
			r.planned.into(d)
		}
	}
	if queued, refused := r.chain(); d.sizes != nil && refused == nil && len(queued) > 0 {
		after := queued[len(queued)-1].After
		o.help = r.Words.Text(locale.PlannerNow, after.Licenses, after.Ends)
	}
	return o
}
