package theme

import "strings"

// Glyphs are the signs drawn around text, each exactly one cell wide.
type Glyphs struct {
	Rule, Vertical string // separating lines
	Bar, HalfBar   string // a filled cell of a bar, and half of one
	Gap            string // the empty rest of a gauge
	Dot            string // a state that holds
	Half           string // a state in between
	Ring           string // a state that does not hold yet
	Check          string // done
	Ended          string // a state that is over
	Warn           string // look here
	Mark           string // the selected row
	Pointer        string // the selected option
	Up, Down       string // sorted ascending, descending
	Ellipsis       string // text was cut
	Arrow          string // before → after
	Secret         string // a hidden character
	Thumb          string // the visible part of a long list

	TopLeft, TopRight, BottomLeft, BottomRight string // corners of an overlay

	Start, End      string // ends of a bar on an axis
	MoreLeft, More  string // a bar that goes on outside the axis
	Short           string // a bar too short for two ends
	Today, Boundary string // marks on an axis
	Cross           string // a mark on a bar
	Tick            string // a value on an axis

	Levels [8]string // a sparkline's heights, lowest first
	Shades [3]string // an area, and those that join it in turns
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Rule: "─", Vertical: "│", Bar: "━", HalfBar: "╸", Gap: "┄",
		Dot: "●", Half: "◐", Ring: "○", Check: "✓", Ended: "×", Warn: "!",
		Mark: "▌", Pointer: "▸", Up: "↑", Down: "↓",
		Ellipsis: "…", Arrow: "→", Secret: "•", Thumb: "▐",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯",
		Start: "├", End: "┤", MoreLeft: "◂", More: "▸", Short: "│",
		Today: "┆", Boundary: "╎", Cross: "┼", Tick: "╵",
		Levels: [8]string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Shades: [3]string{"░", "█", "▒"},
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Rule: "-", Vertical: "|", Bar: "=", HalfBar: "-", Gap: ".",
		Dot: "*", Half: "%", Ring: "o", Check: "v", Ended: "x", Warn: "!",
		Mark: ">", Pointer: ">", Up: "^", Down: "v",
		Ellipsis: "~", Arrow: ">", Secret: "*", Thumb: "|",
		TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
		Start: "|", End: "|", MoreLeft: "<", More: ">", Short: "|",
		Today: ":", Boundary: ":", Cross: "+", Tick: "'",
		Levels: [8]string{"_", ".", ",", "-", "=", "+", "*", "#"},
		Shades: [3]string{"-", "#", "="},
	}
}

// ASCII turns every sign of ours in a text (bars, arrows, dashes, quotes) into
// an ASCII sign of the same width. Letters stay as they are.
func ASCII(s string) string { return strings.Map(asciiSign, s) }

func asciiSign(r rune) rune {
	if r < 0x80 {
		return r
	}
	for _, p := range signs {
		if i := strings.IndexRune(p.from, r); i >= 0 {
			return rune(p.to)
		}
	}
	if r >= 0x2500 && r < 0x2580 { // the rest of the box-drawing block
		return '+'
	}
	if r >= 0x2580 && r < 0x25a0 { // the rest of the block elements
		return '#'
	}
	return r
}

// signs is never written to.
var signs = [...]struct {
	from string
	to   byte
}{
	{"─╸╺╴╶╌–—−▄░", '-'}, {"│├┤┃▐", '|'}, {"━═▅▒", '='}, {"┄·▂", '.'},
	{"●•▇", '*'}, {"◐", '%'}, {"○", 'o'}, {"✓↓", 'v'}, {"↑", '^'},
	{"▌▸→", '>'}, {"◂←", '<'}, {"…±", '~'}, {"┆╎", ':'},
	{"▁", '_'}, {"▃", ','}, {"▆", '+'}, {"█", '#'},
	{"×", 'x'}, {"÷", '/'}, {"‘’╵", '\''}, {"“”", '"'},
}
