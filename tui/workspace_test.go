package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// TestFilterSortAndQuickFilterShowWhatTheTableSays: in every list, every
// combination shows the rows of the same question asked of the table.
func TestFilterSortAndQuickFilterShowWhatTheTableSays(t *testing.T) {
	for _, place := range []string{"cloud", "subscriptions", "azure credits", "software", "visual studio", "technical", "go-to-market"} {
		t.Run(place, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, place, 120, 40)
				defer d.finish()
				w := top[*workspace](d)
				for _, query := range []string{"", "日本", "ＭＡＰＳ core", "nothing like it", "not redeemed 2026"} {
					d.press("backspace", "/", "text:"+query, "enter")
					for range len(w.phases()) + 1 {
						d.press("f")
						for range len(w.spec.columns) {
							d.press("s")
							d.wantRows(w)
							d.press("S")
							d.wantRows(w)
						}
					}
				}
				d.press("esc")
				if w.query != w.spec.query() {
					t.Errorf("esc leaves %+v", w.query)
				}
				d.wantRows(w)
			})
		})
	}
}

func (d *driver) wantRows(w *workspace) {
	d.t.Helper()
	table, _, err := d.desk.Table(d.app.Context, w.spec.list, d.app.Today)
	if err == nil {
		table, err = table.Find(d.app.Context, d.app.Words.Search(w.spec.list, w.query.text, w.query.phase))
	}
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	if w.query.sort != 0 {
		table = table.Sort(w.query.sort, w.query.descending)
	}
	if got, want := ids(w.shown), ids(table); !slices.Equal(got, want) {
		d.t.Errorf("%+v shows %v, the table says %v", w.query, got, want)
	}
	if w.query.text == "" {
		if got, want := w.shown.Len(), w.overview.Counts[w.spec.list].Of(w.query.phase); got != want {
			d.t.Errorf("%v: %d rows, the count says %d", w.query.phase, got, want)
		}
	}
}

func ids(t model.Table) []model.ID {
	all := make([]model.ID, t.Len())
	for i := range all {
		all[i] = t.Row(i).ID
	}
	return all
}

func TestTheSelectionIsKeptWhenRowsComeBeforeIt(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.desk.byOther(model.Benefit{ID: 99, Workspace: model.Cloud, Name: "Brand new", ActivateBy: today, Status: model.NotRedeemed, Quantity: model.Quantity{Amount: 1, Unit: model.Licenses}})
		d.wait(3 * time.Second)
		d.see("Brand new", "7 benefits")
		if w := top[*workspace](d); w.selected() != powerBI || w.record() == nil || w.record().Ref().ID != powerBI {
			t.Errorf("record %d is selected:\n%s", w.selected(), d.frame())
		}
		d.press("s")
		if w := top[*workspace](d); w.selected() != powerBI {
			t.Errorf("after sorting, record %d is selected", w.selected())
		}
	})
}

// TestLateRowsAreDropped: the answers for what was typed first come last.
func TestLateRowsAreDropped(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.press("/")
		d.hold = true
		d.press("text:visio")
		slices.Reverse(d.held)
		d.release()
		w := top[*workspace](d)
		d.wantRows(w)
		if w.shown.Len() != 1 || w.record() == nil || w.record().Label() != "Visio Plan 2" {
			t.Errorf("%d rows, %v selected", w.shown.Len(), w.record())
		}
	})
}

// TestALateTableDoesNotReplaceANewerOne: what was read before a change comes
// after what was read since.
func TestALateTableDoesNotReplaceANewerOne(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		w := top[*workspace](d)
		old, revision, _ := d.desk.Table(d.app.Context, w.spec.list, today)
		d.byOther()
		d.run(d.app.refresh())
		d.settle()
		d.wantRows(w)
		d.send(tableRead{w.ticket, w.spec.list, old, revision, nil})
		d.wantRows(w)
	})
}

// TestRowsOfTheTableBeforeAreDropped: a table comes while rows are looked for
// in the one before.
func TestRowsOfTheTableBeforeAreDropped(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		w := top[*workspace](d)
		d.press("/", "text:visio")
		d.hold = true
		d.press("esc")
		d.byOther()
		table, revision, _ := d.desk.Table(d.app.Context, w.spec.list, today)
		d.send(tableRead{w.ticket, w.spec.list, table, revision, nil})
		d.release()
		d.run(d.app.readOverview())
		d.settle()
		d.wantRows(w)
	})
}

// byOther lets another program add a Cloud benefit.
func (d *driver) byOther() {
	d.desk.byOther(model.Benefit{ID: 4711, Workspace: model.Cloud, Name: "Added elsewhere"})
}

func TestLateRecordsAreDropped(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.press("home")
		d.hold = true
		d.press("down", "down", "down")
		slices.Reverse(d.held)
		d.release()
		if w := top[*workspace](d); w.record() == nil || w.record().Ref().ID != w.selected() {
			t.Errorf("%v is shown beside record %d", w.record(), w.selected())
		}
	})
}

func TestARevealedKeyHidesItself(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.dontSee(firstKey)
		d.press("v")
		d.see(firstKey)
		d.wantVerbs(model.VerbReveal)
		d.wait(revealTime - time.Second)
		d.see(firstKey)
		d.wait(2 * time.Second)
		d.dontSee(firstKey)
		d.press("v")
		d.see(firstKey)
		d.press("up")
		d.dontSee(firstKey)
		d.press("down")
		d.dontSee(firstKey)
	})
}

// TestARevealedKeyIsShownAsLongAsTheLastReveal: the timer of the first reveal
// does not hide the second.
func TestARevealedKeyIsShownAsLongAsTheLastReveal(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("v")
		d.wait(10 * time.Second)
		d.press("v")
		d.wait(10 * time.Second)
		d.see(firstKey)
		d.wait(6 * time.Second)
		d.dontSee(firstKey)
	})
}

// TestAKeyIsNeverShownUnderAnotherBenefit: the selection moves before the
// revealed key arrives, and the other benefit's record arrives before it.
func TestAKeyIsNeverShownUnderAnotherBenefit(t *testing.T) {
	for _, reversed := range []bool{false, true} {
		drive(t, 120, 40, func(d *driver) {
			d.goTo(powerBI)
			d.hold = true
			d.press("v", "up")
			if reversed {
				slices.Reverse(d.held)
			}
			d.release()
			d.dontSee(firstKey)
		})
	}
}

func TestACopiedKeyIsClearedFromTheClipboard(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("y")
		if !slices.Equal(d.host.copies, []string{firstKey}) {
			t.Fatalf("copied %q", d.host.copies)
		}
		d.dontSee(firstKey)
		d.wantVerbs(model.VerbCopy)
		d.see(locale.English.Text(locale.CopyDone))
		d.wait(clipboardTime - time.Second)
		if d.host.holds() != firstKey {
			t.Error("it was cleared too early")
		}
		d.wait(2 * time.Second)
		if d.host.holds() != "" {
			t.Error("it is still on the clipboard")
		}
	})
}

func TestWhatTheClipboardSays(t *testing.T) {
	for _, test := range []struct {
		remote bool
		err    error
		want   string
	}{
		{false, nil, locale.English.Text(locale.CopyDone)}, {true, nil, locale.English.Text(locale.CopySent)}, {false, errDisk, errDisk.Error()},
	} {
		drive(t, 120, 40, func(d *driver) {
			d.host.remote, d.host.err = test.remote, test.err
			d.goTo(powerBI)
			d.press("y")
			d.see(test.want)
		})
	}
}

// TestEditingKeysWorkEverywhereInAText: bubbles' textinput has edges.
func TestEditingKeysWorkEverywhereInAText(t *testing.T) {
	drive(t, 100, 30, func(d *driver) {
		for _, key := range []string{"backspace", "delete", "left", "right", "home", "end", "ctrl+d", "ctrl+h", "ctrl+k", "ctrl+u", "ctrl+w", "b", "d", "f"} {
			for _, alt := range []bool{false, true} {
				for _, text := range []string{"", " ", "a", "a b", "日 "} {
					for back := range len([]rune(text)) + 1 {
						d.press("/")
						d.empty()
						d.press("text:" + text)
						for range back {
							d.press("left")
						}
						msg := keyOf(key)
						msg.Alt = alt
						d.send(msg)
						d.press("esc")
					}
				}
			}
		}
	})
}

func TestMessagesEnd(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(visio)
		d.press("v")
		why := locale.English.Text(locale.NoKeyYet)
		d.see("reveal key", why, "not")
		d.wait(toastTime - 2*time.Second)
		d.press("y")
		d.wait(3 * time.Second) // the first one's time is over, the second one's is not
		if d.app.notice.text == "" {
			t.Error("the timer of the first message ended the second")
		}
		d.wait(toastTime)
		if d.app.notice.text != "" {
			t.Error("the message never ends")
		}
	})
}

func TestMidnight(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.see("2026-11-20", "Not redeemed 4")
		d.setClock(model.MustDate("2026-12-07")) // Visio Plan 2 had to be activated the day before
		d.wait(3 * time.Second)
		d.see("2026-12-07", "Not redeemed 3", "−1 d")
		d.goTo(visio)
		d.see("× Lapsed")
		if d.app.Today != d.day() {
			t.Errorf("today is %v", d.app.Today)
		}
	})
}

func TestWhatOthersWriteIsShown(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		b := d.record(model.KindBenefit, powerBI).(model.Benefit)
		b.Note = "call Adele first"
		d.desk.byOther(b)
		d.dontSee(b.Note)
		d.wait(3 * time.Second)
		d.see(b.Note)
	})
}

func TestAFailingDeskIsToldAndSurvived(t *testing.T) {
	for _, method := range []string{"Overview", "Table", "Dossier", "Key", "Revision"} {
		t.Run(method, func(t *testing.T) {
			drive(t, 120, 40, func(d *driver) {
				d.desk.breaks(method, errDisk)
				d.goTo(powerBI)
				d.press("s", "v", "2", "1")
				d.wait(3 * time.Second)
				if method == "Table" || method == "Dossier" {
					d.see(errDisk.Error())
				}
				d.desk.breaks(method, nil)
				d.press("1")
				d.goTo(powerBI)
				d.see("•••••-•••••-•••••-•••••-EEEE5")
			})
		})
	}
}

func TestDetailPageStepsThroughTheList(t *testing.T) {
	drive(t, 100, 30, func(d *driver) {
		d.press("home", "enter")
		w := top[*detailPage](d)
		var seen []model.ID
		for range w.shown.Len() {
			seen = append(seen, w.selected())
			d.see(w.record().Label()[:4])
			d.press("right")
		}
		if !slices.Equal(seen, ids(w.shown)) {
			t.Errorf("stepped through %v, the list is %v", seen, ids(w.shown))
		}
		selected := w.selected()
		d.press("esc")
		if top[*workspace](d).selected() != selected {
			t.Error("the list has another record selected")
		}
	})
}

func TestWorkspacesByNumberAndTab(t *testing.T) {
	drive(t, 120, 30, func(d *driver) {
		w := words.Words{Language: locale.English}
		for i, workspace := range model.Workspaces() {
			d.press(fmt.Sprint(i + 1))
			if got := top[*workspace_](d).spec.workspace; got != workspace {
				t.Errorf("%d opens %v", i+1, got)
			}
			d.see(w.List(model.ListOf(workspace)))
		}
		d.press("tab")
		d.press("shift+tab", "shift+tab")
		if got := top[*workspace_](d).spec.workspace; got != model.Technical {
			t.Errorf("tab and back twice from the last is %v", got)
		}
		d.press("esc", "t") // nothing to go back to, nothing beside
		top[*workspace_](d)
	})
}

// TestTabInTheFilterKeepsIt: the same key leads to another list elsewhere.
func TestTabInTheFilterKeepsIt(t *testing.T) {
	for _, key := range []string{"enter", "tab", "shift+tab"} {
		drive(t, 60, 16, func(d *driver) {
			w := top[*workspace_](d)
			d.press("/", "text:visio")
			d.see(locale.English.Text(locale.ActionKeepFilter), locale.English.Text(locale.ActionClearFilter))
			d.press(key)
			if top[*workspace_](d) != w || w.filter.Focused() || w.query.text != "visio" {
				t.Errorf("%s leads to %+v", key, top[*workspace_](d).query)
			}
			d.press("/", "esc")
			d.wantRows(w)
			if w.query.text != "" {
				t.Errorf("esc left the filter %q", w.query.text)
			}
		})
	}
}

func TestAnEmptyListSaysWhy(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.press("/", "text:nowhere")
		d.see(locale.English.Text(locale.NothingFits))
		d.press("esc")
		d.dontSee(locale.English.Text(locale.NothingFits))
	})
	onDesk(t, newMemory(model.Partner{ID: 1, Name: "Contoso"}), 80, 24, func(d *driver) {
		d.see(locale.English.Text(locale.NoBenefitsYet))
		d.press("t")
		d.see(locale.English.Text(locale.NothingHere))
	})
}

// workspace_ is the type where the name means a value.
type workspace_ = workspace

func TestWelcomeLeadsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := begins(t, "welcome", 100, 30)
		d.press("enter")
		top[*importScreen](d)
		d.press("esc", "down", "enter")
		top[*workspace](d)
		d.see("Power BI Pro", "demo.db", "Contoso Consulting")
		d.finish()

		d = begins(t, "welcome", 100, 30)
		defer d.finish()
		d.press("down", "down", "enter")
		d.press("text:Power BI Pro", "enter", "text:MAPS - Core", "enter", "text:25", "enter", "text:2027-03-31")
		d.save()
		d.wantVerbs(model.VerbAdd)
		top[*workspace](d)
		d.see("Power BI Pro", "25 licenses", "2027-03-31")
	})
}

func TestTheImportIsShownThenWritten(t *testing.T) {
	onDesk(t, withImports(), 120, 40, func(d *driver) {
		d.press("i", "enter")
		d.see(locale.English.Text(locale.ImportPlaceholder))
		d.press("text:good.csv", "enter")
		d.see("1 new, 1 changed, 4 unchanged, 1 missing", "Dynamics 365 Sales", "10 → 15")
		d.wantVerbs()
		d.press("enter")
		d.wantVerbs(model.VerbImport)
		top[*workspace](d)
		d.see("15 licenses", locale.English.Text(locale.Imported))
	})
}

// TestANewRecordIsShownWhole in the narrowest window too.
func TestANewRecordIsShownWhole(t *testing.T) {
	m := withImports()
	m.imports["new.csv"] = model.ImportPlan{Changes: m.imports["good.csv"].Changes, Files: []model.FileDiff{{Name: "new.csv", New: 1, Rows: []model.RowDiff{
		{Ref: model.Ref{Kind: model.KindProduct}, Label: "Power BI Pro"},
		{Ref: model.Ref{Kind: model.KindSubscription}, Label: strings.Repeat("Power BI Pro ", 5), Fields: []model.FieldDiff{
			{Field: "licenses", New: "25"}, {Field: "ends", New: "2027-06-30"}, {Field: "tenant", New: "contoso.onmicrosoft.com"}}},
	}}}}
	onDesk(t, m, 60, 24, func(d *driver) {
		d.press("i", "text:new.csv", "enter")
		d.see("+ product Power BI Pro", "+ subscription Power BI Pro", "2027-06-30", "contoso.onmicrosoft.com")
	})
}

// TestTheWholeDiffCanBeSeen: long reasons, notes and values need several lines,
// and the last line is as near as the first.
func TestTheWholeDiffCanBeSeen(t *testing.T) {
	m := withImports()
	long := func(end string) string { return strings.Repeat("long ", 30) + end }
	var rows []model.RowDiff
	for range 30 {
		rows = append(rows, model.RowDiff{Ref: model.Ref{Kind: model.KindBenefit, ID: visio}, Label: "Visio", Fields: []model.FieldDiff{{Field: "note", Old: "short", New: long("value")}}})
	}
	rows = append(rows, model.RowDiff{Ref: model.Ref{Kind: model.KindProduct}, Label: "the last"})
	m.imports["long.csv"] = model.ImportPlan{Changes: m.imports["good.csv"].Changes, Files: []model.FileDiff{{
		Name: "long.csv", Rows: rows, Bad: []model.BadRow{{Line: 4, Reason: model.Notice{Code: "bad_date", Args: []any{long("reason")}}}},
		Notes: []model.Notice{{Code: "not_guessed", Args: []any{3, long("label")}}},
	}}}
	onDesk(t, m, 60, 30, func(d *driver) {
		d.press("i", "text:long.csv", "enter")
		d.see("reason”", "label was taken", "value", "note: short")
		for range 12 {
			d.press("pgdown")
		}
		d.see("+ product the last")
		d.press("pgup", "up")
		d.dontSee("the last")
		d.resize(200, 60)
		d.press("pgdown", "pgdown", "pgdown")
		d.see("+ product the last", "value")
	})
}

// TestPathsAreAskedForAsTyped too, for a blank may belong to the name of a file.
func TestPathsAreAskedForAsTyped(t *testing.T) {
	onDesk(t, withImports(), 120, 40, func(d *driver) {
		d.press("i", "text: my good.csv ", "enter")
		if s := top[*importScreen](d).source; s.Typed != "my good.csv" || len(s.Paths) != 2 {
			t.Errorf("%+v", s)
		}
	})
}

func TestAnImportThatCantBeWritten(t *testing.T) {
	onDesk(t, withImports(), 120, 40, func(d *driver) {
		d.press("i", "text:same.csv", "enter", "enter")
		d.see(locale.English.Text(locale.WhyNothingNew))
		d.press("b")
		d.empty()
		d.press("text:bad.csv", "enter", "enter")
		d.see("2027-02-30", locale.English.Text(locale.WhyBadRows))
		d.wantVerbs()
		d.press("x", "enter")
		d.wantVerbs(model.VerbImport)
	})
}

func TestTheOrderOfDatesIsAskedFor(t *testing.T) {
	for _, key := range []string{"ctrl+d", "ctrl+o"} {
		onDesk(t, withImports(), 120, 40, func(d *driver) {
			d.press("i", "text:order.csv", "enter")
			d.see("03/04/2027")
			d.press(key)
			s := top[*importScreen](d)
			if s.plan == nil || s.source.DayFirst == nil || *s.source.DayFirst != (key == "ctrl+d") {
				t.Errorf("%s: %+v\n%s", key, s.source, d.frame())
			}
		})
	}
}

// TestCentsSurviveTheForm: money is typed in whole units, but an amount that
// nobody touched stays what it is.
func TestCentsSurviveTheForm(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.press("2")
		d.goTo(51)
		d.press("e", "text:x", "backspace")
		d.save()
		d.wantVerbs(model.VerbEdit)
		if b := d.record(model.KindBenefit, 51).(model.Benefit); b.Quantity.Amount != 10050 {
			t.Errorf("the amount is %d hundredths, it was 10050", b.Quantity.Amount)
		}
	})
}

func TestASavedFormIsShown(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(visio)
		d.press("e", "text: (old)")
		d.save()
		d.see("Visio Plan 2 (old)", locale.English.Text(locale.Saved))
		d.wantVerbs(model.VerbEdit)
		d.press("+")
		d.paste(typedKey)
		d.press("enter", "enter", "enter")
		d.wantVerbs(model.VerbEdit, model.VerbAdd)
		d.see("7777F")
		d.press("+")
		d.paste(typedKey)
		d.press("enter", "enter", "enter")
		d.wantVerbs(model.VerbEdit, model.VerbAdd) // the key is known
		d.dontSee("ZXCVB")
	})
}

// TestNoActionIsLostWhileItsRecordIsRead: a key that is pressed right after
// another record was selected does what it does a moment later.
func TestNoActionIsLostWhileItsRecordIsRead(t *testing.T) {
	for name, way := range map[string][]string{
		"benefits": {"1"}, "subscriptions": {"1", "t"}, "memberships": {"c"}, "tenants": {"c", "t"}, "users": {"c", "t", "t"},
	} {
		var keys []string
		drive(t, 120, 40, func(d *driver) {
			d.press(way...)
			for _, a := range top[*workspace](d).Actions() {
				keys = append(keys, a.keys[0])
			}
		})
		for _, key := range keys {
			pressed := func(ahead bool) (frame string) {
				drive(t, 120, 40, func(d *driver) {
					d.lived()
					d.press(way...)
					d.hold = ahead
					d.press("down", key)
					d.release()
					frame = d.frame()
				})
				return frame
			}
			if want, got := pressed(false), pressed(true); got != want {
				t.Errorf("%s, %s: pressed at once it leads here:\n%s\nnot here:\n%s", name, key, got, want)
			}
		}
	}
}

// TestWhatWasSavedIsEditedNext: a form that is opened again at once, before the
// list below has read what was saved, holds it and not what was there before.
func TestWhatWasSavedIsEditedNext(t *testing.T) {
	drive(t, 120, 40, func(d *driver) {
		d.goTo(powerBI)
		d.press("e")
		d.empty()
		d.press("text:Renamed")
		form := top[*benefitForm](d)
		for range form.fields[1:] {
			d.press("enter")
		}
		d.hold = true
		d.press("enter", "e")
		d.release()
		if again := top[*benefitForm](d); again == form {
			t.Error("it was not saved")
		}
		d.see("Renamed")
	})
}

// TestAnEmptyListOffersWhatHelps: its footer begins with what is possible.
func TestAnEmptyListOffersWhatHelps(t *testing.T) {
	onDesk(t, newMemory(model.Partner{ID: 1, Name: "Contoso"}), 80, 24, func(d *driver) {
		d.press("2")
		d.see("n new  i import")
		d.press("/")
		if top[*workspace](d).Filtering() {
			t.Error("nothing is filtered")
		}
	})
	drive(t, 80, 24, func(d *driver) {
		d.hold = true
		d.press("2", "/", "text:vi")
		d.release()
		if w := top[*workspace](d); w.query.text != "vi" {
			t.Errorf("the filter that was typed before the list was read is %q", w.query.text)
		}
	})
}
