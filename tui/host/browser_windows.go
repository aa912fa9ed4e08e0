package host

import (
	"os/exec"
	"syscall"
)

// detachedProcess keeps the console from the process.
const detachedProcess = 0x00000008

// detach gives the process a group of its own, without this console.
func detach(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{CreationFlags: detachedProcess | syscall.CREATE_NEW_PROCESS_GROUP}
}
