// Package store keeps benefitdesk's records in one bbolt file: records, the
// indexes that lists and commands read, sealed product keys, and an activity
// log in which tampering shows. It knows no rules; commands of package model
// decide, the store writes what they decided, whole or not at all.
//
// The file is locked only during an operation, so several programs share it.
// Everything that is read is checked; a damaged value is an error that names
// its record and is never shown as content.
//
// # FORMAT
//
// The format is schema version 2. Numbers are big-endian unless called
// varint (encoding/binary's uvarint and zigzag varint). A date is its
// model.Date in 4 bytes; in keys, no date is 0xFFFFFFFF so that it sorts last.
//
// Every value is an envelope:
//
//	1 byte   value version, 1
//	4 bytes  CRC-32C over: bucket name, value version, length of key (2
//	         bytes), key, payload
//	rest     payload
//
// Buckets, their keys and payloads:
//
//	meta         "format" → "benefitdesk store" 0x00 schema (2 bytes)
//	             "store"  → JSON: id, created, wrapped data keys
//	             "state"  → next id (8), log sequence (8), log head hash (32),
//	                        then a uvarint count of entries for each bucket
//	             "recent" → entries that stand for those of the buckets below
//	<kind>       one for each kind of record, named by it:
//	             id (8) → uvarint length of label, label, JSON of the record
//	list         list, class (1 each), due (4), id (8) → row, see appendRow
//	tally        list, class, until (4) → uvarint number of rows
//	identity     kind, first 8 bytes of SHA-256 of what it is found by, see
//	             model.Finders, id → nothing
//	link         kind and id referred to, kind and id that refers → nothing
//	secret       id of the key's record → nonce (12), AES-256-GCM ciphertext
//	fingerprint  HMAC-SHA256 of the key's text (32) → id of its record
//	log          sequence (8) → hash (32), JSON of the entry
//	history      kind, id, sequence → nothing
//	request      request id (16) → SHA-256 of the receipt (32), sequence (8)
//	document     kind 0x1F name → bytes
//
// What single changes write is kept together in "recent" until it has grown to
// 32 KiB, and then moved into the buckets, so that a change writes a few pages
// and not fifteen. Its payload is empty, or: entries by ascending bucket and key,
// the offset of each in the payload (4), their number (4). An entry is: length of
// key (2), length of value (4), number of the bucket (1), key, value with its
// envelope; the length 0xFFFFFFFF says that the key is deleted.
// The number of a bucket is its place in the list above, beginning with 0 for
// meta; the kinds come last, in the order of model.Kinds. Whoever reads a bucket
// takes an entry of "recent" instead of the one in the bucket, and the counts in
// the state are of what is read so.
//
// The hash of a log entry is SHA-256(hash of the entry before ‖ JSON); the
// first entry follows 32 zero bytes. The revision of a store is the sequence
// of its last entry.
//
// Open brings a file of an older version up to date, after a copy of it as it
// was beside it, whose name ends with ".v" and the version. Version 1 had no list
// of redemptions and no groups among the identities; its rows were without
// moves, owner and replaces, and had less in status and since. From 1 to 2 list,
// tally, identity and link are made anew from the records, whose JSON only gained
// fields that may be missing.
//
// # Keys
//
// A store has one random data key of 256 bits. It is wrapped by age to an
// X25519 identity that lies apart from the store, in IdentityDir under the
// store's id; "store" holds a list of wraps by method, so that another method
// (a passphrase) is one more element. From the data key HKDF-SHA256 derives one
// key for each use: "benefitdesk secret v1", "benefitdesk fingerprint v1" and
// "benefitdesk document v1". The associated data of a secret is its bucket,
// 0x00 and the record's id; that of a sealed draft is "document", 0x00 and the
// document's key.
package store
