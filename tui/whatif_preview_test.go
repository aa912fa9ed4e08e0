package tui

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/line"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// previewed is what preview --action all --json answers for one action.
type previewed struct {
	Action redemption.Action
	After  struct {
		Licenses int64
		EndDate  model.Date `json:"end_date"`
	}
	Change   struct{ Licenses int64 }
	Steps    []string
	Warnings []struct{ Message string }
	Refused  *struct{ Message string }
}

// TestTheBoardShowsWhatPreviewAnswers for the same numbers: every end date,
// every line of the arithmetic, every warning and refusal.
func TestTheBoardShowsWhatPreviewAnswers(t *testing.T) {
	english := words.Words{Language: locale.English}
	for _, c := range []struct {
		licenses   int64
		ends       string
		key        int64
		months, on string
	}{
		{100, "2027-03-31", 25, "12", "2026-11-20"},
		{5, "2027-03-31", 16, "12", "2026-11-20"},
		{10, "2028-11-20", 5, "12", "2026-11-20"},
		{10, "2027-09-01", 5, "12", "2027-06-01"},
		{7, "2027-03-15", 3, "12", "2026-11-20"},
		{1, "2028-02-29", 1, "36", "2026-11-20"},
		{12, "2026-11-20", 1, "1", "2026-11-20"},
		{50, "2026-10-01", 25, "12", "2026-11-20"},
		{50, "2026-11-20", 1_000_000, "12", "2026-11-21"},
		{0, "", 25, "12", "2026-11-20"},
		{1_000_000, "9998-12-31", 1, "12", "2026-11-20"},
	} {
		drive(t, 120, 60, func(d *driver) {
			d.press("0", "w", "text:"+strconv.FormatInt(c.licenses, 10), "tab", "text:"+c.ends, "tab",
				"text:"+strconv.FormatInt(c.key, 10), "tab", "text:"+c.months, "tab", "text:"+c.on, "enter", "up", "up", "up", "up")
			for i, option := range answers(t, c.licenses, c.ends, c.key, c.months, c.on) {
				d.press("down")
				row, detail := d.rowShown(i), d.detailShown()
				if option.Refused != nil {
					shows(t, row, "not possible")
					shows(t, detail, option.Refused.Message)
					continue
				}
				shows(t, row, english.Number(option.After.Licenses), option.After.EndDate.String(), english.LicensesMoved(option.Change.Licenses),
					"! "+strconv.Itoa(len(option.Warnings)))
				shows(t, detail, english.Action(option.Action))
				shows(t, detail, option.Steps...)
				for _, warning := range option.Warnings {
					shows(t, detail, "! "+warning.Message)
				}
			}
		})
	}
}

// answers asks preview.
func answers(t *testing.T, licenses int64, ends string, key int64, months, on string) []previewed {
	t.Helper()
	r := redemption.Request{On: model.MustDate(on), Before: model.Term{Licenses: licenses}, Key: redemption.Key{Licenses: key}}
	r.Key.Months, _ = strconv.Atoi(months)
	if ends != "" {
		r.Before.Ends = model.MustDate(ends)
	}
	var requests []redemption.Request
	for _, r.Action = range redemption.Actions() {
		requests = append(requests, r)
	}
	var text strings.Builder
	if _, err := (line.Preview{Requests: requests, Asked: "all", On: on}).JSON(&text); err != nil {
		t.Fatal(err)
	}
	var all struct{ Options []previewed }
	if err := json.Unmarshal([]byte(text.String()), &all); err != nil || len(all.Options) != len(requests) {
		t.Fatalf("%v: %s", err, text.String())
	}
	return all.Options
}

func shows(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// rowShown is the row of an action in the table of the board.
func (d *driver) rowShown(i int) string { return d.bodyLines()[5+i] }

// detailShown is the text between the table and the plot, with the line breaks
// taken out.
func (d *driver) detailShown() string {
	_, below, _ := strings.Cut(strings.Join(d.bodyLines()[5:], "\n"), strings.Repeat("─", 80))
	detail, _, _ := strings.Cut(below, locale.English.Text(locale.PlotTitle))
	return strings.Join(strings.Fields(detail), " ")
}

// bodyLines are the lines beside the rail, from the fields on.
func (d *driver) bodyLines() []string {
	lines := strings.Split(d.frame(), "\n")[3:]
	for i, line := range lines {
		if runes := []rune(line); len(runes) > railWidth {
			lines[i] = string(runes[railWidth:])
		}
	}
	return lines
}
