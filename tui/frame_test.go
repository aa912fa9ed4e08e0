package tui

import "testing"

// TestTrimmed: blanks at the end of a line are left out where nobody sees them.
func TestTrimmed(t *testing.T) {
	for line, want := range map[string]string{
		"\x1b[1mkey\x1b[m\x1b[38;5;248m name\x1b[m": "\x1b[1mkey\x1b[;38;5;248m name\x1b[m",
		"plain  ":                                "plain",
		"a\x1b[38;5;248mgrey  \x1b[m":            "a\x1b[38;5;248mgrey\x1b[m",
		"a\x1b[38;5;48mgreen  \x1b[m  ":          "a\x1b[38;5;48mgreen\x1b[m",
		"\x1b[1;38;2;7;48;4mtrue colour  \x1b[m": "\x1b[1;38;2;7;48;4mtrue colour\x1b[m",
		"\x1b[38;5;248;48;5;236mrow  \x1b[m":     "\x1b[38;5;248;48;5;236mrow  \x1b[m",
		"\x1b[1;7mreversed  \x1b[m":              "\x1b[1;7mreversed  \x1b[m",
		"\x1b[4munderlined  \x1b[m":              "\x1b[4munderlined  \x1b[m",
		"\x1b[103mbright  \x1b[m":                "\x1b[103mbright  \x1b[m",
	} {
		if got := trimmed(line); got != want {
			t.Errorf("%q became %q, want %q", line, got, want)
		}
	}
}
