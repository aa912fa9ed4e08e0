package tui

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"benefitdesk/tui/kit"
)

// TestKeysMeanTheSameTypedAhead: keys that are pressed before anything that
// they ask for is answered do what they do one by one.
func TestKeysMeanTheSameTypedAhead(t *testing.T) {
	for _, place := range names() {
		t.Run(place, func(t *testing.T) {
			t.Parallel()
			hash := fnv.New64()
			hash.Write([]byte(place))
			random := rand.New(rand.NewPCG(hash.Sum64(), 0))
			synctest.Test(t, func(t *testing.T) {
				oneByOne := bursting(t, place)
				var pressed []string
				for range 2 + random.IntN(5) {
					pressed = append(pressed, oneByOne.someKey(random))
					oneByOne.press(pressed[len(pressed)-1])
				}
				oneByOne.equalsAhead(t, place, pressed)
			})
		})
	}
}

// TestBurstsThatOnceWentWrong, each in its own way.
func TestBurstsThatOnceWentWrong(t *testing.T) {
	for _, burst := range []struct {
		place, keys string // keys with blanks between them
	}{
		{"cloud", "2 e"},                         // a list that was not read
		{"cloud", "t end enter"},                 // nor its end
		{"undecided", "o enter"},                 // nor that of a picker
		{"import bad", "esc / text:visio esc w"}, // the rows of half a word
		{"release", "home down ?"},               // help for the record before
		{"detail", "right down"},                 // scrolling over none
		{"queue leaving", "y e up"},              // a form of a record that had changed
		{"corrected", "enter f"},                 // rows of a list that had changed
		{"cloud", "a y"},                         // the head of no log
		{"undo", "enter y"},                      // and of one that had changed
		{"detail", "e text:x" + strings.Repeat(" enter", 12) + " u enter esc"}, // a page that was left before it undid
		{"roles", "enter R right"},              // roles in no tenant
		{"activity asked", "enter esc s"},       // a record left before it was opened
		{"home give up", "y f backspace enter"}, // reminders that were out of date
		{"redeem key", "ctrl+y esc y"},          // a key that was logged as copied and was not
		{"redeem confirm", "ctrl+y ctrl+l"},     // two copies in any order
		{"revealed", "y 2"},                     // a key that was copied nowhere
		{"detail", "o b o"},                     // browsers that were not known
		{"detail", "w shift+left ?"},            // help for records that were not read
	} {
		t.Run(burst.place+" "+burst.keys, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				oneByOne := bursting(t, burst.place)
				keys := strings.Fields(burst.keys)
				oneByOne.press(keys...)
				oneByOne.equalsAhead(t, burst.place, keys)
			})
		})
	}
}

// bursting is at a place, in a house with two browsers.
func bursting(t *testing.T, place string) *driver {
	d := begins(t, place, 100, 30)
	d.host.browsers = []string{"Firefox", "Chromium"}
	return d
}

// equalsAhead compares what came of keys with what comes of them when they are
// pressed at once.
func (d *driver) equalsAhead(t *testing.T, place string, pressed []string) {
	ahead := bursting(t, place)
	ahead.hold = true
	ahead.press(pressed...)
	ahead.release()
	if want, got := d.came(), ahead.came(); got != want {
		t.Errorf("from %s, %q typed ahead came to\n%s\none by one to\n%s", place, pressed, got, want)
	}
	d.finish()
	ahead.finish()
}

// came is all that came of what was pressed: what is seen, and what was done. A
// message in the footer is left out: it tells of an answer, and goes when another
// page is opened, which a burst may do before the answer.
func (d *driver) came() string {
	d.app.notice.text = ""
	var b strings.Builder
	fmt.Fprintln(&b, d.frame(), d.ended, d.host.copies, d.host.opened, d.host.files)
	for _, s := range d.app.stack {
		fmt.Fprintf(&b, "%T ", s)
	}
	for _, entry := range d.desk.log {
		fmt.Fprintf(&b, "\n%v", entry)
	}
	return b.String()
}

// someKey is a key that means something where the driver is, most often.
func (d *driver) someKey(random *rand.Rand) string {
	for {
		key := d.anyKey(random)
		planned := slices.ContainsFunc(d.app.stack, searches) && slices.Contains([]string{"?", "f1", "esc"}, key)
		moved := movesBefore(d.app.top()) && needs(keyOf(key), moving(kit.NewGrid(d.app.Theme), nil))
		if !planned && !moved {
			return key
		}
	}
}

// searches tells whether a page looks for plans: while it does, esc stops that,
// and the help says so.
func searches(s screen) bool {
	switch s.(type) {
	case *planner, *planForm, *backwards:
		return true
	}
	return false
}

// movesBefore tells whether movement does not wait for what a page asked for:
// it goes over the rows that are shown.
func movesBefore(s screen) bool {
	list, ok := s.(*workspace)
	return searches(s) || ok && list.query != list.spec.query()
}

// anyKey is most often one that is offered; text and other keys come too.
func (d *driver) anyKey(random *rand.Rand) string {
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	owner, ok := d.app.top().(typist)
	typing := ok && owner.Owns(keyOf("a"))
	switch {
	case d.app.dialog != nil:
		return pick([]string{"y", "y", "y", "n", "down", "enter"})
	case random.IntN(12) == 0:
		return pick(keys)
	case typing && random.IntN(3) == 0:
		return "text:" + pick([]string{"a", "2027-06-30", "12", "contoso.com", typedKey, "good.csv", "there.csv", "visio"})
	}
	actions := d.app.pressable(d.app.offered())
	loud := slices.DeleteFunc(slices.Clone(actions), func(a action) bool { return a.quiet || a.whyNot != "" })
	if random.IntN(3) > 0 && len(loud) > 0 {
		actions = loud
	}
	return pick(actions[random.IntN(len(actions))].keys)
}
