package model

import (
	"crypto/subtle"
	"fmt"
	"log/slog"
	"strings"
	"unicode"
	"unicode/utf8"
)

// KeyLength is the number of letters and digits of a Cloud product key.
const KeyLength = 25

const (
	keyGroup        = 5
	maxOpaqueLength = 64
	maskRune        = '•'
)

// mask stands for all groups of a key but the last.
var mask = strings.Repeat(strings.Repeat(string(maskRune), keyGroup)+"-", KeyLength/keyGroup-1)

// Key is a product key. It shows only its last group in every formatter, log
// and encoder; Reveal is the one way to its text. The text stands behind a
// pointer because fmt prints the unexported fields of a structure without
// asking their methods.
type Key struct{ text *string }

// KeyError tells why a text is not a product key, without repeating it.
type KeyError struct {
	Length   int  // letters and digits found, when that is what is wrong
	Position int  // of the offending character in the text, from 1; 0 when the length is wrong
	Rune     rune // the offending character
	Opaque   bool // a key of customer software was wanted, whose length is free
}

func (e *KeyError) Error() string {
	if e.Position > 0 {
		return fmt.Sprintf("character %d is %q", e.Position, e.Rune)
	}
	if e.Opaque {
		return fmt.Sprintf("%d characters, 1 to %d possible", e.Length, maxOpaqueLength)
	}
	return fmt.Sprintf("%d characters, %d needed", e.Length, KeyLength)
}

// ParseKey reads a 25-character Cloud key as people paste it: blanks, line
// breaks, lower case, missing or odd dashes and full-width characters are
// accepted. The error is a *KeyError.
func ParseKey(text string) (Key, error) {
	var b strings.Builder
	position := 0
	for _, typed := range text {
		position++
		switch r := FoldWidth(typed); {
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'a' && r <= 'z':
			b.WriteRune(r - 'a' + 'A')
		case isKeySeparator(r):
		default:
			return Key{}, &KeyError{Position: position, Rune: typed}
		}
	}
	if b.Len() != KeyLength {
		return Key{}, &KeyError{Length: b.Len()}
	}
	return keyOf(b.String()), nil
}

// ParseOpaqueKey reads a key of customer software: 1 to 64 printable
// characters, kept as they are.
func ParseOpaqueKey(text string) (Key, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n == 0 || n > maxOpaqueLength {
		return Key{}, &KeyError{Length: n, Opaque: true}
	}
	position := 0
	for _, r := range text {
		if position++; !unicode.IsPrint(r) {
			return Key{}, &KeyError{Position: position, Rune: r, Opaque: true}
		}
	}
	return keyOf(text), nil
}

func keyOf(text string) Key { return Key{&text} }

// isKeySeparator accepts what stands between the groups of a pasted key: any
// blank, any dash, the long-vowel mark that a Japanese input method types for
// one, and the invisible characters that web pages add.
func isKeySeparator(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u2212', '\u30fc', '\uff70':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r)
}

// IsZero tells whether there is no key.
func (k Key) IsZero() bool { return k.text == nil }

// Reveal gives the key's text, in groups of five when it is a Cloud key. Only
// an explicit, logged action of a person may call it.
func (k Key) Reveal() string {
	if k.IsZero() {
		return ""
	}
	if !isCloud(*k.text) {
		return *k.text
	}
	return group(*k.text)
}

func isCloud(text string) bool {
	return len(text) == KeyLength && strings.IndexFunc(text, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	}) < 0
}

// Tail is the last group of a key, the part that may be shown. An opaque key
// shows a quarter of itself at most.
func (k Key) Tail() string {
	if k.IsZero() {
		return ""
	}
	runes := []rune(*k.text)
	return string(runes[len(runes)-min(keyGroup, len(runes)/4):])
}

// Unmask is the inverse of MaskTail: it gives what a masked text still shows of
// a key. Asterisks and missing dashes are masks as well; more than one group
// behind them is no masked key but one with odd characters.
func Unmask(text string) (tail string, masked bool) {
	tail, masked = strings.CutPrefix(text, mask)
	if !masked {
		tail = strings.TrimLeft(text, string(maskRune)+"*-")
		hidden := strings.ReplaceAll(text[:len(text)-len(tail)], "-", "")
		masked = utf8.RuneCountInString(hidden) >= keyGroup
	}
	if utf8.RuneCountInString(tail) > keyGroup {
		return "", false
	}
	return tail, masked
}

// Equal compares two keys in constant time.
func (k Key) Equal(other Key) bool {
	if k.IsZero() || other.IsZero() {
		return k.IsZero() == other.IsZero()
	}
	return subtle.ConstantTimeCompare([]byte(*k.text), []byte(*other.text)) == 1
}

// String is the masked form.
func (k Key) String() string { return MaskTail(k.Tail()) }

// MaskTail is the form in which a key is shown: its last group behind dots.
func MaskTail(tail string) string {
	if tail == "" {
		return ""
	}
	return mask + tail
}

// Format, MarshalText and LogValue keep a key masked whatever the verb,
// encoder or logger.
func (k Key) Format(s fmt.State, _ rune) { fmt.Fprint(s, k.String()) }

// MarshalText gives the masked form.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// LogValue gives the masked form.
func (k Key) LogValue() slog.Value { return slog.StringValue(k.String()) }

func group(text string) string {
	parts := make([]string, 0, len(text)/keyGroup)
	for i := 0; i < len(text); i += keyGroup {
		parts = append(parts, text[i:i+keyGroup])
	}
	return strings.Join(parts, "-")
}
