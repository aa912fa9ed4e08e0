package redemption_test

import (
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

func TestReplaceable(t *testing.T) {
	on := model.MustDate("2026-11-06")
	done := model.Redemption{ID: 5, Keys: []model.ID{3}, On: on, Status: model.Redeemed}
	given := []model.ProductKey{{ID: 4, Replaces: 5}}
	for _, row := range []struct {
		what  string
		alter func(*model.Redemption)
		keys  []model.ProductKey
		day   model.Date
		want  bool
	}{
		{"the day itself", nil, nil, on, true},
		{"the last day", nil, []model.ProductKey{{ID: 4, Replaces: 6}}, on + 30, true},
		{"the day after", nil, nil, on + 31, false},
		{"before it", nil, nil, on - 1, false},
		{"replaced", nil, given, on, false},
		{"one of two replaced", func(r *model.Redemption) { r.Keys = []model.ID{3, 9} }, []model.ProductKey{{ID: 4, Replaces: 5, Instead: 3}}, on, true},
		{"two replaced by one", func(r *model.Redemption) { r.Keys = []model.ID{3, 9} }, given, on, false},
		{"without a key", func(r *model.Redemption) { r.Keys = nil }, nil, on, false},
		{"only reserved", func(r *model.Redemption) { r.Status = model.Reserved }, nil, on, false},
		{"it never happened", func(r *model.Redemption) { r.Status = model.Cancelled }, nil, on, false},
	} {
		r := done
		if row.alter != nil {
			row.alter(&r)
		}
		if got := redemption.Replaceable(r, row.keys, row.day); got != row.want {
			t.Errorf("%s: %v", row.what, got)
		}
	}
}
