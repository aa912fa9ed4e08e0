// Package locale is the catalogue of every word that a person sees, in
// English, 简体中文 and 日本語. Each language is one file; a message is a
// constant, so that a misspelt one does not compile.
//
// In a message {1} is the first argument, and {1|license|licenses} chooses by
// the number that the first argument is: one, or any other.
package locale

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Language is one of the languages of the catalogue.
type Language uint8

// The languages.
const (
	English Language = iota + 1
	Chinese
	Japanese
)

// Languages lists every language.
func Languages() []Language { return []Language{English, Chinese, Japanese} }

// Tag is the language's BCP 47 tag, Name its own name for itself.
func (l Language) Tag() string { return [...]string{"", "en", "zh-Hans", "ja"}[l] }

// Name is what the language calls itself.
func (l Language) Name() string { return [...]string{"", "English", "简体中文", "日本語"}[l] }

// ErrNoLanguage is wrapped by errors about a text that names no language.
var ErrNoLanguage = fmt.Errorf("no such language (en, zh, ja)")

// Parse reads a language as the --lang flag and LANG give it: "ja",
// "zh_CN.UTF-8", "en-GB". Traditional Chinese is not Simplified Chinese.
func Parse(text string) (Language, error) {
	tag, _, _ := strings.Cut(strings.ToLower(text), ".")
	tag, _, _ = strings.Cut(tag, "@")
	parts := strings.Split(strings.ReplaceAll(tag, "_", "-"), "-")
	switch parts[0] {
	case "en":
		return English, nil
	case "ja":
		return Japanese, nil
	case "zh":
		if !traditional(parts[1:]) {
			return Chinese, nil
		}
	}
	return 0, fmt.Errorf("%w: %q", ErrNoLanguage, text)
}

// traditional tells whether a Chinese tag asks for Traditional Chinese: by its
// script, else by a region that writes it.
func traditional(subtags []string) bool {
	if slices.Contains(subtags, "hans") {
		return false
	}
	return slices.ContainsFunc(subtags, func(t string) bool { return t == "hant" || t == "tw" || t == "hk" || t == "mo" })
}

// Choose picks the language: the flag if it is set, then BENEFITDESK_LANG,
// LC_ALL, LC_MESSAGES and LANG, else English. Only a wrong flag is an error.
func Choose(flag string, env func(string) string) (Language, error) {
	if flag != "" {
		return Parse(flag)
	}
	for _, name := range []string{"BENEFITDESK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			if language, err := Parse(value); err == nil {
				return language, nil
			}
			if name != "BENEFITDESK_LANG" {
				break
			}
		}
	}
	return English, nil
}

// Text puts the arguments into a message.
func (l Language) Text(m Message, args ...any) string {
	template := l.template(m)
	if !strings.Contains(template, "{") {
		return template
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, _ := strings.Cut(rest, "}")
		b.WriteString(l.fill(place, args))
		template = after
	}
}

func (l Language) template(m Message) string {
	switch l {
	case Chinese:
		return chinese[m]
	case Japanese:
		return japanese[m]
	}
	return english[m]
}

// fill resolves what stands between braces: a number, or a number and two
// forms of which the second is for anything but one.
func (l Language) fill(place string, args []any) string {
	number, forms, plural := strings.Cut(place, "|")
	i, err := strconv.Atoi(number)
	if err != nil || i < 1 || i > len(args) {
		return "{" + place + "}"
	}
	if !plural {
		return l.argument(args[i-1])
	}
	one, other, _ := strings.Cut(forms, "|")
	if isOne(args[i-1]) {
		return one
	}
	return other
}

func (l Language) argument(arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case int:
		return l.Number(int64(v))
	case int64:
		return l.Number(v)
	case interface {
		Mixed(number func(int64) string) string
	}:
		return v.Mixed(l.Number)
	case Message:
		return l.Text(v)
	}
	return fmt.Sprint(arg)
}

func isOne(arg any) bool {
	switch v := arg.(type) {
	case int:
		return v == 1 || v == -1
	case int64:
		return v == 1 || v == -1
	case fmt.Stringer:
		return v.String() == "1"
	}
	return false
}

// Number writes a whole number with the thousands grouped, as all three
// languages do with a comma.
func (l Language) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
