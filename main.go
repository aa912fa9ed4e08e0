// Command benefitdesk keeps track of Microsoft partner benefits: six
// workspaces in the terminal, product keys redeemed with a preview of the new
// end date, and the same as commands for scripts.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"benefitdesk/model"
	"benefitdesk/tui/line"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// The exit codes of the command line's contract.
const (
	exitDone     = 0
	exitRefused  = 1
	exitUsage    = 2
	exitUnusable = 4
)

// system is what the program takes from the machine, so that tests can give
// it something else.
type system struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
}

func main() {
	sys := system{os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now}
	os.Exit(run(os.Args[1:], sys))
}

// failure ends the program with an exit code; said is false while its error
// still has to be printed.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string {
	if f.err == nil {
		return ""
	}
	return f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// usage is the failure of a command line that can't be understood.
func usage(format string, args ...any) error {
	return &failure{exitUsage, fmt.Errorf(format, args...)}
}

// done turns the answer of a command that may refuse into its exit code.
func done(allowed bool, err error) error {
	if err != nil || allowed {
		return err
	}
	return &failure{code: exitRefused}
}

// run executes one command line and gives its exit code.
func run(args []string, sys system) int {
	c := &commandLine{system: sys}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(sys.in)
	root.SetOut(sys.out)
	root.SetErr(sys.err)
	err := root.Execute()
	if err == nil {
		return exitDone
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{exitUsage, err}
	}
	if f.err != nil {
		fmt.Fprintf(sys.err, "benefitdesk: %s\n", c.words().Error(f.err))
	}
	return f.code
}

// commandLine holds the global flags.
type commandLine struct {
	system
	database, language, day, person string
	plain                           bool
}

func (c *commandLine) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "benefitdesk",
		Short:         "Track Microsoft partner benefits and redeem keys knowing the end date first",
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&c.database, "db", "", "the store's `file` (default $BENEFITDESK_DB, then the data folder)")
	flags.StringVar(&c.language, "lang", "", "en, zh or ja")
	flags.StringVar(&c.day, "today", "", "the `date` that rules and reports take for today")
	flags.StringVar(&c.person, "as", "", "who is doing this, for the log")
	flags.BoolVar(&c.plain, "no-color", false, "no colours")
	root.AddCommand(c.preview())
	return root
}

func (c *commandLine) preview() *cobra.Command {
	var asked line.PreviewFlags
	var asJSON bool
	command := &cobra.Command{
		Use:     "preview",
		Short:   "Calculate what a key would do to a subscription",
		Example: "  benefitdesk preview --action extend --licenses 100 --ends 2027-03-31 --key-licenses 25",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			today, err := c.today()
			if err != nil {
				return err
			}
			preview, err := asked.Preview(today)
			switch {
			case err != nil:
				return usage("preview: %w", err)
			case asJSON:
				return done(preview.JSON(c.out))
			}
			return done(preview.Text(c.out, c.words()))
		},
	}
	asked.Register(command.Flags())
	command.Flags().BoolVar(&asJSON, "json", false, "one JSON object on standard output")
	return command
}

// today is the day that --today sets, else the clock's.
func (c *commandLine) today() (model.Date, error) {
	if c.day == "" {
		now := c.now()
		return model.NewDate(now.Year(), int(now.Month()), now.Day())
	}
	day, err := model.ParseDate(c.day)
	if err != nil {
		return 0, usage("--today %s: %w", c.day, err)
	}
	return day, nil
}

// words speaks the chosen language; a wrong --lang falls back to English here
// and is reported by the command that reads it.
func (c *commandLine) words() words.Words {
	language, err := locale.Choose(c.language, c.env)
	if err != nil {
		language = locale.English
	}
	return words.Words{Language: language}
}
