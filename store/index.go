package store

import (
	"encoding/binary"
	"sync"

	"benefitdesk/model"
)

// index gathers what follows from the records alone, for many of them: lists,
// tallies, identities and links.
type index struct {
	batch
	tallies map[tallyKey]uint64
	scratch []entry
}

func newIndex() *index { return &index{tallies: map[tallyKey]uint64{}} }

// add takes what a record is in the index, and gives the entry of the record
// itself.
func (x *index) add(record model.Record, payload []byte) entry {
	x.scratch = entriesOf(x.scratch[:0], record, payload)
	for _, e := range x.scratch[1:] {
		x.put(e.bucket, e.key, e.payload)
	}
	if key, ok := tallyOf(record); ok {
		x.tallies[key]++
	}
	return x.scratch[0]
}

// sort ends the gathering and sorts, the buckets at the same time.
func (x *index) sort() {
	for key, n := range x.tallies {
		x.put(bucketTally, key[:], binary.AppendUvarint(nil, n))
	}
	var sorting sync.WaitGroup
	for b := range bucketCount {
		sorting.Go(x.runs[b].sort)
	}
	sorting.Wait()
}
