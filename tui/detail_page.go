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

// Update leaves answers to the workspace, which gets them too. A revealed key
// stands above everything else.
func (d *detailPage) Update(msg tea.Msg) tea.Cmd {
	if shown, ok := msg.(keyRevealed); ok && shown.ticket == d.reveal.ticket {
		d.scroll = 0
	}
	return nil
}

// Owns nothing: a page has no field.
func (d *detailPage) Owns(tea.KeyMsg) bool { return false }

// Resize keeps the page's rectangle.
func (d *detailPage) Resize(size kit.Size) { d.page = size }

// possible are the actions on the record.
func (d *detailPage) possible() []action {
	var actions []action
	for _, a := range slices.Concat(d.recordActions(), d.whatIfActions(false), d.planning(), d.linkActions(false), d.replacementActions(true), d.editing(), d.pastActions(false)) {
		if a.keys[0] != "n" && a.keys[0] != "t" { // those are of the list
			actions = append(actions, a)
		}
	}
	return actions
}

// Waits holds back what the workspace does, and scrolling over a record that is
// not read yet.
func (d *detailPage) Waits(key tea.KeyMsg) bool {
	return d.workspace.Waits(key) || d.asked != 0 && d.record() == nil && needs(key, d.scrolling())
}

// Actions are those on the record, scrolling, and those to other records.
func (d *detailPage) Actions() []action {
	return append(slices.Concat(d.possible(), d.hiding(), []action{d.undoing()}, d.scrolling()),
		action{keys: []string{"left", "h"}, name: locale.PreviousRecord, quiet: true, perform: func() tea.Cmd { return d.step(-1) }},
		action{keys: []string{"right", "l"}, name: locale.NextRecord, quiet: true, perform: func() tea.Cmd { return d.step(1) }},
	)
}

func (d *detailPage) scrolling() []action {
	return []action{
		{keys: []string{"up", "k"}, name: locale.MoveUp, quiet: true, perform: func() tea.Cmd { return d.scrollBy(-1) }},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: func() tea.Cmd { return d.scrollBy(1) }},
		{keys: []string{"pgup"}, name: locale.MovePageUp, quiet: true, perform: func() tea.Cmd { return d.scrollBy(-d.page.H) }},
		{keys: []string{"pgdown", " "}, name: locale.MovePageDown, quiet: true, perform: func() tea.Cmd { return d.scrollBy(d.page.H) }},
		{keys: []string{"home", "g"}, name: locale.MoveHome, quiet: true, perform: func() tea.Cmd { return d.scrollBy(-len(d.lines())) }},
		{keys: []string{"end", "G"}, name: locale.MoveEnd, quiet: true, perform: func() tea.Cmd { return d.scrollBy(len(d.lines())) }},
	}
}

func (d *detailPage) recordActions() []action {
	switch {
	case d.spec.list == model.ListOf(model.Cloud):
		return d.keyActions(false)
	case d.spec.actions != nil:
		return d.spec.actions(d.workspace)
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
	return append(lines, d.recordLines(d.page.W-4, d.actionSection())...)
}

// actionSection lists what can be done with the record.
func (d *detailPage) actionSection() section {
	return section{title: locale.SectionActions, draw: func(w int) (lines []string) {
		for _, a := range d.possible() {
			lines = append(lines, d.actionLines(a, keyName(a.keys[0]), keyColumn, w)...)
		}
		return lines
	}}
}

const keyColumn = 3

// View draws the record.
func (d *detailPage) View() string {
	lines := d.lines()
	for i, line := range lines {
		lines[i] = "  " + line
	}
	return d.inSight(lines, d.scroll, d.page)
}
