package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"

	"benefitdesk/model"
)

// BulkDetail is the Detail of a log entry for more changes than an entry
// lists: how many there were, and a digest that tells them from others.
type BulkDetail struct {
	Detail  any    `json:"detail,omitzero"` // of the command
	New     int    `json:"new"`
	Changed int    `json:"changed"`
	Removed int    `json:"removed,omitzero"`
	Digest  string `json:"digest"` // SHA-256, hexadecimal digits
}

// Load writes the changes of an import in one transaction, with one log entry
// whose Detail is a BulkDetail. It returns the new revision, and
// model.ErrChanged when the plan was made on another revision than the present
// one; nothing is written then, nor when the actor's roles do not allow the
// verb.
func (s *Store) Load(ctx context.Context, actor model.Actor, today model.Date, plan model.ImportPlan, verb model.Verb, detail any) (revision model.Revision, err error) {
	err = s.write(ctx, func(w *writer) error {
		if w.revision() != plan.Revision {
			return model.ErrChanged
		}
		for _, rule := range plan.Rules(verb) {
			if err := w.permit(actor, rule, 0); err != nil {
				return err
			}
		}
		err := w.bulk(plan.Changes, model.Entry{Actor: actor, Day: today, Verb: verb, Detail: detail})
		revision = w.revision()
		return err
	})
	if err != nil {
		return 0, err
	}
	return revision, nil
}

// bulk stages any number of changes and one entry that counts them.
func (w *writer) bulk(changes []model.Change, entry model.Entry) error {
	w.fill = fillBulk
	sum := newChangeSum()
	err := w.apply(changes, func(c model.Change, before, after []byte) error {
		sum.add(c.Ref, before, after)
		return w.ctx.Err()
	})
	if err != nil {
		return err
	}
	entry.Detail = sum.detail(entry.Detail)
	return w.log(entry, nil, model.RequestID{}, digest{})
}

// changeSum counts and digests changes: for each the key of its reference,
// then the payloads of before and after, each behind its length (8 bytes).
type changeSum struct {
	BulkDetail
	hash hash.Hash
}

func newChangeSum() *changeSum { return &changeSum{hash: sha256.New()} }

func (s *changeSum) add(ref model.Ref, before, after []byte) {
	switch {
	case before == nil:
		s.New++
	case after == nil:
		s.Removed++
	default:
		s.Changed++
	}
	s.hash.Write(appendRefKey(nil, ref))
	s.addPayload(before)
	s.addPayload(after)
}

func (s *changeSum) addPayload(payload []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(payload)))
	s.hash.Write(length[:])
	s.hash.Write(payload)
}

func (s *changeSum) detail(of any) BulkDetail {
	s.Detail, s.Digest = of, hex.EncodeToString(s.hash.Sum(nil))
	return s.BulkDetail
}

// checkAscending is the condition under which records can be written in the
// order in which they come.
func checkAscending(last model.ID, record model.Record) error {
	if id := record.Ref().ID; id <= last {
		return fmt.Errorf("fill: %s does not follow record %d: ids must ascend", record.Ref(), last)
	}
	return nil
}
