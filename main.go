// Command benefitdesk keeps track of Microsoft partner benefits: six
// workspaces in the terminal, product keys redeemed with a preview of the new
// end date, and the same as commands for scripts.
package main

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/store/desk"
	"benefitdesk/store/exchange"
	"benefitdesk/tui"
	"benefitdesk/tui/host"
	"benefitdesk/tui/line"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

//go:embed testdata/demo.json
var demoPortfolio []byte

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

// run executes one command line and gives its exit code.
func run(args []string, sys system) int {
	p := &app{system: sys}
	defer func() {
		for _, d := range p.opened {
			d.Close()
		}
	}()
	err := line.NoKeys(args)
	if err == nil {
		err = p.execute(args)
	}
	words, _ := p.flags.Words(sys.env)
	code, sentence := line.Exit(err, words)
	if sentence != "" {
		fmt.Fprintln(sys.err, "benefitdesk: "+sentence)
	}
	return code
}

// execute lets cobra find the command and carry it out.
func (p *app) execute(args []string) error {
	root := p.root()
	root.SetArgs(args)
	root.SetOut(p.out)
	root.SetErr(p.err)
	command, err := root.ExecuteC()
	if err != nil && p.session.Out == nil { // no command began: cobra did not understand the line
		err = line.Usage{Err: fmt.Errorf("%w; see %s --help", err, command.CommandPath())}
	}
	return err
}

// app is one run of benefitdesk.
type app struct {
	system
	flags   line.Globals
	session line.Session // from the flags, when a command begins
	opened  []io.Closer  // stores, to be closed at the end
}

// root is the table of commands. Each is its flags, which are in tui/line with
// what the command does, and one call of their Run: on the session alone, or
// with the store that onDesk opens.
func (p *app) root() *cobra.Command {
	var demo bool
	root := &cobra.Command{
		Use:               "benefitdesk",
		Short:             "Track Microsoft partner benefits, and know the end date before a key is redeemed",
		Args:              cobra.NoArgs,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return p.begin() },
		RunE:              func(*cobra.Command, []string) error { return p.screens(demo) },
	}
	p.flags.Register(root.PersistentFlags())
	root.Flags().BoolVar(&demo, "demo", false, "open the screens on a throw-away Contoso store")
	root.AddCommand(p.preview(), p.plan(), p.list(), p.redeem(), p.imports(), p.export(), p.due(), p.log(), &cobra.Command{
		Use: "demo", Hidden: true, Short: "Open the screens on a throw-away Contoso store", Args: cobra.NoArgs,
		Example: "  benefitdesk demo --lang ja",
		RunE:    func(*cobra.Command, []string) error { return p.screens(true) },
	})
	line.UseHelp(root)
	return root
}

func (p *app) preview() *cobra.Command {
	var asked line.PreviewFlags
	return with(&asked, &cobra.Command{
		Use: "preview", Short: "Calculate what a key would do to a subscription", Args: cobra.NoArgs,
		Example: "  benefitdesk preview --action extend --licenses 100 --ends 2027-03-31 --key-licenses 25",
		RunE:    func(*cobra.Command, []string) error { return asked.Run(p.session) },
	})
}

func (p *app) plan() *cobra.Command {
	var asked line.PlanFlags
	return with(&asked, &cobra.Command{
		Use: "plan", Short: "Find the best use of several keys, or of goals the fewest keys", Args: cobra.NoArgs,
		Example: "  benefitdesk plan --licenses 100 --ends 2027-03-31 --keys 25,25,100 --want-licenses 150 --want-end 2028-01-31",
		RunE:    p.untilSignal(func(ctx context.Context, _ []string) error { return asked.Run(ctx, p.session) }),
	})
}

func (p *app) list() *cobra.Command {
	var asked line.ListFlags
	return with(&asked, &cobra.Command{
		Use: "list [LIST]", Short: "List benefits, subscriptions, keys, redemptions, people and more", Args: cobra.MaximumNArgs(1),
		Example:   "  benefitdesk list cloud --quick expiring\n  benefitdesk list subscriptions --json",
		Long:      "List the six workspaces, or one of " + strings.Join(line.ListNames(), ", ") + ".",
		ValidArgs: line.ListNames(),
		RunE: p.onDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
			return asked.Run(ctx, d, p.session, args)
		}),
	})
}

func (p *app) redeem() *cobra.Command {
	var asked line.RedeemFlags
	return with(&asked, &cobra.Command{
		Use: "redeem BENEFIT", Short: "Record a redemption after checking its end date", Args: cobra.ExactArgs(1),
		Example: "  benefitdesk redeem 'Power BI Pro' --subscription 'Power BI Pro' --tenant contoso.onmicrosoft.com \\\n      --action extend --confirm-end 2027-06-30 --key - < key.txt\n  benefitdesk redeem 54 --with 55,56 --subscription 154 --tenant contoso.onmicrosoft.com --action extend --confirm-end 2028-01-29",
		RunE: func(command *cobra.Command, args []string) error {
			return asked.Answer(p.session, p.onDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
				return asked.Run(ctx, d, p.session, args[0])
			})(command, args))
		},
	})
}

func (p *app) imports() *cobra.Command {
	var asked line.ImportFlags
	return with(&asked, &cobra.Command{
		Use: "import FILE…", Short: "Import what the portals gave, after showing what would change", Args: cobra.MinimumNArgs(1),
		Example: "  benefitdesk import --dry-run subscriptions.json benefits.tsv\n  benefitdesk import - < portfolio.json",
		RunE: p.onDesk(func(ctx context.Context, d *desk.Desk, args []string) error {
			return asked.Run(ctx, d, p.session, args)
		}),
	})
}

func (p *app) export() *cobra.Command {
	var asked line.ExportFlags
	return with(&asked, &cobra.Command{
		Use: "export", Short: "Write the whole portfolio as JSON, or its JSON Schema", Args: cobra.NoArgs,
		Example: "  benefitdesk export --json portfolio.json\n  benefitdesk export --schema",
		PreRunE: func(*cobra.Command, []string) error { return asked.OneForm() },
		RunE: func(command *cobra.Command, args []string) error {
			if asked.Schema {
				_, err := p.out.Write(exchange.Schema())
				return err
			}
			return p.onDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
				return asked.Run(ctx, d, p.session)
			})(command, args)
		},
	})
}

func (p *app) due() *cobra.Command {
	var asked line.DueFlags
	return with(&asked, &cobra.Command{
		Use: "due", Short: "Tell what needs attention; exit 3 when something does", Args: cobra.NoArgs,
		Example: "  benefitdesk due --within 30d\n  benefitdesk due --json",
		RunE: p.onDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
			return asked.Run(ctx, d, p.session)
		}),
	})
}

func (p *app) log() *cobra.Command {
	var asked line.LogFlags
	return with(&asked, &cobra.Command{
		Use: "log", Short: "Read the activity log: who did what, when and on what", Args: cobra.NoArgs,
		Example: "  benefitdesk log --from 2026-11-01 --to 2026-11-30 --person ada\n  benefitdesk log --action redeem --csv > redemptions.csv",
		RunE: p.onDesk(func(ctx context.Context, d *desk.Desk, _ []string) error {
			return asked.Run(ctx, d, p.session)
		}),
	})
}

// with gives a command its flags.
func with(flags interface{ Register(*pflag.FlagSet) }, command *cobra.Command) *cobra.Command {
	flags.Register(command.Flags())
	return command
}

// begin reads the flags that every command has.
func (p *app) begin() (err error) {
	p.session, err = p.flags.Session(p.env, p.now)
	p.session.In, p.session.Out, p.session.Err = p.in, p.out, p.err
	_, p.session.Progress = host.Terminal(p.err)
	if p.flags.ASCII {
		p.session.Signs = theme.ASCII
	}
	return err
}

// untilSignal makes a command of one that a signal ends.
func (p *app) untilSignal(run func(context.Context, []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		ctx, end := context.WithCancelCause(context.Background())
		defer end(nil)
		defer host.OnSignal(func(sig os.Signal) { end(line.Ended{Signal: sig}) })()
		err := run(ctx, args)
		if err != nil && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return err
	}
}

// onDesk makes a command of one that works on the open store.
func (p *app) onDesk(use func(context.Context, *desk.Desk, []string) error) func(*cobra.Command, []string) error {
	return p.untilSignal(func(ctx context.Context, args []string) error {
		p.session.In = host.Reader(ctx, p.in)
		d, err := p.open(false)
		if err != nil {
			return err
		}
		if p.session.Actor, err = p.actor(ctx, d); err != nil {
			return err
		}
		return use(ctx, d, args)
	})
}

// open opens the store that --db or $BENEFITDESK_DB names, and says what it had
// to put right.
func (p *app) open(gentle bool) (*desk.Desk, error) {
	path := cmp.Or(p.flags.Store, p.env("BENEFITDESK_DB"), desk.DefaultPath())
	d, err := desk.Open(desk.Place{Path: path, Clock: p.now, Input: p.session.In, Gentle: gentle})
	if err != nil {
		return nil, line.Unusable{Path: path, Err: err}
	}
	p.opened = append(p.opened, d)
	for _, notice := range d.Notices() {
		fmt.Fprintln(p.err, p.session.Words.Notice(notice))
	}
	return d, nil
}

// openDemo opens the demo partner in a store that is thrown away afterwards.
func (p *app) openDemo(ctx context.Context, today model.Date) (tui.Desk, string, error) {
	d, err := p.demo(ctx, today)
	return d, desk.DemoName, err
}

func (p *app) demo(ctx context.Context, today model.Date) (*desk.Desk, error) {
	d, err := desk.OpenDemo(ctx, demoPortfolio, today, redemption.Recalculate)
	if err == nil {
		p.opened = append(p.opened, d)
	}
	return d, err
}

// screens opens the full-screen interface on the store, or on the demo's.
func (p *app) screens(demo bool) error {
	out, written := host.Terminal(p.out)
	if _, read := host.Terminal(p.in); !read || !written {
		return line.Usage{Err: errors.New(p.session.Words.Text(locale.NoTerminal))}
	}
	options := theme.Detect(p.env)
	options.Color = options.Color && !p.flags.NoColor
	options.ASCII = p.flags.ASCII
	s := &tui.Session{
		Theme: theme.New(options), Words: p.session.Words, Today: p.session.Today, Clock: p.session.Clock,
		Host: host.New(out, p.env), OpenDemo: p.openDemo,
	}
	ctx := context.Background()
	open := func() (*desk.Desk, error) { return p.open(true) }
	if demo {
		open = func() (*desk.Desk, error) { return p.demo(ctx, s.Today) }
	}
	d, err := open()
	if err != nil {
		return err
	}
	if s.Actor, err = p.actor(ctx, d); err != nil {
		return err
	}
	s.Desk, s.Store = d, filepath.Base(d.Path())
	if demo {
		s.Store = desk.DemoName
	}
	sig, err := tui.Run(ctx, s, p.in, out)
	if sig != nil {
		return line.Ended{Signal: sig}
	}
	return err
}

// actor is who does it: whom --as names, else the system's user. Only who needs
// it asks: the system takes its time.
func (p *app) actor(ctx context.Context, d *desk.Desk) (model.Actor, error) {
	if p.flags.Person == "" {
		return model.Actor{Name: host.User(p.env)}, nil
	}
	return d.ActAs(ctx, p.flags.Person)
}
