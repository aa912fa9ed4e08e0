// Package line gives the program's lists, previews and reports as lines of
// text and as JSON: what the commands print, and what a screen reader reads.
package line

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"benefitdesk/model"
	"benefitdesk/model/clean"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// Preview is a redemption calculated from typed numbers.
type Preview struct {
	Requests []redemption.Request // one for each action asked for
	Asked    string               // the action as asked for
	On       string               // the redeem day as asked for
	Refused  error                // what was typed can't be calculated with
}

type previewJSON struct {
	Action    redemption.Action `json:"action"`
	On        model.Date        `json:"on"`
	Effective model.Date        `json:"effective"`
	Before    model.Term        `json:"before"`
	Key       redemption.Key    `json:"key"`
	After     model.Term        `json:"after"`
	Change    changeJSON        `json:"change"`
	Exact     string            `json:"exact"`
	Rounded   redemption.Ratio  `json:"rounded_days"`
	Steps     []string          `json:"steps"`
	Warnings  []codeJSON        `json:"warnings"`
}

type changeJSON struct {
	Licenses int64 `json:"licenses"`
	Days     *int  `json:"days"`
}

type codeJSON struct {
	Code    model.Code `json:"code"`
	Message string     `json:"message"`
}

type refusedJSON struct {
	Action  string   `json:"action"`
	On      string   `json:"on"`
	Refused codeJSON `json:"refused"`
}

// JSON writes the preview as commands.md lays down, always in English, and
// tells whether anything was allowed.
func (p Preview) JSON(out io.Writer) (allowed bool, err error) {
	english := words.Words{Language: locale.English}
	if p.Refused != nil {
		return false, writeJSON(out, refusedObject(english, p.Asked, p.On, p.Refused))
	}
	options := make([]any, 0, len(p.Requests))
	for _, request := range p.Requests {
		outcome, refused := redemption.Preview(request)
		if refused != nil {
			options = append(options, refusedObject(english, request.Action.String(), p.On, refused))
			continue
		}
		allowed = true
		options = append(options, OutcomeObject(english, outcome))
	}
	if len(options) == 1 {
		return allowed, writeJSON(out, options[0])
	}
	if only := sharedBadInput(p.Requests); only != nil {
		return false, writeJSON(out, refusedObject(english, p.Asked, p.On, only))
	}
	return allowed, writeJSON(out, struct {
		On      string `json:"on"`
		Options []any  `json:"options"`
	}{p.On, options})
}

// sharedBadInput finds the input that no action can be calculated with: one
// refusal says it for all.
func sharedBadInput(requests []redemption.Request) error {
	var first error
	for _, request := range requests {
		_, err := redemption.Preview(request)
		if model.CodeOf(err) != redemption.BadInput {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return first
}

// OutcomeObject is an outcome in the form of the command line's contract.
func OutcomeObject(w words.Words, o redemption.Outcome) any {
	object := previewJSON{
		Action: o.Action, On: o.On, Effective: o.Effective, Before: o.Before, Key: o.Key, After: o.After,
		Change:  changeJSON{Licenses: o.After.Licenses - o.Before.Licenses},
		Exact:   ExactText(o),
		Rounded: o.Moved,
		Steps:   w.Steps(o.Steps),
	}
	if days, ok := o.DaysMoved(); ok {
		object.Change.Days = &days
	}
	for _, warning := range o.Warnings {
		object.Warnings = append(object.Warnings, codeJSON{warning.Code, w.Warning(warning)})
	}
	return object
}

// ExactText is the unrounded result with its unit. The unit's word never
// changes with the number, so that scripts can cut it off.
func ExactText(o redemption.Outcome) string {
	if o.Unit == redemption.Days {
		return o.Exact.String() + " days"
	}
	return o.Exact.String() + " months"
}

func refusedObject(w words.Words, action, on string, err error) any {
	return refusedJSON{action, on, codeJSON{model.CodeOf(err), w.Error(err)}}
}

func writeJSON(out io.Writer, value any) error {
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := out.Write(clean.JSON(encoded.Bytes()))
	return err
}

// Text writes the preview for a person, and tells whether anything was
// allowed.
func (p Preview) Text(out io.Writer, w words.Words) (allowed bool, err error) {
	if p.Refused == nil {
		p.Refused = sharedBadInput(p.Requests)
	}
	if p.Refused != nil {
		_, err = fmt.Fprintln(out, w.Error(p.Refused))
		return false, err
	}
	var blocks []string
	for _, request := range p.Requests {
		outcome, refused := redemption.Preview(request)
		lines := []string{w.Action(request.Action)}
		if refused != nil {
			lines = append(lines, "  "+w.Text(locale.NotPossible, w.Error(refused)))
		} else {
			allowed = true
			lines = append(lines, indent(OutcomeLines(w, outcome))...)
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	_, err = fmt.Fprintln(out, strings.Join(blocks, "\n\n"))
	return allowed, err
}

// OutcomeLines describes an outcome line by line: before and after with a bar,
// the arithmetic, the warnings.
func OutcomeLines(w words.Words, o redemption.Outcome) []string {
	lines := append(barLines(w, o), "")
	lines = append(lines, w.Steps(o.Steps)...)
	if o.Reserved() {
		lines = append(lines, w.Text(locale.ReservedUntil, o.Effective))
	}
	lines = append(lines, "")
	for _, warning := range o.Warnings {
		lines = append(lines, "! "+w.Warning(warning))
	}
	return lines
}

const barWidth = 40

// barLines draws the time before and after on one axis that begins on the
// redeem day.
func barLines(w words.Words, o redemption.Outcome) []string {
	last := max(o.After.Ends, o.Before.Ends, o.On+1)
	cells := func(d model.Date) int {
		return max(0, int(int64(d-o.On)*barWidth/int64(last-o.On)))
	}
	names := max(ansi.StringWidth(w.Text(locale.Before)), ansi.StringWidth(w.Text(locale.After)))
	counts := max(ansi.StringWidth(w.Text(locale.UnitLicenses, o.Before.Licenses)), ansi.StringWidth(w.Text(locale.UnitLicenses, o.After.Licenses)))
	row := func(name locale.Message, term model.Term, from model.Date, moved string) string {
		begin, ends, licenses := cells(from), "–", ""
		if !term.Ends.IsZero() {
			ends, licenses = w.Date(term.Ends), w.Text(locale.UnitLicenses, term.Licenses)
		}
		bar := strings.Repeat(" ", begin) + strings.Repeat("━", max(0, cells(term.Ends)-begin))
		return strings.TrimRight(padded(w.Text(name), names)+padded(ends, len("2027-06-30"))+padded(licenses, counts)+bar+moved, " ")
	}
	moved := ""
	if days, ok := o.DaysMoved(); ok {
		moved = "  " + w.DaysMoved(days)
	}
	return []string{
		row(locale.Before, o.Before, o.On, ""),
		row(locale.After, o.After, o.Effective, moved),
	}
}

// padded fills a text up to a width and a gap.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-ansi.StringWidth(text))+2)
}

func indent(lines []string) []string {
	for i, line := range lines {
		if line != "" {
			lines[i] = "  " + line
		}
	}
	return lines
}
