package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// portalLink is a page for a record, and the tenant to be signed in to there
// where it is known.
type portalLink struct {
	redemption.Link
	tenant string
}

// linksOf are the pages on which something can be done with a Cloud benefit or
// a subscription in its present state, the usual one first.
func (s *Session) linksOf(d model.Dossier) []portalLink {
	switch r := d.Record.(type) {
	case model.Subscription:
		return s.subscriptionLinks(nil, r, d.Tenant)
	case model.Benefit:
		if r.Workspace != model.Cloud {
			return nil
		}
		if r.ByPurchase() {
			return []portalLink{{Link: redemption.LinkPurchase}}
		}
		var links []portalLink
		for _, sub := range d.Subscriptions {
			links = s.subscriptionLinks(links, sub, d.Tenants[sub.Tenant])
		}
		if len(links) == 0 {
			links = []portalLink{{Link: redemption.LinkActivate}}
		}
		return links
	}
	return nil
}

// subscriptionLinks adds the pages for a subscription. A page for two of them
// names no tenant: which is the right one is for the person to say.
func (s *Session) subscriptionLinks(links []portalLink, sub model.Subscription, tenant model.Tenant) []portalLink {
	for _, link := range redemption.LinksFor(sub.StatusOn(s.Today)) {
		i := slices.IndexFunc(links, func(known portalLink) bool { return known.Link == link })
		switch label := cleanText(tenant.Label()); {
		case i < 0:
			links = append(links, portalLink{link, label})
		case links[i].tenant != label:
			links[i].tenant = ""
		}
	}
	return links
}

// linkSection names the pages for a record, the addresses beside their names
// or, where there is no room for that, below them; they are never broken.
func (s *Session) linkSection(links []portalLink) section {
	return section{title: locale.SectionLinks, draw: func(w int) []string {
		names, addresses := 0, 0
		for _, link := range links {
			names, addresses = max(names, kit.Width(s.Words.Link(link.Link))), max(addresses, len(link.URL()))
		}
		var lines []string
		for _, link := range links {
			name, address := s.Words.Link(link.Link), s.Theme.Paint(theme.Accent, kit.Fit(link.URL(), min(w+linkMargin, len(link.URL()))))
			if names+linkGap+addresses > w {
				lines = append(lines, name, address)
				continue
			}
			lines = append(lines, kit.Fit(name, names+linkGap)+address)
		}
		for _, line := range kit.Wrap(s.advice(links...), w) {
			lines = append(lines, s.Theme.Paint(theme.Muted, line))
		}
		return lines
	}}
}

const (
	linkGap    = 2 // cells between the name of a page and its address
	linkMargin = 2 // cells that are free at the right of a page
)

// advice is what to look to before anything is done on pages; it names the
// tenant where all have one and the same.
func (s *Session) advice(links ...portalLink) string {
	tenant := links[0].tenant
	if tenant == "" || slices.ContainsFunc(links, func(l portalLink) bool { return l.tenant != tenant }) {
		return s.Words.Text(locale.LinkAdvice)
	}
	return s.Words.Text(locale.LinkAdviceTenant, tenant)
}

// linkActions open and copy the page for the selected record. Where y copies
// the product key, only Y copies the link.
func (w *workspace) linkActions(quiet bool) []action {
	copying := []string{"y", "Y"}
	switch w.spec.list {
	case model.ListOf(model.Cloud):
		copying = copying[1:]
	case model.ListSubscriptions:
	default:
		return nil
	}
	return []action{
		{keys: []string{"o"}, name: locale.ActionOpenLink, quiet: quiet, whyNot: w.nothingSelected(), perform: func() tea.Cmd { return w.withLink(w.openPage) }},
		{keys: copying, name: locale.ActionCopyLink, quiet: quiet, whyNot: w.nothingSelected(), perform: func() tea.Cmd { return w.withLink(w.copyText) }},
	}
}

// withLink does something with the page for the record; where several fit, it
// asks which.
func (w *workspace) withLink(do func(string) tea.Cmd) tea.Cmd {
	if w.record() == nil {
		return nil
	}
	links := w.linksOf(w.dossier)
	if len(links) == 1 {
		return do(links[0].URL())
	}
	return w.Push(newLinkPage(w.App, links))
}

// linkPage asks which of several pages to open, and in which browser.
type linkPage struct {
	*App
	links    []portalLink
	selected int
	browsers []string
	ticket   ticket // of the question about browsers
	answered bool
	size     kit.Size
}

func newLinkPage(a *App, links []portalLink) *linkPage { return &linkPage{App: a, links: links} }

// Init asks which browsers there are.
func (p *linkPage) Init() tea.Cmd {
	p.ticket = p.newTicket()
	return p.findBrowsers(p.ticket)
}

// Waits holds the choice of a browser back until it is known which there are.
func (p *linkPage) Waits(key tea.KeyMsg) bool {
	return !p.answered && key.String() == "b"
}

// Update takes up the browsers.
func (p *linkPage) Update(msg tea.Msg) tea.Cmd {
	if found, ok := msg.(browsersFound); ok && found.ticket == p.ticket {
		p.browsers, p.answered = found.names, true
	}
	return nil
}

// Resize keeps the page's rectangle.
func (p *linkPage) Resize(size kit.Size) { p.size = size }

// Actions open or copy the selected page.
func (p *linkPage) Actions() []action {
	choose := func(n int) func() tea.Cmd {
		return func() tea.Cmd {
			p.selected = min(max(0, p.selected+n), len(p.links)-1)
			return nil
		}
	}
	actions := []action{
		{keys: []string{"up", "k"}, name: locale.ActionChoose, perform: choose(-1)},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: choose(1)},
		{keys: []string{"enter", "o"}, name: locale.ActionOpenLink, perform: func() tea.Cmd { return p.leaveWith(p.openPage) }},
		{keys: []string{"y", "Y"}, name: locale.ActionCopyLink, perform: func() tea.Cmd { return p.leaveWith(p.copyText) }},
	}
	if len(p.browsers) > 1 {
		actions = append(actions, action{keys: []string{"b"}, name: locale.ActionOtherBrowser, perform: p.otherBrowser})
	}
	return actions
}

func (p *linkPage) leaveWith(do func(string) tea.Cmd) tea.Cmd {
	return tea.Batch(p.Pop(), do(p.links[p.selected].URL()))
}

// otherBrowser goes on to the next installed browser, for the whole session.
func (p *linkPage) otherBrowser() tea.Cmd {
	p.Session.browser = p.browsers[(slices.Index(p.browsers, p.chosen())+1)%len(p.browsers)]
	return nil
}

func (p *linkPage) chosen() string { return chosenBrowser(p.browsers, p.Session.browser) }

// chosenBrowser is the wanted browser where it is installed, else the first.
func chosenBrowser(installed []string, wanted string) string {
	if slices.Contains(installed, wanted) {
		return wanted
	}
	return installed[0]
}

// View draws the page. An address is cut rather than broken.
func (p *linkPage) View() string {
	w := max(10, p.size.W-2*pageIndent)
	lines := []string{p.Theme.Paint(theme.Heading, p.Words.Text(locale.SectionLinks)), ""}
	for i, link := range p.links {
		mark, tone := "  ", theme.Plain
		if i == p.selected {
			mark, tone = p.Theme.Glyphs.Pointer+" ", theme.Accent
		}
		room := p.size.W - pageIndent
		address := kit.Fit(kit.Fit("", max(0, min(pageIndent, room-len(link.URL()))))+link.URL(), room)
		lines = append(lines, p.Theme.Paint(tone, mark+p.Words.Link(link.Link)), p.Theme.Paint(theme.Muted, address))
	}
	lines = append(lines, "")
	switch {
	case len(p.browsers) > 0:
		lines = append(lines, p.Words.Text(locale.LinkBrowser, p.chosen()))
	case p.answered:
		lines = append(lines, kit.Wrap(p.Words.Text(locale.LinkNoBrowserYet), w)...)
	}
	for _, line := range kit.Wrap(p.advice(p.links[p.selected]), w) {
		lines = append(lines, p.Theme.Paint(theme.Muted, line))
	}
	for i, line := range lines {
		lines[i] = strings.Repeat(" ", pageIndent) + line
	}
	return kit.Block(lines, p.size)
}

const pageIndent = 2 // blanks beside what stands on a page

// saidOpened says what became of a page that was to be opened.
func (a *App) saidOpened(msg pageOpened) tea.Cmd {
	switch {
	case msg.err != nil:
		return a.Fail(msg.err)
	case msg.opened:
		return a.Toast(theme.Good, a.Words.Text(locale.LinkOpened, msg.browser))
	case msg.browser != "":
		return a.Toast(theme.Warning, a.Words.Text(locale.LinkNotStarted, msg.browser))
	}
	return a.Toast(theme.Warning, a.Words.Text(locale.LinkNoBrowser))
}
