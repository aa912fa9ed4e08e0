package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// askRelease asks whether the reservation of the selected benefit is given up.
func (w *workspace) askRelease() tea.Cmd {
	held := w.redemptions(model.Reserved)[0]
	free := w.Words.Text(locale.ReleaseBenefit, cleanText(w.dossier.Title()))
	for _, key := range w.keys() {
		if key.Redemption == held.ID {
			free = w.Words.Text(locale.ReleaseKey, key.Label(), cleanText(w.dossier.Title()))
		}
	}
	w.App.ask(locale.ReleaseTitle, []string{
		free,
		w.Words.Text(locale.ReleasePlanned, held.Effective, w.Words.ActionNamed(held.Action)),
		w.Words.Text(locale.ReleaseQuestion),
	}, func() tea.Cmd { return w.carry(redemption.Release{Redemption: held.ID}) })
	return nil
}

// done takes up what became of a command on the selected record.
func (w *workspace) done(msg commandDone) tea.Cmd {
	if w.doing == 0 || msg.ticket != w.doing {
		return nil
	}
	w.doing = 0
	if msg.err != nil {
		return w.Fail(msg.err)
	}
	return tea.Batch(w.recount(), w.reload(), w.Toast(theme.Good, w.Words.Text(locale.Saved)))
}
