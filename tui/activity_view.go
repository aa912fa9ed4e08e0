package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// activityRows lets a grid draw entries of the log.
type activityRows struct{ *activity }

func (r activityRows) Len() int { return len(r.shown.Entries) }

func (r activityRows) Cells(i int, into []kit.Cell) []kit.Cell {
	e := r.shown.Entries[i]
	object := cleanText(r.Words.Subject(e))
	if object == "" {
		object = r.recordName(e.Object)
	}
	return append(into,
		kit.Cell{Text: e.Time.Format(minute), Tone: theme.Muted}, kit.Cell{Text: cleanText(e.Actor.Name)},
		kit.Cell{Text: r.Words.Did(e)}, kit.Cell{Text: object})
}

// Where the detail of an entry stands, and how much of the hash of the head is
// shown where there is no room for all of it.
const (
	activityDetail = 5 // lines below the grid at least
	shortHash      = 16
)

// Resize lays out the line above the grid, the grid, the detail and the head of
// the log.
func (s *activity) Resize(size kit.Size) {
	s.size = size
	s.grid.Resize(s.gridSize())
	s.filter.Resize(kit.Size{W: min(filterWidth, size.W/3), H: 1})
}

const activityLines = 3 // two above the grid, the head of the log below

func (s *activity) gridSize() kit.Size {
	size := kit.Size{W: s.size.W, H: max(0, s.size.H-activityLines)}
	if s.beside() {
		size.W -= s.detailSize().W
	} else {
		size.H -= s.detailSize().H
	}
	return size
}

func (s *activity) beside() bool { return s.size.W >= besideFrom-railWidth }

func (s *activity) detailSize() kit.Size {
	height := max(0, s.size.H-activityLines)
	if s.beside() {
		return kit.Size{W: s.size.W * 2 / 5, H: height}
	}
	return kit.Size{W: s.size.W, H: min(height, max(activityDetail, height*2/5))}
}

// View draws the log.
func (s *activity) View() string {
	body := s.grid.View()
	if s.beside() {
		body = kit.Beside(body, s.detail())
	} else {
		body = kit.Stack(body, s.detail())
	}
	lines := []string{s.headline(), s.asked()}
	return kit.Stack(kit.Block(lines, kit.Size{W: s.size.W, H: min(2, s.size.H)}), body,
		kit.Block([]string{s.head()}, kit.Size{W: s.size.W, H: min(1, s.size.H)}))
}

// headline is the title, or the tabs where no rail stands beside.
func (s *activity) headline() string {
	if s.railed() {
		return s.Theme.Paint(theme.Heading, " "+s.Words.Text(locale.ActivityTitle))
	}
	return s.tabs(s.size.W)
}

// asked is what the log is filtered by, and how many entries were found.
func (s *activity) asked() string {
	count := locale.ActivityCount
	if s.shown.More {
		count = locale.ActivityMore
	}
	parts := []string{s.Words.Text(count, len(s.shown.Entries))}
	q := s.query
	if !q.From.IsZero() || !q.To.IsZero() {
		parts = append(parts, s.Words.Date(q.From)+" – "+s.Words.Date(q.To))
	}
	if q.Verb != "" {
		parts = append(parts, s.Words.Verb(q.Verb))
	}
	for _, text := range []string{q.Person, q.Object} {
		if text != "" {
			parts = append(parts, cleanText(text))
		}
	}
	line := " " + s.Theme.Paint(theme.Muted, strings.Join(parts, " · "))
	if !s.Filtering() && q.Text == "" {
		return line
	}
	field := s.Theme.Paint(theme.KeyHint, "/") + s.filter.View()
	return kit.Fit(line, max(0, s.size.W-kit.Width(field))) + field
}

// head names the last entry of the log, by which one can tell later whether it
// was rewritten.
func (s *activity) head() string {
	hash := fmt.Sprintf("%x", s.shown.Head.Hash)
	text := s.Words.Text(locale.LogHead, s.shown.Head.Sequence, hash)
	if kit.Width(text)+2 > s.size.W {
		text = s.Words.Text(locale.LogHead, s.shown.Head.Sequence, hash[:shortHash]+"…")
	}
	return " " + s.Theme.Paint(theme.Muted, text)
}

func (s *activity) scrollBy(n int) tea.Cmd {
	s.scroll = max(0, min(s.scroll+n, len(s.detailText())+1-s.detailSize().H))
	return nil
}

// detail is the selected entry, with every field that it changed.
func (s *activity) detail() string {
	size := s.detailSize()
	lines := s.detailText()
	for i, line := range lines {
		lines[i] = " " + line
	}
	rule := kit.Block([]string{kit.Rule(s.Theme, "", size.W)}, kit.Size{W: size.W, H: min(1, size.H)})
	return kit.Stack(rule, s.inSight(lines, s.scroll, kit.Size{W: size.W, H: max(0, size.H-1)}))
}

func (s *activity) detailText() []string {
	width := s.detailSize().W - 3 // a blank before it, a sign behind it
	var lines []string
	if e := s.selected(); e.Sequence != 0 {
		lines = append(s.changeLines(e.Changes, s.shown.Names, width), s.importLines(e, width)...)
		lines = append(lines, s.detailLines([]section{{facts: s.entryFacts(e)}}, width)...)
		lines = append(lines, "")
	}
	return append(lines, s.portalNote(width)...)
}

// portalNote says who may read the log that Partner Center keeps.
func (s *activity) portalNote(width int) []string {
	text := s.Words.Text(locale.ActivityPortal, s.Words.RolesOf(model.ReadPortalLog))
	var who []string
	for _, person := range s.overview.People {
		if person.May(model.ReadPortalLog, 0) {
			who = append(who, cleanText(person.Label()))
		}
	}
	if len(who) > 0 {
		text += " " + s.Words.Text(locale.ActivityPortalWho, s.Words.Listed(who...))
	}
	lines := kit.Wrap(text, max(10, width))
	for i, line := range lines {
		lines[i] = s.Theme.Paint(theme.Muted, line)
	}
	return lines
}
