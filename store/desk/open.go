package desk

import (
	"io"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"benefitdesk/store"
)

// Place says which store to open.
type Place struct {
	Path  string
	Clock func() time.Time
	Input io.Reader // what the path "-" reads
}

// DefaultPath is benefits.db in the program's data folder.
func DefaultPath() string { return filepath.Join(xdg.DataHome, "benefitdesk", "benefits.db") }

// Open opens a store, or creates it. The identity that unlocks its product
// keys is kept apart from it, in the program's configuration folder.
func Open(p Place) (*Desk, error) {
	opened, err := store.Open(store.Options{
		Path:        p.Path,
		IdentityDir: filepath.Join(xdg.ConfigHome, "benefitdesk", "identities"),
		Clock:       p.Clock,
		OwnFolder:   filepath.Dir(p.Path) == filepath.Dir(DefaultPath()),
	})
	if err != nil {
		return nil, err
	}
	return &Desk{Store: opened, Input: p.Input}, nil
}
