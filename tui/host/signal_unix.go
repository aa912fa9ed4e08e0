//go:build !windows

package host

import (
	"os"
	"os/signal"
	"syscall"
)

func notifyResize(signals chan<- os.Signal) { signal.Notify(signals, syscall.SIGWINCH) }
