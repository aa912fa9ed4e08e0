package store

import (
	"bytes"
	"encoding/binary"

	"benefitdesk/model"
)

// entry is a key and payload of a bucket.
type entry struct {
	bucket  bucket
	key     []byte
	payload []byte
}

// entriesOf appends what a record is in the file: itself first, with what it is
// encoded as, then the entries of the indexes. It is the one place that knows which indexes a
// record has; check compares the file with it.
func entriesOf(to []entry, record model.Record, payload []byte) []entry {
	ref := record.Ref()
	start := len(to)
	room := make([]byte, 0, 256) // for the keys; a full one is left to them and not reused
	add := func(b bucket, key, payload []byte) {
		for _, e := range to[start:] {
			if e.bucket == b && bytes.Equal(e.key, key) {
				return // two identities or references that are the same
			}
		}
		to = append(to, entry{b, key, payload})
	}
	take := func(grown []byte) []byte {
		key := grown[len(room):]
		room = grown
		return key
	}
	add(recordsOf(ref.Kind), take(binary.BigEndian.AppendUint64(room, uint64(ref.ID))), payload)
	if list, row, ok := model.RowOf(record); ok {
		class, _ := row.Class(list)
		at := model.Cursor{Due: row.Due, ID: row.ID}
		add(bucketList, take(appendListKey(room, list, class, at)), appendRow(nil, row))
	}
	for _, identity := range model.Finders(record) {
		add(bucketIdentity, take(appendIdentityKey(room, ref.Kind, identity, ref.ID)), nil)
	}
	for _, target := range record.Refs() {
		add(bucketLink, take(appendLinkKey(room, target, ref)), nil)
	}
	return to
}

type tallyKey [tallyKeySize]byte

// tallyOf gives the tally that counts a record; ok is false for records that
// no list shows.
func tallyOf(record model.Record) (key tallyKey, ok bool) {
	list, row, ok := model.RowOf(record)
	if !ok {
		return key, false
	}
	class, until := row.Class(list)
	appendTallyKey(key[:0], list, class, until)
	return key, true
}
