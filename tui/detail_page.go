package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// detailPage shows one record on the whole screen, with every action that the
// grid has for it.
type detailPage struct {
	*workspace
	scroll int
	page   kit.Size
}

func newDetailPage(w *workspace) *detailPage { return &detailPage{workspace: w} }

// Init reads nothing: the workspace below keeps its record up to date.
func (d *detailPage) Init() tea.Cmd { return nil }

// Update leaves answers to the workspace, which gets them too.
func (d *detailPage) Update(tea.Msg) tea.Cmd { return nil }

// Owns nothing: a page has no field.
func (d *detailPage) Owns(tea.KeyMsg) bool { return false }

// Resize keeps the page's rectangle.
func (d *detailPage) Resize(size kit.Size) { d.page = size }

// Actions are those on the record, and scrolling.
func (d *detailPage) Actions() []action {
	var actions []action
	for _, a := range slices.Concat(d.keyActionsHere(), d.linkActions(false), d.editing(), d.pastActions(false)) {
		if a.keys[0] != "n" {
			actions = append(actions, a)
		}
	}
	return append(actions,
		action{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: func() tea.Cmd { return d.scrollBy(-1) }},
		action{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return d.scrollBy(1) }},
		action{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: func() tea.Cmd { return d.scrollBy(-d.page.H) }},
		action{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: func() tea.Cmd { return d.scrollBy(d.page.H) }},
		action{keys: []string{"left", "h"}, name: locale.PreviousRecord, quiet: true, perform: func() tea.Cmd { return d.step(-1) }},
		action{keys: []string{"right", "l"}, name: locale.NextRecord, quiet: true, perform: func() tea.Cmd { return d.step(1) }},
	)
}

func (d *detailPage) keyActionsHere() []action {
	if d.spec.list == model.ListOf(model.Cloud) {
		return d.keyActions(false)
	}
	return nil
}

func (d *detailPage) step(n int) tea.Cmd {
	d.scroll = 0
	return d.move(n)
}

func (d *detailPage) scrollBy(n int) tea.Cmd {
	d.scroll = max(0, min(d.scroll+n, len(d.lines())-d.page.H))
	return nil
}

func (d *detailPage) lines() []string {
	if d.record() == nil {
		return nil
	}
	lines := []string{d.Theme.Paint(theme.Heading, cleanText(d.dossier.Title())), ""}
	return append(lines, d.recordLines(d.page.W-4)...)
}

// View draws the record.
func (d *detailPage) View() string {
	lines := d.lines()
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return kit.Block(lines[min(d.scroll, len(lines)):], d.page)
}
