package tui

import (
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
	"benefitdesk/tui/words"

	"github.com/charmbracelet/x/ansi"
)

// TestTabsSayWhereOneIs: in any width the screen that is shown has its full
// name, and no other name is cut.
func TestTabsSayWhereOneIs(t *testing.T) {
	for _, language := range locale.Languages() {
		w := words.Words{Language: language}
		drive(t, 80, 24, func(d *driver) {
			for i, workspace := range model.Workspaces() {
				d.press(string(rune('1' + i)))
				for width := minWidth; width < railFrom; width++ {
					line := ansi.Strip(d.app.tabs(width))
					if here := "[" + string(rune('1'+i)) + " " + w.List(model.ListOf(workspace)); !strings.Contains(line, here) || strings.Contains(line, "…") {
						t.Errorf("%d cells: %q, want %q in it", width, line, here)
					}
				}
			}
		}, speaking(language))
	}
}

func TestTabsCountWhatIsOpen(t *testing.T) {
	drive(t, 85, 24, func(d *driver) {
		d.see("0 Home 7  [1 Cloud 4]  2 Azure 2  3 Software 1  4 VS  5 Tech 1  6 GTM 1")
		d.resize(60, 16)
		d.see("0 Home  [1 Cloud]  2 Azure  3 Software  4 VS")
	})
}

// TestRailMarksWhereOneIs: without colours too, and nowhere on a screen that
// is none of them.
func TestRailMarksWhereOneIs(t *testing.T) {
	mark := theme.New(theme.Options{}).Glyphs.Mark
	drive(t, 120, 30, func(d *driver) {
		d.press("2")
		if lines := strings.Split(ansi.Strip(d.app.rail()), "\n"); strings.HasPrefix(lines[1], mark) || !strings.HasPrefix(lines[2], mark+"2 Azure") {
			t.Errorf("the rail is\n%s", strings.Join(lines, "\n"))
		}
	})
	onDesk(t, newMemory(), 120, 30, func(d *driver) { d.dontSee(mark + "1") })
}

// TestStatusSurvives: in the smallest window every status of every list can be
// read whole, in every language.
func TestStatusSurvives(t *testing.T) {
	for _, language := range locale.Languages() {
		w := words.Words{Language: language}
		drive(t, minWidth, minHeight, func(d *driver) {
			for i := range model.Workspaces() {
				d.press(string(rune('1' + i)))
				d.see(w.Text(locale.ColumnStatus))
				list := top[*workspace](d)
				for _, status := range benefitStatuses {
					row := model.Row{Status: status}
					cell := (&cellView{Session: list.Session, list: list.spec.list}).status(row)
					if text := cell.Text; kit.Width(text) > statusCells && (cell.Short == "" || kit.Width(cell.Short) > statusCells) {
						t.Errorf("%s: %q needs more than %d cells", language.Name(), text, statusCells)
					}
				}
			}
		}, speaking(language))
	}
}

var benefitStatuses = []model.Status{
	model.NotRedeemed, model.Reserved, model.Assigned, model.Pending, model.Redeemed, model.Cancelled,
	model.Active, model.Expired, model.Disabled, model.LockedOut, model.Deleted,
}

// TestFooterUsesItsRoom: what does not fit gives way to what does, and the way
// to all keys is always there.
func TestFooterUsesItsRoom(t *testing.T) {
	drive(t, minWidth, minHeight, func(d *driver) {
		d.see("enter open  r redeem  / filter  f quick filter  ? keys")
		for range len(model.Workspaces()) - 1 {
			d.press("tab")
			d.see("enter open", "/ filter", "f quick filter", "? keys")
		}
	})
}

// TestHelpFoldsWhereItIsTooLong: in a wide and low window every key is seen at
// once, in a narrow one they scroll.
func TestHelpFoldsWhereItIsTooLong(t *testing.T) {
	drive(t, 120, 24, func(d *driver) {
		d.press("?")
		d.see(locale.English.Text(locale.ActionOpen), locale.English.Text(locale.ActionQuit), "shift+tab")
		d.resize(60, 16)
		d.dontSee("shift+tab")
		d.press("pgdown", "pgdown", "pgdown")
		d.see("shift+tab")
	})
}

// TestAWideDetailHasTwoColumns: what redeeming would give stands beside the
// facts, and below them where there is less room.
func TestAWideDetailHasTwoColumns(t *testing.T) {
	beside := func(d *driver) bool {
		for line := range strings.SplitSeq(d.frame(), "\n") {
			if facts, _, found := strings.Cut(line, locale.English.Text(locale.SectionRedeemingNow)); found {
				return strings.TrimSpace(facts) != "" && strings.Contains(facts, locale.English.Text(locale.ColumnStatus))
			}
		}
		return false
	}
	drive(t, 160, 50, func(d *driver) {
		d.goTo(powerBI)
		d.press("enter")
		if !beside(d) {
			t.Errorf("nothing stands beside the facts:\n%s", d.frame())
		}
		d.resize(100, 50)
		if beside(d) {
			t.Errorf("the facts have no room of their own:\n%s", d.frame())
		}
		d.see(locale.English.Text(locale.SectionRedeemingNow), "├")
	})
}

// TestHelpNamesAKeyOnce: a key to which the screen gives a meaning of its own
// leads nowhere else.
func TestHelpNamesAKeyOnce(t *testing.T) {
	atEveryPlace(t, func(t *testing.T, d *driver, _ func() *driver) {
		taken := map[string]bool{}
		for _, a := range d.app.offered() {
			for _, key := range a.keys {
				if taken[key] {
					t.Errorf("%s means two things", key)
				}
				taken[key] = true
			}
		}
	})
}
