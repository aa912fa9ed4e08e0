// Package desk is the store as screens and commands use it: facts, tables,
// imports and exports in one place. It puts store, store/table and
// store/exchange together and has no rules of its own.
package desk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/store"
	"benefitdesk/store/exchange"
	"benefitdesk/store/table"
)

// Desk is an open store with its surroundings.
type Desk struct {
	*store.Store
	Input io.Reader // what the path "-" reads

	scratch string // a folder that is removed on Close
}

// Table reads a whole list into memory, anew when somebody writes meanwhile.
// When that goes on, the error is model.ErrChanged.
func (d *Desk) Table(ctx context.Context, list model.List, today model.Date) (read model.Table, revision model.Revision, err error) {
	err = again(func() error {
		overview, err := d.Overview(ctx, today)
		if err != nil {
			return err
		}
		revision = overview.Revision
		built, err := table.Build(ctx, list, overview.Counts[list].All, d.rows(ctx, list), d.name(ctx))
		if err == nil && list == model.ListRedemptions { // whose days moved since they were stored
			built = built.Sort(table.ByDue, false)
		}
		read = view{built, today}
		return err
	})
	return read, revision, err
}

// Drawer gives the keys that may be redeemed beside the key of a benefit, or on
// a subscription, the most urgent first.
func (d *Desk) Drawer(ctx context.Context, of model.Ref) (drawer []model.DrawerKey, err error) {
	query := model.PageQuery{List: model.ListKeys, Classes: []model.Class{model.Open}, Limit: 1000}
	for more := true; more && err == nil; {
		var page model.Page
		if page, err = d.Page(ctx, query); err != nil {
			return nil, err
		}
		more, query.After = page.More, page.Next
		err = d.View(ctx, func(facts model.Facts, _ model.Revision) error {
			found, err := model.DrawerOf(facts, of, page.Rows)
			drawer = append(drawer, found...)
			return err
		})
	}
	return drawer, err
}

// again repeats what others changed under its hands, a few times.
func again(try func() error) (err error) {
	const tries = 5
	for range tries {
		if err = try(); !errors.Is(err, model.ErrChanged) {
			return err
		}
	}
	return err
}

// name looks up the label of a product, person, tenant or benefit. A name that can't
// be read is left out: the list is still of use without it.
func (d *Desk) name(ctx context.Context) func(model.ID) string {
	return func(id model.ID) string {
		for _, kind := range []model.Kind{model.KindProduct, model.KindUser, model.KindTenant, model.KindBenefit} {
			if record, err := d.Get(ctx, model.Ref{Kind: kind, ID: id}); err == nil {
				return record.Label()
			}
		}
		return ""
	}
}

// view is a table as the model describes it, for one day.
type view struct {
	*table.Table
	today model.Date
}

func (v view) Find(ctx context.Context, search model.Search) (model.Table, error) {
	found, err := v.Table.Find(ctx, search, v.today)
	return view{found, v.today}, err
}

func (v view) IndexOf(id model.ID) (int, bool) {
	i := v.Table.IndexOf(id)
	return i, i >= 0
}

func (v view) Sort(by model.Column, descending bool) model.Table {
	return view{v.Table.Sort(columns[by], descending), v.today}
}

var columns = map[model.Column]table.Column{
	model.ByDue: table.ByDue, model.ByName: table.ByName, model.BySource: table.BySource, model.ByLink: table.ByLink,
	model.ByQuantity: table.ByQuantity, model.ByUsed: table.ByUsed, model.ByExpires: table.ByExpires,
	model.BySince: table.BySince, model.ByStatus: table.ByStatus,
}

// ReadImport tells what importing files would do. Bad rows are in the plan;
// whether they may be left out is for the caller to decide.
func (d *Desk) ReadImport(ctx context.Context, today model.Date, source model.ImportSource) (plan model.ImportPlan, err error) {
	options := exchange.Options{Today: today, SkipBad: source.SkipBad}
	if source.DayFirst != nil {
		options.DateOrder = exchange.MonthFirst
		if *source.DayFirst {
			options.DateOrder = exchange.DayFirst
		}
	}
	paths := source.Paths
	if _, err := os.Stat(expandHome(source.Typed)); err == nil {
		paths = []string{source.Typed}
	}
	var files []exchange.File
	for _, path := range paths {
		file, err := d.readFile(ctx, path, options)
		if err != nil {
			return plan, err
		}
		files = append(files, file)
	}
	err = d.View(ctx, func(facts model.Facts, revision model.Revision) error {
		plan, err = exchange.Plan(facts, revision, files)
		return err
	})
	if errors.Is(err, exchange.ErrBadRows) {
		err = nil
	}
	return plan, err
}

// readFile waits for nobody to open a pipe's other end, and for what comes
// through it only until the context ends.
func (d *Desk) readFile(ctx context.Context, path string, options exchange.Options) (exchange.File, error) {
	if path == "-" {
		file, err := exchange.Read("standard input", d.Input, options)
		return file, understood(path, err)
	}
	file, err := os.OpenFile(expandHome(path), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return exchange.File{}, model.Refuse(exchange.CodeNoFile, clean.Text(path))
	case err != nil:
		return exchange.File{}, unreadable(path, err)
	}
	defer file.Close()
	defer context.AfterFunc(ctx, func() { file.Close() })()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return exchange.File{}, model.Refuse(exchange.CodeFolder, clean.Text(path))
	}
	read, err := exchange.Read(filepath.Base(path), file, options)
	return read, understood(path, err)
}

// understood turns what is wrong with a file into the refusal that screens and
// commands know.
func understood(path string, err error) error {
	var coded interface{ Notice() model.Notice }
	switch {
	case err == nil:
		return nil
	case errors.As(err, &coded):
		return &model.Refusal{Notice: coded.Notice()}
	}
	return unreadable(path, err)
}

// unreadable is the refusal of a file that the system does not give, with what
// the system says.
func unreadable(path string, err error) error {
	var of *fs.PathError
	if errors.As(err, &of) {
		err = of.Err
	}
	return model.Refuse(exchange.CodeUnreadable, clean.Text(path), err.Error())
}

// expandHome resolves ~/, which a shell does for commands but nobody does for
// the import screen.
func expandHome(path string) string {
	rest, found := strings.CutPrefix(path, "~/")
	if !found {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return filepath.Join(home, rest)
}

// Import writes what a plan says.
func (d *Desk) Import(ctx context.Context, actor model.Actor, today model.Date, plan model.ImportPlan) error {
	_, err := d.Load(ctx, actor, today, plan, model.VerbImport, plan.Files)
	return err
}

// Export writes the portfolio. With masked keys that is reading, as lists are,
// which takes no role: whoever opens the store sees as much. Revealed keys are
// logged before they are written.
func (d *Desk) Export(ctx context.Context, actor model.Actor, today model.Date, out io.Writer, reveal bool) error {
	portfolio := exchange.Portfolio{}
	if reveal {
		keys, err := d.Keys(ctx, actor, today)
		if err != nil {
			return err
		}
		portfolio.Reveal = func(key model.ProductKey) (model.Key, error) { return keys[key.ID], nil }
	}
	portfolio.Records = func(kind model.Kind) iter.Seq2[model.Record, error] { return d.Records(ctx, kind) }
	return exchange.Write(out, portfolio, reveal)
}
