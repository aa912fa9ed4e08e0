package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// reveal is a product key on the screen. It hides itself after a while.
type reveal struct {
	key    model.Key
	ticket ticket
	asked  bool // the key was not read yet, to be shown or copied
}

// useKey shows the key of the selected benefit that a redemption would take, or
// copies it; both are logged.
func (w *workspace) useKey(copied bool) tea.Cmd {
	benefit, _ := w.record().(model.Benefit)
	key, found := redemption.KeyToUse(benefit, w.keys())
	if !found {
		return nil
	}
	return w.beforeKey(func() tea.Cmd {
		w.reveal.ticket, w.reveal.asked = w.newTicket(), true
		return w.revealKey(w.reveal.ticket, key.ID, copied)
	})
}

func (w *workspace) revealed(msg keyRevealed) tea.Cmd {
	if msg.ticket != w.reveal.ticket {
		return nil
	}
	w.reveal.asked = false
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	if msg.copied {
		text := msg.key.Reveal()
		return tea.Batch(w.copyText(text), w.clearClipboard(text))
	}
	if !slices.ContainsFunc(w.keys(), func(k model.ProductKey) bool { return k.Tail == msg.key.Tail() }) {
		return nil // another benefit was selected meanwhile
	}
	w.reveal.key = msg.key
	return tea.Batch(endReveal(w.reveal.ticket), w.readSelected())
}

// revealLine is the line that shows a revealed key.
func (w *workspace) revealLine() string {
	return w.Theme.Paint(theme.Warning, w.reveal.key.Reveal()) + "  " +
		w.Theme.Paint(theme.Muted, w.Words.Text(locale.HidesItself, int(revealTime.Seconds())))
}

// hiding hides a revealed key before its time, and before anything is left.
func (w *workspace) hiding() []action {
	if w.reveal.key.IsZero() || w.record() == nil {
		return nil
	}
	return []action{{keys: []string{"esc"}, name: locale.ActionHideKey, perform: w.hideKey}}
}

func (w *workspace) hideKey() tea.Cmd {
	w.reveal = reveal{ticket: w.reveal.ticket}
	return nil
}
