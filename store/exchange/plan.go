package exchange

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"benefitdesk/model"
)

// Plan decides what importing files together would do. Files that others refer
// to are used first, whatever order they are given in. Where files have rows
// that can't be used and were not read with Options.SkipBad, the error wraps
// ErrBadRows, and the plan is for showing only.
func Plan(facts model.Facts, revision model.Revision, files []File) (model.ImportPlan, error) {
	d := newDraft(facts)
	plan := model.ImportPlan{Revision: revision, Files: make([]model.FileDiff, len(files))}
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(files[a].Kind), rank(files[b].Kind)) })
	refused := 0
	for _, i := range order {
		diff, err := planFile(d, &files[i])
		if err != nil {
			return model.ImportPlan{}, fmt.Errorf("compare %s: %w", files[i].Name, err)
		}
		plan.Files[i] = diff
		if !files[i].skipBad {
			refused += len(diff.Bad)
		}
	}
	plan.Changes = d.changes()
	if refused > 0 {
		return plan, fmt.Errorf("%d %w", refused, ErrBadRows)
	}
	return plan, nil
}

// planFile finds every record of a file, then tells what changes.
func planFile(d *draft, file *File) (model.FileDiff, error) {
	m, err := match(d, file)
	if err != nil {
		return model.FileDiff{}, err
	}
	diff := model.FileDiff{
		Name: file.Name, Kind: file.Kind, Bad: slices.Concat([]model.BadRow{}, file.Bad),
	}
	rows := make([]model.Record, 0, len(file.entries))
	for i, e := range file.entries {
		after, err := m.apply(i, e, &diff)
		if err != nil {
			return diff, err
		}
		if !e.side && after != nil {
			rows = append(rows, after)
		}
	}
	diff.Notes = slices.Concat(file.Notes, m.notes)
	diff.Missing, err = m.missing(rows)
	return diff, err
}

// apply changes the draft by one record, and counts it.
func (m *matching) apply(i int, e entry, diff *model.FileDiff) (model.Record, error) {
	ref := m.found[i]
	if ref.ID == 0 {
		return nil, nil
	}
	incoming := model.WithID(withRefs(m.records[i], m.storeID), ref.ID)
	if m.isNew[i] {
		after := asNew(incoming)
		m.draft.put(nil, after)
		diff.Rows = append(diff.Rows, model.RowDiff{Ref: model.Ref{Kind: ref.Kind}, Label: m.draft.name(after)})
		if !e.side {
			diff.New++
		}
		return after, nil
	}
	known, err := m.draft.get(ref)
	if err != nil {
		return nil, err
	}
	full := merged(known, incoming, e.told)
	after := settle(known, full, m.file.today)
	m.noteKept(e.line, full, after)
	if reflect.DeepEqual(known, after) {
		if !e.side {
			diff.Unchanged++
		}
		return known, nil
	}
	fields := m.draft.differences(known, after)
	m.draft.put(known, after)
	diff.Rows = append(diff.Rows, model.RowDiff{Ref: ref, Label: m.draft.name(after), Fields: fields})
	if !e.side {
		diff.Changed++
	}
	return after, nil
}

// asNew completes a record that was not known.
func asNew(record model.Record) model.Record {
	if benefit, ok := record.(model.Benefit); ok && benefit.Status == 0 {
		benefit.Status = model.NotRedeemed
		return benefit
	}
	return record
}
