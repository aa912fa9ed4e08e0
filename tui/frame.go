package tui

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// View draws the whole window, exactly its size.
func (a *App) View() string {
	if a.size.W < minWidth || a.size.H < minHeight {
		return a.Theme.Encode(a.tooSmall())
	}
	body := a.top().View()
	if a.railed() {
		body = kit.Beside(a.rail(), body)
	}
	rule := kit.Rule(a.Theme, "", a.size.W)
	frame := strings.Join([]string{a.header(), rule, body, rule, a.foot()}, "\n")
	if a.dialog != nil {
		frame = a.dialog.over(a.Theme, frame, a.size)
	}
	return a.Theme.Encode(trimmed(frame))
}

// trimmed leaves out the blanks at the ends of lines: bubbletea clears the
// rest of a line with three bytes.
func trimmed(frame string) string {
	lines := strings.Split(frame, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// tooSmall is the one sentence that a small window shows.
func (a *App) tooSmall() string {
	sentence := a.Words.Text(locale.WindowTooSmall, a.size.W, a.size.H, minWidth, minHeight)
	return kit.Block(kit.Wrap(sentence, max(1, a.size.W)), a.size)
}

// framed is what header, footer and their rules take from the window's height.
const framed = 4

// body is the rectangle of the top screen.
func (a *App) body() kit.Size {
	size := kit.Size{W: a.size.W, H: max(0, a.size.H-framed)}
	if a.railed() {
		size.W -= railWidth
	}
	return size
}

// railed tells whether the workspaces stand beside the screen.
func (a *App) railed() bool {
	_, full := a.top().(fullWidth)
	return a.size.W >= railFrom && !full
}

// fullWidth marks the screens that need the rail's room.
type fullWidth interface{ fullWidth() }

func (a *App) header() string {
	name := a.Theme.Paint(theme.Heading, " benefitdesk")
	if partner := a.overview.Partner.Name; partner != "" {
		name += a.Theme.Paint(theme.Muted, " · ") + cleanText(partner)
	}
	facts := []string{cleanText(a.Actor.Name), a.Words.Text(locale.Unrestricted), cleanText(a.Store), a.Words.Date(a.Today)}
	right := ""
	for len(facts) > 0 {
		right = strings.Join(facts, " · ") + " "
		if kit.Width(name)+kit.Width(right)+2 <= a.size.W {
			break
		}
		facts, right = facts[1:], ""
	}
	return kit.Fit(name, a.size.W-kit.Width(right)) + a.Theme.Paint(theme.Muted, right)
}

func (a *App) foot() string {
	if a.notice.text != "" {
		return kit.Fit(" "+a.Theme.Paint(a.notice.tone, cleanText(a.notice.text)), a.size.W)
	}
	actions := append(a.top().Actions(), a.actions()...)
	return " " + a.footer(a.pressable(actions), a.size.W-1)
}

// pressable names each action by a key that the focused field leaves alone, and
// drops those that have none.
func (a *App) pressable(actions []action) []action {
	owner, ok := a.top().(typist)
	if !ok {
		return actions
	}
	var left []action
	for _, act := range actions {
		for i, key := range act.keys {
			runes := []rune(key)
			if len(runes) > 1 || !owner.Owns(tea.KeyMsg{Type: tea.KeyRunes, Runes: runes}) {
				act.keys = act.keys[i:]
				left = append(left, act)
				break
			}
		}
	}
	return left
}

// rail lists the workspaces with the benefits that are still open in each.
func (a *App) rail() string {
	lines := make([]string, 0, len(model.Workspaces()))
	current := a.workspace()
	for _, w := range model.Workspaces() {
		open := a.overview.Counts[model.ListOf(w)].Of(model.PhaseNotRedeemed)
		count := "·"
		if open > 0 {
			count = a.Words.Number(int64(open))
		}
		key := " " + string(rune('0'+w)) + " "
		name := kit.Fit(a.Words.List(model.ListOf(w)), railWidth-len(key)-countWidth-1) + kit.FitRight(count, countWidth) + " "
		if w == current {
			lines = append(lines, a.Theme.Paint(theme.Accent, key+name))
		} else {
			lines = append(lines, a.Theme.Paint(theme.KeyHint, key)+name)
		}
	}
	return kit.Block(lines, kit.Size{W: railWidth, H: max(0, a.size.H-framed)})
}

// tabs are the workspaces in one line, for windows without a rail.
func (a *App) tabs(w int) string {
	parts := make([]string, 0, len(model.Workspaces()))
	for _, workspace := range model.Workspaces() {
		number := string(rune('0' + workspace))
		if workspace == a.workspace() {
			parts = append(parts, a.Theme.Paint(theme.Accent, number+" "+a.Words.List(model.ListOf(workspace))))
		} else {
			parts = append(parts, a.Theme.Paint(theme.Muted, number))
		}
	}
	return kit.Fit(" "+strings.Join(parts, "  "), w)
}
