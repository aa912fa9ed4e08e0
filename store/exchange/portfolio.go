package exchange

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"benefitdesk/model"
	"benefitdesk/model/clean"
)

// The portfolio is the program's own file: everything a store knows, as one
// JSON object with a list for each kind of record. Schema describes it.

const (
	portfolioFormat  = "benefitdesk portfolio"
	portfolioVersion = 1
)

//go:embed portfolio.schema.json
var schema []byte

// Schema gives the JSON Schema (draft 2020-12) of a portfolio.
func Schema() []byte { return append([]byte(nil), schema...) }

// Portfolio is what Write writes.
type Portfolio struct {
	// Records gives the records of a kind by ascending id.
	Records func(model.Kind) iter.Seq2[model.Record, error]
	// Reveal gives the text of a key, the zero Key where there is none. It is
	// called only when keys are to be revealed.
	Reveal func(model.ProductKey) (model.Key, error)
}

// portfolioHeader is what stands beside the lists of a portfolio.
type portfolioHeader struct {
	Format  string          `json:"format"`
	Version json.RawMessage `json:"version"`
	Partner json.RawMessage `json:"partner,omitempty"`
}

// listName is the name of a kind's list in a portfolio.
func listName(kind model.Kind) string { return kind.String() + "s" }

// portfolioKind is the kind whose list has the name, 0 if none.
func portfolioKind(name string) model.Kind {
	for _, kind := range model.Kinds() {
		if kind != model.KindPartner && listName(kind) == name {
			return kind
		}
	}
	return 0
}

// Write writes a portfolio. The same records always give the same bytes. Keys
// are masked unless reveal is set.
func Write(w io.Writer, p Portfolio, reveal bool) error {
	out := &portfolioWriter{w: bufio.NewWriter(w), portfolio: p, reveal: reveal}
	out.printf("{\n\"format\": %q,\n\"version\": %d", portfolioFormat, portfolioVersion)
	for _, kind := range model.Kinds() {
		if kind == model.KindPartner {
			out.partner()
			continue
		}
		out.list(kind)
	}
	out.printf("\n}\n")
	if out.err == nil {
		out.err = out.w.Flush()
	}
	if out.err != nil {
		return fmt.Errorf("write portfolio: %w", out.err)
	}
	return nil
}

// portfolioWriter keeps the first error so that writing reads as a list.
type portfolioWriter struct {
	w         *bufio.Writer
	portfolio Portfolio
	reveal    bool
	err       error
}

func (out *portfolioWriter) printf(format string, args ...any) {
	if out.err == nil {
		_, out.err = fmt.Fprintf(out.w, format, args...)
	}
}

func (out *portfolioWriter) partner() {
	for record, err := range out.portfolio.Records(model.KindPartner) {
		if err != nil {
			out.err = err
			return
		}
		out.printf(",\n\"partner\": ")
		out.record(record)
		return
	}
}

func (out *portfolioWriter) list(kind model.Kind) {
	out.printf(",\n%q: [", listName(kind))
	between := "\n"
	for record, err := range out.portfolio.Records(kind) {
		if out.err == nil {
			out.err = err
		}
		if out.err != nil {
			return
		}
		out.printf("%s", between)
		out.record(record)
		between = ",\n"
	}
	out.printf("]")
}

// record writes one record on a line of its own.
func (out *portfolioWriter) record(record model.Record) {
	var value any = record
	if key, ok := record.(model.ProductKey); ok {
		value = out.key(key)
	}
	if out.err != nil {
		return
	}
	text, err := json.Marshal(value)
	if err != nil {
		out.err = err
		return
	}
	_, out.err = out.w.Write(clean.JSON(text))
}

func (out *portfolioWriter) key(key model.ProductKey) portfolioKey {
	with := portfolioKey{key, model.MaskTail(key.Tail)}
	if !out.reveal {
		return with
	}
	text := key.Text
	if text.IsZero() && out.portfolio.Reveal != nil {
		revealed, err := out.portfolio.Reveal(key)
		if err != nil {
			out.err = err
			return with
		}
		text = revealed
	}
	if !text.IsZero() {
		with.Key = text.Reveal()
	}
	return with
}
