//go:build unix

package desk

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"benefitdesk/model"
	"benefitdesk/store/exchange"
)

// TestReadImportOfAPipe waits neither for a writer nor for one that is silent
// when the program is told to end.
func TestReadImportOfAPipe(t *testing.T) {
	d := open(t)
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	source := model.ImportSource{Paths: []string{path}}
	if _, err := d.ReadImport(t.Context(), today, source); model.CodeOf(err) != exchange.CodeFile {
		t.Errorf("without a writer: %v", err)
	}
	writer, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := d.ReadImport(ended, today, source); model.CodeOf(err) != exchange.CodeUnreadable {
		t.Errorf("with a silent writer: %v", err)
	}
}
