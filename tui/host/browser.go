package host

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"

	"benefitdesk/redemption"
)

// Browsers names the installed browsers that have a private window, the one
// that $BROWSER names first. Over SSH there is none: it would open at the other
// end.
func (h Host) Browsers() []string {
	names := []string{}
	for _, b := range h.installed() {
		names = append(names, b.name)
	}
	return names
}

// Open shows a page in a private window of a browser that Browsers names, and
// does not wait for it. A page that is not one of the portals' is refused.
func (h Host) Open(page, browser string) error {
	if err := redemption.CheckLink(page); err != nil {
		return err
	}
	found := h.installed()
	i := slices.IndexFunc(found, func(b installed) bool { return b.name == browser })
	if i < 0 {
		return fmt.Errorf("open a page in %s: %w", browser, exec.ErrNotFound)
	}
	return h.start(exec.Command(found[i].command[0], append(found[i].command[1:], page)...))
}

// start begins a process of its own: neither the screen nor the signals of this
// program are its, and nobody waits for it but to let it go when it ends.
func (h Host) start(command *exec.Cmd) error {
	detach(command)
	if err := command.Start(); err != nil {
		return fmt.Errorf("start the browser: %w", err)
	}
	go func() {
		_ = command.Wait() // how it ends is of no matter here
		if h.ended != nil {
			h.ended()
		}
	}()
	return nil
}

// installed is a browser of this machine and the command that opens a page,
// which is its last argument.
type installed struct {
	name    string
	command []string
}

func (h Host) installed() []installed {
	if h.remote {
		return nil
	}
	var found []installed
	for _, b := range browsers {
		if command := h.command(b); command != nil {
			found = append(found, installed{b.name, command})
		}
	}
	wanted := filepath.Base(h.env("BROWSER"))
	slices.SortStableFunc(found, func(a, b installed) int {
		return rank(a, wanted) - rank(b, wanted)
	})
	return found
}

func rank(b installed, wanted string) int {
	if filepath.Base(b.command[0]) == wanted {
		return 0
	}
	return 1
}

// command is how a browser is started on this system, nil where it is not
// installed.
func (h Host) command(b browser) []string {
	switch h.system {
	case "darwin":
		for _, folder := range []string{"/Applications", filepath.Join(h.env("HOME"), "Applications")} {
			if isFolder(filepath.Join(folder, b.mac+".app")) {
				return []string{"/usr/bin/open", "-na", b.mac, "--args", b.private}
			}
		}
		return nil
	case "windows":
		for _, variable := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if path := filepath.Join(h.env(variable), filepath.FromSlash(b.windows)); filepath.IsAbs(path) && isProgram(path) {
				return []string{path, b.private}
			}
		}
		return nil
	}
	if h.env("DISPLAY") == "" && h.env("WAYLAND_DISPLAY") == "" {
		return nil // nowhere to show a window
	}
	for _, program := range b.programs {
		for _, folder := range filepath.SplitList(h.env("PATH")) {
			if path := filepath.Join(folder, program); filepath.IsAbs(path) && isProgram(path) {
				return []string{path, b.private}
			}
		}
	}
	return nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// isProgram tells whether a file can be run.
func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && (runtime.GOOS == "windows" || info.Mode()&0o111 != 0)
}

// browser is one that has a private window, by its names on each system.
type browser struct {
	name     string
	private  string   // the flag for a private window
	programs []string // in PATH
	mac      string   // the application
	windows  string   // below a folder of programs
}

const (
	inPrivate     = "--inprivate"
	incognito     = "--incognito"
	privateWindow = "--private-window"
)

// browsers are those that are looked for, in this order. The list is never
// written to.
var browsers = [...]browser{
	{"Microsoft Edge", inPrivate, []string{"microsoft-edge", "microsoft-edge-stable", "msedge"}, "Microsoft Edge", "Microsoft/Edge/Application/msedge.exe"},
	{"Google Chrome", incognito, []string{"google-chrome", "google-chrome-stable"}, "Google Chrome", "Google/Chrome/Application/chrome.exe"},
	{"Firefox", privateWindow, []string{"firefox", "firefox-esr"}, "Firefox", "Mozilla Firefox/firefox.exe"},
	{"Chromium", incognito, []string{"chromium", "chromium-browser"}, "Chromium", "Chromium/Application/chrome.exe"},
	{"Brave", incognito, []string{"brave", "brave-browser"}, "Brave Browser", "BraveSoftware/Brave-Browser/Application/brave.exe"},
	{"Vivaldi", incognito, []string{"vivaldi", "vivaldi-stable"}, "Vivaldi", "Vivaldi/Application/vivaldi.exe"},
	{"LibreWolf", privateWindow, []string{"librewolf"}, "LibreWolf", "LibreWolf/librewolf.exe"},
}
