package tui

import (
	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// spec is what makes a grid screen show one list: its columns, the detail of
// its records, and the list that stands beside it.
type spec struct {
	workspace model.Workspace
	list      model.List
	columns   []column
	detail    func(*Session, model.Dossier) []section
	beside    *spec
	actions   func(*workspace) []action // beside those of every list; nil: none
	order     model.Column              // the list is sorted by it at first; 0: by Due
}

// query is what a list shows at first.
func (s *spec) query() gridQuery { return gridQuery{sort: s.order} }

// column is one column of a list.
type column struct {
	title locale.Message
	short locale.Message // where there is no room for the title; 0: none
	width kit.Column     // its titles are filled in
	sort  model.Column   // 0: can't be sorted by
	cell  func(*cellView, model.Row) kit.Cell
}

// cellView is what a cell is drawn from beside its row.
type cellView struct {
	*Session
	list  model.List
	names func(model.ID) string
}

// specs gives the spec of every workspace, indexed by workspace.
func specs() [model.GoToMarket + 1]*spec {
	return [...]*spec{
		model.Cloud:        cloudSpec(),
		model.AzureCredits: azureSpec(),
		model.Software:     softwareSpec(),
		model.VisualStudio: studioSpec(),
		model.Technical:    technicalSpec(),
		model.GoToMarket:   marketSpec(),
	}
}

// cleanText makes foreign text safe to draw.
func cleanText(text string) string { return clean.Text(text) }

// The columns that several lists share.

func nameColumn(title locale.Message) column {
	return column{title: title, width: kit.Column{Min: 20, Ideal: 36, Grow: 3, Tight: 8}, sort: model.ByName,
		cell: func(v *cellView, r model.Row) kit.Cell {
			return kit.Cell{Text: cleanText(v.nameOf(r)), Tone: theme.Plain}
		}}
}

// nameOf is the product's known name for subscriptions, which portals cut
// short, and the portal's own for everything else.
func (v *cellView) nameOf(r model.Row) string {
	if v.list == model.ListSubscriptions || r.Name == "" {
		if name := v.names(r.Product); name != "" {
			return name
		}
	}
	return r.Name
}

func sourceColumn(title locale.Message) column {
	return column{title: title, width: kit.Column{Min: 14, Ideal: 24, Grow: 1, Drop: 3}, sort: model.BySource,
		cell: func(_ *cellView, r model.Row) kit.Cell { return kit.Cell{Text: cleanText(r.Source), Tone: theme.Plain} }}
}

func quantityColumn(title locale.Message) column {
	return column{title: title, width: kit.Column{Align: kit.Right, Min: 11, Ideal: 14, Drop: 2}, sort: model.ByQuantity,
		cell: func(v *cellView, r model.Row) kit.Cell {
			return kit.Cell{Text: v.Words.Quantity(r.Quantity), Short: v.Words.QuantityShort(r.Quantity), Tone: theme.Plain}
		}}
}

// dueColumn shows a date with the days left beside it.
func dueColumn(title locale.Message, sort model.Column, date func(model.Row) model.Date) column {
	return column{title: title, short: locale.ColumnDate, width: kit.Column{Min: 18, Ideal: 18, Tight: 10}, sort: sort,
		cell: func(v *cellView, r model.Row) kit.Cell {
			return kit.Cell{Text: v.dateAndDays(date(r)), Short: v.shortDate(date(r)), Tone: v.urgency(r, date(r))}
		}}
}

const daysWidth = 8

func (s *Session) shortDate(d model.Date) string {
	if d.IsZero() {
		return "–"
	}
	return s.Words.Date(d)
}

func (s *Session) dateAndDays(d model.Date) string {
	if d.IsZero() {
		return "–"
	}
	days := s.Words.DaysLeft(d, s.Today)
	return s.Words.Date(d) + kit.FitRight(days, max(daysWidth, 1+kit.Width(days)))
}

// Days before a date from which it is urgent, and from which it is near.
const (
	urgentDays = 30
	nearDays   = 92
)

// urgency colours a date that something still has to be done by.
func (v *cellView) urgency(r model.Row, d model.Date) theme.Tone {
	left := int(d) - int(v.Today)
	switch phase := r.PhaseOn(v.list, v.Today); {
	case d.IsZero() || phase == model.PhaseExpired:
		return theme.Muted
	case phase == model.PhaseActive && v.list != model.ListSubscriptions:
		return theme.Plain
	case left <= urgentDays:
		return theme.Danger
	case left <= nearDays:
		return theme.Warning
	}
	return theme.Plain
}

func due(r model.Row) model.Date     { return r.Due }
func expires(r model.Row) model.Date { return r.Expires }

// statusCells has room for every status, the long ones in their short form.
const statusCells = 14

func statusColumn() column {
	return column{title: locale.ColumnStatus, width: kit.Column{Min: statusCells, Ideal: statusCells, Grow: 1}, sort: model.ByStatus,
		cell: func(v *cellView, r model.Row) kit.Cell { return v.status(r) }}
}

// status is a glyph and a word, so that colour is never the only signal.
func (v *cellView) status(r model.Row) kit.Cell {
	status, phase := r.StatusOn(v.list, v.Today), r.PhaseOn(v.list, v.Today)
	word := v.Words.RowStatus(v.list, r, v.Today)
	glyph, tone := v.Theme.Glyphs.Ring, theme.Plain
	switch {
	case phase == model.PhaseExpired:
		glyph, tone = v.Theme.Glyphs.Ended, theme.Muted
	case phase == model.PhaseActive:
		glyph, tone = v.Theme.Glyphs.Dot, theme.Good
	case status != model.NotRedeemed:
		glyph, tone = v.Theme.Glyphs.Half, theme.Accent
	case phase == model.PhaseExpiring:
		tone = theme.Warning
	}
	cell := kit.Cell{Text: glyph + " " + word, Tone: tone}
	if short := v.Words.StatusShort(status); short != "" {
		cell.Short = glyph + " " + short
	}
	return cell
}

func linkColumn(title locale.Message) column {
	return column{title: title, width: kit.Column{Min: 16, Ideal: 22, Grow: 1, Drop: 1}, sort: model.ByLink,
		cell: func(v *cellView, r model.Row) kit.Cell {
			if name := v.names(r.Link); name != "" {
				return kit.Cell{Text: cleanText(name), Tone: theme.Plain}
			}
			return kit.Cell{Text: "–", Tone: theme.Muted}
		}}
}

// usedColumn shows how much of a quantity is used.
func usedColumn(title locale.Message) column {
	return column{title: title, width: kit.Column{Align: kit.Right, Min: 11, Ideal: 12, Drop: 2},
		cell: func(v *cellView, r model.Row) kit.Cell {
			if r.Quantity.Amount == model.Unlimited || r.Quantity.Amount == 0 {
				return kit.Cell{Text: v.Words.Used(r), Tone: theme.Muted}
			}
			return kit.Cell{Text: v.Words.Used(r), Tone: theme.Plain}
		}}
}
