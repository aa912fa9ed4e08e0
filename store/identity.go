package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
)

const methodX25519 = "x25519"

// maxIdentitySize is more than an identity file ever has, in bytes.
const maxIdentitySize = 64 << 10

// wrapForNewIdentity makes an identity and wraps the data key to it. The
// secret is the content of the identity's file.
func wrapForNewIdentity(dataKey []byte) (wrapped wrap, secret []byte, err error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return wrap{}, nil, err
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, identity.Recipient())
	if err != nil {
		return wrap{}, nil, err
	}
	if _, err := w.Write(dataKey); err != nil {
		return wrap{}, nil, err
	}
	if err := w.Close(); err != nil {
		return wrap{}, nil, err
	}
	return wrap{
		Method: methodX25519, Fingerprint: fingerprintOf(identity.Recipient()), Wrapped: b.Bytes(),
	}, []byte(identity.String() + "\n"), nil
}

// fingerprintOf is the first 16 bytes of the SHA-256 of a recipient, in
// hexadecimal digits.
func fingerprintOf(recipient *age.X25519Recipient) string {
	sum := sha256.Sum256([]byte(recipient.String()))
	return hex.EncodeToString(sum[:16])
}

// saveIdentity writes the identity of a new store into its own file, whole.
func saveIdentity(folder, id string, secret []byte) error {
	if folder == "" {
		return errors.New("no folder for identities was named")
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	path := filepath.Join(folder, id)
	temp, err := tempBeside(path)
	if err != nil {
		return err
	}
	defer os.Remove(temp)
	if err := os.WriteFile(temp, secret, 0o600); err != nil {
		return err
	}
	return publish(temp, path)
}

// unwrap gives the data key by the identity file of a store.
func unwrap(folder string, from origin) ([]byte, error) {
	file, err := os.Open(filepath.Join(folder, filepath.Base(from.ID)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeysLocked, err)
	}
	defer file.Close()
	return unwrapWith(file, from)
}

// unwrapWith gives the data key by the content of an identity file, which
// never gets into an error.
func unwrapWith(secret io.Reader, from origin) ([]byte, error) {
	found, err := age.ParseIdentities(io.LimitReader(secret, maxIdentitySize))
	if err != nil || len(found) == 0 {
		return nil, fmt.Errorf("%w: the file of the identity is not readable", ErrKeysLocked)
	}
	identity, ok := found[0].(*age.X25519Identity)
	if !ok {
		return nil, fmt.Errorf("%w: the identity is not of the kind that this program makes", ErrKeysLocked)
	}
	for _, wrapped := range from.Keys {
		if wrapped.Method != methodX25519 || wrapped.Fingerprint != fingerprintOf(identity.Recipient()) {
			continue
		}
		r, err := age.Decrypt(bytes.NewReader(wrapped.Wrapped), identity)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKeysLocked, err)
		}
		dataKey, err := io.ReadAll(io.LimitReader(r, dataKeySize+1))
		if err != nil || len(dataKey) != dataKeySize {
			return nil, fmt.Errorf("%w: the wrapped data key is not readable", ErrKeysLocked)
		}
		return dataKey, nil
	}
	return nil, fmt.Errorf("%w: the identity is of another store", ErrKeysLocked)
}

// IdentityPath is where the identity of this store is looked for.
func (s *Store) IdentityPath() string { return filepath.Join(s.identities, s.ID()) }

// ImportIdentity takes an identity for this store, as its file holds it, after
// trying it out. It refuses one of another store with ErrKeysLocked; when there
// is an identity already the error is fs.ErrExist.
func (s *Store) ImportIdentity(secret []byte) error {
	s.mu.Lock()
	from := s.origin
	s.mu.Unlock()
	if _, err := unwrapWith(bytes.NewReader(secret), from); err != nil {
		return err
	}
	return saveIdentity(s.identities, from.ID, secret)
}
