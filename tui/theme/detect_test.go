package theme_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"benefitdesk/tui/theme"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/creack/pty"
	"github.com/mattn/go-runewidth"
	"github.com/muesli/termenv"
)

func TestDetectDark(t *testing.T) {
	for _, c := range []struct {
		setting, colorFGBG string
		want               bool
	}{
		{"", "", true}, {"", "15;0", true}, {"", "0;15", false}, {"", "0;default;15", false},
		{"", "12;8", true}, {"", "0;7", false}, {"", "nonsense", true}, {"", "0;default", true},
		{"light", "15;0", false}, {"Dark", "0;15", true}, {"auto", "0;15", false},
	} {
		env := map[string]string{"BENEFITDESK_THEME": c.setting, "COLORFGBG": c.colorFGBG}
		if got := theme.DetectDark(func(k string) string { return env[k] }); got != c.want {
			t.Errorf("setting %q, COLORFGBG %q: dark %v, want %v", c.setting, c.colorFGBG, got, c.want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		env     map[string]string
		color   bool
		profile termenv.Profile
	}{
		{map[string]string{"TERM": "xterm-256color"}, true, termenv.ANSI256},
		{map[string]string{"TERM": "xterm-256color", "COLORTERM": "truecolor"}, true, termenv.ANSI256},
		{map[string]string{"TERM": "linux"}, true, termenv.ANSI},
		{map[string]string{"TERM": "xterm-256color", "NO_COLOR": "1"}, false, termenv.Ascii},
		{map[string]string{"TERM": "dumb"}, false, termenv.Ascii},
	} {
		got := theme.Detect(func(k string) string { return c.env[k] })
		if got.Color != c.color || got.Profile != c.profile || !got.Dark {
			t.Errorf("%v: got %+v", c.env, got)
		}
	}
}

func TestEastAsianLocaleKeepsLinesNarrow(t *testing.T) {
	if !inChild(t, "LANG=ja_JP.UTF-8", "LC_ALL=ja_JP.UTF-8") {
		if w := runewidth.StringWidth("─│●"); w != 3 {
			t.Errorf("three signs measure %d cells", w)
		}
	}
}

// The start must not ask the terminal anything: this terminal never answers.
func TestStartAsksNothing(t *testing.T) {
	if os.Getenv("THEME_TEST_CHILD") != "" {
		_ = tea.Quit // bubbletea is linked, so its init ran before this line
		_ = lipgloss.ColorProfile()
		_, _ = os.Stdout.WriteString("ready\n")
		return
	}
	cmd := child(t, "TERM=xterm-256color", "CI=")
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Skip("no pseudo-terminal:", err)
	}
	defer terminal.Close()
	var seen strings.Builder
	buf := make([]byte, 1024)
	for !strings.Contains(seen.String(), "ready") {
		n, err := terminal.Read(buf)
		seen.Write(buf[:n])
		if err != nil || strings.Contains(seen.String(), "\x1b") {
			break
		}
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if got := seen.String(); !strings.HasPrefix(got, "ready") {
		t.Errorf("the first bytes to the terminal are %q", got)
	}
}

// child runs this test alone in a process of its own.
func child(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(append(os.Environ(), "THEME_TEST_CHILD=1"), env...)
	return cmd
}

// inChild reports false in the child process; in the parent it runs the child,
// fails when that failed, and reports true.
func inChild(t *testing.T, env ...string) bool {
	t.Helper()
	if os.Getenv("THEME_TEST_CHILD") != "" {
		return false
	}
	if out, err := child(t, env...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	return true
}

// While every import of theme is one of bubbletea's as well, theme is ready to
// initialise by the time bubbletea is, and its path sorts first.
func TestImportsAreReadyBeforeBubbletea(t *testing.T) {
	ours, theirs := deps(t, "benefitdesk/tui/theme"), deps(t, "github.com/charmbracelet/bubbletea")
	for _, p := range ours {
		if p != "benefitdesk/tui/theme" && !slices.Contains(theirs, p) {
			t.Errorf("%s is initialised after bubbletea may be", p)
		}
	}
}

func deps(t *testing.T, pkg string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-mod=mod", "-deps", pkg).Output()
	if err != nil {
		t.Skip("no go command:", err)
	}
	return strings.Fields(string(out))
}
