package tui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

// lived lets things happen before one looks: edits, a key, a reveal, an undo.
func (d *driver) lived() {
	d.t.Helper()
	edited := d.record(model.KindBenefit, powerBI).(model.Benefit)
	edited.Note, edited.Expires = "ask Ada first", model.MustDate("2028-01-31")
	other := d.record(model.KindBenefit, visio).(model.Benefit)
	other.Source = "Legacy Gold - Core"
	key, err := model.ParseKey(typedKey)
	if err != nil {
		d.t.Fatalf("%v", err)
	}
	for _, act := range []struct {
		actor   string
		day     model.Date
		command model.Command
	}{
		{"ada", today, model.Save{Record: other}},
		{"ada", today, model.Undo{Sequence: 1}},
		{"bob", today, redemption.SaveSubscription{Record: model.Subscription{Name: "Dynamics 365 Sales", Licenses: 6, Ends: today + 200}, Tenant: "fabrikam.com"}},
		{"ada", today, model.AddKey{Benefit: visio, Key: key, Licenses: 10, Months: 12}},
		{"ada", model.MustDate("2027-01-01"), model.Save{Record: edited}},
		{"Adele Vance", today, model.Export{File: "portfolio.json"}},
	} {
		want, err := d.desk.Try(d.app.Context, model.Actor{Name: act.actor}, act.day, act.command)
		if err == nil {
			_, err = d.desk.Do(d.app.Context, model.Actor{Name: act.actor}, act.day, act.command, want, model.RequestID{byte(len(d.desk.log) + 1)})
		}
		if err != nil {
			d.t.Fatalf("%+v: %v", act.command, err)
		}
	}
}

// logPlaces are ways to the log and to undo.
func logPlaces() map[string]func(*driver) {
	then := func(keys ...string) func(*driver) {
		return func(d *driver) { d.lived(); d.press(keys...) }
	}
	return map[string]func(*driver){
		"activity":        then("a"),
		"activity filter": then("a", "/", "text:power"),
		"activity asked":  then("a", "f", "text:2026-11-20", "enter", "enter", "text:ada", "enter", "text:edited", "enter", "enter"),
		"activity form":   then("a", "f"),
		"activity empty":  func(d *driver) { d.press("a") },
		"activity export": then("a", "x"),
		"undo":            then("a", "down", "u"),
		"undo final":      then("a", "u"),
		"undo nothing":    func(d *driver) { d.press("u") },
	}
}

// inActivity is a driver on the activity screen, after things happened.
func inActivity(t *testing.T, w, h int, test func(*driver), setups ...setup) {
	t.Helper()
	drive(t, w, h, func(d *driver) {
		d.lived()
		d.press("a")
		test(d)
	}, setups...)
}

func TestActivityShowsEveryField(t *testing.T) {
	inActivity(t, 190, 40, func(d *driver) {
		d.see("2026-11-20 09:35", "Adele Vance", "exported", "portfolio.json", "6 entries", "abcd"+strings.Repeat("0", 58)+"06", "Partner Center keeps")
		d.press("down")
		d.see("note: – → ask Ada first", "expires: 2027-06-15 → 2028-01-31", "2027-01-01", "benefit "+fmt.Sprint(powerBI))
		d.press("down")
		d.see("+ product key", "licenses: 10", "benefit: Visio Plan 2")
		if strings.Contains(d.frame(), strings.Split(typedKey, "-")[0]) {
			t.Error("the text of a key is on the screen")
		}
		d.press("down")
		d.see("+ tenant fabrikam.com", "tenant: fabrikam.com", "Dynamics 365 Sales")
		d.press("down")
		d.see("undone (entry 1: edited)", "source: Legacy Gold - Core → ")
	})
}

func TestActivityFiltersAsOneTypes(t *testing.T) {
	inActivity(t, 80, 24, func(d *driver) {
		d.press("/", "text:bob")
		d.see("1 entry", "Dynamics 365 Sales")
		d.dontSee("portfolio.json")
		d.press("enter", "esc")
		d.see("6 entries", "portfolio.json")
		d.press("/", "text:nobody at all")
		d.see("No entry fits the filter.")
		d.press("esc")
		d.see("6 entries")
	})
}

// TestActivityFindsWhatItShows: the words for what was done, and the record, as
// the language has them, are found like people and names.
func TestActivityFindsWhatItShows(t *testing.T) {
	for language, words := range map[locale.Language][2]string{
		locale.English: {"ada undone", "benefit 20"}, locale.Chinese: {"ada 撤消", "权益 20"}, locale.Japanese: {"ada 元に戻", "特典 20"},
	} {
		inActivity(t, 140, 24, func(d *driver) {
			s := top[*activity](d)
			undone, edited := words[0], words[1]
			d.press("/", "text:"+undone)
			if len(s.shown.Entries) != 1 || s.shown.Entries[0].Verb != model.VerbUndo {
				t.Errorf("%q finds %d entries:\n%s", undone, len(s.shown.Entries), d.frame())
			}
			d.press("enter", "x", "text:undone.csv", "enter")
			if lines := strings.Count(d.host.files["undone.csv"], "\n"); lines != 2 {
				t.Errorf("%d lines were exported", lines)
			}
			d.press("esc", "/", "text:"+edited)
			if len(s.shown.Entries) != 1 || s.shown.Entries[0].Verb != model.VerbEdit {
				t.Errorf("%q finds %d entries:\n%s", edited, len(s.shown.Entries), d.frame())
			}
		}, speaking(language))
	}
}

func TestActivityFilterForm(t *testing.T) {
	inActivity(t, 80, 24, func(d *driver) {
		d.press("f", "text:2026-11-20", "enter", "text:2026-11-20", "enter", "text:ada", "enter", "text:flies", "enter")
		d.see("flies")
		top[*activityFilter](d)
		d.empty()
		d.press("text:edited", "enter", "text:Power", "enter")
		d.see("1 entry", "2026-11-20 – 2026-11-20", "edited", "ada", "Power BI Pro")
		d.press("f")
		d.see("2026-11-20", "edited")
		d.press("esc", "esc")
		d.see("6 entries")
		d.press("f", "text:2026-11-21", "enter", "enter", "enter", "enter", "enter")
		d.see("0 entries", "No entry fits")
	})
}

// TestActivityReadsOn: entries are read as far as one goes back, and each is
// there once.
func TestActivityReadsOn(t *testing.T) {
	desk := newMemory(contoso()...)
	for i := range 1000 {
		desk.log = append(desk.log, model.Entry{Sequence: uint64(i + 1), Time: logTime.Add(time.Duration(i) * time.Minute), Day: today,
			Actor: model.Actor{Name: "ada"}, Verb: model.VerbAdd, Label: fmt.Sprintf("no. %d!", i+1)})
	}
	onDesk(t, desk, 80, 24, func(d *driver) {
		d.press("a")
		d.see("200 entries and more", "no. 1000!")
		for range 8 {
			d.press("G")
		}
		d.see("1,000 entries", "no. 1!")
		s := top[*activity](d)
		for i, e := range s.shown.Entries {
			if e.Sequence != uint64(1000-i) {
				t.Fatalf("entry %d is at %d", e.Sequence, i)
			}
		}
		d.desk.byOther(model.User{ID: 4, Name: "Adele Vance"})
		d.wait(lookAround + time.Second)
		if got := s.selected().Sequence; got != 1 || len(s.shown.Entries) != 1000 {
			t.Errorf("after another program wrote, entry %d of %d is selected", got, len(s.shown.Entries))
		}
	})
}

func TestActivityOpensRecords(t *testing.T) {
	inActivity(t, 100, 30, func(d *driver) {
		d.press("enter")
		d.see("open: it is about no single record")
		d.press("down", "enter")
		top[*detailPage](d)
		d.see("Power BI Pro", "ask Ada first")
		d.press("esc")
		if w := top[*workspace](d); w.selected() != powerBI {
			t.Errorf("record %d is selected", w.selected())
		}
		d.press("esc", "down", "down", "enter")
		d.see("Dynamics 365 Sales", "fabrikam.com")
		d.press("esc", "esc")
		d.desk.log = append(d.desk.log, model.Entry{Sequence: 7, Time: logTime, Verb: model.VerbRetire, Object: model.Ref{Kind: model.KindMembership, ID: membershipOf(d)}})
		d.press("1", "a", "enter")
		top[*detailPage](d)
		d.press("esc")
		if w := top[*workspace](d); w.spec.list != model.ListMemberships || w.selected() != membershipOf(d) {
			t.Errorf("%s %d is shown", w.spec.list, w.selected())
		}
		d.press("esc", "down", "down")
		delete(d.desk.records, model.Ref{Kind: model.KindBenefit, ID: visio})
		d.press("down", "enter")
		top[*activity](d)
		d.see("this record is no longer there")
	})
}

// membershipOf is the last of the partner's memberships.
func membershipOf(d *driver) (last model.ID) {
	for ref := range d.desk.records {
		if ref.Kind == model.KindMembership {
			last = max(last, ref.ID)
		}
	}
	return last
}

func TestActivityCopiesTheHead(t *testing.T) {
	inActivity(t, 80, 24, func(d *driver) {
		d.press("y")
		if got := d.host.holds(); got != "abcd"+strings.Repeat("0", 58)+"06" {
			t.Errorf("copied %q", got)
		}
	})
}

// TestActivityIsExported as asked for, never over a file without asking, and
// that is logged.
func TestActivityIsExported(t *testing.T) {
	inActivity(t, 80, 24, func(d *driver) {
		d.press("/", "text:ada", "enter", "x", "text:there.csv", "enter")
		d.see("There is a file there.csv already. Overwrite it?")
		d.press("n")
		if d.host.files["there.csv"] != "old" || len(d.desk.log) != 6 {
			t.Error("it was overwritten")
		}
		d.press("enter", "y")
		d.see("Written to there.csv.")
		if text := d.host.files["there.csv"]; strings.Count(text, "\n") != 5 || !strings.Contains(text, "Power BI Pro") || strings.Contains(text, "bob") {
			t.Errorf("wrote %q", text)
		}
		last := d.desk.log[len(d.desk.log)-1]
		if last.Verb != model.VerbExport || last.Label != "there.csv" {
			t.Errorf("the log says %+v", last)
		}
		d.host.files["benefits.db"] = "store"
		d.press("x", "text:benefits.db", "enter")
		d.see("benefits.db is there already and does not end in .csv")
		if d.app.dialog != nil || d.host.files["benefits.db"] != "store" {
			t.Error("it may be overwritten")
		}
		d.empty()
		d.press("enter")
		top[*fileForm](d)
		d.press("text:new.csv", "enter")
		d.see("Written to new.csv.")
		d.desk.breaks("Activity", errDisk)
		d.press("x", "text:other.csv", "enter")
		d.see(errDisk.Error())
		if _, found := d.host.files["other.csv"]; found {
			t.Error("a file was written of what could not be read")
		}
	})
}

// TestActivitySaysWhoReadsThePortalsLog: the roles, and who has one.
func TestActivitySaysWhoReadsThePortalsLog(t *testing.T) {
	inActivity(t, 200, 40, func(d *driver) {
		d.app.overview.People = []model.User{
			{Name: "Adele Vance", Roles: []model.Grant{{Role: model.AccountAdmin}}}, {Name: "Alex Wilber", Roles: []model.Grant{{Role: model.BillingAdmin}}},
		}
		d.see("Account admin", "Under Accounts: Adele Vance.")
		d.dontSee("Alex Wilber")
	})
}

func TestActivityErrors(t *testing.T) {
	drive(t, 80, 24, func(d *driver) {
		d.desk.breaks("Activity", errDisk)
		d.press("a")
		d.see(errDisk.Error())
		d.desk.breaks("Activity", nil)
		d.press("1", "a")
		d.see(d.app.Words.Text(locale.ActivityEmpty))
		d.press("enter")
		d.see("there is no row here")
	})
}

// TestActivityCountsImports: an import lists no changes, but what it counted.
func TestActivityCountsImports(t *testing.T) {
	desk := newMemory(contoso()...)
	for i, detail := range []string{`{"detail":[{"name":"a\u001b.csv","new":3,"changed":1,"unchanged":2,"missing":4}],"new":3}`, `{"detail":"seed"}`} {
		desk.log = append(desk.log, model.Entry{Sequence: uint64(i + 1), Time: logTime, Day: today, Verb: model.VerbImport, Detail: json.RawMessage(detail)})
	}
	onDesk(t, desk, 100, 30, func(d *driver) {
		d.press("a")
		d.dontSee("unchanged")
		d.press("down")
		d.see("a␛.csv  3 new, 1 changed, 2 unchanged, 4 missing")
	})
}
