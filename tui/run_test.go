package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"syscall"
	"testing"
	"testing/iotest"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/creack/pty"

	"benefitdesk/model"
)

// TestAClosedTerminalIsAHangUp: reading fails before the signal comes.
func TestAClosedTerminalIsAHangUp(t *testing.T) {
	control, device, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer control.Close() // not device: bubbletea doesn't wait for its own look at the size
	go io.Copy(io.Discard, control)
	s := newSession(newMemory(contoso()...), &clipboard{})
	s.Clock = func() model.Date { return today }
	sig, err := Run(context.Background(), s, iotest.ErrReader(syscall.EIO), device)
	if sig != syscall.SIGHUP || err != nil {
		t.Errorf("%v, %v", sig, err)
	}
}

func TestAPanicIsNoHangUp(t *testing.T) {
	panicked := errors.Join(tea.ErrProgramKilled, tea.ErrProgramPanic)
	for err, want := range map[error]os.Signal{panicked: nil, tea.ErrProgramKilled: syscall.SIGHUP, nil: nil} {
		sig, left := interruption(err)
		if sig != want || (left == nil) != (err == nil || want != nil) {
			t.Errorf("%v: %v, %v", err, sig, left)
		}
	}
}
