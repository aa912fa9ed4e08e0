package tui

import (
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

func (w *wizard) previewSize() kit.Size {
	width := w.size.W - w.railSize()
	switch {
	case w.preview == nil && w.beside():
		return kit.Size{W: max(0, width-readable), H: w.size.H - 1}
	case w.preview == nil:
		return kit.Size{W: width}
	case w.beside():
		return kit.Size{W: min(width*previewShare/100, width-w.linkRoom()), H: w.size.H - 1}
	}
	return kit.Size{W: width, H: (w.size.H - 1) * belowPreview / 100}
}

// roomy is the height from which a preview is laid out with blank lines.
const roomy = 14

// outcomePreview is an outcome as the preview has room for it, or why there is
// none.
func (w *wizard) outcomePreview(o redemption.Outcome, err error, width int) []string {
	if err != nil {
		lines := kit.Wrap(w.Words.Text(locale.NotPossible, w.Words.Error(err)), width)
		for i := range lines {
			lines[i] = w.Theme.Paint(theme.Warning, lines[i])
		}
		return lines
	}
	if w.previewSize().H < roomy {
		return w.shortOutcome(o, width)
	}
	return w.outcomeLines(o, width)
}

// previewTitle is how many lines the title of the preview takes.
func (w *wizard) previewTitle() int {
	if w.beside() {
		return 3
	}
	return 1
}

func (w *wizard) previewPane() string {
	size := w.previewSize()
	title := []string{" " + kit.Rule(w.Theme, w.Words.Text(locale.PreviewTitle), size.W-1)}
	if w.beside() {
		title = []string{"", w.Theme.Paint(theme.Heading, w.Words.Text(locale.PreviewTitle)), ""}
	}
	head := kit.Size{W: size.W, H: min(len(title), size.H)}
	return kit.Stack(kit.Block(title, head), w.inSight(w.previewRows(), w.previewTop, kit.Size{W: size.W, H: size.H - head.H}))
}

// previewRows are the preview, indented where it stands below the question.
func (w *wizard) previewRows() []string {
	if w.beside() {
		return w.preview(w.previewSize().W - 2)
	}
	lines := w.preview(w.previewSize().W - 3)
	for i, line := range lines {
		lines[i] = " " + line
	}
	return lines
}
