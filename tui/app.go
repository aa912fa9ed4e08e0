package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// The smallest window that the screens fit in, and the one from which the
// rail stands beside them, and what the frame takes.
const (
	minWidth, minHeight = 60, 16
	railFrom            = 86
	railWidth           = 25
	railIndent          = 3 // the mark, the key and a blank
	countWidth          = 5
	rulesFrom           = 20 // lines from which rules stand above and below
)

// App is the one model of the program: a stack of screens between a header and
// a footer.
type App struct {
	*Session
	size   kit.Size
	stack  []screen
	due    attention
	counts bool // the overview is being read
	dialog *dialog
	notice notice
	plans  *planner     // where one left it
	queue  []tea.KeyMsg // pressed and not yet routed, most often while the top screen waits
}

// waiter is a screen that may wait for an answer on which a key depends.
type waiter interface{ Waits(tea.KeyMsg) bool }

// notice is the message that stands in the footer for a while.
type notice struct {
	text   string
	tone   theme.Tone
	ticket ticket
}

// NewApp begins on the first workspace, or on the way in when the store is
// empty. The overview and the first page are read before the first frame, so
// that it shows real rows.
func NewApp(s *Session, overview model.Overview, first model.Page) *App {
	s.overview = overview
	a := &App{Session: s}
	if overview.Records == 0 {
		a.stack = []screen{newWelcome(a)}
	} else {
		a.stack = []screen{newWorkspace(a, specs()[model.Cloud], first)}
	}
	return a
}

// Init starts the top screen and the look-around.
func (a *App) Init() tea.Cmd { return tea.Batch(a.top().Init(), a.look()) }

func (a *App) top() screen { return a.stack[len(a.stack)-1] }

// Push opens a screen over the present one.
func (a *App) Push(s screen) tea.Cmd {
	a.notice.text = ""
	a.stack = append(a.stack, s)
	s.Resize(a.body())
	return s.Init()
}

// Pop goes back one screen; the last one stays.
func (a *App) Pop() tea.Cmd {
	if len(a.stack) == 1 {
		return nil
	}
	end(a.top())
	a.stack = a.stack[:len(a.stack)-1]
	return a.refresh()
}

// Replace shows a screen instead of the whole stack.
func (a *App) Replace(s screen) tea.Cmd {
	for _, left := range a.stack {
		end(left)
	}
	a.stack = a.stack[:0]
	return a.Push(s)
}

// end stops what a screen that is left still calculates.
func end(s screen) {
	if ending, ok := s.(interface{ End() }); ok {
		ending.End()
	}
}

// refresh reads what the screens show and the counts around them again: a page
// may show what the list below it read.
func (a *App) refresh() tea.Cmd {
	a.top().Resize(a.body())
	return tea.Batch(a.recount(), a.broadcast(factsChanged{}))
}

// recount reads the counts again, and then what needs attention.
func (a *App) recount() tea.Cmd {
	a.counts = true
	return a.readOverview()
}

// factsChanged tells a screen that the store changed since it read.
type factsChanged struct{}

// Toast shows a message in the footer for a while.
func (a *App) Toast(tone theme.Tone, text string) tea.Cmd {
	a.notice = notice{text, tone, a.notice.ticket + 1}
	return endToast(a.notice.ticket)
}

// Fail shows an error in the footer.
func (a *App) Fail(err error) tea.Cmd { return a.Toast(theme.Danger, a.Words.Error(err)) }

// Update takes a message in, and then the keys that waited for it.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	command := a.receive(msg)
	return a, tea.Batch(command, a.pressQueued())
}

// pressQueued presses the keys that wait for nothing.
func (a *App) pressQueued() (command tea.Cmd) {
	for len(a.queue) > 0 && (!a.waits(a.queue[0]) || a.skipToStop()) {
		key := a.queue[0]
		a.queue = a.queue[1:]
		command = tea.Batch(command, a.press(key))
	}
	return command
}

// waits tells whether the top screen waits for an answer that a key depends
// on: typed ahead or in one burst, the key means what comes then.
func (a *App) waits(key tea.KeyMsg) bool {
	w, ok := a.top().(waiter)
	return ok && a.dialog == nil && w.Waits(key)
}

// skipToStop forgets the keys that wait for what is searched where an esc
// behind them stops the search: that may take long.
func (a *App) skipToStop() bool {
	s, ok := a.top().(interface{ Searches() bool })
	stop := slices.IndexFunc(a.queue, func(key tea.KeyMsg) bool { return key.String() == "esc" })
	if !ok || !s.Searches() || stop < 0 {
		return false
	}
	a.queue = a.queue[stop:]
	return true
}

// interrupt leaves at once. Keys that wait are no answer to the question that
// it may ask; as text for the focused field they are reason to ask it.
func (a *App) interrupt() tea.Cmd {
	owner, ok := a.top().(typist)
	typed := ok && a.dialog == nil && slices.ContainsFunc(a.queue, owner.Owns)
	a.queue = nil
	return a.guard(typed, quit)
}

// leaves tells whether a key goes away from what is being waited for.
func leaves(key tea.KeyMsg) bool { return key.String() == "esc" || key.String() == "ctrl+c" }

// receive routes a message: keys to whoever owns them, everything else to the
// screens.
func (a *App) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.Resize(kit.Size{W: msg.Width, H: msg.Height})
		return nil
	case tea.KeyMsg:
		a.notice.text = "" // it was about what was done before
		var commands []tea.Cmd
		for _, key := range kit.Split(msg) {
			if key.String() == "ctrl+c" {
				commands = append(commands, a.interrupt())
				continue
			}
			a.queue = append(a.queue, key)
			commands = append(commands, a.pressQueued())
		}
		return tea.Batch(commands...)
	case overviewRead:
		a.counts = false
		if msg.err == nil {
			a.overview = msg.overview
		}
		return tea.Batch(a.top().Update(msg), a.askDue())
	case tableRead: // reading both at a time would slow the first frame down
		return tea.Batch(a.broadcast(msg), a.askDue())
	case remindersRead:
		return tea.Batch(a.tookDue(msg), a.broadcast(msg))
	case lookedAround:
		return tea.Batch(a.lookedAround(msg), a.look())
	case toastEnded:
		if msg.ticket == a.notice.ticket {
			a.notice.text = ""
		}
		return nil
	case copied:
		return a.saidCopied(msg)
	case pageOpened:
		return a.saidOpened(msg)
	}
	return a.broadcast(msg)
}

// broadcast gives an answer to every screen: the one that asked may no longer
// be on top, and each drops what it did not ask for.
func (a *App) broadcast(msg tea.Msg) tea.Cmd {
	var commands []tea.Cmd
	for _, s := range a.stack {
		commands = append(commands, s.Update(msg))
	}
	return tea.Batch(commands...)
}

// Resize lays the screens out for a window.
func (a *App) Resize(size kit.Size) {
	a.size = size
	a.top().Resize(a.body())
}

// lookedAround takes up a new day and changes from other programs.
func (a *App) lookedAround(msg lookedAround) tea.Cmd {
	if msg.err != nil || msg.today == a.Today && msg.revision == a.overview.Revision {
		return nil
	}
	a.Today = msg.today
	return tea.Batch(a.recount(), a.broadcast(factsChanged{}))
}

func (a *App) saidCopied(msg copied) tea.Cmd {
	switch {
	case msg.err != nil:
		return a.Fail(msg.err)
	case msg.sent:
		return a.Toast(theme.Good, a.Words.Text(locale.CopySent))
	}
	return a.Toast(theme.Good, a.Words.Text(locale.CopyDone))
}

// press routes one key: an open dialog first, then the field that has the
// focus, then the actions of the screen, then those of the app.
func (a *App) press(key tea.KeyMsg) tea.Cmd {
	if key.String() == "ctrl+z" {
		return tea.Suspend
	}
	if a.dialog != nil {
		return a.dialog.press(a, key)
	}
	if owner, ok := a.top().(typist); ok && owner.Owns(key) {
		return a.top().Update(key)
	}
	for _, action := range a.offered() {
		if !action.matches(key) {
			continue
		}
		if action.whyNot != "" {
			return a.Toast(theme.Warning, a.Words.Text(locale.WhyNot, action.name, action.whyNot))
		}
		return action.perform()
	}
	return nil
}

// actions are those of every screen.
func (a *App) actions() []action {
	actions := []action{
		{keys: []string{"?", "f1"}, name: locale.ActionHelpKeys, perform: a.showHelp},
	}
	if len(a.stack) > 1 && !a.filtering() {
		name := locale.ActionBack
		if _, ok := a.top().(fullWidth); ok {
			name = locale.ActionLeave
		}
		actions = append(actions, action{keys: []string{"esc"}, name: name, perform: a.back})
	}
	if !a.guided() {
		actions = append(actions, a.switching()...)
	}
	return append(actions, action{keys: []string{"q"}, name: locale.ActionQuit, quiet: len(a.stack) > 1, perform: a.leave})
}

// guided tells whether the top screen leads through something step by step or
// has a filter being typed, so that no key may jump out of it.
func (a *App) guided() bool {
	_, wizard := a.top().(fullWidth)
	list, ok := a.top().(*workspace)
	return wizard || a.filtering() || ok && list.pick != nil
}

// filtering tells whether the top screen is a list whose filter is typed.
func (a *App) filtering() bool {
	list, ok := a.top().(interface{ Filtering() bool })
	return ok && list.Filtering()
}

// open shows a workspace instead of what is shown.
func (a *App) open(w model.Workspace) tea.Cmd {
	return a.Replace(newWorkspace(a, specs()[w], model.Page{}))
}
