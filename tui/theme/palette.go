package theme

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// hue is one colour at three depths. An empty depth means: this terminal has no
// fitting colour, use the attributes instead.
type hue struct{ rgb, ansi256, ansi string }

func (h hue) at(p termenv.Profile) string {
	switch p {
	case termenv.TrueColor:
		return h.rgb
	case termenv.ANSI256:
		return h.ansi256
	case termenv.ANSI:
		return h.ansi
	}
	return ""
}

// palette holds the colours of one background. Blue, orange and vermilion (after
// Okabe and Ito) stay apart with every common kind of colour blindness.
type palette struct{ accent, good, warning, danger, muted, line, row, field hue }

// The 16-colour forms avoid bright black, which some schemes draw as invisible,
// and leave rows and fields to reverse video and underline.
func dark() palette {
	return palette{
		accent:  hue{"#5CB8F0", "75", "14"},
		good:    hue{"#3CC8A4", "79", "14"},
		warning: hue{"#F0A830", "214", "11"},
		danger:  hue{"#FF7F5C", "209", "9"},
		muted:   hue{"#A3ABB5", "248", "7"},
		line:    hue{"#667080", "243", "7"},
		row:     hue{"#1F3448", "236", ""},
		field:   hue{"#262C34", "235", ""},
	}
}

func light() palette {
	return palette{
		accent:  hue{"#005A9E", "25", "4"},
		good:    hue{"#00664F", "23", "4"},
		warning: hue{"#8A4B00", "94", "5"},
		danger:  hue{"#B03000", "124", "1"},
		muted:   hue{"#555C66", "240", "0"},
		line:    hue{"#8A929C", "245", "0"},
		row:     hue{"#D8E8F6", "254", ""},
		field:   hue{"#ECEFF2", "255", ""},
	}
}

const (
	bold      = ";1"
	underline = ";4"
	reverse   = ";7"
)

// look is a tone's recipe. When it names colours and none is available, bare
// stands in for attr, so that no meaning hangs on colour.
type look struct {
	fg, bg     hue
	attr, bare string
}

func looks(p palette) [toneEnd]look {
	return [toneEnd]look{
		Plain:        {},
		Muted:        {fg: p.muted},
		Accent:       {fg: p.accent, bare: bold},
		Good:         {fg: p.good},
		Warning:      {fg: p.warning, bare: bold},
		Danger:       {fg: p.danger, attr: bold, bare: bold},
		Heading:      {attr: bold},
		Rule:         {fg: p.line},
		Selected:     {bg: p.row, bare: reverse},
		SelectedMark: {fg: p.accent, attr: bold, bare: bold},
		KeyHint:      {fg: p.accent, attr: bold, bare: bold},
		Field:        {bg: p.field, bare: underline},
		FieldFocus:   {bg: p.row, attr: underline, bare: underline},
		Placeholder:  {fg: p.muted},
		Cursor:       {attr: reverse},
		Before:       {fg: p.muted},
		After:        {fg: p.accent, bare: bold},
		Today:        {fg: p.warning, bare: bold},
	}
}

func (l look) ink(r *lipgloss.Renderer, o Options) ink {
	var fg, bg string
	if o.Color {
		fg, bg = l.fg.at(o.Profile), l.bg.at(o.Profile)
	}
	attrs := l.attr
	if fg == "" && bg == "" && (l.fg != hue{} || l.bg != hue{}) {
		attrs = l.bare
	}
	i := ink{
		style:   style(r, attrs, fg, bg),
		attrs:   attrs,
		front:   attrs + code(o.Profile, fg, false),
		reverse: attrs == reverse,
	}
	background := code(o.Profile, bg, true)
	if all := i.front + background; all != "" {
		i.prefix = "\x1b[" + all[1:] + "m"
	}
	if (l.bg != hue{}) {
		i.back = attrs + background
	}
	return i
}

func code(p termenv.Profile, color string, background bool) string {
	if color == "" {
		return ""
	}
	return ";" + p.Color(color).Sequence(background)
}

func style(r *lipgloss.Renderer, attrs, fg, bg string) lipgloss.Style {
	set := strings.Split(attrs, ";")
	s := r.NewStyle()
	if slices.Contains(set, bold[1:]) {
		s = s.Bold(true)
	}
	if slices.Contains(set, underline[1:]) {
		s = s.Underline(true)
	}
	if slices.Contains(set, reverse[1:]) {
		s = s.Reverse(true)
	}
	if fg != "" {
		s = s.Foreground(lipgloss.Color(fg))
	}
	if bg != "" {
		s = s.Background(lipgloss.Color(bg))
	}
	return s
}
