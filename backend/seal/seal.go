// Package seal makes values unreadable to whoever holds the database or the
// blobs but not the key file.
//
//	Seal, Open       AES-256-GCM: names, contacts, free text, blobs
//	Token, Detoken   AES-SIV: the same value gives the same token, for look-up
//	Name             HMAC: names of blobs that do not tell their content's hash
//
// Each takes the column that the value belongs to as associated data, so that a
// sealed value moved to another column no longer opens. A Box is safe for
// concurrent use and holds its ciphers ready.
//
// Keys are rotated in the key file: each of its three keysets may hold several
// keys, the primary one seals what is new, and all of them open. Two things
// follow a rotation by hand: a token of the old key does not equal one of the
// new, so rotating tokens means writing the look-up columns again; and a GCM
// key should be replaced before it has sealed 2^32 values.
package seal

import (
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/daead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrUnreadable says that a sealed value does not open: another key sealed it,
// it belongs to another column, or it was changed.
var ErrUnreadable = errors.New("seal: value does not open with this key and column")

// Box seals and opens.
type Box struct {
	values tink.AEAD
	tokens tink.DeterministicAEAD
	names  *prf.Set
}

// keys are the secrets of a Box.
type keys struct {
	values, tokens, names *keyset.Handle
}

func newKeys() (keys, error) {
	var k keys
	var err error
	if k.values, err = keyset.NewHandle(aead.AES256GCMKeyTemplate()); err != nil {
		return keys{}, fmt.Errorf("seal: key for values: %w", err)
	}
	if k.tokens, err = keyset.NewHandle(daead.AESSIVKeyTemplate()); err != nil {
		return keys{}, fmt.Errorf("seal: key for tokens: %w", err)
	}
	if k.names, err = keyset.NewHandle(prf.HMACSHA256PRFKeyTemplate()); err != nil {
		return keys{}, fmt.Errorf("seal: key for names: %w", err)
	}
	return k, nil
}

func (k keys) box() (*Box, error) {
	values, err := aead.New(k.values)
	if err != nil {
		return nil, fmt.Errorf("seal: keys for values: %w", err)
	}
	tokens, err := daead.New(k.tokens)
	if err != nil {
		return nil, fmt.Errorf("seal: keys for tokens: %w", err)
	}
	names, err := prf.NewPRFSet(k.names)
	if err != nil {
		return nil, fmt.Errorf("seal: keys for names: %w", err)
	}
	return &Box{values: values, tokens: tokens, names: names}, nil
}

// Ephemeral returns a Box whose keys are gone with the process: for tests.
func Ephemeral() (*Box, error) {
	k, err := newKeys()
	if err != nil {
		return nil, err
	}
	return k.box()
}

// Seal encrypts a value of a column; twice the same value never looks the same.
func (b *Box) Seal(plain []byte, column string) ([]byte, error) {
	sealed, err := b.values.Encrypt(plain, []byte(column))
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return sealed, nil
}

// Open decrypts what Seal made for the same column, or fails with ErrUnreadable.
func (b *Box) Open(sealed []byte, column string) ([]byte, error) {
	plain, err := b.values.Decrypt(sealed, []byte(column))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// Token encrypts a value so that equal values of a column have equal tokens.
// Use it only where rows are found by the value, with a column such as "cpf" or
// "card": equality is what it gives away.
func (b *Box) Token(plain []byte, column string) ([]byte, error) {
	token, err := b.tokens.EncryptDeterministically(plain, []byte(column))
	if err != nil {
		return nil, fmt.Errorf("seal: token: %w", err)
	}
	return token, nil
}

// Detoken gives back the value of a token of the same column, or fails with
// ErrUnreadable.
func (b *Box) Detoken(token []byte, column string) ([]byte, error) {
	plain, err := b.tokens.DecryptDeterministically(token, []byte(column))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// nameLen is the length of a Name in bytes, before it is written in hex.
const nameLen = 32

// Name is the keyed name, 64 hex digits, of a content with this hash. Who
// holds a copy of a content cannot tell from the names whether it is stored.
func (b *Box) Name(hash [32]byte) (string, error) {
	name, err := b.names.ComputePrimaryPRF(hash[:], nameLen)
	if err != nil {
		return "", fmt.Errorf("seal: name: %w", err)
	}
	return hex.EncodeToString(name), nil
}

// Fingerprint tells one key file from another without giving anything away: a
// database remembers it, and refuses to go on with a key that cannot open it.
func (b *Box) Fingerprint() (string, error) {
	sum, err := b.tokens.EncryptDeterministically(nil, []byte("fingerprint"))
	if err != nil {
		return "", fmt.Errorf("seal: fingerprint: %w", err)
	}
	return hex.EncodeToString(sum), nil
}
