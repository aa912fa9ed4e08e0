package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/kit"
	"benefitdesk/tui/locale"
)

// TestMonthsAreEvenlyApart: labels stand for the first day of a month, all as
// many months apart, and no two closer than a label is long.
func TestMonthsAreEvenlyApart(t *testing.T) {
	for _, first := range []string{"1900-01-01", "2026-11-20", "2027-01-01"} {
		for _, long := range []int{1, 40, 131, 365, 1096, 2500, 40000, 2_000_000} {
			for _, width := range []int{1, 20, 33, 90, 140} {
				scale := kit.Scale{Min: int(model.MustDate(first)), Max: int(model.MustDate(first)) + long, Width: width}
				stride := monthStride(scale)
				count, previous, at := 0, model.Date(0), 0
				for v, label := range months(scale) {
					day := model.Date(v)
					cell, inside := scale.Cell(v)
					year, month, first := day.Civil()
					want := day.String()[2:7]
					if stride >= 12 {
						want = day.String()[:4]
					}
					if !inside || first != 1 || label != want || (12*year+month-1)%stride != 0 {
						t.Fatalf("%+v: %q at %v, every %d months", scale, label, day, stride)
					}
					if count > 0 && (previous.AddMonths(stride) != day || cell-at < len("'27-01 ")) {
						t.Fatalf("%+v: %v in cell %d after %v in cell %d", scale, day, cell, previous, at)
					}
					count, previous, at = count+1, day, cell
				}
				if count == 0 && long > 31*stride {
					t.Errorf("%+v has no labels", scale)
				}
			}
		}
	}
}

// TestTicksStandUnderTheDates: the bars of the preview and its axis agree on
// where a day is, at every size and in every language.
func TestTicksStandUnderTheDates(t *testing.T) {
	o := redemption.Outcome{On: today, Effective: today,
		Before: model.Term{Licenses: 10, Ends: model.MustDate("2027-02-01")}, After: model.Term{Licenses: 10, Ends: model.MustDate("2027-06-01")}}
	labelled := 0
	for _, language := range []locale.Language{locale.English, locale.Chinese, locale.Japanese} {
		for width := 30; width < 150; width++ {
			s := newSession(nil, nil)
			s.Words.Language = language
			lines := s.bars(o, width)
			column := func(line int, sign string) int {
				before, _, found := strings.Cut(ansi.Strip(lines[line]), sign)
				if !found {
					return -1
				}
				return kit.Width(before)
			}
			ends, last := column(0, s.Theme.Glyphs.End), column(1, s.Theme.Glyphs.End)
			axis := ansi.Strip(lines[2])
			if last != width-1 || !strings.Contains(axis, s.Theme.Glyphs.Tick) {
				t.Fatalf("in %d cells:\n%s", width, strings.Join(lines, "\n"))
			}
			at := column(2, s.Theme.Glyphs.Tick+"27-02")
			if at >= 0 {
				labelled++
			}
			if at >= 0 && at != ends {
				t.Errorf("in %d cells 27-02 stands in column %d, not %d:\n%s", width, at, ends, ansi.Strip(strings.Join(lines, "\n")))
			}
		}
	}
	if labelled == 0 {
		t.Error("27-02 is never labelled")
	}
}
