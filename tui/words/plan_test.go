package words

import (
	"slices"
	"testing"

	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
)

func TestSizes(t *testing.T) {
	w := Words{locale.English}
	for want, licenses := range map[string][]int64{
		"": nil, "25": {25}, "100 + 25 + 5": {5, 100, 25}, "2 × 100 + 3 × 25 + 1": {25, 100, 1, 25, 100, 25},
		"1,000 × 1,000,000": slices.Repeat([]int64{1_000_000}, 1000),
	} {
		if got := w.Sizes(licenses); got != want {
			t.Errorf("%.60v is %q, want %q", licenses, got, want)
		}
	}
}

// TestMissingGoals: only what is missing is said to be.
func TestMissingGoals(t *testing.T) {
	w := Words{locale.English}
	for want, missing := range map[string]redemption.Missing{
		"These keys can't reach the goals. The closest plan lacks 1 license and 2 days. No single further key would do.": {Licenses: 1, Days: 2},
		"These keys can't reach the goals. The closest plan lacks 38 days. One more key with 13 licenses would do.":      {Days: 38, Key: 13},
		"These keys can't reach the goals. The closest plan lacks 5 licenses. One more key with 1 license would do.":     {Licenses: 5, Key: 1},
	} {
		if got := w.PlanMissing(missing); got != want {
			t.Errorf("%+v is %q, want %q", missing, got, want)
		}
	}
}
