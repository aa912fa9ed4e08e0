package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// dialog is a box over the screen: a text to read, or a question that y
// answers with yes and everything else with no.
type dialog struct {
	title  string
	text   func(w int) []string // made for w cells: nothing of it is cut
	yes    func() tea.Cmd       // nil: nothing to decide
	scroll int
}

// ask opens a question.
func (a *App) ask(title locale.Message, paragraphs []string, yes func() tea.Cmd) {
	text := func(w int) []string {
		var lines []string
		for _, paragraph := range paragraphs {
			lines = append(lines, kit.Wrap(paragraph, w)...)
		}
		return append(lines, "", a.dialogFoot(true, false))
	}
	a.dialog = &dialog{title: a.Words.Text(title), text: text, yes: yes}
}

// showHelp lists the keys of the screen, as they are after every answer.
func (a *App) showHelp() tea.Cmd {
	text := func(w int) []string { return a.helpLines(a.pressable(a.offered()), w) }
	a.dialog = &dialog{title: a.Words.Text(locale.HelpTitle), text: text}
	return nil
}

// dialogFoot are the keys of a dialog: those of a question, or of a text and of
// one that is longer than its box.
func (s *Session) dialogFoot(question, long bool) string {
	keys := []action{{keys: []string{"esc"}, name: locale.ActionClose}}
	switch {
	case question:
		keys = []action{{keys: []string{"y"}, name: locale.Yes}, {keys: []string{"n"}, name: locale.No}}
	case long:
		keys = append([]action{{keys: []string{"up"}, name: locale.MoveUp}, {keys: []string{"down"}, name: locale.MoveDown}}, keys...)
	}
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = s.footerAction(key, "")
	}
	return strings.Join(names, footerGap)
}

func (d *dialog) press(a *App, key tea.KeyMsg) tea.Cmd {
	lines := d.lines(a.size)
	inner := max(1, d.size(lines, a.size).H-2)
	scroll := func(by int) tea.Cmd {
		d.scroll = max(0, min(d.scroll+by, len(lines)-inner))
		return nil
	}
	switch key.String() {
	case "up", "k":
		return scroll(-1)
	case "down", "j":
		return scroll(1)
	case "pgup":
		return scroll(-inner)
	case "pgdown", " ":
		return scroll(inner)
	case "y", "Y":
		if d.yes != nil {
			a.dialog = nil
			return d.yes()
		}
	}
	if d.yes != nil && key.Paste {
		return nil
	}
	a.dialog = nil
	return nil
}

// dialogBorder is what the border of a box takes from its width.
const dialogBorder = 4

// size fits the box to its lines and to the window.
func (d *dialog) size(lines []string, window kit.Size) kit.Size {
	width := max(kit.Width(d.title), widest(lines)) + dialogBorder
	return kit.Size{W: min(width, window.W-2), H: min(len(lines)+2, window.H-2)}
}

// The columns of a long text: the least they have, and what parts them.
const (
	foldFrom = 50
	foldGap  = 3
)

// lines are the text in a window, in two columns where it is longer and there
// is room for them.
func (d *dialog) lines(window kit.Size) []string {
	room := window.W - 2 - dialogBorder
	lines, half := d.text(room), (room-foldGap)/2
	if d.yes != nil || len(lines) <= window.H-4 || half < foldFrom {
		return lines
	}
	lines = d.text(half)
	fold := (len(lines) + 1) / 2
	for fold < len(lines) && strings.HasPrefix(lines[fold], " ") {
		fold++ // a column begins with what is no continuation
	}
	left, right := slices.Clone(lines[:fold]), lines[fold:]
	wide := widest(left) + foldGap
	for i, line := range right {
		left[i] = kit.Fit(left[i], wide) + line
	}
	return left
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, kit.Width(line))
	}
	return width
}

func (d *dialog) over(t theme.Theme, background string, window kit.Size) string {
	lines := d.lines(window)
	size := d.size(lines, window)
	x, y := kit.Centered(window, size)
	from := max(0, min(d.scroll, len(lines)-size.H+2))
	title := d.title
	if from > 0 {
		title += " " + t.Glyphs.Up
	}
	if len(lines)-from > size.H-2 {
		title += " " + t.Glyphs.Down
	}
	return kit.Overlay(background, kit.Box(t, title, lines[from:], size), x, y)
}

// back leaves the top screen, asking first where typed text would be lost.
func (a *App) back() tea.Cmd { return a.guard(false, a.Pop) }

// leave ends the program once nothing is being copied or opened any more.
func (a *App) leave() tea.Cmd {
	return a.guard(false, func() tea.Cmd { return a.inTurn(tea.Quit) })
}

func quit() tea.Cmd { return tea.Quit }

// guard asks before what was typed is lost; more tells that it is more than the
// screen knows of.
func (a *App) guard(more bool, then func() tea.Cmd) tea.Cmd {
	guard, ok := a.top().(guarded)
	if !ok || !more && !guard.Unsaved() {
		return then()
	}
	question := a.Words.Text(locale.LeaveQuestion)
	if parting, ok := guard.(parting); ok {
		question = orElse(parting.Parting(), question)
	}
	a.ask(locale.LeaveTitle, []string{question}, func() tea.Cmd {
		if w, ok := guard.(withdrawn); ok {
			return tea.Batch(w.Withdraw(), then())
		}
		return then()
	})
	return nil
}
