package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"benefitdesk/model"
)

// ErrDocumentName means that a document's kind or name is empty, too long or
// holds the character 0x1F.
var ErrDocumentName = errors.New("not a name for a document")

const (
	documentSeparator = "\x1f"
	maxDocumentName   = 512
)

func documentKey(kind, name string) ([]byte, error) {
	if kind == "" || name == "" || len(kind)+len(name) > maxDocumentName || strings.Contains(kind+name, documentSeparator) {
		return nil, fmt.Errorf("%w: %q, %q", ErrDocumentName, kind, name)
	}
	return []byte(kind + documentSeparator + name), nil
}

// SaveDocument keeps bytes under a kind and name: a saved view, a column
// mapping, a draft. Documents are no facts: they have no log entry and do not
// change the revision. Secrets in them must be sealed, see Seal.
func (s *Store) SaveDocument(ctx context.Context, kind, name string, data []byte) error {
	key, err := documentKey(kind, name)
	if err != nil {
		return err
	}
	return s.write(ctx, func(w *writer) error {
		_, found, err := w.get(bucketDocument, key)
		if err != nil {
			return err
		}
		if found {
			w.batch.put(bucketDocument, key, data)
		} else {
			w.add(bucketDocument, key, data)
		}
		w.proofOf(bucketDocument, key, append([]byte{}, data...))
		return nil
	})
}

// Document gives the bytes under a kind and name; an error wraps
// model.ErrNotFound when there are none.
func (s *Store) Document(ctx context.Context, kind, name string) (data []byte, err error) {
	key, err := documentKey(kind, name)
	if err != nil {
		return nil, err
	}
	err = s.read(ctx, func(v *view) error {
		payload, found, err := v.get(bucketDocument, key)
		if err == nil && !found {
			err = fmt.Errorf("%w: %s %q", model.ErrNotFound, kind, name)
		}
		data = append([]byte{}, payload...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// Documents lists the names of the documents of a kind in ascending order.
func (s *Store) Documents(ctx context.Context, kind string) (names []string, err error) {
	prefix := []byte(kind + documentSeparator)
	err = s.read(ctx, func(v *view) error {
		return v.scan(bucketDocument, prefix, prefix, func(key, _ []byte) error {
			names = append(names, string(key[len(prefix):]))
			return nil
		})
	})
	return names, err
}

// DeleteDocument removes a document; that there is none is no error.
func (s *Store) DeleteDocument(ctx context.Context, kind, name string) error {
	key, err := documentKey(kind, name)
	if err != nil {
		return err
	}
	return s.write(ctx, func(w *writer) error {
		_, found, err := w.get(bucketDocument, key)
		if err != nil {
			return err
		}
		if !found {
			return errStop
		}
		w.remove(bucketDocument, key)
		w.proofOf(bucketDocument, key, nil)
		return nil
	})
}

// Seal encrypts a secret so that only this store opens it, and only as part of
// the document of that kind and name. The error is ErrKeysLocked without the
// identity.
func (s *Store) Seal(kind, name string, secret []byte) ([]byte, error) {
	key, vault, err := s.draftVault(kind, name)
	if err != nil {
		return nil, err
	}
	return seal(vault.drafts, bucketDocument, key, secret), nil
}

// Unseal gives what was sealed for a document.
func (s *Store) Unseal(kind, name string, sealed []byte) ([]byte, error) {
	key, vault, err := s.draftVault(kind, name)
	if err != nil {
		return nil, err
	}
	return unseal(vault.drafts, bucketDocument, key, sealed)
}

func (s *Store) draftVault(kind, name string) (key []byte, v *vault, err error) {
	if key, err = documentKey(kind, name); err != nil {
		return nil, nil, err
	}
	v, err = s.unlock()
	return key, v, err
}
