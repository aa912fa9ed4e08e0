package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// TestAHelpCutsNothing: who can do what a role does not allow stands at the end
// of a long line, in whatever window and language.
func TestAHelpCutsNothing(t *testing.T) {
	squeezed := func(text string) string { return strings.Join(strings.Fields(ansi.Strip(text)), "") }
	for _, language := range locale.Languages() {
		onDesk(t, withRole(model.ReferralAdmin, 0), 60, 16, func(d *driver) {
			d.goTo(powerBI)
			d.press("?")
			for _, size := range append(goldenSizes, [2]int{200, 50}) {
				d.resize(size[0], size[1])
				lines := d.app.dialog.lines(d.app.size)
				if wide := widest(lines); wide > size[0]-6 || strings.Contains(squeezed(strings.Join(lines, "")), "…") {
					t.Errorf("%v: something is cut, or %d cells wide:\n%s", size, wide, strings.Join(lines, "\n"))
				}
			}
			d.resize(60, 16)
			read := ""
			for range 8 {
				for line := range strings.SplitSeq(d.frame(), "\n") {
					if parts := strings.Split(line, "│"); len(parts) == 3 {
						read += squeezed(parts[1])
					}
				}
				d.press("pgdown")
			}
			for _, a := range d.app.pressable(d.app.offered()) {
				if !strings.Contains(read, squeezed(d.app.Words.Text(a.name)+" — "+a.whyNot)) && a.whyNot != "" {
					t.Errorf("%q can't be read in the help:\n%s", a.whyNot, read)
				}
			}
			if !strings.Contains(read, "Grace") {
				t.Error("no role is missing here")
			}
		}, speaking(language))
	}
}

// TestTheFootIsTheDialogs while one is open: the keys of the screen below only
// close it.
func TestTheFootIsTheDialogs(t *testing.T) {
	foot := func(d *driver) string {
		lines := strings.Split(d.frame(), "\n")
		return strings.TrimSpace(lines[len(lines)-1])
	}
	drive(t, 80, 24, func(d *driver) {
		for _, c := range []struct {
			keys []string
			want string
		}{
			{[]string{"?"}, "↑ up  ↓ down  esc close"},
			{[]string{"esc", "n", "text:x", "esc"}, "y yes  n no"},
		} {
			if d.press(c.keys...); foot(d) != c.want {
				t.Errorf("the foot after %q is %q, want %q", c.keys, foot(d), c.want)
			}
		}
		d.press("n", "esc", "y", "?")
		if d.resize(200, 50); foot(d) != "esc close" {
			t.Errorf("the foot of a short text is %q", foot(d))
		}
	})
}
