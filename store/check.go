package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// Problem is one thing that Check found wrong.
type Problem struct {
	// Part is what is wrong: "header", "structure", "count", "tally", "index",
	// "link", "secret", "log", "history", "request", or the bucket whose value
	// is damaged.
	Part   string
	Ref    model.Ref // of the record, where it belongs to one
	Detail string
}

func (p Problem) String() string {
	if p.Ref.ID == 0 {
		return p.Part + ": " + p.Detail
	}
	return p.Part + " of " + p.Ref.String() + ": " + p.Detail
}

// maxProblems is where Check stops: more of them tell nothing more.
const maxProblems = 1000

// Check reads the whole file and compares everything with everything: pages,
// envelopes, index entries with records, tallies and counts, references,
// secrets and their fingerprints (when they can be unlocked), and the log from
// its first entry to its head. The store is locked for writers meanwhile. The
// error is of reading as a whole; what is wrong inside comes as problems.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	c := &checker{expected: map[bucket]uint64{}, tallies: map[tallyKey]uint64{}}
	err := s.session(ctx, false, func(f *file) error {
		if f.header.halved {
			c.add("header", model.Ref{}, "one of the two head pages is damaged; the last change before may be missing")
		}
		if err := f.checkTrees(); err != nil {
			return err // bbolt can't be let loose on it
		}
		return f.read(func(tx *bbolt.Tx) error {
			for err := range tx.Check() {
				c.add("structure", model.Ref{}, "%v", err)
			}
			v, err := s.viewOf(ctx, tx)
			if err != nil {
				return err
			}
			return c.run(v)
		})
	})
	var damaged *DamagedError
	switch {
	case errors.Is(err, errStop):
		err = nil
	case errors.As(err, &damaged):
		c.problems = append(c.problems, Problem{damaged.Part, damaged.Ref, damaged.Detail})
		err = nil
	}
	return c.problems, err
}

// checker gathers what the records and the log say should be in the file.
type checker struct {
	*view
	problems []Problem
	expected map[bucket]uint64 // entries that belong to the records and the log
	tallies  map[tallyKey]uint64
	shadowed [bucketCount]int // entries of buckets for which "recent" has others
}

func (c *checker) add(part string, ref model.Ref, format string, args ...any) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, Problem{part, ref, fmt.Sprintf(format, args...)})
	}
}

func (c *checker) run(v *view) error {
	c.view = v
	c.checkRecent()
	for b := range bucketCount {
		if err := c.envelopes(b); err != nil {
			return err
		}
	}
	for _, kind := range model.Kinds() {
		if err := c.records(kind); err != nil {
			return err
		}
	}
	for _, step := range []func() error{c.checkTallies, c.checkLog, c.checkSecrets} {
		if err := step(); err != nil {
			return err
		}
	}
	for b, n := range c.expected {
		if n != c.state.counts[b] {
			c.add("index", model.Ref{}, "%s has %d entries, the records and the log need %d", b, c.state.counts[b], n)
		}
	}
	return nil
}

// checkRecent looks at the order of "recent", on which searching relies.
func (c *checker) checkRecent() {
	var before []byte
	for i := range c.recent.count() {
		b, key, _ := c.recent.at(i)
		at := append([]byte{byte(b)}, key...)
		if b <= bucketMeta || b >= bucketCount || bytes.Compare(before, at) >= 0 {
			c.add("structure", model.Ref{}, "recent entry %d is out of order", i)
			return
		}
		before = at
	}
}

// envelopes opens every value of a bucket and compares their number with the
// state. A damaged value is a problem and not the end.
func (c *checker) envelopes(b bucket) error {
	n, err := c.eachRaw(b, func(key, value []byte) {
		if _, err := b.open(key, value); err != nil {
			c.damage(err)
		}
	})
	if err == nil && n != c.state.counts[b] {
		c.add("count", model.Ref{}, "%s has %d entries, the state says %d", b, n, c.state.counts[b])
	}
	return err
}

func (c *checker) damage(err error) {
	var damaged *DamagedError
	if errors.As(err, &damaged) {
		c.add(damaged.Part, damaged.Ref, "%s", damaged.Detail)
	}
}

// eachRaw walks a bucket without opening the envelopes.
func (c *checker) eachRaw(b bucket, use func(key, value []byte)) (n uint64, err error) {
	at, err := c.ascend(b, nil)
	if err != nil {
		return 0, err
	}
	for ; at.key != nil; at.next() {
		if n++; n%1024 == 0 && c.ctx.Err() != nil {
			return n, c.ctx.Err()
		}
		use(at.key, at.value)
	}
	c.shadowed[b] = at.shadowed
	return n, nil
}

// eachSound walks the values of a bucket whose envelope is right; the others
// were reported before.
func (c *checker) eachSound(b bucket, use func(key, payload []byte)) error {
	_, err := c.eachRaw(b, func(key, value []byte) {
		if payload, err := b.open(key, value); err == nil {
			use(key, payload)
		}
	})
	return err
}

// records compares each record of a kind with its entries in the indexes.
func (c *checker) records(kind model.Kind) error {
	b := recordsOf(kind)
	scratch := make([]entry, 0, 16)
	return c.eachSound(b, func(key, payload []byte) {
		record, err := c.decode(b, key, payload)
		if err != nil {
			c.damage(err)
			return
		}
		ref := record.Ref()
		if ref.ID >= c.state.next {
			c.add("count", ref, "its id is not below the next one, %d", c.state.next)
		}
		encoded, err := encodeRecord(record)
		if err != nil {
			c.add(b.String(), ref, "can't be encoded: %v", err)
			return
		}
		scratch = entriesOf(scratch[:0], record, encoded)
		for _, e := range scratch {
			c.compare(ref, e, payload)
		}
		if tally, ok := tallyOf(record); ok {
			c.tallies[tally]++
		}
		for _, target := range record.Refs() {
			if _, found, err := c.get(recordsOf(target.Kind), idKey(target.ID)); err == nil && !found {
				c.add("link", ref, "refers to %s, which does not exist", target)
			}
		}
	})
}

// compare looks for an entry that a record needs. Its own may differ where the
// record was written before a field existed, but not in its label.
func (c *checker) compare(ref model.Ref, e entry, own []byte) {
	if e.bucket == recordsOf(ref.Kind) {
		want, _, _ := splitRecord(e.payload)
		if label, _, _ := splitRecord(own); !bytes.Equal(label, want) {
			c.add(e.bucket.String(), ref, "its label is not that of its content")
		}
		return
	}
	c.expected[e.bucket]++
	payload, found, err := c.get(e.bucket, e.key)
	switch {
	case err != nil: // reported with the envelopes
	case !found:
		c.add("index", ref, "is missing in %s", e.bucket)
	case !bytes.Equal(payload, e.payload):
		c.add("index", ref, "differs from its entry in %s", e.bucket)
	}
}

func (c *checker) checkTallies() error {
	err := c.eachSound(bucketTally, func(key, payload []byte) {
		if len(key) != tallyKeySize {
			c.add("tally", model.Ref{}, "has an entry that is not readable")
			return
		}
		n, _ := binary.Uvarint(payload)
		if want := c.tallies[tallyKey(key)]; n != want {
			c.add("tally", model.Ref{}, "%s counts %d rows until %s, there are %d", model.List(key[0]), n, dateAt(key[2:]), want)
		}
	})
	c.expected[bucketTally] = uint64(len(c.tallies))
	return err
}

// checkSecrets compares key records, sealed texts and fingerprints.
func (c *checker) checkSecrets() error {
	vault, lockErr := c.store.unlock()
	sealed := uint64(0)
	err := c.eachSound(bucketSecret, func(key, payload []byte) {
		sealed++
		ref := bucketSecret.ref(key)
		if _, found, err := c.get(recordsOf(ref.Kind), key); err == nil && !found {
			c.add("secret", ref, "belongs to no record")
		}
		if lockErr != nil {
			return
		}
		text, err := vault.open(key, payload)
		if err != nil {
			c.damage(err)
			return
		}
		owner, found, err := c.get(bucketFingerprint, vault.mark(text))
		if err == nil && (!found || !bytes.Equal(owner, key)) {
			c.add("secret", ref, "is not found by its fingerprint")
		}
	})
	c.expected[bucketSecret], c.expected[bucketFingerprint] = sealed, sealed
	return err
}
