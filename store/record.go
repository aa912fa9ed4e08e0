package store

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"benefitdesk/model"
)

// encodeRecord gives the payload of a record: its label, so that lists find
// names without decoding, and its JSON. A key's text is not part of it.
func encodeRecord(record model.Record) ([]byte, error) {
	encoded, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", record.Ref(), err)
	}
	label := record.Label()
	payload := make([]byte, 0, binary.MaxVarintLen32+len(label)+len(encoded))
	payload = binary.AppendUvarint(payload, uint64(len(label)))
	payload = append(payload, label...)
	return append(payload, encoded...), nil
}

// splitRecord cuts the payload of a record into its label and JSON.
func splitRecord(payload []byte) (label, encoded []byte, err error) {
	n, size := binary.Uvarint(payload)
	if size <= 0 || n > uint64(len(payload)-size) {
		return nil, nil, errors.New("not a record")
	}
	end := size + int(n)
	return payload[size:end], payload[end:], nil
}

// decodeRecord reads the payload of a record of a kind.
func decodeRecord(kind model.Kind, payload []byte) (model.Record, error) {
	_, encoded, err := splitRecord(payload)
	if err != nil {
		return nil, err
	}
	return decodeJSON(kind, encoded)
}

func decodeJSON(kind model.Kind, encoded []byte) (model.Record, error) {
	pointer := model.New(kind)
	if pointer == nil {
		return nil, errors.New("unknown kind of record")
	}
	if err := json.Unmarshal(encoded, pointer); err != nil {
		return nil, err
	}
	return model.Value(pointer), nil
}

// same tells whether two records have the same content. A record that was
// written before a field existed is the same as what is read from it.
func same(a, b model.Record) (bool, error) {
	first, err := encodeRecord(a)
	if err != nil {
		return false, err
	}
	second, err := encodeRecord(b)
	return bytes.Equal(first, second), err
}
