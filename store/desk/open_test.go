package desk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestOpenWithoutAHome puts a store's identity neither into the root nor into
// the folder where the program happens to be started.
func TestOpenWithoutAHome(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("XDG_CONFIG_HOME", "")
	for _, home := range []string{"", "relative"} {
		t.Setenv("HOME", home)
		if _, err := Open(Place{Path: filepath.Join(folder, "benefits.db")}); !errors.Is(err, ErrHomeless) {
			t.Errorf("HOME=%q: %v", home, err)
		}
	}
	if made, err := os.ReadDir(folder); err != nil || len(made) > 0 {
		t.Errorf("made %v, %v", made, err)
	}
}
