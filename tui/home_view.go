package tui

import (
	"slices"
	"strconv"
	"strings"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// Windows from whose height on the strip's bars are two and three lines high.
const (
	twoLinesFrom   = 20
	threeLinesFrom = 32
)

// Resize lays out the lines around the list.
func (h *home) Resize(size kit.Size) {
	h.size, h.hinted = size, 1
	lines := map[string]int{}
	for _, r := range h.shown {
		text := h.hint(r)
		if _, known := lines[text]; !known {
			lines[text] = len(kit.Wrap(text, size.W-2))
			h.hinted = max(h.hinted, lines[text])
		}
	}
	h.grid.Resize(kit.Size{W: size.W, H: max(0, size.H-len(h.above())-h.hinted)})
	h.filter.Resize(kit.Size{W: min(filterWidth, size.W/3), H: 1})
}

// View draws the strip, the list and what is to be done about the selected.
func (h *home) View() string {
	above := h.above()
	return kit.Stack(
		kit.Block(above, kit.Size{W: h.size.W, H: len(above)}), h.grid.View(),
		kit.Block(h.hintLines(), kit.Size{W: h.size.W, H: h.hinted}))
}

// above are the lines over the list.
func (h *home) above() []string {
	lines := []string{h.tabs(h.size.W)}
	if h.railed() {
		lines[0] = h.title()
	}
	lines = append(lines, h.filters())
	lines = append(lines, h.strip()...)
	if caption := h.caption(); caption != "" {
		lines = append(lines, " "+caption)
	}
	return lines
}

// title is the name of the screen and its numbers in words.
func (h *home) title() string {
	name := h.Theme.Paint(theme.Heading, " "+h.Words.Text(locale.Home))
	right := h.Theme.Paint(theme.Muted, h.Words.Text(locale.HomeSummary, h.due.outlook.Total, h.due.outlook.Overdue)+" ")
	return kit.Fit(name, h.size.W-kit.Width(right)) + right
}

// filters are the lists that have reminders, around the chosen one as many as
// there is room for beside the typed filter, and that one.
func (h *home) filters() string {
	field := ""
	if h.filter.Focused() || h.filter.Value() != "" {
		found := h.Words.Number(int64(len(h.shown)))
		field = h.Theme.Paint(theme.KeyHint, "/") + h.filter.View() + " " + h.Theme.Paint(theme.Muted, found+" ")
	}
	room := max(0, h.size.W-kit.Width(field))
	lists := append([]model.List{0}, h.lists()...)
	line, whole := h.filterLine(lists, room)
	if !whole {
		line, _ = h.filterLine(lists[max(0, slices.Index(lists, h.list)-1):], room)
	}
	return kit.Fit(line, room) + field
}

// filterLine draws lists in w cells, and tells whether it has room for all.
func (h *home) filterLine(lists []model.List, w int) (line string, whole bool) {
	count := map[model.List]int{}
	for _, r := range h.due.outlook.Reminders {
		count[r.List]++
		count[0]++
	}
	for i, list := range lists {
		name := h.Words.Phase(0, 0)
		if list != 0 {
			name = h.Words.List(list)
		}
		text, tone := " "+name+" "+h.Words.Number(int64(count[list]))+" ", theme.Muted
		if list == h.list {
			text, tone = " ["+strings.TrimSpace(text)+"]", theme.Accent
		}
		if left := w - kit.Width(line) - kit.Width(text); left < 0 || left < 2 && i < len(lists)-1 {
			return line + h.Theme.Paint(theme.Muted, " "+h.Theme.Glyphs.Ellipsis), false
		}
		line += h.Theme.Paint(tone, text)
	}
	return line, true
}

// strip is how many dates fall in each week, with the months below. The weeks
// of the list stand out, and a mark below names the selected one.
func (h *home) strip() []string {
	wide := max(1, (h.size.W-2)/model.StripWeeks)
	high := 1
	switch {
	case h.size.H >= threeLinesFrom:
		high = 3
	case h.size.H >= twoLinesFrom:
		high = 2
	}
	listed := (model.ReminderDays + int(h.Today-model.WeekOf(h.Today))) / 7
	bars := kit.Bars(h.Theme, h.due.outlook.Weeks[:], wide, high, func(week int) theme.Tone {
		switch {
		case week == h.week:
			return theme.Accent
		case week <= listed:
			return theme.Warning
		}
		return theme.Muted
	})
	for i := range bars {
		bars[i] = " " + bars[i]
	}
	return append(bars, " "+h.months(wide))
}

// months are the numbers of the months where they begin, under a mark for the
// selected week.
func (h *home) months(wide int) string {
	chart := kit.Chart{Theme: h.Theme, Scale: kit.Scale{Max: model.StripWeeks*wide - 1, Width: model.StripWeeks * wide}}
	axis := chart.Axis(func(yield func(int, string) bool) {
		for week := range model.StripWeeks {
			sunday := model.WeekOf(h.Today) + model.Date(7*week) + 6
			if _, month, day := sunday.Civil(); day <= 7 && !yield(week*wide, strconv.Itoa(month)) {
				return
			}
		}
	})
	if h.week < 0 {
		return axis
	}
	return kit.Overlay(axis, h.Theme.Paint(theme.Accent, h.Theme.Glyphs.Up), h.week*wide, 0)
}

// caption says what the strip shows: the selected week, what the list leaves
// out, or the year unless the window is low.
func (h *home) caption() string {
	if h.week >= 0 {
		monday := model.WeekOf(h.Today) + model.Date(7*h.week)
		return h.Theme.Paint(theme.Accent, h.Words.Text(locale.HomeWeek, monday, h.due.outlook.Weeks[h.week]))
	}
	if left := h.due.outlook.Total - len(h.due.outlook.Reminders); left > 0 {
		return h.Theme.Paint(theme.Warning, h.Words.Text(locale.HomeLeft, left))
	}
	if h.size.H < twoLinesFrom {
		return ""
	}
	dates := 0
	for _, n := range h.due.outlook.Weeks {
		dates += n
	}
	return h.Theme.Paint(theme.Muted, h.Words.Text(locale.HomeYear, dates))
}

// hint says where a reminder leads and what is to be done there.
func (h *home) hint(r model.Reminder) string {
	if specOf(r.List) == nil {
		return h.Words.Text(locale.WhyNoScreen, r.List.String())
	}
	return h.Words.Text(locale.HomeOpens, h.Words.List(r.List), h.Words.Text(hintOf(r, h.Today)))
}

// hintLines are the hint of the selected reminder.
func (h *home) hintLines() []string {
	r, ok := h.selected()
	if !ok {
		return nil
	}
	lines := kit.Wrap(h.hint(r), h.size.W-2)
	for i, line := range lines {
		lines[i] = " " + h.Theme.Paint(theme.Muted, line)
	}
	return lines
}

// homeRows lets a grid draw reminders.
type homeRows struct {
	*Session
	shown []model.Reminder
}

func (r homeRows) Len() int { return len(r.shown) }

// Cells marks what is overdue, and what is urgent, with a glyph and a tone.
func (r homeRows) Cells(i int, into []kit.Cell) []kit.Cell {
	reminder := r.shown[i]
	glyph, tone := r.Theme.Glyphs.Ring, theme.Plain
	switch days := reminder.Days(r.Today); {
	case days < 0:
		glyph, tone = r.Theme.Glyphs.Warn, theme.Danger
	case days <= urgentDays:
		glyph, tone = r.Theme.Glyphs.Half, theme.Warning
	}
	return append(into,
		kit.Cell{Text: glyph + " " + r.Words.Reminder(reminder), Tone: tone},
		kit.Cell{Text: cleanText(strings.TrimSpace(reminder.Name)), Tone: theme.Plain},
		kit.Cell{Text: r.Words.List(reminder.List), Tone: theme.Muted},
		kit.Cell{Text: r.dateAndDays(reminder.Date), Tone: tone})
}
