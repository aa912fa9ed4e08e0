package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"benefitdesk/model"
	"benefitdesk/store"
	"benefitdesk/store/exchange"
)

// DemoDay is the day for which the demo portfolio is written. All its dates
// move with today, so that it never ages; what then no longer follows from the
// rules, a function puts right.
const DemoDay = "2026-11-20"

// OpenDemo opens the demo portfolio in a store of its own, which Close throws
// away.
func OpenDemo(ctx context.Context, portfolio []byte, today model.Date, putRight func([]model.Change) error) (*Desk, error) {
	folder, err := os.MkdirTemp("", "benefitdesk-demo-")
	if err != nil {
		return nil, fmt.Errorf("open the demo: %w", err)
	}
	d := &Desk{scratch: folder}
	d.Store, err = store.Open(store.Options{Path: filepath.Join(folder, DemoName), IdentityDir: folder})
	if err == nil {
		err = d.LoadDemo(ctx, portfolio, today, putRight)
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// DemoName is the name of the demo's store.
const DemoName = "demo.db"

// Close closes the store, and removes it where it was only opened for a demo.
func (d *Desk) Close() error {
	var err error
	if d.Store != nil {
		err = d.Store.Close()
	}
	if d.scratch != "" {
		err = errors.Join(err, os.RemoveAll(d.scratch))
	}
	return err
}

// LoadDemo fills the store with the demo portfolio.
func (d *Desk) LoadDemo(ctx context.Context, portfolio []byte, today model.Date, putRight func([]model.Change) error) error {
	shift := int(today) - int(model.MustDate(DemoDay))
	dates := regexp.MustCompile(`"\d{4}-\d{2}-\d{2}"`)
	moved := dates.ReplaceAllFunc(portfolio, func(quoted []byte) []byte {
		date, err := model.ParseDate(string(bytes.Trim(quoted, `"`)))
		if err != nil || date == model.Never {
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
	if err == nil {
		err = putRight(plan.Changes)
	}
	if err != nil {
		return err
	}
	return d.Import(ctx, model.Actor{Name: "demo"}, today, plan)
}
