package tui

import (
	"slices"
	"strings"
	"testing"

	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

// queuePlaces are the pages of several keys, from that of further keys on.
func queuePlaces() map[string]func(*driver) {
	how := []string{" ", "down", " ", "enter"}
	order := slices.Concat(how, []string{"down", "enter", "enter"})
	second := slices.Concat(order, []string{"down", " ", "enter", "text:2030-04-01", "enter", "y"})
	all := map[string]func(*driver){}
	for name, keys := range map[string][]string{
		"keys": {" "}, "how": how, "together": slices.Concat(how, []string{"enter", "down"}), "order": order, "second": second,
		"leaving": slices.Concat(second, []string{"esc"}), "held": slices.Concat(second, []string{"ctrl+n"}),
	} {
		all["queue "+name] = func(d *driver) {
			d.desk.byOther(withDrawer()...)
			d.redeem(powerBI, locale.StepFurther)
			d.press(keys...)
		}
	}
	return all
}

// TestPicturesOfQueues in other languages, and in ASCII.
func TestPicturesOfQueues(t *testing.T) {
	for _, language := range []locale.Language{locale.Chinese, locale.Japanese} {
		for _, place := range []string{"queue how", "queue second"} {
			golden(t, language.Tag()+"-"+strings.ReplaceAll(place, " ", "-"), pictures(t, place, speaking(language)))
		}
	}
	golden(t, "ascii-queue-order", pictures(t, "queue order", painted256(theme.Options{Dark: true, Color: true, ASCII: true})))
}
