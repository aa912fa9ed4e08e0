package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"benefitdesk/tui/locale"
	"benefitdesk/tui/theme"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with the file of that name in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test ./tui -run %s -update writes it", err, t.Name())
	}
	if got != string(want) {
		t.Errorf("%s looks different; -update takes it over when that is meant\n%s", path, firstDifference(string(want), got))
	}
}

// firstDifference shows the first line that differs, as it was and as it is.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n- %s\n+ %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines, was %d", len(g), len(w))
}

// goldenSizes are the smallest window, the usual one and a wide one.
var goldenSizes = [][2]int{{60, 16}, {80, 24}, {140, 40}}

// pictures draws a place at the golden sizes, each framed so that blanks at
// the ends of lines do not matter.
func pictures(t *testing.T, place string, setups ...setup) string {
	t.Helper()
	return picturesIn(t, goldenSizes, place, setups...)
}

func picturesIn(t *testing.T, sizes [][2]int, place string, setups ...setup) string {
	t.Helper()
	var b strings.Builder
	synctest.Test(t, func(t *testing.T) {
		for _, size := range sizes {
			d := begins(t, place, size[0], size[1], setups...)
			fmt.Fprintf(&b, "%d×%d\n", size[0], size[1])
			for line := range strings.SplitSeq(d.frame(), "\n") {
				b.WriteString(strings.TrimRight("|"+line, " ") + "\n")
			}
			d.finish()
		}
	})
	return b.String()
}

// TestPictures: what every screen looks like.
func TestPictures(t *testing.T) {
	for _, place := range names() {
		t.Run(place, func(t *testing.T) { golden(t, strings.ReplaceAll(place, " ", "-"), pictures(t, place)) })
	}
}

// TestPicturesOfWideWindows: grid, detail and preview side by side.
func TestPicturesOfWideWindows(t *testing.T) {
	for _, place := range []string{"cloud", "home", "visual studio", "detail", "filter"} {
		t.Run(place, func(t *testing.T) {
			golden(t, "wide-"+strings.ReplaceAll(place, " ", "-"), picturesIn(t, [][2]int{{200, 50}}, place))
		})
	}
}

// TestPicturesInOtherLanguages: the widest words beside wide data.
func TestPicturesInOtherLanguages(t *testing.T) {
	for _, language := range []locale.Language{locale.Chinese, locale.Japanese} {
		for _, place := range []string{"cloud", "home", "redeem action", "not possible", "help", "correct action", "correct end", "release", "replace", "not replaced", "replaced", "users", "roles", "rights", "retire", "cancel request", "activity", "undo", "what-if", "what-if refused", "what-if compare"} {
			t.Run(language.Tag()+" "+place, func(t *testing.T) {
				golden(t, language.Tag()+"-"+strings.ReplaceAll(place, " ", "-"), pictures(t, place, speaking(language)))
			})
		}
	}
}

func TestPicturesInASCII(t *testing.T) {
	for _, place := range []string{"cloud", "home", "redeem confirm", "help", "import diff", "activity asked", "undo", "what-if"} {
		got := pictures(t, place, painted256(theme.Options{Dark: true, Color: true, ASCII: true}))
		for i, r := range strings.ReplaceAll(got, "×", "") {
			if r > '~' && !strings.ContainsRune(japaneseName+"ソリューション パートナー山田⏎⇧", r) {
				t.Errorf("%s: %q is not ASCII, byte %d", place, r, i)
				break
			}
		}
		golden(t, "ascii-"+strings.ReplaceAll(place, " ", "-"), got)
	}
}

// TestPicturesInColour keeps the escape sequences, one window for each theme;
// the escape character is written as ␛.
func TestPicturesInColour(t *testing.T) {
	for name, options := range map[string]theme.Options{
		"dark": {Dark: true, Color: true}, "light": {Color: true}, "no-color": {Dark: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := begins(t, "redeem action", 100, 24, painted256(options))
				defer d.finish()
				view := d.app.View()
				if name == "no-color" && (strings.Contains(view, "[38;") || strings.Contains(view, "[3") && strings.Contains(view, "[31m")) {
					t.Error("there are colours")
				}
				golden(t, "colour-"+name, strings.ReplaceAll(view, "\x1b", "␛")+"\n")
			})
		})
	}
}
