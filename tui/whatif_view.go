package tui

import (
	"strings"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// Resize lays the fields out.
func (w *whatIf) Resize(size kit.Size) {
	w.size = size
	for i, n := range w.numbers {
		w.fields[i].Resize(kit.Size{W: n.width, H: 1})
	}
	if w.naming != nil {
		w.naming.Resize(kit.Size{W: max(8, min(filterWidth, size.W/2)), H: 1})
	}
}

// View draws the board.
func (w *whatIf) View() string {
	above, below := w.above(), w.below()
	page := max(0, w.size.H-len(above))
	hidden := max(0, len(below)-page)
	from := min(w.scroll, hidden)
	view := kit.Stack(kit.Block(above, kit.Size{W: w.size.W, H: min(len(above), w.size.H)}), kit.Block(below[from:], kit.Size{W: w.size.W, H: page}))
	return w.scrollHint(view, w.size, from, hidden)
}

// scrollHint names the keys that show what does not fit, where from of so many
// hidden lines are above a view.
func (s *Session) scrollHint(view string, size kit.Size, from, hidden int) string {
	var keys []string
	if from > 0 {
		keys = append(keys, s.Theme.Glyphs.Up+" "+keyName("pgup"))
	}
	if from < hidden {
		keys = append(keys, s.Theme.Glyphs.Down+" "+keyName("pgdown"))
	}
	if len(keys) == 0 {
		return view
	}
	hint := "  " + s.Theme.Paint(theme.KeyHint, strings.Join(keys, "  ")) + " "
	return kit.Overlay(view, hint, size.W-kit.Width(hint), size.H-1)
}

// above are the lines that stay: the title, the fields, and what is to be said
// about them.
func (w *whatIf) above() []string {
	title := w.tabs(w.size.W)
	if w.railed() {
		title = w.heading()
	}
	return append(append([]string{title}, w.fieldLines()...), w.remark())
}

// heading is the name of the screen and what the board is about.
func (w *whatIf) heading() string {
	name := w.Theme.Paint(theme.Heading, " "+w.Words.Text(locale.WhatIf)) + "  "
	about := w.Theme.Paint(theme.Muted, kit.Fit(w.about(), min(kit.Width(w.about()), max(0, w.size.W-kit.Width(name)-1)))+" ")
	return kit.Fit(name, max(0, w.size.W-kit.Width(about))) + about
}

// about names the scenario, the product and the tenant.
func (w *whatIf) about() string {
	return cleanText(words.Joined(w.title, w.draft.Product, w.subject.tenant().Label()))
}

// groupedFrom is the width from which the fields of the subscription and those
// of the key have a line each.
const groupedFrom = 80

// fieldLines are the fields with their names: two lines, or as many on a line
// as there is room for.
func (w *whatIf) fieldLines() []string {
	groups := map[int]string{fieldLicenses: w.Words.Text(locale.ColumnSubscription), fieldKeyLicenses: w.Words.Text(locale.FieldGroupKey)}
	wide := max(kit.Width(groups[fieldLicenses]), kit.Width(groups[fieldKeyLicenses]))
	grouped := w.size.W >= groupedFrom
	var lines []string
	line := ""
	for i, n := range w.numbers {
		part := w.fieldPart(i, n.label)
		if grouped {
			part = w.fieldPart(i, n.short)
		}
		group, begins := groups[i]
		if line != "" && (grouped && begins || kit.Width(line)+kit.Width(part) > w.size.W) {
			lines, line = append(lines, line), ""
		}
		if grouped && begins {
			line = " " + kit.Fit(group, wide) + " "
		}
		line += part
	}
	return append(lines, line)
}

// fieldPart is a field with its name.
func (w *whatIf) fieldPart(i int, name locale.Message) string {
	tone := theme.Muted
	if i == w.focus {
		tone = theme.Accent
	}
	return " " + w.Theme.Paint(tone, w.Words.Text(name)) + " " + w.fields[i].View()
}

// remark is the name that is typed, what is wrong with a field or with what the
// board is about, or a line with the keys of the drawer.
func (w *whatIf) remark() string {
	warn := func(tone theme.Tone, text string) string {
		return " " + w.Theme.Paint(tone, kit.Fit(w.Theme.Glyphs.Warn+" "+text, max(0, w.size.W-1)))
	}
	switch wrong := w.wrong(); {
	case w.naming != nil:
		return " " + w.Words.Text(locale.FieldScenarioName) + " " + w.naming.View()
	case wrong != "":
		return warn(theme.Danger, wrong)
	case w.stale && w.calculated():
		return warn(theme.Warning, w.Words.Text(locale.WhatIfStale))
	case w.subject.gone != 0:
		return warn(theme.Warning, w.goneText())
	case w.movedOn():
		sub := w.subject.subscription
		return warn(theme.Warning, w.Words.Text(locale.WhatIfMovedOn, sub.Licenses, sub.Ends))
	}
	title := w.drawerText()
	if !w.railed() {
		title = words.Joined(cleanText(w.title), cleanText(w.draft.Product), title)
	}
	if title != "" {
		title = " " + kit.Fit(title, min(kit.Width(title), max(0, w.size.W-1)))
	}
	return kit.Rule(w.Theme, title, w.size.W)
}

// wrong is what is wrong with the focused field, or else with the first one.
func (w *whatIf) wrong() string {
	text := ""
	for i, field := range w.fields {
		if err := field.Error(); err != "" && (text == "" || i == w.focus) {
			text = err
		}
	}
	return text
}

// movedOn tells whether the subscription has other numbers now than when the
// board took them.
func (w *whatIf) movedOn() bool {
	sub, then := w.subject.subscription, w.draft.Subscription
	return sub.ID != 0 && sub.ID == then.ID && termOf(sub) != termOf(then)
}

// drawerText says how many keys of the product there are to choose from, and
// which of them the numbers are of.
func (w *whatIf) drawerText() string {
	if len(w.drawer) == 0 {
		return ""
	}
	keys := w.fitting()
	text := w.Words.Text(locale.DrawerFits, len(keys))
	if len(keys) == 0 {
		text = w.Words.Text(locale.DrawerFitsNone)
	}
	for _, found := range keys {
		if found.Key.ID == w.draft.Key {
			text = words.Joined(text, shortMask(found.Key))
		}
	}
	return text
}
