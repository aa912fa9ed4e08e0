package locale

import (
	"errors"
	"math"
	"testing"

	"benefitdesk/redemption"
)

func TestText(t *testing.T) {
	whole, part := redemption.NewRatio(1, 1), redemption.NewRatio(550, 3)
	for _, c := range []struct {
		language Language
		message  Message
		args     []any
		want     string
	}{
		{English, Before, nil, "before"},
		{English, UnitLicenses, []any{int64(1)}, "1 license"},
		{English, UnitLicenses, []any{1}, "1 license"},
		{English, UnitLicenses, []any{-1}, "-1 license"},
		{English, UnitLicenses, []any{0}, "0 licenses"},
		{English, UnitLicenses, []any{int64(2)}, "2 licenses"},
		{English, UnitLicenses, []any{int64(1_000_000)}, "1,000,000 licenses"},
		{English, UnitLicenses, []any{whole}, "1 license"},
		{English, UnitLicenses, []any{part}, "183 1/3 licenses"},
		{English, StepExtension, []any{int64(1), int64(12), int64(12), whole}, "1 license × 12 months ÷ 12 licenses = 1 month"},
		{English, RefusedConfirmDiffers, []any{"A", "B"}, "the rules give B, not A; nothing was recorded"},
		{English, RefusedMissing, []any{UnlimitedAmount}, "Unlimited is missing"},
		{English, StoreDamaged, []any{errors.New("no root")}, "the store is damaged: no root; it is not shown and nothing was changed; restore a backup"},
		{English, RefusedMissing, []any{"{2}"}, "{2} is missing"}, // an argument is no template
		{English, UsedOf, []any{1}, "1 of {2}"},
		{English, UsedOf, nil, "{1} of {2}"},
		{English, UsedOf, []any{1, 2, 3}, "1 of 2"},
		{Chinese, UnitLicenses, []any{int64(1)}, "1 个许可证"},
		{Chinese, UnitLicenses, []any{int64(12345)}, "12,345 个许可证"},
		{Chinese, UnitLicenses, []any{part}, "183 1/3 个许可证"},
		{Chinese, RefusedMissing, []any{UnlimitedAmount}, "缺少 无限制。"},
		{Japanese, UnitLicenses, []any{int64(1)}, "1 ライセンス"},
		{Japanese, UnitLicenses, []any{int64(-12345)}, "-12,345 ライセンス"},
		{Japanese, UnitLicenses, []any{part}, "183 1/3 ライセンス"},
		{Japanese, WarnGap, []any{1, "2027-06-01", "2027-06-01"},
			"2027-06-01 から 2027-06-01 までの 1 日間、サブスクリプションがありません。終了後の最初の 30 日間、ユーザーは引き続きアクセスできます。"},
	} {
		if got := c.language.Text(c.message, c.args...); got != c.want {
			t.Errorf("%s: Text(%q, %v) = %q, want %q", c.language.Name(), c.language.template(c.message), c.args, got, c.want)
		}
	}
}

// Every text takes its arguments in, whatever their order.
func TestTextFillsEveryPlaceholder(t *testing.T) {
	args := []any{"A", "B", "C", "D", "E", "F", "G", "H", "I"}
	for _, l := range Languages() {
		every(t, func(t *testing.T, name string, m Message, _ string) {
			text := l.Text(m, args...)
			if placeholder.MatchString(text) {
				t.Errorf("%s, %s: %q has an open placeholder", l.Name(), name, text)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 999_999: "999,999", 1_000_000: "1,000,000",
		-1: "-1", -999: "-999", -1000: "-1,000", -123_456: "-123,456",
		math.MaxInt64: "9,223,372,036,854,775,807", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		for _, l := range Languages() {
			if got := l.Number(n); got != want {
				t.Errorf("%s: Number(%d) = %q, want %q", l.Name(), n, got, want)
			}
		}
	}
}
