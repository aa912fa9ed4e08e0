package store

import (
	"bytes"
	"testing"

	"benefitdesk/model"
)

var sample = model.Row{
	ID: 7, Name: "Power BI Pro", Source: "MAPS - Core", Product: 300, Link: 70000,
	Quantity: model.Quantity{Amount: model.Unlimited, Unit: model.MoneyPerMonth, Currency: "USD"},
	Used:     -5, Due: model.MustDate("2026-05-01"), Expires: model.Never, Status: model.Deleted, Since: 1,
	Owner: 2, Replaces: 1 << 40, Moves: 4,
}

func encodeRow(row model.Row) (key, payload []byte) {
	at := model.Cursor{Due: row.Due, ID: row.ID}
	return appendListKey(nil, 1, 1, at), appendRow(nil, row)
}

func TestRow(t *testing.T) {
	for _, row := range []model.Row{{}, sample} {
		if got, err := decodeRow(encodeRow(row)); err != nil || got != row {
			t.Errorf("%+v, %v", got, err)
		}
	}
	key, payload := encodeRow(sample)
	for cut := range payload {
		if row, err := decodeRow(key, payload[:cut]); err == nil {
			t.Errorf("cut at %d: %+v", cut, row)
		}
	}
}

func FuzzRow(f *testing.F) {
	key, payload := encodeRow(sample)
	f.Add(key, payload)
	key, payload = encodeRow(model.Row{})
	f.Add(key, payload)
	f.Fuzz(func(t *testing.T, key, payload []byte) {
		row, err := decodeRow(key, payload)
		if err != nil {
			return
		}
		if again, err := decodeRow(encodeRow(row)); err != nil || again != row {
			t.Errorf("%+v became %+v, %v", row, again, err)
		}
	})
}

func FuzzEnvelope(f *testing.F) {
	key, payload := encodeRow(sample)
	f.Add(uint8(bucketList), key, bucketList.appendEnvelope(nil, key, payload))
	f.Fuzz(func(t *testing.T, b uint8, key, value []byte) {
		in := bucket(b % uint8(bucketCount))
		payload, err := in.open(key, value)
		if err == nil && !bytes.Equal(in.appendEnvelope(nil, key, payload), value) {
			t.Error("another value has the same content")
		}
	})
}

func FuzzRecord(f *testing.F) {
	payload, err := encodeRecord(benefit("A", "2026-05-01"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(model.KindBenefit), payload)
	f.Fuzz(func(t *testing.T, kind uint8, payload []byte) {
		record, err := decodeRecord(model.Kind(kind), payload)
		if err != nil {
			return
		}
		again, err := encodeRecord(record)
		if err != nil {
			return // a date out of range may not encode
		}
		if _, err := decodeRecord(model.Kind(kind), again); err != nil {
			t.Error(err)
		}
	})
}

func TestEnvelopeKnowsItsPlace(t *testing.T) {
	key, payload := []byte("key"), []byte("payload")
	value := bucketList.appendEnvelope(nil, key, payload)
	if got, err := bucketList.open(key, value); err != nil || !bytes.Equal(got, payload) {
		t.Error(got, err)
	}
	if _, err := bucketLink.open(key, value); err == nil {
		t.Error("another bucket")
	}
	if _, err := bucketList.open([]byte("kez"), value); err == nil {
		t.Error("another key")
	}
	for i := range value {
		value[i] ^= 0x10
		if _, err := bucketList.open(key, value); err == nil {
			t.Errorf("byte %d", i)
		}
		value[i] ^= 0x10
	}
}

func BenchmarkDecodeRow(b *testing.B) {
	key, payload := encodeRow(sample)
	for b.Loop() {
		if _, err := decodeRow(key, payload); err != nil {
			b.Fatal(err)
		}
	}
}
