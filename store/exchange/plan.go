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
	rows := make([][]diffRow, len(files))
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(files[a].Kind), rank(files[b].Kind)) })
	refused := 0
	for _, i := range order {
		diff, of, err := planFile(d, &files[i])
		if err != nil {
			return model.ImportPlan{}, fmt.Errorf("compare %s: %w", files[i].Name, err)
		}
		plan.Files[i], rows[i] = diff, of
		if !files[i].skipBad {
			refused += len(diff.Bad)
		}
	}
	for i := range plan.Files {
		d.net(&plan.Files[i], rows[i])
	}
	plan.Changes = d.changes()
	if refused > 0 {
		return plan, fmt.Errorf("%d %w", refused, ErrBadRows)
	}
	return plan, nil
}

// diffRow is what a row of a diff is of.
type diffRow struct {
	ref  model.Ref
	side bool // a record that others refer to
}

// net completes a file's diff when all files are decided: it fills in the new
// records as they will be, and leaves out what the files together do not
// change, since one may undo what another does.
func (d *draft) net(diff *model.FileDiff, of []diffRow) {
	rows := diff.Rows[:0]
	for i, row := range diff.Rows {
		c := d.touched[of[i].ref]
		if row.Ref.ID == 0 {
			row.Fields = d.columns(c.after)
		} else if c.before != nil {
			changed := map[string]bool{}
			for _, field := range d.differences(c.before, c.after) {
				changed[field.Field] = true
			}
			row.Fields = slices.DeleteFunc(row.Fields, func(f model.FieldDiff) bool { return !changed[f.Field] })
			if len(row.Fields) == 0 {
				if !of[i].side {
					diff.Changed--
					diff.Unchanged++
				}
				continue
			}
		}
		rows = append(rows, row)
	}
	diff.Rows = rows
}

// planFile finds every record of a file, then tells what changes, and of what
// the rows of the diff are.
func planFile(d *draft, file *File) (diff model.FileDiff, of []diffRow, err error) {
	m, err := match(d, file)
	if err != nil {
		return diff, nil, err
	}
	diff = model.FileDiff{
		Name: file.Name, Kind: file.Kind, Bad: slices.Concat([]model.BadRow{}, file.Bad),
	}
	rows := make([]model.Record, 0, len(file.entries))
	for i, e := range file.entries {
		after, err := m.apply(i, e, &diff)
		if err != nil {
			return diff, nil, err
		}
		for _, row := range diff.Rows[len(of):] {
			further := row.Ref.ID != 0 && row.Ref != m.found[i]
			of = append(of, diffRow{model.Ref{Kind: row.Ref.Kind, ID: cmp.Or(row.Ref.ID, m.found[i].ID)}, e.side || further})
		}
		if !e.side && after != nil {
			rows = append(rows, after)
		}
	}
	diff.Notes = slices.Concat(file.Notes, m.notes)
	diff.Missing, err = m.missing(rows)
	return diff, of, err
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
		m.noteNoTotal(e, after)
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
	if e.counts {
		incoming = m.stopgap(e.line, known, incoming)
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
	return after, m.moveKeys(known, after, diff)
}

// moveKeys moves the keys of a benefit whose last day a grid moves, as long as
// that has not passed: a later day then may be that of another year's benefit,
// which has a key of its own.
func (m *matching) moveKeys(known, after model.Record, diff *model.FileDiff) error {
	before, ok := known.(model.Benefit)
	if !ok || m.file.Kind != string(KindBenefits) || !before.ActivateBy.IsZero() && before.ActivateBy < m.file.today {
		return nil
	}
	moved, err := model.KeysMoved(m.draft.referring, before, after.(model.Benefit))
	for _, c := range moved {
		fields := m.draft.differences(c.Before, c.After)
		m.draft.put(c.Before, c.After)
		diff.Rows = append(diff.Rows, model.RowDiff{Ref: c.Ref, Label: m.draft.name(c.After), Fields: fields})
	}
	return err
}

// noteNoTotal tells of a subscription that is new with what is assigned of it,
// and has no licenses only because the file does not tell how many.
func (m *matching) noteNoTotal(e entry, after model.Record) {
	s, ok := after.(model.Subscription)
	if ok && e.counts && !s.AssignedOn.IsZero() && !slices.Contains(e.told, "licenses") {
		m.note(CodeNoTotal, e.line, m.draft.name(s))
	}
}

// stopgap leaves out what is said of a SKU, which may be that of several
// subscriptions, where the subscription has a number of licenses or a state of
// its own.
func (m *matching) stopgap(line int, known, incoming model.Record) model.Record {
	k, s := known.(model.Subscription), incoming.(model.Subscription)
	if k.Licenses != 0 {
		s.Licenses = k.Licenses
	}
	if k.Note != "" {
		s.Note = k.Note
	}
	if k.Reported == 0 || k.ReportedOn.IsZero() {
		return s
	}
	if s.Reported != 0 && s.Reported != k.StatusOn(m.file.today) {
		m.note(CodeKeptStatus, line, m.draft.name(k), k.Reported, s.Reported)
	}
	s.Reported, s.Note = k.Reported, k.Note
	return s
}

// asNew completes a record that was not known.
func asNew(record model.Record) model.Record {
	if benefit, ok := record.(model.Benefit); ok && benefit.Status == 0 {
		benefit.Status = model.NotRedeemed
		return benefit
	}
	return record
}
