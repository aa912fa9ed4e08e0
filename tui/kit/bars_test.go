package kit

import (
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/tui/theme"
)

func TestBars(t *testing.T) {
	plain := func(int) theme.Tone { return theme.Plain }
	for _, c := range []struct {
		values []int
		w, h   int
		want   []string
	}{
		{[]int{0, 1, 4, 8}, 1, 1, []string{" ▁▄█"}},
		{[]int{0, 1, 8, 16}, 1, 2, []string{"   █", " ▁██"}},
		{[]int{0, 1, 1000}, 1, 2, []string{"  █", " ▁█"}},
		{[]int{0, 3}, 3, 1, []string{"   ██ "}},
		{[]int{0, 0}, 1, 2, []string{"  ", "  "}},
		{nil, 1, 1, []string{""}},
	} {
		got := Bars(theme.New(theme.Options{}), c.values, c.w, c.h, plain)
		for i := range got {
			got[i] = ansi.Strip(got[i])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %q, want %q", c.values, got, c.want)
		}
	}
}
