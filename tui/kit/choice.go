package kit

import (
	"benefitdesk/tui/theme"
)

// Option is one line to choose, with a line or more of help.
type Option struct {
	Label    string
	Help     string
	Disabled string // why it can't be chosen; empty when it can
}

// Choice is a vertical list of options of which one is selected. Options that
// can't be chosen can be selected all the same, to read the reason.
type Choice struct {
	theme    theme.Theme
	options  []Option
	helps    [][]string // of the options, wrapped for the width
	size     Size
	selected int
	offset   int // lines scrolled out at the top
}

// None is the selected option of a choice in which nothing was chosen yet.
const None = -1

// choiceIndent is the room for the pointer before a label, and twice that
// before a help text; signWidth the room for a sign at the right.
const (
	choiceIndent = 2
	signWidth    = 2
)

// NewChoice returns an empty choice of no size.
func NewChoice(t theme.Theme) *Choice { return &Choice{theme: t} }

// SetTheme changes how the choice is painted.
func (c *Choice) SetTheme(t theme.Theme) { c.theme = t }

// SetOptions changes the options and selects one.
func (c *Choice) SetOptions(options []Option, selected int) {
	c.options = options
	c.wrap()
	c.Select(selected)
}

// Resize sets the choice's rectangle.
func (c *Choice) Resize(size Size) {
	wider := size.W != c.size.W
	c.size = size
	if wider {
		c.wrap()
	}
	c.reveal()
}

func (c *Choice) wrap() {
	c.helps = make([][]string, len(c.options))
	for i, o := range c.options {
		if o.explanation() != "" {
			c.helps[i] = Wrap(o.explanation(), c.size.W-2*choiceIndent-signWidth)
		}
	}
}

// Select selects option i, or the nearest there is, or None.
func (c *Choice) Select(i int) {
	if i != None {
		i = clamp(i, 0, len(c.options)-1)
	}
	c.selected = i
	c.reveal()
}

// Move moves the selection n options down, or up when n is negative.
func (c *Choice) Move(n int) { c.Select(max(0, c.selected+n)) }

// Selected is the index of the selected option; 0 when there are no options.
func (c *Choice) Selected() int { return c.selected }

// WhyNot is why the selected option can't be chosen; empty when it can.
func (c *Choice) WhyNot() string {
	if len(c.options) == 0 || c.selected == None {
		return ""
	}
	return c.options[c.selected].Disabled
}

// OptionAt is the option drawn on line y of the choice, counted from 0.
func (c *Choice) OptionAt(y int) (option int, ok bool) {
	if y < 0 || y >= c.size.H {
		return 0, false
	}
	line := y + c.offset
	for i := range c.options {
		if line -= c.height(i); line < 0 {
			return i, true
		}
	}
	return 0, false
}

// explanation is the text below a label.
func (o Option) explanation() string {
	if o.Disabled != "" {
		return o.Disabled
	}
	return o.Help
}

// Page is about how many options are in sight at once, 0 when all of them are.
func (c *Choice) Page() int {
	total := c.Lines()
	if total <= c.size.H {
		return 0
	}
	return max(1, c.size.H*len(c.options)/total)
}

// Lines is the height at which every option is visible.
func (c *Choice) Lines() (total int) {
	for i := range c.options {
		total += c.height(i)
	}
	return total
}

func (c *Choice) height(i int) int { return 1 + len(c.helps[i]) }

// reveal scrolls so that the selected option is visible, its label first of all.
func (c *Choice) reveal() {
	top := 0
	for i := range max(0, min(c.selected, len(c.options))) {
		top += c.height(i)
	}
	if len(c.options) > 0 && c.selected != None {
		c.offset = max(c.offset, top+c.height(c.selected)-c.size.H)
	}
	c.offset = max(0, min(c.offset, top, c.Lines()-c.size.H))
}

// View draws the choice: exactly its rectangle, with a sign at the right where
// there is more above or below.
func (c *Choice) View() string {
	lines := make([]string, 0, max(0, c.size.H))
	total := 0
	for i := range c.options {
		if above := total + c.height(i) - c.offset; above > 0 && len(lines) < c.size.H {
			lines = append(lines, c.option(i)[max(0, c.height(i)-above):]...)
		}
		total += c.height(i)
	}
	lines = lines[:max(0, min(len(lines), c.size.H))]
	if c.offset > 0 {
		c.sign(lines, 0, c.theme.Glyphs.Up)
	}
	if c.offset+c.size.H < total {
		c.sign(lines, len(lines)-1, c.theme.Glyphs.Down)
	}
	return Block(lines, c.size)
}

// option is the label of an option and what explains it.
func (c *Choice) option(i int) []string {
	o := c.options[i]
	lines := []string{c.label(o, i == c.selected)}
	tone := theme.Muted
	if i == c.selected && o.Disabled != "" {
		tone = theme.Warning
	}
	for _, l := range c.helps[i] {
		lines = append(lines, blank(2*choiceIndent)+c.theme.Paint(tone, l))
	}
	return lines
}

// sign puts a glyph at the right end of a line.
func (c *Choice) sign(lines []string, i int, glyph string) {
	if i >= 0 && i < len(lines) && c.size.W > choiceIndent {
		lines[i] = Cut(Fit(lines[i], c.size.W), 0, c.size.W-1) + c.theme.Paint(theme.Muted, glyph)
	}
}

func (c *Choice) label(o Option, selected bool) string {
	tone := theme.Plain
	if o.Disabled != "" {
		tone = theme.Muted
	}
	text := Fit(Fit(o.Label, c.size.W-choiceIndent-signWidth), c.size.W-choiceIndent)
	if !selected {
		return blank(choiceIndent) + c.theme.Paint(tone, text)
	}
	pointer := c.theme.On(theme.Selected, theme.SelectedMark, Fit(c.theme.Glyphs.Pointer, choiceIndent))
	return pointer + c.theme.On(theme.Selected, tone, text)
}
