package words

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"time"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/tui/locale"
)

// Did says what an entry of the activity log records; of an undo, what it
// undid.
func (w Words) Did(e model.Entry) string {
	undone, ok := e.Undid()
	if !ok {
		return w.Verb(e.Verb)
	}
	return w.Text(locale.LogUndid, w.Verb(e.Verb), undone.Sequence, w.Verb(undone.Verb))
}

// Subject says on what an entry's deed was done.
func (w Words) Subject(e model.Entry) string {
	if n, bulk := e.Keys(); bulk {
		return w.Text(locale.LogKeys, n)
	}
	return e.Subject()
}

// RulesOf names the day for which the rules were applied, where that is not
// the day of the entry.
func (w Words) RulesOf(e model.Entry) string {
	if e.Day.IsZero() || e.Day == model.DateOf(e.Time) {
		return ""
	}
	return w.Text(locale.LogRulesOf, e.Day)
}

// Record names a record that may be gone: "benefit 12".
func (w Words) Record(ref model.Ref) string {
	if ref.ID == 0 {
		return w.Kind(ref.Kind)
	}
	return fmt.Sprintf("%s %d", w.Kind(ref.Kind), ref.ID)
}

// LogCSV writes entries so that no spreadsheet takes a cell for a formula. The
// first line has the titles.
func (w Words) LogCSV(out io.Writer, entries iter.Seq2[model.Entry, error]) error {
	file := csv.NewWriter(out)
	file.Write([]string{
		w.Text(locale.ColumnLine), w.Text(locale.LogColumnTime), w.Text(locale.LogColumnWho), w.Text(locale.LogColumnWhat),
		w.Text(locale.LogColumnObject), w.Text(locale.LogColumnRecord), w.Text(locale.LogColumnRules),
	})
	for e, err := range entries {
		if err != nil {
			return err
		}
		file.Write([]string{
			fmt.Sprint(e.Sequence), e.Time.Format(time.DateTime), clean.Cell(e.Actor.Name), clean.Cell(w.Did(e)),
			clean.Cell(w.Subject(e)), e.Object.String(), e.Day.String(),
		})
	}
	file.Flush()
	return file.Error()
}

// changedSince says what was built on what can't be undone.
func (w Words) changedSince(args []any) string {
	if len(args) < 3 {
		return w.Text(locale.RefusedImportedSince, args...)
	}
	verb, _ := args[1].(model.Verb)
	return w.Text(locale.RefusedChangedSince, args[0], w.Verb(verb), args[2])
}
