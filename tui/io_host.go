package tui

import (
	"errors"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"benefitdesk/model"
)

// The commands that need the clipboard, a browser or the clock.

type copied struct {
	sent bool
	err  error
}

// inTurn runs a command after those before it that were to run in turn: of two
// texts the last that was copied stays on the clipboard.
func (s *Session) inTurn(command tea.Cmd) tea.Cmd {
	before, done := s.turn, make(chan struct{})
	s.turn = done
	return func() tea.Msg {
		defer close(done)
		if before != nil {
			<-before
		}
		return command()
	}
}

func (s *Session) copyText(text string) tea.Cmd {
	host := s.Host
	return s.inTurn(func() tea.Msg {
		sent, err := host.Copy(text)
		return copied{sent, err}
	})
}

type browsersFound struct {
	ticket ticket
	names  []string
}

func (s *Session) findBrowsers(t ticket) tea.Cmd {
	host := s.Host
	return func() tea.Msg { return browsersFound{t, host.Browsers()} }
}

// pageOpened tells in which browser a page was opened, or that none could and
// the address was copied instead.
type pageOpened struct {
	browser string // the one that was tried; empty: there is none
	opened  bool
	err     error // of a page that is refused, or of copying
}

func (s *Session) openPage(page string) tea.Cmd {
	host, wanted := s.Host, s.browser
	return s.inTurn(func() tea.Msg {
		var tried string
		if installed := host.Browsers(); len(installed) > 0 {
			tried = chosenBrowser(installed, wanted)
			err := host.Open(page, tried)
			var refused *model.Refusal
			if err == nil || errors.As(err, &refused) {
				return pageOpened{tried, err == nil, err}
			}
		}
		_, err := host.Copy(page)
		return pageOpened{browser: tried, err: err}
	})
}

// clipboardTime is how long a copied key stays on the clipboard, revealTime how
// long a revealed one stays on the screen.
const (
	clipboardTime = 30 * time.Second
	revealTime    = 15 * time.Second
)

type clipboardCleared struct{}

func (s *Session) clearClipboard(text string) tea.Cmd {
	host := s.Host
	return tea.Tick(clipboardTime, func(time.Time) tea.Msg {
		host.Clear(text)
		return clipboardCleared{}
	})
}

type revealEnded struct{ ticket ticket }

func endReveal(t ticket) tea.Cmd {
	return tea.Tick(revealTime, func(time.Time) tea.Msg { return revealEnded{t} })
}

// lookAround is how often the app looks for a new day and for changes that
// other programs made.
const lookAround = 2 * time.Second

type lookedAround struct {
	today    model.Date
	revision model.Revision
	err      error
}

func (s *Session) look() tea.Cmd {
	desk, ctx, clock := s.Desk, s.Context, s.Clock
	return tea.Tick(lookAround, func(time.Time) tea.Msg {
		revision, err := desk.Revision(ctx)
		return lookedAround{clock(), revision, err}
	})
}

type toastEnded struct{ ticket ticket }

const toastTime = 6 * time.Second

func endToast(t ticket) tea.Cmd {
	return tea.Tick(toastTime, func(time.Time) tea.Msg { return toastEnded{t} })
}
