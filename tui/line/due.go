package line

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Outlooks is what the due command needs of a store.
type Outlooks interface {
	Reminders(ctx context.Context, today, until model.Date, limit int) (model.Outlook, model.Revision, error)
}

// DueFlags are the question of the due command as it is typed.
type DueFlags struct {
	within string
	asJSON bool
}

// Register adds the flags to a command.
func (f *DueFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.within, "within", strconv.Itoa(model.ReminderDays)+"d", "how far ahead, in days or weeks: a `span` like 30d or 12w")
	flags.BoolVar(&f.asJSON, "json", false, "an array of objects on standard output")
}

// Run writes what needs attention. Its error is ErrDue when there is something.
func (f *DueFlags) Run(ctx context.Context, desk Outlooks, s Session) error {
	days, err := parseSpan(f.within)
	if err != nil {
		return err
	}
	until := s.Today.AddDays(days)
	if until.IsZero() {
		until = model.Never
	}
	outlook, _, err := desk.Reminders(ctx, s.Today, until, 0)
	if err != nil {
		return err
	}
	due := Due{outlook, s.Today, until}
	if f.asJSON {
		err = due.JSON(s.Out)
	} else {
		err = due.Text(s.people(), s.Words)
	}
	if err == nil && len(outlook.Reminders) > 0 {
		err = ErrDue
	}
	return err
}

// parseSpan reads a number of days or weeks.
func parseSpan(text string) (days int, err error) {
	each := 1
	number, ok := strings.CutSuffix(text, "d")
	if !ok {
		number, ok = strings.CutSuffix(text, "w")
		each = 7
	}
	n, err := strconv.ParseUint(number, 10, 20)
	if !ok || err != nil {
		return 0, usage("--within takes days or weeks, like 90d or 12w")
	}
	return int(n) * each, nil
}

// Due is what needs attention, as the command prints it.
type Due struct {
	Outlook model.Outlook
	Today   model.Date
	Until   model.Date
}

type dueJSON struct {
	Date      model.Date `json:"date"`
	Days      int        `json:"days"`
	Kind      model.Code `json:"kind"`
	Workspace model.List `json:"workspace"`
	Ref       string     `json:"ref"`
	Text      string     `json:"text"`
}

// JSON writes an array with one object for each reminder, in English.
func (d Due) JSON(out io.Writer) error {
	english := words.Words{Language: locale.English}
	objects := make([]dueJSON, len(d.Outlook.Reminders))
	for i, r := range d.Outlook.Reminders {
		objects[i] = dueJSON{
			Date: r.Date, Days: r.Days(d.Today), Kind: r.Kind, Workspace: r.List, Ref: r.Ref.String(),
			Text: english.Reminder(r) + ": " + r.Name,
		}
	}
	return writeJSON(out, objects)
}

// Text writes the reminders in aligned columns, or when the next one comes.
func (d Due) Text(out io.Writer, w words.Words) error {
	if len(d.Outlook.Reminders) == 0 {
		next := w.Text(locale.NoNextDate)
		if !d.Outlook.Next.IsZero() {
			next = w.Text(locale.NextDate, d.Outlook.Next)
		}
		_, err := fmt.Fprintln(out, w.Text(locale.NothingDue, w.Date(d.Until))+"\n"+next)
		return err
	}
	rows := [][]string{{
		w.Text(locale.ColumnDate), w.Text(locale.ColumnDays), w.Text(locale.ColumnReason), w.Text(locale.ColumnWhat), w.Text(locale.ColumnWhere),
	}}
	for _, r := range d.Outlook.Reminders {
		rows = append(rows, []string{
			r.Date.String(), w.Number(int64(r.Days(d.Today))), w.Reminder(r), r.Name, w.List(r.List) + " · " + r.Ref.String(),
		})
	}
	return aligned(out, rows)
}
