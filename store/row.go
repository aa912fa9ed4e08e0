package store

import (
	"encoding/binary"
	"errors"

	"benefitdesk/model"
)

var errRow = errors.New("not a row")

// appendRow appends the payload of a row in the list bucket. Id and due date
// are in the key. The rest: status, unit (1 byte each); varint amount, used,
// moves; uvarint product, link, owner, replaces, expires, since; uvarint lengths
// of name, source and currency; then their bytes.
func appendRow(to []byte, row model.Row) []byte {
	to = append(to, byte(row.Status), byte(row.Quantity.Unit))
	to = binary.AppendVarint(to, row.Quantity.Amount)
	to = binary.AppendVarint(to, row.Used)
	to = binary.AppendVarint(to, int64(row.Moves))
	for _, n := range [...]uint64{
		uint64(row.Product), uint64(row.Link), uint64(row.Owner), uint64(row.Replaces), uint64(uint32(row.Expires)), uint64(uint32(row.Since)),
		uint64(len(row.Name)), uint64(len(row.Source)), uint64(len(row.Quantity.Currency)),
	} {
		to = binary.AppendUvarint(to, n)
	}
	to = append(to, row.Name...)
	to = append(to, row.Source...)
	return append(to, row.Quantity.Currency...)
}

// decodeRow reads a row from its key and payload, and copies what it keeps.
func decodeRow(key, payload []byte) (row model.Row, err error) {
	if len(key) != listKeySize || len(payload) < 2 {
		return row, errRow
	}
	row.Due = dateAt(key[2:])
	row.ID = model.ID(binary.BigEndian.Uint64(key[6:]))
	row.Status, row.Quantity.Unit = model.Status(payload[0]), model.Unit(payload[1])
	at := 2
	signed := func() int64 {
		n, size := binary.Varint(payload[min(at, len(payload)):])
		at += advance(size, len(payload))
		return n
	}
	unsigned := func() uint64 {
		if at < len(payload) && payload[at] < 0x80 { // most are small
			at++
			return uint64(payload[at-1])
		}
		n, size := binary.Uvarint(payload[min(at, len(payload)):])
		at += advance(size, len(payload))
		return n
	}
	row.Quantity.Amount, row.Used, row.Moves = signed(), signed(), int(signed())
	row.Product, row.Link = model.ID(unsigned()), model.ID(unsigned())
	row.Owner, row.Replaces = model.ID(unsigned()), model.ID(unsigned())
	row.Expires, row.Since = model.Date(uint32(unsigned())), model.Date(uint32(unsigned()))
	name, source, currency := unsigned(), unsigned(), unsigned()
	limit := uint64(len(payload))
	if at > len(payload) || name > limit || source > limit || currency > limit ||
		uint64(at)+name+source+currency != limit {
		return model.Row{}, errRow
	}
	text := string(payload[at:]) // one copy for the three
	row.Name, row.Source, row.Quantity.Currency = text[:name], text[name:name+source], text[name+source:]
	return row, nil
}

// advance is how far a number of a given size moves on; a number that is cut
// off or too long moves beyond the end.
func advance(size, end int) int {
	if size <= 0 {
		return end + 1
	}
	return size
}
