package tui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
	"pgregory.net/rapid"
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

// TestShortened: over whatever is on the screen, fewer bytes show the same.
func TestShortened(t *testing.T) {
	const width, height = 30, 5
	word := rapid.SampledFrom([]string{
		strings.Repeat(" ", 20), strings.Repeat(" ", leastIndent), strings.Repeat(" ", width), " ", "Power BI", "日本語", "\x1b[7m Active \x1b[m", "\x1b[K",
	})
	rapid.Check(t, func(t *rapid.T) {
		whole, short := vt.NewEmulator(width, height), vt.NewEmulator(width, height)
		for range 2 {
			lines := make([]string, height)
			for i := range lines {
				lines[i] = strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "line"), "")
			}
			frame := fit(lines, width)
			whole.WriteString(frame)
			short.Write(shortened([]byte(frame)))
		}
		if whole.Render() != short.Render() {
			t.Errorf("it is %q\nshortened %q", whole.Render(), short.Render())
		}
	})
	if got := shortened([]byte("a\n" + strings.Repeat(" ", 24) + "b")); len(got) >= 24 {
		t.Errorf("%q is no shorter", got)
	}
}

// fit makes a frame of lines as bubbletea writes it.
func fit(lines []string, width int) string {
	frame := "\x1b[H"
	for i, line := range lines {
		if line = ansi.Truncate(line, width, ""); ansi.StringWidth(line) < width {
			line += ansi.EraseLineRight
		}
		if i < len(lines)-1 {
			line += "\r\n"
		}
		frame += line
	}
	return frame
}
