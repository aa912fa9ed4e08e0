package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"benefitdesk/model"
)

// logged is what the JSON of a log entry holds: the entry, and the request it
// answered.
type logged struct {
	model.Entry
	Request string `json:"request,omitzero"` // hexadecimal digits
	Receipt string `json:"receipt,omitzero"` // SHA-256 of the receipt, for Request
}

// log appends an entry, its history and its request to what is written. The
// changes are encoded already, see appendChange; of those in the entry only the
// references count.
func (w *writer) log(entry model.Entry, changes []byte, request model.RequestID, receipt digest) error {
	entry.Sequence = w.state.sequence + 1
	entry.Time = w.store.clock().UTC().Round(0)
	refs := refsOf(entry)
	entry.Changes = nil
	encoded, err := json.Marshal(entry)
	if err != nil {
		return fmt.Errorf("encode log entry: %w", err)
	}
	var none [sha256.Size]byte // the place of the hash
	payload := make([]byte, 0, len(none)+len(encoded)+len(changes)+160)
	payload = append(append(payload, none[:]...), encoded[:len(encoded)-1]...)
	if len(changes) > 0 {
		payload = append(append(append(payload, `,"changes":[`...), changes...), ']')
	}
	if request != (model.RequestID{}) {
		payload = append(hex.AppendEncode(append(payload, `,"request":"`...), request[:]), '"')
		payload = append(hex.AppendEncode(append(payload, `,"receipt":"`...), receipt[:]), '"')
		w.add(bucketRequest, request[:], requestPayload(receipt, entry.Sequence))
	}
	payload = append(payload, '}')
	w.state.sequence = entry.Sequence
	w.state.head = chain(w.state.head, payload[len(none):])
	copy(payload, w.state.head[:])
	key := sequenceKey(entry.Sequence)
	w.add(bucketLog, key, payload)
	for _, ref := range refs {
		w.add(bucketHistory, historyKey(ref, entry.Sequence), nil)
	}
	w.proofOf(bucketLog, key, payload)
	return nil
}

// appendChange appends what the JSON of a model.EntryChange is, from what the
// records are encoded as, to others before it.
func appendChange(to []byte, ref model.Ref, before, after []byte) ([]byte, error) {
	if len(to) > 0 {
		to = append(to, ',')
	}
	encoded, err := json.Marshal(ref)
	if err != nil {
		return nil, fmt.Errorf("encode log entry: %w", err)
	}
	to = append(append(to, `{"ref":`...), encoded...)
	for _, record := range [...]struct {
		name    string
		payload []byte
	}{{`,"before":`, before}, {`,"after":`, after}} {
		if record.payload == nil {
			continue
		}
		_, encoded, err := splitRecord(record.payload)
		if err != nil {
			return nil, fmt.Errorf("encode log entry: %w", err)
		}
		to = append(append(to, record.name...), encoded...)
	}
	return append(to, '}'), nil
}

func (w *writer) proofOf(b bucket, key, payload []byte) { w.proof = entry{b, key, payload} }

// chain is the hash of an entry that follows one with the hash before.
func chain(before [sha256.Size]byte, encoded []byte) [sha256.Size]byte {
	hash := sha256.New()
	hash.Write(before[:])
	hash.Write(encoded)
	return [sha256.Size]byte(hash.Sum(nil))
}

// refsOf lists the records in whose history an entry is, each once.
func refsOf(entry model.Entry) []model.Ref {
	seen := map[model.Ref]bool{}
	var found []model.Ref
	add := func(ref model.Ref) {
		if ref.ID != 0 && !seen[ref] {
			seen[ref] = true
			found = append(found, ref)
		}
	}
	add(entry.Object)
	for _, c := range entry.Changes {
		add(c.Ref)
	}
	return found
}

// splitEntry cuts the payload of a log entry into its hash and JSON.
func splitEntry(key, payload []byte) (hash [sha256.Size]byte, encoded []byte, err error) {
	if len(payload) < sha256.Size || len(key) != 8 {
		return hash, nil, bucketLog.damaged(key, "has an entry that is too short")
	}
	return [sha256.Size]byte(payload), payload[sha256.Size:], nil
}

// decodeEntry reads the JSON of a log entry. Detail becomes a json.RawMessage.
func decodeEntry(key, encoded []byte) (logged, error) {
	var raw struct {
		Sequence uint64          `json:"sequence"`
		Time     time.Time       `json:"time"`
		Day      model.Date      `json:"day"`
		Actor    model.Actor     `json:"actor"`
		Verb     model.Verb      `json:"verb"`
		Object   model.Ref       `json:"object"`
		Label    string          `json:"label"`
		Tenant   model.ID        `json:"tenant"`
		Detail   json.RawMessage `json:"detail"`
		Changes  []struct {
			Ref           model.Ref `json:"ref"`
			Before, After json.RawMessage
		} `json:"changes"`
		Request, Receipt string
	}
	damaged := func() error {
		return bucketLog.damaged(nil, fmt.Sprintf("has an entry that is not readable: %x", key))
	}
	if err := json.Unmarshal(encoded, &raw); err != nil || !bytes.Equal(key, sequenceKey(raw.Sequence)) {
		return logged{}, damaged()
	}
	entry := model.Entry{
		Sequence: raw.Sequence, Time: raw.Time, Day: raw.Day, Actor: raw.Actor,
		Verb: raw.Verb, Object: raw.Object, Label: raw.Label, Tenant: raw.Tenant,
	}
	if raw.Detail != nil {
		entry.Detail = raw.Detail
	}
	for _, c := range raw.Changes {
		before, err1 := optional(c.Ref.Kind, c.Before)
		after, err2 := optional(c.Ref.Kind, c.After)
		if err1 != nil || err2 != nil {
			return logged{}, damaged()
		}
		entry.Changes = append(entry.Changes, model.EntryChange{Ref: c.Ref, Before: before, After: after})
	}
	return logged{Entry: entry, Request: raw.Request, Receipt: raw.Receipt}, nil
}

func optional(kind model.Kind, encoded json.RawMessage) (model.Record, error) {
	if encoded == nil {
		return nil, nil
	}
	return decodeJSON(kind, encoded)
}

// Log gives up to limit entries after a sequence, ascending. The Detail of an
// entry is a json.RawMessage.
func (s *Store) Log(ctx context.Context, after uint64, limit int) (entries []model.Entry, err error) {
	err = s.read(ctx, func(v *view) error {
		return v.scan(bucketLog, sequenceKey(after+1), nil, func(key, payload []byte) error {
			if len(entries) >= limit {
				return errStop
			}
			item, err := entryOf(key, payload)
			entries = append(entries, item.Entry)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return entries, nil
}

func entryOf(key, payload []byte) (logged, error) {
	_, encoded, err := splitEntry(key, payload)
	if err != nil {
		return logged{}, err
	}
	return decodeEntry(key, encoded)
}

// Head gives the sequence and hash of the last entry, for safe keeping.
func (s *Store) Head(ctx context.Context) (head model.Head, err error) {
	err = s.read(ctx, func(v *view) error {
		head = v.head()
		return nil
	})
	return head, err
}
