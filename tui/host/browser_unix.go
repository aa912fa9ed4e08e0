//go:build !windows

package host

import (
	"os/exec"
	"syscall"
)

// detach gives the process a session of its own, without this terminal.
func detach(command *exec.Cmd) { command.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
