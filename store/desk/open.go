package desk

import (
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"

	"benefitdesk/model"
	"benefitdesk/store"
)

// Place says which store to open.
type Place struct {
	Path   string
	Clock  func() time.Time
	Input  io.Reader // what the path "-" reads
	Gentle bool      // see store.Options
}

// DefaultPath is benefits.db in the program's data folder.
func DefaultPath() string { return filepath.Join(xdg.DataHome, "benefitdesk", "benefits.db") }

// ErrHomeless means that there is no folder for the program's files.
var ErrHomeless error = &model.Fault{Code: "store_homeless", Text: "there is no home folder, where the identity of a store belongs; nothing was changed; set HOME to your home folder"}

// homeless tells whether the folder that a variable names, or else the home
// folder holds, would lie in the root or wherever the program was started.
func homeless(variable string) bool {
	home, err := os.UserHomeDir()
	return (err != nil || !filepath.IsAbs(home)) && !filepath.IsAbs(os.Getenv(variable))
}

// Open opens a store, or creates it. The identity that unlocks its product
// keys is kept apart from it, in the program's configuration folder.
func Open(p Place) (*Desk, error) {
	if homeless("XDG_CONFIG_HOME") || p.Path == DefaultPath() && homeless("XDG_DATA_HOME") {
		return nil, ErrHomeless
	}
	opened, err := store.Open(store.Options{
		Path:        p.Path,
		IdentityDir: filepath.Join(xdg.ConfigHome, "benefitdesk", "identities"),
		Clock:       p.Clock,
		Gentle:      p.Gentle,
		OwnFolder:   filepath.Dir(p.Path) == filepath.Dir(DefaultPath()),
	})
	if err != nil {
		return nil, err
	}
	return &Desk{Store: opened, Input: p.Input}, nil
}
