package host

import (
	"os"
	"syscall"
	"testing"
	"time"
)

func TestAChangeOfTheWindowIsTold(t *testing.T) {
	told := make(chan struct{})
	stop := OnResize(func() { told <- struct{}{} })
	defer stop()
	for range 2 {
		if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil {
			t.Fatal(err)
		}
		select {
		case <-told:
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was told")
		}
	}
}
