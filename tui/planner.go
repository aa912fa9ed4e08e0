package tui

import (
	"context"
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
	found        redemption.Plans
	of           redemption.Drawer // what was found is for
	from         []model.DrawerKey // its keys, those that were typed without a record
	refused      error
	grid         *kit.Grid
	size         kit.Size
}

// search is a calculation in the background.
type search struct {
	ticket ticket
	busy   bool
	done   float64
	stop   context.CancelFunc
}

// begin ends the calculation before and numbers a new one.
func (s *search) begin(a *App) context.Context {
	s.end()
	ctx, stop := context.WithCancel(a.Context)
	*s = search{ticket: a.newTicket(), busy: true, stop: stop}
	return ctx
}

func (s *search) end() {
	if s.stop != nil {
		s.stop()
	}
	s.busy = false
}

// newPlanner begins with a subscription, or with nothing.
func newPlanner(a *App, d model.Dossier) *planner {
	p := &planner{App: a, grid: kit.NewGrid(a.Theme)}
	p.grid.SetColumns([]kit.Column{
		{Title: a.Words.Text(locale.ColumnLicenses), Align: kit.Right, Min: 9, Ideal: 10},
		{Title: a.Words.Text(locale.ColumnEndDate), Min: 10, Ideal: 18},
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
	if s := p.subscription; !s.Ends.IsZero() && s.StatusOn(p.Today) != model.Deleted {
		p.draft.before = model.Term{Licenses: s.Licenses, Ends: s.Ends}
	}
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

// Waits holds keys back until the drawer is read, and those that need a plan
// until there is one.
func (p *planner) Waits(key tea.KeyMsg) bool {
	needsPlan := slices.Contains([]string{"enter", "r", "x", "y"}, key.String())
	return !leaves(key) && (p.reading != 0 || p.search.busy && needsPlan)
}

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
	case planProgress:
		if msg.ticket == p.search.ticket {
			p.search.done = msg.done
		}
		return msg.more
	case plansMade:
		p.made(msg)
	case factsChanged:
		return p.Init()
	}
	return nil
}

func (p *planner) made(msg plansMade) {
	if msg.ticket != p.search.ticket || !p.search.busy {
		return
	}
	p.search.end()
	p.found, p.refused = msg.plans, msg.err
	p.grid.SetEmpty(p.nothing())
	p.grid.SetRows(planRows{p}, 0)
	p.fit()
}

// nothing says why there is no plan.
func (p *planner) nothing() string {
	switch {
	case len(p.of.Keys) == 0:
		return p.Words.Text(locale.PlannerNoKeys)
	case p.refused != nil:
		return p.Words.Error(p.refused)
	}
	return p.Words.Text(locale.PlanNone)
}

// plan searches anew for what the draft says now.
func (p *planner) plan() tea.Cmd {
	p.of, p.from = p.request()
	ctx := p.search.begin(p.App)
	if len(p.of.Keys) == 0 {
		p.made(plansMade{ticket: p.search.ticket})
		return nil
	}
	p.fit()
	return makePlans(ctx, p.search.ticket, p.of)
}

// request is what plans are made for, and where its keys come from.
func (p *planner) request() (d redemption.Drawer, from []model.DrawerKey) {
	d = redemption.Drawer{On: p.draft.on, Before: p.draft.before, Months: p.months(), Want: p.draft.want}
	for _, found := range p.drawer {
		if p.whyNotUsed(found) == "" && !slices.Contains(p.draft.off, found.Key.ID) {
			d.Keys, from = append(d.Keys, found.Key.Licenses), append(from, found)
		}
	}
	for _, licenses := range p.draft.further {
		d.Keys, from = append(d.Keys, licenses), append(from, model.DrawerKey{})
	}
	return d, from
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
