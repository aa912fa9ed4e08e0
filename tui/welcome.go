package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// welcome is the first screen of an empty store: three ways on.
type welcome struct {
	*App
	choice *kit.Choice
	size   kit.Size
	ticket ticket
	busy   bool
}

func newWelcome(a *App) *welcome {
	w := &welcome{App: a, choice: kit.NewChoice(a.Theme)}
	w.choice.SetOptions([]kit.Option{
		{Label: a.Words.Text(locale.WelcomeImport), Help: a.Words.Text(locale.WelcomeImportHelp)},
		{Label: a.Words.Text(locale.WelcomeDemo), Help: a.Words.Text(locale.WelcomeDemoHelp)},
		{Label: a.Words.Text(locale.WelcomeType), Help: a.Words.Text(locale.WelcomeTypeHelp)},
	}, 0)
	return w
}

// Init asks nothing.
func (w *welcome) Init() tea.Cmd { return nil }

// Waits holds keys back while the demo is being filled in.
func (w *welcome) Waits(key tea.KeyMsg) bool { return w.busy && !leaves(key) }

// Update opens the first workspace once there is something to see.
func (w *welcome) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case demoOpened:
		if msg.ticket != w.ticket || !w.busy {
			return nil
		}
		w.busy = false
		if msg.err != nil {
			return w.Fail(msg.err)
		}
		w.Desk, w.Store = msg.desk, msg.name
		return tea.Batch(w.readOverview(), w.open(model.Cloud))
	case overviewRead:
		if w.overview.Records > 0 && !w.busy {
			return w.open(model.Cloud)
		}
	}
	return nil
}

// Resize lays the choice out.
func (w *welcome) Resize(size kit.Size) {
	w.size = size
	w.choice.Resize(kit.Size{W: max(10, size.W-6), H: max(3, size.H-5)})
}

// Actions choose one of the ways.
func (w *welcome) Actions() []action {
	move := func(n int) func() tea.Cmd { return func() tea.Cmd { w.choice.Move(n); return nil } }
	return []action{
		{keys: []string{"up", "k"}, name: locale.ActionChoose, perform: move(-1)},
		{keys: []string{"down", "j"}, name: locale.MoveDown, quiet: true, perform: move(1)},
		{keys: []string{"enter"}, name: locale.ActionOpen, perform: w.chosen},
		{keys: []string{"i"}, name: locale.ActionImport, perform: w.openImport},
	}
}

func (w *welcome) openImport() tea.Cmd { return w.Push(newImportScreen(w.App)) }

func (w *welcome) chosen() tea.Cmd {
	switch w.choice.Selected() {
	case 0:
		return w.openImport()
	case 1:
		w.busy = true
		w.ticket = w.newTicket()
		return w.openDemo(w.ticket)
	}
	return w.Push(newBenefitForm(w.App, model.Benefit{Workspace: model.Cloud}, model.Dossier{}))
}

// View draws the screen.
func (w *welcome) View() string {
	lines := []string{"", "   " + w.Theme.Paint(theme.Heading, w.Words.Text(locale.WelcomeTitle))}
	for _, line := range kit.Wrap(w.Words.Text(locale.WelcomeText), max(10, w.size.W-6)) {
		lines = append(lines, "   "+w.Theme.Paint(theme.Muted, line))
	}
	lines = append(lines, "")
	if w.busy {
		return kit.Block(append(lines, "   "+w.Words.Text(locale.WelcomeFilling)), w.size)
	}
	for line := range splitLines(w.choice.View()) {
		lines = append(lines, "   "+line)
	}
	return kit.Block(lines, w.size)
}
