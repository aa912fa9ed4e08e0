package tui

import (
	"context"
	"math"
	"strconv"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// progress is how far long work is: a share between 0 and 1, after some time.
type progress struct {
	done    float64
	elapsed time.Duration
}

// perSecond is how many percent are done in a second.
func (p progress) perSecond() float64 { return 100 * p.done / max(p.elapsed.Seconds(), 0.001) }

// left is how long the rest takes at the same rate.
func (p progress) left() time.Duration {
	return time.Duration(float64(p.elapsed) * (1 - p.done) / max(p.done, 0.001))
}

const (
	longestGauge = 24
	leastGauge   = 6
)

// progressLine draws in w cells how far long work is, at which rate it goes on
// and how long it still takes.
func (s *Session) progressLine(p progress, w int) string {
	if p.elapsed == 0 {
		return s.Theme.Paint(theme.Muted, kit.Fit(s.Words.Text(locale.PlannerBusy), w))
	}
	left := s.Words.Text(locale.SecondsLeft, int(math.Ceil(p.left().Seconds())))
	if p.left() > 2*time.Minute {
		left = s.Words.Text(locale.MinutesLeft, int(math.Ceil(p.left().Minutes())))
	}
	decimals := 0
	if p.perSecond() < 10 {
		decimals = 1
	}
	text := s.Words.Text(locale.ProgressLine, int(100*p.done), strconv.FormatFloat(p.perSecond(), 'f', decimals, 64), left)
	gauge := min(longestGauge, w-kit.Width(text)-1)
	if gauge < leastGauge {
		return s.Theme.Paint(theme.Muted, kit.Fit(text, w))
	}
	return kit.Gauge(s.Theme, theme.Accent, int(1000*p.done), 1000, gauge) + " " + s.Theme.Paint(theme.Muted, text)
}

// search is a calculation in the background.
type search struct {
	ticket   ticket
	busy     bool
	progress progress
	stop     context.CancelFunc
}

// begin ends the calculation before and numbers a new one.
func (s *search) begin(a *App) context.Context {
	s.end()
	ctx, stop := context.WithCancel(a.Context)
	*s = search{ticket: a.newTicket(), busy: true, stop: stop}
	return ctx
}

func (s *search) end() {
	if s.stop != nil {
		s.stop()
	}
	s.busy = false
}

// told takes up how far the calculation is.
func (s *search) told(msg searchProgress) tea.Cmd {
	if msg.ticket != s.ticket {
		return nil
	}
	s.progress = msg.progress
	return msg.more
}
