package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// action is something a person can do here, as a value: routing, footer and
// help all read the same list.
type action struct {
	keys    []string // bubbletea's names; the first is shown
	name    locale.Message
	whyNot  string // why it is not possible now; empty: it is
	perform func() tea.Cmd
	quiet   bool // not in the footer: movement and the like
}

// matches tells whether a key press means the action.
func (a action) matches(key tea.KeyMsg) bool {
	return !key.Paste && slices.Contains(a.keys, key.String())
}

// offered are the actions of the top screen, and those of every screen whose
// keys it does not give another meaning.
func (a *App) offered() []action {
	own := a.top().Actions()
	taken := func(key string) bool {
		return slices.ContainsFunc(own, func(mine action) bool { return slices.Contains(mine.keys, key) })
	}
	for _, of := range a.actions() {
		if of.keys = slices.DeleteFunc(of.keys, taken); len(of.keys) > 0 {
			own = append(own, of)
		}
	}
	return own
}

// keyNames are the names of keys as the footer shows them.
var keyNames = map[string]string{
	"enter": "enter", "esc": "esc", "up": "↑", "down": "↓", "left": "←", "right": "→",
	"shift+up": "shift+↑", "shift+down": "shift+↓", "shift+left": "shift+←", "shift+right": "shift+→", "ctrl+left": "^←", "ctrl+right": "^→",
	"tab": "tab", "shift+tab": "shift+tab", " ": "space", "pgup": "pgup", "pgdown": "pgdn",
}

func keyName(key string) string {
	if name, known := keyNames[key]; known {
		return name
	}
	return strings.Replace(key, "ctrl+", "^", 1)
}

const footerGap = "  "

// footer lists actions in w cells, the most useful first, the way back and the
// help always; one that is not possible now has a grey key. What does not fit is
// left to the help.
func (s *Session) footer(actions []action, w int) string {
	var b strings.Builder
	last := slices.IndexFunc(actions, func(a action) bool { return a.name == locale.ActionHelpKeys })
	left := w - s.footerWidth(actions[last])
	for _, a := range actions {
		if a.leaves() {
			left -= s.footerWidth(a) + len(footerGap)
		}
	}
	for i, a := range actions {
		if a.quiet || i == last {
			continue
		}
		if !a.leaves() {
			width := s.footerWidth(a) + len(footerGap)
			if width > left {
				continue
			}
			left -= width
		}
		b.WriteString(s.footerAction(a, footerGap))
	}
	return kit.Fit(b.String()+s.footerAction(actions[last], ""), w)
}

// leaves tells whether an action is the way back, which the footer always has.
func (a action) leaves() bool { return a.keys[0] == "esc" && !a.quiet }

func (s *Session) footerWidth(a action) int {
	return kit.Width(keyName(a.keys[0])) + 1 + kit.Width(s.Words.Text(a.name))
}

func (s *Session) footerAction(a action, gap string) string {
	tone := theme.KeyHint
	if a.whyNot != "" {
		tone = theme.Rule
	}
	return s.Theme.Paint(tone, keyName(a.keys[0])) + s.Theme.Paint(theme.Muted, " "+s.Words.Text(a.name)+gap)
}

// helpLines lists every action of a screen with its keys in w cells.
func (s *Session) helpLines(actions []action, w int) []string {
	var lines []string
	for _, a := range actions {
		names := make([]string, len(a.keys))
		for i, key := range a.keys {
			names[i] = keyName(key)
		}
		lines = append(lines, s.actionLines(a, strings.Join(names, " "), helpKeyWidth, w)...)
	}
	return lines
}

const helpKeyWidth = 15

// actionLines are an action behind its keys in w cells, with why it is not
// possible where it is not.
func (s *Session) actionLines(a action, keys string, keyWidth, w int) []string {
	text, tone := s.Words.Text(a.name), theme.Plain
	if a.whyNot != "" {
		text, tone = text+" — "+a.whyNot, theme.Muted
	}
	lines := kit.Wrap(text, max(10, w-keyWidth))
	for i, line := range lines {
		head := kit.Fit("", keyWidth)
		if i == 0 {
			head = s.Theme.Paint(theme.KeyHint, kit.Fit(keys, keyWidth))
		}
		lines[i] = head + s.Theme.Paint(tone, line)
	}
	return lines
}
