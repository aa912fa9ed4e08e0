package line

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/host"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Importer is what the import command needs of a store.
type Importer interface {
	ReadImport(ctx context.Context, today model.Date, source model.ImportSource) (model.ImportPlan, error)
	Import(ctx context.Context, actor model.Actor, today model.Date, plan model.ImportPlan) error
}

// ImportFlags are the options of the import command as they are typed.
type ImportFlags struct {
	dryRun, skipBad, asJSON bool
	dates                   string
}

// Register adds the flags to a command.
func (f *ImportFlags) Register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.dryRun, "dry-run", false, "only show what would change")
	flags.BoolVar(&f.skipBad, "skip-bad", false, "leave bad rows out")
	flags.Var((*optional)(&f.dates), "dates", "dmy or mdy: how to read 1/2/2027 where the file does not tell")
	flags.BoolVar(&f.asJSON, "json", false, "one JSON object on standard output")
}

type importJSON struct {
	Files   []fileJSON `json:"files"`
	Written bool       `json:"written"`
}

// fileJSON is a file's diff with the reasons for its bad rows in English.
type fileJSON struct {
	model.FileDiff
	Bad []badJSON `json:"bad"`
}

type badJSON struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// Run shows what the files would change and writes it, or refuses when bad
// rows keep everything from being written.
func (f *ImportFlags) Run(ctx context.Context, d Importer, s Session, paths []string) error {
	source := model.ImportSource{Paths: paths, SkipBad: f.skipBad}
	if slices.Contains(paths, "") {
		return usage("the name of a file is empty")
	}
	switch f.dates {
	case "":
	case "dmy", "mdy":
		dayFirst := f.dates == "dmy"
		source.DayFirst = &dayFirst
	default:
		return usage("--dates takes dmy or mdy")
	}
	plan, err := d.ReadImport(ctx, s.Today, source)
	if err != nil {
		return err
	}
	if !f.asJSON {
		writeDiff(s.people(), s.Words, plan)
	}
	allowed := !plan.HasBad() || f.skipBad
	written := allowed && !f.dryRun && len(plan.Changes) > 0
	if written {
		if err := d.Import(ctx, s.Actor, s.Today, plan); err != nil {
			return err
		}
	}
	if f.asJSON {
		return refusedUnless(allowed, s.untold(written, writeJSON(s.Out, importJSON{filesJSON(plan.Files), written})))
	}
	_, err = fmt.Fprintln(s.people(), f.verdict(s.Words, plan, allowed))
	return refusedUnless(allowed, s.untold(written, err))
}

func filesJSON(files []model.FileDiff) []fileJSON {
	english := words.Words{Language: locale.English}
	found := make([]fileJSON, len(files))
	for i, file := range files {
		found[i] = fileJSON{file, make([]badJSON, len(file.Bad))}
		for j, bad := range file.Bad {
			found[i].Bad[j] = badJSON{bad.Line, english.Refusal(bad.Reason)}
		}
	}
	return found
}

func (f *ImportFlags) verdict(w words.Words, plan model.ImportPlan, allowed bool) string {
	bad := 0
	for _, file := range plan.Files {
		bad += len(file.Bad)
	}
	switch {
	case !allowed:
		return w.Text(locale.BadRowsRefused, bad)
	case len(plan.Changes) == 0:
		return w.Text(locale.NothingToChange)
	case f.dryRun:
		return w.Text(locale.WouldWrite)
	}
	return w.Text(locale.Written)
}

func writeDiff(out io.Writer, w words.Words, plan model.ImportPlan) {
	for _, file := range plan.Files {
		fmt.Fprintln(out, w.Text(locale.FileTaken, clean.Text(file.Name), clean.Text(w.FileKind(file.Kind))))
		fmt.Fprintln(out, "  "+w.Text(locale.DiffCounts, file.New, file.Changed, file.Unchanged, file.Missing))
		for _, bad := range file.Bad {
			fmt.Fprintln(out, "  ! "+w.Text(locale.BadRow, bad.Line, clean.Text(w.Refusal(bad.Reason))))
		}
		for _, note := range file.Notes {
			fmt.Fprintln(out, "  "+clean.Text(w.Notice(note)))
		}
		for _, row := range file.Rows {
			if row.Ref.ID == 0 {
				fmt.Fprintln(out, "  + "+clean.Text(w.Added(row)))
				continue
			}
			fmt.Fprintln(out, "  ~ "+clean.Text(row.Label))
			for _, field := range row.Fields {
				fmt.Fprintln(out, "      "+clean.Text(w.Changed(field, "→")))
			}
		}
	}
}

// toOutput is the file that stands for standard output.
const toOutput = "-"

// Exporter is what the export command needs of a store.
type Exporter interface {
	Refunds
	Permit(ctx context.Context, actor model.Actor, rule model.Rule) error
	Export(ctx context.Context, actor model.Actor, today model.Date, out io.Writer, reveal bool) error
	Path() string
}

// ExportFlags are the options of the export command as they are typed.
type ExportFlags struct {
	Schema bool // the schema is asked for, which needs no store
	json   string
	reveal bool
}

// Register adds the flags to a command.
func (f *ExportFlags) Register(flags *pflag.FlagSet) {
	flags.BoolVar(&f.Schema, "schema", false, "write the JSON Schema of the portfolio to standard output")
	flags.StringVar(&f.json, "json", "", "write the portfolio to this `file`, or to standard output (-)")
	flags.BoolVar(&f.reveal, "reveal-keys", false, "with the text of the product keys; that is logged")
}

// OneForm refuses none and several.
func (f *ExportFlags) OneForm() error {
	if f.Schema == (f.json != "") {
		return usage("export needs one form: --json FILE or --schema")
	}
	return nil
}

// Run writes the portfolio.
func (f *ExportFlags) Run(ctx context.Context, d Exporter, s Session) error {
	if err := f.spares(d.Path(), s.Words); err != nil {
		return err
	}
	if f.reveal {
		if err := s.tellReveal(ctx, d); err != nil {
			return err
		}
	}
	if f.json == toOutput {
		return d.Export(ctx, s.Actor, s.Today, s.Out, f.reveal)
	}
	return host.WriteWhole(f.json, func(file io.Writer) error { return d.Export(ctx, s.Actor, s.Today, file, f.reveal) })
}

// spares refuses a target that writing would replace and nobody wants replaced:
// a device or pipe, and the store itself.
func (f *ExportFlags) spares(store string, w words.Words) error {
	there, err := os.Stat(f.json)
	if err != nil || f.json == toOutput {
		return nil // nothing to replace; what else is wrong, writing tells
	}
	if !there.Mode().IsRegular() {
		return errors.New(w.Text(locale.ExportNoFile, f.json))
	}
	if own, err := os.Stat(store); err == nil && os.SameFile(there, own) {
		return errors.New(w.Text(locale.ExportOverStore, f.json))
	}
	return nil
}
