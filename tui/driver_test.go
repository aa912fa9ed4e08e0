package tui

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

// clipboard is a host that keeps what was copied.
type clipboard struct {
	mu     sync.Mutex
	copies []string
	text   string
	remote bool
	err    error
	files  map[string]string

	browsers []string
	opened   []string // browser and page
	openErr  error
}

func (c *clipboard) Browsers() []string { return c.browsers }

func (c *clipboard) Open(page, browser string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.openErr != nil {
		return c.openErr
	}
	c.opened = append(c.opened, browser+" "+page)
	return nil
}

func (c *clipboard) Copy(text string) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return false, c.err
	}
	c.copies, c.text = append(c.copies, text), text
	return c.remote, nil
}

func (c *clipboard) Clear(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.text == text {
		c.text = ""
	}
}

func (c *clipboard) Exists(path string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, found := c.files[path]
	return found
}

func (c *clipboard) WriteWhole(path string, write func(io.Writer) error) error {
	var text strings.Builder
	err := write(&text)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.files[path] = text.String()
	}
	return err
}

// holds is what is on the clipboard now.
func (c *clipboard) holds() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.text
}

// driver is a person at the screens, without a terminal. Commands run one
// after another, and a command that waits for a timer waits in the time of the
// test's bubble, which only passes when the test lets it.
type driver struct {
	t      fataler
	app    *App
	desk   *memory
	host   *clipboard
	clock  model.Date
	held   []tea.Cmd // commands that do not run yet, while hold is set
	hold   bool
	ended  bool // the program was told to quit
	mu     sync.Mutex
	inbox  []tea.Msg
	frames int
}

// fataler is what tests, benchmarks and property tests have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}

// setup changes how a driver begins.
type setup func(*Session)

func speaking(l locale.Language) setup {
	return func(s *Session) { s.Words = words.Words{Language: l} }
}

func painted256(o theme.Options) setup {
	o.Profile = termenv.ANSI256
	return func(s *Session) { s.Theme = theme.New(o) }
}

func newSession(desk Desk, host Host) *Session {
	return &Session{
		Desk: desk, Host: host, Theme: theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.ANSI256}),
		Words: words.Words{Language: locale.English}, Actor: model.Actor{Name: "ada"}, Today: today,
		Store: "benefits.db", Context: context.Background(),
	}
}

// begin opens the screens on a desk, in a window of w × h. It must be called
// inside a bubble.
func begin(t fataler, desk *memory, w, h int, setups ...setup) *driver {
	d := &driver{t: t, desk: desk, host: &clipboard{files: map[string]string{"there.csv": "old"}}, clock: today}
	s := newSession(desk, d.host)
	s.Clock = d.day
	s.OpenDemo = func(context.Context, model.Date) (Desk, string, error) {
		return newMemory(contoso()...), "demo.db", nil
	}
	for _, change := range setups {
		change(s)
	}
	overview, err := desk.Overview(s.Context, s.Today)
	if err != nil {
		t.Fatalf("overview: %v", err)
	}
	var first model.Page
	if overview.Records > 0 {
		if first, err = desk.Page(s.Context, FirstPage(model.ListOf(model.Cloud))); err != nil {
			t.Fatalf("first page: %v", err)
		}
	}
	d.app = NewApp(s, overview, first)
	d.app.Resize(kit.Size{W: w, H: h})
	d.look()
	d.run(d.app.Init())
	d.settle()
	return d
}

// drive is begin in a bubble of its own.
func drive(t *testing.T, w, h int, test func(*driver), setups ...setup) {
	t.Helper()
	onDesk(t, newMemory(contoso()...), w, h, test, setups...)
}

func onDesk(t *testing.T, desk *memory, w, h int, test func(*driver), setups ...setup) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := begin(t, desk, w, h, setups...)
		defer d.finish()
		test(d)
	})
}

// finish lets the last timers run out: a bubble ends with nobody waiting in it.
func (d *driver) finish() {
	d.hold = true
	time.Sleep(clipboardTime + time.Second) // the longest
	synctest.Wait()
}

// day is what the clock says.
func (d *driver) day() model.Date {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.clock
}

func (d *driver) setClock(day model.Date) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clock = day
}

// run starts a command and everything in it. What is ready at once arrives in
// the order in which it was asked for.
func (d *driver) run(command tea.Cmd) {
	if command == nil {
		return
	}
	if d.hold {
		d.held = append(d.held, command)
		return
	}
	go func() {
		msg := command()
		d.mu.Lock()
		defer d.mu.Unlock()
		d.inbox = append(d.inbox, msg)
	}()
	synctest.Wait()
}

// settle takes in what arrived until nothing more does.
func (d *driver) settle() {
	for {
		d.mu.Lock()
		if len(d.inbox) == 0 {
			d.mu.Unlock()
			return
		}
		msg := d.inbox[0]
		d.inbox = d.inbox[1:]
		d.mu.Unlock()
		d.take(msg)
	}
}

func (d *driver) take(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, command := range msg {
			d.run(command)
		}
	case tea.QuitMsg:
		d.ended = true
	default:
		_, command := d.app.Update(msg)
		d.look()
		d.run(command)
	}
}

// send gives the app a message and lets everything that follows happen.
func (d *driver) send(msg tea.Msg) {
	d.take(msg)
	d.settle()
}

// release runs what was held back, and goes on as usual.
func (d *driver) release() {
	held := d.held
	d.hold, d.held = false, nil
	for _, command := range held {
		d.run(command)
	}
	d.settle()
}

// wait lets time pass.
func (d *driver) wait(time_ time.Duration) {
	time.Sleep(time_)
	synctest.Wait()
	d.settle()
}

// press presses keys by their names; any other text is typed.
func (d *driver) press(keys ...string) {
	for _, name := range keys {
		if typed, ok := strings.CutPrefix(name, "text:"); ok {
			for _, r := range typed {
				d.send(keyOf(string(r)))
			}
			continue
		}
		d.send(keyOf(name))
	}
}

func (d *driver) paste(text string) {
	d.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}

func (d *driver) resize(w, h int) { d.send(tea.WindowSizeMsg{Width: w, Height: h}) }

// save goes over the rest of a form until it is saved.
func (d *driver) save() {
	for range 20 {
		if _, saved := d.app.top().(*workspace); saved {
			return
		}
		d.press("enter")
	}
}

// empty clears the focused field.
func (d *driver) empty() { d.press("ctrl+e", "ctrl+u") }

// keyTypes are bubbletea's names of the keys that are no characters.
var keyTypes = func() map[string]tea.KeyType {
	types := map[string]tea.KeyType{}
	for t := tea.KeyType(-100); t < 128; t++ {
		if name := (tea.Key{Type: t}).String(); name != "" {
			types[name] = t
		}
	}
	return types
}()

func keyOf(name string) tea.KeyMsg {
	if kind, known := keyTypes[name]; known && name != " " {
		return tea.KeyMsg{Type: kind}
	}
	if name == " " {
		return tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

// look draws the frame and checks that it fills the window and no more.
func (d *driver) look() {
	d.t.Helper()
	d.frames++
	size := d.app.size
	lines := strings.Split(d.app.View(), "\n")
	if len(lines) != max(1, size.H) {
		d.t.Fatalf("%d lines in a window of %d×%d:\n%s", len(lines), size.W, size.H, ansi.Strip(strings.Join(lines, "\n")))
	}
	for i, line := range lines {
		if w := kit.Width(line); w > size.W {
			d.t.Fatalf("line %d is %d cells wide in a window of %d×%d:\n%s", i+1, w, size.W, size.H, ansi.Strip(line))
		}
	}
}

// frame is what the window shows, without colours.
func (d *driver) frame() string { return ansi.Strip(d.app.View()) }

func (d *driver) see(texts ...string) {
	d.t.Helper()
	frame := d.frame()
	for _, text := range texts {
		if !strings.Contains(frame, text) {
			d.t.Errorf("%q is not on the screen:\n%s", text, frame)
		}
	}
}

func (d *driver) dontSee(texts ...string) {
	d.t.Helper()
	frame := d.frame()
	for _, text := range texts {
		if strings.Contains(frame, text) {
			d.t.Errorf("%q is on the screen:\n%s", text, frame)
		}
	}
}

// top is the top screen as what it is expected to be.
func top[S screen](d *driver) S {
	d.t.Helper()
	s, ok := d.app.top().(S)
	if !ok {
		d.t.Fatalf("the top screen is %T:\n%s", d.app.top(), d.frame())
	}
	return s
}

// goTo selects a record of the present list.
func (d *driver) goTo(id model.ID) {
	d.t.Helper()
	d.press("home")
	w := top[*workspace](d)
	for range w.shown.Len() {
		if w.selected() == id {
			return
		}
		d.press("down")
	}
	d.t.Fatalf("record %d is not in the list:\n%s", id, d.frame())
}

// on opens the redeem wizard and goes to one of its steps, answering what has
// to be answered on the way.
func (d *driver) redeem(id model.ID, step locale.Message) *redeemWizard {
	d.t.Helper()
	d.goTo(id)
	d.press("r")
	r := top[*redeemWizard](d)
	for range 12 {
		at := r.flow.step().name
		if at == step {
			return r
		}
		switch at {
		case locale.StepSubscription:
			if r.draft.undecided {
				d.press("down")
			}
			d.press("enter")
		case locale.StepSameProduct, locale.StepVerify:
			d.press("down", "enter")
		case locale.StepTenant:
			if r.draft.tenant == "" {
				d.press("text:contoso.onmicrosoft.com")
			}
			d.press("enter")
		case locale.StepKey:
			if r.draft.stored.ID == 0 && r.draft.key == "" {
				d.paste(typedKey)
			}
			for r.flow.step().name == locale.StepKey {
				d.press("enter")
			}
		default:
			d.press("enter")
		}
	}
	d.t.Fatalf("the step is never reached:\n%s", d.frame())
	return nil
}

func (d *driver) record(kind model.Kind, id model.ID) model.Record {
	d.t.Helper()
	record, err := d.desk.Get(model.Ref{Kind: kind, ID: id})
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	return record
}

// verbs are what the log says was done.
func (d *driver) verbs() (verbs []model.Verb) {
	for _, entry := range d.desk.log {
		verbs = append(verbs, entry.Verb)
	}
	return verbs
}

func (d *driver) wantVerbs(want ...model.Verb) {
	d.t.Helper()
	if got := d.verbs(); !slices.Equal(got, want) {
		d.t.Errorf("the log says %q, want %q", got, want)
	}
}

var errDisk = errors.New("the disk is on fire")

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
