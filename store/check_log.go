package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	"benefitdesk/model"
)

// checkLog walks the chain of the log from its first entry to the head, and
// compares the history and the requests with it. After the first bad entry the
// chain says nothing more.
func (c *checker) checkLog() error {
	var before [sha256.Size]byte
	sequence, broken := uint64(0), false
	report := func(format string, args ...any) {
		if !broken {
			c.add("log", model.Ref{}, format, args...)
		}
		broken = true
	}
	_, err := c.eachRaw(bucketLog, func(key, value []byte) {
		sequence++
		payload, err := bucketLog.open(key, value)
		if err != nil {
			report("entry %d is damaged", sequence)
			return
		}
		hash, encoded, err := splitEntry(key, payload)
		if err != nil || !bytes.Equal(key, sequenceKey(sequence)) {
			report("entry %d is missing", sequence)
			return
		}
		if hash != chain(before, encoded) {
			report("entry %d does not follow from the entries before it: it or one before was changed", sequence)
		}
		before = hash
		item, err := decodeEntry(key, encoded)
		if err != nil {
			report("entry %d is not readable", sequence)
			return
		}
		c.checkEntry(item)
	})
	switch {
	case c.shadowed[bucketLog]+c.shadowed[bucketHistory]+c.shadowed[bucketRequest] > 0:
		report("has entries that were written twice")
	case sequence != c.state.sequence:
		report("has %d entries, the state says %d", sequence, c.state.sequence)
	case before != c.state.head:
		report("its last entry is not the one that the state names")
	}
	return err
}

// checkEntry looks for the history and request of one log entry.
func (c *checker) checkEntry(item logged) {
	for _, ref := range refsOf(item.Entry) {
		c.expected[bucketHistory]++
		if _, found, err := c.get(bucketHistory, historyKey(ref, item.Sequence)); err == nil && !found {
			c.add("history", ref, "entry %d is missing", item.Sequence)
		}
	}
	if item.Request == "" {
		return
	}
	c.expected[bucketRequest]++
	id, err1 := hex.DecodeString(item.Request)
	receipt, err2 := hex.DecodeString(item.Receipt)
	if err1 != nil || err2 != nil || len(receipt) != sha256.Size {
		c.add("request", model.Ref{}, "entry %d names it in no readable way", item.Sequence)
		return
	}
	payload, found, err := c.get(bucketRequest, id)
	if err == nil && (!found || !bytes.Equal(payload, requestPayload(digest(receipt), item.Sequence))) {
		c.add("request", model.Ref{}, "the one of entry %d is missing or differs", item.Sequence)
	}
}
