package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// destination is a screen that one key opens from everywhere. It stands in the
// rail, or in one line above the screen where there is no room for a rail.
type destination struct {
	key         string
	name, short locale.Message // short where the names stand in one line
	open        int            // what is still to be done there
	here        bool           // the screen is shown
	show        func() tea.Cmd
}

// destinations are the screens of the rail from top to bottom.
func (a *App) destinations() []destination {
	all := []destination{{
		key: "0", name: locale.Home, short: locale.Home, open: a.due.outlook.Total, here: a.atHome(), show: a.openHome,
	}}
	for i, w := range model.Workspaces() {
		all = append(all, destination{
			key:  string(rune('0' + w)),
			name: locale.WorkspaceCloud + locale.Message(i), short: locale.TabCloud + locale.Message(i),
			open: a.overview.Counts[model.ListOf(w)].Of(model.PhaseNotRedeemed),
			here: a.workspace() == w,
			show: func() tea.Cmd { return a.open(w) },
		})
	}
	_, inLog := a.place().(*activity)
	_, planning := a.place().(*planner)
	return append(all, destination{
		key: "w", name: locale.WhatIf, short: locale.WhatIf, here: a.atWhatIf(), show: a.openWhatIf,
	}, destination{
		key: "p", name: locale.PlannerTitle, short: locale.PlannerTitle, here: planning, show: a.showPlanner,
	}, destination{
		key: "a", name: locale.ActivityTitle, short: locale.ActivityTab, here: inLog,
		show: func() tea.Cmd { return a.Replace(newActivity(a)) },
	}, destination{
		key: "c", name: locale.TabAccounts, short: locale.TabAccounts, here: a.inAccounts(),
		show: func() tea.Cmd { return a.Replace(newWorkspace(a, accountsSpec(), model.Page{})) },
	})
}

// place is the destination that is shown: the bottom screen, or the list to
// which that one led.
func (a *App) place() screen {
	if len(a.stack) > 1 {
		if list, ok := a.stack[1].(*workspace); ok && list.pick == nil {
			return list
		}
	}
	return a.stack[0]
}

// workspace is the one that is shown, 0 for none.
func (a *App) workspace() model.Workspace {
	if w, ok := a.place().(*workspace); ok {
		return w.spec.workspace
	}
	return 0
}

// step shows the next destination, or the one before.
func (a *App) step(by int) tea.Cmd {
	all := a.destinations()
	at := slices.IndexFunc(all, func(d destination) bool { return d.here })
	if at < 0 && by < 0 {
		at = 0
	}
	return all[(at+by+len(all))%len(all)].show()
}

// switching are the keys that move between the destinations.
func (a *App) switching() []action {
	var actions []action
	for _, d := range a.destinations() {
		actions = append(actions, action{keys: []string{d.key}, name: d.name, quiet: true, perform: d.show})
	}
	return append(actions,
		action{keys: []string{"tab"}, name: locale.ActionNextWorkspace, quiet: true, perform: func() tea.Cmd { return a.step(1) }},
		action{keys: []string{"shift+tab"}, name: locale.ActionPreviousWorkspace, quiet: true, perform: func() tea.Cmd { return a.step(-1) }})
}

// rail lists the destinations with what is still open in each. A mark says
// which is shown, where there are no colours to say it.
func (a *App) rail() string {
	var lines []string
	for _, d := range a.destinations() {
		count := "·"
		if d.open > 0 {
			count = a.Words.Number(int64(d.open))
		}
		name := kit.Fit(a.Words.Text(d.name), railWidth-railIndent-countWidth-1) + kit.FitRight(count, countWidth) + " "
		if d.here {
			lines = append(lines, a.Theme.Paint(theme.SelectedMark, a.Theme.Glyphs.Mark+d.key+" ")+a.Theme.Paint(theme.Accent, name))
		} else {
			lines = append(lines, " "+a.Theme.Paint(theme.KeyHint, d.key+" ")+name)
		}
	}
	return kit.Block(lines, kit.Size{W: railWidth, H: a.body().H})
}

// tabs are the destinations in one line of w cells. The one that is shown has
// its full name; the others have short names, from the left as far as there is
// room, then counts where all that have one fit.
func (a *App) tabs(w int) string {
	all := a.destinations()
	line := " " + a.tabLine(all, len(all), true)
	for named := len(all) - 1; named > len(model.Workspaces()) && kit.Width(line) > w; named-- {
		line = " " + a.tabLine(all, named, true)
	}
	for named := len(all); named >= 0 && kit.Width(line) > w; named-- {
		line = " " + a.tabLine(all, named, false)
	}
	return kit.Fit(line, w)
}

// tabLine draws tabs, so many of them with a name; those without stand close
// together.
func (a *App) tabLine(all []destination, named int, counted bool) string {
	var line strings.Builder
	for i, d := range all {
		text := ""
		switch {
		case d.here:
			text = " " + a.Words.Text(d.name)
		case i < named:
			text = " " + a.Words.Text(d.short)
		}
		if counted && d.open > 0 {
			text += " " + a.Words.Number(int64(d.open))
		}
		switch {
		case i > named:
			line.WriteString(" ")
		case i > 0:
			line.WriteString("  ")
		}
		if d.here {
			line.WriteString(a.Theme.Paint(theme.Accent, "["+d.key+text+"]"))
		} else {
			line.WriteString(a.Theme.Paint(theme.KeyHint, d.key) + a.Theme.Paint(theme.Muted, text))
		}
	}
	return line.String()
}
