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
	layer := func(to, high int, glyph, label string) Layer {
		return Layer{To: to, High: high, Glyph: glyph, Label: label}
	}
	for _, row := range []struct {
		layers []Layer
		want   []string
	}{
		{[]Layer{layer(2, 10, "=", ""), layer(1, 20, "-", "1"), layer(4, 20, "+", "2")}, []string{"-1++2 ", "==+++ "}},
		{[]Layer{layer(4, 10, "=", ""), layer(2, 20, "-", "1")}, []string{"--1   ", "===┄┄ "}},
		{[]Layer{layer(-3, 10, "=", "x"), layer(3, 10, "-", "")}, []string{"----  ", "----  "}},
		{[]Layer{layer(3, 0, "=", "x")}, []string{"      ", "      "}},
		{[]Layer{layer(2, 10, "=", "==="), layer(5, 10, "-", "10")}, []string{"===-10", "===---"}},
	} {
		if got := c.Layers(row.layers, 2); !slices.Equal(got, row.want) {
			t.Errorf("%v: %q, want %q", row.layers, got, row.want)
		}
	}
}
