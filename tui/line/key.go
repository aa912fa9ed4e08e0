package line

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"benefitdesk/model"
)

// readKey reads a product key from standard input. As an argument it would be
// seen by everyone on the machine.
func (f *RedeemFlags) readKey(in io.Reader) (model.Key, error) {
	switch f.key {
	case "":
		return model.Key{}, nil
	case "-":
		const longest = 4096
		text, err := io.ReadAll(io.LimitReader(in, longest))
		if err != nil {
			return model.Key{}, fmt.Errorf("read the key: %w", err)
		}
		return model.ParseKey(string(text))
	}
	return model.Key{}, errKeyArgument()
}

func errKeyArgument() error {
	return usage("a product key is never an argument, which everybody on this machine can read; redeem takes it from standard input with --key -")
}

// NoKeys refuses a command line with a product key anywhere in it, so that no
// error repeats it and no log keeps it.
func NoKeys(args []string) error {
	for _, arg := range args {
		for value := range strings.FieldsFuncSeq(arg, func(r rune) bool { return r == '=' || r == ',' }) {
			if holdsKey(value) {
				return errKeyArgument()
			}
		}
	}
	return nil
}

// holdsKey finds a key among words, or in groups of five with blanks between:
// the words of many a name have as many letters.
func holdsKey(value string) bool {
	words := strings.Fields(value)
	grouped := !slices.ContainsFunc(words, func(word string) bool { return utf8.RuneCountInString(word) != 5 })
	return slices.ContainsFunc(words, isKey) || grouped && isKey(value)
}

// isKey tells a product key from a name and from a number that is too large.
func isKey(text string) bool {
	_, err := model.ParseKey(text)
	return err == nil && strings.ContainsFunc(text, unicode.IsLetter)
}
