package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/store"
	"benefitdesk/store/exchange"
)

var (
	today = model.MustDate(DemoDay)
	ada   = model.Actor{Name: "ada"}
)

func open(t *testing.T) *Desk {
	t.Helper()
	folder := t.TempDir()
	opened, err := store.Open(store.Options{Path: filepath.Join(folder, "benefits.db"), IdentityDir: filepath.Join(folder, "identities")})
	if err != nil {
		t.Fatal(err)
	}
	d := &Desk{Store: opened}
	t.Cleanup(func() {
		if problems, err := d.Check(context.Background()); err != nil || len(problems) > 0 {
			t.Errorf("the store is not sound: %v, %v", problems, err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func benefit(n int) model.Benefit {
	return model.Benefit{Workspace: model.Cloud, Name: fmt.Sprintf("Benefit %04d", n), ActivateBy: today.AddDays(n % 400), Status: model.NotRedeemed}
}

func (d *Desk) save(record model.Record) error {
	ctx := context.Background()
	receipt, err := d.Try(ctx, ada, today, model.Save{Record: record})
	if err == nil {
		_, err = d.Do(ctx, ada, today, model.Save{Record: record}, receipt, model.RequestID{})
	}
	return err
}

// TestTableIsOfOneMoment: a list that takes several reads is begun again when
// somebody writes in between, and never mixes two states. Every write adds one
// benefit, so the revision tells how many there must be at least.
func TestTableIsOfOneMoment(t *testing.T) {
	d := open(t)
	const rows = 20_000 // more than are read at once
	err := d.Fill(t.Context(), ada, today, func(yield func(model.Record) bool) {
		for i := range rows {
			b := benefit(i)
			b.ID = model.ID(i + 1)
			if !yield(b) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	before, err := d.Revision(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := range 20 {
			if err := d.save(benefit(rows + i)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 15 {
		table, revision, err := d.Table(t.Context(), model.ListOf(model.Cloud), today)
		if errors.Is(err, model.ErrChanged) {
			continue // every time
		}
		if err != nil {
			t.Fatal(err)
		}
		if atLeast := rows + int(revision-before); table.Len() < atLeast {
			t.Errorf("%d rows at a revision with %d", table.Len(), atLeast)
		}
		seen := map[model.ID]bool{}
		for i := range table.Len() {
			seen[table.Row(i).ID] = true
		}
		if len(seen) != table.Len() {
			t.Errorf("%d rows are %d records", table.Len(), len(seen))
		}
	}
	writing.Wait()
}

// TestAReservationFollowsItsSubscription: lists and reminders have the day that
// the subscription gives now, and of its keys the first that lapses.
func TestAReservationFollowsItsSubscription(t *testing.T) {
	for _, c := range []struct {
		ends model.Date // of the subscription, which ended on today + 9 when the key was held
		kind model.Code
		ref  model.Ref
		date model.Date
	}{
		{today - 1, model.ReservationDue, model.Ref{Kind: model.KindRedemption, ID: 5}, today},
		{today + 40, model.KeyToActivate, model.Ref{Kind: model.KindProductKey, ID: 4}, today + 20},
	} {
		d := open(t)
		err := d.Fill(t.Context(), ada, today, func(yield func(model.Record) bool) {
			_ = yield(model.Benefit{ID: 1, Workspace: model.Cloud, Name: "Power BI Pro", Status: model.Reserved}) &&
				yield(model.Subscription{ID: 2, Name: "Power BI Pro", Licenses: 5, Ends: c.ends}) &&
				yield(model.ProductKey{ID: 3, Benefit: 1, Licenses: 5, Months: 12, Tail: "AAAA1", Status: model.Reserved, Redemption: 5, ActivateBy: today + 300}) &&
				yield(model.ProductKey{ID: 4, Benefit: 1, Licenses: 5, Months: 12, Tail: "BBBB2", Status: model.Reserved, Redemption: 5, ActivateBy: today + 20}) &&
				yield(model.Redemption{ID: 5, Benefit: 1, Keys: []model.ID{3, 4}, Subscription: 2, Action: "renew", On: today - 5, Effective: today + 10, Status: model.Reserved}) &&
				yield(model.Redemption{ID: 6, Benefit: 1, Subscription: 2, Action: "add", On: today + 20, Effective: today + 20, Status: model.Cancelled})
		})
		if err != nil {
			t.Fatal(err)
		}
		outlook, _, err := d.Reminders(t.Context(), today, today+model.ReminderDays, 0)
		found := slices.ContainsFunc(outlook.Reminders, func(r model.Reminder) bool {
			return r.Kind == c.kind && r.Ref == c.ref && r.Date == c.date && r.Name == "Power BI Pro"
		})
		if err != nil || !found {
			t.Errorf("no %s on %v: %+v, %v", c.kind, c.date, outlook.Reminders, err)
		}
		table, _, err := d.Table(t.Context(), model.ListRedemptions, today)
		if err != nil {
			t.Fatal(err)
		}
		rows := []model.Row{table.Row(0), table.Row(1)}
		if !slices.IsSortedFunc(rows, func(a, b model.Row) int { return int(a.Due) - int(b.Due) }) {
			t.Errorf("not by their day: %+v", rows)
		}
		if i, _ := table.IndexOf(5); table.Row(i).Due != c.ends+1 {
			t.Errorf("held for %v, want %v", table.Row(i).Due, c.ends+1)
		}
	}
}

// TestAgain: what others keep changing is an error in the end.
func TestAgain(t *testing.T) {
	changed := fmt.Errorf("rows: %w", model.ErrChanged)
	for _, c := range []struct {
		what  string
		ends  []error // of the tries; the last one of all others
		tries int
	}{
		{"nothing changed", []error{nil}, 1},
		{"changed twice", []error{changed, changed, nil}, 3},
		{"another error", []error{changed, os.ErrPermission}, 2},
		{"changed every time", []error{changed}, 5},
	} {
		tries, want := 0, c.ends[len(c.ends)-1]
		err := again(func() error {
			tries++
			return c.ends[min(tries, len(c.ends))-1]
		})
		if tries != c.tries || err != want {
			t.Errorf("%s: %d tries, %v", c.what, tries, err)
		}
	}
}

func TestTableOfACancelledProgram(t *testing.T) {
	d := open(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := d.Table(ctx, model.ListOf(model.Cloud), today); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestTheTableOfTenantsCountsTheirSubscriptions(t *testing.T) {
	d := open(t)
	for _, record := range []model.Record{
		model.Tenant{Domain: "contoso.onmicrosoft.com"}, model.Tenant{Domain: "fabrikam.com"},
		model.Subscription{Name: "Visio Plan 2", Licenses: 5, Tenant: 1}, model.Subscription{Name: "Project Plan 3", Licenses: 5, Tenant: 1},
		model.Subscription{Name: "Power BI Pro", Licenses: 5},
	} {
		if err := d.save(record); err != nil {
			t.Fatal(err)
		}
	}
	tenants, _, err := d.Table(t.Context(), model.ListTenants, today)
	if err != nil {
		t.Fatal(err)
	}
	tenants = tenants.Sort(model.ByUsed, true)
	if first, second := tenants.Row(0), tenants.Row(1); first.ID != 1 || first.Used != 2 || second.Used != 0 {
		t.Errorf("%+v, %+v", first, second)
	}
}

func TestTableFindsSortsAndNames(t *testing.T) {
	d := open(t)
	for _, record := range []model.Record{
		model.User{Name: "山田 太郎", Email: "taro@contoso.com"}, model.Tenant{Domain: "contoso.onmicrosoft.com"}, model.Product{Name: "Visio Plan 2"},
	} {
		if err := d.save(record); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		b := benefit(2 - i)
		b.Holder = 1
		if err := d.save(b); err != nil {
			t.Fatal(err)
		}
	}
	table, _, err := d.Table(t.Context(), model.ListOf(model.Cloud), today)
	if err != nil || table.Len() != 3 || table.Name(1) != "山田 太郎" || table.Name(99) != "" {
		t.Fatalf("%v, %d rows, held by %q", err, table.Len(), table.Name(1))
	}
	for column := model.ByDue; column <= model.ByStatus; column++ {
		up, down := table.Sort(column, false), table.Sort(column, true)
		if up.Len() != 3 || down.Len() != 3 {
			t.Errorf("sorted by %s it has %d and %d rows", column, up.Len(), down.Len())
		}
	}
	byName := table.Sort(model.ByName, true)
	if byName.Row(0).Name != "Benefit 0002" {
		t.Errorf("the last name is %s", byName.Row(0).Name)
	}
	if i, ok := byName.IndexOf(byName.Row(2).ID); !ok || i != 2 {
		t.Errorf("the third row is at %d, %v", i, ok)
	}
	if _, ok := byName.IndexOf(999); ok {
		t.Error("a row that is not there has a place")
	}
	for query, want := range map[string]int{"0001": 1, "benefit 山田": 3, "nowhere": 0, "": 3} {
		if found, err := byName.Find(t.Context(), model.Search{Text: query}); err != nil || found.Len() != want {
			t.Errorf("%q finds %d rows, %v", query, found.Len(), err)
		}
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const undecided = "Cloud\nBenefit Name\tSource\tQuantity\tActivate By\nVisio Plan 2\tMAPS - Core\t5\t03/04/2027\n"

// TestReadImportAsksForTheOrderOfDates with the refusal that screens and
// commands know, and reads the file as answered.
func TestReadImportAsksForTheOrderOfDates(t *testing.T) {
	d := open(t)
	path := write(t, "benefits.tsv", undecided)
	_, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{path}})
	var refusal *model.Refusal
	if !errors.As(err, &refusal) || refusal.Code != model.CodeDateOrder || len(refusal.Args) != 2 || refusal.Args[0] != "benefits.tsv" || refusal.Args[1] != "03/04/2027" {
		t.Fatalf("%v", err)
	}
	for dayFirst, want := range map[bool]string{true: "2027-04-03", false: "2027-03-04"} {
		plan, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{path}, DayFirst: &dayFirst})
		if err != nil || len(plan.Changes) != 1 {
			t.Fatalf("day first %v: %v, %d changes", dayFirst, err, len(plan.Changes))
		}
		if got := plan.Changes[0].After.(model.Benefit).ActivateBy.String(); got != want {
			t.Errorf("day first %v: %s, want %s", dayFirst, got, want)
		}
	}
}

func TestReadImportFromStandardInputAndNowhere(t *testing.T) {
	d := open(t)
	d.Input = strings.NewReader(strings.Replace(undecided, "03/04/2027", "2027-03-04", 1))
	plan, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{"-"}})
	if err != nil || len(plan.Files) != 1 || plan.Files[0].Name != "standard input" || plan.Files[0].New != 1 {
		t.Fatalf("%v, %+v", err, plan.Files)
	}
	if err := d.Import(t.Context(), ada, today, plan); err != nil {
		t.Fatal(err)
	}
	if err := d.Import(t.Context(), ada, today, plan); !errors.Is(err, model.ErrChanged) {
		t.Errorf("a plan of an older revision was carried out: %v", err)
	}
	_, err = d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{filepath.Join(t.TempDir(), "nowhere.csv")}})
	if model.CodeOf(err) != exchange.CodeNoFile {
		t.Errorf("%v", err)
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	if err := os.WriteFile(filepath.Join(home, "b.tsv"), []byte(undecided), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err = d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{"~/b.tsv"}}); model.CodeOf(err) != model.CodeDateOrder {
		t.Errorf("a path of the home folder: %v", err)
	}
}

func TestReadImportOfAFolder(t *testing.T) {
	d := open(t)
	folder := t.TempDir()
	_, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{folder}})
	if model.CodeOf(err) != exchange.CodeFolder {
		t.Errorf("%v", err)
	}
}

// TestFilesThatCantBeUsedAreRefused, whatever is wrong with them.
func TestFilesThatCantBeUsedAreRefused(t *testing.T) {
	d := open(t)
	for text, want := range map[string]model.Code{
		"": exchange.CodeFile, "[{": exchange.CodeSyntax, `[{"a":1}]`: exchange.CodeFileLine, `[{"operationType":"x","resourceType":"y"}]`: exchange.CodeFile,
	} {
		d.Input = strings.NewReader(text)
		if _, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{"-"}}); model.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	d.Input = iotest.ErrReader(errors.New("broken pipe"))
	if _, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{"-"}}); model.CodeOf(err) != exchange.CodeUnreadable {
		t.Errorf("%v", err)
	}
}

// TestReadImportOfAPathWithBlanks that was typed without quotes.
func TestReadImportOfAPathWithBlanks(t *testing.T) {
	d := open(t)
	home := filepath.Join(t.TempDir(), "Ada's home")
	t.Setenv("HOME", home)
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"all my benefits.tsv", "all", "my"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(undecided), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(home)
	dayFirst := true
	for typed, want := range map[string]string{
		"all my benefits.tsv":         "all my benefits.tsv",
		home + "/all my benefits.tsv": "all my benefits.tsv",
		"~/all my benefits.tsv":       "all my benefits.tsv",
		"all my":                      "all",
	} {
		plan, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: strings.Fields(typed), Typed: typed, DayFirst: &dayFirst})
		if err != nil || plan.Files[0].Name != want {
			t.Errorf("%q: %v, %+v", typed, err, plan.Files)
		}
	}
}

// TestReadImportShowsBadRows in the plan; that they are there is no error yet.
func TestReadImportShowsBadRows(t *testing.T) {
	d := open(t)
	path := write(t, "benefits.tsv", "Cloud\nBenefit Name\tSource\tQuantity\tActivate By\nVisio Plan 2\tMAPS - Core\t5\t2027-02-30\nPower BI Pro\tMAPS - Core\t5\t2027-03-04\n")
	for _, skip := range []bool{false, true} {
		plan, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: []string{path}, SkipBad: skip})
		if err != nil || !plan.HasBad() || plan.Files[0].Bad[0].Line != 3 {
			t.Errorf("skipping %v: %v, %+v", skip, err, plan.Files)
		}
	}
}

func portfolio(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestTheDemoLeavesNothing on the machine, whether it could be opened or not.
func TestTheDemoLeavesNothing(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	left := func() int {
		entries, err := os.ReadDir(temporary)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	d, err := OpenDemo(t.Context(), portfolio(t), today.AddDays(500), redemption.Recalculate)
	if err != nil {
		t.Fatal(err)
	}
	overview, err := d.Overview(t.Context(), today.AddDays(500))
	if err != nil || overview.Partner.Name != "Contoso Consulting" || left() != 1 {
		t.Errorf("%v, partner %q, %d folders", err, overview.Partner.Name, left())
	}
	if err := d.Close(); err != nil || left() != 0 {
		t.Errorf("%v, %d folders are left", err, left())
	}
	for _, broken := range []string{"", "{", `{"format":"benefitdesk portfolio","version":99}`} {
		if d, err := OpenDemo(t.Context(), []byte(broken), today, redemption.Recalculate); err == nil || left() != 0 {
			t.Errorf("%q: %v, %v, %d folders are left", broken, d, err, left())
		}
	}
}

// TestExportMasksKeysUnlessTheyAreRevealed, and then the reveal is logged.
func TestExportMasksKeysUnlessTheyAreRevealed(t *testing.T) {
	d := open(t)
	if err := d.LoadDemo(t.Context(), portfolio(t), today, redemption.Recalculate); err != nil {
		t.Fatal(err)
	}
	before, err := d.Log(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var masked, revealed bytes.Buffer
	if err := d.Export(t.Context(), ada, today, &masked, false); err != nil {
		t.Fatal(err)
	}
	if err := d.Export(t.Context(), ada, today, &revealed, true); err != nil {
		t.Fatal(err)
	}
	var text string
	for record, err := range d.Records(t.Context(), model.KindProductKey) {
		if err != nil {
			t.Fatal(err)
		}
		key, err := d.Key(t.Context(), ada, today, record.Ref().ID, false)
		if err != nil {
			t.Fatal(err)
		}
		text = key.Reveal()
		break
	}
	if text == "" || bytes.Contains(masked.Bytes(), []byte(text)) || !bytes.Contains(revealed.Bytes(), []byte(text)) {
		t.Errorf("the key is in the masked export, or not in the revealed one")
	}
	after, err := d.Log(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(after) < len(before)+2 || after[len(before)].Verb != model.VerbReveal {
		t.Errorf("%d entries more, the first is %+v", len(after)-len(before), after[len(before):])
	}
	if _, err := exchange.Read("again", bytes.NewReader(revealed.Bytes()), exchange.Options{Today: today}); err != nil {
		t.Errorf("the export can't be read: %v", err)
	}
}

func (d *Desk) exported(t *testing.T, reveal bool) string {
	t.Helper()
	var out bytes.Buffer
	if err := d.Export(t.Context(), ada, today, &out, reveal); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// imported imports files, and gives what that did.
func (d *Desk) imported(t *testing.T, paths ...string) model.ImportPlan {
	t.Helper()
	plan, err := d.ReadImport(t.Context(), today, model.ImportSource{Paths: paths})
	if err == nil {
		err = d.Import(t.Context(), ada, today, plan)
	}
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestExportImportExportIsTheSame byte for byte, in a store that counted up to
// other ids than those of the file. Importing the same again changes nothing.
func TestExportImportExportIsTheSame(t *testing.T) {
	first, second := open(t), open(t)
	for _, name := range []string{"Older", "Newer"} { // ids in another order than an import would give
		if err := first.save(model.Membership{Name: name}); err != nil {
			t.Fatal(err)
		}
		if err := first.save(model.Product{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.LoadDemo(t.Context(), portfolio(t), today, redemption.Recalculate); err != nil {
		t.Fatal(err)
	}
	want := first.exported(t, true)
	path := write(t, "portfolio.json", want)
	second.imported(t, path)
	if got := second.exported(t, true); got != want {
		t.Fatalf("%d bytes came back as %d", len(want), len(got))
	}
	if plan := second.imported(t, path); len(plan.Changes) > 0 || plan.Files[0].New+plan.Files[0].Changed+plan.Files[0].Missing > 0 {
		t.Errorf("imported again it changes %d records: %+v", len(plan.Changes), plan.Files[0])
	}
	if masked := first.exported(t, false); masked != second.exported(t, false) {
		t.Error("the masked exports differ")
	}
	if err := second.save(model.Benefit{Workspace: model.Cloud, Name: "Later"}); err != nil {
		t.Errorf("a record after the import: %v", err)
	}
}

// TestImportCountsWhatAFileLacks, and completes names that a portal cut, from
// all that the store holds and not only from what the import adds.
func TestImportCountsWhatAFileLacks(t *testing.T) {
	d := open(t)
	const header = "Cloud\nBenefit Name\tSource\tQuantity\tActivate By\n"
	const visio, power = "Visio Plan 2\tMAPS - Core\t5\t2027-03-04\n", "Power BI Pro\tMAPS - Core\t5\t2027-03-04\n"
	d.imported(t, write(t, "a.tsv", header+visio+power))
	if plan := d.imported(t, write(t, "b.tsv", header+power)); plan.Files[0].Missing != 1 || plan.Files[0].Unchanged != 1 {
		t.Errorf("%+v", plan.Files[0])
	}
	if err := d.save(model.Product{Name: "Dynamics 365 Business Central Premium IUR for Partners"}); err != nil {
		t.Fatal(err)
	}
	plan := d.imported(t, write(t, "c.tsv", "Product name\tAssigned licenses\tPurchased quantity\tSubscription status\n"+
		"Dynamics 365 Business Central Premium IUR...\t1\t5\tActive: Expires on 30/6/2027\n"))
	if s, ok := plan.Changes[0].After.(model.Subscription); !ok || s.Name != "Dynamics 365 Business Central Premium IUR for Partners" {
		t.Errorf("the name that was cut became %q", s.Name)
	}
}

// TestWhatCanBeSavedCanBeImported: the longest texts come back, and longer ones
// are refused before they are stored, whatever their alphabet.
func TestWhatCanBeSavedCanBeImported(t *testing.T) {
	first, second := open(t), open(t)
	for _, letter := range []string{"x", "權", "<"} {
		b := benefit(1)
		b.Name, b.Note = strings.Repeat(letter, model.MaxText), strings.Repeat(letter, model.MaxText)
		if err := first.save(b); err != nil {
			t.Errorf("%q: %v", letter, err)
		}
		b.Name += letter
		if err := first.save(b); model.CodeOf(err) != model.CodeTooLong {
			t.Errorf("%q, too long: %v", letter, err)
		}
	}
	want := first.exported(t, true)
	second.imported(t, write(t, "long.json", want))
	if second.exported(t, true) != want {
		t.Error("the export did not come back")
	}
}

// TestRemindersOfTheStore: what was saved is reminded of under the name that
// lists show, until it is done; a change in between is no torn state.
func TestRemindersOfTheStore(t *testing.T) {
	d, ctx := open(t), context.Background()
	product := model.Product{Name: "Dynamics 365 Business Central Premium"}
	for _, record := range []model.Record{product, benefit(5)} {
		if err := d.save(record); err != nil {
			t.Fatal(err)
		}
	}
	for _, record := range []model.Record{
		model.Subscription{Product: 1, Name: "Dynamics 365 Business Cen...", Ends: today + 3},
		model.Redemption{Benefit: 2, Action: "renew", On: today - 1, Effective: today, Status: model.Reserved},
	} {
		if err := d.save(record); err != nil {
			t.Fatal(err)
		}
	}
	said := func(until model.Date) (said []string) {
		t.Helper()
		outlook, _, err := d.Reminders(ctx, today, until, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range outlook.Reminders {
			said = append(said, fmt.Sprint(r.Kind, " ", r.Ref, " ", r.At, " ", r.Days(today), " ", r.Name))
		}
		return said
	}
	want := []string{
		"reservation_due redemption 4 benefit 2 0 Benefit 0005",
		"subscription_ends subscription 3 subscription 3 3 Dynamics 365 Business Central Premium",
		"benefit_activate benefit 2 benefit 2 5 Benefit 0005",
	}
	if got := said(today + 90); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := said(today + 4); !slices.Equal(got, want[:2]) {
		t.Errorf("got %q, want %q", got, want[:2])
	}
	receipt, err := d.Try(ctx, ada, today, model.GiveUp{Benefit: 2})
	if err == nil {
		_, err = d.Do(ctx, ada, today, model.GiveUp{Benefit: 2}, receipt, model.RequestID{})
	}
	if err != nil {
		t.Fatal(err)
	}
	if got := said(today + 90); !slices.Equal(got, want[:2]) {
		t.Errorf("after giving it up: %q", got)
	}
	ended, stop := context.WithCancel(ctx)
	stop()
	if _, _, err := d.Reminders(ended, today, today, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("of a cancelled program: %v", err)
	}
}

// TestDrawer reads page after page of the keys that are not redeemed.
func TestDrawer(t *testing.T) {
	d := open(t)
	for range 3 {
		if err := d.save(model.Benefit{Workspace: model.Cloud, Name: "Power BI Pro", Status: model.NotRedeemed}); err != nil {
			t.Fatal(err)
		}
	}
	var benefits []model.ID
	for row, err := range d.Rows(context.Background(), model.ListOf(model.Cloud)) {
		if err != nil {
			t.Fatal(err)
		}
		benefits = append(benefits, row.ID)
	}
	for i, text := range []string{"ZXCVB-NMASD-FGHJK-QWERT-7777F", "ZXCVB-NMASD-FGHJK-QWERT-8888G"} {
		key, err := model.ParseKey(text)
		if err != nil {
			t.Fatal(err)
		}
		add := model.AddKey{Benefit: benefits[i], Key: key, Licenses: 5, Months: 12}
		receipt, err := d.Try(context.Background(), ada, today, add)
		if err == nil {
			_, err = d.Do(context.Background(), ada, today, add, receipt, model.RequestID{})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	drawer, err := d.Drawer(context.Background(), model.Ref{Kind: model.KindBenefit, ID: benefits[2]})
	if err != nil || len(drawer) != 2 || drawer[0].Benefit.ID != benefits[0] || drawer[1].Key.Tail != "8888G" {
		t.Errorf("%+v, %v", drawer, err)
	}
}
