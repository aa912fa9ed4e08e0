package tui

import (
	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Where the detail of the selected record stands.
const (
	besideFrom  = 130 // columns from which it stands beside the grid
	leastGrid   = 78  // columns of the grid then
	factsWidth  = 66  // of a detail that has no timeline
	belowFrom   = 18  // lines from which it stands below it
	minDetail   = 7
	filterWidth = 24
)

// Resize lays out the lines above the grid, the grid and the detail.
func (w *workspace) Resize(size kit.Size) {
	w.size = size
	w.grid.Resize(w.gridSize())
	w.filter.Resize(kit.Size{W: min(filterWidth, size.W/3), H: 1})
}

// headLines are the title and the quick filters, and the workspaces' tabs
// where no rail shows them.
func (w *workspace) headLines() int {
	if w.railed() {
		return 3
	}
	return 2
}

func (w *workspace) gridSize() kit.Size {
	size := kit.Size{W: w.size.W, H: w.size.H - w.headLines()}
	switch {
	case w.size.W >= besideFrom && w.spec.workspace == model.Cloud:
		size.W = max(leastGrid, w.size.W*9/20)
	case w.size.W >= besideFrom:
		size.W = max(leastGrid, w.size.W-factsWidth)
	case w.size.H >= belowFrom:
		size.H -= w.detailHeight()
	}
	return size
}

func (w *workspace) detailHeight() int { return max(minDetail, w.size.H*2/5) }

// View draws the workspace.
func (w *workspace) View() string {
	head := w.head()
	grid := w.grid.View()
	switch {
	case w.size.W >= besideFrom:
		size := w.gridSize()
		grid = kit.Beside(grid, w.detailPane(kit.Size{W: w.size.W - size.W, H: size.H}))
	case w.size.H >= belowFrom:
		grid = kit.Stack(grid, w.detailPane(kit.Size{W: w.size.W, H: w.detailHeight()}))
	}
	return kit.Stack(head, grid)
}

func (w *workspace) head() string {
	counts := w.overview.Counts[w.spec.list]
	var lines []string
	if w.railed() {
		lines = append(lines, w.title(counts), w.filters(counts), "")
	} else {
		lines = append(lines, w.tabs(w.size.W), w.filters(counts))
	}
	return kit.Block(lines, kit.Size{W: w.size.W, H: w.headLines()})
}

// title is the name of the list and its numbers in words.
func (w *workspace) title(counts model.Counts) string {
	name := w.Theme.Paint(theme.Heading, " "+w.Words.List(w.spec.list))
	text := w.Words.Text(locale.Summary, counts.All, counts.Of(model.PhaseNotRedeemed), counts.Of(model.PhaseExpiring))
	switch {
	case w.spec.ofAccounts():
		text = w.accountsSummary(counts)
	case w.spec.list == model.ListSubscriptions:
		text = w.Words.Text(locale.SummarySubscriptions, counts.All, counts.Of(model.PhaseActive))
	}
	if kit.Width(name)+kit.Width(text)+2 > w.size.W {
		return kit.Fit(name, w.size.W)
	}
	right := w.Theme.Paint(theme.Muted, text+" ")
	return kit.Fit(name, w.size.W-kit.Width(right)) + right
}

// filters are the quick filters, as much of them as there is room for beside
// the typed filter, and that one.
func (w *workspace) filters(counts model.Counts) string {
	field := ""
	if w.filter.Focused() || w.query.text != "" {
		found := w.Words.Number(int64(w.shown.Len()))
		field = w.Theme.Paint(theme.KeyHint, "/") + w.filter.View() + " " + w.Theme.Paint(theme.Muted, found+" ")
	}
	room := max(0, w.size.W-kit.Width(field))
	phases := append([]model.Phase{0}, w.phases()...)
	line := w.filterLine(phases, w.Words.Phase, counts)
	if kit.Width(line) > room {
		line = w.filterLine(phases, w.Words.PhaseShort, counts)
	}
	if kit.Width(line) > room {
		line = w.filterLine([]model.Phase{w.query.phase}, w.Words.PhaseShort, counts) +
			w.Theme.Paint(theme.Muted, " "+w.Theme.Glyphs.Ellipsis)
	}
	return kit.Fit(line, room) + field
}

func (w *workspace) filterLine(phases []model.Phase, name func(model.List, model.Phase) string, counts model.Counts) string {
	line := ""
	for _, phase := range phases {
		text := name(w.spec.list, phase) + " " + w.Words.Number(int64(counts.Of(phase)))
		if phase == w.query.phase {
			line += " " + w.Theme.Paint(theme.Accent, "["+text+"]")
		} else {
			line += " " + w.Theme.Paint(theme.Muted, text+" ")
		}
	}
	return line
}

// phases are the quick filters that make sense for the list.
func (w *workspace) phases() []model.Phase {
	if w.spec.list.Kind() == model.KindBenefit {
		return model.Phases()
	}
	return []model.Phase{model.PhaseActive, model.PhaseExpired}
}

// detailPane is the selected record beside or below the grid.
func (w *workspace) detailPane(size kit.Size) string {
	rule := kit.Rule(w.Theme, "", size.W)
	if w.dossier.Record == nil {
		return kit.Block([]string{rule}, size)
	}
	lines := []string{rule, " " + w.Theme.Paint(theme.Heading, cleanText(w.dossier.Title()))}
	if w.size.W >= besideFrom { // on the lines of the grid's titles and rule
		lines[0], lines[1] = lines[1], rule
	}
	for _, line := range w.recordLines(size.W - 3) { // a blank before it, a sign behind it
		lines = append(lines, " "+line)
	}
	return w.inSight(lines, 0, size)
}

func (w *workspace) recordLines(width int, last ...section) []string {
	lines := w.detailBlock(w.spec.detail(w.Session, w.dossier), width, last...)
	if !w.reveal.key.IsZero() && w.record() != nil {
		lines = append([]string{w.revealLine()}, lines...)
	}
	return lines
}
