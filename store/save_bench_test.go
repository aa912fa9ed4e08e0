//go:build linux

package store

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"benefitdesk/model"
	"benefitdesk/redemption"

	"go.etcd.io/bbolt"
)

// BenchmarkSave measures saved changes against two writes of 4 KiB, each with
// fdatasync, and against the change of one value in a bbolt file that stays
// open, all in the same run: an edit of one benefit, and a redemption, which
// writes five records and seals a key. Each change is of another record.
func BenchmarkSave(b *testing.B) {
	s := filled(b, benchSize())
	b.Run("edit", func(b *testing.B) { compareSaves(b, s, editNote) })
	b.Run("redeem", func(b *testing.B) { compareSaves(b, s, redeemKey) })
}

// editNote is the edit of one of the benefits of a portfolio.
func editNote(b *testing.B, s *Store, i int) model.Command {
	const odd = 7919 // further than a page from the one before
	first, last := 1200/2, benchSize()/2
	record, err := s.Get(ctx, model.Ref{Kind: model.KindBenefit, ID: model.ID(2*(first+i*odd%(last-first)) + 1)})
	if err != nil {
		b.Fatal(err)
	}
	changed := record.(model.Benefit)
	changed.Note = fmt.Sprint("note ", i)
	return model.Save{Record: changed}
}

// redeemed counts the redemptions of a run of benchmarks: no benefit is
// redeemed twice.
var redeemed int

// redeemKey is the redemption of a new key of a Cloud benefit of a portfolio
// on a subscription to the same product.
func redeemKey(b *testing.B, _ *Store, _ int) model.Command {
	redeemed++
	const products, tenants, lists = 200, 1000, 12 // of portfolio
	benefit := lists * (products + redeemed)
	subscription := benefit + products - 1
	if subscription >= benchSize() {
		b.Fatal("no more benefits")
	}
	text := fmt.Sprintf("%05X-BBBB2-CCCC3-DDDD4-EEEE5", redeemed)
	key, err := model.ParseKey(text)
	if err != nil {
		b.Fatal(err)
	}
	return redemption.Redeem{
		Benefit: model.ID(benefit + 1), Subscription: model.ID(subscription + 1), Key: key,
		Tenant:   fmt.Sprintf("t%d.onmicrosoft.com", products+subscription%tenants),
		Verified: true, SameProduct: true, Action: redemption.Extend, By: "ada",
	}
}

func compareSaves(b *testing.B, s *Store, next func(*testing.B, *Store, int) model.Command) {
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
	timed := func(to *[]time.Duration, do func()) {
		start := time.Now()
		do()
		*to = append(*to, time.Since(start))
	}
	for i := 0; b.Loop(); i++ {
		command := next(b, s, i)
		want, err := s.Try(ctx, actor, today, command)
		if err != nil {
			b.Fatal(err)
		}
		var id model.RequestID
		rand.Read(id[:])
		timed(&saves, func() { _, err = s.Do(ctx, actor, today, command, want, id) })
		if err != nil {
			b.Fatal(err)
		}
		timed(&floors, func() {
			for range 2 {
				plain.WriteAt(page, 0)
				syscall.Fdatasync(int(plain.Fd()))
			}
		})
		timed(&bares, func() { bare(i) })
	}
	micros := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
	median := func(of []time.Duration) time.Duration {
		slices.Sort(of)
		return of[len(of)/2]
	}
	save, floor, least := median(saves), median(floors), median(bares)
	var sum time.Duration
	for _, d := range saves {
		sum += d
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(micros(save), "µs/save")
	b.ReportMetric(micros(saves[len(saves)*95/100]), "µs/save95")
	b.ReportMetric(micros(sum)/float64(len(saves)), "µs/savemean")
	b.ReportMetric(micros(floor), "µs/floor")
	b.ReportMetric(micros(least), "µs/bare")
	b.ReportMetric(float64(save)/float64(floor), "×floor")
	b.ReportMetric(float64(save)/float64(least), "×bare")
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
