package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"benefitdesk/model"
)

const dataKeySize = 32

// vault is what is derived from the data key, one key for each use.
type vault struct {
	secrets, drafts cipher.AEAD
	fingerprint     []byte
}

func deriveKeys(dataKey []byte) (*vault, error) {
	secret, err1 := hkdf.Key(sha256.New, dataKey, nil, "benefitdesk secret v1", dataKeySize)
	draft, err2 := hkdf.Key(sha256.New, dataKey, nil, "benefitdesk document v1", dataKeySize)
	mark, err3 := hkdf.Key(sha256.New, dataKey, nil, "benefitdesk fingerprint v1", dataKeySize)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	secrets, err1 := gcm(secret)
	drafts, err2 := gcm(draft)
	return &vault{secrets: secrets, drafts: drafts, fingerprint: mark}, errors.Join(err1, err2)
}

func gcm(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// unlock gives the derived keys, from the identity at first. The error is
// ErrKeysLocked when the identity is missing or another one.
func (s *Store) unlock() (*vault, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.vault != nil {
		return s.vault, nil
	}
	dataKey, err := unwrap(s.identities, s.origin)
	if err != nil {
		return nil, err
	}
	derived, err := deriveKeys(dataKey)
	if err != nil {
		return nil, err
	}
	s.vault = derived
	return derived, nil
}

// Unlock fetches the data key; ErrKeysLocked tells that keys can be neither
// shown nor added. Other operations unlock by themselves when they need it.
func (s *Store) Unlock() error {
	_, err := s.unlock()
	return err
}

// seal encrypts a text that belongs to a key of a bucket and to nothing else.
func seal(with cipher.AEAD, b bucket, key, plain []byte) []byte {
	nonce := make([]byte, with.NonceSize(), with.NonceSize()+len(plain)+with.Overhead())
	rand.Read(nonce)
	return with.Seal(nonce, nonce, plain, place(b, key))
}

func unseal(with cipher.AEAD, b bucket, key, sealed []byte) ([]byte, error) {
	if len(sealed) < with.NonceSize() {
		return nil, b.damaged(key, "is too short to be sealed")
	}
	plain, err := with.Open(nil, sealed[:with.NonceSize()], sealed[with.NonceSize():], place(b, key))
	if err != nil {
		return nil, b.damaged(key, "was not sealed for this place by this store")
	}
	return plain, nil
}

// place is the associated data of what is sealed.
func place(b bucket, key []byte) []byte {
	return append(append(append([]byte{}, bucketNames[b]...), 0), key...)
}

// mark is the fingerprint under which a key's text is found.
func (k *vault) mark(key model.Key) []byte {
	mac := hmac.New(sha256.New, k.fingerprint)
	mac.Write([]byte(key.Reveal()))
	return mac.Sum(nil)
}

// findKey gives the record that has a key's text.
func (v *view) findKey(key model.Key) (id model.ID, found bool, err error) {
	keys, err := v.store.unlock()
	if err != nil {
		return 0, false, err
	}
	mark := keys.mark(key)
	payload, found, err := v.get(bucketFingerprint, mark)
	if err != nil || !found {
		return 0, false, err
	}
	if len(payload) != 8 {
		return 0, false, bucketFingerprint.damaged(mark, "is not readable")
	}
	return model.ID(binary.BigEndian.Uint64(payload)), true, nil
}

// secret unseals the text of a key record; model.ErrNotFound when the store
// has the record without its text.
func (v *view) secret(id model.ID) (model.Key, error) {
	keys, err := v.store.unlock()
	if err != nil {
		return model.Key{}, err
	}
	at := idKey(id)
	payload, found, err := v.get(bucketSecret, at)
	if err != nil {
		return model.Key{}, err
	}
	if !found {
		return model.Key{}, fmt.Errorf("%w: the text of key %d was never entered", model.ErrNotFound, id)
	}
	return keys.open(at, payload)
}

func (k *vault) open(at, payload []byte) (model.Key, error) {
	plain, err := unseal(k.secrets, bucketSecret, at, payload)
	if err != nil {
		return model.Key{}, err
	}
	key, err := parseSealed(string(plain))
	if err != nil {
		return model.Key{}, bucketSecret.damaged(at, "is not a key")
	}
	return key, nil
}

// parseSealed gives the key whose Reveal was sealed. A text that ParseKey
// would normalise is not a Cloud key.
func parseSealed(text string) (model.Key, error) {
	key, err := model.ParseKey(text)
	if err == nil && key.Reveal() == text {
		return key, nil
	}
	return model.ParseOpaqueKey(text)
}

// Key reveals the text of a product key: the reveal is a change like any
// other, logged before the text is handed out. Errors: ErrKeysLocked, and
// model.ErrNotFound when the text was never entered.
func (s *Store) Key(ctx context.Context, actor model.Actor, today model.Date, id model.ID, copied bool) (model.Key, error) {
	var key model.Key
	err := s.write(ctx, func(w *writer) (err error) {
		if key, err = w.secret(id); err != nil {
			return err
		}
		_, err = w.run(intent{actor: actor, today: today, command: model.Reveal{Key: id, Copied: copied, By: actor.Name}})
		return err
	})
	if err != nil {
		return model.Key{}, err
	}
	return key, nil
}

// Keys reveals every product key for an export, by the id of its record, as
// one change with one log entry, a reveal whose detail tells how many they were.
// The actor has to be allowed to reveal one.
func (s *Store) Keys(ctx context.Context, actor model.Actor, today model.Date) (map[model.ID]model.Key, error) {
	found := map[model.ID]model.Key{}
	err := s.write(ctx, func(w *writer) error {
		if err := w.permit(actor, model.RuleOf(model.VerbReveal, model.KindProductKey), 0); err != nil {
			return err
		}
		keys, err := s.unlock()
		if err != nil {
			return err
		}
		var changes []model.Change
		err = w.scan(bucketSecret, nil, nil, func(at, payload []byte) error {
			id := model.ID(binary.BigEndian.Uint64(at))
			if found[id], err = keys.open(at, payload); err != nil {
				return err
			}
			change, err := w.firstReveal(id, actor, today)
			if change.Ref.ID != 0 {
				changes = append(changes, change)
			}
			return err
		})
		if err != nil {
			return err
		}
		return w.bulk(changes, model.Entry{Actor: actor, Day: today, Verb: model.VerbReveal, Detail: model.Revealed{Keys: len(found)}})
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// firstReveal is the change that a reveal makes to a key; none when the key
// was revealed before.
func (w *writer) firstReveal(id model.ID, actor model.Actor, today model.Date) (model.Change, error) {
	_, changes, err := model.Reveal{Key: id, By: actor.Name}.Decide(facts{w.view}, today)
	if err != nil || len(changes) == 0 {
		return model.Change{}, err
	}
	return changes[0], nil
}
