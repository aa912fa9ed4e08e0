package tui

import (
	"crypto/rand"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// redeemDraft is what a person answered so far in the redeem wizard.
type redeemDraft struct {
	benefit      model.Benefit
	stored       model.ProductKey // the key recorded with the benefit, if any
	undecided    bool             // nobody said yet which subscription, or none
	subscription model.Subscription
	held         model.Product // of the subscription
	tenant       string
	verified     bool
	sameProduct  bool
	mismatch     bool      // the products' names differ; a person has to say
	uncompared   [2]string // tenants known by id and by domain; a person has to say
	sameTenant   [2]string // those that a person says are one
	key          string
	licenses     int64
	months       int
	on           model.Date
	action       redemption.Action
	portalEnds   model.Date // the date typed on the last page

	marked   []model.ID          // further keys of the drawer
	actions  []redemption.Action // of each redemption after the first, when there are several; 0: as the first
	oneByOne bool
	sizes    []int // how many keys each redemption takes when they are several; nil: one
}

// redeemWizard guides one redemption to its record.
type redeemWizard struct {
	*wizard
	draft    redeemDraft
	id       model.ID
	wish     redeemWish
	loaded   bool
	dossier  model.Dossier
	ticket   ticket
	answered ticket
	attempts []attempt // by action, then the final one
	queue    queueState
	planned  handedPlan
	copying  ticket // of the key that is being copied
	doing    ticket // of the command that is being carried out
	looking  ticket // for the refund rights
	rights   []refundRight
	copied   model.Benefit // whose key is being copied
	request  model.RequestID
	pending  *redemption.Redeem // tried once more before it is carried out
}

// newRedeemWizard begins with what the store knows of a benefit.
func newRedeemWizard(a *App, benefit model.ID) *redeemWizard {
	r := &redeemWizard{wizard: &wizard{App: a}, id: benefit}
	r.newRequest()
	r.queue.filter = kit.NewField(a.Theme)
	r.queue.filter.SetPlaceholder(a.Words.Text(locale.FilterPlaceholder))
	r.flow.steps = r.steps()
	r.preview, r.changed, r.commit, r.extra = r.previewLines, r.tryAll, r.finish, r.moreActions
	return r
}

func (r *redeemWizard) newRequest() { rand.Read(r.request[:]) } // never fails

// Init reads the drawer and then the benefit; the first page appears with it.
func (r *redeemWizard) Init() tea.Cmd {
	r.ticket = r.newTicket()
	return r.readDrawer(r.ticket, model.Ref{Kind: model.KindBenefit, ID: r.id})
}

// Waits holds keys back while an answer that they depend on is on its way.
func (r *redeemWizard) Waits(key tea.KeyMsg) bool {
	if r.doing != 0 || r.pending != nil || r.copying != 0 {
		return true // what is being recorded can't be left unseen
	}
	return !leaves(key) && (!r.loaded || r.looking != 0 || r.answered != r.ticket)
}

// Update takes up answers and typed text.
func (r *redeemWizard) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return r.typed(msg)
	case drawerRead:
		return r.opened(msg)
	case dossierRead:
		return r.begin(msg)
	case refundsRead:
		return r.refundsKnown(msg)
	case attemptsMade:
		return r.tried(msg)
	case commandDone:
		return r.done(msg)
	case keyRevealed:
		return r.gotKey(msg)
	}
	return nil
}

func (r *redeemWizard) begin(msg dossierRead) tea.Cmd {
	switch {
	case msg.ticket != r.ticket:
		return nil
	case r.loaded:
		return r.follow(msg)
	}
	benefit, ok := msg.dossier.Record.(model.Benefit)
	if msg.err != nil || !ok {
		return tea.Batch(r.Pop(), r.Fail(msg.err))
	}
	r.loaded, r.dossier, r.title = true, msg.dossier, r.Words.Text(locale.RedeemTitle, cleanText(benefit.Name))
	d := &r.draft
	d.benefit, d.on = benefit, r.Today
	d.licenses, d.months = max(1, benefit.Quantity.Amount), redemption.DefaultMonths
	if key, found := redemption.KeyToUse(benefit, msg.dossier.Keys); found && key.Status != model.Redeemed {
		r.takeKey(key)
	}
	d.undecided = len(msg.dossier.Subscriptions) > 0 && r.wish.action == 0
	if s := bestSubscription(msg.dossier, d.stored.Tenant, r.Today); s.ID != 0 {
		r.take(s, msg.dossier.Product)
	}
	r.resume()
	r.resumeQueue()
	r.heed()
	r.follows()
	return tea.Batch(r.enter(), r.askRefunds())
}

// takeKey puts a recorded key into the draft, with the tenant it is for.
func (r *redeemWizard) takeKey(key model.ProductKey) {
	d := &r.draft
	d.stored, d.licenses, d.months = key, key.Licenses, key.Months
	if tenant := r.dossier.Tenants[key.Tenant]; tenant.ID != 0 {
		d.tenant = tenant.Label()
	}
}

// resume takes up the reservation that holds the key: the same subscription,
// tenant and action.
func (r *redeemWizard) resume() {
	d := &r.draft
	for _, held := range r.dossier.Redemptions {
		if held.Status != model.Reserved || held.ID != d.stored.Redemption && !d.benefit.ByPurchase() {
			continue
		}
		r.queue.planned = held.Effective
		r.take(model.Subscription{}, model.Product{})
		for _, s := range r.dossier.Subscriptions {
			if s.ID == held.Subscription {
				r.take(s, r.dossier.Product)
			}
		}
		d.tenant = orElse(r.dossier.Tenants[held.Tenant].Label(), d.tenant)
		_ = d.action.UnmarshalText([]byte(held.Action)) // one that is not known is suggested anew
	}
}

// take puts a subscription into the draft, with its tenant, and the action
// that its state suggests.
func (r *redeemWizard) take(s model.Subscription, held model.Product) {
	d := &r.draft
	d.undecided, d.subscription, d.held, d.sameProduct, d.sameTenant, d.action = false, s, held, false, [2]string{}, 0
	same, mayConfirm := redemption.CompareProducts(d.benefit, r.dossier.Product, s, held)
	d.mismatch = s.ID != 0 && !same && mayConfirm
	if tenant := r.dossier.Tenants[s.Tenant]; tenant.ID != 0 && d.stored.Tenant == 0 {
		d.tenant, d.verified = tenant.Label(), false
	}
}

// command is the redemption that the draft describes.
func (d redeemDraft) command(by string) redemption.Redeem {
	c := redemption.Redeem{
		Benefit: d.benefit.ID, Subscription: d.subscription.ID, Tenant: d.tenant, Verified: d.verified,
		SameProduct: d.sameProduct, SameTenant: d.sameTenant, Action: d.action, On: d.on, Licenses: d.licenses, Months: d.months,
		PortalEnds: d.portalEnds, By: by,
	}
	if d.key == "" {
		c.Stored = d.stored.ID
	}
	c.Together = d.beside()
	c.Key, _ = model.ParseKey(d.key) // a malformed key is refused by its field
	return c
}

// tryAll previews every action for the draft, and what the draft itself would
// do.
func (r *redeemWizard) tryAll() tea.Cmd {
	if !r.loaded {
		return nil
	}
	var commands []model.Command
	for _, action := range redemption.Actions() {
		c := r.draft.command(r.Actor.Name)
		c.Action, c.Estimate, c.PortalEnds = action, true, 0
		commands = append(commands, c)
	}
	if r.draft.action != 0 {
		commands = append(commands, r.draft.command(r.Actor.Name))
		commands = append(commands, r.queueCommands()...)
	}
	r.ticket = r.newTicket()
	return r.try(r.ticket, commands...)
}

func (r *redeemWizard) tried(msg attemptsMade) tea.Cmd {
	switch {
	case msg.ticket != r.ticket:
		return nil
	case r.pending != nil:
		return r.carryOut(msg.attempts[0])
	}
	r.answered, r.attempts = msg.ticket, r.takeQueue(msg.attempts)
	r.compareTenants()
	if r.draft.action == 0 {
		return r.suggest()
	}
	if !r.draft.oneByOne && redemption.OfFurther(r.queue.together.err) { // there is one way only
		r.draft.oneByOne = true
		return r.tryAll()
	}
	r.blame()
	r.offer(false)
	return nil
}

// compareTenants takes up which tenants can't be compared. The question stays
// once it is answered, so that one can go back to it.
func (r *redeemWizard) compareTenants() {
	d := &r.draft
	d.uncompared = d.sameTenant
	for _, a := range r.attempts {
		if tenants, uncompared := redemption.UncomparedTenants(a.err); uncompared {
			d.uncompared = tenants
		}
	}
}

// suggest takes the first action that is possible, but activate where no
// subscription is active: then the portal leads there.
func (r *redeemWizard) suggest() tea.Cmd {
	r.draft.action = redemption.Extend
	for i, action := range slices.Backward(redemption.Actions()) {
		if r.attempts[i].err != nil {
			continue
		}
		if r.draft.action = action; action == redemption.Activate {
			break
		}
	}
	r.offer(true)
	return r.tryAll()
}

// final is what the draft as it stands would do.
func (r *redeemWizard) final() attempt {
	if len(r.attempts) <= len(redemption.Actions()) {
		return attempt{err: model.Refuse(redemption.BadInput, redemption.OnMissing)}
	}
	return r.attempts[len(r.attempts)-1]
}

func (r *redeemWizard) gotKey(msg keyRevealed) tea.Cmd {
	if r.copying == 0 || msg.ticket != r.copying {
		return nil
	}
	r.copying = 0
	if msg.err != nil {
		return r.Fail(msg.err)
	}
	r.ended(r.copied)
	text := msg.key.Reveal()
	return tea.Batch(r.copyText(text), r.clearClipboard(text))
}
