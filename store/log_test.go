package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"testing"

	"benefitdesk/model"
)

// TestLogIsJSON compares what is put together with what encoding/json makes of
// the same entry.
func TestLogIsJSON(t *testing.T) {
	s := newStore(t)
	ref := do(t, s, model.Save{Record: benefit(`A <b> "c"`, "2026-05-01")})
	before, err := s.Get(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	after := before.(model.Benefit)
	after.Note = "x & y"
	gone := do(t, s, model.Save{Record: model.User{Name: "Ada", Email: "ada@contoso.com"}})
	user, err := s.Get(ctx, gone)
	if err != nil {
		t.Fatal(err)
	}
	next := model.Tenant{ID: gone.ID + 1, Domain: "contoso.com"}
	changes := fixed{model.Changed(before, after), {Ref: gone, Before: user}, model.Created(next)}
	request := model.RequestID{1, 2, 3}
	if _, err := s.Do(ctx, actor, today, changes, model.Receipt{}, request); err != nil {
		t.Fatal(err)
	}
	err = s.read(ctx, func(v *view) error {
		payload, err := v.need(bucketLog, sequenceKey(v.state.sequence))
		if err != nil {
			return err
		}
		_, encoded, err := splitEntry(sequenceKey(v.state.sequence), payload)
		if err != nil {
			return err
		}
		digest, err := digestOf(model.Receipt{})
		item := logged{
			Entry:   model.Entry{Sequence: v.state.sequence, Time: fixedClock(), Day: today, Actor: actor},
			Request: hex.EncodeToString(request[:]), Receipt: hex.EncodeToString(digest[:]),
		}
		for _, c := range changes {
			item.Changes = append(item.Changes, model.EntryChange(c))
		}
		want, err2 := json.Marshal(item)
		if !bytes.Equal(encoded, want) || err != nil || err2 != nil {
			t.Errorf("%s\nwant %s, %v, %v", encoded, want, err, err2)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
