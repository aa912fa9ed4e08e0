package tui

import (
	"regexp"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

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
	above := rule
	if a.framed() < 4 {
		above = ""
	}
	frame := a.told(kit.Stack(a.header(), above, body, rule, a.foot()))
	if a.dialog != nil {
		frame = a.dialog.over(a.Theme, frame, a.size)
	}
	return a.Theme.Encode(trimmed(frame))
}

// trimmed leaves out bytes that nobody sees: the blanks at the ends of lines,
// since bubbletea clears the rest of a line with three bytes, and resets of
// their own between two styles.
func trimmed(frame string) string {
	lines := strings.Split(frame, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
		if text, painted := strings.CutSuffix(lines[i], sgrReset); painted && !showsBlanks(text) {
			lines[i] = strings.TrimRight(text, " ") + sgrReset
		}
	}
	// A style that follows another one begins with the reset: 0, or nothing.
	return strings.ReplaceAll(strings.Join(lines, "\n"), sgrReset+"\x1b[", "\x1b[;")
}

const sgrReset = "\x1b[m"

// showsBlanks tells whether blanks at the end of painted text can be seen:
// those with a background, reversed or underlined.
func showsBlanks(text string) bool {
	start := strings.LastIndex(text, "\x1b[")
	if start < 0 {
		return true
	}
	codes, _, _ := strings.Cut(text[start+2:], "m")
	codes = foreground.ReplaceAllString(codes, "")
	return backing.MatchString(codes)
}

// The codes of a text's colour, and those that blanks show.
var (
	foreground = regexp.MustCompile(`\b38;(5;\d+|2;\d+;\d+;\d+)`)
	backing    = regexp.MustCompile(`\b(4|7|4[0-8]|10[0-7])\b`)
)

// tooSmall is the one sentence that a small window shows.
func (a *App) tooSmall() string {
	sentence := a.Words.Text(locale.WindowTooSmall, a.size.W, a.size.H, minWidth, minHeight)
	return kit.Block(kit.Wrap(sentence, max(1, a.size.W)), a.size)
}

// framed is what header, footer and their rules take from the window's height:
// a low window keeps the rule at the foot only.
func (a *App) framed() int {
	if a.size.H < rulesFrom {
		return 3
	}
	return 4
}

// body is the rectangle of the top screen.
func (a *App) body() kit.Size {
	size := kit.Size{W: a.size.W, H: max(0, a.size.H-a.framed())}
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
	who, may := a.whoIam()
	today := a.Words.Date(a.Today)
	right := ""
	for _, facts := range [][]string{{who, may, cleanText(a.Store), today}, {who, may, today}, {who, today}, {today}} {
		if right = strings.Join(facts, " · ") + " "; kit.Width(name)+kit.Width(right)+2 <= a.size.W {
			break
		}
		right = ""
	}
	return kit.Fit(name, a.size.W-kit.Width(right)) + a.Theme.Paint(theme.Muted, right)
}

// told puts the message, as long as it is, over the foot of a frame: who has a
// role, or what to do about an error, stands at a sentence's end.
func (a *App) told(frame string) string {
	if a.notice.text == "" {
		return frame
	}
	lines := kit.Wrap(cleanText(a.notice.text), a.size.W-2)
	for i, line := range lines {
		lines[i] = " " + a.Theme.Paint(a.notice.tone, line)
	}
	box := kit.Stack(kit.Rule(a.Theme, "", a.size.W), kit.Block(lines, kit.Size{W: a.size.W, H: len(lines)}))
	return kit.Overlay(frame, box, 0, a.size.H-len(lines)-1)
}

func (a *App) foot() string {
	if d := a.dialog; d != nil {
		lines := d.lines(a.size)
		return kit.Fit(" "+a.dialogFoot(d.yes != nil, len(lines) > d.size(lines, a.size).H-2), a.size.W)
	}
	return " " + a.footer(a.pressable(a.offered()), a.size.W-1)
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
