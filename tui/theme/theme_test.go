package theme_test

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"benefitdesk/tui/theme"

	"github.com/charmbracelet/x/ansi"
	"github.com/lucasb-eyer/go-colorful"
	"github.com/muesli/termenv"
)

var textTones = []theme.Tone{
	theme.Muted, theme.Accent, theme.Good, theme.Warning, theme.Danger,
	theme.SelectedMark, theme.KeyHint, theme.Placeholder, theme.Before, theme.After, theme.Today,
}

func TestTextIsReadable(t *testing.T) {
	for _, isDark := range []bool{true, false} {
		for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256} {
			th := theme.New(theme.Options{Dark: isDark, Color: true, Profile: p})
			for _, tone := range textTones {
				fg := colorOf(t, th.Style(tone).GetForeground(), p)
				behind := []colorful.Color{{}}
				if !isDark {
					behind[0] = colorful.Color{R: 1, G: 1, B: 1}
				}
				for _, row := range []theme.Tone{theme.Selected, theme.Field, theme.FieldFocus} {
					behind = append(behind, colorOf(t, th.Style(row).GetBackground(), p))
				}
				for _, bg := range behind {
					if c := contrast(fg, bg); c < 4.5 {
						t.Errorf("dark %v, profile %v: tone %d on %s has contrast %.1f, want 4.5", isDark, p, tone, bg.Hex(), c)
					}
				}
			}
		}
	}
}

func colorOf(t *testing.T, c any, p termenv.Profile) colorful.Color {
	t.Helper()
	return termenv.ConvertToRGB(p.Color(fmt.Sprint(c)))
}

// contrast is the ratio defined by WCAG 2.
func contrast(a, b colorful.Color) float64 {
	luminance := func(c colorful.Color) float64 {
		r, g, b := c.LinearRgb()
		return 0.2126*r + 0.7152*g + 0.0722*b + 0.05
	}
	x, y := luminance(a), luminance(b)
	return math.Max(x, y) / math.Min(x, y)
}

func TestPaintLooksLikeStyle(t *testing.T) {
	for _, o := range allOptions() {
		th := theme.New(o)
		for tone := theme.Plain; tone <= theme.Today; tone++ {
			// lipgloss says underline twice.
			got, want := codes(th.Paint(tone, "x")), strings.TrimSuffix(codes(th.Style(tone).Render("x")), ";4")
			if got != want {
				t.Errorf("%+v tone %d: painted %q, style renders %q", o, tone, got, want)
			}
		}
	}
}

func allOptions() []theme.Options {
	var all []theme.Options
	for _, isDark := range []bool{true, false} {
		for _, p := range []termenv.Profile{termenv.TrueColor, termenv.ANSI256, termenv.ANSI, termenv.Ascii} {
			for _, color := range []bool{true, false} {
				all = append(all, theme.Options{Dark: isDark, Color: color, Profile: p})
			}
		}
	}
	return all
}

var opening = regexp.MustCompile(`\x1b\[([0-9;]+)m`)

// codes are the SGR parameters before the first character.
func codes(s string) string {
	before, _, _ := strings.Cut(s, "x")
	m := opening.FindStringSubmatch(before)
	if m == nil {
		return ""
	}
	return m[1]
}

var colorCode = regexp.MustCompile(`(^|;)(3[0-8]|4[0-8]|9[0-7]|10[0-7])(;|$)`)

func TestNoColorKeepsAttributesOnly(t *testing.T) {
	for _, o := range []theme.Options{{Dark: true}, {}, {Dark: true, Color: true, Profile: termenv.Ascii}} {
		th := theme.New(o)
		for row := theme.Plain; row <= theme.Today; row++ {
			if c := codes(th.Paint(row, "x")); colorCode.MatchString(c) {
				t.Errorf("tone %d uses the colour %q", row, c)
			}
			for cell := theme.Plain; cell <= theme.Today; cell++ {
				if c := codes(th.On(row, cell, "x")); colorCode.MatchString(c) {
					t.Errorf("tone %d on %d uses the colour %q", cell, row, c)
				}
			}
		}
		for tone, want := range map[theme.Tone]string{
			theme.Selected: "7", theme.Field: "4", theme.FieldFocus: "4", theme.Cursor: "7",
			theme.Heading: "1", theme.Warning: "1", theme.Danger: "1", theme.KeyHint: "1",
		} {
			if got := codes(th.Paint(tone, "x")); got != want {
				t.Errorf("tone %d: attributes %q, want %q", tone, got, want)
			}
		}
	}
}

func TestOnJoinsSegments(t *testing.T) {
	for _, o := range allOptions() {
		th := theme.New(o)
		row := codes(th.Paint(theme.Selected, "x"))
		for cell := theme.Plain; cell <= theme.Today; cell++ {
			got := th.On(theme.Selected, cell, "x")
			if strings.Count(got, "\x1b[") != 2 || !strings.HasSuffix(got, "x\x1b[m") {
				t.Errorf("tone %d: %q is not one segment", cell, got)
			}
			if !strings.Contains(";"+codes(got)+";", ";"+row+";") {
				t.Errorf("tone %d: %q lacks the row's background %q", cell, got, row)
			}
		}
	}
}

func TestSixteenColorsSelectByReverse(t *testing.T) {
	th := theme.New(theme.Options{Dark: true, Color: true, Profile: termenv.ANSI})
	if got := codes(th.On(theme.Selected, theme.Accent, "x")); got != "7" {
		t.Errorf("accent on the selected row is %q, want reverse video alone", got)
	}
	if got := codes(th.Paint(theme.Accent, "x")); got != "96" {
		t.Errorf("accent is %q, want bright cyan", got)
	}
}

func TestPlainCostsNothing(t *testing.T) {
	th := theme.New(theme.Options{Dark: true, Color: true})
	for _, got := range []string{th.Paint(theme.Plain, "a b"), th.On(theme.Plain, theme.Plain, "a b"), (theme.Theme{}).Paint(theme.Danger, "a b")} {
		if got != "a b" {
			t.Errorf("got %q, want the text as it was", got)
		}
	}
	if got := th.Paint(theme.Danger, ""); got != "" {
		t.Errorf("empty text painted as %q", got)
	}
}

// signs lists a Glyphs' fields in order.
func signs(g theme.Glyphs) []string {
	var all []string
	v := reflect.ValueOf(g)
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			all = append(all, f.String())
		} else {
			for j := range f.Len() {
				all = append(all, f.Index(j).String())
			}
		}
	}
	return all
}

func TestGlyphs(t *testing.T) {
	ascii := theme.New(theme.Options{ASCII: true})
	lines := signs(theme.New(theme.Options{}).Glyphs)
	for i, sign := range signs(ascii.Glyphs) {
		if len(sign) != 1 || sign[0] <= ' ' || sign[0] >= 0x7f {
			t.Errorf("ASCII glyph %d is %q", i, sign)
		}
		if ansi.StringWidth(lines[i]) != 1 {
			t.Errorf("glyph %d %q is not one cell", i, lines[i])
		}
		if got := ascii.Encode(lines[i]); got != sign {
			t.Errorf("glyph %q is encoded as %q, want %q", lines[i], got, sign)
		}
	}
}

func TestEncode(t *testing.T) {
	const frame = "│ “日本語” · a … 5 × 3 ╔▓"
	if got := theme.New(theme.Options{}).Encode(frame); got != frame {
		t.Errorf("without ASCII the frame became %q", got)
	}
	const want = `| "日本語" . a ~ 5 x 3 +#`
	if got := theme.New(theme.Options{ASCII: true}).Encode(frame); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		theme.New(theme.Options{Dark: true, Color: true})
	}
}
