package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// The steps of further keys: which of the drawer are redeemed as well, and
// whether together or one by one.

// opened takes the drawer up, and reads what the wizard begins with.
func (r *redeemWizard) opened(msg drawerRead) tea.Cmd {
	if msg.ticket != r.ticket {
		return nil
	}
	r.queue.drawer = msg.drawer
	r.ticket = r.newTicket()
	begin := r.readDossier(r.ticket, model.Ref{Kind: model.KindBenefit, ID: r.id})
	if msg.err != nil {
		return tea.Batch(r.Fail(msg.err), begin)
	}
	return begin
}

// others are the keys of the drawer beside the first, the most urgent first.
func (r *redeemWizard) others() []model.DrawerKey {
	first := r.draft.first()
	var others []model.DrawerKey
	for _, found := range r.queue.drawer {
		if r.isOther(first, found.Key) {
			others = append(others, found)
		}
	}
	return others
}

func (r *redeemWizard) isOther(first, key model.ProductKey) bool {
	own := key.ID == r.draft.stored.ID || key.Benefit == r.draft.benefit.ID && key.Tail == first.Tail
	return !own && !r.queue.used[key.ID]
}

// first is the key that was typed, else the recorded one.
func (d redeemDraft) first() model.ProductKey {
	if key, err := model.ParseKey(d.key); err == nil {
		return model.ProductKey{Tail: key.Tail()}
	}
	return d.stored
}

func (r *redeemWizard) inDrawer(id model.ID) model.DrawerKey {
	for _, found := range r.queue.drawer {
		if found.Key.ID == id {
			return found
		}
	}
	return model.DrawerKey{}
}

func (r *redeemWizard) noDrawer() bool {
	first := r.draft.first()
	return r.draft.benefit.ByPurchase() || !slices.ContainsFunc(r.queue.drawer, func(found model.DrawerKey) bool {
		return r.isOther(first, found.Key)
	})
}

// drawerOption is a key of the drawer in a list of those to choose from.
func drawerOption(s *Session, found model.DrawerKey, chosen bool) option {
	key, mark := found.Key, "[ ] "
	if chosen {
		mark = "[x] "
	}
	return option{
		label: mark + shortMask(key) + "  " + s.Words.Text(locale.KeyGrants, key.Licenses, key.Months),
		help: s.Words.Text(locale.DrawerKeyHelp, s.dateAndDays(key.ActivateBy), cleanText(found.Benefit.Source),
			s.Words.Status(model.ListKeys, key.Status)),
	}
}

// drawerOptions are the keys to mark.
func (r *redeemWizard) drawerOptions() []option {
	var options []option
	for _, found := range r.shown() {
		key := found.Key
		o := drawerOption(r.Session, found, slices.Contains(r.draft.marked, key.ID))
		o.toggle = func() { r.draft.mark(key.ID) }
		if why := r.whyNotMarked(found); why != "" {
			o.whyNot = o.help + " · " + why
		}
		options = append(options, o)
	}
	return options
}

// whyNotMarked tells why a key can't be redeemed beside the first, together or
// one by one. A key that is marked can be taken out again.
func (r *redeemWizard) whyNotMarked(found model.DrawerKey) string {
	d := &r.draft
	key, held := found.Key, found.Held
	switch {
	case slices.Contains(d.marked, key.ID):
		return ""
	case len(d.marked) >= redemption.MaxTogether-1:
		return r.Words.Error(model.Refuse(redemption.FurtherTooMany, int64(redemption.MaxTogether)))
	case !key.ActivateBy.IsZero() && key.ActivateBy < d.on:
		return r.Words.Error(model.Refuse(redemption.FurtherPast, key.Label(), key.ActivateBy, d.on))
	case held.Status == model.Reserved && held.Subscription != d.subscription.ID:
		return r.Words.Error(model.Refuse(redemption.FurtherHeld, key.Label(), held.Action, held.Effective))
	case redemption.OfFurther(r.queue.fits[key.ID].err):
		return r.Words.Error(r.queue.fits[key.ID].err)
	}
	return ""
}

// mark takes a key in, or out; a plan is one no more then.
func (d *redeemDraft) mark(id model.ID) {
	d.apart()
	marked, actions := slices.Clone(d.marked), slices.Clone(d.actions)
	if i := slices.Index(marked, id); i >= 0 {
		marked, actions = slices.Delete(marked, i, i+1), slices.Delete(actions, i, i+1)
	} else {
		marked, actions = append(marked, id), append(actions, 0)
	}
	d.marked, d.actions, d.portalEnds = marked, actions, 0
}

func (r *redeemWizard) askHow() []string {
	return []string{r.Words.Text(locale.AskHow, len(r.draft.marked)+1)}
}

// howOptions say what each way gives, by the action that is chosen now. Only
// keys that can't go together at all rule that way out: another action may
// allow it.
func (r *redeemWizard) howOptions() []option {
	d := &r.draft
	together := option{
		label: r.Words.Text(locale.HowTogether, r.licensesOf(d.marked)), chosen: !d.oneByOne,
		choose: func() { d.apart(); d.oneByOne, d.portalEnds = false, 0 },
	}
	apart := option{
		label: r.Words.Text(locale.HowOneByOne, len(d.marked)+1), chosen: d.oneByOne && d.sizes == nil,
		choose: func() { d.apart(); d.oneByOne, d.portalEnds = true, 0 },
	}
	if tried := r.queue.together; redemption.OfFurther(tried.err) {
		together.whyNot = r.Words.Error(tried.err)
	} else if tried.err != nil {
		together.help = r.Words.Text(locale.HowRefused, r.Words.Action(d.action), r.Words.Error(tried.err))
	} else if summary, ok := tried.receipt.Detail.(redemption.Summary); ok {
		together.help = r.gives(d.action, summary.Outcome)
	}
	if d.sizes != nil || r.asPlanned() {
		return []option{together, apart, r.plannedOption()}
	}
	apart.help = r.queueGives()
	return []option{together, apart}
}

// queueGives is what the redemptions that are still to do come to.
func (r *redeemWizard) queueGives() string {
	queued, refused := r.chain()
	switch {
	case refused != nil:
		return r.Words.Text(locale.HowRefused, r.Words.Action(r.draft.action), r.Words.Error(refused))
	case len(queued) > 0:
		return r.gives(r.draft.action, queued[len(queued)-1])
	}
	return ""
}

func (r *redeemWizard) gives(action redemption.Action, o redemption.Outcome) string {
	return r.Words.Text(locale.HowGives, r.Words.Action(action), o.After.Licenses, o.After.Ends)
}

// licensesOf is the sum of the licenses of the first key and some others.
func (r *redeemWizard) licensesOf(others []model.ID) int64 {
	sum := r.draft.licenses
	for _, id := range others {
		sum += r.inDrawer(id).Key.Licenses
	}
	return sum
}

// keyToCopy is the key for the portal: those that go together take turns.
func (r *redeemWizard) keyToCopy() model.ID {
	d := &r.draft
	keys := []model.ID{d.stored.ID}
	if r.flow.step().name == locale.StepConfirm {
		keys = append(keys, d.beside()...)
	}
	return keys[r.queue.copied%len(keys)]
}

// shortMask is a masked key where many stand in a list.
func shortMask(key model.ProductKey) string {
	mask := []rune(key.Label())
	return string(mask[max(0, len(mask)-2*shortGroup-1):])
}

const shortGroup = 5
