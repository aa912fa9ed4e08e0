package line

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// Tables is what the list command needs of a store.
type Tables interface {
	Table(ctx context.Context, list model.List, today model.Date) (model.Table, model.Revision, error)
	Get(ctx context.Context, ref model.Ref) (model.Record, error)
}

// ListFlags are the question of the list command as it is typed.
type ListFlags struct {
	filter, quick, sort string
	asJSON, asCSV       bool
}

const (
	quickFilters = "not-redeemed, expiring, active or expired"
	sortColumns  = "due, name, source, link, quantity, used, expires, since or status; -due sorts backwards"
)

// Register adds the flags to a command.
func (f *ListFlags) Register(flags *pflag.FlagSet) {
	flags.StringVar(&f.filter, "filter", "", "only rows in which every word of the `text` occurs")
	f.sort = model.ByDue.String()
	flags.Var((*optional)(&f.quick), "quick", quickFilters)
	flags.Var((*optional)(&f.sort), "sort", sortColumns)
	flags.BoolVar(&f.asJSON, "json", false, "an array of objects on standard output")
	flags.BoolVar(&f.asCSV, "csv", false, "comma-separated, safe for spreadsheets")
}

// ListNames are the lists that can be asked for.
func ListNames() []string {
	var names []string
	for _, list := range model.Lists() {
		names = append(names, list.String())
	}
	return names
}

// Run writes the rows of a list, or of all six workspaces.
func (f *ListFlags) Run(ctx context.Context, tables Tables, s Session, args []string) error {
	lists, phase, column, descending, err := f.parse(args)
	if err != nil {
		return err
	}
	for i, list := range lists {
		search := s.Words.Search(list, f.filter, phase)
		listing, err := read(ctx, tables, list, s.Today, search, column, descending)
		if err != nil {
			return err
		}
		if i > 0 && !f.asJSON {
			fmt.Fprintln(s.Out)
		}
		if err := f.write(listing, len(lists) > 1, s); err != nil {
			return err
		}
	}
	return nil
}

func (f *ListFlags) write(l Listing, titled bool, s Session) error {
	switch {
	case f.asJSON:
		return l.JSON(s.Out)
	case f.asCSV:
		return l.CSV(s.Out, s.Words)
	}
	out := s.people()
	if titled {
		fmt.Fprintln(out, s.Words.List(l.List))
	}
	if len(l.Rows) == 0 {
		_, err := fmt.Fprintln(out, s.Words.Text(locale.NoRows))
		return err
	}
	return l.Text(out, s.Words)
}

func (f *ListFlags) parse(args []string) (lists []model.List, phase model.Phase, column model.Column, descending bool, err error) {
	names := strings.Join(ListNames(), ", ")
	lists = model.Lists()[:len(model.Workspaces())]
	if len(args) > 0 {
		var list model.List
		err := list.UnmarshalText([]byte(args[0]))
		if err == nil && list == 0 {
			err = errors.New("the name of the list is empty")
		}
		if err != nil {
			return nil, 0, 0, false, usage("%w; the lists are %s", err, names)
		}
		lists = []model.List{list}
	}
	if (f.asJSON || f.asCSV) && len(lists) > 1 {
		return nil, 0, 0, false, usage("name one list: %s", names)
	}
	if f.asJSON && f.asCSV {
		return nil, 0, 0, false, usage("--json or --csv, not both")
	}
	if err := phase.UnmarshalText([]byte(f.quick)); err != nil {
		return nil, 0, 0, false, usage("--quick: %w; it takes %s", err, quickFilters)
	}
	name := f.sort
	if name != "" && name[0] == '-' {
		name, descending = name[1:], true
	}
	if err := column.UnmarshalText([]byte(name)); err != nil {
		return nil, 0, 0, false, usage("--sort: %w; it takes %s", err, sortColumns)
	}
	return lists, phase, column, descending, nil
}

func read(ctx context.Context, tables Tables, list model.List, today model.Date, search model.Search, column model.Column, descending bool) (Listing, error) {
	table, _, err := tables.Table(ctx, list, today)
	if err != nil {
		return Listing{}, err
	}
	if table, err = table.Find(ctx, search); err != nil {
		return Listing{}, err
	}
	if column != 0 && (column != model.ByDue || descending) {
		table = table.Sort(column, descending)
	}
	rows := make([]model.Row, table.Len())
	for i := range rows {
		rows[i] = table.Row(i)
	}
	get := func(ref model.Ref) model.Record {
		record, err := tables.Get(ctx, ref)
		if err != nil {
			return nil // removed meanwhile, or not readable: the row is of use without it
		}
		return record
	}
	return Listing{List: list, Today: today, Rows: slices.Clip(rows), Name: table.Name, Record: get}, nil
}
