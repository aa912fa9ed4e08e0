package line

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Journal is what the log command needs of a store.
type Journal interface {
	Activity(ctx context.Context, query model.ActivityQuery) (model.Activity, error)
}

// LogFlags are the question of the log command as it is typed.
type LogFlags struct {
	from, to, person, action, object string
	asJSON, asCSV                    bool
}

// Register adds the flags to a command.
func (f *LogFlags) Register(flags *pflag.FlagSet) {
	flags.Var((*optional)(&f.from), "from", "first `date`, included")
	flags.Var((*optional)(&f.to), "to", "last `date`, included")
	flags.Var((*optional)(&f.person), "person", "part of the `name` of who did it")
	flags.Var((*optional)(&f.action), "action", verbNames(", "))
	flags.Var((*optional)(&f.object), "object", "part of the name of what it was done on, or a `record` like 'benefit 12'")
	flags.BoolVar(&f.asJSON, "json", false, "an array of objects on standard output")
	flags.BoolVar(&f.asCSV, "csv", false, "comma-separated, safe for spreadsheets")
}

func verbNames(gap string) string {
	var names []string
	for _, verb := range model.Verbs() {
		names = append(names, string(verb))
	}
	return strings.Join(names, gap)
}

// Run writes the entries that are asked for, newest first. The text ends with
// the head of the whole log; the other forms hold entries only. That there are
// none is said on standard error.
func (f *LogFlags) Run(ctx context.Context, journal Journal, s Session) error {
	query, err := f.query()
	if err != nil {
		return err
	}
	found := 0
	entries := func(yield func(model.Entry, error) bool) {
		for e, err := range model.Entries(query, func(q model.ActivityQuery) (model.Activity, error) { return journal.Activity(ctx, q) }) {
			if found++; !yield(e, err) {
				return
			}
		}
	}
	switch {
	case f.asJSON:
		err = logJSON(s.Out, entries)
	case f.asCSV:
		err = s.Words.LogCSV(s.Out, entries)
	default:
		err = logText(ctx, journal, s, entries)
	}
	if err == nil && found == 0 {
		_, err = fmt.Fprintln(s.Err, s.Words.Text(locale.LogNothing))
	}
	return err
}

func (f *LogFlags) query() (query model.ActivityQuery, err error) {
	query = model.ActivityQuery{Person: f.person, Verb: model.Verb(f.action), Object: f.object}
	if query.From, err = day("--from", f.from); err != nil {
		return query, err
	}
	if query.To, err = day("--to", f.to); err != nil {
		return query, err
	}
	switch {
	case !query.To.IsZero() && query.From > query.To:
		return query, usage("--from %s is after --to %s", query.From, query.To)
	case f.action != "" && !slices.Contains(model.Verbs(), query.Verb):
		return query, usage("--action: there is no %q; it takes %s", f.action, verbNames(", "))
	case f.asJSON && f.asCSV:
		return query, usage("--json or --csv, not both")
	}
	return query, nil
}

// day reads a date that may be left out.
func day(flag, text string) (model.Date, error) {
	if text == "" {
		return 0, nil
	}
	date, err := model.ParseDate(text)
	if err != nil {
		return 0, usage("%s: %w", flag, err)
	}
	return date, nil
}

// logJSON writes an array of entries as they are stored, with times in UTC.
func logJSON(out io.Writer, entries iter.Seq2[model.Entry, error]) error {
	gap := "["
	for e, err := range entries {
		if err != nil {
			return err
		}
		e.Time = e.Time.UTC()
		encoded, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s%s", gap, clean.JSON(encoded)); err != nil {
			return err
		}
		gap = ",\n"
	}
	if gap == "[" {
		_, err := fmt.Fprintln(out, "[]")
		return err
	}
	_, err := fmt.Fprintln(out, "]")
	return err
}

const (
	minute    = "2006-01-02 15:04"
	nameCells = 10
)

// logText writes a line for each entry, and the head of the log.
func logText(ctx context.Context, journal Journal, s Session, entries iter.Seq2[model.Entry, error]) error {
	newest, err := journal.Activity(ctx, model.ActivityQuery{Limit: 1})
	if err != nil {
		return err
	}
	for e, err := range entries {
		if err == nil {
			_, err = fmt.Fprintln(s.people(), logLine(s.Words, e))
		}
		if err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(s.people(), s.Words.Text(locale.LogHead, newest.Head.Sequence, fmt.Sprintf("%x", newest.Head.Hash)))
	return err
}

func logLine(w words.Words, e model.Entry) string {
	deeds := 0
	for _, verb := range model.Verbs() {
		deeds = max(deeds, ansi.StringWidth(w.Verb(verb)))
	}
	on := strings.TrimSpace(clean.Text(w.Subject(e)) + " " + bracketed(e.Object.String()))
	return strings.TrimSpace(e.Time.Format(minute) + "  " + padded(clean.Text(e.Actor.Name), nameCells) +
		padded(w.Did(e), deeds) + padded(on, 0) + w.RulesOf(e))
}

func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}
