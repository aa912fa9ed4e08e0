package store

import (
	"crypto/sha256"
	"encoding/binary"

	"benefitdesk/model"
)

// Sizes of the keys of the index buckets, in bytes.
const (
	listKeySize     = 14
	tallyKeySize    = 6
	identityKeySize = 17
	linkKeySize     = 18
	historyKeySize  = 17
)

const noDate = 0xFFFFFFFF

func idKey(id model.ID) []byte { return binary.BigEndian.AppendUint64(nil, uint64(id)) }

func sequenceKey(sequence uint64) []byte { return binary.BigEndian.AppendUint64(nil, sequence) }

func appendDate(to []byte, date model.Date) []byte {
	if date.IsZero() {
		return binary.BigEndian.AppendUint32(to, noDate)
	}
	return binary.BigEndian.AppendUint32(to, uint32(date))
}

func dateAt(key []byte) model.Date {
	if n := binary.BigEndian.Uint32(key); n != noDate {
		return model.Date(n)
	}
	return 0
}

func appendListKey(to []byte, list model.List, class model.Class, at model.Cursor) []byte {
	to = appendDate(append(to, byte(list), byte(class)), at.Due)
	return binary.BigEndian.AppendUint64(to, uint64(at.ID))
}

func appendTallyKey(to []byte, list model.List, class model.Class, until model.Date) []byte {
	return appendDate(append(to, byte(list), byte(class)), until)
}

// appendIdentityKey appends the key of an identity. Eight bytes of hash are
// enough since Lookup compares the identities of what it finds.
func appendIdentityKey(to []byte, kind model.Kind, identity string, id model.ID) []byte {
	to = appendIdentityPrefix(to, kind, identity)
	return binary.BigEndian.AppendUint64(to, uint64(id))
}

func appendIdentityPrefix(to []byte, kind model.Kind, identity string) []byte {
	sum := sha256.Sum256([]byte(identity))
	return append(append(to, byte(kind)), sum[:8]...)
}

func appendLinkKey(to []byte, target, from model.Ref) []byte {
	return appendRefKey(appendRefKey(to, target), from)
}

func appendRefKey(to []byte, ref model.Ref) []byte {
	return binary.BigEndian.AppendUint64(append(to, byte(ref.Kind)), uint64(ref.ID))
}

func historyKey(ref model.Ref, sequence uint64) []byte {
	return binary.BigEndian.AppendUint64(appendRefKey(nil, ref), sequence)
}
