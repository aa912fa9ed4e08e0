package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// dialog is a box over the screen: a text to read, or a question that y
// answers with yes and everything else with no.
type dialog struct {
	title  string
	lines  []string
	yes    func() tea.Cmd // nil: nothing to decide
	scroll int
}

// ask opens a question.
func (a *App) ask(title locale.Message, lines []string, yes func() tea.Cmd) {
	var wrapped []string
	for _, line := range lines {
		wrapped = append(wrapped, kit.Wrap(line, max(minWidth, a.size.W)-6)...) // no date is cut
	}
	lines = append(wrapped, "", a.Theme.Paint(theme.KeyHint, "y")+" "+a.Words.Text(locale.Yes)+
		"   "+a.Theme.Paint(theme.KeyHint, "n")+" "+a.Words.Text(locale.No))
	a.dialog = &dialog{title: a.Words.Text(title), lines: lines, yes: yes}
}

func (d *dialog) press(a *App, key tea.KeyMsg) tea.Cmd {
	lines := d.folded(a.size)
	inner := max(1, d.size(a.size).H-2)
	switch key.String() {
	case "up", "k":
		d.scroll = max(0, d.scroll-1)
		return nil
	case "down", "j":
		d.scroll = min(max(0, len(lines)-inner), d.scroll+1)
		return nil
	case "pgup":
		d.scroll = max(0, d.scroll-inner)
		return nil
	case "pgdown", " ":
		d.scroll = min(max(0, len(lines)-inner), d.scroll+inner)
		return nil
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

// size fits the box to its lines and to the window.
func (d *dialog) size(window kit.Size) kit.Size {
	lines := d.folded(window)
	width := max(kit.Width(d.title), widest(lines)) + 4
	return kit.Size{W: min(width, window.W-2), H: min(len(lines)+2, window.H-2)}
}

// foldGap stands between the two columns of a long text.
const foldGap = 3

// folded are the lines, in two columns where a text to read is longer than the
// window and half as wide.
func (d *dialog) folded(window kit.Size) []string {
	wide := widest(d.lines)
	if d.yes != nil || len(d.lines) <= window.H-4 || 2*wide+foldGap > window.W-6 {
		return d.lines
	}
	half := (len(d.lines) + 1) / 2
	lines := slices.Clone(d.lines[:half])
	for i, line := range d.lines[half:] {
		lines[i] = kit.Fit(lines[i], wide+foldGap) + line
	}
	return lines
}

func widest(lines []string) int {
	width := 0
	for _, line := range lines {
		width = max(width, kit.Width(line))
	}
	return width
}

func (d *dialog) over(t theme.Theme, background string, window kit.Size) string {
	size, lines := d.size(window), d.folded(window)
	x, y := kit.Centered(window, size)
	title := d.title
	if len(lines)-d.scroll > size.H-2 {
		title += " " + t.Glyphs.Down
	}
	return kit.Overlay(background, kit.Box(t, title, lines[min(d.scroll, len(lines)):], size), x, y)
}
