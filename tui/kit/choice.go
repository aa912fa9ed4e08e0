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
	size     Size
	selected int
	offset   int // lines scrolled out at the top
}

// None is the selected option of a choice in which nothing was chosen yet.
const None = -1

// choiceIndent is the room for the pointer before a label, and twice that
// before a help text.
const choiceIndent = 2

// NewChoice returns an empty choice of no size.
func NewChoice(t theme.Theme) *Choice { return &Choice{theme: t} }

// SetTheme changes how the choice is painted.
func (c *Choice) SetTheme(t theme.Theme) { c.theme = t }

// SetOptions changes the options and selects one.
func (c *Choice) SetOptions(options []Option, selected int) {
	c.options = options
	c.Select(selected)
}

// Resize sets the choice's rectangle.
func (c *Choice) Resize(size Size) {
	c.size = size
	c.reveal()
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
	for i, o := range c.options {
		if line -= c.height(o); line < 0 {
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

func (c *Choice) help(o Option) []string {
	if o.explanation() == "" {
		return nil
	}
	return Wrap(o.explanation(), c.size.W-2*choiceIndent)
}

// Lines is the height at which every option is visible.
func (c *Choice) Lines() (total int) {
	for _, o := range c.options {
		total += c.height(o)
	}
	return total
}

func (c *Choice) height(o Option) int { return 1 + len(c.help(o)) }

// reveal scrolls so that the selected option is visible, its label first of all.
func (c *Choice) reveal() {
	top := 0
	for _, o := range c.options[:max(0, min(c.selected, len(c.options)))] {
		top += c.height(o)
	}
	if len(c.options) > 0 && c.selected != None {
		c.offset = max(c.offset, top+c.height(c.options[c.selected])-c.size.H)
	}
	c.offset = max(0, min(c.offset, top, c.Lines()-c.size.H))
}

// View draws the choice: exactly its rectangle.
func (c *Choice) View() string {
	var lines []string
	for i, o := range c.options {
		lines = append(lines, c.label(o, i == c.selected))
		tone := theme.Muted
		if i == c.selected && o.Disabled != "" {
			tone = theme.Warning
		}
		for _, l := range c.help(o) {
			lines = append(lines, blank(2*choiceIndent)+c.theme.Paint(tone, l))
		}
	}
	return Block(lines[min(c.offset, len(lines)):], c.size)
}

func (c *Choice) label(o Option, selected bool) string {
	tone := theme.Plain
	if o.Disabled != "" {
		tone = theme.Muted
	}
	text := Fit(o.Label, c.size.W-choiceIndent)
	if !selected {
		return blank(choiceIndent) + c.theme.Paint(tone, text)
	}
	pointer := c.theme.On(theme.Selected, theme.SelectedMark, Fit(c.theme.Glyphs.Pointer, choiceIndent))
	return pointer + c.theme.On(theme.Selected, tone, text)
}
