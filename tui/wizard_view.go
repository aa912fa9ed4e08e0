package tui

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Widths of a wizard's parts.
const (
	wizardRail   = 24
	railedFrom   = 108 // columns from which the rail stands beside the question
	previewFrom  = 108 // columns from which the preview stands beside it, no date cut
	previewShare = 46  // percent of what the rail leaves
	maxField     = 60
	belowPreview = 45 // percent of the height that a preview below takes
	leastChoice  = 4  // lines of a choice that stay in sight, as far as it has them
	readingWidth = 24 // of what stands beside a field
	readable     = 96 // columns of a question without a preview
)

// Resize lays out the question and its fields.
func (w *wizard) Resize(size kit.Size) {
	w.size, w.below = size, 0
	width := max(10, w.questionSize().W-4)
	inputs := w.flow.inputs()
	for i, field := range w.fields {
		note := field.Error()
		if note == "" && i < len(inputs) && inputs[i].hint != nil {
			note = inputs[i].hint()
		}
		size := kit.Size{W: min(width, maxField)}
		if i < len(inputs) && inputs[i].reads != nil {
			size.W = min(width-readingWidth, maxField)
		}
		size.H = 1 + max(1, len(kit.Wrap(note, max(1, size.W-2))))
		field.Resize(size)
		w.below += size.H
		if i < len(inputs) {
			w.below += len(kit.Wrap(w.Words.Text(inputs[i].label), width))
		}
	}
	if w.choice != nil {
		w.choice.Resize(kit.Size{W: width}) // its width tells its height
		w.below = w.choice.Lines()
		room := w.questionSize().H - len(w.textLines()) - 2
		w.choice.Resize(kit.Size{W: width, H: max(room, min(w.below, leastChoice))})
	}
}

func (w *wizard) beside() bool { return w.size.W >= previewFrom }

// railSize is the width of the rail, which gives way to an address.
func (w *wizard) railSize() int {
	if w.size.W < railedFrom || (w.size.W-wizardRail)*(100-previewShare)/100 < w.linkRoom() {
		return 0
	}
	return wizardRail
}

// linkRoom is the width that the link of the step needs, 0 for none.
func (w *wizard) linkRoom() int {
	if link := w.link(); link != "" {
		return len(link) + 2
	}
	return 0
}

func (w *wizard) questionSize() kit.Size {
	preview := w.previewSize()
	if w.beside() {
		return kit.Size{W: w.size.W - w.railSize() - preview.W, H: w.size.H - 1}
	}
	return kit.Size{W: w.size.W, H: w.size.H - 1 - preview.H}
}

// View draws the wizard.
func (w *wizard) View() string {
	body := w.question()
	switch {
	case w.preview == nil && w.beside():
		body = kit.Beside(body, kit.Block(nil, w.previewSize()))
	case w.preview != nil && w.beside():
		body = kit.Beside(body, w.previewPane())
	case w.preview != nil:
		body = kit.Stack(body, w.previewPane())
	}
	if w.railSize() > 0 {
		body = kit.Beside(w.wizardRail(), body)
	}
	return kit.Stack(w.heading(), body)
}

// heading names the wizard and the step; a single page is not counted.
func (w *wizard) heading() string {
	step := ""
	if last := w.flow.number(len(w.flow.steps) - 1); last > 1 {
		step = " " + w.Words.Text(locale.StepOf, w.flow.number(w.flow.at), last)
	}
	name := w.Theme.Paint(theme.Heading, " "+w.title)
	if w.railSize() == 0 {
		name += w.Theme.Paint(theme.Muted, "  "+w.Words.Text(w.flow.step().name))
	}
	return kit.Fit(name, w.size.W-kit.Width(step)-1) + w.Theme.Paint(theme.Muted, step+" ")
}

// wizardRail lists the steps as the portal does: done, here, still to come.
func (w *wizard) wizardRail() string {
	var lines []string
	for i, s := range w.flow.steps {
		if s.skip != nil && s.skip() {
			continue
		}
		indent := ""
		if s.stage == stageActivate {
			if i == 0 || w.flow.steps[i-1].stage != stageActivate {
				lines = append(lines, "   "+w.Theme.Paint(theme.Muted, w.Words.Text(locale.StageActivate)))
			}
			indent = "  "
		}
		glyph, tone := w.Theme.Glyphs.Ring, theme.Muted
		switch {
		case i < w.flow.at:
			glyph, tone = w.Theme.Glyphs.Check, theme.Good
		case i == w.flow.at:
			glyph, tone = w.Theme.Glyphs.Dot, theme.Accent
		}
		lines = append(lines, " "+indent+w.Theme.Paint(tone, glyph+" "+w.Words.Text(s.name)))
	}
	return kit.Block(append([]string{""}, lines...), kit.Size{W: w.railSize(), H: w.size.H - 1})
}

// textLines are the link of the step, never broken, and its text, spaced where
// there is room.
func (w *wizard) textLines() []string {
	s, size := w.flow.step(), w.questionSize()
	if s.text == nil {
		return nil
	}
	var lines []string
	if link := w.link(); link != "" {
		lines = append(lines, w.Words.Text(locale.ConfirmLink), w.Theme.Paint(theme.Accent, kit.Fit(link, size.W-2)))
	}
	for _, paragraph := range s.text() {
		if len(lines) > 0 && paragraph != "" && lines[len(lines)-1] != "" {
			lines = append(lines, "")
		}
		lines = append(lines, kit.Wrap(paragraph, max(10, size.W-4))...)
	}
	if len(lines)+1+w.below+min(1, w.below) > size.H {
		lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	}
	if w.below > 0 {
		lines = append(lines, "")
	}
	return lines
}

// question draws the part of the step's lines that is in sight, with a sign
// where there are more.
func (w *wizard) question() string {
	lines, start := w.questionLines()
	size, g := w.questionSize(), w.Theme.Glyphs
	shown := slices.Clone(lines[start:min(start+size.H, len(lines))])
	mark := func(i int, sign string) {
		shown[i] = w.Theme.Paint(theme.Muted, sign) + strings.TrimPrefix(shown[i], " ")
	}
	if start > 0 {
		mark(0, g.Up)
	}
	if start+size.H < len(lines) {
		mark(len(shown)-1, g.Down)
	}
	return kit.Block(shown, size)
}

// scrollBy scrolls the question by half its height, and the preview once the
// question is at its end.
func (w *wizard) scrollBy(n int) tea.Cmd {
	if w.previewTop == 0 {
		_, before := w.questionLines()
		scroll := w.scroll
		w.scroll += n * max(1, w.questionSize().H/2)
		if _, now := w.questionLines(); now != before {
			return nil
		}
		w.scroll = scroll
	}
	if w.preview != nil {
		size := w.previewSize()
		size.H -= w.previewTitle()
		w.previewTop = max(0, min(w.previewTop+n*max(1, size.H/2), len(w.previewRows())-size.H))
	}
	return nil
}

// questionLines are the text of the step, then its fields or options, and the
// first line in sight: the one that brings the focused field in sight unless
// one scrolled away from it.
func (w *wizard) questionLines() (lines []string, start int) {
	size := w.questionSize()
	lines = []string{""}
	for _, line := range w.textLines() {
		lines = append(lines, "  "+line)
	}
	inputs, typing := w.flow.inputs(), 0
	for i, field := range w.fields {
		tone := theme.Muted
		if i == w.focus {
			tone = theme.Accent
		}
		for _, label := range kit.Wrap(w.Words.Text(inputs[i].label), max(10, size.W-4)) {
			lines = append(lines, "  "+w.Theme.Paint(tone, label))
		}
		first := len(lines)
		for line := range splitLines(field.View()) {
			lines = append(lines, "  "+line)
		}
		if reads := inputs[i].reads; reads != nil {
			lines[first] += "  " + w.Theme.Paint(theme.Muted, reads())
		}
		if i == w.focus {
			typing = len(lines)
		}
	}
	if w.choice != nil {
		for line := range splitLines(w.choice.View()) {
			lines = append(lines, "  "+line)
		}
		typing = len(lines)
	}
	return lines, max(0, min(max(0, typing-size.H)+w.scroll, len(lines)-size.H))
}
