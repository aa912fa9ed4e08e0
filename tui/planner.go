package tui

import (
	"context"
	"errors"
	"reflect"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// planDraft is what plans are made for, as far as a person has said it.
type planDraft struct {
	before  model.Term
	on      model.Date
	off     []model.ID // keys of the drawer that are not used
	further []int64    // licenses on keys that are not in the drawer
	want    redemption.Goals

	backwards *backwardsDraft // what was asked last
}

// planner is the screen of plans: what a drawer of keys can do for a
// subscription, or for numbers that were typed. Plans are found in the
// background, again after every change.
type planner struct {
	*App
	draft        planDraft
	subscription model.Subscription
	product      model.Product
	tenant       model.Tenant
	drawer       []model.DrawerKey
	reading      ticket // the drawer
	search       search
	asked        request
	found        redemption.Plans
	of           request // that found answers
	refused      error
	limit        int // of the plans that are listed; 0: as many as fit on a screen
	grid         *kit.Grid
	size         kit.Size
}

// request is what plans are asked for, and where its keys come from: those that
// were typed have no record.
type request struct {
	redemption.Drawer
	from []model.DrawerKey
}

// asksFor tells whether two requests ask for the same plans, however many.
func (r request) asksFor(other request) bool {
	r.Limit = other.Limit
	return reflect.DeepEqual(r, other)
}

// newPlanner begins with a subscription, or with nothing.
func newPlanner(a *App, d model.Dossier) *planner {
	p := &planner{App: a, grid: kit.NewGrid(a.Theme)}
	p.grid.SetColumns([]kit.Column{
		{Title: a.Words.Text(locale.ColumnLicenses), Align: kit.Right, Min: 9, Ideal: 10},
		{Title: a.Words.Text(locale.ColumnEndDate), Min: 10, Ideal: 21},
		{Title: a.Words.Text(locale.PlannerKeysUsed), Align: kit.Right, Min: 5, Ideal: 6},
		{Title: a.Words.Text(locale.PlannerKeysKept), Align: kit.Right, Min: 5, Ideal: 6},
		{Title: a.Words.Text(locale.PlannerSteps), Align: kit.Right, Min: 6, Ideal: 6},
	})
	p.take(d)
	return p
}

// take makes plans for a subscription; without one everything is typed.
func (p *planner) take(d model.Dossier) {
	p.draft = planDraft{on: p.Today}
	p.subscription, _ = d.Record.(model.Subscription)
	p.product, p.tenant, p.drawer = d.Product, d.Tenant, nil
	p.draft.before = p.termOf(p.subscription)
}

// Init reads the drawer, and makes plans then.
func (p *planner) Init() tea.Cmd {
	if p.subscription.ID == 0 {
		return p.plan()
	}
	p.reading = p.newTicket()
	return p.readDrawer(p.reading, p.subscription.Ref())
}

// End stops a search.
func (p *planner) End() { p.search.end() }

// Waits holds the keys back that need the drawer until it is read, and those
// that need a plan until there is one.
func (p *planner) Waits(key tea.KeyMsg) bool {
	needsPlan := needs(key, p.planActions()) || slices.Contains([]string{"enter", "m"}, key.String())
	needsDrawer := slices.Contains([]string{"o", "e", "d", "z", "b", "n"}, key.String())
	busy := p.reading != 0 || p.search.busy
	return busy && needsPlan || p.reading != 0 && needsDrawer
}

// Searches tells whether esc stops something.
func (p *planner) Searches() bool { return p.search.busy }

// Update takes up answers.
func (p *planner) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case drawerRead:
		if p.reading == 0 || msg.ticket != p.reading {
			return nil
		}
		p.reading = 0
		if p.drawer = msg.drawer; msg.err != nil {
			return tea.Batch(p.Fail(msg.err), p.plan())
		}
		return p.plan()
	case searchProgress:
		return p.search.told(msg)
	case plansMade:
		p.made(msg)
	case dossierRead:
		if p.reading != 0 && msg.ticket == p.reading {
			return p.reread(msg)
		}
	case factsChanged:
		if p.subscription.ID == 0 {
			return p.plan()
		}
		p.reading = p.newTicket()
		return p.readDossier(p.reading, p.subscription.Ref())
	}
	return nil
}

// reread takes up what became of the subscription, but no numbers over those
// that were typed, and reads the drawer again.
func (p *planner) reread(msg dossierRead) tea.Cmd {
	s, ok := msg.dossier.Record.(model.Subscription)
	if msg.err != nil || !ok {
		p.reading = 0
		return p.Fail(msg.err)
	}
	draft := p.draft
	typed := draft.before != p.termOf(p.subscription)
	p.take(msg.dossier)
	if p.draft = draft; !typed {
		p.draft.before = p.termOf(s)
	}
	return p.Init()
}

// termOf is what plans build on: nothing where the subscription is deleted, or
// where it is over and nobody knows since when.
func (p *planner) termOf(s model.Subscription) model.Term {
	if status := s.StatusOn(p.Today); status == model.Deleted || s.Ends.IsZero() && status != model.Active {
		return model.Term{}
	}
	return model.Term{Licenses: s.Licenses, Ends: s.Ends}
}

func (p *planner) made(msg plansMade) {
	if msg.ticket != p.search.ticket || !p.search.busy {
		return
	}
	p.show(msg.plans, msg.err)
}

// show ends a search with what it found. The best plan is selected, or the same
// as before where only more are listed.
func (p *planner) show(found redemption.Plans, refused error) {
	p.search.end()
	at := 0
	if before, ok := p.selected(); ok && p.asked.asksFor(p.of) {
		same := func(plan redemption.Plan) bool { return plan.After == before.After }
		at = max(0, slices.IndexFunc(found.Plans, same))
	}
	p.found, p.refused, p.of = found, refused, p.asked
	p.grid.SetEmpty(p.nothing())
	p.grid.SetRows(planRows{p}, at)
	p.fit()
}

// nothing says why there is no plan.
func (p *planner) nothing() string {
	switch {
	case len(p.asked.Keys) == 0 && len(p.drawer) > 0:
		return p.Words.Text(locale.PlannerNoneUsed)
	case len(p.asked.Keys) == 0:
		return p.Words.Text(locale.PlannerNoKeys)
	case p.stopped():
		return p.Words.Text(locale.PlannerBeginAgain)
	case p.refused != nil:
		return p.Words.Error(p.refused)
	}
	return p.Words.Text(locale.PlanNone)
}

// stopped tells whether the search was stopped before it found anything.
func (p *planner) stopped() bool { return errors.Is(p.refused, context.Canceled) }

// again begins a search that was stopped once more.
func (p *planner) again() tea.Cmd {
	p.of = request{}
	return p.plan()
}

// plan searches for what the draft says now, anew if that is something else.
func (p *planner) plan() tea.Cmd {
	before := p.asked
	p.asked = p.request()
	if !p.asked.asksFor(before) {
		p.limit, p.asked.Limit = 0, 0
	}
	defer p.fit()
	switch {
	case len(p.asked.Keys) == 0:
		p.show(redemption.Plans{}, nil)
		return nil
	case p.search.busy && reflect.DeepEqual(p.asked, before):
		return nil
	case !p.search.busy && reflect.DeepEqual(p.asked, p.of):
		return nil // what was found, or that it was stopped, stands
	}
	p.grid.SetEmpty("")
	return makePlans(p.search.begin(p.App), p.search.ticket, p.asked.Drawer)
}

// request is what the draft asks for.
func (p *planner) request() request {
	r := request{Drawer: redemption.Drawer{On: p.draft.on, Before: p.draft.before, Months: p.months(), Want: p.draft.want, Limit: p.limit}}
	if s := p.subscription; s.ID != 0 && r.On == p.Today && r.Before == p.termOf(s) && r.Before != (model.Term{}) {
		r.Status = s.StatusOn(p.Today) // a portal may have reported another than its end date says
	}
	take := func(licenses int64, from model.DrawerKey) {
		r.Keys, r.from = append(r.Keys, licenses), append(r.from, from)
	}
	for _, found := range p.drawer {
		if p.whyNotUsed(found) == "" && !slices.Contains(p.draft.off, found.Key.ID) {
			take(found.Key.Licenses, found)
		}
	}
	for _, licenses := range p.draft.further {
		take(licenses, model.DrawerKey{})
	}
	return r
}

// months is the term of the keys: that of the first one in the drawer that can
// be used.
func (p *planner) months() int {
	for _, found := range p.drawer {
		if found.Key.Months > 0 && found.Held.Status != model.Reserved {
			return found.Key.Months
		}
	}
	return redemption.DefaultMonths
}

// whyNotUsed tells why a key of the drawer can't be part of a plan.
func (p *planner) whyNotUsed(found model.DrawerKey) string {
	key, label := found.Key, found.Key.Label()
	switch {
	case found.Held.Status == model.Reserved:
		return p.Words.Error(model.Refuse(redemption.FurtherHeld, label, found.Held.Action, found.Held.Effective))
	case !key.ActivateBy.IsZero() && key.ActivateBy < p.draft.on:
		return p.Words.Error(model.Refuse(redemption.FurtherPast, label, key.ActivateBy, p.draft.on))
	case key.Months != p.months():
		return p.Words.Error(model.Refuse(redemption.FurtherTerm, label, key.Months, p.months()))
	case key.Tenant != 0 && p.subscription.Tenant != 0 && key.Tenant != p.subscription.Tenant:
		return p.Words.Error(model.Refuse(redemption.FurtherTenant, label, cleanText(found.Tenant.Label()), cleanText(p.tenant.Label())))
	}
	return ""
}

// selected is the selected plan.
func (p *planner) selected() (plan redemption.Plan, ok bool) {
	if i := p.grid.Selected(); i < len(p.found.Plans) {
		return p.found.Plans[i], true
	}
	return redemption.Plan{}, false
}
