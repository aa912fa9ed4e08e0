package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"
)

// A size that was measured before the last change of the window is not taken.
func TestTheWindowIsAsLargeAsItIsNow(t *testing.T) {
	control, device, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer control.Close()
	defer device.Close()
	if err := pty.Setsize(device, &pty.Winsize{Rows: 31, Cols: 97}); err != nil {
		t.Fatal(err)
	}
	p := &painted{File: device}
	for msg, want := range map[tea.Msg]tea.Msg{
		tea.WindowSizeMsg{}:                       tea.WindowSizeMsg{Width: 97, Height: 31},
		tea.WindowSizeMsg{Width: 140, Height: 44}: tea.WindowSizeMsg{Width: 97, Height: 31},
		tea.FocusMsg{}:                            tea.FocusMsg{},
	} {
		if got := p.measured(nil, msg); got != want {
			t.Errorf("%#v becomes %#v, want %#v", msg, got, want)
		}
	}
}
