package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// testDay is today in every test.
const testDay = "2026-11-20"

// patience is how long a test waits for what must come. It says nothing about
// how long that should take.
const patience = 30 * time.Second

// program is the program, built once for all tests; nobody is who it runs as
// where a test must not be the superuser.
var program string

const nobody = 65534

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	folder, err := os.MkdirTemp("", "benefitdesk-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	if err := os.Chmod(folder, 0o755); err != nil {
		panic(err)
	}
	program = filepath.Join(folder, "benefitdesk")
	build := exec.Command("go", append(append([]string{"build"}, raceFlag()...), "-o", program, ".")...)
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("go build: %v\n%s", err, out))
	}
	// Commands that run within the test must not touch the person's folders.
	for name, value := range map[string]string{
		"HOME": folder, "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": "", "BENEFITDESK_DB": "", "BENEFITDESK_LANG": "",
	} {
		os.Setenv(name, value)
	}
	xdg.Reload()
	return m.Run()
}

// raceFlag builds the program with the race detector where the tests have it.
func raceFlag() []string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "-race" && setting.Value == "true" {
				return []string{"-race"}
			}
		}
	}
	return nil
}

// person is somebody with a home of their own, in which nothing was run yet.
type person struct {
	t    *testing.T
	home string
	env  []string
	as   *syscall.Credential // nil: whoever runs the tests
}

func newPerson(t *testing.T, env ...string) *person {
	t.Helper()
	home := t.TempDir()
	temporary := filepath.Join(home, "tmp")
	if err := os.Mkdir(temporary, 0o700); err != nil {
		t.Fatal(err)
	}
	return &person{t: t, home: home, env: append([]string{
		"HOME=" + home, "TMPDIR=" + temporary, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TERM=xterm-256color", "COLORTERM=truecolor",
		"GORACE=atexit_sleep_ms=0", // else every program sleeps for a second at its end
	}, env...)}
}

// store is the file that the program makes when it isn't told where.
func (p *person) store() string {
	return filepath.Join(p.home, ".local", "share", "benefitdesk", "benefits.db")
}

// answer is what a command gave.
type answer struct {
	out, err string
	code     int
}

func (p *person) command(args ...string) *exec.Cmd {
	cmd := exec.Command(program, append([]string{"--today", testDay, "--as", "adele"}, args...)...)
	cmd.Env, cmd.Dir, cmd.SysProcAttr = p.env, p.home, &syscall.SysProcAttr{Credential: p.as}
	return cmd
}

// run runs a command without a terminal.
func (p *person) run(input string, args ...string) answer {
	p.t.Helper()
	var out, errs bytes.Buffer
	cmd := p.command(args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		p.t.Fatal(err)
	}
	return answer{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// must runs a command that has to succeed, and gives its output.
func (p *person) must(args ...string) string {
	p.t.Helper()
	a := p.run("", args...)
	if a.code != exitDone {
		p.t.Fatalf("benefitdesk %q: exit %d\n%s%s", args, a.code, a.out, a.err)
	}
	return a.out
}

// readOnly makes a folder with its files one that can only be read, and the
// person somebody whom that stops: nothing stops the superuser.
func (p *person) readOnly(folder string) {
	p.t.Helper()
	if os.Geteuid() == 0 {
		p.as = &syscall.Credential{Uid: nobody, Gid: nobody}
		err := filepath.WalkDir(p.home, func(path string, _ fs.DirEntry, err error) error {
			return errors.Join(err, os.Chown(path, nobody, nobody))
		})
		if err != nil {
			p.t.Fatal(err)
		}
		for parent := filepath.Dir(p.home); parent != os.TempDir() && parent != "/"; parent = filepath.Dir(parent) {
			if err := os.Chmod(parent, 0o755); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	for path := range files(p.t, folder) {
		if err := os.Chmod(path, 0o400); err != nil {
			p.t.Fatal(err)
		}
	}
	if err := os.Chmod(folder, 0o500); err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = os.Chmod(folder, 0o700) })
}

// fixture is the path of a file of the journeys.
func (p *person) fixture(name string) string {
	p.t.Helper()
	path, err := filepath.Abs(filepath.Join("testdata", "journey", name))
	if err != nil {
		p.t.Fatal(err)
	}
	return path
}

// terminal is the program in a terminal: a real pseudo terminal, and an
// emulator that knows what a person would see.
type terminal struct {
	*person
	cmd     *exec.Cmd
	control *os.File // the emulator's end
	device  *os.File // the program's end
	cooked  *term.State

	mu      sync.Mutex // guards what follows; the emulator has no lock of its own
	screen  *vt.Emulator
	changed chan struct{} // closed at every output
	written bytes.Buffer  // everything the program wrote
	alt     bool          // the alternate screen is shown
	hidden  bool          // the cursor is hidden

	ended chan struct{} // closed when the program is gone
}

// size is a window's, in cells.
type size struct{ w, h int }

var usual = size{140, 44}

// open starts the screens and waits until they take keys: until then the
// terminal itself changes some, Enter among them.
func (p *person) open(s size, args ...string) *terminal {
	p.t.Helper()
	x := p.start(s, p.command(args...))
	x.ready()
	return x
}

// ready waits for a frame, with the terminal's own editing switched off.
func (x *terminal) ready() {
	x.t.Helper()
	x.waitUntil("frame, with the terminal's own editing switched off", func(now seen) bool {
		return now.alt && strings.TrimSpace(now.String()) != "" && !x.isCooked()
	})
}

// start starts a command in a terminal.
func (p *person) start(s size, cmd *exec.Cmd) *terminal {
	p.t.Helper()
	control, device, err := pty.Open()
	if err != nil {
		p.t.Fatal(err)
	}
	// Opening it made its reads block; closing it has to end them.
	if err := syscall.SetNonblock(int(control.Fd()), true); err != nil {
		p.t.Fatal(err)
	}
	x := &terminal{
		person: p, cmd: cmd, control: control, device: device, screen: vt.NewEmulator(s.w, s.h),
		changed: make(chan struct{}), ended: make(chan struct{}),
	}
	x.screen.SetCallbacks(vt.Callbacks{
		AltScreen:        func(on bool) { x.alt = on },
		CursorVisibility: func(visible bool) { x.hidden = !visible },
	})
	x.resizeDevice(s)
	if x.cooked, err = term.GetState(device.Fd()); err != nil {
		p.t.Fatal(err)
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = device, device, device
	cmd.SysProcAttr.Setsid, cmd.SysProcAttr.Setctty = true, true
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	go func() {
		_ = cmd.Wait() // the exit code is asked for below
		close(x.ended)
	}()
	copied := make(chan struct{}, 2)
	go func() { x.show(); copied <- struct{}{} }()
	go func() { _, _ = io.Copy(control, x.screen); copied <- struct{}{} }() // the emulator's answers
	p.t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may be gone
		<-x.ended
		_ = x.screen.InputPipe().(io.Closer).Close()
		_ = device.Close()
		_ = control.Close()
		<-copied
		<-copied
	})
	return x
}

// show puts what the program writes on the screen.
func (x *terminal) show() {
	buffer := make([]byte, 64<<10)
	for {
		n, err := x.control.Read(buffer)
		if n > 0 {
			x.mu.Lock()
			x.written.Write(buffer[:n])
			_, _ = x.screen.Write(buffer[:n]) // it never fails while open
			close(x.changed)
			x.changed = make(chan struct{})
			x.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// seen is what the screen shows. A wide character takes two cells, the second
// of them empty.
type seen struct {
	cells       [][]string
	alt, hidden bool
}

func (s seen) line(y int) string { return strings.Join(s.cells[y], "") }

func (s seen) String() string {
	lines := make([]string, len(s.cells))
	for y := range lines {
		lines[y] = s.line(y)
	}
	return strings.Join(lines, "\n")
}

// has tells whether a text is on the screen, on one line or wrapped in a pane.
func (s seen) has(text string) bool {
	screen := s.String()
	if strings.Contains(screen, text) {
		return true
	}
	for _, word := range strings.Fields(text) { // no word is wrapped, and most screens lack one
		if !strings.Contains(screen, word) {
			return false
		}
	}
	if len(s.cells) == 0 {
		return false
	}
	for x := range s.cells[0] {
		if strings.Contains(s.pane(x), text) {
			return true
		}
	}
	return false
}

// pane is the text that begins at a column, up to the gap on its right, with
// its lines joined by blanks.
func (s seen) pane(x int) string {
	var pane []string
	for _, line := range s.cells {
		if x > 0 && line[x-1] != " " {
			pane = append(pane, "\n")
			continue
		}
		text := strings.TrimLeft(strings.Join(line[x:], ""), " ")
		text, _, _ = strings.Cut(text, "  ")
		pane = append(pane, strings.TrimRight(text, " "))
	}
	return strings.Join(pane, " ")
}

func (x *terminal) look() (seen, <-chan struct{}) {
	x.mu.Lock()
	defer x.mu.Unlock()
	now := seen{alt: x.alt, hidden: x.hidden}
	for y := range x.screen.Height() {
		line := make([]string, x.screen.Width())
		for at := 0; at < len(line); {
			cell := x.screen.CellAt(at, y)
			if cell == nil || cell.Width == 0 {
				line[at] = " "
				at++
				continue
			}
			line[at] = cell.Content
			at += cell.Width
		}
		now.cells = append(now.cells, line)
	}
	return now, x.changed
}

// waitUntil waits for a screen, and looks again whenever the program wrote.
func (x *terminal) waitUntil(what string, is func(seen) bool) seen {
	x.t.Helper()
	deadline := time.After(patience)
	for {
		now, changed := x.look()
		if is(now) {
			return now
		}
		select {
		case <-changed:
		case <-x.ended:
			select { // what it wrote last may still be on its way
			case <-changed:
			case <-time.After(time.Second):
				x.t.Fatalf("the program ended (%d) without %s\n%s", x.cmd.ProcessState.ExitCode(), what, now)
			}
		case <-deadline:
			x.t.Fatalf("no %s\n%s", what, now)
		}
	}
}

// waitFor waits until every text is on the screen, wrapped or not.
func (x *terminal) waitFor(texts ...string) seen {
	x.t.Helper()
	return x.waitUntil(fmt.Sprintf("%q", texts), func(s seen) bool {
		for _, text := range texts {
			if !s.has(text) {
				return false
			}
		}
		return true
	})
}

// waitGone waits until a text has left the screen.
func (x *terminal) waitGone(text string) seen {
	x.t.Helper()
	return x.waitUntil("screen without "+text, func(s seen) bool { return !s.has(text) })
}

// names are the keys that are no characters.
var names = map[string]string{
	"enter": "\r", "esc": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "backspace": "\x7f",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "pgdown": "\x1b[6~",
	"ctrl+c": "\x03", "ctrl+d": "\x04", "ctrl+n": "\x0e", "ctrl+o": "\x0f", "ctrl+u": "\x15", "ctrl+z": "\x1a", "space": " ",
}

func code(key string) string {
	if sequence, named := names[key]; named {
		return sequence
	}
	return key
}

func (x *terminal) send(bytes string) {
	x.t.Helper()
	if _, err := io.WriteString(x.control, bytes); err != nil {
		x.t.Fatal(err)
	}
}

// press presses keys, one after the other.
func (x *terminal) press(keys ...string) {
	x.t.Helper()
	for _, key := range keys {
		x.send(code(key))
	}
}

// write types a text, a character at a time.
func (x *terminal) write(text string) {
	x.t.Helper()
	for _, r := range text {
		x.send(string(r))
	}
}

// burst sends many keys and texts in one write, as somebody who types ahead or
// a slow line does.
func (x *terminal) burst(keys ...string) {
	x.t.Helper()
	var all strings.Builder
	for _, key := range keys {
		all.WriteString(code(key))
	}
	x.send(all.String())
}

// paste pastes a text as terminals do that bracket it.
func (x *terminal) paste(text string) {
	x.t.Helper()
	x.send("\x1b[200~" + text + "\x1b[201~")
}

func (x *terminal) resizeDevice(s size) {
	x.t.Helper()
	if err := pty.Setsize(x.device, &pty.Winsize{Rows: uint16(s.h), Cols: uint16(s.w)}); err != nil {
		x.t.Fatal(err)
	}
}

// resize changes the window.
func (x *terminal) resize(s size) {
	x.t.Helper()
	x.mu.Lock()
	x.screen.Resize(s.w, s.h)
	x.mu.Unlock()
	x.resizeDevice(s)
}

// signal sends the program a signal.
func (x *terminal) signal(sig syscall.Signal) {
	x.t.Helper()
	if err := x.cmd.Process.Signal(sig); err != nil {
		x.t.Fatal(err)
	}
}

// exit waits for the program's end and gives its exit code.
func (x *terminal) exit() int {
	x.t.Helper()
	select {
	case <-x.ended:
	case <-time.After(patience):
		now, _ := x.look()
		x.t.Fatalf("the program does not end\n%s", now)
	}
	return x.cmd.ProcessState.ExitCode()
}

// quit leaves the screens by the key for it.
func (x *terminal) quit() {
	x.t.Helper()
	x.press("q")
	if code := x.exit(); code != exitDone {
		x.t.Fatalf("exit %d after q", code)
	}
	x.restored()
}

// restored checks that the terminal is as it was before the program.
func (x *terminal) restored() {
	x.t.Helper()
	x.waitUntil("end of the alternate screen, with a cursor", func(s seen) bool { return !s.alt && !s.hidden })
	if !x.isCooked() {
		x.t.Error("the terminal's modes are not what they were before")
	}
}

// isCooked tells whether the terminal's modes are as they were before the
// program.
func (x *terminal) isCooked() bool {
	x.t.Helper()
	state, err := term.GetState(x.device.Fd())
	if err != nil {
		x.t.Fatal(err)
	}
	return reflect.DeepEqual(state, x.cooked)
}

// said is everything that the program wrote.
func (x *terminal) said() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.written.String()
}

// whole tells whether the screen is one frame of exactly the window's size:
// header, rule where it is not low, body, rule, footer. A box may lie over all
// but the edges.
func (s seen) whole(w, h int) bool {
	if len(s.cells) != h {
		return false
	}
	rules := []int{h - 2, 1}
	if h < 20 {
		rules = rules[:1] // a low window has none below the header
	}
	for _, y := range rules {
		line := s.line(y)
		begin, end := strings.TrimLeft(line, "─-") != line, strings.TrimRight(line, "─-") != line
		if !begin || !end || ansi.StringWidth(line) != w {
			return false
		}
	}
	return strings.HasPrefix(s.line(0), " benefitdesk") && strings.TrimSpace(s.line(h-1)) != ""
}

// waitWhole waits for a whole frame with a text in it.
func (x *terminal) waitWhole(s size, text string) seen {
	x.t.Helper()
	return x.waitUntil(fmt.Sprintf("whole frame of %d×%d with %q", s.w, s.h, text), func(now seen) bool {
		return now.whole(s.w, s.h) && now.has(text)
	})
}

// widths are those of the lines in what the program wrote.
func widths(written string) []int {
	var all []int
	for _, line := range lineEnds.Split(written, -1) {
		if w := ansi.StringWidth(line); w > 0 {
			all = append(all, w)
		}
	}
	return all
}

// lineEnds match what ends a line: breaks, and moves of the cursor.
var lineEnds = regexp.MustCompile("\r|\n|\x1b\\[[0-9;]*H")
