package host

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// reasonOf is what the system said, without the name of the temporary file.
func reasonOf(err error) error {
	var path *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &link):
		return link.Err
	case errors.As(err, &path):
		return path.Err
	}
	return err
}

// WriteWhole writes a file so that nobody ever sees half of it: a temporary
// file beside it, synced and renamed. Only its owner may read it.
func WriteWhole(path string, write func(io.Writer) error) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".benefitdesk-*")
	if err != nil {
		return fmt.Errorf("export to %s: %w; nothing was written", path, reasonOf(err))
	}
	defer func() {
		if err != nil {
			os.Remove(temporary.Name())
			err = fmt.Errorf("export to %s: %w; the file was not written", path, reasonOf(err))
		}
	}()
	if err = write(temporary); err == nil {
		err = temporary.Sync()
	}
	if closed := temporary.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

// WriteWhole writes a file as the function of that name does.
func (h Host) WriteWhole(path string, write func(io.Writer) error) error {
	return WriteWhole(path, write)
}

// Exists tells whether there is a file, or anything else, at a path.
func (h Host) Exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, os.ErrNotExist)
}
