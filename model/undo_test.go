package model_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"testing"

	"benefitdesk/model"
	"benefitdesk/model/modeltest"
)

// lived is a store in which things were done, each as an entry of its log.
func lived(t *testing.T, commands ...model.Command) *modeltest.Facts {
	t.Helper()
	f := modeltest.New()
	for _, command := range commands {
		if _, err := f.Do(today, command); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

var (
	someone = model.User{ID: 101, Name: "Ada", Email: "ada@contoso.com"}
	renamed = model.User{ID: 101, Name: "Adele Vance", Email: "ada@contoso.com"}
	credit  = model.Benefit{ID: 102, Workspace: model.AzureCredits, Name: "Azure credit", Status: model.Assigned, Holder: 101}
	free    = model.Benefit{ID: 102, Workspace: model.AzureCredits, Name: "Azure credit", Status: model.NotRedeemed}
)

func add(record model.Record) model.Command  { return model.Save{Record: model.WithID(record, 0)} }
func edit(record model.Record) model.Command { return model.Save{Record: record} }

func TestUndoAndRedo(t *testing.T) {
	f := lived(t, add(someone), add(free))
	before := maps.Clone(f.Records)
	if _, err := f.Do(today, edit(credit)); err != nil {
		t.Fatal(err)
	}
	after := maps.Clone(f.Records)
	for i, want := range []map[model.Ref]model.Record{before, after, before, after} {
		last := uint64(len(f.Log))
		receipt, err := f.Do(today, model.Undo{Sequence: last})
		wanted := model.Receipt{Verb: model.VerbUndo, Object: credit.Ref(), Label: "Azure credit", Detail: model.Undone{Sequence: last, Verb: model.VerbEdit}}
		if err != nil || receipt != wanted || !reflect.DeepEqual(f.Records, want) {
			t.Errorf("undo %d: %v, %+v, %+v", i+1, err, receipt, f.Records)
		}
	}
}

// TestUndidIsReadFromTheLog as well, where details are JSON.
func TestUndidIsReadFromTheLog(t *testing.T) {
	want := model.Undone{Sequence: 7, Verb: model.VerbReserve}
	encoded, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		entry model.Entry
		want  model.Undone
		ok    bool
	}{
		"decided":     {model.Entry{Verb: model.VerbUndo, Detail: want}, want, true},
		"stored":      {model.Entry{Verb: model.VerbUndo, Detail: json.RawMessage(encoded)}, want, true},
		"no undo":     {model.Entry{Verb: model.VerbEdit, Detail: want}, model.Undone{}, false},
		"no detail":   {model.Entry{Verb: model.VerbUndo}, model.Undone{}, false},
		"not legible": {model.Entry{Verb: model.VerbUndo, Detail: json.RawMessage("{")}, model.Undone{}, false},
	} {
		if got, ok := c.entry.Undid(); got != c.want || ok != c.ok {
			t.Errorf("%s: %+v, %v", name, got, ok)
		}
	}
}

// TestUndoHasTheRuleOfWhatItUndoes: who may not do it may not undo it either.
func TestUndoHasTheRuleOfWhatItUndoes(t *testing.T) {
	user := model.Ref{Kind: model.KindUser, ID: 1}
	for _, c := range []struct {
		receipt model.Receipt
		want    model.Rule
	}{
		{model.Receipt{Verb: model.VerbEdit, Object: user}, model.RuleOf(model.VerbEdit, model.KindUser)},
		{model.Receipt{Verb: model.VerbUndo, Object: user, Detail: model.Undone{Verb: model.VerbAdd}}, model.RuleOf(model.VerbAdd, model.KindUser)},
		{model.Receipt{Verb: model.VerbUndo, Detail: model.Undone{Verb: model.VerbReserve}}, model.RuleOf(model.VerbReserve, 0)},
	} {
		if got := c.receipt.Rule(); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v: %+v, want %+v", c.receipt, got, c.want)
		}
	}
}

func TestUndoRefusals(t *testing.T) {
	key := model.AddKey{Benefit: 102, Key: parseKey(t, cloudKey), Licenses: 5, Months: 12}
	same := []model.Command{add(someone), add(free)}
	with := func(more ...model.Command) *modeltest.Facts { return lived(t, append(same[:2:2], more...)...) }
	undo := func(sequence uint64) model.Command { return model.Undo{Sequence: sequence} }
	imported := with(edit(credit))
	imported.Records[credit.Ref()] = free // an import lists no changes
	gone := with(edit(credit), undo(3), undo(1))
	for name, c := range map[string]struct {
		facts    *modeltest.Facts
		sequence uint64
		want     string
	}{
		"no such entry":       {with(), 9, "nothing_to_undo"},
		"nothing was changed": {with(edit(free)), 3, "nothing_to_undo"},
		"already undone":      {with(edit(credit), undo(3)), 3, "undone_already 4"},
		"created and removed": {with(undo(1)), 1, "undone_already 3"},
		"changed since":       {with(edit(credit), edit(free)), 3, "changed_since Azure credit edit 4"},
		"removed since":       {with(edit(renamed), undo(3), undo(1)), 3, "changed_since Ada undo 5"},
		"imported since":      {imported, 3, "changed_since Azure credit"},
		"referred to":         {with(edit(credit)), 1, "still_needed Ada Azure credit"},
		"refers to what went": {gone, 4, "target_gone Azure credit user 101"},
		"key's text":          {with(key, undo(3)), 4, "key_text_gone " + maskedKey},
		"seen":                {with(key, model.Reveal{Key: 103}), 4, "final_seen"},
		"key seen since":      {with(key, model.Reveal{Key: 103}), 3, "changed_since " + maskedKey + " reveal 4"},
	} {
		records := maps.Clone(c.facts.Records)
		_, changes, err := model.Undo{Sequence: c.sequence}.Decide(c.facts, today)
		if model.CodeOf(err) == "" || err.Error() != c.want || len(changes) > 0 {
			t.Errorf("%s: %v, %d changes, want %s", name, err, len(changes), c.want)
		}
		if !reflect.DeepEqual(records, c.facts.Records) {
			t.Errorf("%s: the facts changed", name)
		}
	}
}

func TestUndoOfFactsThatCannotBeRead(t *testing.T) {
	f := lived(t, add(someone))
	f.Broken = modeltest.ErrBroken
	if _, _, err := (model.Undo{Sequence: 1}).Decide(f, today); !errors.Is(err, modeltest.ErrBroken) {
		t.Error(err)
	}
	without := struct{ model.Facts }{f}
	if _, _, err := (model.Undo{Sequence: 1}).Decide(without, today); err == nil || model.CodeOf(err) != "" {
		t.Error(err)
	}
}
