package store

import (
	"encoding/binary"
	"hash/crc32"
	"sync"

	"benefitdesk/model"
)

const (
	schemaVersion = 2
	formatName    = "benefitdesk store\x00"
	valueVersion  = 1
	envelopeSize  = 5
)

// bucket names a bucket; the numbers are also the order of the counts in the
// state, so they never change within a schema version.
type bucket uint8

const (
	bucketMeta bucket = iota
	bucketList
	bucketTally
	bucketIdentity
	bucketLink
	bucketSecret
	bucketFingerprint
	bucketLog
	bucketHistory
	bucketRequest
	bucketDocument
	bucketRecords // the bucket of kind k is bucketRecords + k - 1
	bucketCount   = bucketRecords + bucket(model.KindRedemption)
)

var (
	metaFormat = []byte("format")
	metaStore  = []byte("store")
	metaState  = []byte("state")
	metaRecent = []byte("recent")
)

// bucketNames are the names in the file.
var bucketNames = namesOfBuckets()

// sums are made at first use: commands without a store don't need them.
var sums = sync.OnceValue(newChecksums)

// checksums are what the checksums of envelopes go on from: that of the bucket,
// and that of the bucket and a short key's length.
type checksums struct {
	table   *crc32.Table
	buckets [bucketCount]uint32
	lengths [bucketCount][knownLengths]uint32
}

// knownLengths is above the lengths of keys whose checksums are known.
const knownLengths = 40

func namesOfBuckets() (names [bucketCount][]byte) {
	for i, name := range []string{
		"meta", "list", "tally", "identity", "link", "secret", "fingerprint",
		"log", "history", "request", "document",
	} {
		names[i] = []byte(name)
	}
	for _, kind := range model.Kinds() {
		names[recordsOf(kind)] = []byte(kind.String())
	}
	return names
}

func newChecksums() *checksums {
	c := &checksums{table: crc32.MakeTable(crc32.Castagnoli)}
	for b, name := range bucketNames {
		c.buckets[b] = crc32.Update(crc32.Checksum(name, c.table), c.table, []byte{valueVersion})
		for length := range c.lengths[b] {
			c.lengths[b][length] = crc32.Update(c.buckets[b], c.table, []byte{0, byte(length)})
		}
	}
	return c
}

func recordsOf(kind model.Kind) bucket { return bucketRecords + bucket(kind) - 1 }

// kind is the kind of the records in a bucket, 0 for the other buckets.
func (b bucket) kind() model.Kind {
	if b < bucketRecords {
		return 0
	}
	return model.Kind(b - bucketRecords + 1)
}

func (b bucket) String() string { return string(bucketNames[b]) }

func (b bucket) sum(key, payload []byte) uint32 {
	c := sums()
	var sum uint32
	if len(key) < knownLengths {
		sum = c.lengths[b][len(key)]
	} else {
		sum = crc32.Update(c.buckets[b], c.table, []byte{byte(len(key) >> 8), byte(len(key))})
	}
	return crc32.Update(crc32.Update(sum, c.table, key), c.table, payload)
}

// appendEnvelope appends the value that holds a payload under a key.
func (b bucket) appendEnvelope(to, key, payload []byte) []byte {
	to = append(to, valueVersion)
	to = binary.BigEndian.AppendUint32(to, b.sum(key, payload))
	return append(to, payload...)
}

// seal fills in the envelope of a value whose payload is there.
func (b bucket) seal(key, value []byte) {
	value[0] = valueVersion
	binary.BigEndian.PutUint32(value[1:], b.sum(key, value[envelopeSize:]))
}

// open gives the payload of a value, or a *DamagedError that names its record.
func (b bucket) open(key, value []byte) ([]byte, error) {
	if len(value) < envelopeSize || value[0] != valueVersion {
		return nil, b.damaged(key, "has no valid envelope")
	}
	payload := value[envelopeSize:]
	if binary.BigEndian.Uint32(value[1:]) != b.sum(key, payload) {
		return nil, b.damaged(key, "does not match its checksum")
	}
	return payload, nil
}

// damaged makes the error for a value; the key is all it takes from the file.
func (b bucket) damaged(key []byte, why string) error {
	return &DamagedError{Part: b.String(), Ref: b.ref(key), Detail: why}
}

// ref tells which record an entry of a bucket belongs to, as far as its key
// says so.
func (b bucket) ref(key []byte) model.Ref {
	tail := func() model.ID {
		if len(key) < 8 {
			return 0
		}
		return model.ID(binary.BigEndian.Uint64(key[len(key)-8:]))
	}
	switch {
	case b.kind() != 0:
		return model.Ref{Kind: b.kind(), ID: tail()}
	case b == bucketSecret:
		return model.Ref{Kind: model.KindProductKey, ID: tail()}
	case b == bucketList && len(key) == listKeySize:
		return model.Ref{Kind: model.List(key[0]).Kind(), ID: tail()}
	case b == bucketIdentity && len(key) == identityKeySize:
		return model.Ref{Kind: model.Kind(key[0]), ID: tail()}
	case b == bucketLink && len(key) == linkKeySize:
		return model.Ref{Kind: model.Kind(key[9]), ID: tail()}
	case b == bucketHistory && len(key) == historyKeySize:
		return model.Ref{Kind: model.Kind(key[0]), ID: model.ID(binary.BigEndian.Uint64(key[1:]))}
	}
	return model.Ref{}
}
