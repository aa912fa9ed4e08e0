package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"benefitdesk/model"
	"benefitdesk/tui/host"
	"benefitdesk/tui/kit"
)

// framesPerSecond is the most that bubbletea draws.
const framesPerSecond = 120

// Run shows the screens until the person quits or a signal ends the program.
// The signal, if one did, is returned after the terminal was restored.
func Run(ctx context.Context, s *Session, in io.Reader, out *os.File) (os.Signal, error) {
	overview, err := s.Overview(ctx, s.Today)
	if err != nil {
		return nil, err
	}
	var first model.Page
	if overview.Records > 0 {
		if first, err = s.Page(ctx, FirstPage(model.ListOf(model.Cloud))); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.Context = ctx
	app := NewApp(s, overview, first)
	screen := &painted{File: out}
	program := tea.NewProgram(app, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(screen),
		tea.WithAltScreen(), tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(), tea.WithFilter(screen.measured))
	// bubbletea looks out for changes of the window only after it measured it.
	defer host.OnResize(func() { program.Send(tea.WindowSizeMsg{}) })()
	if w, h, err := term.GetSize(out.Fd()); err == nil && w > 0 && h > 0 {
		app.Resize(kit.Size{W: w, H: h})
		screen.frame = app.View()
	}
	ended := make(chan os.Signal, 1)
	// bubbletea knows only two signals and lets a hang-up leave the terminal as it
	// is.
	stop := host.OnSignal(func(sig os.Signal) {
		ended <- sig
		program.Quit()
	})
	defer stop()
	_, err = program.Run()
	select {
	case sig := <-ended:
		return sig, nil
	default:
		return interruption(err)
	}
}

// interruption tells what ended the program where no signal did. That the
// terminal can't be read means that it was closed; the signal that says so is
// on its way.
func interruption(err error) (os.Signal, error) {
	if errors.Is(err, tea.ErrProgramKilled) && !errors.Is(err, tea.ErrProgramPanic) {
		return syscall.SIGHUP, nil
	}
	return nil, err
}
