package line

import (
	"fmt"
	"io"
	"strings"

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
	return usage("a product key is never an argument; use --key - and standard input")
}

// isKey tells a product key from a name, which an error may repeat: a name of
// as many letters has blanks.
func isKey(text string) bool {
	_, err := model.ParseKey(text)
	return err == nil && !strings.ContainsRune(text, ' ')
}
