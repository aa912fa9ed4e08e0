package model_test

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"benefitdesk/model"
)

// leaks tells whether a text shows more of cloudKey than its last group.
func leaks(text string) bool {
	text = strings.ToUpper(text)
	for _, group := range []string{"AAAA1", "BBBB2", "CCCC3", "DDDD4"} {
		hex := fmt.Sprintf("%X", group)
		if strings.Contains(text, group) || strings.Contains(text, hex) {
			return true
		}
	}
	return false
}

// holders are the ways in which a key lies in other values.
func holders(key model.Key) map[string]any {
	type hidden struct {
		n   int
		key model.Key
	}
	type deep struct{ inner *hidden }
	return map[string]any{
		"the key":                   key,
		"a pointer":                 &key,
		"an exported field":         struct{ Key model.Key }{key},
		"an unexported field":       hidden{1, key},
		"a pointer to unexported":   &hidden{1, key},
		"a pointer in a structure":  deep{&hidden{1, key}},
		"a slice":                   []model.Key{key},
		"a slice of unexported":     []hidden{{1, key}},
		"an array":                  [1]model.Key{key},
		"a map value":               map[string]model.Key{"k": key},
		"a map key":                 map[model.Key]int{key: 1},
		"a map of unexported":       map[string]hidden{"k": {1, key}},
		"an interface":              []any{key, hidden{1, key}},
		"a product key":             model.ProductKey{ID: 1, Tail: key.Tail(), Text: key},
		"a pointer to product key":  &model.ProductKey{ID: 1, Tail: key.Tail(), Text: key},
		"a change":                  model.Created(model.ProductKey{ID: 1, Tail: key.Tail(), Text: key}),
		"a command":                 model.AddKey{Benefit: 1, Key: key},
		"a wrapped error's operand": fmt.Errorf("adding %v: %w", key, errors.ErrUnsupported),
	}
}

func TestKeyStaysMaskedInEveryFormat(t *testing.T) {
	key := parseKey(t, cloudKey)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%c", "%U", "%e", "%p", "%08v", "% x", "%T", "%!"} {
		for name, holder := range holders(key) {
			if text := fmt.Sprintf(verb, holder); leaks(text) {
				t.Errorf("%s in %s: %s", verb, name, text)
			}
		}
		if verb != "%T" && verb != "%p" && verb != "%!" {
			if text := fmt.Sprintf(verb, key); text != maskedKey {
				t.Errorf("%s shows %s, want %s", verb, text, maskedKey)
			}
		}
	}
	for name, holder := range holders(key) {
		if text := fmt.Sprint(holder) + fmt.Sprintln("x", holder); leaks(text) {
			t.Errorf("Sprint of %s: %s", name, text)
		}
	}
}

func TestKeyStaysMaskedInEveryEncoder(t *testing.T) {
	key := parseKey(t, cloudKey)
	for name, holder := range holders(key) {
		data, err := json.Marshal(holder)
		if err != nil || leaks(string(data)) {
			t.Errorf("JSON of %s: %s, %v", name, data, err)
		}
		if data, _ := xml.Marshal(holder); leaks(string(data)) {
			t.Errorf("XML of %s: %s", name, data)
		}
		var encoded bytes.Buffer
		if _ = gob.NewEncoder(&encoded).Encode(holder); leaks(encoded.String()) {
			t.Errorf("gob of %s: %q", name, encoded.String())
		}
	}
	if data, err := json.Marshal(key); err != nil || string(data) != `"`+maskedKey+`"` {
		t.Errorf("JSON is %s, %v", data, err)
	}
	if data, err := json.Marshal(model.ProductKey{ID: 1, Text: key}); err != nil || strings.Contains(string(data), "EEEE5") {
		t.Errorf("JSON of a record holds its text: %s, %v", data, err)
	}
}

func TestKeyStaysMaskedInLogs(t *testing.T) {
	key := parseKey(t, cloudKey)
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		log := slog.New(handler)
		for name, holder := range holders(key) {
			log.With("with", holder).Info(fmt.Sprint(holder), name, holder, slog.Group("group", "in", holder))
		}
		log.Info("direct", "key", key)
	}
	if leaks(out.String()) {
		t.Errorf("logged: %s", out.String())
	}
	if !strings.Contains(out.String(), `"key":"`+maskedKey+`"`) {
		t.Errorf("the masked key is not in the log: %s", out.String())
	}
}

// TestKeyStaysMaskedInPanics runs itself again, once for each value to die
// with.
func TestKeyStaysMaskedInPanics(t *testing.T) {
	key := parseKey(t, cloudKey)
	const variable = "BENEFITDESK_TEST_PANIC"
	if name := os.Getenv(variable); name != "" {
		panic(holders(key)[name])
	}
	for _, name := range []string{"the key", "a pointer", "an unexported field", "a product key", "a command", "a map key", "a wrapped error's operand"} {
		again := exec.Command(os.Args[0], "-test.run=^TestKeyStaysMaskedInPanics$")
		again.Env = append(os.Environ(), variable+"="+name)
		out, err := again.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "panic: ") || leaks(string(out)) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
