// Package theme turns colour tokens into terminal styles. It is the only place
// that names a colour: everything else says what a piece of text means (a Tone).
package theme

import (
	"io"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Tone says what a piece of text means; the theme decides how that looks.
type Tone uint8

// The tones. Colour is never their only signal: a glyph or a word says the same.
const (
	Plain        Tone = iota + 1 // ordinary text, in the terminal's own colours
	Muted                        // secondary text
	Accent                       // the one accent colour
	Good                         // a state that needs nothing
	Warning                      // a state that needs attention
	Danger                       // an error, or what can't be taken back
	Heading                      // titles and column headers
	Rule                         // separating lines, borders, the scroll thumb
	Selected                     // the selected row: a background
	SelectedMark                 // the bar that marks the selected row
	KeyHint                      // keys named in the footer
	Field                        // a text field
	FieldFocus                   // the text field that has the keyboard
	Placeholder                  // what an empty field shows
	Cursor                       // the cell under the text cursor
	Before                       // bars of how things are
	After                        // bars of how things would be
	Today                        // the mark of today on a time axis
	toneEnd
)

// Options choose a theme.
type Options struct {
	Dark    bool            // the terminal's background is dark
	Color   bool            // colours are wanted (false for NO_COLOR)
	ASCII   bool            // only ASCII line drawing
	Profile termenv.Profile // how many colours the terminal has; the zero value is TrueColor
}

// Theme paints text. It is an immutable value made by New; the zero Theme
// paints nothing and has no glyphs.
type Theme struct {
	// Glyphs are the signs to draw with.
	Glyphs Glyphs

	ascii bool
	inks  *[toneEnd]ink
}

// ink is a tone ready to use. Codes are SGR parameters, each led by a semicolon.
type ink struct {
	style   lipgloss.Style
	prefix  string // the complete opening sequence, or empty
	front   string // attributes and foreground, for text on another tone's background
	attrs   string // attributes alone
	back    string // background, with the attributes that go with it
	reverse bool   // the background is reverse video
}

const reset = "\x1b[m"

// New builds the theme for the options. It reads and asks nothing.
func New(o Options) Theme {
	if o.Profile == termenv.Ascii {
		o.Color = false
	}
	t := Theme{Glyphs: unicodeGlyphs(), ascii: o.ASCII, inks: new([toneEnd]ink)}
	if o.ASCII {
		t.Glyphs = asciiGlyphs()
	}
	// A renderer of our own: lipgloss's default one would ask the terminal, and
	// with colours off it would drop the attributes too.
	r := lipgloss.NewRenderer(io.Discard)
	r.SetHasDarkBackground(o.Dark)
	r.SetColorProfile(o.Profile)
	if !o.Color {
		r.SetColorProfile(termenv.ANSI)
	}
	p := dark
	if !o.Dark {
		p = light
	}
	for tone, l := range looks(p()) {
		t.inks[tone] = l.ink(r, o)
	}
	return t
}

// Style is the tone as a lipgloss style, for the rare text that needs lipgloss.
func (t Theme) Style(tone Tone) lipgloss.Style {
	if t.inks == nil || tone >= toneEnd {
		return lipgloss.NewStyle()
	}
	return t.inks[tone].style
}

// Paint returns the text in the tone. The text must not be painted already.
func (t Theme) Paint(tone Tone, text string) string {
	if t.inks == nil || tone >= toneEnd || text == "" {
		return text
	}
	if prefix := t.inks[tone].prefix; prefix != "" {
		return prefix + text + reset
	}
	return text
}

// On returns the text in the tone cell on the background of the tone row.
// Segments painted so are joined, never nested.
func (t Theme) On(row, cell Tone, text string) string {
	if t.inks == nil || row >= toneEnd || cell >= toneEnd || text == "" {
		return text
	}
	back, front := &t.inks[row], &t.inks[cell]
	codes := front.front
	if back.reverse {
		codes = front.attrs // a foreground would turn into patches of background
	}
	if codes += back.back; codes == "" {
		return text
	}
	return "\x1b[" + codes[1:] + "m" + text + reset
}

// Encode is the last step before the terminal: with ASCII line drawing it turns
// every sign of ours that is left in the frame (an ellipsis, an arrow or a dash
// in a message) into an ASCII sign of the same width. Letters stay as they are.
func (t Theme) Encode(frame string) string {
	if !t.ascii {
		return frame
	}
	return ASCII(frame)
}
