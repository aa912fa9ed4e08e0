package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"

	"benefitdesk/model"
)

// Try implements model.Ledger.
func (s *Store) Try(ctx context.Context, actor model.Actor, today model.Date, command model.Command) (receipt model.Receipt, err error) {
	err = s.read(ctx, func(v *view) error {
		receipt, _, err = v.decide(actor, today, command)
		return err
	})
	return receipt, err
}

// decide lets the command decide on what is stored, and then the rule of what
// it is on the actor's roles.
func (v *view) decide(actor model.Actor, today model.Date, command model.Command) (receipt model.Receipt, changes []model.Change, err error) {
	err = outside(func() error {
		if receipt, changes, err = command.Decide(facts{v}, today); err != nil {
			return err
		}
		return v.permit(actor, receipt.Rule(), receipt.Tenant)
	})
	return receipt, changes, err
}

func (v *view) permit(actor model.Actor, rule model.Rule, tenant model.ID) error {
	people, err := model.People(facts{v})
	if err != nil {
		return err
	}
	return model.Permit(people, actor, rule, tenant)
}

// ActAs gives the actor whom a name of the accounts stands for, see
// model.ActAs.
func (s *Store) ActAs(ctx context.Context, name string) (actor model.Actor, err error) {
	err = s.read(ctx, func(v *view) error {
		people, err := model.People(facts{v})
		if err != nil {
			return err
		}
		actor, err = model.ActAs(people, facts{v}.All(model.KindUser), name)
		return err
	})
	return actor, err
}

// Permit refuses what the actor's roles do not allow, for what is no command.
func (s *Store) Permit(ctx context.Context, actor model.Actor, rule model.Rule) error {
	return s.read(ctx, func(v *view) error { return v.permit(actor, rule, 0) })
}

// Do implements model.Ledger. Beside refusals and the errors of the file it
// returns model.ErrChanged, model.ErrUnknownOutcome, ErrNotSaved, ErrTooMany,
// ErrDangling, ErrKeyExists and ErrKeysLocked.
func (s *Store) Do(ctx context.Context, actor model.Actor, today model.Date, command model.Command, want model.Receipt, id model.RequestID) (receipt model.Receipt, err error) {
	digest, err := digestOf(want)
	if err != nil {
		return model.Receipt{}, err
	}
	err = s.write(ctx, func(w *writer) error {
		first, done, err := w.request(id)
		if err != nil {
			return err
		}
		if done {
			receipt = want
			if first != digest {
				return model.ErrChanged
			}
			return errStop
		}
		receipt, err = w.run(intent{actor, today, command, &want, digest, id})
		return err
	})
	if err != nil {
		return model.Receipt{}, err
	}
	return receipt, nil
}

// intent is a command on its way into the store.
type intent struct {
	actor   model.Actor
	today   model.Date
	command model.Command
	want    *model.Receipt // that the person saw; nil: none was shown
	digest  digest         // of it
	id      model.RequestID
}

// run decides, compares, and stages the changes and the log entry.
func (w *writer) run(i intent) (model.Receipt, error) {
	receipt, changes, err := w.decide(i.actor, i.today, i.command)
	if err != nil {
		return receipt, err
	}
	got, err := i.accept(receipt)
	if err != nil {
		return receipt, err
	}
	if len(changes) > model.MaxChanges {
		return receipt, fmt.Errorf("%w: %d", ErrTooMany, len(changes))
	}
	var listed []byte
	err = w.apply(changes, func(c model.Change, before, after []byte) error {
		listed, err = appendChange(listed, c.Ref, before, after)
		return err
	})
	if err != nil {
		return receipt, err
	}
	logged := model.Entry{
		Day: i.today, Actor: i.actor, Verb: receipt.Verb,
		Object: objectOf(receipt.Object, changes), Label: receipt.Label,
		Tenant: receipt.Tenant, Detail: receipt.Detail,
	}
	for _, c := range changes { // the history needs no more of them
		logged.Changes = append(logged.Changes, model.EntryChange{Ref: c.Ref})
	}
	return receipt, w.log(logged, listed, i.id, got)
}

// accept compares a receipt with the one that the person saw, and gives its
// digest. Receipts that are the same need not be encoded again.
func (i intent) accept(receipt model.Receipt) (digest, error) {
	if i.want != nil && reflect.DeepEqual(*i.want, receipt) {
		return i.digest, nil
	}
	got, err := digestOf(receipt)
	if err == nil && i.want != nil && i.digest != got {
		err = model.ErrChanged
	}
	return got, err
}

// objectOf completes the object of a receipt with the id of the record that
// the command created.
func objectOf(object model.Ref, changes []model.Change) model.Ref {
	if object.ID != 0 {
		return object
	}
	for _, c := range changes {
		if c.Before == nil && c.Ref.Kind == object.Kind {
			return c.Ref
		}
	}
	return object
}

// digest is the SHA-256 of a receipt's JSON.
type digest [sha256.Size]byte

func digestOf(receipt model.Receipt) (digest, error) {
	encoded, err := json.Marshal(receipt)
	if err != nil {
		return digest{}, fmt.Errorf("encode receipt: %w", err)
	}
	return sha256.Sum256(encoded), nil
}

const requestSize = sha256.Size + 8

// request tells whether a request was done before, with which receipt.
func (v *view) request(id model.RequestID) (first digest, done bool, err error) {
	if id == (model.RequestID{}) {
		return first, false, nil
	}
	payload, found, err := v.get(bucketRequest, id[:])
	if err != nil || !found {
		return first, false, err
	}
	if len(payload) != requestSize {
		return first, false, bucketRequest.damaged(id[:], "is not readable")
	}
	return digest(payload), true, nil
}

func requestPayload(of digest, sequence uint64) []byte {
	return binary.BigEndian.AppendUint64(append([]byte{}, of[:]...), sequence)
}
