// Package host is the machine around a session: its clipboard, here or at the
// other end of an SSH connection, and its browsers.
package host

import (
	"fmt"
	"io"
	"runtime"

	"github.com/atotto/clipboard"
	"github.com/charmbracelet/x/ansi"
)

// Host copies to the system's clipboard, or asks the terminal to (OSC 52)
// where there is none or the session is a remote one, and opens pages in
// browsers.
type Host struct {
	terminal io.Writer
	env      func(string) string
	remote   bool
	system   string // as runtime.GOOS names it
	ended    func() // after a browser's process ended; nil: nothing
}

// New gives the host of a session whose screen is terminal.
func New(terminal io.Writer, env func(string) string) Host {
	remote := env("SSH_TTY") != "" || env("SSH_CONNECTION") != ""
	return Host{terminal: terminal, env: env, remote: remote, system: runtime.GOOS}
}

// Copy puts text on the clipboard. When sent is true the terminal was asked,
// and whether it did is not known.
func (h Host) Copy(text string) (sent bool, err error) {
	if !h.remote && !clipboard.Unsupported {
		if clipboard.WriteAll(text) == nil {
			return false, nil
		}
	}
	if _, err := io.WriteString(h.terminal, ansi.SetSystemClipboard(text)); err != nil {
		return false, fmt.Errorf("copy to the terminal's clipboard: %w", err)
	}
	return true, nil
}

// Clear empties the clipboard if it still holds the text. What a remote
// terminal holds can't be read, so it stays.
func (h Host) Clear(text string) {
	if h.remote || clipboard.Unsupported {
		return
	}
	if held, err := clipboard.ReadAll(); err == nil && held == text {
		_ = clipboard.WriteAll("") // nothing more can be done than to try
	}
}
