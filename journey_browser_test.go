package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// withBrowsers is a person on whose machine browsers are installed that only
// write down what they were asked for.
func withBrowsers(t *testing.T, names ...string) *person {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("browsers are looked for by other ways there")
	}
	p := contoso(t)
	folder := filepath.Join(p.home, "bin")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		script := "#!/bin/sh\necho " + name + " \"$@\" >> " + p.opened() + "\n"
		if err := os.WriteFile(filepath.Join(folder, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	p.env = append(p.env, "PATH="+folder+":/bin:/usr/bin", "DISPLAY=:9", "BROWSER=firefox")
	return p
}

// opened is the file in which browsers write down what they opened.
func (p *person) opened() string { return filepath.Join(p.home, "opened") }

// wantOpened waits until browsers were asked for something.
func (p *person) wantOpened(want string) {
	p.t.Helper()
	var got []byte
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if got, _ = os.ReadFile(p.opened()); strings.TrimSpace(string(got)) == want {
			return
		}
	}
	p.t.Errorf("opened %q, want %q", got, want)
}

// TestAPageOpensInAPrivateWindow: where several pages fit they are asked for
// with the browser, which stays chosen; nothing is asked where one fits.
func TestAPageOpensInAPrivateWindow(t *testing.T) {
	t.Parallel()
	p := withBrowsers(t, "firefox", "google-chrome")
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("o")
	x.waitFor("private or incognito window", "Firefox")
	x.press("b")
	x.waitFor("Google Chrome")
	x.press("enter")
	const (
		admin  = "google-chrome --incognito https://admin.microsoft.com/AdminPortal/Home#/subscription"
		redeem = "google-chrome --incognito https://portal.office.com/commerce/productkeyredeem.aspx"
	)
	p.wantOpened(admin)
	x.waitFor("[All ")
	x.press("o")
	x.waitFor("private or incognito window", "Google Chrome")
	x.press("down", "enter")
	p.wantOpened(admin + "\n" + redeem)
	x.quit()
}

// TestOverSSHAPageIsCopied: a window would open on the other machine.
func TestOverSSHAPageIsCopied(t *testing.T) {
	t.Parallel()
	p := withBrowsers(t, "firefox")
	p.env = append(p.env, "SSH_TTY=/dev/pts/9")
	x := p.open(usual)
	x.choose("visio", "Visio Plan 2")
	x.press("o")
	x.waitFor("private or incognito window")
	x.press("enter")
	x.waitFor("No browser opens from here; the link was copied.")
	if _, err := os.Stat(p.opened()); err == nil {
		t.Error("a browser was opened")
	}
	x.quit()
}
