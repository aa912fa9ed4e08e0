//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package store

import (
	"context"
	"os"
	"time"
)

// lock leaves locking to bbolt on systems without flock.
func lock(context.Context, *os.File, bool, time.Time) error { return nil }

// unlocks tells that only closing the file unlocks it.
const unlocks = false

func unlock(*os.File) error { return nil }

// alive can't be told here; the owner is named if it left its name.
func alive(int) bool { return true }
