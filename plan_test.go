package main

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// interrupted runs a command with a terminal for its errors only, and sends it
// SIGINT as soon as that shows a text.
func (p *person) interrupted(at string, args ...string) answer {
	p.t.Helper()
	control, device, err := pty.Open()
	if err != nil {
		p.t.Fatal(err)
	}
	defer control.Close()
	var out bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdout, cmd.Stderr = &out, device
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	device.Close()
	defer time.AfterFunc(patience, func() { cmd.Process.Kill() }).Stop()
	var said bytes.Buffer
	for sent := false; ; {
		if _, err := io.CopyN(&said, control, 1); err != nil { // the program has closed its side
			break
		}
		if !sent && strings.Contains(said.String(), at) {
			sent = true
			if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	cmd.Wait()
	return answer{out.String(), said.String(), cmd.ProcessState.ExitCode()}
}

// Ctrl+C stops a long plan: the progress is erased and nothing is answered,
// not even in part.
func TestSignalStopsALongPlan(t *testing.T) {
	t.Parallel()
	keys := make([]string, 1000)
	for i := range keys {
		keys[i] = strconv.Itoa(1 + i*i*997%1_000_000)
	}
	p := newPerson(t)
	args := []string{"plan", "--licenses", "100", "--ends", "2027-03-31", "--keys", strings.Join(keys, ","), "--json"}
	a := p.interrupted("planning", args...)
	for again := 0; again < 5 && a.code == exitDone; again++ { // it was ready sooner than the signal came
		a = p.interrupted("planning", args...)
	}
	if a.code != 130 || a.out != "" || !strings.HasSuffix(a.err, "%\x1b[2K\r") {
		t.Errorf("exit %d, %.80q, %.80q", a.code, a.out, a.err)
	}
}
