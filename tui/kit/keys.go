package kit

import tea "github.com/charmbracelet/bubbletea"

// Split takes a key message apart into single keys. bubbletea delivers
// characters that arrive in one read as one message ("jjj"), which matches no
// binding. A paste stays whole.
func Split(msg tea.KeyMsg) []tea.KeyMsg {
	if msg.Paste || msg.Type != tea.KeyRunes || len(msg.Runes) < 2 {
		return []tea.KeyMsg{msg}
	}
	keys := make([]tea.KeyMsg, len(msg.Runes))
	for i, r := range msg.Runes {
		kind := tea.KeyRunes
		if r == ' ' {
			kind = tea.KeySpace
		}
		keys[i] = tea.KeyMsg{Type: kind, Runes: []rune{r}, Alt: msg.Alt}
	}
	return keys
}
