package store

import (
	"encoding/binary"
	"errors"
	"time"

	"benefitdesk/model"
)

// state is what changes with every transaction.
type state struct {
	next     model.ID // the next id that is given to a record
	sequence uint64   // of the last log entry
	head     [32]byte // its hash
	counts   [bucketCount]uint64
}

func (s *state) append(to []byte) []byte {
	to = binary.BigEndian.AppendUint64(to, uint64(s.next))
	to = binary.BigEndian.AppendUint64(to, s.sequence)
	to = append(to, s.head[:]...)
	for _, n := range s.counts {
		to = binary.AppendUvarint(to, n)
	}
	return to
}

func (s *state) decode(payload []byte) error {
	const fixed = 8 + 8 + 32
	if len(payload) < fixed {
		return errors.New("is too short")
	}
	s.next = model.ID(binary.BigEndian.Uint64(payload))
	s.sequence = binary.BigEndian.Uint64(payload[8:])
	copy(s.head[:], payload[16:])
	rest := payload[fixed:]
	for i := range s.counts {
		n, size := binary.Uvarint(rest)
		if size <= 0 {
			return errors.New("is too short")
		}
		s.counts[i], rest = n, rest[size:]
	}
	return nil
}

// records is the number of records of all kinds.
func (s *state) records() (n int) {
	for _, count := range s.counts[bucketRecords:] {
		n += int(count)
	}
	return n
}

// origin is what stays the same for the life of a store.
type origin struct {
	ID      string    `json:"id"` // 32 hexadecimal digits
	Created time.Time `json:"created"`
	Keys    []wrap    `json:"keys"`
}

// wrap is the data key under one method.
type wrap struct {
	Method      string `json:"method"`      // "x25519"
	Fingerprint string `json:"fingerprint"` // of the recipient, see fingerprintOf
	Wrapped     []byte `json:"wrapped"`     // an age file
}
