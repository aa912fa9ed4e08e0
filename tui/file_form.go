package tui

import (
	"path/filepath"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// fileForm asks for the file to write something to.
type fileForm struct {
	*wizard
	path    string
	heading locale.Message
	write   func(t ticket, path string, overwrite bool) tea.Cmd
	over    []string // extensions of files that may be written over
	ticket  ticket
	busy    bool
}

// newFileForm shows an example of a name.
func newFileForm(a *App, heading, label locale.Message, example string, over []string, write func(ticket, string, bool) tea.Cmd) *fileForm {
	f := &fileForm{wizard: &wizard{App: a, title: a.Words.Text(heading)}, heading: heading, write: write, over: over}
	f.flow.steps = onePage(locale.ActionExportLog, []input{needed(textInput(label, example, &f.path), "file")})
	f.changed = func() tea.Cmd { return nil }
	f.commit = func() tea.Cmd { return f.send(false) }
	return f
}

// newLogExport writes what a query finds in the log.
func newLogExport(a *App, query model.ActivityQuery) *fileForm {
	return newFileForm(a, locale.ActivityExport, locale.ActivityFile, "log.csv", []string{".csv"}, func(t ticket, path string, overwrite bool) tea.Cmd {
		return a.writeLog(t, path, query, overwrite)
	})
}

// Unsaved: a path that was typed is no loss.
func (f *fileForm) Unsaved() bool { return false }

// Waits holds keys back while the file is written.
func (f *fileForm) Waits(tea.KeyMsg) bool { return f.busy }

func (f *fileForm) send(overwrite bool) tea.Cmd {
	f.ticket, f.busy = f.newTicket(), true
	return f.write(f.ticket, strings.TrimSpace(f.path), overwrite)
}

// Update takes up answers and typed text.
func (f *fileForm) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return f.key(msg)
	case fileWritten:
		if msg.ticket != f.ticket || !f.busy {
			return nil
		}
		f.busy = false
		return f.written(msg)
	}
	return nil
}

// written tells what became of the file, and asks before one is written over
// that is of the same kind.
func (f *fileForm) written(msg fileWritten) tea.Cmd {
	path := cleanText(strings.TrimSpace(f.path))
	switch {
	case msg.err != nil:
		return f.Fail(msg.err)
	case msg.exists && !slices.Contains(f.over, strings.ToLower(filepath.Ext(path))):
		return f.Toast(theme.Warning, f.Words.Text(locale.FileOfOtherKind, path, strings.Join(f.over, ", ")))
	case msg.exists:
		f.ask(f.heading, []string{f.Words.Text(locale.ActivityExists, path)}, func() tea.Cmd { return f.send(true) })
		return nil
	}
	return tea.Batch(f.Pop(), f.Toast(theme.Good, f.Words.Text(locale.ActivityWritten, path)))
}
