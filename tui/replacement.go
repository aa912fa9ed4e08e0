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
	"benefitdesk/tui/words"
)

// requestKey opens the request for a replacement key.
const requestKey = "T"

// keysOf are the keys of a benefit and those that were redeemed together with
// them.
func keysOf(d model.Dossier) []model.ProductKey { return slices.Concat(d.Keys, d.Beside) }

// redeemedKeys are the keys of a redemption, or the one of them that is meant.
func redeemedKeys(d model.Dossier, r model.Redemption, only model.ID) []model.ProductKey {
	return slices.DeleteFunc(keysOf(d), func(k model.ProductKey) bool {
		return !slices.Contains(r.Keys, k.ID) || only != 0 && k.ID != only
	})
}

// replacementSection counts down the days in which Microsoft replaces a key that
// was redeemed wrongly.
func (s *Session) replacementSection(d model.Dossier) section {
	part := section{title: locale.SectionReplacement}
	for _, r := range d.Redemptions {
		if redemption.Replaceable(r, keysOf(d), s.Today) {
			until := redemption.ReplacementUntil(r)
			part.lines = append(part.lines, s.Words.Text(locale.ReplacementLeft, until, s.Words.DaysLeft(until, s.Today), requestKey))
		}
	}
	return part
}

// replaceable is the latest redemption of the selected record whose key may
// still be replaced; where there is none, why not the key of the latest.
func (w *workspace) replaceable() (r model.Redemption, whyNot string) {
	if whyNot = w.nothingSelected(); whyNot != "" {
		return r, whyNot
	}
	for _, r := range w.redemptions(model.Redeemed) {
		err := redemption.WhyNotRequested(r, keysOf(w.dossier), w.Today)
		if err == nil {
			return r, ""
		}
		whyNot = orElse(whyNot, w.Words.Error(err))
	}
	return r, orElse(whyNot, w.Words.Text(locale.WhyNoReplacement))
}

// replacementActions are those on a key that was redeemed wrongly.
func (w *workspace) replacementActions(quiet bool) []action {
	if w.spec.list != model.ListOf(model.Cloud) {
		return nil
	}
	r, whyNot := w.replaceable()
	return []action{{keys: []string{requestKey}, name: locale.ActionSupportRequest, quiet: quiet, whyNot: whyNot,
		perform: func() tea.Cmd { return w.Push(newRequestPage(w.App, w.dossier, r, 0)) }}}
}

// supportRequest is the text that asks Microsoft for a replacement of the keys
// of a redemption, or of one of them: never the key, only its last group.
func supportRequest(w words.Words, d model.Dossier, r model.Redemption, only model.ID, added bool) []string {
	tenant := d.Tenants[r.Tenant]
	grants := w.Text(locale.KeyGrants, r.KeyLicenses, r.KeyMonths)
	var tails []string
	for _, key := range redeemedKeys(d, r, only) {
		tails = append(tails, cleanText(key.Tail))
		if only != 0 {
			grants = w.Text(locale.KeyGrants, key.Licenses, key.Months)
		}
	}
	happened := w.Text(locale.RequestWrongTenant)
	if added {
		happened = w.Text(locale.RequestAdded, r.Before.Licenses, r.Before.Ends, r.After.Licenses, r.Ends())
	}
	return []string{
		w.Text(locale.RequestTitle), "",
		w.Text(locale.RequestProduct, cleanText(d.Title())),
		w.Text(locale.RequestTenant, cleanText(strings.TrimSpace(tenant.Domain+" "+tenant.TenantID))),
		w.Text(locale.RequestDay, r.On),
		w.Text(locale.RequestKey, w.Listed(tails...)),
		w.Text(locale.RequestGrants, grants), "",
		happened,
		w.Text(locale.RequestAsk, redemption.ReplacementUntil(r)),
	}
}

// requestPage shows the support request, to be copied, in any language.
type requestPage struct {
	*App
	dossier    model.Dossier
	redemption model.Redemption
	only       model.ID // the key of several that is meant; 0: all
	added      bool     // instead of extended; else the tenant was wrong
	language   locale.Language
	scroll     int
	size       kit.Size
}

func newRequestPage(a *App, d model.Dossier, r model.Redemption, only model.ID) *requestPage {
	p := &requestPage{App: a, dossier: d, redemption: r, only: only, language: a.Words.Language}
	p.added = p.mayHaveAdded()
	return p
}

// mayHaveAdded tells whether licenses were added, so that an extension may have
// been meant.
func (p *requestPage) mayHaveAdded() bool { return p.redemption.Action == redemption.Add.String() }

// Init asks nothing.
func (p *requestPage) Init() tea.Cmd { return nil }

// Update waits for nothing.
func (p *requestPage) Update(tea.Msg) tea.Cmd { return nil }

// Resize keeps the page's rectangle.
func (p *requestPage) Resize(size kit.Size) {
	p.size = size
	p.scrollBy(0)
}

// Actions copy the text and change it.
func (p *requestPage) Actions() []action {
	scroll := func(n int) func() tea.Cmd { return func() tea.Cmd { p.scrollBy(n); return nil } }
	actions := []action{{keys: []string{"y"}, name: locale.ActionCopyText, perform: func() tea.Cmd { return p.copyText(strings.Join(p.text(), "\n")) }}}
	if p.mayHaveAdded() {
		actions = append(actions, action{keys: []string{"x"}, name: locale.ActionOtherReason, perform: func() tea.Cmd { p.added = !p.added; return nil }})
	}
	return append(actions,
		action{keys: []string{"g"}, name: locale.ActionOtherLanguage, perform: p.otherLanguage},
		action{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: scroll(-1)},
		action{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: scroll(1)},
		action{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: scroll(-p.size.H)},
		action{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: scroll(p.size.H)})
}

func (p *requestPage) otherLanguage() tea.Cmd {
	languages := locale.Languages()
	p.language = languages[(slices.Index(languages, p.language)+1)%len(languages)]
	p.scrollBy(0)
	return nil
}

func (p *requestPage) text() []string {
	return supportRequest(words.Words{Language: p.language}, p.dossier, p.redemption, p.only, p.added)
}

func (p *requestPage) scrollBy(n int) {
	p.scroll = max(0, min(p.scroll+n, len(p.lines())-p.size.H))
}

// lines are the text as it is shown, the title apart.
func (p *requestPage) lines() []string {
	var lines []string
	for i, paragraph := range p.text() {
		for _, line := range kit.Wrap(paragraph, max(10, p.size.W-2*pageIndent)) {
			if i == 0 {
				line = p.Theme.Paint(theme.Heading, line)
			}
			lines = append(lines, strings.Repeat(" ", pageIndent)+line)
		}
	}
	return lines
}

// View draws the page.
func (p *requestPage) View() string { return p.inSight(p.lines(), p.scroll, p.size) }
