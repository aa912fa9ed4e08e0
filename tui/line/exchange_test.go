package line

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

var ada = model.Actor{Name: "ada"}

// files is what importing would do, and what was imported and exported.
type files struct {
	plan    model.ImportPlan
	source  model.ImportSource
	written int
	store   string // where the store is
	err     error
}

func (f *files) Path() string { return f.store }

func (f *files) ReadImport(_ context.Context, _ model.Date, source model.ImportSource) (model.ImportPlan, error) {
	f.source = source
	return f.plan, f.err
}

func (f *files) Import(context.Context, model.Actor, model.Date, model.ImportPlan) error {
	f.written++
	return nil
}

func (f *files) Permit(context.Context, model.Actor, model.Rule) error { return nil }

func (f *files) Export(_ context.Context, _ model.Actor, _ model.Date, out io.Writer, reveal bool) error {
	_, err := io.WriteString(out, map[bool]string{false: "masked", true: "revealed"}[reveal])
	return errors.Join(err, f.err)
}

func somePlan(bad ...model.BadRow) model.ImportPlan {
	return model.ImportPlan{
		Files: []model.FileDiff{{Name: "a.csv", Kind: "benefits page", New: 1, Changed: 2, Unchanged: 3, Missing: 4, Bad: bad,
			Rows: []model.RowDiff{{Ref: model.Ref{Kind: model.KindSubscription}, Label: "New\x1b[31m one", Fields: []model.FieldDiff{{Field: "licenses", New: "25"}, {Field: "ends", New: "2027-06-30"}}}, {Ref: model.Ref{Kind: model.KindBenefit, ID: 1}, Label: "Old one", Fields: []model.FieldDiff{{Field: "quantity", Old: int64(10), New: int64(15)}}}}}},
		Changes: []model.Change{{}},
	}
}

func runImport(t *testing.T, f *files, args string) (string, bool, error) {
	t.Helper()
	var flags ImportFlags
	parse(t, flags.Register, args)
	var out bytes.Buffer
	err := flags.Run(context.Background(), f, session(&out), []string{"a.csv"})
	if errors.Is(err, ErrRefused) {
		return out.String(), false, nil
	}
	return out.String(), err == nil, err
}

// TestImportJSONIsTheContract: field for field and in this order.
func TestImportJSONIsTheContract(t *testing.T) {
	bad := model.BadRow{Line: 4, Reason: model.Notice{Code: "bad_date", Args: []any{"soon"}}}
	for _, test := range []struct {
		args          string
		plan          model.ImportPlan
		want          string
		allowed, done bool
	}{
		{"--json", somePlan(), `{"files":[{"name":"a.csv","kind":"benefits page","new":1,"changed":2,"unchanged":3,"missing":4,"bad":[]}],"written":true}`, true, true},
		{"--json --dry-run", somePlan(), `"bad":[]}],"written":false}`, true, false},
		{"--json", somePlan(bad), `"bad":[{"line":4,"reason":"there is no date in “soon”"}]}],"written":false}`, false, false},
		{"--json --skip-bad", somePlan(bad), `"bad":[{"line":4,"reason":"there is no date in “soon”"}]}],"written":true}`, true, true},
		{"--json", model.ImportPlan{Files: []model.FileDiff{{Name: "a.csv", Kind: "benefits page", Unchanged: 6}}}, `"unchanged":6,"missing":0,"bad":[]}],"written":false}`, true, false},
	} {
		f := &files{plan: test.plan}
		text, allowed, err := runImport(t, f, test.args)
		if err != nil || allowed != test.allowed || f.written > 0 != test.done || !strings.HasSuffix(text, test.want+"\n") {
			t.Errorf("%s: %v, allowed %v, written %d times\n got %swant %s", test.args, err, allowed, f.written, text, test.want)
		}
	}
}

// TestJSONHidesNothingFromATerminal: C1, direction marks and DEL are escaped.
func TestJSONHidesNothingFromATerminal(t *testing.T) {
	const hostile = "A\u009b31m\u202e\u007f\U000e0041"
	f := &files{plan: somePlan(
		model.BadRow{Line: 4, Reason: model.Notice{Code: "bad_key", Args: []any{&model.KeyError{Position: 2, Rune: '\u009b', Opaque: true}}}},
		model.BadRow{Line: 5, Reason: model.Notice{Code: "bad_date", Args: []any{hostile}}})}
	text, _, err := runImport(t, f, "--json")
	if err != nil || strings.ContainsAny(text, "\u009b\u202e\u007f\U000e0041") ||
		!strings.Contains(text, "character 2 is “‹U+009B›”") || !strings.Contains(text, `A\u009b31m\u202e`) {
		t.Errorf("%v\n%q", err, text)
	}
}

func TestImportAsText(t *testing.T) {
	f := &files{plan: somePlan(model.BadRow{Line: 4, Reason: model.Notice{Code: "bad_date", Args: []any{"no\x1bdate"}}})}
	text, allowed, err := runImport(t, f, "")
	if err != nil || allowed || f.written > 0 || strings.Contains(text, "\x1b") {
		t.Errorf("%v, allowed %v, written %d times\n%q", err, allowed, f.written, text)
	}
	for _, part := range []string{"a.csv", "line 4", "+ subscription New", "one  licenses 25, end date 2027-06-30\n", "~ Old one", "quantity: 10 → 15", english.Text(locale.BadRowsRefused, 1)} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing from\n%s", part, text)
		}
	}
	if _, _, err := runImport(t, f, "--dates ymd"); !wrongUsage(err) {
		t.Errorf("--dates ymd: %v", err)
	}
	if _, _, err := runImport(t, f, "--dates dmy"); err != nil || f.source.DayFirst == nil || !*f.source.DayFirst {
		t.Errorf("--dates dmy: %v, %+v", err, f.source)
	}
	f.err = model.Refuse(model.CodeDateOrder, "a.csv", "03/04/2027")
	if _, _, err := runImport(t, f, "--json"); model.CodeOf(err) != model.CodeDateOrder || f.written > 0 {
		t.Errorf("undecided dates: %v", err)
	}
}

func runExport(t *testing.T, f *files, args string) (string, error) {
	t.Helper()
	var flags ExportFlags
	parse(t, flags.Register, args)
	var out bytes.Buffer
	err := flags.OneForm()
	if err == nil {
		err = flags.Run(context.Background(), f, session(&out))
	}
	return out.String(), err
}

// TestExportWritesWholeFiles: for its owner alone, in place of the one before
// or not at all, and nothing is left beside it.
func TestExportWritesWholeFiles(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "portfolio.json")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := runExport(t, &files{err: errors.New("the disk is full")}, "--json "+path); err == nil {
		t.Error("a failed export is no error")
	}
	if text, _ := os.ReadFile(path); string(text) != "old" {
		t.Errorf("a failed export left %q", text)
	}
	if _, err := runExport(t, &files{}, "--reveal-keys --json "+path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if text, _ := os.ReadFile(path); string(text) != "revealed" {
		t.Errorf("the export is %q", text)
	}
	if left, _ := os.ReadDir(folder); len(left) != 1 {
		t.Errorf("left beside it: %v", left)
	}
	if _, err := runExport(t, &files{}, "--json "+filepath.Join(folder, "nowhere", "x.json")); err == nil {
		t.Error("a folder that does not exist is no error")
	}
	if text, err := runExport(t, &files{}, "--json -"); err != nil || text == "" {
		t.Errorf("%v, %q on standard output", err, text)
	}
	for _, forms := range []string{"", "--schema --json " + path} {
		if _, err := runExport(t, &files{}, forms); !wrongUsage(err) {
			t.Errorf("%q: %v", forms, err)
		}
	}
}

// TestExportReplacesNeitherTheStoreNorWhatIsNoFile, by whatever name.
func TestExportReplacesNeitherTheStoreNorWhatIsNoFile(t *testing.T) {
	folder := t.TempDir()
	store, other := filepath.Join(folder, "benefits.db"), filepath.Join(folder, "other.db")
	if err := errors.Join(os.WriteFile(store, []byte("everything"), 0o600), os.Link(store, other)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{store: "the store itself", other: "the store itself", folder: "not an ordinary file", os.DevNull: "not an ordinary file"} {
		if _, err := runExport(t, &files{store: store}, "--json "+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if text, _ := os.ReadFile(store); string(text) != "everything" {
		t.Errorf("the store is %q", text)
	}
}

// TestImportSpeaksTheLanguage but for JSON, which is English.
func TestImportSpeaksTheLanguage(t *testing.T) {
	plan := somePlan(model.BadRow{Line: 4, Reason: model.Notice{Code: model.CodeMissing, Args: []any{"name"}}})
	plan.Files[0].Kind = "benefits"
	for args, want := range map[string][]string{
		"":       {"特典の表", "4 行目: 名前 がありません", "数量: 10 → 15"},
		"--json": {`"kind":"benefits"`, `"reason":"the name is missing"`},
	} {
		var flags ImportFlags
		parse(t, flags.Register, args)
		var out bytes.Buffer
		s := session(&out)
		s.Words.Language = locale.Japanese
		if err := flags.Run(t.Context(), &files{plan: plan}, s, []string{"a.csv"}); !errors.Is(err, ErrRefused) {
			t.Fatal(err)
		}
		for _, part := range want {
			if !strings.Contains(out.String(), part) {
				t.Errorf("%q is missing from\n%s", part, out.String())
			}
		}
	}
}

func (f *files) Overview(context.Context, model.Date) (model.Overview, error) {
	return model.Overview{}, nil
}

func (f *files) Refund(context.Context, model.Date, model.ID) (model.Refund, error) {
	return model.Refund{}, nil
}
