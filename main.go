// Command benefitdesk keeps track of Microsoft partner benefits: six
// workspaces in the terminal, product keys redeemed with a preview of the new
// end date, and the same as commands for scripts.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"os/user"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/store/desk"
	"benefitdesk/store/exchange"
	"benefitdesk/tui"
	"benefitdesk/tui/host"
	"benefitdesk/tui/line"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"
)

//go:embed testdata/demo.json
var demoPortfolio []byte

// The exit codes of the command line's contract. A signal's is 128 and its
// number.
const (
	exitDone     = 0
	exitRefused  = 1
	exitUsage    = 2
	exitUnusable = 4
	exitSignal   = 128
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
	os.Exit(run(os.Args[1:], system{os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now}))
}

// failure ends the program with an exit code, and an error if one is still to
// be printed.
type failure struct {
	code  int
	err   error
	about string // the file, where that is what failed
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
	return &failure{code: exitUsage, err: fmt.Errorf(format, args...)}
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
	f := c.failureOf(err)
	if f.err != nil {
		fmt.Fprintf(sys.err, "benefitdesk: %s%s\n", f.about, c.words().Error(f.err))
	}
	return f.code
}

// failureOf finds the exit code of an error: what cobra says of a command line
// is wrong usage, a refusal is 1.
func (c *commandLine) failureOf(err error) *failure {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, line.ErrUsage):
		return &failure{code: exitUsage, err: err}
	case model.CodeOf(err) != "":
		return &failure{code: exitRefused, err: err}
	}
	return &failure{code: exitUsage, err: err}
}

// unusable finds the exit code of an error of a command that uses the store:
// what has a code and is no refusal is the store's. Files that can't be read or
// written otherwise are not.
func unusable(err error) error {
	var f *failure
	var coded interface{ Notice() model.Notice }
	switch {
	case err == nil, errors.As(err, &f), errors.Is(err, line.ErrUsage), model.CodeOf(err) != "":
		return err
	case errors.As(err, &coded):
		return &failure{code: exitUnusable, err: err}
	}
	return &failure{code: exitRefused, err: err}
}

// commandLine holds the global flags.
type commandLine struct {
	system
	database, language, day, person string
	plain, ascii, demo              bool
}

func (c *commandLine) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "benefitdesk",
		Short:         "Track Microsoft partner benefits, and know the end date before a key is redeemed",
		Example:       "  benefitdesk                     the screens\n  benefitdesk --demo              the screens on a throw-away Contoso store",
		Version:       version(),
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(*cobra.Command, []string) error { return c.screens(c.demo) },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&c.database, "db", "", "the store's `file` ; else $BENEFITDESK_DB or the usual one")
	flags.StringVar(&c.language, "lang", "", "en, zh or ja")
	flags.StringVar(&c.day, "today", "", "the `date` that rules and reports take for today")
	flags.StringVar(&c.person, "as", "", "who is doing this, for the log (default: the `user`)")
	flags.BoolVar(&c.plain, "no-color", false, "no colours (also $NO_COLOR)")
	flags.BoolVar(&c.ascii, "ascii", false, "draw with ASCII characters only")
	root.Flags().BoolVar(&c.demo, "demo", false, "open the screens on a throw-away Contoso store")
	demo := &cobra.Command{
		Use: "demo", Short: "Open the screens on a throw-away Contoso store", Args: cobra.NoArgs,
		Example: "  benefitdesk demo --lang ja",
		RunE:    func(*cobra.Command, []string) error { return c.screens(true) },
	}
	usual := root.UsageFunc()
	root.SetUsageFunc(func(command *cobra.Command) error {
		if command != root {
			return usual(command)
		}
		return line.Help(command.OutOrStderr(), command)
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(c.preview(), c.list(), c.redeem(), c.imports(), c.export(), demo)
	root.InitDefaultHelpCmd()
	for _, command := range root.Commands() {
		command.Hidden = command.Name() == "help"
	}
	return root
}

func (c *commandLine) preview() *cobra.Command {
	var asked line.PreviewFlags
	var asJSON bool
	command := &cobra.Command{
		Use: "preview", Short: "Calculate what a key would do to a subscription", Args: cobra.NoArgs,
		Example: "  benefitdesk preview --action extend --licenses 100 --ends 2027-03-31 --key-licenses 25",
		RunE: func(*cobra.Command, []string) error {
			session, err := c.session()
			if err != nil {
				return err
			}
			preview, err := asked.Preview(session.Today)
			switch {
			case err != nil:
				return usage("preview: %w", err)
			case asJSON:
				return done(preview.JSON(c.out))
			}
			return done(preview.Text(c.out, session.Words))
		},
	}
	asked.Register(command.Flags())
	command.Flags().BoolVar(&asJSON, "json", false, "one JSON object on standard output")
	return command
}

func (c *commandLine) list() *cobra.Command {
	var asked line.ListFlags
	command := &cobra.Command{
		Use: "list [LIST]", Short: "List benefits, subscriptions, keys, users, tenants or memberships", Args: cobra.MaximumNArgs(1),
		Example:   "  benefitdesk list cloud --quick expiring\n  benefitdesk list subscriptions --json",
		ValidArgs: line.ListNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			return c.withDesk(func(ctx context.Context, d *desk.Desk, s *tui.Session) error {
				return asked.Print(ctx, d, s.Today, args, c.out, s.Words)
			})
		},
	}
	asked.Register(command.Flags())
	return command
}

func (c *commandLine) redeem() *cobra.Command {
	var asked line.RedeemFlags
	var asJSON bool
	command := &cobra.Command{
		Use: "redeem BENEFIT", Short: "Record a redemption after checking its end date", Args: cobra.ExactArgs(1),
		Example: "  benefitdesk redeem 'Power BI Pro' --subscription 'Power BI Pro' --tenant contoso.onmicrosoft.com \\\n      --action extend --confirm-end 2027-06-30 --key - < key.txt",
		RunE: func(_ *cobra.Command, args []string) error {
			return c.withDesk(func(ctx context.Context, d *desk.Desk, s *tui.Session) error {
				redeemed, err := asked.Redeem(ctx, d, s.Actor, s.Today, args[0], c.in)
				switch {
				case err != nil:
					return err
				case asJSON:
					return done(redeemed.JSON(c.out))
				}
				return done(redeemed.Text(c.out, s.Words))
			})
		},
	}
	asked.Register(command.Flags())
	command.Flags().BoolVar(&asJSON, "json", false, "one JSON object on standard output")
	return command
}

func (c *commandLine) imports() *cobra.Command {
	var asked line.ImportFlags
	command := &cobra.Command{
		Use: "import FILE…", Short: "Import what the portals gave, after showing what would change", Args: cobra.MinimumNArgs(1),
		Example: "  benefitdesk import --dry-run subscriptions.json benefits.tsv\n  benefitdesk import - < portfolio.json",
		RunE: func(_ *cobra.Command, args []string) error {
			return c.withDesk(func(ctx context.Context, d *desk.Desk, s *tui.Session) error {
				return done(asked.Import(ctx, d, s.Actor, s.Today, args, c.out, s.Words))
			})
		},
	}
	asked.Register(command.Flags())
	return command
}

func (c *commandLine) export() *cobra.Command {
	var asked line.ExportFlags
	command := &cobra.Command{
		Use: "export", Short: "Write the whole portfolio as JSON, or its JSON Schema", Args: cobra.NoArgs,
		Example: "  benefitdesk export --json portfolio.json\n  benefitdesk export --schema",
		RunE: func(*cobra.Command, []string) error {
			if asked.TwoForms() {
				return usage("export: one form at a time: --json FILE or --schema")
			}
			if asked.Schema {
				_, err := c.out.Write(exchange.Schema())
				return err
			}
			return c.withDesk(func(ctx context.Context, d *desk.Desk, s *tui.Session) error {
				return asked.Export(ctx, d, s.Actor, s.Today, c.out)
			})
		},
	}
	asked.Register(command.Flags())
	return command
}

// withDesk runs a command on the open store, and ends it at a signal.
func (c *commandLine) withDesk(use func(context.Context, *desk.Desk, *tui.Session) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	session, err := c.session()
	if err != nil {
		return err
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	defer d.Close()
	return unusable(use(ctx, d, session))
}

// screens opens the full-screen interface; with demo on a store that is thrown
// away afterwards.
func (c *commandLine) screens(demo bool) error {
	out, ok := c.out.(*os.File)
	if !ok || !term.IsTerminal(out.Fd()) || !isTerminal(c.in) {
		return usage("%s", c.words().Text(locale.NoTerminal))
	}
	session, err := c.session()
	if err != nil {
		return err
	}
	var opened []io.Closer
	defer func() {
		for _, d := range opened {
			d.Close()
		}
	}()
	session.Host = host.New(out, c.env)
	session.OpenDemo = func(ctx context.Context, today model.Date) (tui.Desk, string, error) {
		d, err := desk.OpenDemo(ctx, demoPortfolio, today)
		if err == nil {
			opened = append(opened, d)
		}
		return d, desk.DemoName, err
	}
	if demo {
		session.Desk, session.Store, err = session.OpenDemo(context.Background(), session.Today)
	} else {
		var d *desk.Desk
		if d, err = c.open(); err == nil {
			opened = append(opened, d)
			session.Desk, session.Store = d, filepath.Base(d.Path())
		}
	}
	if err != nil {
		return unusable(err)
	}
	sig, err := tui.Run(context.Background(), session, c.in, out)
	if number, ok := sig.(syscall.Signal); ok {
		return &failure{code: exitSignal + int(number)}
	}
	return unusable(err)
}

func isTerminal(in io.Reader) bool {
	file, ok := in.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}

// session gathers what the flags and the environment say.
func (c *commandLine) session() (*tui.Session, error) {
	if _, err := locale.Choose(c.language, c.env); err != nil {
		return nil, usage("--lang: %w", err)
	}
	today, err := c.today()
	if err != nil {
		return nil, err
	}
	options := theme.Detect(c.env)
	options.Color = options.Color && !c.plain
	options.ASCII = c.ascii
	clock := func() model.Date {
		day, err := c.today()
		if err != nil {
			return today
		}
		return day
	}
	return &tui.Session{
		Theme: theme.New(options), Words: c.words(), Actor: model.Actor{Name: c.actor()}, Today: today, Clock: clock,
	}, nil
}

// open opens the store that --db or $BENEFITDESK_DB names, and says what it had
// to put right.
func (c *commandLine) open() (*desk.Desk, error) {
	path := c.database
	if path == "" {
		path = c.env("BENEFITDESK_DB")
	}
	if path == "" {
		path = desk.DefaultPath()
	}
	d, err := desk.Open(desk.Place{Path: path, Clock: c.now, Input: c.in})
	if err != nil {
		return nil, &failure{code: exitUnusable, err: err, about: clean.Text(path) + ": "}
	}
	for _, notice := range d.Notices() {
		fmt.Fprintln(c.err, c.words().Notice(notice))
	}
	return d, nil
}

// actor is who does it: --as, else the system's user.
func (c *commandLine) actor() string {
	if c.person != "" {
		return c.person
	}
	if current, err := user.Current(); err == nil {
		return current.Username
	}
	return c.env("USER")
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

// version is what the module's build says.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "devel"
}
