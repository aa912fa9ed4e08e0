package tui

import (
	"strings"
	"testing"

	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// plannerPlaces are the planner and its pages.
func plannerPlaces() map[string]func(*driver) {
	all := map[string]func(*driver){"planner empty": func(d *driver) { d.press("p") }}
	for name, keys := range map[string][]string{
		"": nil, " plan": {"down", "enter"}, " numbers": {"e"}, " keys": {"d", "down", " "}, " goals": {"z", "text:20", "tab", "text:2027-03-01"},
		" missed": {"z", "text:90", "tab", "text:2029-01-01", "enter"}, " backwards": {"b", "text:20", "tab", "text:2027-12-01"}, " export": {"x"},
		" typed": {"n", "e", "text:100", "tab", "text:2027-03-31", "tab", "tab", "text:25 25 100", "enter", "text:150", "tab", "text:2028-01-31", "enter"},
	} {
		all["planner"+name] = func(d *driver) {
			d.desk.byOther(withDrawer()...)
			d.plans()
			d.press(keys...)
		}
	}
	return all
}

// plans opens the planner for the subscription that has a drawer.
func (d *driver) plans() *planner {
	d.t.Helper()
	d.press("t")
	d.goTo(32)
	d.press("p")
	return top[*planner](d)
}

// TestPicturesOfPlans in other languages, and in ASCII.
func TestPicturesOfPlans(t *testing.T) {
	for _, language := range []locale.Language{locale.Chinese, locale.Japanese} {
		for _, place := range []string{"planner", "planner plan", "planner missed", "planner backwards"} {
			golden(t, language.Tag()+"-"+strings.ReplaceAll(place, " ", "-"), pictures(t, place, speaking(language)))
		}
	}
	golden(t, "ascii-planner-plan", pictures(t, "planner plan", painted256(theme.Options{Dark: true, Color: true, ASCII: true})))
}
