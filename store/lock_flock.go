//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"syscall"
	"time"
)

// lock takes the lock that bbolt takes too, so that the file can be checked
// under it; bbolt's own call then finds it taken by the same descriptor. It
// asks more often than bbolt does, and stops when the context ends.
func lock(ctx context.Context, file *os.File, write bool, until time.Time) error {
	how := syscall.LOCK_SH | syscall.LOCK_NB
	if write {
		how = syscall.LOCK_EX | syscall.LOCK_NB
	}
	pause := 100 * time.Microsecond
	for {
		err := syscall.Flock(int(file.Fd()), how)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return err
		}
		if time.Now().After(until) {
			return ErrLocked
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause/2 + rand.N(pause)):
		}
		pause = min(pause*2, 10*time.Millisecond)
	}
}

// unlocks tells that a file can be unlocked without closing it.
const unlocks = true

func unlock(file *os.File) error { return syscall.Flock(int(file.Fd()), syscall.LOCK_UN) }

// alive tells whether a process exists.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
