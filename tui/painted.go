package tui

import (
	"bytes"
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// painted is the terminal with the first frame already on it: bubbletea draws
// only at the next tick of its clock, and would clear the screen until then.
type painted struct {
	*os.File
	frame string // still to be painted
	keep  bool   // the frame stands; let the next clearing pass
}

// measured gives a change of the window the size that it has by now: what
// several measured may arrive in another order.
func (p *painted) measured(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, resized := msg.(tea.WindowSizeMsg); !resized {
		return msg
	}
	w, h, err := term.GetSize(p.Fd())
	if err != nil {
		return nil
	}
	return tea.WindowSizeMsg{Width: w, Height: h}
}

// Write paints the frame before the first thing that bubbletea writes: by then
// it has put the terminal into raw mode and looks out for signals.
func (p *painted) Write(data []byte) (int, error) {
	if p.frame != "" {
		_, err := p.File.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.HideCursor + ansi.CursorHomePosition +
			strings.ReplaceAll(p.frame, "\n", "\r\n"))
		p.frame, p.keep = "", err == nil
	}
	switch string(data) {
	case ansi.SetModeAltScreenSaveCursor:
		if p.keep {
			return len(data), nil // it is shown already; entering again would clear it
		}
	case ansi.EraseEntireScreen:
		if p.keep {
			p.keep = false
			return len(data), nil
		}
	}
	if _, err := p.File.Write(shortened(data)); err != nil {
		return 0, err
	}
	return len(data), nil
}

// WriteString is Write: the file's own would pass it by.
func (p *painted) WriteString(text string) (int, error) { return p.Write([]byte(text)) }

// leastIndent is from how many blanks on it is shorter to move over them.
const leastIndent = 12

// shortened gives what is to be written with fewer bytes: bubbletea writes a
// line that changed whole, and below the rail most lines begin with blanks.
func shortened(data []byte) []byte {
	var short []byte
	for line := range bytes.SplitAfterSeq(data, []byte("\n")) {
		text := bytes.TrimLeft(line, " ")
		if blanks := len(line) - len(text); blanks >= leastIndent {
			short = append(append(short, ansi.CursorForward(blanks)...), ansi.EraseLineLeft...)
			line = text
		}
		short = append(short, line...)
	}
	return short
}
