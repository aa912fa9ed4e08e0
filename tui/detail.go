package tui

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// section is a part of a record's detail: facts with labels, or lines.
type section struct {
	title locale.Message // 0: none
	facts []fact
	lines []string
	draw  func(w int) []string // lines made for w cells
}

// fact is one labelled value; facts without a value are left out.
type fact struct {
	label locale.Message
	value string
	tone  theme.Tone
}

const labelWidth = 21

// detailLines lays sections out in w cells.
func (s *Session) detailLines(sections []section, w int) []string {
	var lines []string
	var last locale.Message
	for _, part := range sections {
		if part.draw != nil {
			part.lines = part.draw(max(10, w))
		}
		if part.title != 0 && len(part.facts)+len(part.lines) > 0 {
			lines = append(lines, "", s.Theme.Paint(theme.Heading, s.Words.Text(part.title)))
		}
		for _, f := range part.facts {
			if f.value == "" {
				continue
			}
			label := kit.Fit("", labelWidth)
			if f.label != last {
				label = s.Theme.Paint(theme.Muted, kit.Fit(s.Words.Text(f.label), labelWidth))
			}
			last = f.label
			for i, line := range valueLines(f.value, max(10, w-labelWidth)) {
				if i > 0 {
					label = kit.Fit("", labelWidth)
				}
				lines = append(lines, label+s.Theme.Paint(f.tone, line))
			}
		}
		for _, line := range part.lines {
			if part.draw != nil { // for this width
				lines = append(lines, line)
				continue
			}
			lines = append(lines, kit.WrapParts(line, max(10, w))...)
		}
	}
	return lines
}

// valueLines wraps a value. Of one in parts further lines are indented: the
// next value of the label begins again at the left.
func valueLines(value string, w int) []string {
	lines := kit.WrapParts(value, w)
	if len(lines) == 1 || !strings.Contains(value, "  ") {
		return lines
	}
	lines = kit.WrapParts(value, w-2)
	for i := range lines[1:] {
		lines[i+1] = "  " + lines[i+1]
	}
	return lines
}

// A detail has two columns, with some cells between them, where the first has
// room for a label and a product key, and the second for a timeline and links.
const (
	columnsFrom = leastFacts + columnsGap + leastOthers
	columnsGap  = 3
	leastFacts  = 50
	leastOthers = 56
)

// detailBlock lays sections out in w cells: where there is room, the first,
// what the record is, and what comes last stand beside the others, what it means
// and what became of it.
func (s *Session) detailBlock(sections []section, w int, last ...section) []string {
	if w < columnsFrom {
		return s.detailLines(append(sections, last...), w)
	}
	facts := max(leastFacts, min((w-columnsGap)/2, w-columnsGap-leastOthers))
	others := s.detailLines(sections[1:], w-facts-columnsGap)
	if len(others) == 0 {
		return s.detailLines(append(sections, last...), w)
	}
	others = others[1:] // a column begins with its title
	first := s.detailLines(append(sections[:1:1], last...), facts)
	lines := make([]string, max(len(first), len(others)))
	for i := range lines {
		if i < len(first) {
			lines[i] = first[i]
		}
		if i < len(others) {
			lines[i] = kit.Fit(lines[i], facts+columnsGap) + others[i]
		}
	}
	return lines
}

// benefitFacts are the facts that every benefit has.
func (s *Session) benefitFacts(b model.Benefit, d model.Dossier) []fact {
	return []fact{
		{locale.ColumnStatus, s.statusLine(b), theme.Plain},
		{locale.ColumnQuantity, s.Words.Quantity(b.Quantity), theme.Plain},
		{locale.ColumnSource, cleanText(b.Source), theme.Plain},
		{locale.LabelBenefitType, s.Words.BenefitType(b.Type), theme.Plain},
		{locale.ColumnActivateBy, s.dated(b.ActivateBy), theme.Plain},
		{locale.LabelBenefitExpiry, s.dated(b.Expires), theme.Plain},
		{locale.LabelMembership, s.membershipLine(d.Membership), theme.Plain},
		{locale.LabelMembershipEnds, s.dated(lastsUntil(d.Membership)), theme.Plain},
		{locale.LabelRedemptionModel, s.Words.RedemptionModel(b), theme.Plain},
		{locale.LabelNote, cleanText(b.Note), theme.Plain},
	}
}

// statusLine is the status as the list shows it, and the day it was reached:
// the last day of what its dates ended, else the day that is recorded.
func (s *Session) statusLine(b model.Benefit) string {
	list, row, _ := model.RowOf(b)
	text := (&cellView{Session: s, list: list}).status(row).Text
	if on := cmp.Or(row.EndedOn(list, s.Today), b.StatusOn); !on.IsZero() {
		text += "  " + s.Words.Date(on)
	}
	return text
}

// membershipLine is a membership's name, and since when it is over.
func (s *Session) membershipLine(m model.Membership) string {
	line := cleanText(m.Label())
	if over := m.Over(s.Today); !over.IsZero() {
		line += "  " + (&cellView{Session: s}).stateCell(m.StateOn(s.Today)).Text + "  " + s.Words.Date(over)
	}
	return line
}

// lastsUntil is the end of a membership; a cancelled one does not reach it.
func lastsUntil(m model.Membership) model.Date {
	if !m.Cancelled.IsZero() {
		return 0
	}
	return m.Ends
}

// dated is a date with the days left, empty for no date.
func (s *Session) dated(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return s.Words.Date(d) + "  " + s.Words.DaysLeft(d, s.Today)
}

func (s *Session) redemptionSection(d model.Dossier) section {
	return section{title: locale.SectionRedemptions, draw: func(w int) (lines []string) {
		for _, r := range d.Redemptions {
			day, what, _ := strings.Cut(s.redemptionText(redemption.RecordOf(r)), "  ")
			parts := []string{what, cleanText(d.Tenants[r.Tenant].Label())}
			if r.Status != model.Redeemed {
				parts = append(parts, s.Words.Status(model.ListKeys, r.Status))
			}
			lines = append(lines, partLines(w, day, append(parts, cleanText(r.By))...)...)
			if !r.Corrected.IsZero() {
				lines = append(lines, kit.Hang("  ", s.Words.Text(locale.CorrectedLine, r.Corrected, cleanText(r.Reason)), w)...)
			}
		}
		return lines
	}}
}

func (s *Session) historySection(d model.Dossier) section {
	return section{title: locale.SectionHistory, draw: func(w int) (lines []string) {
		for _, entry := range d.History {
			lines = append(lines, partLines(w, entry.Time.Format(minute), s.Words.Verb(entry.Verb), cleanText(entry.Label), cleanText(entry.Actor.Name))...)
		}
		return lines
	}}
}

// partLines are the parts of an entry behind its day, those that have a text.
func partLines(w int, day string, parts ...string) []string {
	text := strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), "  ")
	day += "  "
	lines := kit.WrapParts(text, max(10, w-kit.Width(day)))
	for i := range lines {
		lines[i] = day + lines[i]
		day = kit.Fit("", kit.Width(day))
	}
	return lines
}

// splitLines gives the lines of a rectangle.
func splitLines(rectangle string) iter.Seq[string] { return strings.SplitSeq(rectangle, "\n") }

// inSight draws the part of some lines that begins with one of them, with a
// sign at the right edge where there are more above or below.
func (s *Session) inSight(lines []string, top int, size kit.Size) string {
	size.H = max(0, size.H)
	top = max(0, min(top, len(lines)-size.H))
	shown := slices.Clone(lines[top:min(top+size.H, len(lines))])
	mark := func(i int, sign string) {
		shown[i] = kit.Fit(shown[i], size.W-2) + " " + s.Theme.Paint(theme.Muted, sign)
	}
	if top > 0 && len(shown) > 0 {
		mark(0, s.Theme.Glyphs.Up)
	}
	if top+size.H < len(lines) && len(shown) > 0 {
		mark(len(shown)-1, s.Theme.Glyphs.Down)
	}
	return kit.Block(shown, size)
}
