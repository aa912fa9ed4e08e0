package kit

import (
	"slices"
	"testing"

	"benefitdesk/tui/theme"
)

func TestPoints(t *testing.T) {
	c := Chart{Theme: theme.New(theme.Options{}), Scale: Scale{0, 4, 5}}
	got := c.Points([]Point{{X: 0, Y: 10, Glyph: "a"}, {X: 4, Y: 30, Glyph: "b"}, {X: 4, Y: 30, Glyph: "c"}, {X: 5, Y: 10, Glyph: "x"}, {X: 1, Y: 9, Glyph: "y"}}, 10, 30, 3)
	if want := []string{"    c", "     ", "a    "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestLayers(t *testing.T) {
	c := Chart{Theme: theme.New(theme.Options{}), Scale: Scale{0, 5, 6}}
	for _, row := range []struct {
		layers []Layer
		want   []string
	}{
		{[]Layer{{2, 10, "=", 0}, {1, 20, "1", 0}, {4, 20, "2", 0}}, []string{"11222 ", "==222 "}},
		{[]Layer{{4, 10, "=", 0}, {2, 20, "1", 0}}, []string{"111   ", "===┄┄ "}},
		{[]Layer{{-3, 10, "=", 0}, {3, 10, "1", 0}}, []string{"1111  ", "1111  "}},
		{[]Layer{{3, 0, "=", 0}}, []string{"      ", "      "}},
	} {
		if got := c.Layers(row.layers, 2); !slices.Equal(got, row.want) {
			t.Errorf("%v: %q, want %q", row.layers, got, row.want)
		}
	}
}
