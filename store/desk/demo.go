package desk

import (
	"bytes"
	"context"
	"regexp"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

// DemoDay is the day for which the demo portfolio is written. All its dates
// move with today, so that it never ages.
const DemoDay = "2026-11-20"

var dates = regexp.MustCompile(`"\d{4}-\d{2}-\d{2}"`)

// LoadDemo fills the store with the demo portfolio.
func (d *Desk) LoadDemo(ctx context.Context, today model.Date) error {
	shift := int(today) - int(model.MustDate(DemoDay))
	moved := dates.ReplaceAllFunc(d.Demo, func(quoted []byte) []byte {
		date, err := model.ParseDate(string(bytes.Trim(quoted, `"`)))
		if err != nil {
			return quoted
		}
		return []byte(`"` + date.AddDays(shift).String() + `"`)
	})
	file, err := exchange.Read("demo", bytes.NewReader(moved), exchange.Options{Today: today})
	if err != nil {
		return err
	}
	var plan model.ImportPlan
	err = d.View(ctx, func(facts model.Facts, revision model.Revision) error {
		plan, err = exchange.Plan(facts, revision, []exchange.File{file})
		return err
	})
	if err != nil {
		return err
	}
	return d.Import(ctx, model.Actor{Name: "demo"}, today, plan)
}
