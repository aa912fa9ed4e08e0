//go:build linux

package store

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"benefitdesk/model"

	"go.etcd.io/bbolt"
)

// BenchmarkSave measures one saved change against two writes of 4 KiB, each
// with fdatasync, in the same run.
func BenchmarkSave(b *testing.B) {
	s := filled(b, benchSize())
	plain, err := os.Create(filepath.Join(b.TempDir(), "plain"))
	if err != nil {
		b.Fatal(err)
	}
	defer plain.Close()
	page := make([]byte, 4096)
	plain.Write(page)
	plain.Sync()
	bare := bareBolt(b, s)
	var saves, floors, bares []time.Duration
	ref := model.Ref{Kind: model.KindBenefit, ID: 5001}
	for i := 0; b.Loop(); i++ {
		record, err := s.Get(ctx, ref)
		if err != nil {
			b.Fatal(err)
		}
		changed := record.(model.Benefit)
		changed.Note = fmt.Sprint("note ", i)
		command := model.Save{Record: changed}
		want, err := s.Try(ctx, actor, today, command)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := s.Do(ctx, actor, today, command, want, model.RequestID{1, byte(i), byte(i >> 8), byte(i >> 16)}); err != nil {
			b.Fatal(err)
		}
		saves = append(saves, time.Since(start))
		start = time.Now()
		for range 2 {
			plain.WriteAt(page, 0)
			syscall.Fdatasync(int(plain.Fd()))
		}
		floors = append(floors, time.Since(start))
		start = time.Now()
		bare(i)
		bares = append(bares, time.Since(start))
	}
	slices.Sort(saves)
	slices.Sort(floors)
	slices.Sort(bares)
	save, floor := saves[len(saves)/2], floors[len(floors)/2]
	b.ReportMetric(float64(save.Microseconds()), "µs/save")
	b.ReportMetric(float64(floor.Microseconds()), "µs/floor")
	b.ReportMetric(float64(bares[len(bares)/2].Microseconds()), "µs/bare")
	b.ReportMetric(float64(save)/float64(floor), "ratio")
}

// bareBolt gives the change of one value of a copy of the store that stays
// open, which is the least that bbolt can do.
func bareBolt(b *testing.B, s *Store) func(i int) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bare.db")
	if err := s.Backup(ctx, path); err != nil {
		b.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	return func(i int) {
		err := db.Update(func(tx *bbolt.Tx) error {
			value := fmt.Appendf(nil, "%300d", i)
			return tx.Bucket([]byte("benefit")).Put(idKey(5001), value)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
