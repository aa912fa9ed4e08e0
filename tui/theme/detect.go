package theme

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/mattn/go-runewidth"
	"github.com/muesli/termenv"
)

// bubbletea asks the terminal for its background colour in a package init and
// waits up to five seconds for an answer; lipgloss does not ask once it has been
// told. Go initialises packages in the order of their import paths as soon as
// what they import is ready, and "benefitdesk/…" sorts before "github.com/…". So
// this runs first as long as this package imports only what bubbletea imports
// too; a test keeps it so.
//
// With a Chinese or Japanese locale go-runewidth counts line-drawing characters
// as two cells, which no terminal in use draws.
func init() {
	lipgloss.SetHasDarkBackground(true)
	runewidth.DefaultCondition.EastAsianWidth = false
}

// DetectDark decides, without asking the terminal, whether its background is
// dark: BENEFITDESK_THEME (light or dark), then COLORFGBG, otherwise dark.
func DetectDark(env func(string) string) bool {
	switch strings.ToLower(env("BENEFITDESK_THEME")) {
	case "light":
		return false
	case "dark":
		return true
	}
	// "foreground;background" or "foreground;default;background": the colours 0
	// to 6 and 8 are dark, 7 and 9 to 15 light.
	parts := strings.Split(env("COLORFGBG"), ";")
	background, err := strconv.Atoi(parts[len(parts)-1])
	return err != nil || background < 7 || background == 8
}

// Detect returns the options that the environment asks for: background, NO_COLOR
// and CLICOLOR, and the number of colours from TERM and COLORTERM. Nothing is
// written to the terminal.
func Detect(env func(string) string) Options {
	out := termenv.NewOutput(nil, termenv.WithEnvironment(environment(env)), termenv.WithTTY(true))
	// The palette needs no more than 256 colours, and their sequences are half
	// as long as those of 16 million: a frame is drawn with fewer bytes.
	profile := max(out.EnvColorProfile(), termenv.ANSI256)
	return Options{Dark: DetectDark(env), Color: profile != termenv.Ascii, Profile: profile}
}

// environment lets termenv read variables from a function.
type environment func(string) string

// Environ is unused by termenv's colour detection.
func (environment) Environ() []string { return nil }

// Getenv returns the variable's value.
func (e environment) Getenv(key string) string { return e(key) }
