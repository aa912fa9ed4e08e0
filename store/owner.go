package store

import (
	"fmt"
	"os"
	"time"
)

// announceAfter is how long a program holds the store before it says so: most
// changes are saved sooner, and would spend a tenth of their time on saying it.
// Who waits in vain has waited longer than this.
const announceAfter = 20 * time.Millisecond

// The owner file beside the store names who holds it for writing. It only
// serves the sentence of a LockedError: the lock itself is the file's, so an
// owner file that was left behind blocks nobody.
func (s *Store) ownerPath() string { return s.path + ".owner" }

// announce writes the owner file when the store is held for long, and returns
// what removes it, which must happen before the lock is released. That it
// can't be written is no error.
func (s *Store) announce() (remove func()) {
	since := time.Now().UTC()
	written := make(chan struct{})
	timer := time.AfterFunc(announceAfter, func() {
		defer close(written)
		text := fmt.Appendf(nil, "%d %s\n", os.Getpid(), since.Format(time.RFC3339))
		_ = os.WriteFile(s.ownerPath(), text, 0o600)
	})
	return func() {
		if !timer.Stop() {
			<-written
			os.Remove(s.ownerPath())
		}
	}
}

// owner reads who holds the store. A process that is gone is not named.
func (s *Store) owner() error {
	found := &LockedError{}
	text, err := os.ReadFile(s.ownerPath())
	if err != nil {
		return found
	}
	var pid int
	var since string
	if n, _ := fmt.Sscan(string(text), &pid, &since); n != 2 || pid <= 0 || !alive(pid) {
		return found
	}
	at, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return found
	}
	return &LockedError{PID: pid, Since: at}
}
