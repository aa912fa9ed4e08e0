package locale

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// every calls check for each message with its name and its English text.
func every(t *testing.T, check func(t *testing.T, name string, m Message, english string)) {
	t.Helper()
	for i, name := range messageNames(t) {
		m := Message(i + 1)
		check(t, name, m, English.template(m))
	}
}

func TestNoLanguageLacksAMessage(t *testing.T) {
	if got, want := len(messageNames(t)), int(messageEnd)-1; got != want {
		t.Fatalf("messages.go declares %d messages, messageEnd says %d", got, want)
	}
	for _, l := range Languages() {
		every(t, func(t *testing.T, name string, m Message, _ string) {
			if l.template(m) == "" {
				t.Errorf("%s lacks %s", l.Name(), name)
			}
		})
	}
}

var placeholder = regexp.MustCompile(`\{([1-9])(\|[^{}|]*\|[^{}|]*)?\}`)

// places lists the argument numbers of a text: those that are shown, and those
// that stand anywhere, be it only to choose a plural form.
func places(text string) (shown, all map[string]bool) {
	shown, all = map[string]bool{}, map[string]bool{}
	for _, match := range placeholder.FindAllStringSubmatch(text, -1) {
		all[match[1]] = true
		if match[2] == "" {
			shown[match[1]] = true
		}
	}
	return shown, all
}

func TestEveryLanguageHasTheSamePlaceholders(t *testing.T) {
	for _, l := range Languages() {
		every(t, func(t *testing.T, name string, m Message, english string) {
			text := l.template(m)
			if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}|") {
				t.Errorf("%s, %s: %q has a brace or bar outside of a placeholder", l.Name(), name, text)
			}
			needed, allowed := places(english)
			shown, all := places(text)
			if l != English && len(shown) != len(all) {
				t.Errorf("%s, %s: %q has plural forms, which only English has", l.Name(), name, text)
			}
			for number := range needed {
				if !shown[number] {
					t.Errorf("%s, %s: %q lacks {%s} of %q", l.Name(), name, text, number, english)
				}
			}
			for number := range all {
				if !allowed[number] {
					t.Errorf("%s, %s: %q has {%s}, which %q has not", l.Name(), name, text, number, english)
				}
			}
			numbers := slices.Sorted(maps.Keys(allowed))
			for i, number := range numbers {
				if number != string(rune('1'+i)) {
					t.Errorf("%s: the arguments %v of %q leave one out", name, numbers, english)
				}
			}
		})
	}
}

func TestNoTextHasStrayCharacters(t *testing.T) {
	for _, l := range Languages() {
		every(t, func(t *testing.T, name string, m Message, _ string) {
			text := l.template(m)
			if strings.TrimSpace(text) != text {
				t.Errorf("%s, %s: %q begins or ends with a blank", l.Name(), name, text)
			}
			for _, r := range text {
				if unicode.Is(unicode.C, r) || r != ' ' && unicode.IsSpace(r) || r == unicode.ReplacementChar {
					t.Errorf("%s, %s: %q has the character %U", l.Name(), name, text, r)
				}
			}
		})
	}
}

// A fault is a pattern that a well-set text never matches.
type fault struct {
	what    string
	pattern *regexp.Regexp
}

const (
	glyph = `[\p{Han}\p{Hiragana}\p{Katakana}ー]`
	latin = `[A-Za-z0-9]`
)

var faults = map[Language][]fault{
	English: {
		{"is partly Chinese or Japanese", regexp.MustCompile(glyph + `|[、。，；：？！（）「」]`)},
		{"has a blank before punctuation", regexp.MustCompile(` [,.;:!?]`)},
	},
	Chinese: {
		{"has a half-width mark in a Chinese sentence", regexp.MustCompile(`[\p{Han}}”）] ?[,.;:!?]|[,;:!?] ?[\p{Han}“（]|\. ?\p{Han}`)},
		{"has half-width brackets", regexp.MustCompile(`[()]`)},
		{"has straight quotes", regexp.MustCompile(`["']`)},
		{"lacks a blank between Chinese and Latin", regexp.MustCompile(`\p{Han}(` + latin + `|\{)|(` + latin + `|\})\p{Han}`)},
		{"has a blank beside a full-width mark", regexp.MustCompile(` [，。；：？！（）、]|[，。；：？！（）、] `)},
		{"has kana", regexp.MustCompile(`[\p{Hiragana}\p{Katakana}]`)},
		{"has a word that the portals' texts avoid", regexp.MustCompile(`您|账|信用额度|扩展|座位|协定`)},
	},
	Japanese: {
		{"has a half-width comma, semicolon or full stop in a Japanese sentence", regexp.MustCompile(`[^\x00-\x7F][,;.]`)},
		{"has a full-width mark that Japanese screens set half-width", regexp.MustCompile(`[，．；：？！（）]`)},
		{"has straight quotes", regexp.MustCompile(`["']`)},
		{"lacks a blank between Japanese and Latin", regexp.MustCompile(glyph + `(` + latin + `|\{)|(` + latin + `|\})` + glyph)},
		{"has a blank beside a full-width mark", regexp.MustCompile(` [、。」]|[、。「] `)},
		{"has a word that the portals' texts avoid", regexp.MustCompile(`[ヶケヵカ]月|コントラクト|利点|メリット`)},
	},
}

func TestEveryTextIsSetWell(t *testing.T) {
	for _, l := range Languages() {
		every(t, func(t *testing.T, name string, m Message, _ string) {
			text := l.template(m)
			for _, f := range faults[l] {
				if found := f.pattern.FindString(text); found != "" {
					t.Errorf("%s, %s: %q %s: %q", l.Name(), name, text, f.what, found)
				}
			}
		})
	}
}

// A sentence, a question, a line that goes on: it ends as one everywhere.
func TestEveryTextEndsAsInEnglish(t *testing.T) {
	ends := map[string]map[Language]string{
		".": {Chinese: "。", Japanese: "。"},
		"?": {Chinese: "？", Japanese: "?"},
		":": {Chinese: "：", Japanese: ":"},
		"…": {Chinese: "…", Japanese: "…"},
	}
	every(t, func(t *testing.T, name string, m Message, english string) {
		for end, in := range ends {
			for l, want := range in {
				if strings.HasSuffix(english, end) && !strings.HasSuffix(l.template(m), want) {
					t.Errorf("%s, %s: %q does not end as %q does", l.Name(), name, l.template(m), english)
				}
			}
		}
	})
}

// The texts of the translations are translations, but for names and signs.
func TestTranslationsAreTranslated(t *testing.T) {
	letters := regexp.MustCompile(glyph)
	alike := map[string]bool{"WorkspaceVisualStudio": true, "TabVisualStudio": true, "TabAzureCredits": true, "UsedOf": true}
	every(t, func(t *testing.T, name string, m Message, english string) {
		words := placeholder.ReplaceAllString(english, "")
		if alike[name] || !strings.ContainsFunc(words, unicode.IsLetter) {
			return
		}
		for _, l := range []Language{Chinese, Japanese} {
			if !letters.MatchString(l.template(m)) {
				t.Errorf("%s, %s: %q is not translated", l.Name(), name, l.template(m))
			}
		}
	})
}
