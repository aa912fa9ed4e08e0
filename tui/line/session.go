package line

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Globals are the flags that every command has, as they are typed.
type Globals struct {
	Store          string // path of the store's file; empty: the usual one
	Person         string // who is doing this; empty: the system's user
	NoColor, ASCII bool
	language, day  string
}

// Register adds the flags to the root command.
func (g *Globals) Register(flags *pflag.FlagSet) {
	flags.Var((*optional)(&g.Store), "db", "the store (default: $BENEFITDESK_DB or the usual `file`)")
	flags.Var((*optional)(&g.language), "lang", "en, zh or ja")
	flags.Var((*optional)(&g.day), "today", "the `date` that rules and reports take for today")
	flags.StringVar(&g.Person, "as", "", "who is doing this, for the log (default: the `user`)")
	flags.BoolVar(&g.NoColor, "no-color", false, "no colours (also $NO_COLOR)")
	flags.BoolVar(&g.ASCII, "ascii", false, "draw with ASCII characters only")
}

// Session is what the flags and the environment say.
func (g *Globals) Session(env func(string) string, now func() time.Time) (s Session, err error) {
	if s.Words, err = g.Words(env); err != nil {
		return s, err
	}
	if s.Clock, err = g.clock(now); err == nil {
		s.Today = s.Clock()
	}
	return s, err
}

// Words speaks the chosen language, and English after a wrong --lang, which is
// the error.
func (g *Globals) Words(env func(string) string) (words.Words, error) {
	language, err := locale.Choose(g.language, env)
	if err != nil {
		return words.Words{Language: locale.English}, usage("--lang: %w", err)
	}
	return words.Words{Language: language}, nil
}

// clock tells the day: the one that --today sets, else the system's.
func (g *Globals) clock(now func() time.Time) (func() model.Date, error) {
	if g.day != "" {
		day, err := model.ParseDate(g.day)
		if err != nil {
			return nil, usage("--today: %w", err)
		}
		return func() model.Date { return day }, nil
	}
	return func() model.Date {
		year, month, day := now().Date()
		today, _ := model.NewDate(year, int(month), day) // no clock leaves these years
		return today
	}, nil
}

// Session is what the commands share beside their flags.
type Session struct {
	In       io.Reader
	Out      io.Writer // data, and what is written for people
	Err      io.Writer // what is said beside the data
	Words    words.Words
	Today    model.Date
	Clock    func() model.Date // the day now, in sessions that outlast it
	Actor    model.Actor
	Progress bool                // somebody watches Err, so that long work tells how far it is
	Signs    func(string) string // changes the signs in what people read; nil: leaves them
}

// answer is what a command found out, for a program or a person. It may be no.
type answer interface {
	JSON(out io.Writer) (allowed bool, err error)
	Text(out io.Writer, w words.Words) (allowed bool, err error)
}

// answer writes an answer in one of its forms.
func (s Session) answer(a answer, asJSON bool) error {
	if asJSON {
		return refusedUnless(a.JSON(s.Out))
	}
	return refusedUnless(a.Text(s.people(), s.Words))
}

// untold is the error of an answer that can't be written: what it would have
// told is done nevertheless, and must not be tried again.
func (s Session) untold(done bool, err error) error {
	if err == nil || !done {
		return err
	}
	return fmt.Errorf("%s: %w", s.Words.Text(locale.DoneUntold), err)
}

func refusedUnless(allowed bool, err error) error {
	if err != nil || allowed {
		return err
	}
	return ErrRefused
}

// people is where to write what people read.
func (s Session) people() io.Writer {
	if s.Signs == nil {
		return s.Out
	}
	return signed{s.Out, s.Signs}
}

// signed changes the signs of whole lines.
type signed struct {
	out   io.Writer
	signs func(string) string
}

func (s signed) Write(line []byte) (int, error) {
	if _, err := io.WriteString(s.out, s.signs(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}
