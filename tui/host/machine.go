package host

import (
	"os"
	"os/user"

	"github.com/charmbracelet/x/term"
)

// User is the name of the system's user.
func User(env func(string) string) string {
	if current, err := user.Current(); err == nil {
		return current.Username
	}
	return env("USER")
}

// Terminal tells whether something read from or written to is a terminal, and
// which.
func Terminal(stream any) (file *os.File, ok bool) {
	file, ok = stream.(*os.File)
	return file, ok && term.IsTerminal(file.Fd())
}
