package exchange_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"benefitdesk/store/exchange"
)

const benchRows = 100_000

func benchGrid() string {
	var b strings.Builder
	b.WriteString(grid)
	for i := range benchRows {
		fmt.Fprintf(&b, "Cloud\tMicrosoft 365 E3 number %d\tMAPS - Core\t%d licenses\tDec %d, 2027\n", i/2, i%100+1, i%31+1)
	}
	return b.String()
}

func BenchmarkReadGrid(b *testing.B) {
	text := benchGrid()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		readText(b, "grid", text)
	}
}

func BenchmarkPlanGrid(b *testing.B) {
	file := readText(b, "grid", benchGrid())
	for b.Loop() {
		if _, err := exchange.Plan(newMemory(), 1, []exchange.File{file}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPortfolio(b *testing.B) {
	facts := newMemory()
	plan, err := exchange.Plan(facts, 1, []exchange.File{readText(b, "grid", benchGrid())})
	if err != nil {
		b.Fatal(err)
	}
	for _, change := range plan.Changes {
		facts.records[change.Ref] = change.After
	}
	var text bytes.Buffer
	p := exchange.Portfolio{Records: facts.All}
	if err := exchange.Write(&text, p, false); err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			if err := exchange.Write(io.Discard, p, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		for b.Loop() {
			readText(b, "p", text.String())
		}
	})
}
