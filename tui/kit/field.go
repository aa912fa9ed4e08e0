package kit

import (
	"strings"
	"unicode"

	"benefitdesk/tui/theme"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// Field is a text input of one line, with an error or a hint below it. It edits
// with bubbles' textinput and draws itself, because that one measures wide
// characters in two ways. Its cursor does not blink.
type Field struct {
	theme  theme.Theme
	input  textinput.Model
	size   Size
	hint   string
	err    string
	secret bool
	pick   bool
	scroll int // cells of the value that lie left of the window
}

// NewField returns an empty field without the keyboard.
func NewField(t theme.Theme) *Field {
	f := &Field{theme: t, input: textinput.New()}
	f.input.Cursor.SetMode(cursor.CursorStatic)
	// Pasting from the clipboard would be an I/O command in here; the terminal's
	// own paste arrives as a key message.
	f.input.KeyMap.Paste.SetEnabled(false)
	return f
}

// SetTheme changes how the field is painted.
func (f *Field) SetTheme(t theme.Theme) { f.theme = t }

// Value is the text as typed.
func (f *Field) Value() string { return f.input.Value() }

// SetValue replaces the text and puts the cursor at its end.
func (f *Field) SetValue(s string) {
	f.input.SetValue(string(oneLine([]rune(s))))
	f.input.CursorEnd()
	f.follow()
}

// SetPlaceholder sets what the field shows while it is empty.
func (f *Field) SetPlaceholder(s string) { f.input.Placeholder = s }

// SetLimit sets the greatest number of characters; 0 means no limit.
func (f *Field) SetLimit(n int) { f.input.CharLimit = n }

// SetSecret hides the characters, for passphrases and keys.
func (f *Field) SetSecret(secret bool) {
	f.secret = secret
	f.input.EchoMode = textinput.EchoNormal
	if secret { // so that word movements do not betray where words end
		f.input.EchoMode = textinput.EchoPassword
	}
	f.follow()
}

// SetPick shows the value as one of several that keys go round, without a
// cursor.
func (f *Field) SetPick(pick bool) { f.pick = pick }

// SetHint sets the line below the field while there is no error.
func (f *Field) SetHint(s string) { f.hint = s }

// SetError sets what is wrong with the value; the empty string means nothing.
func (f *Field) SetError(s string) {
	f.err = s
	f.follow()
}

// Error is what SetError set.
func (f *Field) Error() string { return f.err }

// Focus gives the field the keyboard.
func (f *Field) Focus() { _ = f.input.Focus() } // a static cursor has no command

// Blur takes the keyboard away.
func (f *Field) Blur() { f.input.Blur() }

// Focused reports whether the field has the keyboard.
func (f *Field) Focused() bool { return f.input.Focused() }

// Resize sets the field's rectangle: the first line is the text, the others are
// for the error or the hint.
func (f *Field) Resize(size Size) {
	f.size = size
	f.follow()
}

// Owns reports whether a focused field uses the key, so that it must not mean
// anything else: everything printable and the keys that edit.
func (f *Field) Owns(msg tea.KeyMsg) bool {
	if !f.Focused() {
		return false
	}
	if msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace {
		return !msg.Alt || f.edits(msg)
	}
	return f.edits(msg)
}

func (f *Field) edits(msg tea.KeyMsg) bool {
	k := f.input.KeyMap
	return key.Matches(msg, k.CharacterForward, k.CharacterBackward, k.WordForward, k.WordBackward,
		k.DeleteWordBackward, k.DeleteWordForward, k.DeleteAfterCursor, k.DeleteBeforeCursor,
		k.DeleteCharacterBackward, k.DeleteCharacterForward, k.LineStart, k.LineEnd)
}

// Update edits the text and reports whether the value changed. Keys that the
// field does not own, Enter among them, do nothing; a paste becomes one line.
func (f *Field) Update(msg tea.KeyMsg) bool {
	if !f.Owns(msg) {
		return false
	}
	before := f.input.Value()
	if msg.Type == tea.KeyRunes {
		if msg.Runes = oneLine(msg.Runes); len(msg.Runes) == 0 {
			return false
		}
		// textinput compares names: characters read together as "left" would move
		// the cursor. A paste has its name in brackets and matches nothing.
		msg.Paste = msg.Paste || len(msg.Runes) > 1
	}
	if key.Matches(msg, f.input.KeyMap.DeleteWordForward) && f.input.Position() == len([]rune(before))-1 {
		msg = tea.KeyMsg{Type: tea.KeyDelete} // textinput looks for the word's end behind the text, and panics
	}
	f.input, _ = f.input.Update(msg)
	f.follow()
	return f.input.Value() != before
}

// oneLine folds line breaks and tabs to spaces and drops other control and format
// characters, but not the joiners that scripts and emoji are spelled with.
func oneLine(runes []rune) []rune {
	text := strings.ReplaceAll(string(runes), "\r\n", "\n")
	return []rune(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Join_Control, r):
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text))
}

// cluster is one character as drawn.
type cluster struct {
	text  string
	cells int
}

// clusters takes the value apart; at is the index of the one under the cursor.
func (f *Field) clusters() (all []cluster, at int) {
	value := f.input.Value()
	before := len(string([]rune(value)[:f.input.Position()]))
	at = -1
	for i := 0; i < len(value); {
		n, cells := next(value[i:])
		if i += n; i > before && at < 0 {
			at = len(all)
		}
		c := cluster{value[i-n : i], cells}
		if isControl(c.text) { // a joiner that joins nothing
			c.text = ""
		}
		if f.secret {
			c = cluster{f.theme.Glyphs.Secret, Width(f.theme.Glyphs.Secret)}
		}
		if last := len(all) - 1; c.cells == 0 && last >= 0 {
			all[last].text += c.text
			at = min(at, last)
		} else {
			all = append(all, c)
		}
	}
	if at < 0 {
		at = len(all)
	}
	return all, at
}

// follow scrolls so that the cursor is in the window.
func (f *Field) follow() {
	w := f.textWidth()
	all, at := f.clusters()
	left, total := 0, 0
	for i, c := range all {
		if i < at {
			left += c.cells
		}
		total += c.cells
	}
	right := left + 1 // the cursor behind the text is one cell
	if at < len(all) {
		right = left + all[at].cells
	}
	f.scroll = min(f.scroll, left, max(0, total+1-w))
	f.scroll = max(f.scroll, right-w, 0)
}

// textWidth leaves room for a warning sign when an error has no line of its own.
func (f *Field) textWidth() int {
	if f.err != "" && f.size.H == 1 {
		return max(0, f.size.W-2)
	}
	return max(0, f.size.W)
}

// View draws the field: exactly its rectangle.
func (f *Field) View() string {
	if f.size.H <= 0 {
		return ""
	}
	w := f.textWidth()
	line := f.text(w)
	if f.pick {
		line = f.theme.Paint(f.tone(), Fit(f.theme.Glyphs.MoreLeft+" "+f.theme.Glyphs.More+" "+f.input.Value(), w))
	} else if f.input.Value() == "" && f.input.Placeholder != "" {
		line = f.placeholder(w)
	}
	if w < f.size.W {
		line += Fit(" "+f.theme.Paint(theme.Danger, f.theme.Glyphs.Warn), f.size.W-w)
	}
	if f.size.H == 1 {
		return line
	}
	return line + "\n" + f.note(Size{f.size.W, f.size.H - 1})
}

func (f *Field) tone() theme.Tone {
	if f.Focused() {
		return theme.FieldFocus
	}
	return theme.Field
}

// text draws the part of the value that the window shows.
func (f *Field) text(w int) string {
	all, at := f.clusters()
	var parts [3]strings.Builder // before, under and after the cursor
	x, end := -f.scroll, 0
	for i, c := range append(all, cluster{" ", 1}) {
		part := &parts[1]
		if i < at || !f.Focused() {
			part = &parts[0]
		} else if i > at {
			part = &parts[2]
		}
		if x >= 0 && x+c.cells <= w {
			parts[0].WriteString(blank(x - end)) // only the first one may be cut off
			part.WriteString(c.text)
			end = x + c.cells
		}
		x += c.cells
	}
	tone := f.tone()
	return f.theme.Paint(tone, parts[0].String()) + f.theme.On(tone, theme.Cursor, parts[1].String()) +
		f.theme.Paint(tone, parts[2].String()+blank(w-end))
}

func (f *Field) placeholder(w int) string {
	text, tone := Fit(f.input.Placeholder, w), f.tone()
	if !f.Focused() || w == 0 {
		return f.theme.On(tone, theme.Placeholder, text)
	}
	return f.theme.On(tone, theme.Cursor, " ") + f.theme.On(tone, theme.Placeholder, Fit(f.input.Placeholder, w-1))
}

// note draws the error, or else the hint, below the text.
func (f *Field) note(size Size) string {
	text, tone, mark := f.hint, theme.Muted, ""
	if f.err != "" {
		text, tone, mark = f.err, theme.Danger, f.theme.Glyphs.Warn+" "
	}
	lines := Wrap(text, max(1, size.W-Width(mark))) // the mark never stands alone before a long word
	for i, l := range lines {
		lines[i] = f.theme.Paint(tone, mark+l)
		mark = blank(Width(mark))
	}
	return Block(lines, size)
}
