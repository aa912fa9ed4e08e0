package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// queueState is what the redeem wizard knows of the keys beside the first: the
// drawer, what was tried, and how far a queue has got.
type queueState struct {
	drawer   []model.DrawerKey
	filter   *kit.Field           // of the drawer
	asked    []model.ID           // keys near the selected one that were tried
	fits     map[model.ID]attempt // of those, beside the first
	together attempt
	chain    attempt

	used    map[model.ID]bool    // keys of redemptions that are done
	done    []redemption.Summary // one after another
	holding []redemption.Redeem  // still to be reserved
	held    []string             // what became of those that were
	copied  int                  // times that a key was copied
	planned model.Date           // of the reservation that is carried out
}

// queueCommands preview the ways to redeem several keys, and on the page that
// marks them those near the selected one, each beside the first.
func (r *redeemWizard) queueCommands() (commands []model.Command) {
	d := &r.draft
	c := d.command(r.Actor.Name)
	c.Estimate, c.PortalEnds = true, 0
	if len(d.marked) > 0 {
		c.Together = d.marked
		chain := c
		chain.Queue, chain.Sizes = append([]redemption.Action{d.action}, d.actions...), d.sizes
		commands = append(commands, c, chain)
	}
	r.queue.asked = nil
	if r.flow.step().name == locale.StepFurther {
		for _, found := range r.near() {
			r.queue.asked = append(r.queue.asked, found.Key.ID)
			beside := c
			beside.Together, beside.Queue = []model.ID{found.Key.ID}, []redemption.Action{0}
			commands = append(commands, beside)
		}
	}
	return commands
}

// takeQueue takes up what came of queueCommands, behind the attempts of the
// actions and the final one.
func (r *redeemWizard) takeQueue(all []attempt) []attempt {
	own := min(len(all), len(redemption.Actions())+1)
	rest := all[own:]
	r.queue.together, r.queue.chain, r.queue.fits = attempt{}, attempt{}, map[model.ID]attempt{}
	if len(r.draft.marked) > 0 && len(rest) >= 2 {
		r.queue.together, r.queue.chain, rest = rest[0], rest[1], rest[2:]
	}
	for i, tried := range rest {
		r.queue.fits[r.queue.asked[i]] = tried
	}
	return all[:own]
}

// chain is what the redemptions that are still to do give, as far as they are
// possible, and why the next is not.
func (r *redeemWizard) chain() ([]redemption.Outcome, error) {
	if r.queue.chain.err != nil {
		return nil, r.queue.chain.err
	}
	queued, _ := r.queue.chain.receipt.Detail.(redemption.Queued)
	return queued.Outcomes, queued.Refused
}

// actionOf is what redemption i of those that are still to do does.
func (d redeemDraft) actionOf(i int) redemption.Action {
	if i > 0 && d.actions[i-1] != 0 {
		return d.actions[i-1]
	}
	return d.action
}

// queueOptions are the redemptions, each with its action and what it gives.
func (r *redeemWizard) queueOptions() []option {
	outcomes, refused := r.chain()
	var options []option
	for i, keys := range r.queueKeys() {
		label, help := r.entry(i, keys, r.draft.actionOf(i))
		o := option{label: label, toggle: func() { r.draft.nextAction(i) }}
		switch {
		case i < len(outcomes):
			o.help = r.Words.Text(locale.UnitLicenses, outcomes[i].After.Licenses) + "  " + r.Words.Date(outcomes[i].After.Ends) + help
		case i == len(outcomes) && refused != nil:
			o.help = r.Words.Text(locale.NotPossible, r.Words.Error(refused))
		}
		options = append(options, o)
	}
	return options
}

// nextAction gives redemption i another action; the others keep theirs.
func (d *redeemDraft) nextAction(i int) {
	next := d.actionOf(i)%redemption.Activate + 1
	actions := make([]redemption.Action, len(d.actions))
	for n := range actions {
		actions[n] = d.actionOf(n + 1)
	}
	if i == 0 {
		d.action = next
	} else {
		actions[i-1] = next
	}
	d.actions, d.portalEnds = actions, 0
}

// whichOfQueue tells on the last page which redemption it is.
func (r *redeemWizard) whichOfQueue() []string {
	n := len(r.queue.done)
	if !r.draft.queued() && n == 0 {
		return nil
	}
	return []string{r.Words.Text(locale.QueueOf, n+1, r.queueLength(), groupName(r.queueKeys()[0]))}
}

func (r *redeemWizard) queueLength() int { return len(r.queue.done) + len(r.draft.each()) }

// advance goes on to the next redemption of the queue, which builds on what
// was just recorded.
func (r *redeemWizard) advance() tea.Cmd {
	d := &r.draft
	if r.queue.used == nil {
		r.queue.used = map[model.ID]bool{}
	}
	r.queue.used[d.stored.ID] = true
	for _, id := range d.beside() {
		r.queue.used[id] = true
	}
	r.ticket = r.newTicket()
	return r.readDossier(r.ticket, d.benefit.Ref())
}

// follow takes up the subscription as it is now, then the next benefit with
// what belongs to it.
func (r *redeemWizard) follow(msg dossierRead) tea.Cmd {
	d := &r.draft
	benefit, ok := msg.dossier.Record.(model.Benefit)
	switch {
	case msg.err != nil || !ok:
		return tea.Batch(r.Fail(msg.err), r.result())
	case benefit.ID != d.benefit.ID:
		return r.takeNext(msg.dossier, benefit)
	}
	for _, s := range msg.dossier.Subscriptions {
		if s.ID == benefit.Subscription {
			d.subscription = s
		}
	}
	next := r.inDrawer(d.marked[len(d.beside())])
	d.next(next.Key)
	if next.Benefit.ID == benefit.ID {
		return r.takeNext(msg.dossier, benefit)
	}
	r.ticket = r.newTicket()
	return r.readDossier(r.ticket, next.Benefit.Ref())
}

func (r *redeemWizard) takeNext(dossier model.Dossier, benefit model.Benefit) tea.Cmd {
	d := &r.draft
	r.dossier, d.benefit = dossier, benefit
	r.newRequest()
	told := r.Words.Text(locale.QueueNext, len(r.queue.done), r.queueLength(), groupName(r.queueKeys()[0]), r.Words.Action(d.action))
	return tea.Batch(r.Toast(theme.Good, told), r.enter())
}

// holdRest reserves the keys that are still to be redeemed, one after another;
// each reservation is for the day by itself.
func (r *redeemWizard) holdRest() tea.Cmd {
	first := r.draft.command(r.Actor.Name)
	first.Reserve, first.PortalEnds, first.On = true, 0, r.Today
	r.queue.holding = []redemption.Redeem{first}
	for rest := r.draft; len(rest.each()) > 1; {
		key := r.inDrawer(rest.marked[len(rest.beside())])
		rest.next(key.Key)
		next := first
		next.Benefit, next.Stored, next.Key, next.Action, next.Together = key.Benefit.ID, key.Key.ID, model.Key{}, rest.action, rest.beside()
		r.queue.holding = append(r.queue.holding, next)
	}
	return r.holdNext()
}

func (r *redeemWizard) holdNext() tea.Cmd {
	r.ticket = r.newTicket()
	r.doing, r.answered = r.ticket, r.ticket
	return r.App.carryOut(r.doing, r.queue.holding[0])
}

// heldOne goes on after a reservation, whether it was possible or not.
func (r *redeemWizard) heldOne(msg commandDone) tea.Cmd {
	keys := r.queueKeys()
	label := groupName(keys[len(keys)-len(r.queue.holding)])
	told := r.Words.Text(locale.ResultHeldKey, label)
	if msg.err != nil {
		told = r.Words.Text(locale.ResultFreeKey, label, r.Words.Error(msg.err))
	}
	r.queue.held = append(r.queue.held, told)
	if r.queue.holding = r.queue.holding[1:]; len(r.queue.holding) > 0 {
		return r.holdNext()
	}
	return r.result()
}

// result ends the wizard and tells what was recorded.
func (r *redeemWizard) result() tea.Cmd {
	r.dirty = false
	total := len(r.queue.done) + len(r.queue.held)
	if r.draft.queued() && len(r.queue.held) == 0 {
		total += len(r.draft.each()) - 1
	}
	return tea.Batch(r.Pop(), r.Push(newResultPage(r.App, r.queue.done, r.queue.held, total)))
}

// Unsaved asks also while a queue is not at its end.
func (r *redeemWizard) Unsaved() bool { return r.dirty || len(r.queue.done) > 0 }

// Parting says what is left of a queue.
func (r *redeemWizard) Parting() string {
	if len(r.queue.done) == 0 {
		return ""
	}
	var left []string
	for _, keys := range r.queueKeys() {
		left = append(left, groupName(keys))
	}
	return r.Words.Text(locale.LeaveQueue, len(r.queue.done), r.queueLength(), r.Words.Listed(left...))
}

// putOff tells that a reservation is carried out on another day than planned.
func (r *redeemWizard) putOff() []string {
	planned := r.queue.planned
	if planned.IsZero() || planned >= r.draft.on {
		return nil
	}
	return []string{r.Words.Text(locale.PlannedFor, planned, r.draft.on)}
}
