package host

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

const page = "https://admin.microsoft.com/AdminPortal/Home#/subscription"

// machine is a host whose programs are the files of a folder.
func machine(t *testing.T, system string, env map[string]string) Host {
	t.Helper()
	h := New(io.Discard, func(name string) string { return env[name] })
	h.system = system
	return h
}

// put writes a file that can be run, or not.
func put(t *testing.T, mode fs.FileMode, parts ...string) string {
	t.Helper()
	path := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBrowsersOfLinux(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	put(t, 0o755, second, "firefox-esr")
	put(t, 0o755, second, "google-chrome-stable")
	put(t, 0o644, second, "chromium") // not a program
	put(t, 0o755, first, "vivaldi")
	if err := os.Mkdir(filepath.Join(first, "brave"), 0o755); err != nil {
		t.Fatal(err)
	}
	here := t.TempDir()
	put(t, 0o755, here, "librewolf") // where one happens to be is no place for programs
	t.Chdir(here)
	env := map[string]string{"PATH": strings.Join([]string{"", ".", first, second}, string(os.PathListSeparator)), "DISPLAY": ":0"}
	h := machine(t, "linux", env)
	if got, want := h.Browsers(), []string{"Google Chrome", "Firefox", "Vivaldi"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	env["BROWSER"] = "/usr/bin/vivaldi"
	if got := h.Browsers(); got[0] != "Vivaldi" || len(got) != 3 {
		t.Errorf("%q do not begin with the wanted one", got)
	}
	delete(env, "DISPLAY")
	if got := h.Browsers(); len(got) != 0 {
		t.Errorf("%q without a display", got)
	}
	env["WAYLAND_DISPLAY"] = "wayland-0"
	if got := h.Browsers(); len(got) != 3 {
		t.Errorf("%q with a display", got)
	}
}

func TestNoBrowserOverSSH(t *testing.T) {
	folder := t.TempDir()
	put(t, 0o755, folder, "firefox")
	for _, variable := range []string{"SSH_TTY", "SSH_CONNECTION"} {
		h := machine(t, "linux", map[string]string{"PATH": folder, "DISPLAY": ":0", variable: "x"})
		if got := h.Browsers(); len(got) != 0 {
			t.Errorf("%s: %q", variable, got)
		}
		if err := h.Open(page, "Firefox"); !errors.Is(err, exec.ErrNotFound) {
			t.Errorf("%s: %v", variable, err)
		}
	}
}

func TestBrowsersOfTheMac(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"Firefox.app", "Brave Browser.app"} {
		if err := os.MkdirAll(filepath.Join(home, "Applications", name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	h := machine(t, "darwin", map[string]string{"HOME": home})
	want := []installed{
		{"Firefox", []string{"/usr/bin/open", "-na", "Firefox", "--args", "--private-window"}},
		{"Brave", []string{"/usr/bin/open", "-na", "Brave Browser", "--args", "--incognito"}},
	}
	if got := h.installed(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestBrowsersOfWindows(t *testing.T) {
	programs, local := t.TempDir(), t.TempDir()
	edge := put(t, 0o755, programs, "Microsoft", "Edge", "Application", "msedge.exe")
	chrome := put(t, 0o755, local, "Google", "Chrome", "Application", "chrome.exe")
	h := machine(t, "windows", map[string]string{"ProgramFiles(x86)": programs, "LocalAppData": local})
	want := []installed{{"Microsoft Edge", []string{edge, "--inprivate"}}, {"Google Chrome", []string{chrome, "--incognito"}}}
	if got := h.installed(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Every browser has a name on each system and its own flag.
func TestEveryBrowserIsComplete(t *testing.T) {
	flags := map[string]string{"Microsoft Edge": "--inprivate", "Firefox": "--private-window", "LibreWolf": "--private-window"}
	for _, b := range browsers {
		want := flags[b.name]
		if want == "" {
			want = "--incognito"
		}
		if b.private != want || len(b.programs) == 0 || b.mac == "" || !strings.HasSuffix(b.windows, ".exe") {
			t.Errorf("%+v", b)
		}
	}
}

// fake is a browser that tells its process and its arguments through a pipe.
func fake(t *testing.T, script string) (h Host, told string, ended chan struct{}) {
	t.Helper()
	folder := t.TempDir()
	told = filepath.Join(folder, "told")
	if err := syscall.Mkfifo(told, 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "firefox")
	if err := os.WriteFile(program, []byte("#!/bin/sh\n"+strings.ReplaceAll(script, "TOLD", "'"+told+"'")), 0o755); err != nil {
		t.Fatal(err)
	}
	h = machine(t, "linux", map[string]string{"PATH": folder, "DISPLAY": ":0"})
	ended = make(chan struct{})
	h.ended = func() { close(ended) }
	return h, told, ended
}

func read(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

// The browser gets the flag and the page as they are, no shell in between, a
// session of its own, and nothing of ours to read from or write to.
func TestOpen(t *testing.T) {
	h, told, ended := fake(t, `{
		echo "$$"; ps -o sid= -p $$ | tr -d ' '
		readlink /proc/$$/fd/0; readlink /proc/$$/fd/2
		for a in "$@"; do echo "$a"; done
	} > TOLD; echo noise >&2`)
	if err := h.Open(page, "Firefox"); err != nil {
		t.Fatal(err)
	}
	got := read(t, told)
	<-ended
	want := []string{got[0], got[0], os.DevNull, os.DevNull, "--private-window", page}
	if !slices.Equal(got, want) {
		t.Errorf("the browser was told %q, want %q", got, want)
	}
	var process int
	if _, err := fmt.Sscan(got[0], &process); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(process, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("process %d is still there: %v", process, err)
	}
}

// Open comes back while the browser is open.
func TestOpenDoesNotWait(t *testing.T) {
	h, told, ended := fake(t, `read line < TOLD`)
	if err := h.Open(page, "Firefox"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-ended:
		t.Fatal("the browser ended before it was told to")
	default:
	}
	if err := os.WriteFile(told, []byte("end\n"), 0); err != nil {
		t.Fatal(err)
	}
	<-ended
}

func TestOpenRefusesOtherPages(t *testing.T) {
	folder := t.TempDir()
	started := filepath.Join(folder, "started")
	if err := os.WriteFile(filepath.Join(folder, "firefox"), []byte("#!/bin/sh\n: > '"+started+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	h := machine(t, "linux", map[string]string{"PATH": folder, "DISPLAY": ":0"})
	for _, other := range []string{"http://admin.microsoft.com/", "https://contoso.com/", "--new-window", "", page + " --new-window"} {
		var refused *model.Refusal
		if err := h.Open(other, "Firefox"); !errors.As(err, &refused) || refused.Code != redemption.LinkRefused {
			t.Errorf("%q: %v", other, err)
		}
	}
	if err := h.Open(page, "Netscape"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("a browser that is not installed: %v", err)
	}
	if err := os.Chmod(filepath.Join(folder, "firefox"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := h.Open(page, "Firefox"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("a browser that can't be run: %v", err)
	}
	if _, err := os.Stat(started); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a browser was started: %v", err)
	}
}

// A program that does not start is an error, not a silent nothing.
func TestABrowserThatDoesNotStart(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "firefox"), []byte("#!/nowhere/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	h := machine(t, "linux", map[string]string{"PATH": folder, "DISPLAY": ":0"})
	if err := h.Open(page, "Firefox"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
